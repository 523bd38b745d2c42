# SPDX-License-Identifier: GPL-2.0-or-later
"""Pages of goals, costs, scenarios, participation, monitoring and checks: what they say, and that nothing is cut."""

from __future__ import annotations

import re
import shutil
from contextlib import contextmanager
from dataclasses import replace

import pytest
from osgeo import gdal
from qgis.core import QgsLayoutItemMap, QgsProject

from smartcity_plugin.cartography import theme
from smartcity_plugin.cartography.atlas import draw_page, make_context, omissions, plan
from smartcity_plugin.cartography.figures import Figures
from smartcity_plugin.cartography.formats import A3_LANDSCAPE, A4_LANDSCAPE, A4_PORTRAIT
from smartcity_plugin.cartography.pages import (
    costs,
    goals,
    measure,
    measures,
    monitor,
    orphans,
    participation,
    scenario,
)
from smartcity_plugin.cartography.pages.table import Column, Contents, row, split
from smartcity_plugin.cartography.scenario_maps import change_entries, compared
from smartcity_plugin.cartography.sheet import Box, Sheet
from smartcity_plugin.cartography.text import width, wrap
from smartcity_plugin.cartography.wording import read_texts
from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.engine.monitoring import AWAY, LIGHTS, REASONS, TOO_SLOW, TOWARDS
from smartcity_plugin.engine.portfolio import METHODS
from smartcity_plugin.engine.portfolio import REASONS as CHOICE_REASONS
from smartcity_plugin.study.monitoring import LATENESS, SERIES_NOTES
from smartcity_plugin.study.orphans import KINDS as ORPHAN_KINDS
from smartcity_plugin.study.portfolio import GAINS, choose
from smartcity_plugin.study.scenario_results import save_scenario, scenario_summary
from smartcity_plugin.study.study import Study
from tests.qgis.test_page_extremes import Slot, _check_items, _check_texts

CATALOGUE = load_catalogue()
GREEN = "gre_access_300m_share"
KINDS = {
    *("participation", "answers", "goals", "measures", "measure", "costs"),
    *("scenario", "scenarios", "portfolio", "monitor", "funding", "charta", "orphans"),
}
LONG = " und dabei Barrierefreiheit, Klimaanpassung und die Ortschaften Oberschwarzenbach-Unterremderoda / Großlöbichau"


@pytest.fixture(scope="module")
def strategy_path(jena_study_path, tmp_path_factory):
    """The demo study with both scenarios computed for one indicator each, and a choice under a budget."""
    path = tmp_path_factory.mktemp("strategy") / "strategy.gpkg"
    shutil.copy(jena_study_path, path)
    with Study.open(path, update=True) as study:
        for name, indicator in (("S1", GREEN), ("S2", "soc_kita_access_share")):
            save_scenario(study, CATALOGUE, name, indicator_ids=[indicator])
        choose(study, CATALOGUE, "S1", GREEN, 1_600_000)
    return path


@pytest.fixture(scope="module")
def study(strategy_path):
    with Study.open(strategy_path) as opened, theme.using(opened.theme()):
        yield opened


@pytest.fixture(scope="module")
def context(study):
    project = QgsProject()
    yield make_context(project, study, CATALOGUE, "de")
    project.clear()


@pytest.fixture(scope="module")
def pages(context):
    return {page.key: page for page in plan(context) if page.kind in KINDS}


def words_of(context, page, page_format=A4_LANDSCAPE):
    project = QgsProject()
    sheet = draw_page(project, page, 1, 1, page_format)
    text = " ".join(" ".join(one.fitted.lines) for one in sheet.texts)
    del sheet
    project.clear()
    return text


@contextmanager
def slots_of(monkeypatch):
    seen, original = [], Sheet.slot

    @contextmanager
    def recorded(sheet, name, box):
        with original(sheet, name, box) as place:
            slot = Slot(name, place, len(sheet.texts))
            seen.append(slot)
            yield place
            slot.last = len(sheet.texts)

    monkeypatch.setattr(Sheet, "slot", recorded)
    yield seen


def test_every_kind_is_there_and_in_the_order_of_the_method(pages):
    kinds = list(dict.fromkeys(page.kind for page in pages.values()))
    assert set(kinds) == KINDS
    assert kinds.index("participation") < kinds.index("goals") < kinds.index("measure") < kinds.index("costs")
    assert kinds.index("costs") < kinds.index("scenario") < kinds.index("monitor") < kinds.index("orphans")
    assert f"scenario:S1:{GREEN}" in pages
    assert "scenario:S2:soc_kita_access_share" in pages


def test_nothing_is_cut_with_long_texts(strategy_path, tmp_path, monkeypatch):
    """One page of each kind and layout on the narrowest paper, with very long texts."""
    path = tmp_path / "long.gpkg"
    shutil.copy(strategy_path, path)
    dataset = gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_UPDATE)
    for table, field in (
        ("goals", "title"),
        ("measures", "title"),
        ("scenarios", "title"),
        ("contributions", "answer"),
    ):
        dataset.ExecuteSQL(f"UPDATE {table} SET {field} = {field} || '{LONG}'")  # noqa: S608
    dataset.ExecuteSQL(f"UPDATE measures SET description = description || '{LONG}', depends_on = 'SOZ-01'")  # noqa: S608
    dataset.ExecuteSQL("UPDATE costs SET gross_eur = gross_eur * 1000, year = year + 12 * (measure_id = 'GRU-01')")
    del dataset
    with Study.open(path) as study, theme.using(study.theme()), slots_of(monkeypatch) as slots:
        project, page_format = QgsProject(), A4_PORTRAIT
        own = make_context(project, study, CATALOGUE, "de", page_format)
        chosen = {page.template: page for page in reversed(plan(own)) if page.kind in KINDS}
        for page in chosen.values():
            slots.clear()
            sheet = draw_page(project, page, 1, 1, page_format)
            where = f"{page_format.name} {page.key}"
            _check_items(where, sheet, page_format, own)
            _check_texts(where, sheet, slots)
            del sheet
        del own
        project.clear()


def test_maps_before_and_after_have_the_same_classes(context, study):
    shown = compared(study, context.facts, "S1", CATALOGUE.indicators[GREEN])
    bounds = [[(item.lower, item.upper) for item in shown.classes[side].classes] for side in ("before", "after")]
    assert bounds[0] == bounds[1]
    counts = [sum(item.count for item in shown.classes[side].classes) for side in ("before", "after")]
    assert counts == [30, 30]
    rose = set(shown.change.index[shown.change > 0])
    assert {"9", "24", "26"} <= rose, "the parks lie in Jena-Nord, Neulobeda and Wenigenjena"
    assert (shown.change.drop(list(rose)) == 0).all()
    told = [
        entry
        for entry in change_entries(shown, context.words)
        if '"9"' in entry.expression or "'9'" in entry.expression
    ]
    assert len(told) == 1


def test_a_scenario_page_has_three_maps_with_their_values(context, pages):
    project = QgsProject()
    sheet = draw_page(project, pages[f"scenario:S1:{GREEN}"], 1, 1)
    maps = [item for item in sheet.layout.items() if isinstance(item, QgsLayoutItemMap)]
    text = " ".join(" ".join(one.fitted.lines) for one in sheet.texts)
    assert len(maps) == 3
    assert len({round(item.scale()) for item in maps}) == 1
    assert "Vorher: 32,3" in text
    assert "Nachher: 40,1" in text
    assert "keine Vorhersage" in text
    del maps, sheet
    project.clear()


def test_tables_tell_what_the_facts_say(context, pages):
    kofi = words_of(context, pages["costs"])
    assert "6.915.000" in kofi
    assert "20.000" in kofi
    assert "Projektvorgabe" in kofi
    assert "8.208" in words_of(context, pages["scenario:S1"])
    choice = words_of(context, pages["portfolio"])
    assert "gehört nicht zur besten Auswahl" in choice
    assert "bringt bei diesem Indikator keinen Gewinn" in choice
    answers = " ".join(words_of(context, page) for key, page in pages.items() if key.startswith("answers"))
    assert "Beantwortete Beiträge: 17 von 26" in answers
    for number in range(1, 27):
        assert f"B2025-{number} " in answers + " "
    checks = words_of(context, pages["funding"])
    assert "keine amtliche Prüfliste" in checks
    report = words_of(context, pages["orphans"])
    assert "Z2.3" in report


def test_a_measure_sheet_tells_money_effects_and_dates(context, pages):
    text = words_of(context, pages["measure:GRU-01"])
    for part in ("1.200.000", "01/2027 – 06/2030", "SOZ-01", "−1", "Hangpark", "32,3", "34,6", "Kommune (Eigenanteil)"):
        assert part in text, part
    text = words_of(context, pages["measure:DIG-01"])
    for part in ("seit 01.02.2026", "Risiken der Digitalisierung", "masterportal", "Beispiel-Beschluss"):
        assert part in text, part


def test_monitoring_sheets_show_light_and_flags(context, pages):
    text = words_of(context, pages["monitor:Z2.3"])
    assert "auf Kurs" in text
    assert "Nur Aufwand oder Leistung" in text
    assert "Ziel 2032: 500" not in text, "texts of charts are shapes, not items"
    text = words_of(context, pages["monitor:Z4.2"])
    assert "Diesem Ziel dient noch keine Maßnahme" in text


def test_figures_show_the_difference_of_a_scenario(study):
    with Figures(study, CATALOGUE, "de") as figures:
        found = figures.scenario_map("S1", GREEN)
        assert found.path.stat().st_size > 5000
        assert "Grün zuerst" in found.alt_text
        assert "8.208" in found.alt_text
        assert figures.scenario_map("S1", GREEN) is found
        assert figures.scenario_map("S9", GREEN) is None
        assert figures.scenario_map("S1", "hou_vacancy_rate") is None


def test_an_empty_register_leaves_the_pages_out_and_says_so(build, tmp_path):
    with build.study(tmp_path / "empty.gpkg") as study:
        project = QgsProject()
        own = make_context(project, study, CATALOGUE, "en")
        for module in (costs, goals, measure, monitor, orphans, participation, scenario):
            assert module.pages(own) == [], module.__name__
        told = {item.key: item.reason for item in omissions(own)}
        assert {"goals", "participation", "answers", "scenario", "monitor", "funding", "charta", "orphans"} <= set(told)
        assert all(told.values())
        project.clear()


def test_tables_split_between_pages_lose_nothing():
    columns = [Column("One", 1.0), Column("Two", 3.0)]
    tall = " ".join(f"word{number}" for number in range(900))
    rows = [row(str(number), f"text {number}") for number in range(60)] + [row("tall", tall), row("last", "end")]
    for page_format in (A4_LANDSCAPE, A4_PORTRAIT, A3_LANDSCAPE):
        room = Box(
            12.0, 30.0, page_format.width / page_format.zoom - 24.0, page_format.height / page_format.zoom - 60.0
        )
        parts = split(Contents(columns, rows, "intro", "note"), room)
        assert len(parts) > 1
        assert parts[0].intro == "intro"
        assert parts[-1].note == "note"
        assert [part.intro for part in parts[1:]] == [""] * (len(parts) - 1)
        words = [word for part in parts for one in part.rows for word in one.cells[1].text.split()]
        assert words == [word for one in rows for word in one.cells[1].text.split()]


def test_short_tables_are_printed_larger():
    columns = [Column("One", 1.0)]
    (part,) = split(Contents(columns, [row("a")]), Box(0.0, 0.0, 200.0, 100.0))
    assert part.size > 1.0
    assert replace(part, size=1.0).rows == part.rows


def test_computed_words_are_there_for_every_key():
    """Words whose keys are put together in the code: one for each of the facts."""
    expected = {
        *(f"light_{light}" for light in LIGHTS),
        *(f"monitor_reason_{reason}" for reason in REASONS),
        *(f"monitor_note_{note}" for note in SERIES_NOTES),
        *(f"monitor_pace_{heads}" for heads in (TOWARDS, AWAY, TOO_SLOW, "none")),
        *(f"monitor_{late}" for late in LATENESS),
        *(f"orphan_{kind}{ending}" for kind in ORPHAN_KINDS for ending in ("", "_do")),
        *(f"portfolio_reason_{reason}" for reason in CHOICE_REASONS),
        *(f"portfolio_unit_{gain}" for gain in GAINS),
        *(f"portfolio_method_{method}" for method in METHODS),
    }
    known = {
        key
        for key in read_texts()
        if re.match(r"(light|orphan|monitor_(reason|note|pace|starts|ends)|portfolio_(reason|unit|method))_", key)
    }
    own = {
        "orphan_title",
        "orphan_intro",
        "orphan_nothing",
        "orphan_note",
        "orphan_kind",
        "orphan_count",
        "orphan_which",
    }
    assert known - own == expected


def test_a_goal_with_many_quantities_is_drawn_on_every_paper(context, pages):
    """Four charts below each other had no height left on upright paper, and the atlas could not be exported."""
    page = pages["monitor:Z2.3"]
    item = next(one for one in monitor.monitoring(context.study, CATALOGUE) if one.goal_id == "Z2.3")
    many = replace(item, series=item.series * 5, measures=item.measures * 12)
    drawn = replace(page, draw=lambda sheet, number: monitor._draw(context, many, sheet, number))
    for page_format in (A4_LANDSCAPE, A4_PORTRAIT):
        text = words_of(context, drawn, page_format)
        assert text.count("Neu gepflanzte Bäume (gezählt) Leistung") >= 2, "the table of quantities gives way to none"
        assert "weitere, siehe Studie" in text, "what did not fit is counted"
        assert "Gezeichnet sind nur die ersten 4 Messgrößen" in text


def test_room_is_shared_fairly():
    assert monitor._shares([20.0, 100.0], 60.0) == [20.0, 40.0]
    assert monitor._shares([100.0, 20.0], 60.0) == [40.0, 20.0]
    assert monitor._shares([10.0, 20.0], 60.0) == [10.0, 20.0]


def test_long_titles_go_on_on_the_next_page_of_the_schedule(context):
    content = context.grid.content
    dated = [item for item in context.facts.measures if item.start_year is not None][:8]
    long = [replace(item, title=item.title + 3 * LONG) for item in dated]
    assert measures._fitting(context, dated, content) == 8
    count = measures._fitting(context, long, content)
    assert 0 < count < 8
    assert measures._fitting(context, long, content._replace(height=20.0)) == 1


def test_evidence_of_the_municipality_is_printed_without_the_words_of_the_register(context, pages):
    for name in ("funding", "funding:2"):
        text = words_of(context, pages[name])
        assert "measure:" not in text
        assert "run:" not in text
    assert "Nachweis: MOB-01, GRU-01, DIG-01" in text


def test_words_break_at_soft_hyphens_only_where_they_must():
    word, style = "davon zuwendungs\u00adfähig", theme.BODY
    assert wrap(word, style, 200.0) == ["davon zuwendungsfähig"]
    narrow = width("zuwendungs-", style) + 0.1
    assert wrap(word, style, narrow) == ["davon", "zuwendungs-", "fähig"]


def test_a_measure_that_only_takes_away_is_named_too(context, study):
    rows = scenario_summary(study, "S1")
    one = rows[(rows["mode"] == "alone") & (rows["served"] > 0)].iloc[[0]].assign(served=0.0, lost=1234.0)
    told = scenario._by_measure(context, one, {})
    assert len(told) == 1
    assert any("1.234" in cell.text for cell in told[0].cells)
