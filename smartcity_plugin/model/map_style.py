# SPDX-License-Identifier: GPL-2.0-or-later
"""How the map of an indicator looks when a town decides it: kind of map, classes, colours."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Optional

from .indicator import Aggregation, Indicator

FEWEST_CLASSES, MOST_CLASSES = 2, 7
STANDARD_CLASSES = 5

AMOUNT_UNITS = ("count", "cases", "person", "trees", "departures", "burdens", "eur", "ha", "m2")
"""Units of measure of amounts; means and shares are none, even where they are told in one of these units."""

_MEANS = (Aggregation.POPULATION_SHARE, Aggregation.POPULATION_MEAN, Aggregation.AREA_MEAN)


class Kind(Enum):
    """Kinds of map."""

    CHOROPLETH = "choropleth"
    SYMBOLS = "symbols"
    DOTS = "dots"
    BIVARIATE = "bivariate"


class Method(Enum):
    """Where the breaks between classes come from."""

    AUTOMATIC = "automatic"
    TARGET = "target"
    QUANTILE = "quantile"
    NATURAL = "natural"
    EQUAL = "equal"
    FIXED = "fixed"


class Ramp(Enum):
    """Colours of classes; the last four have two hues and diverge from a value."""

    SECTOR = "sector"
    BLUES = "blues"
    GREENS = "greens"
    PURPLES = "purples"
    GREYS = "greys"
    VIRIDIS = "viridis"
    CIVIDIS = "cividis"
    PUOR = "puor"
    BRBG = "brbg"
    PRGN = "prgn"
    RDBU = "rdbu"

    @property
    def diverges(self) -> bool:
        """Whether the ramp has two hues that meet at a value."""
        return self in (Ramp.PUOR, Ramp.BRBG, Ramp.PRGN, Ramp.RDBU)


class Around(Enum):
    """What diverging colours meet at. AUTOMATIC: at a band; diverging ramps else at the target, else at the mean."""

    AUTOMATIC = "automatic"
    TARGET = "target"
    BAND = "band"
    MEAN = "mean"
    VALUE = "value"


class Amount(Enum):
    """What the area of a symbol stands for: the value itself, or the inhabitants of the unit."""

    VALUE = "value"
    PEOPLE = "people"


class Scaling(Enum):
    """How symbols grow: area in proportion to the amount, or a little faster, as eyes judge circles (Flannery)."""

    AREA = "area"
    FLANNERY = "flannery"


@dataclass(frozen=True)
class MapStyle:
    """The style of an indicator's map.

    ``classes`` is how many are wanted (fewer where the values do not carry as many), ``breaks`` those of the method
    FIXED, ``value`` what colours diverge around for Around.VALUE, ``second`` the other indicator of a bivariate map.
    """

    kind: Kind = Kind.CHOROPLETH
    method: Method = Method.AUTOMATIC
    classes: int = STANDARD_CLASSES
    breaks: tuple[float, ...] = ()
    ramp: Ramp = Ramp.SECTOR
    reverse: bool = False
    around: Around = Around.AUTOMATIC
    value: Optional[float] = None
    second: str = ""
    amount: Amount = Amount.VALUE
    scaling: Scaling = Scaling.AREA


STANDARD_STYLE = MapStyle()
"""What is drawn unless a town decides otherwise."""


def is_amount(indicator: Indicator) -> bool:
    """Whether the values of an indicator are amounts, which circles may stand for; never shares, means or densities."""
    return indicator.unit in AMOUNT_UNITS and indicator.aggregation not in _MEANS
