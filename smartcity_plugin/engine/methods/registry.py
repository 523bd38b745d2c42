# SPDX-License-Identifier: GPL-2.0-or-later
"""The register of methods: what the catalogue's key ``method`` names."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..values import Ratios

Function = Callable[..., Ratios]

METHODS: dict[str, Method] = {}

_ENGINE_ARGUMENTS = ("desk", "progress")


@dataclass(frozen=True)
class Method:
    """A function that computes an indicator.

    Positional arguments are the inputs of the catalogue entry, keyword-only ones its parameters. ``level`` says
    whether it returns ratios per population cell or per planning unit, ``factor`` what a ratio is multiplied by to
    become the value (100 for percent).
    """

    function: Function
    level: str
    factor: float

    @property
    def inputs(self) -> tuple[str, ...]:
        """The names of the inputs, in order."""
        return self._names(inspect.Parameter.POSITIONAL_OR_KEYWORD)

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of the parameters."""
        return tuple(name for name in self._names(inspect.Parameter.KEYWORD_ONLY) if name not in _ENGINE_ARGUMENTS)

    @property
    def wants_desk(self) -> bool:
        """Whether the function asks for what the indicators of a run share."""
        return "desk" in self._names(inspect.Parameter.KEYWORD_ONLY)

    def _names(self, kind: Any) -> tuple[str, ...]:
        signature = inspect.signature(self.function)
        return tuple(name for name, parameter in signature.parameters.items() if parameter.kind is kind)


def method(*, level: str, factor: float = 1.0) -> Callable[[Function], Function]:
    """Register a function under its own name."""

    def register(function: Function) -> Function:
        METHODS[function.__name__] = Method(function, level, factor)
        return function

    return register
