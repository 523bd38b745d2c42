# SPDX-License-Identifier: GPL-2.0-or-later
"""The legend of an indicator's map in any style: swatches, remarks, circles for sizes, the square of two indicators."""

from __future__ import annotations

from dataclasses import dataclass

from ..catalogue.numbers import format_number
from ..engine.compute import FEW_PERSONS
from ..model.indicator import Direction, Indicator
from ..model.map_style import Amount, Around, Kind, Ramp, Scaling
from . import text as typography
from . import theme
from .colours import lightness
from .facts import Facts
from .legends import legend
from .map_style import Centre, centre_of, first_above, two_hues
from .map_style_bivariate import Square, axis_words, class_text
from .map_style_kinds import Circles, Picture, picture
from .sheet import CENTRE, LEFT, MIDDLE, Box, Sheet
from .styles import LegendEntry
from .wording import Wording

HUES = {
    Ramp.PUOR: ("hue_orange", "hue_purple"),
    Ramp.BRBG: ("hue_brown", "hue_teal"),
    Ramp.PRGN: ("hue_purple", "hue_green"),
    Ramp.RDBU: ("hue_red", "hue_blue"),
}
"""Keys of the names of the two hues of each ramp, that of unfavourable values first."""
_CENTRES = {
    Around.TARGET: "legend_centre_target",
    Around.MEAN: "legend_centre_mean",
    Around.VALUE: "legend_centre_value",
}
_LEAST_CIRCLE = 1.0
_LARGEST_SQUARE = 27.0
_FIGURE_SHARE = 0.5
"""Of a legend's height, at most, for its drawing."""


@dataclass(frozen=True)
class MapKey:
    """What the legend of a map says; ``picture`` is what it draws besides swatches and words."""

    title: str
    entries: list[LegendEntry]
    notes: list[str]
    picture: Picture
    facts: Facts
    words: Wording


def map_key(indicator: Indicator, title: str, facts: Facts, words: Wording) -> MapKey:
    """Return the legend of an indicator's map; ``title`` says what the values are."""
    drawn = picture(indicator, facts, words)
    entries = drawn.square.unknown if drawn.square is not None else drawn.listed
    return MapKey(title, entries, key_notes(indicator, drawn, facts, words), drawn, facts, words)


def draw_key(sheet: Sheet, box: Box, key: MapKey) -> float:
    """Draw a legend from the top of a box; returns the height used."""
    used = 0.0
    if key.picture.square is not None or key.picture.circles is not None:
        with sheet.slot("legend_figure", box._replace(height=box.height * _FIGURE_SHARE)) as room:
            if key.picture.square is not None:
                used = _draw_square(sheet, room, key.picture.square, key.facts, key.words)
            elif key.picture.circles is not None:
                used = _draw_circles(sheet, room, key.picture.circles, key)
        used += 0.0 if key.picture.square is not None else 2.5
    title = "" if key.picture.square is not None else key.title
    return used + legend(sheet, box.below(used), title, key.entries, key.notes)


# Words --------------------------------------------------------------------------------------------------------------


def key_notes(indicator: Indicator, drawn: Picture, facts: Facts, words: Wording) -> list[str]:
    """Return what a legend needs to be understood: colours, direction, target, sizes, counts."""
    classes = drawn.classes
    notes = [words(drawn.fallback)] if drawn.fallback else []
    if drawn.kind is Kind.BIVARIATE:
        notes.append(words("legend_bivariate"))
        unknown = drawn.square is not None and drawn.square.unknown
        return [*notes, *([words("legend_counts")] if unknown else []), *_few(bool(classes.few), words)]
    notes += colour_notes(indicator, drawn, facts, words)
    notes.append(words(f"direction_{indicator.direction.value}"))
    breaks = {item.lower for item in classes.classes}
    if indicator.target is not None and indicator.target.value in breaks and not classes.diverging:
        notes.append(words("legend_target", target=facts.nominal(indicator.target.value, indicator.unit)))
    if drawn.kind is Kind.DOTS:
        notes.append(words("legend_dots", count=format_number(drawn.per_dot, 0, words.language), limit=FEW_PERSONS))
    if drawn.circles is not None:
        notes.append(words("legend_flannery" if drawn.style.scaling is Scaling.FLANNERY else "legend_area"))
        if drawn.circles.without:
            notes.append(words("legend_no_circle", count=drawn.circles.without))
    notes.append(words("legend_counts"))
    return notes + _few(bool(classes.few), words)


def _few(is_there: bool, words: Wording) -> list[str]:
    return [words("few_marked", count=FEW_PERSONS)] if is_there else []


def colour_notes(indicator: Indicator, drawn: Picture, facts: Facts, words: Wording) -> list[str]:
    """Return what the colours of a map say: what is darker, or where two hues meet and which is favourable."""
    classes, style = drawn.classes, drawn.style
    if not classes.diverging:
        return [words("legend_lighter" if style.reverse and classes.colours else "legend_darker")]
    city = facts.of_city(indicator.id)["value"]
    centre = centre_of(style, indicator, city)
    if not classes.colours:
        band = indicator.goalposts
        low, high = (facts.nominal(value, indicator.unit) for value in (band.lower_full, band.upper_full))
        return [words("legend_diverging"), words("legend_band", low=low, high=high)]
    if centre is None:
        return []
    return _of_two_hues(indicator, centre, drawn, facts, words)


def _of_two_hues(indicator: Indicator, centre: Centre, drawn: Picture, facts: Facts, words: Wording) -> list[str]:
    first, second = (words(key) for key in HUES[two_hues(drawn.style)])
    above, below = (first, second) if first_above(drawn.style, indicator.direction) else (second, first)
    if centre.kind is Around.MEAN:
        low = high = facts.value(centre.low, indicator)
    else:
        low, high = (facts.nominal(value, indicator.unit) for value in (centre.low, centre.high))
    lines = f" {words('with_lines')}" if drawn.kind is Kind.CHOROPLETH else ""
    if centre.kind is Around.BAND:
        middle = words("hue_light" if drawn.kind is Kind.CHOROPLETH else "hue_grey")
        return [words("legend_hues_band", below=below, above=above, lines=lines, low=low, high=high, middle=middle)]
    notes = [words("legend_hues", below=below, above=above, lines=lines, value=low)]
    notes.append(words(_CENTRES[centre.kind], place=facts.settings.municipality))
    if indicator.direction in (Direction.HIGHER, Direction.LOWER):
        notes.append(words("legend_good", hue=above if indicator.direction is Direction.HIGHER else below))
    return notes


# Drawings -----------------------------------------------------------------------------------------------------------


def round_amounts(most: float, decimals: int) -> list[float]:
    """Return up to three readable amounts for the circles of a legend, greatest first: 1, 2 or 5 × a power of ten."""
    least = 10.0**-decimals
    steps = [digit * 10.0**power for power in range(-decimals, 16) for digit in (1, 2, 5)]
    fitting = [step for step in steps if least <= step <= most]
    return [fitting[place] for place in (-1, -3, -5) if len(fitting) >= -place] or [most]


def _draw_circles(sheet: Sheet, box: Box, circles: Circles, key: MapKey) -> float:
    """Draw circles inside each other, standing on one line, with the amounts they stand for; returns the height."""
    words = key.words
    title = words("legend_circle_people" if circles.amount is Amount.PEOPLE else "legend_circle_value")
    used = sheet.text(box, title, theme.HEADING.but(size=8), name="legend_title").height + 1.2
    amounts = round_amounts(circles.most, circles.decimals)
    sizes = [circles.scaling.size(one) / sheet.format.zoom for one in amounts]
    amounts = [one for one, size in zip(amounts, sizes) if size >= _LEAST_CIRCLE] or amounts[:1]
    sizes = [circles.scaling.size(one) / sheet.format.zoom for one in amounts]
    bottom, left = box.y + used + max(sizes), box.x + max(sizes) / 2
    line = typography.line_height(theme.SMALL)
    at = box.y + used + line / 2
    for size in sizes:
        sheet.dot(left, bottom - size / 2, size, "#e3e7eb", theme.QUIET)
    for amount, size in zip(amounts, sizes):
        top = bottom - size
        at = max(at, top)
        start, end = left, box.x + max(sizes) + 2.0
        sheet.rect(Box(start, top - 0.05, end - start, 0.1), "quiet")
        if at - top > 0.3:
            sheet.rect(Box(end - 0.05, top, 0.1, at - top), "quiet")
        text = format_number(amount, circles.decimals if amount % 1 else 0, words.language)
        room = Box(end + 0.8, at - line / 2, box.right - end - 0.8, line)
        sheet.text(room, text, theme.SMALL, LEFT, MIDDLE, "legend_amount")
        at += line
    return max(bottom, at - line / 2) - box.y


def _draw_square(sheet: Sheet, box: Box, square: Square, facts: Facts, words: Wording) -> float:
    """Draw the three by three colours with the number of units in each, and the classes along both axes."""
    small = theme.SMALL.but(size=5.6, smallest=4.2)
    arrows = [
        words("axis_up", **axis_words(square.second, facts)),
        words("axis_right", **axis_words(square.first, facts)),
    ]
    used = sheet.text(box._replace(height=8.0), arrows[0], small.but(bold=True), name="legend_axis").height + 0.8
    columns, rows = (len(side.classes) for side in (square.first_classes, square.second_classes))
    if not columns or not rows:
        return used
    labels = [
        [class_text(side, number, words) for number in range(len(side.classes))]
        for side in (square.first_classes, square.second_classes)
    ]
    size = min(_LARGEST_SQUARE, 0.68 * box.width, box.height - used - 16.0)
    step = size / max(columns, rows)
    for row in range(rows):
        y = box.y + used + (rows - 1 - row) * step
        for column in range(columns):
            cell = Box(box.x + column * step, y, step, step)
            colour = square.colour(column, row)
            sheet.rect(cell, colour, theme.PAPER, 0.3)
            count = str(square.counts.get((column, row), 0))
            letters = theme.PAPER if _is_dark(colour) else theme.INK
            sheet.text(cell, count, theme.SMALL.but(colour=letters), CENTRE, MIDDLE, "legend_count")
        place = Box(box.x + columns * step + 1.0, y, box.width - columns * step - 1.0, step)
        sheet.text(place, labels[1][row], small, LEFT, MIDDLE, "legend_class")
    used += rows * step + 0.6
    for column in range(columns):
        place = Box(box.x + column * step + 0.2, box.y + used, step - 0.4, 6.4)
        sheet.text(place, labels[0][column], small, CENTRE, name="legend_class")
    used += 6.6
    used += sheet.text(box.below(used)._replace(height=8.0), arrows[1], small.but(bold=True), name="legend_axis").height
    return used


def _is_dark(colour: str) -> bool:
    return lightness(colour) < 55.0
