# SPDX-License-Identifier: GPL-2.0-or-later
"""One new park in the demo study: the scenario equals the study with the park added by hand, and changes nothing."""

from __future__ import annotations

import hashlib
import shutil

import numpy as np
import pandas as pd
import shapely

from smartcity_plugin.engine.table import GeoTable
from smartcity_plugin.model.provenance import Passport
from smartcity_plugin.model.strategy import Effect, Measure
from smartcity_plugin.study import register_changes
from smartcity_plugin.study.register_changes import Change
from smartcity_plugin.study.scenarios import ScenarioRunner
from smartcity_plugin.study.study import Study
from smartcity_plugin.study.workflow import compute


def place_for_a_park(study: Study) -> shapely.Geometry:
    """The middle of the cell with most people among those more than 400 m from public green."""
    cells, green = study.layer("population_cells"), study.layer("public_green")
    middles = shapely.centroid(cells.geometry)
    metres = shapely.distance(middles, green.geometry[shapely.STRtree(green.geometry).nearest(middles)])
    people = np.where(metres > 400, np.nan_to_num(cells.numbers("population")), -1)
    return shapely.buffer(middles[int(people.argmax())], 60.0, quad_segs=2)


def test_a_park_in_jena_is_what_the_study_says_with_the_park_added_by_hand(jena_study_copy, catalogue, tmp_path):
    """All indicators of the demo study: those that the park touches are equal, all others are the same."""
    with Study.open(jena_study_copy, update=True) as study:
        park = place_for_a_park(study)
        effect = Effect("park", "neu", "new_green", "Neuer Park")
        changes = [
            Change(None, Measure("neu", "Neuer Park", is_example=True)),
            Change(None, effect, None, shapely.multipolygons([park]), "area"),
        ]
        register_changes.apply(study, changes)
    by_hand = shutil.copy(jena_study_copy, tmp_path / "by_hand.gpkg")
    before = hashlib.sha256(jena_study_copy.read_bytes()).hexdigest()
    with Study.open(jena_study_copy) as study:
        runner = ScenarioRunner(study, catalogue)
        found, without = runner.outcome(["neu"]), runner.outcome([])
        stored = {name: study.stored_result(catalogue.indicators[name]) for name in (*found.touched, *found.untouched)}
    assert hashlib.sha256(jena_study_copy.read_bytes()).hexdigest() == before
    assert not without.touched
    assert found.problems == ()
    assert found.recomputed == ()
    with Study.open(by_hand, update=True) as study:
        for role in ("public_green", "green_all"):
            shapes = np.array([park], dtype=object)
            table = GeoTable(pd.DataFrame({"name": ["Neuer Park"]}), shapes, study.settings.crs, role)
            study.save_layer(
                catalogue.roles[role], Passport(role, role, "test", "cc0_1_0", "", "2026"), table, add=True
            )
        full = compute(study, catalogue).results
    assert set(full) == set(stored)
    assert "gre_access_300m_share" in found.touched
    assert "soc_kita_access_share" in found.untouched
    for name in found.touched:
        np.testing.assert_allclose(
            found.after[name].units["value"].to_numpy(float), full[name].units["value"].to_numpy(float), rtol=1e-12
        )
        assert found.after[name].units["flags"].tolist() == full[name].units["flags"].tolist()
    for name in found.untouched:
        assert stored[name].units["value"].equals(full[name].units["value"]), name
    served = (
        found.after["gre_access_300m_share"].units["numerator"]
        - found.before["gre_access_300m_share"].units["numerator"]
    )
    assert served.min() >= -1e-9
    assert served.iloc[0] > 300
