# SPDX-License-Identifier: GPL-2.0-or-later
"""A new study: key, border, planning units of several levels, grids."""

from __future__ import annotations

import pytest
import shapely
from qgis.core import QgsProcessingFeedback

from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.model.problem import Problem
from smartcity_plugin.study.study import Study

KEY = "14522000"  # the town of the tests lies in Saxony


class Listening(QgsProcessingFeedback):
    """Keeps the warnings."""

    def __init__(self) -> None:
        super().__init__(False)
        self.warnings: list[str] = []

    def pushWarning(self, warning: str) -> None:
        self.warnings.append(warning)


@pytest.fixture
def told():
    """Run something with a feedback and say which of our sentences were heard."""

    def run(action, *arguments, **parameters):
        feedback = Listening()
        result = action(*arguments, feedback=feedback, **parameters)
        return result, feedback.warnings

    return run


def says(warnings, key, **values) -> bool:
    return load_catalogue().sentence(Problem(key, values=values), "en") in warnings


def units_of(path, level=None):
    with Study.open(path) as study:
        return study.units(level).frame.set_index("unit_id")


def quarters(town):
    """Four quarters; the western two name the district W, of the eastern ones one lies partly in the west."""
    rows = [
        (town.box(0, 0, 500, 1000), "q1", "Alt", "W", "Westen"),
        (town.box(500, 0, 1000, 1000), "q2", "Neu", "W", "Westen"),
        (town.box(1000, 0, 1500, 1000), "q3", "Au", "O", "Osten"),
        (town.box(1500, 0, 2000, 1000), "q4", "Berg", None, None),
    ]
    fields = [("id", "string"), ("name", "string"), ("bez", "string"), ("bez_name", "string")]
    return town.layer("Polygon", rows, fields, name="Viertel")


def add(town, study, layer, level, **more):
    parameters = {"STUDY": str(study), "UNITS": layer, "UNIT_ID": '"id"', "UNIT_NAME": '"name"', "LEVEL": level}
    return town.run("addplanningunits", **{**parameters, **more})


# Key


def test_a_repaired_key_is_stored_and_told(town, tmp_path, told):
    path, warnings = told(town.create, tmp_path / "x.gpkg", AGS="5315000", CRS="EPSG:25832")
    with Study.open(path) as study:
        assert study.settings.ags == "05315000"
        assert study.city_id == "05315000"
    assert says(warnings, "key_repaired", given="5315000", repaired="05315000")


def test_a_regional_key_gives_the_municipality_key(town, tmp_path, told):
    path, warnings = told(town.create, tmp_path / "x.gpkg", AGS="145220000000")
    with Study.open(path) as study:
        assert study.settings.ags == KEY
    assert says(warnings, "key_from_ars", ars="145220000000", ags=KEY)


def test_a_right_key_is_no_matter(town, tmp_path, told):
    _, warnings = told(town.create, tmp_path / "x.gpkg", AGS=KEY)
    assert not [warning for warning in warnings if "key" in warning]


# Border


def municipalities(town):
    rows = [
        (town.box(0, 0, 2000, 1000), "14522000", "Freiberg"),
        (town.box(2000, 0, 4000, 1000), "14522010", "Nachbar"),
        (town.box(0, 1000, 100, 1100), "14522000", "Freiberg"),
    ]
    return town.layer("Polygon", rows, [("ags", "string"), ("gen", "string")], name="Gemeinden")


def test_the_municipality_is_chosen_by_an_expression(town, tmp_path):
    path = town.create(tmp_path / "x.gpkg", AREA=municipalities(town), AREA_FILTER="\"ags\" = '14522000'", AGS=KEY)
    with Study.open(path) as study:
        area = study.area().geometry[0]
    assert shapely.area(area) == pytest.approx(2e6 + 1e4)
    assert len(shapely.get_parts(area)) == 1  # they touch


def test_a_filter_that_nothing_meets(town, tmp_path):
    sentence = town.refusal(town.create, tmp_path / "x.gpkg", AREA=municipalities(town), AREA_FILTER="\"ags\" = '1'")
    values = {"layer": "Gemeinden", "filter": "\"ags\" = '1'"}
    assert sentence == load_catalogue().sentence(Problem("border_filter_empty", values=values), "en")
    assert list(tmp_path.iterdir()) == []


def test_the_units_together_can_be_the_border(town, tmp_path):
    units = quarters(town)
    path = town.create(tmp_path / "x.gpkg", AREA=units, UNITS=units, UNIT_ID='"id"')
    with Study.open(path) as study:
        assert shapely.area(study.area().geometry[0]) == pytest.approx(2e6)
        assert len(study.reporting_units()) == 4


def swapped(layer):
    import processing

    result = processing.run("native:swapxy", {"INPUT": layer, "OUTPUT": "memory:"})["OUTPUT"]
    result.setName(layer.name())
    return result


def test_swapped_axes_are_refused(town, tmp_path):
    sentence = town.refusal(town.create, tmp_path / "x.gpkg", AREA=swapped(town.border()), AGS=KEY)
    values = {"layer": "Grenze"}
    assert sentence == load_catalogue().sentence(Problem("border_axes_swapped", values=values), "en")


def test_a_border_in_another_land_is_told(town, tmp_path, told):
    _, warnings = told(town.create, tmp_path / "x.gpkg", AGS="05315000")
    assert [warning for warning in warnings if "Nordrhein-Westfalen" in warning]
    _, warnings = told(town.create, tmp_path / "y.gpkg", AGS=KEY)
    assert warnings == [warning for warning in warnings if "left out" in warning]


# Units


def test_the_level_of_the_units_is_that_of_maps_and_tables(town, tmp_path):
    path = town.create(tmp_path / "x.gpkg", LEVEL="quarter")
    with Study.open(path) as study:
        assert study.settings.unit_level == "quarter"
        assert study.reporting_units().frame["level"].tolist() == ["quarter", "quarter"]


def test_units_outside_are_told(town, tmp_path, told):
    _, warnings = told(town.create, tmp_path / "x.gpkg")
    assert says(warnings, "units_outside", count=1, total=3)


def test_districts_are_formed_from_the_quarters(town, tmp_path, told):
    path, warnings = told(
        town.create,
        tmp_path / "x.gpkg",
        UNITS=quarters(town),
        UNIT_ID='"id"',
        LEVEL="quarter",
        UNIT_PARENT='"bez"',
        PARENT_NAME='"bez_name"',
    )
    units = units_of(path)
    assert units.loc[["W", "O"], "level"].tolist() == ["district", "district"]
    assert units.loc[["W", "O"], "name"].tolist() == ["Westen", "Osten"]
    assert units.loc[["W", "O"], "area_ha"].tolist() == pytest.approx([100, 50])
    assert units.loc[["q1", "q2", "q3", "q4"], "parent_id"].tolist() == ["W", "W", "O", "05315000"]
    assert units.loc[["W", "O"], "parent_id"].tolist() == ["05315000", "05315000"]
    assert says(warnings, "units_without_parent", count=1, units="Berg")
    with Study.open(path) as study:
        assert study.settings.unit_level == "quarter"


def test_districts_with_identifiers_of_quarters_get_a_prefix(town, tmp_path, told):
    path, warnings = told(
        town.create,
        tmp_path / "x.gpkg",
        UNITS=quarters(town),
        UNIT_ID="if(\"id\" = 'q1', 'W', \"id\")",
        LEVEL="quarter",
        UNIT_PARENT='"bez"',
    )
    units = units_of(path)
    assert units.loc["W", ["level", "parent_id"]].tolist() == ["quarter", "district-W"]
    assert units.loc["district-W", ["level", "name"]].tolist() == ["district", "W"]
    assert units.loc["q3", "parent_id"] == "district-O"
    assert says(warnings, "unit_ids_prefixed", count=1, example="district-W")


def test_a_unit_with_the_key_of_the_municipality_gets_a_prefix(town, tmp_path, told):
    path, warnings = told(town.create, tmp_path / "x.gpkg", UNIT_ID=f'if("nr" = 1, \'{KEY}\', "nr")', AGS=KEY)
    assert units_of(path, "district").index.tolist() == [f"district-{KEY}", "district-2"]
    assert says(warnings, "unit_ids_prefixed", count=1, example=f"district-{KEY}")


@pytest.mark.parametrize("level", ["district", "grid"])
def test_nothing_lies_between_the_uppermost_level_and_the_municipality(town, tmp_path, level):
    parameters = {"UNITS": quarters(town), "UNIT_ID": '"id"', "UNIT_PARENT": '"bez"', "LEVEL": level}
    sentence = town.refusal(town.create, tmp_path / "x.gpkg", **parameters)
    assert sentence == load_catalogue().sentence(Problem("parent_level_missing", values={"level": level}), "en")


def test_areas_of_one_unit_can_be_merged(town, tmp_path):
    parameters = {"UNITS": quarters(town), "UNIT_ID": "coalesce(\"bez\", 'O')", "UNIT_NAME": "coalesce(\"bez\", 'O')"}
    sentence = town.refusal(town.create, tmp_path / "x.gpkg", **parameters)
    assert "more than once: O, W" in sentence
    path = town.create(tmp_path / "x.gpkg", MERGE=True, **parameters)
    assert units_of(path, "district")["area_ha"].to_dict() == pytest.approx({"W": 100, "O": 100})


def test_the_identifier_serves_as_name(town, tmp_path):
    path = town.create(tmp_path / "x.gpkg", UNITS=quarters(town), UNIT_ID='"id"', UNIT_NAME=None)
    assert units_of(path, "district")["name"].tolist() == ["q1", "q2", "q3", "q4"]


def test_a_grid_in_place_of_a_layer(town, tmp_path):
    path = town.create(tmp_path / "x.gpkg", UNITS=None, UNIT_ID=None, UNIT_NAME=None, GRID_SIZE="500")
    with Study.open(path) as study:
        assert study.settings.unit_level == "grid"
        cells = study.reporting_units()
    assert set(cells.frame["level"]) == {"grid"}
    assert set(cells.frame["parent_id"]) == {"05315000"}
    assert cells.frame["unit_id"].str.match(r"^CRS3035RES500mN\d+E\d+$").all()
    assert cells.frame["area_ha"].sum() == pytest.approx(200, rel=1e-6)


def test_neither_layer_nor_grid(town, tmp_path):
    sentence = town.refusal(town.create, tmp_path / "x.gpkg", UNITS=None)
    assert sentence == load_catalogue().sentence(Problem("units_missing"), "en")


def test_both_layer_and_grid(town, tmp_path):
    sentence = town.refusal(town.create, tmp_path / "x.gpkg", GRID_SIZE="500")
    assert sentence == load_catalogue().sentence(Problem("units_and_grid"), "en")


def test_a_failure_leaves_no_file(town, tmp_path, monkeypatch):
    def fail(*_arguments):
        raise OSError("gone")

    monkeypatch.setattr(Study, "add_units", fail)
    parameters = {"UNITS": quarters(town), "UNIT_ID": '"id"', "UNIT_PARENT": '"bez"', "LEVEL": "quarter"}
    assert "gone" in town.refusal(town.create, tmp_path / "x.gpkg", **parameters)
    assert list(tmp_path.iterdir()) == []


# Population


def test_the_official_population_is_kept_with_its_source(town, tmp_path):
    source = "Statistisches Landesamt, 31.12.2022"
    path = town.create(tmp_path / "x.gpkg", OFFICIAL_POPULATION=41234, OFFICIAL_POPULATION_SOURCE=source)
    with Study.open(path) as study:
        assert (study.settings.official_population, study.settings.official_population_source) == ("41234", source)


def test_an_unknown_population_is_no_zero(town, tmp_path):
    with Study.open(town.create(tmp_path / "x.gpkg")) as study:
        assert study.settings.official_population == ""
    with Study.open(town.create(tmp_path / "y.gpkg", OFFICIAL_POPULATION=0)) as study:
        assert study.settings.official_population == "0"


def test_a_population_without_source_is_told(town, tmp_path, told):
    _, warnings = told(town.create, tmp_path / "x.gpkg", OFFICIAL_POPULATION=5)
    assert says(warnings, "population_source_missing")


# Further levels


def test_a_finer_level_belongs_by_position(town, study):
    assert add(town, study, quarters(town), "quarter")["COUNT"] == 4
    units = units_of(study)
    assert units.loc[["q1", "q2", "q3", "q4"], "parent_id"].tolist() == ["1", "1", "2", "2"]
    with Study.open(study) as opened:
        assert opened.settings.unit_level == "district"


def test_a_finer_level_belongs_by_key(town, study, told):
    number = "case when \"bez\" = 'W' then '1' when \"bez\" = 'O' then '2' end"
    _, warnings = told(add, town, study, quarters(town), "quarter", UNIT_PARENT=number)
    assert units_of(study).loc[["q1", "q3", "q4"], "parent_id"].tolist() == ["1", "2", "05315000"]
    assert says(warnings, "units_without_parent", count=1, units="Berg")


def test_parents_that_do_not_exist(town, study):
    sentence = town.refusal(add, town, study, quarters(town), "quarter", UNIT_PARENT='"bez"')
    values = {"count": 2, "ids": "O, W"}
    assert sentence == load_catalogue().sentence(Problem("unit_parent_unknown", values=values), "en")
    assert len(units_of(study)) == 3


def test_a_coarser_level_takes_the_finer_one_under_it(town, tmp_path):
    path = town.create(tmp_path / "x.gpkg", UNITS=quarters(town), UNIT_ID='"id"', LEVEL="quarter")
    assert set(units_of(path, "quarter")["parent_id"]) == {"05315000"}
    add(town, path, town.units(), "district", UNIT_ID='to_string("nr")')
    assert units_of(path, "quarter")["parent_id"].to_dict() == {"q1": "1", "q2": "1", "q3": "2", "q4": "2"}
    assert set(units_of(path, "district")["parent_id"]) == {"05315000"}


def test_a_level_between_two(town, study):
    """Districts and blocks are there; quarters come between them."""
    blocks = town.layer(
        "Polygon",
        [(town.box(x, 0, x + 250, 1000), f"b{x}", f"Block {x}") for x in range(0, 2000, 250)],
        [("id", "string"), ("name", "string")],
        name="Blöcke",
    )
    add(town, study, blocks, "block")
    assert units_of(study, "block")["parent_id"].tolist() == ["1"] * 4 + ["2"] * 4
    add(town, study, quarters(town), "quarter", REPORTING=True)
    assert units_of(study, "block")["parent_id"].tolist() == ["q1", "q1", "q2", "q2", "q3", "q3", "q4", "q4"]
    assert units_of(study, "quarter")["parent_id"].tolist() == ["1", "1", "2", "2"]
    with Study.open(study) as opened:
        assert opened.settings.unit_level == "quarter"
        assert len(opened.reporting_units()) == 4


def test_a_grid_belongs_to_the_municipality(town, study):
    result = town.run("addplanningunits", STUDY=str(study), GRID_SIZE="1000")
    cells = units_of(study, "grid")
    assert result["COUNT"] == len(cells) > 2
    assert set(cells["parent_id"]) == {"05315000"}
    assert cells["area_ha"].sum() == pytest.approx(200, rel=1e-6)


def test_clashing_identifiers_get_a_prefix_and_their_children_find_them(town, study, told):
    _, warnings = told(add, town, study, quarters(town), "quarter", UNIT_ID='substr("id", 2)')
    assert units_of(study, "quarter").index.tolist() == [f"quarter-{number}" for number in range(1, 5)]
    assert says(warnings, "unit_ids_prefixed", count=2, example="quarter-1")
    block = town.layer("Polygon", [(town.square(0, 0, 100), "b", "3")], [("id", "string"), ("of", "string")], name="B")
    add(town, study, block, "block", UNIT_NAME='"id"', UNIT_PARENT='"of"')
    assert units_of(study).loc["b", "parent_id"] == "quarter-3"


def test_a_level_exists_once(town, study):
    sentence = town.refusal(add, town, study, quarters(town), "district")
    assert sentence == load_catalogue().sentence(Problem("unit_level_exists", values={"level": "district"}), "en")


def test_a_level_that_fails_leaves_the_study_as_it_was(town, study):
    before = study.read_bytes()
    assert "nothing" in town.refusal(add, town, study, quarters(town), "quarter", UNIT_ID='"nothing"')
    assert study.read_bytes() == before


def test_computed_indicators_lack_the_new_units(town, filled, told):
    town.run("computeindicators", STUDY=str(filled), INDICATORS=["gre_public_per_capita"])
    _, warnings = told(add, town, filled, quarters(town), "quarter")
    assert says(warnings, "units_need_computing")
    town.run("computeindicators", STUDY=str(filled), INDICATORS=["gre_public_per_capita"])
    with Study.open(filled) as study:
        assert {"q1", "q2", "q3", "q4"} <= set(study.values()["unit_id"])


def test_districts_of_jena_from_a_grid_and_back(jena_study_copy):
    """The hierarchy of a real town: blocks of the census grid belong to the district that holds most of them."""
    import processing

    with Study.open(jena_study_copy) as study:
        districts, border = study.units("district"), study.area().geometry[0]
    processing.run("smartcity:addplanningunits", {"STUDY": str(jena_study_copy), "GRID_SIZE": "250"})
    cells = units_of(jena_study_copy, "grid")
    assert cells["area_ha"].sum() * 1e4 == pytest.approx(shapely.area(border), rel=1e-6)
    assert len(districts) == 30
    assert set(cells["parent_id"]) == {"16053000"}


def test_the_lists_of_levels_and_sizes_agree(catalogue):
    """They stand in three rooms, because none may load the heavy one just for them."""
    from smartcity_plugin.gui.wizards.new_study import level_form
    from smartcity_plugin.processing import unit_parameters
    from smartcity_plugin.sources import units

    assert tuple(unit_parameters.LEVELS) == units.LEVELS == level_form.LEVELS
    assert set(units.LEVELS) == set(catalogue.vocabulary.unit_levels) - {"city"}
    assert [int(size) for size in unit_parameters.GRID_SIZES] == list(units.GRID_SIZES) == list(level_form.GRID_SIZES)
