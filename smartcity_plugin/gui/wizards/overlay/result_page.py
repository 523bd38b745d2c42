# SPDX-License-Identifier: GPL-2.0-or-later
"""The scheme has been stored: what it says of the town, and the method sheet to print."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path

from qgis.PyQt.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QTextBrowser

from ....bridge.i18n import translate
from ....bridge.tasks import RunResult
from ....model.problem import Severity
from ....study.drafts import Outcome
from ... import settings
from ...messages import open_path
from ..forms import named
from ..page import Page
from ..problem_area import Finding, Remedy
from . import store, wording

NAMED = 5
"""Units of greatest need that are named."""


class ResultPage(Page):
    """Says what has been stored and what the index shows."""

    name = "result"

    def __init__(self) -> None:
        super().__init__(
            translate("SmartCity", "Result"),
            translate("SmartCity", "The scheme has been stored"),
            translate("SmartCity", "Maps, atlas and document use the scheme that is in force."),
            translate(
                "SmartCity",
                "The method sheet is a document of a few pages with everything that was decided: indicators, scales "
                "with their sources, weights and who gave them, rules, robustness. Attach it to a council paper.",
            ),
        )
        self.text = named(QTextBrowser(), "result")
        self.text.setAccessibleName(translate("SmartCity", "Result"))
        self.text.setTabChangesFocus(True)
        self.sheet = named(QPushButton(translate("SmartCity", "&Method sheet…")), "method_sheet")
        self.sheet.setAutoDefault(False)
        self.sheet.clicked.connect(self._write_sheet)
        row = QHBoxLayout()
        row.addWidget(self.sheet)
        row.addStretch()
        self.fields.addWidget(self.text, 1)
        self.fields.addLayout(row)
        self.first = self.text

    def show_result(self, title: str, in_force: bool, outcome: Outcome | None, warnings: Iterable[str]) -> None:
        """Show what was stored, the units of greatest need, and what the algorithms have told."""
        line = translate("SmartCity", "“{scheme}” has been stored.") if not in_force else ""
        line = line or translate("SmartCity", "“{scheme}” has been stored and is in force.")
        parts = [f"<p>{escape(line.format(scheme=title))}</p>"]
        if outcome is not None:
            known = outcome.table.dropna(subset=["rank"])
            items = "".join(
                f"<li>{escape(row.name)}: {escape(wording.points(row.need))}</li>"
                for row in known.head(NAMED).itertuples(index=False, name="Row")
            )
            heading = translate("SmartCity", "Greatest need (0–100)")
            parts.append(f"<p><b>{escape(heading)}</b></p><ol>{items}</ol>")
            note = translate("SmartCity", "Whether this order is certain, the robustness test says.")
            parts.append(f"<p>{escape(note)}</p>")
        told = list(dict.fromkeys(warnings))
        if told:
            items = "".join(f"<li>{escape(item)}</li>" for item in told)
            parts.append(f"<p><b>{escape(translate('SmartCity', 'To be noted'))}</b></p><ul>{items}</ul>")
        self.text.setHtml("".join(parts))

    def _write_sheet(self) -> None:
        wizard = self.wizard()
        scheme = wizard.draft.scheme
        title = translate("SmartCity", "Method sheet")
        proposal = str(Path(settings.last_folder()) / f"{scheme.id}.docx")
        path, _ = QFileDialog.getSaveFileName(self, title, proposal, "Word (*.docx)")
        if not path:
            return
        settings.set_last_folder(str(Path(path).parent))

        def done(result: RunResult) -> None:
            if result.successful:
                text = translate("SmartCity", "{file} has been written.").format(file=Path(path).name)
                remedy = Remedy(translate("SmartCity", "&Open file"), lambda: open_path(path))
                self.announce([Finding(Severity.NOTE, text, remedy)])

        wizard.write(store.method_sheet(wizard.path, scheme.id, path, settings.output_language()), done)
