# SPDX-License-Identifier: GPL-2.0-or-later
"""The robustness of priorities from the toolbox, on the demo study."""

from __future__ import annotations

import pytest
from qgis import processing
from qgis.core import QgsProcessingException, QgsProcessingFeedback

from smartcity_plugin.engine.composite.variants import FACTORS
from smartcity_plugin.processing.algorithms import robustness as algorithm
from smartcity_plugin.study.overlay_tables import CELLS, ROBUSTNESS, SENSITIVITY
from smartcity_plugin.study.robustness import stored
from smartcity_plugin.study.study import Study

pytestmark = pytest.mark.usefixtures("smartcity_provider")


class Feedback(QgsProcessingFeedback):
    """Remembers what was told; cancels when the progress reaches a limit."""

    def __init__(self, limit: float = 1000.0) -> None:
        super().__init__(False)
        self.told, self.warned, self._limit = [], [], limit
        self.progressChanged.connect(lambda progress: self.cancel() if progress >= self._limit else None)

    def pushInfo(self, info) -> None:
        self.told.append(info)

    def pushWarning(self, warning) -> None:
        self.warned.append(warning)


def run(path, feedback=None, **parameters):
    return processing.run("smartcity:testrobustness", {"STUDY": str(path), **parameters}, feedback=feedback)


def test_the_choices_are_those_of_the_engine():
    assert tuple(algorithm.FACTOR_KEYS) == FACTORS
    assert len(algorithm.TestRobustness._factor_labels()) == len(FACTORS)


def test_units_and_cells_of_jena(jena_study_copy):
    feedback = Feedback()
    units = run(jena_study_copy, feedback, RUNS=60, SEED=3)
    cells = run(jena_study_copy, RUNS=60, SEED=3, PLACES=1)
    with Study.open(jena_study_copy) as study:
        level = study.settings.unit_level
        of_units = study.product(ROBUSTNESS, scheme_id="standard", place_kind=level).frame
        of_cells = study.product(ROBUSTNESS, scheme_id="standard", place_kind=CELLS).frame
        shares = study.product(SENSITIVITY, scheme_id="standard", place_kind=level).frame
        found = stored(study, "standard", level)
    assert units["PLACES_TESTED"] == of_units["rank"].notna().sum()
    assert cells["PLACES_TESTED"] == of_cells["rank"].notna().sum() > 1000
    assert units["ROBUST"] == (of_units["state"] == "robust").sum()
    assert units["SCHEME"] == "standard"
    assert (found.plan.runs, found.plan.seed) == (60, 3)
    known = of_units[of_units["rank"].notna()]
    assert (known["rank_best"] <= known["rank_low"]).all()
    assert (known["rank_low"] <= known["rank_median"]).all()
    assert (known["rank_high"] <= known["rank_worst"]).all()
    assert set(shares["factor"]) <= set(FACTORS)
    assert units["SENTENCE"] in feedback.told
    assert "60" in units["SENTENCE"]
    assert any(known.sort_values("rank")["name"].iloc[0] in line for line in feedback.told)


def test_given_spreads_and_choices_take_the_place_of_the_plan(jena_study_copy):
    run(jena_study_copy, RUNS=20, FACTORS=[0, 3], WEIGHT_SPREAD=50, THRESHOLD_SPREAD=5, TOP_SHARE=10)
    with Study.open(jena_study_copy) as study:
        found = stored(study, "standard", study.settings.unit_level)
    assert found.varied == ("weights", "thresholds")
    assert (found.plan.weight_spread, found.plan.threshold_spread) == (0.5, 0.05)
    assert found.summary["top_count"] == round(0.1 * found.summary["places"])


def test_nothing_to_vary_is_one_sentence(jena_study_copy):
    with pytest.raises(QgsProcessingException, match=r"variier|vary"):
        run(jena_study_copy, FACTORS=[0], WEIGHT_SPREAD=0)


@pytest.mark.parametrize("limit", [5.0, 60.0])
def test_cancel_leaves_the_study_as_it_was(jena_study_copy, limit):
    with Study.open(jena_study_copy) as study:
        before = set(study.runs())
    with pytest.raises(QgsProcessingException):
        run(jena_study_copy, Feedback(limit), RUNS=500)
    with Study.open(jena_study_copy) as study:
        assert set(study.runs()) == before
        assert study.product(ROBUSTNESS).frame.empty
