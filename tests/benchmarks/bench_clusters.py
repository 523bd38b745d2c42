# SPDX-License-Identifier: GPL-2.0-or-later
"""Hot spots and focus areas of a town of 50,000 cells, side by side with PySAL's esda (its time without importing)."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from scipy import sparse

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from smartcity_plugin.engine.clusters import getis_ord, gi_classes, touching, within  # noqa: E402
from smartcity_plugin.engine.focus import figures, grown, outline  # noqa: E402
from smartcity_plugin.engine.moran import global_moran, local_moran  # noqa: E402
from smartcity_plugin.engine.shares import area_shares  # noqa: E402
from tests.unit.reference import PYTHON, run_reference  # noqa: E402

ROWS, COLUMNS, INDICATORS = 250, 200, 30
PERMUTATIONS, AIM = 999, 10.0

ESDA = """
import time, warnings
warnings.filterwarnings("ignore")
import esda, libpysal, pandas, shapely, geopandas
from esda import G_Local, Moran, Moran_Local
from libpysal.weights import Queen, WSP, WSP2W
from scipy import sparse
shape = (len(given["values"]),) * 2
start = time.perf_counter()
Queen.from_dataframe(geopandas.GeoDataFrame(geometry=shapely.box(*given["bounds"].T)), use_index=False)
result["weights"] = time.perf_counter() - start
near = sparse.csr_matrix((np.ones(len(given["row"])), (given["row"], given["column"])), shape=shape)
binary, w = (WSP2W(WSP(near), silence_warnings=True) for _ in range(2))
w.transform = "r"
few = WSP2W(WSP(near[:2000][:, :2000]), silence_warnings=True)
Moran_Local(given["values"][:2000], few, permutations=9)  # compiles
start = time.perf_counter()
found = G_Local(given["values"], binary, transform="B", permutations=0, star=True)
result["gi"], result["z"] = time.perf_counter() - start, found.Zs
start = time.perf_counter()
found = Moran_Local(given["values"], w, permutations=int(given["permutations"]), seed=1, n_jobs=int(given["cores"]))
result["local"], result["i"] = time.perf_counter() - start, found.Is
start = time.perf_counter()
found = Moran(given["values"], w, permutations=int(given["permutations"]))
result["whole"], result["total"] = time.perf_counter() - start, found.I
"""


def timed(function: Callable[[], Any]) -> tuple[Any, float]:
    """Return a result and the seconds it took, the better of two runs."""
    seconds = []
    for _ in range(2):
        start = time.perf_counter()
        result = function()
        seconds.append(time.perf_counter() - start)
    return result, min(seconds)


def main() -> None:
    """Build the town, measure, compare, print."""
    column, row = (part.ravel().astype(float) for part in np.meshgrid(np.arange(COLUMNS), np.arange(ROWS)))
    cells = shapely.box(column * 100, row * 100, column * 100 + 100, row * 100 + 100)
    dealer = np.random.default_rng(7)
    weights, queen = timed(lambda: touching(cells))
    noise = dealer.normal(0, 1, len(cells))
    for _ in range(4):
        noise = (weights @ noise) / np.asarray(weights.sum(axis=1)).ravel()
    need = np.clip(50 + 20 * noise / noise.std(), 0, 100)
    people, gains = dealer.integers(1, 200, len(cells)).astype(float), dealer.random((len(cells), INDICATORS))
    band, band_seconds = timed(lambda: within(shapely.centroid(cells), 250.0))
    scores, gi = timed(lambda: getis_ord(need, weights))
    _, classes = timed(lambda: gi_classes(scores, True))
    local, local_seconds = timed(lambda: local_moran(need, weights, PERMUTATIONS))
    _, far_seconds = timed(lambda: local_moran(need, band, PERMUTATIONS))
    _, often_seconds = timed(lambda: local_moran(need, weights, 99_999))
    whole, whole_seconds = timed(lambda: global_moran(need, weights, PERMUTATIONS))

    def focus() -> np.ndarray:
        groups, _ = grown(cells, need >= 70.0, people, 5, 200.0)
        areas = np.array([outline(cells[group]) for group in groups], dtype=object)
        figures(area_shares(cells, areas), people, need, gains)
        return areas

    areas, focus_seconds = timed(focus)
    theirs: dict[str, Any] = {}
    if PYTHON.exists():
        near = (weights - sparse.eye(len(cells))).tocoo()
        kept = near.data > 0
        given = {"row": near.row[kept], "column": near.col[kept], "permutations": PERMUTATIONS, "cores": 2}
        theirs = run_reference(ESDA, seconds=1800, values=need, bounds=shapely.bounds(cells), **given)
        agree = np.allclose(scores, theirs["z"]) and np.allclose(local.index, theirs["i"])
        print(f"  same Gi* and local I as esda: {agree and np.isclose(whole.index, float(theirs['total']))}")
    print(f"\n  {f'{len(cells):,} cells':<52}{'ours s':>9}{'esda s':>9}{'factor':>9}")
    for name, seconds, key in (
        ("neighbours: touching", queen, "weights"),
        (f"neighbours: within 250 m ({band.nnz / len(cells):.0f} each)", band_seconds, ""),
        ("Gi*", gi, "gi"),
        ("classes with false discovery rate", classes, ""),
        (f"local Moran, {PERMUTATIONS} permutations, touching", local_seconds, "local"),
        (f"local Moran, {PERMUTATIONS} permutations, 250 m", far_seconds, ""),
        ("local Moran, 99,999 permutations, touching", often_seconds, ""),
        (f"Moran over all cells, {PERMUTATIONS} permutations", whole_seconds, "whole"),
        (f"{len(areas)} focus areas with figures of {INDICATORS} indicators", focus_seconds, ""),
    ):
        other = float(theirs[key]) if key in theirs else None
        shown = f"{other:>9.2f}{other / seconds:>9.1f}" if other is not None else ""
        print(f"  {name:<52}{seconds:>9.3f}{shown}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  aim: local Moran with {PERMUTATIONS} permutations in {AIM:.0f} s; peak of memory {peak:.0f} MB")


if __name__ == "__main__":
    main()
