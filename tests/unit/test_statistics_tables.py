# SPDX-License-Identifier: GPL-2.0-or-later
"""Tables and numbers below the statistics: spelling, header lines, spreadsheets, damage."""

from __future__ import annotations

import math
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.model.problem import SmartCityError
from smartcity_plugin.sources import sheets
from smartcity_plugin.sources.numbers import COMMA, POINT, Ambiguous, NotNumeric, is_blank, read_numbers, value_of
from smartcity_plugin.sources.statistics import Units, read_statistics
from smartcity_plugin.sources.tables import plain, read_table

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def text(content: str) -> str:
    return f't="inlineStr"><is><t>{content}</t></is></c>'


def number(content: str) -> str:
    return f"><v>{content}</v></c>"


def workbook(path: Path, **named: list[list[str]]) -> Path:
    """Write a spreadsheet; a cell is "" or the rest of its element, as `text` and `number` make it."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    sheet_names = [f"/xl/worksheets/sheet{place}.xml" for place in range(1, len(named) + 1)]
    types = f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
    types += "".join(f'<Override PartName="{name}" ContentType="{kind}.worksheet+xml"/>' for name in sheet_names)
    types = '<Default Extension="xml" ContentType="application/xml"/>' + types
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    types = f'<Default Extension="rels" ContentType="{rels}"/>{types}'
    first = f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{first}</Relationships>',
    }
    listed, related = "", ""
    for place, (name, rows) in enumerate(named.items(), start=1):
        listed += f'<sheet name="{name}" sheetId="{place}" r:id="rId{place}"/>'
        related += f'<Relationship Id="rId{place}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{place}.xml"/>'
        lines = ""
        for row, cells in enumerate(rows, start=1):
            filled = "".join(f'<c r="{"ABCDEFGH"[column]}{row}" {cell}' for column, cell in enumerate(cells) if cell)
            lines += f'<row r="{row}">{filled}</row>'
        parts[f"xl/worksheets/sheet{place}.xml"] = (
            f'<worksheet xmlns="{MAIN}"><sheetData>{lines}</sheetData></worksheet>'
        )
    parts["xl/workbook.xml"] = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>'
    parts["xl/_rels/workbook.xml.rels"] = f'<Relationships xmlns="{PACKAGE}/relationships">{related}</Relationships>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{content}')
    return path


ROWS = [
    [text("Statistik der Bezirke")],
    [],
    [text("Nr"), text("Einwohner"), text("Arbeitslosenquote"), text("Jahr"), text("doppelt")],
    [number("1"), number("1234"), number("12.5"), number("2022"), "><f>B4*2</f><v>2468</v></c>"],
    [text("02"), number("987"), number("0.30000000000000004"), number("2022"), 't="e"><v>#DIV/0!</v></c>'],
    ["", "", "", "", "", number("7")],
    [text("Quelle: Amt")],
]
UNITS = Units(["01", "02"], ["West", "Ost"], ["district"] * 2)


def refused(key: str, action, *arguments, **options) -> dict:
    with pytest.raises(SmartCityError) as caught:
        action(*arguments, **options)
    assert caught.value.problem.key == key
    return caught.value.problem.values


# Numbers ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "german", "english"),
    [
        ("1.234,5", 1234.5, None),
        ("1,234.5", None, 1234.5),
        ("1.234", 1234, 1.234),
        ("1,234", 1.234, 1234),
        ("0.123", None, 0.123),
        ("12.34", None, 12.34),
        ("1.234.567", 1_234_567, None),
        ("1.23.456", None, None),
        ("1 234,5", 1234.5, None),
        ("1\u202f234\u00a0567", 1_234_567, 1_234_567),
        ("1'234", 1234, 1234),
        ("12 %", 12, 12),
        ("12,5%", 12.5, None),
        ("7,50 €", 7.5, None),
        ("−3", -3, -3),
        ("+3", 3, 3),
        (",5", 0.5, None),
        ("1.5E-2", None, 0.015),
        ("1e999", None, None),
        ("12 34", None, None),
        ("12abc", None, None),
        ("(12)", None, None),
        ("٣", None, None),
    ],
)
def test_spellings(written, german, english):
    assert value_of(written, COMMA) == german
    assert value_of(written, POINT) == english


@pytest.mark.parametrize(
    ("column", "values", "decimal"),
    [
        (["1.234", "12,5"], [1234, 12.5], COMMA),
        (["1,234", "12.5"], [1234, 12.5], POINT),
        (["1.234", "1.234.567"], [1234, 1_234_567], COMMA),
        (["1.234", "0.5"], [1.234, 0.5], POINT),
        (["5", "–", "7"], [5, None, 7], None),
        ([], [], None),
    ],
)
def test_a_column_decides_for_all_its_numbers(column, values, decimal):
    found = read_numbers(column)
    assert [None if math.isnan(value) else value for value in found.values] == values
    assert found.decimal == decimal
    assert found.blank.tolist() == [is_blank(item) for item in column]


def test_what_no_spelling_explains_is_refused():
    with pytest.raises(Ambiguous, match=r"1\.234"):
        read_numbers(["1.234", "987"])
    assert read_numbers(["1.234", "987"], elsewhere=COMMA).values.tolist() == [1234, 987]
    assert read_numbers(["1,5"], elsewhere=POINT).values.tolist() == [1.5]
    with pytest.raises(NotNumeric) as caught:
        read_numbers(["1,5", "1.5"])
    assert caught.value.args[0] == ["1,5", "1.5"]
    with pytest.raises(NotNumeric) as caught:
        read_numbers(["1,5", "Eins", "–"])
    assert caught.value.args[0] == ["Eins"]
    with pytest.raises(NotNumeric):
        read_numbers(["1,5"], decimal=POINT)


@given(values=st.lists(st.integers(-(10**9), 10**9), max_size=20), places=st.integers(0, 4), german=st.booleans())
def test_numbers_survive_both_spellings(values, places, german):
    exact = [value / 10**places for value in values]
    written = [f"{value:,.{places}f}" for value in exact]
    if german:
        written = [item.translate(str.maketrans(",.", ".,")) for item in written]
    decimal = COMMA if german else POINT
    assert read_numbers(written, decimal).values.tolist() == pytest.approx(exact)
    try:
        alone = read_numbers(written)
    except Ambiguous:
        return
    assert alone.values.tolist() == pytest.approx(exact)


@given(column=st.lists(st.text(max_size=12), max_size=8), decimal=st.sampled_from([None, COMMA, POINT]))
def test_any_texts_are_numbers_or_refused(column, decimal):
    try:
        found = read_numbers(column, decimal)
    except (NotNumeric, Ambiguous):
        assert any(not is_blank(item) for item in column)
        return
    assert len(found.values) == len(column)
    assert all(math.isnan(value) == blank for value, blank in zip(found.values, found.blank))


# Spreadsheets -------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("gdal_exceptions")
def test_a_spreadsheet_by_hand(tmp_path, catalogue):
    path = workbook(tmp_path / "Statistik.xlsx", Hinweise=[[text("Nur Text")]], Daten=ROWS, Alt=ROWS[:1])
    table = read_table(path, ["Nr", "Einwohner"])
    assert table.name == "Statistik.xlsx, Daten"
    assert table.columns == ("Nr", "Einwohner", "Arbeitslosenquote", "Jahr", "doppelt")
    assert table.column("doppelt") == ["2468", "#DIV/0!"]
    assert table.other_sheets == ("Hinweise", "Alt")
    found = read_statistics(path, catalogue.roles["unit_statistics"], UNITS, "EPSG:25832")
    frame = found.layers[0].table.frame
    assert frame["unit_id"].tolist() == ["01", "02"]
    assert frame["population"].tolist() == [1234, 987]
    assert frame["unemployment_rate"].tolist() == [12.5, 0.30000000000000004]
    told = {problem.key: problem.values for problem in found.problems}
    assert told["statistics_keys_repaired"]["examples"] == "1 → 01"
    assert told["statistics_sheets_unused"] == {"path": "Statistik.xlsx, Daten", "sheets": "Hinweise, Alt"}


def test_cells_of_a_spreadsheet_prove_nothing_for_other_columns(tmp_path, catalogue):
    """12.5 is a number of the file, 1.234 a text that somebody typed."""
    rows = [ROWS[2], [text("01"), text("1.234"), number("12.5"), number("2022"), ""]]
    path = workbook(tmp_path / "x.xlsx", Daten=rows)
    role = catalogue.roles["unit_statistics"]
    refused("statistics_number_ambiguous", read_statistics, path, role, UNITS, "EPSG:25832")


@pytest.mark.usefixtures("gdal_exceptions")
def test_sheets_by_name(tmp_path):
    path = workbook(tmp_path / "x.xlsx", A=ROWS[2:5], B=[[text("k"), text("v")], [number("1"), number("2")]])
    assert read_table(path, sheet="B").columns == ("k", "v")
    assert refused("sheet_missing", read_table, path, sheet="C") == {"path": "x.xlsx", "sheet": "C", "found": "A, B"}


@pytest.mark.usefixtures("gdal_exceptions")
def test_broken_spreadsheets(tmp_path, monkeypatch):
    path = tmp_path / "x.xlsx"
    refused("file_not_found", read_table, path)
    path.write_bytes(b"no zip")
    refused("file_damaged", read_table, path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "no spreadsheet")
    refused("file_damaged", read_table, path)
    workbook(path, A=[[text("nur eine Zelle")]])
    refused("table_without_header", read_table, path)
    whole = workbook(path, A=ROWS).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    refused("file_damaged", read_table, path)
    workbook(path, A=ROWS)
    monkeypatch.setattr(sheets, "LARGEST_CONTENT", 100)
    refused("table_too_large", read_table, path)
    monkeypatch.setattr(sheets, "LARGEST_CONTENT", 10**9)
    monkeypatch.setattr(sheets, "LARGEST_CELLS", 3)
    refused("table_too_large", read_table, path)


def test_a_spreadsheet_of_entities_is_not_expanded(tmp_path):
    """Ten levels of ten would be ten thousand million letters."""
    path = workbook(tmp_path / "x.xlsx", A=ROWS)
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 11))
    sheet = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "lol">{bomb}]><worksheet xmlns="{MAIN}"><sheetData>'
    sheet += f'<row r="1"><c r="A1" {text("&e10;")}<c r="B1" {text("b")}</row></sheetData></worksheet>'
    evil = tmp_path / "evil.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(evil, "w") as target:
        for name in source.namelist():
            target.writestr(name, sheet if name.endswith("sheet1.xml") else source.read(name))
    try:
        table = read_table(evil)
    except SmartCityError:
        return
    assert sum(len(name) for name in table.columns) < 10_000


@given(content=st.binary(max_size=300), cut=st.integers(0, 2000))
def test_arbitrary_bytes_in_a_spreadsheet(content, cut):
    with tempfile.TemporaryDirectory() as folder:
        path = workbook(Path(folder) / "x.xlsx", A=ROWS)
        whole = path.read_bytes()
        place = cut % len(whole)
        path.write_bytes(whole[:place] + content + whole[place:])
        statistics_or_refusal(path)


# Text files ---------------------------------------------------------------------------------------------------------


def told(error: SmartCityError) -> None:
    """Make sure that an error has a sentence in both languages."""
    assert load_catalogue().sentence(error.problem, "de") != load_catalogue().sentence(error.problem, "en")


def statistics_or_refusal(path: Path) -> None:
    role = load_catalogue().roles["unit_statistics"]
    try:
        found = read_statistics(path, role, UNITS, "EPSG:25832")
    except SmartCityError as error:
        told(error)
        return
    assert set(found.layers[0].table.frame["unit_id"]) <= {"01", "02"}


@given(content=st.binary(max_size=400))
def test_arbitrary_bytes(content):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.csv"
        for before in (b"", b"Nr;Einwohner;Jahr\n01;5;2022\n"):
            path.write_bytes(before + content)
            statistics_or_refusal(path)


@given(cells=st.lists(st.tuples(*[st.text(max_size=10)] * 4), min_size=1, max_size=6))
def test_arbitrary_cell_texts(cells):
    lines = [";".join(f'"{cell}"' if '"' not in cell else "?" for cell in row) for row in cells]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.csv"
        header = "Nr;Einwohner;Arbeitslosenquote;Jahr"
        path.write_bytes("\n".join([header, "01;5;3;2022", *lines]).encode("utf-8", "surrogatepass"))
        statistics_or_refusal(path)


@given(
    people=st.lists(st.integers(0, 10**6), min_size=2, max_size=2),
    rates=st.lists(st.integers(1, 1000).map(lambda tenths: tenths / 10), min_size=2, max_size=2),
    delimiter=st.sampled_from([";", "\t", "|"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]),
    titles=st.integers(0, 5),
)
def test_what_was_written_is_read_again(people, rates, delimiter, encoding, titles):
    lines = ["Amt für Statistik"] * titles + [delimiter.join(["Schlüssel", "Einwohner", "Arbeitslosenquote (%)"])]
    for key, count, rate in zip(("1", "02"), people, rates):
        shown = f"{count:,}".replace(",", ".")
        lines.append(delimiter.join([key, shown, f"{rate:.1f}".replace(".", ",")]))
    role = load_catalogue().roles["unit_statistics"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.csv"
        path.write_bytes("\n".join(lines).encode(encoding))
        frame = read_statistics(path, role, UNITS, "EPSG:25832").layers[0].table.frame
    assert frame["population"].tolist() == people
    assert frame["unemployment_rate"].tolist() == rates


def test_names_are_compared_without_trifles():
    assert plain("SGB-II-Quote") == plain("sgb_ii quote") == plain("SGB II-\nQuote")
    assert plain("Einwohner") != plain("Einwohner/innen")


def test_the_header_is_found_without_knowing_names(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("Titel;;\n2021;2022;2023\nRaum;Wert A;Wert B\n1;2;3\n4;5;6\n", encoding="utf-8")
    assert read_table(path).columns == ("Raum", "Wert A", "Wert B")


def test_a_row_that_lost_its_order_is_refused(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("Nr,Einwohner,Arbeitslosenquote\n01,5,2.5\n02,1,234,3.0\n", encoding="utf-8")
    values = refused("table_row_too_long", read_table, path, ["Nr", "Einwohner"])
    assert values == {"path": "x.csv", "line": 3, "columns": 3}
