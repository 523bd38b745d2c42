# SPDX-License-Identifier: GPL-2.0-or-later
"""Everything behind the dock, made when it is first needed."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import QCoreApplication, QObject
from qgis.PyQt.QtWidgets import QApplication

from ..bridge.tasks import TaskRunner
from .cockpit import Cockpit
from .commands import Commands
from .help import HelpDialog
from .messages import Messages
from .session import Session


class Home(QObject):
    """Ties cockpit, session and commands together."""

    def __init__(self, iface, dock) -> None:
        super().__init__(dock)
        self._iface = iface
        self._help: Optional[HelpDialog] = None
        self.runner = TaskRunner(self)
        messages = Messages(iface)
        self.session = Session(iface, self.runner, messages, self)
        self.commands = Commands(iface, self.session, self.runner, messages, self)
        self.cockpit = Cockpit()
        self.cockpit.requested.connect(self.commands.perform)
        self.cockpit.study_chosen.connect(self.session.open)
        self.cockpit.cancelled.connect(self.runner.cancel)
        self.cockpit.help_requested.connect(self.show_help)
        self.session.changed.connect(self._show)
        self.runner.started.connect(self._begin)
        self.runner.progressed.connect(self.cockpit.strip.progress)
        self.runner.ended.connect(self._end)
        QCoreApplication.instance().aboutToQuit.connect(self.commands.close_windows)
        dock.setWidget(self.cockpit)

    def show_help(self) -> None:
        """Show the built-in help."""
        if self._help is None:
            self._help = HelpDialog(self._iface.mainWindow())
        self._help.show()
        self._help.raise_()

    def stop(self) -> None:
        """End what runs and close what is open, because the plugin is being unloaded."""
        self.runner.stop()
        QCoreApplication.instance().aboutToQuit.disconnect(self.commands.close_windows)
        self.commands.close_windows()
        if self._help is not None:
            self._help.close()
            self._help.deleteLater()

    def _show(self) -> None:
        self.cockpit.show_study(self.session.facts)
        self._show_busy()

    def _begin(self, title: str) -> None:
        if QApplication.activeModalWidget() is None:  # else a dialog shows the progress
            self.cockpit.strip.begin(title)
        self._show_busy()

    def _end(self) -> None:
        self.cockpit.strip.end()
        self._show_busy()

    def _show_busy(self) -> None:
        self.cockpit.set_busy(self.runner.busy or self.session.reading)
