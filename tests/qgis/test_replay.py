# SPDX-License-Identifier: GPL-2.0-or-later
"""The commands of the annex repeat the runs: the same parameters, the same numbers."""

from __future__ import annotations

import shlex
import shutil

import pandas as pd
import processing
import pytest

from smartcity_plugin.report.replay import algorithm_of, command_of
from smartcity_plugin.study.overlay_tables import BURDEN, CLUSTERS, FOCUS_AREAS, INTERACTIONS, JUSTICE, ROBUSTNESS
from smartcity_plugin.study.own_indicators import catalogue_of
from smartcity_plugin.study.study import Study

PRODUCTS = {
    "hot_spots": CLUSTERS,
    "focus_areas": FOCUS_AREAS,
    "conflicts_synergies": INTERACTIONS,
    "justice": JUSTICE,
    "multi_burden": BURDEN,
    "test_robustness": ROBUSTNESS,
}

CHOICES = {
    "testrobustness": {"PLACES": 0, "FACTORS": [0, 3], "RUNS": 40, "SEED": 7, "TOP_SHARE": 30, "WEIGHT_SPREAD": 12.5},
    "hotspots": {"NEIGHBOURHOOD": 1, "DISTANCE": 180, "FALSE_DISCOVERY": False, "PERMUTATIONS": 99, "SEED": 5},
    "focusareas": {"NEED": 55, "CELLS": 3, "PERSONS": 120, "HOLES": 500},
    "conflictssynergies": {"PLACES": "units", "MINIMUM": 0.2},
    "justice": {"PLACES": "units", "INDICATORS": ["gre_access_300m_share", "mob_pt_access_share"]},
    "multiburden": {
        "PLACES": "units",
        "RULE": "quartile",
        "INDICATORS": ["gre_access_300m_share", "mob_pt_access_share"],
        "INHERIT": True,
        "BY_PEOPLE": True,
    },
}
"""None of them the usual ones, so that a parameter that is lost on the way shows."""


@pytest.fixture(scope="module")
def study_path(jena_study_path, tmp_path_factory):
    """The demo study with every kind of run, made with unusual choices."""
    path = tmp_path_factory.mktemp("replay") / "jena.gpkg"
    shutil.copy(jena_study_path, path)
    for name, chosen in CHOICES.items():
        processing.run(f"smartcity:{name}", {"STUDY": str(path), **chosen})
    return path


def commands(path):
    """Return kind and command of the runs of a study, the latest of each kind."""
    with Study.open(path) as study:
        shipped = [item.id for item in catalogue_of(study).indicators.values() if not item.is_own]
        runs = {(run.kind, run.parameters.get("place_kind")): run for run in study.runs().values()}
        return {key: (algorithm_of(run), command_of(run, "study.gpkg", shipped)) for key, run in runs.items()}


def parameters_of(command: str, path) -> dict:
    """Return the parameters as QGIS reads them off the command line; a name that is repeated makes a list."""
    words = shlex.split(command)
    assert words[:2] == ["qgis_process", "run"]
    assert words[3] == "--"
    found: dict = {}
    for word in words[4:]:
        name, _, text = word.partition("=")
        found.setdefault(name, []).append(text)
    assert found.pop("STUDY") == ["study.gpkg"]
    return {"STUDY": str(path), **{name: texts if len(texts) > 1 else texts[0] for name, texts in found.items()}}


def numbers(path, kind: str) -> pd.DataFrame:
    """Return what runs of a kind have stored, without what tells runs apart."""
    with Study.open(path) as study:
        if kind == "compute_indicators":
            table = study.values()
        elif kind == "assess_needs":
            table = study.needs()
        else:
            table = study.product(PRODUCTS[kind]).frame
    table = table.drop(columns=[name for name in ("run_id", "fid", "curve") if name in table])
    return table.sort_values(list(table.columns[:4])).reset_index(drop=True)


@pytest.mark.parametrize("kind", ["compute_indicators", "assess_needs", *PRODUCTS])
def test_the_command_of_a_run_makes_the_same_numbers_again(smartcity_provider, study_path, kind):
    before = numbers(study_path, kind)
    assert len(before)
    chosen = [entry for (one, _), entry in commands(study_path).items() if one == kind]
    assert chosen
    for algorithm, command in chosen:
        assert command.split()[2] == algorithm
        processing.run(algorithm, parameters_of(command, study_path))
    pd.testing.assert_frame_equal(numbers(study_path, kind), before, check_like=True)
