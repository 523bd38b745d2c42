# SPDX-License-Identifier: GPL-2.0-or-later
"""What moved: counted in cells and numbers, told in both languages."""

from __future__ import annotations

from dataclasses import replace

import docx
import pytest

from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.report.change_list import MOST_CELLS, change_document, summary
from smartcity_plugin.report.changes import Change, Detail, Kind, differences, is_told, moved_numbers, tally
from smartcity_plugin.report.controls import Content
from smartcity_plugin.report.docx import write_docx
from smartcity_plugin.report.texts import Texts, load_texts
from smartcity_plugin.report.words import Words

from .living_documents import tree

SINCE = "2026-03-12T10:00:00+00:00"


@pytest.fixture(params=["de", "en"])
def words(request):
    return Words(Texts(request.param, load_texts()), load_catalogue().vocabulary)


def table(*rows):
    return Content(("Titel", ""), (("Einheit", "Anteil", "Menschen"), *rows))


def test_cells_are_found_by_row_and_column():
    old = table(("Lobeda", "45 %", "1.200"), ("Winzerla", "60 %", "800"))
    new = table(("Winzerla", "60 %", "810"), ("Lobeda", "45 %", "1.200"), ("Nord", "70 %", "90"))
    assert differences(old, new) == (
        Detail("Winzerla · Menschen", "800", "810"),
        Detail("Nord · Anteil", "", "70 %"),
        Detail("Nord · Menschen", "", "90"),
    )
    assert differences(old, old) == ()


def test_rows_that_share_a_label_are_told_apart():
    old = Content((), (("A", "B"), ("x", "1"), ("x", "2")))
    new = Content((), (("A", "B"), ("x", "1"), ("x", "3")))
    assert [(one.old, one.new) for one in differences(old, new)] == [("2", "3")]


def test_an_item_that_was_added_changes_no_other_item():
    assert differences(Content(("a", "b")), Content(("neu", "a", "b"))) == (Detail("", "", "neu"),)


@pytest.mark.parametrize(
    ("old", "new", "count"),
    [
        ("45 %", "52 %", 1),
        ("1.200 von 3.000", "1.200 von 3.100", 1),
        ("a", "b", 0),
        ("12,5", "12,50", 1),
        ("2 und 3", "3 und 2", 0),
        ("", "7 und 8", 2),
        ("1\u202f000", "1\u202f000", 0),
        ("a1b2c3d4 PM10", "b2c3d4e5 PM11", 0),
        ("Das sind 60.", "Das sind 61.", 1),
        ("von 10–20 bis -3,5", "von 10–21 bis -3,6", 2),
    ],
)
def test_numbers_are_counted_once_each(old, new, count):
    assert moved_numbers(old, new) == count


def change(kind, part, tag="sc.inventory.x", numbers=0, details=()):
    return Change(tag, "inventory", kind, part, "Grün in Jena", tuple(details), numbers)


CHANGES = [
    *(change(Kind.CHANGED, "figure", f"sc.inventory.m{number}.map") for number in range(3)),
    change(Kind.CHANGED, "table", numbers=8, details=[Detail("Lobeda · Anteil", "45 %", "52 %")]),
    change(Kind.CHANGED, "table", numbers=6),
    change(Kind.KEPT, "paragraph", details=[Detail("", "alt 45", "neu 52")]),
]


def test_the_sentence_says_what_moved(words):
    sentences = {
        "de": "Seit dem 12. März 2026: 3 Karten, 14 Zahlen und 2 Tabellen haben sich geändert; "
        "1 von Hand geänderter Absatz blieb stehen.",
        "en": "Since 12 March 2026: 3 maps, 14 numbers and 2 tables have changed; 1 paragraph edited by hand was kept.",
    }
    assert summary(CHANGES, SINCE, words) == sentences[words.language]


def test_one_thing_is_told_in_the_singular(words):
    sentences = {
        "de": "Seit dem 12. März 2026: 1 Karte hat sich geändert.",
        "en": "Since 12 March 2026: 1 map has changed.",
    }
    assert summary(CHANGES[:1], SINCE, words) == sentences[words.language]


def test_nothing_is_told_as_nothing(words):
    sentences = {
        "de": "Seit dem 12. März 2026 hat sich nichts geändert.",
        "en": "Nothing has changed since 12 March 2026.",
    }
    assert summary([], SINCE, words) == sentences[words.language]


def test_the_other_kinds_are_told(words):
    parts = [
        change(Kind.NEW, "table"),
        change(Kind.REMOVED, "list"),
        change(Kind.DELETED, "callout"),
        change(Kind.KEPT, "table"),
        change(Kind.CHANGED, "figure", "sc.inventory.ranking"),
    ]
    sentence = summary(parts, SINCE, words)
    wanted = {
        "de": (
            "1 Diagramm hat sich geändert",
            "1 Teil ist neu",
            "1 Teil ist entfallen",
            "1 von Hand geänderter Teil blieb stehen",
            "1 von Hand gelöschter Teil wurde nicht wieder eingefügt",
        ),
        "en": (
            "1 chart has changed",
            "1 part is new",
            "1 part is gone",
            "1 part edited by hand was kept",
            "1 part deleted by hand was not brought back",
        ),
    }
    assert all(text in sentence for text in wanted[words.language])
    assert tally(parts).maps == 0


def test_what_follows_by_itself_is_not_told():
    assert not is_told("sc.front.toc", "contents")
    assert not is_told("sc.cover.remark3", "cover")
    assert not is_told("sc.goals.prompt", "prompt")
    assert is_told("sc.cover.title", "cover")
    assert is_told("sc.goals.table", "table")


def test_the_list_is_a_document_with_every_change(words, tmp_path):
    many = [Detail(f"Einheit {number}", str(number), str(number + 1)) for number in range(MOST_CELLS + 5)]
    changes = [*(replace(one, tag=f"sc.inventory.x{number}") for number, one in enumerate(CHANGES))]
    changes += [change(Kind.CHANGED, "table", "sc.gone.big", 65, many), change(Kind.DELETED, "list")]
    made = change_document(changes, SINCE, "2026-11-22", tree(tmp_path), words, {"inventory": "Bestand"})
    write_docx(made, tmp_path / "changes.docx")
    opened = docx.Document(str(tmp_path / "changes.docx"))
    text = "\n".join(item.text for item in opened.paragraphs)
    assert summary(changes, SINCE, words) in text
    assert text.count("Grün in Jena") == len(changes)
    cells = [[cell.text for cell in row.cells] for table in opened.tables for row in table.rows]
    assert ["Lobeda · Anteil", "45 %", "52 %"] in cells
    assert ["alt 45", "neu 52"] in cells
    assert "… " in text
    assert "5 " in text.split("… ")[1]
