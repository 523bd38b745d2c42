# SPDX-License-Identifier: GPL-2.0-or-later
"""The tables of the overlay: assessment schemes and what is made with them. One product is one table with geometry.

``place_kind`` is ``cells`` or a level of planning units, ``place_id`` the id of the cell or unit. The geometry stands
in the table, so that every product can be opened as a map by itself, also without this plugin.
"""

from __future__ import annotations

from .fields import BOOLEAN, INTEGER, REAL, TEXT, Table, Text, make_field

CELLS = "cells"
"""The ``place_kind`` of population cells."""

UNITS = "units"
"""Planning units of all levels, where a function asks which places are meant."""

SECTORS = ("mobility", "housing", "green", "social", "economy", "climate", "digital")
"""The sectors that a table has a column for; a test holds them against the catalogue."""

_SHORT = {
    "mobility": Text("Mobilität", "mobility"),
    "housing": Text("Wohnen", "housing"),
    "green": Text("Grün", "green space"),
    "social": Text("Soziales", "social infrastructure"),
    "economy": Text("Wirtschaft", "economy"),
    "climate": Text("Klima", "climate"),
    "digital": Text("Digitales", "digital services"),
}
"""Short names of the sectors for the columns of tables."""

_SCHEME = make_field(TEXT, "Bewertungsschema", "Assessment scheme")
_PERIOD = make_field(TEXT, "Stichtag", "Reference date")
_RUN = make_field(TEXT, "Rechenlauf", "Run")
_KIND = make_field(TEXT, "Art des Ortes", "Kind of place")
_PLACE = make_field(TEXT, "Kennung des Ortes", "Place id")
_NAME = make_field(TEXT, "Name", "Name")
_POPULATION = make_field(REAL, "Einwohner", "Population")
_PLACES = {"place_kind": _KIND, "place_id": _PLACE, "name": _NAME}
_MADE = {"period": _PERIOD, "run_id": _RUN}

SCHEMES = Table(
    "schemes",
    Text("Bewertungsschemata", "Assessment schemes"),
    {
        "scheme_id": _SCHEME,
        "title": make_field(TEXT, "Titel", "Title"),
        "definition": make_field(TEXT, "Festlegung (JSON)", "Definition (JSON)"),
        "changed_at": make_field(TEXT, "Geändert am", "Changed at"),
    },
)
CELL_NEEDS = Table(
    "cell_needs",
    Text("Bedarfe der Zellen", "Needs of the cells"),
    {
        "scheme_id": _SCHEME,
        "cell_id": make_field(TEXT, "Kennung der Zelle", "Cell id"),
        "score": make_field(REAL, "Punkte (0–100)", "Score (0–100)"),
        "need": make_field(REAL, "Bedarf (0–100)", "Need (0–100)"),
        "persons": make_field(REAL, "Betroffene (Personen)", "Persons in need"),
        "persons_under_18": make_field(REAL, "Betroffene unter 18", "Persons in need under 18"),
        "persons_65_plus": make_field(REAL, "Betroffene ab 65", "Persons in need aged 65 and over"),
        "persons_deprived": make_field(
            REAL, "Betroffene in benachteiligten Gebieten", "Persons in need in deprived areas"
        ),
        "population": _POPULATION,
        "coverage": make_field(REAL, "Abdeckung (0–1)", "Coverage (0–1)"),
        "drivers": make_field(TEXT, "Größte Defizite", "Main drivers"),
        "flags": make_field(TEXT, "Hinweise", "Flags"),
        **{
            f"need_{sector}": make_field(REAL, f"Bedarf: {_SHORT[sector].de}", f"Need: {_SHORT[sector].en}")
            for sector in SECTORS
        },
        **_MADE,
    },
    "MULTIPOLYGON",
)
ROBUSTNESS = Table(
    "robustness",
    Text("Robustheit der Rangfolge", "Robustness of the ranking"),
    {
        "scheme_id": _SCHEME,
        **_PLACES,
        "population": _POPULATION,
        "need": make_field(REAL, "Bedarf (0–100)", "Need (0–100)"),
        "rank": make_field(REAL, "Rang", "Rank"),
        "rank_median": make_field(REAL, "Rang: Median der Läufe", "Rank: median of the runs"),
        "rank_low": make_field(REAL, "Rang: 5 % der Läufe", "Rank: 5 % of the runs"),
        "rank_high": make_field(REAL, "Rang: 95 % der Läufe", "Rank: 95 % of the runs"),
        "rank_best": make_field(REAL, "Rang: vorderster aller Läufe", "Rank: first of all runs"),
        "rank_worst": make_field(REAL, "Rang: hinterster aller Läufe", "Rank: last of all runs"),
        "rank_span": make_field(REAL, "Spanne der Ränge (% aller Plätze)", "Span of ranks (% of all places)"),
        "top_share": make_field(REAL, "Läufe unter den ersten (%)", "Runs among the top (%)"),
        "same_class_share": make_field(
            REAL, "Läufe mit gleicher Klasse nach dem Rang (%)", "Runs in the same class by rank (%)"
        ),
        "same_level_share": make_field(
            REAL, "Läufe mit gleicher Klasse nach der Höhe (%)", "Runs in the same class by level (%)"
        ),
        "depends_on": make_field(
            TEXT, "Wovon der Rang abhängt", "What the rank depends on", "robustness_factor.depends_on"
        ),
        "state": make_field(TEXT, "Urteil", "Judgement", "robustness.state"),
        **_MADE,
    },
    "MULTIPOLYGON",
)
SENSITIVITY = Table(
    "sensitivity",
    Text("Welche Entscheidung wie viel ausmacht", "Which choice matters how much"),
    {
        "scheme_id": _SCHEME,
        "place_kind": _KIND,
        "factor": make_field(TEXT, "Entscheidung", "Choice"),
        "first_order": make_field(REAL, "Anteil allein (Sobol)", "Share by itself (Sobol)"),
        "total": make_field(REAL, "Anteil mit Wechselwirkungen", "Share with interactions"),
        "first_error": make_field(REAL, "Anteil allein: Standardfehler", "Share by itself: standard error"),
        "total_error": make_field(REAL, "Mit Wechselwirkungen: Standardfehler", "With interactions: standard error"),
        "mean_shift": make_field(REAL, "Mittlere Rangverschiebung", "Mean shift of rank"),
        **_MADE,
    },
)
CLUSTERS = Table(
    "clusters",
    Text("Räumliche Häufungen", "Spatial clusters"),
    {
        "subject": make_field(TEXT, "Gegenstand", "Subject"),
        **_PLACES,
        "population": _POPULATION,
        "value": make_field(REAL, "Wert", "Value"),
        "gi_z": make_field(REAL, "Gi* (z-Wert)", "Gi* (z score)"),
        "gi_p": make_field(REAL, "Gi*: Irrtumswahrscheinlichkeit", "Gi*: probability"),
        "gi_class": make_field(TEXT, "Gi*: Klasse", "Gi*: class", "hot_spots.gi_class"),
        "moran_i": make_field(REAL, "Lokales Moran-I", "Local Moran’s I"),
        "moran_p": make_field(REAL, "Moran: Irrtumswahrscheinlichkeit", "Moran: probability"),
        "moran_class": make_field(TEXT, "Moran: Klasse", "Moran: class", "moran_clusters.moran_class"),
        **_MADE,
    },
    "MULTIPOLYGON",
)
FOCUS_AREAS = Table(
    "focus_areas",
    Text("Fokusräume", "Focus areas"),
    {
        "focus_id": make_field(TEXT, "Nummer", "Number"),
        "scheme_id": _SCHEME,
        "name": _NAME,
        "population": _POPULATION,
        "area_ha": make_field(REAL, "Fläche (ha)", "Area (ha)"),
        "cells": make_field(INTEGER, "Zellen", "Cells"),
        "need": make_field(REAL, "Mittlerer Bedarf (0–100)", "Mean need (0–100)"),
        "persons": make_field(REAL, "Betroffene (Personen)", "Persons in need"),
        "drivers": make_field(TEXT, "Größte Defizite", "Main drivers"),
        "measures": make_field(TEXT, "Offene Maßnahmen", "Open measures"),
        "flags": make_field(TEXT, "Hinweise", "Flags"),
        "note": make_field(TEXT, "Bemerkung", "Note"),
        "is_edited": make_field(BOOLEAN, "Von Hand geändert", "Changed by hand"),
        **_MADE,
    },
    "MULTIPOLYGON",
)
BURDEN = Table(
    "burden",
    Text("Mehrfachbelastung", "Multiple burden"),
    {
        **_PLACES,
        "population": _POPULATION,
        "burdens": make_field(INTEGER, "Zahl hoher Belastungen", "Number of high burdens"),
        "known": make_field(INTEGER, "Bekannte Belastungen", "Burdens known"),
        "chosen": make_field(INTEGER, "Gewählte Belastungen", "Burdens chosen"),
        "which": make_field(TEXT, "Welche hoch sind", "Which are high"),
        "codes": make_field(TEXT, "Kürzel der hohen Belastungen", "Codes of the high burdens"),
        "classes": make_field(TEXT, "Klasse je Indikator", "Class by indicator"),
        "environment": make_field(INTEGER, "Hohe Belastungen ohne Soziales", "High burdens without the social one"),
        "status": make_field(TEXT, "Sozialer Status", "Social status"),
        "social": make_field(TEXT, "Belastung und Status", "Burden and status", "burden_social.social"),
        "state": make_field(TEXT, "Einstufung", "Class", "burden.state"),
        **_MADE,
    },
    "MULTIPOLYGON",
)
INTERACTIONS = Table(
    "interactions",
    Text("Konflikte und Synergien", "Conflicts and synergies"),
    {
        **_PLACES,
        "population": _POPULATION,
        "conflicts": make_field(INTEGER, "Zahl der Konflikte", "Number of conflicts"),
        "synergies": make_field(INTEGER, "Zahl der Synergien", "Number of synergies"),
        "conflict_severity": make_field(REAL, "Stärkster Konflikt (0–1)", "Strongest conflict (0–1)"),
        "synergy_severity": make_field(REAL, "Stärkste Synergie (0–1)", "Strongest synergy (0–1)"),
        "conflict_class": make_field(TEXT, "Konflikt: Schwere", "Conflict: severity", "conflicts.conflict_class"),
        "synergy_class": make_field(TEXT, "Synergie: Stärke", "Synergy: strength", "synergies.synergy_class"),
        "conflict_rule": make_field(TEXT, "Stärkste Konfliktregel", "Strongest conflict rule"),
        "synergy_rule": make_field(TEXT, "Stärkste Synergieregel", "Strongest synergy rule"),
        "conflict_topic": make_field(TEXT, "Stärkster Konflikt", "Strongest conflict", "conflict_rules.conflict_topic"),
        "synergy_topic": make_field(TEXT, "Stärkste Synergie", "Strongest synergy", "synergy_rules.synergy_topic"),
        "rules": make_field(TEXT, "Alle Regeln", "All rules"),
        "reason_de": make_field(TEXT, "Begründung", "Reason (German)"),
        "reason_en": make_field(TEXT, "Begründung (englisch)", "Reason"),
        "measures_de": make_field(
            TEXT, "Maßnahmen, die mehreres bedienen", "Measures that serve several needs (German)"
        ),
        "measures_en": make_field(
            TEXT, "Maßnahmen, die mehreres bedienen (englisch)", "Measures that serve several needs"
        ),
        "unknown_rules": make_field(TEXT, "Nicht prüfbare Regeln", "Rules that could not be checked"),
        "flags": make_field(TEXT, "Hinweise", "Flags"),
        **_MADE,
    },
    "MULTIPOLYGON",
)
RULES = Table(
    "rules",
    Text("Regeln für Konflikte und Synergien", "Rules for conflicts and synergies"),
    {
        "rule_id": make_field(TEXT, "Nummer", "Number"),
        "definition": make_field(TEXT, "Festlegung (JSON)", "Definition (JSON)"),
        "changed_at": make_field(TEXT, "Geändert am", "Changed at"),
    },
)
RELATIONS = Table(
    "relations",
    Text("Ziele und Maßnahmen: Wechselwirkungen", "Goals and measures: interactions"),
    {
        "kind": make_field(TEXT, "Art", "Kind"),
        "from_id": make_field(TEXT, "Von (Nummer)", "From (number)"),
        "to_id": make_field(TEXT, "Auf (Nummer)", "On (number)"),
        "value": make_field(INTEGER, "Wirkung (−2 bis +2)", "Effect (−2 to +2)"),
        "rationale": make_field(TEXT, "Begründung", "Rationale"),
        "author": make_field(TEXT, "Wer", "Author"),
        "changed_at": make_field(TEXT, "Geändert am", "Changed at"),
    },
)
SWOT = Table(
    "swot",
    Text("Stärken und Schwächen", "Strengths and weaknesses"),
    {
        "swot_id": make_field(TEXT, "Nummer", "Number"),
        "kind": make_field(TEXT, "Art", "Kind", "swot_kinds"),
        "sector": make_field(TEXT, "Handlungsfeld", "Sector", "sectors"),
        "unit_id": make_field(TEXT, "Kennung der Planungseinheit", "Planning unit id"),
        "indicator_id": make_field(TEXT, "Indikator", "Indicator", "indicators"),
        "text": make_field(TEXT, "Text", "Text"),
        "state": make_field(TEXT, "Stand", "State", "swot_states"),
        "basis": make_field(TEXT, "Grundlage", "Basis"),
        "changed_at": make_field(TEXT, "Geändert am", "Changed at"),
    },
)
JUSTICE = Table(
    "justice",
    Text("Verteilungsgerechtigkeit", "Justice of distribution"),
    {
        "indicator_id": make_field(TEXT, "Indikator", "Indicator", "indicators"),
        "place_kind": _KIND,
        "measure": make_field(TEXT, "Maß", "Measure"),
        "value": make_field(REAL, "Wert", "Value"),
        "places": make_field(INTEGER, "Orte mit Wert", "Places with a value"),
        "population": _POPULATION,
        "unknown_places": make_field(INTEGER, "Orte ohne Wert", "Places without a value"),
        "unknown_population": make_field(REAL, "Menschen an Orten ohne Wert", "People in places without a value"),
        "reason": make_field(TEXT, "Warum kein Wert", "Why no value"),
        "curve": make_field(TEXT, "Kurve (JSON)", "Curve (JSON)"),
        **_MADE,
    },
)

OVERLAY_TABLES = (
    SCHEMES,
    CELL_NEEDS,
    ROBUSTNESS,
    SENSITIVITY,
    CLUSTERS,
    FOCUS_AREAS,
    BURDEN,
    INTERACTIONS,
    RULES,
    RELATIONS,
    SWOT,
    JUSTICE,
)
