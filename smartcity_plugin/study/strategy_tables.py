# SPDX-License-Identifier: GPL-2.0-or-later
"""The tables of the strategy: goals, measures with money and effects, scenarios, contributions, answers.

A table whose rows people write is named after the class of ``model/strategy.py`` that is one row of it.
"""

from __future__ import annotations

from .fields import BOOLEAN, INTEGER, REAL, TEXT, Table, Text
from .fields import make_field as _field
from .overlay_tables import OVERLAY_TABLES

_GOAL = _field(TEXT, "Nummer des Ziels", "Goal number")
_MEASURE = _field(TEXT, "Nummer der Maßnahme", "Measure number")
_INDICATOR = _field(TEXT, "Indikator", "Indicator", "indicators")
_SECTOR = _field(TEXT, "Handlungsfeld", "Sector", "sectors")
_UNITS = _field(TEXT, "Planungseinheiten (Kennungen, mit Komma)", "Planning units (ids, comma separated)")
_GOALS = _field(TEXT, "Ziele (Nummern, mit Komma)", "Goals (numbers, comma separated)")
_MEASURES = _field(TEXT, "Maßnahmen (Nummern, mit Komma)", "Measures (numbers, comma separated)")
_NOTE = _field(TEXT, "Bemerkung", "Note")
_SOURCE = _field(TEXT, "Quelle", "Source")
_YEAR = _field(INTEGER, "Jahr", "Year")
_POSITION = _field(INTEGER, "Reihenfolge", "Order")
_EXAMPLE = _field(BOOLEAN, "Beispiel", "Example")
_DECISION = _field(TEXT, "Beschluss (Vorlage)", "Decision (paper)")
_DECISION_URL = _field(TEXT, "Beschluss: Adresse (OParl)", "Decision: address (OParl)")
_BASELINE = {
    "baseline": _field(REAL, "Ausgangswert", "Baseline"),
    "baseline_date": _field(TEXT, "Stand des Ausgangswerts", "Date of the baseline"),
    "target": _field(REAL, "Zielwert", "Target"),
    "target_year": _field(INTEGER, "Zieljahr", "Target year"),
}

GOALS = Table(
    "goals",
    Text("Ziele", "Goals"),
    {
        "goal_id": _field(TEXT, "Nummer", "Number"),
        "parent_id": _field(TEXT, "Übergeordnetes Ziel", "Parent goal"),
        "level": _field(TEXT, "Zielebene", "Level", "goal_levels"),
        "position": _POSITION,
        "title": _field(TEXT, "Ziel", "Goal"),
        "description": _field(TEXT, "Beschreibung", "Description"),
        "sector": _SECTOR,
        "dimensions": _field(TEXT, "Dimensionen der Nachhaltigkeit", "Dimensions of sustainability", "dimensions"),
        "sdgs": _field(TEXT, "Ziele der Agenda 2030", "Goals of the 2030 Agenda", "sdgs"),
        "charta": _field(TEXT, "Merkmale der Smart City Charta", "Attributes of the Smart City Charta", "charta"),
        "guideline": _field(
            TEXT, "Leitlinie der Smart City Charta", "Guideline of the Smart City Charta", "guidelines"
        ),
        "indicator_id": _INDICATOR,
        **_BASELINE,
        "unit_ids": _UNITS,
        "responsible": _field(TEXT, "Zuständig", "Responsible"),
        "decision": _DECISION,
        "decision_url": _DECISION_URL,
        "is_example": _EXAMPLE,
    },
)
GOAL_INDICATORS = Table(
    "goal_indicators",
    Text("Weitere Messgrößen der Ziele", "Further quantities of the goals"),
    {
        "series_id": _field(TEXT, "Kennung", "Id"),
        "goal_id": _GOAL,
        "title": _field(TEXT, "Messgröße", "Quantity"),
        "indicator_id": _INDICATOR,
        "kind": _field(TEXT, "Art", "Kind", "indicator_kinds"),
        "unit": _field(TEXT, "Einheit", "Unit"),
        **_BASELINE,
        "source": _SOURCE,
        "note": _NOTE,
        "is_example": _EXAMPLE,
    },
)
OBSERVATIONS = Table(
    "observations",
    Text("Beobachtete Werte", "Observed values"),
    {
        "observation_id": _field(TEXT, "Kennung", "Id"),
        "series_id": _field(TEXT, "Messgröße", "Quantity"),
        "date": _field(TEXT, "Datum", "Date"),
        "value": _field(REAL, "Wert", "Value"),
        "source": _SOURCE,
        "note": _NOTE,
    },
)
MEASURES = Table(
    "measures",
    Text("Maßnahmen", "Measures"),
    {
        "measure_id": _field(TEXT, "Nummer", "Number"),
        "position": _POSITION,
        "title": _field(TEXT, "Maßnahme", "Measure"),
        "description": _field(TEXT, "Beschreibung", "Description"),
        "sector": _SECTOR,
        "kind": _field(TEXT, "Art", "Kind", "measure_kinds"),
        "goal_ids": _GOALS,
        "unit_ids": _UNITS,
        "place_source": _field(TEXT, "Herkunft des Gebiets", "Origin of the area", "place_sources"),
        "focus_id": _field(TEXT, "Fokusraum", "Focus area"),
        "lead": _field(TEXT, "Federführung", "Lead"),
        "partners": _field(TEXT, "Beteiligte", "Partners"),
        "priority": _field(INTEGER, "Priorität (1–3)", "Priority (1–3)"),
        "status": _field(TEXT, "Status", "Status", "measure_statuses"),
        "status_reason": _field(TEXT, "Begründung des Status", "Reason for the status"),
        "planned_start": _field(TEXT, "Beginn geplant (JJJJ-MM-TT)", "Planned start (YYYY-MM-DD)"),
        "planned_end": _field(TEXT, "Ende geplant (JJJJ-MM-TT)", "Planned end (YYYY-MM-DD)"),
        "actual_start": _field(TEXT, "Beginn tatsächlich (JJJJ-MM-TT)", "Actual start (YYYY-MM-DD)"),
        "actual_end": _field(TEXT, "Ende tatsächlich (JJJJ-MM-TT)", "Actual end (YYYY-MM-DD)"),
        "depends_on": _field(TEXT, "Setzt voraus (Nummern, mit Komma)", "Depends on (numbers, comma separated)"),
        "cost_eur": _field(REAL, "Kosten, erste Schätzung (Euro)", "Costs, first estimate (euros)"),
        "risks": _field(TEXT, "Risiken der Digitalisierung", "Risks of digitalisation"),
        "chances": _field(TEXT, "Chancen der Digitalisierung", "Chances of digitalisation"),
        "decision": _DECISION,
        "decision_url": _DECISION_URL,
        "open_source": _field(TEXT, "Open Source (Fundstelle)", "Open source (reference)"),
        "is_example": _EXAMPLE,
    },
    "MULTIPOLYGON",
)
COSTS = Table(
    "costs",
    Text("Kosten der Maßnahmen", "Costs of the measures"),
    {
        "cost_id": _field(TEXT, "Kennung", "Id"),
        "measure_id": _MEASURE,
        "kind": _field(TEXT, "Kostenart", "Kind of costs", "cost_kinds"),
        "year": _YEAR,
        "gross_eur": _field(REAL, "Kosten brutto (Euro)", "Gross costs (euros)"),
        "eligible_eur": _field(REAL, "davon zuwendungsfähig (Euro)", "Eligible for funding (euros)"),
        "note": _NOTE,
    },
)
FINANCING = Table(
    "financing",
    Text("Finanzierung der Maßnahmen", "Financing of the measures"),
    {
        "financing_id": _field(TEXT, "Kennung", "Id"),
        "measure_id": _MEASURE,
        "source": _field(TEXT, "Mittelgeber", "Source of funds", "financing_sources"),
        "programme": _field(TEXT, "Programm", "Programme"),
        "rate_percent": _field(REAL, "Fördersatz (%)", "Rate of funding (%)"),
        "eur": _field(REAL, "Betrag (Euro)", "Amount (euros)"),
        "year": _YEAR,
        "status": _field(TEXT, "Stand", "State", "financing_statuses"),
        "note": _NOTE,
    },
)
_EFFECT = {
    "effect_id": _field(TEXT, "Kennung", "Id"),
    "measure_id": _MEASURE,
    "position": _POSITION,
    "kind": _field(TEXT, "Wirkung", "Effect", "effect_kinds"),
    "title": _field(TEXT, "Bezeichnung", "Title"),
    "role": _field(TEXT, "Betroffene Daten", "Data concerned", "roles"),
    "indicator_id": _INDICATOR,
    "amount": _field(REAL, "Größe der Wirkung", "Size of the effect"),
    "parameters": _field(TEXT, "Weitere Angaben (JSON)", "Further numbers (JSON)"),
    "note": _field(TEXT, "Annahme und Quelle", "Assumption and source"),
}
EFFECTS = Table("effects", Text("Wirkungen ohne eigenen Ort", "Effects without a place of their own"), _EFFECT)
EFFECT_POINTS = Table(
    "effect_points", Text("Orte und Wirkungen (Punkte)", "Places and effects (points)"), _EFFECT, "POINT"
)
EFFECT_LINES = Table(
    "effect_lines", Text("Orte und Wirkungen (Linien)", "Places and effects (lines)"), _EFFECT, "MULTILINESTRING"
)
EFFECT_AREAS = Table(
    "effect_areas", Text("Orte und Wirkungen (Flächen)", "Places and effects (areas)"), _EFFECT, "MULTIPOLYGON"
)
EFFECT_TABLES = {"none": EFFECTS, "point": EFFECT_POINTS, "line": EFFECT_LINES, "area": EFFECT_AREAS}
"""The tables of effects by kind of geometry."""

SCENARIOS = Table(
    "scenarios",
    Text("Szenarien", "Scenarios"),
    {
        "scenario_id": _field(TEXT, "Kennung", "Id"),
        "title": _field(TEXT, "Szenario", "Scenario"),
        "description": _field(TEXT, "Beschreibung", "Description"),
        "measure_ids": _MEASURES,
        "position": _POSITION,
        "is_example": _EXAMPLE,
    },
)
PROCEDURES = Table(
    "procedures",
    Text("Beteiligungsverfahren", "Participation procedures"),
    {
        "procedure_id": _field(TEXT, "Kennung", "Id"),
        "title": _field(TEXT, "Verfahren", "Procedure"),
        "platform": _field(TEXT, "Plattform", "Platform"),
        "start": _field(TEXT, "Beginn (JJJJ-MM-TT)", "Start (YYYY-MM-DD)"),
        "end": _field(TEXT, "Ende (JJJJ-MM-TT)", "End (YYYY-MM-DD)"),
        "reached": _field(INTEGER, "Teilnehmende", "People who took part"),
        "description": _field(TEXT, "Beschreibung", "Description"),
        "is_example": _EXAMPLE,
    },
)
CONTRIBUTIONS = Table(
    "contributions",
    Text("Beiträge der Beteiligung", "Contributions"),
    {
        "contribution_id": _field(TEXT, "Kennung", "Id"),
        "procedure_id": _field(TEXT, "Verfahren", "Procedure"),
        "date": _field(TEXT, "Datum", "Date"),
        "category": _field(TEXT, "Kategorie", "Category"),
        "sector": _SECTOR,
        "title": _field(TEXT, "Titel", "Title"),
        "text": _field(TEXT, "Text", "Text"),
        "votes_for": _field(INTEGER, "Zustimmungen", "Votes for"),
        "votes_against": _field(INTEGER, "Ablehnungen", "Votes against"),
        "comments": _field(INTEGER, "Kommentare", "Comments"),
        "unit_id": _field(TEXT, "Planungseinheit", "Planning unit"),
        "indicator_id": _field(TEXT, "Angesprochener Bedarf", "Need addressed", "indicators"),
        "goal_ids": _GOALS,
        "measure_ids": _MEASURES,
        "status": _field(TEXT, "Abwägung", "Weighing", "contribution_statuses"),
        "answer": _field(TEXT, "Antwort", "Answer"),
        "answered_on": _field(TEXT, "Beantwortet am", "Answered on"),
        "masked": _field(INTEGER, "Unkenntlich gemachte Stellen", "Passages masked"),
        "is_example": _EXAMPLE,
    },
    "POINT",
)
IMPORT_MAPPINGS = Table(
    "import_mappings",
    Text("Zuordnungen für Importe", "Mappings for imports"),
    {
        "name": _field(TEXT, "Name", "Name"),
        "definition": _field(TEXT, "Festlegung (JSON)", "Definition (JSON)"),
        "changed_at": _field(TEXT, "Geändert am", "Changed at"),
    },
)
ANSWERS = Table(
    "checklist_answers",
    Text("Antworten auf Prüflisten", "Answers to checklists"),
    {
        "answer_id": _field(TEXT, "Kennung", "Id"),
        "checklist": _field(TEXT, "Prüfliste", "Checklist"),
        "item_id": _field(TEXT, "Punkt", "Item"),
        "status": _field(TEXT, "Erfüllt", "Fulfilled", "answer_statuses"),
        "text": _field(TEXT, "Erläuterung", "Explanation"),
        "responsible": _field(TEXT, "Zuständig", "Responsible"),
        "evidence": _field(TEXT, "Nachweise", "Evidence"),
        "changed_at": _field(TEXT, "Geändert am", "Changed at"),
        "is_example": _EXAMPLE,
    },
)
REMOVED = Table(
    "removed_rows",
    Text("Papierkorb", "Removed rows"),
    {
        "removed_id": _field(TEXT, "Kennung", "Id"),
        "batch": _field(TEXT, "Vorgang", "Batch"),
        "table_name": _field(TEXT, "Tabelle", "Table"),
        "row_key": _field(TEXT, "Nummer", "Number"),
        "title": _field(TEXT, "Bezeichnung", "Title"),
        "content": _field(TEXT, "Inhalt (JSON)", "Content (JSON)"),
        "removed_at": _field(TEXT, "Entfernt am", "Removed at"),
    },
)

_SCENARIO = _field(TEXT, "Szenario", "Scenario")
_MADE = {"period": _field(TEXT, "Stichtag", "Reference date"), "run_id": _field(TEXT, "Rechenlauf", "Run")}
_COMPARED = {
    "scenario_id": _SCENARIO,
    "indicator_id": _INDICATOR,
    "place_kind": _field(TEXT, "Art des Ortes", "Kind of place"),
    "place_id": _field(TEXT, "Kennung des Ortes", "Place id"),
    "name": _field(TEXT, "Name", "Name"),
    "population": _field(REAL, "Einwohner vorher", "Population before"),
    "population_after": _field(REAL, "Einwohner nachher", "Population after"),
    "before": _field(REAL, "Wert vorher", "Value before"),
    "after": _field(REAL, "Wert nachher", "Value after"),
    "change": _field(REAL, "Veränderung", "Change"),
    "judgement": _field(TEXT, "Urteil", "Judgement", "scenario_change.judgement"),
    "flags": _field(TEXT, "Hinweise", "Flags"),
    **_MADE,
}
SCENARIO_VALUES = Table(
    "scenario_values", Text("Szenarien: vorher und nachher", "Scenarios: before and after"), _COMPARED, "MULTIPOLYGON"
)
"""Units of all levels and the cells whose value changed or is unknown on one side only."""

SCENARIO_EFFECTS = Table(
    "scenario_effects",
    Text("Szenarien: Wirkung und Kosten", "Scenarios: effect and costs"),
    {
        "scenario_id": _SCENARIO,
        "measure_id": _field(TEXT, "Maßnahme (leer: alle zusammen)", "Measure (empty: all together)"),
        "mode": _field(TEXT, "Rechnung", "Way of reckoning"),
        "indicator_id": _INDICATOR,
        "before": _field(REAL, "Wert vorher", "Value before"),
        "after": _field(REAL, "Wert nachher", "Value after"),
        "change": _field(REAL, "Veränderung", "Change"),
        "served": _field(REAL, "Neu versorgte Menschen", "People newly served"),
        "served_under_18": _field(REAL, "Neu Versorgte unter 18", "Newly served under 18"),
        "served_65_plus": _field(REAL, "Neu Versorgte ab 65", "Newly served aged 65 and over"),
        "lost": _field(REAL, "Nicht mehr versorgte Menschen", "People no longer served"),
        "newcomers": _field(REAL, "Hinzugekommene Menschen", "People who moved in"),
        "target": _field(REAL, "Zielwert", "Target"),
        "gap_before": _field(REAL, "Lücke vorher", "Gap before"),
        "gap_after": _field(REAL, "Lücke nachher", "Gap after"),
        "gap_closed": _field(REAL, "Geschlossene Lücke (%)", "Gap closed (%)"),
        "cost_eur": _field(REAL, "Kosten (Euro)", "Costs (euros)"),
        "eur_per_person": _field(REAL, "Euro je neu versorgter Person", "Euros per person newly served"),
        "flags": _field(TEXT, "Hinweise", "Flags"),
        **_MADE,
    },
)
"""``mode``: ``all`` for the whole scenario, ``alone`` for a measure by itself, ``in_order`` for what it adds."""

PORTFOLIOS = Table(
    "portfolios",
    Text("Auswahl unter einem Budget", "Choice under a budget"),
    {
        "scenario_id": _SCENARIO,
        "method": _field(TEXT, "Verfahren", "Method"),
        "indicator_id": _INDICATOR,
        "budget_eur": _field(REAL, "Budget (Euro)", "Budget (euros)"),
        "measure_id": _MEASURE,
        "is_chosen": _field(BOOLEAN, "Gewählt", "Chosen"),
        "rank": _field(INTEGER, "Rang", "Rank"),
        "gain": _field(REAL, "Gewinn allein", "Gain by itself"),
        "cost_eur": _field(REAL, "Kosten (Euro)", "Costs (euros)"),
        "reason": _field(TEXT, "Begründung (Schlüssel)", "Reason (key)"),
        "reason_values": _field(TEXT, "Begründung (Angaben, JSON)", "Reason (values, JSON)"),
        "total_gain": _field(REAL, "Gewinn der Auswahl, neu gerechnet", "Gain of the choice, computed anew"),
        **_MADE,
    },
)
CONTRIBUTION_CELLS = Table(
    "contribution_cells",
    Text("Dichte der Beiträge", "Density of contributions"),
    {
        "subject": _field(TEXT, "Gegenstand", "Subject"),
        "place_kind": _field(TEXT, "Art des Ortes", "Kind of place"),
        "place_id": _field(TEXT, "Kennung des Ortes", "Place id"),
        "name": _field(TEXT, "Name", "Name"),
        "contributions": _field(INTEGER, "Beiträge", "Contributions"),
        "answered": _field(INTEGER, "davon beantwortet", "of which answered"),
        "density": _field(REAL, "Beiträge je km²", "Contributions per km²"),
        "population": _field(REAL, "Einwohner", "Population"),
        "per_1000": _field(REAL, "Beiträge je 1.000 Einwohner", "Contributions per 1,000 inhabitants"),
        "gi_z": _field(REAL, "Gi* (z-Wert)", "Gi* (z score)"),
        "gi_p": _field(REAL, "Gi*: Irrtumswahrscheinlichkeit", "Gi*: probability"),
        "gi_class": _field(TEXT, "Gi*: Klasse", "Gi*: class", "contribution_hot_spots.gi_class"),
        "flags": _field(TEXT, "Hinweise", "Flags"),
        **_MADE,
    },
    "MULTIPOLYGON",
)

REGISTER_TABLES = (
    GOAL_INDICATORS,
    OBSERVATIONS,
    COSTS,
    FINANCING,
    *EFFECT_TABLES.values(),
    SCENARIOS,
    PROCEDURES,
    CONTRIBUTIONS,
    IMPORT_MAPPINGS,
    ANSWERS,
    REMOVED,
)
"""What people write, besides goals and measures."""

SCENARIO_TABLES = (SCENARIO_VALUES, SCENARIO_EFFECTS, PORTFOLIOS, CONTRIBUTION_CELLS)
"""What is computed from it."""

STRATEGY_TABLES = (*REGISTER_TABLES, *SCENARIO_TABLES)

PRODUCT_TABLES = (*OVERLAY_TABLES, *SCENARIO_TABLES)
"""What map products may be drawn from, in the order of their layers."""
