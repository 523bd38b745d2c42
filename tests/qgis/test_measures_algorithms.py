# SPDX-License-Identifier: GPL-2.0-or-later
"""Steps on the register of measures, run as users run them."""

from __future__ import annotations

import pytest
from qgis.core import QgsFeature, QgsGeometry, QgsProcessingException, QgsVectorLayer

from smartcity_plugin.model.strategy import Cost, Financing, Measure
from smartcity_plugin.sources.sheets import read_sheets
from smartcity_plugin.study.study import Study


@pytest.fixture
def path(build, tmp_path, smartcity_provider):
    with build.study(tmp_path / "study.gpkg") as study:
        park = Measure("GRU-01", "Park", lead="Amt", priority=1, unit_ids="west", planned_end="2026", status="planned")
        study.save_measures([park, Measure("M2", "Weg", cost_eur=500.0)])
        study.save_records(Cost, [Cost("c1", "GRU-01", "construction", 2027, 300.0, 270.0)])
        paid = [("federation", 90.0), ("land", 90.0), ("municipality", 120.0)]
        study.save_records(Financing, [Financing(key, "GRU-01", key, eur=eur, year=2027) for key, eur in paid])
        return study.path


def run(algorithm, **parameters):
    import processing

    return processing.run(f"smartcity:{algorithm}", parameters)


@pytest.mark.parametrize(
    ("language", "gross", "source"),
    [
        ("de", "Gesamtkosten brutto (€)", "Finanzierung: Bund (€)"),
        ("en", "Total costs, gross (€)", "Financing: Federation (€)"),
    ],
)
def test_the_cost_table_is_a_spreadsheet_with_totals_and_notes(path, tmp_path, language, gross, source):
    target = tmp_path / "kofi.xlsx"
    result = run("costtable", STUDY=str(path), LANGUAGE=language, OUTPUT=str(target))
    assert (result["MEASURES"], result["PROBLEMS"]) == (2, 2)  # only an estimate for M2, which the totals lack
    table, notes = read_sheets(target).values()
    rows = [dict(zip(table[0], row)) for row in table[1:]]
    assert [float(row[gross]) if row[gross] else None for row in rows] == [300.0, None, 300.0]
    assert [float(row[source]) if row[source] else None for row in rows] == [90.0, None, 90.0]
    text = " ".join(str(cell) for row in notes for cell in row)
    assert ("Länder" in text, {"de": "33,3 %", "en": "33.3 %"}[language] in text) == (True, True)


def test_the_check_counts_and_writes(path, tmp_path):
    page, table = tmp_path / "check.html", tmp_path / "check.csv"
    result = run("checkmeasures", STUDY=str(path), DATE="2027-01-01", OUTPUT=str(page))
    assert (result["ERRORS"], result["WARNINGS"], result["NOTES"]) == (0, 1, 3)  # overdue; estimate, totals, no place
    assert "GRU-01" in page.read_text(encoding="utf-8")
    result = run("checkmeasures", STUDY=str(path), DATE="", OUTPUT=str(table))
    assert result["WARNINGS"] == 0
    assert len(table.read_text(encoding="utf-8-sig").splitlines()) == 4
    with pytest.raises(QgsProcessingException, match="bald"):
        run("checkmeasures", STUDY=str(path), DATE="bald")


def test_the_area_of_a_measure_is_set_from_units_and_layers(path):
    result = run("setmeasurearea", STUDY=str(path), MEASURE="M2", SOURCE="units", UNITS="west,east")
    assert result["AREA_HA"] == pytest.approx(200.0)
    layer = QgsVectorLayer("Polygon?crs=EPSG:25832", "Entwurf", "memory")
    for text in ("POLYGON((0 0,100 0,100 100,0 100,0 0))", "POLYGON((50 0,200 0,200 100,50 100,50 0))"):
        feature = QgsFeature()
        feature.setGeometry(QgsGeometry.fromWkt(text))
        layer.dataProvider().addFeature(feature)
    result = run("setmeasurearea", STUDY=str(path), MEASURE="M2", SOURCE="layer", INPUT=layer)
    assert result["AREA_HA"] == pytest.approx(2.0)
    with Study.open(path) as study:
        assert [item.place_source for item in study.measures()] == [None, "drawn"]
    with pytest.raises(QgsProcessingException, match="F9"):
        run("setmeasurearea", STUDY=str(path), MEASURE="M2", SOURCE="focus", FOCUS="F9")
    with pytest.raises(QgsProcessingException, match="M7"):
        run("setmeasurearea", STUDY=str(path), MEASURE="M7", SOURCE="units", UNITS="west")
