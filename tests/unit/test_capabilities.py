# SPDX-License-Identifier: GPL-2.0-or-later
"""A library that is missing or does not fit is told in a sentence; it never breaks anything else."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest

from smartcity_plugin import capabilities, paths


@pytest.fixture(autouse=True)
def _forget():
    capabilities.problem_with.cache_clear()
    yield
    capabilities.problem_with.cache_clear()


@pytest.fixture
def pretend(monkeypatch):
    """Return a function that puts a module (None: not installed) in place of a library."""

    def run(name: str, module):
        monkeypatch.setitem(sys.modules, name, module)

    return run


def told(library: str, catalogue) -> str:
    problem = capabilities.problem_with(library)
    assert problem is not None
    for language in ("de", "en"):
        assert library in catalogue.sentence(problem, language)
    return problem.key


def test_here_everything_is_sound():
    assert capabilities.problems() == []


@pytest.mark.parametrize("library", capabilities.ENGINE + capabilities.DOCUMENT)
def test_a_missing_library(pretend, catalogue, library):
    pretend(library, None)
    pretend(f"{library}.stats", None)
    assert told(library, catalogue) == "library_missing"
    assert library in {problem.values["library"] for problem in capabilities.problems((library,))}


def test_a_shapely_of_the_first_generation(pretend, catalogue):
    pretend("shapely", ModuleType("shapely"))
    assert told("shapely", catalogue) == "library_badly_bound"


class BadlyBound(ModuleType):
    """What a wheel does whose GEOS lost the symbol lookup against that of QGIS."""

    union_all = Point = staticmethod(lambda *_: None)

    @staticmethod
    def to_wkb(_shape):
        raise RuntimeError("output dimension must be 2 or 3")


def test_a_shapely_on_the_wrong_geos(pretend, catalogue):
    pretend("shapely", BadlyBound("shapely"))
    assert told("shapely", catalogue) == "library_badly_bound"


def test_a_library_built_for_another_numpy(monkeypatch, catalogue):
    def fail(name):
        raise ValueError(f"numpy.dtype size changed: {name}")

    monkeypatch.setattr(capabilities.importlib, "import_module", fail)
    assert told("scipy", catalogue) == "library_badly_bound"


def test_a_document_library_that_is_too_old(pretend, catalogue):
    old = ModuleType("docx")
    old.__version__ = "0.8.11"
    pretend("docx", old)
    problem = capabilities.problem_with("docx")
    assert problem.key == "library_missing"
    assert "python-docx ≥ 1.1" in catalogue.sentence(problem, "de")


def test_looking_for_documents_leaves_the_search_path():
    before = list(sys.path)
    capabilities.problem_with("docx")
    assert sys.path == before


def test_resources_are_found_in_the_repository():
    for folder in (paths.CATALOGUE, paths.DEMO, paths.ICONS, paths.TRANSLATIONS):
        assert folder.is_dir(), folder
    assert paths.plugin_version().count(".") >= 1
