# SPDX-License-Identifier: GPL-2.0-or-later
"""The windows of the strategy: goals, measures, scenarios, participation, monitoring, links, funding.

Each is opened once for the open study and closed with it; loaded when it is first wanted.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Optional

from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, Qt
from qgis.PyQt.QtWidgets import QDialog, QWidget

from ..bridge.tasks import TaskRunner
from .session import Session
from .steps import Action


def _goals(parent: QWidget, path: str, runner: TaskRunner, changed: Callable[[], None], _canvas: Any) -> QDialog:
    from .goals.window import open_goals

    return open_goals(parent, path, runner, changed)


def _measures(parent: QWidget, path: str, runner: TaskRunner, changed: Callable[[], None], canvas: Any) -> QDialog:
    from .measures.window import open_measures

    return open_measures(parent, path, runner, changed, canvas)


def _scenarios(parent: QWidget, path: str, runner: TaskRunner, changed: Callable[[], None], canvas: Any) -> QDialog:
    from .scenarios.window import open_scenarios

    return open_scenarios(parent, path, runner, changed, canvas)


def _participation(parent: QWidget, path: str, runner: TaskRunner, changed: Callable[[], None], canvas: Any) -> QDialog:
    from .participation.window import open_participation

    return open_participation(parent, path, runner, changed, canvas)


def _monitoring(parent: QWidget, path: str, runner: TaskRunner, changed: Callable[[], None], _canvas: Any) -> QDialog:
    from .monitoring.window import open_monitoring

    return open_monitoring(parent, path, runner, changed)


def _traceability(parent: QWidget, path: str, runner: TaskRunner, changed: Callable[[], None], canvas: Any) -> QDialog:
    from .traceability.window import open_traceability

    return open_traceability(parent, path, runner, changed, canvas)


def _funding(parent: QWidget, path: str, runner: TaskRunner, changed: Callable[[], None], _canvas: Any) -> QDialog:
    from .funding.window import open_funding

    return open_funding(parent, path, runner, changed)


_OPENERS: dict[Action, Callable[..., QDialog]] = {
    Action.EDIT_GOALS: _goals,
    Action.EDIT_MEASURES: _measures,
    Action.EDIT_SCENARIOS: _scenarios,
    Action.WEIGH_CONTRIBUTIONS: _participation,
    Action.MONITOR: _monitoring,
    Action.TRACE: _traceability,
    Action.CHECK_FUNDING: _funding,
}
_ROWS = {
    "Goal": (Action.EDIT_GOALS, "choose"),
    "Measure": (Action.EDIT_MEASURES, "choose"),
    "Contribution": (Action.WEIGH_CONTRIBUTIONS, "select"),
}
"""Where a row of a class is changed, and what its window calls to show it."""

ACTIONS = tuple(_OPENERS)
"""The actions that open one of these windows."""


class StrategyWindows(QObject):
    """Opens the windows of the strategy, or brings them to the front."""

    def __init__(self, iface: Any, session: Session, runner: TaskRunner, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._iface, self._session, self._runner = iface, session, runner
        self._open: dict[Action, tuple[str, QDialog]] = {}
        session.changed.connect(self._close_others)

    def show(self, action: Action) -> QDialog:
        """Show the window of an action for the open study."""
        path = self._session.facts.path
        known, window = self._open.get(action, ("", None))
        if window is None or sip.isdeleted(window) or known != path:
            # Layers are renewed by the window's own word; the facts of the cockpit follow.
            window = _OPENERS[action](
                self._iface.mainWindow(), path, self._runner, self._session.update_layers, self._iface.mapCanvas()
            )
            window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            if action is Action.TRACE:
                window.wanted.connect(self._show_row)
            self._open[action] = (path, window)
        window.show()
        window.raise_()
        window.activateWindow()
        return window

    def _show_row(self, kind: str, number: str) -> None:
        """Show a goal, measure or contribution in the window where it can be changed."""
        if kind in _ROWS:
            action, choose = _ROWS[kind]
            getattr(self.show(action), choose)(number)

    def close(self) -> None:
        """Close all of them; what was changed in them is stored already."""
        self._close_others(everything=True)

    def _close_others(self, everything: bool = False) -> None:
        """Close the windows of a study that is not open any more."""
        path = self._session.facts.path if self._session.facts is not None and not everything else ""
        for action, (known, window) in list(self._open.items()):
            if known != path:
                del self._open[action]
                if not sip.isdeleted(window):
                    window.close()
