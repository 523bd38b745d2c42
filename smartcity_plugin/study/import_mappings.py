# SPDX-License-Identifier: GPL-2.0-or-later
"""Mappings of exports to contributions: kept in the study by name, and as files for other studies."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from ..model.participation import ImportMapping, mapping_of
from ..model.problem import SmartCityError
from .provenance import now
from .strategy_tables import IMPORT_MAPPINGS
from .study import Study


def mappings(study: Study) -> dict[str, ImportMapping]:
    """Return the stored mappings by name; one that cannot be read is left out (another version wrote it)."""
    found = {}
    for row in study.product(IMPORT_MAPPINGS).frame.to_dict("records"):
        try:
            found[str(row["name"])] = mapping_of(str(row["definition"]))
        except ValueError:
            continue
    return found


def save_mapping(study: Study, name: str, mapping: ImportMapping) -> None:
    """Store a mapping in place of one of the same name."""
    row = {"definition": mapping.to_json(), "changed_at": now()}
    study.save_product(None, IMPORT_MAPPINGS, pd.DataFrame([row]), name=name)


def mapping_from(text: str) -> ImportMapping:
    """Return the mapping of a parameter: JSON, or the path of a JSON file. Raises SmartCityError if it is none."""
    is_file = not text.lstrip().startswith("{")
    try:
        return mapping_of(Path(text).read_text(encoding="utf-8-sig") if is_file else text)
    except (OSError, ValueError) as error:
        name = Path(text).name if is_file else "JSON"
        raise SmartCityError("participation_mapping_unreadable", name=name[:80]) from error
