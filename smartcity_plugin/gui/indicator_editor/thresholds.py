# SPDX-License-Identifier: GPL-2.0-or-later
"""The thresholds of an indicator, each with label, source and status; at most one is the target."""

from __future__ import annotations

from collections.abc import Mapping

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QGroupBox,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ...bridge.i18n import translate
from ...catalogue import Catalogue
from ...catalogue.own import Content
from ..cards import plain_label
from ..wizards.forms import Form
from .fields import PREFIX, BothLanguages, Explained, KeyBox, NumberEdit
from .parts import Page, titles_of


class ThresholdPage(Page):
    """One box per threshold."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self.title = translate("SmartCity", "&Thresholds")
        self._statuses = titles_of(catalogue.vocabulary.statuses)
        self._boxes: list[_ThresholdBox] = []
        self._about = plain_label(
            translate(
                "SmartCity",
                "Each threshold needs a source: values without one appear in no document. Needs are measured against "
                "the target.",
            )
        )
        add = QPushButton(translate("SmartCity", "&Add threshold"))
        add.setObjectName(PREFIX + "add_threshold")
        add.clicked.connect(self._add_empty)
        row = QHBoxLayout()
        row.addWidget(add)
        row.addStretch()
        self._column = QVBoxLayout()
        layout = QVBoxLayout(self)
        layout.addWidget(self._about)
        layout.addLayout(self._column)
        layout.addLayout(row)
        layout.addStretch()

    def fill(self, content: Content) -> None:
        """Show the thresholds."""
        for box in list(self._boxes):
            self._remove(box)
        for item in content["thresholds"]:
            self._add(item)

    def read(self, content: Content) -> dict[str, str]:
        """Read the thresholds."""
        wrong: dict[str, str] = {}
        content["thresholds"] = []
        for number, box in enumerate(self._boxes, start=1):
            item, text = box.read()
            content["thresholds"].append(item)
            if text:
                wrong[f"{number}:value"] = text
        return wrong

    def complain(self, flaws: Mapping[str, list[str]]) -> None:
        """Show sentences in the boxes they belong to."""
        self.lines = {
            f"{number}:{name}": line
            for number, box in enumerate(self._boxes, start=1)
            for name, line in box.lines.items()
        }
        super().complain(flaws)

    def _add_empty(self) -> None:
        empty = {"de": "", "en": ""}
        item = {"value": None, "label": empty, "source": empty, "status": "project_default", "target": False}
        self._add(item).value.setFocus(Qt.FocusReason.TabFocusReason)

    def _add(self, item: Content) -> _ThresholdBox:
        box = _ThresholdBox(len(self._boxes) + 1, item, self._statuses)
        box.remove.clicked.connect(lambda: self._remove(box))
        box.target.toggled.connect(lambda checked: self._only_target(box, checked))
        self._boxes.append(box)
        self._column.addWidget(box)
        return box

    def _remove(self, box: _ThresholdBox) -> None:
        self._boxes.remove(box)
        self._column.removeWidget(box)
        box.hide()
        box.deleteLater()
        for number, other in enumerate(self._boxes, start=1):
            other.set_number(number)

    def _only_target(self, box: _ThresholdBox, checked: bool) -> None:
        for other in self._boxes:
            if checked and other is not box:
                other.target.setChecked(False)


class _ThresholdBox(QGroupBox):
    """The fields of one threshold."""

    def __init__(self, number: int, item: Content, statuses) -> None:
        super().__init__()
        self.set_number(number)
        self.value = NumberEdit("threshold_value")
        self.target = QCheckBox(translate("SmartCity", "Target"))
        self.remove = QPushButton(translate("SmartCity", "Remove"))
        self.remove.setAutoDefault(False)
        top = QHBoxLayout()
        top.addWidget(self.value)
        top.addWidget(self.target)
        top.addStretch()
        top.addWidget(self.remove)
        first = QWidget()
        first.setLayout(top)
        top.setContentsMargins(0, 0, 0, 0)
        self._label, self._source = BothLanguages("threshold_label"), BothLanguages("threshold_source")
        self._status = KeyBox("threshold_status", statuses)
        form = Form()
        self.lines = {"value": Explained(form.add(translate("SmartCity", "Value"), first, buddy=self.value))}
        self.lines["target"] = self.lines["value"]
        self.lines["label_de"] = Explained(form.add(translate("SmartCity", "Meaning"), self._label))
        self.lines["source_de"] = Explained(form.add(translate("SmartCity", "Source"), self._source))
        self.lines["status"] = Explained(form.add(translate("SmartCity", "Status"), self._status))
        QVBoxLayout(self).addWidget(form)
        self.value.value = item["value"]
        self.target.setChecked(item["target"])
        self._label.value, self._source.value, self._status.value = item["label"], item["source"], item["status"]

    def set_number(self, number: int) -> None:
        """Say which threshold this is."""
        self.setTitle(translate("SmartCity", "Threshold {number}").format(number=number))

    def read(self) -> tuple[Content, str]:
        """Return the threshold, and the text of its value if that is no number."""
        wrong, value = "", None
        try:
            value = self.value.value
        except ValueError:
            wrong = self.value.text()
        item = {"value": value, "label": self._label.value, "source": self._source.value}
        return {**item, "status": self._status.value, "target": self.target.isChecked()}, wrong
