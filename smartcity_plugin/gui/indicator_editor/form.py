# SPDX-License-Identifier: GPL-2.0-or-later
"""The form for one own indicator."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Optional

from qgis.gui import QgsGui
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QMessageBox, QTabWidget, QVBoxLayout, QWidget

from ...bridge.expressions import look_at
from ...bridge.i18n import translate
from ...bridge.unit_sample import UnitSample
from ...catalogue import Catalogue
from ...catalogue.own import OwnEntry, completed
from ...catalogue.own_checks import ENTRY, PARAMETER, THRESHOLD, Flaw
from ...model.problem import Problem
from ...study.own_indicators import inspect_all
from ..cards import plain_label
from .fields import Explained
from .formula import FormulaPage, sentence_of
from .parts import AssignmentPage, GeneralPage, Page, ParameterPage, TextPage, scrolling
from .thresholds import ThresholdPage


class IndicatorForm(QDialog):
    """Shows an entry; accepted, ``entry`` is what was entered, checked with everything else that the study has."""

    def __init__(
        self,
        entry: OwnEntry,
        catalogue: Catalogue,
        others: Sequence[OwnEntry],
        values: Optional[UnitSample] = None,
        is_new: bool = True,
        parent: Optional[QWidget] = None,
    ) -> None:
        """``catalogue`` is that of the study, ``others`` are its own entries but this one, ``values`` some units'."""
        super().__init__(parent)
        self.setObjectName("smartcity_indicator_form")
        title = translate("SmartCity", "New own indicator") if is_new else translate("SmartCity", "Own indicator")
        self.setWindowTitle(title)
        self.entry = entry
        self._catalogue, self._others = catalogue, list(others)
        base = catalogue.indicators.get(entry.base_id)
        self._general = GeneralPage(entry, catalogue, base)
        self._general.id.setReadOnly(not is_new)
        special = FormulaPage(catalogue, entry.id, values) if base is None else ParameterPage(catalogue, base)
        self._pages: dict[str, Page] = {
            ENTRY: self._general,
            "formula" if base is None else PARAMETER: special,
            THRESHOLD: ThresholdPage(catalogue),
            "texts": TextPage(),
            "assignment": AssignmentPage(catalogue),
        }
        self.tabs = QTabWidget()
        for page in self._pages.values():
            page.fill(entry.content)
            self.tabs.addTab(scrolling(page), page.title)
        self._told = plain_label()
        self._told.setObjectName("smartcity_indicator_summary")
        self._summary = Explained(self._told)
        self._summary.complain([])
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        buttons.button(QDialogButtonBox.StandardButton.Save).setText(translate("SmartCity", "Save"))
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(translate("SmartCity", "Cancel"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self._told)
        layout.addWidget(buttons)
        character = self.fontMetrics().averageCharWidth()
        self.resize(character * 110, self.fontMetrics().lineSpacing() * 42)
        self._before = self.entered()[0]
        QgsGui.enableAutoGeometryRestore(self)

    def entered(self) -> tuple[OwnEntry, list[Flaw]]:
        """Return what stands in the fields, and the texts that are no numbers."""
        content, flaws = dict(self.entry.content), []
        for part, page in self._pages.items():
            for name, text in page.read(content).items():
                key, _, column = name.rpartition(":")
                problem = Problem("own_number_wrong", values={"value": text})
                flaws.append(Flaw(THRESHOLD if part == THRESHOLD else ENTRY, column, problem, key))
        return OwnEntry(self._general.id.text().strip(), self.entry.base_id, content), flaws

    def check(self) -> tuple[OwnEntry, list[Flaw]]:
        """Check what was entered and show what is wrong beside the fields."""
        entry, unread = self.entered()
        ready, found = inspect_all([entry], self._others, look_at)
        places = {(flaw.part, flaw.key, flaw.field) for flaw in unread}
        flaws = [*unread, *(flaw for _, flaw in found if (flaw.part, flaw.key, flaw.field) not in places)]
        if entry.id in {other.id for other in self._others}:
            flaws.append(Flaw(ENTRY, "id", Problem("own_id_taken", values={"id": entry.id})))
        self._show(flaws)
        return ready[0], flaws

    def _show(self, flaws: list[Flaw]) -> None:
        told: dict[str, list[str]] = {}
        for flaw in flaws:
            name = f"{flaw.key}:{flaw.field}" if flaw.key else flaw.field
            told.setdefault(name, []).append(sentence_of(flaw.problem))
        homeless = dict(told)
        first = None
        for number, page in enumerate(self._pages.values()):
            page.complain(told)
            here = [name for name in homeless if name in page.lines]
            first = number if here and first is None else first
            homeless = {name: found for name, found in homeless.items() if name not in here}
        sentences = [sentence for found in homeless.values() for sentence in found]
        count = translate("SmartCity", "Not saved yet. Places to correct: {count}.").format(count=len(flaws))
        self._summary.complain([count, *sentences] if flaws else [])
        if first is not None:
            self.tabs.setCurrentIndex(first)

    def accept(self) -> None:
        """Close only if everything is right."""
        entry, flaws = self.check()
        if not flaws:
            self.entry = entry
            super().accept()

    def reject(self) -> None:
        """Ask before what was entered is lost."""
        if completed(self.entered()[0], self._catalogue) != completed(self._before, self._catalogue):
            text = translate("SmartCity", "Discard what you have entered?")
            box = QMessageBox(QMessageBox.Icon.Question, self.windowTitle(), text, parent=self)
            discard = box.addButton(translate("SmartCity", "&Discard"), QMessageBox.ButtonRole.DestructiveRole)
            box.addButton(translate("SmartCity", "&Keep editing"), QMessageBox.ButtonRole.RejectRole)
            box.exec()
            if box.clickedButton() is not discard:
                return
        super().reject()
