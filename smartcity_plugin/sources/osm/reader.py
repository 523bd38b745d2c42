# SPDX-License-Identifier: GPL-2.0-or-later
"""OpenStreetMap files into the roles of a study."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timezone
from pathlib import Path

from ...catalogue.osm_rules import OsmRules
from ...engine.progress import Progress, part
from ...model.indicator import Role
from ...model.problem import Problem, Severity, SmartCityError
from ...model.text import Text
from ..archive import Archive
from ..imported import Imported
from ..zone import Zone
from .collect import Collector
from .driver import Messages
from .extract import DRIVERS, ExtractLayers, read_extract, stated_time
from .layers import LayerMaker
from .native import CRS, PlainIndexNeeded, read_native
from .osm_xml import check_xml, rewritten
from .pbf import check_pbf

NATIVE = (".pbf", ".osm")
SUFFIXES = (*NATIVE, *DRIVERS, ".zip")
"""What files may end in; archives are looked through for all of them, folders for extracts."""

_PACKED = (*NATIVE, *DRIVERS, ".shx", ".dbf", ".prj", ".cpg")
_COPY = 1024 * 1024
FILE_DATE = Text(
    "Der Datenstand ist das Datum der Datei; sie nennt keinen.",
    "The date of the data is that of the file, which names none.",
)


@dataclass
class _Facts:
    """What the files say of themselves."""

    dates: list[str] = field(default_factory=list)
    programs: list[str] = field(default_factory=list)
    counts: Counter = field(default_factory=Counter)
    layers: ExtractLayers = field(default_factory=ExtractLayers)
    dated_by_file: bool = False

    def add(self, path: Path, timestamp: str, program: str) -> None:
        """Note the time of the data (ISO 8601) and the program; without a time the file's own date counts."""
        date = _date(timestamp)
        if not date:
            self.dated_by_file = True
            date = datetime.fromtimestamp(path.stat().st_mtime, timezone.utc).date().isoformat()
        self.dates.append(date)
        if program:
            self.programs.append(program)

    def hear(self, messages: Messages) -> None:
        """Note what GDAL said of objects that are not whole."""
        self.counts.update(messages.counts)


def read_osm(
    paths: Sequence[Path],
    zone: Zone,
    roles: dict[str, Role],
    rules: OsmRules,
    wanted: Iterable[str],
    progress: Progress,
) -> Imported:
    """Read files of OpenStreetMap and return a layer for each wanted role for which something was found.

    Features lie in the zone grown by the role's buffer, in the zone's CRS; no other is returned. Raises SmartCityError
    for files that are damaged, unsafe or of another kind; nothing is returned in part.
    """
    chosen = [rules.roles[name] for name in rules.roles if name in set(wanted)]
    if not chosen:
        raise SmartCityError("osm_no_role")
    with tempfile.TemporaryDirectory(prefix="smartcity_osm_") as name:
        folder = Path(name)
        files = _files(paths, folder, part(progress, 0.0, 0.1))
        for plain_index in (False, True):
            run = _Run(rules, zone, Collector(chosen, roles, zone), folder, plain_index)
            run.reach = max(roles[rule.role].buffer for rule in chosen)
            try:
                run.read(files, part(progress, 0.1, 0.9))
                break
            except PlainIndexNeeded:
                progress(0.1)
        return _imported(run.collector, zone, roles, rules, run.facts, part(progress, 0.9, 1.0))


@dataclass
class _Run:
    """One way through all files."""

    rules: OsmRules
    zone: Zone
    collector: Collector
    folder: Path
    """For temporary files."""
    plain_index: bool
    facts: _Facts = field(default_factory=_Facts)
    reach: float = 0.0
    """Metres beyond the zone's area in which any role wants objects."""

    def read(self, files: Sequence[tuple[Path, Path]], progress: Progress) -> None:
        """Read the files, each with the file it came from."""
        for number, (path, origin) in enumerate(files):
            step = part(progress, number / len(files), (number + 1) / len(files))
            if path.suffix.lower() in DRIVERS:
                self.facts.add(origin, stated_time(path), "")
                read_extract(path, self.rules, self._box, self.collector.take, step, self.facts.layers)
            else:
                self._read_native(path, origin, step)

    def _box(self, crs: str) -> tuple[float, float, float, float]:
        return self.zone.box(crs, self.reach)

    def _read_native(self, path: Path, origin: Path, progress: Progress) -> None:
        if path.suffix.lower() == ".pbf":
            header = check_pbf(path, part(progress, 0.0, 0.2))
            self.facts.add(origin, header.timestamp, header.program)
        else:
            start = check_xml(path, part(progress, 0.0, 0.1))
            self.facts.add(origin, start.timestamp, start.program)
            if not start.orderly:
                path = rewritten(path, self.folder, part(progress, 0.1, 0.2))
        steps = part(progress, 0.2, 1.0)
        take, box = self.collector.take, self._box(CRS)
        self.facts.hear(read_native(path, self.rules.keys, box, self.folder, take, steps, self.plain_index))


def _imported(
    collector: Collector, zone: Zone, roles: dict[str, Role], rules: OsmRules, facts: _Facts, progress: Progress
) -> Imported:
    found, routes, untagged = collector.finish(part(progress, 0.0, 0.3))
    remarks = [rules.class_note] if facts.layers.by_class else []
    remarks += [FILE_DATE] if facts.dated_by_file else []
    maker = LayerMaker(zone, roles, untagged, remarks)
    layers = []
    for number, (one, ways) in enumerate(zip(found, routes)):
        step = part(progress, 0.3 + 0.7 * number / len(found), 0.3 + 0.7 * (number + 1) / len(found))
        layer = maker.layer(one, ways, step)
        layers += [layer] if layer else []
        step(1.0)
    problems = [*_about_files(facts), *maker.problems]
    if not layers:
        problems.append(Problem("osm_nothing_found", values={}))
    elif maker.empty:
        problems.append(Problem("osm_roles_empty", Severity.NOTE, {"role": tuple(maker.empty)}))
    told = {"program": ", ".join(dict.fromkeys(facts.programs))} if facts.programs else {}
    return Imported(tuple(layers), tuple(problems), min(facts.dates), told)


def _about_files(facts: _Facts) -> list[Problem]:
    """Return what the user should know of the files as a whole."""
    problems = []
    lost, shortened = facts.counts["ways_lost"], facts.counts["ways_shortened"]
    if lost or shortened:
        values = {"lost": lost, "shortened": shortened}
        problems.append(Problem("osm_ways_incomplete", Severity.WARNING, values))
    incomplete = facts.counts["relations_incomplete"] + facts.counts["rings_open"]
    if incomplete:
        problems.append(Problem("osm_relations_incomplete", Severity.NOTE, {"count": incomplete}))
    if facts.layers.without_tags:
        names = ", ".join(facts.layers.without_tags)
        problems.append(Problem("osm_layers_without_tags", Severity.NOTE, {"layers": names}))
    return problems


def _files(paths: Sequence[Path], folder: Path, progress: Progress) -> list[tuple[Path, Path]]:
    """Return the files to read with the file each came from: those given, those in folders and in archives."""
    files: list[tuple[Path, Path]] = []
    for number, path in enumerate(paths):
        if path.suffix.lower() == ".zip" or path.is_dir():
            target = folder / str(number)
            target.mkdir()
            files += [(item, item if path.is_dir() else path) for item in _unpacked(path, target, progress)]
        elif not path.is_file():
            raise SmartCityError("file_not_found", path=str(path))
        elif path.suffix.lower() not in SUFFIXES:
            raise SmartCityError("osm_format_unknown", path=str(path))
        else:
            files.append((path, path))
    if not files:
        raise SmartCityError("osm_format_unknown", path=", ".join(str(path) for path in paths))
    return files


def _unpacked(path: Path, folder: Path, progress: Progress) -> list[Path]:
    """Return the extracts of an archive or folder; members of archives are copied to a working folder first."""
    if path.is_dir():
        return sorted(item for item in path.iterdir() if item.suffix.lower() in DRIVERS)
    with Archive(path) as archive:
        names = archive.ending(*_PACKED)
        total, done = max(sum(archive.size(name) for name in names), 1), 0
        for name in names:
            with archive.open(name) as source, open(folder / name, "wb") as target:
                while chunk := source.read(_COPY):
                    target.write(chunk)
                    done += len(chunk)
                    progress(min(done / total, 1.0))
    return sorted(item for item in folder.iterdir() if item.suffix.lower() in (*NATIVE, *DRIVERS))


def _date(timestamp: str) -> str:
    """Return the day of a time in ISO 8601, empty if it is none."""
    try:
        return datetime.fromisoformat(timestamp.strip()[:10]).date().isoformat()
    except ValueError:
        return ""
