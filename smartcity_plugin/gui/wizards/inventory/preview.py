# SPDX-License-Identifier: GPL-2.0-or-later
"""What a mapping would yield: the first rows, how much is unknown, what is no number, how many features a filter keeps.

Read in a task from a snapshot of the layer, by the same rules by which the import reads.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Optional

from qgis.core import (
    NULL,
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsFeatureRequest,
    QgsFields,
    QgsMapLayer,
    QgsVectorLayer,
    QgsVectorLayerFeatureSource,
)

ROWS = 10
SECONDS = 5.0
"""How long a preview reads before it says what it has seen so far."""

LOCAL = frozenset({"ogr", "gdal", "memory", "delimitedtext", "spatialite", "gpx"})
"""Providers that read from this computer or its network drives."""

CODES = frozenset({-1.0, -9.0, -99.0, -999.0, -9999.0})
"""Numbers that stand for unknown in census tables and statistics, where negative numbers make no sense."""


@dataclass(frozen=True)
class Cell:
    """A value of the preview as text; ``is_wrong`` where a number is wanted and this is none."""

    text: str
    is_null: bool = False
    is_wrong: bool = False


@dataclass
class Column:
    """What was seen of one field: how many values are unknown, how many are no number, and the first of these."""

    nulls: int = 0
    wrong: int = 0
    example: str = ""
    negative: int = 0
    """Negative numbers that the import would refuse and that are no usual code for unknown."""
    codes: dict[float, int] = field(default_factory=dict)
    """Usual codes for unknown, such as -9, with how often they occur."""
    error: str = ""
    """Why the expression cannot be read or fails; its values are then not known at all."""


@dataclass
class Preview:
    """What a mapping and a filter yield. ``looked`` of ``total`` features were read; ``kept`` of these pass the filter.

    ``total`` is -1 if the provider does not say how many features there are.
    """

    rows: list[dict[str, Cell]] = field(default_factory=list)
    columns: dict[str, Column] = field(default_factory=dict)
    kept: int = 0
    looked: int = 0
    total: int = -1
    is_complete: bool = True
    filter_error: str = ""

    @property
    def has_errors(self) -> bool:
        """Whether the import would stop: a broken filter or expression, or text where a number must be."""
        broken = any(column.error or column.wrong or column.negative for column in self.columns.values())
        return bool(self.filter_error) or broken

    @property
    def codes(self) -> tuple[float, ...]:
        """All codes for unknown that occur, the smallest first."""
        return tuple(sorted({code for column in self.columns.values() for code in column.codes}))


def is_local(layer: QgsMapLayer) -> bool:
    """Return whether a layer can be asked on the main thread without waiting for a network."""
    return layer.providerType() in LOCAL and not layer.source().startswith(("/vsi", "http", "ftp"))


class Question:
    """What is to be previewed; made on the main thread, answered in a task, forgotten by setting ``is_cancelled``."""

    def __init__(
        self, layer: QgsVectorLayer, mapping: Mapping[str, str], numbers: Collection[str], where: str = ""
    ) -> None:
        self._source = QgsVectorLayerFeatureSource(layer)
        self._fields = QgsFields(layer.fields())
        self._count = int(layer.featureCount()) if is_local(layer) else -1
        self._mapping = {name: text for name, text in mapping.items() if text.strip()}
        self._numbers = frozenset(numbers)
        self._where = where.strip()
        self.is_cancelled = False

    def answer(self, seconds: float = SECONDS) -> Preview:
        """Return the preview; safe in another thread."""
        context = QgsExpressionContext()
        context.appendScope(QgsExpressionContextUtils.globalScope())
        context.setFields(self._fields)
        preview = Preview(columns={name: Column() for name in self._mapping}, total=self._count)
        condition, preview.filter_error = _prepared(self._where, context) if self._where else (None, "")
        expressions = {}
        for name, text in self._mapping.items():
            expression, preview.columns[name].error = _prepared(text, context)
            if expression is not None:
                expressions[name] = expression
        if not preview.filter_error:
            self._read(preview, condition, expressions, context, time.monotonic() + seconds)
        return preview

    def _read(
        self,
        preview: Preview,
        condition: Optional[QgsExpression],
        expressions: dict[str, QgsExpression],
        context: QgsExpressionContext,
        until: float,
    ) -> None:
        used = [*expressions.values(), *([condition] if condition is not None else [])]
        for feature in self._source.getFeatures(_request(used, self._fields)):
            if self.is_cancelled:
                return
            if preview.looked % 200 == 0 and preview.looked and time.monotonic() > until:
                preview.is_complete = False
                return
            preview.looked += 1
            context.setFeature(feature)
            if condition is not None:
                kept, preview.filter_error = _holds(condition, context)
                if preview.filter_error:
                    return
                if not kept:
                    continue
            preview.kept += 1
            self._look(preview, expressions, context)
        preview.total = preview.looked

    def _look(self, preview: Preview, expressions: dict[str, QgsExpression], context: QgsExpressionContext) -> None:
        row = {}
        for name, expression in expressions.items():
            column = preview.columns[name]
            value, error = _evaluate(expression, context)
            if error:
                column.error = column.error or error
                continue
            is_wrong = value is not None and name in self._numbers and not is_number(value)
            if name in self._numbers and not is_wrong:
                _look_for_codes(column, value)
            column.nulls += value is None
            column.wrong += is_wrong
            if is_wrong and not column.example:
                column.example = str(value)
            if len(preview.rows) < ROWS:
                row[name] = Cell("" if value is None else told(value), value is None, is_wrong)
        if len(preview.rows) < ROWS:
            preview.rows.append(row)


def _look_for_codes(column: Column, value: Any) -> None:
    """Count a negative number, as a code for unknown if it is one."""
    number = float(value) if value is not None else 0.0
    if number in CODES:
        column.codes[number] = column.codes.get(number, 0) + 1
    elif number < 0:
        column.negative += 1
        column.example = column.example or str(value)


def is_number(value: Any) -> bool:
    """Return whether the import can read a value as a number; a decimal comma is none, as for the import itself."""
    if isinstance(value, (bool, int, float)):
        return True
    if not isinstance(value, str) or "_" in value:
        return False
    try:
        float(value)
    except ValueError:
        return False
    return True


def told(value: Any) -> str:
    """Return a value as it is shown in a table."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, float):
        return f"{value:.6g}"
    describe: Optional[Callable[[], str]] = getattr(value, "toString", None)
    return " ".join((describe() if describe is not None else str(value)).split())[:120]


def _prepared(text: str, context: QgsExpressionContext) -> tuple[Optional[QgsExpression], str]:
    expression = QgsExpression(text)
    if expression.hasParserError():
        return None, " ".join(expression.parserErrorString().split())
    known = {name.lower() for name in context.fields().names()} | {QgsFeatureRequest.ALL_ATTRIBUTES}
    unknown = sorted(name for name in expression.referencedColumns() if name.lower() not in known)
    if unknown:
        return None, ", ".join(unknown) + "?"
    expression.prepare(context)
    return expression, ""


def _request(expressions: list[QgsExpression], fields: QgsFields) -> QgsFeatureRequest:
    request = QgsFeatureRequest()
    columns = set().union(*(expression.referencedColumns() for expression in expressions)) if expressions else set()
    if QgsFeatureRequest.ALL_ATTRIBUTES not in columns:
        request.setSubsetOfAttributes([fields.lookupField(name) for name in columns])
    if not any(expression.needsGeometry() for expression in expressions):
        request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
    return request


def _evaluate(expression: QgsExpression, context: QgsExpressionContext) -> tuple[Any, str]:
    value = expression.evaluate(context)
    if expression.hasEvalError():
        return None, " ".join(expression.evalErrorString().split())
    if value is None or value == NULL or (isinstance(value, str) and not value.strip()):
        return None, ""
    return value, ""


def _holds(condition: QgsExpression, context: QgsExpressionContext) -> tuple[bool, str]:
    value, error = _evaluate(condition, context)
    if isinstance(value, str):
        return False, value  # a text is neither true nor false; the import refuses it too
    return bool(value), error
