# SPDX-License-Identifier: GPL-2.0-or-later
"""A page of a wizard: fields, what is wrong with them right below, and the progress of what runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Optional

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QFrame,
    QProgressBar,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
    QWizardPage,
)

from ...bridge.i18n import translate
from ...model.problem import Cancelled, Problem, Severity
from ..cards import emphasise, plain_label
from ..messages import sentence_of
from .forms import PREFIX
from .problem_area import Finding, ProblemArea, Remedy, findings_of


class Page(QWizardPage):
    """Base of all pages. Subclasses fill ``self.body``, say what is missing and check what they hold.

    ``name`` becomes the object name ``smartcity_wizard_page_<name>``; ``step`` stands in the list of steps.
    """

    name = "page"

    def __init__(self, step: str, title: str, subtitle: str, help_text: str = "") -> None:
        super().__init__()
        self.setObjectName(f"{PREFIX}page_{self.name}")
        self.setTitle(title)
        self.setSubTitle(subtitle)
        self.step = step
        self.help_text = help_text
        self.first: Optional[QWidget] = None
        """The field that has the focus when the page is entered."""
        self._serial = 0
        self._examining = False
        self.running = False
        self.body = QWidget()
        self.fields = QVBoxLayout(self.body)
        """Where subclasses put their fields."""
        self.fields.setContentsMargins(0, 0, 6, 0)
        self._progress = _ProgressView()
        self._views = QStackedWidget()
        self._views.addWidget(_scrolling(self.body))
        self._views.addWidget(self._progress)
        self.problems = ProblemArea()
        self._own: list[Finding] = []
        self._news: list[Finding] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 8, 4, 0)
        layout.addWidget(self._views, 1)
        layout.addWidget(self.problems)

    # What subclasses say ------------------------------------------------------------------------------------------

    def enter(self) -> None:
        """The page is shown, for the first time or again: bring it up to date with the pages before."""

    def needs(self) -> list[str]:
        """Return the names of what must still be filled in."""
        return []

    def leave(self) -> bool:
        """The user wants to go on: take over what was typed; return whether that is all right."""
        return True

    # What subclasses use ------------------------------------------------------------------------------------------

    def changed(self) -> None:
        """Tell that the user has changed something: closing the wizard asks first, and the buttons follow."""
        wizard = self.wizard()
        if wizard is not None:
            wizard.touched = True
        self.refresh()

    def show_problems(self, problems: Iterable[Problem], remedies: Optional[Mapping[str, Remedy]] = None) -> None:
        """Show problems under the fields, in place of the earlier ones; remedies are buttons, by problem key."""
        self.show_findings(findings_of(problems, remedies))

    def show_findings(self, findings: Iterable[Finding]) -> None:
        """Show findings under the fields, in place of the earlier ones."""
        self._own = list(findings)
        self.refresh()

    @property
    def findings(self) -> list[Finding]:
        """What the page has found in its fields."""
        return self._own

    def announce(self, findings: Iterable[Finding]) -> None:
        """Show findings beside those of the fields, until the page is left: news that no field has caused."""
        self._news = list(findings)
        self.refresh()

    def refresh(self) -> None:
        """Bring list and buttons up to date."""
        self.problems.show_findings([*self._own, *self._news, *self._open_points()])
        self.completeChanged.emit()

    def examine(
        self, title: str, work: Callable[[Callable[[float], None]], Any], done: Callable[[Any, Optional[str]], None]
    ) -> None:
        """Call ``work(progress)`` in a task and hand over its value, or the sentence of its error.

        A later call, or ``forget``, makes an earlier one obsolete: its ``progress`` raises Cancelled and nobody hears
        of it. Until the end the page is not complete.
        """
        self._serial += 1
        mine = self._serial

        def progress(_fraction: float = 0.0) -> None:
            if mine != self._serial:
                raise Cancelled

        def finished(value: Any, error: Optional[Exception]) -> None:
            if mine != self._serial:
                return
            self._examining = False
            done(value, None if error is None else sentence_of(error))
            self.refresh()

        self._examining = True
        self.refresh()
        self.wizard().runner.call(title, lambda: work(progress), finished)

    def forget(self) -> None:
        """Let what is being examined be obsolete."""
        self._serial += 1
        self._examining = False

    @property
    def is_examining(self) -> bool:
        """Whether something is being examined."""
        return self._examining

    # What the frame uses ------------------------------------------------------------------------------------------

    def isComplete(self) -> bool:
        """Return whether the user can go on: nothing is missing, wrong, or still being examined."""
        return not (self.running or self._examining or self.problems.has_errors or self.needs())

    def initializePage(self) -> None:
        """Bring the page up to date."""
        self._news = []
        self.enter()
        self.refresh()

    def validatePage(self) -> bool:
        """Take over what was typed; the findings may be others then."""
        accepted = self.leave()
        self.refresh()
        return accepted and self.isComplete()

    def focus_first(self) -> None:
        """Give the focus to the first field."""
        target = self.first or self.body
        if target.isEnabled():
            target.setFocus(Qt.FocusReason.TabFocusReason)

    def begin(self, title: str) -> None:
        """Show progress in place of the fields."""
        self.running = True
        self._own = []
        self._progress.begin(title)
        self._views.setCurrentWidget(self._progress)
        self.refresh()

    def progress(self, percent: float) -> None:
        """Show how far it is."""
        self._progress.progress(percent)

    def end(self, error: str = "", cancelled: bool = False) -> None:
        """Show the fields again, and why it did not work."""
        self.running = False
        self._views.setCurrentIndex(0)
        if cancelled:
            self._own = [Finding(Severity.NOTE, translate("SmartCity", "Cancelled; nothing was changed."))]
        elif error:
            self._own = [Finding(Severity.WARNING, error)]
        self.refresh()

    def _open_points(self) -> list[Finding]:
        if self.running:
            return []
        if self._examining:
            return [Finding(Severity.NOTE, translate("SmartCity", "Being checked…"))]
        missing = self.needs()
        if not missing:
            return []
        text = translate("SmartCity", "Still needed: {fields}.").format(fields=", ".join(missing))
        return [Finding(Severity.NOTE, text)]


class _ProgressView(QWidget):
    """What stands in place of the fields while an algorithm runs; the wizard's Cancel stops it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName(PREFIX + "progress")
        self._title = emphasise(plain_label())
        self._bar = QProgressBar()
        self._bar.setObjectName(PREFIX + "bar")
        layout = QVBoxLayout(self)
        layout.addStretch()
        layout.addWidget(self._title)
        layout.addWidget(self._bar)
        self.note = plain_label(translate("SmartCity", "Cancel stops it; nothing is kept then."))
        layout.addWidget(self.note)
        layout.addStretch(2)

    def begin(self, title: str) -> None:
        """Until it tells its progress the bar only moves."""
        self._title.setText(title)
        self._bar.setRange(0, 0)

    def progress(self, percent: float) -> None:
        """Show how far it is."""
        self._bar.setRange(0, 100)
        self._bar.setValue(int(percent))


def _scrolling(body: QWidget) -> QScrollArea:
    """Return a frame in which fields scroll where window or font leave no room for all of them."""
    area = _Scroller()
    area.setWidget(body)
    return area


class _Scroller(QScrollArea):
    """Scrolls up and down, and is never narrower than what it holds."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def minimumSizeHint(self):
        """Return the width of the fields beside a scroll bar."""
        hint = super().minimumSizeHint()
        if self.widget() is not None:
            hint.setWidth(self.widget().minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width())
        return hint
