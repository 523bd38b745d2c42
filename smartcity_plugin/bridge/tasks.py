# SPDX-License-Identifier: GPL-2.0-or-later
"""Long work beside the user interface: algorithms and functions in QGIS tasks, published on the main thread.

QGIS keeps no reference to a Python task, its context and its feedback; this module does, until the task has ended.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Optional

from qgis.core import (
    QgsApplication,
    QgsProcessingAlgorithm,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
    QgsTask,
)
from qgis.PyQt.QtCore import QObject, pyqtSignal

STOP_SECONDS = 10.0
"""How long unloading the plugin waits for a cancelled task."""


_ending: list[TaskRunner] = []
"""Runners that nobody listens to any more: a task whose Python side were gone would crash QGIS."""


@dataclass(frozen=True)
class RunResult:
    """How an algorithm ended; ``error`` is the sentence it failed with."""

    algorithm: str
    successful: bool
    cancelled: bool = False
    results: dict[str, Any] = field(default_factory=dict)
    error: str = ""
    warnings: tuple[str, ...] = ()


class RecordingFeedback(QgsProcessingFeedback):
    """Passes everything on to QGIS's log and remembers errors and warnings, which a task would otherwise swallow."""

    def __init__(self) -> None:
        super().__init__()
        self.errors: list[str] = []
        self.warnings: list[str] = []

    def reportError(self, error: str, fatalError: bool = False) -> None:
        """Remember an error."""
        self.errors.append(error)
        super().reportError(error, fatalError)

    def pushWarning(self, warning: str) -> None:
        """Remember a warning."""
        self.warnings.append(warning)
        super().pushWarning(warning)


class _Call(QgsTask):
    """A function in a worker thread; what it returns or raises is handed over on the main thread."""

    def __init__(self, title: str, function: Callable[[], Any], done: Callable[[Any, Optional[Exception]], None]):
        super().__init__(title, QgsTask.Flags())
        self._function = function
        self._done = done
        self._value: Any = None
        self._error: Optional[Exception] = None

    def run(self) -> bool:
        """Call the function."""
        try:
            self._value = self._function()
        except Exception as error:
            self._error = error
        return self._error is None

    def finished(self, result: bool) -> None:
        """Hand over; QGIS calls this on the main thread."""
        self._done(self._value, self._error)


class TaskRunner(QObject):
    """Runs one algorithm at a time, and functions beside it."""

    started = pyqtSignal(str)
    """The title of the algorithm that runs now."""
    progressed = pyqtSignal(float)
    """Its progress from 0 to 100."""
    ended = pyqtSignal()
    """It has ended; its receiver has the result."""

    def __init__(self, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._task: Optional[QgsTask] = None
        self._context: Optional[QgsProcessingContext] = None
        self._feedback: Optional[RecordingFeedback] = None
        self._done: Optional[Callable[[RunResult], None]] = None
        self._algorithm = ""
        self._calls: set[_Call] = set()
        self._is_stopped = False

    @property
    def busy(self) -> bool:
        """Whether an algorithm is running."""
        return self._feedback is not None

    def run(self, algorithm_id: str, parameters: dict[str, Any], done: Callable[[RunResult], None]) -> None:
        """Run an algorithm; ``done`` gets its result on the main thread.

        Algorithms that must stay on the main thread run at once, and the caller shows a modal progress; all others run
        in a task.
        """
        if self.busy:
            raise RuntimeError(f"{self._algorithm} is still running")
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(algorithm_id)
        self._algorithm, self._done = algorithm_id, done
        self._feedback, self._context = RecordingFeedback(), QgsProcessingContext()
        self._context.setProject(QgsProject.instance())
        self._context.setFeedback(self._feedback)
        self._feedback.progressChanged.connect(self.progressed)
        self.started.emit(algorithm.displayName())
        valid, reason = algorithm.checkParameterValues(parameters, self._context)
        if not valid:
            self._feedback.reportError(reason)
            self._finish(False, {})
        elif algorithm.flags() & QgsProcessingAlgorithm.Flag.FlagNoThreading:
            results, successful = algorithm.run(parameters, self._context, self._feedback)
            self._finish(successful, results)
        else:
            task = self._task = QgsProcessingAlgRunnerTask(algorithm, parameters, self._context, self._feedback)
            task.executed.connect(lambda successful, results: self._finish_task(task, successful, results))
            # A task that is cancelled before it has begun is never executed.
            task.taskTerminated.connect(lambda: self._finish_task(task, False, {}))
            QgsApplication.taskManager().addTask(task)

    def call(self, title: str, function: Callable[[], Any], done: Callable[[Any, Optional[Exception]], None]) -> None:
        """Call a function in a task; ``done`` gets its value or its exception on the main thread."""

        def hand_over(value: Any, error: Optional[Exception]) -> None:
            self._calls.discard(task)
            if not self._is_stopped:
                done(value, error)

        task = _Call(title, function, hand_over)
        self._calls.add(task)
        QgsApplication.taskManager().addTask(task)

    def cancel(self) -> None:
        """Ask the running algorithm to stop."""
        if self._task is not None:
            self._task.cancel()
        elif self._feedback is not None:
            self._feedback.cancel()

    def stop(self) -> None:
        """Cancel and wait, because the receivers of the results are about to go; none is told any more."""
        self._is_stopped = True
        self.cancel()
        for task in [self._task, *self._calls]:
            if task is not None:
                task.waitForFinished(int(1000 * STOP_SECONDS))

    def let_end(self) -> None:
        """Cancel without waiting, because the receivers of the results are about to go; none is told any more."""
        self._is_stopped = True
        self.cancel()
        self.setParent(None)
        _ending.append(self)

    def _finish_task(self, task: QgsTask, successful: bool, results: dict[str, Any]) -> None:
        """Finish with the task that runs now.

        One that fails tells it twice, the second time perhaps when its successor has begun; that one must not lose its
        context while it runs.
        """
        if task is self._task:
            self._finish(successful, results)

    def _finish(self, successful: bool, results: dict[str, Any]) -> None:
        if self._feedback is None:
            return
        feedback, done = self._feedback, self._done
        cancelled = feedback.isCanceled()
        error = "" if successful or not feedback.errors else feedback.errors[-1]
        result = RunResult(self._algorithm, successful, cancelled, dict(results), error, tuple(feedback.warnings))
        self._task = self._context = self._feedback = self._done = None
        if not self._is_stopped:
            self.ended.emit()
            done(result)
