# SPDX-License-Identifier: GPL-2.0-or-later
"""Selections of pages, file names, and files that are complete or not there."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from smartcity_plugin.cartography import selection
from smartcity_plugin.cartography.files import file_name, written_beside
from smartcity_plugin.model.problem import SmartCityError


@dataclass(frozen=True)
class Thing:
    key: str


PAGES = [
    Thing(key) for key in ("cover", "needs:index", "needs:sectors1", "unit:1", "unit:1:2", "unit:10", "measure:M1")
]


def keys(*wanted: str) -> list[str]:
    return [page.key for page in selection.chosen(PAGES, wanted)]


def test_keys_and_kinds_are_read_with_any_separator():
    assert selection.parse_keys(" unit:07, indicator;needs\nunit:07 ,,") == ("unit:07", "indicator", "needs")
    assert selection.parse_keys("") == ()


def test_pages_are_chosen_by_key_and_kind_in_their_own_order():
    assert keys() == [page.key for page in PAGES]
    assert keys("unit:1", "cover") == ["cover", "unit:1", "unit:1:2"]
    assert keys("unit") == ["unit:1", "unit:1:2", "unit:10"]
    assert keys("needs:sectors1", "measure") == ["needs:sectors1", "measure:M1"]
    assert keys("uni") == []


def test_unknown_keys_are_named():
    known = [page.key for page in PAGES]
    selection.check(["unit", "needs:index", "focus"], known, ["focus"])
    with pytest.raises(SmartCityError) as caught:
        selection.check(["unit:99", "cover", "unti"], known, ["cover", "unit"])
    assert caught.value.problem.key == "atlas_pages_unknown"
    assert caught.value.problem.values == {"pages": "unit:99, unti", "kinds": "cover, unit"}


@pytest.mark.parametrize(
    ("number", "total", "title", "expected"),
    [
        (7, 62, "Grünversorgung: Größe / Güte", "07_gruenversorgung-groesse-guete.pdf"),
        (7, 162, "a", "007_a.pdf"),
        (1, 1, "../..\\CON?<>|*", "01_con.pdf"),
        (1, 1, "Łódź çà", "01_lodz-ca.pdf"),
        (12, 99, "…", "12.pdf"),
        (1, 1, "x" * 200, f"01_{'x' * 60}.pdf"),
    ],
)
def test_file_names_are_readable_and_safe(number, total, title, expected):
    assert file_name(number, total, title, "pdf") == expected


def test_files_take_their_places_together(tmp_path):
    (tmp_path / "a.pdf").write_text("old")
    with written_beside(tmp_path) as beside:
        (beside / "a.pdf").write_text("new a")
        (beside / "b.pdf").write_text("new b")
        assert (tmp_path / "a.pdf").read_text() == "old"
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a.pdf": "new a", "b.pdf": "new b"}


def test_a_failure_leaves_everything_as_it_was(tmp_path):
    (tmp_path / "a.pdf").write_text("old")

    def fail() -> None:
        with written_beside(tmp_path) as beside:
            (beside / "a.pdf").write_text("half")
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a.pdf": "old"}


@pytest.mark.parametrize("failing", ["a.pdf", "b.pdf", "c.pdf"])
def test_a_file_that_cannot_be_replaced_brings_the_others_back(tmp_path, monkeypatch, failing):
    for name in "abd":
        (tmp_path / f"{name}.pdf").write_text(f"old {name}")
    replace = os.replace

    def locked(source, target):
        if Path(target) == tmp_path / failing and Path(source).parent.name == "new":
            raise PermissionError(13, "locked", str(target))
        replace(source, target)

    monkeypatch.setattr(os, "replace", locked)

    def write() -> None:
        with written_beside(tmp_path) as beside:
            for name in "abc":
                (beside / f"{name}.pdf").write_text("new")

    with pytest.raises(SmartCityError) as caught:
        write()
    assert caught.value.problem.key == "export_failed"
    assert caught.value.problem.values == {"path": str(tmp_path / failing)}
    left = {path.name: path.read_text() for path in tmp_path.iterdir()}
    assert left == {"a.pdf": "old a", "b.pdf": "old b", "d.pdf": "old d"}
