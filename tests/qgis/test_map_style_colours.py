# SPDX-License-Identifier: GPL-2.0-or-later
"""Colours stay apart: with each colour vision deficiency, and in grey where they stand for an order."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from smartcity_plugin.cartography.colours import diverging, lightness, to_lab
from smartcity_plugin.cartography.map_style_colours import BIVARIATE, diverging_ramp, sequential
from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.model.map_style import Ramp

# Machado, Oliveira and Fernandes (2009), severity 1.0, for linear RGB.
MATRICES = {
    "normal": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
SEQUENTIAL, TWO_HUES, SMALL, NINE = 6.5, 5.5, 5.0, 10.0
"""Least difference (CIEDE2000) between any two classes; a trained eye just sees 1, 5 is told apart at a glance."""
LEAST_STEP = 8.0
"""Least step of CIE lightness between neighbouring classes of one hue, for printers without colour."""

SECTORS = {key: sector.colour for key, sector in load_catalogue().sectors.items()}
ONE_HUE = [ramp for ramp in Ramp if not ramp.diverges and ramp is not Ramp.SECTOR]


def simulated(colour: str, kind: str) -> str:
    rgb = np.array([int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)])
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    seen = np.clip(np.array(MATRICES[kind]) @ linear, 0, 1)
    encoded = np.where(seen <= 0.0031308, 12.92 * seen, 1.055 * seen ** (1 / 2.4) - 0.055)
    return "#" + "".join(f"{round(float(part) * 255):02x}" for part in encoded)


def difference(one, other) -> float:
    """Return CIEDE2000 between two L*a*b* colours (Sharma, Wu and Dalal 2005)."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    g = 0.5 * (1 - math.sqrt(mean**7 / (mean**7 + 25**7)))
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2 = math.hypot(a1, b1), math.hypot(a2, b2)
    h1, h2 = math.degrees(math.atan2(b1, a1)) % 360, math.degrees(math.atan2(b2, a2)) % 360
    turn = 0.0 if c1 * c2 == 0 else (h2 - h1 + 180) % 360 - 180
    light, chroma, hue = l2 - l1, c2 - c1, 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2))
    mean_light, mean_chroma = (l1 + l2) / 2, (c1 + c2) / 2
    mean_hue = h1 + h2 if c1 * c2 == 0 else (h1 + turn / 2) % 360
    t = (
        1
        - 0.17 * math.cos(math.radians(mean_hue - 30))
        + 0.24 * math.cos(math.radians(2 * mean_hue))
        + 0.32 * math.cos(math.radians(3 * mean_hue + 6))
        - 0.20 * math.cos(math.radians(4 * mean_hue - 63))
    )
    rotation = -2 * math.sqrt(mean_chroma**7 / (mean_chroma**7 + 25**7))
    rotation *= math.sin(math.radians(60 * math.exp(-(((mean_hue - 275) / 25) ** 2))))
    weight = 1 + 0.015 * (mean_light - 50) ** 2 / math.sqrt(20 + (mean_light - 50) ** 2)
    light, chroma, hue = light / weight, chroma / (1 + 0.045 * mean_chroma), hue / (1 + 0.015 * mean_chroma * t)
    return math.sqrt(light**2 + chroma**2 + hue**2 + rotation * chroma * hue)


def closest(colours, kind: str) -> float:
    seen = [to_lab(simulated(colour, kind)) for colour in colours]
    return min(difference(one, other) for one, other in itertools.combinations(seen, 2))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 2.49, -0.001), (50, -2.49, 0.0011), 7.2195),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_differences_are_those_of_the_published_examples(one, other, expected):
    assert difference(one, other) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("kind", MATRICES)
@pytest.mark.parametrize("is_small", [False, True])
@pytest.mark.parametrize("count", range(2, 8))
def test_classes_of_one_hue_stay_apart(count, is_small, kind):
    ramps = {key: sequential(Ramp.SECTOR, count, colour, is_small=is_small) for key, colour in SECTORS.items()}
    ramps.update({ramp.value: sequential(ramp, count, "", is_small=is_small) for ramp in ONE_HUE})
    close = {name: closest(colours, kind) for name, colours in ramps.items()}
    assert {name for name, value in close.items() if value < SEQUENTIAL - is_small} == set()


@pytest.mark.parametrize("count", range(2, 8))
def test_classes_of_one_hue_darken_in_grey(count):
    ramps = [sequential(Ramp.SECTOR, count, colour) for colour in SECTORS.values()]
    ramps += [sequential(ramp, count, "") for ramp in ONE_HUE]
    for colours in ramps:
        assert (np.diff([lightness(colour) for colour in colours]) < -LEAST_STEP).all()


@pytest.mark.parametrize("kind", MATRICES)
@pytest.mark.parametrize("ramp", [ramp for ramp in Ramp if ramp.diverges])
def test_two_hues_stay_apart_and_darken_outwards(ramp, kind):
    for below, middle, above in itertools.product(range(7), (0, 1), range(7)):
        if 2 <= below + middle + above <= 7:
            sides = [-1] * below + [0] * middle + [1] * above
            colours = diverging_ramp(ramp, sides, first_above=False)
            assert len(colours) == len(sides)
            assert closest(colours, kind) >= TWO_HUES, (below, middle, above)
            shades = [lightness(colour) for colour in colours]
            assert shades[:below] == sorted(shades[:below])
            assert shades[below + middle :] == sorted(shades[below + middle :], reverse=True)


@pytest.mark.parametrize("kind", MATRICES)
@pytest.mark.parametrize("ramp", [ramp for ramp in Ramp if ramp.diverges])
def test_small_marks_of_two_hues_stay_apart(ramp, kind):
    for below, middle, above in itertools.product(range(5), (0, 1), range(5)):
        if 2 <= below + middle + above <= 7:
            sides = [-1] * below + [0] * middle + [1] * above
            colours = diverging_ramp(ramp, sides, first_above=True, is_small=True)
            assert closest(colours, kind) >= SMALL, (below, middle, above)


@pytest.mark.parametrize("kind", MATRICES)
def test_colours_of_a_band_stay_apart(kind):
    for below, inside, above in itertools.product(range(4), range(1, 4), range(6)):
        if 2 <= below + inside + above <= 7:
            colours = diverging([-1] * below + [0] * inside + [1] * above)
            assert closest(colours, kind) >= TWO_HUES, (below, inside, above)


@pytest.mark.parametrize("kind", MATRICES)
def test_the_nine_colours_of_two_indicators_stay_apart(kind):
    assert closest([colour for row in BIVARIATE for colour in row], kind) >= NINE
