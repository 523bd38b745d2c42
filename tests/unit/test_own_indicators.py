# SPDX-License-Identifier: GPL-2.0-or-later
"""The town's own indicators: entries, checks, storage, formulas without QGIS, and the spreadsheet round trip."""

from __future__ import annotations

import ast
import csv
import operator
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartcity_plugin.catalogue import CatalogueError, load_catalogue
from smartcity_plugin.catalogue.own import OwnEntry, completed, definition, duplicate, new_formula, read_own, with_own
from smartcity_plugin.catalogue.own_checks import flaws_of
from smartcity_plugin.catalogue.own_words import own_words
from smartcity_plugin.model.problem import Problem, SmartCityError
from smartcity_plugin.sources.sheet_writing import write_sheets
from smartcity_plugin.sources.sheets import read_sheets
from smartcity_plugin.study.own_indicators import (
    catalogue_of,
    checked_catalogue,
    import_own,
    inspect_all,
    read_import,
    remove_own,
    save_own,
    sheets_of_study,
)
from smartcity_plugin.study.study import Study
from smartcity_plugin.study.workflow import compute_and_save

SHIPPED = load_catalogue()
PLANS = "Ratsbeschluss vom 12.03.2026"


# What QGIS does elsewhere: enough of it to read sums, products and quotients of column names and numbers.
_SIGNS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}


def look(expression, known):
    names = {node.id for node in ast.walk(ast.parse(expression.replace('"', ""))) if isinstance(node, ast.Name)}
    foreign = names - set(known) - set(own_words().attributes)
    problems = [
        Problem("own_expression_unknown_column", values={"column": name, "attributes": []}) for name in sorted(foreign)
    ]
    return sorted(names & set(known)), problems


def evaluate(indicator, table):
    def value(node):
        if isinstance(node, ast.BinOp):
            return _SIGNS[type(node.op)](value(node.left), value(node.right))
        return table[node.id] if isinstance(node, ast.Name) else node.value

    return np.asarray(value(ast.parse(indicator.expression.replace('"', ""), mode="eval").body), dtype=float)


def formula(expression: str, name: str = "own_test", **changes) -> OwnEntry:
    entry = new_formula([], "green", "percent")
    content = {**entry.content, "title": {"de": "Probe", "en": ""}, "expression": expression, **changes}
    content["indicators"] = look(expression, [*SHIPPED.indicators, "own_a", "own_b", "own_test"])[0]
    return completed(OwnEntry(name, "", content), SHIPPED)


def changed(indicator_id: str = "gre_local_supply", **changes) -> OwnEntry:
    entry = duplicate(SHIPPED.indicators[indicator_id], SHIPPED.indicators)
    return completed(replace(entry, content={**entry.content, **changes}), SHIPPED)


# Entries ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(SHIPPED.indicators))
def test_every_shipped_indicator_can_be_duplicated_and_is_the_same_but_for_its_name(name):
    indicator = SHIPPED.indicators[name]
    entry = duplicate(indicator, SHIPPED.indicators)
    assert flaws_of(entry, SHIPPED) == []
    read = read_own(entry, SHIPPED)
    assert (read.id, read.base_id, read.is_own, indicator.is_own) == (f"own_{name}", name, True, False)
    assert read.title.de == f"{indicator.title.de} (eigene Festlegung)"
    assert replace(read, id=name, base_id="", title=indicator.title) == indicator
    assert completed(entry, SHIPPED) == entry


def test_a_changed_parameter_becomes_the_town_s_own_and_the_shipped_one_stays():
    content = changed().content
    content["parameters"]["distance"]["value"] = 600
    read = read_own(completed(OwnEntry("own_x", "gre_local_supply", content), SHIPPED), SHIPPED)
    distance = read.parameters["distance"]
    assert (distance.value, distance.minimum, distance.maximum) == (600, 100, 2000)
    assert (distance.source.de, distance.status.value) == ("Festlegung der Kommune", "project_default")
    assert read.parameters["minimum_area"] == SHIPPED.indicators["gre_local_supply"].parameters["minimum_area"]
    assert SHIPPED.indicators["gre_local_supply"].parameters["distance"].value == 500


def test_a_parameter_with_a_source_of_its_own_keeps_it():
    content = changed().content
    content["parameters"]["distance"] = {"value": 600, "source": {"de": PLANS, "en": ""}, "status": "verified"}
    read = read_own(completed(OwnEntry("own_x", "gre_local_supply", content), SHIPPED), SHIPPED)
    assert (read.parameters["distance"].source.de, read.parameters["distance"].source.en) == (PLANS, PLANS)


def test_a_formula_is_an_indicator_with_texts_of_its_own():
    read = read_own(formula('"gre_local_supply" / 6 * 100'), SHIPPED)
    assert read.needed_indicators() == ("gre_local_supply",)
    assert read.title.en == "Probe"
    assert read.formula.de.startswith('Eigene Formel: "gre_local_supply" / 6 * 100.')
    assert "lässt sich nicht über Einheiten summieren" in read.formula.de
    assert read.report.en == "Probe in {place}: {value}."
    assert not read.is_scored


def test_texts_that_nobody_wrote_follow_the_expression_and_the_title():
    entry = formula('"gre_local_supply" * 2', title={"de": "Anteil {roh}", "en": ""})
    first = read_own(entry, SHIPPED)
    again = read_own(replace(entry, content={**entry.content, "expression": '"gre_local_supply" * 3'}), SHIPPED)
    assert '"gre_local_supply" * 2' in first.formula.de
    assert '"gre_local_supply" * 3' in again.formula.de
    assert first.report.de.format(place="Jena", value="3 %", target="") == "Anteil {roh} in Jena: 3 %."
    own = {"de": "Verdoppelt.", "en": ""}
    written = read_own(replace(entry, content={**entry.content, "formula": own}), SHIPPED)
    assert (written.formula.de, written.formula.en) == ("Verdoppelt.", "Verdoppelt.")
    content = {**changed().content, "limits": {"de": "", "en": ""}}
    derived = read_own(OwnEntry("own_x", "gre_local_supply", content), SHIPPED)
    assert derived.limits == SHIPPED.indicators["gre_local_supply"].limits


@pytest.mark.parametrize(
    ("change", "field", "key"),
    [
        ({"limits": {"de": " ", "en": "Test"}}, "limits_de", "own_text_missing"),
        ({"title": {"de": " ", "en": "Test"}}, "title_de", "own_text_missing"),
        ({"sector": "grün"}, "sector", "own_word_unknown"),
        ({"unit": "Prozent"}, "unit", "own_word_unknown"),
        ({"direction": "up"}, "direction", "own_word_unknown"),
        ({"sdg": ["11.7", "99"]}, "sdg", "own_word_unknown"),
        ({"direction": "higher"}, "zero", "own_scale_missing"),
        ({"goalposts": {"zero": 0, "full": 1}}, "direction", "own_scale_needless"),
        ({"report": {"de": "{wert}", "en": ""}}, "report_de", "own_placeholder_unknown"),
        ({"report": {"de": "{value:.1f}", "en": ""}}, "report_de", "own_placeholder_unknown"),
        ({"report": {"de": "{value", "en": ""}}, "report_de", "own_placeholder_unknown"),
        ({"expression": ""}, "expression", "own_expression_missing"),
        (
            {"direction": "lower", "goalposts": {"zero": 0, "full": 1, "source": {"de": "x"}, "status": "verified"}},
            "full",
            "own_scale_contradicts",
        ),
        (
            {"direction": "higher", "goalposts": {"zero": 1, "full": 1, "source": {"de": "x"}, "status": "verified"}},
            "full",
            "own_scale_contradicts",
        ),
        (
            {"direction": "higher", "goalposts": {"zero": 0, "full": 1, "source": {"de": ""}, "status": "verified"}},
            "goalposts_source_de",
            "own_source_missing",
        ),
        (
            {
                "direction": "band",
                "goalposts": {
                    **{"lower_zero": 0, "lower_full": 3, "upper_full": 2, "upper_zero": 4},
                    **{"source": {"de": "x"}, "status": "verified"},
                },
            },
            "lower_zero",
            "own_band_falls",
        ),
    ],
)
def test_what_is_wrong_is_told_where_it_is(change, field, key):
    entry = formula('"gre_local_supply"')
    entry = replace(entry, content={**entry.content, **change})
    assert (field, key) in [(flaw.field, flaw.problem.key) for flaw in flaws_of(entry, SHIPPED)]


THRESHOLD = {"value": 7, "label": {"de": "Ziel", "en": ""}, "source": {"de": PLANS, "en": ""}, "status": "verified"}


@pytest.mark.parametrize(
    ("change", "field", "key"),
    [
        ({"source": {"de": "", "en": "x"}}, "source_de", "own_source_missing"),
        ({"label": {"de": "", "en": "x"}}, "label_de", "own_text_missing"),
        ({"value": None}, "value", "own_number_missing"),
        ({"status": "sure"}, "status", "own_word_unknown"),
        ({"source": definition(SHIPPED.indicators["gre_local_supply"])["thresholds"][0]["source"]}, "source_de", None),
    ],
)
def test_a_threshold_has_a_value_a_label_and_a_source_that_is_its_own(change, field, key):
    entry = changed(thresholds=[{**THRESHOLD, "target": True}])
    assert flaws_of(entry, SHIPPED) == []
    entry = changed(thresholds=[{**THRESHOLD, "target": True}, {**THRESHOLD, "target": False, **change}])
    found = [(flaw.part, flaw.key, flaw.field, flaw.problem.key) for flaw in flaws_of(entry, SHIPPED)]
    assert found == [("thresholds", "2", field, key or "own_source_of_other_value")]


@pytest.mark.parametrize(
    ("name", "value", "key"),
    [
        ("distance", 5000, "parameter_out_of_range"),
        ("distance", None, "own_number_missing"),
        ("way", "rope", "option_unknown"),
        ("colour", 1, "own_parameter_unknown"),
    ],
)
def test_parameters_keep_to_what_the_method_allows(name, value, key):
    content = changed().content
    content["parameters"][name] = {"value": value, "source": {"de": PLANS, "en": ""}, "status": "verified"}
    entry = OwnEntry("own_x", "gre_local_supply", content)
    assert [flaw.problem.key for flaw in flaws_of(entry, SHIPPED)] == [key]
    with pytest.raises(CatalogueError):
        read_own(entry, SHIPPED)


@pytest.mark.parametrize(
    "damaged",
    [
        {},
        {"title": 5},
        {**formula('"gre_local_supply"').content, "extra": 1},
        {**formula('"gre_local_supply"').content, "expression": 7},
        {**formula('"gre_local_supply"').content, "indicators": "gre_local_supply"},
        {**formula('"gre_local_supply"').content, "thresholds": ["x"]},
        {**formula('"gre_local_supply"').content, "dimensions": "social"},
    ],
)
def test_a_damaged_entry_is_told_and_hinders_nothing_else(damaged):
    together, problems = with_own(SHIPPED, [OwnEntry("own_bad", "", damaged), changed()])
    assert list(together.indicators) == [*SHIPPED.indicators, "own_gre_local_supply"]
    assert problems["own_bad"].key == "own_entry_invalid"


def test_formulas_that_need_each_other_or_what_does_not_exist_are_left_out_and_told():
    entries = [
        formula('"own_b" + 1', "own_a"),
        formula('"own_a" + 1', "own_b"),
        formula('"own_a" * 2', "own_test"),
        formula('"gre_local_supply"', "own_fine"),
    ]
    together, problems = with_own(SHIPPED, entries)
    assert [name for name in together.indicators if name not in SHIPPED.indicators] == ["own_fine"]
    keys = {name: problem.key for name, problem in problems.items()}
    cycle, unknown = "own_formula_cycle", "own_formula_unknown"
    assert keys == {"own_a": cycle, "own_b": cycle, "own_test": unknown}


# The study ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def study(build, tmp_path, catalogue):
    with build.study(tmp_path / "study.gpkg") as opened:
        build.inventory(opened, catalogue)
        yield opened


def keys_of(flaws) -> list[str]:
    return [flaw.problem.key for flaw in flaws]


def test_own_indicators_are_stored_and_stand_behind_the_shipped_ones(study):
    assert catalogue_of(study) is SHIPPED
    assert save_own(study, changed(), look) == []
    assert save_own(study, formula('"own_gre_local_supply" * 2'), look) == []
    with Study.open(study.path) as again:
        known = catalogue_of(again)
        assert list(known.indicators) == [*SHIPPED.indicators, "own_gre_local_supply", "own_test"]
        assert known.indicators["own_gre_local_supply"] == read_own(changed(), SHIPPED)
        assert again.own_entries()[0] == changed()


def test_what_is_wrong_is_not_stored(study):
    wrong = save_own(study, formula('"own_none" * 2'), look)
    assert [(flaw.field, flaw.problem.key) for flaw in wrong] == [("expression", "own_expression_unknown_column")]
    assert keys_of(save_own(study, formula('"own_test" * 2'), look)) == ["own_formula_cycle"]
    assert study.own_entries() == []
    assert save_own(study, formula('"gre_local_supply" * 2', "own_a"), look) == []
    assert save_own(study, formula('"own_a" * 2', "own_b"), look) == []
    assert keys_of(save_own(study, formula('"own_b" * 2', "own_a"), look)) == ["own_formula_cycle"]
    assert [entry.content["expression"] for entry in study.own_entries()] == ['"gre_local_supply" * 2', '"own_a" * 2']


def test_a_formula_is_computed_from_the_values_of_the_units(study):
    """By hand from the values of the study: twice the supply, coverage and flags of the input.

    The unit that has no value of the input has none of the formula. Catches: wrong order of units, NULL as 0,
    a formula computed before its input, a lost flag.
    """
    assert save_own(study, formula('"own_gre_local_supply" * 2 + area_ha'), look) != []
    save_own(study, changed(), look)
    assert save_own(study, formula('"own_gre_local_supply" * 2 + area_ha'), look) == []
    outcome = compute_and_save(study, catalogue_of(study), ["own_test", "own_gre_local_supply"], evaluate=evaluate)
    assert outcome.problems == {}
    of = study.values().pivot(index="unit_id", columns="indicator_id")
    area = {"05315000": 200.0, "west": 100.0, "east": 100.0}
    for unit, hectares in area.items():
        source, made = of["value"].loc[unit, "own_gre_local_supply"], of["value"].loc[unit, "own_test"]
        assert made == pytest.approx(2 * source + hectares)
    assert of["numerator"]["own_test"].tolist() == of["value"]["own_test"].tolist()
    assert set(of["denominator"]["own_test"]) == {1.0}
    for column in ("coverage", "n_cells", "n_unknown", "population", "flags"):
        assert of[column]["own_test"].tolist() == of[column]["own_gre_local_supply"].tolist()
    assert study.cell_values("own_test").empty
    assert study.status()["own_test"]["roles"] == study.status()["own_gre_local_supply"]["roles"]
    assert study.outdated() == []


def test_coverage_is_the_lowest_and_flags_are_those_of_all_inputs(study, catalogue):
    """By hand: coverages 1, 0.6, unknown and 0.9, 0.4, 0.8 give 0.9, (below one half: no value) and 0.8."""
    from smartcity_plugin.engine.compute import IndicatorResult
    from smartcity_plugin.engine.formula import compute_formula
    from smartcity_plugin.study.workflow import Desk

    save_own(study, formula('"gre_local_supply" + "gre_district_supply"'), look)
    indicator = catalogue_of(study).indicators["own_test"]
    desk = Desk(study.data())
    results = {}
    rows = {
        "gre_district_supply": ([1.0, 0.6, np.nan], [1.0, 2.0, 3.0], ["", "estimated_input,partial_coverage", ""]),
        "gre_local_supply": ([0.9, 0.4, 0.8], [10.0, 20.0, np.nan], ["partial_coverage", "", "no_data,modelled"]),
    }
    for name, (coverage, value, flags) in rows.items():
        columns = {"value": value, "coverage": coverage, "flags": flags, "n_cells": 3, "n_unknown": 1}
        units = desk.units.frame[["unit_id"]].assign(**columns)
        results[name] = IndicatorResult(catalogue.indicators[name], {}, units, None, ("public_green",), ())
    units = compute_formula(indicator, desk, results, evaluate).units
    assert units["coverage"].tolist() == [0.9, 0.4, 0.8]
    assert units["value"].tolist() == pytest.approx([11.0, np.nan, np.nan], nan_ok=True)
    assert units["denominator"].tolist() == pytest.approx([1.0, np.nan, np.nan], nan_ok=True)
    flags = [set(text.split(",")) - {""} for text in units["flags"]]
    assert [one - {"few_cases"} for one in flags] == [
        {"partial_coverage"},
        {"estimated_input", "no_data", "partial_coverage"},
        {"modelled", "no_data", "partial_coverage"},
    ]


def test_without_qgis_a_formula_is_told_not_to_be_computable_here(study):
    save_own(study, formula('"gre_local_supply" * 2'), look)
    outcome = compute_and_save(study, catalogue_of(study), ["own_test"])
    assert [problem.key for problem in outcome.problems["own_test"]] == ["own_not_computable_here"]
    assert study.values().empty


def test_a_formula_of_what_lacks_data_says_what_is_missing(study):
    save_own(study, formula('"gre_local_supply" * "mob_pt_access_share"'), look)
    outcome = compute_and_save(study, catalogue_of(study), ["own_test"], evaluate=evaluate)
    (problem,) = outcome.problems["own_test"]
    assert (problem.key, problem.values["others"]) == ("too_few_indicators", ["mob_pt_access_share"])


def test_values_of_another_definition_do_not_stay(study):
    save_own(study, changed(), look)
    save_own(study, formula('"own_gre_local_supply" * 2'), look)
    ids = ["own_gre_local_supply", "own_test"]
    compute_and_save(study, catalogue_of(study), ids, evaluate=evaluate)
    entry = changed(title={"de": "Nur ein anderer Name", "en": ""})
    assert save_own(study, entry, look) == []
    assert set(study.values()["indicator_id"]) == set(ids)
    content = changed().content
    content["parameters"]["distance"]["value"] = 900
    assert save_own(study, completed(replace(entry, content=content), SHIPPED), look) == []
    assert set(study.values()["indicator_id"]) == {"own_test"}
    assert study.outdated() == ["own_test"]
    outcome = compute_and_save(study, catalogue_of(study), ids, evaluate=evaluate)
    assert (set(outcome.results), outcome.reused) == (set(ids), ())


def test_only_what_nobody_needs_can_be_removed(study):
    save_own(study, changed(), look)
    save_own(study, formula('"own_gre_local_supply" * 2'), look)
    for name, key in (("own_none", "own_unknown"), ("gre_local_supply", "own_unknown")):
        with pytest.raises(SmartCityError) as caught:
            remove_own(study, name)
        assert caught.value.problem.key == key
    with pytest.raises(SmartCityError) as caught:
        remove_own(study, "own_gre_local_supply")
    assert caught.value.problem.values["users"] == ["own_test"]
    compute_and_save(study, catalogue_of(study), ["own_test"], evaluate=evaluate)
    remove_own(study, "own_test")
    remove_own(study, "own_gre_local_supply")
    assert catalogue_of(study) is SHIPPED
    assert study.values().empty


def test_an_entry_that_cannot_be_read_any_more_is_told(study):
    save_own(study, changed(), look)
    study.write_own([OwnEntry("own_old", "gre_gone", changed().content)])
    known, problems = checked_catalogue(study)
    assert "own_gre_local_supply" in known.indicators
    assert problems["own_old"].key == "own_entry_invalid"
    # It does not hinder others, and can be removed.
    assert save_own(study, formula('"gre_local_supply"'), look) == []
    remove_own(study, "own_old")
    assert checked_catalogue(study)[1] == {}


# Spreadsheets -------------------------------------------------------------------------------------------------------


def export(study, path, language="de"):
    return write_sheets(path, sheets_of_study(study, language), language)


def rows_of(path):
    with open(path, encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream, delimiter=";"))


def write_rows(path, rows):
    with open(path, "w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows(rows)


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_what_is_exported_and_imported_changes_nothing(study, tmp_path, ending, language):
    save_own(study, changed(thresholds=[{**THRESHOLD, "value": 6.125, "target": True}]), look)
    save_own(study, formula('"gre_local_supply" / 6 * 100'), look)
    files = export(study, tmp_path / f"Köln{ending}", language)
    assert len(files) == (1 if ending == ".xlsx" else 4)
    imported = read_import(study, files[0], look)
    assert imported.flaws == ()
    assert imported.entries == ()
    with_study = study.own_entries()
    remove_own(study, "own_test")
    remove_own(study, "own_gre_local_supply")
    imported = read_import(study, files[-1 if ending == ".xlsx" else 1], look)
    assert (imported.flaws, imported.notes) == ((), ())
    import_own(study, imported)
    assert study.own_entries() == with_study


number = st.floats(-1e9, 1e9, allow_subnormal=False).map(lambda value: value + 0.0)
word = st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF, exclude_characters="\x7f"), min_size=1, max_size=30)
text = word.map(str.strip).filter(lambda value: value and not value.startswith("=") and not set(value) & set("{}"))
wording = st.fixed_dictionaries({"de": text, "en": st.one_of(st.just(""), text)})
threshold = st.fixed_dictionaries(
    {
        "value": number,
        "label": wording,
        "source": wording,
        "status": st.sampled_from(sorted(SHIPPED.vocabulary.statuses)),
        "target": st.just(False),
    }
)


@given(
    titles=st.lists(wording, min_size=1, max_size=3),
    thresholds=st.lists(threshold, max_size=3),
    zero=number,
    step=st.floats(0.001, 1e6),
    language=st.sampled_from(["de", "en"]),
    ending=st.sampled_from([".xlsx", ".csv"]),
    sdg=st.lists(st.sampled_from(sorted(SHIPPED.vocabulary.sdgs)), unique=True, max_size=3),
)
def test_any_own_indicators_come_back_as_they_were(
    tmp_path_factory, titles, thresholds, zero, step, language, ending, sdg
):
    posts = {"zero": zero, "full": zero + step, "source": {"de": PLANS, "en": ""}, "status": "verified"}
    store = Store()
    for place, title in enumerate(titles):
        entry = formula('"gre_local_supply"', f"own_f{place}", title=title, thresholds=thresholds, sdg=sdg)
        scaled = {**entry.content, "direction": "higher", "goalposts": posts} if posts["full"] > zero else entry.content
        store.entries.append(replace(entry, content=scaled))
    store.entries.append(changed(title=titles[0], thresholds=thresholds))
    path = tmp_path_factory.mktemp("sheets") / f"x{ending}"
    own = [entry.id for entry in store.entries]
    files = write_sheets(path, sheets_of_study(store, language, own), language)
    imported = read_import(store, files[0], look)
    assert imported.flaws == ()
    assert imported.entries == ()


class Store:
    """A study of nothing but its own indicators."""

    def __init__(self) -> None:
        self.entries = []

    def own_entries(self):
        return self.entries


def test_a_changed_row_of_a_shipped_indicator_becomes_an_own_one(study, tmp_path):
    files = export(study, tmp_path / "x.csv")
    parameters = rows_of(files[1])
    place = next(n for n, row in enumerate(parameters) if row[:2] == ["gre_local_supply", "distance"])
    value = parameters[0].index("Wert")
    assert parameters[place][value] == "500"
    parameters[place][value] = "650,5"
    write_rows(files[1], parameters)
    imported = read_import(study, files[0], look)
    assert imported.flaws == ()
    (entry,) = imported.entries
    assert (entry.id, entry.base_id) == ("own_gre_local_supply", "gre_local_supply")
    assert entry.content["title"]["en"] == "Local green space supply (own definition)"
    assert entry.content["parameters"]["distance"]["value"] == 650.5
    assert entry.content["parameters"]["distance"]["source"]["de"] == "Festlegung der Kommune"
    import_own(study, imported)
    again = read_import(study, files[0], look)
    assert (again.entries, again.notes, again.flaws) == ((), (), ())
    parameters[place][value] = "700"
    write_rows(files[1], parameters)
    third = read_import(study, files[0], look)
    assert [problem.key for problem in third.notes] == ["own_replaced"]


def test_a_new_row_is_a_new_indicator_and_needs_little(study, tmp_path):
    files = export(study, tmp_path / "x.csv")
    rows = rows_of(files[0])
    new = dict.fromkeys(rows[0], "")
    new.update({"Kennung": "own_quote", "Titel (deutsch)": "Quote", "Handlungsfeld": "Grün und Freiraum"})
    new.update({"Einheit": "percent", "Richtung": "beschreibt nur, wird nicht bewertet", "SDG": "SDG 11.7; 3.4"})
    new["Formel (QGIS-Ausdruck)"] = "gre_local_supply / 6 * 100"
    write_rows(files[0], [*rows, list(new.values())])
    imported = read_import(study, files[0], look)
    assert imported.flaws == ()
    import_own(study, imported)
    quote = catalogue_of(study).indicators["own_quote"]
    assert (quote.sector, quote.direction.value, quote.sdg) == ("green", "neutral", ("11.7", "3.4"))


def test_every_flaw_is_told_with_sheet_row_and_column_and_nothing_is_stored(study, tmp_path):
    files = export(study, tmp_path / "x.csv")
    entries, parameters, thresholds = map(rows_of, files[:3])
    entries[1][entries[0].index("Einheit")] = "decibel"
    entries[2][entries[0].index("Titel (deutsch)")] = ""
    entries[3][entries[0].index("Handlungsfeld")] = "Wald"
    entries.append(entries[4])
    parameters[1][parameters[0].index("Wert")] = "1.125"
    parameters[2][parameters[0].index("Höchstens")] = "1"
    thresholds[1][thresholds[0].index("Wert")] = "999"
    thresholds.append(["own_none", *thresholds[1][1:]])
    for file, rows in zip(files, (entries, parameters, thresholds)):
        write_rows(file, rows)
    imported = read_import(study, files[0], look)
    found = {(flaw.sheet, flaw.row, flaw.column): flaw.problem.key for flaw in imported.flaws}
    assert found[("indicators", 2, "unit")] == "own_fixed"
    assert found[("indicators", 3, "title_de")] == "own_text_missing"
    assert found[("indicators", 4, "sector")] == "own_word_unknown"
    assert found[("indicators", len(entries), "id")] == "own_row_repeated"
    assert found[("parameters", 2, "value")] == "own_number_wrong"
    assert found[("parameters", 3, "maximum")] == "own_fixed"
    assert found[("thresholds", 2, "source_de")] == "own_source_of_other_value"
    assert found[("thresholds", len(thresholds), "id")] == "own_row_orphan"
    import_own(study, imported)
    assert study.own_entries() == []
    for flaw in imported.flaws:
        assert SHIPPED.sentence(flaw.problem, "de")


def test_a_file_without_a_sheet_or_column_is_refused(study, tmp_path):
    files = export(study, tmp_path / "x.csv")
    rows = rows_of(files[2])
    write_rows(files[2], [row[1:] for row in rows])
    assert [flaw.problem.key for flaw in read_import(study, files[0], look).flaws] == ["own_column_missing"]
    files[2].unlink()
    with pytest.raises(SmartCityError) as caught:
        read_import(study, files[0], look)
    assert caught.value.problem.key == "own_sheet_missing"


def problems_of(path):
    try:
        return [flaw.problem for flaw in read_import(Store(), path, look).flaws]
    except SmartCityError as error:
        return [error.problem]


@given(content=st.binary(max_size=400), ending=st.sampled_from(["xlsx", "csv", "ods"]))
def test_any_bytes_give_a_sentence(tmp_path_factory, content, ending):
    path = tmp_path_factory.mktemp("bytes") / f"x_Indikatoren.{ending}"
    path.write_bytes(content)
    for name in ("Parameter", "Schwellenwerte"):
        path.with_name(f"x_{name}.{ending}").write_bytes(content)
    problems = problems_of(path)
    assert problems
    assert all(SHIPPED.sentence(problem, "de") for problem in problems)


def test_the_sheets_say_what_the_keys_mean(study, tmp_path):
    (file,) = export(study, tmp_path / "x.xlsx")
    sheets = read_sheets(file)
    assert list(sheets) == ["Indikatoren", "Parameter", "Schwellenwerte", "Schlüssel"]
    keys = {(row[0], row[1]) for row in sheets["Schlüssel"]}
    assert {("Einheit", "m2_per_person"), ("Richtung", "band"), ("SDG", "SDG 11.7")} <= keys
    assert len(sheets["Indikatoren"]) == len(SHIPPED.indicators) + 1


def test_a_file_that_cannot_be_written_is_told(study, tmp_path):
    for ending in (".xlsx", ".csv"):
        with pytest.raises(SmartCityError) as caught:
            export(study, tmp_path / "none" / f"x{ending}")
        assert caught.value.problem.key == "write_failed"


def test_only_chosen_indicators_are_exported(study):
    sheets = sheets_of_study(study, "de", ["gre_local_supply"])
    assert [row[0] for row in sheets[0].rows] == ["gre_local_supply"]
    with pytest.raises(SmartCityError) as caught:
        sheets_of_study(study, "de", ["own_none"])
    assert caught.value.problem.key == "indicator_unknown"


def test_what_is_inspected_together_may_need_each_other():
    entries = [formula('"own_b" + 1', "own_a"), formula('"gre_local_supply"', "own_b")]
    ready, flaws = inspect_all(entries, [], look)
    assert flaws == []
    assert ready[0].content["indicators"] == ["own_b"]
