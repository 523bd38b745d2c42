# SPDX-License-Identifier: GPL-2.0-or-later
"""Schemes as JSON: what is written is read back, and what must not be there is refused by place and key."""

from __future__ import annotations

import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartcity_plugin.catalogue.entry import CatalogueError
from smartcity_plugin.catalogue.schemes import read_scheme, scheme_content
from smartcity_plugin.model.indicator import Band, Goalposts
from smartcity_plugin.model.problem import SmartCityError
from smartcity_plugin.model.scheme import (
    Combination,
    Group,
    Judgement,
    Missing,
    Normalisation,
    RobustnessPlan,
    Scheme,
    Weighting,
    Weights,
)
from smartcity_plugin.study.schemes import scheme_file, scheme_from_text

words = st.text(max_size=8)
names = st.text(min_size=1, max_size=8)
points = st.dictionaries(names, st.floats(0, 1e6), max_size=3)
judgements = st.lists(st.builds(Judgement, names, names, st.floats(1 / 9, 9)), max_size=3).map(tuple)
weights = st.builds(
    Weights,
    method=st.sampled_from(Weighting),
    shares=points,
    locked=st.lists(names, max_size=2).map(tuple),
    ballots=st.dictionaries(names, points, max_size=2),
    judgements=st.dictionaries(names, judgements, max_size=2),
)
corners = st.lists(st.floats(-1e9, 1e9), min_size=4, max_size=4, unique=True).map(sorted)
scales = corners.flatmap(
    lambda found: st.sampled_from([Goalposts(found[0], found[3]), Goalposts(found[3], found[0]), Band(*found)])
)
plans = st.builds(
    RobustnessPlan,
    runs=st.integers(10, 20_000),
    seed=st.integers(0, 2**31 - 1),
    top_share=st.floats(0.01, 0.9),
    weight_spread=st.floats(0, 1),
    threshold_spread=st.floats(0, 0.5),
    normalisations=st.lists(st.sampled_from(Normalisation), min_size=1).map(tuple),
    combinations=st.lists(st.sampled_from(Combination), min_size=1).map(tuple),
    drop_one=st.booleans(),
    same_class_share=st.floats(0.5, 1),
)


@st.composite
def schemes(draw) -> Scheme:
    keys = draw(st.lists(names.filter(lambda key: key != "index"), max_size=3, unique=True))
    members = draw(st.lists(names, max_size=8, unique=True))
    cuts = sorted(draw(st.integers(0, len(members))) for _ in keys)
    groups = [
        Group(key, tuple(members[start:end]), draw(weights))
        for key, start, end in zip(keys, [0, *cuts], [*cuts, len(members)])
    ]
    return Scheme(
        id=draw(words),
        title=draw(words),
        groups=tuple(groups),
        description=draw(words),
        weights=draw(weights),
        normalisation=draw(st.sampled_from(Normalisation)),
        normalisations=draw(st.dictionaries(names, st.sampled_from(Normalisation), max_size=2)),
        scales=draw(st.dictionaries(names, scales, max_size=2)),
        within=draw(st.sampled_from(Combination)),
        between=draw(st.sampled_from(Combination)),
        missing=draw(st.sampled_from(Missing)),
        minimum_weight=draw(st.floats(0, 1)),
        floor=draw(st.floats(0.01, 50)),
        inherit=draw(st.booleans()),
        plan=draw(plans),
    )


@given(schemes())
def test_what_is_written_is_read_back(scheme):
    assert read_scheme(json.loads(json.dumps(scheme_content(scheme)))) == scheme
    assert scheme_from_text(scheme_file(scheme, with_names=True)) == scheme


@given(schemes(), st.data())
def test_any_key_more_or_any_value_of_another_kind_is_told(scheme, data):
    content = scheme_content(scheme)
    places = [item for item in branches(content, ()) if item != ()]
    place = data.draw(st.sampled_from(places))
    *above, key = place
    broken = copy.deepcopy(content)
    inside = broken
    for step in above:
        inside = inside[step]
    inside[key] = data.draw(st.sampled_from([object(), None, (1,)]))
    with pytest.raises(CatalogueError, match=r"^scheme"):
        read_scheme(broken)


def branches(content, place):
    """Yield the place of everything in a nested content."""
    yield place
    items = content.items() if isinstance(content, dict) else enumerate(content) if isinstance(content, list) else ()
    for key, value in items:
        yield from branches(value, (*place, key))


@given(st.text())
def test_any_text_is_a_scheme_or_a_problem(text):
    with pytest.raises(SmartCityError):
        scheme_from_text(text)


@pytest.mark.parametrize("text", ["[" * 100_000, '{"id": ' + "9" * 500 + "}", "{}", "[]", "null", '"x"', "NaN"])
def test_texts_that_break_readers_are_problems(text):
    with pytest.raises(SmartCityError) as raised:
        scheme_from_text(text)
    assert raised.value.problem.key == "scheme_unreadable"


WHOLE = scheme_content(
    Scheme(
        "s",
        "S",
        (
            Group(
                "green",
                ("a", "b"),
                Weights(
                    Weighting.AHP,
                    shares={"a": 60.0, "b": 40.0},
                    ballots={"Ada": {"a": 50.0, "b": 50.0}},
                    judgements={"Ada": (Judgement("a", "b", 3.0),)},
                ),
            ),
            Group("housing", ("c",)),
        ),
        normalisations={"a": Normalisation.RANK},
        scales={"a": Goalposts(0, 1), "b": Band(0, 1, 2, 3)},
    )
)
INNER = ("groups", 0, "weights")
REFUSED = [
    # where, what is put there, what the message must name
    (("surplus",), 1, ["scheme:", "surplus"]),
    (("id",), 7, ["scheme:", "'id'"]),
    (("title",), None, ["scheme:", "'title'"]),
    (("groups",), {}, ["scheme:", "'groups'"]),
    (("groups", 1), "green", ["groups[1]", "mapping"]),
    (("groups", 1, "key"), 3, ["groups[1]", "'key'"]),
    (("groups", 1, "key"), "green", ["scheme:", "twice"]),
    (("groups", 1, "key"), "index", ["scheme:", "'index'"]),
    (("groups", 1, "members"), ["a"], ["scheme:", "twice"]),
    (("groups", 1, "members"), [3], ["groups[1]", "'members'"]),
    (("groups", 1, "members"), "c", ["groups[1]", "'members'"]),
    (("groups", 1, "surplus"), 1, ["groups[1]", "surplus"]),
    ((*INNER, "method"), "guess", ["groups[0]: weights", "guess", "'method'"]),
    ((*INNER, "shares", "a"), -1, ["groups[0]: weights: shares", "'a'"]),
    ((*INNER, "shares", "a"), float("nan"), ["groups[0]: weights: shares", "'a'"]),
    ((*INNER, "shares", "a"), float("inf"), ["groups[0]: weights: shares", "'a'"]),
    ((*INNER, "shares", "a"), 10**400, ["groups[0]: weights: shares", "'a'"]),
    ((*INNER, "shares", "a"), True, ["groups[0]: weights: shares", "'a'"]),
    ((*INNER, "shares", "a"), "60", ["groups[0]: weights: shares", "'a'"]),
    ((*INNER, "locked"), [1], ["groups[0]: weights", "'locked'"]),
    ((*INNER, "ballots", "Ada"), 5, ["groups[0]: weights: ballots", "'Ada'"]),
    ((*INNER, "ballots", "Ada", "a"), -5, ["groups[0]: weights: ballots: Ada", "'a'"]),
    ((*INNER, "judgements", "Ada", 0), 3, ["groups[0]: weights: judgements of Ada", "mapping"]),
    ((*INNER, "judgements", "Ada", 0, "times"), 9.5, ["judgements of Ada", "'times'", "9"]),
    ((*INNER, "judgements", "Ada", 0, "times"), 0.1, ["judgements of Ada", "'times'"]),
    ((*INNER, "judgements", "Ada", 0, "first"), 1, ["judgements of Ada", "'first'"]),
    ((*INNER, "judgements", "Ada", 0, "surplus"), 1, ["judgements of Ada", "surplus"]),
    ((*INNER, "surplus"), 1, ["groups[0]: weights", "surplus"]),
    (("weights", "surplus"), 1, ["scheme: weights", "surplus"]),
    (("normalisation",), "best", ["scheme:", "best", "'normalisation'"]),
    (("normalisations", "a"), "best", ["scheme: normalisations", "best", "'a'"]),
    (("scales", "a"), {"zero": 1}, ["scales: a", "zero and full"]),
    (("scales", "a"), {"zero": 1, "full": 1}, ["scales: a", "same"]),
    (("scales", "a"), {"zero": float("nan"), "full": 1}, ["scales: a", "finite"]),
    (("scales", "a"), {"zero": 0, "full": float("inf")}, ["scales: a", "finite"]),
    (("scales", "a", "surplus"), 1, ["scales: a", "zero and full"]),
    (("scales", "b", "lower_full"), 9, ["scales: b", "rise"]),
    (("within",), "sum", ["scheme:", "sum", "'within'"]),
    (("between",), "sum", ["scheme:", "sum", "'between'"]),
    (("missing",), "zero", ["scheme:", "zero", "'missing'"]),
    (("minimum_weight",), 1.5, ["scheme:", "'minimum_weight'"]),
    (("minimum_weight",), float("nan"), ["scheme:", "'minimum_weight'"]),
    (("floor",), 0, ["scheme:", "'floor'"]),
    (("inherit",), "yes", ["scheme:", "'inherit'"]),
    (("plan", "runs"), 5, ["scheme: plan", "'runs'"]),
    (("plan", "runs"), 100.5, ["scheme: plan", "'runs'", "whole"]),
    (("plan", "seed"), -1, ["scheme: plan", "'seed'"]),
    (("plan", "top_share"), 0, ["scheme: plan", "'top_share'"]),
    (("plan", "weight_spread"), 2, ["scheme: plan", "'weight_spread'"]),
    (("plan", "threshold_spread"), 0.9, ["scheme: plan", "'threshold_spread'"]),
    (("plan", "same_class_share"), 0.1, ["scheme: plan", "'same_class_share'"]),
    (("plan", "normalisations"), ["best"], ["scheme: plan", "best", "'normalisations'"]),
    (("plan", "combinations"), [], ["scheme: plan", "'combinations'"]),
    (("plan", "drop_one"), 1, ["scheme: plan", "'drop_one'"]),
    (("plan", "surplus"), 1, ["scheme: plan", "surplus"]),
]


@pytest.mark.parametrize(("where", "value", "told"), REFUSED)
def test_refusals_name_place_and_key(where, value, told):
    content = copy.deepcopy(WHOLE)
    inside = content
    for step in where[:-1]:
        inside = inside[step]
    inside[where[-1]] = value
    with pytest.raises(CatalogueError) as raised:
        read_scheme(content)
    for word in told:
        assert word in str(raised.value)


@pytest.mark.parametrize("key", ["id", "title", "groups", "normalisation", "within", "between", "missing", "floor"])
def test_what_must_be_there_is_missed(key):
    content = {name: value for name, value in WHOLE.items() if name != key}
    with pytest.raises(CatalogueError, match=f"'{key}'"):
        read_scheme(content)


def test_the_rest_has_defaults():
    optional = ("description", "weights", "normalisations", "scales", "inherit", "plan")
    content = {name: value for name, value in WHOLE.items() if name not in optional}
    found = read_scheme(content)
    assert (found.weights, found.plan, found.scales, found.inherit) == (Weights(), RobustnessPlan(), {}, False)


def test_the_place_is_the_one_that_was_given():
    with pytest.raises(CatalogueError, match=r"^Jena"):
        read_scheme({}, "Jena")
