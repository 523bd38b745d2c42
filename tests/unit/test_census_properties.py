# SPDX-License-Identifier: GPL-2.0-or-later
"""Whatever a census file holds: a table or one clear refusal; and what was written is read again."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import shapely
from hypothesis import given
from hypothesis import strategies as st

from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.model.problem import SmartCityError
from smartcity_plugin.sources.census import read_census
from smartcity_plugin.sources.census.grid import cell_id, parse_cell
from smartcity_plugin.sources.imported import Imported
from smartcity_plugin.sources.zone import Zone

ROLES = load_catalogue().roles
NORTH, EAST = 3_090_000, 4_430_000
ZONE = Zone(shapely.box(EAST, NORTH, EAST + 1000, NORTH + 1000), "EPSG:3035")
COLUMNS = ["Einwohner", "Durchschnittsalter", "Insgesamt_Gebaeude", "Gas", "werterlaeuternde_Zeichen", "Fernweh"]
LONG = "Gitter_ID_100m,Merkmal,Auspraegung_Code,Auspraegung_Text,Anzahl,Anzahl_q"


def read_bytes(content: bytes, name: str = "x.csv") -> Imported | SmartCityError:
    """Return what a file gives, or with which problem it is refused; nothing else may happen."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        try:
            found = read_census([path], ZONE, ROLES, counted="buildings")
        except SmartCityError as error:
            return told(error)
    for layer in found.layers:
        assert len(layer.table)
        assert layer.table.frame["cell_id"].is_unique
    return found


def told(error: SmartCityError) -> SmartCityError:
    """Return an error that has a sentence in both languages."""
    assert load_catalogue().sentence(error.problem, "de") != load_catalogue().sentence(error.problem, "en")
    return error


def identifier(number: int, short: bool = False) -> str:
    row, column = divmod(number, 10)
    north, east = NORTH + row * 100, EAST + column * 100
    return f"100mN{north // 100}E{east // 100}" if short else f"CRS3035RES100mN{north}E{east}"


@given(content=st.binary(max_size=400))
def test_arbitrary_bytes(content):
    assert isinstance(read_bytes(content), SmartCityError)


@given(content=st.binary(max_size=300))
def test_arbitrary_bytes_behind_a_header(content):
    read_bytes(b"GITTER_ID_100m;x_mp_100m;y_mp_100m;Einwohner\n" + identifier(3).encode() + b";0;0;4\n" + content)


@given(content=st.binary(max_size=300), place=st.integers(0, 10_000))
def test_arbitrary_bytes_within_a_table(content, place):
    rows = [f"{identifier(number)};0;0;{number}\n" for number in range(100)]
    text = ("GITTER_ID_100m;x_mp_100m;y_mp_100m;Einwohner\n" + "".join(rows)).encode()
    cut = place % len(text)
    read_bytes(text[:cut] + content + text[cut:])


@given(content=st.binary(max_size=300))
def test_arbitrary_bytes_in_an_archive(content):
    assert isinstance(read_bytes(b"PK\x03\x04" + content, "x.zip"), SmartCityError)


@given(cells=st.lists(st.lists(st.text(max_size=12), min_size=6, max_size=6), min_size=1, max_size=8))
def test_arbitrary_cell_texts(cells):
    header = ";".join(["GITTER_ID_100m", *COLUMNS])
    quoted = [[f'"{text}"' if '"' not in text else '"?"' for text in row] for row in cells]
    lines = [";".join([identifier(number), *row]) for number, row in enumerate(quoted)]
    read_bytes("\n".join([header, *lines]).encode("utf-8", "surrogatepass"))


@given(cells=st.lists(st.lists(st.text(max_size=12), min_size=6, max_size=6), min_size=1, max_size=8))
def test_arbitrary_cell_texts_in_long_tables(cells):
    quoted = [[f'"{text}"' if '"' not in text else '"?"' for text in row] for row in cells]
    lines = [",".join([identifier(number), *row[1:]]) for number, row in enumerate(quoted)]
    lines.append(f"{identifier(0)},HHGROESS_KLASS,1,1 Person,3,0")
    read_bytes("\n".join([LONG, *lines]).encode("utf-8", "surrogatepass"))


@given(text=st.text(max_size=40))
def test_any_text_is_an_identifier_or_none(text):
    assert parse_cell(text) is None or parse_cell(cell_id(*(parse_cell(text).size, parse_cell(text).key)))


KNOWN = st.one_of(st.none(), st.integers(0, 99_999))
MEANS = st.one_of(st.none(), st.integers(0, 10_000).map(lambda hundredths: hundredths / 100))


@given(
    rows=st.dictionaries(st.integers(0, 99), st.tuples(KNOWN, MEANS, st.booleans()), min_size=1, max_size=30),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]),
    delimiter=st.sampled_from([";", "\t", "|"]),
)
def test_what_was_written_is_read_again(rows, encoding, delimiter):
    """Counts, means with decimal comma, suppressed and uncertain values survive every encoding and separator."""
    header = ["GITTER_ID_100m", "Einwohner", "Durchschnittsalter", "werterlaeuternde_Zeichen"]
    lines = [delimiter.join(header)]
    for number, (people, age, doubt) in rows.items():
        shown = "–" if age is None else f"{age:.2f}".replace(".", ",")
        count = "–" if people is None else str(people)
        lines.append(delimiter.join([identifier(number), count, shown, "KLAMMERN" if doubt else ""]))
    found = read_bytes("\r\n".join(lines).encode(encoding))
    assert isinstance(found, Imported)
    layers = {layer.role: layer.table.frame.set_index("cell_id") for layer in found.layers}
    for number, (people, age, doubt) in rows.items():
        person = layers["population_cells"].loc[identifier(number), "population"]
        rate = layers["census_rates"].loc[identifier(number)]
        assert (np.isnan(person) and people is None) or person == people
        assert (np.isnan(rate["mean_age"]) and age is None) or rate["mean_age"] == age
        flagged = "uncertain_fields" in rate and rate["uncertain_fields"]
        assert ("mean_age" in (flagged or "")) is (doubt and age is not None)
    assert len(layers["population_cells"]) == len(rows)


@given(
    values=st.dictionaries(st.integers(0, 99), st.integers(3, 500), min_size=1, max_size=30),
    coarse_more=st.integers(0, 50),
)
def test_people_that_coarse_cells_know_and_fine_ones_do_not(values, coarse_more):
    fine = "\n".join(["GITTER_ID_100m;Einwohner", *(f"{identifier(key)};{count}" for key, count in values.items())])
    total = sum(values.values()) + coarse_more
    with tempfile.TemporaryDirectory() as folder:
        for name, text in {
            "fine": fine,
            "coarse": f"GITTER_ID_1km;Einwohner\nCRS3035RES1000mN{NORTH}E{EAST};{total}\n",
        }.items():
            (Path(folder) / f"{name}.csv").write_text(text, encoding="utf-8")
        found = read_census([Path(folder)], ZONE, ROLES)
    told = {problem.key: problem.values for problem in found.problems}["census_missing_people"]
    assert told["missing"] == coarse_more
    assert told["expected"] == total
