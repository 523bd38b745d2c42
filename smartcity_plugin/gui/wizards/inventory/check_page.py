# SPDX-License-Identifier: GPL-2.0-or-later
"""The last look before an import: what will be done, what is wrong with the layer, what would put it right."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Optional

from qgis.PyQt.QtWidgets import QButtonGroup, QCheckBox, QRadioButton, QVBoxLayout, QWidget, QWizard

from ....bridge.i18n import language, translate
from ....catalogue import load_catalogue
from ....model.problem import Severity
from ....model.provenance import Passport
from ....sources.repairs import Repairs
from ...cards import emphasise, plain_label
from ..forms import PREFIX, explanation, tell
from ..problem_area import Finding, finding_of
from . import wording
from .base import InventoryPage, paragraphs
from .draft import Draft
from .tables import clear

ADD, REPLACE_ALL = "add", "all"


class CheckPage(InventoryPage):
    """Starts the import."""

    name = "check"

    def __init__(self) -> None:
        super().__init__(
            translate("SmartCity", "Import"),
            translate("SmartCity", "Check and import"),
            translate("SmartCity", "Nothing has been changed so far; the import writes to the study."),
            paragraphs(
                translate(
                    "SmartCity",
                    "The layer is looked at before it is brought in. Where something would put a problem "
                    "right, there is a box to tick; the original file stays as it is.",
                ),
                translate(
                    "SmartCity",
                    "The import brings the data into the study's reference system, repairs geometries and "
                    "keeps what lies in the study area and its surroundings. A cancelled or failed import "
                    "leaves the study as it was.",
                ),
            ),
        )
        self.setButtonText(QWizard.WizardButton.NextButton, translate("SmartCity", "&Import"))
        self._found: list[Any] = []
        self._boxes: list[tuple[QCheckBox, Repairs]] = []
        self._summary = explanation()
        self._verdict = explanation()
        self._modes_title = emphasise(plain_label(translate("SmartCity", "What happens to the data that are there")))
        self._modes = QWidget()
        self._mode_column = QVBoxLayout(self._modes)
        self._mode_column.setContentsMargins(0, 0, 0, 0)
        self._group: Optional[QButtonGroup] = None
        self._repairs_title = emphasise(plain_label(translate("SmartCity", "Put right on import")))
        self._repairs = QWidget()
        self._repair_column = QVBoxLayout(self._repairs)
        self._repair_column.setContentsMargins(0, 0, 0, 0)
        self._repair_column.setSpacing(8)
        self.fields.addWidget(self._summary)
        self.fields.addWidget(self._verdict)
        self.fields.addSpacing(8)
        self.fields.addWidget(self._modes_title)
        self.fields.addWidget(self._modes)
        self.fields.addSpacing(8)
        self.fields.addWidget(self._repairs_title)
        self.fields.addWidget(self._repairs)
        self.fields.addStretch()

    def enter(self) -> None:
        """Look at the layer of the present draft."""
        draft = self._draft = self.wizard().draft
        if draft is None:
            return
        self.setTitle(translate("SmartCity", "{role}: check and import").format(role=self.wizard().draft_title()))
        self.setSubTitle(self.wizard().step_line("check", self.purpose))
        tell(self._summary, summary_of(draft))
        self._show_modes(draft)
        self._show_repairs([])
        self.show_findings([])
        tell(self._verdict, "")
        if not draft.files and draft.layer is not None:
            self._inspect(draft)

    def isComplete(self) -> bool:
        """Return whether the import may begin: not before it is known what the study has."""
        return super().isComplete() and self.wizard() is not None and not self.wizard().is_reading

    def nextId(self) -> int:
        """The result follows."""
        return self.wizard().id_of("result")

    def focus_first(self) -> None:
        """The import is the next thing to do."""
        super().focus_first()
        self.wizard().button(QWizard.WizardButton.NextButton).setFocus()

    def leave(self) -> bool:
        """Run the import; it leads to the result if it succeeds."""
        if self._draft is not None:
            self.wizard().import_draft(self._draft)
        return False

    # What is already there ----------------------------------------------------------------------------------------

    def _show_modes(self, draft: Draft) -> None:
        clear(self._mode_column)
        self._group = QButtonGroup(self)
        sources = self.wizard().sources_of(draft)
        for widget in (self._modes_title, self._modes):
            widget.setVisible(bool(sources))
        choices = [(ADD, translate("SmartCity", "&Add as a further source; what both have counts once"))]
        if not draft.files and len(sources) > 0:
            for number, source in enumerate(sources, start=1):
                text = translate("SmartCity", "Replace the source “{title}”")
                choices.append((source.source_id, _mnemonic(number) + text.format(title=source.title)))
        if len(sources) > 1 or draft.files:
            choices.append((REPLACE_ALL, translate("SmartCity", "Replace &everything that the role has")))
        present = draft.source_id or (ADD if draft.add else REPLACE_ALL)
        for key, text in choices:
            button = QRadioButton(text)
            button.setObjectName(f"{PREFIX}mode_{key}")
            button.setChecked(key == present)
            button.toggled.connect(lambda checked, key=key: self._set_mode(key) if checked else None)
            self._group.addButton(button)
            self._mode_column.addWidget(button)

    def _set_mode(self, key: str) -> None:
        draft = self._draft
        if draft is not None:
            draft.add, draft.source_id = key == ADD, "" if key in (ADD, REPLACE_ALL) else key
            draft.is_placed = True
            self.changed()

    # What is wrong ------------------------------------------------------------------------------------------------

    def _inspect(self, draft: Draft) -> None:
        from ....bridge.preflight import inspect

        inventory = self.wizard().inventory
        role, layer = inventory.row(draft.role).role, draft.layer.clone()

        def work(progress: Any) -> list:
            return inspect(layer, role, inventory.area, inventory.crs, progress)

        self.examine(translate("SmartCity", "Check of the layer"), work, self._inspected)

    def _inspected(self, findings: Optional[list], error: Optional[str]) -> None:
        if findings is None:
            self.show_findings([Finding(Severity.ERROR, error or "")])
            return
        self._found = findings
        self._show_repairs(findings)
        self._tell()

    def _show_repairs(self, findings: list) -> None:
        clear(self._repair_column)
        draft, self._found, self._boxes = self._draft, findings, []
        proposed: dict[str, tuple[Repairs, list[str]]] = {}
        for finding in findings:
            if finding.repairs is not None and draft is not None:
                sentence = load_catalogue().sentence(finding.problem, language())
                proposed.setdefault(finding.repairs.to_json(), (finding.repairs, []))[1].append(sentence)
        if draft is not None and draft.codes:
            codes = Repairs(missing_codes=draft.codes)
            proposed[codes.to_json()] = (codes, [_codes_text(draft)])
        for number, (repairs, sentences) in enumerate(proposed.values()):
            box = QCheckBox(repairs_text(repairs))
            box.setObjectName(f"{PREFIX}repair_{number}")
            box.setChecked(covers(draft.repairs, repairs))
            box.toggled.connect(lambda *_: self._set_repairs())
            box.setAccessibleDescription(" ".join(sentences))
            self._repair_column.addWidget(box)
            self._repair_column.addWidget(explanation("\n".join(sentences)))
            self._boxes.append((box, repairs))
        for widget in (self._repairs_title, self._repairs):
            widget.setVisible(bool(proposed))

    def _set_repairs(self) -> None:
        draft = self._draft
        if draft is not None:
            draft.repairs = together([repairs for box, repairs in self._boxes if box.isChecked()])
            self._tell()
            self.changed()

    def _tell(self) -> None:
        """Show the problems, but those that what is ticked puts right."""
        ticked = [repairs for box, repairs in self._boxes if box.isChecked()]
        open_ones = [finding for finding in self._found if finding.repairs is None or finding.repairs not in ticked]
        found = [finding_of(finding.problem) for finding in open_ones if finding.repairs is None]
        needed = [finding.repairs for finding in self._found if finding.problem.severity is Severity.ERROR]
        # A negative number is refused, whether or not it means unknown.
        if any(not box.isChecked() and (repairs in needed or repairs.missing_codes) for box, repairs in self._boxes):
            text = translate("SmartCity", "Tick what is to be put right, or choose other data.")
            found.append(Finding(Severity.ERROR, text))
        self.show_findings(found)
        tell(
            self._verdict,
            "" if self._found or found else translate("SmartCity", "The layer was looked at: nothing is wrong."),
        )


def _codes_text(draft: Draft) -> str:
    text = translate("SmartCity", "The data contain {codes}; negative numbers make no sense here.")
    return text.format(codes=", ".join(wording.number(code) for code in draft.codes))


def summary_of(draft: Draft) -> str:
    """Return what is about to be imported, line by line."""
    lines = [translate("SmartCity", "Data: {title}").format(title=draft.title)]
    if draft.is_layer:
        fields = [wording.field_title(draft.role, name) for name, text in draft.mapping.items() if text]
        if fields:
            lines.append(translate("SmartCity", "Fields: {fields}").format(fields="; ".join(fields)))
        if draft.where.strip():
            lines.append(translate("SmartCity", "Only: {filter}").format(filter=draft.where.strip()))
    source = draft.passport.get("SOURCE", "").strip()
    licence = draft.passport.get("LICENCE", "").strip()
    licences = load_catalogue().vocabulary.licences
    facts = [source, licences[licence].title.in_language(language()) if licence in licences else ""]
    facts.append(draft.passport.get("DATE", "").strip())
    told = " · ".join(filter(None, facts))
    if told:
        lines.append(translate("SmartCity", "Source: {facts}").format(facts=told))
    return "\n".join(lines)


def repairs_text(repairs: Repairs) -> str:
    """Return what a repair does."""
    parts = []
    if repairs.swap_axes:
        parts.append(translate("SmartCity", "Swap the axes"))
    if repairs.shift != (0.0, 0.0):
        text = translate("SmartCity", "Shift by {east} m east and {north} m north")
        parts.append(text.format(east=wording.number(repairs.shift[0]), north=wording.number(repairs.shift[1])))
    if repairs.crs:
        name = repairs.crs if len(repairs.crs) < 40 else translate("SmartCity", "another reference system")
        parts.append(translate("SmartCity", "Read the coordinates as {crs}").format(crs=name))
    if repairs.drop_duplicates:
        parts.append(translate("SmartCity", "Leave out exact copies of features"))
    if repairs.missing_codes:
        codes = ", ".join(wording.number(code) for code in repairs.missing_codes)
        parts.append(translate("SmartCity", "Take {codes} for unknown").format(codes=codes))
    return "; ".join(parts)


def together(wanted: list[Repairs]) -> Repairs:
    """Return several repairs as one; of two that speak of the same thing the later counts."""
    result, nothing = Repairs(), Repairs()
    for repairs in wanted:
        changes = {
            name: getattr(repairs, name)
            for name in Repairs.__dataclass_fields__
            if getattr(repairs, name) != getattr(nothing, name)
        }
        result = replace(result, **changes)
    return result


def covers(all_of_them: Repairs, repairs: Repairs) -> bool:
    """Return whether repairs hold everything of others, which are not nothing."""
    return repairs != Repairs() and together([all_of_them, repairs]) == all_of_them


def _mnemonic(number: int) -> str:
    return f"&{number} " if number < 10 else ""


def passports_line(sources: list[Passport]) -> str:
    """Return the titles of sources in one line."""
    return "; ".join(source.title for source in sources)
