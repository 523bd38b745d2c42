# SPDX-License-Identifier: GPL-2.0-or-later
"""What is wrong or worth knowing, right under the fields that caused it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Optional

from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QScrollArea, QSizePolicy, QStyle, QWidget

from ...bridge.i18n import language
from ...catalogue import load_catalogue
from ...model.problem import Problem, Severity
from ..cards import icon_size, plain_label
from ..problems_dialog import severity_word

# Those of the desktop: QGIS's own are drawn for coloured message bars and hardly seen on a grey page.
_ICONS = {
    Severity.ERROR: QStyle.StandardPixmap.SP_MessageBoxCritical,
    Severity.WARNING: QStyle.StandardPixmap.SP_MessageBoxWarning,
    Severity.NOTE: QStyle.StandardPixmap.SP_MessageBoxInformation,
}
_ORDER = list(_ICONS)
MAX_LINES = 9
"""The list grows to so many lines of text and scrolls from then on."""


@dataclass(frozen=True)
class Remedy:
    """A button beside a finding that puts it right."""

    label: str
    apply: Callable[[], None]


@dataclass(frozen=True)
class Finding:
    """One sentence with its severity and, if the wizard can help, a remedy."""

    severity: Severity
    text: str
    remedy: Optional[Remedy] = None


def finding_of(problem: Problem, remedy: Optional[Remedy] = None) -> Finding:
    """Return what the user reads of a problem."""
    return Finding(problem.severity, load_catalogue().sentence(problem, language()), remedy)


def findings_of(problems: Iterable[Problem], remedies: Optional[Mapping[str, Remedy]] = None) -> list[Finding]:
    """Return what the user reads of problems; ``remedies`` are by problem key."""
    return [finding_of(problem, (remedies or {}).get(problem.key)) for problem in problems]


def _shown(finding: Finding) -> tuple[Severity, str, str]:
    return finding.severity, finding.text, finding.remedy.label if finding.remedy else ""


class ProblemArea(QScrollArea):
    """Lists findings, the worst first; it is not there when there are none."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName("smartcity_wizard_problems")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.findings: list[Finding] = []
        self.hide()

    @property
    def has_errors(self) -> bool:
        """Whether something must be put right before the user can go on."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)

    def show_findings(self, findings: Iterable[Finding]) -> None:
        """Show findings in place of the earlier ones."""
        findings = sorted(dict.fromkeys(findings), key=lambda finding: _ORDER.index(finding.severity))
        is_same = [_shown(finding) for finding in findings] == [_shown(finding) for finding in self.findings]
        self.findings = findings
        if is_same:  # building it anew would take the focus away
            return
        rows = QWidget()
        grid = QGridLayout(rows)
        grid.setContentsMargins(0, 4, 6, 0)
        grid.setColumnStretch(1, 1)
        for row, finding in enumerate(findings):
            self._add_row(grid, row, finding)
        self.setWidget(rows)
        # Screen readers say a changed description of the list.
        self.setAccessibleDescription("\n".join(self.texts()))
        self.setVisible(bool(findings))
        self.updateGeometry()

    def texts(self) -> list[str]:
        """Return the sentences as a screen reader says them, each with its severity."""
        return [f"{severity_word(finding.severity.value)}: {finding.text}" for finding in self.findings]

    def _add_row(self, grid: QGridLayout, row: int, finding: Finding) -> None:
        picture = QLabel()
        picture.setPixmap(self.style().standardIcon(_ICONS[finding.severity]).pixmap(icon_size(self, 1.0)))
        picture.setToolTip(severity_word(finding.severity.value))
        picture.setAccessibleName(severity_word(finding.severity.value))
        text = plain_label(finding.text)
        text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        text.setAccessibleName(self.texts()[row])
        grid.addWidget(picture, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(text, row, 1, Qt.AlignmentFlag.AlignTop)
        if finding.remedy is not None:
            button = QPushButton(finding.remedy.label)
            button.setObjectName(f"smartcity_wizard_remedy_{row}")
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, place=row: self._remedy(place))
            grid.addWidget(button, row, 2, Qt.AlignmentFlag.AlignTop)

    def _remedy(self, row: int) -> None:
        remedy = self.findings[row].remedy
        if remedy is not None:
            remedy.apply()

    def sizeHint(self) -> QSize:
        """Return as much as the sentences need at the present width, up to a limit."""
        rows = self.widget()
        if rows is None:
            return QSize(0, 0)
        width = max(self.viewport().width(), 200)
        needed = rows.layout().totalHeightForWidth(width) if rows.layout().hasHeightForWidth() else rows.height()
        return QSize(width, min(needed, self.fontMetrics().height() * MAX_LINES))

    def minimumSizeHint(self) -> QSize:
        """Return room for at least two lines."""
        return QSize(0, min(self.sizeHint().height(), round(self.fontMetrics().height() * 2.5)))

    def resizeEvent(self, event) -> None:
        """Other widths break the lines elsewhere."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
