# SPDX-License-Identifier: GPL-2.0-or-later
"""The tables of the register as editable layers: joined by relations, with forms that hold what belongs together.

Relations are associations: who deletes a measure in QGIS does not silently delete its costs; checks tell what is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from qgis.core import (
    Qgis,
    QgsAttributeEditorContainer,
    QgsAttributeEditorElement,
    QgsAttributeEditorField,
    QgsAttributeEditorRelation,
    QgsDefaultValue,
    QgsEditFormConfig,
    QgsEditorWidgetSetup,
    QgsFieldConstraints,
    QgsMapLayer,
    QgsProject,
    QgsRelation,
    QgsRelationContext,
    QgsSingleSymbolRenderer,
    QgsSymbol,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QColor

from ..study import schema
from ..study import strategy_tables as tables
from ..study.fields import Table
from . import theme
from .forms import is_long
from .layers import TABLE, LayerFactory
from .wording import Wording

REGISTER = (
    tables.COSTS,
    tables.FINANCING,
    *tables.EFFECT_TABLES.values(),
    tables.GOAL_INDICATORS,
    tables.OBSERVATIONS,
    tables.SCENARIOS,
    tables.PROCEDURES,
    tables.CONTRIBUTIONS,
)
"""The layers in the order of the tree; goals and measures stand in a group of their own."""


@dataclass(frozen=True)
class Link:
    """Rows of ``child`` belong to a row of ``parent``: its ``field`` holds the number in the parent's ``key``."""

    parent: Table
    key: str
    child: Table
    field: str
    shown: str = "title"
    """The field of the parent that readers know it by."""


LINKS = (
    *(
        Link(schema.MEASURES, "measure_id", child, "measure_id")
        for child in (tables.COSTS, tables.FINANCING, *tables.EFFECT_TABLES.values())
    ),
    Link(schema.GOALS, "goal_id", tables.GOAL_INDICATORS, "goal_id"),
    Link(tables.GOAL_INDICATORS, "series_id", tables.OBSERVATIONS, "series_id"),
    Link(schema.GOALS, "goal_id", schema.GOALS, "parent_id"),
    Link(tables.PROCEDURES, "procedure_id", tables.CONTRIBUTIONS, "procedure_id"),
)

NUMBERS = {
    "goals": "goal_id",
    "measures": "measure_id",
    "goal_indicators": "series_id",
    "observations": "observation_id",
    "costs": "cost_id",
    "financing": "financing_id",
    "scenarios": "scenario_id",
    "procedures": "procedure_id",
    "contributions": "contribution_id",
    **{table.name: "effect_id" for table in tables.EFFECT_TABLES.values()},
}
"""The field that names a row; people give numbers to goals and measures, all others get one by themselves."""

_MONEY = "concat(represent_value(\"{what}\"), ' ', \"year\", ': ', coalesce(format_number(\"{eur}\", 2), '–'), ' €')"
SHOWN = {
    "costs": _MONEY.format(what="kind", eur="gross_eur"),
    "financing": _MONEY.format(what="source", eur="eur"),
    "observations": 'concat("date", \': \', "value")',
    **{table.name: 'coalesce("title", represent_value("kind"))' for table in tables.EFFECT_TABLES.values()},
}
"""What lists of QGIS show of rows that have no title of their own."""

BY_HAND = ("goals", "measures")
NEW_ID = "left(uuid('Id128'), 12)"
DATES = ("planned_start", "planned_end", "actual_start", "actual_end", "date", "start", "end", "baseline_date")
LISTS = ("goal_ids", "unit_ids", "measure_ids", "depends_on", "dimensions", "sdgs", "charta")
_DATE = "[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"

TABS: dict[str, tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]] = {
    "measures": (
        (
            "tab_basics",
            (
                *("measure_id", "title", "sector", "kind", "priority", "status", "status_reason", "description"),
                *("goal_ids", "lead", "partners", "decision", "decision_url", "open_source", "is_example", "position"),
            ),
            (),
        ),
        ("tab_place", ("place_source", "unit_ids", "focus_id"), ()),
        ("tab_schedule", ("planned_start", "planned_end", "actual_start", "actual_end", "depends_on"), ()),
        ("tab_money", ("cost_eur",), ("costs", "financing")),
        ("tab_effects", (), tuple(table.name for table in tables.EFFECT_TABLES.values())),
        ("tab_digital", ("chances", "risks"), ()),
    ),
    "goals": (
        (
            "tab_basics",
            (
                *("goal_id", "title", "parent_id", "level", "sector", "description", "responsible", "unit_ids"),
                *("dimensions", "sdgs", "charta", "guideline", "is_example", "position"),
            ),
            (),
        ),
        (
            "tab_measuring",
            ("indicator_id", "baseline", "baseline_date", "target", "target_year"),
            ("goal_indicators",),
        ),
        ("tab_decision", ("decision", "decision_url"), ()),
        ("tab_parts", (), ("goals",)),
    ),
    "goal_indicators": (
        ("tab_basics", tuple(tables.GOAL_INDICATORS.fields), ()),
        ("tab_observations", (), ("observations",)),
    ),
    "procedures": (
        ("tab_basics", tuple(tables.PROCEDURES.fields), ()),
        ("tab_contributions", (), ("contributions",)),
    ),
}
"""Forms with tabs: title, fields, and the tables whose rows belong here."""


def register_layers(make: LayerFactory) -> list[QgsVectorLayer]:
    """Return the tables of the register, editable; a file of an older version, opened for reading, lacks some."""
    layers = [make.table(table, editable=True) for table in REGISTER]
    found = [layer for layer in layers if layer.isValid()]
    for layer in found:
        if layer.isSpatial():
            symbol = QgsSymbol.defaultSymbol(layer.geometryType())
            symbol.setColor(QColor(theme.ACCENT))
            symbol.setOpacity(0.7)
            layer.setRenderer(QgsSingleSymbolRenderer(symbol))
        layer.setDisplayExpression(_shown_as(_table(layer)))
    return found


def _shown_as(table: str) -> str:
    """Return the expression by which lists of QGIS name a row: its title, or what it says."""
    if table in SHOWN:
        return SHOWN[table]
    return f'coalesce("title", "{NUMBERS[table]}")'


def relate(project: QgsProject, layers: Iterable[QgsMapLayer], words: Wording) -> None:
    """Join the register's layers of one study, which are in the project, by relations, and complete their forms.

    Relations are only made where both layers are there. Those of layers that were removed QGIS forgets by itself.
    """
    by_table = {_table(layer): layer for layer in layers if isinstance(layer, QgsVectorLayer) and _table(layer)}
    made: dict[tuple[str, str], QgsRelation] = {}
    for link in LINKS:
        parent, child = by_table.get(link.parent.name), by_table.get(link.child.name)
        if parent is None or child is None:
            continue
        relation = _relation(project, link, parent, child, words)
        project.relationManager().addRelation(relation)
        made[link.parent.name, link.child.name] = relation
        _name_parent(link, parent, child)
    for name, layer in by_table.items():
        if name in NUMBERS:
            _rules(layer, name, words)
        if name in TABS:
            _arrange(layer, name, made, words)


def _table(layer: QgsMapLayer) -> str:
    return layer.customProperty(TABLE) or ""


def _relation(
    project: QgsProject, link: Link, parent: QgsVectorLayer, child: QgsVectorLayer, words: Wording
) -> QgsRelation:
    relation = QgsRelation(QgsRelationContext(project))  # an association unless told otherwise
    relation.setId(f"smartcity_{link.child.name}_{link.field}_{parent.id()}")
    relation.setName(words("tab_parts") if link.parent is link.child else child.name())
    relation.setReferencingLayer(child.id())
    relation.setReferencedLayer(parent.id())
    relation.addFieldPair(link.field, link.key)
    return relation


def _name_parent(link: Link, parent: QgsVectorLayer, child: QgsVectorLayer) -> None:
    """Let the child's field be chosen among the parents by their titles; what is stored is the plain number."""
    config = {
        "Layer": parent.id(),
        "Key": link.key,
        "Value": link.shown,
        "AllowMulti": False,
        "AllowNull": True,
        "OrderByValue": False,
        "UseCompleter": False,
    }
    child.setEditorWidgetSetup(child.fields().indexOf(link.field), QgsEditorWidgetSetup("ValueRelation", config))


def _rules(layer: QgsVectorLayer, table: str, words: Wording) -> None:
    """Give new rows an id, and tell what a field must not hold while it is being edited."""
    hard = QgsFieldConstraints.ConstraintStrength.ConstraintStrengthHard
    soft = QgsFieldConstraints.ConstraintStrength.ConstraintStrengthSoft
    key = layer.fields().indexOf(NUMBERS[table])
    if table not in BY_HAND:
        layer.setDefaultValueDefinition(key, QgsDefaultValue(NEW_ID))
    layer.setFieldConstraint(key, QgsFieldConstraints.Constraint.ConstraintNotNull, hard)
    layer.setFieldConstraint(key, QgsFieldConstraints.Constraint.ConstraintUnique, hard)
    plain = f'strpos("{NUMBERS[table]}", \',\') = 0 AND "{NUMBERS[table]}" = trim("{NUMBERS[table]}")'
    _constrain(layer, key, plain, words("rule_number"), hard)
    for name in (field.name() for field in layer.fields()):
        index = layer.fields().indexOf(name)
        if name in DATES:
            rule = f"coalesce(\"{name}\", '') = '' OR regexp_match(\"{name}\", '^{_DATE}$') > 0"
            _constrain(layer, index, rule, words("rule_date"), soft)
        elif name in LISTS:
            rule = f"coalesce(\"{name}\", '') = '' OR regexp_match(\"{name}\", '[{{}}]') = 0"
            _constrain(layer, index, rule, words("rule_list"), soft)


def _constrain(layer: QgsVectorLayer, index: int, rule: str, why: str, strength: object) -> None:
    layer.setConstraintExpression(index, rule, why)
    layer.setFieldConstraint(index, QgsFieldConstraints.Constraint.ConstraintExpression, strength)


def _arrange(
    layer: QgsVectorLayer, table: str, relations: Mapping[tuple[str, str], QgsRelation], words: Wording
) -> None:
    """Put the fields of a form into tabs, and the rows that belong to it beside them."""
    config = layer.editFormConfig()
    config.setLayout(QgsEditFormConfig.EditorLayout.TabLayout)
    config.clearTabs()
    root = config.invisibleRootContainer()
    for title, names, children in TABS[table]:
        tab = _tab(words(title), root)
        for name in names:
            index = layer.fields().indexOf(name)
            if index >= 0:
                tab.addChildElement(QgsAttributeEditorField(name, index, tab))
                config.setLabelOnTop(index, is_long(name))
        found: Sequence[QgsRelation] = [relations[table, one] for one in children if (table, one) in relations]
        for relation in found:
            element = QgsAttributeEditorRelation(relation, tab)
            element.setLabel(relation.name())
            element.setShowLabel(True)
            tab.addChildElement(element)
        root.addChildElement(tab)
    layer.setEditFormConfig(config)


def _tab(title: str, root: QgsAttributeEditorElement) -> QgsAttributeEditorContainer:
    tab = QgsAttributeEditorContainer(title, root)
    kinds = getattr(Qgis, "AttributeEditorContainerType", None)
    if kinds is not None and hasattr(tab, "setType"):
        tab.setType(kinds.Tab)
    else:  # before QGIS 3.32
        tab.setIsGroupBox(False)
    return tab
