# SPDX-License-Identifier: GPL-2.0-or-later
"""Hot spots and focus areas in a study: what is stored, what stays if somebody changed it, what a cancel leaves."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import shapely

from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.engine.clusters import getis_ord, touching
from smartcity_plugin.engine.compute import IndicatorResult
from smartcity_plugin.engine.moran import local_moran
from smartcity_plugin.model.problem import Cancelled, SmartCityError
from smartcity_plugin.model.strategy import Measure
from smartcity_plugin.report.findings_focus import cluster_facts, focus_facts
from smartcity_plugin.study.assessment import scheme_of
from smartcity_plugin.study.clusters import ClusterPlan, find_and_save_clusters, find_clusters
from smartcity_plugin.study.focus import FocusPlan, make_focus_areas, update_focus_areas
from smartcity_plugin.study.focus_rows import WHOLE
from smartcity_plugin.study.overlay_tables import CLUSTERS, FOCUS_AREAS
from smartcity_plugin.study.provenance import start_run

CATALOGUE = load_catalogue()
GREEN, KITA = "gre_access_300m_share", "soc_kita_access"
ROWS, COLUMNS = 8, 16
PEOPLE = 50.0
QUERIES = ("SELECT * FROM runs", "SELECT * FROM clusters", "SELECT * FROM focus_areas")


def store_values(study, cells, name: str, values: np.ndarray) -> None:
    """Store values of the cells as if they had been computed; the units get their means."""
    indicator = CATALOGUE.indicators[name]
    known = np.isfinite(values)
    rows = pd.DataFrame({"cell_id": cells.ids("cell_id")[known], "value": values[known]})
    rows = rows.assign(numerator=values[known] / 100.0, denominator=1.0)
    units = pd.DataFrame({"unit_id": study.units().ids("unit_id"), "value": float(np.nanmean(values))})
    units = units.assign(numerator=1.0, denominator=1.0, coverage=1.0, n_cells=1, n_unknown=0, population=1.0, flags="")
    run = start_run("compute_indicators", {}, study.sources(), {})
    study.save_results(run, [IndicatorResult(indicator, {}, units, rows, (), ())], {})


@pytest.fixture
def town(build, tmp_path):
    """A grid of cells across both units (border at x = 1000): people lack green in the south-west and far east."""
    with build.study(tmp_path / "town.gpkg") as study:
        corners = [(200.0 + 100 * column, 100.0 * row) for row in range(ROWS) for column in range(COLUMNS)]
        cells = build.cells([build.square(*corner) for corner in corners], [PEOPLE] * len(corners))
        empty = build.cells([build.square(200, 900)], [0])
        everything = build.table(
            [*cells.geometry, *empty.geometry],
            "population_cells",
            cell_id=[*cells.ids("cell_id"), "empty"],
            population=[*cells.numbers("population"), 0.0],
        )
        study.save_layer(CATALOGUE.roles["population_cells"], build.passport("population_cells"), everything)
        row, column = np.divmod(np.arange(len(cells)), COLUMNS)
        lacking = [(row < 3) & (column < 4), (row > 3) & (column > 12)]
        values = np.select(lacking, [2.0, 12.0], 95.0) + (np.arange(len(cells)) * 7 % 5)
        store_values(study, cells, GREEN, values)
        yield study


def need_of(values: np.ndarray) -> np.ndarray:
    scale = CATALOGUE.indicators[GREEN].goalposts
    return 100.0 - 100.0 * np.clip((values - scale.zero) / (scale.full - scale.zero), 0, 1)


def contents(study) -> list:
    """Return every row that the steps could have written or removed."""
    with closing(sqlite3.connect(study.path)) as database:
        return [database.execute(query).fetchall() for query in QUERIES]


# Hot spots -----------------------------------------------------------------------------------------------------------


def test_hot_spots_of_need_are_stored_cell_by_cell(town):
    found = find_and_save_clusters(town, CATALOGUE)
    assert found.subject.key == "scheme:standard"
    stored = town.product(CLUSTERS, subject="scheme:standard", place_kind="cells")
    values = town.cell_values(GREEN).set_index("cell_id")["value"].reindex(stored.frame["place_id"]).to_numpy()
    assert len(stored) == ROWS * COLUMNS
    assert "empty" not in set(stored.frame["place_id"])
    need = need_of(values)
    assert stored.numbers("value") == pytest.approx(need)
    weights = touching(stored.geometry)
    assert stored.numbers("gi_z") == pytest.approx(getis_ord(need, weights))
    local = local_moran(need, weights)
    assert stored.numbers("moran_i") == pytest.approx(local.index)
    assert stored.numbers("moran_p") == pytest.approx(local.p)
    hot = stored.frame["gi_class"].str.startswith("hot").to_numpy()
    lacking = need > 50
    assert hot[lacking].mean() > 0.8
    assert not hot[~lacking & (touching(stored.geometry) @ lacking == 0)].any()
    assert set(stored.frame.loc[hot & lacking, "moran_class"]) <= {"HH", "ns"}
    middle = shapely.get_x(shapely.centroid(stored.geometry))
    assert stored.frame["name"].tolist() == np.where(middle < 1000, "Unit west", "Unit east").tolist()


def test_the_run_can_be_repeated_and_replaces_what_was_there(town):
    plan = ClusterPlan(neighbourhood="distance", distance=150.0, false_discovery=False, permutations=99, seed=3)
    find_and_save_clusters(town, CATALOGUE, "", plan)
    stored = town.product(CLUSTERS)
    run = town.runs()[stored.frame["run_id"].iloc[0]]
    names = ("neighbourhood", "distance", "false_discovery", "permutations", "seed")
    again = ClusterPlan(**{name: run.parameters[name] for name in names})
    assert again == plan
    assert run.parameters["scheme"]["id"] == "standard"
    assert (run.kind, run.parameters["people"]["factor"]) == ("hot_spots", 1.0)
    assert -1 < run.parameters["moran_index"] < 1
    find_and_save_clusters(town, CATALOGUE, run.parameters["subject"], again)
    repeated = town.product(CLUSTERS)
    assert len(repeated) == ROWS * COLUMNS
    pd.testing.assert_frame_equal(stored.frame.drop(columns="run_id"), repeated.frame.drop(columns="run_id"))


def test_subjects_stand_side_by_side(town):
    find_and_save_clusters(town, CATALOGUE, f"indicator:{GREEN}")
    raw = find_and_save_clusters(town, CATALOGUE, f"value:{GREEN}")
    assert not raw.subject.is_need
    need, value = (town.product(CLUSTERS, subject=f"{kind}:{GREEN}").frame for kind in ("indicator", "value"))
    assert len(need) == len(value) == ROWS * COLUMNS
    # Much green is the opposite of need: hot there is cold here.
    assert (need["gi_z"] * value["gi_z"] <= 0).all()
    title = CATALOGUE.indicators[GREEN].title.de
    assert cluster_facts(raw, town, CATALOGUE, "de").title == title


def test_an_indicator_that_is_not_scored_is_taken_as_it_is_and_that_is_told(town):
    name = next(key for key, item in CATALOGUE.indicators.items() if not item.is_scored)
    cells = town.layer("population_cells")
    cells = cells.where(cells.numbers("population") > 0)
    store_values(town, cells, name, np.arange(len(cells), dtype=float))
    found = find_clusters(town, CATALOGUE, f"indicator:{name}")
    assert found.subject.key == f"value:{name}"
    assert "cluster_not_scored" in {note.key for note in found.notes}


def test_unknown_cells_are_counted_and_stay_unknown(town):
    cells = town.layer("population_cells")
    cells = cells.where(cells.numbers("population") > 0)
    values = town.cell_values(GREEN).set_index("cell_id")["value"].reindex(cells.ids("cell_id")).to_numpy(copy=True)
    values[:10] = np.nan
    store_values(town, cells, GREEN, values)
    found = find_and_save_clusters(town, CATALOGUE, f"indicator:{GREEN}")
    note = next(note for note in found.notes if note.key == "clusters_unknown")
    assert note.values == {"count": 10.0, "total": 128.0, "persons": 500.0}
    stored = town.product(CLUSTERS).frame
    assert stored["gi_class"].isna().sum() == stored["moran_class"].isna().sum() == 10
    assert cluster_facts(found, town, CATALOGUE, "de").known_persons == 118 * PEOPLE


@pytest.mark.parametrize(
    ("subject", "key"),
    [
        ("scheme:nobody", "scheme_unknown"),
        ("indicator:nobody", "cluster_subject_unknown"),
        ("need", "cluster_subject_unknown"),
        (f"indicator:{KITA}", "clusters_without_values"),
    ],
)
def test_subjects_that_are_not_there(town, subject, key):
    if key == "clusters_without_values" and subject.partition(":")[2] not in CATALOGUE.indicators:
        subject = f"indicator:{next(name for name in CATALOGUE.indicators if name != GREEN)}"
    with pytest.raises(SmartCityError) as caught:
        find_clusters(town, CATALOGUE, subject)
    assert caught.value.problem.key == key


def test_too_few_and_equal_values(town):
    cells = town.layer("population_cells")
    cells = cells.where(cells.numbers("population") > 0)
    for values, key in (
        (np.where(np.arange(len(cells)) < 29, np.arange(len(cells)), np.nan), "clusters_too_few"),
        (np.full(len(cells), 40.0), "clusters_all_equal"),
    ):
        store_values(town, cells, GREEN, values.astype(float))
        with pytest.raises(SmartCityError) as caught:
            find_clusters(town, CATALOGUE, f"value:{GREEN}")
        assert caught.value.problem.key == key


def test_persons_are_calibrated_as_everywhere(town):
    town.change_settings(official_population=str(int(ROWS * COLUMNS * PEOPLE * 1.1)))
    found = find_clusters(town, CATALOGUE)
    assert found.rows["population"].to_numpy() == pytest.approx(PEOPLE * 1.1)
    assert "population_calibrated_much" in {note.key for note in found.notes}
    town.change_settings(calibrate="no")
    assert find_clusters(town, CATALOGUE).rows["population"].to_numpy() == pytest.approx(PEOPLE)


def test_what_cells_take_from_their_unit_is_told(town):
    """Both units have a value of the other indicator, the cells have none of their own."""
    other = next(name for name, item in CATALOGUE.indicators.items() if item.is_scored and name != GREEN)
    cells = town.layer("population_cells")
    store_values(town, cells.where(cells.numbers("population") > 0), other, np.full(ROWS * COLUMNS, 50.0))
    town._package.delete_where("cell_values", indicator_id=other)
    plain = find_clusters(town, CATALOGUE)
    assert {note.key: note.values for note in plain.notes}["cells_without_indicators"] == {"indicator": [other]}
    town.save_scheme(replace(scheme_of(town, CATALOGUE), id="mine", title="Meins", inherit=True))
    found = find_clusters(town, CATALOGUE, "scheme:mine")
    assert {note.key: note.values for note in found.notes}["clusters_inherited"] == {"indicator": [other]}
    assert cluster_facts(found, town, CATALOGUE, "de").title == "Meins"


# Focus areas ---------------------------------------------------------------------------------------------------------


def areas_of(study) -> pd.DataFrame:
    stored = study.product(WHOLE)
    return stored.frame.assign(geometry=list(stored.geometry)).set_index("focus_id")


def test_focus_areas_with_all_figures(town):
    town.save_measures(
        [
            Measure("M1", "Park im Westen", unit_ids="west", status="planned"),
            Measure("M2", "Fertig", unit_ids="west", status="completed"),
            Measure("M3", "Ohne Ort", status="idea"),
        ]
    )
    outcome = make_focus_areas(town, CATALOGUE)
    rows = areas_of(town)
    assert rows.index.tolist() == ["F1", "F2"]
    assert rows["name"].tolist() == ["Unit west", "Unit east"]
    assert rows["cells"].tolist() == [12, 12]
    assert rows["population"].tolist() == [600.0, 600.0]
    assert rows["area_ha"].tolist() == pytest.approx([12.0, 12.0])
    values = town.cell_values(GREEN).set_index("cell_id")["value"]
    need = need_of(values.reindex([f"c{row * COLUMNS + column}" for row in range(3) for column in range(4)]))
    assert rows.loc["F1", "need"] == pytest.approx(need.mean())
    assert rows.loc["F1", "persons"] == pytest.approx(600.0 * need.mean() / 100.0)
    assert rows["drivers"].tolist() == [CATALOGUE.indicators[GREEN].title.de] * 2
    assert rows["measures"].tolist() == ["Park im Westen", ""]
    assert rows["is_edited"].tolist() == [False, False]
    assert rows["persons"].is_monotonic_decreasing
    assert shapely.equals(rows.loc["F1", "geometry"], shapely.box(200, 0, 600, 300))
    assert {note.key: note.values for note in outcome.notes}["measures_without_place"] == {"count": 1.0}
    assert (outcome.made, outcome.kept) == (2, 0)
    facts = focus_facts(outcome.areas, CATALOGUE, "en")
    assert facts[0].drivers == (CATALOGUE.indicators[GREEN].title.en,)
    assert facts[0].measures == ("Park im Westen",)


def test_limits_and_what_is_too_small_is_told(town):
    outcome = make_focus_areas(town, CATALOGUE, "", FocusPlan(fewest_persons=601.0))
    keys = {note.key: note.values for note in outcome.notes}
    assert keys["focus_too_small"] == {"count": 2.0, "persons": 1200.0}
    assert "focus_none" in keys
    assert len(town.product(WHOLE)) == 0


def test_areas_from_hot_spots(town):
    make_focus_areas(town, CATALOGUE, "", FocusPlan(start="hot_spots", fewest_cells=1, fewest_persons=0))
    found = find_clusters(town, CATALOGUE)
    hot = found.in_class("hot_99", "hot_95")
    assert hot.any()
    assert shapely.area(shapely.union_all(town.product(WHOLE).geometry)) == pytest.approx(10_000.0 * hot.sum())


def test_running_again_replaces_what_nobody_changed(town):
    make_focus_areas(town, CATALOGUE)
    outcome = make_focus_areas(town, CATALOGUE, "", FocusPlan(fewest_cells=1))
    assert (outcome.made, outcome.kept) == (2, 0)
    assert areas_of(town).index.tolist() == ["F1", "F2"]


def edit(study, focus_id: str, geometry=None, **fields) -> None:
    """Change a stored area as a user does in QGIS: nothing else is touched, the mark is not set."""
    stored = study.product(WHOLE)
    row = stored.frame.index[stored.frame["focus_id"] == focus_id][0]
    shapes, frame = stored.geometry.copy(), stored.frame.copy()
    if geometry is not None:
        shapes[row] = shapely.MultiPolygon([geometry])
    for name, value in fields.items():
        frame.loc[row, name] = value
    study.save_product(None, WHOLE, frame, shapes)


def draw(study, geometry) -> None:
    """Draw a new area as a user does in QGIS: all fields are empty."""
    stored = study.product(WHOLE)
    frame = pd.concat([stored.frame, pd.DataFrame([{"note": "neu"}])], ignore_index=True)
    study.save_product(None, WHOLE, frame, np.append(stored.geometry, geometry))


@pytest.mark.parametrize("change", [{"geometry": shapely.box(200, 0, 500, 300)}, {"name": "Mein Raum"}, {"note": "!"}])
def test_what_somebody_changed_stays_when_run_again(town, change):
    make_focus_areas(town, CATALOGUE)
    edit(town, "F1", **change)
    before = areas_of(town).loc["F1"]
    outcome = make_focus_areas(town, CATALOGUE, "", FocusPlan(need=60.0))
    rows = areas_of(town)
    assert rows.index.tolist() == ["F1", "F2"]
    for name in ("name", "note", "population", "need", "persons", "geometry", "run_id"):
        assert rows.loc["F1", name] == before[name] or pd.isna(before[name])
    assert bool(rows.loc["F1", "is_edited"])
    assert not rows.loc["F2", "is_edited"]
    assert (outcome.made, outcome.kept) == (1, 1)
    keys = {note.key: note.values for note in outcome.notes}
    assert keys["focus_left_out"] == {"count": 1.0, "areas": change.get("name", "Unit west")}
    assert keys["focus_kept"] == {"count": 1.0}
    # … and again, and again
    make_focus_areas(town, CATALOGUE, "", FocusPlan(need=99.0))
    assert areas_of(town).index.tolist() == ["F1"]


def test_a_new_area_that_overlaps_a_little_is_told(town):
    make_focus_areas(town, CATALOGUE)
    edit(town, "F1", shapely.box(500, 0, 900, 300))
    outcome = make_focus_areas(town, CATALOGUE)
    assert outcome.made == 2
    assert {note.key: note.values for note in outcome.notes}["focus_overlap"] == {"count": 1.0}
    assert areas_of(town).loc[["F1", "F2", "F3"], "name"].tolist() == ["Unit west", "Unit west 1", "Unit east"]


def test_figures_follow_the_outline(town):
    make_focus_areas(town, CATALOGUE)
    edit(town, "F1", shapely.box(200, 0, 450, 300))
    outcome = update_focus_areas(town, CATALOGUE)
    row = areas_of(town).loc["F1"]
    assert row["population"] == pytest.approx(2.5 * 3 * PEOPLE)
    assert row["area_ha"] == pytest.approx(7.5)
    assert row["cells"] == 9
    assert row["name"] == "Unit west"
    assert bool(row["is_edited"])
    assert not areas_of(town).loc["F2", "is_edited"]
    values = town.cell_values(GREEN).set_index("cell_id")["value"]
    need = need_of(values.reindex([f"c{16 * r + c}" for r in range(3) for c in range(3)]).to_numpy()).reshape(3, 3)
    people = np.array([1.0, 1.0, 0.5])[None, :] * PEOPLE
    assert row["persons"] == pytest.approx((need / 100 * people).sum())
    assert row["need"] == pytest.approx((need * people).sum() / (3 * people.sum()))
    assert outcome.kept == 1
    update_focus_areas(town, CATALOGUE)
    assert areas_of(town)["is_edited"].tolist() == [True, False]


def test_people_of_a_cut_cell_count_where_they_live(town, build):
    """All homes of the first cell stand in its west: an area of its eastern half holds nobody of them."""
    homes = build.table([shapely.box(210, 10, 240, 40)], "buildings", function=["house"], storeys=[1])
    town.save_layer(CATALOGUE.roles["buildings"], build.passport("buildings"), homes)
    draw(town, shapely.box(250, 0, 400, 100))
    update_focus_areas(town, CATALOGUE)
    assert areas_of(town)["population"].tolist() == pytest.approx([PEOPLE])
    town.change_settings(allocation="areal")
    update_focus_areas(town, CATALOGUE)
    assert areas_of(town)["population"].tolist() == pytest.approx([1.5 * PEOPLE])


def test_drawn_areas_get_number_name_and_figures(town):
    make_focus_areas(town, CATALOGUE)
    draw(town, shapely.box(1100, 0, 1300, 200))
    draw(town, shapely.Polygon([(200, 0), (600, 300), (600, 0), (200, 300)]))  # crosses itself
    draw(town, shapely.box(0, 990, 10, 1000))  # nobody lives there
    outcome = update_focus_areas(town, CATALOGUE)
    rows = areas_of(town)
    assert sorted(rows.index) == ["F1", "F2", "F3", "F4", "F5"]
    assert rows.loc["F3", "name"] == "Unit east 1"
    assert rows.loc["F3", "population"] == pytest.approx(4 * PEOPLE)
    assert rows.loc["F3", "note"] == "neu"
    assert rows.loc[["F3", "F4", "F5"], "is_edited"].tolist() == [True, True, True]
    assert set(rows["scheme_id"]) == {"standard"}
    assert rows.loc["F4", "geometry"].is_valid
    assert rows.loc["F4", "population"] == pytest.approx(300.0)
    assert rows.loc["F5", "name"] == "F5"
    assert pd.isna(rows.loc["F5", "population"])
    assert pd.isna(rows.loc["F5", "need"])
    assert rows.loc["F5", "flags"] == "few_cases,no_data"
    keys = {note.key: note.values for note in outcome.notes}
    assert keys["focus_repaired"] == keys["focus_without_people"] == {"count": 1.0}
    # A town that draws everything itself needs no run before.
    make_focus_areas(town, CATALOGUE, "", FocusPlan(need=100.0))
    assert sorted(areas_of(town).index) == ["F3", "F4", "F5"]


def test_only_changed_areas_can_be_brought_up_to_date(town):
    make_focus_areas(town, CATALOGUE)
    edit(town, "F2", population=1.0)
    edit(town, "F1", shapely.box(200, 0, 300, 300))
    update_focus_areas(town, CATALOGUE, only_edited=True)
    rows = areas_of(town)
    assert rows.loc["F1", "population"] == pytest.approx(3 * PEOPLE)
    assert rows.loc["F2", "population"] == 1.0
    assert not rows.loc["F2", "is_edited"]
    update_focus_areas(town, CATALOGUE)
    assert areas_of(town).loc["F2", "population"] == pytest.approx(600.0)


def test_split_areas_get_numbers_of_their_own_and_lost_outlines_are_told(town):
    make_focus_areas(town, CATALOGUE)
    stored = town.product(WHOLE)
    frame = pd.concat([stored.frame, stored.frame.iloc[[0]], stored.frame.iloc[[1]]], ignore_index=True)
    halves = [shapely.box(200, 0, 400, 300), shapely.box(400, 0, 600, 300)]
    shapes = np.array([shapely.MultiPolygon([halves[0]]), stored.geometry[1], None, None], dtype=object)
    shapes[2] = shapely.MultiPolygon([halves[1]])
    town.save_product(None, WHOLE, frame, shapes)
    outcome = update_focus_areas(town, CATALOGUE)
    rows = areas_of(town)
    assert sorted(rows.index) == ["F1", "F2", "F3", "F4"]
    assert rows.loc[["F1", "F3"], "population"].tolist() == pytest.approx([300.0, 300.0])
    assert {note.key: note.values for note in outcome.notes}["focus_without_outline"] == {"count": 1.0}


def test_areas_of_other_schemes_and_dates_are_left_alone(town):
    make_focus_areas(town, CATALOGUE)
    stored = town.product(WHOLE)
    other = stored.frame.assign(scheme_id="mine", note="x")
    older = stored.frame.assign(period="2011-05-09")
    frame = pd.concat([stored.frame, other, older], ignore_index=True)
    town.save_product(None, WHOLE, frame, np.tile(stored.geometry, 3))
    make_focus_areas(town, CATALOGUE, "", FocusPlan(need=100.0))
    left = town.product(WHOLE).frame
    assert len(left) == 4
    assert left["scheme_id"].value_counts().to_dict() == {"mine": 2, "standard": 2}
    assert set(left.loc[left["scheme_id"] == "standard", "period"]) == {"2011-05-09"}
    assert len(town.product(FOCUS_AREAS, scheme_id="mine")) == 2


def test_nothing_to_bring_up_to_date(town):
    with pytest.raises(SmartCityError) as caught:
        update_focus_areas(town, CATALOGUE)
    assert caught.value.problem.key == "focus_nothing_stored"


@pytest.mark.parametrize("when", [0.0, 0.5, 0.95, 1.0])
@pytest.mark.parametrize("step", [find_and_save_clusters, make_focus_areas, update_focus_areas])
def test_a_cancelled_run_leaves_the_study_as_it_was(town, step, when):
    make_focus_areas(town, CATALOGUE)
    find_and_save_clusters(town, CATALOGUE)
    before = contents(town)
    assert all(before)

    def stop(fraction: float) -> None:
        if fraction >= when:
            raise Cancelled

    with pytest.raises(Cancelled):
        step(town, CATALOGUE, progress=stop)
    assert contents(town) == before
