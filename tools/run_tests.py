# SPDX-License-Identifier: GPL-2.0-or-later
"""Run the tests in stages, two at a time, and add up what they report.

Each stage is a process of its own: the unit tests run without QGIS, and a crash at the end of one stage
(QGIS, leaving) is seen as the failure it is. Stages that run beside each other have QGIS profiles of their own; what
they print is shown when they end. Runs with the Python that has pytest.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import threading
import time
import xml.etree.ElementTree as ElementTree
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

PRINTING = threading.Lock()
ROOT = Path(__file__).resolve().parent.parent
WITHOUT_QGIS = ("-p", "no:pytest_qgis", "-p", "no:pytest-qt")
UNIT, QGIS, GUI = (("unit", "architecture"), WITHOUT_QGIS), (("qgis",), ()), (("gui",), ())
AGREEMENT, PACKAGE = (("agreement",), ()), (("package",), WITHOUT_QGIS)
LANES = ((UNIT, PACKAGE, GUI, AGREEMENT), (QGIS,))
"""What runs beside each other, about equally long; the stages of a lane follow each other."""
NO_TESTS_COLLECTED = 5  # pytest found tests, but the arguments deselected all of them


def folders(names: tuple[str, ...], only: set[str]) -> list[str]:
    """Return the test folders of a stage that are wanted and hold tests."""
    paths = (ROOT / "tests" / name for name in names if not only or name in only)
    return [str(path.relative_to(ROOT)) for path in paths if any(path.rglob("test_*.py"))]


def outcomes(report: Path) -> Counter[str]:
    """Count the outcomes in a JUnit report."""
    counted: Counter[str] = Counter()
    for suite in ElementTree.parse(report).getroot().iter("testsuite"):
        bad = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        skipped = int(suite.get("skipped", 0))
        counted.update(failed=bad, skipped=skipped, passed=int(suite.get("tests", 0)) - bad - skipped)
    return counted


def run_stage(names: list[str], options: tuple[str, ...], arguments: list[str], shown: bool) -> Counter[str]:
    """Run one stage; a process that dies counts as a failure, whatever its tests said.

    ``shown`` lets it print as it goes; otherwise everything is printed when it has ended.
    """
    name = names[0].replace("/", "-")
    report = ROOT / ".build" / "reports" / f"{name}.xml"
    report.parent.mkdir(parents=True, exist_ok=True)
    report.unlink(missing_ok=True)
    command = [sys.executable, "-m", "pytest", *options, f"--junitxml={report}", *names, *arguments]
    environment = dict(os.environ)
    if not shown:  # QGIS settings of two processes must not get into each other's way
        environment["QGIS_CUSTOM_CONFIG_PATH"] = str(ROOT / ".build" / "profiles" / f"tests-{name}")
    ended = subprocess.run(
        command,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=None if shown else subprocess.PIPE,
        stderr=None if shown else subprocess.STDOUT,
        env=environment,
        check=False,
    )
    counted = outcomes(report) if report.exists() else Counter()
    died = ended.returncode not in (0, NO_TESTS_COLLECTED) and not counted["failed"]
    with PRINTING:
        if not shown:
            print(f"pytest {' '.join(names)}")
            print(ended.stdout.decode("utf-8", "replace"), flush=True)
        if died:
            print(
                f"pytest {' '.join(names)} ended with status {ended.returncode}, which its tests do not explain.",
                flush=True,
            )
            counted["failed"] += 1
    return counted


def build_package() -> bool:
    """Build the zip that the package tests examine; holding it to the gate is one of them."""
    for old in (ROOT / "dist").glob("smartcity_plugin-*.zip"):
        old.unlink()
    command = [sys.executable, str(ROOT / "tools" / "package.py")]
    return subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, check=False).returncode == 0


def run_lanes(only: set[str], options: argparse.Namespace) -> list[Counter[str]]:
    """Run the lanes beside each other; a lane without wanted folders is none."""
    lanes = [[(folders(names, only), own) for names, own in lane] for lane in LANES]
    lanes = [[stage for stage in lane if stage[0]] for lane in lanes]
    lanes = [lane for lane in lanes if lane]
    needs_zip = any(names == ["tests/package"] for lane in lanes for names, _ in lane)
    if needs_zip and not options.no_build and not build_package():
        return [Counter(failed=1)]

    def run_lane(lane: list) -> Counter[str]:
        counted: Counter[str] = Counter()
        for names, own in lane:
            counted.update(run_stage(names, own, options.arguments, shown=len(lanes) == 1))
        return counted

    with ThreadPoolExecutor(max(len(lanes), 1)) as pool:
        return list(pool.map(run_lane, lanes))


def main() -> int:
    """Run the stages and print one closing line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="", help="folders of tests/, comma separated")
    parser.add_argument("--no-build", action="store_true", help="test the zip that lies in dist/")
    parser.add_argument("arguments", nargs="*", help="passed to pytest")
    options = parser.parse_args()
    only = set(filter(None, options.only.split(",")))
    known = {name for lane in LANES for names, _ in lane for name in names}
    if only - known:
        parser.error(f"unknown folder {', '.join(sorted(only - known))}: tests/ has {', '.join(sorted(known))}")

    started, total = time.monotonic(), Counter(passed=0, failed=0)
    for counted in run_lanes(only, options):
        total += counted
    skipped = f", {total['skipped']} skipped" if total["skipped"] else ""
    print(f"{total['passed']} passed, {total['failed']} failed{skipped} in {time.monotonic() - started:.0f} s")
    return int(total["failed"] > 0 or total["passed"] == 0)


if __name__ == "__main__":
    sys.exit(main())
