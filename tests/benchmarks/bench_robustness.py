# SPDX-License-Identifier: GPL-2.0-or-later
"""Robustness of a ranking: 1,000 variants of 50,000 cells with 30 indicators, against a loop with pandas.

The loop is what a user would script in the Python console: in each run it scores every column, weighs, combines and
ranks with pandas. It makes the same variants from the same random numbers, a few of them only; its time for all is that
of one run times their number. The ranks of these runs must agree. Every measurement is a fresh process.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parents[2]
INDICATORS, CELLS, RUNS, LOOP_RUNS = 30, 50_000, 1_000, 10
MISSING = 0.02


def town(cells: int):
    """Return scheme, matrix and catalogue entries of a synthetic town of 30 indicators of the catalogue."""
    from smartcity_plugin.catalogue import load_catalogue
    from smartcity_plugin.catalogue.schemes import standard_scheme
    from smartcity_plugin.engine.composite.index import Matrix
    from smartcity_plugin.model.indicator import Goalposts

    entries = load_catalogue().indicators
    chosen = [item for item in entries.values() if item.is_scored][:INDICATORS]
    scheme, random, columns = standard_scheme(chosen), np.random.default_rng(1), {}
    for name in scheme.indicators:
        scale = entries[name].goalposts
        ends = (scale.zero, scale.full) if isinstance(scale, Goalposts) else (scale.lower_zero, scale.upper_zero)
        values = random.normal(np.mean(ends), 0.3 * abs(ends[1] - ends[0]), cells)
        values[random.random(cells) < MISSING] = np.nan
        columns[name] = values
    frame = pd.DataFrame(columns)
    everywhere = np.ones(cells, dtype=bool)
    return scheme, Matrix(frame, np.ones(cells), everywhere, np.zeros(frame.shape, dtype=bool)), entries


def measure(cells: int, runs: int, loop: bool, sensitivity: bool) -> dict[str, Any]:
    """Return seconds of each part, peak of memory, and for the loop seconds per run and whether the ranks agree."""
    from smartcity_plugin.engine.composite.board import Board
    from smartcity_plugin.engine.composite.index import index_of, scores_of, tree_of
    from smartcity_plugin.engine.composite.robustness import Reference, simulate, summary_of_places
    from smartcity_plugin.engine.composite.sensitivity import sensitivity_of
    from smartcity_plugin.engine.composite.variants import FACTORS, numbers_per_run, options_of, variants_of

    scheme, matrix, entries = town(cells)
    plan = replace(scheme.plan, runs=runs)
    scores = scores_of(scheme, matrix, entries)
    tree = tree_of(scheme, scores)
    reference = Reference.of(index_of(scheme, scores, tree).score, plan)
    clock, seconds = time.perf_counter(), {}

    def took(part: str) -> None:
        nonlocal clock
        seconds[part] = time.perf_counter() - clock
        clock = time.perf_counter()

    options = options_of(scheme, tree, plan, 1, FACTORS)
    board = Board(scheme, matrix, entries, tree, options)
    uniform = np.random.Generator(np.random.PCG64(plan.seed)).random((runs, numbers_per_run(tree)))
    variants = variants_of(uniform, tree, plan, options)
    took("prepare")
    used = time.process_time()
    found = simulate([board], variants, reference)
    used = time.process_time() - used
    took("runs")
    summary_of_places(reference, found, matrix.values.index, plan)
    took("summary")
    seconds["cpu"] = used
    result: dict[str, Any] = {"seconds": seconds, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}
    if loop:
        ranks = np.vstack([scripted(scheme, matrix, entries, tree, options, variants, run) for run in range(LOOP_RUNS)])
        took("loop")
        # Places that the scheme itself cannot judge are not in the ranking: ranks once more among the others.
        again = pd.DataFrame(ranks[:, reference.judged].T).rank().to_numpy().T
        result["agree"] = bool(np.allclose(again, found.ranks[:LOOP_RUNS], rtol=0, atol=0.01, equal_nan=True))
    if sensitivity:
        clock = time.perf_counter()
        shares = sensitivity_of([board], tree, plan, options, options.varying(plan), reference)
        took("sensitivity")
        result["sensitivity_runs"] = shares.runs
    return result


def scripted(scheme, matrix, entries, tree, options, variants, run: int) -> np.ndarray:
    """Return the ranks of one run the way a script with pandas computes them."""
    from smartcity_plugin.engine.composite.variants import moved
    from smartcity_plugin.model.indicator import Goalposts
    from smartcity_plugin.model.scheme import Combination, Normalisation

    way = options.normalisations[variants.normalisation[run]]
    between = options.combinations[variants.combination[run]]
    scores = {}
    for column, name in enumerate(tree.indicators):
        if column == variants.dropped[run]:
            continue
        values, scale = matrix.values[name], moved(entries[name].goalposts, variants.shifts[run, column])
        if isinstance(scale, Goalposts):
            rising = values if scale.full > scale.zero else -values
            points = 100 * ((values - scale.zero) / (scale.full - scale.zero)).clip(0, 1)
        else:
            up = (values - scale.lower_zero) / (scale.lower_full - scale.lower_zero)
            down = (scale.upper_zero - values) / (scale.upper_zero - scale.upper_full)
            points = rising = 100 * np.minimum(up, down).clip(0, 1)
        if way is Normalisation.MINIMUM_MAXIMUM:
            points = 100 * (rising - rising.min()) / (rising.max() - rising.min())
        elif way is Normalisation.Z_SCORE:
            points = (50 + 10 * (rising - rising.mean()) / rising.std(ddof=0)).clip(0, 100)
        scores[name] = points
    sectors, weights = {}, {}
    for number, key in enumerate(tree.groups):
        members = {
            name: variants.inner[run, column]
            for column, name in enumerate(tree.indicators)
            if tree.group_of[column] == number and name in scores
        }
        if members:
            shares = pd.Series(members)
            frame = pd.DataFrame({name: scores[name] for name in members})
            known = frame.notna().mul(shares).sum(axis=1)
            mean = frame.mul(shares).sum(axis=1) / known
            sectors[key] = mean.where(known >= (scheme.minimum_weight - 1e-12) * shares.sum())
            weights[key] = variants.outer[run, number]
    frame, shares = pd.DataFrame(sectors), pd.Series(weights)
    known = frame.notna().mul(shares).sum(axis=1)
    if between is Combination.GEOMETRIC:
        index = np.exp(np.log(frame.clip(lower=scheme.floor)).mul(shares).sum(axis=1) / known)
    else:
        index = frame.mul(shares).sum(axis=1) / known
    index = index.where(known >= (scheme.minimum_weight - 1e-12) * shares.sum())
    return index.round(7).rank().to_numpy()


def child(cells: int, runs: int, loop: bool = False, sensitivity: bool = False) -> dict[str, Any]:
    """Measure in a fresh process."""
    arguments = [sys.executable, __file__, "--one", str(cells), str(runs), str(int(loop)), str(int(sensitivity))]
    ended = subprocess.run(arguments, capture_output=True, text=True, cwd=ROOT, check=False)
    if ended.returncode:
        raise SystemExit(ended.stderr[-3000:])
    return json.loads(ended.stdout.splitlines()[-1])


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser()
    options.add_argument("--one", nargs=4, type=int)
    chosen = options.parse_args()
    if chosen.one:
        print(json.dumps(measure(*chosen.one[:2], *map(bool, chosen.one[2:]))))
        return
    heads = ("prepare s", "runs s", "CPU s", "summary s", "ms per run", "peak MB")
    print(f"  {'cells':>8}{'runs':>7}" + "".join(f"{head:>12}" for head in heads))
    for cells, runs in ((CELLS // 4, RUNS), (CELLS // 2, RUNS), (CELLS, RUNS // 4), (CELLS, RUNS // 2), (CELLS, RUNS)):
        found = child(cells, runs, loop=runs == RUNS and cells == CELLS)
        parts = found["seconds"]
        figures = [parts[name] for name in ("prepare", "runs", "cpu", "summary")] + [1000 * parts["runs"] / runs]
        print(
            f"  {cells:>8,}{runs:>7,}" + "".join(f"{figure:>12.2f}" for figure in figures) + f"{found['peak']:>12.0f}"
        )
    ours = sum(parts[name] for name in ("prepare", "runs", "summary"))
    theirs = parts["loop"] / LOOP_RUNS * RUNS
    print(
        f"  the same with a loop in pandas: {theirs:.0f} s (extrapolated from {LOOP_RUNS} runs), ours {ours:.1f} s: "
        f"{theirs / ours:.0f} times as fast; ranks agree: {found['agree']}"
    )
    shares = child(CELLS, 10, sensitivity=True)
    print(
        f"  Sobol indices of five choices: {shares['seconds']['sensitivity']:.1f} s for {shares['sensitivity_runs']:,} "
        f"more runs of {CELLS:,} cells"
    )


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
