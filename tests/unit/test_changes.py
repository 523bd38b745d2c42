# SPDX-License-Identifier: GPL-2.0-or-later
"""What changed between two states of a layer, by hand."""

from __future__ import annotations

import json

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.sources.changes import FieldChange, compare

ROLES = load_catalogue().roles


def buildings(build, *rows):
    """Return buildings: (x, identifier, storeys)."""
    squares = [build.square(x, 0, 10) for x, _, _ in rows]
    storeys = [np.nan if row[2] is None else float(row[2]) for row in rows]
    return build.table(squares, "buildings", building_id=[row[1] for row in rows], storeys=storeys)


def playgrounds(build, *rows):
    """Return points: (x, name)."""
    return build.table([shapely.Point(x, 0) for x, _ in rows], "playgrounds", name=[name for _, name in rows])


def counts(changes):
    return changes.added, changes.removed, changes.changed, changes.unchanged


def test_features_are_told_apart_by_their_key(build):
    before = buildings(build, (0, "a", 1), (20, "b", 2), (40, "c", None), (60, "d", 4))
    # b moved, c got storeys, d is gone, e is new; the order is another.
    after = buildings(build, (80, "e", 9), (40, "c", 3), (25, "b", 2), (0, "a", 1))
    changes = compare(before, after, ROLES["buildings"])
    assert changes.key == "building_id"
    assert counts(changes) == (1, 1, 2, 1)
    assert (changes.changed_values, changes.changed_geometry) == (1, 1)
    assert changes.fields == (FieldChange("storeys", 7.0, 15.0, 3, 4),)  # 1 + 2 + 4; 9 + 3 + 2 + 1
    assert (changes.examples_added, changes.examples_removed) == (("e",), ("d",))
    assert set(changes.examples_changed) == {"b", "c"}
    assert (changes.before, changes.after, changes.any) == (4, 4, True)


@pytest.mark.parametrize("ids", [("a", "a"), ("a", None)])
def test_a_key_that_names_nobody_is_none(build, ids):
    before = buildings(build, (0, ids[0], 1), (20, ids[1], 2))
    changes = compare(before, before, ROLES["buildings"])
    assert changes.key == ""
    assert counts(changes) == (0, 0, 0, 2)


def test_without_a_key_the_place_tells(build):
    before = playgrounds(build, (0, "Elbe"), (100, "Saale"), (200, None))
    after = playgrounds(build, (0, "Elbe"), (100, "Unstrut"), (300, None))
    changes = compare(before, after, ROLES["playgrounds"])
    assert changes.key == ""
    assert counts(changes) == (1, 1, 1, 1)  # Saale is called Unstrut now; the nameless one is not the same one
    assert (changes.changed_values, changes.changed_geometry) == (1, 0)
    assert changes.examples_changed == ("Unstrut",)


def test_failing_that_a_name_that_only_one_has(build):
    before = playgrounds(build, (0, "Elbe"), (100, "Saale"), (200, "Saale"))
    after = playgrounds(build, (50, "Elbe"), (300, "Saale"), (400, "Saale"))
    changes = compare(before, after, ROLES["playgrounds"])
    assert counts(changes) == (2, 2, 1, 0)  # Elbe moved; which Saale is which cannot be told
    assert changes.changed_geometry == 1


def test_twins_are_counted_one_by_one(build):
    before = playgrounds(build, (0, "Elbe"), (0, "Elbe"), (0, "Elbe"))
    changes = compare(before, playgrounds(build, (0, "Elbe"), (0, "Elbe")), ROLES["playgrounds"])
    assert counts(changes) == (0, 1, 0, 2)


def test_what_only_looks_different_is_the_same(build):
    square = build.square(0, 0, 10)
    turned = shapely.Polygon([(10, 10), (10, 0), (0, 0), (0, 10)])  # other start, other direction
    noise = shapely.MultiPolygon([shapely.box(0, 0, 10.0000001, 10)])
    for other in (turned, noise):
        before = build.table([square], "water", area=[0.1 + 0.2])
        after = build.table([other], "water", area=[0.3])
        assert counts(compare(before, after, ROLES["water"])) == (0, 0, 0, 1)


def test_a_value_that_comes_to_be_known_is_a_change(build):
    before = build.cells([build.square(0, 0)], [None])
    after = build.cells([build.square(0, 0)], [0])
    changes = compare(before, after, ROLES["population_cells"])
    assert counts(changes) == (0, 0, 1, 0)
    assert changes.fields[0] == FieldChange("population", 0.0, 0.0, 0, 1)  # the sum says nothing, the count does


def test_columns_that_come_and_go_are_named(build):
    before = build.table([shapely.Point(0, 0)], "trees", species=["Linde"], height_m=[3.0], source_id=["1"])
    after = build.table([shapely.Point(0, 0)], "trees", species=["Linde"], crown_diameter_m=[2.0])
    changes = compare(before, after, ROLES["trees"])
    assert (changes.new_fields, changes.lost_fields) == (("crown_diameter_m",), ("height_m",))
    assert counts(changes) == (0, 0, 0, 1)
    assert changes.any


def test_tables_without_geometry_are_compared_by_their_values(build):
    def table(*rows):
        units, values = zip(*rows)
        return build.table([None] * len(rows), "unit_statistics", unit_id=list(units), population=list(values))

    # One unit has two years: the identifier alone names no row.
    changes = compare(table(("1", 5.0), ("1", 6.0)), table(("1", 5.0), ("1", 7.0)), ROLES["unit_statistics"])
    assert counts(changes) == (1, 1, 0, 1)


def test_nothing_and_everything(build):
    empty, full = playgrounds(build), playgrounds(build, (0, "Elbe"), (1, None))
    assert counts(compare(empty, empty, ROLES["playgrounds"])) == (0, 0, 0, 0)
    assert not compare(empty, empty, ROLES["playgrounds"]).any
    assert counts(compare(empty, full, ROLES["playgrounds"])) == (2, 0, 0, 0)
    assert counts(compare(full, empty, ROLES["playgrounds"])) == (0, 2, 0, 0)


def test_changes_can_be_written_as_json(build):
    changes = compare(buildings(build, (0, "a", 1)), buildings(build, (0, "a", 2)), ROLES["buildings"])
    assert json.loads(json.dumps(changes.as_dict()))["fields"][0]["sum_after"] == 2.0


rows = st.lists(st.tuples(st.integers(0, 5), st.sampled_from(["Elbe", "Saale", None])), max_size=8)


@given(rows, rows)
def test_the_books_balance(build, one, other):
    before, after = playgrounds(build, *one), playgrounds(build, *other)
    changes = compare(before, after, ROLES["playgrounds"])
    assert changes.before == len(one) == changes.removed + changes.changed + changes.unchanged
    assert changes.after == len(other) == changes.added + changes.changed + changes.unchanged
    assert max(changes.changed_values, changes.changed_geometry) <= changes.changed
    back = compare(after, before, ROLES["playgrounds"])
    assert (back.added, back.removed, back.changed) == (changes.removed, changes.added, changes.changed)


@given(rows, st.randoms())
def test_order_does_not_matter(build, one, chance):
    shuffled = list(one)
    chance.shuffle(shuffled)
    changes = compare(playgrounds(build, *one), playgrounds(build, *shuffled), ROLES["playgrounds"])
    assert counts(changes) == (0, 0, 0, len(one))
