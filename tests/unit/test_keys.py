# SPDX-License-Identifier: GPL-2.0-or-later
"""Municipality keys as they come: whole, from spreadsheets, mistyped."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartcity_plugin.model.keys import STATES, check_key, municipality_key, repair_keys
from smartcity_plugin.model.problem import Severity

AGS_DIGITS = st.builds(
    lambda state, rest: state + rest, st.sampled_from(sorted(STATES)), st.text("0123456789", min_size=6, max_size=6)
)


@pytest.mark.parametrize(
    ("text", "ags", "ars", "repaired"),
    [
        ("05315000", "05315000", None, False),
        ("5315000", "05315000", None, True),
        (5315000, "05315000", None, True),
        ("5315000.0", "05315000", None, True),
        (5315000.0, "05315000", None, True),
        (" 16 0 53 000 ", "16053000", None, False),
        ("16053000", "16053000", None, False),
        ("010595949185", "01059185", "010595949185", False),
        ("10595949185", "01059185", "010595949185", True),
        ("053150000000", "05315000", "053150000000", False),
        ("02000000", "02000000", None, False),
    ],
)
def test_keys_are_understood(text, ags, ars, repaired):
    key = municipality_key(text)
    assert (key.ags, key.ars, key.repaired) == (ags, ars, repaired)


@pytest.mark.parametrize(
    "text", ["", "531500", "053150000", "17315000", "00315000", "Köln", "05315-000", "٠٥٣١٥٠٠٠", None]
)
def test_what_is_no_key(text):
    assert municipality_key(text) is None


def test_the_land_is_named():
    assert municipality_key("05315000").state == "Nordrhein-Westfalen"
    assert municipality_key("160530000000").state == "Thüringen"


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", []),
        ("  ", []),
        ("05315000", []),
        ("5315000", ["key_repaired"]),
        ("053150000000", ["key_from_ars"]),
        ("53150000000", ["key_repaired", "key_from_ars"]),
        ("Köln", ["key_not_digits"]),
        ("05315-000", ["key_not_digits"]),
        ("531500", ["key_wrong_length"]),
        ("0531500000", ["key_wrong_length"]),
        ("17315000", ["key_unknown_state"]),
        ("0315000", ["key_unknown_state"]),
    ],
)
def test_what_is_told_of_a_key(text, problems):
    key, found = check_key(text)
    assert [problem.key for problem in found] == problems
    wrong = any(problem.severity is Severity.ERROR for problem in found)
    assert (key is None) == (wrong or not text.strip())


def test_the_repaired_key_is_named():
    _, (repaired,) = check_key("5315000")
    assert repaired.values == {"given": "5315000", "repaired": "05315000"}
    _, (repaired, shortened) = check_key("53150000000")
    assert repaired.values == {"given": "53150000000", "repaired": "053150000000"}
    assert shortened.values == {"ars": "053150000000", "ags": "05315000"}
    _, (unknown,) = check_key("0315000")
    assert unknown.values == {"given": "0315000", "state": "00"}


@given(AGS_DIGITS)
def test_a_key_survives_a_spreadsheet(ags):
    assert municipality_key(ags).ags == ags
    assert municipality_key(int(ags)).ags == ags
    assert municipality_key(float(ags)).ags == ags


@given(AGS_DIGITS, st.text("0123456789", min_size=4, max_size=4))
def test_a_regional_key_holds_the_municipality_key(ags, association):
    key = municipality_key(ags[:5] + association + ags[5:])
    assert key.ags == ags
    assert len(key.ars) == 12


@given(st.text())
def test_any_text_is_a_key_or_told(text):
    key, problems = check_key(text)
    assert key is None or (len(key.ags) == 8 and key.ags[:2] in STATES)
    assert key is not None or problems or not text.strip()


def test_damaged_keys_of_a_table_find_their_units():
    known = {"01", "02", "10", "0100", "A1"}
    assert repair_keys(["1", "02", "10.0", " A1 ", "a1", "3", "100"], known) == {
        "1": "01",
        "02": "02",
        "10.0": "10",
        " A1 ": "A1",
        "a1": "A1",
        "100": "0100",
    }


def test_a_key_that_could_be_two_units_is_left_out():
    assert repair_keys(["1", "01"], {"01", "001"}) == {"01": "01"}
