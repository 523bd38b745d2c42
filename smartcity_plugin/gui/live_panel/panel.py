# SPDX-License-Identifier: GPL-2.0-or-later
"""The live panel: what a move of a slider sets going, and its ties to session, map and study."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Optional

from qgis.gui import QgsDockWidget
from qgis.PyQt.QtCore import QObject, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QDockWidget, QUndoStack

from ...bridge.i18n import language, translate
from ...bridge.tasks import TaskRunner
from ...catalogue.scheme_words import scheme_title
from ...model.problem import Cancelled
from ...model.scheme import ROOT, STANDARD, Combination, Scheme
from ...study.overlay_tables import CELLS, UNITS
from ..messages import Messages, sentence_of
from ..session import Session
from ..steps import Snapshot
from .chart import LiveChart
from .page import LivePage, fill_combo
from .play import Play, Step
from .saving import Saver

if TYPE_CHECKING:
    from ...study.live import LiveDesk, LiveMaterial, RankRow

THROTTLE_MILLISECONDS, WHY_MILLISECONDS = 0, 120
"""A move is computed once all events that wait have been taken in, and explained once the sliders rest."""


class _Watch(QObject):
    """Carries progress out of the thread that reads, and the wish to stop into it."""

    progressed = pyqtSignal(float)

    def __init__(self) -> None:
        super().__init__()
        self.is_cancelled = False

    def __call__(self, fraction: float) -> None:
        if self.is_cancelled:
            raise Cancelled
        self.progressed.emit(fraction)


class LivePanel(QgsDockWidget):
    """Plays with the weights of a scheme; the study stays as it is."""

    finished = pyqtSignal()
    """The panel has gone, with its layer."""
    played = pyqtSignal()
    """Map and ranking show the present weights."""

    def __init__(self, iface, session: Session) -> None:
        super().__init__(translate("SmartCity", "Live weighting"), iface.mainWindow())
        self.setObjectName("smartcity_live_dock")
        self._iface, self._session, self._messages = iface, session, Messages(iface)
        self._runner = TaskRunner(self)
        self._watch: Optional[_Watch] = None
        self._facts: Optional[Snapshot] = None
        self._material: Optional[LiveMaterial] = None
        self._desk: Optional[LiveDesk] = None
        self._play: Optional[Play] = None
        self._applied: Optional[Play] = None
        self._seized: Optional[Play] = None
        self._drags = 0
        self._is_docked = self._is_shut = False
        self.chart = LiveChart(iface.mapCanvas(), self)
        self.history = QUndoStack(self)
        self.saver = Saver(self, session, self._runner, self._messages)
        self.page = LivePage()
        self.setWidget(self.page)
        self._throttle = self._timer(self._play_now)
        self._why_timer = self._timer(self._explain)
        self._connect()

    def _timer(self, action: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(action)
        return timer

    def _connect(self) -> None:
        page = self.page
        page.weights.moved.connect(self._move)
        page.weights.seized.connect(self._seize)
        page.weights.released.connect(self._release)
        page.weights.lock_changed.connect(self._lock)
        page.schemes.activated.connect(lambda _: self._choose())
        page.kinds.activated.connect(lambda _: self._choose())
        page.within.activated.connect(lambda _: self._combine())
        page.between.activated.connect(lambda _: self._combine())
        page.ranking.chosen.connect(self._select)
        page.ranking.wanted.connect(lambda unit: self._show_unit(unit, zoom=True))
        page.zoom.clicked.connect(lambda: self._show_unit(page.ranking.selected(), zoom=True))
        page.pick.toggled.connect(self.chart.pick)
        self.chart.clicked.connect(self._take_click)
        self.chart.tool_left.connect(lambda: page.pick.setChecked(False))
        self.chart.lost.connect(self._tell_lost)
        page.cancel.clicked.connect(self._cancel)
        page.again.clicked.connect(lambda: self._choose())
        page.undo.clicked.connect(self.history.undo)
        page.redo.clicked.connect(self.history.redo)
        page.undo_wanted.connect(self.history.undo)
        page.redo_wanted.connect(self.history.redo)
        page.reset.clicked.connect(self._reset)
        page.save.clicked.connect(self._save)
        self.saver.stored.connect(self._stored)
        self.history.indexChanged.connect(self._show_buttons)
        self._session.changed.connect(self._follow)

    # Life --------------------------------------------------------------------------------------------------------

    def open(self) -> None:
        """Show the panel, and read the study unless that has been done."""
        if not self._is_docked:
            self._iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self)
            self._is_docked = True
            steps = self._iface.mainWindow().findChild(QDockWidget, "smartcity_dock")
            if steps is not None and steps.isVisible():  # one above the other, both would be too low
                self._iface.mainWindow().tabifyDockWidget(steps, self)
        self.show()
        self.raise_()
        if self._material is None and self._watch is None:
            self.load()

    def shut(self, wait: bool = False) -> None:
        """Take the panel and its layer away; ``wait`` for what is being read, because the plugin is unloaded."""
        if self._is_shut:
            return
        self._is_shut = True
        self._session.changed.disconnect(self._follow)
        self.history.indexChanged.disconnect(self._show_buttons)  # it tells its own end, too
        self._throttle.stop()
        self._why_timer.stop()
        self._cancel()
        self.chart.stop()
        if wait:
            self._runner.stop()
        else:
            self._runner.let_end()
        if self._is_docked:
            self._iface.removeDockWidget(self)
        self.hide()
        self.finished.emit()
        self.deleteLater()

    def closeEvent(self, event) -> None:
        """Closing takes the layer away, too: what is left would be a map that nothing keeps right."""
        super().closeEvent(event)
        QTimer.singleShot(0, self.shut)

    def _follow(self) -> None:
        """Follow the session: another study is read, none closes the panel, other scores are told."""
        facts = self._session.facts
        if self._session.reading:
            return
        if facts is None:
            self.shut()
        elif self._facts is None or facts.path != self._facts.path:
            self.load()
        elif facts is not self._facts and self._material is not None:
            self._facts = facts
            self._look_for_changes(facts.path)

    def _look_for_changes(self, path: str) -> None:
        from ...study.live import read_stamp

        known = self._material

        def looked(stamp: Optional[str], error: Optional[Exception]) -> None:
            if error is not None:
                self._messages.exception(error)
            elif self._material is known and known is not None and stamp != known.stamp:
                text = translate("SmartCity", "Scores or schemes of the study have changed since they were read.")
                self.page.notice.tell(text, translate("SmartCity", "Read again"), self._choose)

        self._runner.call(translate("SmartCity", "Live weighting"), lambda: read_stamp(path), looked)

    # Reading -----------------------------------------------------------------------------------------------------

    def load(self, scheme_id: str = "", kind: str = CELLS) -> None:
        """Read what is played with: the scheme in force if none is named, on cells."""
        facts = self._session.facts
        if facts is None:
            self.page.show_message(translate("SmartCity", "No study is open."))
            return
        self._cancel()
        self._forget()
        self._facts = facts
        watch = self._watch = _Watch()
        watch.progressed.connect(self.page.show_progress)
        self.page.show_waiting()
        fill_combo(self.page.kinds, _kinds(), kind)
        self._enable_choosers(False)

        def read() -> LiveMaterial:
            from ...study.live import read_material

            return read_material(facts.path, scheme_id, kind, watch)

        def done(material: Optional[LiveMaterial], error: Optional[Exception]) -> None:
            if watch is self._watch:
                self._watch = None
                self._enable_choosers(True)
                self._take(material, error)

        self._runner.call(translate("SmartCity", "Live weighting"), read, done)

    def _take(self, material: Optional[LiveMaterial], error: Optional[Exception]) -> None:
        if isinstance(error, Cancelled):
            self.page.show_message(translate("SmartCity", "Cancelled; nothing was changed."))
        elif error is not None or material is None:
            self.page.show_message(sentence_of(error or RuntimeError("nothing was read")))
        else:
            self.take_material(material)

    def take_material(self, material: LiveMaterial) -> None:
        """Begin to play with what has been read."""
        self._material = material
        names = [(item.title or _standard_title(), item.id) for item in material.choices]
        fill_combo(self.page.schemes, names, material.scheme_id)
        if material.desk is None:
            self.page.show_message(sentence_of(material.error or RuntimeError("nothing was read")))
            return
        try:
            self._begin(material.desk)
        except Exception as error:
            self._forget()
            self.page.show_message(sentence_of(error))

    def _begin(self, desk: LiveDesk) -> None:
        self._desk = desk
        self.history.clear()
        groups = desk.scheme.groups
        self.page.weights.fill(
            [
                (
                    group.key,
                    self._title(ROOT, group.key),
                    desk.sectors[group.key].colour if group.key in desk.sectors else "",
                    [(name, self._title(group.key, name)) for name in group.members],
                )
                for group in groups
            ]
        )
        self._put_map()
        self._applied = Play(desk.start, desk.scheme.within, desk.scheme.between)
        self._show(self._applied)
        self._show_ranking()
        self.page.why.ask()
        self.page.show_play([self._title("", name) for name in desk.left_out])
        self._show_buttons()

    def _forget(self) -> None:
        """Let go of the present scores and their layer."""
        self._throttle.stop()
        self._why_timer.stop()
        self.chart.take_away()
        self.page.notice.tell("")
        self._material = self._desk = self._play = self._applied = self._seized = None
        self.history.clear()

    def _choose(self) -> None:
        """Read the chosen scheme at the chosen places."""
        self.load(str(self.page.schemes.currentData() or ""), str(self.page.kinds.currentData() or CELLS))

    def _cancel(self) -> None:
        if self._watch is not None:
            self._watch.is_cancelled = True
            self.page.cancel.setEnabled(False)

    def _enable_choosers(self, enabled: bool) -> None:
        self.page.schemes.setEnabled(enabled)
        self.page.kinds.setEnabled(enabled)

    # Moves -------------------------------------------------------------------------------------------------------

    def _seize(self) -> None:
        self._seized = self._play
        self._drags += 1

    def _release(self) -> None:
        self._seized = None
        if self._play is not None:
            self._show(self._play)  # the slider goes where the locks let it

    def _move(self, node: str, member: str, percent: float) -> None:
        if self._play is None:
            return
        after = self._play.moved(node, member, percent, self._seized or self._play)
        subject = f"drag:{self._drags}" if self._seized is not None else f"key:{node}:{member}"
        title = self._title(node, member)
        text = translate("SmartCity", "Weight of {name}").format(name=title)
        self._push(text, after, subject)

    def _combine(self) -> None:
        if self._play is None:
            return
        within, between = (Combination(combo.currentData()) for combo in (self.page.within, self.page.between))
        self._push(translate("SmartCity", "Combination"), replace(self._play, within=within, between=between))

    def _reset(self) -> None:
        if self._play is not None and self._desk is not None:
            start = Play(self._desk.start, self._desk.scheme.within, self._desk.scheme.between, self._play.locked)
            self._push(translate("SmartCity", "Reset"), start)

    def _push(self, text: str, after: Play, subject: str = "") -> None:
        before = self._play
        if before is None or after.is_like(before):
            self._show(before)  # a slider that may not move jumps back
        else:
            self.history.push(Step(text, before, after, self._show, subject))

    def _lock(self, node: str, member: str, is_locked: bool) -> None:
        if self._play is not None:
            self._show(self._play.with_lock(node, member, is_locked), keep_locks=False)

    def _show(self, play: Optional[Play], keep_locks: bool = True) -> None:
        """Let all sliders stand as they should, and have it computed as soon as no event waits any more."""
        if play is None:
            return
        if keep_locks and self._play is not None:
            play = replace(play, locked=self._play.locked)
        self._play = play
        self.page.weights.show_shares(play.shares, play.locked)
        for combo, item in ((self.page.within, play.within), (self.page.between, play.between)):
            combo.setCurrentIndex(combo.findData(item.value))
        if not self._throttle.isActive():
            self._throttle.start(THROTTLE_MILLISECONDS)

    def _play_now(self) -> None:
        """Compute what has changed; show it on the map and in the ranking."""
        desk, play, applied = self._desk, self._play, self._applied
        if desk is None or play is None or applied is None:
            return
        if not play.is_like(applied):
            if (play.within, play.between) != (applied.within, applied.between):
                desk.combine(play.within, play.between)
            for node, shares in play.shares.items():
                if shares != applied.shares[node]:
                    desk.weigh(node, shares)
            self._applied = play
            self.chart.show(desk)
            self._show_ranking()
        self._show_buttons()
        self.played.emit()

    def _show_ranking(self) -> None:
        if self._desk is not None:
            self.page.ranking.show_ranking(self._desk.ranking())
            self._why_timer.start(WHY_MILLISECONDS)

    def _show_buttons(self, _index: int = 0) -> None:
        page, playing = self.page, self._desk is not None
        page.undo.setEnabled(self.history.canUndo())
        page.redo.setEnabled(self.history.canRedo())
        changed = playing and self._play is not None and not self._is_at_start()
        page.reset.setEnabled(changed)
        writable = self._facts is not None and self._facts.writable
        page.save.setEnabled(playing and writable)
        page.save.setToolTip("" if writable else translate("SmartCity", "The study cannot be written to."))
        page.zoom.setEnabled(bool(page.ranking.selected()))

    def _is_at_start(self) -> bool:
        desk, play = self._desk, self._play
        if desk is None or play is None:
            return True
        return play.is_like(Play(desk.start, desk.scheme.within, desk.scheme.between))

    # Units -------------------------------------------------------------------------------------------------------

    def _select(self, unit_id: str) -> None:
        self._why_timer.start(WHY_MILLISECONDS)
        self._show_buttons()
        self._show_unit(unit_id)

    def _show_unit(self, unit_id: str, zoom: bool = False) -> None:
        if self._desk is not None and unit_id:
            self.chart.flash(self._desk, unit_id, zoom)

    def _take_click(self, x: float, y: float) -> None:
        unit_id = self._desk.unit_at(x, y) if self._desk is not None else None
        if unit_id is not None:
            self.page.ranking.select(unit_id)

    def _explain(self) -> None:
        """Explain the selected unit."""
        unit_id, desk, play = self.page.ranking.selected(), self._desk, self._play
        if desk is None or play is None or not unit_id:
            return
        row: RankRow = self.page.ranking.ranking.rows[self.page.ranking.currentIndex().row()]
        on_cells = desk.places.shares is not None
        adds_up = play.within is play.between is Combination.LINEAR
        self.page.why.show_parts(row, desk.parts(unit_id), self._title, adds_up, on_cells)

    def _title(self, node: str, member: str) -> str:
        desk = self._desk
        if desk is None:
            return member
        if node == ROOT:
            return desk.sectors[member].title.in_language(language()) if member in desk.sectors else member
        return desk.titles[member].in_language(language()) if member in desk.titles else member

    # Map ---------------------------------------------------------------------------------------------------------

    def _put_map(self) -> None:
        if self._desk is not None and self._facts is not None and self._material is not None:
            self.chart.put(self._desk, self._facts, self._desk.stored, self._material.attributions)

    def _tell_lost(self) -> None:
        text = translate("SmartCity", "The live layer has been removed from the project.")
        self.page.notice.tell(text, translate("SmartCity", "Show it again"), self._put_map)

    # Saving ------------------------------------------------------------------------------------------------------

    def _save(self) -> None:
        if self._desk is not None and self._facts is not None:
            self._throttle.stop()
            self._play_now()  # what is stored is what the sliders say
            self.saver.ask(self._facts.path, self._desk)

    def _stored(self, scheme_id: str) -> None:
        """Play on with the scheme that has just been stored."""
        self.load(scheme_id, str(self.page.kinds.currentData()))
        self._session.refresh()


def _kinds() -> list[tuple[str, str]]:
    return [
        (translate("SmartCity", "Cells in which people live"), CELLS),
        (translate("SmartCity", "Planning units"), UNITS),
    ]


def _standard_title() -> str:
    return scheme_title(Scheme(STANDARD, "", ()), language())
