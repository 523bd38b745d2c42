# SPDX-License-Identifier: GPL-2.0-or-later
"""The whole catalogue on a large synthetic town, and single steps side by side with QGIS's own algorithms.

The town (see engine/city.py) has 46,000 populated cells, 370,000 buildings, 520,000 street edges, 6,300 parks, 500
planning units and rasters of 5,000 × 5,000 pixels; a quarter of it shows how cost grows. Every measurement is a fresh
process. ``--native-limit SECONDS`` is how long one of QGIS's algorithms may take before it is cancelled.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".build" / "bench"
ENGINE = Path(__file__).resolve().parent / "engine"
TOWNS = {"quarter": (1, 3), "whole": (4, 3)}
AIM_SECONDS, AIM_MB, AIM_FACTOR = 60, 4096, 10


def town(name: str) -> Path:
    """Return the study of a town, built if its recipe or the catalogue changed."""
    sources = [ENGINE / "city.py", *sorted((ROOT / "resources" / "catalogue").rglob("*.yaml"))]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:12]
    path = FOLDER / f"{name}_{digest}.gpkg"
    if not path.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        for old in FOLDER.glob(f"{name}_*.gpkg*"):
            old.unlink()
        work = path.with_suffix(".building.gpkg")
        code = "import json, sys; from pathlib import Path; from tests.benchmarks.engine.city import build; "
        code += "print(json.dumps(build(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))))"
        counts = child(["-c", code, str(work), *map(str, TOWNS[name])])[-1]
        work.rename(path)
        path.with_suffix(".gpkg.json").write_text(json.dumps(counts), encoding="utf-8")
    return path


def child(arguments: list[str]) -> list[Any]:
    """Run a fresh Python process and return the JSON documents it printed, one per line."""
    ended = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, cwd=ROOT, check=False)
    documents = [json.loads(line) for line in ended.stdout.splitlines() if line.startswith(("{", "["))]
    if not documents:
        raise SystemExit(f"{arguments[0]} failed:\n{ended.stderr[-3000:]}")
    return documents


def catalogue_table(figures: dict[str, dict[str, Any]]) -> None:
    """Print time and peak per indicator for both towns, and how cost grows from one to the other."""
    quarter, whole = figures["quarter"], figures["whole"]
    print(f"\n  {'indicator':<34}{'quarter s':>10}{'whole s':>9}{'exponent':>9}{'peak MB':>9}{'units with value':>18}")
    for name, seconds in sorted(whole["seconds"].items(), key=lambda item: -item[1]):
        small = quarter["seconds"].get(name)
        grows = exponent(small, seconds)
        print(
            f"  {name:<34}{small or 0:>10.2f}{seconds:>9.2f}{grows:>9}"
            f"{whole['peaks'][name]:>9.0f}{whole['known'][name]:>18}"
        )
    for name in ("reading", "total"):
        print(f"  {name:<34}{quarter[name]:>10.2f}{whole[name]:>9.2f}{exponent(quarter[name], whole[name]):>9}")
    print(f"  peak of memory: {whole['peak']:.0f} MB (aim {AIM_MB}); aim of the total: {AIM_SECONDS} s")
    if whole["missing"]:
        print(f"  not computable: {', '.join(whole['missing'])}")


def exponent(small: float | None, large: float) -> str:
    """Return the power of the size by which cost grew from a quarter to the whole, a dash for very short steps."""
    return f"{math.log(large / small, 4):.2f}" if small and small > 0.05 else "–"


def side_by_side(ours: dict[str, Any], native: list[dict[str, Any]], limit: float) -> None:
    """Print each step against QGIS's own algorithms, and the sums."""
    print(f"\n  {'step':<34}{'ours s':>9}{'QGIS s':>10}{'factor':>9}")
    total_ours = total_native = 0.0
    for row in native:
        seconds, own = row["seconds"], ours["seconds"].get(row["step"])
        if own is None:
            continue
        known = seconds if seconds is not None else limit
        total_ours, total_native = total_ours + own, total_native + known
        shown = f"{seconds:.2f}" if seconds is not None else f"> {limit:.0f}"
        sign = "" if seconds is not None else "> "
        print(f"  {row['step']:<34}{own:>9.2f}{shown:>10}{sign + f'{known / max(own, 1e-9):.1f}':>9}")
    print(f"  {'all':<34}{total_ours:>9.2f}{total_native:>10.2f}{total_native / total_ours:>9.1f}   aim {AIM_FACTOR}")
    print(f"  peak of memory: ours {ours['peak']:.0f} MB, QGIS {native[-1]['peak']:.0f} MB")


def main() -> None:
    """Build the towns, measure, print."""
    options = argparse.ArgumentParser()
    options.add_argument("--native-limit", type=float, default=120.0)
    options.add_argument("--ours-only", action="store_true")
    chosen = options.parse_args()
    towns = {name: town(name) for name in TOWNS}
    counts = json.loads(towns["whole"].with_suffix(".gpkg.json").read_text(encoding="utf-8"))
    print("  " + ", ".join(f"{role} {count:,}" for role, count in counts.items()))
    ours = str(ENGINE / "ours.py")
    catalogue_table({name: child([ours, "catalogue", str(path)])[-1] for name, path in towns.items()})
    again = towns["quarter"].with_name("again.gpkg")
    shutil.copy(towns["quarter"], again)
    figures = child([ours, "again", str(again)])[-1]
    again.unlink()
    print(
        f"\n  quarter, computed and stored: {figures['first']:.1f} s; again with one parameter changed:"
        f" {figures['second']:.1f} s ({figures['computed']} computed, {figures['reused']} reused)"
    )
    steps = child([ours, "steps", str(towns["whole"])])[-1]
    if chosen.ours_only:
        for name, seconds in steps["seconds"].items():
            print(f"  {name:<34}{seconds:>9.2f}")
        return
    native = child([str(ENGINE / "native.py"), str(towns["whole"]), str(chosen.native_limit)])
    side_by_side(steps, native, chosen.native_limit)


if __name__ == "__main__":
    main()
