# SPDX-License-Identifier: GPL-2.0-or-later
"""Every text of the interface has a finished German translation, and nothing else is in the file."""

from __future__ import annotations

import ast
import re
import xml.etree.ElementTree as ElementTree

import pytest

PLACEHOLDER = re.compile(r"{\w+}")


@pytest.fixture(scope="module")
def literals(repository) -> set[tuple[str, str]]:
    """Context and text of every translate(…) in the package."""
    found = set()
    for path in (repository / "smartcity_plugin").rglob("*.py"):
        if "vendor" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or len(node.args) < 2:
                continue
            if getattr(node.func, "attr", getattr(node.func, "id", "")) != "translate" or path.name == "i18n.py":
                continue
            values = [getattr(argument, "value", None) for argument in node.args[:2]]
            assert all(isinstance(value, str) for value in values), f"{path.name}:{node.lineno}: no literal"
            found.add(tuple(values))
    return found


@pytest.fixture(scope="module")
def translations(repository) -> ElementTree.Element:
    return ElementTree.parse(repository / "i18n" / "smartcity_de.ts").getroot()  # noqa: S314 - our own file


def test_there_is_one_context(literals):
    assert {context for context, _ in literals} == {"SmartCity"}


def test_every_text_has_a_finished_translation(literals, translations):
    assert translations.get("language") == "de_DE"
    finished = {
        message.findtext("source")
        for message in translations.iter("message")
        if message.find("translation").get("type") is None and (message.findtext("translation") or "").strip()
    }
    assert {text for _, text in literals} - finished == set()


def test_the_file_holds_nothing_else(literals, translations):
    assert [context.findtext("name") for context in translations.iter("context")] == ["SmartCity"]
    kept = {message.findtext("source") for message in translations.iter("message")}
    assert kept - {text for _, text in literals} == set()


def test_placeholders_and_mnemonics_survive(translations):
    for message in translations.iter("message"):
        source, german = message.findtext("source"), message.findtext("translation")
        assert sorted(PLACEHOLDER.findall(german)) == sorted(PLACEHOLDER.findall(source)), source
        assert german.count("&") == source.count("&"), source
