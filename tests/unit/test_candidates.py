# SPDX-License-Identifier: GPL-2.0-or-later
"""Which layer fits which role: layers of invented towns, and what no name may bring about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.catalogue.matching import load_matching
from smartcity_plugin.sources.candidates import (
    FIELD_WEIGHT,
    GEOMETRY_WEIGHT,
    LIKELY,
    WORD_WEIGHT,
    LayerFacts,
    best_roles,
    candidate_for,
    candidates,
)
from smartcity_plugin.sources.columns import FieldFacts
from smartcity_plugin.sources.words import folded, found_word, pattern_rank

ROLES, RULES = load_catalogue().roles, load_matching()


def text(name, *examples, complete=True, known=1.0):
    return FieldFacts(name, "text", examples, known, complete)


def number(name, *examples, complete=False):
    return FieldFacts(name, "number", examples, 1.0, complete)


def layer(name, geometry, *fields, path="", count=100):
    return LayerFacts(name, name, "ogr", geometry, fields, count, "EPSG:25832", path)


CITY = (
    layer(
        "AX_Gebaeude",
        "polygon",
        text("GML_ID", "DEBE01"),
        text("GFK", "31001_1000", "31001_2000"),
        number("AOG", "2"),
        number("HOH", "9.5"),
    ),
    layer("ax_flurstueck", "polygon", text("FLSTKENNZ", "0312340001"), number("AFL", "450")),
    layer("sie02_f", "polygon", text("OBJART", "41001", "41002", "41009"), text("OBJART_TXT", "AX_Wohnbauflaeche")),
    layer("veg02_f", "polygon", text("OBJART", "43002"), text("OBJART_TXT", "AX_Wald")),
    layer("gew01_f", "polygon", text("OBJART_TXT", "AX_Fliessgewaesser", "AX_StehendesGewaesser")),
    layer("LOR_Planungsraeume_2021", "polygon", text("PLR_ID", "01100101"), text("PLR_NAME", "Stülerstraße")),
    layer("Einwohner_Block_2023", "polygon", text("BLK_NR", "0012"), number("EW_GES", "120", "-1")),
    layer("Öffentliche Grünanlagen", "polygon", text("NAMEGRUEN", "Volkspark"), text("OBJARTNAME", "Grünanlage")),
    layer("Kinderspielplätze Stadt", "point", text("BEZEICHNUNG", "Spielplatz am See")),
    layer("Strassenbaeume", "point", text("ART_DTSCH", "Linde"), number("KRONEDURCH", "5.5")),
    layer("Detailnetz_Strassenabschnitte", "line", text("STRKLASSE", "I", "II"), number("VMAX", "30", "50")),
    layer("Radverkehrsnetz_2024", "line", text("NETZ", "Haupt"), text("FUEHRUNG", "Radweg", "Radfahrstreifen")),
    layer("VBB_Haltestellen", "point", text("HST_NAME", "S Wannsee"), text("VERKEHRSMITTEL", "Bus", "Tram", "S-Bahn")),
    layer("Schulstandorte", "point", text("SCHULNAME", "GS am Park"), text("SCHULART", "Grundschule", "Gymnasium")),
    layer("kitas_202401", "point", text("EINRICHTUNG", "Kita Sonnenschein"), number("PLAETZE", "80")),
    layer("Apotheken", "point", text("NAME", "Adler-Apotheke")),
    layer("Arztpraxen", "point", text("NAME", "Dr. X"), text("FACHGEBIET", "Allgemeinmedizin", "Zahnarzt")),
    layer("Lebensmitteleinzelhandel", "point", text("FIRMA", "Markt"), text("BETRIEBSFORM", "Supermarkt", "Kiosk")),
    layer("Stadtteilzentren", "point", text("NAME", "Treff")),
    layer("bplan_geltungsbereiche", "polygon", text("PLANNAME", "XV-12"), text("STAND", "festgesetzt")),
    layer("fnp_bauflaechen", "polygon", text("NUTZUNG", "W1", "M1", "WA")),
    layer("Gemeinbedarf_FNP", "polygon", text("ZWECK", "Schule")),
    layer("Bahnstrecken", "line", text("NAME", "Stadtbahn")),
    layer("Parkplaetze_oeffentlich", "polygon", text("NAME", "P1")),
    layer("Wahlbezirke", "polygon", text("WBZ", "1")),
    layer("Sozialstatistik_LOR", "none", text("PLR_ID", "01100101"), number("JAHR", "2022"), number("ALQ", "6.5")),
    layer("versiegelung_2021", "raster"),
    layer("ndvi_sommer", "raster"),
    layer("DGM1", "raster"),
    layer("lst_20220719", "raster"),
    layer("baumkronen", "raster"),
)
IN_CITY = {
    "planning_units": "LOR_Planungsraeume_2021",
    "population_cells": "Einwohner_Block_2023",
    "settlement_area": "sie02_f",
    "public_green": "Öffentliche Grünanlagen",
    "green_all": "veg02_f",
    "water": "gew01_f",
    "playgrounds": "Kinderspielplätze Stadt",
    "streets": "Detailnetz_Strassenabschnitte",
    "pt_stops": "VBB_Haltestellen",
    "poi_grocery": "Lebensmitteleinzelhandel",
    "poi_primary_school": "Schulstandorte",
    "poi_kita": "kitas_202401",
    "poi_gp": "Arztpraxen",
    "poi_pharmacy": "Apotheken",
    "poi_culture": "Stadtteilzentren",
    "trees": "Strassenbaeume",
    "cycle_network": "Radverkehrsnetz_2024",
    "barriers": "Bahnstrecken",
    "buildings": "AX_Gebaeude",
    "parcels": "ax_flurstueck",
    "plan_areas": "bplan_geltungsbereiche",
    "building_zones": "fnp_bauflaechen",
    "public_need_areas": "Gemeinbedarf_FNP",
    "unit_statistics": "Sozialstatistik_LOR",
    "imperviousness": "versiegelung_2021",
    "vegetation_index": "ndvi_sommer",
    "terrain": "DGM1",
    "surface_temperature": "lst_20220719",
    "tree_canopy": "baumkronen",
}


def fclass(*values):
    return text("fclass", *values, complete=False)


GEOFABRIK = (
    layer("gis_osm_pois_free_1", "point", fclass("restaurant", "kindergarten", "pharmacy", "supermarket"), count=9000),
    layer("gis_osm_pois_a_free_1", "polygon", fclass("school", "playground", "park"), count=3000),
    layer("gis_osm_landuse_a_free_1", "polygon", fclass("residential", "park", "forest", "grass"), count=8000),
    layer("gis_osm_roads_free_1", "line", fclass("residential", "footway"), number("maxspeed", "50")),
    layer("gis_osm_railways_free_1", "line", fclass("rail", "tram")),
    layer("gis_osm_transport_free_1", "point", fclass("bus_stop", "tram_stop", "railway_station")),
    layer("gis_osm_traffic_free_1", "point", fclass("crossing", "parking")),
    layer("gis_osm_water_a_free_1", "polygon", fclass("water", "reservoir", "river")),
    layer("gis_osm_waterways_free_1", "line", fclass("river", "stream")),
    layer("gis_osm_buildings_a_free_1", "polygon", text("osm_id", "1"), fclass("building"), text("type", "house")),
    layer("gis_osm_natural_free_1", "point", fclass("tree", "peak")),
    layer("gis_osm_places_free_1", "point", fclass("village", "suburb")),
)
IN_GEOFABRIK = {
    "public_green": "gis_osm_landuse_a_free_1",
    "settlement_area": "gis_osm_landuse_a_free_1",
    "green_all": "gis_osm_landuse_a_free_1",
    "water": "gis_osm_water_a_free_1",
    "streets": "gis_osm_roads_free_1",
    "pt_stops": "gis_osm_transport_free_1",
    "poi_kita": "gis_osm_pois_free_1",
    "poi_pharmacy": "gis_osm_pois_free_1",
    "poi_grocery": "gis_osm_pois_free_1",
    "buildings": "gis_osm_buildings_a_free_1",
    "trees": "gis_osm_natural_free_1",
    "barriers": "gis_osm_railways_free_1",
}
ENGLISH = (
    layer("districts", "polygon", text("district_id", "1"), text("district_name", "North")),
    layer("Public parks", "polygon", text("park_name", "A")),
    layer("playground areas", "polygon", text("title", "A")),
    layer("Bus stops", "point", text("stop_name", "A")),
    layer("Street network", "line", text("road_class", "residential"), text("speed_limit", "30", "50", "walk")),
    layer("tree register", "point", text("species", "Tilia"), number("crown_diameter", "4")),
    layer("nurseries and kindergartens", "point", text("name", "A")),
    layer("primary schools", "point", text("name", "A")),
    layer("pharmacies 2023", "point", text("name", "A")),
    layer("supermarkets", "point", text("brand", "A")),
    layer("libraries", "point", text("name", "A")),
    layer("building footprints", "polygon", text("id", "1"), number("levels", "2")),
    layer("cadastral parcels", "polygon", text("parcel_id", "1"), number("area_m2", "200")),
    layer("lakes and ponds (water bodies)", "polygon", text("name", "A")),
    layer("census 2022 100m population", "polygon", text("GITTER_ID_100m", "CRS3035RES100mN1E1"), number("Einwohner")),
)
IN_ENGLISH = {
    "planning_units": "districts",
    "public_green": "Public parks",
    "playgrounds": "playground areas",
    "pt_stops": "Bus stops",
    "streets": "Street network",
    "trees": "tree register",
    "poi_kita": "nurseries and kindergartens",
    "poi_primary_school": "primary schools",
    "poi_pharmacy": "pharmacies 2023",
    "poi_grocery": "supermarkets",
    "poi_culture": "libraries",
    "buildings": "building footprints",
    "parcels": "cadastral parcels",
    "water": "lakes and ponds (water bodies)",
    "population_cells": "census 2022 100m population",
}
TOWN = (
    layer("stt", "polygon", text("STT_NR", "101"), text("STT_NAME", "Altstadt"), path="/daten/Stadtteile_2020.shp"),
    layer(
        "gruen",
        "polygon",
        text("TYP", "Parkanlage", "Spielplatz", "Straßenbegleitgrün", "Friedhof"),
        path="C:\\daten\\gruenflaechenkataster.shp",
    ),
    layer("spielpl", "point", text("lage", "x")),
    layer("str", "line", text("widmung", "1303", "1305", "1307"), number("v_max", "50")),
    layer("lod2_gebaeude", "polygon", number("measuredHeight", "9.2"), text("function", "31001_1000")),
    layer("kita", "point", text("name", "x")),
    layer("schulen", "point", text("name", "x"), text("typ", "GS", "Gym")),
    layer("versorgung_lebensmittel", "point", text("name", "x")),
    layer("wahlbezirke", "polygon", text("WBZ", "1")),
    layer("zensus_1km", "polygon", text("Gitter_ID_1km", "1kmN1E1"), number("Leerstandsq", "4.5"), number("Einwohner")),
    layer("Z22_100m", "polygon", text("GITTER_ID_100m", "CRS3035RES100mN2691700E4341100"), number("Einwohner", "3")),
)
IN_TOWN = {
    "planning_units": "stt",
    "public_green": "gruen",
    "playgrounds": "spielpl",
    "streets": "str",
    "buildings": "lod2_gebaeude",
    "poi_kita": "kita",
    "poi_primary_school": "schulen",
    "poi_grocery": "versorgung_lebensmittel",
    "census_rates": "zensus_1km",
    "population_cells": "Z22_100m",
}
PLACES = {
    "city": (CITY, IN_CITY),
    "osm": (GEOFABRIK, IN_GEOFABRIK),
    "en": (ENGLISH, IN_ENGLISH),
    "town": (TOWN, IN_TOWN),
}


@pytest.mark.parametrize(
    ("place", "role"), [(place, role) for place, (_, expected) in PLACES.items() for role in expected]
)
def test_the_right_layer_comes_first(place, role):
    layers, expected = PLACES[place]
    first = candidates(layers, ROLES[role], RULES)[0]
    assert first.layer.name == expected[role]


def test_what_a_town_does_not_have_is_not_made_up():
    for role in ("census_rates", "census_buildings", "planned_green"):
        for candidate in candidates(CITY, ROLES[role], RULES):
            assert candidate.confidence < LIKELY, (role, candidate)


@pytest.mark.parametrize("name", ["Parkplätze öffentlich", "Wahlbezirke 2021", "Straßenbeleuchtung", "Spielhallen"])
def test_names_that_only_sound_alike_are_not_proposed(name):
    for geometry in ("point", "line", "polygon"):
        for candidate in best_roles(layer(name, geometry, text("name", "x")), ROLES, RULES):
            assert candidate.confidence < LIKELY, candidate


# Confidence ------------------------------------------------------------------------------------------------------


def confidence(role, *arguments, **more):
    found = candidate_for(layer(*arguments, **more), ROLES[role], RULES)
    return None if found is None else found.confidence


def test_confidence_by_hand():
    # Geometry and a strong word: 1 − (1 − 0.05) · (1 − 0.7) = 0.715
    assert confidence("water", "Gewässer", "polygon") == round(1 - (1 - GEOMETRY_WEIGHT) * (1 - WORD_WEIGHT), 2) == 0.71
    # Nothing but the geometry.
    assert confidence("water", "x", "polygon") == GEOMETRY_WEIGHT
    # The required identifier under its own name, without the optional parent: half of the weight of fields.
    expected = 1 - (1 - GEOMETRY_WEIGHT) * (1 - 0.5 * FIELD_WEIGHT)
    assert confidence("planning_units", "x", "polygon", text("unit_id", "1"), text("name", "A")) == round(expected, 2)


@pytest.mark.parametrize(
    ("role", "geometry"),
    [
        ("water", "point"),
        ("water", "line"),
        ("trees", "polygon"),
        ("streets", "polygon"),
        ("terrain", "polygon"),
        ("unit_statistics", "polygon"),
        ("water", "none"),
        ("water", "raster"),
        ("playgrounds", "line"),
    ],
)
def test_an_impossible_geometry_rules_a_layer_out(role, geometry):
    assert confidence(role, ROLES[role].title.de, geometry) is None
    assert candidates([layer(ROLES[role].title.de, geometry)], ROLES[role], RULES) == []


def test_an_unknown_geometry_lowers_the_confidence():
    assert confidence("water", "Gewässer", "any") == pytest.approx(0.8 * 0.715, abs=0.005)


def test_a_missing_required_field_lowers_the_confidence():
    with_mode = confidence("pt_stops", "Haltestellen", "point", text("art", "Bus"))
    assert with_mode > confidence("pt_stops", "Haltestellen", "point", text("name", "x"))


def test_a_layer_that_cannot_be_opened_is_no_candidate():
    from smartcity_plugin.model.problem import Problem

    broken = LayerFacts("Gewässer", "x", "ogr", "polygon", problem=Problem("file_not_readable"))
    assert candidates([broken], ROLES["water"], RULES) == []


def test_the_larger_layer_comes_first_among_equals():
    layers = [layer("Gewässer", "polygon", count=3), layer("Gewässer", "polygon", count=300)]
    assert [item.layer.feature_count for item in candidates(layers, ROLES["water"], RULES)] == [300, 3]


# Reasons, mapping, filter ----------------------------------------------------------------------------------------


def test_reasons_are_sentences_in_both_languages():
    found = candidate_for(layer("Haltestellen", "point", text("art", "Bus", "Fähre")), ROLES["pt_stops"], RULES)
    german = [reason.de for reason in found.reasons]
    assert "Der Name enthält „haltestell“." in german
    assert "Das Feld „art“ passt zu „Verkehrsmittel“." in german
    assert "Fähre im Feld „art“ ließ sich nicht zuordnen und zählt als unbekannt." in german
    assert "The field “art” fits “Mode of transport”." in [reason.en for reason in found.reasons]


def mapping(role, *fields, name="x", geometry="point"):
    return dict(candidate_for(layer(name, geometry, *fields), ROLES[role], RULES).mapping)


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        (number("ew_ges", "120", complete=True), '"ew_ges"'),
        (number("EWZ", "120", "-1"), 'CASE WHEN "EWZ" = -1 THEN NULL ELSE "EWZ" END'),
        (number("Einwohner", "-9", "-1", "4"), 'CASE WHEN "Einwohner" IN (-9, -1) THEN NULL ELSE "Einwohner" END'),
        (text("einwohner", "12", "7"), 'to_real("einwohner")'),
        (text("einwohner", "12,5", "7"), "to_real(replace(\"einwohner\", ',', '.'))"),
        (text("einwohner", "12", "–"), 'CASE WHEN "einwohner" = \'–\' THEN NULL ELSE to_real("einwohner") END'),
        (number('pop"ulation', "1", complete=True), None),
    ],
)
def test_numbers_are_read_as_numbers(field, expected):
    found = mapping("population_cells", text("cell_id", "a"), field, geometry="polygon").get("population")
    assert found == expected


@pytest.mark.parametrize("examples", [("viele", "wenige"), ("12", "zwölf"), ()])
def test_a_column_of_words_is_no_number(examples):
    assert "population" not in mapping("population_cells", text("einwohner", *examples), geometry="polygon")


def test_a_speed_of_zero_is_unknown():
    # Geofabrik writes 0 where no limit is recorded; without seeing one, it is still guarded against.
    found = mapping("streets", text("class", "residential"), number("maxspeed", "50"), geometry="line")
    assert found["speed_kmh"] == 'CASE WHEN "maxspeed" = 0 THEN NULL ELSE "maxspeed" END'


def test_texts_of_speeds_are_understood():
    speeds = text("maxspeed", "50", "walk", "none", "signals")
    found = mapping("streets", text("class", "residential"), speeds, geometry="line")
    assert found["speed_kmh"] == (
        "CASE WHEN \"maxspeed\" = 'walk' THEN 7 WHEN \"maxspeed\" IN ('none', 'signals') THEN NULL "
        'ELSE to_real("maxspeed") END'
    )


def test_codes_become_what_the_role_wants():
    found = mapping("streets", text("widmung", "1303", "1307"), number("vmax", "50", complete=True), geometry="line")
    assert found["class"] == (
        "CASE WHEN \"widmung\" = '1303' THEN 'primary' WHEN \"widmung\" = '1307' THEN 'residential' END"
    )


def test_keys_of_openstreetmap_stay_as_they_are():
    assert mapping("streets", text("highway", "busway", "residential"), geometry="line")["class"] == '"highway"'


def test_what_the_name_tells_becomes_a_constant():
    assert mapping("pt_stops", text("name", "x"), name="Bushaltestellen")["mode"] == "'bus'"
    assert mapping("barriers", name="Autobahn", geometry="line")["kind"] == "'motorway'"


def test_a_date_becomes_text():
    found = mapping("plan_areas", FieldFacts("datum", "date", ("2020-01-01",), 1.0), geometry="polygon")
    assert found["date"] == "format_date(\"datum\", 'yyyy-MM-dd')"


def test_each_column_fills_one_field():
    found = mapping("planning_units", text("ot_nr", "1"), text("ot_name", "x"), geometry="polygon")
    assert found == {"unit_id": '"ot_nr"', "name": '"ot_name"'}


def where(role, *fields, geometry="polygon"):
    return candidate_for(layer("x", geometry, *fields), ROLES[role], RULES).where


def test_only_the_values_of_the_role_are_chosen():
    assert (
        where("poi_kita", text("amenity", "kindergarten", "pharmacy"), geometry="point")
        == "\"amenity\" = 'kindergarten'"
    )


def test_values_that_the_sample_lacks_stay_in_the_filter():
    found = where("poi_kita", text("amenity", "kindergarten", "pharmacy", complete=False), geometry="point")
    assert found == "\"amenity\" IN ('kindergarten', 'childcare')"


def test_a_column_that_may_hold_the_values_is_said_to():
    found = candidate_for(layer("x", "point", text("amenity", "parking", complete=False)), ROLES["poi_pharmacy"], RULES)
    assert found.where == "\"amenity\" = 'pharmacy'"
    assert found.confidence < LIKELY
    assert candidate_for(layer("x", "point", text("amenity", "parking")), ROLES["poi_pharmacy"], RULES).where == ""


def test_no_filter_where_everything_belongs():
    assert where("playgrounds", text("wert", "playground"), geometry="point") == ""
    # Unless values are missing: what they are is not known.
    assert where("playgrounds", text("wert", "playground", known=0.9), geometry="point") == "\"wert\" = 'playground'"


def test_words_must_be_whole_values_where_they_say_so():
    assert where("public_green", text("wert", "water_park")) == ""
    assert where("public_green", text("wert", "Park", "Acker")) == "\"wert\" = 'Park'"


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (number("oeffentlich", "0", "1", complete=True), '"oeffentlich" = 1'),
        (text("öffentlich", "ja", "nein"), "\"öffentlich\" = 'ja'"),
        (FieldFacts("public", "other", ("true", "false"), 1.0, True), '"public"'),
        (text("öffentlich", "ja"), ""),
    ],
)
def test_public_green_is_limited_to_what_is_public(column, expected):
    assert where("public_green", column) == expected


def test_quotes_in_names_and_values_are_doubled():
    found = candidate_for(
        layer("x", "point", FieldFacts("amenity", "text", ("kindergarten", "o'x"), 1.0, True)), ROLES["poi_kita"], RULES
    )
    assert found.where == "\"amenity\" = 'kindergarten'"
    odd = text('ART "neu"', "Kita o'Neill", "Bar")
    assert where("poi_kita", odd, geometry="point") == '"ART ""neu""" = \'Kita o\'\'Neill\''


# Anything at all -------------------------------------------------------------------------------------------------

names = st.text(max_size=20)
columns = st.builds(
    FieldFacts,
    name=names | st.sampled_from(["amenity", "einwohner", "fclass", "wert", "maxspeed", "oeffentlich"]),
    kind=st.sampled_from(["number", "text", "date", "other"]),
    examples=st.lists(names | st.sampled_from(["park", "50", "-1", "ja", "1,5"]), max_size=4).map(tuple),
    known=st.none() | st.floats(0, 1),
    complete=st.booleans(),
)
layers = st.builds(
    LayerFacts,
    name=names,
    uri=names,
    provider=st.just("ogr"),
    geometry=st.sampled_from(["point", "line", "polygon", "none", "raster", "any"]),
    fields=st.lists(columns, max_size=4).map(tuple),
    feature_count=st.none() | st.integers(0, 10**6),
    path=names,
)


@given(layers)
def test_any_layer_gets_a_judgement(found):
    for candidate in best_roles(found, ROLES, RULES):
        assert 0.0 <= candidate.confidence <= 1.0
        assert candidate.reasons
        known = {**ROLES[candidate.role].required, **ROLES[candidate.role].optional}
        assert set(candidate.mapping) <= set(known)
        assert candidate.where.count("'") % 2 == 0
    confidences = [candidate.confidence for candidate in best_roles(found, ROLES, RULES)]
    assert confidences == sorted(confidences, reverse=True)


@given(names)
def test_folding_is_plain_and_final(name):
    plain = folded(name)
    assert plain.isascii()
    assert folded(plain) == plain


def test_words_of_names():
    assert folded("Öffentliche Grünflächen (Größe)") == "oeffentliche_gruenflaechen_groesse"
    assert folded("Gru\u0308n") == "gruen"  # ü as u and a mark of its own
    assert found_word(["kita"], "kitas_2024") == "kita"
    assert found_word(["kita"], "nikitastrasse") == ""
    assert found_word(["spielpl"], "kinderspielplaetze") == "spielpl"
    assert found_word(["=ew"], "ew_2024") == "ew"
    assert found_word(["=ew"], "ew2024") == ""
    assert found_word(["=park"], "water_park", whole=True) == ""


def test_earlier_patterns_are_better_and_wildcards_worse():
    assert pattern_rank(("a", "b"), "a") == 1.0
    assert pattern_rank(("a", "b"), "b") == pytest.approx(0.8)
    assert pattern_rank(("a*", "b"), "abc") == pytest.approx(0.8)
    assert pattern_rank(("a", "b"), "c") == 0.0
