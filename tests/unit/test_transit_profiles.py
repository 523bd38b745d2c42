# SPDX-License-Identifier: GPL-2.0-or-later
"""The profiles of quality classes are data: what is wrong in them is refused with its place."""

from __future__ import annotations

from copy import deepcopy

import pytest
import yaml

from smartcity_plugin import paths
from smartcity_plugin.catalogue.entry import CatalogueError, Entry
from smartcity_plugin.catalogue.transit import GROUP, load_transit_quality, read_transit_quality
from smartcity_plugin.engine.transit import MODES
from smartcity_plugin.model.indicator import Status

TEXT = {"de": "Wort", "en": "word"}
GOOD = {
    "scores": {"A": 100, "B": 50},
    "scores_source": TEXT,
    "scores_status": "project_default",
    "good_to": "A",
    "profiles": {
        "one": {
            "source": TEXT,
            "status": "to_verify",
            "note": TEXT,
            "headways": [{"below": 10}, {"up_to": 60}],
            "columns": {
                "fast": {"modes": ["rail"], "categories": ["I", "II"]},
                "slow": {"modes": ["bus", "tram"], "categories": ["II", "none"]},
                "unused": {"modes": [], "categories": ["I", "I"]},
            },
            "distances": [300, 500],
            "classes": {"I": ["A", "B"], "II": ["B", "none"]},
        }
    },
}


@pytest.fixture
def read(catalogue):
    return lambda content: read_transit_quality(Entry(content, "transit_profiles.yaml"), catalogue.roles["pt_stops"])


def changed(*path, value):
    """Return the good content with one value replaced, or removed if it is None."""
    content = deepcopy(GOOD)
    *way, last = path
    part = content
    for key in way:
        part = part[key]
    if value is None:
        del part[last]
    else:
        part[last] = value
    return content


def test_a_profile_is_read(read):
    quality = read(deepcopy(GOOD))
    assert (quality.letters, quality.scores, quality.good) == (("A", "B"), (100.0, 50.0), 0)
    profile = quality.profiles["one"]
    assert (profile.limits, profile.includes) == ((10.0, 60.0), (False, True))
    assert profile.categories == ("I", "II")
    assert profile.classes == ((0, 1), (1, 2))
    assert [(column.key, column.modes, column.categories) for column in profile.columns] == [
        ("fast", ("rail",), (0, 1)),
        ("slow", ("bus", "tram"), (1, 2)),
        ("unused", (), (0, 0)),
    ]


ONE = ("profiles", "one")
WRONG = [
    ((*ONE, "headways"), [{"below": 10}, {"up_to": 10}], "headways must rise"),
    ((*ONE, "headways"), [{"below": 0}, {"up_to": 10}], "headways must rise"),
    ((*ONE, "headways"), [{"below": 10}, {"above": 60}], "'below' is missing"),
    ((*ONE, "headways"), [{"below": 10, "up_to": 10}, {"up_to": 60}], "unknown key 'below'"),
    ((*ONE, "headways"), [{"below": 10}], "must have 1 values"),
    ((*ONE, "distances"), [300, 300], "distances must rise"),
    ((*ONE, "distances"), [500, 300], "distances must rise"),
    ((*ONE, "distances"), [], "must be numbers"),
    ((*ONE, "distances"), [300, "500"], "must be numbers"),
    ((*ONE, "distances"), [True, 500], "must be numbers"),
    ((*ONE, "distances"), [300], "must have 1 values"),
    ((*ONE, "classes", "I"), ["A", "H"], "'H' is not allowed"),
    ((*ONE, "classes", "I"), ["B", "A"], "must not get better"),
    ((*ONE, "classes", "I"), ["none", "B"], "must not get better"),
    ((*ONE, "classes", "I"), ["A"], "must have 2 values"),
    ((*ONE, "classes", "I"), ["none", "none"], "must not give a better class"),
    ((*ONE, "columns", "fast", "categories"), ["I", "III"], "'III' is not allowed"),
    ((*ONE, "columns", "fast", "categories"), ["II", "I"], "must not get better"),
    ((*ONE, "columns", "fast", "categories"), ["I"], "must have 2 values"),
    ((*ONE, "columns", "fast", "modes"), ["train"], "'train' is not allowed"),
    ((*ONE, "columns", "fast", "modes"), ["bus"], "in two columns"),
    ((*ONE, "columns", "fast", "modes"), ["rail", "rail"], "in two columns"),
    ((*ONE, "columns", "fast", "title"), TEXT, "unknown key 'title'"),
    ((*ONE, "source"), None, "'source' is missing"),
    ((*ONE, "status"), "official", "'official' is not allowed"),
    ((*ONE, "note"), {"de": "Wort"}, "'en' is missing"),
    ((*ONE, "colour"), "red", "unknown key 'colour'"),
    (("scores",), {"A": 50, "B": 50}, "scores must fall"),
    (("scores",), {"A": 101, "B": 50}, "scores must lie"),
    (("scores",), {"A": 100, "B": 0}, "scores must lie"),
    (("scores",), {}, "scores must lie"),
    (("good_to",), "C", "'C' is not allowed"),
    (("scores_source",), None, "'scores_source' is missing"),
]


@pytest.mark.parametrize(("path", "value", "message"), WRONG)
def test_what_is_wrong_is_refused_with_its_place(read, path, value, message):
    with pytest.raises(CatalogueError, match=r"transit_profiles\.yaml") as caught:
        read(changed(*path, value=value))
    assert message in str(caught.value)


def test_profiles_and_options_are_the_same(tmp_path):
    """A profile that nobody can choose, or a choice without tables, is an error when the catalogue is read."""
    for file in paths.CATALOGUE.rglob("*.yaml"):
        target = tmp_path / file.relative_to(paths.CATALOGUE)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.read_bytes())
    content = yaml.safe_load((tmp_path / "transit_profiles.yaml").read_text(encoding="utf-8"))
    content["profiles"]["more"] = content["profiles"]["goat_de"]
    (tmp_path / "transit_profiles.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    with pytest.raises(CatalogueError, match=f"options of the choice '{GROUP}'"):
        load_transit_quality(tmp_path)


def test_what_ships_claims_no_more_than_is_known():
    statuses = {key: profile.status for key, profile in load_transit_quality().profiles.items()}
    assert statuses == {
        "goat_de": Status.SECONDARY,
        "oerok_2017": Status.SECONDARY,
        "are_ch_2022": Status.TO_VERIFY,
    }
    assert load_transit_quality().scores_status is Status.PROJECT_DEFAULT
    assert "nicht amtlich" in load_transit_quality().profiles["goat_de"].source.de
    assert "aus dem Gedächtnis" in load_transit_quality().profiles["are_ch_2022"].source.de
    assert load_transit_quality().profiles["oerok_2017"].note.de.startswith("Vorsicht")


def test_the_stops_reach_as_far_as_the_rings(catalogue):
    """Stops beyond the border must be there as far as they could give a class."""
    farthest = max(profile.distances[-1] for profile in load_transit_quality().profiles.values())
    assert catalogue.roles["pt_stops"].buffer >= farthest


def test_every_mode_stands_in_a_column_or_the_note_says_that_it_does_not():
    left_out = {
        key: set(MODES) - {mode for column in profile.columns for mode in column.modes}
        for key, profile in load_transit_quality().profiles.items()
    }
    assert left_out == {"goat_de": set(), "oerok_2017": {"ferry", "cableway"}, "are_ch_2022": set()}
    assert "Fähre und Seilbahn sind nicht eingestuft" in load_transit_quality().profiles["oerok_2017"].note.de
