# SPDX-License-Identifier: GPL-2.0-or-later
"""Pages of map products, focus areas, profiles and measures: they say what the study holds, in every format."""

from __future__ import annotations

import gc
import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from osgeo import gdal
from qgis.core import QgsLayoutItemMap, QgsLayoutItemPicture, QgsProject

from smartcity_plugin.cartography.atlas import draw_page, make_context, omissions, plan
from smartcity_plugin.cartography.chart_contents import (
    gantt_alt,
    histogram,
    histogram_alt,
    lanes,
    radar_alt,
    spokes,
    strip_alt,
    time_alt,
    time_path,
)
from smartcity_plugin.cartography.figures import Figures
from smartcity_plugin.cartography.formats import A4_PORTRAIT, FORMATS
from smartcity_plugin.cartography.pages import factsheet, focus, justice, measure, measures, product
from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.catalogue.numbers import NO_BREAK_SPACE, format_number
from smartcity_plugin.engine.composite.needs import INDEX
from smartcity_plugin.model.relation import Relation, RelationKind
from smartcity_plugin.model.strategy import Measure
from smartcity_plugin.study.assessment import scheme_with_values
from smartcity_plugin.study.burden import BurdenPlan, find_and_save
from smartcity_plugin.study.clusters import ClusterPlan, find_and_save_clusters
from smartcity_plugin.study.costs import total_costs
from smartcity_plugin.study.focus import make_focus_areas
from smartcity_plugin.study.interactions import evaluate_and_save
from smartcity_plugin.study.justice import JusticePlan, measure_and_save
from smartcity_plugin.study.needs import save_cell_needs
from smartcity_plugin.study.overlay_tables import CELLS, CLUSTERS, FOCUS_AREAS, ROBUSTNESS
from smartcity_plugin.study.relations import save_relations
from smartcity_plugin.study.robustness import robustness_of
from smartcity_plugin.study.rules import rules_of
from smartcity_plugin.study.study import Study

from .drawn_texts import assert_page_is_sound, page_texts

CATALOGUE = load_catalogue()
BURDENS = ("gre_local_supply", "gre_district_supply", "gre_playground_access_share", "mob_pt_access_share")
EARLIER = "2009-05-09"
LONG = (
    "Bahnhofsvorplatz und angrenzende Straßenräume klimaangepasst und barrierefrei umgestalten" + " und beleuchten" * 3
)


def change(path: Path, *statements: str) -> None:
    """Change a study behind the program's back."""
    dataset = gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_UPDATE)
    for statement in statements:
        dataset.ExecuteSQL(statement)
    del dataset


@pytest.fixture(scope="module")
def rich(jena_study_path, tmp_path_factory) -> Path:
    """The demo study with burdens, an earlier reference date, odd measures, judgements and accepted strengths."""
    path = Path(shutil.copy(jena_study_path, tmp_path_factory.mktemp("rich") / "rich.gpkg"))
    with Study.open(path, update=True) as study:
        scheme = scheme_with_values(study, CATALOGUE)
        few_runs = replace(scheme, plan=replace(scheme.plan, runs=60))
        save_cell_needs(study, CATALOGUE, scheme)
        for kind in ("district", CELLS):
            robustness_of(study, CATALOGUE, few_runs, kind, rows=16)
        find_and_save_clusters(study, CATALOGUE, plan=ClusterPlan(permutations=99))
        make_focus_areas(study, CATALOGUE)
        evaluate_and_save(study, CATALOGUE, rules_of(study, CATALOGUE).values())
        measure_and_save(study, CATALOGUE, JusticePlan(social=""))
        find_and_save(study, CATALOGUE, BurdenPlan(indicators=BURDENS, social=""))
        more = [
            Measure(
                "X-1", LONG, description=LONG + ". " + LONG, sector="climate", cost_eur=1234567.0, planned_end="2031"
            ),
            Measure("X-2", "Ohne alles"),
        ]
        save_measures = [*study.measures(), *more]
        study.save_measures(save_measures)
        goal = study.goals()[-1].goal_id
        first = save_measures[0].measure_id
        judged = Relation(RelationKind.MEASURE_GOAL, first, goal, -2, "kostet Fläche", "Amt")
        save_relations(study, RelationKind.MEASURE_GOAL, [judged])
    values = "unit_id, indicator_id, numerator, denominator, coverage, n_cells, n_unknown, flags, run_id"
    states = "indicator_id, state, problems, parameters, roles, missing_roles, run_id, method, result_key"
    change(
        path,
        f"INSERT INTO indicator_values ({values}, period, value, population, score) "  # noqa: S608
        f"SELECT {values}, '{EARLIER}', value * 0.5, population, score * 0.5 FROM indicator_values",
        f"INSERT INTO indicator_status ({states}, period) SELECT {states}, '{EARLIER}' FROM indicator_status",  # noqa: S608
        "UPDATE indicator_values SET value = NULL, score = NULL "
        "WHERE unit_id = '2' AND indicator_id = 'hou_vacancy_rate'",
        "UPDATE indicator_values SET flags = 'few_cases', population = 4 WHERE unit_id = '7'",
        "UPDATE needs SET population = 4 WHERE unit_id = '7'",
        "UPDATE needs SET score = NULL, need = NULL, persons = NULL WHERE unit_id = '2' AND key = 'housing'",
        "UPDATE focus_areas SET population = NULL, need = NULL, persons = NULL, drivers = '' WHERE focus_id = 'F3'",
        "UPDATE focus_areas SET population = 6, persons = 5 WHERE focus_id = 'F17'",
        "INSERT INTO swot (swot_id, kind, sector, unit_id, text, state) VALUES ('S900', 'strength', 'green', '1', "
        "'Viel Wald vor der Tür', 'accepted'), ('T900', 'threat', 'green', '1', 'Der Wald wird trocken', 'accepted')",
        "UPDATE goals SET indicator_id = 'mob_pt_access_share', target = 99, target_year = 2030 "  # noqa: S608
        f"WHERE goal_id = '{goal}'",
    )
    return path


class Drawn:
    """The pages of a study in one language."""

    def __init__(self, path: Path, language: str) -> None:
        self.project = QgsProject()
        self.study = Study.open(path)
        self.context = make_context(self.project, self.study, CATALOGUE, language)
        self.facts, self.words = self.context.facts, self.context.words
        self._pages: dict = {}

    def page(self, module, key: str):
        if module not in self._pages:
            self._pages[module] = {page.key: page for page in module.pages(self.context)}
        return self._pages[module][key]

    def sheet(self, module, key: str, page_format: str = "a4_landscape"):
        return draw_page(self.project, self.page(module, key), 3, 9, FORMATS[page_format])

    def texts(self, module, key: str) -> list[str]:
        return page_texts(self.sheet(module, key))

    def close(self) -> None:
        self.study.close()
        self._pages.clear()
        del self.context
        self.project.clear()
        gc.collect()


@pytest.fixture(scope="module")
def opened(rich):
    """The study in both languages."""
    found = {language: Drawn(rich, language) for language in ("de", "en")}
    yield found
    for one in found.values():
        one.close()


@pytest.fixture(params=["de", "en"])
def drawn(request, opened):
    return opened[request.param]


@pytest.fixture
def german(opened):
    return opened["de"]


# Every kind in every format -------------------------------------------------------------------------------------------

SAMPLES = (
    (product, "product:robustness:district"),
    (product, "product:robustness:cells"),
    (product, "product:hot_spots:cells"),
    (product, "product:burden:cells"),
    (product, "product:focus_areas"),
    (product, "product:conflict_rules:cells"),
    (product, "product:cell_needs"),
    (justice, "justice"),
    (justice, "justice:curves1"),
    (focus, "focus:F1"),
    (focus, "focus:F17"),
    (factsheet, "profile:1"),
    (factsheet, "profile:2"),
    (factsheet, "profile:7"),
    (measures, "measures"),
    (measure, "measure:MOB-01"),
    (measure, "measure:X-1"),
    (measure, "measure:X-2"),
)


@pytest.mark.parametrize(("language", "page_format"), [*(("de", name) for name in FORMATS), ("en", A4_PORTRAIT.name)])
def test_pages_are_sound_in_every_format(opened, language, page_format):
    """English texts are shorter: they are drawn on the narrowest paper only."""
    drawn = opened[language]
    for module, key in SAMPLES:
        sheet = drawn.sheet(module, key, page_format)
        assert_page_is_sound(f"{key} {page_format}", sheet)
        paper = sheet.layout.pageCollection().page(0).rect()
        for item in sheet.layout.items():
            if isinstance(item, (QgsLayoutItemMap, QgsLayoutItemPicture)):
                place = item.mapRectToScene(item.rect())
                assert paper.adjusted(-0.1, -0.1, 0.1, 0.1).contains(place), (key, item.id(), place)
                assert min(place.width(), place.height()) > 10.0, (key, item.id())
        assert "{" not in " ".join(page_texts(sheet))
        del sheet


def test_all_pages_stand_in_the_atlas_once(german):
    keys = [page.key for page in plan(german.context)]
    assert len(keys) == len(set(keys))
    for module, key in SAMPLES:
        assert key in keys, (module, key)
    assert keys.index("profile:1") < keys.index("unit:1")


@pytest.mark.skipif(shutil.which("pdfimages") is None, reason="poppler-utils are not installed")
def test_charts_are_vectors_in_the_pdf(rich, tmp_path):
    from smartcity_plugin.cartography.export import export_atlas

    path = tmp_path / "pages.pdf"
    wanted = ["profile:1", "measures", "justice:curves1", "product:robustness:district"]
    with Study.open(rich) as study:
        export_atlas(study, CATALOGUE, path, "de", lambda _: None, selection=wanted)
    images = subprocess.run(["pdfimages", "-list", path], capture_output=True, text=True, check=True).stdout
    assert len(images.splitlines()) == 2, images
    assert path.stat().st_size > 20_000


# Map products ---------------------------------------------------------------------------------------------------------


def test_a_product_page_tells_places_people_and_run(german):
    texts = german.texts(product, "product:robustness:district")
    rows = german.study.product(ROBUSTNESS, place_kind="district").frame
    robust = int((rows["state"] == "robust").sum())
    assert f"robust ({robust})" in texts
    assert format_number(float(rows["population"].sum()), 0, "de") in texts
    whole = " ".join(texts)
    run = german.facts.runs[rows["run_id"].iloc[0]]
    plan_, summary = run.parameters["scheme"]["plan"], run.parameters["summary"]
    assert f"Rechenlauf {run.run_id} vom " in whole
    assert f"Startwert {plan_['seed']}" in whole
    assert f"{format_number(summary['runs'], 0, 'de')} Varianten" in whole
    assert f"Robust sind {robust} von {len(rows)} Orten" in whole
    share = f"{format_number(100 * summary['same_leaders'], 0, 'de')}{NO_BREAK_SPACE}%"
    assert f"In {share} der Varianten" in whole
    assert CATALOGUE.vocabulary.statuses["project_default"].title.de in whole


def test_people_by_class_add_up_to_all_people(german):
    for key, table in (("product:hot_spots:cells", CLUSTERS), ("product:robustness:cells", ROBUSTNESS)):
        shown = next(item for item in product.held(german.context) if item.key == key)
        rows = german.study.product(table, **shown.own)
        bars = product._bars(german.context, shown, rows)
        assert sum(bar.value for bar in bars) == pytest.approx(float(rows.numbers("population").sum()))
        first = german.facts.number(rows.numbers("population")[(rows.frame[shown.product.field] == "robust")].sum())
        if table is ROBUSTNESS:
            assert bars[0].text.startswith(first)


def test_limits_of_burdens_come_with_their_status(german):
    whole = " ".join(german.texts(product, "product:burden:cells"))
    rows = next(run for run in german.facts.runs.values() if run.kind == "multi_burden").parameters["limits"]
    for name, limit in rows.items():
        title, status = CATALOGUE.indicators[name].title.de, CATALOGUE.vocabulary.statuses[limit["status"]].title.de
        assert title in whole
        assert status in whole


def test_outdated_products_are_marked(rich, tmp_path):
    path = Path(shutil.copy(rich, tmp_path / "old.gpkg"))
    run = json.dumps({"period": "2011-05-09"})
    change(
        path,
        "INSERT INTO runs (run_id, kind, started_at, parameters, inputs, versions) "  # noqa: S608
        f"VALUES ('later', 'compute_indicators', '2030-01-01', '{run}', '[]', '{{}}')",
    )
    found = Drawn(path, "de")
    for module, key in ((product, "product:hot_spots:cells"), (focus, "focus:F1"), (justice, "justice")):
        texts = found.texts(module, key)
        assert any("(veraltet)" in text for text in texts), key
        assert found.words("product_outdated_note") in " ".join(texts), key
    found.close()


def test_studies_without_products_have_no_such_pages(build, tmp_path):
    with build.study(tmp_path / "bare.gpkg") as study:
        project = QgsProject()
        context = make_context(project, study, CATALOGUE, "de")
        for module in (product, justice, focus, factsheet, measures, measure):
            assert module.pages(context) == []
        assert focus.omitted(context) == measure.omitted(context) == []
        del context
        project.clear()


# Focus areas ----------------------------------------------------------------------------------------------------------


def test_a_focus_page_tells_the_stored_people_and_drivers(drawn):
    language = drawn.context.language
    rows = drawn.study.product(FOCUS_AREAS, scheme_id="standard").frame.set_index("focus_id")
    by_title = {item.title.de: item for item in CATALOGUE.indicators.values()}
    for name in ("F1", "F2", "F5"):
        row, texts = rows.loc[name], drawn.texts(focus, f"focus:{name}")
        assert format_number(row["population"], 0, language) in texts
        assert format_number(row["persons"], 0, language) in texts
        assert format_number(row["need"], 0, language) in texts
        whole = " ".join(texts)
        for number, title in enumerate(row["drivers"].split("; "), start=1):
            assert f"{number}. {by_title[title].title.in_language(language)}" in whole
        for title in filter(None, (row["measures"] or "").split("; ")):
            assert title in whole


def test_people_of_age_in_a_focus_area_are_those_of_its_cells(german):
    areas = focus._areas(german.context)
    number = int(np.flatnonzero(areas.table.frame["focus_id"] == "F1")[0])
    found = areas.places.of_age(number, "under_18")
    inside = areas.places._inside[number]
    assert inside.sum() == pytest.approx(areas.table.numbers("population")[number], rel=1e-6)
    share = areas.places._ages["under_18"].to_numpy(float)
    known = np.isfinite(share)
    assert found.count == pytest.approx((inside[known] * share[known]).sum())
    assert format_number(found.count, 0, "de") in german.texts(focus, "focus:F1")


def test_very_few_people_are_not_told_on_a_focus_page(german):
    texts = german.texts(focus, "focus:F17")
    assert "unter 10" in texts
    assert texts.count("–") >= 4
    assert "6" not in texts
    assert "5" not in texts


def test_focus_areas_without_people_are_omitted_and_told(german):
    assert "focus:F3" not in [page.key for page in focus.pages(german.context)]
    told = {item.key: item.reason for item in omissions(german.context)}
    assert "niemand" in told["focus:F3"]


def test_a_focus_page_says_that_there_is_no_measure(german):
    areas = focus._areas(german.context)
    without = [
        areas.table.frame["focus_id"].iloc[row]
        for row in areas.shown
        if not areas.places.measures(row, german.facts.measures)
    ]
    assert without
    assert "noch keine Maßnahme" in german.texts(focus, f"focus:{without[0]}")


def test_burdens_of_a_focus_area_are_those_of_its_cells(german):
    areas = focus._areas(german.context)
    number = int(np.flatnonzero(areas.table.frame["focus_id"] == "F1")[0])
    found = areas.places.burdened(number)
    counts = pd.to_numeric(areas.places._burdens["burdens"]).to_numpy(float)
    people = areas.places._inside[number]
    assert found.several == pytest.approx(people[np.nan_to_num(counts) >= 2].sum())
    assert f"{format_number(found.several, 0, 'de')} Menschen leben mit mindestens zwei" in " ".join(
        german.texts(focus, "focus:F1")
    )


# Profiles -------------------------------------------------------------------------------------------------------------


def test_scores_of_a_profile_are_those_of_the_needs_table(drawn):
    needs = drawn.study.needs()
    for unit in ("1", "2", "30"):
        found = spokes(drawn.facts, drawn.words, unit)
        keys = [key for key in drawn.facts.need_keys() if key != INDEX]
        assert len(found) == len(keys)
        for part, key in zip(found, keys):
            row = needs[(needs["unit_id"] == unit) & (needs["scope"] == "sector") & (needs["key"] == key)][
                "score"
            ].iloc[0]
            if pd.isna(row):
                assert np.isnan(part.own)
                assert part.own_text == ("k. A." if drawn.context.language == "de" else "n/a")
            else:
                assert part.own == pytest.approx(row)
                assert part.own_text.rstrip("*") == format_number(row, 0, drawn.context.language)
    assert any(np.isnan(part.own) for part in spokes(drawn.facts, drawn.words, "2"))


def test_rows_of_a_profile_are_values_of_the_study(german):
    indicator = CATALOGUE.indicators["hou_vacancy_rate"]
    unknown = lanes(german.facts, german.words, "2", [indicator])[0]
    assert np.isnan(unknown.own)
    assert unknown.text == "keine Angabe"
    few = lanes(german.facts, german.words, "7", [indicator])[0]
    assert few.text == "geringe Fallzahl"
    assert np.isnan(few.own)
    row = german.facts.table(indicator.id).loc["1"]
    known = lanes(german.facts, german.words, "1", [indicator])[0]
    assert known.own == pytest.approx(row["score"])
    assert known.text == german.facts.value(row["shown"], indicator)
    assert len(known.scores) == len(german.facts.units) - 1
    others = german.facts.table(indicator.id).drop("1")
    assert np.isfinite(known.scores).sum() == (others["score"].notna() & ~others["few"]).sum()
    assert others["few"].sum() == 1


def test_a_profile_tells_people_need_and_what_was_accepted(german):
    texts = german.texts(factsheet, "profile:1")
    needs = german.facts.needs(INDEX).loc["1"]
    assert format_number(needs["need"], 0, "de") in texts
    assert format_number(needs["persons"], 0, "de") in texts
    whole = " ".join(texts)
    assert "Viel Wald vor der Tür" in whole
    assert "Risiko: Der Wald wird trocken" in whole
    assert "noch nicht erörtert" not in whole
    assert "noch nicht erörtert" in " ".join(german.texts(factsheet, "profile:30"))


def test_a_profile_of_few_people_tells_no_numbers_of_them(german):
    texts = german.texts(factsheet, "profile:7")
    assert "unter 10" in texts
    assert texts.count("–") >= 2
    assert all(np.isnan(part.own) for part in spokes(german.facts, german.words, "7"))
    assert "Keine Veränderung bestimmbar." in texts


def test_a_profile_tells_measures_and_change(german):
    own = [item for item in german.facts.measures if "9" in (item.unit_ids or "").split(",")]
    whole = " ".join(german.texts(factsheet, "profile:9"))
    assert own
    for item in own:
        assert f"{item.measure_id} {item.title}" in whole
    whole = " ".join(german.texts(factsheet, "profile:30"))
    assert "Veränderung seit 09.05.2009" in whole
    row = german.facts.table("mob_pt_access_share").loc["30"]
    shared = factsheet.Profiles(german.context)
    lines = factsheet.change_lines(german.context, shared, "30")
    assert lines
    assert any("→" in line for line in lines)
    table = shared.changed["mob_pt_access_share"].loc["30"]
    assert table["value_from"] == pytest.approx(row["value"] / 2)
    assert table["value_to"] == pytest.approx(row["value"])


# Measures -------------------------------------------------------------------------------------------------------------


def test_a_measure_page_tells_what_the_register_holds(drawn):
    language = drawn.context.language
    missing, costs = drawn.words("not_entered"), total_costs(drawn.study)
    for item in drawn.facts.measures:
        texts = drawn.texts(measure, f"measure:{item.measure_id}")
        status = CATALOGUE.vocabulary.measure_statuses.get(item.status or "")
        assert (status.title.in_language(language) if status else missing) in texts
        whole = costs[item.measure_id]
        cost = missing if whole is None else f"{format_number(whole, 0, language)}{NO_BREAK_SPACE}€"
        assert cost in texts
        assert (item.lead or missing) in texts
        names = [str(drawn.facts.units.loc[unit, "name"]) for unit in (item.unit_ids or "").split(",") if unit]
        assert (", ".join(names) or missing) in texts
    assert drawn.texts(measure, "measure:X-2").count(missing) >= 9


def test_needs_at_the_place_of_a_measure_are_those_of_its_units(german):
    item = next(one for one in german.facts.measures if one.measure_id == "MOB-01")
    rows = german.facts.needs("mobility")
    lines = measure.need_lines(german.context, measure.Register(german.context), item)
    units = item.unit_ids.split(",")
    assert len(lines) == len(units) + 1
    for line, unit in zip(lines, units):
        row = rows.loc[unit]
        expected = f"{row['name']}: Bedarf {format_number(row['need'], 0, 'de')}, "
        assert line == expected + f"{format_number(row['persons'], 0, 'de')} Betroffene"
    assert lines[-1] == f"Zusammen {format_number(rows.loc[units, 'persons'].sum(), 0, 'de')} Betroffene"


def test_judgements_and_what_is_not_judged(german):
    first = german.facts.measures[0].measure_id
    whole = " ".join(german.texts(measure, f"measure:{first}"))
    assert "−2 (kostet Fläche)" in whole
    assert "noch nicht beurteilt" in german.texts(measure, "measure:X-1")


def test_measures_without_a_place_are_told_and_listed(german):
    told = {item.key for item in omissions(german.context)}
    assert {"measure:X-1", "measure:X-2"} <= told
    assert "measure:MOB-01" not in told
    whole = " ".join(german.texts(measures, "measures"))
    assert "Ohne Ort" in whole
    assert "Ohne Zeitangabe" in whole
    assert "X-2 Ohne alles (noch nicht eingetragen)" in whole
    assert german.page(measure, "measure:X-1").template != german.page(measure, "measure:MOB-01").template


# Charts of documents --------------------------------------------------------------------------------------------------


def test_charts_for_documents_have_words_of_their_own(rich):
    with Study.open(rich) as study, Figures(study, CATALOGUE, "de") as figures:
        found = {
            "radar": figures.radar("1"),
            "histogram": figures.histogram("mob_pt_access_share"),
            "people": figures.histogram("mob_pt_access_share", by_people=True),
            "time": figures.time_path("mob_pt_access_share", "1"),
            "gantt": figures.gantt(),
        }
        for name, figure in found.items():
            assert figure.path.stat().st_size > 5000, name
            assert len(figure.alt_text) > 60, name
            assert "{" not in figure.alt_text, name
        assert len({figure.path for figure in found.values()}) == len(found)
        assert figures.radar("1") is found["radar"]


def test_alt_texts_name_range_and_extremes(german):
    facts, words = german.facts, german.words
    indicator = CATALOGUE.indicators["mob_pt_access_share"]
    values = facts.table(indicator.id)["shown"].dropna()
    told = histogram_alt(facts, words, indicator)
    for value in (values.min(), values.max(), values.median()):
        assert facts.value(value, indicator) in told
    parts = [part for part in spokes(facts, words, "1") if part.own == part.own]
    radar = radar_alt(facts, words, "1")
    assert f"Am höchsten: {max(parts, key=lambda part: part.own).title}" in radar
    assert "Rang 1 von" in strip_alt(facts, words, "1", [indicator])
    content = time_path(german.study, facts, words, indicator, "1")
    told = time_alt(facts, words, indicator, content, "Ammerbach")
    assert "(2009)" in told
    assert "(2011)" in told
    assert "Ziel 2030: 99" in told
    assert content.aim.year == 2030.5
    assert "ohne Zeitangabe: 1" in gantt_alt(facts.measures, facts, words)


def test_a_histogram_counts_units_or_their_people(german):
    facts, words = german.facts, german.words
    indicator = CATALOGUE.indicators["hou_vacancy_rate"]
    rows = facts.table(indicator.id)
    by_units, by_people = (histogram(facts, words, indicator, people) for people in (False, True))
    assert np.isnan(by_units.values).sum() == rows["shown"].isna().sum() >= 2, "one is unknown, one has few people"
    assert by_units.weights is None
    assert np.nansum(by_people.weights) == pytest.approx(rows["population"].sum())
