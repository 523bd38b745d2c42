# SPDX-License-Identifier: GPL-2.0-or-later
"""What a town's style makes of the values of an indicator: its classes and their colours. No QGIS here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Optional

import numpy as np

from ..catalogue.entry import CatalogueError
from ..catalogue.map_styles import increasing, map_style_content, read_map_style
from ..model.design import MAP, DesignPart
from ..model.indicator import Band, Direction, Indicator
from ..model.map_style import (
    FEWEST_CLASSES,
    MOST_CLASSES,
    STANDARD_STYLE,
    Amount,
    Around,
    Kind,
    MapStyle,
    Method,
    Ramp,
    is_amount,
)
from ..model.problem import SmartCityError
from ..study.study import Study
from .classes import BREAK_DECIMALS, Classes, ValueClass, classify, classify_indicator, cut, fixed_classes, rounded
from .map_style_classes import breaks_by
from .map_style_colours import BIVARIATE, diverging_ramp, sequential

GENERAL = ""
"""The key of the style for all indicators that have none of their own."""

THIRDS = 3


@dataclass(frozen=True)
class Centre:
    """What diverging colours meet at: a value (``low`` = ``high``) or a band."""

    kind: Around
    low: float
    high: float


# In the study -------------------------------------------------------------------------------------------------------


def read_styles(study: Study) -> dict[str, MapStyle]:
    """Return the town's styles by indicator; raises SmartCityError for one that cannot be read."""
    found = {}
    for part in study.design_parts(MAP):
        try:
            found[part.key] = read_map_style(part.content, part.name or part.key)
        except CatalogueError as error:
            raise SmartCityError("map_style_unreadable", style=part.key or part.name, detail=str(error)) from error
    return found


def save_style(study: Study, key: str, style: MapStyle) -> None:
    """Store the style of an indicator, or the general one, in the study (opened for writing)."""
    study.save_design_part(DesignPart(MAP, key, f"{key or 'general'}.json", map_style_content(style)))


def style_for(styles: Mapping[str, MapStyle], indicator: Indicator) -> MapStyle:
    """Return an indicator's style: its own, else the general one as far as it suits, else the usual."""
    if indicator.id in styles:
        return styles[indicator.id]
    style = styles.get(GENERAL, STANDARD_STYLE)
    if style.kind is Kind.SYMBOLS and style.amount is Amount.VALUE and not is_amount(indicator):
        style = replace(style, kind=Kind.CHOROPLETH)
    if style.method is Method.TARGET and not targets(indicator):
        style = replace(style, method=Method.AUTOMATIC)
    lacks_target = style.around is Around.TARGET and indicator.target is None
    lacks_band = style.around is Around.BAND and not isinstance(indicator.goalposts, Band)
    return replace(style, around=Around.AUTOMATIC) if lacks_target or lacks_band else style


def check(style: MapStyle, indicator: Optional[Indicator], second: Optional[Indicator] = None) -> None:
    """Raise SmartCityError for a style that an indicator (None: all of them) cannot be drawn in."""
    if not FEWEST_CLASSES <= style.classes <= MOST_CLASSES:
        raise SmartCityError("map_style_classes", fewest=FEWEST_CLASSES, most=MOST_CLASSES)
    if style.method is Method.FIXED:
        if not 1 <= len(style.breaks) < MOST_CLASSES:
            raise SmartCityError("map_style_breaks_number", most=MOST_CLASSES - 1)
        if not increasing(style.breaks):
            raise SmartCityError("map_style_breaks_order")
    if style.around is not Around.AUTOMATIC and not (style.ramp.diverges or style.ramp is Ramp.SECTOR):
        raise SmartCityError("map_style_one_hue", ramp=style.ramp.value)
    own = [style.method is Method.FIXED, style.around is Around.VALUE, style.kind is Kind.BIVARIATE]
    if indicator is None:
        if any(own):
            raise SmartCityError("map_style_not_general")
        return
    if style.method is Method.TARGET and not targets(indicator):
        raise SmartCityError("map_style_without_target", indicator=indicator.id)
    if style.kind is Kind.SYMBOLS and style.amount is Amount.VALUE and not is_amount(indicator):
        raise SmartCityError("map_style_symbols_for_share", indicator=indicator.id)
    if style.kind is Kind.BIVARIATE and (second is None or second.id == indicator.id):
        raise SmartCityError("map_style_second")
    _check_centre(style, indicator)


def _check_centre(style: MapStyle, indicator: Indicator) -> None:
    if style.around is Around.VALUE and style.value is None:
        raise SmartCityError("map_style_value_missing")
    if style.around is Around.TARGET and indicator.target is None:
        raise SmartCityError("map_style_without_target", indicator=indicator.id)
    if style.around is Around.BAND and not isinstance(indicator.goalposts, Band):
        raise SmartCityError("map_style_without_band", indicator=indicator.id)


# Classes ------------------------------------------------------------------------------------------------------------


def targets(indicator: Indicator) -> tuple[float, ...]:
    """Return what values are aimed at: the edges of the good band, or the target; empty if there is none."""
    if isinstance(indicator.goalposts, Band):
        return (indicator.goalposts.lower_full, indicator.goalposts.upper_full)
    return (indicator.target.value,) if indicator.target is not None else ()


def centre_of(style: MapStyle, indicator: Indicator, mean: float) -> Optional[Centre]:
    """Return what the colours of a map diverge from, None for colours of one hue.

    ``mean`` is the value of the municipality as a whole, NaN if unknown.
    """
    around = style.around
    if around is Around.AUTOMATIC:
        if isinstance(indicator.goalposts, Band) and (style.ramp.diverges or style.ramp is Ramp.SECTOR):
            around = Around.BAND
        elif not style.ramp.diverges:
            return None
        else:
            around = Around.TARGET if indicator.target is not None else Around.MEAN
    if around is Around.BAND and isinstance(indicator.goalposts, Band):
        return Centre(around, indicator.goalposts.lower_full, indicator.goalposts.upper_full)
    if around is Around.TARGET and indicator.target is not None:
        return Centre(around, indicator.target.value, indicator.target.value)
    if around is Around.VALUE and style.value is not None:
        return Centre(around, style.value, style.value)
    return None if mean is None or mean != mean else Centre(Around.MEAN, float(mean), float(mean))


def styled_classes(
    values: Iterable[float],
    few: int,
    indicator: Indicator,
    decimals: int,
    style: MapStyle = STANDARD_STYLE,
    mean: float = float("nan"),
    hue: str = "#555555",
) -> Classes:
    """Return the classes of an indicator's map in a style, with their colours.

    ``values`` are unknown (NaN) where nothing may be shown, ``few`` of them because of too few cases; ``mean`` is the
    value of the municipality, ``hue`` the colour of the sector.
    """
    if style == STANDARD_STYLE:
        return classify_indicator(values, few, indicator, decimals)
    if style.kind is Kind.BIVARIATE:
        return thirds(values, few, indicator, decimals, style)
    mean = float(rounded([mean], decimals)[0])
    told = None if style.value is None else round(style.value, decimals + BREAK_DECIMALS)
    centre = centre_of(replace(style, value=told), indicator, mean)
    band = None if centre is None else Band(centre.low, centre.low, centre.high, centre.high)
    anchors = [] if centre is None else [centre.low, centre.high]
    classes = _classes(list(values), few, indicator, decimals, style, anchors, band)
    return coloured(classes, style, indicator.direction, centre, hue)


def _classes(
    values: list[float],
    few: int,
    indicator: Indicator,
    decimals: int,
    style: MapStyle,
    anchors: list[float],
    band: Optional[Band],
) -> Classes:
    anchors = anchors or list(targets(indicator))
    if style.method is Method.FIXED:
        breaks = sorted({round(value, decimals + BREAK_DECIMALS) for value in style.breaks})
        return replace(_with_sides(fixed_classes(values, decimals, breaks, few), band), is_fixed=True)
    if style.method is Method.AUTOMATIC or (style.method is Method.TARGET and not anchors):
        anchors = anchors or [threshold.value for threshold in indicator.thresholds[:2]]
        return _one_middle(classify(values, decimals, anchors, few, band, style.classes), style)
    known = rounded(values, decimals)
    missing = len(known) - int(np.isfinite(known).sum()) - few
    distinct, counts = np.unique(known[np.isfinite(known)], return_counts=True)
    if not len(distinct):
        return Classes((), decimals, missing, few, band is not None)
    forced = anchors if band is not None or style.method is Method.TARGET else []
    breaks = breaks_by(style.method, distinct, counts, style.classes, forced, decimals)
    return _one_middle(Classes(cut(breaks, distinct, counts, band), decimals, missing, few, band is not None), style)


def _one_middle(classes: Classes, style: MapStyle) -> Classes:
    """Return classes with one class inside a band where two hues meet there: its greys could not be told apart."""
    inside = [item for item in classes.classes if item.side == 0]
    usual = style.ramp is Ramp.SECTOR and style.kind in (Kind.CHOROPLETH, Kind.BIVARIATE)
    if not classes.diverging or usual or len(inside) < 2:
        return classes
    joined = ValueClass(inside[0].lower, inside[-1].upper, sum(item.count for item in inside))
    below, above = ([item for item in classes.classes if item.side == side] for side in (-1, 1))
    return replace(classes, classes=(*below, joined, *above))


def _with_sides(classes: Classes, band: Optional[Band]) -> Classes:
    """Return given classes with the side of what colours diverge from on which each lies; 0 where it lies across."""
    if band is None:
        return classes

    def side(item: ValueClass) -> int:
        if item.upper is not None and item.upper <= band.lower_full:
            return -1
        return 1 if item.lower is not None and item.lower >= band.upper_full else 0

    return replace(classes, classes=tuple(replace(item, side=side(item)) for item in classes.classes), diverging=True)


def coloured(classes: Classes, style: MapStyle, direction: Direction, centre: Optional[Centre], hue: str) -> Classes:
    """Return classes with the colours of a style; without any where the usual ones are meant."""
    is_small = style.kind in (Kind.DOTS, Kind.SYMBOLS)
    if centre is None or not classes.diverging:
        colours = sequential(style.ramp, len(classes.classes), hue, style.reverse, is_small)
        return replace(classes, colours=colours)
    if centre.kind is Around.BAND and not (style.ramp.diverges or is_small):
        return classes
    sides = [item.side for item in classes.classes]
    colours = diverging_ramp(two_hues(style), sides, first_above(style, direction), is_small)
    return replace(classes, colours=colours)


def two_hues(style: MapStyle) -> Ramp:
    """Return the diverging ramp of a style; purple and orange where it names none."""
    return style.ramp if style.ramp.diverges else Ramp.PUOR


def first_above(style: MapStyle, direction: Direction) -> bool:
    """Whether the first hue of a diverging ramp, the warning one, belongs to the upper side; reversed on demand."""
    return (direction is not Direction.HIGHER) != style.reverse


def thirds(values: Iterable[float], few: int, indicator: Indicator, decimals: int, style: MapStyle) -> Classes:
    """Return the classes of one side of a bivariate map: of about as many places each, or broken at the target."""
    known = rounded(values, decimals)
    distinct, counts = np.unique(known[np.isfinite(known)], return_counts=True)
    missing = len(known) - int(counts.sum()) - few
    if not len(distinct):
        return Classes((), decimals, missing, few)
    anchors = targets(indicator) if style.method is Method.TARGET else ()
    method = Method.TARGET if anchors else Method.QUANTILE
    breaks = breaks_by(method, distinct, counts, THIRDS, anchors, decimals)[: THIRDS - 1]
    found = cut(breaks, distinct, counts, None)
    colours = tuple(BIVARIATE[0][step] for step in spread(len(found)))
    return Classes(found, decimals, missing, few, colours=colours)


def spread(count: int) -> tuple[int, ...]:
    """Return which of the three steps of a bivariate scheme one to three classes take."""
    return {0: (), 1: (1,), 2: (0, 2)}.get(count, (0, 1, 2))


def preview(
    values: Iterable[float],
    style: MapStyle,
    indicator: Indicator,
    decimals: int,
    mean: float = float("nan"),
    hue: str = "#555555",
) -> Classes:
    """Return what a style would make of values, for dialogs; raises SmartCityError if it cannot be drawn.

    Whether there is a second indicator is not asked here.
    """
    check(replace(style, kind=Kind.CHOROPLETH) if style.kind is Kind.BIVARIATE else style, indicator)
    return styled_classes(values, 0, indicator, decimals, style, mean, hue)
