# SPDX-License-Identifier: GPL-2.0-or-later
"""The wizard for assessment schemes as users drive it: keyboard, sliders, points, pairs; store, copy, compare."""

from __future__ import annotations

import json
import re

import pytest
from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QInputDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QRadioButton,
    QTabBar,
    QWidget,
)

from smartcity_plugin.catalogue.schemes import read_scheme
from smartcity_plugin.gui import settings
from smartcity_plugin.gui.steps import Action
from smartcity_plugin.gui.wizards.overlay.compare_dialog import CompareDialog
from smartcity_plugin.gui.wizards.overlay.draft import carried, with_indicators
from smartcity_plugin.gui.wizards.overlay.pairs_panel import step_of, times_of
from smartcity_plugin.gui.wizards.overlay.scale_dialog import ScaleDialog
from smartcity_plugin.gui.wizards.overlay.wizard import OverlayWizard
from smartcity_plugin.model.indicator import Goalposts
from smartcity_plugin.model.scheme import (
    ROOT,
    STANDARD,
    Combination,
    Group,
    Judgement,
    Missing,
    Normalisation,
    Scheme,
    Weighting,
    Weights,
)
from smartcity_plugin.study import drafts as material
from smartcity_plugin.study.assessment import assess_and_save
from smartcity_plugin.study.overlay_tables import ROBUSTNESS
from smartcity_plugin.study.study import Study

WAIT = 60_000


@pytest.fixture
def wizard(qtbot, jena_study_copy):
    """The wizard on a copy of the demo study, with the study read."""
    wizard = OverlayWizard(str(jena_study_copy))
    qtbot.addWidget(wizard, before_close_func=OverlayWizard.abandon)
    wizard.show()
    wizard.resize(1240, 860)
    settled(qtbot, wizard)
    return wizard


def settled(qtbot, wizard) -> None:
    """Wait until nothing is read or run any more."""

    def still() -> bool:
        return wizard.material is not None and not wizard.running and not wizard.current_page().is_examining

    qtbot.waitUntil(still, timeout=WAIT)


def press(qtbot, wizard, key) -> None:
    QApplication.processEvents()  # what has just been made is shown
    qtbot.keyClick(wizard.focusWidget(), key)


def choose(box: QComboBox, value) -> None:
    """Choose an entry, as a user does."""
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def to_rules(wizard) -> None:
    wizard.next()
    assert wizard.current_page() is wizard.choice
    wizard.next()
    assert wizard.current_page() is wizard.rules


def to_weights(wizard) -> None:
    to_rules(wizard)
    wizard.rules.missing[Missing.RENORMALISE].click()
    wizard.next()
    assert wizard.current_page() is wizard.weights


def to_end(qtbot, wizard) -> None:
    """Go on from the weights, store, and wait for the result."""
    wizard.next()
    assert wizard.current_page() is wizard.robustness
    wizard.next()
    assert wizard.current_page() is wizard.save
    wizard.next()
    qtbot.waitUntil(lambda: not wizard.running, timeout=WAIT)
    assert wizard.current_page() is wizard.result, wizard.current_page().problems.texts()


def answer(qtbot, name: str, wanted: str) -> None:
    """Press a button of the message box that is about to come."""

    def find() -> None:
        boxes = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QMessageBox)]
        (found,) = [widget for widget in boxes if widget.objectName() == name and widget.isVisible()]
        next(button for button in found.buttons() if button.text() == wanted).click()

    QTimer.singleShot(100, find)


def typed(monkeypatch, text: str) -> None:
    """What the user types when asked for a name."""
    monkeypatch.setattr(QInputDialog, "getText", lambda *_: (text, True))


# The whole way


def test_with_the_keyboard_alone(wizard, qtbot, jena_study_copy):
    enter, tab, space = Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Space
    press(qtbot, wizard, enter)  # the standard scheme is chosen
    assert wizard.current_page() is wizard.choice
    assert wizard.focusWidget() is wizard.choice.tree
    name = wizard.choice.tree.current_id()
    assert name in wizard.draft.scheme.indicators
    press(qtbot, wizard, space)
    assert name not in wizard.draft.scheme.indicators
    press(qtbot, wizard, enter)
    assert wizard.current_page() is wizard.rules
    assert wizard.focusWidget() is wizard.rules.normalisation
    press(qtbot, wizard, Qt.Key.Key_Down)
    assert wizard.draft.scheme.normalisation is Normalisation.MINIMUM_MAXIMUM
    press(qtbot, wizard, enter)
    assert wizard.current_page() is wizard.rules  # not decided
    for _ in range(3):
        press(qtbot, wizard, tab)
    assert wizard.focusWidget() is wizard.rules.missing[Missing.RENORMALISE]
    press(qtbot, wizard, space)
    press(qtbot, wizard, enter)
    assert wizard.current_page() is wizard.weights
    press(qtbot, wizard, tab)
    assert wizard.focusWidget() is wizard.weights.method
    press(qtbot, wizard, Qt.Key.Key_Down)
    press(qtbot, wizard, tab)
    assert wizard.focusWidget() is next(iter(wizard.weights.sliders.rows.values())).slider
    press(qtbot, wizard, Qt.Key.Key_PageUp)
    first = next(iter(wizard.weights.sliders.rows))
    assert wizard.draft.scheme.weights.shares[first] == pytest.approx(25.0)
    press(qtbot, wizard, enter)
    assert wizard.current_page() is wizard.robustness
    press(qtbot, wizard, enter)
    assert wizard.current_page() is wizard.save
    wizard.focusWidget().selectAll()
    qtbot.keyClicks(wizard.focusWidget(), "Ratsbeschluss 2026")
    with qtbot.waitSignal(wizard.stored, timeout=WAIT):
        press(qtbot, wizard, enter)
    qtbot.waitUntil(lambda: wizard.current_page() is wizard.result, timeout=WAIT)
    press(qtbot, wizard, enter)
    assert not wizard.isVisible()
    with Study.open(jena_study_copy) as study:
        (scheme,) = study.schemes()
        assert scheme.id == study.settings.scheme == "scheme_of_our_own"
        assert scheme.title == "Ratsbeschluss 2026"
        assert name not in scheme.indicators
        assert scheme.weights.method is Weighting.SLIDERS
        needs = study.needs(scheme.id)
        assert (needs["scope"] == "index").sum() == len(study.units())
        assert set(needs["scheme_id"]) == {scheme.id}


def test_what_is_stored_is_what_was_shown(wizard, qtbot, jena_study_copy):
    to_weights(wizard)
    choose(wizard.weights.method, "sliders")
    next(iter(wizard.weights.sliders.rows.values())).slider.setValue(500)
    shown = wizard.weights.outcome.table if not wizard.weights.preview() else None
    to_end(qtbot, wizard)
    with Study.open(jena_study_copy) as study:
        stored = study.needs(wizard.draft.scheme.id)
    index = stored[stored["scope"] == "index"].set_index("unit_id")["score"]
    for row in shown.dropna(subset=["rank"]).itertuples():
        assert index[row.unit_id] == pytest.approx(row.score, abs=1e-9)
    worst = shown["name"].iloc[0]
    assert worst in wizard.result.text.toPlainText()


def test_the_ranking_is_that_of_a_sort_by_hand(wizard):
    wizard.next()
    table = material.outcome_of(wizard.material, wizard.draft.scheme).table.dropna(subset=["rank"])
    by_hand = sorted(table["score"])
    assert [by_hand.index(score) + 1 for score in table["score"]] == list(table["rank"])
    assert list(table["rank"]) == sorted(table["rank"])
    assert (table["equal_rank"] == table["rank"]).all()  # nothing is weighed yet


# Schemes


def test_the_standard_scheme_stays_as_it_is(wizard, qtbot, jena_study_copy):
    assert wizard.schemes.table.key() == STANDARD
    assert not wizard.schemes.rename.isEnabled()
    assert not wizard.schemes.remove.isEnabled()
    wizard.next()
    assert wizard.draft.scheme.id != STANDARD
    wizard.choice.tree.check("gre_mesh_size", False)
    to_weights_from_choice(wizard)
    to_end(qtbot, wizard)
    with Study.open(jena_study_copy) as study:
        assert [scheme.id for scheme in study.schemes()] == [wizard.draft.scheme.id]


def to_weights_from_choice(wizard) -> None:
    wizard.next()
    wizard.rules.missing[Missing.RENORMALISE].click()
    wizard.next()
    assert wizard.current_page() is wizard.weights


def add_scheme(path, scheme: Scheme) -> None:
    with Study.open(path, update=True) as study:
        study.save_scheme(scheme)


def own_scheme(**changes) -> Scheme:
    groups = (
        Group("mobility", ("mob_pt_access_share", "mob_15min_coverage")),
        Group("green", ("gre_public_per_capita", "gre_access_300m_share", "gre_mesh_size")),
    )
    return Scheme("own", "Own", groups, missing=Missing.COMPLETE, between=Combination.LINEAR, **changes)


@pytest.fixture
def with_own(qtbot, jena_study_copy):
    """The wizard on a study that has a scheme of its own."""
    add_scheme(jena_study_copy, own_scheme())
    wizard = OverlayWizard(str(jena_study_copy))
    qtbot.addWidget(wizard, before_close_func=OverlayWizard.abandon)
    wizard.show()
    wizard.resize(1240, 860)
    settled(qtbot, wizard)
    return wizard


def test_a_stored_scheme_is_opened_as_it_was(with_own, qtbot):
    wizard = with_own
    wizard.schemes.table.choose("own")
    to_rules(wizard)
    assert wizard.draft.scheme == own_scheme()
    assert wizard.rules.missing[Missing.COMPLETE].isChecked()  # was decided
    assert wizard.rules.needs() == []
    assert sorted(wizard.choice.tree.names()) == sorted(own_scheme().indicators)
    assert not wizard.touched


def test_copy_rename_and_delete(with_own, qtbot, monkeypatch, jena_study_copy):
    wizard = with_own
    wizard.schemes.table.choose("own")
    typed(monkeypatch, "Variante ä")
    wizard.schemes.copy.click()
    qtbot.waitUntil(lambda: "variante_ae" in wizard.material.schemes, timeout=WAIT)
    settled(qtbot, wizard)
    assert wizard.schemes.table.key() == "variante_ae"
    typed(monkeypatch, "Own")  # taken
    wizard.schemes.rename.click()
    qtbot.waitUntil(lambda: wizard.material.schemes["variante_ae"].title == "Own (2)", timeout=WAIT)
    settled(qtbot, wizard)
    answer(qtbot, "smartcity_wizard_remove_scheme", "&Keep")
    wizard.schemes.remove.click()
    assert "variante_ae" in wizard.material.schemes
    answer(qtbot, "smartcity_wizard_remove_scheme", "&Delete")
    wizard.schemes.remove.click()
    qtbot.waitUntil(lambda: "variante_ae" not in wizard.material.schemes, timeout=WAIT)
    with Study.open(jena_study_copy) as study:
        assert [scheme.id for scheme in study.schemes()] == ["own"]


def test_put_in_force(with_own, qtbot, jena_study_copy):
    wizard = with_own
    wizard.schemes.table.choose("own")
    with qtbot.waitSignal(wizard.stored, timeout=WAIT):
        wizard.schemes.use.click()
    qtbot.waitUntil(lambda: wizard.material.in_force == "own", timeout=WAIT)
    with Study.open(jena_study_copy) as study:
        assert study.settings.scheme == "own"
        assert not study.needs().empty


def test_export_and_import(with_own, qtbot, monkeypatch, tmp_path):
    wizard = with_own
    file = tmp_path / "scheme.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    wizard.schemes.table.choose("own")
    wizard.schemes.export.click()
    qtbot.waitUntil(file.exists, timeout=WAIT)
    settled(qtbot, wizard)
    assert read_scheme(json.loads(file.read_text())["scheme"]) == own_scheme()
    wizard.schemes.load.click()  # the same once more: nothing is replaced
    qtbot.waitUntil(lambda: len(wizard.material.schemes) == 3, timeout=WAIT)
    assert wizard.material.schemes["own_2"].title == "Own (2)"
    settled(qtbot, wizard)
    file.write_text("{")
    wizard.schemes.load.click()
    assert "scheme.json" in wizard.schemes.problems.texts()[0]
    assert len(wizard.material.schemes) == 3


def test_two_schemes_side_by_side(with_own, qtbot):
    dialog = CompareDialog(with_own.material, with_own.runner, "own", with_own)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.table.rowCount() > 0, timeout=WAIT)
    assert (dialog.one.currentData(), dialog.other.currentData()) == (STANDARD, "own")
    assert dialog.table.rowCount() == 30
    assert "Rank correlation (Spearman) 0." in dialog.summary.text()
    before = dialog.summary.text()
    choose(dialog.other, STANDARD)
    qtbot.waitUntil(lambda: "1.00" in dialog.summary.text(), timeout=WAIT)
    assert dialog.summary.text() != before
    assert "0 of 30 planning units change" in dialog.summary.text()
    assert {dialog.table.item(row, 3).text() for row in range(30)} == {"="}


def test_the_scheme_last_worked_on_is_proposed(with_own):
    settings.remember_scheme("own")
    with_own.schemes.table.show_rows([])
    with_own.schemes.show_material(with_own.material)
    assert with_own.schemes.table.key() == "own"
    settings.remember_scheme("of another study")
    with_own.schemes.table.show_rows([])
    with_own.schemes.show_material(with_own.material)
    assert with_own.schemes.table.key() == STANDARD


# Choice


def test_grey_ones_say_why(wizard):
    wizard.next()
    page = wizard.choice
    missing = next(name for name in wizard.material.problems if name not in wizard.material.computed)
    page.tree.look_at(missing)
    assert wizard.material.catalogue.sentence(wizard.material.problems[missing][0], "en") in page.panel.about.text()
    assert missing not in page.tree.names()
    page.tree.look_at(wizard.material.computed[0])
    wizard.material.problems.pop(missing)  # never tried
    page.tree.look_at(missing)
    assert "Not computed yet" in page.panel.about.text()


def test_scale_source_and_status_are_shown(wizard):
    wizard.next()
    wizard.choice.tree.look_at("mob_sdg1121")
    text = wizard.choice.panel.scale_text.text()
    assert "0 points at 0.0" in text
    assert "Source: " in text
    assert "project default" in text


def test_indicators_that_count_twice_are_named(wizard):
    wizard.next()
    page = wizard.choice
    texts = " ".join(page.problems.texts())
    assert "hardly differ here (r = 0.97)" in texts
    values = wizard.material.units.values[wizard.material.units.compared]
    assert values["mob_pt_access_share"].corr(values["mob_sdg1121"]) == pytest.approx(0.9676, abs=1e-4)
    page.tree.check("mob_sdg1121", False)
    page.tree.check("mob_15min_coverage", False)
    assert page.problems.texts() == []


def test_nothing_chosen_stops(wizard):
    wizard.next()
    for name in list(wizard.draft.scheme.indicators):
        wizard.choice.tree.check(name, False)
    assert not wizard.choice.isComplete()
    assert "at least one indicator" in wizard.choice.problems.texts()[-1]


def test_a_neutral_indicator_counts_with_an_own_scale(wizard):
    wizard.next()
    page, catalogue = wizard.choice, wizard.material.catalogue
    name = next(name for name in wizard.material.computed if not catalogue.indicators[name].is_scored)
    page.tree.look_at(name)
    assert "neither good nor bad" in page.panel.scale_text.text()
    page.panel.scale_changed.emit(name, Goalposts(0.0, 10.0))
    page.tree.check(name)
    assert name in wizard.draft.scheme.indicators
    assert wizard.draft.scheme.scales[name] == Goalposts(0.0, 10.0)
    page.panel.back.click()
    assert name not in wizard.draft.scheme.indicators
    assert name not in wizard.draft.scheme.scales


def test_a_scale_against_the_direction_is_refused(qtbot, wizard, catalogue):
    indicator = catalogue.indicators["mob_sdg1121"]
    dialog = ScaleDialog(catalogue, indicator, indicator.goalposts)
    qtbot.addWidget(dialog)
    dialog.show()
    for zero, full, word in (("100", "0", "more is better"), ("5", "5", "same value"), ("", "5", "need a number")):
        dialog.fields["zero"].setText(zero)
        dialog.fields["full"].setText(full)
        dialog.accept()
        assert dialog.scale is None
        assert word in dialog.problem.text()
    dialog.fields["zero"].setText("20")
    dialog.fields["full"].setText("90")
    dialog.accept()
    assert dialog.scale == Goalposts(20.0, 90.0)


def test_weights_stay_where_their_members_stay(catalogue):
    weights = Weights(
        Weighting.SLIDERS,
        {"a": 60.0, "b": 30.0, "c": 10.0},
        ballots={"Rat": {"a": 50.0, "b": 50.0}},
        judgements={"Rat": (Judgement("a", "b", 3.0), Judgement("b", "c", 2.0))},
    )
    fewer = carried(weights, ("a", "b", "c"), ("a", "b"))
    assert sum(fewer.shares.values()) == pytest.approx(100.0)
    assert fewer.shares["a"] / fewer.shares["b"] == pytest.approx(2.0, abs=0.01)
    assert fewer.judgements == {"Rat": (Judgement("a", "b", 3.0),)}
    assert carried(weights, ("a", "b", "c"), ("a",)).method is Weighting.EQUAL  # nothing to weigh
    scheme = with_indicators(own_scheme(), ["gre_mesh_size", "mob_sdg1121"], catalogue)
    assert [group.key for group in scheme.groups] == ["mobility", "green"]


# Rules


def test_missing_values_must_be_decided(wizard, qtbot):
    to_rules(wizard)
    page = wizard.rules
    assert not any(button.isChecked() for button in page.missing.values())
    assert not page.isComplete()
    assert "what happens where a value is missing" in page.problems.texts()[-1]
    wizard.next()
    assert wizard.current_page() is page
    page.missing[Missing.MEDIAN].click()
    assert wizard.draft.scheme.missing is Missing.MEDIAN
    assert page.isComplete()


def test_the_gaps_are_counted(wizard):
    to_rules(wizard)
    scheme = wizard.draft.scheme
    values = wizard.material.units.values.loc[wizard.material.units.compared, list(scheme.indicators)]
    with_gap = int(values.isna().any(axis=1).sum())
    assert f"Planning units with a gap: {with_gap} of 30." in wizard.rules.gap_text.text()
    assert f"Without an index: {with_gap} planning units" in wizard.rules.missing_texts[Missing.COMPLETE].text()
    assert "Cells with a gap: " in wizard.rules.gap_text.text()
    found = material.gaps(wizard.material, scheme, on_cells=True)
    assert found.places == 1457
    assert found.without_index[Missing.COMPLETE] == found.with_gap > found.without_index[Missing.RENORMALISE]


def test_the_preview_follows_the_rules(wizard, qtbot):
    to_rules(wizard)
    page = wizard.rules
    before = page.summary.text()
    choose(page.between, "minimum")
    assert page.between_text.text() == "The worst score alone decides."
    assert page.summary.text() != before
    page.missing[Missing.COMPLETE].click()
    features = {feature["unit_id"]: feature["class"] for feature in page.map.layer.getFeatures()}
    assert len(features) == 30
    assert list(features.values()).count(-1) == material.gaps(wizard.material, wizard.draft.scheme).with_gap


def test_previews_are_fast(wizard):
    """The figure is printed by the benchmark; here only that nothing is read again."""
    wizard.next()
    wizard.material.catalogue.indicators["mob_sdg1121"]
    path = wizard.material.path
    changed = material.replace(wizard.material, path="/nowhere.gpkg")
    assert material.outcome_of(changed, wizard.draft.scheme).table.equals(
        material.outcome_of(wizard.material, wizard.draft.scheme).table
    )
    assert path != changed.path


# Weights


def test_sliders_add_up_and_locks_hold(wizard, qtbot):
    to_weights(wizard)
    page = wizard.weights
    choose(page.method, "sliders")
    rows = list(page.sliders.rows.values())
    rows[1].lock.click()
    held = rows[1].spin.value()
    qtbot.keyClick(rows[0].slider, Qt.Key.Key_End)
    shares = wizard.draft.scheme.weights.shares
    assert sum(shares.values()) == pytest.approx(100.0, abs=1e-9)
    assert shares[rows[1].key] == held == rows[1].spin.value()
    assert shares[rows[0].key] == pytest.approx(100.0 - held)
    assert not rows[1].slider.isEnabled()
    assert wizard.draft.scheme.weights.locked == (rows[1].key,)
    page.sliders.even.click()
    assert set(wizard.draft.scheme.weights.shares.values()) == {20.0}


def test_the_ranking_follows_a_slider_at_once(wizard, qtbot):
    to_weights(wizard)
    page = wizard.weights
    before = [page.outcome_tabs.ranking.item(row, 2).text() for row in range(10)]
    choose(page.method, "sliders")
    rows = list(page.sliders.rows.values())
    rows[1].slider.setValue(900)
    qtbot.waitUntil(
        lambda: [page.outcome_tabs.ranking.item(row, 2).text() for row in range(10)] != before, timeout=WAIT
    )
    shifts = {page.outcome_tabs.ranking.item(row, 3).text() for row in range(30)}
    assert any(text.startswith("▲") for text in shifts)
    assert any(text.startswith("▼") for text in shifts)


def test_why_a_unit_has_its_score(wizard, qtbot):
    to_rules(wizard)
    choose(wizard.rules.between, "linear")
    wizard.rules.missing[Missing.RENORMALISE].click()
    wizard.next()
    page = wizard.weights
    unit = page.outcome_tabs.ranking.key()
    table = material.reasons_of(page.outcome, unit)
    score = page.outcome.table.set_index("unit_id").loc[unit, "score"]
    assert table["contribution"].sum() == pytest.approx(score)  # arithmetic means throughout
    gains = table["gain"].dropna().tolist()
    assert gains == sorted(gains, reverse=True)
    assert page.outcome_tabs.reasons.rowCount() == len(table)
    assert "add up to the index" in page.outcome_tabs.reading.text()
    other = page.outcome.table["unit_id"].iloc[4]
    page.outcome_tabs.ranking.choose(other)
    assert page.outcome.table["name"].iloc[4] in page.outcome_tabs.groups.text()


def test_points_must_add_up_to_100(wizard, qtbot, monkeypatch):
    to_weights(wizard)
    page = wizard.weights
    choose(page.method, "budget")
    assert not page.isComplete()
    assert "at least one person" in page.problems.texts()[-1]
    typed(monkeypatch, "Council")
    page.budget.add.click()
    typed(monkeypatch, "Youth")
    page.budget.add.click()
    table = page.budget.table
    for row, (one, other) in enumerate(zip(("40", "30", "20", "10", "0"), ("0", "0", "0", "0", "99"))):
        table.item(row, 1).setText(one)
        table.item(row, 2).setText(other)
    assert table.item(5, 1).text() == "100 ✓"
    assert table.item(5, 2).text() == "99 ≠ 100"
    assert not page.isComplete()
    table.item(4, 2).setText("many")  # no number: put back
    assert table.item(4, 2).text() == "99"
    table.item(4, 2).setText("100")
    assert page.isComplete()
    assert [table.item(row, 3).text() for row in range(5)] == ["20", "15", "10", "5", "50"]  # (40+0)/2 …
    assert page.preview() is None
    assert list(page.outcome.assessment.tree.outer) == pytest.approx([0.20, 0.15, 0.10, 0.05, 0.50])


def answer_pairs(page, steps) -> None:
    for box, step in zip(page.pairs.boxes.values(), steps):
        choose(box, step)


def test_pairs_are_checked_for_consistency(with_own, qtbot):
    """The matrix of domain.md I: 3, 5, 3 → CR 0.03; turned round it contradicts itself."""
    wizard = with_own
    wizard.schemes.table.choose("own")
    to_rules(wizard)
    wizard.next()
    page = wizard.weights
    choose(page.node, "green")
    choose(page.method, "ahp")
    assert not page.isComplete()
    assert page.pairs.light.property("smartcity_light") == "grey"
    answer_pairs(page, (3, 5, 3))
    assert page.isComplete()
    assert page.pairs.light.property("smartcity_light") == "green"
    assert "Consistency ratio 0.03" in page.pairs.state.text()
    weights = page.pairs.comparison().weights
    assert list(weights) == pytest.approx([0.637, 0.258, 0.105], abs=0.001)
    answer_pairs(page, (3, -5, 3))
    assert page.pairs.light.property("smartcity_light") == "red"
    assert "What fits worst" in page.pairs.state.text()
    ratio = page.pairs.comparison().consistency_ratio
    page.pairs.apply.click()
    assert page.pairs.comparison().consistency_ratio < ratio
    page.pairs.add_person("Council")
    assert not page.isComplete()
    assert "3 answers of Council" in page.problems.texts()[-1]
    page.pairs.remove.click()
    assert list(wizard.draft.weights("green").judgements) == ["Administration"]


@pytest.mark.parametrize("step", [9, 5, 2, 1, -2, -7, -9])
def test_answers_and_judgements(step):
    assert step_of(times_of(step)) == step
    assert times_of(step) * times_of(-step if abs(step) > 1 else 1) == pytest.approx(1.0)


def test_weights_of_the_data_are_shown_but_not_offered(wizard, qtbot):
    to_weights(wizard)
    page = wizard.weights
    offered = {page.method.itemData(row) for row in range(page.method.count())}
    assert offered == {"equal", "sliders", "budget", "ahp"}
    page.outcome_tabs.setCurrentWidget(page.data_weights)
    table = page.data_weights.table
    assert table.rowCount() == 5
    total = sum(float(table.item(row, 3).text().rstrip("\u00a0%")) for row in range(5))
    assert total == pytest.approx(100.0, abs=0.3)
    assert "To compare only" in page.data_weights.warning.text()


def test_a_scheme_with_weights_of_the_data_is_warned_of(qtbot, jena_study_copy):
    add_scheme(jena_study_copy, own_scheme(weights=Weights(Weighting.ENTROPY)))
    wizard = OverlayWizard(str(jena_study_copy))
    qtbot.addWidget(wizard, before_close_func=OverlayWizard.abandon)
    wizard.show()
    settled(qtbot, wizard)
    wizard.schemes.table.choose("own")
    to_rules(wizard)
    wizard.next()
    assert "nobody can justify" in " ".join(wizard.weights.problems.texts())
    assert "(Entropy (for comparison only))" in wizard.weights.method_text.text()


# Robustness


def to_robustness(wizard) -> None:
    to_weights(wizard)
    wizard.next()
    assert wizard.current_page() is wizard.robustness


def test_the_test_stores_tells_and_is_found_again(wizard, qtbot, jena_study_copy):
    to_robustness(wizard)
    page = wizard.robustness
    assert page.sentence.toPlainText() == "Not tested yet."
    page.form.runs.setValue(50)
    assert wizard.draft.scheme.plan.runs == 50
    page.run.click()
    qtbot.waitUntil(lambda: page.table.rowCount() > 0, timeout=WAIT)
    settled(qtbot, wizard)
    scheme = wizard.draft.scheme
    assert not wizard.draft.is_changed
    assert "50 variants" in page.sentence.toPlainText()
    for word in ("weights", "normalisation", "combination", "goalposts", "choice of indicators"):
        assert word in page.sentence.toPlainText()  # all that the plan varies
    with Study.open(jena_study_copy) as study:
        assert study.settings.scheme == STANDARD  # stored, not in force
        assert [item.id for item in study.schemes()] == [scheme.id]
        table = study.product(ROBUSTNESS, scheme_id=scheme.id).frame.set_index("name")
    for row in range(5):
        known = table.loc[page.table.item(row, 1).text()]
        assert page.table.item(row, 2).text() == f"{known['rank_low']:.0f}–{known['rank_high']:.0f}"
        assert page.table.item(row, 3).text() == f"{known['top_share']:.0f}\u00a0%"
    assert page.factors.rowCount() >= 4
    page.form.seed.setValue(7)  # another plan: what is shown would not be its result
    wizard.back()
    wizard.next()
    assert page.sentence.toPlainText() == "Not tested yet."
    wizard.abandon()
    again = OverlayWizard(str(jena_study_copy))
    qtbot.addWidget(again, before_close_func=OverlayWizard.abandon)
    again.show()
    settled(qtbot, again)
    again.schemes.table.choose(scheme.id)
    to_rules(again)
    again.next()
    again.next()
    qtbot.waitUntil(lambda: again.robustness.table.rowCount() > 0, timeout=WAIT)
    assert "50 variants" in again.robustness.sentence.toPlainText()


def test_a_scheme_in_force_keeps_its_needs_when_it_is_tested(qtbot, jena_study_copy, catalogue):
    add_scheme(jena_study_copy, own_scheme())
    with Study.open(jena_study_copy, update=True) as study:
        study.change_settings(scheme="own")
        assess_and_save(study, catalogue)
    wizard = OverlayWizard(str(jena_study_copy))
    qtbot.addWidget(wizard, before_close_func=OverlayWizard.abandon)
    wizard.show()
    settled(qtbot, wizard)
    wizard.schemes.table.choose("own")
    to_rules(wizard)
    choose(wizard.rules.between, "minimum")
    wizard.next()
    wizard.next()
    page = wizard.robustness
    settled(qtbot, wizard)
    assert "is in force" in page.note.text()
    page.form.runs.setValue(20)
    page.run.click()
    qtbot.waitUntil(lambda: page.table.rowCount() > 0, timeout=WAIT)
    with Study.open(jena_study_copy) as study:
        (scheme,) = study.schemes()
        assert scheme.between is Combination.MINIMUM
        assert not study.needs("own").empty  # assessed again by the new definition


def test_a_cancelled_test_leaves_no_result(wizard, qtbot, jena_study_copy):
    to_robustness(wizard)
    wizard.runner.progressed.connect(lambda percent: wizard.runner.cancel() if percent > 5 else None)
    wizard.robustness.form.runs.setValue(2000)
    wizard.robustness.run.click()
    settled(qtbot, wizard)
    assert "Cancelled" in " ".join(wizard.robustness.problems.texts())
    assert wizard.robustness.table.rowCount() == 0
    with Study.open(jena_study_copy) as study:
        assert study.product(ROBUSTNESS).frame.empty


def test_a_plan_needs_something_to_vary(wizard, qtbot):
    to_robustness(wizard)
    page = wizard.robustness
    for box in page.form.normalisations.values():
        if box.isChecked():
            box.click()
    assert not page.isComplete()
    assert "a way to make scores" in page.problems.texts()[-1]
    assert not page.run.isEnabled()
    next(iter(page.form.normalisations.values())).click()
    assert page.isComplete()


def test_the_method_sheet_is_written(wizard, qtbot, monkeypatch, tmp_path):
    file = tmp_path / "blatt.docx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    to_weights(wizard)
    to_end(qtbot, wizard)
    wizard.result.sheet.click()
    settled(qtbot, wizard)
    assert file.stat().st_size > 10_000
    assert "blatt.docx has been written" in wizard.result.problems.texts()[0]


# Ways out, and studies that are not ready


def test_abandoned_without_asking(wizard):
    to_weights(wizard)
    assert wizard.touched
    wizard.abandon()
    assert not wizard.isVisible()


def test_closing_asks_and_changes_nothing(wizard, qtbot, jena_study_copy):
    before = jena_study_copy.read_bytes()
    to_weights(wizard)
    answer(qtbot, "smartcity_wizard_discard", "&Continue editing")
    wizard.reject()
    assert wizard.isVisible()
    answer(qtbot, "smartcity_wizard_discard", "&Discard entries")
    wizard.reject()
    assert not wizard.isVisible()
    assert jena_study_copy.read_bytes() == before


def test_going_to_another_scheme_asks_for_what_was_changed(with_own, qtbot):
    wizard = with_own
    wizard.next()
    wizard.choice.tree.check("gre_mesh_size", False)
    changed = wizard.draft.scheme
    wizard.back()
    wizard.schemes.table.choose("own")
    answer(qtbot, "smartcity_wizard_discard", "&Continue editing")
    wizard.next()
    assert wizard.current_page() is wizard.schemes
    assert wizard.draft.scheme == changed
    answer(qtbot, "smartcity_wizard_discard", "&Discard entries")
    wizard.next()
    assert wizard.draft.scheme == own_scheme()


def test_a_study_without_values_names_the_step(qtbot, build, catalogue, tmp_path, smartcity_provider):
    path = tmp_path / "leer.gpkg"
    with build.study(path) as study:
        build.inventory(study, catalogue)
    wizard = OverlayWizard(str(path))
    qtbot.addWidget(wizard, before_close_func=OverlayWizard.abandon)
    wizard.show()
    settled(qtbot, wizard)
    assert "“Inventory”" in wizard.schemes.problems.texts()[0]
    assert not wizard.schemes.isComplete()
    assert not wizard.schemes.new.isEnabled()


def test_the_name_of_another_scheme_is_refused(with_own, qtbot):
    wizard = with_own
    to_weights(wizard)
    wizard.next()
    wizard.next()
    assert wizard.current_page() is wizard.save
    wizard.save.title_field.selectAll()
    qtbot.keyClicks(wizard.save.title_field, "Own")
    assert "already called “Own”" in wizard.save.problems.texts()[0]
    assert not wizard.save.isComplete()


def test_the_cockpit_opens_it_and_shows_what_was_stored(home, open_study, wait_until_idle, qtbot, jena_study_copy):
    open_study(jena_study_copy)
    home.commands.perform(Action.EDIT_SCHEMES)
    wizard = home._iface.mainWindow().findChild(OverlayWizard)
    settled(qtbot, wizard)
    to_weights(wizard)
    home.commands.perform(Action.EDIT_SCHEMES)
    assert home._iface.mainWindow().findChildren(OverlayWizard) == [wizard]
    to_end(qtbot, wizard)
    wait_until_idle()
    assert home.session.facts.scheme == "Scheme of our own"
    assert not home.session.facts.needs_outdated
    wizard.accept()
    QgsProject.instance().clear()


def test_assessing_by_hand_gives_the_same(with_own, qtbot, jena_study_copy, catalogue):
    wizard = with_own
    wizard.schemes.table.choose("own")
    wizard.next()
    shown = material.outcome_of(wizard.material, wizard.draft.scheme).table.set_index("unit_id")["score"]
    with Study.open(jena_study_copy, update=True) as study:
        needs = assess_and_save(study, catalogue, scheme_id="own")
    index = needs[needs["scope"] == "index"].set_index("unit_id")["score"].reindex(shown.index)
    known = shown.notna()
    assert known.sum() > 10
    assert index[known].to_numpy() == pytest.approx(shown[known].to_numpy())


# Looks


def cut(widget: QWidget) -> bool:
    """Return whether a text has less room than it needs."""
    if isinstance(widget, QLabel) and widget.wordWrap():
        return widget.height() < widget.heightForWidth(widget.width()) - 1
    if isinstance(widget, (QLabel, QPushButton, QCheckBox, QRadioButton)):
        return widget.width() < widget.minimumSizeHint().width() or widget.height() < widget.minimumSizeHint().height()
    return widget.height() < widget.minimumSizeHint().height()


def walk(wizard, qtbot):
    """Go through all pages and ways of weighting, and yield each."""
    yield wizard.schemes
    wizard.next()
    yield wizard.choice
    wizard.next()
    yield wizard.rules
    wizard.rules.missing[Missing.RENORMALISE].click()
    qtbot.wait(200)
    yield wizard.rules
    wizard.next()
    for method in ("equal", "sliders", "budget", "ahp"):
        choose(wizard.weights.method, method)
        yield wizard.weights
    choose(wizard.weights.node, "green")
    choose(wizard.weights.method, "sliders")
    yield wizard.weights
    choose(wizard.weights.node, ROOT)
    choose(wizard.weights.method, "equal")
    for number in range(wizard.weights.outcome_tabs.count()):
        wizard.weights.outcome_tabs.setCurrentIndex(number)
        yield wizard.weights
    wizard.next()
    yield wizard.robustness
    wizard.next()
    yield wizard.save


def check_sizes(wizard, qtbot) -> None:
    kinds = (QLabel, QPushButton, QCheckBox, QRadioButton, QLineEdit, QComboBox)
    for page in walk(wizard, qtbot):
        qtbot.wait(50)  # lines break anew
        seen = [item for kind in kinds for item in page.findChildren(kind) if item.isVisible()]
        seen = [item for item in seen if not isinstance(item.parent(), (QComboBox, QAbstractSpinBox))]
        texts = [item.text() if hasattr(item, "text") else item.objectName() for item in seen if cut(item)]
        assert texts == [], page.name
        for item in page.findChildren(QWidget):
            if item.isVisible() and item.objectName().startswith("smartcity_wizard_"):
                right = item.mapTo(page, item.rect().topRight()).x()
                assert right <= page.width(), item.objectName()


@pytest.fixture
def larger(qgis_app):
    """The interface's font at 125 %."""
    font, former = QApplication.font(), QApplication.font()
    font.setPointSizeF(font.pointSizeF() * 1.25)
    QApplication.setFont(font)
    yield
    QApplication.setFont(former)


def test_no_text_is_cut(wizard, qtbot):
    check_sizes(wizard, qtbot)


def test_no_german_text_is_cut_with_a_large_font(german, larger, wizard, qtbot):
    check_sizes(wizard, qtbot)


def mnemonics(page) -> list[str]:
    """Return the keys that lead to something that can be seen on a page."""
    texts = []
    for item in page.findChildren(QWidget):
        if not item.isVisible():
            continue
        if isinstance(item, QTabBar):
            texts += [item.tabText(place) for place in range(item.count())]
        elif isinstance(item, QAbstractButton) or (isinstance(item, QLabel) and item.buddy() is not None):
            texts.append(item.text())
    return [key.lower() for text in texts for key in re.findall(r"&(\w)", text.replace("&&", ""))]


def test_every_mnemonic_is_there_once(wizard, qtbot):
    for page in walk(wizard, qtbot):
        qtbot.wait(20)
        found = [*mnemonics(page), "n", "b", "h"]  # Next, Back, Help
        assert sorted(found) == sorted(set(found)), page.name


def test_every_widget_can_be_read_aloud(wizard, qtbot):
    kinds = (QPushButton, QComboBox, QLineEdit, QCheckBox, QRadioButton)
    for page in walk(wizard, qtbot):
        for kind in kinds:
            for item in page.findChildren(kind):
                if item.isVisible() and not isinstance(item.parent(), QComboBox):
                    text = item.accessibleName() or getattr(item, "text", str)()
                    # The line of a spin box speaks for the box around it.
                    assert text or item.parent().accessibleName(), (page.name, item.objectName())
