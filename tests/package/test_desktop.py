# SPDX-License-Identifier: GPL-2.0-or-later
"""The unpacked zip works in the real QGIS application, which binds libraries differently from a Python process."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("desktop_script.py")
SECONDS = 240

pytestmark = [pytest.mark.desktop, pytest.mark.slow]


@pytest.fixture(scope="module")
def desktop(profile, demo, repository, tmp_path_factory) -> dict:
    """What QGIS desktop reported after opening the demo study."""
    folder = tmp_path_factory.mktemp("desktop")
    study, report, screenshot = folder / "jena.gpkg", folder / "report.json", folder / "screenshot.png"
    shutil.copyfile(demo / "jena.gpkg", study)
    environment = {
        "SMARTCITY_TEST_STUDY": str(study),
        "SMARTCITY_TEST_REPORT": str(report),
        "SMARTCITY_TEST_SCREENSHOT": str(screenshot),
    }
    ended = profile.desktop(SCRIPT, environment, seconds=SECONDS)
    if not report.exists():
        pytest.fail(f"QGIS desktop wrote no report (status {ended.status})\n{ended.tail()}", pytrace=False)
    if screenshot.exists():  # where people can look at it afterwards
        (repository / ".build" / "reports").mkdir(parents=True, exist_ok=True)
        for picture in screenshot.parent.glob("screenshot*.png"):
            name = picture.name.replace("screenshot", "desktop")
            shutil.copyfile(picture, repository / ".build" / "reports" / name)
    found = json.loads(report.read_text(encoding="utf-8"))
    if found["error"]:
        pytest.fail(f"in QGIS desktop: {found['error']}\n{ended.tail()}", pytrace=False)
    return {**found, "status": ended.status, "tail": ended.tail(), "screenshot": screenshot}


def test_qgis_leaves_well(desktop):
    assert desktop["status"] == 0, desktop["tail"]


def test_plugin_is_loaded_with_dock_and_provider(desktop):
    assert desktop["loaded"]
    assert desktop["provider"]
    assert desktop["dock"], "the dock is no QDockWidget with an objectName"
    assert desktop["dock_visible"]


def test_shapely_runs_on_the_geos_of_qgis(desktop):
    assert desktop["shapely"]


def test_study_opens_with_valid_layers(desktop):
    assert desktop["layers"]
    assert [layer["name"] for layer in desktop["layers"] if not layer["valid"]] == []


def test_nothing_critical_is_logged(desktop):
    critical = [text for tag, level, text in desktop["messages"] if level == 2]
    assert critical == []


def test_both_wizards_open(desktop):
    assert desktop["wizards"] == ["smartcity_wizard_inventory", "smartcity_wizard_new_study"]


def test_unloading_leaves_nothing_behind(desktop):
    assert desktop["unloaded"]
    assert not desktop["left_provider"]
    assert not desktop["left_dock"]


def test_screenshot_is_taken(desktop):
    assert desktop["screenshot"].stat().st_size > 20_000
