# SPDX-License-Identifier: GPL-2.0-or-later
"""The tables of a study, declared once: creation, aliases, forms and value maps derive from here."""

from __future__ import annotations

from .fields import INTEGER, REAL, TEXT, Field, Table, Text
from .fields import make_field as _field
from .overlay_tables import OVERLAY_TABLES, SCHEMES
from .strategy_tables import GOALS, MEASURES, STRATEGY_TABLES

__all__ = ["GOALS", "MEASURES", "SCHEMES", "Field", "Table"]  # declared next door, known by this name

SCHEMA_VERSION = 6


_UNIT = _field(TEXT, "Kennung der Planungseinheit", "Planning unit id")
_INDICATOR = _field(TEXT, "Indikator", "Indicator", "indicators")
_RUN = _field(TEXT, "Rechenlauf", "Run")
_PERIOD = _field(TEXT, "Stichtag", "Reference date")
_VALUE = _field(REAL, "Wert", "Value")
_NUMERATOR = _field(REAL, "Zähler", "Numerator")
_DENOMINATOR = _field(REAL, "Nenner", "Denominator")
_POPULATION = _field(REAL, "Einwohner", "Population")
_COVERAGE = _field(REAL, "Abdeckung (0–1)", "Coverage (0–1)")
_NEED_FIELDS = {
    "scope": _field(TEXT, "Ebene", "Scope"),
    "key": _field(TEXT, "Schlüssel", "Key"),
    "score": _field(REAL, "Punkte (0–100)", "Score (0–100)"),
    "need": _field(REAL, "Bedarf (0–100)", "Need (0–100)"),
    "persons": _field(REAL, "Betroffene (Personen)", "Persons in need"),
    "population": _POPULATION,
    "coverage": _COVERAGE,
    "scheme_id": _field(TEXT, "Bewertungsschema", "Assessment scheme"),
    "weight": _field(REAL, "Gewicht (0–1)", "Weight (0–1)"),
    "contribution": _field(REAL, "Beitrag (Punkte)", "Contribution (points)"),
    "gain": _field(REAL, "Möglicher Gewinn (Punkte)", "Possible gain (points)"),
    "persons_under_18": _field(REAL, "Betroffene unter 18", "Persons in need under 18"),
    "persons_65_plus": _field(REAL, "Betroffene ab 65", "Persons in need aged 65 and over"),
    "persons_deprived": _field(REAL, "Betroffene in benachteiligten Gebieten", "Persons in need in deprived areas"),
    "persons_forecast": _field(REAL, "Betroffene (Prognose)", "Persons in need (forecast)"),
    "persons_forecast_under_18": _field(REAL, "Betroffene unter 18 (Prognose)", "Persons in need under 18 (forecast)"),
    "persons_forecast_65_plus": _field(
        REAL, "Betroffene ab 65 (Prognose)", "Persons in need aged 65 and over (forecast)"
    ),
}
"""``weight``, ``contribution`` and ``gain`` refer to the index; numbers of persons are intensity times people."""

_VALUE_FIELDS = {
    "indicator_id": _INDICATOR,
    "period": _PERIOD,
    "value": _VALUE,
    "numerator": _NUMERATOR,
    "denominator": _DENOMINATOR,
    "coverage": _COVERAGE,
    "n_cells": _field(INTEGER, "Zellen mit Wert", "Cells with a value"),
    "n_unknown": _field(INTEGER, "Zellen ohne Wert", "Cells without a value"),
    "population": _POPULATION,
    "flags": _field(TEXT, "Hinweise", "Flags"),
    "score": _field(REAL, "Punkte (0–100)", "Score (0–100)"),
    "run_id": _RUN,
}

SETTINGS = Table(
    "study_settings",
    Text("Angaben zur Studie", "Study settings"),
    {"key": _field(TEXT, "Angabe", "Setting"), "value": _field(TEXT, "Wert", "Value")},
)
STUDY_AREA = Table(
    "study_area",
    Text("Untersuchungsgebiet", "Study area"),
    {
        "name": _field(TEXT, "Name", "Name"),
        "ags": _field(TEXT, "Amtlicher Gemeindeschlüssel", "Municipality key (AGS)"),
    },
    "MULTIPOLYGON",
)
PLANNING_UNITS = Table(
    "planning_units",
    Text("Planungseinheiten", "Planning units"),
    {
        "unit_id": _UNIT,
        "name": _field(TEXT, "Name", "Name"),
        "level": _field(TEXT, "Raumebene", "Level", "unit_levels"),
        "parent_id": _field(TEXT, "Übergeordnete Einheit", "Parent unit"),
        "area_ha": _field(REAL, "Fläche (ha)", "Area (ha)"),
    },
    "MULTIPOLYGON",
)
INVENTORY = Table(
    "inventory_register",
    Text("Bestandsdaten: Verzeichnis", "Inventory register"),
    {
        "role": _field(TEXT, "Rolle", "Role", "roles"),
        "title": _field(TEXT, "Titel", "Title"),
        "source": _field(TEXT, "Quelle", "Source"),
        "licence": _field(TEXT, "Lizenz", "Licence", "licences"),
        "attribution": _field(TEXT, "Quellenvermerk", "Attribution"),
        "data_date": _field(TEXT, "Stand der Daten", "Date of data"),
        "fitness": _field(TEXT, "Eignung", "Fitness", "fitness"),
        "note": _field(TEXT, "Bemerkung", "Note"),
        "feature_count": _field(INTEGER, "Objekte", "Features"),
        "fingerprint": _field(TEXT, "Prüfsumme (SHA-256)", "Fingerprint (SHA-256)"),
        "origin": _field(TEXT, "Herkunft (Datei, Ebene)", "Origin (file, layer)"),
        "imported_at": _field(TEXT, "Übernommen am", "Imported at"),
        "source_id": _field(TEXT, "Nummer der Quelle in der Rolle", "Number of the source in the role"),
        "contact": _field(TEXT, "Ansprechstelle", "Contact"),
        "completeness": _field(REAL, "Vollständigkeit der Felder (0–1)", "Completeness of fields (0–1)"),
        "duplicates": _field(INTEGER, "Weggelassene Dubletten", "Duplicates left out"),
        "replay": _field(TEXT, "Vorgang (JSON)", "Procedure (JSON)"),
    },
)
RUNS = Table(
    "runs",
    Text("Rechenläufe", "Runs"),
    {
        "run_id": _RUN,
        "kind": _field(TEXT, "Art", "Kind"),
        "started_at": _field(TEXT, "Beginn", "Started"),
        "finished_at": _field(TEXT, "Ende", "Finished"),
        "parameters": _field(TEXT, "Parameter (JSON)", "Parameters (JSON)"),
        "inputs": _field(TEXT, "Eingangsdaten (JSON)", "Inputs (JSON)"),
        "versions": _field(TEXT, "Softwarestände (JSON)", "Software versions (JSON)"),
    },
)
INDICATOR_STATUS = Table(
    "indicator_status",
    Text("Indikatoren: Stand der Berechnung", "Indicators: state of computation"),
    {
        "indicator_id": _INDICATOR,
        "period": _PERIOD,
        "state": _field(TEXT, "Stand", "State"),
        "problems": _field(TEXT, "Gründe (JSON)", "Reasons (JSON)"),
        "parameters": _field(TEXT, "Parameter (JSON)", "Parameters (JSON)"),
        "roles": _field(TEXT, "Benutzte Rollen (JSON)", "Roles used (JSON)"),
        "missing_roles": _field(TEXT, "Fehlende Daten", "Missing data"),
        "run_id": _RUN,
        "method": _field(TEXT, "Verfahren", "Method"),
        "result_key": _field(TEXT, "Prüfsumme der Grundlagen (SHA-256)", "Fingerprint of what it rests on (SHA-256)"),
    },
)
INDICATOR_VALUES = Table(
    "indicator_values",
    Text("Indikatorwerte der Planungseinheiten", "Indicator values of the planning units"),
    {"unit_id": _UNIT, **_VALUE_FIELDS},
)
CELL_VALUES = Table(
    "cell_values",
    Text("Indikatorwerte der Zellen", "Indicator values of the cells"),
    {
        "cell_id": _field(TEXT, "Kennung der Zelle", "Cell id"),
        "indicator_id": _INDICATOR,
        "period": _PERIOD,
        "value": _VALUE,
        "numerator": _NUMERATOR,
        "denominator": _DENOMINATOR,
        "run_id": _RUN,
    },
)
OWN_INDICATORS = Table(
    "own_indicators",
    Text("Eigene Indikatoren", "The town's own indicators"),
    {
        "indicator_id": _INDICATOR,
        "base_id": _field(TEXT, "Abgeleitet von", "Derived from", "indicators"),
        "entry": _field(TEXT, "Katalogeintrag (JSON)", "Catalogue entry (JSON)"),
        "changed_at": _field(TEXT, "Geändert am", "Changed at"),
    },
)
DESIGN = Table(
    "design",
    Text("Gestaltung", "Corporate design"),
    {
        "kind": _field(TEXT, "Art", "Kind"),
        "part_key": _field(TEXT, "Wozu", "For what"),
        "name": _field(TEXT, "Datei", "File"),
        "content": _field(TEXT, "Inhalt (Base64)", "Content (Base64)"),
        "changed_at": _field(TEXT, "Geändert am", "Changed at"),
    },
)
NEEDS = Table("needs", Text("Bedarfe", "Needs"), {"unit_id": _UNIT, **_NEED_FIELDS, "period": _PERIOD, "run_id": _RUN})
TABLES = (
    SETTINGS,
    STUDY_AREA,
    PLANNING_UNITS,
    INVENTORY,
    RUNS,
    INDICATOR_STATUS,
    INDICATOR_VALUES,
    CELL_VALUES,
    OWN_INDICATORS,
    DESIGN,
    NEEDS,
    GOALS,
    MEASURES,
    *OVERLAY_TABLES,
    *STRATEGY_TABLES,
)

_NAME = {"name": _field(TEXT, "Name", "Name"), "level": _field(TEXT, "Raumebene", "Level")}
UNIT_RESULTS = Table(
    "unit_results",
    Text("Indikatorwerte (Karte)", "Indicator values (map)"),
    {"unit_id": _UNIT, **_NAME, **_VALUE_FIELDS},
    "MULTIPOLYGON",
)
UNIT_NEEDS = Table(
    "unit_needs",
    Text("Bedarfe (Karte)", "Needs (map)"),
    {"unit_id": _UNIT, **_NAME, "period": _PERIOD, **_NEED_FIELDS},
    "MULTIPOLYGON",
)
VIEWS = (UNIT_RESULTS, UNIT_NEEDS)

CREATE_UNIT_NEEDS = """CREATE VIEW unit_needs AS
       SELECT n.fid AS OGC_FID, u.geom, n.unit_id, u.name, u.level, n.period, n.scope, n.key, n.score, n.need,
              n.persons, n.population, n.coverage, n.scheme_id, n.weight, n.contribution, n.gain, n.persons_under_18,
              n.persons_65_plus, n.persons_deprived, n.persons_forecast, n.persons_forecast_under_18,
              n.persons_forecast_65_plus
       FROM needs AS n JOIN planning_units AS u ON u.unit_id = n.unit_id"""

# Views for maps: values with the geometry of their units. The statements are constant on purpose.
CREATE_VIEWS = (
    """CREATE VIEW unit_results AS
       SELECT v.fid AS OGC_FID, u.geom, v.unit_id, u.name, u.level, v.indicator_id, v.period, v.value, v.numerator,
              v.denominator, v.coverage, v.n_cells, v.n_unknown, v.population, v.flags, v.score, v.run_id
       FROM indicator_values AS v JOIN planning_units AS u ON u.unit_id = v.unit_id""",
    CREATE_UNIT_NEEDS,
    "CREATE INDEX indicator_values_by_indicator ON indicator_values (indicator_id, unit_id)",
    "CREATE INDEX cell_values_by_indicator ON cell_values (indicator_id, cell_id)",
    "CREATE UNIQUE INDEX planning_units_by_id ON planning_units (unit_id)",
)
REGISTER_VIEWS = (
    """INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id, min_x, min_y, max_x, max_y)
       SELECT v.name, 'features', v.name, c.srs_id, c.min_x, c.min_y, c.max_x, c.max_y
       FROM gpkg_contents AS c, (SELECT 'unit_results' AS name UNION SELECT 'unit_needs') AS v
       WHERE c.table_name = 'planning_units'""",
    """INSERT INTO gpkg_geometry_columns (table_name, column_name, geometry_type_name, srs_id, z, m)
       SELECT v.name, 'geom', 'MULTIPOLYGON', c.srs_id, 0, 0
       FROM gpkg_contents AS c, (SELECT 'unit_results' AS name UNION SELECT 'unit_needs') AS v
       WHERE c.table_name = 'planning_units'""",
)


def inventory_table(role: str) -> str:
    """Return the name of the table that holds the features of a role."""
    return f"inv_{role}"
