# SPDX-License-Identifier: GPL-2.0-or-later
"""Fixtures of the tests that take the built zip as a user would: unpack it into a clean profile and start real QGIS."""

from __future__ import annotations

import os
import signal
import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

ENABLE_SECONDS, DEMO_SECONDS = 120, 1200
TAIL = 3000


@dataclass
class Ended:
    """A process that has ended by itself."""

    command: str
    status: int
    stdout: str
    stderr: str

    def ok(self) -> Ended:
        """Fail the test, with the end of what the process wrote, unless it ended well."""
        if self.status != 0:
            pytest.fail(f"{self.command}\nended with status {self.status}\n{self.tail()}", pytrace=False)
        return self

    def tail(self) -> str:
        """Return the end of both outputs, which is where the reason stands."""
        return f"--- stdout\n{self.stdout[-TAIL:]}\n--- stderr\n{self.stderr[-TAIL:]}"


def run(command: list[str], *, seconds: int, environment: dict[str, str]) -> Ended:
    """Run a command with its children in a group of their own, so that none outlives the time limit."""
    shown = " ".join(command)
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        env={**os.environ, **environment},
        start_new_session=True,
    )
    try:
        stdout, stderr = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        stdout, stderr = process.communicate()
        ended = Ended(shown, -signal.SIGKILL, stdout, stderr)
        pytest.fail(f"{shown}\ndid not end within {seconds} s\n{ended.tail()}", pytrace=False)
    return Ended(shown, process.returncode, stdout, stderr)


@dataclass
class Profile:
    """A QGIS profile that only this test session uses, and the commands that run in it."""

    root: Path
    repository: Path

    @property
    def plugin(self) -> Path:
        """Where the plugin is unpacked."""
        return self.root / "profiles" / "default" / "python" / "plugins" / "smartcity_plugin"

    def qgis_process(self, *arguments: str, seconds: int = ENABLE_SECONDS) -> Ended:
        """Run qgis_process in this profile."""
        command = [str(self.repository / "tools" / "env.sh"), "qgis_process", *arguments]
        environment = {"QGIS_CUSTOM_CONFIG_PATH": str(self.root), "QT_QPA_PLATFORM": "offscreen"}
        return run(command, seconds=seconds, environment=environment)

    def desktop(self, script: Path, environment: dict[str, str], *, seconds: int) -> Ended:
        """Run QGIS desktop on a virtual screen, with a Python script to be executed once it is up."""
        command = ["xvfb-run", "-a", "-s", "-screen 0 1600x1200x24", str(self.repository / "tools" / "env.sh"), "qgis"]
        command += ["--nologo", "--noversioncheck", "--profiles-path", str(self.root), "--code", str(script)]
        environment = {"QGIS_CUSTOM_CONFIG_PATH": str(self.root), "QT_QPA_PLATFORM": "xcb", **environment}
        return run(command, seconds=seconds, environment=environment)


@pytest.fixture(scope="session")
def plugin_zip(repository) -> Path:
    """The zip that `make package` built."""
    found = sorted((repository / "dist").glob("smartcity_plugin-*.zip"))
    if len(found) != 1:
        pytest.fail(f"dist/ holds {len(found)} plugin zips instead of one: run 'make package' first.", pytrace=False)
    return found[0]


@pytest.fixture(scope="session")
def profile(plugin_zip, repository, tmp_path_factory) -> Profile:
    """A clean profile with the zip unpacked and the plugin enabled."""
    profile = Profile(tmp_path_factory.mktemp("profiles"), repository)
    with zipfile.ZipFile(plugin_zip) as archive:
        archive.extractall(profile.plugin.parent)
    profile.qgis_process("plugins", "enable", "smartcity_plugin").ok()
    return profile


@pytest.fixture(scope="session")
def demo(profile, tmp_path_factory) -> Path:
    """The folder into which the demo study has been computed, once for all tests."""
    folder = tmp_path_factory.mktemp("demo")
    arguments = ("run", "smartcity:demostudy", "--", f"FOLDER={folder}", "LANGUAGE=de")
    profile.qgis_process(*arguments, seconds=DEMO_SECONDS).ok()
    return folder
