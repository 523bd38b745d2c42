# SPDX-License-Identifier: GPL-2.0-or-later
"""The scheme that is being worked on: changed piece by piece, told to whoever shows it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any, Optional

from qgis.PyQt.QtCore import QObject, pyqtSignal

from ....catalogue import Catalogue
from ....engine.composite.sliders import balanced
from ....model.indicator import Direction, Indicator
from ....model.scheme import ROOT, Group, Scheme, Weighting, Weights


class Draft(QObject):
    """A scheme under way; ``changed`` tells that it is another one."""

    changed = pyqtSignal()

    def __init__(self, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self.scheme = Scheme("", "", ())
        self.origin: Optional[Scheme] = None
        """The stored scheme that it began as; None if it is a new one."""
        self.is_decided = False
        """Whether the user has said what happens with missing values."""

    def begin(self, scheme: Scheme, is_stored: bool) -> None:
        """Work on a scheme; a stored one has been decided about already."""
        self.scheme, self.origin = scheme, scheme if is_stored else None
        self.is_decided = is_stored
        self.changed.emit()

    def stored(self) -> None:
        """The scheme is in the study as it is now."""
        self.origin = self.scheme

    @property
    def is_changed(self) -> bool:
        """Whether it differs from what is stored."""
        return self.origin != self.scheme

    def change(self, **changes: Any) -> None:
        """Take over other values of fields."""
        self.put(replace(self.scheme, **changes))

    def put(self, scheme: Scheme) -> None:
        """Take over another scheme."""
        if scheme != self.scheme:
            self.scheme = scheme
            self.changed.emit()

    def weights(self, node: str) -> Weights:
        """Return the weights of a node: ROOT or a sector."""
        return self.scheme.nodes()[node][1]

    def set_weights(self, node: str, weights: Weights) -> None:
        """Take over the weights of a node."""
        if node == ROOT:
            self.change(weights=weights)
            return
        groups = (replace(group, weights=weights) if group.key == node else group for group in self.scheme.groups)
        self.change(groups=tuple(groups))


def scorable(indicator: Indicator, scheme: Scheme) -> bool:
    """Return whether values of an indicator can become scores in a scheme: by the catalogue, or by an own scale."""
    if indicator.id in scheme.scales:
        return True
    return indicator.goalposts is not None and indicator.direction is not Direction.NEUTRAL


def with_indicators(scheme: Scheme, chosen: Iterable[str], catalogue: Catalogue) -> Scheme:
    """Return a scheme with other indicators, in catalogue order; weights stay where their members stay.

    Sliders are brought back to 100, a new member begins with an equal part. Points and comparisons of members
    that are gone are dropped; what the new ones get there is for the stakeholders to say.
    """
    wanted = set(chosen)
    former = {group.key: group for group in scheme.groups}
    groups = []
    for sector in catalogue.sectors:
        members = tuple(item.id for item in catalogue.indicators_of(sector) if item.id in wanted)
        if members:
            weights = former[sector].weights if sector in former else Weights()
            before = former[sector].members if sector in former else ()
            groups.append(Group(sector, members, carried(weights, before, members)))
    keys = tuple(group.key for group in groups)
    return replace(scheme, groups=tuple(groups), weights=carried(scheme.weights, tuple(former), keys))


def carried(weights: Weights, before: Collection[str], members: tuple[str, ...]) -> Weights:
    """Return weights for other members of the same node."""
    if set(before) == set(members):
        return weights
    shares = balanced(weights.shares, members, weights.locked) if weights.shares else {}
    ballots = {
        who: {name: points[name] for name in members if name in points} for who, points in weights.ballots.items()
    }
    judgements = {
        who: tuple(item for item in items if item.first in members and item.second in members)
        for who, items in weights.judgements.items()
    }
    locked = tuple(name for name in weights.locked if name in members)
    method = weights.method if len(members) > 1 else Weighting.EQUAL  # alone there is nothing to weigh
    return replace(weights, method=method, shares=shares, locked=locked, ballots=ballots, judgements=judgements)


def free_title(title: str, taken: Collection[str]) -> str:
    """Return a title that no other scheme has: with a number behind it, if it must be."""
    number, found = 1, title
    while found in taken:
        number += 1
        found = f"{title} ({number})"
    return found
