# SPDX-License-Identifier: GPL-2.0-or-later
"""Population against the official figure, passports, ages, and reference systems that are not what they are called."""

from __future__ import annotations

from dataclasses import replace

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from smartcity_plugin.model.problem import Severity
from smartcity_plugin.model.quality import Fix
from smartcity_plugin.sources.quality.passport import check_age, find_contacts, find_in_passport, years_of
from smartcity_plugin.sources.quality.population import calibration, find_in_sum, whole_number
from smartcity_plugin.sources.quality.reference import check_reference


def keys(findings) -> list[str]:
    return [finding.problem.key for finding in findings]


# Population -----------------------------------------------------------------------------------------------------------


def test_calibration_by_hand(build):
    """Half of the second cell lies inside: 100 + 0.5 · 60 = 130; officially 143, factor 1.1. The third is unknown."""
    cells = build.cells(
        [build.square(0, 0), build.square(150, 0), build.square(0, 100), build.square(900, 0)], [100, 60, None, 7]
    )
    result = calibration(cells, shapely.box(0, 0, 200, 200), 143.0)
    assert (result.cells, result.unknown, result.total) == (130.0, 1, 3)
    assert result.factor == pytest.approx(1.1)


def test_nobody_in_the_cells(build):
    result = calibration(build.cells([build.square(0, 0)], [0]), build.square(0, 0), 100.0)
    assert result.factor is None
    assert keys(find_in_sum(build.cells([build.square(0, 0)], [0]), build.square(0, 0), "100")) == [
        "population_sum_zero"
    ]


@pytest.mark.parametrize(
    ("official", "factor"), [("1000", None), ("1020", None), ("980", None), ("1021", 1.021), ("979", 0.979)]
)
def test_the_sum_may_be_two_percent_off(build, official, factor):
    found = find_in_sum(build.cells([build.square(0, 0)], [1000]), build.square(0, 0), official)
    assert [item.problem.values["factor"] for item in found] == ([factor] if factor else [])


def test_the_sentence_says_the_factor(build, catalogue):
    found = find_in_sum(build.cells([build.square(0, 0)], [100_000]), build.square(0, 0), "110.731")
    assert catalogue.sentence(found[0].problem, "de").startswith(
        "In den Zellen leben 100.000 Menschen, amtlich sind es 110.731: Faktor 1,107."
    )
    assert "factor 1.107" in catalogue.sentence(found[0].problem, "en")


def test_what_suppression_may_take_away(build):
    squares = [build.square(x, 0) for x in (0, 100, 200, 300)]
    area = shapely.box(0, 0, 400, 100)
    found = find_in_sum(build.cells(squares, [500, 490, None, None]), area, "1000")
    assert keys(found) == ["population_suppressed"]
    assert found[0].problem.values == {"count": 2, "total": 4, "share": 50.0, "persons": 10.0, "persons_share": 1.0}
    assert found[0].extent == (200.0, 0.0, 400.0, 100.0)
    assert find_in_sum(build.cells(squares, [500, 500, None, None]), area, "1000") == []
    assert find_in_sum(build.cells(squares, [500, 490, 0, 0]), area, "1000") == []


def test_without_an_official_figure(build):
    cells = build.cells([build.square(0, 0)], [10])
    missing = find_in_sum(cells, build.square(0, 0), " ")
    assert [(item.problem.key, item.problem.severity, item.fix) for item in missing] == [
        ("official_population_missing", Severity.NOTE, Fix.SET_POPULATION)
    ]
    assert keys(find_in_sum(cells, build.square(0, 0), "etwa 10")) == ["official_population_unreadable"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("110731", 110731),
        (" 110.731 ", 110731),
        ("110,731", 110731),
        ("1 110 731", 1110731),
        ("110'731", 110731),
        ("110\u00a0731", 110731),
        ("110.73", None),
        ("110731.0", None),
        ("-5", None),
        ("0", None),
        ("", None),
        ("ca. 110000", None),
        ("٣٤", None),
    ],
)
def test_whole_numbers(text, number):
    assert whole_number(text) == number


@given(st.text())
def test_any_text_is_a_number_or_none(text):
    assert whole_number(text) is None or whole_number(text) > 0


# Passports ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2022", (2022, 2022)),
        ("2022-05-15", (2022, 2022)),
        ("15.05.2022", (2022, 2022)),
        ("2014–2016", (2014, 2016)),
        ("2011-05-09; 2020", (2011, 2020)),
        ("Mai 2021", (2021, 2021)),
        ("20220515", None),
        ("unbekannt", None),
        ("", None),
    ],
)
def test_years(text, years):
    assert years_of(text) == years


@pytest.mark.parametrize(
    ("date", "told"),
    [
        ("2017", None),
        ("2016", ("data_old", 6)),
        ("2014–2022", ("data_old", 8)),
        ("2027", None),
        ("2028", ("data_younger", 6)),
        ("irgendwann", ("date_unreadable", None)),
    ],
)
def test_age(build, date, told):
    found = check_age(replace(build.passport("water"), data_date=date), "2022-05-15")
    assert [(item.key, item.values.get("years")) for item in found] == ([told] if told else [])


def test_without_reference_date_there_is_no_age(build):
    assert check_age(build.passport("water", data_date="1950"), "") == []


def test_what_a_passport_lacks_can_be_filled_in(build, catalogue):
    passport = build.passport("water", source="", licence="freeware", data_date="alt", source_id="3")
    found = find_in_passport(passport, catalogue.vocabulary.licences, "2022")
    assert {(item.problem.key, item.fix) for item in found} == {
        ("source_missing", Fix.FILL_PASSPORT),
        ("licence_unknown", Fix.FILL_PASSPORT),
        ("date_unreadable", Fix.FILL_PASSPORT),
    }
    assert {(item.role, item.source_id) for item in found} == {("water", "3")}
    assert find_in_passport(build.passport("water"), catalogue.vocabulary.licences, "2022") == []


def test_age_cannot_be_repaired(build, catalogue):
    found = find_in_passport(build.passport("water", data_date="1990"), catalogue.vocabulary.licences, "2022")
    assert [(item.problem.key, item.fix) for item in found] == [("data_old", None)]


def test_contacts_are_one_note(build):
    passports = [build.passport("water", title=f"Daten {number}") for number in range(7)]
    found = find_contacts([*passports, build.passport("trees", contact="Gartenamt")])
    assert len(found) == 1
    assert found[0].problem.values == {
        "count": 7,
        "total": 8,
        "layers": "Daten 0; Daten 1; Daten 2; Daten 3; Daten 4 …",
    }
    assert found[0].fix is Fix.FILL_PASSPORT
    assert find_contacts([build.passport("trees", contact="Gartenamt")]) == []


# Reference systems ----------------------------------------------------------------------------------------------------


@pytest.fixture
def prj(repository):
    return (repository / "tests" / "fixtures" / "koeln" / "Stadtteil.prj").read_text(encoding="ascii")


def test_a_system_that_is_not_what_it_is_called(prj):
    problems = check_reference("Stadtteile", prj)
    assert [problem.key for problem in problems] == ["crs_not_official"]
    assert problems[0].values == {
        "layer": "Stadtteile",
        "crs": "WGS 84 / UTM zone 32N",
        "official": "EPSG:32632",
        "parameter": "false easting",
        "own": 2_500_000.0,
        "standard": 500_000.0,
    }


def test_an_official_system_and_one_with_a_name_of_its_own(prj):
    assert check_reference("x", "EPSG:25832") == []
    assert check_reference("x", prj.replace("2500000.0", "500000.0")) == []
    assert check_reference("x", prj.replace("WGS_1984_UTM_Zone_32N", "Stadtkoordinaten")) == []
