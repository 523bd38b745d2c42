# SPDX-License-Identifier: GPL-2.0-or-later
"""Census tables by their rules, each on a small table worked by hand. The study is in the CRS of the grid."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import pytest
import shapely

from smartcity_plugin.model.problem import Cancelled, Severity, SmartCityError
from smartcity_plugin.model.provenance import Fitness
from smartcity_plugin.sources.census import read_census
from smartcity_plugin.sources.census.grid import cell_id, parents, parse_cell, squares
from smartcity_plugin.sources.zone import Zone

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "census"
NORTH, EAST = 3_090_000, 4_430_000
ZONE = Zone(shapely.box(EAST, NORTH, EAST + 2000, NORTH + 1000), "EPSG:3035")


def cell(row: int, column: int, size: int = 100) -> str:
    """Return the identifier of a cell counted from the corner of the area."""
    return f"CRS3035RES{size}mN{NORTH + row * size}E{EAST + column * size}"


def middle(row: int, column: int, size: int = 100) -> str:
    return f"{EAST + column * size + size // 2};{NORTH + row * size + size // 2}"


def table(header: str, *rows: tuple, size: int = 100) -> str:
    """Return a wide table: rows are (row, column, "values")."""
    name = {100: "100m", 1000: "1km", 10_000: "10km"}[size]
    lines = [f"GITTER_ID_{name};x_mp_{name};y_mp_{name};{header}"]
    lines += [f"{cell(row, column, size)};{middle(row, column, size)};{values}" for row, column, values in rows]
    return "\n".join(lines) + "\n"


@pytest.fixture
def read(tmp_path, catalogue):
    """Return a reader of texts: file name → content; the result as (layers by role, problems by key)."""

    def run(files: dict, zone=ZONE, **options):
        for name, content in files.items():
            (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        paths = [tmp_path / name for name in files]
        return Result(read_census(paths, zone, catalogue.roles, **options), catalogue)

    return run


class Result:
    """What an import gave, easy to ask."""

    def __init__(self, imported, catalogue) -> None:
        self.imported = imported
        self.layers = {layer.role: layer for layer in imported.layers}
        self.problems = {problem.key: problem for problem in imported.problems}
        for problem in imported.problems:
            assert problem.severity is not Severity.ERROR
            assert catalogue.sentence(problem, "de") != catalogue.sentence(problem, "en")
        for layer in imported.layers:
            role = catalogue.roles[layer.role]
            assert set(layer.table.frame) <= {*role.required, *role.optional}
            assert layer.table.role == layer.role

    def column(self, role: str, field: str) -> dict[str, float]:
        frame = self.layers[role].table.frame
        return dict(zip(frame["cell_id"], frame[field]))

    def values(self, role: str, field: str) -> list:
        return [None if value != value else value for value in self.column(role, field).values()]


def refused(key: str, action, *arguments, **options) -> dict:
    with pytest.raises(SmartCityError) as caught:
        action(*arguments, **options)
    assert caught.value.problem.key == key
    return caught.value.problem.values


POPULATION = table("Einwohner", (0, 0, "12"), (0, 1, "–"), (3, 4, "7"))


# Identifiers --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CRS3035RES100mN3082900E4425600", (100, 3_082_900, 4_425_600)),
        ("CRS3035RES1000mN3082000E4425000", (1000, 3_082_000, 4_425_000)),
        ("CRS3035RES1kmN3082000E4425000", (1000, 3_082_000, 4_425_000)),
        ("CRS3035RES10000mN3080000E4420000", (10_000, 3_080_000, 4_420_000)),
        ("100mN26917E43411", (100, 2_691_700, 4_341_100)),
        ("1kmN3082E4425", (1000, 3_082_000, 4_425_000)),
        (" 10kmN308E442 ", (10_000, 3_080_000, 4_420_000)),
        ("CRS3035RES100mN3082950E4425600", None),  # not on the grid
        ("CRS3035RES250mN3082000E4425000", None),  # no published size
        ("CRS3035RES100mN0E4425600", None),
        ("CRS3035RES100mE4425600N3082900", None),
        ("100mN٣٠٨٢٩E44256", None),
        ("", None),
    ],
)
def test_identifiers_of_both_spellings(text, expected):
    found = parse_cell(text)
    assert (found[:3] if found else None) == expected
    if found:
        assert parse_cell(cell_id(found.size, found.key))[:3] == expected


def test_a_cell_is_the_square_above_and_right_of_its_corner():
    found = parse_cell("CRS3035RES100mN3082900E4425600")
    assert squares(np.array([found.key]), 100)[0].bounds == (4_425_600, 3_082_900, 4_425_700, 3_083_000)
    assert cell_id(1000, parents(np.array([found.key]), 1000)[0]) == "CRS3035RES1000mN3082000E4425000"


# Wide tables --------------------------------------------------------------------------------------------------------


def test_population_by_hand(read):
    """12 and 7 inhabitants, one value suppressed: unknown, not zero."""
    result = read({"x.csv": POPULATION})
    assert result.column("population_cells", "population")[cell(0, 0)] == 12
    assert result.values("population_cells", "population") == [12, None, 7]
    layer = result.layers["population_cells"]
    assert [shape.bounds for shape in layer.table.geometry][2] == (EAST + 400, NORTH + 300, EAST + 500, NORTH + 400)
    assert layer.title.en == "Census 2022: population, 100 m grid"
    assert layer.fitness is Fitness.PARTIAL
    assert "1 of 3 values (33.3 %) are suppressed" in layer.note.en
    assert "1 von 3 Werten (33,3 %) sind gesperrt" in layer.note.de
    assert result.problems["census_suppressed"].values == {
        "role": "population_cells",
        "count": 1,
        "total": 3,
        "share": 33.3,
        "fields": "population (1)",
    }
    assert result.problems["census_missing_people_unknown"].values == {"count": 1}
    assert set(result.layers) == {"population_cells"}


@pytest.mark.parametrize("sign", ["–", "-", "", "…", "...", "—", "\ufffd"])
def test_every_sign_of_no_value_is_unknown(read, sign):
    result = read({"x.csv": table("Durchschnittsalter", (0, 0, sign), (0, 1, "40,25"))})
    assert result.values("census_rates", "mean_age") == [None, 40.25]


@pytest.mark.parametrize(
    ("text", "expected"), [("50,00", 50.0), ("129,1", 129.1), ("1.234,5", 1234.5), ("129", 129.0), ("0", 0.0)]
)
def test_german_numbers(read, text, expected):
    result = read({"x.csv": table("durchschnFlaechejeWohn", (0, 0, text))})
    assert result.values("census_rates", "floor_space_per_dwelling") == [expected]


def test_numbers_in_another_spelling_are_refused(read):
    values = refused("table_not_numeric", read, {"x.csv": table("durchschnMieteQM", (0, 0, "6.26"), (0, 1, "7.10"))})
    assert values == {"path": "x.csv", "column": "durchschnmieteqm", "examples": "6.26, 7.10"}


def test_an_uncertain_value_is_kept_and_named(read):
    text = table(
        "durchschnMieteQM;AnzahlWohnungen;werterlaeuternde_Zeichen",
        (0, 0, "6,26;3;"),
        (0, 1, "4,45;3;KLAMMERN"),
        (0, 2, "–;–;KLAMMERN"),
    )
    result = read({"x.csv": text})
    assert result.values("census_rates", "rent_per_m2") == [6.26, 4.45, None]
    assert result.values("census_rates", "rented_dwellings") == [3, 3, None]
    flags = result.layers["census_rates"].table.frame["uncertain_fields"].tolist()
    assert flags == [None, "rent_per_m2,rented_dwellings", None]
    assert result.problems["census_uncertain"].values == {"role": "census_rates", "count": 1, "total": 3}


def test_a_mark_for_one_column_counts_for_that_column(read):
    text = table("AnteilUeber65;AnteilUnter18;AnteilUeber65_werterlaeuternde_Zeichen", (0, 0, "20,0;15,0;KLAMMERN"))
    assert read({"x.csv": text}).layers["census_rates"].table.frame["uncertain_fields"].tolist() == ["share_65_plus"]


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + POPULATION.encode("utf-8"),
        POPULATION.encode("cp1252"),
        POPULATION.encode("utf-16"),
        POPULATION.replace("\n", "\r\n").encode("utf-8"),
        POPULATION.upper().replace("MN", "mN").encode("utf-8"),
        ("\n" + POPULATION).encode("utf-8"),
        POPULATION.replace(";", "\t").encode("utf-8"),
        "\n".join(",".join(f'"{text}"' for text in row.split(";")) for row in POPULATION.splitlines()).encode("utf-8"),
        POPULATION.rstrip("\n").encode("utf-8"),
    ],
    ids=["BOM", "cp1252", "UTF-16", "CRLF", "upper", "blank", "tab", "quoted", "end"],
)
def test_encodings_and_separators(read, content):
    assert read({"anything.txt": content}).values("population_cells", "population") == [12, None, 7]


def test_a_dash_in_cp1252_far_behind_the_first_bytes(read):
    rows = [(row, column, "5") for row in range(10) for column in range(20)] * 15
    text = table("Einwohner;Rest", *[(row, column, f"{value};{'x' * 40}") for row, column, value in rows])
    last = f"{cell(0, 0)};{middle(0, 0)};5;–\n".encode("cp1252")
    assert len(text) > 2 * 65_536
    refused("census_cell_twice", read, {"x.csv": text.encode() + last.replace(b";5;", b";6;")})
    assert len(read({"x.csv": text.encode() + last}).values("population_cells", "population")) == 200


def test_columns_count_not_names_of_files(read):
    text = table("Leerstandsquote;Religion;Fernweh", (0, 0, "4,30;x;1"))
    result = read({"Zensus2022_Eigentuemerquote_100m-Gitter.csv": text})
    assert result.values("census_rates", "vacancy_rate") == [4.3]
    assert result.problems["census_columns_unused"].values["columns"] == "Religion, Fernweh"


def test_tables_are_joined_on_the_cell(read):
    """Cell (0,0) is in all tables, (0,1) only in one: outer join, missing stays unknown and is counted."""
    files = {
        "a.csv": table("Einwohner", (0, 0, "10"), (0, 1, "20")),
        "b.csv": table(
            "Insgesamt_Bevoelkerung;Unter18;a18bis29;a30bis49;a50bis64;a65undaelter", (0, 0, "11;3;–;3;0;5")
        ),
        "c.csv": table("Eigentuemerquote;werterlaeuternde_Zeichen", (0, 0, "50,00;"), (2, 2, "100,00;KLAMMERN")),
        "d.csv": table("durchschnMieteQM;AnzahlWohnungen;werterlaeuternde_Zeichen", (0, 0, "7,50;4;")),
    }
    result = read(files)
    assert result.values("population_cells", "population") == [10, 20]
    assert result.values("population_cells", "aged_under_18") == [3, None]
    assert result.values("population_cells", "aged_18_29") == [None, None]
    assert result.values("population_cells", "aged_50_64") == [0, None]
    assert result.values("population_cells", "aged_65_plus") == [5, None]
    assert result.column("census_rates", "owner_rate") == {cell(0, 0): 50, cell(2, 2): 100}
    assert result.values("census_rates", "rent_per_m2") == [7.5, None]
    assert result.column("census_rates", "population")[cell(0, 0)] == 10
    assert np.isnan(result.column("census_rates", "population")[cell(2, 2)])
    absent = [problem.values for problem in result.imported.problems if problem.key == "census_cells_absent"]
    assert absent == [
        {"role": "population_cells", "count": 1, "total": 2},
        {"role": "census_rates", "count": 1, "total": 2},
    ]
    assert result.problems["census_suppressed"].values["count"] == 1


def test_population_from_a_total_only_if_there_is_nothing_better(read):
    ages = table("Insgesamt_Bevoelkerung;Unter18;a18bis29;a30bis49;a50bis64;a65undaelter", (0, 0, "11;3;0;3;0;5"))
    alone = read({"b.csv": ages})
    assert alone.values("population_cells", "population") == [11]
    assert alone.problems["census_population_from_total"].values == {
        "path": "b.csv",
        "column": "Insgesamt_Bevoelkerung",
    }
    both = read({"b.csv": ages, "a.csv": table("Einwohner", (0, 0, "10"))})
    assert both.values("population_cells", "population") == [10]
    assert "census_population_from_total" not in both.problems


def test_two_files_that_contradict_each_other_are_refused(read):
    files = {"a.csv": POPULATION, "b.csv": table("Einwohner", (0, 0, "13"), (0, 1, "5"), (3, 4, "7"))}
    values = refused("census_values_differ", read, files)
    assert values == {"column": "Einwohner", "first": "a.csv", "second": "b.csv", "count": 1}


def test_two_files_that_agree_complete_each_other(read):
    files = {"a.csv": POPULATION, "b.csv": table("Einwohner", (0, 0, "12"), (0, 1, "5"), (5, 5, "1"))}
    assert sorted(read(files).values("population_cells", "population")) == [1, 5, 7, 12]


def test_totals_that_several_tables_repeat_may_differ_a_little(read):
    files = {
        "a.csv": table("Insgesamt_Haushalte;HH_nurSenioren;HH_mitSenioren;HH_ohneSenioren", (0, 0, "10;3;3;4")),
        "b.csv": table("Insgesamt_Haushalte;EinpersHH_SingleHH", (0, 0, "12;4")),
    }
    result = read(files)
    assert result.values("census_rates", "households") == [10]
    assert result.values("census_rates", "households_1_person") == [4]
    assert result.problems["census_totals_differ"].values == {
        "column": "Insgesamt_Haushalte",
        "first": "a.csv",
        "second": "b.csv",
        "count": 1,
        "largest": 2.0,
    }


def test_the_same_row_twice_counts_once_and_different_rows_are_refused(read):
    once = read({"x.csv": POPULATION + f"{cell(0, 0)};{middle(0, 0)};12\n"})
    assert once.values("population_cells", "population") == [12, None, 7]
    values = refused("census_cell_twice", read, {"x.csv": POPULATION + f"{cell(0, 0)};{middle(0, 0)};13\n"})
    assert values == {"path": "x.csv", "count": 1, "cell": cell(0, 0)}


YEARS = "Insgesamt_Gebaeude;Vor1919;a1919bis1948;a1949bis1978;a1979bis1990;a1991bis2000;a2001bis2010;a2011bis2019"


def test_buildings_by_year_size_and_heating(read):
    files = {
        "j.csv": table(f"{YEARS};a2020undspaeter", (0, 0, "20;3;–;4;5;0;3;–;3")),
        "g.csv": table(
            "Insgesamt_Gebaeude;1_Wohnung;2_Wohnungen;3bis6_Wohnungen;7bis12_Wohnungen;13undmehr_Wohnungen",
            (0, 0, "20;9;5;3;3;–"),
        ),
        "Zensus2022_Gebaeude_Heizungsart.csv": table(
            "Insgesamt_Heizungsart;Fernheizung;Etagenheizung;Blockheizung;Zentralheizung;Einzel_Mehrraumoefen;keine_Heizung",
            (0, 0, "20;4;3;–;10;3;–"),
        ),
    }
    result = read(files)
    frame = result.layers["census_buildings"].table.frame.iloc[0]
    assert frame["buildings_total"] == 20
    assert frame[["built_until_1918", "built_1949_1978", "built_1979_1990", "built_from_2020"]].tolist() == [3, 4, 5, 3]
    assert frame[["buildings_1_dwelling", "buildings_7_12_dwellings"]].tolist() == [9, 3]
    assert frame[["buildings_by_heating", "buildings_district_heating", "buildings_stoves"]].tolist() == [20, 4, 3]
    assert np.isnan(frame["built_1919_1948"])
    assert "built_1979_1986" not in frame
    assert "census_assumed_buildings" in result.problems


def test_year_classes_come_all_or_not_at_all(read):
    """A table of decades shares some names; taking only those would make every building an old one."""
    decades = "Insgesamt_Gebaeude;Vor1919;a1919bis1949;a1950bis1959;a1960bis1969;a2016undspaeter"
    result = read({"x.csv": table(decades, (0, 0, "20;3;4;5;5;3"))})
    assert set(result.layers["census_buildings"].table.frame) == {"cell_id", "buildings_total"}
    assert "Vor1919" in result.problems["census_columns_unused"].values["columns"]


ENERGY = table("Insgesamt_Energietraeger;Gas;Heizoel;Holz_Holzpellets;kein_Energietraeger", (0, 0, "9;5;–;4;–"))


def test_buildings_or_dwellings_is_asked_if_nothing_tells(read):
    values = refused("census_counted_unclear", read, {"x.csv": ENERGY})
    assert values == {"path": "x.csv"}
    buildings = read({"x.csv": ENERGY}, counted="buildings")
    assert buildings.values("census_buildings", "buildings_gas") == [5]
    dwellings = read({"x.csv": ENERGY}, counted="dwellings")
    assert dwellings.values("census_rates", "dwellings_gas") == [5]
    assert dwellings.values("census_rates", "dwellings_by_energy") == [9]
    named = read({"Zensus2022_Energietraeger_100m-Gitter.csv": ENERGY})
    assert named.values("census_rates", "dwellings_wood") == [4]
    assert "census_assumed_dwellings" in named.problems
    beside = read({"x.csv": ENERGY, "p.csv": POPULATION})
    assert set(beside.layers) == {"population_cells"}
    assert beside.problems["census_counted_unclear"].severity is Severity.WARNING


def test_counts_of_cells_without_population_have_no_place(read):
    dwellings = table("Insgesamt_Wohnungen;FreiEFH;EFH_DHH", (0, 0, "9;5;4"))
    assert refused("census_needs_population", read, {"x.csv": dwellings}) == {"fields": "dwellings"}
    assert read({"x.csv": dwellings, "p.csv": POPULATION}).values("population_cells", "dwellings") == [9, None, None]


# Sizes and area -----------------------------------------------------------------------------------------------------

COARSE = table("Einwohner", (0, 0, "30"), (0, 1, "5"), (7, 7, "99"), size=1000)


def test_the_finest_cells_are_used_and_coarse_ones_tell_who_is_missing(read):
    """Cells of 1 km (0,0) and (0,1) touch the area: 35 people. Their fine cells know 12 + 7 + 4 = 23."""
    fine = table("Einwohner", (0, 0, "12"), (0, 1, "–"), (3, 4, "7"), (9, 19, "4"), (0, 30, "50"))
    result = read({"fine.csv": fine, "coarse.csv": COARSE})
    assert result.layers["population_cells"].title.en.endswith("100 m grid")
    assert result.problems["census_sizes_unused"].values["others"] == "1 km"
    assert result.problems["census_missing_people"].values == {
        "size": "100 m",
        "other": "1 km",
        "found": 23,
        "expected": 35,
        "missing": 12,
        "share": 34.3,
    }
    assert "census_missing_people_unknown" not in result.problems
    chosen = read({"fine.csv": fine, "coarse.csv": COARSE}, size="1km")
    assert chosen.values("population_cells", "population") == [30, 5]
    again = read({"fine.csv": fine, "coarse.csv": COARSE}, size="100m")
    assert again.problems["census_missing_people"].values["missing"] == 12


def test_a_size_that_no_file_has_is_refused(read):
    assert refused("census_size_missing", read, {"x.csv": POPULATION}, size="10km") == {"found": "100m"}


def test_rates_may_be_coarser_than_the_population(read):
    rates = table("AnteilUnter18", (0, 0, "20,00"), size=1000)
    result = read({"p.csv": POPULATION, "r.csv": rates})
    assert result.layers["census_rates"].title.en.endswith("1 km grid")
    assert len(result.layers["population_cells"].table) == 3


def test_buildings_of_another_size_cannot_be_joined(read):
    buildings = table("Insgesamt_Gebaeude", (0, 0, "20"), size=1000)
    assert "census_sizes_differ" in read({"p.csv": POPULATION, "b.csv": buildings}).problems


def test_only_cells_within_reach_of_the_outline(read, catalogue):
    """The area is a triangle with its right angle at the corner: the box holds cells that are too far from it."""
    corner = Zone(shapely.Polygon([(EAST, NORTH), (EAST + 8000, NORTH), (EAST, NORTH + 8000)]), "EPSG:3035")
    assert catalogue.roles["population_cells"].buffer == 1000
    places = [(0, 0), (79, 79), (46, 46), (48, 48), (-10, 0), (-11, 0), (-12, 0), (0, 89), (0, 91)]
    text = table("Einwohner", *[(row, column, "5") for row, column in places])
    found = set(read({"x.csv": text}, zone=corner).column("population_cells", "population"))
    # 1000 m from the slope reach to row = column = 47.07; a cell is kept if any part of its area is in reach.
    assert found == {cell(row, column) for row, column in [(0, 0), (46, 46), (-10, 0), (0, 89)]}
    rates = table("AnteilUnter18", *[(row, column, "5") for row, column in places])
    found = set(read({"x.csv": rates}, zone=corner).column("census_rates", "share_under_18"))
    assert found == {cell(0, 0)}


def test_nothing_in_the_area_is_told(read):
    far = Zone(shapely.box(EAST + 90_000, NORTH, EAST + 91_000, NORTH + 1000), "EPSG:3035")
    assert refused("census_nothing_here", read, {"x.csv": POPULATION}, zone=far) == {"files": "x.csv"}


# Files --------------------------------------------------------------------------------------------------------------


def test_archives_and_folders_of_archives(tmp_path, catalogue):
    folder = tmp_path / "Zensus"
    folder.mkdir()
    with zipfile.ZipFile(folder / "Zensus2022_Bevoelkerungszahl.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Zensus2022_Bevoelkerungszahl/Zensus2022_Bevoelkerungszahl_100m-Gitter.csv", POPULATION)
        archive.writestr("Datensatzbeschreibung.xlsx", b"no matter")
    (folder / "Alter.csv").write_text(table("Durchschnittsalter", (0, 0, "40,00")), encoding="utf-8")
    (folder / "Liesmich.txt").write_text("Nur Text; ohne Tabelle", encoding="utf-8")
    result = Result(read_census([folder], ZONE, catalogue.roles), catalogue)
    assert result.values("population_cells", "population") == [12, None, 7]
    assert result.values("census_rates", "mean_age") == [40]
    assert result.problems["census_file_unused"].values["path"] == "liesmich.txt"
    single = Result(read_census([folder / "Zensus2022_Bevoelkerungszahl.zip"], ZONE, catalogue.roles), catalogue)
    assert set(single.layers) == {"population_cells"}


def test_what_is_no_census_table_is_refused_with_what_was_found(read, tmp_path, catalogue):
    values = refused("census_not_recognised", read, {"x.csv": "Bezirk;Einwohner\n1;20\n"})
    assert values == {"path": "x.csv", "columns": "Bezirk, Einwohner"}
    values = refused("census_not_recognised", read, {"x.csv": table("Fernweh", (0, 0, "3"))})
    assert values["columns"] == "GITTER_ID_100m, x_mp_100m, y_mp_100m, Fernweh"
    refused("census_not_recognised", read, {"x.csv": ""})
    refused("census_not_recognised", read, {"x.csv": POPULATION.splitlines()[0]})
    refused("file_not_found", read_census, [tmp_path / "missing.csv"], ZONE, catalogue.roles)
    (tmp_path / "empty").mkdir()
    refused("census_no_files", read_census, [tmp_path / "empty"], ZONE, catalogue.roles)
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04 no archive")
    refused("file_damaged", read_census, [tmp_path / "broken.zip"], ZONE, catalogue.roles)


def test_rows_without_a_cell_are_counted(read):
    result = read({"x.csv": POPULATION + "CRS3035RES100mN30\n\nQuelle: Zensus;;;\n" + cell(0, 0, 1000) + ";;;9\n"})
    assert result.values("population_cells", "population") == [12, None, 7]
    assert result.problems["census_rows_without_cell"].values == {
        "path": "x.csv",
        "count": 3,
        "total": 6,
        "example": "CRS3035RES100mN30",
    }


def test_a_row_with_too_many_values_is_refused(read):
    text = table("durchschnMieteQM", (0, 0, '"7,5"')).replace(";", ",").replace('"7,5"', "7,5")
    values = refused("table_row_too_long", read, {"x.csv": text})
    assert values == {"path": "x.csv", "line": 2, "columns": 4}
    assert read({"x.csv": POPULATION + f"{cell(4, 4)};{middle(4, 4)};3;;\n"}).values("population_cells", "population")


def test_a_missing_quotation_mark_is_told_with_its_line(read):
    values = refused("table_unreadable", read, {"x.csv": POPULATION + f'{cell(4, 4)};"{middle(4, 4)};3\n'})
    assert values["path"] == "x.csv"
    assert values["line"] >= 5


def test_progress_runs_to_the_end_and_can_stop(read):
    seen: list[float] = []
    read({"a.csv": POPULATION, "b.csv": table("Durchschnittsalter", (0, 0, "40,00"))}, progress=seen.append)
    assert seen == sorted(seen)
    assert seen[-1] <= 1

    def stop(fraction: float) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read({"a.csv": POPULATION}, progress=stop)


# Years --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "header", "year", "date", "assumed"),
    [
        ("x.csv", "Einwohner", "2022", "2022-05-15", True),
        ("x.csv", "Durchschnittsalter", "2022", "2022-05-15", False),
        ("Zensus2022_x.csv", "Einwohner", "2022", "2022-05-15", False),
        ("Zensus2011_x.csv", "Einwohner", "2011", "2011-05-09", False),
        ("Zensus2011_x.csv", "Durchschnittsalter", "2011", "2011-05-09", False),
    ],
)
def test_the_census_of_a_file(read, name, header, year, date, assumed):
    result = read({name: table(header, (0, 0, "40"))})
    assert result.imported.facts["census"] == year
    assert result.imported.data_date == date
    assert ("census_year_assumed" in result.problems) is assumed
    assert result.imported.layers[0].title.de.startswith(f"Zensus {year}")


def test_two_censuses_are_not_mixed(read):
    files = {
        "Zensus2011_a.csv": table("Einwohner", (0, 0, "5")),
        "Zensus2022_b.csv": table("Durchschnittsalter", (0, 0, "40,00")),
    }
    values = refused("census_years_mixed", read, files)
    assert values == {"first": "Zensus2011_a.csv", "second": "Zensus2022_b.csv"}


def test_negative_numbers_are_no_values_in_2011_only(read):
    short = "Gitter_ID_100m;x_mp_100m;y_mp_100m;Einwohner\n" + "\n".join(
        f"100mN{NORTH // 100}E{EAST // 100 + column};0;0;{value}" for column, value in enumerate([5, -1, -9])
    )
    result = read({"x.csv": short})
    assert result.column("population_cells", "population") == {cell(0, 0): 5}
    assert result.problems["census_empty_cells"].values == {"role": "population_cells", "count": 2}
    assert read({"x.csv": table("Einwohner", (0, 0, "-1"))}).values("population_cells", "population") == [-1]
