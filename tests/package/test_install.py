# SPDX-License-Identifier: GPL-2.0-or-later
"""The unpacked zip works in qgis_process, with nothing of the repository beside it."""

from __future__ import annotations

import json

import pytest


def test_plugin_lies_complete_in_the_profile(profile):
    for name in ("__init__.py", "metadata.txt", "LICENSE", "resources/icons/plugin.png", "vendor/docx/__init__.py"):
        assert (profile.plugin / name).is_file()


def test_provider_is_listed(profile):
    listed = json.loads(profile.qgis_process("--json", "list").ok().stdout)
    assert "smartcity:demostudy" in listed["providers"]["smartcity"]["algorithms"]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["jena.gpkg", "atlas.pdf", "strategie.docx"])
def test_demo_study_is_produced(demo, name):
    assert (demo / name).stat().st_size > 0


def test_failure_is_told_to_the_shell(profile, tmp_path):
    missing = tmp_path / "no" / "such" / "language"
    ended = profile.qgis_process("run", "smartcity:demostudy", "--", f"FOLDER={missing}", "LANGUAGE=xx")
    assert ended.status != 0
    assert ended.stderr.strip()
