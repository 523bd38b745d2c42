# SPDX-License-Identifier: GPL-2.0-or-later
"""Layers on mobility, digital supply and participation as towns and registers name them, and what only sounds alike."""

from __future__ import annotations

import pytest

from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.catalogue.matching import load_matching
from smartcity_plugin.sources.candidates import LIKELY, LayerFacts, best_roles
from smartcity_plugin.sources.columns import FieldFacts

ROLES, RULES = load_catalogue().roles, load_matching()


def text(name, *examples):
    return FieldFacts(name, "text", examples, 1.0, True)


def number(name, *examples):
    return FieldFacts(name, "number", examples, 1.0, True)


def layer(name, geometry, *fields):
    return LayerFacts(name, name, "ogr", geometry, fields, 100, "EPSG:25832", "")


ATLAS = layer(
    "Unfallorte2022_LinRef",
    "point",
    number("OBJECTID", "1"),
    text("UIDENTSTLAE", "01220101"),
    number("ULAND", "16"),
    number("UJAHR", "2022"),
    number("UMONAT", "1"),
    number("UKATEGORIE", "3"),
    number("UART", "5"),
    number("IstRad", "0", "1"),
    number("IstPKW", "0", "1"),
    number("IstFuss", "0", "1"),
    number("IstKrad", "0"),
    number("IstGkfz", "0"),
    number("LINREFX", "680000.1"),
)
TOWN = {
    "accidents": ATLAS,
    "charging_stations": layer(
        "Ladesäulenregister", "point", text("Betreiber", "Stadtwerke"), number("Anzahl Ladepunkte", "2")
    ),
    "sharing_stations": layer("Carsharing-Stationen", "point", text("Anbieter", "teilAuto"), text("Standort", "Markt")),
    "wifi_points": layer("wlan_hotspots_stadt", "point", text("Standort", "Rathaus")),
    "broadband": layer(
        "breitbandatlas_raster", "polygon", number("down_fn_hh_1000", "55.5"), number("down_fn_hh_ftthb", "20")
    ),
    "contributions": layer("Mängelmelder_2024", "point", text("Kategorie", "Müll"), text("Status", "erledigt")),
}


@pytest.mark.parametrize("role", TOWN)
def test_the_role_comes_first(role):
    found = best_roles(TOWN[role], ROLES, RULES)
    assert found[0].role == role
    assert found[0].confidence >= LIKELY


def test_columns_of_the_accident_atlas():
    found = next(item for item in best_roles(ATLAS, ROLES, RULES) if item.role == "accidents")
    columns = dict(found.mapping)
    assert columns == {"year": '"UJAHR"', "category": '"UKATEGORIE"', "is_bike": '"IstRad"', "is_foot": '"IstFuss"'}


@pytest.mark.parametrize(
    ("name", "geometry"),
    [
        ("Beteiligungsbericht der Gesellschaften", "point"),
        ("Fahrradabstellanlagen", "point"),
        ("Unfallkasse Standorte", "point"),
        ("Hotspots der Biodiversität", "point"),
        ("Glasfasertrassen", "polygon"),
        ("Ladezonen", "point"),
    ],
)
def test_names_that_only_sound_alike(name, geometry):
    likely = {item.role for item in best_roles(layer(name, geometry), ROLES, RULES) if item.confidence >= LIKELY}
    assert not likely & set(TOWN)
