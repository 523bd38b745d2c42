# SPDX-License-Identifier: GPL-2.0-or-later
"""What is wrong with a feed: counted, with an example, and judged by one limit."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from ...model.problem import Problem, Severity

LIMIT = 0.01
"""Share of broken entries from which a feed is refused. Below it they are left out and told: departures that are one in
a hundred too low are within what differs from one working day to the next; more would be a wrong number."""


@dataclass
class Tally:
    """How many of how many entries are wrong, and what the first of them says."""

    count: int = 0
    total: int = 0
    example: str = ""

    def add(self, wrong: np.ndarray, shown: np.ndarray) -> None:
        """Count the entries where ``wrong`` holds; ``shown`` are the texts to take the example from."""
        self.total += len(wrong)
        rows = np.flatnonzero(wrong)
        if len(rows) and not self.count:
            self.example = str(shown[rows[0]])[:60]
        self.count += len(rows)

    @property
    def share(self) -> float:
        """The share in per cent, rounded for reading."""
        share = 100 * self.count / self.total if self.total else 0.0
        return round(share, 1 if share >= 1 else 3)

    @property
    def too_many(self) -> bool:
        """Whether more entries are wrong than can be left out."""
        return self.count > LIMIT * self.total


@dataclass
class Diagnosis:
    """The problems of a feed in the order found."""

    problems: list[Problem] = field(default_factory=list)
    partial: bool = False
    """Whether entries were left out that might belong to the result."""

    def ordered(self) -> tuple[Problem, ...]:
        """Return the problems, errors last: everything is told before the work is refused."""
        return tuple(sorted(self.problems, key=lambda problem: problem.severity is Severity.ERROR))

    @property
    def fatal(self) -> bool:
        """Whether the feed must be refused."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)

    def orphans(self, file: str, target: str, tally: Tally) -> None:
        """Judge references from one table to another that lead nowhere."""
        if tally.count == 0:
            return
        self.partial = True
        values = {
            "file": file,
            "target": target,
            "count": tally.count,
            "total": tally.total,
            "share": tally.share,
            "example": tally.example,
        }
        if tally.too_many:
            self.problems.append(Problem("gtfs_orphans", Severity.ERROR, values))
        else:
            self.problems.append(Problem("gtfs_orphans_few", Severity.WARNING, values))

    def unreadable(self, file: str, column: str, tally: Tally) -> None:
        """Judge rows whose value in a column cannot be understood; they were left out."""
        if tally.count == 0:
            return
        self.partial = True
        values = {
            "file": file,
            "column": column,
            "count": tally.count,
            "total": tally.total,
            "share": tally.share,
            "example": tally.example,
        }
        if tally.too_many:
            self.problems.append(Problem("gtfs_values_unreadable", Severity.ERROR, values))
        else:
            self.problems.append(Problem("gtfs_values_unreadable_few", Severity.WARNING, values))

    def repeated(self, file: str, column: str, tally: Tally) -> None:
        """Judge ids that stand more than once in a table; the first entry was kept."""
        if tally.count == 0:
            return
        values = {
            "file": file,
            "column": column,
            "count": tally.count,
            "total": tally.total,
            "share": tally.share,
            "example": tally.example,
        }
        if tally.too_many:
            self.problems.append(Problem("gtfs_ids_repeated", Severity.ERROR, values))
        else:
            self.problems.append(Problem("gtfs_ids_repeated_few", Severity.WARNING, values))

    def unplaced(self, tally: Tally) -> None:
        """Judge stop times at stops that have no usable coordinates."""
        if tally.count == 0:
            return
        self.partial = True
        values = {"count": tally.count, "total": tally.total, "share": tally.share, "example": tally.example}
        if tally.too_many:
            self.problems.append(Problem("gtfs_stops_unplaced", Severity.ERROR, values))
        else:
            self.problems.append(Problem("gtfs_stops_unplaced_few", Severity.WARNING, values))

    def unknown_modes(self, types: str, tally: Tally) -> None:
        """Judge trips on routes whose type is none that GTFS knows."""
        if tally.count == 0:
            return
        self.partial = True
        values = {"types": types, "count": tally.count, "total": tally.total, "share": tally.share}
        if tally.too_many:
            self.problems.append(Problem("gtfs_route_types_unknown", Severity.ERROR, values))
        else:
            self.problems.append(Problem("gtfs_route_types_unknown_few", Severity.WARNING, values))

    def note(self, problem: Problem) -> None:
        """Add a problem that needs no judging."""
        self.problems.append(problem)
