# SPDX-License-Identifier: GPL-2.0-or-later
"""Problems as sentences under each other, with a sign that says how much each matters."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QLabel, QSizePolicy

from ...bridge.i18n import language
from ...catalogue import Catalogue
from ...model.problem import Problem, Severity
from .fields import named

SIGNS = {Severity.ERROR: ("✖", "#b03a2e"), Severity.WARNING: ("▲", "#b9770e"), Severity.NOTE: ("●", "#2471a3")}
"""Sign and colour of a severity: never colour alone."""
FINE = ("✔", "#1e8449")


class ProblemLabel(QLabel):
    """What is wrong, sentence by sentence; hidden if there is nothing and nothing good to say either."""

    def __init__(self, name: str) -> None:
        super().__init__()
        named(self, name)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def show_problems(self, problems: Sequence[Problem], catalogue: Catalogue, good: str = "") -> None:
        """Show problems; without any, ``good`` is what can be said for it."""
        lines = []
        for problem in problems:
            sign, colour = SIGNS[problem.severity]
            message, hint = catalogue.sentences(problem, language())
            lines.append(_line(sign, colour, f"{escape(message)} <i>{escape(hint)}</i>"))
        if not lines and good:
            lines.append(_line(*FINE, escape(good)))
        self.setText("".join(lines))
        self.setVisible(bool(lines))


def _line(sign: str, colour: str, text: str) -> str:
    return f'<p style="margin:2px 0"><span style="color:{colour}">{sign}</span>&nbsp;{text}</p>'
