# SPDX-License-Identifier: GPL-2.0-or-later
"""The corporate design in the study file."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartcity_plugin.catalogue.themes import standard_theme, theme_content
from smartcity_plugin.model.design import LOGO, MAP, PAGE, THEME, DesignPart
from smartcity_plugin.model.problem import SmartCityError
from smartcity_plugin.study.study import DRAFT, Study

OLDER = Path(__file__).resolve().parents[1] / "fixtures" / "studies" / "schema4.gpkg"


@pytest.fixture
def study(build, tmp_path):
    with build.study(tmp_path / "study.gpkg") as study:
        yield study


def test_a_new_study_has_the_plugins_design(study):
    assert study.theme() == standard_theme()
    assert study.design_part(LOGO) is None
    assert study.design_parts(PAGE) == []
    assert study.settings.state == DRAFT


def test_parts_are_kept_by_kind_and_key(study):
    parts = [
        DesignPart(PAGE, "unit.a4_portrait", "b.qpt", b"2"),
        DesignPart(PAGE, "indicator.a4_portrait", "a.qpt", b"1"),
        DesignPart(MAP, "gre_share", "", b"{}"),
    ]
    for part in parts:
        study.save_design_part(part)
    assert study.design_parts(PAGE) == [parts[1], parts[0]]
    study.save_design_part(replace(parts[0], content=b"3"))
    assert study.design_part(PAGE, "unit.a4_portrait").content == b"3"
    study.remove_design_part(PAGE, "unit.a4_portrait")
    assert study.design_parts(PAGE) == [parts[1]]
    assert study.design_part(MAP, "gre_share") == parts[2]


def test_the_towns_theme_is_used(study):
    town = replace(standard_theme(), margin=20.0)
    study.save_design_part(DesignPart(THEME, "", "town.yaml", theme_content(town)))
    with Study.open(study.path) as again:
        assert again.theme() == town


def test_a_theme_that_cannot_be_read_is_told(study):
    study.save_design_part(DesignPart(THEME, "", "town.yaml", b"margin: 12"))
    with pytest.raises(SmartCityError) as caught:
        study.theme()
    assert caught.value.problem.key == "theme_unreadable"
    assert "town.yaml" in caught.value.problem.values["detail"]


def test_an_older_file_opened_for_reading_has_none(tmp_path):
    path = Path(shutil.copy(OLDER, tmp_path / "older.gpkg"))
    with Study.open(path) as study:
        assert study.theme() == standard_theme()
        assert study.design_parts(PAGE) == []
    with Study.open(path, update=True) as study:
        study.save_design_part(DesignPart(LOGO, "", "logo.svg", b"<svg/>"))
        assert study.design_part(LOGO).content == b"<svg/>"


@given(content=st.binary(max_size=300), name=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20))
def test_bytes_come_back_as_they_were(shared_study, content, name):
    part = DesignPart(LOGO, "", name, content)
    shared_study.save_design_part(part)
    assert shared_study.design_part(LOGO) == part


@pytest.fixture(scope="module")
def shared_study(build, tmp_path_factory):
    with build.study(tmp_path_factory.mktemp("design") / "study.gpkg") as study:
        yield study
