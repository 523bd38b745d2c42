# SPDX-License-Identifier: GPL-2.0-or-later
"""Weights from pairwise comparisons, and the variants of a scheme, through Processing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from qgis.core import QgsProcessingException, QgsProcessingFeedback

from smartcity_plugin.model.scheme import Combination, Normalisation, Weighting
from smartcity_plugin.study.assessment import scheme_of
from smartcity_plugin.study.own_indicators import catalogue_of
from smartcity_plugin.study.study import Study

pytestmark = pytest.mark.usefixtures("smartcity_provider")

EXAMPLE = ["x", "a", "b", "3", "x", "a", "c", "5", "x", "b", "c", "3"]


class Log(QgsProcessingFeedback):
    """Keeps what is told."""

    def __init__(self):
        super().__init__(False)
        self.told, self.warned = [], []

    def pushInfo(self, info):
        self.told.append(info)

    def pushWarning(self, warning):
        self.warned.append(warning)


def run(name, log=None, **parameters):
    import processing

    return processing.run(f"smartcity:{name}", parameters, feedback=log)


def rows_of(layer) -> list[dict]:
    names = [field.name() for field in layer.fields()]
    return [dict(zip(names, feature.attributes())) for feature in layer.getFeatures()]


class TestPairwiseComparison:
    def test_worked_example(self):
        log = Log()
        found = run("ahpweights", log, JUDGEMENTS=EXAMPLE, OUTPUT="memory:")
        weights = {row["member"]: row["weight"] for row in rows_of(found["OUTPUT"])}
        assert weights == pytest.approx({"a": 0.636986, "b": 0.258285, "c": 0.104729}, abs=5e-7)
        assert found["CONSISTENCY_RATIO"] == pytest.approx(0.033199, abs=5e-7)
        assert found["LAMBDA_MAX"] == pytest.approx(3.038511, abs=5e-7)
        assert log.warned == []
        assert any("63" in line for line in log.told)

    def test_contradictions_are_told_not_refused(self):
        log = Log()
        judgements = ["x", "green", "housing", "9", "x", "housing", "social", "9", "x", "social", "green", "9"]
        found = run("ahpweights", log, JUDGEMENTS=judgements, OUTPUT="memory:")
        assert found["CONSISTENCY_RATIO"] == pytest.approx(6.130, abs=5e-4)
        assert found["WORST_PAIR"] == "green – housing"
        assert found["CONSISTENT_TIMES"] == pytest.approx(1)
        (warning,) = log.warned
        assert "“Green and open space”" in warning or "„Grün" in warning

    @pytest.mark.parametrize(
        ("judgements", "word"),
        [(["x", "a", "b", "ten"], "ten"), (["x", "a", "b", "10"], "1/9"), (EXAMPLE[:8], "b – c")],
    )
    def test_what_is_wrong_is_told(self, judgements, word):
        with pytest.raises(QgsProcessingException, match=word):
            run("ahpweights", JUDGEMENTS=judgements, OUTPUT="memory:")

    def test_the_weights_are_stored_in_a_node(self, jena_study_copy, catalogue):
        run("copyscheme", STUDY=str(jena_study_copy), TITLE="Klima zuerst")
        with Study.open(jena_study_copy) as study:
            before = scheme_of(study, catalogue_of(study), "klima_zuerst")
        keys = [group.key for group in before.groups]
        judgements = [
            text
            for number, one in enumerate(keys)
            for other in keys[number + 1 :]
            for text in ("Ada", one, other, "2" if number == 0 else "1")
        ]
        common = {"JUDGEMENTS": judgements, "SCHEME": "klima_zuerst", "OUTPUT": "memory:"}
        with pytest.raises(QgsProcessingException):
            run("ahpweights", NODE="index", **common)
        run("ahpweights", STUDY=str(jena_study_copy), NODE="index", **common)
        with Study.open(jena_study_copy) as study:
            after = scheme_of(study, catalogue_of(study), "klima_zuerst")
        assert after.weights.method is Weighting.AHP
        assert len(after.weights.judgements["Ada"]) == len(keys) * (len(keys) - 1) / 2
        assert replace(after, weights=before.weights) == before
        with pytest.raises(QgsProcessingException, match="nowhere"):
            run("ahpweights", STUDY=str(jena_study_copy), NODE="nowhere", **common)

    def test_without_a_node_nothing_is_stored(self, jena_study_copy):
        before = jena_study_copy.read_bytes()
        run("ahpweights", JUDGEMENTS=EXAMPLE, STUDY=str(jena_study_copy), OUTPUT="memory:")
        assert jena_study_copy.read_bytes() == before


class TestVariants:
    @pytest.fixture(scope="class")
    def found(self, jena_study_path):
        log = Log()
        layer = run("comparevariants", log, STUDY=str(jena_study_path), OUTPUT="memory:")["OUTPUT"]
        return {row["variant"]: row for row in rows_of(layer)}, log

    def test_all_variants_are_there(self, found):
        rows, _ = found
        assert len(rows) == 12
        assert {"weights_entropy", "weights_pca", "weights_benefit_of_the_doubt", "weights_own_best"} <= set(rows)
        for row in rows.values():
            assert row["places"] + row["unknown"] == rows["own"]["places"] >= 25
            assert -1 <= row["rho"] <= 1
            assert row["title"]

    def test_the_scheme_itself_does_not_differ(self, found):
        own = found[0]["own"]
        assert (own["class_changes"], own["mean_shift"], own["unknown"]) == (0, 0, 0)
        assert own["rho"] == pytest.approx(1)
        assert not own["mover"]

    def test_data_weights_say_that_they_are_for_comparison(self, found):
        rows, log = found
        for key, row in rows.items():
            is_of_data = key.startswith("weights_")
            assert (("comparison" in row["note"]) or ("Vergleich" in row["note"])) is is_of_data
        assert len(log.told) >= len(rows)

    @pytest.mark.parametrize(
        ("key", "changes"),
        [
            ("combination_linear", {"between": Combination.LINEAR}),
            ("normalisation_rank", {"normalisation": Normalisation.RANK}),
        ],
    )
    def test_a_variant_is_what_a_scheme_of_its_own_would_be(self, found, jena_study_copy, key, changes):
        with Study.open(jena_study_copy, update=True) as study:
            scheme = scheme_of(study, catalogue_of(study))
            study.save_scheme(replace(scheme, id="other", title="Other", **changes))
        other = run("compareschemes", STUDY=str(jena_study_copy), SECOND="other", OUTPUT="memory:")
        row = found[0][key]
        assert row["rho"] == pytest.approx(other["CORRELATION"], abs=1e-9)
        assert row["class_changes"] == other["CLASS_CHANGES"]
        places = {line["place_id"]: line for line in rows_of(other["OUTPUT"])}
        mover = places[row["mover_id"]]
        assert (mover["rank_first"], mover["rank_second"]) == (row["mover_rank_own"], row["mover_rank"])
        assert abs(mover["shift"]) == max(abs(line["shift"]) for line in places.values() if line["shift"] is not None)
        assert mover["name"] == row["mover"]

    def test_cells(self, jena_study_path):
        layer = run("comparevariants", STUDY=str(jena_study_path), PLACES=1, OUTPUT="memory:")["OUTPUT"]
        rows = {row["variant"]: row for row in rows_of(layer)}
        assert rows["own"]["places"] > 1000
        for row in rows.values():
            assert row["places"] + row["unknown"] == rows["own"]["places"]

    def test_nothing_is_stored(self, jena_study_copy):
        before = jena_study_copy.read_bytes()
        run("comparevariants", STUDY=str(jena_study_copy), OUTPUT="memory:")
        assert jena_study_copy.read_bytes() == before

    def test_it_can_be_cancelled(self, jena_study_path):
        log = Log()
        log.cancel()
        with pytest.raises(QgsProcessingException):
            run("comparevariants", log, STUDY=str(jena_study_path), OUTPUT="memory:")

    def test_an_unknown_scheme_is_told(self, jena_study_path):
        with pytest.raises(QgsProcessingException, match="nowhere"):
            run("comparevariants", STUDY=str(jena_study_path), SCHEME="nowhere", OUTPUT="memory:")
