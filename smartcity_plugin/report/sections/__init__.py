# SPDX-License-Identifier: GPL-2.0-or-later
"""The section builders by the names that outlines use."""

from __future__ import annotations

from collections.abc import Callable

from ..builder import Blocks
from ..context import Context
from .annex import annex
from .council import (
    council_areas,
    council_figures,
    council_maps,
    council_measures,
    council_method,
    council_points,
    council_sources,
)
from .focus import focus
from .framing import framework, occasion
from .goals import goals
from .interactions import interactions
from .inventory import inventory
from .isek import bundling, closing, isek_occasion, legal, participation, resolution, updating
from .measures import costs, implementation, measures
from .monitoring import monitoring, transfer
from .needs import needs
from .place import area, population
from .short import aims, annex_short, economy, plan, steering, strengths
from .summary import summary
from .swot import swot

SectionBuilder = Callable[[Context, Blocks], None]

BUILDERS: dict[str, SectionBuilder] = {
    function.__name__: function
    for function in (
        summary,
        occasion,
        framework,
        inventory,
        needs,
        swot,
        goals,
        focus,
        measures,
        interactions,
        costs,
        implementation,
        monitoring,
        transfer,
        annex,
        council_points,
        council_figures,
        council_maps,
        council_areas,
        council_measures,
        council_method,
        council_sources,
        isek_occasion,
        participation,
        area,
        population,
        bundling,
        resolution,
        legal,
        updating,
        closing,
        strengths,
        economy,
        aims,
        plan,
        steering,
        annex_short,
    )
}
