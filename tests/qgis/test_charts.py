# SPDX-License-Identifier: GPL-2.0-or-later
"""Charts of distribution and of burdens: nothing is cut or covered, both languages, three formats."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from PIL import Image

from smartcity_plugin.cartography import charts, theme
from smartcity_plugin.cartography.chart_files import StudyCharts, draw_all
from smartcity_plugin.cartography.facts import Facts
from smartcity_plugin.cartography.figures import Figures
from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.catalogue.products import load_products
from smartcity_plugin.model.problem import SmartCityError
from smartcity_plugin.study.burden import BurdenPlan, find_and_save
from smartcity_plugin.study.justice import JusticePlan, measure_and_save
from smartcity_plugin.study.study import Study

from .drawn_texts import assert_all_inside, assert_none_covered, boxes

LANGUAGES = ("de", "en")
BURDENS = ("gre_local_supply", "gre_district_supply", "gre_playground_access_share", "mob_pt_access_share")
CATALOGUE = load_catalogue()
LONG = charts.Heading(
    "Anteil der Bevölkerung mit öffentlichem Grün von mindestens einem halben Hektar in höchstens 300 Metern: "
    "wie gleich verteilt?",
    "Jena, Stichtag 09.05.2011 · 105.680 Menschen in 1.457 bewohnten Zellen; ohne Angabe: 100 Menschen",
    "Quelle: Statistische Ämter des Bundes und der Länder, Zensus 2011 (dl-de/by-2-0), verändert; " * 3,
)
TICKS = ["0 %", "25 %", "50 %", "75 %", "100 %"]


@pytest.fixture(scope="module")
def measured(jena_study_path, tmp_path_factory):
    """The demo study with burdens and measures of distribution."""
    import shutil

    path = shutil.copy(jena_study_path, tmp_path_factory.mktemp("charts") / "jena.gpkg")
    with Study.open(path, update=True) as study:
        find_and_save(study, CATALOGUE, BurdenPlan(indicators=BURDENS, social=""))
        # The demo knows no social statistics: vacancy stands for it, so that every chart is drawn.
        measure_and_save(study, CATALOGUE, JusticePlan(social="hou_vacancy_rate", limit=10.0))
    return path


@pytest.fixture(params=LANGUAGES)
def drawn(request, measured):
    with Study.open(measured) as study:
        yield StudyCharts.read(study, Facts(study, CATALOGUE, request.param))


def test_no_text_of_any_chart_is_cut_or_covered(drawn):
    assert len(drawn.indicators) > 8
    longest = max(drawn.indicators, key=lambda item: len(item.title.de))
    few = [CATALOGUE.indicators[name] for name in ("gre_local_supply", "gre_public_per_capita")]
    for indicator in {item.id: item for item in (longest, *few)}.values():
        for chart in (drawn.lorenz(indicator), drawn.concentration(indicator), drawn.groups(indicator)):
            assert chart is not None, indicator.id
            assert_all_inside(chart)
            assert_none_covered(chart)
    assert_all_inside(drawn.burdens())
    assert_none_covered(drawn.burdens())


def test_charts_for_documents_leave_title_and_source_to_them(drawn):
    plain = dataclasses.replace(drawn, is_plain=True)
    indicator = drawn.indicators[0]
    texts = [text for text, _ in boxes(plain.lorenz(indicator))]
    assert not any("Zensus" in text or "?" in text for text in texts)
    assert_all_inside(plain.lorenz(indicator))


def test_charts_tell_the_stored_numbers(measured):
    with Study.open(measured) as study:
        drawn = StudyCharts.read(study, Facts(study, CATALOGUE, "de"))
        indicator = CATALOGUE.indicators["gre_local_supply"]
        rows = drawn.justice[drawn.justice["indicator_id"] == indicator.id].set_index("measure")
        texts = [text for text, _ in boxes(drawn.lorenz(indicator))]
        assert f"{rows.loc['gini', 'value']:.2f}".replace(".", ",") in texts
        assert any("m²/EW" in text for text in texts)
        bars = [text for text, _ in boxes(drawn.burdens())]
    assert [text for text in bars if text in "01234"] == list("01234")
    assert "five" not in " ".join(bars)
    assert drawn.burden_alt().startswith("Säulen: Menschen in Jena nach Zahl hoher Belastungen am Wohnort: 0: ")
    assert "Gini 0," in drawn.lorenz_alt(indicator)


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_files_of_every_format(measured, tmp_path, kind):
    with Study.open(measured) as study:
        files = draw_all(study, CATALOGUE, tmp_path / "new", "de", kind, ["gre_local_supply"])
    assert [path.name for path in files] == [
        f"gre_local_supply_{name}.{kind}" for name in ("lorenz", "concentration", "groups")
    ]
    start = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}[kind]
    assert all(path.read_bytes().startswith(start) for path in files)
    if kind == "png":
        with Image.open(files[0]) as image:
            assert image.size[0] == pytest.approx(theme.FIGURE_WIDTH / 25.4 * 300, abs=2)
            colours = np.asarray(image.convert("RGB")).reshape(-1, 3)
            assert len(np.unique(colours, axis=0)) > 20  # something is drawn


def test_the_same_chart_gives_the_same_file(measured, tmp_path):
    with Study.open(measured) as study:
        for kind in ("svg", "pdf"):
            one, other = (
                draw_all(study, CATALOGUE, tmp_path / name, "de", kind, ["gre_local_supply"])[0] for name in "ab"
            )
            assert one.read_bytes() == other.read_bytes()


def test_what_is_not_there_cannot_be_drawn(jena_study_path, measured, tmp_path):
    with Study.open(jena_study_path) as study, pytest.raises(SmartCityError) as caught:
        draw_all(study, CATALOGUE, tmp_path, "de")
    assert caught.value.problem.key == "justice_not_computed"
    with Study.open(measured) as study:
        for name, key in (("cli_air_no2", "justice_not_measured"), ("nonsense", "indicator_unknown")):
            with pytest.raises(SmartCityError) as caught:
                draw_all(study, CATALOGUE, tmp_path, "de", indicators=[name])
            assert caught.value.problem.key == key


def test_a_file_that_cannot_be_written_is_told(tmp_path):
    chart = charts.bar_chart(LONG, [charts.Bar("0", 5.0, "5", "#ffffcc")], "x")
    with pytest.raises(SmartCityError) as caught:
        charts.save(chart, tmp_path / "missing" / "x.png")
    assert caught.value.problem.key == "export_failed"


def test_long_texts_and_extreme_curves_fit():
    figures = [charts.KeyFigure("Gini", "0,99", "0 alle gleich, nahe 1 wenige fast alles")] + [
        charts.KeyFigure("Oberstes Zehntel im Mittel", "1.234.567,8 m²/EW") for _ in range(3)
    ]
    titles = ("Bevölkerung, von den am wenigsten zu den am stärksten benachteiligten Gebieten", "Anteil")
    remark = "Die untere Hälfte der\nBevölkerung hat 12,3 %"
    for good in ([0, 0, 0, 1], [0, 0.5, 0.9, 1], [0, 0.34, 0.67, 1]):
        curve = (np.array([0, 0.5, 0.9, 1]), np.array(good, dtype=float))
        chart = charts.curve_chart(LONG, curve, titles, "alle haben gleich viel", figures, TICKS, "#009E73", remark)
        assert_all_inside(chart)
        assert_none_covered(chart)


@pytest.mark.parametrize("values", [(50.0, 50.0, 50.0), (0.0, 0.0, 9.0), (1e6, 2e6, 1e5)])
def test_groups_of_equal_and_far_values_fit(values):
    groups = [(f"Menschen in benachteiligten Gebieten {n}", value, f"{value:.0f}") for n, value in enumerate(values)]
    chart = charts.group_chart(LONG, groups, "Mittel am Wohnort", "Mehr ist besser", "#0072B2")
    assert_all_inside(chart)
    assert_none_covered(chart)


def test_unknown_people_have_a_hatched_column():
    bars = [
        charts.Bar("0", 900.0, "900\n90 %", "#ffffcc"),
        charts.Bar("nicht\nbekannt", 100.0, "100\n10 %", "", unknown=True),
    ]
    chart = charts.bar_chart(LONG, bars, "Zahl hoher Belastungen")
    hatches = [patch.get_hatch() for patch in chart.axes[0].patches]
    assert hatches == [None, "////"]
    assert_all_inside(chart)


def test_figures_of_documents(measured):
    with Study.open(measured) as study, Figures(study, CATALOGUE, "en") as figures:
        lorenz, burdens = figures.lorenz("gre_local_supply"), figures.burdens()
        assert lorenz.path.exists()
        assert burdens.path.exists()
        assert lorenz.width_mm == pytest.approx(theme.FIGURE_WIDTH)
        assert lorenz.alt_text.startswith("Lorenz curve of “Local green space supply” in Jena: Gini 0.")
        assert "Zensus" in lorenz.source_line
        assert figures.lorenz("gre_local_supply") is lorenz
        assert figures.lorenz("soc_child_share") is None


@pytest.mark.parametrize("key", ["burden", "burden_social"])
def test_maps_of_products_for_documents(measured, key):
    with Study.open(measured) as study, Figures(study, CATALOGUE, "de") as figures:
        found = figures.product_map(key, place_kind="cells")
        assert found.path.exists()
        title = load_products()[key].title.de
        assert found.alt_text.startswith(f"Karte „{title}“ von Jena: ")
        assert figures.product_map(key, place_kind="district") is None
        with Image.open(found.path) as image:
            assert len(np.unique(np.asarray(image.convert("RGB")).reshape(-1, 3), axis=0)) > 50


def test_figures_without_measures(jena_study_path):
    with Study.open(jena_study_path) as study, Figures(study, CATALOGUE, "de") as figures:
        assert figures.lorenz("gre_local_supply") is None
        assert figures.burdens() is None


def test_without_matplotlib_documents_do_without_charts(measured, monkeypatch):
    from smartcity_plugin import capabilities
    from smartcity_plugin.model.problem import Problem

    monkeypatch.setattr(capabilities, "problem_with", lambda name: Problem("library_missing", values={"library": name}))
    with Study.open(measured) as study, Figures(study, CATALOGUE, "de") as figures:
        assert figures.lorenz("gre_local_supply") is None
        assert figures.burdens() is None
