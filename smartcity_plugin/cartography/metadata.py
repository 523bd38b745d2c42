# SPDX-License-Identifier: GPL-2.0-or-later
"""What a layer says about itself: title, reading note, licence, attribution, how it was made."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Optional

from qgis.core import QgsAbstractMetadataBase, QgsLayerMetadata, QgsMapLayer, QgsVectorLayer

from ..catalogue.products import Product
from ..model.indicator import Indicator
from ..model.provenance import Passport, Run
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


def describe_inventory(layer: QgsMapLayer, passport: Passport, facts: Facts, words: Wording) -> None:
    """Describe an inventory layer by its passport."""
    metadata = _start(layer, passport.title, passport.note or facts.role_title(passport.role), [passport], facts)
    metadata.setIdentifier(f"{facts.settings.study_id}:{passport.role}")
    history = []
    for source in facts.sources_of([passport.role]):
        fitness = facts.catalogue.vocabulary.fitness[source.fitness.value].title.in_language(facts.language)
        history += [
            words("lineage_import", date=facts.date(source.imported_at), origin=source.origin or "–"),
            words("lineage_input", role=source.role, title=source.title, fingerprint=source.fingerprint),
            words("lineage_quality", fitness=fitness, completeness=_share(source.completeness, facts)),
        ]
        if source.contact:
            metadata.addContact(_contact(source))
    metadata.setHistory(history)
    layer.setMetadata(metadata)


def describe_product(
    layer: QgsVectorLayer, product: Product, runs: Iterable[Run], facts: Facts, words: Wording
) -> None:
    """Describe a map product of the overlay: reading note, licences of what it is made of, the runs that made it."""
    runs = list(runs)
    inputs = [passport for run in runs for passport in run.inputs] or list(facts.passports.values())
    metadata = _start(layer, layer.name(), product.reading.in_language(facts.language), inputs, facts)
    metadata.setIdentifier(f"{facts.settings.study_id}:{product.id}")
    history = []
    for run in runs:
        # The effects of a scenario hold geometries of any size; they stay in the record of the run.
        told = {name: value for name, value in run.parameters.items() if name != "effects"}
        history += [
            words("lineage_run", run=run.run_id, date=facts.date(run.started_at)),
            words("lineage_parameters", parameters=json.dumps(told, ensure_ascii=False, sort_keys=True)),
            words("lineage_versions", versions=json.dumps(run.versions, sort_keys=True)),
        ]
    metadata.setHistory(history)
    layer.setMetadata(metadata)


def describe_other(layer: QgsVectorLayer, abstract: str, facts: Facts) -> None:
    """Describe a layer of the study itself."""
    layer.setMetadata(_start(layer, layer.name(), abstract, facts.passports.values(), facts))


def _share(completeness: Optional[float], facts: Facts) -> str:
    return "–" if completeness is None else f"{facts.number(100 * completeness)} %"


def _contact(passport: Passport) -> QgsAbstractMetadataBase.Contact:
    contact = QgsAbstractMetadataBase.Contact(passport.contact)
    contact.organization = passport.source
    return contact


def _start(
    layer: QgsMapLayer, title: str, abstract: str, passports: Iterable[Passport], facts: Facts
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
