# SPDX-License-Identifier: GPL-2.0-or-later
"""How the maps of indicators look: chosen with the distribution of the values and the printed page in view."""

from __future__ import annotations

from collections.abc import Callable
from typing import Optional

from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtWidgets import QDialogButtonBox, QMessageBox, QScrollArea, QSplitter, QVBoxLayout, QWidget

from ...bridge.i18n import language, translate
from ...bridge.tasks import RunResult, TaskRunner
from ...cartography.map_style import check
from ...catalogue.map_styles import map_style_content
from ...model.design import MAP, DesignPart
from ...model.map_style import MapStyle
from ...model.problem import SmartCityError
from ..cards import plain_label
from ..messages import sentence_of
from ..wizards.forms import Form
from .choices import ChoiceBox
from .draft import Draft, read_design
from .frame import DONE, WARNING, PaperDialog, named, push_button
from .histogram import Histogram
from .preview import PagePreview, draw_sample
from .style_form import StyleForm, parameters_of
from .style_values import StyleDesk, read_desk

REST = 400
"""Milliseconds without a change after which the page is drawn anew."""


class MapStyleDialog(PaperDialog):
    """Changes the style of one indicator at a time; “Store” lets an algorithm store it."""

    def __init__(
        self,
        path: str,
        runner: TaskRunner,
        changed: Optional[Callable[[], None]] = None,
        writable: bool = True,
        parent: Optional[QWidget] = None,
    ) -> None:
        """``changed`` is called when the study has another style than before."""
        super().__init__("map_style", translate("SmartCity", "Map display"), path, runner, writable, parent)
        self._changed = changed
        self.desk = StyleDesk({}, {})
        self._shown_id = ""
        self.indicator = ChoiceBox("indicator", [])
        self.form, self.histogram = StyleForm(), named(Histogram(), "histogram")
        self.preview = named(PagePreview(), "preview")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REST)
        self._timer.timeout.connect(self.draw)
        columns = QSplitter(Qt.Orientation.Horizontal)
        columns.setChildrenCollapsible(False)
        columns.addWidget(self._left())
        columns.addWidget(self._right())
        columns.setStretchFactor(0, 0)
        columns.setStretchFactor(1, 1)
        self.lay_out(columns, self._buttons(), 165, 36)
        self.refresh()
        self.indicator.currentIndexChanged.connect(self._switch)
        self.form.changed.connect(self._follow)

    # Making ------------------------------------------------------------------------------------------------------

    def _left(self) -> QWidget:
        head = Form()
        head.add(translate("SmartCity", "Map &of"), self.indicator)
        content = QWidget()
        layout = QVBoxLayout(content)
        layout.setContentsMargins(0, 0, 6, 0)
        layout.addWidget(head)
        layout.addWidget(self.form, 1)
        scroller = QScrollArea()
        scroller.setWidgetResizable(True)
        scroller.setFrameShape(QScrollArea.Shape.NoFrame)
        scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroller.setWidget(content)
        scroller.setMinimumWidth(content.minimumSizeHint().width() + self.fontMetrics().averageCharWidth() * 4)
        return scroller

    def _right(self) -> QWidget:
        right = QWidget()
        self._drawn = plain_label()
        layout = QVBoxLayout(right)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.histogram)
        layout.addWidget(self.preview, 1)
        layout.addWidget(self._drawn)
        return right

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close = box.button(QDialogButtonBox.StandardButton.Close)
        close.setText(translate("SmartCity", "Close"))
        close.setAutoDefault(False)
        usual = translate("SmartCity", "&Usual style")
        self.remove_button = push_button("remove", usual, self.remove, _remove_tip())
        self.store_button = push_button("store", translate("SmartCity", "&Store"), self.store)
        for button in (self.remove_button, self.store_button):
            box.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        box.rejected.connect(self.reject)
        return box

    # Showing -----------------------------------------------------------------------------------------------------

    def refresh(self, choose: Optional[str] = None) -> None:
        """Read values and styles anew, then show an indicator: the one shown so far unless another is named."""
        choose = self._shown_id if choose is None else choose
        try:
            self.desk = read_desk(self.path, language())
        except Exception as error:
            self.desk = StyleDesk({}, {})
            self.tell(sentence_of(error), WARNING)
        self.indicator.blockSignals(True)
        self.indicator.clear()
        self.indicator.addItem(translate("SmartCity", "all indicators without a style of their own"), "")
        for key, item in self.desk.indicators.items():
            own = translate("SmartCity", "{title} (own style)").format(title=item.title)
            self.indicator.addItem(own if self.desk.has_own(key) else item.title, key)
        self.indicator.value = choose or next(iter(self.desk.indicators), "")
        self.indicator.blockSignals(False)
        self._show()

    def choose(self, indicator_id: str) -> None:
        """Show the style of an indicator."""
        self.indicator.value = indicator_id

    def _switch(self, *_: object) -> None:
        """Show another indicator, after asking if the one before was changed but not stored."""
        if self.is_changed and not self._discards():
            self.indicator.blockSignals(True)
            self.indicator.value = self._shown_id
            self.indicator.blockSignals(False)
            return
        self.tell("")
        self._show()

    def _discards(self) -> bool:
        text = translate("SmartCity", "Discard the change that has not been stored?")
        box = QMessageBox(QMessageBox.Icon.Question, self.windowTitle(), text, parent=self)
        discard = box.addButton(translate("SmartCity", "&Discard"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(translate("SmartCity", "&Keep"), QMessageBox.ButtonRole.RejectRole))
        box.exec()
        return box.clickedButton() is discard

    def _show(self) -> None:
        self._shown_id = self.indicator.value
        self.form.offer({key: item.title for key, item in self.desk.indicators.items() if key != self._shown_id})
        self.form.show_style(self.desk.style_of(self._shown_id))
        self._follow()

    @property
    def is_changed(self) -> bool:
        """Whether another style is shown than the one that holds."""
        try:
            return self.form.style != self.desk.style_of(self._shown_id)
        except SmartCityError:
            return True

    @property
    def _example(self) -> str:
        """The indicator whose map is drawn: the chosen one, the first of those without a style of their own."""
        without = [key for key in self.desk.indicators if not self.desk.has_own(key)]
        return self._shown_id or next(iter(without), "")

    def _follow(self) -> None:
        """Let histogram, buttons and, after a while, the page follow a change; say what does not suit."""
        self._timer.start()
        possible = bool(self.desk.indicators)
        if self._example:
            values = self.desk.indicators[self._example]
            try:
                style = self.form.style
                classes, colours = values.classes(style)
                self._check(style)
                self.histogram.show_classes(values.values, classes, colours)
                self.tell("")
            except SmartCityError as error:
                self.histogram.show_classes(values.values, None, ())
                self.tell(sentence_of(error), WARNING)
                possible = False
        self.store_button.setEnabled(self.writable and possible and self.is_changed)
        self.remove_button.setEnabled(self.writable and self.desk.has_own(self._shown_id))

    def _check(self, style: MapStyle) -> None:
        """Raise SmartCityError for what only the second indicator or the style of all maps asks for."""
        chosen, second = self.desk.indicators.get(self._shown_id), self.desk.indicators.get(style.second)
        check(style, chosen.indicator if chosen else None, second.indicator if second else None)

    def draw(self) -> None:
        """Draw the page of the indicator anew; what does not suit is not drawn."""
        self._timer.stop()
        example = self._example
        try:
            style = self.form.style
            self._check(style)
            draft = Draft(read_design(self.path))
            content = map_style_content(style)
            draft.parts[MAP, self._shown_id] = DesignPart(MAP, self._shown_id, "preview.json", content)
        except Exception:  # told already while the style was changed
            return
        image, is_real = draw_sample(self.path, draft, f"indicator:{example}")
        if is_real:
            self.preview.show_image(image)
        self._drawn.setText("" if is_real else translate("SmartCity", "The page cannot be drawn; the log says why."))

    # Storing -----------------------------------------------------------------------------------------------------

    def store(self) -> None:
        """Let the algorithm store the style."""
        try:
            parameters = parameters_of(self._shown_id, self.form.style)
        except SmartCityError as error:
            self.tell(sentence_of(error), WARNING)
            return
        self._run("smartcity:setmapstyle", {"STUDY": self.path, **parameters})

    def remove(self) -> None:
        """Return to the style for all indicators, or to the usual one."""
        self._run("smartcity:removemapstyle", {"STUDY": self.path, "INDICATOR": self._shown_id})

    def _run(self, algorithm: str, parameters: dict) -> None:
        def done(result: RunResult) -> None:
            self.refresh()
            stored = translate("SmartCity", "Stored: maps, atlas and document follow it from now on.")
            self.tell("\n".join([stored, *result.warnings]), WARNING if result.warnings else DONE)
            if self._changed is not None:
                self._changed()

        self.run_aside(algorithm, parameters, done)

    def abandon(self) -> None:
        """Close without asking, because the study is being closed."""
        self.reject()


def _remove_tip() -> str:
    return translate("SmartCity", "Remove this style: the one for all indicators holds again, else the plugin's")
