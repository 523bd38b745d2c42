# SPDX-License-Identifier: GPL-2.0-or-later
"""What the catalogue says of census tables and statistics: complete, strict, and understood by the methods."""

from __future__ import annotations

import numpy as np
import pytest

from smartcity_plugin.catalogue.census import load_census, read_census
from smartcity_plugin.catalogue.entry import CatalogueError, Entry
from smartcity_plugin.catalogue.statistics import load_synonyms, read_synonyms
from smartcity_plugin.engine.methods import METHODS
from smartcity_plugin.engine.methods.share import BUILDING_CLASSES
from smartcity_plugin.engine.progress import silent
from smartcity_plugin.paths import CATALOGUE

CENSUS = load_census()
OLD_BUILDINGS = METHODS["buildings_before_share"].function
TEXT = (CATALOGUE / "census.yaml").read_text(encoding="utf-8")
ROLES_OF_THE_CENSUS = ("population_cells", "census_rates", "census_buildings")
NOT_PUBLISHED = {"living_area_m2"}


def targets():
    for table in CENSUS.wide.values():
        for columns in (table.fields, table.fallback):
            for found in columns.values():
                yield from found
    for table in CENSUS.long.values():
        yield from table.total
        for codes in table.features.values():
            yield from (target for target in codes if target)


def test_every_number_field_of_the_census_roles_has_a_column(catalogue):
    filled = {(target.role, target.field) for target in targets()}
    for role in ROLES_OF_THE_CENSUS:
        missing = set(catalogue.roles[role].numbers) - {field for name, field in filled if name == role}
        assert missing <= NOT_PUBLISHED


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("population_cells.aged_18_29]", "population_cells.aged_18_28]", "no number field"),
        ("[census_rates.owner_rate]", "[public_green.owner_rate]", "no number field"),
        ("status: verified", "status: certain", "not allowed"),
        ("repeated: [Insgesamt_Haushalte]", "repeated: [Insgesamt]", "'repeated'"),
        ("counts: dwellings", "counts: rooms", "not allowed"),
        ("marks: werterlaeuternde_Zeichen", "markers: x", "'marks' is missing"),
        ("titles:", "titles:\n  streets: {de: a, en: b}", "'titles'"),
        ("  total: INSGESAMT", "  total: INSGESAMT\n  more: 1", "unknown key 'more'"),
    ],
)
def test_a_wrong_entry_is_refused(catalogue, tmp_path, old, new, message):
    assert old in TEXT
    path = tmp_path / "census.yaml"
    path.write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    entry = Entry.from_file(path)
    with pytest.raises(CatalogueError, match=message):
        read_census(entry, catalogue.roles)


def test_synonyms_must_be_those_of_fields(catalogue, tmp_path):
    role = catalogue.roles["unit_statistics"]
    assert set(load_synonyms()) == {*role.required, *role.optional}
    (tmp_path / "statistics.yaml").write_text("income: [Einkommen]\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match="'income' is no field"):
        read_synonyms(Entry.from_file(tmp_path / "statistics.yaml"), role)


def test_no_synonym_means_two_fields():
    from smartcity_plugin.sources.statistics import _bare

    seen: dict[str, str] = {}
    for field, names in load_synonyms().items():
        for name in names:
            assert seen.setdefault(_bare(name), field) == field


def test_the_method_knows_the_year_classes_of_both_censuses(catalogue):
    fields = {name for name in catalogue.roles["census_buildings"].numbers if name.startswith("built_")}
    assert fields == set(BUILDING_CLASSES)


def test_old_buildings_by_the_classes_of_2022(build):
    """3 + 4 of 20 known buildings are from before 1979, 3 + 4 + 5 from before 1991; the total says 22."""
    squares = [build.square(0, 0), build.square(100, 0)]
    cells = build.cells(squares, [10, 10])
    counts = {"built_until_1918": 3, "built_1949_1978": 4, "built_1979_1990": 5, "built_from_2020": 8}
    buildings = build.table(
        squares[:1],
        "census_buildings",
        cell_id=["c0"],
        buildings_total=[22.0],
        **{k: [float(v)] for k, v in counts.items()},
    )
    for year, old in ((1979, 7), (1991, 12), (2020, 12)):
        found = OLD_BUILDINGS(cells=cells, buildings=buildings, year=year, progress=silent)
        assert found.numerator[0] == old
        assert found.denominator[0] == 20
        assert found.expected[0] == 22
        assert np.isnan(found.numerator[1])


def test_buildings_without_year_classes_are_unknown(build):
    cells = build.cells([build.square(0, 0)], [10])
    heating = build.table([build.square(0, 0)], "census_buildings", cell_id=["c0"], buildings_gas=[4.0])
    found = OLD_BUILDINGS(cells=cells, buildings=heating, year=1979, progress=silent)
    assert np.isnan(found.numerator[0])
    assert np.isnan(found.denominator[0])
