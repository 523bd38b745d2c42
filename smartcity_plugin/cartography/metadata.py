# SPDX-License-Identifier: GPL-2.0-or-later
"""What a layer says about itself: title, reading note, licence, attribution, how it was made."""

from __future__ import annotations

import json
from collections.abc import Iterable

from qgis.core import QgsLayerMetadata, QgsVectorLayer

from ..model.indicator import Indicator
from ..model.provenance import Passport
from .facts import Facts
from .wording import Wording


def describe_indicator(layer: QgsVectorLayer, indicator: Indicator, facts: Facts, words: Wording) -> None:
    """Describe an indicator layer: formula and limits, licences of its inputs, the run that made it."""
    inputs = facts.inputs(indicator)
    abstract = "\n\n".join(
        f"{words(key)}: {text.in_language(facts.language)}"
        for key, text in (("formula", indicator.formula), ("limits", indicator.limits))
    )
    metadata = _start(layer, indicator.title.in_language(facts.language), abstract, inputs, facts)
    metadata.setIdentifier(f"{facts.settings.study_id}:{indicator.id}")
    metadata.setKeywords({"sdg": list(indicator.sdg), "charta": list(indicator.charta), "sector": [indicator.sector]})
    run = facts.run(indicator.id)
    if run is not None:
        parameters = facts.status[indicator.id]["parameters"]
        history = [
            words("lineage_run", run=run.run_id, date=facts.date(run.started_at)),
            words("lineage_parameters", parameters=json.dumps(parameters, sort_keys=True)),
            words("lineage_versions", versions=json.dumps(run.versions, sort_keys=True)),
        ]
        history += [
            words("lineage_input", role=passport.role, title=passport.title, fingerprint=passport.fingerprint)
            for passport in inputs
        ]
        metadata.setHistory(history)
    layer.setMetadata(metadata)


def describe_inventory(layer: QgsVectorLayer, passport: Passport, facts: Facts, words: Wording) -> None:
    """Describe an inventory layer by its passport."""
    metadata = _start(layer, passport.title, passport.note or facts.role_title(passport.role), [passport], facts)
    metadata.setIdentifier(f"{facts.settings.study_id}:{passport.role}")
    metadata.setHistory(
        [
            words("lineage_import", date=facts.date(passport.imported_at), origin=passport.origin or "–"),
            words("lineage_input", role=passport.role, title=passport.title, fingerprint=passport.fingerprint),
        ]
    )
    layer.setMetadata(metadata)


def describe_other(layer: QgsVectorLayer, abstract: str, facts: Facts) -> None:
    """Describe a layer of the study itself."""
    layer.setMetadata(_start(layer, layer.name(), abstract, facts.passports.values(), facts))


def _start(
    layer: QgsVectorLayer, title: str, abstract: str, passports: Iterable[Passport], facts: Facts
) -> QgsLayerMetadata:
    passports = list(passports)
    licences = facts.catalogue.vocabulary.licences
    names = [
        licences[licence].title.in_language(facts.language) if licence in licences else licence
        for item in passports
        for licence in item.licences
    ]
    metadata = QgsLayerMetadata()
    metadata.setType("dataset")
    metadata.setTitle(title)
    metadata.setAbstract(abstract)
    metadata.setLanguage(facts.language)
    metadata.setCrs(layer.crs())
    metadata.setLicenses(list(dict.fromkeys(names)))
    metadata.setRights(list(dict.fromkeys(item.attribution for item in passports if item.attribution)))
    return metadata
