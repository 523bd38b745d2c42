# SPDX-License-Identifier: GPL-2.0-or-later
"""The section builders by the names that outlines use."""

from __future__ import annotations

from collections.abc import Callable

from ..builder import Blocks
from ..context import Context
from .annex import annex
from .checks import charta, funding
from .costs import costs
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
from .isek import bundling, closing, isek_occasion, legal, resolution, updating
from .measures import implementation, measures
from .monitoring import monitoring, transfer
from .needs import needs
from .participation import answers, isek_participation, participation
from .place import area, population
from .scenarios import scenarios
from .short import aims, annex_short, economy, plan, steering, strengths
from .summary import summary
from .swot import swot
from .traceability import traceability

SectionBuilder = Callable[[Context, Blocks], None]

BUILDERS: dict[str, SectionBuilder] = {
    function.__name__: function
    for function in (
        summary,
        occasion,
        framework,
        inventory,
        needs,
        participation,
        swot,
        goals,
        focus,
        measures,
        interactions,
        scenarios,
        costs,
        implementation,
        monitoring,
        transfer,
        answers,
        funding,
        charta,
        traceability,
        annex,
        council_points,
        council_figures,
        council_maps,
        council_areas,
        council_measures,
        council_method,
        council_sources,
        isek_occasion,
        isek_participation,
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
