# SPDX-License-Identifier: GPL-2.0-or-later
"""Which field of a layer fills which field of the role, which features count, and what that yields."""

from __future__ import annotations

from typing import Any, Optional

from qgis.core import QgsVectorLayer
from qgis.gui import QgsExpressionLineEdit, QgsFieldExpressionWidget
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtWidgets import QComboBox, QFrame, QGridLayout, QLabel, QLineEdit, QScrollArea, QWidget

from ....bridge.i18n import language, translate
from ....model.indicator import Role
from ....model.problem import Severity
from ...cards import emphasise, icon_size, plain_label
from ..forms import PREFIX, explanation, named, tell
from ..problem_area import Finding
from . import wording
from .base import InventoryPage, paragraphs
from .draft import Draft
from .preview import Column, Preview, Question, is_local
from .preview_table import PreviewTable
from .tables import BAD, DOUBTFUL, GOOD, clear, theme_icon

DELAY_MS = 350
"""How long the page waits for more typing before it reads the preview anew."""


class FieldsPage(InventoryPage):
    """Mapping and filter of a vector layer, with a live preview."""

    name = "fields"

    def __init__(self) -> None:
        super().__init__(
            translate("SmartCity", "Fields"),
            translate("SmartCity", "Assign fields"),
            translate(
                "SmartCity", "Which field of the layer fills which field of the role? Required ones are marked *."
            ),
            paragraphs(
                translate(
                    "SmartCity",
                    "For every field of the role choose a field of the layer, or write an expression with the "
                    "button beside it. What was recognised is filled in. Required fields are marked with a "
                    "star.",
                ),
                translate(
                    "SmartCity",
                    "The filter keeps only the features for which it holds, for example \"amenity\" = 'kindergarten'.",
                ),
                translate(
                    "SmartCity",
                    "The preview shows the first features as they would be stored, with the share of unknown "
                    "values. Unknown is not zero. Values that are no number where one is wanted are marked: "
                    "such a mapping would be refused.",
                ),
            ),
        )
        self._question: Optional[Question] = None
        self._preview: Optional[Preview] = None
        self._loading = False
        self._goes_on = False
        """Whether the user wanted to go on while the preview was still being read."""
        self._layer_line = plain_label()
        self._rows: dict[str, _FieldRow] = {}
        self._box = _Fields()
        self._grid = QGridLayout(self._box.inside)
        self._grid.setContentsMargins(0, 0, 6, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setColumnStretch(1, 3)
        self._grid.setColumnStretch(2, 2)
        self.filter = QgsExpressionLineEdit()
        named(self.filter, "filter")
        self.filter.setExpectedOutputFormat(translate("SmartCity", "true for the features that count"))
        edit = self.filter.findChild(QLineEdit)
        edit.setPlaceholderText(translate("SmartCity", "all features"))
        edit.setAccessibleName(translate("SmartCity", "Filter"))
        caption = QLabel(translate("SmartCity", "F&ilter"))
        caption.setBuddy(edit)
        self._count = plain_label()
        named(self._count, "filter_count")
        filters = QGridLayout()
        filters.setHorizontalSpacing(10)
        filters.addWidget(caption, 0, 0)
        filters.addWidget(self.filter, 0, 1)
        filters.addWidget(self._count, 1, 1)
        filters.setColumnStretch(1, 1)
        self.table = PreviewTable()
        self._preview_title = emphasise(plain_label(translate("SmartCity", "Preview")))
        self._none = explanation()
        self.fields.addWidget(self._layer_line)
        self.fields.addWidget(self._none)
        self.fields.addWidget(self._box, 3)
        self.fields.addLayout(filters)
        self.fields.addWidget(self._preview_title)
        self.fields.addWidget(self.table, 2)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self.ask)
        self.filter.expressionChanged.connect(lambda *_: self._edited())

    def enter(self) -> None:
        """Show mapping and filter of the present draft."""
        draft = self._draft = self.wizard().draft
        if draft is None or not isinstance(draft.layer, QgsVectorLayer):
            return
        role = self.wizard().inventory.row(draft.role).role
        self.setTitle(translate("SmartCity", "{role}: assign fields").format(role=role.title.in_language(language())))
        self.setSubTitle(self.wizard().step_line("fields", self.purpose))
        self._loading = True
        self._build(role, draft)
        self.filter.setLayer(draft.layer)
        self.filter.setExpression(draft.where)
        self._loading = False
        count = draft.layer.featureCount() if is_local(draft.layer) else -1
        told = wording.number(count) if count >= 0 else translate("SmartCity", "an unknown number of")
        text = translate("SmartCity", "Layer: {layer}, {count} features")
        self._layer_line.setText(text.format(layer=draft.title, count=told))
        fields = {**role.required, **role.optional}
        tell(self._none, "" if fields else translate("SmartCity", "This role has no fields: only the geometry counts."))
        self._preview_title.setVisible(bool(fields))
        self.table.setVisible(bool(fields))
        self.first = next((row.combo for row in self._rows.values()), self.filter.findChild(QLineEdit))
        self.ask()

    def needs(self) -> list[str]:
        """The required fields of the role."""
        draft = self._draft
        if draft is None:
            return []
        role = self.wizard().inventory.row(draft.role).role
        return [
            text.in_language(language())
            for name, text in role.required.items()
            if not draft.mapping.get(name, "").strip()
        ]

    def leave(self) -> bool:
        """Go on once the preview of the last change is there."""
        if self._timer.isActive():
            self._timer.stop()
            self._goes_on = True
            self.ask()
        return not self.is_examining

    def nextId(self) -> int:
        """The passport follows."""
        return self.wizard().id_of("passport")

    def forget(self) -> None:
        """Stop reading, too."""
        super().forget()
        self._timer.stop()
        if self._question is not None:
            self._question.is_cancelled = True

    def release(self) -> None:
        """Let go of the layer, too."""
        super().release()
        self._question = None
        for row in self._rows.values():
            row.widget.setLayer(None)
        self.filter.setLayer(None)

    # Inside -------------------------------------------------------------------------------------------------------

    def _build(self, role: Role, draft: Draft) -> None:
        clear(self._grid)
        self._rows = {}
        texts = {**role.required, **role.optional}
        for line, (name, text) in enumerate(texts.items()):
            row = _FieldRow(name, text.in_language(language()), name in role.required, draft, self._edited)
            self._grid.addWidget(row.caption, line, 0)
            self._grid.addWidget(row.widget, line, 1)
            self._grid.addWidget(row.state, line, 2)
            self._rows[name] = row
        self._box.fit(len(self._rows))
        widgets = [row.combo for row in self._rows.values()]
        for former, later in zip(widgets, widgets[1:]):
            QWidget.setTabOrder(former, later)

    def _edited(self) -> None:
        draft = self._draft
        if draft is None or self._loading:
            return
        draft.mapping = {name: row.text() for name, row in self._rows.items() if row.text()}
        draft.where, draft.kept = self.filter.expression(), None
        self._timer.start()
        self.changed()

    def ask(self) -> None:
        """Read the preview of mapping and filter as they are now."""
        draft = self._draft
        if draft is None or not isinstance(draft.layer, QgsVectorLayer):
            return
        if self._question is not None:
            self._question.is_cancelled = True
        role = self.wizard().inventory.row(draft.role).role
        question = self._question = Question(draft.layer, draft.mapping, role.numbers, draft.where)
        self._count.setText(translate("SmartCity", "Being counted…"))
        self.examine(translate("SmartCity", "Preview"), lambda _progress: question.answer(), self._show)

    def _show(self, preview: Optional[Preview], error: Optional[str]) -> None:
        if preview is None:
            self.show_findings([Finding(Severity.ERROR, error or "")])
            return
        self._preview = preview
        draft = self._draft
        draft.kept = preview.kept if preview.is_complete and not preview.filter_error else None
        draft.codes = preview.codes
        role = self.wizard().inventory.row(draft.role).role
        texts = {**role.required, **role.optional}
        titles = {name: wording.field_short(draft.role, name) for name in preview.columns if name in texts}
        self.table.show_preview(preview, titles)
        for name, row in self._rows.items():
            row.show(preview.columns.get(name), preview.kept)
        self._count.setText(count_line(preview))
        self.show_findings(preview_findings(preview, titles))
        if self._goes_on and not preview.has_errors:
            QTimer.singleShot(0, self.wizard().next)
        self._goes_on = False


class _FieldRow:
    """One field of the role: caption, choice, and what the preview says of it."""

    def __init__(self, name: str, title: str, is_required: bool, draft: Draft, edited: Any) -> None:
        self.widget = QgsFieldExpressionWidget()
        self.widget.setObjectName(f"{PREFIX}field_{name}")
        self.widget.setAllowEmptyFieldName(True)
        self.widget.setLayer(draft.layer)
        self.widget.setExpressionDialogTitle(title)
        self.widget.setExpression(draft.mapping.get(name, ""))
        self.combo = self.widget.findChild(QComboBox)
        self.combo.setAccessibleName(title)
        self.combo.setMinimumContentsLength(16)
        self.caption = QLabel(title + (" *" if is_required else ""))
        self.caption.setWordWrap(True)
        self.caption.setBuddy(self.combo)
        self.caption.setToolTip(translate("SmartCity", "required") if is_required else "")
        self.state = _State()
        self.state.setObjectName(f"{PREFIX}state_{name}")
        self.widget.fieldChanged.connect(lambda *_: edited())
        # QGIS tells of typing only when the field is left.
        self.combo.lineEdit().textEdited.connect(lambda *_: edited())

    def text(self) -> str:
        """Return the expression, a quoted field name for a mere field, empty if nothing is chosen."""
        return self.widget.asExpression().strip()

    def show(self, column: Optional[Column], kept: int) -> None:
        """Show what the preview found."""
        self.state.show_column(column, kept)


class _Fields(QScrollArea):
    """Scrolls the fields of a role by themselves where they are many, so that the preview stays in sight."""

    def __init__(self) -> None:
        super().__init__()
        self.inside = QWidget()
        self.setWidget(self.inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def fit(self, count: int) -> None:
        """Take as much room as the fields need, and no less than a few of them."""
        line = round(self.fontMetrics().height() * 2.1)
        self.inside.adjustSize()
        height = max(self.inside.sizeHint().height(), count * line)
        self.setMinimumHeight(min(height, 5 * line))
        self.setMaximumHeight(height)
        self.setVisible(count > 0)


class _State(QWidget):
    """A symbol and a few words."""

    def __init__(self) -> None:
        super().__init__()
        self._picture, self._text = QLabel(), plain_label()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._picture, 0, 0)
        grid.addWidget(self._text, 0, 1)

    def show_column(self, column: Optional[Column], kept: int) -> None:
        """Show how much of a field is known."""
        icon, text = column_state(column, kept)
        self._picture.setPixmap(theme_icon(icon).pixmap(icon_size(self, 0.9)))
        self._picture.setVisible(bool(icon))
        self._text.setText(text)

    def text(self) -> str:
        """Return the words."""
        return self._text.text()


def column_state(column: Optional[Column], kept: int) -> tuple[str, str]:
    """Return symbol and words for a field of the preview."""
    if column is None:
        return "", translate("SmartCity", "not assigned")
    if column.error:
        return BAD, translate("SmartCity", "expression does not work")
    if column.wrong:
        text = translate("SmartCity", "no number: {count}, for example {example}")
        return BAD, text.format(count=wording.number(column.wrong), example=column.example[:20])
    if column.negative:
        text = translate("SmartCity", "negative: {count}, for example {example}")
        return BAD, text.format(count=wording.number(column.negative), example=column.example[:20])
    if column.codes:
        codes = ", ".join(wording.number(code) for code in sorted(column.codes))
        text = translate("SmartCity", "{codes} for unknown: {count}")
        return DOUBTFUL, text.format(codes=codes, count=wording.number(sum(column.codes.values())))
    if not kept:
        return "", ""
    share = 100.0 * column.nulls / kept
    if column.nulls == kept:
        return DOUBTFUL, translate("SmartCity", "all unknown")
    if column.nulls:
        text = translate("SmartCity", "unknown: {share} %")
        return "", text.format(share=wording.number(share) if share >= 1 else "< 1")
    return GOOD, translate("SmartCity", "all known")


def count_line(preview: Preview) -> str:
    """Return how many features a filter keeps."""
    if preview.filter_error:
        return ""
    if preview.is_complete:
        text = translate("SmartCity", "{kept} of {all} features")
        return text.format(kept=wording.number(preview.kept), all=wording.number(preview.total))
    text = translate("SmartCity", "{kept} of the first {looked} features")
    return text.format(kept=wording.number(preview.kept), looked=wording.number(preview.looked))


def preview_findings(preview: Preview, titles: dict[str, str]) -> list[Finding]:
    """Return what stands in the way of an import with this mapping and filter."""
    found = []
    if preview.filter_error:
        text = translate("SmartCity", "The filter does not work: {detail}")
        found.append(Finding(Severity.ERROR, text.format(detail=preview.filter_error)))
    elif preview.is_complete and not preview.kept:
        found.append(Finding(Severity.ERROR, translate("SmartCity", "No feature is left: check the filter.")))
    for name, column in preview.columns.items():
        if column.error:
            text = translate("SmartCity", "{field}: {detail}")
            found.append(Finding(Severity.ERROR, text.format(field=titles[name], detail=column.error)))
        elif column.wrong:
            text = translate("SmartCity", "{field}: {count} values are no number, for example “{example}”.")
            told = text.format(field=titles[name], count=wording.number(column.wrong), example=column.example[:40])
            found.append(Finding(Severity.ERROR, told))
        elif column.negative:
            text = translate("SmartCity", "{field}: {count} values are negative, for example {example}.")
            told = text.format(field=titles[name], count=wording.number(column.negative), example=column.example[:40])
            found.append(Finding(Severity.ERROR, told))
        elif column.codes:
            text = translate("SmartCity", "{field}: {codes} often means “unknown”. The last step offers to empty it.")
            codes = ", ".join(wording.number(code) for code in sorted(column.codes))
            found.append(Finding(Severity.WARNING, text.format(field=titles[name], codes=codes)))
    return found
