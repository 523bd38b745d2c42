# SPDX-License-Identifier: GPL-2.0-or-later
"""Run the tests in stages, the fast ones first, and add up what they report.

Each stage is a process of its own: the unit tests run without QGIS, and a crash at the end of one stage
(QGIS, leaving) is seen as the failure it is. Runs with the Python that has pytest.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WITHOUT_QGIS = ("-p", "no:pytest_qgis", "-p", "no:pytest-qt")
STAGES = (
    (("unit", "architecture"), WITHOUT_QGIS),
    (("qgis", "gui"), ()),
    (("package",), WITHOUT_QGIS),
)
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


def run_stage(names: list[str], options: tuple[str, ...], arguments: list[str]) -> Counter[str]:
    """Run one stage; a process that dies counts as a failure, whatever its tests said."""
    report = ROOT / ".build" / "reports" / f"{names[0].replace('/', '-')}.xml"
    report.parent.mkdir(parents=True, exist_ok=True)
    report.unlink(missing_ok=True)
    command = [sys.executable, "-m", "pytest", *options, f"--junitxml={report}", *names, *arguments]
    status = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, check=False).returncode
    counted = outcomes(report) if report.exists() else Counter()
    if status not in (0, NO_TESTS_COLLECTED) and not counted["failed"]:
        print(f"pytest {' '.join(names)} ended with status {status}, which its tests do not explain.", flush=True)
        counted["failed"] += 1
    return counted


def build_package() -> bool:
    """Build the zip that the package tests examine."""
    return (
        subprocess.run([str(ROOT / "tools" / "package.sh")], cwd=ROOT, stdin=subprocess.DEVNULL, check=False).returncode
        == 0
    )


def main() -> int:
    """Run the stages and print one closing line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="", help="folders of tests/, comma separated")
    parser.add_argument("--no-build", action="store_true", help="test the zip that lies in dist/")
    parser.add_argument("arguments", nargs="*", help="passed to pytest")
    options = parser.parse_args()
    only = set(filter(None, options.only.split(",")))
    known = {name for names, _ in STAGES for name in names}
    if only - known:
        parser.error(f"unknown folder {', '.join(sorted(only - known))}: tests/ has {', '.join(sorted(known))}")

    started, total = time.monotonic(), Counter(passed=0, failed=0)
    for names, stage_options in STAGES:
        wanted = folders(names, only)
        if wanted and names == ("package",) and not options.no_build and not build_package():
            total["failed"] += 1
        elif wanted:
            total += run_stage(wanted, stage_options, options.arguments)
    skipped = f", {total['skipped']} skipped" if total["skipped"] else ""
    print(f"{total['passed']} passed, {total['failed']} failed{skipped} in {time.monotonic() - started:.0f} s")
    return int(total["failed"] > 0 or total["passed"] == 0)


if __name__ == "__main__":
    sys.exit(main())
