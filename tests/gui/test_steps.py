# SPDX-License-Identifier: GPL-2.0-or-later
"""What the cockpit makes of studies in every state of work."""

from __future__ import annotations

from dataclasses import replace

import pytest

from smartcity_plugin.catalogue.schemes import standard_scheme
from smartcity_plugin.gui import steps
from smartcity_plugin.gui.steps import Action, Reason, State, Step
from smartcity_plugin.model.problem import Problem
from smartcity_plugin.model.strategy import Goal, Measure
from smartcity_plugin.study.assessment import assess_and_save
from smartcity_plugin.study.study import Study
from smartcity_plugin.study.workflow import compute_and_save

GREEN = ["gre_public_per_capita", "gre_access_300m_share"]


@pytest.fixture
def study(build, tmp_path):
    with build.study(tmp_path / "study.gpkg") as study:
        yield study


@pytest.fixture
def states(study, catalogue):
    """Return facts and states by step of the study as it is now."""

    def read():
        facts = steps.read_snapshot(study, catalogue)
        return facts, {item.step: item for item in steps.step_states(facts)}

    return read


def test_empty_study_asks_for_data(states):
    facts, found = states()
    assert (facts.units, facts.roles_filled, facts.computed) == (2, 0, 0)
    assert facts.extent == (0, 0, 2000, 1000)
    assert found[Step.INVENTORY].state is State.OPEN
    assert found[Step.INVENTORY].primary is Action.ADD_DATA
    assert found[Step.INVENTORY].reasons[Action.COMPUTE] is Reason.NO_POPULATION
    assert found[Step.GOALS].state is found[Step.MEASURES].state is State.OPEN
    assert {found[step].state for step in (Step.NEEDS, Step.OVERLAY, Step.OUTPUT, Step.MONITORING)} == {State.BLOCKED}
    assert found[Step.PARTICIPATION].state is State.READY
    assert steps.next_step(list(found.values())) is Step.INVENTORY


def test_a_blocked_step_always_has_a_reason_for_its_button(states):
    _, found = states()
    for item in found.values():
        if item.state is State.BLOCKED:
            assert item.primary in item.reasons


def test_study_with_data_asks_for_computing(study, states, build, catalogue):
    build.inventory(study, catalogue)
    facts, found = states()
    assert facts.roles_filled == 2
    assert 0 < facts.computable < facts.indicators_total
    assert found[Step.INVENTORY].state is State.OPEN
    assert found[Step.INVENTORY].primary is Action.COMPUTE


def test_computed_study_asks_for_needs(study, states, build, catalogue):
    build.inventory(study, catalogue)
    compute_and_save(study, catalogue)
    facts, found = states()
    assert facts.computed == facts.computable
    assert facts.uncomputed == facts.outdated == 0
    assert found[Step.INVENTORY].state is State.DONE
    assert found[Step.NEEDS].state is State.OPEN
    assert found[Step.OUTPUT].state is State.READY
    assert steps.next_step(list(found.values())) is Step.NEEDS


def test_indicators_left_out_of_a_run_are_still_to_do(study, states, build, catalogue):
    build.inventory(study, catalogue)
    compute_and_save(study, catalogue, GREEN)
    facts, found = states()
    assert facts.uncomputed == facts.computable - len(GREEN) > 0
    assert found[Step.INVENTORY].state is State.OPEN


def test_assessed_study_is_done_and_names_the_neediest(study, states, build, catalogue):
    build.inventory(study, catalogue)
    compute_and_save(study, catalogue)
    assess_and_save(study, catalogue)
    facts, found = states()
    assert not facts.needs_outdated
    assert facts.needs_units == len(facts.most_needy) > 0
    assert "Köln" not in facts.most_needy
    assert found[Step.NEEDS].state is found[Step.OVERLAY].state is State.DONE


def test_computing_again_makes_needs_outdated(study, states, build, catalogue):
    build.inventory(study, catalogue)
    compute_and_save(study, catalogue)
    assess_and_save(study, catalogue)
    compute_and_save(study, catalogue, GREEN)  # nothing has changed, nothing is computed
    compute_and_save(study, catalogue, GREEN, period="2001")
    assert not states()[0].needs_outdated
    compute_and_save(study, catalogue, GREEN, {GREEN[1]: {"distance": 500}})
    facts, found = states()
    assert facts.needs_outdated
    assert found[Step.NEEDS].state is found[Step.OVERLAY].state is State.OUTDATED
    assert found[Step.NEEDS].primary is Action.ASSESS_NEEDS


def test_changed_data_make_indicators_and_all_that_follows_outdated(study, states, build, catalogue):
    build.inventory(study, catalogue)
    compute_and_save(study, catalogue)
    assess_and_save(study, catalogue)
    green = build.table([build.square(0, 0, 500)], "public_green", name=["Park"])
    study.save_layer(catalogue.roles["public_green"], build.passport("public_green"), green)
    facts, found = states()
    assert facts.outdated > 0
    assert {found[step].state for step in (Step.INVENTORY, Step.NEEDS, Step.OVERLAY)} == {State.OUTDATED}
    assert found[Step.INVENTORY].primary is Action.COMPUTE
    assert steps.next_step(list(found.values())) is Step.INVENTORY


def test_indicators_without_values_are_not_offered_for_ever(study, states, build, catalogue):
    """One whose field is empty has its role, so it is tried once; it is no reason to compute again and again."""
    build.inventory(study, catalogue)
    compute_and_save(study, catalogue)
    facts, _ = states()
    assert facts.uncomputed == 0


def test_the_overlay_opens_with_values_and_tells_the_scheme(study, states, build, catalogue):
    overlay = states()[1][Step.OVERLAY]
    assert overlay.state is State.BLOCKED
    assert overlay.primary is Action.EDIT_SCHEMES
    assert overlay.reasons[Action.EDIT_SCHEMES] is overlay.reasons[Action.HOT_SPOTS] is Reason.NO_VALUES
    build.inventory(study, catalogue)
    compute_and_save(study, catalogue)
    overlay = states()[1][Step.OVERLAY]
    assert overlay.state is State.OPEN
    assert overlay.reasons == {Action.SHOW_OVERLAY: Reason.NO_NEEDS}
    scheme = replace(standard_scheme(catalogue.indicators.values()), id="own", title="Ratsbeschluss")
    study.save_scheme(scheme)
    study.change_settings(scheme="own")
    assess_and_save(study, catalogue)
    facts, found = states()
    assert facts.scheme == "Ratsbeschluss"
    assert found[Step.OVERLAY].state is State.DONE
    assert found[Step.OVERLAY].reasons == {}


def test_goals_and_measures_are_counted(study, states):
    complete = Goal("1", "A", indicator_id="gre_public_per_capita", target=6.0, target_year=2030)
    study.save_goals([complete, Goal("2", "B", is_example=True)])
    study.save_measures([Measure("M1", "C", unit_ids="west"), Measure("M2", "D", is_example=True)])
    facts, found = states()
    assert (facts.goals, facts.goals_measurable, facts.goals_examples) == (2, 1, 1)
    assert (facts.measures, facts.measures_located, facts.measures_examples) == (2, 1, 1)
    assert found[Step.GOALS].primary is Action.EDIT_GOALS
    assert found[Step.MEASURES].primary is Action.EDIT_MEASURES


def test_read_only_study_can_be_looked_at_but_not_changed(states):
    facts, _ = states()
    ready = replace(facts, writable=False, has_population=True, computable=3, computed=3, needs_units=2)
    found = {item.step: item for item in steps.step_states(ready)}
    for step, action in (
        (Step.INVENTORY, Action.ADD_DATA),
        (Step.INVENTORY, Action.COMPUTE),
        (Step.NEEDS, Action.ASSESS_NEEDS),
        (Step.GOALS, Action.IMPORT_REGISTER),
        (Step.OUTPUT, Action.SAVE_PROJECT),
    ):
        assert found[step].reasons[action] is Reason.READ_ONLY
    assert found[Step.OUTPUT].is_possible(Action.EXPORT_ATLAS)
    assert found[Step.OVERLAY].is_possible(Action.SHOW_OVERLAY)
    assert found[Step.OVERLAY].is_possible(Action.EDIT_SCHEMES)  # to look at
    assert found[Step.OVERLAY].is_possible(Action.PLAY_WEIGHTS)
    assert found[Step.OVERLAY].reasons[Action.TEST_ROBUSTNESS] is Reason.READ_ONLY


@pytest.mark.parametrize("locked", ["file", "folder"])
def test_write_protection_is_seen(study, states, monkeypatch, locked):
    """Rights are asked of the system, which answers here as it would on a share that is read-only (root may all)."""
    protected = study.path if locked == "file" else study.path.parent
    monkeypatch.setattr(steps.os, "access", lambda path, mode: path != protected)
    facts, _ = states()
    assert not facts.writable


def test_missing_libraries_block_only_what_needs_them(states):
    facts, _ = states()
    missing = {Action.EXPORT_DOCUMENT: (Problem("library_missing", values={"library": "docx"}),)}
    found = {item.step: item for item in steps.step_states(replace(facts, computed=3, library_problems=missing))}
    assert found[Step.OUTPUT].reasons == {Action.EXPORT_DOCUMENT: Reason.LIBRARIES}


def test_the_demo_study_waits_for_answers_only(jena_study_path, catalogue):
    """Some of its example contributions are left to answer, so that the window has something to do."""
    with Study.open(jena_study_path) as study:
        facts = steps.read_snapshot(study, catalogue)
    assert facts.contributions_open == 9
    waiting = [item.step for item in steps.step_states(facts) if item.state in (State.OPEN, State.OUTDATED)]
    assert waiting == [Step.PARTICIPATION]
    assert facts.computed >= 15
    assert facts.units == 30
