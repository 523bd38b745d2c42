# SPDX-License-Identifier: GPL-2.0-or-later
"""Problems are data: found before work starts, shown next to what caused them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Any


class Severity(Enum):
    """How much a problem matters: an error stops the work, a warning travels with the result."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Problem:
    """One finding; the sentences for ``key`` stand in ``messages.yaml`` and ``messages/`` of the catalogue.

    ``values`` fill the placeholders of the sentences.
    """

    key: str
    severity: Severity = Severity.ERROR
    values: dict[str, Any] = field(default_factory=dict)


class SmartCityError(Exception):
    """The work cannot go on; carries the problem that the user reads as one sentence with a remedy."""

    def __init__(self, key: str, **values: Any) -> None:
        super().__init__(key, values)
        self.problem = Problem(key, Severity.ERROR, values)

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value}" for name, value in self.problem.values.items())
        return f"{self.problem.key} ({details})" if details else self.problem.key


class Cancelled(Exception):
    """The user cancelled; nothing was kept."""
