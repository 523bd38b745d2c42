# SPDX-License-Identifier: GPL-2.0-or-later
"""Municipal statistics by unit and year: keys, years, numbers, each rule on a small table worked by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from smartcity_plugin.model.problem import Cancelled, Severity, SmartCityError
from smartcity_plugin.sources.statistics import Units, check_present, read_statistics

UNITS = Units(["05315000", "01", "02", "10"], ["Köln", "Altstadt", "Südstadt", "Neustadt"], ["city", *["district"] * 3])
TABLE = "Bezirk;Einwohner;SGB-II-Quote in %;Jahr\n01;1.234;12,5;2022\n02;987;3,0;2022\n10;2.500;0,5;2022\n"


@pytest.fixture
def read(tmp_path, catalogue):
    """Return a reader of a text; the result as (frame by unit, problems by key)."""

    def run(content, units=UNITS, name="statistik.csv", **options):
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        role = catalogue.roles["unit_statistics"]
        imported = read_statistics(tmp_path / name, role, units, "EPSG:25832", **options)
        layer = imported.layers[0]
        assert list(layer.table.geometry) == [None] * len(layer.table)
        assert layer.role == "unit_statistics"
        for problem in imported.problems:
            assert problem.severity is not Severity.ERROR
            assert catalogue.sentence(problem, "de") != catalogue.sentence(problem, "en")
        problems = {problem.key: problem.values for problem in imported.problems}
        return layer.table.frame.set_index("unit_id"), problems, imported

    return run


def refused(key: str, action, *arguments, **options) -> dict:
    with pytest.raises(SmartCityError) as caught:
        action(*arguments, **options)
    assert caught.value.problem.key == key
    return caught.value.problem.values


def test_a_german_table_by_hand(read):
    frame, problems, imported = read(TABLE)
    assert frame["population"].to_dict() == {"01": 1234, "02": 987, "10": 2500}
    assert frame["sgb2_rate"].tolist() == [12.5, 3.0, 0.5]
    assert frame["year"].tolist() == [2022] * 3
    assert imported.data_date == "2022"
    assert problems["statistics_columns_taken"]["columns"] == (
        "unit_id ← Bezirk, year ← Jahr, population ← Einwohner, sgb2_rate ← SGB-II-Quote in %"
    )
    assert problems["statistics_decimal_from_others"] == {"columns": "Einwohner", "decimal": ","}
    assert set(problems) == {"statistics_columns_taken", "statistics_decimal_from_others"}


def test_titles_above_and_sources_below(read):
    text = f"Stadt Köln\nAmt für Statistik;;Stand: 31.12.2022\n\n{TABLE};;;\nQuelle: Amt für Statistik\n"
    frame, problems, _ = read(text)
    assert len(frame) == 3
    assert problems["statistics_lines_left_out"] == {"count": 1, "path": "statistik.csv"}


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + TABLE.encode("utf-8"),
        TABLE.replace("Bezirk", "Schlüssel").encode("cp1252"),
        TABLE.encode("utf-16"),
        TABLE.replace(";", "\t").encode("utf-8"),
        "\r\n".join(",".join(f'"{text}"' for text in row.split(";")) for row in TABLE.splitlines()).encode("utf-8"),
    ],
    ids=["BOM", "cp1252", "UTF-16", "tab", "quoted"],
)
def test_encodings_and_separators(read, content):
    assert read(content)[0]["population"].tolist() == [1234, 987, 2500]


def test_an_english_table(read):
    frame, _, _ = read('unit_id,inhabitants,Arbeitslosenquote\n01,"1,234",12.5\n02,987,3.0\n10,"2,500",0.5\n')
    assert frame["population"].tolist() == [1234, 987, 2500]
    assert frame["unemployment_rate"].tolist() == [12.5, 3, 0.5]


# Keys ---------------------------------------------------------------------------------------------------------------


def test_keys_that_a_spreadsheet_damaged(read):
    frame, problems, _ = read("Nr;Einwohner\n1;10\n2.0;20\n 10 ;30\n")
    assert frame["population"].to_dict() == {"01": 10, "02": 20, "10": 30}
    assert problems["statistics_keys_repaired"] == {"count": 2, "examples": "1 → 01, 2.0 → 02"}


@pytest.mark.parametrize("key", ["5315000", "05315000", "053150000000", "53150000000", "05 3 15 000"])
def test_the_town_by_any_of_its_keys(read, key):
    frame, problems, _ = read(f"AGS;Einwohner\n{key};1000\n")
    assert frame["population"].to_dict() == {"05315000": 1000}
    assert "statistics_units_missing" not in problems


def test_names_in_place_of_keys(read):
    frame, problems, _ = read("Stadtteil;Einwohner\nALTSTADT;10\nSüdstadt;20\nNeustadt;30\n")
    assert frame["population"].to_dict() == {"01": 10, "02": 20, "10": 30}
    assert problems["statistics_keys_by_name"] == {"count": 3}
    assert "statistics_keys_repaired" not in problems


def test_a_name_of_two_units_says_nothing(read):
    units = Units(["1", "2", "3"], ["Neustadt", "Neustadt", "Süd"], ["district"] * 3)
    frame, problems, _ = read("Stadtteil;Einwohner\nNeustadt;10\nSüd;20\n", units=units)
    assert frame["population"].to_dict() == {"3": 20}
    assert problems["statistics_rows_unmatched"] == {"count": 1, "examples": "Neustadt"}


def test_the_column_that_fits_best_is_the_key(read):
    frame, problems, _ = read("Nr;Stadtteil;Schlüssel;Einwohner\n7;Altstadt;01;10\n8;Süd;02;20\n9;Neu;10;30\n")
    assert frame["population"].to_dict() == {"01": 10, "02": 20, "10": 30}
    assert "unit_id ← Schlüssel" in problems["statistics_columns_taken"]["columns"]
    assert problems["statistics_columns_unused"]["columns"] == "Nr, Stadtteil"


def test_rows_and_units_that_find_no_partner_are_told(read):
    _, problems, _ = read("Bezirk;Einwohner\n01;10\n99;5\nGesamtstadt;15\n;3\n")
    assert problems["statistics_rows_unmatched"] == {"count": 2, "examples": "99, Gesamtstadt"}
    assert problems["statistics_units_missing"] == {"count": 2, "total": 3, "units": "Südstadt, Neustadt"}
    assert problems["statistics_lines_left_out"]["count"] == 1


def test_a_table_of_another_town_is_refused(read):
    values = refused("statistics_nothing_matches", read, "Bezirk;Einwohner\n77;10\n78;20\n")
    assert values["examples"] == "77, 78"
    assert values["known"] == "05315000, 01, 02, 10"


def test_two_rows_for_a_unit_and_year_are_refused(read):
    years = "Bezirk;Jahr;Einwohner\n01;2021;10\n01;2022;11\n02;2022;20\n"
    assert len(read(years)[0]) == 3
    assert refused("statistics_twice", read, years + "1;2022;12\n") == {"count": 1, "units": "01"}
    assert refused("statistics_twice", read, years.replace("Jahr", "Egal")) == {"count": 1, "units": "01"}


# Years --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "year"),
    [("2022", 2022), ("2022.0", 2022), ("31.12.2022", 2022), ("2022-12-31", 2022), ("2022/12/31", 2022), ("", None)],
)
def test_years_and_dates(read, text, year):
    frame, _, imported = read(f"Bezirk;Stichtag;Einwohner\n01;{text};10\n")
    assert frame["year"].tolist() == [year] if year else np.isnan(frame["year"].iloc[0])
    assert imported.data_date == (str(year) if year else "")


@pytest.mark.parametrize("text", ["letztes Jahr", "22", "12.2022", "20220"])
def test_what_is_no_year_is_refused(read, text):
    values = refused("statistics_year_unreadable", read, f"Bezirk;Jahr;Einwohner\n01;{text};10\n")
    assert values == {"path": "statistik.csv", "column": "Jahr", "examples": text}


# Columns ------------------------------------------------------------------------------------------------------------


def test_columns_are_assigned_by_hand(read):
    text = "Raum;Bevölkerung;Einwohner;Quote\n01;11;10;1,5\n"
    values = refused("statistics_column_ambiguous", read, text, mapping={"unit_id": "Raum"})
    assert values == {"path": "statistik.csv", "field": "population", "columns": "Bevölkerung, Einwohner"}
    mapping = {"unit_id": "raum", "population": "Einwohner", "child_poverty_rate": "Quote"}
    frame, problems, _ = read(text, mapping=mapping)
    assert frame.loc["01"].to_dict() == {"population": 10, "child_poverty_rate": 1.5}
    assert problems["statistics_columns_unused"]["columns"] == "Bevölkerung"
    values = refused("statistics_column_missing", read, text, mapping={"unit_id": "Bezirk"})
    assert values == {"path": "statistik.csv", "column": "Bezirk", "columns": "Raum, Bevölkerung, Einwohner, Quote"}


def test_two_columns_of_one_name_are_not_guessed(read):
    text = "Bezirk;Einwohner;Einwohner\n01;10;11\n"
    assert refused("statistics_column_ambiguous", read, text)["columns"] == "Einwohner, Einwohner (3)"
    assert read(text, mapping={"population": "Einwohner (3)"})[0]["population"].tolist() == [11]


def test_what_is_needed_must_be_there(read):
    assert refused("statistics_key_missing", read, "Raum;Einwohner\n01;10\n")["columns"] == "Raum, Einwohner"
    assert (
        refused("statistics_nothing_to_read", read, "Bezirk;Jahr;Hunde\n01;2022;3\n")["columns"]
        == "Bezirk, Jahr, Hunde"
    )
    refused("table_without_header", read, "")
    refused("table_format_old", read, b"\xd0\xcf\x11\xe0", name="alt.xls")


# Numbers ------------------------------------------------------------------------------------------------------------


def test_a_point_that_may_mean_both_is_asked_for(read):
    text = "Bezirk;Einwohner\n01;1.234\n02;987\n"
    values = refused("statistics_number_ambiguous", read, text)
    assert values == {"path": "statistik.csv", "column": "Einwohner", "example": "1.234"}
    assert read(text, decimal=",")[0]["population"].tolist() == [1234, 987]
    assert refused("statistics_not_whole", read, text, decimal=".")["example"] == "1.234"


def test_keys_with_points_prove_nothing(read):
    units = Units(["1.1", "1.2"], ["a", "b"], ["district"] * 2)
    refused("statistics_number_ambiguous", read, "Bezirk;Einwohner\n1.1;1.234\n1.2;2.345\n", units=units)


def test_a_decimal_point_elsewhere_makes_no_inhabitants_of_thousands(read):
    text = "Bezirk;Einwohner;Ausländeranteil\n01;1.234;12.5\n02;987;3.1\n"
    assert refused("statistics_not_whole", read, text)["column"] == "Einwohner"


def test_no_value_is_unknown(read):
    frame, _, _ = read("Bezirk;Einwohner;Kinderarmut\n01;10;-\n02;;x\n10;0;…\n")
    assert np.isnan(frame["population"]["02"])
    assert frame["population"]["10"] == 0
    assert frame["child_poverty_rate"].isna().all()


def test_text_among_numbers_is_refused_only_where_it_counts(read):
    text = "Bezirk;Einwohner\n01;10\n02;etwa 20\n"
    assert refused("table_not_numeric", read, text)["examples"] == "etwa 20"
    assert len(read("Bezirk;Einwohner\n01;10\nSumme;siehe oben\n")[0]) == 1


def test_shares(read):
    refused("statistics_rate_too_large", read, "Bezirk;Arbeitslosenquote\n01;125\n")
    _, problems, _ = read("Bezirk;Arbeitslosenquote\n01;0,125\n02;0,08\n")
    assert problems["statistics_rates_small"] == {"path": "statistik.csv", "column": "Arbeitslosenquote"}
    assert "statistics_rates_small" not in read("Bezirk;Arbeitslosenquote\n01;0\n02;5,5 %\n")[1]


# Additions, cancel --------------------------------------------------------------------------------------------------


def test_values_that_the_study_already_has():
    there = pd.DataFrame(
        {"unit_id": ["01", "02"], "year": [2022.0, np.nan], "population": [10.0, 5.0], "source_id": "1"}
    )
    new = pd.DataFrame({"unit_id": ["01", "02"], "year": [2022.0, np.nan], "sgb2_rate": [1.0, 2.0]})
    assert check_present(new, there) == []
    again = new.assign(population=[np.nan, 6.0])
    assert [problem.values for problem in check_present(again, there)] == [{"field": "population", "count": 1}]
    assert check_present(again.assign(year=2021.0), there) == []
    assert check_present(again.drop(columns="year"), there)[0].values["count"] == 1


def test_reading_can_be_stopped(read):
    def stop(fraction: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read(TABLE, progress=stop)
