# SPDX-License-Identifier: GPL-2.0-or-later
"""Aliases, value maps and forms of layers, derived from the declared tables."""

from __future__ import annotations

from collections.abc import Mapping

from qgis.core import QgsAttributeEditorField, QgsEditFormConfig, QgsEditorWidgetSetup, QgsVectorLayer

from ..catalogue import Catalogue
from ..catalogue.products import load_products
from ..model.text import Text
from ..study.fields import BOOLEAN, INTEGER, REAL, Field, Table
from .wording import Wording

_LONG_TEXTS = (
    *("description", "note", "text", "basis", "parameters", "inputs", "versions", "problems", "limits"),
    *("risks", "chances", "answer"),
)


def is_long(name: str) -> bool:
    """Return whether a field holds sentences: it gets several lines, and its label above."""
    return name in _LONG_TEXTS


def prepare_form(layer: QgsVectorLayer, table: Table, catalogue: Catalogue, words: Wording, editable: bool) -> None:
    """Give a layer its field names for readers, its value maps and, if users may edit it, a form in schema order."""
    for name, field in table.fields.items():
        index = layer.fields().indexOf(name)
        if index < 0:
            continue
        layer.setFieldAlias(index, field.alias.in_language(words.language))
        layer.setEditorWidgetSetup(index, _widget(name, field, catalogue, words))
    for hidden in ("fid", "OGC_FID"):
        index = layer.fields().indexOf(hidden)
        if index >= 0:
            layer.setEditorWidgetSetup(index, QgsEditorWidgetSetup("Hidden", {}))
    if editable:
        _arrange(layer, table)
    else:
        layer.setReadOnly(True)


def set_aliases(layer: QgsVectorLayer, aliases: Mapping[str, Text], language: str) -> None:
    """Give the fields of an inventory layer the names that its role declares."""
    for name, alias in aliases.items():
        index = layer.fields().indexOf(name)
        if index >= 0:
            layer.setFieldAlias(index, alias.in_language(language))


def vocabulary_titles(name: str, catalogue: Catalogue, language: str) -> dict[str, str]:
    """Return key → title of a vocabulary, of the indicators or of the roles, in the order of presentation.

    ``product.field`` means the categories of that map product.
    """
    if "." in name:
        categories = load_products()[name.partition(".")[0]].categories
        return {key: term.title.in_language(language) for key, term in categories.items()}
    entries = getattr(catalogue if name in ("indicators", "roles") else catalogue.vocabulary, name)
    return {key: entry.title.in_language(language) for key, entry in entries.items()}


def _widget(name: str, field: Field, catalogue: Catalogue, words: Wording) -> QgsEditorWidgetSetup:
    if field.vocabulary:
        titles = vocabulary_titles(field.vocabulary, catalogue, words.language)
        choices = [{words("not_chosen"): "{2839923C-8B7D-419E-B84B-CA2FE9B80EC7}"}]  # QGIS's own mark for NULL
        return QgsEditorWidgetSetup("ValueMap", {"map": choices + [{title: key} for key, title in titles.items()]})
    if field.kind == BOOLEAN:
        return QgsEditorWidgetSetup("CheckBox", {})
    if field.kind == INTEGER:
        low, high = (1, 3) if name == "priority" else (0, 2_000_000_000)
        config = {"AllowNull": True, "Min": low, "Max": high, "Step": 1, "Style": "SpinBox"}
        return QgsEditorWidgetSetup("Range", config)
    if field.kind == REAL:
        return QgsEditorWidgetSetup("TextEdit", {"IsMultiline": False})
    return QgsEditorWidgetSetup("TextEdit", {"IsMultiline": is_long(name), "UseHtml": False})


def _arrange(layer: QgsVectorLayer, table: Table) -> None:
    """Show the fields of the form in the order of the schema, labels above so that long ones have room."""
    config = layer.editFormConfig()
    config.setLayout(QgsEditFormConfig.EditorLayout.TabLayout)
    config.clearTabs()
    root = config.invisibleRootContainer()
    for name in table.fields:
        index = layer.fields().indexOf(name)
        if index >= 0:
            root.addChildElement(QgsAttributeEditorField(name, index, root))
            config.setLabelOnTop(index, is_long(name))
    layer.setEditFormConfig(config)
