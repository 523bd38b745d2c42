# SPDX-License-Identifier: GPL-2.0-or-later
"""From where a source is read again, and what that would change."""

from __future__ import annotations

import json
from typing import Any, Optional

from qgis.gui import QgsFileWidget
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout, QWidget

from ....bridge.i18n import translate
from ....model.provenance import Passport
from ...cards import plain_label
from ..file_layers import FileLayers
from ..forms import Form, named
from ..layer_chooser import VECTORS, LayerChooser
from . import wording

NAMED = 5
"""So many features are named as examples of a change."""


class UpdateDialog(QDialog):
    """Asks for another layer or file and a new date; both may stay empty. ``parameters`` are those of the algorithm."""

    def __init__(self, passport: Passport, files: FileLayers, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        named(self, "update")
        self.setWindowTitle(translate("SmartCity", "Update: {title}").format(title=passport.title))
        self._layers: Optional[LayerChooser] = None
        self._file: Optional[QgsFileWidget] = None
        form = Form()
        other = translate("SmartCity", "Empty: read again from where it came ({origin}).").format(
            origin=passport.origin
        )
        if is_layer(passport):
            self._layers = LayerChooser("update_layer", files, VECTORS)
            form.add(translate("SmartCity", "Other &layer"), self._layers, other, self._layers.combo)
        else:
            self._file = QgsFileWidget()
            self._file.setStorageMode(QgsFileWidget.StorageMode.GetMultipleFiles)
            form.add(translate("SmartCity", "Other &files"), self._file, other)
        self.date = QLineEdit()
        named(self.date, "update_date")
        self.date.setPlaceholderText(passport.data_date)
        form.add(
            translate("SmartCity", "New &date of the data"),
            self.date,
            translate("SmartCity", "Empty: the date stays as it is, unless the data tell theirs."),
        )
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.button(QDialogButtonBox.StandardButton.Ok).setText(translate("SmartCity", "&Compare"))
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(translate("SmartCity", "Cancel"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(
            plain_label(
                translate(
                    "SmartCity",
                    "Fields, filter and repairs stay as they were. First it is shown what would change; nothing is "
                    "stored before you agree.",
                )
            )
        )
        layout.addSpacing(6)
        layout.addWidget(form)
        layout.addSpacing(6)
        layout.addWidget(buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 80)

    @property
    def parameters(self) -> dict[str, Any]:
        """What was chosen; what is empty is left out."""
        chosen: dict[str, Any] = {"DATE": self.date.text().strip()}
        if self._layers is not None and self._layers.layer() is not None:
            chosen["INPUT"] = self._layers.layer()
        if self._file is not None:
            chosen["FILES"] = ";".join(QgsFileWidget.splitFilePaths(self._file.filePath()))
        return {name: value for name, value in chosen.items() if value}


def is_layer(passport: Passport) -> bool:
    """Return whether a source came in as a layer, rather than as files of a known format."""
    try:
        replay = json.loads(passport.replay)
    except ValueError:
        return True
    return not isinstance(replay, dict) or "addinventory" in str(replay.get("algorithm", ""))


def changes_text(told: str) -> str:
    """Return what an update would change, line by line, from the JSON that the algorithm tells."""
    changes = json.loads(told)
    if changes["kind"] == "raster":
        return _raster_text(changes)
    titles = {
        "added": translate("SmartCity", "New: {count}"),
        "removed": translate("SmartCity", "Gone: {count}"),
        "changed": translate("SmartCity", "Changed: {count}"),
        "unchanged": translate("SmartCity", "Unchanged: {count}"),
    }
    lines = []
    for name, text in titles.items():
        line = text.format(count=wording.number(changes[name]))
        examples = changes.get(f"examples_{name}", [])[:NAMED]
        lines.append(f"{line} ({', '.join(examples)})" if examples else line)
    for field in changes["fields"]:
        before, after = field["sum_before"], field["sum_after"]
        if before != after:
            text = translate("SmartCity", "Sum of {field}: {before} → {after}")
            lines.append(text.format(field=field["field"], before=_sum(before), after=_sum(after)))
    for name, text in (
        ("new_fields", translate("SmartCity", "New fields: {fields}")),
        ("lost_fields", translate("SmartCity", "Fields that are gone: {fields}")),
    ):
        if changes[name]:
            lines.append(text.format(fields=", ".join(changes[name])))
    return "\n".join(lines)


def _raster_text(changes: dict[str, Any]) -> str:
    if changes["same"]:
        return translate("SmartCity", "The raster is the same as before.")
    text = translate("SmartCity", "The raster has changed. Cells with values: {before} → {after}")
    return text.format(before=wording.number(changes["before"]), after=wording.number(changes["after"]))


def _sum(value: float) -> str:
    return wording.number(value, 0 if float(value).is_integer() else 2)
