# SPDX-License-Identifier: GPL-2.0-or-later
"""Assessment schemes in the study: storing, applying, handing on, comparing."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from smartcity_plugin.catalogue.scheme_words import load_scheme_words, scheme_sentences
from smartcity_plugin.catalogue.schemes import read_scheme, scheme_content
from smartcity_plugin.model.indicator import Band, Goalposts
from smartcity_plugin.model.problem import Severity, SmartCityError
from smartcity_plugin.model.provenance import Run, rests_on_older_values
from smartcity_plugin.model.scheme import (
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
from smartcity_plugin.study.assessment import assess, assess_and_save, scheme_in_force, scheme_of
from smartcity_plugin.study.overlay_tables import CELLS, OVERLAY_TABLES, SECTORS, UNITS
from smartcity_plugin.study.schemes import (
    check_scheme,
    compare_schemes,
    copy_scheme,
    new_id,
    remove_scheme,
    scheme_file,
    scheme_from_text,
    store_scheme,
    use_scheme,
)
from smartcity_plugin.study.study import Study
from smartcity_plugin.study.workflow import compute_and_save

ACCESS, SUPPLY = "gre_access_300m_share", "gre_local_supply"


@pytest.fixture
def study(tmp_path, build, catalogue):
    with build.study(tmp_path / "study.gpkg") as opened:
        build.inventory(opened, catalogue)
        compute_and_save(opened, catalogue, [ACCESS, SUPPLY])
        yield opened


def own(**changes) -> Scheme:
    groups = (Group("green", (ACCESS, SUPPLY), Weights(Weighting.SLIDERS, {ACCESS: 75.0, SUPPLY: 25.0})),)
    return replace(Scheme("jena", "Jena", groups), **changes)


def full() -> Scheme:
    """A scheme that uses everything there is."""
    judgements = {"Amt 61": (Judgement(ACCESS, SUPPLY, 3.0),), "Rat": (Judgement(ACCESS, SUPPLY, 1 / 5),)}
    return own(
        groups=(Group("green", (ACCESS, SUPPLY), Weights(Weighting.AHP, judgements=judgements)),),
        weights=Weights(Weighting.BUDGET, ballots={"Bürgerrat": {"green": 100.0}}, locked=("green",)),
        normalisation=Normalisation.Z_SCORE,
        normalisations={SUPPLY: Normalisation.RANK},
        scales={ACCESS: Goalposts(10.0, 90.0), SUPPLY: Band(0.0, 5.0, 10.0, 20.0)},
        between=Combination.PENALISED,
        missing=Missing.MEDIAN,
        inherit=True,
    )


def test_the_tables_have_a_column_for_every_sector(catalogue):
    assert tuple(catalogue.sectors) == SECTORS


def test_every_choice_has_its_words():
    words = load_scheme_words()
    assert set(words["combination"]) == {item.value for item in Combination}


def test_a_scheme_survives_storing(study):
    study.save_scheme(full())
    with Study.open(study.path) as again:
        assert again.schemes() == [full()]
    assert read_scheme(json.loads(json.dumps(scheme_content(full())))) == full()


def test_the_standard_scheme_holds_what_was_computed(study, catalogue):
    scheme = scheme_of(study, catalogue)
    assert (scheme.id, scheme.indicators) == (STANDARD, (SUPPLY, ACCESS))
    with pytest.raises(SmartCityError) as caught:
        scheme_of(study, catalogue, "nowhere")
    assert caught.value.problem.key == "scheme_unknown"


def test_weights_and_gains_of_a_scheme_by_hand(study, catalogue):
    """Unit east: access 0 of 25 people, so score 0; supply score 0. West: access 100 of 125 = 80, supply 100."""
    study.save_scheme(own())
    needs = assess_and_save(study, catalogue, scheme_id="jena")
    west = needs[needs["unit_id"] == "west"].set_index("key")
    assert west.loc[ACCESS, "score"] == pytest.approx(80.0)
    assert west.loc[SUPPLY, "score"] == pytest.approx(100.0)
    assert west.loc["green", "score"] == pytest.approx(0.75 * 80.0 + 0.25 * 100.0)  # 85
    assert west.loc["index", "need"] == pytest.approx(15.0)
    assert west.loc[ACCESS, "contribution"] == pytest.approx(60.0)
    assert west.loc[ACCESS, "gain"] == pytest.approx(15.0)  # 20 points at 75 %
    assert west.loc[SUPPLY, "gain"] == pytest.approx(0.0)
    assert west.loc[ACCESS, "weight"] == pytest.approx(0.75)
    assert west.loc["index", "persons"] == pytest.approx(0.15 * 125.0)


def test_schemes_stand_side_by_side_and_one_is_in_force(study, catalogue):
    store_scheme(study, catalogue, own())
    assess_and_save(study, catalogue)
    assess_and_save(study, catalogue, scheme_id="jena")
    assert set(study.needs()["scheme_id"]) == {STANDARD}
    use_scheme(study, catalogue, "jena")
    assert set(study.needs()["scheme_id"]) == {"jena"}
    scheme, shares = scheme_in_force(study, catalogue)
    assert (scheme.id, shares) == ("jena", [1.0])
    remove_scheme(study, catalogue, "jena")
    assert study.settings.scheme == STANDARD
    assert study.needs("jena").empty
    assert len(study.needs()) > 0


def test_changing_a_scheme_removes_its_results_but_a_new_title_does_not(study, catalogue):
    store_scheme(study, catalogue, own())
    assess_and_save(study, catalogue, scheme_id="jena")
    store_scheme(study, catalogue, own(title="Jena 2030", description="Beschluss 12"))
    assert len(study.needs("jena")) > 0
    store_scheme(study, catalogue, own(between=Combination.MINIMUM))
    assert study.needs("jena").empty


def test_a_failed_storing_leaves_the_study_as_it_was(study, catalogue, monkeypatch):
    store_scheme(study, catalogue, own())
    assess_and_save(study, catalogue, scheme_id="jena")

    def fail(*_args, **_options):
        raise OSError("full")

    monkeypatch.setattr(study._package, "append", fail)
    with pytest.raises(OSError, match="full"):
        study.save_scheme(own(between=Combination.MINIMUM))
    monkeypatch.undo()
    assert study.schemes() == [own()]
    assert len(study.needs("jena")) > 0


def test_indicators_without_values_are_left_out_and_told(study, catalogue):
    wide = own(groups=(Group("green", (ACCESS, SUPPLY, "gre_supply_gini")), Group("mobility", ("mob_sdg1121",))))
    found = assess(study, catalogue, wide, UNITS)
    assert found.left_out == ("gre_supply_gini", "mob_sdg1121")
    assert found.tree.weights.sum() == pytest.approx(1.0)
    assert found.scheme.indicators == (ACCESS, SUPPLY)
    only = own(groups=(Group("mobility", ("mob_sdg1121",)),))
    with pytest.raises(SmartCityError) as caught:
        assess(study, catalogue, only, UNITS)
    assert caught.value.problem.key == "scheme_without_values"


def test_cells_have_an_index_of_their_own(study, catalogue):
    found = assess(study, catalogue, own(), CELLS)
    cells = study.layer("population_cells")
    lived_in = np.nan_to_num(cells.numbers("population")) > 0
    assert list(found.matrix.values.index) == list(cells.ids("cell_id")[lived_in])
    assert np.isfinite(found.index.score).any()


def test_checking_names_what_is_wrong(catalogue):
    def keys(scheme: Scheme, severity=Severity.ERROR) -> list[str]:
        return [item.key for item in check_scheme(scheme, catalogue) if item.severity is severity]

    assert keys(own()) == []
    assert keys(own(groups=())) == ["scheme_empty"]
    assert keys(own(id="Jena!")) == ["scheme_id"]
    assert keys(own(groups=(Group("sport", (ACCESS,)),))) == ["scheme_sector"]
    assert keys(own(groups=(Group("green", (ACCESS, "own_gone")),)), Severity.WARNING) == ["scheme_indicator"]
    neutral = next(item for item in catalogue.indicators.values() if not item.is_scored)
    assert keys(own(groups=(Group("green", (neutral.id,)),))) == ["scheme_without_scale"]
    assert keys(own(groups=(Group("green", (neutral.id,)),), scales={neutral.id: Goalposts(0.0, 1.0)})) == []
    nothing = Weights(Weighting.SLIDERS, {ACCESS: 0.0})
    assert keys(own(groups=(Group("green", (ACCESS,), nothing),))) == ["scheme_without_weight"]
    entropy = own(weights=Weights(Weighting.ENTROPY))
    assert keys(entropy, Severity.WARNING) == ["scheme_data_weights"]


def test_an_erroneous_scheme_is_not_stored(study, catalogue):
    with pytest.raises(SmartCityError) as caught:
        store_scheme(study, catalogue, own(groups=()))
    assert caught.value.problem.key == "scheme_empty"
    assert study.schemes() == []


def test_copies_get_ids_of_their_own(study, catalogue):
    copy = copy_scheme(study, catalogue, STANDARD, "Größe & Grün")
    assert (copy.id, copy.title) == ("groesse_gruen", "Größe & Grün")
    assert copy_scheme(study, catalogue, copy.id, "Größe & Grün").id == "groesse_gruen_2"
    assert new_id("!!!", ()) == "scheme"
    assert new_id("Standard", ()) == "standard_2"
    with pytest.raises(SmartCityError) as caught:
        copy_scheme(study, catalogue, STANDARD, "  ")
    assert caught.value.problem.key == "scheme_title_missing"
    with pytest.raises(SmartCityError) as caught:
        remove_scheme(study, catalogue, STANDARD)
    assert caught.value.problem.key == "scheme_standard_stays"


def test_files_hand_a_scheme_on_without_names():
    text = scheme_file(full())
    assert "Amt 61" not in text
    assert "Bürgerrat" not in text
    back = scheme_from_text(text)
    assert list(back.groups[0].weights.judgements) == ["1", "2"]
    assert list(back.groups[0].weights.judgements.values()) == list(full().groups[0].weights.judgements.values())
    assert scheme_from_text(scheme_file(full(), with_names=True)) == full()
    assert scheme_from_text(json.dumps(scheme_content(full()))) == full()


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "scheme_unreadable"),
        ("[1, 2]", "scheme_unreadable"),
        ('{"format": "smartcity-scheme", "version": 2}', "scheme_format"),
        ('{"format": "other", "version": 1, "scheme": {}}', "scheme_format"),
        ('{"format": "smartcity-scheme", "version": 1, "scheme": {"id": "a"}}', "scheme_unreadable"),
        (scheme_file(own()).replace('"green"', '"green", "colour": "red"'), "scheme_unreadable"),
        (scheme_file(own()).replace("75.0", "NaN"), "scheme_unreadable"),
        (scheme_file(own()).replace("75.0", "-1"), "scheme_unreadable"),
    ],
)
def test_files_that_are_no_schemes_are_told(text, key):
    with pytest.raises(SmartCityError) as caught:
        scheme_from_text(text, "file.json")
    assert caught.value.problem.key == key


def test_comparison_by_hand(study, catalogue):
    """East scores 0 in both; west 85 by the own scheme and 90 by the standard one: same ranks, same classes."""
    study.save_scheme(own())
    found = compare_schemes(study, catalogue, STANDARD, "jena", UNITS)
    table = found.table.set_index("place_id")
    assert set(table.index) == {"east", "west"}  # the town as a whole is not ranked
    assert table.loc["west", "need_first"] == pytest.approx(10.0)
    assert table.loc["west", "need_second"] == pytest.approx(15.0)
    assert table["shift"].tolist() == [0.0, 0.0]
    assert found.class_changes == 0
    assert np.isnan(found.rho)  # two places have no correlation worth telling
    cells = compare_schemes(study, catalogue, STANDARD, STANDARD, CELLS)
    assert (cells.table["shift"].fillna(0.0) == 0.0).all()


def test_sentences_tell_what_the_scheme_does(catalogue):
    german = " ".join(scheme_sentences(full(), catalogue.sectors, [1.0], "de"))
    for part in ("„Jena“", "Standardabweichung", "Punkteverteilung", "100 %", "Median", "Eckwerte der Kommune"):
        assert part in german.replace("\u00a0", " ")
    english = " ".join(scheme_sentences(own(), catalogue.sectors, [1.0], "en"))
    assert "70\u00a0%" in english
    assert "Scores below 1 count as 1" in english


def test_every_product_table_is_made_with_the_study(study):
    for table in OVERLAY_TABLES:
        assert len(study.product(table)) == 0, table.name


def test_a_result_is_old_once_indicators_are_computed_after_it():
    def run(run_id: str, kind: str, **parameters) -> tuple[str, Run]:
        return run_id, Run(run_id, kind, "2026-01-01T00:00:00", parameters)

    first = run("a", "compute_indicators", period="2022")
    runs = dict([first, run("b", "hot_spots")])
    assert not rests_on_older_values("b", runs, "2022")
    other = dict([*runs.items(), run("c", "compute_indicators", period="2021"), run("d", "assess_needs")])
    assert not rests_on_older_values("b", other, "2022")
    assert rests_on_older_values("b", dict([*other.items(), run("e", "compute_indicators", period="2022")]), "2022")
    assert rests_on_older_values("b", dict([*other.items(), run("e", "compute_indicators")]), "2022")
    assert not rests_on_older_values("nowhere", runs, "2022")
