# SPDX-License-Identifier: GPL-2.0-or-later
"""One measure of the demo city as a scenario, beside what users would do without: change data, compute all anew."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), "/usr/share/qgis/python/plugins"]

from qgis.core import QgsApplication  # noqa: E402

from smartcity_plugin.catalogue import load_catalogue  # noqa: E402
from smartcity_plugin.engine.portfolio import EXACT, GREEDY, Candidate, choose  # noqa: E402
from smartcity_plugin.model.strategy import Scenario  # noqa: E402
from smartcity_plugin.study.scenario_results import save_scenario  # noqa: E402
from smartcity_plugin.study.scenarios import ScenarioRunner  # noqa: E402
from smartcity_plugin.study.study import Study  # noqa: E402
from smartcity_plugin.study.workflow import compute  # noqa: E402


def timed(function):
    """Return a result and the seconds it took, the better of two runs."""
    seconds = []
    for _ in range(2):
        start = time.perf_counter()
        result = function()
        seconds.append(time.perf_counter() - start)
    return result, min(seconds)


def build(folder: str) -> Path:
    """Build the demo study with its register and scenarios."""
    import processing
    from processing.core.Processing import Processing

    from smartcity_plugin.processing.provider import SmartCityProvider

    Processing.initialize()
    build.provider = SmartCityProvider()
    QgsApplication.processingRegistry().addProvider(build.provider)
    path = Path(folder) / "jena.gpkg"
    processing.run("smartcity:studyfromrecipe", {"LANGUAGE": "de", "OUTPUT": str(path)})
    return path


def candidates(count: int) -> list[Candidate]:
    """Measures whose gains and costs follow no simple order; every third needs the one before it."""
    return [
        Candidate(
            f"M{number:03}",
            gain=float((number * 7919) % 4001 + 100),
            cost=float((number * 104_729) % 900_001 + 50_000),
            needs=(f"M{number - 1:03}",) if number % 3 == 2 else (),
        )
        for number in range(count)
    ]


def main() -> None:
    """Print the seconds of each."""
    catalogue = load_catalogue()
    with tempfile.TemporaryDirectory() as folder:
        path = build(folder)
        with Study.open(path, update=True) as study:
            whole, everything = timed(lambda: compute(study, catalogue))
            print(f"{'all indicators anew':34}{everything:7.2f} s  ({len(whole.results)} indicators)")
            for measure in sorted({item.effect.measure_id for item in study.effects()}):
                outcome, seconds = timed(lambda measure=measure: ScenarioRunner(study, catalogue).outcome([measure]))
                print(f"{'scenario of ' + measure:34}{seconds:7.2f} s  ({len(outcome.touched)} touched)")
            for scenario in study.records(Scenario):
                _, seconds = timed(lambda scenario=scenario: save_scenario(study, catalogue, scenario.scenario_id))
                print(f"{'scenario ' + scenario.scenario_id + ', whole, alone, in order':34}{seconds:7.2f} s")
    for count in (20, 100):
        some = candidates(count)
        budget = 0.3 * sum(item.cost for item in some)
        exact, slow = timed(lambda some=some, budget=budget: choose(some, budget, EXACT))
        greedy, quick = timed(lambda some=some, budget=budget: choose(some, budget, GREEDY))
        share = 100 * greedy.gain / exact.gain
        print(
            f"{f'budget for {count} measures':34}{slow:7.2f} s exact, {quick:.3f} s greedy ({share:.1f} % of its gain)"
        )


if __name__ == "__main__":
    application = QgsApplication([], False)
    application.initQgis()
    main()
    sys.stdout.flush()
    os._exit(0)  # QGIS may crash while Python takes it apart
