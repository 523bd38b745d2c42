# SPDX-License-Identifier: GPL-2.0-or-later
"""Figures for documents: right size, described in words, gone afterwards."""

from __future__ import annotations

import shutil

import pytest
from osgeo import gdal
from qgis.PyQt.QtGui import QImage

from smartcity_plugin.cartography import theme
from smartcity_plugin.cartography.figures import Figures
from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.model.problem import SmartCityError
from smartcity_plugin.study.study import Study


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_kind_of_figure(jena_study_path, language, capfd):
    with Study.open(jena_study_path) as study, Figures(study, load_catalogue(), language) as figures:
        drawn = [
            figures.indicator_map("hou_vacancy_rate"),
            figures.need_map(),
            figures.need_map("mobility"),
            figures.overview_map(),
            figures.measures_map(),
            figures.ranking("gre_public_per_capita"),
        ]
        for figure in drawn:
            image = QImage(str(figure.path))
            assert image.width() == pytest.approx(figure.width_mm / 25.4 * theme.DPI, abs=2)
            assert image.height() == pytest.approx(figure.height_mm / 25.4 * theme.DPI, abs=2)
            assert image.dotsPerMeterX() == pytest.approx(theme.DPI / 0.0254, rel=0.01)
            assert figure.width_mm == theme.FIGURE_WIDTH
            assert len(figure.alt_text) > 40
            assert "{" not in figure.alt_text
            assert (
                "OpenStreetMap" in figure.source_line
                or "Zensus" in figure.source_line
                or "census" in figure.source_line
            )
            colours = {image.pixelColor(x, y).name() for x in range(0, image.width(), 40) for y in range(0, 900, 40)}
            assert len(colours) > 8, figure.path.name
        assert figures.need_map() is drawn[1], "drawn once"
    assert not any(figure.path.exists() for figure in drawn)
    assert "ERROR" not in capfd.readouterr().err


def test_descriptions_name_the_extremes(jena_study_path):
    with Study.open(jena_study_path) as study, Figures(study, load_catalogue(), "de") as figures:
        text = figures.indicator_map("hou_vacancy_rate").alt_text
    assert "29 von 30 Planungseinheiten" in text
    assert "8,1\u00a0% (Vierzehnheiligen)" in text


def test_what_cannot_be_drawn_is_said_so(jena_study_path, tmp_path):
    path = tmp_path / "empty.gpkg"
    shutil.copy(jena_study_path, path)
    dataset = gdal.OpenEx(str(path), gdal.OF_VECTOR | gdal.OF_UPDATE)
    for statement in ("DELETE FROM needs", "UPDATE measures SET unit_ids = NULL, geom = NULL"):
        dataset.ExecuteSQL(statement)
    del dataset
    with Study.open(path) as study, Figures(study, load_catalogue(), "de") as figures:
        assert figures.measures_map() is None
        for draw, key in (
            (lambda: figures.need_map(), "no_needs"),
            (lambda: figures.indicator_map("soc_gp_access_share"), "no_results"),
            (lambda: figures.indicator_map("nonsense"), "indicator_unknown"),
        ):
            with pytest.raises(SmartCityError) as caught:
                draw()
            assert caught.value.problem.key == key


def test_figures_outside_a_with_block_are_refused(jena_study_path):
    with Study.open(jena_study_path) as study, pytest.raises(RuntimeError):
        Figures(study, load_catalogue(), "de").need_map()
