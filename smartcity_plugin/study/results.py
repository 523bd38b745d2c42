# SPDX-License-Identifier: GPL-2.0-or-later
"""The results of a study: runs, values of units and cells by reference date, what they rest on, needs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Optional

import numpy as np
import pandas as pd

from ..catalogue import Catalogue
from ..catalogue.own import OwnEntry
from ..engine.change import decimal_year
from ..engine.composite.normalise import scores_of
from ..engine.compute import IndicatorResult
from ..engine.table import GeoTable
from ..model.indicator import Indicator, Value
from ..model.problem import Problem, SmartCityError
from ..model.provenance import Passport, Run, by_role
from ..model.scheme import STANDARD
from . import schema
from .geopackage import GeoPackage
from .keys import KeyMaker
from .own_indicators import catalogue_of
from .provenance import now
from .rows import passport_of, passport_row, problem_of, without_missing

if TYPE_CHECKING:
    from .study import StudySettings

POPULATION_ROLE = "population_cells"
_CELL_COLUMNS = ("cell_id", "value", "numerator", "denominator")
_UNIT_COLUMNS = (
    *("unit_id", "value", "numerator", "denominator", "coverage", "n_cells", "n_unknown", "population", "flags"),
)


def period_of(text: str) -> str:
    """Return a reference date (2022-05-15, or the year 2022) as it is stored; raises SmartCityError."""
    try:
        decimal_year(text.strip())
    except ValueError:
        raise SmartCityError("reference_date_unclear", text=text) from None
    return text.strip()


class ResultStore:
    """What ``Study`` knows of its results. Without a period that of the study's reference date is meant."""

    _package: GeoPackage
    settings: StudySettings

    if TYPE_CHECKING:

        def transaction(self) -> AbstractContextManager[None]:
            """Write everything inside the block or nothing of it."""

        def passports(self) -> dict[str, Passport]:
            """Return one data passport per role."""

        @property
        def holds_schemes(self) -> bool:
            """Whether the file can hold assessment schemes."""

        def own_entries(self) -> list[OwnEntry]:
            """Return the town's own indicators."""

        def units(self, level: Optional[str] = None) -> GeoTable:
            """Return the planning units."""

    # Writing -----------------------------------------------------------------------------------------------------

    def save_run(self, run: Run) -> None:
        """Record a run as finished."""
        row = {
            "run_id": run.run_id,
            "kind": run.kind,
            "started_at": run.started_at,
            "finished_at": run.finished_at or now(),
            "parameters": json.dumps(run.parameters, ensure_ascii=False, sort_keys=True),
            "inputs": json.dumps([passport_row(passport) for passport in run.inputs], ensure_ascii=False),
            "versions": json.dumps(run.versions, sort_keys=True),
        }
        self._package.append(schema.RUNS.name, pd.DataFrame([row]))

    def save_results(
        self,
        run: Run,
        results: Iterable[IndicatorResult],
        problems: Mapping[str, list[Problem]],
        keys: Optional[Mapping[str, str]] = None,
        period: Optional[str] = None,
    ) -> None:
        """Store a run with its results, in place of earlier ones of the same indicators and reference date.

        ``problems`` names, by indicator, why the others could not be computed; their old values are removed too.
        ``keys`` (see ``keys.py``) tells by indicator what the results rest on.
        """
        period, keys = period or self.settings.reference_date, keys or {}
        with self.transaction():
            self.save_run(run)
            for result in results:
                indicator = result.indicator
                self._forget(indicator.id, period)
                units = result.units.assign(score=scores_of(indicator, result.units["value"].to_numpy()))
                own = {"indicator_id": indicator.id, "period": period, "run_id": run.run_id}
                self._package.append(schema.INDICATOR_VALUES.name, units.assign(**own))
                if result.cells is not None:
                    self._package.append(schema.CELL_VALUES.name, result.cells.assign(**own))
                key = {"result_key": keys.get(indicator.id, ""), "method": indicator.method}
                self._write_status(own, [], result.parameters, result.roles, result.missing_roles, key)
            for indicator_id, reasons in problems.items():
                self._forget(indicator_id, period)
                roles = [problem.values["role"] for problem in reasons if "role" in problem.values]
                own = {"indicator_id": indicator_id, "period": period, "run_id": run.run_id}
                self._write_status(
                    own, reasons, {}, roles, roles, {"result_key": keys.get(indicator_id, ""), "method": ""}
                )

    def save_needs(self, run: Run, needs: pd.DataFrame, scheme_id: str = STANDARD) -> None:
        """Store a run with its needs, in place of earlier ones of the same scheme and reference date."""
        own = {"period": self.settings.reference_date, "scheme_id": scheme_id}
        with self.transaction():
            self.save_run(run)
            self._package.delete_where(schema.NEEDS.name, **own)
            self._package.append(schema.NEEDS.name, needs.assign(run_id=run.run_id, **own))

    # Reading -----------------------------------------------------------------------------------------------------

    def values(self, period: Optional[str] = None) -> pd.DataFrame:
        """Return the indicator values of all units at a reference date (schema ``indicator_values``)."""
        return self._rows(schema.INDICATOR_VALUES.name, period)

    def cell_values(self, indicator_id: str, period: Optional[str] = None) -> pd.DataFrame:
        """Return the values of one indicator per cell."""
        return self._rows(schema.CELL_VALUES.name, period, indicator_id=indicator_id)

    def cell_column(self, indicator_id: str, cell_ids: Sequence[str]) -> np.ndarray:
        """Return the values of an indicator at cells in their order; NaN where unknown or not on cells at all."""
        rows = self.cell_values(indicator_id).drop_duplicates("cell_id").set_index("cell_id")["value"]
        return rows.reindex(cell_ids).to_numpy(dtype=float)

    def unit_column(self, indicator_id: str, unit_ids: Sequence[str]) -> np.ndarray:
        """Return the values of an indicator for planning units in their order; NaN where unknown."""
        rows = self._rows(schema.INDICATOR_VALUES.name, None, indicator_id=indicator_id)
        return rows.set_index("unit_id")["value"].reindex(unit_ids).to_numpy(dtype=float)

    def periods(self) -> list[str]:
        """Return the reference dates that there are results for, earliest first."""
        return sorted(set(self._status_rows()["period"]))

    def needs(self, scheme_id: str = "") -> pd.DataFrame:
        """Return the needs of all units (schema ``needs``) by a scheme, by default the one in force."""
        if not self.holds_schemes:
            rows = self._rows(schema.NEEDS.name, None)
            return rows.reindex(columns=[*rows.columns, *set(schema.NEEDS.fields).difference(rows.columns)])
        return self._rows(schema.NEEDS.name, None, scheme_id=scheme_id or self.settings.scheme)

    def status(self, period: Optional[str] = None) -> dict[str, dict[str, Any]]:
        """Return what is known of each indicator at a reference date.

        That is state (computed or missing), problems, parameters, roles, missing_roles, run_id, method and result_key.
        """
        frame = self._status_rows()
        of_period = frame[frame["period"] == (period or self.settings.reference_date)]
        return {
            row["indicator_id"]: {
                "state": row["state"],
                "problems": [problem_of(item) for item in json.loads(row["problems"])],
                "parameters": json.loads(row["parameters"]),
                "roles": json.loads(row["roles"]),
                "missing_roles": json.loads(row["missing_roles"]),
                "run_id": row["run_id"],
                "method": row["method"],
                "result_key": row["result_key"],
            }
            for row in of_period.to_dict("records")
        }

    def runs(self) -> dict[str, Run]:
        """Return all runs by id."""
        frame, _ = self._package.read(schema.RUNS.name)
        runs = {}
        for row in frame.to_dict("records"):
            inputs = tuple(passport_of(item) for item in json.loads(row["inputs"]))
            read = {key: json.loads(row[key]) for key in ("parameters", "versions")}
            runs[row["run_id"]] = Run(**{**without_missing(row), **read, "inputs": inputs})
        return runs

    def outdated(self, catalogue: Optional[Catalogue] = None) -> list[str]:
        """Return the indicators whose values at the study's reference date rest on something that is no longer so.

        That is what ``compute_and_save`` would compute anew with the parameters of the last run: inputs changed or
        came in, the catalogue's method or default changed. Of results that an older version stored without a key only
        the inputs can be compared.
        """
        present = {role: passport.fingerprint for role, passport in self.passports().items()}
        runs, keys = self.runs(), KeyMaker(self, catalogue or catalogue_of(self))
        states = self.status()
        chosen = {
            name: runs[row["run_id"]].parameters.get("parameters", {}).get(name, {}) for name, row in states.items()
        }
        outdated = []
        for indicator_id, status in states.items():
            run = runs[status["run_id"]]
            if status["state"] != "computed":
                continue
            if status["result_key"] and indicator_id in keys.catalogue.indicators:
                changed = status["result_key"] != keys.key(indicator_id, chosen)
            else:
                used = {role: passport.fingerprint for role, passport in by_role(run.inputs).items()}
                roles = {POPULATION_ROLE, *status["roles"]}
                changed = any(present.get(role) != used.get(role) for role in roles)
            if changed:
                outdated.append(indicator_id)
        return outdated

    def stored_result(self, indicator: Indicator, period: Optional[str] = None) -> IndicatorResult:
        """Return a result as it was when it was computed; raises KeyError if there is none."""
        status = self.status(period)[indicator.id]
        rows = self._rows(schema.INDICATOR_VALUES.name, period, indicator_id=indicator.id).set_index("unit_id")
        units = rows.loc[self.units().ids("unit_id")].reset_index()
        units["flags"] = units["flags"].fillna("")
        cells = self.cell_values(indicator.id, period)
        return IndicatorResult(
            indicator=indicator,
            parameters=status["parameters"],
            units=units[list(_UNIT_COLUMNS)],
            cells=None if cells.empty else cells[list(_CELL_COLUMNS)],
            roles=tuple(status["roles"]),
            missing_roles=tuple(status["missing_roles"]),
        )

    # Inside ------------------------------------------------------------------------------------------------------

    def _rows(self, name: str, period: Optional[str], **equal: str) -> pd.DataFrame:
        return self._package.read(name, period=period or self.settings.reference_date, **equal)[0]

    def _status_rows(self) -> pd.DataFrame:
        """Return the states of the indicators; a file of an older version knows one reference date only."""
        frame, _ = self._package.read(schema.INDICATOR_STATUS.name)
        older = {"period": self.settings.reference_date, "method": "", "result_key": ""}
        for name, value in older.items():
            frame[name] = frame[name].fillna(value) if name in frame else value
        return frame

    def _forget(self, indicator_id: str, period: str) -> None:
        for table in (schema.INDICATOR_VALUES, schema.CELL_VALUES, schema.INDICATOR_STATUS):
            self._package.delete_where(table.name, indicator_id=indicator_id, period=period)

    def _write_status(
        self,
        own: Mapping[str, str],
        problems: list[Problem],
        parameters: Mapping[str, Value],
        roles: Iterable[str],
        missing_roles: Iterable[str],
        key: Mapping[str, str],
    ) -> None:
        row = {
            **own,
            **key,
            "state": "missing" if problems else "computed",
            "problems": json.dumps([{**asdict(item), "severity": item.severity.value} for item in problems]),
            "parameters": json.dumps(dict(parameters), sort_keys=True),
            "roles": json.dumps(list(roles)),
            "missing_roles": json.dumps(list(missing_roles)),
        }
        self._package.append(schema.INDICATOR_STATUS.name, pd.DataFrame([row]))
