# SPDX-License-Identifier: GPL-2.0-or-later
"""The charts of a study: what it holds about distributions and burdens, worded and drawn."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

import numpy as np
import pandas as pd
from matplotlib.figure import Figure as Chart

from ..catalogue import Catalogue
from ..catalogue.numbers import NO_BREAK_SPACE, format_number, symbol_of
from ..catalogue.products import load_products
from ..engine.burden import NUMBERS
from ..engine.composite.groups import GROUPS
from ..engine.progress import Progress, silent
from ..model.indicator import Direction, Indicator
from ..model.problem import SmartCityError
from ..study.burden import affected, shown_places
from ..study.justice import CONCENTRATION, GINI, GROUP_MEAN, HIGHEST_TENTH, LOWEST_TENTH, MEAN, curve_of
from ..study.overlay_tables import BURDEN, CELLS, JUSTICE
from ..study.study import Study
from . import charts
from .facts import Facts
from .furniture import source_line
from .wording import Wording

EVEN = 0.02
"""Up to this concentration index no difference is told (project default, as in the strategy document)."""


@dataclass(frozen=True)
class StudyCharts:
    """Draws what a study holds; ``justice`` and ``burden`` are the rows of its tables at the reference date."""

    facts: Facts
    words: Wording
    justice: pd.DataFrame
    burden: pd.DataFrame
    is_plain: bool = False
    """Whether title and source are left to the document that the charts go into."""

    @classmethod
    def read(cls, study: Study, facts: Facts, is_plain: bool = False) -> StudyCharts:
        """Read what there is to draw; of burdens those of cells come before those of planning units."""
        burden = shown_places(study.product(BURDEN).frame, study.settings.unit_level)
        return cls(facts, Wording(facts.language), study.product(JUSTICE).frame, burden, is_plain)

    @property
    def indicators(self) -> list[Indicator]:
        """The indicators with a Gini coefficient, in the order of the catalogue."""
        found = self.justice[(self.justice["measure"] == GINI) & self.justice["value"].notna()]
        stored = set(found["indicator_id"])
        return [item for name, item in self.facts.catalogue.indicators.items() if name in stored]

    def lorenz(self, indicator: Indicator) -> Optional[Chart]:
        """Return the Lorenz curve of an indicator, None if there is none."""
        curve = curve_of(self.justice, indicator.id, GINI)
        if curve is None:
            return None
        words = self.words
        figures = [
            charts.KeyFigure(
                words("chart_gini"), self._number(self.value(indicator, GINI), 2), words("chart_gini_note")
            ),
            charts.KeyFigure(words("chart_highest"), self._told(indicator, HIGHEST_TENTH)),
            charts.KeyFigure(words("chart_lowest"), self._told(indicator, LOWEST_TENTH)),
            charts.KeyFigure(words("chart_mean"), self._told(indicator, MEAN)),
        ]
        return charts.curve_chart(
            self._heading("chart_lorenz_title", indicator, GINI),
            curve,
            (words("chart_lorenz_x"), words("chart_lorenz_y")),
            words("chart_even"),
            figures,
            self._ticks(),
            self._colour(indicator),
            words("chart_half", share=self.lower_half(indicator)),
        )

    def small_lorenz(self, indicator: Indicator, size: tuple[float, float]) -> Chart:
        """Return the Lorenz curve of an indicator in a size in mm, for pages; there must be one."""
        words, curve = self.words, curve_of(self.justice, indicator.id, GINI)
        figures = [
            charts.KeyFigure(words("chart_gini"), self._number(self.value(indicator, GINI), 2)),
            charts.KeyFigure(words("chart_mean"), self._told(indicator, MEAN)),
            charts.KeyFigure(words("chart_lower_half"), self.lower_half(indicator)),
        ]
        titles = (words("chart_lorenz_x"), words("chart_lorenz_y"))
        return charts.curve_chart(
            charts.PLAIN, curve, titles, words("chart_even"), figures, self._ticks(), self._colour(indicator), size=size
        )

    def lower_half(self, indicator: Indicator) -> str:
        """Return what the lower half of the people has of the sum of all values, in percent."""
        curve = curve_of(self.justice, indicator.id, GINI)
        share = float("nan") if curve is None else float(np.interp(0.5, *curve))
        return self._percent(share, 0 if share >= 0.1 or share == 0 else 1)

    def concentration(self, indicator: Indicator) -> Optional[Chart]:
        """Return the concentration curve of an indicator, None if there is none."""
        curve = curve_of(self.justice, indicator.id, CONCENTRATION)
        if curve is None:
            return None
        words, index = self.words, self.value(indicator, CONCENTRATION)
        judged = {Direction.HIGHER: index < -EVEN, Direction.LOWER: index > EVEN}
        told = words("chart_same") if abs(index) <= EVEN else words("chart_less" if index < 0 else "chart_more")
        unjust = words("chart_unjust") if judged.get(indicator.direction, False) else ""
        figures = [
            charts.KeyFigure(words("chart_concentration"), self._number(index, 2), unjust),
            charts.KeyFigure("", told),
        ]
        return charts.curve_chart(
            self._heading("chart_concentration_title", indicator, CONCENTRATION),
            curve,
            (words("chart_concentration_x"), words("chart_lorenz_y")),
            words("chart_even"),
            figures,
            self._ticks(),
            self._colour(indicator),
        )

    def groups(self, indicator: Indicator) -> Optional[Chart]:
        """Return the comparison of groups, None if no group is known."""
        words = self.words
        measures = [("all", MEAN), *((name, GROUP_MEAN + name) for name in GROUPS)]
        known = [(name, measure) for name, measure in measures if np.isfinite(self.value(indicator, measure))]
        if len(known) < 2:
            return None
        rows = [
            (
                words("chart_group", group=words(f"chart_{name}"), people=self._behind(indicator, measure)),
                self.value(indicator, measure),
                self._told(indicator, measure, unit=False),
            )
            for name, measure in known
        ]
        symbol = symbol_of(self.facts.catalogue.units[indicator.unit], self.facts.language)
        axis = words("chart_groups_x", unit=symbol) if symbol else words("chart_groups_x_plain")
        better = {Direction.HIGHER: words("chart_better_higher"), Direction.LOWER: words("chart_better_lower")}
        heading = self._heading("chart_groups_title", indicator, MEAN)
        direction = better.get(indicator.direction, "")
        return charts.group_chart(heading, rows, axis, direction, self._colour(indicator))

    def burdens(self) -> Optional[Chart]:
        """Return the people by number of high burdens, None if none were counted."""
        if self.burden.empty:
            return None
        words, chosen = self.words, int(self.burden["chosen"].iloc[0])
        bars = self._bars()
        places = len(self.burden)
        place = self._place(self.burden["place_kind"].iloc[0], places, float(self.burden["population"].sum()), 0.0)
        source = f"{words('chart_burden_which', names=', '.join(self._counted()))}. {self._source()}"
        heading = self._headed(words("chart_burden_title"), place, source)
        return charts.bar_chart(heading, bars, words("chart_burden_x", chosen=chosen))

    def _bars(self) -> list[charts.Bar]:
        classes = affected(self.burden, "state")
        colours = {key: term.colour for key, term in load_products()["burden"].categories.items()}
        found = []
        for number, name in enumerate(NUMBERS[: int(self.burden["chosen"].iloc[0]) + 1]):
            people = float(classes["population"].get(name, 0.0))
            label = self.words("chart_five_plus") if name == NUMBERS[-1] else str(number)
            found.append(charts.Bar(label, people, self._people(people), colours[name]))
        unknown = float(classes["population"].get("", 0.0))
        if unknown > 0:
            label = self.words("chart_not_known")
            found.append(charts.Bar(label, unknown, self._people(unknown), "", unknown=True))
        return found

    def burden_alt(self) -> str:
        """Return the columns of the chart of burdens in words."""
        words = self.words
        told = [f"{' '.join(bar.label.split())}: {' '.join(bar.text.split())}" for bar in self._bars()]
        return words("chart_alt_burden", place=self.facts.settings.municipality, list="; ".join(told))

    def lorenz_alt(self, indicator: Indicator) -> str:
        """Return a Lorenz curve in words."""
        return self.words(
            "chart_alt_lorenz",
            indicator=self._title(indicator),
            place=self.facts.settings.municipality,
            gini=self._number(self.value(indicator, GINI), 2),
            share=self.lower_half(indicator),
        )

    # Inside ----------------------------------------------------------------------------------------------------------

    def _counted(self) -> list[str]:
        names = [item.partition("=")[0] for item in str(self.burden["classes"].iloc[0]).split("; ")]
        known = self.facts.catalogue.indicators
        return [self._title(known[name]) if name in known else name for name in names]

    def _row(self, indicator: Indicator, measure: str) -> Optional[pd.Series]:
        own = self.justice[(self.justice["indicator_id"] == indicator.id) & (self.justice["measure"] == measure)]
        return None if own.empty else own.iloc[0]

    def value(self, indicator: Indicator, measure: str) -> float:
        """Return a stored measure of an indicator, NaN if there is none."""
        row = self._row(indicator, measure)
        return float("nan") if row is None or pd.isna(row["value"]) else float(row["value"])

    def _behind(self, indicator: Indicator, measure: str) -> str:
        """Return how many people a measure rests on."""
        row = self._row(indicator, measure)
        return self._rounded(0.0 if row is None else float(row["population"]))

    def _told(self, indicator: Indicator, measure: str, unit: bool = True) -> str:
        return self.facts.value(self.value(indicator, measure), indicator, with_unit=unit)

    def _heading(self, key: str, indicator: Indicator, measure: str) -> charts.Heading:
        row = self._row(indicator, measure)
        place = ""
        if row is not None:
            unknown = float(row["unknown_population"]) if pd.notna(row["unknown_population"]) else 0.0
            place = self._place(row["place_kind"], int(row["places"]), float(row["population"]), unknown)
        return self._headed(self.words(key, indicator=self._title(indicator)), place, self._source(indicator))

    def _headed(self, title: str, place: str, source: str) -> charts.Heading:
        return charts.Heading("", place, "") if self.is_plain else charts.Heading(title, place, source)

    def _place(self, kind: str, places: int, people: float, unknown: float) -> str:
        """Return where and when, and how many people in how many places a chart rests on."""
        words = self.words
        key = "chart_basis_cells" if kind == CELLS else "chart_basis_units"
        basis = words(key, people=self._rounded(people), places=self._number(places, 0))
        if unknown >= 0.5:
            basis = words("chart_unknown", basis=basis, unknown=self._rounded(unknown))
        settings = self.facts.settings
        where = words("chart_place", place=settings.municipality, date=self.facts.date(settings.reference_date))
        return f"{where} · {basis}"

    def _source(self, indicator: Optional[Indicator] = None) -> str:
        sources = self.facts.sources if indicator is None else self.facts.inputs(indicator)
        return source_line(self.facts, self.words, sources)

    def _title(self, indicator: Indicator) -> str:
        return indicator.title.in_language(self.facts.language)

    def _colour(self, indicator: Indicator) -> str:
        return self.facts.sector(indicator).colour

    def _ticks(self) -> list[str]:
        return [self._percent(share, 0) for share in (0.0, 0.25, 0.5, 0.75, 1.0)]

    def _percent(self, share: float, decimals: int) -> str:
        return f"{self._number(100.0 * share, decimals)}{NO_BREAK_SPACE}%"

    def _number(self, value: float, decimals: int) -> str:
        return format_number(value, decimals, self.facts.language)

    def _rounded(self, people: float) -> str:
        return self._number(round(people, -1) if people >= 100 else people, 0)

    def _people(self, people: float) -> str:
        whole = float(self.burden["population"].sum())
        share = people / whole if whole > 0 else float("nan")
        return f"{self._rounded(people)}\n{self._percent(share, 0 if share >= 0.1 or not people else 1)}"


def draw_all(
    study: Study,
    catalogue: Catalogue,
    folder: Path,
    language: str,
    kind: str = "png",
    indicators: Collection[str] = (),
    progress: Progress = silent,
) -> list[Path]:
    """Write every chart that the study has the numbers for into a folder; returns the files in order.

    ``kind`` is png, svg or pdf; ``indicators`` (ids) narrows the choice. Raises SmartCityError if there is nothing to
    draw, or for an indicator without measures.
    """
    source = StudyCharts.read(study, Facts(study, catalogue, language))
    present = {item.id: item for item in source.indicators}
    for name in indicators:
        if name not in catalogue.indicators:
            raise SmartCityError("indicator_unknown", indicator=name)
        if name not in present:
            raise SmartCityError("justice_not_measured", indicator=name)
    chosen = [item for name, item in present.items() if not indicators or name in indicators]
    if not chosen and source.burden.empty:
        raise SmartCityError("justice_not_computed")
    folder.mkdir(parents=True, exist_ok=True)
    written = []

    def keep(chart: Optional[Chart], name: str) -> None:
        if chart is not None:
            path = folder / f"{name}.{kind}"
            charts.save(chart, path)
            written.append(path)

    if not indicators:
        keep(source.burdens(), "burden")
    for number, item in enumerate(chosen):
        keep(source.lorenz(item), f"{item.id}_lorenz")
        keep(source.concentration(item), f"{item.id}_concentration")
        keep(source.groups(item), f"{item.id}_groups")
        progress((number + 1) / len(chosen))
    return written
