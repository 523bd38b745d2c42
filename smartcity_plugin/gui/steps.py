# SPDX-License-Identifier: GPL-2.0-or-later
"""Where a study stands: what is in it, and what follows for each step of the process. No Qt, no QGIS."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any, Optional

from .. import capabilities
from ..model.problem import Problem, SmartCityError
from ..model.provenance import by_role
from ..model.strategy import WEIGHED, Contribution, Scenario

if TYPE_CHECKING:
    from ..catalogue import Catalogue
    from ..model.indicator import Indicator
    from ..study.study import Study

POPULATION, UNITS = "population_cells", "planning_units"


class State(Enum):
    """What a step's state is called and drawn as."""

    DONE = "done"
    OPEN = "open"
    OUTDATED = "outdated"
    READY = "ready"
    BLOCKED = "blocked"


class Step(Enum):
    """The steps in the order of the process."""

    STUDY = "study"
    INVENTORY = "inventory"
    NEEDS = "needs"
    PARTICIPATION = "participation"
    GOALS = "goals"
    OVERLAY = "overlay"
    MEASURES = "measures"
    OUTPUT = "output"
    MONITORING = "monitoring"


class Action(Enum):
    """What a user can do in a step."""

    OPEN_DEMO = "open_demo"
    SHOW_AREA = "show_area"
    NEW_STUDY = "new_study"
    OPEN_STUDY = "open_study"
    SHOW_FOLDER = "show_folder"
    CLOSE_STUDY = "close_study"
    ADD_DATA = "add_data"
    SHOW_MATRIX = "show_matrix"
    CHECK_INVENTORY = "check_inventory"
    EDIT_INDICATORS = "edit_indicators"
    COMPUTE = "compute"
    SHOW_INDICATORS = "show_indicators"
    ASSESS_NEEDS = "assess_needs"
    SHOW_NEEDS = "show_needs"
    EDIT_GOALS = "edit_goals"
    EDIT_MEASURES = "edit_measures"
    EDIT_GOALS_TABLE = "edit_goals_table"
    EDIT_MEASURES_TABLE = "edit_measures_table"
    EDIT_SCENARIOS = "edit_scenarios"
    IMPORT_REGISTER = "import_register"
    EXPORT_REGISTER = "export_register"
    WEIGH_CONTRIBUTIONS = "weigh_contributions"
    IMPORT_CONTRIBUTIONS = "import_contributions"
    CONTRIBUTION_DENSITY = "contribution_density"
    MONITOR = "monitor"
    TRACE = "trace"
    CHECK_FUNDING = "check_funding"
    EDIT_SCHEMES = "edit_schemes"
    SHOW_OVERLAY = "show_overlay"
    PLAY_WEIGHTS = "play_weights"
    TEST_ROBUSTNESS = "test_robustness"
    HOT_SPOTS = "hot_spots"
    FOCUS_AREAS = "focus_areas"
    MULTI_BURDEN = "multi_burden"
    JUSTICE = "justice"
    INTERACTIONS = "interactions"
    EDIT_RULES = "edit_rules"
    EDIT_RELATIONS = "edit_relations"
    EXPORT_ATLAS = "export_atlas"
    EXPORT_DOCUMENT = "export_document"
    EDIT_DESIGN = "edit_design"
    MAP_STYLES = "map_styles"
    SAVE_PROJECT = "save_project"


class Reason(Enum):
    """Why an action is not possible yet."""

    READ_ONLY = "read_only"
    NO_POPULATION = "no_population"
    NOTHING_COMPUTABLE = "nothing_computable"
    NO_VALUES = "no_values"
    NO_NEEDS = "no_needs"
    NO_GOALS = "no_goals"
    NO_MEASURES = "no_measures"
    NO_CONTRIBUTIONS = "no_contributions"
    LIBRARIES = "libraries"


@dataclass(frozen=True)
class Snapshot:
    """The facts of a study that the steps are derived from, read in one go so that the file can be closed again."""

    path: str
    title: str
    municipality: str
    reference_date: str
    crs: str
    extent: tuple[float, float, float, float]
    """Of the study area, in ``crs``: west, south, east, north."""
    writable: bool
    units: int
    roles_filled: int
    roles_total: int
    has_population: bool
    computable: int
    indicators_total: int
    computed: int
    uncomputed: int
    outdated: int
    needs_sectors: int
    needs_units: int
    needs_outdated: bool
    most_needy: tuple[str, ...]
    goals: int
    goals_measurable: int
    goals_examples: int
    measures: int
    measures_located: int
    measures_examples: int
    scenarios: int = 0
    contributions: int = 0
    contributions_open: int = 0
    """Contributions that nobody has weighed yet."""
    periods: int = 0
    """Reference dates with results."""
    library_problems: dict[Action, tuple[Problem, ...]] = field(default_factory=dict)
    scheme: str = ""
    """The title of the assessment scheme in force; empty for the standard one."""


@dataclass(frozen=True)
class StepState:
    """What the cockpit shows of one step: ``primary`` is the useful next action, ``others`` stand in the menu."""

    step: Step
    state: State
    primary: Action
    others: tuple[Action, ...] = ()
    reasons: dict[Action, Reason] = field(default_factory=dict)

    def is_possible(self, action: Action) -> bool:
        """Return whether nothing stands in an action's way."""
        return action not in self.reasons


def read_snapshot(study: Study, catalogue: Catalogue) -> Snapshot:
    """Collect the facts of an open study."""
    passports, status, goals, measures = study.passports(), study.status(), study.goals(), study.measures()
    contributions = study.records(Contribution)
    indicators = catalogue.indicators.values()
    computed = {name for name, row in status.items() if row["state"] == "computed" and name in catalogue.indicators}
    present = {UNITS, *passports}
    computable = {indicator.id for indicator in indicators if _can_be_fed(indicator, present, catalogue)}
    tried = {name for name in computable - computed if name in status and _tried(study, catalogue.indicators[name])}
    settings = study.settings
    return Snapshot(
        path=str(study.path),
        title=settings.title,
        municipality=settings.municipality,
        reference_date=settings.reference_date,
        crs=settings.crs,
        extent=tuple(float(value) for value in study.area().geometry[0].bounds),
        writable=os.access(study.path, os.W_OK) and os.access(study.path.parent, os.W_OK),
        units=len(study.reporting_units()),
        roles_filled=sum(role in passports for role in catalogue.roles),
        roles_total=len(catalogue.roles) - 1,  # the planning units came with the study
        has_population=POPULATION in passports,
        computable=len(computable),
        indicators_total=len(catalogue.indicators),
        computed=len(computed),
        uncomputed=len(computable - computed - tried),
        outdated=len(study.outdated(catalogue)),
        goals=len(goals),
        goals_measurable=sum(None not in (goal.indicator_id, goal.target, goal.target_year) for goal in goals),
        goals_examples=sum(goal.is_example for goal in goals),
        measures=len(measures),
        measures_located=_located(study),
        measures_examples=sum(measure.is_example for measure in measures),
        scenarios=len(study.records(Scenario)),
        contributions=len(contributions),
        contributions_open=sum(item.status not in WEIGHED for item in contributions),
        periods=len(study.periods()),
        library_problems=_library_problems(),
        scheme=_scheme_title(study),
        **_needs_facts(study),
    )


def _located(study: Study) -> int:
    """Return how many measures have an area, or a place of another kind."""
    placed = {item.effect.measure_id for item in study.effects() if item.geometry is not None}
    return len({measure.measure_id for measure in study.measures()} & (placed | set(study.measure_shapes())))


def _can_be_fed(indicator: Indicator, present: set[str], catalogue: Catalogue) -> bool:
    """Return whether the roles of an indicator, and of those it is made of, have data.

    Whether the fields hold any is known once it is computed.
    """
    return all(
        sum(role in present for role in needed.roles)
        + sum(_can_be_fed(catalogue.indicators[other], present, catalogue) for other in needed.indicators)
        >= needed.minimum
        for needed in indicator.inputs.values()
    )


def _tried(study: Study, indicator: Indicator) -> bool:
    """Return whether the last run of an indicator that has no values already had the data that are there now."""
    run = study.runs()[study.status()[indicator.id]["run_id"]]
    used = {role: passport.fingerprint for role, passport in by_role(run.inputs).items()}
    present = {role: item.fingerprint for role, item in study.passports().items() if role in indicator.all_roles()}
    return all(used.get(role) == fingerprint for role, fingerprint in present.items())


def _needs_facts(study: Study) -> dict[str, Any]:
    needs = study.needs()
    index = needs[needs["scope"] == "index"].dropna(subset=["need"])
    names = study.units().frame.set_index("unit_id")
    index = index[index["unit_id"].map(names["level"]) == study.settings.unit_level].sort_values(
        "need", ascending=False
    )
    now = study.settings.reference_date  # values of other dates do not matter to the needs
    kinds = [run.kind for run in study.runs().values() if run.parameters.get("period", now) == now]
    assessed = max((number for number, kind in enumerate(kinds) if kind == "assess_needs"), default=len(kinds))
    return {
        "needs_sectors": int(needs.loc[needs["scope"] == "sector", "key"].nunique()),
        "needs_units": len(index),
        "needs_outdated": "compute_indicators" in kinds[assessed + 1 :],
        "most_needy": tuple(index["unit_id"].map(names["name"]).head(3)),
    }


def _scheme_title(study: Study) -> str:
    """Return the title of the scheme in force; one that cannot be read must not keep the study from being opened."""
    try:
        return next((item.title for item in study.schemes() if item.id == study.settings.scheme), "")
    except SmartCityError:
        return study.settings.scheme


def _library_problems() -> dict[Action, tuple[Problem, ...]]:
    """Return what the exports lack on this computer; the engine's libraries are there, or no study could be read."""
    document = tuple(capabilities.problems(capabilities.DOCUMENT))
    return {Action.EXPORT_DOCUMENT: document} if document else {}


def step_states(facts: Snapshot) -> list[StepState]:
    """Return all steps in order."""
    return [
        _study(),
        _inventory(facts),
        _needs(facts),
        _participation(facts),
        _goals(facts),
        _overlay(facts),
        _measures(facts),
        _output(facts),
        _monitoring(facts),
    ]


def next_step(states: list[StepState]) -> Optional[Step]:
    """Return the first step that has something to do."""
    return next((item.step for item in states if item.state in (State.OPEN, State.OUTDATED)), None)


def _writing(facts: Snapshot, *actions: Action) -> dict[Action, Reason]:
    return {} if facts.writable else dict.fromkeys(actions, Reason.READ_ONLY)


def _study() -> StepState:
    others = (Action.OPEN_STUDY, Action.NEW_STUDY, Action.SHOW_FOLDER, Action.CLOSE_STUDY)
    return StepState(Step.STUDY, State.DONE, Action.SHOW_AREA, others)


def _inventory(facts: Snapshot) -> StepState:
    reasons = {}
    if not facts.has_population:
        reasons[Action.COMPUTE] = Reason.NO_POPULATION
    elif not facts.computable:
        reasons[Action.COMPUTE] = Reason.NOTHING_COMPUTABLE
    reasons.update(_writing(facts, Action.ADD_DATA, Action.COMPUTE))
    if facts.computed and facts.outdated:
        state = State.OUTDATED
    else:
        state = State.DONE if facts.computed and not facts.uncomputed else State.OPEN
    primary = Action.COMPUTE if state is not State.DONE and Action.COMPUTE not in reasons else Action.ADD_DATA
    if not facts.computed:
        reasons[Action.SHOW_INDICATORS] = Reason.NO_VALUES
    actions = (
        *(Action.ADD_DATA, Action.SHOW_MATRIX, Action.CHECK_INVENTORY),
        *(Action.EDIT_INDICATORS, Action.COMPUTE, Action.SHOW_INDICATORS),
    )
    return StepState(Step.INVENTORY, state, primary, tuple(item for item in actions if item is not primary), reasons)


def _needs(facts: Snapshot) -> StepState:
    reasons = _writing(facts, Action.ASSESS_NEEDS)
    if not facts.computed:
        reasons[Action.ASSESS_NEEDS] = Reason.NO_VALUES
    if not facts.needs_units:
        reasons[Action.SHOW_NEEDS] = Reason.NO_NEEDS
    if not facts.computed:
        state = State.BLOCKED
    elif not facts.needs_units:
        state = State.OPEN
    else:
        state = State.OUTDATED if facts.needs_outdated or facts.outdated else State.DONE
    primary, other = Action.ASSESS_NEEDS, Action.SHOW_NEEDS
    if state is State.DONE:
        primary, other = other, primary
    return StepState(Step.NEEDS, state, primary, (other,), reasons)


def _participation(facts: Snapshot) -> StepState:
    """Participation is never the next thing to do by itself: when it takes place, the town decides."""
    reasons = _writing(facts, Action.IMPORT_CONTRIBUTIONS, Action.CONTRIBUTION_DENSITY)
    if not facts.contributions:
        reasons[Action.CONTRIBUTION_DENSITY] = Reason.NO_CONTRIBUTIONS
        state = State.READY
    else:
        state = State.OPEN if facts.contributions_open else State.DONE
    others = (Action.IMPORT_CONTRIBUTIONS, Action.CONTRIBUTION_DENSITY)
    return StepState(Step.PARTICIPATION, state, Action.WEIGH_CONTRIBUTIONS, others, reasons)


_TABLES = (Action.IMPORT_REGISTER, Action.EXPORT_REGISTER)


def _goals(facts: Snapshot) -> StepState:
    reasons = _writing(facts, Action.IMPORT_REGISTER)
    if not facts.goals:
        reasons.update({Action.TRACE: Reason.NO_GOALS, Action.EXPORT_REGISTER: Reason.NO_GOALS})
    others = (Action.TRACE, Action.EDIT_GOALS_TABLE, *_TABLES)
    return StepState(Step.GOALS, State.DONE if facts.goals else State.OPEN, Action.EDIT_GOALS, others, reasons)


_OVERLAY = (
    *(Action.SHOW_OVERLAY, Action.PLAY_WEIGHTS, Action.TEST_ROBUSTNESS),
    *(Action.HOT_SPOTS, Action.FOCUS_AREAS, Action.MULTI_BURDEN, Action.JUSTICE),
    *(Action.INTERACTIONS, Action.EDIT_RULES, Action.EDIT_RELATIONS),
)
"""What stands in the menu beside the assessment schemes: looking and playing, places, conflicts and synergies."""

_OVERLAY_PRODUCTS = (
    *(Action.TEST_ROBUSTNESS, Action.HOT_SPOTS, Action.FOCUS_AREAS),
    *(Action.MULTI_BURDEN, Action.JUSTICE, Action.INTERACTIONS),
)
"""What computes from indicator values and writes into the study."""


def _overlay(facts: Snapshot) -> StepState:
    reasons = _writing(facts, *_OVERLAY_PRODUCTS, Action.EDIT_RULES, Action.EDIT_RELATIONS)
    if not facts.needs_units:
        reasons[Action.SHOW_OVERLAY] = Reason.NO_NEEDS
    if not facts.computed:
        without = (Action.EDIT_SCHEMES, Action.PLAY_WEIGHTS, *_OVERLAY_PRODUCTS)
        reasons.update(dict.fromkeys(without, Reason.NO_VALUES))
        state = State.BLOCKED
    elif not facts.needs_units:
        state = State.OPEN
    else:
        state = State.OUTDATED if facts.needs_outdated or facts.outdated else State.DONE
    return StepState(Step.OVERLAY, state, Action.EDIT_SCHEMES, _OVERLAY, reasons)


def _measures(facts: Snapshot) -> StepState:
    reasons = _writing(facts, Action.IMPORT_REGISTER)
    if not facts.measures:
        without = (Action.EDIT_SCENARIOS, Action.TRACE, Action.EXPORT_REGISTER)
        reasons.update(dict.fromkeys(without, Reason.NO_MEASURES))
    others = (Action.EDIT_SCENARIOS, Action.TRACE, Action.EDIT_MEASURES_TABLE, *_TABLES)
    state = State.DONE if facts.measures else State.OPEN
    return StepState(Step.MEASURES, state, Action.EDIT_MEASURES, others, reasons)


def _monitoring(facts: Snapshot) -> StepState:
    reasons = {} if facts.goals else {Action.MONITOR: Reason.NO_GOALS, Action.TRACE: Reason.NO_GOALS}
    state = State.READY if facts.goals else State.BLOCKED
    return StepState(Step.MONITORING, state, Action.MONITOR, (Action.TRACE, Action.CHECK_FUNDING), reasons)


def _output(facts: Snapshot) -> StepState:
    actions = (
        *(Action.EXPORT_ATLAS, Action.EXPORT_DOCUMENT, Action.MAP_STYLES),
        *(Action.EDIT_DESIGN, Action.SAVE_PROJECT),
    )
    reasons = dict.fromkeys(facts.library_problems, Reason.LIBRARIES)
    reasons.update(_writing(facts, Action.SAVE_PROJECT))
    if not facts.computed:
        without = (Action.EXPORT_ATLAS, Action.EXPORT_DOCUMENT, Action.MAP_STYLES)
        reasons.update(dict.fromkeys(without, Reason.NO_VALUES))
    state = State.READY if facts.computed else State.BLOCKED
    return StepState(Step.OUTPUT, state, actions[0], actions[1:], reasons)
