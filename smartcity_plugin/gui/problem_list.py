# SPDX-License-Identifier: GPL-2.0-or-later
"""A list of findings by role: what is wrong, what to do, a button that puts it right and one that shows the place."""

from __future__ import annotations

from typing import Any, Optional

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QIcon, QPalette
from qgis.PyQt.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..bridge.i18n import language, translate
from ..catalogue import load_catalogue
from ..catalogue.fixes import load_fixes
from ..model.problem import Severity
from ..model.quality import Fix
from .cards import emphasise, icon_size, plain_label

Problem = dict[str, Any]
"""A finding as the algorithm ``checkinventory`` tells it."""

SEVERITIES = [severity.value for severity in (Severity.ERROR, Severity.WARNING, Severity.NOTE)]

# Those of the desktop: QGIS's own are drawn for coloured message bars and hardly seen on a grey page.
_ICONS = {
    Severity.ERROR.value: QStyle.StandardPixmap.SP_MessageBoxCritical,
    Severity.WARNING.value: QStyle.StandardPixmap.SP_MessageBoxWarning,
    Severity.NOTE.value: QStyle.StandardPixmap.SP_MessageBoxInformation,
}
QUIET = 0.68
"""How much of the colour of quiet texts is that of texts; on white this keeps a contrast of more than 4.5 to 1."""

_WITH_INPUT = (Fix.FILL_PASSPORT, Fix.SET_POPULATION)


def severity_word(severity: str) -> str:
    """Return the word for a severity."""
    return {
        "error": translate("SmartCity", "Error"),
        "warning": translate("SmartCity", "Warning"),
        "note": translate("SmartCity", "Note"),
    }[severity]


def severity_count(severity: str, count: int) -> str:
    """Return how many findings of a severity there are."""
    words = {
        "error": translate("SmartCity", "Errors: {count}"),
        "warning": translate("SmartCity", "Warnings: {count}"),
        "note": translate("SmartCity", "Notes: {count}"),
    }
    return words[severity].format(count=count)


def severity_icon(widget: QWidget, severity: str) -> QIcon:
    """Return the symbol of a severity."""
    return widget.style().standardIcon(_ICONS[severity])


def role_title(role: str) -> str:
    """Return what the data of a role are called; findings without a role concern the study as a whole."""
    known = load_catalogue().roles.get(role)
    if known is not None:
        return known.title.in_language(language())
    return role or translate("SmartCity", "Study as a whole")


def in_order(problems: list[Problem]) -> list[Problem]:
    """Return findings grouped by role, the role with the gravest finding first, the gravest of each role first."""
    roles = [*load_catalogue().roles, ""]
    worst: dict[str, int] = {}
    for problem in problems:
        rank = SEVERITIES.index(problem["severity"])
        worst[problem["role"]] = min(rank, worst.get(problem["role"], rank))

    def key(problem: Problem) -> tuple[int, int, str, int]:
        role = problem["role"]
        place = roles.index(role) if role in roles else len(roles)
        return worst[role], place, role, SEVERITIES.index(problem["severity"])

    return sorted(problems, key=key)


class ProblemRow(QWidget):
    """One finding."""

    fix_requested = pyqtSignal(object)
    place_requested = pyqtSignal(object)

    def __init__(self, problem: Problem, can_show: bool, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.problem = problem
        word = severity_word(problem["severity"])
        self.setAccessibleName(f"{word}: {problem['text']}")
        picture = QLabel()
        picture.setPixmap(severity_icon(self, problem["severity"]).pixmap(icon_size(self, 1.1)))
        picture.setToolTip(word)
        picture.setAccessibleName(word)
        self._fix = self._button("smartcity_fix")
        self._place = self._button("smartcity_place")
        self._fix.clicked.connect(lambda: self.fix_requested.emit(self.problem))
        self._place.clicked.connect(lambda: self.place_requested.emit(self.problem))
        self._set_up_fix(problem.get("fix", ""))
        self._set_up_place(bool(problem.get("extent")), can_show)
        name = emphasise(plain_label(word, wrap=False))
        name.setMinimumWidth(
            max(name.fontMetrics().horizontalAdvance(f"{severity_word(item)}  ") for item in SEVERITIES)
        )
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self._text(problem.get("message") or problem["text"]))
        if problem.get("hint"):
            texts.addWidget(quiet(self._text(problem["hint"])))
        texts.addStretch()
        buttons = QVBoxLayout()
        buttons.setSpacing(4)
        buttons.addWidget(self._fix)
        buttons.addWidget(self._place)
        buttons.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 8, 4, 8)
        row.setSpacing(8)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        row.addLayout(buttons)

    def set_busy(self, busy: bool) -> None:
        """Keep the repair from being started while something else runs."""
        self._fix.setEnabled(bool(self.problem.get("fix")) and not busy)

    def buttons_width(self) -> int:
        """Return how wide the buttons would like to be."""
        return max(button.sizeHint().width() for button in (self._fix, self._place))

    def set_buttons_width(self, width: int) -> None:
        """Let the buttons of all findings stand in one column."""
        for button in (self._fix, self._place):
            button.setFixedWidth(width)

    def _text(self, text: str) -> QLabel:
        label = plain_label(text)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label

    def _button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _set_up_fix(self, fix: str) -> None:
        if fix:
            texts = load_fixes()[Fix(fix)]
            self._fix.setText(texts.title.in_language(language()))
            self._fix.setToolTip(texts.explanation.in_language(language()))
            self._fix.setAccessibleDescription(self.problem["text"])
            return
        self._fix.setText(translate("SmartCity", "Fix"))
        self._fix.setEnabled(False)
        self._fix.setAutoRaise(True)  # without a frame: what cannot be pressed steps back
        self._fix.setToolTip(
            translate("SmartCity", "No repair of this is safe without your knowledge; the text says what to do.")
        )

    def _set_up_place(self, has_place: bool, can_show: bool) -> None:
        self._place.setText(translate("SmartCity", "Show on map"))
        self._place.setVisible(has_place and can_show)
        self._place.setAccessibleDescription(self.problem["text"])
        if self.problem.get("features"):
            names = ", ".join(self.problem["features"])
            self._place.setToolTip(translate("SmartCity", "Concerns among others: {names}").format(names=names))


class ProblemList(QScrollArea):
    """All findings under the headings of their roles."""

    fix_requested = pyqtSignal(object)
    place_requested = pyqtSignal(object)

    def __init__(self, can_show: bool, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName("smartcity_problem_list")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._can_show = can_show
        self._hidden: set[str] = set()
        self._rows: list[ProblemRow] = []
        self._groups: list[tuple[QWidget, list[ProblemRow]]] = []

    @property
    def rows(self) -> list[ProblemRow]:
        """The findings in the order in which they are shown."""
        return self._rows

    def show_problems(self, problems: list[Problem]) -> None:
        """Show findings in place of the earlier ones."""
        self._rows, self._groups = [], []
        page = QWidget()
        page.setBackgroundRole(QPalette.ColorRole.Base)
        page.setAutoFillBackground(True)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(10, 4, 10, 10)
        layout.setSpacing(0)
        ordered = in_order(problems)
        for role in dict.fromkeys(problem["role"] for problem in ordered):
            self._add_group(layout, role, [problem for problem in ordered if problem["role"] == role])
        layout.addStretch(1)
        width = max((row.buttons_width() for row in self._rows), default=0)
        for row in self._rows:
            row.set_buttons_width(width)
        self.setWidget(page)
        self._filter()

    def set_visible(self, severity: str, visible: bool) -> None:
        """Show or hide the findings of a severity."""
        (self._hidden.discard if visible else self._hidden.add)(severity)
        self._filter()

    def set_busy(self, busy: bool) -> None:
        """Keep repairs from being started while something else runs."""
        for row in self._rows:
            row.set_busy(busy)

    def _add_group(self, layout: QVBoxLayout, role: str, problems: list[Problem]) -> None:
        group = QWidget()
        inner = QVBoxLayout(group)
        inner.setContentsMargins(0, 10, 0, 0)
        inner.setSpacing(0)
        heading = emphasise(plain_label(role_title(role)), 1.05)
        heading.setObjectName("smartcity_problem_heading")
        inner.addWidget(heading)
        line = QFrame()
        line.setFrameShape(QFrame.Shape.HLine)
        line.setFrameShadow(QFrame.Shadow.Sunken)
        inner.addWidget(line)
        rows = []
        for problem in problems:
            row = ProblemRow(problem, self._can_show)
            row.fix_requested.connect(self.fix_requested)
            row.place_requested.connect(self.place_requested)
            row.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            inner.addWidget(row)
            rows.append(row)
        layout.addWidget(group)
        self._rows += rows
        self._groups.append((group, rows))

    def _filter(self) -> None:
        for group, rows in self._groups:
            for row in rows:
                row.setVisible(row.problem["severity"] not in self._hidden)
            group.setVisible(any(row.problem["severity"] not in self._hidden for row in rows))


def needs_input(fix: str) -> bool:
    """Return whether a repair asks the user for something first."""
    return bool(fix) and Fix(fix) in _WITH_INPUT


def quiet(label: QLabel) -> QLabel:
    """Let a label step back behind the one above it, still readable in every theme: text mixed with its background."""
    palette = label.palette()
    text, base = (palette.color(role) for role in (QPalette.ColorRole.Text, QPalette.ColorRole.Base))
    parts = [(QUIET * one + (1.0 - QUIET) * other) for one, other in zip(text.getRgbF()[:3], base.getRgbF()[:3])]
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text):  # which one counts depends on the page
        palette.setColor(role, QColor.fromRgbF(*parts))
    label.setPalette(palette)
    return label
