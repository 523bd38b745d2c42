# SPDX-License-Identifier: GPL-2.0-or-later
"""The document's wordings and outline: complete, equal in both languages, strictly read."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from smartcity_plugin.catalogue import CatalogueError
from smartcity_plugin.report.outline import load_outline
from smartcity_plugin.report.sections import BUILDERS
from smartcity_plugin.report.texts import Texts, load_texts

TEXTS = load_texts()
CALL = re.compile(r"\b(say|count)\(\s*(f?)\"([a-z][^\"]+)\"")


def placeholders(wording: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(wording) if name}


def sources(repository: Path) -> str:
    files = sorted((repository / "smartcity_plugin" / "report").rglob("*.py"))
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


@pytest.mark.parametrize("key", TEXTS)
def test_both_languages_have_the_same_placeholders(key):
    assert placeholders(TEXTS[key].de) == placeholders(TEXTS[key].en)


def test_singular_and_plural_need_the_same_values():
    for key in TEXTS:
        if key.endswith(".one"):
            other = placeholders(TEXTS[key[:-3] + "other"].de)
            assert placeholders(TEXTS[key].de) - {"count"} == other - {"count"}, key


def test_every_key_that_the_code_names_exists(repository):
    for call, dynamic, key in CALL.findall(sources(repository)):
        if dynamic:
            pattern = re.compile(re.sub(r"\\\{.*?\\\}", r"[a-z0-9_.]+", re.escape(key)))
            assert any(pattern.fullmatch(known) or pattern.fullmatch(known.rpartition(".")[0]) for known in TEXTS), key
        else:
            names = [key] if call == "say" else [f"{key}.one", f"{key}.other"]
            assert set(names) <= set(TEXTS), key


def test_every_wording_is_used(repository):
    code = sources(repository)
    dynamic = [re.sub(r"\{.*?\}", "*", key) for _, is_dynamic, key in CALL.findall(code) if is_dynamic]
    stems = [re.compile(re.escape(key).replace(r"\*", r"[a-z0-9_]+")) for key in dynamic]
    for key in TEXTS:
        stem = key[: -len(key.rpartition(".")[2]) - 1] if key.endswith((".one", ".other")) else key
        assert f'"{stem}"' in code or any(pattern.fullmatch(stem) for pattern in stems), key


def test_wordings_claim_no_causes():
    for key, text in TEXTS.items():
        assert not re.search(r"\b(korrel|führt zu|wegen des|verursach|deshalb)", text.de), key
        assert not re.search(r"\b(correlat|caused|leads to\b|due to)", text.en), key


def test_an_enumeration_in_both_languages():
    german, english = Texts("de", TEXTS), Texts("en_GB", TEXTS)
    assert german.join(["a", "b", "c"]) == "a, b und c"
    assert english.join(["a", "b"]) == "a and b"
    assert german.join(["a"]) == "a"
    assert german.join([]) == ""


def test_a_missing_value_is_an_error():
    with pytest.raises(KeyError):
        Texts("de", TEXTS).say("persons.about")


def test_half_a_plural_is_an_error(tmp_path):
    path = tmp_path / "texts.yaml"
    path.write_text('a:\n  one: {de: "x", en: "x"}\n', encoding="utf-8")
    with pytest.raises(CatalogueError, match="needs both"):
        load_texts(path)


def test_outline_has_the_chapters_in_order():
    outline = load_outline("smart_city_strategie", tuple(BUILDERS))
    assert [chapter.builder for chapter in outline.chapters] == list(BUILDERS)[: len(outline.chapters)]


@pytest.mark.parametrize(
    ("chapter", "message"),
    [
        ("{title: {de: a, en: a}, kind: numbered, builder: nobody}", "nobody"),
        ("{title: {de: a, en: a}, kind: odd, builder: summary}", "odd"),
        ("{title: {de: a, en: a}, kind: front, builder: summary, more: 1}", "more"),
        ("{title: {de: a}, kind: front, builder: summary}", "en"),
    ],
)
def test_outline_refuses_what_it_does_not_know(tmp_path, chapter, message):
    (tmp_path / "bad.yaml").write_text(f"title: {{de: a, en: a}}\nchapters:\n  one: {chapter}\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match=message):
        load_outline("bad", tuple(BUILDERS), tmp_path)
