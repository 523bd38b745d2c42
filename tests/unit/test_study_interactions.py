# SPDX-License-Identifier: GPL-2.0-or-later
"""Conflicts and synergies of a study: by hand on four cells, every rule on random towns, what is missing."""

from __future__ import annotations

import copy
import json

import numpy as np
import pandas as pd
import pytest
import shapely

from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.catalogue.entry import Entry
from smartcity_plugin.catalogue.rules import load_rules, read_rule, rule_content
from smartcity_plugin.engine.interactions import HOLDS
from smartcity_plugin.engine.raster import Raster
from smartcity_plugin.model.problem import Cancelled, Problem, Severity, SmartCityError
from smartcity_plugin.model.rule import IndicatorCondition, Operator, Reading, RuleKind, Spatial
from smartcity_plugin.study.interaction_rows import class_of
from smartcity_plugin.study.interactions import evaluate, evaluate_and_save, stored_interactions
from smartcity_plugin.study.overlay_tables import CELLS, INTERACTIONS, UNITS
from smartcity_plugin.study.provenance import start_run
from smartcity_plugin.study.results import IndicatorResult
from tests.unit import towns

CATALOGUE = load_catalogue()
SHIPPED = load_rules()
SECTORS = list(CATALOGUE.sectors)
NAN = float("nan")

GREEN, INFILL, KITA = "gre_local_supply", "hou_infill_potential", "soc_kita_access_share"


def rule(rule_id, base="K2", **changes):
    return read_rule(Entry({**copy.deepcopy(rule_content(SHIPPED[base])), **changes}, "rule"), rule_id, CATALOGUE)


def store(study, values, cells=None):
    """Store made values of indicators: indicator → unit values, and → cell values."""
    units = study.units().ids("unit_id")
    results = []
    for name, given in values.items():
        column = [given.get(unit, NAN) for unit in units]
        frame = pd.DataFrame({"unit_id": units, "value": column, "numerator": NAN, "denominator": NAN})
        frame = frame.assign(coverage=1.0, n_cells=1, n_unknown=0, population=100.0, flags="")
        own = (cells or {}).get(name)
        rows = None
        if own is not None:
            rows = pd.DataFrame({"cell_id": list(own), "value": list(own.values())})
            rows = rows.assign(numerator=NAN, denominator=NAN)
        results.append(IndicatorResult(CATALOGUE.indicators[name], {}, frame, rows, (), ()))
    study.save_results(start_run("test", {}, [], {}), results, {})


@pytest.fixture
def study(build, tmp_path):
    """Four cells of 100, 200, 300 and 400 people, two in each unit; infill on units, green and day care on cells.

    Infill: west 1600, east 1000 m²/ha of 2000 → 0.8 and 0.5. Green need: 0.9, 0.8, 0.9, unknown. Day care need: 1, 0.7,
    0, 1.
    """
    with build.study(tmp_path / "study.gpkg") as study:
        squares = [build.square(x, 400) for x in (100, 500, 1100, 1500)]
        cells = build.cells(squares, [100, 200, 300, 400])
        study.save_layer(CATALOGUE.roles["population_cells"], build.passport("population_cells"), cells)
        units = dict(zip(study.reporting_units().ids("unit_id"), (1600.0, 1000.0)))
        store(
            study,
            {INFILL: units, GREEN: dict.fromkeys(units, 0.6), KITA: dict.fromkeys(units, 50.0)},
            {
                GREEN: {"c0": 0.6, "c1": 1.2, "c2": 0.6, "c3": NAN},
                KITA: {"c0": 0.0, "c1": 30.0, "c2": 100.0, "c3": 0.0},
            },
        )
        yield study


# By hand ------------------------------------------------------------------------------------------------------------


def test_four_cells_and_two_rules_on_paper(study):
    found = evaluate(study, CATALOGUE, [SHIPPED["K2"], SHIPPED["S5"]])
    assert found.places.population.tolist() == [100, 200, 300, 400]
    # K2 = min(infill, green need); S5 = mean(day care need, infill), both operands from 0.6 on.
    assert found.severity[:3, 0] == pytest.approx([0.8, 0.8, 0.5])
    assert np.isnan(found.severity[3, 0])
    assert found.severity[:, 1] == pytest.approx([0.9, 0.75, 0.25, 0.75])
    assert found.holds.tolist() == [[True, True], [True, True], [False, False], [False, False]]
    assert not found.unknown.any(), "in the east the infill is known to be too low"
    summary = found.summary()
    assert summary.of_kind(RuleKind.CONFLICT) == (2, 300.0)
    pairs = summary.pairs(SECTORS).set_index(["kind", "sector_a", "sector_b"])
    assert pairs.loc[("conflict", "housing", "green")].tolist() == ["K2", 2, 300.0]
    assert pairs.loc[("synergy", "housing", "social")].tolist() == ["S5", 2, 300.0]
    assert len(pairs) == 2


def test_a_lower_threshold_makes_the_unknown_matter(study):
    found = evaluate(study, CATALOGUE, [rule("K2", threshold=0.5)])
    assert found.holds[:, 0].tolist() == [True, True, True, False]
    assert found.unknown[:, 0].tolist() == [False, False, False, True]
    rows = evaluate_and_save(study, CATALOGUE, [rule("K2", threshold=0.5)])
    stored = stored_interactions(study, CATALOGUE)
    assert stored.summary.unknown[:, 0].tolist() == [False, False, False, True]
    assert pd.isna(stored.rows["conflict_severity"][3])
    assert pd.isna(stored.rows["conflicts"][3])
    assert stored.rows["conflicts"][0] == 1
    assert rows.summary().persons("K2") == stored.summary.persons("K2") == 600.0


def test_what_units_lend_to_cells_is_told(study):
    found = evaluate_and_save(study, CATALOGUE, [SHIPPED["K2"], SHIPPED["S5"]])
    told = "K2: Aus der Planungseinheit übernommen: hohe Werte: Rechnerisches Nachverdichtungspotenzial."
    assert found.notes(CATALOGUE, "de")[0] == told
    rows = study.product(INTERACTIONS, place_kind=CELLS).frame.set_index("place_id")
    first = rows.loc["c0"]
    assert first["rules"] == "S5 (90 %), K2 (80 %)"
    assert first["flags"] == "inherited"
    assert "Doppelte Innenentwicklung" in first["reason_de"]
    assert "Taken over from the planning unit: high values: Arithmetical infill potential." in first["reason_en"]
    assert "Bedarf: Wohnungsnahe Grünversorgung" in first["measures_de"]
    assert (first["conflict_class"], first["synergy_class"]) == ("medium", "strong")
    assert (first["conflict_topic"], first["conflict_rule"], first["conflicts"]) == ("K2", "K2", 1)
    third = rows.loc["c2"]
    assert (third["conflict_topic"], third["conflict_class"], third["conflict_severity"]) == ("none", "none", 0.0)
    assert third["rules"] is None or pd.isna(third["rules"])


def test_units_are_judged_by_their_own_values(study):
    found = evaluate(study, CATALOGUE, [SHIPPED["K2"]], UNITS)
    assert found.severity[:, 0] == pytest.approx([0.8, 0.5])
    assert found.holds[:, 0].tolist() == [True, False]
    assert found.inherited == ((),)


def test_the_least_severity_hides_weaker_ones(study):
    found = evaluate(study, CATALOGUE, [SHIPPED["S5"]], minimum=0.8)
    assert found.holds[:, 0].tolist() == [True, False, False, False]


def test_layers_count_at_cells_and_by_people_in_units(study, build):
    schools = build.table([shapely.Point(150, 450), shapely.Point(1150, 750)], "poi_primary_school")
    study.save_layer(CATALOGUE.roles["poi_primary_school"], build.passport("poi_primary_school"), schools)
    near = rule(
        "E1",
        operands={
            "a": {"indicator": KITA, "as": "need"},
            "b": {"role": "poi_primary_school", "measure": "distance", "zero": 500, "full": 200},
        },
        operator="geometric_mean",
    )
    found = evaluate(study, CATALOGUE, [near])
    # Metres to the nearest school: 0, 400, 300, 500 → 1, 1/3, 2/3, 0.
    assert found.memberships[0][:, 1] == pytest.approx([1.0, 1 / 3, 2 / 3, 0.0])
    assert found.severity[:, 0] == pytest.approx([1.0, (0.7 / 3) ** 0.5, 0.0, 0.0])
    of_units = evaluate(study, CATALOGUE, [near], UNITS)
    assert of_units.memberships[0][:, 1] == pytest.approx([(100 * 1 + 200 / 3) / 300, (300 * 2 / 3) / 700])


def test_a_layer_is_narrowed_by_its_words(study, build):
    shapes = [build.square(100, 400), build.square(500, 400)]
    table = build.table(shapes, "flood", scenario=["HQ100", "heavy_rain"])
    study.save_layer(CATALOGUE.roles["flood"], build.passport("flood"), table)
    found = evaluate(study, CATALOGUE, [SHIPPED["K5"]])
    assert found.memberships[0][:, 1].tolist() == [1.0, 0.0, 0.0, 0.0]
    assert found.holds[:, 0].tolist() == [True, False, False, False]
    missing = rule("E1", "K5")
    content = rule_content(missing)
    content["operands"]["b"]["where"] = {"scenario": ["hqextrem"]}
    check = evaluate(study, CATALOGUE, [SHIPPED["K5"], rule("E1", "K5", **content)]).checks[1]
    assert check.problems == (Problem("rule_lacks_layer", Severity.NOTE, {"rule": "E1", "layer": ("flood",)}),)


# Missing data -------------------------------------------------------------------------------------------------------


def test_rules_without_data_are_listed_with_what_is_missing(study):
    found = evaluate_and_save(study, CATALOGUE, SHIPPED.values())
    assert [check.rule.id for check in found.checked] == ["K2", "S5"]
    unchecked = found.summary().unchecked
    assert set(unchecked) == set(SHIPPED) - {"K2", "S5"}
    sentence = CATALOGUE.sentence(unchecked["K9"][0], "de")
    assert "K9 ist nicht prüfbar: Es fehlen Daten: Dächer mit Eignung für Solaranlagen." in sentence
    either = CATALOGUE.sentence(unchecked["K3"][0], "en")
    assert "(Tree canopy cover, Vegetated area share) nor data (All green space)" in either
    rows = study.product(INTERACTIONS, place_kind=CELLS).frame
    assert rows["unknown_rules"].str.contains("K9").all()
    stored = stored_interactions(study, CATALOGUE).summary.unchecked
    told = [CATALOGUE.sentence(item, "de") for items in unchecked.values() for item in items]
    assert [CATALOGUE.sentence(item, "de") for items in stored.values() for item in items] == told


def test_grocery_alone_missing_is_told_but_no_hindrance(study):
    check = evaluate(study, CATALOGUE, [SHIPPED["S5"]]).checks[0]
    assert [item.indicator for item in check.left_out] == ["soc_grocery_access_share"]


def test_a_substitute_is_told(study, build):
    study.save_layer(
        CATALOGUE.roles["green_all"], build.passport("green_all"), build.table([build.square(100, 400)], "green_all")
    )
    found = evaluate_and_save(study, CATALOGUE, [SHIPPED["K3"]])
    assert [item.role for item in found.checks[0].substitutes] == ["green_all"]
    rows = study.product(INTERACTIONS, place_kind=CELLS).frame
    assert rows["flags"][0] == "inherited,substitute"
    assert rows["conflict_class"][0] == "search"  # the map must not call it severe
    assert rows["conflict_rule"][0] == "K3"
    assert "„viel Fläche: Grün insgesamt“ zählt alle Grünflächen, auch solche ohne Bäume." in rows["reason_de"][0]


def test_what_is_measured_comes_before_what_stands_in(study, build):
    """K3 holds by a stand-in with more severity than K2, which rests on measured values: K2 makes the class."""
    store_green = build.table([build.square(100, 400)], "green_all")
    study.save_layer(CATALOGUE.roles["green_all"], build.passport("green_all"), store_green)
    both = evaluate_and_save(study, CATALOGUE, [SHIPPED["K2"], SHIPPED["K3"]])
    rows = study.product(INTERACTIONS, place_kind=CELLS).frame
    two = both.holds.all(axis=1)
    assert two.any()
    assert set(rows.loc[two, "conflict_rule"]) == {"K2"}
    assert "search" not in set(rows.loc[two, "conflict_class"])


def test_a_chance_takes_nothing_in_place_of_the_infill_potential():
    for rule_id in ("S1", "S5"):
        assert not [item for item in SHIPPED[rule_id].conditions() if item.substitute], rule_id


def test_nothing_to_check_is_told(study):
    with pytest.raises(SmartCityError, match="no_rule_checkable"):
        evaluate(study, CATALOGUE, [SHIPPED["K9"]])


# Stored -------------------------------------------------------------------------------------------------------------


def test_cells_and_units_stay_side_by_side_and_are_replaced(study):
    for _ in range(2):
        evaluate_and_save(study, CATALOGUE, [SHIPPED["K2"]])
        evaluate_and_save(study, CATALOGUE, [SHIPPED["K2"]], UNITS)
    assert len(study.product(INTERACTIONS, place_kind=CELLS)) == 4
    assert len(study.product(INTERACTIONS, place_kind="district")) == 2
    run = study.runs()[study.product(INTERACTIONS, place_kind=CELLS).frame["run_id"][0]]
    assert (
        read_rule(Entry(json.loads(json.dumps(run.parameters))["rules"]["K2"], "r"), "K2", CATALOGUE) == SHIPPED["K2"]
    )


def test_a_cancelled_run_leaves_the_study_as_it_was(study):
    def cancel(fraction):
        raise Cancelled

    with pytest.raises(Cancelled):
        evaluate_and_save(study, CATALOGUE, [SHIPPED["K2"]], progress=cancel)
    assert stored_interactions(study, CATALOGUE) is None
    assert not [run for run in study.runs().values() if run.kind == "conflicts_synergies"]


@pytest.mark.parametrize(
    ("severity", "expected"), [(NAN, None), (0, "none"), (0.6, "weak"), (0.7, "medium"), (0.85, "strong")]
)
def test_classes_begin_at_their_limits(severity, expected):
    assert class_of(severity) == expected


# Whole towns --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=[1, 2])
def town(request, build, tmp_path_factory):
    """A random town with a layer of every role, and a value of every indicator at every unit and cell, some unknown."""
    data = towns.town(build, CATALOGUE, request.param)
    path = tmp_path_factory.mktemp("town") / "study.gpkg"
    random = np.random.default_rng(request.param)
    with build.study(path) as study:
        for role, table in data.items():
            if role != "planning_units" and not isinstance(table, Raster) and CATALOGUE.roles[role].geometry != "none":
                study.save_layer(CATALOGUE.roles[role], build.passport(role), table)
        cells = study.layer("population_cells").ids("cell_id")
        values, of_cells = {}, {}
        for number, name in enumerate(sorted({name for rule in SHIPPED.values() for name in rule.indicators()})):
            posts = CATALOGUE.indicators[name].goalposts
            low, high = (0.0, 2000.0) if posts is None or not hasattr(posts, "full") else (posts.zero, posts.full)
            drawn = random.uniform(low, high, len(cells)) if low < high else random.uniform(high, low, len(cells))
            if number % 4 == 0:
                values[name] = {
                    unit: random.uniform(min(low, high), max(low, high)) for unit in study.units().ids("unit_id")
                }
                continue
            drawn[random.random(len(cells)) < 0.1] = NAN
            of_cells[name] = dict(zip(cells, drawn))
            values[name] = dict.fromkeys(study.units().ids("unit_id"), float(np.nanmean(drawn)))
        store(study, values, of_cells)
        yield study


def by_hand(shape, shapes, measure):
    if measure is Spatial.COVERED_SHARE:
        return shape.intersection(shapely.union_all(shapes)).area / shape.area
    if measure is Spatial.DISTANCE:
        return shapely.distance(shape.centroid, shapes).min()
    return shapely.intersects(shape, shapes).sum()


def expected_severity(study, found, number):
    """Return holds and severity of a rule, worked out row by row with pandas and shapely."""
    check = found.checked[number]
    holds, severities = [], []
    own = {
        c.indicator: study.cell_values(c.indicator)
        for c in check.rule.conditions()
        if isinstance(c, IndicatorCondition)
    }
    own = {name: dict(zip(rows["cell_id"], rows["value"])) for name, rows in own.items()}
    values = study.values()
    units = study.reporting_units()
    layers = {role: study.layer(role) for role in check.rule.roles()}
    for place, shape in zip(found.places.ids, found.places.geometry):
        row = []
        for operand in check.rule.operands:
            options = []
            for condition in check.used[operand.key]:
                if isinstance(condition, IndicatorCondition):
                    value = own[condition.indicator].get(place, NAN)
                    if not own[condition.indicator]:
                        areas = shapely.area(shapely.intersection(shape, units.geometry))
                        unit = units.ids("unit_id")[areas.argmax()]
                        mine = values[(values["unit_id"] == unit) & (values["indicator_id"] == condition.indicator)]
                        value = float(mine["value"].iloc[0])
                    scale = condition.scale
                    if scale is None:
                        posts = CATALOGUE.indicators[condition.indicator].goalposts
                        score = min(1.0, max(0.0, (value - posts.zero) / (posts.full - posts.zero)))
                        score = NAN if value != value else score
                        options.append(1 - score if condition.reading is Reading.NEED else score)
                        continue
                else:
                    layer = layers[condition.role]
                    shapes = layer.geometry
                    for name, words in condition.where.items():
                        shapes = shapes[layer.frame[name].isin(words).to_numpy()]
                    value = by_hand(shape, shapes, condition.measure)
                    scale = condition.scale
                part = (value - scale.zero) / (scale.full - scale.zero)
                options.append(NAN if value != value else min(1.0, max(0.0, part)))
            known = [item for item in options if item == item]
            best = max(known) if known else NAN
            row.append(best if len(known) == len(options) or best >= check.rule.threshold else NAN)
        holds.append(all(item >= check.rule.threshold - 1e-9 for item in row))
        if any(item != item for item in row):
            severities.append(NAN)
        elif check.rule.operator is Operator.MINIMUM:
            severities.append(min(row))
        else:
            severities.append(sum(row) / len(row))
    return holds, severities


def test_every_shipped_rule_agrees_with_working_it_out_row_by_row(town):
    found = evaluate(town, CATALOGUE, SHIPPED.values())
    assert [check.rule.id for check in found.checked] == list(SHIPPED)
    for number in range(len(SHIPPED)):
        holds, severities = expected_severity(town, found, number)
        assert found.severity[:, number] == pytest.approx(severities, nan_ok=True), found.checked[number].rule.id
        assert (found.state[:, number] == HOLDS).tolist() == holds
    assert found.holds.any()
    assert found.unknown.any()


@pytest.mark.parametrize("kind", [CELLS, UNITS])
def test_sums_and_bounds_on_whole_towns(town, kind):
    found = evaluate(town, CATALOGUE, SHIPPED.values(), kind)
    known = np.isfinite(found.severity)
    assert ((found.severity[known] >= 0) & (found.severity[known] <= 1)).all()
    assert (found.severity[found.holds] >= 0.6 - 1e-9).all()
    summary = found.summary()
    total = float(np.nansum(found.places.population))
    for row in summary.pairs(SECTORS).itertuples():
        assert 0 <= row.places <= len(found.places)
        assert 0 <= row.persons <= total
        assert row.places >= max(summary.places(rule_id) for rule_id in row.rules.split(", "))
