# SPDX-License-Identifier: GPL-2.0-or-later
"""Takes contributions of exports into a study: new ones are added, known ones updated; what people decided stays."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Optional

import numpy as np
import shapely

from ..catalogue.participation import COMMENTS, GENERIC, load_participation
from ..engine.progress import Progress, silent
from ..model.participation import COUNT_FIELDS, ImportMapping
from ..model.problem import Problem, Severity, SmartCityError
from ..model.strategy import OPEN, Contribution, Procedure
from ..sources.participation.files import Export, Recognised, open_export, recognise, suggest_mapping
from ..sources.participation.masking import Masker, review_reason
from ..sources.participation.places import unit_of
from ..sources.participation.reading import (
    ReadContribution,
    ReadExport,
    categories,
    merged,
    read_contributions,
    suggest_sector,
)
from ..sources.words import folded
from .participation import listed, status_of
from .provenance import start_run
from .register_changes import KEEP, Change, apply
from .study import Study

AUTO = "auto"
FORMATS = {
    AUTO: (),
    "dipas_geojson": ("dipas_geojson",),
    "dipas_csv": ("dipas_csv", COMMENTS),
    "consul": ("consul_csv", "consul_json"),
    "limesurvey": ("limesurvey",),
    GENERIC: (GENERIC,),
}
"""What users choose from, and the formats of the catalogue that it means; the first if none of them is recognised."""

LONGEST_LIST = 250
"""Characters of a list of columns in a sentence."""

_NUMBER = re.compile(r"[\w.\-]{1,24}")


@dataclass(frozen=True)
class OpenedExport:
    """A file, what it was recognised as, and how it is read."""

    export: Export
    recognised: Recognised
    mapping: ImportMapping


@dataclass(frozen=True)
class ImportOutcome:
    """What an import did, in numbers, and what is to be told; never any content."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    located: int = 0
    masked: int = 0
    dropped_columns: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    formats: tuple[str, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)


def open_exports(
    study: Study, paths: Iterable[Path], wanted: str = AUTO, mapping: Optional[ImportMapping] = None
) -> list[OpenedExport]:
    """Open files and return how each will be read: recognised, or as the user says; sectors suggested.

    ``mapping`` counts for files that have all of its columns, others are mapped as recognised.
    """
    masker, found = Masker(study.settings.language), []
    for path in paths:
        export = open_export(Path(path))
        recognised = _as_wanted(recognise(export), wanted)
        own = mapping if mapping is not None and set(mapping.used) <= set(export.columns) else None
        if mapping is not None and own is None and recognised.format.id in (GENERIC, mapping.format):
            own = mapping  # its missing columns are told when it is read
        used = (
            own if own is not None and own.columns else suggest_mapping(export, recognised.format, study.settings.crs)
        )
        if own is not None and not own.columns:
            used = replace(used, sectors=own.sectors)
        found.append(OpenedExport(export, recognised, with_sectors(export, used, masker)))
    return found


def _as_wanted(recognised: Recognised, wanted: str) -> Recognised:
    allowed = FORMATS[wanted]
    if not allowed or recognised.format.id in allowed:
        return recognised
    return Recognised(load_participation().formats[allowed[0]], ())


def with_sectors(export: Export, mapping: ImportMapping, masker: Masker) -> ImportMapping:
    """Return the mapping with a suggested sector for every category that it does not say anything of."""
    words = load_participation().sectors
    found = {} if mapping.format == COMMENTS else dict.fromkeys(categories(export, mapping, masker), "")
    suggested = {name: suggest_sector(name, words) for name in found if name not in mapping.sectors}
    return replace(mapping, sectors={**suggested, **mapping.sectors})


def import_contributions(
    study: Study,
    opened: Sequence[OpenedExport],
    procedure: Procedure,
    versions: Optional[Mapping[str, str]] = None,
    progress: Progress = silent,
) -> ImportOutcome:
    """Read opened exports into a study, all or nothing, with the record of the run (numbers and columns only).

    Known contributions get new dates, texts, votes and comments; status, answer, links and a sector that is set stay.
    """
    if not _NUMBER.fullmatch(procedure.procedure_id or ""):
        raise SmartCityError("participation_procedure_bad", procedure=(procedure.procedure_id or "")[:40])
    _check_platform(study, procedure)
    masker = Masker(study.settings.language)
    reads = [
        read_contributions(
            item.export, item.mapping, procedure.procedure_id, study.settings.crs, masker, procedure.is_example
        )
        for item in opened
    ]
    read = merged(reads)
    progress(0.5)
    if not read.items:
        raise SmartCityError("participation_nothing", path=", ".join(item.export.name for item in opened)[:200])
    added, changes, counts = _compared(study, read)
    problems = _problems(study, read, opened, counts)
    run = start_run("import_contributions", {}, (), versions or {})
    formats = tuple(dict.fromkeys(item.recognised.format.id for item in opened))
    record = {
        "procedure": procedure.procedure_id,
        "files": len(opened),
        "formats": list(formats),
        **counts,
        **read.counts,
    }
    # Files are often called after who sent them: their names are no part of the record.
    record["columns"] = {
        name: list(columns) for item in opened for name, columns in item.mapping.columns.items() if columns
    }
    progress(0.9)  # the last chance to cancel: what is stored stays
    with study.transaction():
        _save_procedure(study, procedure)
        records = [item.contribution for item in added]
        geometry = np.full(len(added), None, dtype=object)
        geometry[:] = [item.point for item in added]
        study.add_register_rows(Contribution, records, geometry)
        apply(study, changes)
        study.save_run(replace(run, parameters=record))
    return ImportOutcome(
        added=len(added),
        updated=len(changes),
        unchanged=len(read.items) - len(added) - len(changes),
        located=sum(item.point is not None for item in read.items),
        masked=sum(item.contribution.masked or 0 for item in read.items),
        dropped_columns=read.dropped_columns,
        problems=tuple(problems),
        formats=formats,
        counts=dict(counts),
    )


def _check_platform(study: Study, procedure: Procedure) -> None:
    """Raise SmartCityError if a procedure has contributions of another platform: numbers would mean different ones."""
    known = next((one for one in study.records(Procedure) if one.procedure_id == procedure.procedure_id), None)
    has_some = any(item.procedure_id == procedure.procedure_id for item in study.records(Contribution))
    if known is None or not has_some:
        return
    old, new = ((one.platform or "").strip().casefold() for one in (known, procedure))
    if old != new and not (old and new and (old in new or new in old)):
        raise SmartCityError(
            "participation_other_platform",
            procedure=procedure.procedure_id,
            known=known.platform or "–",
            found=procedure.platform or "–",
        )


def _save_procedure(study: Study, procedure: Procedure) -> None:
    """Add a procedure, or change of a known one what is said of it now."""
    before = next((one for one in study.records(Procedure) if one.procedure_id == procedure.procedure_id), None)
    if before is None:
        apply(study, [Change(None, procedure)])
        return
    said = {name: value for name, value in vars(procedure).items() if value not in (None, "", False)}
    after = replace(before, **said)
    if after != before:
        apply(study, [Change(before, after)])


def _compared(study: Study, read: ReadExport) -> tuple[list[ReadContribution], list[Change], Counter]:
    """Return what is new, what changes, and what was found on the way."""
    known = {item.contribution_id: item for item in study.records(Contribution)}
    shapes = study.shapes(Contribution)
    units = study.reporting_units()
    unit_ids = unit_of([item.point for item in read.items], units.geometry, units.ids("unit_id"))
    by_name = {folded(str(name)): unit for name, unit in zip(units.frame["name"], units.ids("unit_id"))}
    by_hand = tuple(label.in_language(code) for label in [load_participation().masks["hand"]] for code in ("de", "en"))
    area = study.area().geometry[0]
    counts: Counter = Counter()
    added: list[ReadContribution] = []
    changes: list[Change] = []
    for item, unit in zip(read.items, unit_ids):
        if item.point is not None and not shapely.intersects(area, item.point):
            counts["outside"] += 1
        if unit is None and item.point is None and item.place:
            unit = by_name.get(folded(item.place))
            counts["unknown_areas" if unit is None else "by_area_name"] += 1
        counts["without_place"] += item.point is None
        before = known.get(item.contribution.contribution_id)
        if before is None:
            added.append(replace(item, contribution=replace(item.contribution, unit_id=unit)))
            continue
        after = _updated(before, item.contribution, unit, by_hand, counts)
        moved = item.point is not None and not _same(shapes.get(before.contribution_id), item.point)
        if moved and unit is None:
            after = replace(after, unit_id=None)  # it lies outside all units now
        if after != before or moved:
            shape_before: Any = shapes.get(before.contribution_id) if moved else KEEP
            changes.append(Change(before, after, shape_before, item.point if moved else KEEP))
            if (before.title, before.text) != (after.title, after.text):
                counts["changed_texts" if status_of(before) == OPEN else "changed_weighed"] += 1
    return added, changes, counts


def _same(one: Optional[shapely.Geometry], other: shapely.Geometry) -> bool:
    return one is not None and bool(shapely.dwithin(one, other, 0.001))


def _updated(
    before: Contribution, new: Contribution, unit: Optional[str], by_hand: Sequence[str], counts: Counter
) -> Contribution:
    names = ["date", "category", *COUNT_FIELDS]
    if any(label in f"{before.title} {before.text}" for label in by_hand):
        counts["kept_by_hand"] += 1
    else:
        names += ["title", "text"]
    fields = {name: getattr(new, name) for name in names if getattr(new, name) is not None}
    if "text" in names:
        fields["masked"] = new.masked
    fields["sector"] = before.sector or new.sector
    fields["unit_id"] = unit or before.unit_id
    return replace(before, **fields)


def _problems(study: Study, read: ReadExport, opened: Sequence[OpenedExport], counts: Counter) -> list[Problem]:
    """Return what is to be told of an import; numbers only."""
    told = read.counts + counts
    items = [item.contribution for item in read.items]
    masked = sum(item.masked or 0 for item in items)
    problems = []
    for item in opened:
        if not item.recognised.format.is_verified:
            columns = ", ".join(f"{key}: {'+'.join(names)}" for key, names in item.mapping.columns.items())
            problems.append(Problem("participation_unverified", Severity.WARNING, {"columns": columns[:200]}))
        if item.export.other_sheets:
            sheets = {"path": item.export.sheet, "sheets": ", ".join(item.export.other_sheets)[:LONGEST_LIST]}
            problems.append(Problem("participation_other_sheets", Severity.WARNING, sheets))
    if masked:
        texts = float(sum(bool(item.masked) for item in items))
        problems.append(Problem("participation_masked", Severity.NOTE, {"count": float(masked), "texts": texts}))
    doubtful = to_review(items)
    if doubtful:
        values = {"count": float(len(doubtful)), "numbers": listed(doubtful)}
        problems.append(Problem("participation_names_remain", Severity.WARNING, values))
    else:
        problems.append(Problem("participation_names_possible", Severity.WARNING))
    if read.dropped_columns:
        names = ", ".join(read.dropped_columns)
        names = names if len(names) <= LONGEST_LIST else names[:LONGEST_LIST].rsplit(",", 1)[0] + ", …"
        problems.append(Problem("participation_dropped", Severity.NOTE, {"columns": names}))
    problems += [problem for key, problem in _counted(told, len(items)).items() if told[key]]
    return problems


def _counted(told: Mapping[str, int], total: int) -> dict[str, Problem]:
    def values(key: str) -> dict[str, float]:
        return {"count": float(told.get(key, 0))}

    warning, note = Severity.WARNING, Severity.NOTE
    of_all = {"count": float(told.get("without_place", 0)), "total": float(total)}
    return {
        "no_content": Problem("participation_no_content", warning, {"count": values("no_content")["count"]}),
        "no_number": Problem("participation_no_number", warning, {"count": values("no_number")["count"]}),
        "repeated": Problem("participation_repeated", warning, {"count": values("repeated")["count"]}),
        "contradicting": Problem("participation_contradicting", warning, {"count": values("contradicting")["count"]}),
        "dropped_places": Problem("participation_dropped_places", note, {"count": values("dropped_places")["count"]}),
        "reduced_places": Problem("participation_reduced_places", note, {"count": values("reduced_places")["count"]}),
        "bad_places": Problem("participation_bad_places", warning, {"count": values("bad_places")["count"]}),
        "swapped": Problem("participation_swapped", warning),
        "bad_dates": Problem("participation_bad_dates", warning, {"count": values("bad_dates")["count"]}),
        "bad_counts": Problem("participation_bad_counts", warning, {"count": values("bad_counts")["count"]}),
        "outside": Problem("participation_outside", warning, {"count": values("outside")["count"]}),
        "without_place": Problem(
            "participation_without_place", note, {"count": of_all["count"], "total": of_all["total"]}
        ),
        "unknown_areas": Problem("participation_unknown_areas", note, {"count": values("unknown_areas")["count"]}),
        "kept_by_hand": Problem("participation_kept_by_hand", note, {"count": values("kept_by_hand")["count"]}),
        "changed_weighed": Problem(
            "participation_changed_weighed", warning, {"count": values("changed_weighed")["count"]}
        ),
        "changed_texts": Problem("participation_changed_texts", note, {"count": values("changed_texts")["count"]}),
        "stray_comments": Problem("participation_stray_comments", note, {"count": values("stray_comments")["count"]}),
    }


def to_review(items: Iterable[Contribution]) -> list[str]:
    """Return the numbers of contributions whose words make it likely that they name a person."""
    return [item.contribution_id for item in items if review_reason(f"{item.title or ''}\n{item.text or ''}")]
