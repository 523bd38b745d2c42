# SPDX-License-Identifier: GPL-2.0-or-later
"""Which municipality the study is about, and the day for which its numbers hold."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtWidgets import QComboBox, QLineEdit

from ....bridge.i18n import language, translate
from ....catalogue.numbers import format_date
from ....model.keys import MunicipalityKey, check_key
from ....model.problem import Problem, Severity
from ... import settings
from ..forms import Form, named, tell
from ..page import Page
from .dates import inhabitants, reference_date


class MunicipalityPage(Page):
    """Name, key, title, reference date, language, official population."""

    name = "municipality"

    def __init__(self) -> None:
        super().__init__(
            translate("SmartCity", "Municipality"),
            translate("SmartCity", "Which municipality is the study about?"),
            translate(
                "SmartCity", "Name and key stand on every map; the reference date says what all numbers hold for."
            ),
            translate(
                "SmartCity",
                "The municipality key (AGS) has 8 digits: Land, administrative region, district, municipality. The "
                "regional key (ARS) has 12 and is accepted as well. If a spreadsheet has dropped the zero at the "
                "beginning, it is put back, and you are told.\n\nThe reference date is the day to which the study "
                "refers, usually that of the census or of the register of residents. A year is enough.\n\nThe official "
                "population is optional. With it, the sum of the small-area data is checked, and the difference is "
                "stated in the document.",
            ),
        )
        self.title_is_own = False
        self._completed = ""
        """The key to which a lost zero was put back."""
        form = Form()
        self.municipality = named(QLineEdit(), "municipality_name")
        form.add(translate("SmartCity", "Na&me"), self.municipality)
        self.key = named(QLineEdit(), "key")
        self.key.setMaxLength(40)
        self.key_text = form.add(translate("SmartCity", "Municipality &key (AGS or ARS)"), self.key)
        self.title_field = named(QLineEdit(), "title")
        form.add(translate("SmartCity", "&Title of the study"), self.title_field)
        self.date = named(QLineEdit(), "date")
        self.date.setPlaceholderText(translate("SmartCity", "2022-05-15, 15.05.2022 or 2022"))
        self.date_text = form.add(translate("SmartCity", "&Reference date"), self.date)
        self.language = named(QComboBox(), "language")
        for code, label in (("de", "Deutsch"), ("en", "English")):
            self.language.addItem(label, code)
        form.add(translate("SmartCity", "&Language of maps and document"), self.language)
        self.population = named(QLineEdit(), "population")
        form.add(translate("SmartCity", "&Official population (optional)"), self.population)
        self.population_source = named(QLineEdit(), "population_source")
        self.population_source.setPlaceholderText(translate("SmartCity", "Office and date"))
        form.add(translate("SmartCity", "&Source of the population"), self.population_source)
        self.fields.addWidget(form)
        self.fields.addStretch()
        self.first = self.municipality
        self._prefill()
        self._connect()

    # Values -------------------------------------------------------------------------------------------------------

    @property
    def known_key(self) -> Optional[MunicipalityKey]:
        """The key, if one was given and understood."""
        return check_key(self.key.text())[0]

    @property
    def ags(self) -> str:
        """The AGS, empty without one."""
        return self.known_key.ags if self.known_key else ""

    @property
    def state(self) -> str:
        """The first two digits of the key, empty without one."""
        return self.ags[:2]

    def parameters(self) -> dict:
        """Return what the page gives to the algorithm."""
        given: dict = {
            "MUNICIPALITY": self.municipality.text().strip(),
            "AGS": self.ags,
            "TITLE": self.title_field.text().strip(),
            "REFERENCE_DATE": reference_date(self.date.text()) or "",
            "LANGUAGE": self.language.currentData(),
        }
        persons = inhabitants(self.population.text())
        if persons is not None:
            given["OFFICIAL_POPULATION"] = persons
            given["OFFICIAL_POPULATION_SOURCE"] = self.population_source.text().strip()
        return given

    # Page ---------------------------------------------------------------------------------------------------------

    def needs(self) -> list[str]:
        """Return what must still be filled in."""
        fields = {
            translate("SmartCity", "name"): self.municipality,
            translate("SmartCity", "title"): self.title_field,
            translate("SmartCity", "reference date"): self.date,
        }
        return [name for name, field in fields.items() if not field.text().strip()]

    def leave(self) -> bool:
        """Take over what was typed as it is meant."""
        self._settle()
        return True

    def check(self, is_typing: bool = False) -> None:
        """Say what is wrong or worth knowing; what is still being typed is not judged."""
        key, problems = check_key(self.key.text())
        if is_typing and key is None and self.key.hasFocus():
            problems = []
        day = self.date.text().strip()
        if day and reference_date(day) is None and not (is_typing and self.date.hasFocus()):
            problems.append(Problem("reference_date_unclear", values={"text": day}))
        typed = self.population.text().strip()
        if typed and inhabitants(typed) is None:
            problems.append(Problem("population_unclear", values={"text": typed}))
        elif typed and not self.population_source.text().strip():
            problems.append(Problem("population_source_missing", Severity.WARNING))
        # A lost zero is told right under the field.
        self.show_problems(problem for problem in problems if problem.key != "key_repaired")

    # Inside -------------------------------------------------------------------------------------------------------

    def _prefill(self) -> None:
        name, key = settings.last_municipality()
        self.municipality.setText(name)
        self.key.setText(key)
        self.language.setCurrentIndex(self.language.findData(settings.output_language()))
        self._propose_title()
        self._tell()

    def _connect(self) -> None:
        self.municipality.textEdited.connect(self._name_edited)
        self.title_field.textEdited.connect(self._title_edited)
        for field in (self.key, self.date, self.population, self.population_source):
            field.textEdited.connect(self._edited)
        for field in (self.key, self.date):
            field.editingFinished.connect(self._settle)
        self.language.activated.connect(self._name_edited)

    def _edited(self) -> None:
        self._tell()
        self.check(is_typing=True)
        self.changed()

    def _name_edited(self) -> None:
        self._propose_title()
        self._edited()

    def _title_edited(self, text: str) -> None:
        self.title_is_own = bool(text.strip())
        self._edited()

    def _propose_title(self) -> None:
        name = self.municipality.text().strip()
        if self.title_is_own or not name:
            return
        # In the language of the study, which can be another than that of QGIS.
        titles = {"de": "Integrierte räumliche Bestandsaufnahme {name}", "en": "Integrated spatial inventory of {name}"}
        self.title_field.setText(titles[self.language.currentData()].format(name=name))

    def _settle(self) -> None:
        """Put back a lost zero and write the date as it is meant, visibly."""
        key = self.known_key
        if key is not None:
            whole = key.ars or key.ags
            if key.repaired:
                self._completed = whole
            self.key.setText(whole)
        day = reference_date(self.date.text())
        if day is not None:
            self.date.setText(day)
        self._tell()
        self.check()

    def _tell(self) -> None:
        """Say under the fields how key and date are understood."""
        tell(self.key_text, self._about_key())
        day = reference_date(self.date.text()) or ""
        tell(self.date_text, format_date(day, language()) if len(day) > 4 else "")

    def _about_key(self) -> str:
        text, key = self.key.text().strip(), self.known_key
        if not text:
            return translate(
                "SmartCity", "Without it, data of the statistical offices cannot be assigned to the municipality."
            )
        if key is None:
            return translate("SmartCity", "8 digits, or 12 of the regional key")
        facts = {"key": key.ars or key.ags, "ags": key.ags, "state": key.state}
        if key.repaired:
            line = translate("SmartCity", "A zero at the beginning seems to be missing: {key} ({state})?")
        elif text == self._completed:
            line = translate("SmartCity", "Completed to {key} ({state}): a zero at the beginning was missing")
        elif key.ars:
            line = translate("SmartCity", "{state}, municipality key {ags}")
        else:
            line = "{state}"
        return line.format(**facts)
