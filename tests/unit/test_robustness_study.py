# SPDX-License-Identifier: GPL-2.0-or-later
"""Robustness in a study: what is stored, what is told, the second system of units, cancel."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from smartcity_plugin.catalogue.schemes import scheme_content
from smartcity_plugin.engine.composite.variants import FACTORS, options_of, unvaried
from smartcity_plugin.model.problem import Cancelled, SmartCityError
from smartcity_plugin.model.scheme import Combination, Group, RobustnessPlan, Scheme
from smartcity_plugin.study import robustness
from smartcity_plugin.study.assessment import assess
from smartcity_plugin.study.overlay_tables import CELLS, ROBUSTNESS, SENSITIVITY, UNITS
from smartcity_plugin.study.workflow import compute_and_save

ACCESS, SUPPLY = "gre_access_300m_share", "gre_local_supply"
SCHEME = Scheme("test", "Test", (Group("green", (ACCESS, SUPPLY)),))
PLAN = RobustnessPlan(runs=40, top_share=0.5)


@pytest.fixture
def study(build, catalogue, tmp_path):
    """Two units, four cells; access and supply are computed."""
    with build.study(tmp_path / "study.gpkg") as opened:
        build.inventory(opened, catalogue)
        compute_and_save(opened, catalogue, [ACCESS, SUPPLY])
        yield opened


def keys(found) -> list[str]:
    return [note.key for note in found.notes]


def tried(study, catalogue, kind, scheme=SCHEME, plan=PLAN, **more):
    return robustness.robustness_of(study, catalogue, scheme, kind, plan, rows=16, **more)


def test_units_are_stored_with_the_record_of_the_run(study, catalogue):
    found = tried(study, catalogue, UNITS)
    level = study.settings.unit_level
    table = study.product(ROBUSTNESS, scheme_id="test", place_kind=level)
    assert table.frame["place_id"].tolist() == ["east", "west"]
    assert table.frame["name"].tolist() == ["Unit east", "Unit west"]
    # The east has no green at all, the west has: whatever is varied the east comes first.
    assert table.frame["rank"].tolist() == [1, 2]
    assert table.frame["top_share"].tolist() == [100, 0]
    assert table.frame["same_class_share"].tolist() == [100, 100]
    assert table.frame["rank_span"].tolist() == [0, 0]
    assert [geometry.area for geometry in table.geometry] == [1e6, 1e6]
    shares = study.product(SENSITIVITY, scheme_id="test", place_kind=level).frame
    assert shares["factor"].tolist() == list(found.varied)
    run = study.runs()[table.frame["run_id"].iloc[0]]
    assert run.kind == "test_robustness"
    assert run.parameters["scheme"] == scheme_content(replace(SCHEME, plan=PLAN))
    assert run.parameters["factors"] == list(FACTORS)
    assert run.parameters["summary"]["runs"] == 40
    assert set(shares["run_id"]) == {run.run_id}
    assert "robustness_few_places" in keys(found)


def test_stored_results_are_read_back(study, catalogue):
    found = tried(study, catalogue, UNITS)
    back = robustness.stored(study, "test", study.settings.unit_level)
    assert back.plan == PLAN
    assert (dict(back.summary), back.varied) == (found.summary, found.varied)
    pd.testing.assert_frame_equal(back.places[found.places.columns], found.places, check_dtype=False, check_exact=False)
    assert robustness.stored(study, "other", CELLS) is None


def test_a_run_replaces_the_one_before_and_leaves_other_kinds(study, catalogue):
    for kind in (UNITS, CELLS, UNITS):
        tried(study, catalogue, kind)
    kinds = study.product(ROBUSTNESS).frame["place_kind"].value_counts().to_dict()
    assert kinds == {study.settings.unit_level: 2, CELLS: 2}


def test_the_seed_decides(study, catalogue):
    one, same = (tried(study, catalogue, CELLS).places for _ in range(2))
    pd.testing.assert_frame_equal(one, same)


def test_cells_have_the_name_of_their_unit_and_one_system(study, catalogue):
    found = tried(study, catalogue, CELLS)
    assert found.are_cells
    # Of four cells one has no known population and one nobody lives in.
    assert found.places["place_id"].tolist() == ["c0", "c2"]
    assert set(found.places["name"]) <= {"Unit west", "Unit east"}
    assert "robustness_cells_only" in keys(found)
    assert "system" not in found.varied


def test_the_mean_of_the_cells_is_a_second_system(study, catalogue):
    found = tried(study, catalogue, UNITS)
    assert "system" in found.varied
    assert "system" in set(found.factors["factor"])
    without = tried(study, catalogue, UNITS, factors=("weights", "dropped"))
    assert without.varied == ("weights", "dropped")
    assert "robustness_one_system" not in keys(without)


def test_without_the_same_indicators_on_cells_there_is_one_system(study, catalogue):
    scheme = replace(SCHEME, groups=(Group("green", (ACCESS, "gre_public_per_capita")),))
    compute_and_save(study, catalogue, ["gre_public_per_capita"])
    found = tried(study, catalogue, UNITS, scheme)
    assert "system" not in found.varied
    note = next(note for note in found.notes if note.key == "robustness_one_system")
    assert note.values == {"count": 1, "all": 2}


def test_nothing_to_vary_is_an_error(study, catalogue):
    still = replace(PLAN, weight_spread=0.0, threshold_spread=0.0, normalisations=(), combinations=(), drop_one=False)
    with pytest.raises(SmartCityError, match="robustness_nothing_varies"):
        tried(study, catalogue, CELLS, plan=still)
    with pytest.raises(SmartCityError, match="robustness_nothing_varies"):
        tried(study, catalogue, CELLS, factors=())


def test_without_cells_there_is_nothing_to_test_on_them(build, catalogue, tmp_path):
    with build.study(tmp_path / "empty.gpkg") as study, pytest.raises(SmartCityError, match="places_without_people"):
        tried(study, catalogue, CELLS)


def test_a_cancelled_run_leaves_the_study_as_it_was(study, catalogue):
    before = len(study.runs())

    def stop(fraction):
        if fraction > 0.7:
            raise Cancelled

    with pytest.raises(Cancelled):
        tried(study, catalogue, UNITS, progress=stop)
    assert len(study.runs()) == before
    assert study.product(ROBUSTNESS).frame.empty


def test_progress_rises_to_the_end(study, catalogue):
    seen = []
    tried(study, catalogue, UNITS, progress=seen.append)
    assert seen == sorted(seen)
    assert (min(seen), seen[-1]) == (0.0, 1.0)


def test_every_sentence_of_a_note_can_be_said(study, catalogue):
    for kind in (UNITS, CELLS):
        for note in tried(study, catalogue, kind, replace(SCHEME, between=Combination.LINEAR)).notes:
            assert catalogue.sentence(note, "de")


def test_indicators_without_values_are_told(study, catalogue):
    scheme = replace(SCHEME, groups=(Group("green", (ACCESS, SUPPLY, "gre_public_per_capita")),))
    found = tried(study, catalogue, UNITS, scheme)
    note = next(note for note in found.notes if note.key == "robustness_left_out")
    assert note.values == {"indicator": ["gre_public_per_capita"]}


def test_the_second_system_weighs_cells_by_people(study, catalogue):
    """c0 (100 people) lies in the west, c2 (50) half in each unit."""
    cells = assess(study, catalogue, SCHEME, CELLS)
    options = options_of(cells.scheme, cells.tree, PLAN, 2, FACTORS)
    carried = robustness._carried(study, catalogue, cells, options, ["east", "west"])
    first, last = cells.index.score
    found = carried.score(unvaried(cells.tree, 1), 0)
    assert first != last
    assert found.tolist() == pytest.approx([last, (100 * first + 25 * last) / 125])
