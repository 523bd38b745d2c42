# SPDX-License-Identifier: GPL-2.0-or-later
"""Every problem that the code can raise has a sentence and a remedy, filled with exactly what the code passes."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest

from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.model.problem import Problem, Severity, SmartCityError
from smartcity_plugin.model.text import LANGUAGES

PACKAGE = Path(__file__).resolve().parents[2] / "smartcity_plugin"
MESSAGES = load_catalogue().messages

# Where the key is computed: the keys that it can be. A key taken from another problem (`problem.key`) needs no entry.
COMPUTED = {
    ("study/geopackage.py", "failure"): {"disk_full", "study_locked", "study_read_only"},
    ("sources/quality/passport.py", "check_passport"): {"source_missing", "licence_missing", "date_missing"},
    ("sources/quality/units.py", "_of_units"): {"parent_missing", "parent_loop", "unit_outside_parent"},
    ("model/problem.py", "__init__"): set(),
    ("study/rows.py", "problem_of"): set(),
}


def placeholders(key: str) -> set[str]:
    message, hint = MESSAGES[key]
    return {name for text in (message, hint) for _, name, _, _ in string.Formatter().parse(text.de) if name is not None}


def functions(tree: ast.Module):
    """Yield (function or module, its own nodes without those of inner functions)."""
    scopes = [tree, *(node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))]
    for scope in scopes:
        stack, own = list(ast.iter_child_nodes(scope)), []
        while stack:
            node = stack.pop()
            own.append(node)
            if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                stack.extend(ast.iter_child_nodes(node))
        yield scope, own


def literal_keys(node) -> set[str]:
    return {key.value for key in node.keys if isinstance(key, ast.Constant)}


def passed(call: ast.Call, own: list, name: str):
    """Return the names of the values that a call passes, None if they are another problem's."""
    if name == "Problem":
        given = {keyword.arg: keyword.value for keyword in call.keywords}
        values = given.get("values") or (call.args[2] if len(call.args) > 2 else None)
        if values is None:
            return set()
        if isinstance(values, ast.Dict):
            return literal_keys(values)
        if isinstance(values, ast.Name):
            assigned = [
                node.value
                for node in own
                if isinstance(node, ast.Assign)
                and isinstance(node.value, ast.Dict)
                and any(isinstance(target, ast.Name) and target.id == values.id for target in node.targets)
            ]
            return literal_keys(assigned[0]) if assigned else None
        return None
    if any(keyword.arg is None for keyword in call.keywords):
        return None
    return {keyword.arg for keyword in call.keywords}


def calls():
    """Yield (file, function, line, key or None, names passed or None) of every problem in the package."""
    for path in sorted(PACKAGE.rglob("*.py")):
        file = path.relative_to(PACKAGE).as_posix()
        if file.startswith("vendor/"):
            continue
        for scope, own in functions(ast.parse(path.read_text(encoding="utf-8"))):
            for node in own:
                if not isinstance(node, ast.Call):
                    continue
                called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                if called not in ("Problem", "SmartCityError", "_warning") or not node.args:
                    continue
                first = node.args[0]
                if isinstance(first, ast.Attribute) and first.attr == "key":
                    continue
                key = first.value if isinstance(first, ast.Constant) else None
                yield file, getattr(scope, "name", ""), node.lineno, key, passed(node, own, called)


CALLS = list(calls())


def test_the_walk_finds_the_problems():
    assert len(CALLS) > 40


@pytest.mark.parametrize(("file", "function", "line", "key", "names"), CALLS)
def test_problem_has_its_sentence(file, function, line, key, names):
    keys = {key} if key else COMPUTED.get((file, function))
    assert keys is not None, f"{file}:{line} computes its key: name the possible ones in COMPUTED"
    for one in keys:
        assert one in MESSAGES, f"{file}:{line}: no sentence for {one}"
        assert names is not None, f"{file}:{line}: the values passed cannot be read from the code"
        assert names == placeholders(one), f"{file}:{line}: {one}"


def test_no_sentence_is_left_over():
    used = set()
    for path in PACKAGE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        used |= {
            node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
    assert sorted(set(MESSAGES) - used) == []


def test_sentences_of_messages_are_in_both_languages():
    problem = Problem("disk_full", values={"path": "x.gpkg"})
    catalogue = load_catalogue()
    assert catalogue.sentence(problem, "de") != catalogue.sentence(problem, "en")


@pytest.mark.parametrize("key", sorted(MESSAGES))
def test_sentence_can_be_said(key, catalogue):
    problem = Problem(key, values={name: f"<{name}>" for name in placeholders(key)})
    for language in LANGUAGES:
        sentence = catalogue.sentence(problem, language)
        assert "{" not in sentence
        for name in placeholders(key):
            assert f"<{name}>" in sentence
        assert len(sentence) < 400


def test_ids_are_told_by_their_titles(catalogue):
    problem = Problem("role_without_data", values={"role": "pt_stops", "indicator": "mob_pt_access_share"})
    sentence = catalogue.sentence(problem, "de")
    assert "pt_stops" not in sentence
    assert "Haltestellen des öffentlichen Verkehrs" in sentence
    assert "Bevölkerung im Einzugsbereich von Haltestellen" in sentence


def test_a_layer_called_by_a_user_keeps_its_name(catalogue):
    assert "„Meine Parks {2024}“" in catalogue.sentence(
        Problem("layer_empty", values={"layer": "Meine Parks {2024}"}), "de"
    )


def test_kinds_of_geometry_are_told_in_the_language(catalogue):
    problem = Problem("geometry_type_wrong", values={"layer": "x", "found": ("point", "line"), "expected": "polygon"})
    assert "Punkt, Linie, gebraucht wird Fläche" in catalogue.sentence(problem, "de")
    assert "point, line, required is polygon" in catalogue.sentence(problem, "en")


@pytest.mark.parametrize(
    ("value", "german", "english"),
    [(0.4, "0,4", "0.4"), (1234.5, "1.234,5", "1,234.5"), (300.0, "300", "300"), (7, "7", "7")],
)
def test_numbers_are_told_in_the_language(catalogue, value, german, english):
    problem = Problem("units_overlap", Severity.WARNING, {"share": value})
    assert f"auf {german} % " in catalogue.sentence(problem, "de")
    assert f"on {english} % " in catalogue.sentence(problem, "en")


def test_an_error_carries_its_problem():
    error = SmartCityError("disk_full", path="x")
    assert error.problem == Problem("disk_full", Severity.ERROR, {"path": "x"})
    assert str(error) == "disk_full (path=x)"
    assert str(SmartCityError("no_results")) == "no_results"


def flags_of_the_engine() -> set[str]:
    """Return what the engine can flag: of inputs and values, and what its modules name in capitals or hand over."""
    from smartcity_plugin.engine.compute import FLAG_OF_FITNESS

    found = set(FLAG_OF_FITNESS.values())
    for path in (PACKAGE / "engine").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "append":
                if getattr(node.func.value, "id", "") in ("own", "everywhere", "flags"):
                    found |= {arg.value for arg in node.args if isinstance(arg, ast.Constant)}
            elif isinstance(node, ast.keyword) and node.arg == "flags":
                found |= {one.value for one in ast.walk(node.value) if isinstance(one, ast.Constant)}
    return {flag for flag in found if isinstance(flag, str) and flag}


def test_every_flag_of_the_engine_has_words(catalogue):
    flags = flags_of_the_engine()
    assert {"few_cases", "no_data", "estimated_input"} <= flags
    assert flags <= set(catalogue.vocabulary.flags)


def test_every_flag_that_has_words_is_used_by_the_engine(catalogue):
    said = set()
    for path in (PACKAGE / "engine").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        said |= {one.value for one in ast.walk(tree) if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    assert sorted(set(catalogue.vocabulary.flags) - said) == []
