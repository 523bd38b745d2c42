# SPDX-License-Identifier: GPL-2.0-or-later
"""The gate lets the built zip pass and stops damaged ones, each with a sentence that says why."""

from __future__ import annotations

import subprocess
import zipfile

import pytest

pytestmark = pytest.mark.host

METADATA = """[general]
name=Small Example
description=An example
version=1.0.0
qgisMinimumVersion=3.22
author=Somebody
email=somebody@example.com
about=An example
tracker=https://example.com/issues
repository=https://example.com/code
homepage=https://example.com
icon=icon.png
"""
SMALL = {
    "smartcity_plugin/__init__.py": "",
    "smartcity_plugin/metadata.txt": METADATA,
    "smartcity_plugin/LICENSE": "GPL",
    "smartcity_plugin/icon.png": b"\x89PNG\r\n",
}


@pytest.fixture
def gate(repository):
    """Run the gate on a zip; return status and output."""

    def run(path, *checks):
        command = [str(repository / ".venv-tools/bin/python"), str(repository / "tools/gate.py"), str(path)]
        command += [word for check in checks for word in ("--check", check)]
        ended = subprocess.run(command, capture_output=True, text=True, timeout=300)
        return ended.returncode, ended.stdout + ended.stderr

    return run


def write_zip(path, entries):
    """Write a small plugin; an entry of None is left out."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in entries.items():
            if content is not None:
                archive.writestr(name, content)
    return path


def test_built_zip_passes(gate, plugin_zip):
    status, output = gate(plugin_zip)
    assert status == 0, output
    assert "ERROR" not in output


def test_small_plugin_passes(gate, tmp_path):
    status, output = gate(write_zip(tmp_path / "small.zip", SMALL))
    assert (status, "ERROR" in output) == (0, False), output


CODE = "smartcity_plugin/module.py"


@pytest.mark.parametrize(
    ("check", "change", "sentence"),
    [
        ("structure", {"smartcity_plugin/LICENSE": None}, "LICENSE is missing from smartcity_plugin/"),
        ("structure", {"smartcity_plugin/__init__.py": None}, "__init__.py is missing"),
        ("structure", {"other/file.txt": "x"}, "must hold one top folder, but has 2: other, smartcity_plugin"),
        ("names and types", {"smartcity_plugin/geos.so": b"\x7fELF"}, "geos.so: files of type .so are refused"),
        ("names and types", {"smartcity_plugin/__pycache__/a.pyc": b""}, "files of type .pyc are refused"),
        ("names and types", {"smartcity_plugin/../a.py": ""}, "'..', a leading slash or a backslash is not allowed"),
        ("names and types", {"smartcity_plugin/a\\b.py": ""}, "backslash is not allowed"),
        ("names and types", {"smartcity_plugin/.env": ""}, "hidden files do not belong"),
        ("icon", {"smartcity_plugin/icon.png": None}, "icon 'icon.png' of metadata.txt is not in the zip"),
        ("Bandit", {CODE: "def f(x):\n    assert x\n"}, "module.py:2: Bandit B101"),
        ("Bandit", {CODE: "def f(c, t):\n    c.execute('SELECT * FROM ' + t)\n"}, "module.py:2: Bandit B608"),
        ("Bandit", {CODE: "def f(text):\n    return eval(text)\n"}, "module.py:2: Bandit B307"),
        ("Bandit", {CODE: "def f(:\n"}, "module.py: Bandit could not read it"),
        ("flake8", {CODE: "def f():\n    return undefined\n"}, "module.py:2:12: F821 undefined name"),
    ],
)
def test_damage_is_found(gate, tmp_path, check, change, sentence):
    status, output = gate(write_zip(tmp_path / "damaged.zip", {**SMALL, **change}), check)
    assert status == 1, output
    assert sentence in output


def test_secret_is_found(gate, tmp_path):
    secret = (
        "ghp_" + "0123456789abcdefghijABCDEFGHIJ012345"
    )  # nobody's token, and put together so that this file has none
    status, output = gate(
        write_zip(tmp_path / "damaged.zip", {**SMALL, "smartcity_plugin/a.txt": secret}), "detect-secrets"
    )
    assert status == 1, output
    assert "smartcity_plugin/a.txt:1: detect-secrets takes this for a secret (GitHub Token)" in output


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("version=1.0.0", "version=1.0", "version '1.0' is no semantic version"),
        ("name=Small Example", "name=Small Plugin", "must not contain the word plugin"),
        ("homepage=https://example.com\n", "", "metadata.txt lacks homepage"),
        ("about=An example", "about=100 % true", "no readable section [general]"),
        ("tracker=https://example.com/issues", "tracker=issues", "tracker 'issues' is no web address"),
        ("author=Somebody", "author=Some/body", "author must not contain a slash"),
    ],
)
def test_wrong_metadata_is_found(gate, tmp_path, old, new, sentence):
    entries = {**SMALL, "smartcity_plugin/metadata.txt": METADATA.replace(old, new)}
    status, output = gate(write_zip(tmp_path / "damaged.zip", entries), "metadata", "addresses")
    assert status == 1, output
    assert sentence in output


def test_placeholder_address_is_a_notice(gate, tmp_path):
    text = METADATA.replace("https://example.com/code", "https://example.org/code")
    entries = {**SMALL, "smartcity_plugin/metadata.txt": text}
    status, output = gate(write_zip(tmp_path / "placeholder.zip", entries), "addresses")
    assert status == 0
    assert "NOTICE  addresses: repository is a placeholder" in output


def test_no_zip_at_all(gate, tmp_path):
    (tmp_path / "no.zip").write_text("not a zip")
    status, output = gate(tmp_path / "no.zip")
    assert (status, "is no readable zip" in output) == (1, True)
