# SPDX-License-Identifier: GPL-2.0-or-later
"""What stands in the dock: the start page, or a study with its steps. It shows states and reports wishes."""

from __future__ import annotations

from pathlib import Path
from typing import Optional

from qgis.PyQt.QtCore import QEvent, Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import (
    QFrame,
    QGridLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ..bridge.i18n import language, translate
from ..catalogue.numbers import format_date
from .cards import ProgressStrip, StepCard, emphasise, icon_button, plain_label, separator
from .start_page import StartPage
from .steps import Snapshot, Step, next_step, step_states


class StudyPage(QWidget):
    """Header and steps of the open study."""

    requested = pyqtSignal(object)
    """The Action that was chosen."""
    help_requested = pyqtSignal()

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._title = emphasise(plain_label(), 1.15)
        self._title.setObjectName("smartcity_title")
        self._about = plain_label()
        self._about.setObjectName("smartcity_about")
        help_button = icon_button("/mActionHelpContents.svg", translate("SmartCity", "Help on the steps"), self)
        help_button.setObjectName("smartcity_help")
        help_button.clicked.connect(self.help_requested)
        header = QGridLayout()
        header.setContentsMargins(13, 10, 8, 8)
        header.setVerticalSpacing(2)
        header.setColumnStretch(0, 1)
        header.addWidget(self._title, 0, 0)
        header.addWidget(help_button, 0, 1, Qt.AlignmentFlag.AlignTop)
        header.addWidget(self._about, 1, 0, 1, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(header)
        self.cards = [StepCard(step, number) for number, step in enumerate(Step, start=1)]
        for card in self.cards:
            layout.addWidget(separator())
            layout.addWidget(card)
            card.requested.connect(self.requested)
        layout.addStretch()

    def show_study(self, facts: Snapshot, busy: bool) -> None:
        """Show the facts of a study."""
        self._title.setText(facts.title)
        self._title.setToolTip(facts.path)
        about = [facts.municipality]
        if facts.reference_date:
            date = format_date(facts.reference_date, language())
            about.append(translate("SmartCity", "reference date {date}").format(date=date))
        self._about.setText(" · ".join(filter(None, about)))
        states = step_states(facts)
        following = next_step(states)
        for card, item in zip(self.cards, states):
            card.show_state(item, facts, item.step is following, busy)


class Cockpit(QWidget):
    """The content of the dock."""

    requested = pyqtSignal(object)
    """The Action that was chosen."""
    study_chosen = pyqtSignal(str)
    """The path of a study to open."""
    cancelled = pyqtSignal()
    help_requested = pyqtSignal()

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName("smartcity_cockpit")
        self.setAcceptDrops(True)
        self._facts: Optional[Snapshot] = None
        self._busy = False
        self.start_page, self.study_page = StartPage(), StudyPage()
        self._pages = QStackedWidget()
        for page in (self.start_page, self.study_page):
            self._pages.addWidget(_Scroller(page))
            page.requested.connect(self.requested)
        self.start_page.study_chosen.connect(self.study_chosen)
        self.study_page.help_requested.connect(self.help_requested)
        self.strip = ProgressStrip()
        self.strip.cancelled.connect(self.cancelled)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self.strip)

    def show_study(self, facts: Optional[Snapshot]) -> None:
        """Show a study, or the start page without one."""
        self._facts = facts
        self._update()

    def set_busy(self, busy: bool) -> None:
        """Let nothing be started while something runs."""
        self._busy = busy
        self._update()

    def _update(self) -> None:
        if self._facts is not None:
            self.study_page.show_study(self._facts, self._busy)
        self.start_page.show_recent()
        self.start_page.set_busy(self._busy)
        self._pages.setCurrentIndex(0 if self._facts is None else 1)

    def event(self, event) -> bool:
        """Keep F1 for the help on the steps; QGIS's own would win otherwise."""
        if event.type() == QEvent.Type.ShortcutOverride and event.matches(QKeySequence.StandardKey.HelpContents):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event) -> None:
        """Show the help on F1."""
        if event.matches(QKeySequence.StandardKey.HelpContents):
            self.help_requested.emit()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event) -> None:
        """Welcome a study file."""
        if _dropped_study(event.mimeData()) and not self._busy:
            event.acceptProposedAction()

    def dropEvent(self, event) -> None:
        """Open the study file."""
        event.acceptProposedAction()
        self.study_chosen.emit(_dropped_study(event.mimeData()))


def _dropped_study(data) -> str:
    """Return the path of the one GeoPackage that is dragged, or nothing."""
    files = [url.toLocalFile() for url in data.urls()]
    return files[0] if len(files) == 1 and Path(files[0]).suffix.lower() == ".gpkg" else ""


class _Scroller(QScrollArea):
    """Scrolls a page up and down, and is never narrower than it, so that nothing is cut off whatever the font."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(page)

    def eventFilter(self, watched, event) -> bool:
        """Follow the page's needs."""
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.setMinimumWidth(watched.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width())
        return super().eventFilter(watched, event)
