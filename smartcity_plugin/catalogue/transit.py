# SPDX-License-Identifier: GPL-2.0-or-later
"""Reading of ``transit_profiles.yaml``: how headway, means of transport and distance make a quality class."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from .. import paths
from ..model.indicator import Role, Status
from ..model.text import Text
from .catalogue import load_catalogue
from .entry import Entry

ROLE = "pt_stops"
GROUP = "transit_profile"
"""The choice of a method that takes a profile."""

DEPARTURES = "departures_6_20_"
"""A mode is known if the role's field of this beginning is."""

NONE = "none"


@dataclass(frozen=True)
class Column:
    """A group of means of transport whose departures are added up.

    ``categories`` are positions in the profile's categories, one for each class of headways; none is their number.
    """

    key: str
    modes: tuple[str, ...]
    categories: tuple[int, ...]


@dataclass(frozen=True)
class Profile:
    """One way of rating. Categories and classes are positions from best to worst; one more means none.

    ``letters`` are the names of the classes. ``limits`` are minutes; ``includes`` says for each whether a headway
    exactly on it still belongs to the class that it ends. ``classes`` has a row for each category and a column for
    each of ``distances`` (m, inclusive).
    """

    key: str
    source: Text
    status: Status
    note: Text
    letters: tuple[str, ...]
    limits: tuple[float, ...]
    includes: tuple[bool, ...]
    columns: tuple[Column, ...]
    categories: tuple[str, ...]
    distances: tuple[float, ...]
    classes: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class TransitQuality:
    """The letters of the classes from best to worst, their scores (0 to 100), and the profiles by key.

    ``good`` is the position of the last class that counts as well served.
    """

    letters: tuple[str, ...]
    scores: tuple[float, ...]
    scores_source: Text
    scores_status: Status
    good: int
    profiles: dict[str, Profile]


@lru_cache(maxsize=2)
def load_transit_quality(folder: Path = paths.CATALOGUE) -> TransitQuality:
    """Read the profiles; raises CatalogueError naming file and key."""
    catalogue = load_catalogue(folder)
    quality = read_transit_quality(Entry.from_file(folder / "transit_profiles.yaml"), catalogue.roles[ROLE])
    options = catalogue.vocabulary.choices[GROUP]
    if set(options) != set(quality.profiles):
        raise Entry({}, "transit_profiles.yaml").fail(f"the profiles must be the options of the choice '{GROUP}'")
    return quality


def read_transit_quality(entry: Entry, role: Role) -> TransitQuality:
    """Read scores and profiles; the means of transport are those that the role counts departures of."""
    given = entry.sub("scores")
    letters = tuple(given.take_keys())
    scores = tuple(given.number(letter) for letter in letters)
    _check_rising(given, [-score for score in scores], "scores must fall from class to class")
    if not scores or scores[0] > 100 or scores[-1] <= 0:
        raise given.fail("scores must lie above 0 and not above 100")
    source, status = entry.text("scores_source"), entry.choice("scores_status", Status)
    good = letters.index(entry.word("good_to", letters))
    modes = {name[len(DEPARTURES) :] for name in role.optional if name.startswith(DEPARTURES)}
    profiles = {key: _profile(key, sub, modes, letters) for key, sub in entry.sub("profiles").items()}
    entry.done()
    return TransitQuality(letters, scores, source, status, good, profiles)


def _profile(key: str, entry: Entry, modes: set[str], letters: tuple[str, ...]) -> Profile:
    limits, includes = _headways(entry)
    distances = _distances(entry)
    rows = entry.sub("classes")
    categories = tuple(rows.take_keys())
    classes = tuple(_places(rows, category, letters, len(distances)) for category in categories)
    for before, after in zip(classes, classes[1:]):
        if any(worse < better for better, worse in zip(before, after)):
            raise rows.fail("a category must not give a better class than the one before it")
    columns = tuple(_column(name, sub, modes, categories, len(limits)) for name, sub in entry.sub("columns").items())
    used = [mode for column in columns for mode in column.modes]
    if len(used) != len(set(used)):
        raise entry.fail("a mode stands in two columns")
    profile = Profile(
        key,
        entry.text("source"),
        entry.choice("status", Status),
        entry.text("note"),
        letters,
        limits,
        includes,
        columns,
        categories,
        distances,
        classes,
    )
    entry.done()
    return profile


def _distances(entry: Entry) -> tuple[float, ...]:
    distances = entry.take("distances", list)
    if not distances or any(isinstance(metres, bool) or not isinstance(metres, (int, float)) for metres in distances):
        raise entry.fail("'distances' must be numbers")
    _check_rising(entry, [0.0, *distances], "distances must rise")
    return tuple(float(metres) for metres in distances)


def _headways(entry: Entry) -> tuple[tuple[float, ...], tuple[bool, ...]]:
    limits, includes = [], []
    for number, content in enumerate(entry.take("headways", list), start=1):
        limit = Entry(content, f"{entry.place}: headways: {number}")
        includes.append(limit.has("up_to"))
        limits.append(limit.number("up_to" if limit.has("up_to") else "below"))
        limit.done()
    _check_rising(entry, [0.0, *limits], "headways must rise")
    return tuple(limits), tuple(includes)


def _column(key: str, entry: Entry, modes: set[str], categories: tuple[str, ...], count: int) -> Column:
    column = Column(key, entry.words("modes", modes), _places(entry, "categories", categories, count))
    entry.done()
    return column


def _places(entry: Entry, key: str, allowed: tuple[str, ...], count: int) -> tuple[int, ...]:
    """Take a list of words from best to worst as their positions; 'none' is one position behind the last."""
    words = entry.words(key, (*allowed, NONE))
    if len(words) != count:
        raise entry.fail(f"'{key}' must have {count} values, it has {len(words)}")
    places = tuple((*allowed, NONE).index(word) for word in words)
    if list(places) != sorted(places):
        raise entry.fail(f"'{key}' must not get better from left to right")
    return places


def _check_rising(entry: Entry, values: list[float], message: str) -> None:
    if any(after <= before for before, after in zip(values, values[1:])):
        raise entry.fail(message)
