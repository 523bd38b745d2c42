# SPDX-License-Identifier: GPL-2.0-or-later
"""What was computed here can be computed again by anybody with one command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap

import pytest

from smartcity_plugin.study.geopackage import GeoPackage
from smartcity_plugin.study.study import Study

SECONDS = 120


@pytest.fixture(scope="module")
def qgis_process(repository, tmp_path_factory):
    """Return a function that runs qgis_process in a profile of its own, into which the plugin is linked."""
    profile = tmp_path_factory.mktemp("profile")
    plugin = profile / "profiles" / "default" / "python" / "plugins" / "smartcity_plugin"
    plugin.mkdir(parents=True)
    for source in [*(repository / "smartcity_plugin").iterdir(), repository / "metadata.txt"]:
        (plugin / source.name).symlink_to(source)
    environment = {**os.environ, "QGIS_CUSTOM_CONFIG_PATH": str(profile), "QT_QPA_PLATFORM": "offscreen"}

    def run(*arguments: str) -> subprocess.CompletedProcess:
        command = [str(repository / "tools" / "env.sh"), "qgis_process", *arguments]
        return subprocess.run(
            command,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=SECONDS,
            stdin=subprocess.DEVNULL,
        )

    enabled = run("plugins", "enable", "smartcity_plugin")
    assert enabled.returncode == 0, enabled.stderr
    return run


def test_one_command_reproduces_an_indicator(qgis_process, jena_study_path, tmp_path):
    before, output = jena_study_path.read_bytes(), tmp_path / "again.gpkg"
    name = "gre_access_300m_share"
    ended = qgis_process("--json", "run", f"smartcity:{name}", "--", f"STUDY={jena_study_path}", f"OUTPUT={output}")
    assert ended.returncode == 0, ended.stderr
    with Study.open(jena_study_path) as study:
        stored = study.values()
        stored = stored[stored["indicator_id"] == name].set_index("unit_id")
        city = study.city_id
    results = json.loads(ended.stdout[ended.stdout.index("{") :])["results"]
    assert results["CITY_VALUE"] == stored.loc[city, "value"]
    with GeoPackage.open(output, update=False) as package:
        again, shapes = package.read(next(iter(package.tables())))
    again = again.set_index("unit_id")
    assert len(shapes) == len(again) == len(stored)
    for column in ("value", "numerator", "denominator", "coverage", "population"):
        assert (again[column] == stored.loc[again.index, column]).all(), column
    assert jena_study_path.read_bytes() == before


def test_a_refusal_is_one_sentence_and_a_status(qgis_process, tmp_path, catalogue):
    missing = tmp_path / "none.gpkg"
    ended = qgis_process("run", "smartcity:checkinventory", "--", f"STUDY={missing}")
    assert ended.returncode != 0
    sentences = {
        " ".join(getattr(text, language) for text in catalogue.messages["file_not_found"]).format(path=missing)
        for language in ("de", "en")
    }
    told = ended.stdout + ended.stderr
    assert any(sentence in told for sentence in sentences), told
    assert "Traceback" not in told


BARE = """
    import sys
    from importlib.abc import MetaPathFinder

    class Missing(MetaPathFinder):
        def find_spec(self, name, path=None, target=None):
            if name.split(".")[0] in ("numpy", "pandas", "scipy", "shapely", "matplotlib", "docx", "lxml"):
                raise ModuleNotFoundError(name)

    sys.meta_path.insert(0, Missing())
    from qgis.core import QgsApplication

    application = QgsApplication([], False)
    application.initQgis()
    from smartcity_plugin import classFactory
    from smartcity_plugin.processing.provider import SmartCityProvider

    assert classFactory(None) is not None
    provider = SmartCityProvider()
    QgsApplication.processingRegistry().addProvider(provider)
    print(len(provider.algorithms()))
    for algorithm in provider.algorithms():
        possible, reason = algorithm.canExecute()
        if algorithm.name() == "documentpdf":  # LibreOffice does all of it
            assert possible, reason
            continue
        assert not possible, algorithm.name()
        if algorithm.name() == "checkdocument":  # it reads a Word file and nothing else
            assert "lxml" in reason and "docx" in reason, reason
        else:
            assert "numpy" in reason and "pandas" in reason, reason
        algorithm.create().shortHelpString()
    print("done", flush=True)
    import os
    os._exit(0)
"""


def test_without_its_libraries_the_plugin_loads_and_says_what_is_missing(repository, smartcity_provider):
    environment = {**os.environ, "PYTHONPATH": str(repository), "QT_QPA_PLATFORM": "offscreen"}
    ended = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(BARE)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.split() == [str(len(smartcity_provider.algorithms())), "done"]
