# SPDX-License-Identifier: GPL-2.0-or-later
"""Algorithms that must stay on the main thread: a modal progress keeps the window alive and lets users cancel."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QProgressDialog, QWidget

from ..bridge.i18n import translate
from ..bridge.tasks import TaskRunner


@contextmanager
def progress_in_front(runner: TaskRunner, title: str, parent: QWidget) -> Iterator[None]:
    """Show the progress of what is run inside the block, in front of a window."""
    progress = QProgressDialog(title, translate("SmartCity", "Cancel"), 0, 100, parent)
    progress.setWindowTitle(title)
    progress.setWindowModality(Qt.WindowModality.WindowModal)
    progress.setMinimumDuration(0)
    progress.setAutoReset(False)
    progress.setValue(0)

    def show(percent: float) -> None:
        if int(percent) != progress.value():
            progress.setValue(int(percent))

    progress.canceled.connect(runner.cancel)
    runner.progressed.connect(show)
    try:
        yield
    finally:
        runner.progressed.disconnect(show)
        progress.deleteLater()
        progress.close()
