# SPDX-License-Identifier: GPL-2.0-or-later
"""What the cockpit calls steps, states, actions and reasons, in QGIS's language."""

from __future__ import annotations

from ..bridge.i18n import language, translate
from ..catalogue import load_catalogue
from ..catalogue.numbers import NO_BREAK_SPACE
from .steps import Action, Reason, Snapshot, State, Step, StepState


def step_title(step: Step) -> str:
    """Return the name of a step."""
    return {
        Step.STUDY: translate("SmartCity", "Study"),
        Step.INVENTORY: translate("SmartCity", "Inventory"),
        Step.NEEDS: translate("SmartCity", "Needs"),
        Step.PARTICIPATION: translate("SmartCity", "Participation"),
        Step.GOALS: translate("SmartCity", "Goals"),
        Step.OVERLAY: translate("SmartCity", "Overlay"),
        Step.MEASURES: translate("SmartCity", "Measures"),
        Step.OUTPUT: translate("SmartCity", "Atlas and document"),
        Step.MONITORING: translate("SmartCity", "Monitoring"),
    }[step]


def step_help(step: Step) -> str:
    """Return in two or three sentences what a step is for."""
    return {
        Step.STUDY: translate(
            "SmartCity",
            "A study is one file (GeoPackage) with everything the strategy needs: border, planning units, data, "
            "results, goals and measures. Copy the file and the work is copied. To begin, you need the border of "
            "the municipality, or its planning units; a wizard leads through the rest.",
        ),
        Step.INVENTORY: translate(
            "SmartCity",
            "Bring in the data the town already has: layers, folders, census, timetables, OpenStreetMap, plans. Each "
            "gets a role, such as public green space or stops; source, licence and date are printed wherever its "
            "numbers appear. Check the inventory, then compute "
            "the indicators: on the finest cells, summed up by population for every planning unit.",
        ),
        Step.NEEDS: translate(
            "SmartCity",
            "Every indicator value is scored from 0 to 100. What is missing to 100 is the need: as intensity, and "
            "multiplied by the inhabitants as persons affected. The maps show it for each field of action.",
        ),
        Step.PARTICIPATION: translate(
            "SmartCity",
            "What people contributed: import the export of a participation platform or any table. Names, addresses "
            "and other personal fields are dropped on the way in. Then weigh each contribution, link it to goals and "
            "measures, and answer it; the document prints what became of it.",
        ),
        Step.GOALS: translate(
            "SmartCity",
            "What the town wants to reach, as a tree from vision to sub-goals. A goal can be measured once it has an "
            "indicator, a target value and a year. Edit the tree, or import it from a spreadsheet.",
        ),
        Step.OVERLAY: translate(
            "SmartCity",
            "Lays the fields of action on top of each other: where several of them are weak at once, the index over "
            "all sectors shows the highest need. An assessment scheme says which indicators count, how much, and by "
            "which rules; a wizard leads through it. The menu tests how sure the ranking is, finds hot spots, focus "
            "areas and multiple burdens, and shows where goals and uses conflict or help each other.",
        ),
        Step.MEASURES: translate(
            "SmartCity",
            "What the town does: each measure serves goals, has a place, lead, schedule, costs and financing. Its "
            "effects on the data make scenarios: what would change, for how many people, at what price.",
        ),
        Step.OUTPUT: translate(
            "SmartCity",
            "Prints the study: the map atlas as PDF, pictures or layouts that can be changed, and the strategy as an "
            "editable Word document that is brought up to date later without losing what was written by hand. Both "
            "follow the town's design: fonts, colours, logo, coat of arms, templates. A QGIS project inside the study "
            "file is for colleagues without this plugin.",
        ),
        Step.MONITORING: translate(
            "SmartCity",
            "Watches whether the goals are being reached: values over time against the path to the target, the status "
            "of the measures, goals that are only counted by outputs. The menu shows what has no goal, no measure or "
            "no answer yet, and checks what the funding programme demands.",
        ),
    }[step]


def state_word(state: State) -> str:
    """Return the word for a state; it always stands beside the symbol."""
    return {
        State.DONE: translate("SmartCity", "done"),
        State.OPEN: translate("SmartCity", "to do"),
        State.OUTDATED: translate("SmartCity", "outdated"),
        State.READY: translate("SmartCity", "ready"),
        State.BLOCKED: translate("SmartCity", "not yet possible"),
    }[state]


def action_label(action: Action) -> str:
    """Return what stands on the button of an action."""
    return {
        Action.OPEN_DEMO: translate("SmartCity", "Open example study…"),
        Action.SHOW_AREA: translate("SmartCity", "Show area"),
        Action.NEW_STUDY: translate("SmartCity", "Create another study…"),
        Action.OPEN_STUDY: translate("SmartCity", "Open another study…"),
        Action.SHOW_FOLDER: translate("SmartCity", "Show folder"),
        Action.CLOSE_STUDY: translate("SmartCity", "Close study"),
        Action.ADD_DATA: translate("SmartCity", "Add data…"),
        Action.SHOW_MATRIX: translate("SmartCity", "Inventory matrix…"),
        Action.CHECK_INVENTORY: translate("SmartCity", "Check inventory"),
        Action.EDIT_INDICATORS: translate("SmartCity", "Edit indicators…"),
        Action.COMPUTE: translate("SmartCity", "Compute indicators"),
        Action.SHOW_INDICATORS: translate("SmartCity", "Show indicator"),
        Action.ASSESS_NEEDS: translate("SmartCity", "Assess needs"),
        Action.SHOW_NEEDS: translate("SmartCity", "Show needs"),
        Action.EDIT_GOALS: translate("SmartCity", "Edit goals…"),
        Action.EDIT_MEASURES: translate("SmartCity", "Edit measures…"),
        Action.EDIT_GOALS_TABLE: translate("SmartCity", "Attribute table of the goals"),
        Action.EDIT_MEASURES_TABLE: translate("SmartCity", "Attribute table of the measures"),
        Action.EDIT_SCENARIOS: translate("SmartCity", "Scenarios…"),
        Action.IMPORT_REGISTER: translate("SmartCity", "Import from spreadsheet…"),
        Action.EXPORT_REGISTER: translate("SmartCity", "Export to spreadsheet…"),
        Action.WEIGH_CONTRIBUTIONS: translate("SmartCity", "Weigh contributions…"),
        Action.IMPORT_CONTRIBUTIONS: translate("SmartCity", "Import contributions…"),
        Action.CONTRIBUTION_DENSITY: translate("SmartCity", "Density and hot spots…"),
        Action.MONITOR: translate("SmartCity", "Monitoring…"),
        Action.TRACE: translate("SmartCity", "Needs, goals, measures…"),
        Action.CHECK_FUNDING: translate("SmartCity", "Funding check and Charter…"),
        Action.EDIT_SCHEMES: translate("SmartCity", "Assessment schemes…"),
        Action.SHOW_OVERLAY: translate("SmartCity", "Show overall index"),
        Action.PLAY_WEIGHTS: translate("SmartCity", "Play with weights…"),
        Action.TEST_ROBUSTNESS: translate("SmartCity", "Test robustness…"),
        Action.HOT_SPOTS: translate("SmartCity", "Hot spots…"),
        Action.FOCUS_AREAS: translate("SmartCity", "Focus areas…"),
        Action.MULTI_BURDEN: translate("SmartCity", "Multiple burden…"),
        Action.JUSTICE: translate("SmartCity", "Justice of distribution…"),
        Action.INTERACTIONS: translate("SmartCity", "Conflicts and synergies…"),
        Action.EDIT_RULES: translate("SmartCity", "Edit rules…"),
        Action.EDIT_RELATIONS: translate("SmartCity", "Goals and measures against each other…"),
        Action.EXPORT_ATLAS: translate("SmartCity", "Export atlas…"),
        Action.EXPORT_DOCUMENT: translate("SmartCity", "Strategy document…"),
        Action.EDIT_DESIGN: translate("SmartCity", "Design…"),
        Action.MAP_STYLES: translate("SmartCity", "Map display…"),
        Action.SAVE_PROJECT: translate("SmartCity", "Store QGIS project in study"),
    }[action]


def reason_text(reason: Reason, action: Action, facts: Snapshot) -> str:
    """Return why an action is not possible, and what makes it so."""
    if reason is Reason.LIBRARIES:
        catalogue = load_catalogue()
        return " ".join(catalogue.sentence(problem, language()) for problem in facts.library_problems[action])
    return {
        Reason.READ_ONLY: translate("SmartCity", "The study is read-only: work with a copy to change it."),
        Reason.NO_POPULATION: translate("SmartCity", "Population data are missing: add them first."),
        Reason.NOTHING_COMPUTABLE: translate("SmartCity", "No indicator has all its data yet: add data first."),
        Reason.NO_VALUES: translate("SmartCity", "There are no indicator values yet: compute the indicators first."),
        Reason.NO_NEEDS: translate("SmartCity", "The needs have not been assessed yet."),
        Reason.NO_GOALS: translate("SmartCity", "There are no goals yet: enter or import them first."),
        Reason.NO_MEASURES: translate("SmartCity", "There are no measures yet: enter or import them first."),
        Reason.NO_CONTRIBUTIONS: translate("SmartCity", "There are no contributions yet: import them first."),
    }[reason]


def state_line(item: StepState, facts: Snapshot) -> str:
    """Return the one line that says how a step stands; of a blocked step, why."""
    if item.state is State.BLOCKED:
        return reason_text(item.reasons[item.primary], item.primary, facts)
    return {
        Step.STUDY: _study_line,
        Step.INVENTORY: _inventory_line,
        Step.NEEDS: _needs_line,
        Step.PARTICIPATION: _participation_line,
        Step.GOALS: _goals_line,
        Step.OVERLAY: _overlay_line,
        Step.MEASURES: _measures_line,
        Step.OUTPUT: _output_line,
        Step.MONITORING: _monitoring_line,
    }[item.step](facts)


def _study_line(facts: Snapshot) -> str:
    if facts.writable:
        line = translate("SmartCity", "{units} planning units, {crs}")
    else:
        line = translate("SmartCity", "{units} planning units, {crs}, read-only")
    return line.format(units=facts.units, crs=facts.crs)


def _inventory_line(facts: Snapshot) -> str:
    if not facts.roles_filled:
        return translate("SmartCity", "No data yet: 0 of {total} data roles filled").format(total=facts.roles_total)
    if facts.outdated:
        line = translate("SmartCity", "Input data changed, outdated indicators: {outdated} of {computed}")
    elif not facts.computed:
        line = translate(
            "SmartCity", "{roles} of {total} data roles filled, {computable} of {indicators} indicators computable"
        )
    elif facts.uncomputed:
        line = translate(
            "SmartCity", "{computed} of {indicators} indicators computed, {uncomputed} more are computable"
        )
    else:
        line = translate(
            "SmartCity", "{roles} of {total} data roles filled, {computed} of {indicators} indicators computed"
        )
    return line.format(
        roles=facts.roles_filled,
        total=facts.roles_total,
        computable=facts.computable,
        indicators=facts.indicators_total,
        computed=facts.computed,
        uncomputed=facts.uncomputed,
        outdated=facts.outdated,
    )


def _needs_line(facts: Snapshot) -> str:
    if not facts.needs_units:
        return translate("SmartCity", "Not assessed yet")
    if facts.outdated or facts.needs_outdated:
        return _outdated_line(facts)
    line = translate("SmartCity", "Assessed for {units} planning units in {sectors} fields of action")
    return line.format(units=facts.needs_units, sectors=facts.needs_sectors)


def _outdated_line(facts: Snapshot) -> str:
    if facts.outdated:
        return translate("SmartCity", "Input data changed: compute the indicators first")
    return translate("SmartCity", "Indicators were computed since: assess the needs again")


def _participation_line(facts: Snapshot) -> str:
    if not facts.contributions:
        return translate("SmartCity", "No contributions yet")
    line = translate("SmartCity", "Contributions: {count} · not weighed yet: {open}")
    return _together(line.format(count=facts.contributions, open=facts.contributions_open))


def _monitoring_line(facts: Snapshot) -> str:
    line = translate("SmartCity", "Measurable goals: {measurable} of {count} · reference dates: {periods}")
    return _together(line.format(measurable=facts.goals_measurable, count=facts.goals, periods=facts.periods))


def _goals_line(facts: Snapshot) -> str:
    if not facts.goals:
        return translate("SmartCity", "No goals yet")
    if facts.goals_examples:
        line = translate("SmartCity", "Goals: {count} · measurable: {measurable} · examples: {examples}")
    else:
        line = translate("SmartCity", "Goals: {count} · measurable: {measurable}")
    return _together(line.format(count=facts.goals, measurable=facts.goals_measurable, examples=facts.goals_examples))


def _overlay_line(facts: Snapshot) -> str:
    if not facts.needs_units:
        return translate("SmartCity", "No index yet: choose an assessment scheme, or assess the needs")
    if facts.outdated or facts.needs_outdated:
        return _outdated_line(facts)
    line = translate("SmartCity", "Highest need over all sectors: {units}")
    if facts.scheme:
        line = translate("SmartCity", "Highest need by “{scheme}”: {units}")
    return line.format(units=", ".join(facts.most_needy), scheme=facts.scheme)


def _measures_line(facts: Snapshot) -> str:
    if not facts.measures:
        return translate("SmartCity", "No measures yet")
    if facts.measures_examples:
        line = translate(
            "SmartCity", "Measures: {count} · located: {located} · examples: {examples} · scenarios: {scenarios}"
        )
    else:
        line = translate("SmartCity", "Measures: {count} · located: {located} · scenarios: {scenarios}")
    return _together(
        line.format(
            count=facts.measures,
            located=facts.measures_located,
            examples=facts.measures_examples,
            scenarios=facts.scenarios,
        )
    )


def _together(line: str) -> str:
    """Keep every number on the line of its name."""
    return line.replace(": ", ":" + NO_BREAK_SPACE)


def _output_line(facts: Snapshot) -> str:
    if facts.outdated:
        return translate("SmartCity", "Can be exported, but with outdated indicators")
    return translate("SmartCity", "Map atlas (PDF) and strategy document (Word) can be exported")
