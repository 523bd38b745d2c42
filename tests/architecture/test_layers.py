# SPDX-License-Identifier: GPL-2.0-or-later
"""Who may know whom: imports only run down the list, wherever in a module they stand."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "smartcity_plugin"

# From the bottom to the top; rooms of one row do not know each other.
ROWS = (
    {"model"},
    {"catalogue"},
    {"engine"},
    {"sources"},
    {"study"},
    {"bridge"},
    {"cartography", "report", "exchange"},
    {"processing"},
    {"gui"},
    {"plugin"},
    {"__init__"},
)
HEIGHT = {room: number for number, row in enumerate(ROWS) for room in row}
HELPERS = {"paths": set(), "capabilities": {"paths", "model"}}  # everyone may use them; what they may use themselves

STANDARD = set(sys.stdlib_module_names) if hasattr(sys, "stdlib_module_names") else set()
FOREIGN = {
    "model": set(),
    "catalogue": {"yaml"},
    "engine": {"numpy", "pandas", "scipy", "shapely"},
    "sources": {"numpy", "pandas", "scipy", "shapely", "osgeo", "lxml"},
    "study": {"numpy", "pandas", "scipy", "shapely", "osgeo"},
    "bridge": {"numpy", "pandas", "shapely", "qgis"},
    "cartography": {"numpy", "pandas", "shapely", "qgis", "matplotlib", "osgeo"},
    "report": {"numpy", "pandas", "shapely", "qgis", "matplotlib", "docx", "lxml"},
    "exchange": {"numpy", "pandas", "shapely", "qgis", "yaml"},
    "processing": {"qgis", "processing", "shapely"},
    "gui": {"qgis", "processing"},
    "plugin": {"qgis"},
    "__init__": set(),
    "paths": set(),
    "capabilities": set(),
}
HEAVY = {"numpy", "pandas", "scipy", "shapely", "matplotlib", "docx", "lxml", "osgeo"}
"""Not to be imported when the plugin is loaded: it may be missing, and it takes time."""

MODULES = sorted(
    path.relative_to(PACKAGE) for path in PACKAGE.rglob("*.py") if path.relative_to(PACKAGE).parts[0] != "vendor"
)


def room(module: Path) -> str:
    return module.parts[0] if len(module.parts) > 1 else module.stem


def imports(module: Path):
    """Yield (line, absolute dotted name, whether at the top of the module) of everything a module imports."""
    tree = ast.parse((PACKAGE / module).read_text(encoding="utf-8"))
    checked = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for inner in ast.walk(node)
    }
    late = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
        for inner in ast.walk(node)
    }
    folder = ["smartcity_plugin", *module.parts[:-1]]
    for node in ast.walk(tree):
        at_top = id(node) not in late and id(node) not in checked
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name, at_top
        elif isinstance(node, ast.ImportFrom):
            base = folder[: len(folder) - node.level + 1] if node.level else []
            name = ".".join([*base, *([node.module] if node.module else [])])
            for alias in node.names:
                yield node.lineno, f"{name}.{alias.name}", at_top


def own(name: str):
    """Return the room of one of our own names, None for a foreign one."""
    parts = name.split(".")
    if parts[0] != "smartcity_plugin":
        return None
    return parts[1] if len(parts) > 1 else "__init__"


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_imports_run_down(module):
    here = room(module)
    assert here in HEIGHT or here in HELPERS, f"{here} is in no row of the architecture"
    wrong = []
    for line, name, _ in imports(module):
        there = own(name)
        if there is None or there == here:
            continue
        if here in HELPERS:
            allowed = there in HELPERS[here]
        else:
            allowed = there in HELPERS or HEIGHT.get(there, len(ROWS)) < HEIGHT[here]
        if not allowed:
            wrong.append(f"{module}:{line} imports {name}")
    assert wrong == []


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_only_the_libraries_of_the_room(module):
    allowed = FOREIGN[room(module)]
    wrong = []
    for line, name, _ in imports(module):
        first = name.split(".")[0]
        if first in ("smartcity_plugin", "__future__") or first in STANDARD:
            continue
        if not STANDARD and first not in {library for libraries in FOREIGN.values() for library in libraries}:
            continue  # Python 3.9 cannot tell its own modules
        if first not in allowed:
            wrong.append(f"{module}:{line} imports {name}")
    assert wrong == []


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_qt_only_through_qgis(module):
    wrong = [
        f"{module}:{line} {name}"
        for line, name, _ in imports(module)
        if name.split(".")[0] in ("PyQt5", "PyQt6", "sip")
    ]
    assert wrong == []


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_widgets_and_the_interface_only_in_the_gui(module):
    if room(module) in ("gui", "plugin"):
        return
    told = ("qgis.PyQt.QtWidgets", "qgis.gui", "qgis.utils")
    wrong = [
        f"{module}:{line} {name}"
        for line, name, _ in imports(module)
        if f"{name}.".startswith(tuple(f"{t}." for t in told))
    ]
    names = {
        node.id
        for node in ast.walk(ast.parse((PACKAGE / module).read_text(encoding="utf-8")))
        if isinstance(node, ast.Name)
    }
    if module.name != "__init__.py" or len(module.parts) > 1:
        assert "iface" not in names
    assert wrong == []


def loaded_with_the_plugin() -> set[Path]:
    """Return the modules that QGIS imports to load the plugin and its algorithms, by their import statements."""
    found: set[Path] = set()
    waiting = [
        Path("__init__.py"),
        Path("plugin.py"),
        Path("processing/provider.py"),
        Path("processing/algorithms/__init__.py"),
    ]
    waiting.append(Path("processing/indicator_algorithm.py"))
    while waiting:
        module = waiting.pop()
        if module in found or not (PACKAGE / module).is_file():
            continue
        found.add(module)
        for number in range(1, len(module.parts)):
            waiting.append(Path(*module.parts[:number], "__init__.py"))
        for _, name, at_top in imports(module):
            parts = name.split(".")[1:]
            if own(name) is None or not at_top:
                continue
            for end in range(1, len(parts) + 1):
                waiting.append(Path(*parts[:end]).with_suffix(".py"))
                waiting.append(Path(*parts[:end], "__init__.py"))
    return found


def test_loading_the_plugin_imports_no_heavy_library():
    wrong = [
        f"{module}:{line} {name}"
        for module in sorted(loaded_with_the_plugin())
        for line, name, at_top in imports(module)
        if at_top and name.split(".")[0] in HEAVY
    ]
    assert wrong == []


def test_loading_reaches_the_algorithms():
    assert Path("processing/algorithms/compute_indicators.py") in loaded_with_the_plugin()


@pytest.mark.parametrize("name", ["model", "catalogue", "engine", "sources", "study"])
def test_rooms_below_the_bridge_run_without_qgis(name):
    """This process has no QGIS: importing everything below the bridge must not bring it in."""
    import importlib

    for path in sorted((PACKAGE / name).rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        importlib.import_module(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    if "pytest_qgis" not in sys.modules:
        assert not {module for module in sys.modules if module.split(".")[0] in ("qgis", "PyQt5", "PyQt6")}
