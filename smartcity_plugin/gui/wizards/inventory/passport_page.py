# SPDX-License-Identifier: GPL-2.0-or-later
"""What must be known of data before their numbers may be printed: source, licence, date, fitness."""

from __future__ import annotations

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QComboBox, QCompleter, QLabel, QLineEdit, QPlainTextEdit

from ....bridge.i18n import language, translate
from ....catalogue import load_catalogue
from ....model.problem import Problem, Severity
from ....model.provenance import Fitness
from ..forms import Form, explanation, named, tell
from ..problem_area import Finding, Remedy, findings_of
from . import proposals
from .base import InventoryPage, paragraphs
from .draft import FACTS, OWN_FACTS, Draft


class PassportPage(InventoryPage):
    """The data passport of one import."""

    name = "passport"

    def __init__(self) -> None:
        super().__init__(
            translate("SmartCity", "Source"),
            translate("SmartCity", "Describe the source"),
            translate("SmartCity", "The data passport: printed wherever numbers from these data appear."),
            paragraphs(
                translate(
                    "SmartCity",
                    "Source is who publishes the data. Licence says what may be done with them; many licences "
                    "want an attribution line word for word. The date is that of the data, not of the "
                    "download: a day (2022-05-15), a year (2022) or a period (2014–2016).",
                ),
                translate(
                    "SmartCity",
                    "Fitness says how good the data are for this role. Everything but “fit for purpose” "
                    "follows the results as a flag, onto maps and into the document.",
                ),
                translate(
                    "SmartCity",
                    "What you gave for the same file or publisher before is offered, but never filled in by itself.",
                ),
            ),
        )
        self._loading = False
        vocabulary = load_catalogue().vocabulary
        self.title_edit = _line("passport_title")
        self.source = _line("passport_source")
        self.licence = _combo("passport_licence")
        self.licence.addItem(translate("SmartCity", "not known yet"), "")
        for key, term in vocabulary.licences.items():
            self.licence.addItem(term.title.in_language(language()), key)
        self.attribution = _line("passport_attribution")
        self.date = _line("passport_date")
        self.date.setPlaceholderText(translate("SmartCity", "2022-05-15, 2022 or 2014–2016"))
        self.contact = _line("passport_contact")
        self.fitness = _combo("passport_fitness")
        for key, term in vocabulary.fitness.items():
            self.fitness.addItem(term.title.in_language(language()), key)
        self.note = QPlainTextEdit()
        named(self.note, "passport_note")
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(round(self.note.fontMetrics().height() * 3.6))
        self._of_format = explanation()
        self._form = Form()
        add = self._form.add
        add(translate("SmartCity", "&Title"), self.title_edit)
        add(translate("SmartCity", "&Source (publisher)"), self.source)
        add(translate("SmartCity", "&Licence"), self.licence)
        add(translate("SmartCity", "&Attribution line"), self.attribution)
        add(translate("SmartCity", "&Date of the data"), self.date)
        add(translate("SmartCity", "C&ontact"), self.contact)
        self._fitness_text = add(translate("SmartCity", "&Fitness"), self.fitness, fitness_text(Fitness.GOOD.value))
        add(
            translate("SmartCity", "Not&e"),
            self.note,
            translate("SmartCity", "What a reader of the numbers must know: what is missing, estimated or delimited."),
        )
        for caption in self._form.findChildren(QLabel):
            if caption.buddy() is self.note:  # beside the first line, not in the middle
                caption.setMinimumHeight(self.title_edit.sizeHint().height())
        self.fields.addWidget(self._of_format)
        self.fields.addWidget(self._form)
        self.fields.addStretch()
        self.first = self.title_edit
        self._widgets = {
            "TITLE": self.title_edit,
            "SOURCE": self.source,
            "LICENCE": self.licence,
            "ATTRIBUTION": self.attribution,
            "DATE": self.date,
            "CONTACT": self.contact,
            "FITNESS": self.fitness,
            "NOTE": self.note,
        }
        for widget in self._widgets.values():
            signal = widget.currentIndexChanged if isinstance(widget, QComboBox) else widget.textChanged
            signal.connect(lambda *_: self._edited())

    def enter(self) -> None:
        """Show the passport of the present draft."""
        draft = self._draft = self.wizard().draft
        if draft is None:
            return
        self.setTitle(translate("SmartCity", "{role}: describe the source").format(role=self.wizard().draft_title()))
        self.setSubTitle(self.wizard().step_line("passport", self.purpose))
        self.source.setCompleter(_completer(proposals.publishers(), self.source))
        tell(self._of_format, "" if draft.is_own_passport else known_of_format(draft))
        self._loading = True
        for name, widget in self._widgets.items():
            self._form.show_row(widget, draft.is_own_passport or name in FACTS)
            _set(widget, draft.passport.get(name, ""))
        self._loading = False
        self._check()

    def needs(self) -> list[str]:
        """A title, because the source is named by it."""
        draft = self._draft
        if draft is None or not draft.is_own_passport or draft.passport.get("TITLE", "").strip():
            return []
        return [translate("SmartCity", "Title")]

    def nextId(self) -> int:
        """The check follows."""
        return self.wizard().id_of("check")

    def _edited(self) -> None:
        draft = self._draft
        if draft is None or self._loading:
            return
        names = (*FACTS, *OWN_FACTS) if draft.is_own_passport else FACTS
        draft.passport = {**draft.passport, **{name: _text(self._widgets[name]) for name in names}}
        self._check()
        self.changed()

    def _check(self) -> None:
        draft = self._draft
        if draft is None:
            return
        tell(self._fitness_text, fitness_text(draft.passport.get("FITNESS", "")) if draft.is_own_passport else "")
        self.show_findings([*self._proposals(draft), *_what_lacks(draft)])

    def _proposals(self, draft: Draft) -> list[Finding]:
        """Offer what was given before for this file, or for this publisher."""
        found = []
        given = {name: draft.passport.get(name, "").strip() for name in FACTS}
        earlier = {name: text for name, text in proposals.of_file(draft.key).items() if not given[name]}
        if earlier:
            text = translate("SmartCity", "Given for this file before: {facts}")
            found.append(self._offer(text, earlier))
        known = proposals.of_publisher(given["SOURCE"])
        same = {name: text for name, text in known.items() if not given[name] and name not in earlier}
        if same:
            text = translate("SmartCity", "Given for this publisher before: {facts}")
            found.append(self._offer(text, same))
        return found

    def _offer(self, text: str, facts: dict[str, str]) -> Finding:
        def take() -> None:
            for name, value in facts.items():
                _set(self._widgets[name], value)

        told = "; ".join(_told(name, value) for name, value in facts.items())
        return Finding(Severity.NOTE, text.format(facts=told), Remedy(translate("SmartCity", "Take over"), take))


def known_of_format(draft: Draft) -> str:
    """Return what an importer says of its format where the user says nothing else."""
    algorithm = QgsApplication.processingRegistry().algorithmById(draft.algorithm)
    source = getattr(algorithm, "source", None)
    facts = [source.in_language(language()) if source is not None else "", _told("LICENCE", algorithm.licence)]
    told = "; ".join(filter(None, facts))
    if not told:
        return translate("SmartCity", "What you leave empty is taken from the files, as far as they tell it.")
    text = translate("SmartCity", "What you leave empty is as usual for this format: {facts}")
    return text.format(facts=told)


def _what_lacks(draft: Draft) -> list[Finding]:
    lacking = missing_names(draft)
    if not lacking:
        return []
    text = translate(
        "SmartCity",
        "The data passport lacks: {facts}. Source and date are printed with the numbers; without a licence it is "
        "unclear whether maps may be published.",
    )
    return [Finding(Severity.WARNING, text.format(facts=", ".join(lacking)))]


def lack_sentences(draft: Draft) -> set[str]:
    """Return the sentences by which an import tells what the passport lacks."""
    values = {"layer": draft.passport.get("TITLE", "").strip() or draft.title}
    problems = [
        Problem("source_missing", Severity.WARNING, values),
        Problem("licence_missing", Severity.WARNING, values),
        Problem("date_missing", Severity.WARNING, values),
    ]
    return {finding.text for finding in findings_of(problems)}


def missing_names(draft: Draft) -> tuple[str, ...]:
    """Return what the passport lacks, in single words."""
    if not draft.is_own_passport:
        return ()
    names = {
        "SOURCE": translate("SmartCity", "source"),
        "LICENCE": translate("SmartCity", "licence"),
        "DATE": translate("SmartCity", "date"),
    }
    return tuple(word for name, word in names.items() if not draft.passport.get(name, "").strip())


def fitness_text(fitness: str) -> str:
    """Return what a grade of fitness means."""
    return {
        "good": translate("SmartCity", "Complete and exact enough for this role."),
        "estimated": translate("SmartCity", "Values are estimated or modelled, not counted. Results get a flag."),
        "partial": translate("SmartCity", "A part of the objects or of the area is missing. Results get a flag."),
        "proxy": translate("SmartCity", "Stands in for data that are not to be had. Results get a flag."),
    }.get(fitness, "")


def _told(name: str, value: str) -> str:
    if name == "LICENCE":
        licences = load_catalogue().vocabulary.licences
        return licences[value].title.in_language(language()) if value in licences else value
    return value


def _line(name: str) -> QLineEdit:
    edit = QLineEdit()
    named(edit, name)
    return edit


def _combo(name: str) -> QComboBox:
    combo = QComboBox()
    named(combo, name)
    combo.setMinimumContentsLength(20)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return combo


def _completer(words: list[str], parent: QLineEdit) -> QCompleter:
    completer = QCompleter(words, parent)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    return completer


def _text(widget) -> str:
    if isinstance(widget, QComboBox):
        return widget.currentData() or ""
    return widget.toPlainText() if isinstance(widget, QPlainTextEdit) else widget.text()


def _set(widget, text: str) -> None:
    if isinstance(widget, QComboBox):
        widget.setCurrentIndex(max(widget.findData(text), 0))
    elif isinstance(widget, QPlainTextEdit):
        widget.setPlainText(text)
    else:
        widget.setText(text)
