# SPDX-License-Identifier: GPL-2.0-or-later
"""What the document needs of the maps and charts; the cartography draws them."""

from __future__ import annotations

from pathlib import Path
from typing import Optional, Protocol


class Figure(Protocol):
    """A picture file with what must be said about it; ``source_line`` is printed as it is."""

    path: Path
    alt_text: str
    source_line: str
    width_mm: float
    height_mm: float


class FigureSource(Protocol):
    """Draws the figures of a study when they are asked for."""

    def indicator_map(self, indicator_id: str) -> Figure:
        """Return the map of an indicator over the planning units."""

    def need_map(self, key: str) -> Figure:
        """Return the map of needs of a sector, or of all for ``index``."""

    def overview_map(self) -> Figure:
        """Return the map of the planning units with their names."""

    def measures_map(self) -> Optional[Figure]:
        """Return the map of the measures, None if none has a place."""

    def ranking(self, indicator_id: str) -> Figure:
        """Return the chart of an indicator over the planning units, in order of value."""

    def product_map(self, key: str, **own: str) -> Optional[Figure]:
        """Return a map product of the overlay, None if the study holds none."""

    def lorenz(self, indicator_id: str) -> Optional[Figure]:
        """Return the Lorenz curve of an indicator, None if it cannot be drawn."""

    def burdens(self) -> Optional[Figure]:
        """Return the chart of people by number of high burdens, None if it cannot be drawn."""

    def radar(self, unit_id: str) -> Optional[Figure]:
        """Return the scores of a planning unit by field of action, None if there are too few or it cannot be drawn."""

    def histogram(self, indicator_id: str, by_people: bool = False) -> Optional[Figure]:
        """Return how the values of the planning units are spread, None if no value is known or it cannot be drawn."""

    def time_path(self, indicator_id: str, unit_id: str = "") -> Optional[Figure]:
        """Return an indicator over the reference dates, None with fewer than two or if it cannot be drawn."""

    def gantt(self) -> Optional[Figure]:
        """Return the schedule of the measures, None if none has a year or it cannot be drawn."""

    def scenario_map(self, scenario_id: str, indicator_id: str) -> Optional[Figure]:
        """Return how an indicator changes in a scenario, None if the scenario was not computed or does not touch it."""
