# SPDX-License-Identifier: GPL-2.0-or-later
"""The algorithms on needs in QGIS: assessment with cells and groups, gaps to targets, strengths and weaknesses."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import processing
import pytest
from qgis.core import NULL, QgsProcessingException, QgsProject, QgsVectorLayer

from smartcity_plugin.cartography.project import add_study_layers
from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.catalogue.schemes import standard_scheme
from smartcity_plugin.engine.composite.gaps import target_of
from smartcity_plugin.engine.compute import FEW_PERSONS
from smartcity_plugin.study.needs import assess_needs_and_save
from smartcity_plugin.study.overlay_tables import CELL_NEEDS
from smartcity_plugin.study.own_indicators import catalogue_of
from smartcity_plugin.study.study import Study
from smartcity_plugin.study.swot import CANDIDATE, entries

pytestmark = pytest.mark.usefixtures("smartcity_provider")

STOPS, SUPPLY = "mob_pt_access_share", "gre_local_supply"


def run(name, path, **parameters):
    return processing.run(f"smartcity:{name}", {"STUDY": str(path), **parameters})


def table_of(layer) -> pd.DataFrame:
    names = [field.name() for field in layer.fields()]
    rows = [[None if value == NULL else value for value in item.attributes()] for item in layer.getFeatures()]
    return pd.DataFrame(rows, columns=names)


def test_needs_of_units_and_cells_on_jena(jena_study_copy):
    """Without any parameter beyond the study, as the cockpit calls it."""
    result = run("assessneeds", jena_study_copy)
    assert result["UNITS"] == 31
    with Study.open(jena_study_copy) as study:
        cells = study.product(CELL_NEEDS, scheme_id="standard")
        needs = study.needs()
        people = study.layer("population_cells").numbers("population")
    assert result["CELL_COUNT"] == cells.frame["need"].notna().sum() == (np.nan_to_num(people) > 0).sum()
    frame = cells.frame
    shown = frame[frame["population"] >= FEW_PERSONS]
    np.testing.assert_allclose(shown["persons"], shown["need"] / 100 * shown["population"])
    assert frame.loc[frame["population"] < FEW_PERSONS, "persons"].isna().all()
    groups = frame[["persons_under_18", "persons_65_plus"]].sum(axis=1)
    assert (groups <= frame["persons"].fillna(np.inf) * (1 + 1e-9) + 1e-9).all()  # of hardly any need rounding stays
    index = needs[needs["scope"] == "index"]
    assert ((index["persons_under_18"] + index["persons_65_plus"]) < index["persons"]).all()
    assert index["persons_deprived"].isna().all()


def test_needs_by_brute_force_on_jena(jena_study_copy):
    """Two indicators and the index of cells and units again, with pandas alone."""
    with Study.open(jena_study_copy, update=True) as study:
        catalogue = catalogue_of(study)
        two = [catalogue.indicators[STOPS], catalogue.indicators[SUPPLY]]
        study.save_scheme(replace(standard_scheme(two), id="two", title="Zwei"))
        needs = assess_needs_and_save(study, catalogue, scheme_id="two").needs
        cells = study.product(CELL_NEEDS, scheme_id="two").frame.set_index("cell_id")
        raw = {item.id: study.cell_values(item.id).set_index("cell_id")["value"] for item in two}
        units = study.values()
    scores = {}
    for item in two:
        posts = item.goalposts
        for kind, values in (
            ("cells", raw[item.id].reindex(cells.index)),
            ("units", units[units["indicator_id"] == item.id].set_index("unit_id")["value"]),
        ):
            scores[kind, item.id] = (100 * (values - posts.zero) / (posts.full - posts.zero)).clip(0, 100)
    for kind, found in (
        ("cells", cells["need"]),
        ("units", needs[needs["scope"] == "index"].set_index("unit_id")["need"]),
    ):
        first, second = (scores[kind, item.id].clip(lower=1.0) for item in two)
        # One indicator in each sector, the sectors joined by the geometric mean; both must be known.
        expected = 100 - np.sqrt(first * second)
        pd.testing.assert_series_equal(found, expected.reindex(found.index), check_names=False, check_exact=False)
    of_units = needs[(needs["scope"] == "indicator") & (needs["key"] == SUPPLY)].set_index("unit_id")
    expected = (100 - scores["units", SUPPLY]).reindex(of_units.index)
    pd.testing.assert_series_equal(of_units["need"], expected, check_names=False)
    pd.testing.assert_series_equal(of_units["persons"], expected / 100 * of_units["population"], check_names=False)


def test_a_wrong_scheme_is_told(jena_study_copy):
    with pytest.raises(QgsProcessingException, match=r"gone"):
        run("assessneeds", jena_study_copy, SCHEME="gone")


def test_gaps_of_units(jena_study_path):
    """One indicator with target and one without, against the stored values."""
    result = run("needgaps", jena_study_path, INDICATORS=[STOPS, "gre_access_300m_share"], OUTPUT="TEMPORARY_OUTPUT")
    table = table_of(result["OUTPUT"])
    with Study.open(jena_study_path) as study:
        values = study.values()
        units = study.reporting_units().ids("unit_id")
    assert len(table) == 2 * len(units)
    stops = table[table["indicator_id"] == STOPS].set_index("place_id")
    stored = values[values["indicator_id"] == STOPS].set_index("unit_id").reindex(stops.index)
    target = target_of(load_catalogue().indicators[STOPS]).low
    expected = (target - stored["value"]).clip(lower=0)
    np.testing.assert_allclose(stops["gap"].astype(float), expected)
    enough = stored["population"] >= FEW_PERSONS
    without = stored["denominator"] - stored["numerator"]
    np.testing.assert_allclose(stops.loc[enough, "persons_not_reached"].astype(float), without[enough], atol=1e-6)
    assert (stops["target_source"].str.len() > 10).all()
    other = table[table["indicator_id"] == "gre_access_300m_share"]
    assert other["gap"].isna().all()
    assert (other["target_source"].fillna("") == "").all()


def test_gaps_of_cells_have_places_and_no_small_numbers(jena_study_path):
    result = run("needgaps", jena_study_path, INDICATORS=[SUPPLY], PLACES="cells", OUTPUT="TEMPORARY_OUTPUT")
    layer = result["OUTPUT"]
    table = table_of(layer)
    assert all(item.geometry().area() > 0 for item in layer.getFeatures())
    few = table["population"].astype(float) < FEW_PERSONS
    assert few.any()
    assert table.loc[few, ["persons", "persons_below"]].isna().all().all()
    assert (table["gap"].dropna().astype(float) >= 0).all()


# Strengths and weaknesses -------------------------------------------------------------------------------------------


def test_the_demo_suggests_but_decides_nothing(jena_study_path):
    with Study.open(jena_study_path) as study:
        frame = entries(study)
    assert len(frame) > 10
    assert set(frame["state"]) == {CANDIDATE}
    assert frame["text"].str.len().min() > 10
    assert frame["basis"].str.contains("Projektvorgabe").all()


def test_suggesting_again_changes_nothing_and_deciding_is_kept(jena_study_copy):
    before = run("suggestswot", jena_study_copy, LANGUAGE="de")
    assert (before["NEW"], before["REMOVED"]) == (0, 0)
    assert run("decideswot", jena_study_copy, IDS="S1, W1", STATE="accepted")["COUNT"] == 2
    run("decideswot", jena_study_copy, IDS="S2", STATE="rejected", TEXT="So nicht")
    after = run("suggestswot", jena_study_copy, LANGUAGE="de")
    assert after["WAITING"] == before["WAITING"] - 3
    with Study.open(jena_study_copy) as study:
        frame = entries(study).set_index("swot_id")
    assert dict(frame.loc[["S1", "W1", "S2"], "state"]) == {"S1": "accepted", "W1": "accepted", "S2": "rejected"}
    assert frame.loc["S2", "text"] == "So nicht"
    with pytest.raises(QgsProcessingException, match="S99"):
        run("decideswot", jena_study_copy, IDS="S99")


def test_the_table_can_be_edited_with_words(jena_study_copy):
    """As a layer of the project: kinds and states are chosen from their titles, an edit reaches the study."""
    with Study.open(jena_study_copy) as study:
        project = QgsProject()
        add_study_layers(project, study, catalogue_of(study), "de")
        layer = next(item for item in project.mapLayers().values() if item.customProperty("smartcity/table") == "swot")
        assert not layer.readOnly()
        titles = {
            name: [
                next(iter(entry)) for entry in layer.editorWidgetSetup(layer.fields().indexOf(name)).config()["map"][1:]
            ]
            for name in ("kind", "state")
        }
        assert titles["kind"] == ["Stärke", "Schwäche", "Chance", "Risiko"]
        assert titles["state"] == ["Vorschlag", "übernommen", "verworfen"]
        source = layer.source()
        project.clear()
    layer = QgsVectorLayer(source, "swot", "ogr")
    assert layer.startEditing()
    feature = next(layer.getFeatures("\"swot_id\" = 'W1'"))
    assert layer.changeAttributeValue(feature.id(), layer.fields().indexOf("state"), "accepted")
    assert layer.commitChanges()
    del layer
    with Study.open(jena_study_copy) as study:
        assert entries(study).set_index("swot_id").loc["W1", "state"] == "accepted"


def test_maps_of_cell_needs_are_in_the_project(jena_study_path):
    with Study.open(jena_study_path) as study:
        project = QgsProject()
        add_study_layers(project, study, catalogue_of(study), "de")
        shown = {item.customProperty("smartcity/product") for item in project.mapLayers().values()}
        project.clear()
    assert {"cell_needs", "cell_needs_persons", "cell_needs_under_18", "cell_needs_65_plus"} <= shown
    # Nothing is known of deprivation in Jena: no map that is hatched all over.
    assert "cell_needs_deprived" not in shown


def test_a_forecast_comes_in_as_a_table_and_counts(jena_study_copy, tmp_path):
    """Twice as many people in every unit in 2040: twice the persons in need, given the supply of today."""
    with Study.open(jena_study_copy) as study:
        units = study.reporting_units().ids("unit_id")
        people = study.values().groupby("unit_id")["population"].first()
    lines = ["gebiet,jahr,bev", *(f"{unit},2030,{people[unit]}" for unit in units)]
    lines += [f"{unit},2040,{2 * people[unit]}" for unit in units]
    path = tmp_path / "prognose.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "prognose.csvt").write_text('"String","Integer","Real"', encoding="utf-8")
    mapping = '{"unit_id": "gebiet", "year": "jahr", "population": "bev"}'
    told = {"SOURCE": "Amt", "LICENCE": "cc0_1_0", "ATTRIBUTION": "© Amt", "DATE": "2024"}
    run("addinventorylayer", jena_study_copy, INPUT=str(path), ROLE="population_forecast", MAPPING=mapping, **told)
    for year, factor in ((None, 2.0), (2030, 1.0)):
        run("assessneeds", jena_study_copy, YEAR=year, CELLS=False)
        with Study.open(jena_study_copy) as study:
            index = study.needs()
        index = index[(index["scope"] == "index") & index["unit_id"].isin(units)]
        np.testing.assert_allclose(index["persons_forecast"], factor * index["persons"])
    with pytest.raises(QgsProcessingException, match="2035"):
        run("assessneeds", jena_study_copy, YEAR=2035)


def test_deprived_areas_by_parameters(jena_study_copy):
    run("assessneeds", jena_study_copy, DEPRIVATION="gre_access_300m_share", LIMIT=50.0)
    with Study.open(jena_study_copy) as study:
        needs, cells = study.needs(), study.product(CELL_NEEDS, scheme_id="standard").frame
        values = study.cell_values("gre_access_300m_share").set_index("cell_id")["value"]
    index = needs[needs["scope"] == "index"]
    assert (index["persons_deprived"] <= index["persons"] * (1 + 1e-9)).all()
    deprived = values.reindex(cells["cell_id"]).to_numpy() <= 50.0
    shown = cells["persons_deprived"].notna().to_numpy()
    np.testing.assert_allclose(cells["persons_deprived"][shown & deprived], cells["persons"][shown & deprived])
    assert (cells["persons_deprived"][shown & ~deprived] == 0).all()
    with pytest.raises(QgsProcessingException):
        run("assessneeds", jena_study_copy, DEPRIVATION="gre_access_300m_share")
