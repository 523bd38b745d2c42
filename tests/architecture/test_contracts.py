# SPDX-License-Identifier: GPL-2.0-or-later
"""The contracts between entry, method and case, and what every module must keep to."""

from __future__ import annotations

import ast
import inspect
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.engine.methods import METHODS

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "smartcity_plugin"
MODULES = sorted(
    path.relative_to(PACKAGE) for path in PACKAGE.rglob("*.py") if path.relative_to(PACKAGE).parts[0] != "vendor"
)
CATALOGUE = load_catalogue()
LONGEST = 450
TRANSLATION = ROOT / "i18n" / "smartcity_de.ts"
SQL = re.compile(r"^\s*(SELECT|INSERT\s+INTO|UPDATE|DELETE\s+FROM|CREATE|DROP|ALTER|PRAGMA|ATTACH)\s", re.IGNORECASE)


def parse(module: Path) -> ast.Module:
    return ast.parse((PACKAGE / module).read_text(encoding="utf-8"))


# Entry and method ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(CATALOGUE.indicators))
def test_an_entry_has_a_method_of_exactly_its_inputs_and_parameters(name):
    entry = CATALOGUE.indicators[name]
    assert entry.method in METHODS
    method = METHODS[entry.method]
    assert tuple(entry.inputs) == method.inputs
    assert tuple(entry.parameters) == method.parameters


def test_every_method_is_used():
    assert set(METHODS) == {entry.method for entry in CATALOGUE.indicators.values()}


@pytest.mark.parametrize("name", sorted(METHODS))
def test_a_method_can_be_cancelled_and_says_what_it_does(name):
    method = METHODS[name]
    assert "progress" in inspect.signature(method.function).parameters
    assert method.level in ("cells", "units")
    assert len(inspect.getdoc(method.function)) > 60


@pytest.mark.parametrize("name", sorted(CATALOGUE.indicators))
def test_inputs_on_units_get_the_units(name):
    entry = CATALOGUE.indicators[name]
    if METHODS[entry.method].level == "cells":
        assert entry.inputs["cells"].roles == ("population_cells",)
        assert "planning_units" not in entry.all_roles()


ONLY_FOR_MAPS = {"water", "terrain", "plan_areas"}
AWAITING_INDICATORS = {
    "public_need_areas",
}
"""Importers and the inventory know them already; an indicator that uses one takes it off this list."""


def test_every_role_is_used_or_known_not_to_be():
    used = {role for entry in CATALOGUE.indicators.values() for role in entry.all_roles()} | {"planning_units"}
    by_algorithms = {name for name, role in CATALOGUE.roles.items() if role.used_by}
    assert not by_algorithms & used, "roles of indicators need no used_by"
    unused = {name for name in CATALOGUE.roles if name not in used}
    assert unused == ONLY_FOR_MAPS | AWAITING_INDICATORS | by_algorithms


def test_algorithms_that_use_a_role_exist():
    """A role that no indicator uses names what does; the algorithm is there under that name."""
    sources = [path.read_text(encoding="utf-8") for path in (PACKAGE / "processing" / "algorithms").glob("*.py")]
    for role in CATALOGUE.roles.values():
        for algorithm in role.used_by:
            assert any(f'return "{algorithm}"' in source for source in sources), (role.id, algorithm)


# Modules ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_no_module_is_too_long(module):
    assert len((PACKAGE / module).read_text(encoding="utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_public_things_say_what_they_are_for(module):
    """Overrides of QGIS and Qt methods (in processing, gui) mean what QGIS documents."""
    tree = parse(module)
    silent = [] if ast.get_docstring(tree) else [f"{module}"]
    for node in tree.body:
        if (
            isinstance(node, (ast.FunctionDef, ast.ClassDef))
            and not node.name.startswith("_")
            and not ast.get_docstring(node)
        ):
            silent.append(f"{module}:{node.lineno} {node.name}")
        if (
            isinstance(node, ast.ClassDef)
            and module.parts[0] not in ("processing", "gui")
            and not node.name.startswith("_")
        ):
            silent += [
                f"{module}:{inner.lineno} {node.name}.{inner.name}"
                for inner in node.body
                if isinstance(inner, ast.FunctionDef)
                and not inner.name.startswith("_")
                and not ast.get_docstring(inner)
            ]
    if module.name == "plugin.py":
        silent = [place for place in silent if "." not in place.split()[-1]]
    assert silent == []


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_no_assert_no_print_no_silent_pass(module):
    wrong = []
    for node in ast.walk(parse(module)):
        if isinstance(node, ast.Assert):
            wrong.append(f"{module}:{node.lineno} assert")
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("print", "eval", "exec"):
            wrong.append(f"{module}:{node.lineno} {node.func.id}")
        if isinstance(node, ast.ExceptHandler) and all(isinstance(inner, ast.Pass) for inner in node.body):
            wrong.append(f"{module}:{node.lineno} except: pass")
        if isinstance(node, ast.ExceptHandler) and node.type is None:
            wrong.append(f"{module}:{node.lineno} bare except")
    assert wrong == []


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_no_sql_is_put_together(module):
    wrong = []
    for node in ast.walk(parse(module)):
        pieces = []
        if isinstance(node, ast.JoinedStr) and any(isinstance(value, ast.FormattedValue) for value in node.values):
            pieces = node.values[:1]
        elif isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Mod)):
            pieces = [node.left]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
            pieces = [node.func.value]
        for piece in pieces:
            if isinstance(piece, ast.Constant) and isinstance(piece.value, str) and SQL.match(piece.value):
                wrong.append(f"{module}:{node.lineno} {piece.value!r}")
    assert wrong == []


# Projects and styles are stored in the study's file by QGIS itself, which can do so in a GeoPackage only.
STORED_BY_QGIS = Path("cartography/project.py")


@pytest.mark.parametrize("module", [module for module in MODULES if module.parts[0] != "study"], ids=str)
def test_only_the_study_knows_that_it_is_a_geopackage(module):
    """PostGIS will follow: nobody else may open the study's file or run SQL on it."""
    wrong = []
    for node in ast.walk(parse(module)):
        if isinstance(node, ast.Attribute) and node.attr in ("ExecuteSQL", "executeSql") and module != STORED_BY_QGIS:
            wrong.append(f"{module}:{node.lineno} {node.attr}")
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("geopackage"):
            wrong.append(f"{module}:{node.lineno} imports {node.module}")
        if isinstance(node, ast.Import) and any(alias.name == "sqlite3" for alias in node.names):
            wrong.append(f"{module}:{node.lineno} imports sqlite3")
    assert wrong == []


def test_no_path_of_a_machine_is_written_down():
    wrong = []
    for folder in ("smartcity_plugin", "resources", "tests", "tools"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in (".py", ".yaml", ".csv", ".md", ".sh", ".toml") and "vendor" not in path.parts:
                text = path.read_text(encoding="utf-8")
                wrong += [
                    f"{path.relative_to(ROOT)}: {sign}"
                    for sign in ("/" + "work/", "/" + "root/", "../" + "shared")
                    if sign in text
                ]
    assert wrong == []


def test_every_file_names_the_licence():
    sign = "SPDX-License-Identifier: GPL-2.0-or-later"
    wrong = []
    for folder in ("smartcity_plugin", "tests", "tools"):
        for path in (ROOT / folder).rglob("*.py"):
            if "vendor" not in path.parts and sign not in path.read_text(encoding="utf-8")[:200]:
                wrong.append(str(path.relative_to(ROOT)))
    assert wrong == []


# Both languages -----------------------------------------------------------------------------------------------------


def interface_texts():
    """Yield (module, line, context, text) of every translate("Context", "text") in the package."""
    for module in MODULES:
        for node in ast.walk(parse(module)):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if (
                name == "translate"
                and len(node.args) >= 2
                and all(isinstance(arg, ast.Constant) for arg in node.args[:2])
            ):
                yield module, node.lineno, node.args[0].value, node.args[1].value


def test_every_text_of_the_interface_has_its_german():
    german = {}
    for context in ElementTree.parse(TRANSLATION).getroot().iter("context"):  # noqa: S314 - our own file
        for message in context.iter("message"):
            translation = message.find("translation")
            finished = translation is not None and translation.get("type") != "unfinished"
            text = "".join(translation.itertext()).strip() if finished else ""
            german[(context.findtext("name"), message.findtext("source"))] = text
    missing = [
        f"{module}:{line} {text}"
        for module, line, context, text in interface_texts()
        if not german.get((context, text))
    ]
    assert missing == []


def test_translations_keep_the_placeholders():
    wrong = []
    for message in ElementTree.parse(TRANSLATION).getroot().iter("message"):  # noqa: S314 - our own file
        source, translation = message.findtext("source"), "".join(message.find("translation").itertext())
        pattern = r"\{[a-z_]*\}|%[0-9n]|%s"
        if sorted(set(re.findall(pattern, source))) != sorted(set(re.findall(pattern, translation))):
            wrong.append(source)
    assert wrong == []


@pytest.mark.parametrize("module", [module for module in MODULES if module.parts[0] in ("processing", "gui")], ids=str)
def test_parameters_and_widgets_are_labelled_through_the_translation(module):
    """A literal as the label of a parameter, an action or a button would stay English in a German QGIS."""
    wrong = []
    for node in ast.walk(parse(module)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        labels = []
        if name.startswith(("QgsProcessingParameter", "QgsProcessingOutput")) and len(node.args) > 1:
            labels = [node.args[1]]
        elif name in (
            "setText",
            "setWindowTitle",
            "setToolTip",
            "setPlaceholderText",
            "QLabel",
            "QPushButton",
            "QAction",
        ) or name in ("pushInfo", "pushWarning", "reportError"):
            labels = node.args[:1]
        wrong += [
            f"{module}:{node.lineno} {label.value!r}"
            for label in labels
            if isinstance(label, ast.Constant)
            and isinstance(label.value, str)
            and re.search(r"[A-Za-z]{3}", label.value)
        ]
    assert wrong == []
