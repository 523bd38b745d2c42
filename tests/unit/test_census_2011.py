# SPDX-License-Identifier: GPL-2.0-or-later
"""The layouts of the census of 2011: excerpts as published, and long tables of other topics."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely

from smartcity_plugin.model.problem import SmartCityError
from smartcity_plugin.model.provenance import Fitness
from smartcity_plugin.sources.census import read_census
from smartcity_plugin.sources.zone import Zone

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "census"
WIDE = FIXTURES / "zensus2011_spitze_werte_1km.csv"
LONG = FIXTURES / "zensus2011_gebaeude_100m_baujahr.CSV"
ZONE = Zone(shapely.box(4_425_000, 3_082_000, 4_440_000, 3_096_000), "EPSG:3035")
HEADER = "Gitter_ID_100m,Gitter_ID_100m_neu,Merkmal,Auspraegung_Code,Auspraegung_Text,Anzahl,Anzahl_q"
HERE = "100mN30900E44300,CRS3035RES100mN3090000E4430000"
ID = "CRS3035RES100mN3090000E4430000"


@pytest.fixture
def read(catalogue):
    def run(*paths, **options):
        imported = read_census(list(paths), ZONE, catalogue.roles, **options)
        frames = {layer.role: layer.table.frame.set_index("cell_id") for layer in imported.layers}
        return imported, frames, {problem.key: problem.values for problem in imported.problems}

    return run


def refused(key: str, action, *arguments, **options) -> dict:
    with pytest.raises(SmartCityError) as caught:
        action(*arguments, **options)
    assert caught.value.problem.key == key
    return caught.value.problem.values


def long_table(path: Path, *rows: str, header: str = HEADER) -> Path:
    path.write_text("\n".join([header, *(f"{HERE},{row}" for row in rows)]) + "\n", encoding="cp1252")
    return path


def test_exact_values_of_1_km_by_hand(read):
    """Six of twelve cells hold only −1: nobody or secret. 20 + 4 + 158 + 82 + 177 + 28 = 469 inhabitants."""
    imported, frames, problems = read(WIDE)
    people = frames["population_cells"]["population"]
    assert len(people) == 6
    assert people.sum() == 469
    assert people["CRS3035RES1000mN3082000E4427000"] == 4
    rates = frames["census_rates"]
    first = rates.loc["CRS3035RES1000mN3082000E4425000"]
    assert first["mean_age"] == 46
    assert first["share_under_18"] == 15
    assert first["share_65_plus"] == 20
    assert first["foreigners_rate"] == 0
    assert first["mean_household_size"] == 2.3
    assert first["vacancy_rate"] == 0
    assert first["floor_space_pp"] == 55
    assert np.isnan(first["floor_space_per_dwelling"])  # −9
    assert rates["floor_space_per_dwelling"].dropna().to_dict() == {"CRS3035RES1000mN3082000E4427000": 68}
    assert imported.data_date == "2011-05-09"
    assert problems["census_empty_cells"]["count"] == 6
    assert problems["census_missing_people_unknown"] == {"count": 6}
    assert problems["census_columns_unused"]["columns"] == "Frauen_A"
    assert problems["census_suppressed"]["count"] == 6  # five times the dwellings, once the space per person
    layers = {layer.role: layer for layer in imported.layers}
    assert layers["population_cells"].fitness is Fitness.GOOD
    assert layers["census_rates"].fitness is Fitness.PARTIAL
    assert "6 cells without any value" in layers["population_cells"].note.en


def test_exact_values_of_1_km_against_another_reading(read):
    _, frames, _ = read(WIDE)
    plain = pd.read_csv(WIDE, sep=";", decimal=",")
    numbers = plain.select_dtypes("number").mask(plain.select_dtypes("number") < 0)
    for field, column in {
        "mean_age": "Alter_D",
        "share_under_18": "unter18_A",
        "floor_space_pp": "Wohnfl_Bew_D",
    }.items():
        assert frames["census_rates"][field].sum() == pytest.approx(numbers[column].sum())
        assert frames["census_rates"][field].count() == numbers[column].count()


def test_buildings_by_year_by_hand(read):
    imported, frames, problems = read(LONG)
    cells = frames["census_buildings"]
    assert len(cells) == 10
    row = cells.loc["CRS3035RES100mN3085600E4436700"]
    assert row[
        ["built_until_1918", "built_1991_1995", "built_1996_2000", "built_2001_2004", "built_2005_2008"]
    ].tolist() == [
        3,
        4,
        5,
        3,
        3,
    ]
    assert row.isna()[["built_1919_1948", "built_from_2009"]].all()
    assert cells.loc["CRS3035RES100mN3092100E4434000", "built_from_2009"] == 3  # "2009 und später", in cp1252
    assert cells["uncertain_fields"].dropna().to_dict() == {"CRS3035RES100mN3085800E4436300": "built_1996_2000"}
    assert "buildings_total" not in cells
    assert problems["census_gaps"]["total"] == 9 * 10  # no cell of the excerpt has buildings of 1979 to 1986
    assert problems["census_gaps"]["count"] == 90 - 31
    assert "census_assumed_buildings" in problems
    assert imported.layers[0].fitness is Fitness.PARTIAL


def test_buildings_by_year_against_another_reading(read):
    _, frames, _ = read(LONG)
    plain = pd.read_csv(LONG, encoding="cp1252")
    fields = ["built_until_1918", "built_1919_1948", "built_1949_1978", "built_1979_1986", "built_1987_1990"]
    fields += ["built_1991_1995", "built_1996_2000", "built_2001_2004", "built_2005_2008", "built_from_2009"]
    by_code = plain.groupby("Auspraegung_Code")["Anzahl"].sum()
    for code, field in enumerate(fields, start=1):
        found = frames["census_buildings"][field].sum() if field in frames["census_buildings"] else 0
        assert found == by_code.get(code, 0)


def test_both_together_cannot_be_joined_and_say_so(read):
    _, frames, problems = read(WIDE, LONG)
    assert set(frames) == {"population_cells", "census_rates", "census_buildings"}
    assert problems["census_sizes_differ"] == {"size": "100 m", "other": "1 km"}


def test_a_table_of_classes_is_refused(read, tmp_path):
    text = WIDE.read_text(encoding="ascii").splitlines()
    classes = [text[0], "1kmN3082E4425;4425500;3082500;1;3;3;2;3;1;2;1;4;-9", "1kmN3082E4427;0;0;1;3;5;2;3;1;2;1;4;3"]
    (tmp_path / "classes.csv").write_text("\n".join(classes), encoding="utf-8")
    assert refused("census_classes", read, tmp_path / "classes.csv") == {"path": "classes.csv"}


def test_people_by_age_with_semicolons_and_a_space_before_the_feature(read, tmp_path):
    """The table of people has semicolons, and its total is called ' INSGESAMT'."""
    path = long_table(
        tmp_path / "Bevoelkerung100M.csv",
        " INSGESAMT,0,Einheiten insgesamt,30,0",
        "ALTER_KURZ,1,Unter 18,6,0",
        "ALTER_KURZ,5,65 und älter,9,2",
        "ALTER_10JG,1,Unter 10,3,0",
        "ALTER_10JG,4,30 - 39,8,0",
        "ALTER_10JG,9,80 und älter,4,0",
        "GESCHLECHT,1,Männlich,14,0",
    )
    path.write_text(path.read_text(encoding="cp1252").replace(",", ";"), encoding="cp1252")
    _, frames, problems = read(path)
    row = frames["population_cells"].loc[ID]
    fields = ["population", "children_under_10", "aged_under_18", "aged_65_plus", "aged_80_plus"]
    assert row[fields].tolist() == [30, 3, 6, 9, 4]
    assert row["uncertain_fields"] == "aged_65_plus"
    assert problems["census_columns_unused"]["columns"] == "GESCHLECHT"
    assert "census_assumed_buildings" not in problems


def test_dwellings_are_told_from_buildings_by_features_of_their_own(read, tmp_path):
    rows = ["INSGESAMT,0,Einheiten insgesamt,9,0", "HEIZTYP,4,Zentralheizung,6,0", "BAUJAHR_MZ,1,Vor 1919,3,0"]
    people = long_table(tmp_path / "people.csv", "INSGESAMT,0,Einheiten insgesamt,20,0", "ALTER_KURZ,1,Unter 18,6,0")
    dwellings = long_table(tmp_path / "x.csv", *rows, "RAUMANZAHL,3,3 Räume,5,0")
    _, frames, _ = read(people, dwellings)
    assert frames["population_cells"].loc[ID, "dwellings"] == 9
    assert frames["census_rates"].loc[ID, "dwellings_central_heating"] == 6
    assert "census_buildings" not in frames
    buildings = long_table(tmp_path / "y.csv", *rows)
    refused("census_counted_unclear", read, buildings)
    _, frames, _ = read(buildings, counted="buildings")
    assert frames["census_buildings"].loc[ID].dropna().to_dict() == {
        "buildings_total": 9,
        "built_until_1918": 3,
        "buildings_central_heating": 6,
    }


def test_households_by_size(read, tmp_path):
    path = long_table(
        tmp_path / "x.csv",
        "INSGESAMT,0,Einheiten insgesamt,9,0",
        "HHGROESS_KLASS,1,1 Person,5,0",
        "HHGROESS_KLASS,6,6,3,0",
    )
    _, frames, _ = read(path)
    assert frames["census_rates"].loc[ID].dropna().to_dict() == {
        "households": 9,
        "households_1_person": 5,
        "households_6_plus": 3,
    }


def test_a_long_table_that_could_be_anything_is_refused(read, tmp_path):
    total = long_table(tmp_path / "x.csv", "INSGESAMT,0,Einheiten insgesamt,9,0")
    assert refused("census_table_unclear", read, total) == {"path": "x.csv", "columns": "INSGESAMT"}
    both = long_table(tmp_path / "x.csv", "ALTER_KURZ,1,Unter 18,6,0", "HHGROESS_KLASS,1,1 Person,5,0")
    refused("census_table_unclear", read, both)


def test_a_long_table_that_contradicts_itself_is_refused(read, tmp_path):
    rows = ["ALTER_KURZ,1,Unter 18,6,0", "INSGESAMT,0,Einheiten insgesamt,30,0"]
    _, frames, _ = read(long_table(tmp_path / "x.csv", *rows, rows[0]))
    assert frames["population_cells"].loc[ID, "aged_under_18"] == 6
    values = refused("census_cell_twice", read, long_table(tmp_path / "x.csv", *rows, "ALTER_KURZ,1,Unter 18,7,0"))
    assert values["cell"] == ID
    broken = long_table(tmp_path / "x.csv", *rows, '"ALTER_KURZ","2,5",x,7,0')
    assert refused("table_not_numeric", read, broken)["examples"] == "2,5"
