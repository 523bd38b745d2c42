# SPDX-License-Identifier: GPL-2.0-or-later
"""Reference dates and levels of units through the algorithms."""

from __future__ import annotations

import pytest
import shapely
from qgis.core import QgsProcessingException

from smartcity_plugin.study.study import Study

PT = "mob_pt_access_share"
pytestmark = pytest.mark.usefixtures("smartcity_provider")


def run(name, **parameters):
    import processing

    return processing.run(f"smartcity:{name}", parameters)


@pytest.fixture
def path(tmp_path, build, catalogue):
    path = tmp_path / "study.gpkg"
    with build.study(path) as study:
        build.inventory(study, catalogue)
        _stop(study, build, catalogue, 500)
        study.add_units(
            build.units([shapely.box(0, 0, 2000, 450), shapely.box(0, 450, 2000, 1000)], ["s", "n"]), "quarter"
        )
    return path


def _stop(study, build, catalogue, x):
    stops = build.table([shapely.Point(x, 500)], "pt_stops", mode=["bus"])
    study.save_layer(catalogue.roles["pt_stops"], build.passport("pt_stops"), stops)


def test_computing_again_tells_what_was_up_to_date(path):
    chosen = {"STUDY": str(path), "INDICATORS": [PT, "gre_local_supply"]}
    first = run("computeindicators", **chosen)
    assert (first["COMPUTED"], first["REUSED"], first["MISSING"]) == (2, 0, 0)
    again = run("computeindicators", **chosen)
    assert (again["COMPUTED"], again["REUSED"], again["MISSING"]) == (0, 2, 0)
    forced = run("computeindicators", **chosen, FORCE=True)
    assert (forced["COMPUTED"], forced["REUSED"]) == (2, 0)


def test_change_between_reference_dates(path, build, catalogue):
    chosen = {"STUDY": str(path), "INDICATORS": [PT]}
    for x, period in ((500, "2020-12-31"), (1000, ""), (1900, "2025")):
        with Study.open(path, update=True) as study:
            _stop(study, build, catalogue, x)
        assert run("computeindicators", **chosen, PERIOD=period)["COMPUTED"] == 1
    with Study.open(path) as study:
        assert study.periods() == ["2020-12-31", "2022-05-15", "2025"]
        west = [study.values(period).set_index("unit_id").loc["west", "value"] for period in study.periods()]
    layer = run("indicatorchange", STUDY=str(path), INDICATOR=PT, OUTPUT="memory:")["OUTPUT"]
    rows = {feature["unit_id"]: feature for feature in layer.getFeatures()}
    assert set(rows) == {"05315000", "west", "east", "s", "n"}
    assert (rows["west"]["value_from"], rows["west"]["value_to"]) == (west[0], west[2])
    assert rows["west"]["change"] == west[2] - west[0]
    assert rows["west"]["direction"] in ("worse", "schlechter")
    assert rows["west"]["periods"] == 3
    assert isinstance(rows["west"]["trend"], float)
    assert rows["west"].geometry().area() == pytest.approx(1_000_000)
    some = run("indicatorchange", STUDY=str(path), INDICATOR=PT, FROM="2022-05-15", TO="2025", OUTPUT="memory:")
    assert next(one for one in some["OUTPUT"].getFeatures() if one["unit_id"] == "west")["value_from"] == west[1]


@pytest.mark.parametrize("period", ["2025-02-30", "heute"])
def test_what_is_no_reference_date_is_refused(path, period):
    with pytest.raises(QgsProcessingException):
        run("computeindicators", STUDY=str(path), INDICATORS=[PT], PERIOD=period)
    with Study.open(path) as study:
        assert study.periods() == []


def test_a_change_without_two_dates_is_refused(path):
    run("computeindicators", STUDY=str(path), INDICATORS=[PT])
    with pytest.raises(QgsProcessingException, match="2022-05-15"):
        run("indicatorchange", STUDY=str(path), INDICATOR=PT, OUTPUT="memory:")


def test_comparison_of_levels(path):
    run("computeindicators", STUDY=str(path), INDICATORS=[PT, "gre_local_supply"])
    layer = run("compareunits", STUDY=str(path), FIRST="district", SECOND="quarter", OUTPUT="memory:")["OUTPUT"]
    rows = {feature["indicator_id"]: feature for feature in layer.getFeatures()}
    assert set(rows) == {PT, "gre_local_supply"}
    for row in rows.values():
        assert row["first_level"] == "district"
        rho = row["rho"]
        assert bool(row["note"]) == (isinstance(rho, float) and rho < 0.7)
    with pytest.raises(QgsProcessingException):
        run("compareunits", STUDY=str(path), FIRST="district", SECOND="block", OUTPUT="memory:")
