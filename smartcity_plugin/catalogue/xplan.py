# SPDX-License-Identifier: GPL-2.0-or-later
"""Reading of the code lists of XPlanung: which objects are imported, and what their codes mean."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Optional

from .. import paths
from ..model.text import Text
from .entry import Entry

VALIDITIES = {"preparation", "valid", "partly", "expired"}
GROUPS = {"W", "M", "G", "S", ""}
ROLES = {"building_zones", "planned_green", "public_need_areas"}
PLANS = ("BP_Plan", "FP_Plan")


@dataclass(frozen=True)
class LegalState:
    """A stage of the procedure and whether a plan is binding then."""

    title: Text
    validity: str
    """``preparation``, ``valid``, ``partly`` (parts are out of force) or ``expired``."""


@dataclass(frozen=True)
class BuildingUse:
    """A type of building use: its symbol in plans (may be empty), the general type, its name."""

    short: str
    group: str
    title: Text


@dataclass(frozen=True)
class LayerTexts:
    """Title and note of an imported layer."""

    title: Text
    note: Optional[Text]


@dataclass(frozen=True)
class XPlanCodes:
    """The code lists; keys are codes as they stand in the files."""

    versions: tuple[str, ...]
    features: dict[str, str]
    """Object type → role."""
    layers: dict[str, LayerTexts]
    plan_kinds: dict[str, dict[str, Text]]
    legal_states: dict[str, dict[str, LegalState]]
    legal_characters: dict[str, dict[str, Text]]
    """Major version of the standard → legal character of an object by code."""
    general_uses: dict[str, BuildingUse]
    particular_uses: dict[str, BuildingUse]
    special_uses: dict[str, Text]
    purposes: dict[str, dict[str, Text]]
    """Role → purposes of its areas by code."""


def read_layers(entry: Entry) -> dict[str, LayerTexts]:
    """Read titles and notes of layers by role."""
    layers = {}
    for role, layer in entry.items():
        layers[role] = LayerTexts(layer.text("title"), layer.text("note") if layer.has("note") else None)
        layer.done()
    return layers


def read_texts(entry: Entry) -> dict[str, Text]:
    """Read a code list: code → text."""
    return {code: entry.text(code) for code in entry.take_keys()}


@lru_cache(maxsize=4)
def load_xplan_codes(folder: Path = paths.CATALOGUE) -> XPlanCodes:
    """Read ``xplan.yaml``; raises CatalogueError that names the place."""
    entry = Entry.from_file(folder / "xplan.yaml")
    features = entry.sub("features")
    kinds, states = entry.sub("plan_kinds"), entry.sub("legal_states")
    characters = entry.sub("legal_characters")
    codes = XPlanCodes(
        versions=entry.words("versions"),
        features={name: features.word(name, ROLES) for name in features.take_keys()},
        layers=read_layers(entry.sub("layers")),
        plan_kinds={plan: read_texts(kinds.sub(plan)) for plan in PLANS},
        legal_states={plan: _states(states.sub(plan)) for plan in PLANS},
        legal_characters={version: read_texts(characters.sub(version)) for version in ("5", "6")},
        general_uses=_uses(entry.sub("general_uses"), grouped=False),
        particular_uses=_uses(entry.sub("particular_uses"), grouped=True),
        special_uses=read_texts(entry.sub("special_uses")),
        purposes={
            "planned_green": read_texts(entry.sub("green_purposes")),
            "public_need_areas": read_texts(entry.sub("public_need_purposes")),
        },
    )
    for rest in (kinds, states, characters, entry):
        rest.done()
    if set(codes.layers) != {"plan_areas", *codes.features.values()}:
        raise entry.fail("'layers' must have exactly the roles of 'features' and plan_areas")
    return codes


def _states(entry: Entry) -> dict[str, LegalState]:
    states = {}
    for code, state in entry.items():
        states[code] = LegalState(state.text("title"), state.word("validity", VALIDITIES))
        state.done()
    return states


def _uses(entry: Entry, grouped: bool) -> dict[str, BuildingUse]:
    uses = {}
    for code, use in entry.items():
        short = use.take("short", str)
        group = use.word("group", GROUPS) if grouped else short
        uses[code] = BuildingUse(short, group, use.text("title"))
        use.done()
    return uses
