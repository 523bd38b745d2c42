# SPDX-License-Identifier: GPL-2.0-or-later
"""The study has been created: what there is to note, and what comes next."""

from __future__ import annotations

from html import escape
from pathlib import Path

from qgis.PyQt.QtWidgets import QTextBrowser

from ....bridge.i18n import translate
from ..forms import named
from ..page import Page


class ResultPage(Page):
    """Says that the study is there; closing the wizard opens it."""

    name = "result"

    def __init__(self) -> None:
        super().__init__(
            translate("SmartCity", "Done"),
            translate("SmartCity", "The study has been created"),
            translate("SmartCity", "It opens when you close the wizard."),
            translate(
                "SmartCity",
                "Next comes the inventory: bring in the data the town already has, population first, because all "
                "values refer to it.",
            ),
        )
        self.text = named(QTextBrowser(), "result")
        self.text.setAccessibleName(translate("SmartCity", "Result"))
        self.text.setTabChangesFocus(True)
        self.fields.addWidget(self.text, 1)
        self.first = self.text

    def show_result(self, path: str, warnings: list[str]) -> None:
        """Show where the study lies and what the algorithms have told."""
        stored = translate("SmartCity", "{name} has been stored in {folder}.")
        file = Path(path)
        parts = [f"<p>{escape(stored.format(name=file.name, folder=str(file.parent)))}</p>"]
        if warnings:
            items = "".join(f"<li>{escape(warning)}</li>" for warning in dict.fromkeys(warnings))
            parts.append(f"<p><b>{escape(translate('SmartCity', 'To be noted'))}</b></p><ul>{items}</ul>")
        following = translate(
            "SmartCity",
            "Next comes the inventory: bring in the data the town already has, population first, because all values "
            "refer to it.",
        )
        parts.append(f"<p><b>{escape(translate('SmartCity', 'Next'))}</b><br>{escape(following)}</p>")
        self.text.setHtml("".join(parts))
