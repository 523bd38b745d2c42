# SPDX-License-Identifier: GPL-2.0-or-later
"""From exports of platforms to weighed contributions; nothing personal reaches the study, its runs or any message."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.model.participation import ImportMapping, mapping_of
from smartcity_plugin.model.problem import SmartCityError
from smartcity_plugin.model.strategy import Contribution, Goal, Measure, Procedure
from smartcity_plugin.sources.own_sheets import Sheet
from smartcity_plugin.sources.participation.dates import read_dates
from smartcity_plugin.sources.participation.files import is_personal, open_export, recognise
from smartcity_plugin.sources.sheet_writing import write_sheets
from smartcity_plugin.study.import_mappings import mapping_from, mappings, save_mapping
from smartcity_plugin.study.participation import (
    Weighing,
    answer_table,
    participation_problems,
    participation_summary,
    weigh,
)
from smartcity_plugin.study.participation_import import FORMATS, import_contributions, open_exports
from smartcity_plugin.study.participation_inventory import inventory_of
from smartcity_plugin.study.participation_links import suggest_goals, suggest_measures
from smartcity_plugin.study.participation_sheets import ANSWER_COLUMNS, answer_sheet, merge_sheet, weighing_sheet
from smartcity_plugin.study.register_changes import Change, apply, empty_bin, undo
from smartcity_plugin.study.study import Study, StudySettings

FILES = Path(__file__).resolve().parents[1] / "fixtures" / "participation"
SECRETS = [
    *(
        "erika.beispiel@example.org",
        "Erika Beispiel",
        "erika_b77",
        "5550123",
        "555 01 23",
        "Max Mustermann",
        "mustermann1",
    ),
    *("max@example.org", "Adele Adminperson", "Valentin Gutachter", "192.0.2.4", "tok-EXAMPLE", "7946 0958", "mailto:"),
    *("example.org/ref", "dipas.example.org", "anna(at)example", "erika_b", "5550199"),
]


@pytest.fixture
def study(build, tmp_path):
    """Two units of 1 km² side by side on the equator, where 9° east is the middle of the zone."""
    area = shapely.box(500_000, 0, 502_000, 1000)
    units = build.units([build.square(500_000, 0, 1000), build.square(501_000, 0, 1000)], ["west", "east"])
    facts = StudySettings("Studie", "Beispielstadt", "", build.crs, "de", "2025-01-01")
    with Study.create(tmp_path / "study.gpkg", facts, area, units) as made:
        yield made


def take_in(study, *names, number="B1", wanted="auto", mapping=None, **facts):
    opened = open_exports(study, [FILES / name for name in names], wanted, mapping)
    return import_contributions(study, opened, Procedure(number, "Beteiligung", **facts))


def test_a_procedure_takes_no_contributions_of_another_platform(study):
    take_in(study, "consul_de.csv", platform="CONSUL")
    for platform in ("LimeSurvey", None):
        with pytest.raises(SmartCityError, match="participation_other_platform"):
            take_in(study, "limesurvey.csv", platform=platform)
    assert take_in(study, "consul_de.csv", platform="CONSUL Beispielstadt").unchanged == 2


def stored(study):
    return {item.contribution_id: item for item in study.records(Contribution)}


def keys(outcome):
    return {problem.key: problem.values.get("count") for problem in outcome.problems}


def told(outcome):
    return "\n".join(load_catalogue().sentence(problem, "de") for problem in outcome.problems)


def leaked(study, *more):
    """Return which secrets can be read in the bytes of the file, in its side files or in what was told."""
    study.close()
    names = [study.path, *study.path.parent.glob(study.path.name + "-*")]
    content = b"".join(name.read_bytes() for name in names) + "\n".join(map(str, more)).encode()
    return [secret for secret in SECRETS if secret.encode() in content]


# Recognising ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "format_id"),
    [
        ("dipas_contributions.csv", "dipas_csv"),
        ("dipas_comments.csv", "dipas_comments"),
        ("dipas_pds.geojson", "dipas_geojson"),
        ("consul_de.csv", "consul_csv"),
        ("consul_en.csv", "consul_csv"),
        ("consul_proposals.json", "consul_json"),
        ("limesurvey.csv", "limesurvey"),
        ("other.csv", "generic"),
    ],
)
def test_an_export_is_recognised_by_its_columns(name, format_id):
    found = recognise(open_export(FILES / name))
    assert found.format.id == format_id
    assert bool(found.by) == (format_id != "generic")


def test_columns_about_persons_are_known_by_their_names():
    personal = ["E-Mail", "Author username", "IP-Adresse", "Vorname", "Name", "Benutzer*innenname des/der Verfasser*in"]
    assert all(map(is_personal, [*personal, "ipaddr", "Telefon", "Administrator*in", "Straße", "user_id"]))
    assert not any(
        map(is_personal, ["Titel", "Beschreibung", "Stadtteilname", "Alternative", "Vorlage", "Einheit", "Q1"])
    )


# What is read of each format -----------------------------------------------------------------------------------------


def test_dipas_geojson_keeps_places_that_are_the_contributions_own(study):
    outcome = take_in(study, "dipas_pds.geojson")
    items, places = stored(study), study.shapes(Contribution)
    assert (outcome.added, outcome.located, outcome.masked) == (6, 4, 2)
    assert set(places) == {"B1-101", "B1-103", "B1-104", "B1-106"}, "the project's area and the origin are no places"
    assert places["B1-104"].x == pytest.approx(500_445, abs=2), "half-way along the line"
    assert [items[f"B1-{n}"].unit_id for n in (101, 102, 103, 104, 106)] == ["west", None, "east", "west", None]
    assert (items["B1-102"].votes_for, items["B1-102"].votes_against, items["B1-102"].comments) == (None, None, 0)
    assert items["B1-101"].date == "2025-05-06"
    assert items["B1-103"].category is None, "DIPAS says none where there is none"
    assert (items["B1-101"].sector, items["B1-102"].sector) == ("mobility", "green")
    assert items["B1-101"].text == "Bitte einen Radweg bauen.\nMehr: Mail oder [Telefonnummer entfernt]"
    counts = keys(outcome)
    assert (counts["participation_dropped_places"], counts["participation_reduced_places"]) == (2, 2)
    assert counts["participation_outside"] == 1
    assert counts["participation_without_place"] == 2


def test_dipas_csv_and_geojson_are_joined_and_comments_only_counted(study):
    outcome = take_in(study, "dipas_contributions.csv", "dipas_pds.geojson", "dipas_comments.csv")
    items = stored(study)
    assert outcome.added == 6
    assert "B1-101" in study.shapes(Contribution), "the table has no places, the other file has"
    assert (items["B1-101"].votes_for, items["B1-101"].comments) == (10, 1)
    assert items["B1-102"].votes_for is None
    assert items["B1-103"].text == 'Meine Nachbarin Frau Muster sagt "bitte" seit 2019.'
    assert "DIN 18034" in items["B1-102"].text
    assert "PLZ 99084" in items["B1-102"].text
    assert keys(outcome)["participation_stray_comments"] == 1


def test_comments_are_counted_where_the_table_does_not_tell_them(study):
    opened = open_exports(study, [FILES / "consul_de.csv"])
    assert "comments" not in opened[0].mapping.columns
    with pytest.raises(SmartCityError) as caught:
        take_in(study, "dipas_comments.csv")
    assert caught.value.problem.key == "participation_nothing"


def test_consul_tables_have_no_places_but_names_of_areas(study):
    outcome = take_in(study, "consul_de.csv")
    items = stored(study)
    assert [items[name].unit_id for name in ("B1-11", "B1-12")] == ["west", None]
    assert items["B1-11"].text == "Ein Brunnen am Markt, bitte. Kontakt: [E-Mail entfernt]"
    assert items["B1-12"].text == 'Vor der Schule, "sofort".'
    assert keys(outcome)["participation_unknown_areas"] == 1
    assert set(outcome.dropped_columns) >= {"Administrator*in", "Benutzer*innenname des/der Verfasser*in"}
    take_in(study, "consul_en.csv", number="B2")
    assert stored(study)["B2-11"].title == "Drinking fountain"


def test_consul_proposals_from_graphql(study):
    take_in(study, "consul_proposals.json")
    first, second = stored(study)["B1-21"], stored(study)["B1-22"]
    assert (first.category, first.sector, first.unit_id) == ("Mobilität, Rad", "mobility", "east")
    assert (first.votes_for, first.comments, first.date) == (17, 4, "2025-03-04")
    assert (second.votes_for, second.comments) == (0, None), "nobody voted is not: nobody knows"


def test_a_survey_is_read_with_a_warning_and_unfinished_answers_are_left_out(study):
    outcome = take_in(study, "limesurvey.csv")
    items = stored(study)
    assert set(items) == {"B1-1", "B1-2"}
    assert study.shapes(Contribution)["B1-1"].x == pytest.approx(500_111, abs=2)
    assert items["B1-1"].text.endswith("Mobil [Telefonnummer entfernt]")
    assert {"participation_unverified", "participation_no_content"} <= set(keys(outcome))
    assert {"token", "ipaddr", "refurl", "Q2[SQ001]", "Q4name"} <= set(outcome.dropped_columns)


def test_any_table_is_read_by_a_mapping_that_is_kept(study, tmp_path):
    columns = {"id": ("Nr",), "date": ("Datum",), "category": ("Thema",), "text": ("Anregung",), "votes_for": ("Pro",)}
    columns.update(x=("Rechtswert",), y=("Hochwert",))
    mapping = ImportMapping("generic", columns, {"Verkehr": ""}, "EPSG:25832")
    save_mapping(study, "Postkarten", mapping)
    assert mappings(study)["Postkarten"] == mapping == mapping_of(mapping.to_json())
    (tmp_path / "mapping.json").write_text(mapping.to_json(), encoding="utf-8")
    assert mapping_from(str(tmp_path / "mapping.json")) == mapping
    excel = tmp_path / "other.csv"  # as a spreadsheet of Windows writes it
    excel.write_bytes((FILES / "other.csv").read_text(encoding="utf-8").encode("cp1252"))
    outcome = import_contributions(study, open_exports(study, [excel], "auto", mapping), Procedure("B1", "Postkarten"))
    items = stored(study)
    assert items["B1-A1"].category == "Spielplätze"
    assert [items[name].date for name in ("B1-A1", "B1-A2")] == ["2025-06-03", "2025-06-04"]
    assert (items["B1-A1"].sector, items["B1-A2"].sector) == ("green", None), "said by hand: no sector"
    assert (items["B1-A1"].votes_for, items["B1-A2"].votes_for) == (4, None)
    assert study.shapes(Contribution)["B1-A1"].equals(shapely.Point(500_100.5, 500.25))
    assert items["B1-A2"].text == "Tempo 30 in der Schulstraße 12 a"
    assert keys(outcome)["participation_repeated"] == 1


def test_the_suggested_mapping_of_any_table_fits_and_can_be_overruled(study):
    opened = open_exports(study, [FILES / "other.csv"])[0]
    assert opened.mapping.crs == "EPSG:25832", "eastings of six digits are no degrees"
    assert opened.mapping.columns["text"] == ("Anregung",)
    as_generic = open_exports(study, [FILES / "limesurvey.csv"], "generic")[0]
    assert (as_generic.recognised.format.id, as_generic.recognised.by) == ("generic", ())


@pytest.mark.parametrize(
    ("columns", "key"),
    [
        ({"text": ("Telefon",)}, "participation_column_personal"),
        ({"text": ("Fehlt",)}, "participation_column_missing"),
        ({"date": ("Datum",)}, "participation_without_text"),
        ({"text": ("Anregung",), "x": ("Thema",), "y": ("Hochwert",)}, "participation_not_numeric"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused_without_telling_content(study, columns, key):
    with pytest.raises(SmartCityError) as caught:
        take_in(study, "other.csv", mapping=ImportMapping("generic", columns))
    assert caught.value.problem.key == key
    assert not [secret for secret in SECRETS if secret in load_catalogue().sentence(caught.value.problem, "de")]


@pytest.mark.parametrize("content", ["", "{", "[]", "[1, 2]", '{"type": "FeatureCollection", "features": []}'])
def test_damaged_json_is_refused(study, tmp_path, content):
    (tmp_path / "bad.json").write_text(content, encoding="utf-8")
    with pytest.raises(SmartCityError):
        import_contributions(study, open_exports(study, [tmp_path / "bad.json"]), Procedure("B1", "x"))
    assert not study.records(Contribution)
    assert not study.records(Procedure)


def test_swapped_degrees_are_understood_and_told(build, tmp_path):
    with build.study(tmp_path / "jena.gpkg") as study:
        content = "Text;lat;lon\nSchatten fehlt am Markt;11.58;50.92\nBänke fehlen im Park;11.60;50.90\n"
        (tmp_path / "a.csv").write_text(content, encoding="utf-8")
        outcome = import_contributions(study, open_exports(study, [tmp_path / "a.csv"]), Procedure("B1", "x"))
        assert "participation_swapped" in keys(outcome)
        assert next(iter(study.shapes(Contribution).values())).y > 5_600_000


def test_days_are_read_as_they_are_meant():
    assert read_dates(["2025-05-06T22:30:00Z", "06.05.2025", "1746525600", "", "bald"]) == (
        ["2025-05-06", "2025-05-06", "2025-05-06", None, None],
        1,
    )
    assert read_dates(["03/04/2025"]) == ([None], 1), "day or month first: nobody knows"
    assert read_dates(["03/04/2025", "25/04/2025"])[0] == ["2025-04-03", "2025-04-25"]
    assert read_dates(["03/04/2025", "04/25/2025"])[0] == ["2025-03-04", "2025-04-25"]


def table(folder, name, content):
    (folder / name).write_text(content, encoding="utf-8")
    return folder / name


def test_no_row_is_lost_for_having_one_cell_and_no_text_is_taken_for_the_header(study, tmp_path):
    path = table(
        tmp_path, "a.csv", "Thema;Anregung\n;Bänke am Markt\nVerkehr;Tempo 30\nGrün;\n;Bäume!\nQuelle: Rathaus\n"
    )
    outcome = import_contributions(study, open_exports(study, [path]), Procedure("B1", "x"))
    assert {item.text for item in stored(study).values()} == {"Bänke am Markt", "Tempo 30", "Bäume!"}
    assert keys(outcome)["participation_no_content"] == 2
    # Kinds of contributions are called like columns.
    content = (
        "Art;Wortlaut;Eingang per\nAnregung;Bänke am Markt aufstellen, Max Muster;Post\nHinweis;Laterne kaputt;Mail\n"
    )
    export = open_export(table(tmp_path, "b.csv", content))
    assert (export.columns, len(export)) == (("Art", "Wortlaut", "Eingang per"), 2)
    assert open_export(table(tmp_path, "c.csv", "Anregung\nBänke\nBäume\n")).columns == ("Anregung",)


def test_contributions_of_two_files_with_the_same_numbers_are_told(study, tmp_path):
    east = table(tmp_path, "east.csv", "Nr;Anregung\n1;Bänke im Osten\n2;Bäume\n")
    west = table(tmp_path, "west.csv", "Nr;Anregung\n1;Bänke im Westen\n2;Bäume und Büsche\n3;Licht\n")
    outcome = import_contributions(study, open_exports(study, [east, west]), Procedure("B1", "x"))
    assert (outcome.added, keys(outcome)["participation_contradicting"]) == (3, 1)
    outcome = import_contributions(study, open_exports(study, [west]), Procedure("B1", "x"))
    assert keys(outcome)["participation_changed_texts"] == 2


def test_long_numbers_stay_apart_and_sheets_that_were_not_read_are_told(study, tmp_path):
    rows: list = [[f"https://beteiligung.beispielstadt.example/node/{n}", f"Bank {n}"] for n in range(3)]
    sheets = [Sheet(key, key, ("id", "text"), ("Nr", "Anregung"), rows) for key in ("Ost", "West")]
    path = write_sheets(tmp_path / "x.xlsx", sheets, "de")[0]
    outcome = import_contributions(study, open_exports(study, [path]), Procedure("B1", "x"))
    assert outcome.added == 3
    other = next(problem for problem in outcome.problems if problem.key == "participation_other_sheets")
    assert other.values == {"path": "x.xlsx, Ost", "sheets": "West"}
    assert import_contributions(study, open_exports(study, [path]), Procedure("B1", "x")).unchanged == 3


def test_a_contribution_that_moved_out_of_all_units_has_none(study, tmp_path):
    for y, unit in ((500.25, "west"), (9_000.25, None)):
        path = table(
            tmp_path, "a.csv", f"Nr;Anregung;Rechtswert;Hochwert\n1;Bank;500100.5;{y}\n2;Baum;500101.5;500.5\n"
        )
        import_contributions(study, open_exports(study, [path]), Procedure("B1", "x"))
        assert stored(study)["B1-1"].unit_id == unit


def test_coordinates_are_read_as_they_are_meant_and_a_word_among_them_is_told(study, tmp_path):
    content = "Anregung;lon;lat\nBank;9,001;0,001\nBaum;unbekannt;0,002\nLicht;k. A.;unklar\nWeg;9,004;0,004\n"
    outcome = import_contributions(
        study, open_exports(study, [table(tmp_path, "a.csv", content)]), Procedure("B1", "x")
    )
    assert (outcome.located, keys(outcome)["participation_bad_places"]) == (2, 2)
    assert sorted(point.x for point in study.shapes(Contribution).values()) == pytest.approx([500_111, 500_445], abs=1)
    content = "Anregung;Rechtswert;Hochwert\nBank;500.100;500,5\nBaum;500.200;500,5\n"
    outcome = import_contributions(
        study, open_exports(study, [table(tmp_path, "b.csv", content)]), Procedure("B2", "x")
    )
    assert outcome.located == 2
    assert "participation_outside" not in keys(outcome), "metres with points between the thousands"


def test_a_place_that_is_none_keeps_no_other_out(study, tmp_path):
    places = [[9.001, 0.001], [9.0, 95.0], [500_100.0, 500.0], [float("nan"), 2.0]]
    features = [
        {"type": "Feature", "properties": {"text": f"Bank {n}"}, "geometry": {"type": "Point", "coordinates": place}}
        for n, place in enumerate(places)
    ]
    path = table(tmp_path, "a.geojson", json.dumps({"type": "FeatureCollection", "features": features}))
    outcome = import_contributions(study, open_exports(study, [path]), Procedure("B1", "x"))
    assert (outcome.added, outcome.located, keys(outcome)["participation_bad_places"]) == (4, 1, 3)
    features[0]["geometry"]["coordinates"] = [50.92, 11.58]
    path = table(tmp_path, "b.geojson", json.dumps({"type": "FeatureCollection", "features": features[:1]}))
    assert "participation_swapped" in keys(
        import_contributions(study, open_exports(study, [path]), Procedure("B2", "x"))
    )


# Nothing personal ----------------------------------------------------------------------------------------------------


def test_nothing_personal_survives_any_import(study, build, catalogue):
    outcomes = [
        take_in(study, "dipas_contributions.csv", "dipas_pds.geojson", "dipas_comments.csv", number="D"),
        take_in(study, "consul_de.csv", number="C"),
        take_in(study, "consul_en.csv", number="E"),
        take_in(study, "consul_proposals.json", number="G"),
        take_in(study, "limesurvey.csv", number="L"),
        take_in(study, "other.csv", number="O"),
    ]
    table, passport = inventory_of(study, Procedure("D", "Beteiligung"))
    study.save_layer(catalogue.roles["contributions"], passport, table)
    runs = [json.dumps(run.parameters) for run in study.runs().values()]
    found = leaked(study, *map(told, outcomes), *outcomes, *runs)
    # A name that somebody signed with stands in the text: nobody can know it, but it is told that it may be there.
    assert found == ["Erika Beispiel"]
    assert "D-101" in told(outcomes[0])


@settings(max_examples=6)
@given(
    st.emails(domains=st.just("geheim.example")),
    st.text("123456789", min_size=6, max_size=8),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=30),
    st.sampled_from(["id", "category", "title", "text"]),
)
def test_a_secret_in_any_column_is_in_no_byte_of_the_file(tmp_path_factory, build, mail, digits, words, column):
    folder = tmp_path_factory.mktemp("secret")
    row = {"id": "7", "category": "Verkehr", "title": "Weg", "text": "Bitte bauen."}
    row[column] = f"{words} {mail} und 0361 {digits} {words}"
    frame = pd.DataFrame([row, {"id": "8", "category": "Grün", "title": "Baum", "text": "Bitte pflanzen."}])
    frame.to_csv(folder / "x.csv", sep=";", index=False)
    with build.study(folder / "s.gpkg") as study:
        outcome = import_contributions(study, open_exports(study, [folder / "x.csv"]), Procedure("B1", "x"))
        assert outcome.added == 2
    content = b"".join(file.read_bytes() for file in folder.glob("s.gpkg*")) + (str(outcome) + told(outcome)).encode()
    assert mail.encode() not in content
    assert b"geheim.example" not in content
    assert digits.encode() not in content


def test_columns_of_platforms_and_surveys_about_persons_are_refused():
    names = "Absender,Nutzername,Mailadresse,userId,created_by,Eingereicht von,Hausnummer,Geburtsjahr,PLZ,Wohnort"
    assert all(
        map(
            is_personal,
            [*names.split(","), "session token", "Teilnehmer-ID", "Handy-Nr.", "Ansprechpartnerin", "Login", "IP"],
        )
    )
    assert not any(map(is_personal, ["Anregung", "Hinweis", "Vorgangsnummer", "Eingang am", "Kategorie", "Bewertung"]))


def test_neither_names_of_files_nor_cells_of_a_table_without_header_are_kept(study, tmp_path):
    path = table(tmp_path, "Brief_Erika_Beispiel.csv", "Anregung;mustermann1, 0361 5550123\nBänke;x\nBäume;y\n")
    outcome = import_contributions(study, open_exports(study, [path]), Procedure("B1", "x"))
    assert outcome.dropped_columns == ("mustermann1, [Telefonnummer entfernt]",)
    taken = open_exports(study, [path], mapping=ImportMapping("generic", {"text": ("mustermann1, 0361 5550123",)}))
    with pytest.raises(SmartCityError) as caught:
        import_contributions(study, taken, Procedure("B2", "x"))
    assert caught.value.problem.key == "participation_column_personal"
    assert "5550123" not in str(caught.value.problem)
    run = json.dumps([run.parameters for run in study.runs().values()])
    study.close()
    assert b"Erika" not in study.path.read_bytes()
    assert "Erika" not in run


def test_a_contribution_deleted_for_good_is_in_no_byte_of_the_file(study):
    take_in(study, "other.csv")
    study._package.execute("PRAGMA secure_delete = OFF")
    apply(study, [Change(stored(study)["B1-A1"], None)])
    empty_bin(study)
    study.close()
    assert b"Familie Muster" not in study.path.read_bytes()


def test_masking_by_hand_overwrites_the_bytes_and_survives_the_next_import(study):
    take_in(study, "other.csv")
    before = stored(study)["B1-A1"]
    assert "Familie Muster" in before.text
    after = replace(before, text=before.text.replace("Familie Muster", "[Angabe entfernt]"), masked=1)
    study._package.execute("PRAGMA secure_delete = OFF")  # some builds of SQLite have it on, others not
    study.overwrite_what_goes()
    apply(study, [Change(before, after)])
    outcome = take_in(study, "other.csv")
    assert keys(outcome)["participation_kept_by_hand"] == 1
    assert stored(study)["B1-A1"].text == after.text
    study.close()
    assert b"Familie Muster" not in study.path.read_bytes()


# Importing again, weighing, answering --------------------------------------------------------------------------------


def test_importing_again_updates_what_the_platform_knows_and_keeps_what_people_decided(study, tmp_path):
    take_in(study, "dipas_pds.geojson")
    item = stored(study)["B1-101"]
    decided = Weighing("rejected", "weil dort schon einer liegt", "climate", "gre_access_300m_share", ["Z1"], ["M1"])
    apply(study, weigh([item], decided, "2025-07-01"))
    content = json.loads((FILES / "dipas_pds.geojson").read_text(encoding="utf-8"))
    content["features"][0]["properties"].update(contributionContent="Ganz anders.", votingPro=99, category="Klima")
    (tmp_path / "again.geojson").write_text(json.dumps(content), encoding="utf-8")
    opened = open_exports(study, [tmp_path / "again.geojson"])
    outcome = import_contributions(study, opened, Procedure("B1", "Beteiligung"))
    now = stored(study)["B1-101"]
    assert (outcome.added, outcome.updated, outcome.unchanged) == (0, 1, 5)
    assert (now.text, now.votes_for, now.category) == ("Ganz anders.", 99, "Klima")
    kept = ("status", "answer", "sector", "indicator_id", "goal_ids", "measure_ids", "answered_on")
    assert [getattr(now, name) for name in kept] == [
        *("rejected", "weil dort schon einer liegt", "climate", "gre_access_300m_share", "Z1", "M1", "2025-07-01")
    ]
    assert keys(outcome)["participation_changed_weighed"] == 1
    take_in(study, "dipas_pds.geojson", number="B2")
    assert len(stored(study)) == 12, "the same numbers of another procedure are other contributions"


def test_the_response_rate_counts_what_was_weighed_with_an_answer(study):
    assert participation_summary(study).response_rate is None
    take_in(study, "dipas_pds.geojson")
    items = stored(study)
    apply(study, weigh([items["B1-101"]], Weighing("adopted", "ja")))
    apply(study, weigh([items["B1-102"], items["B1-103"]], Weighing("rejected")))
    apply(study, weigh([items["B1-104"]], Weighing("noted")))
    apply(study, weigh([items["B1-105"]], Weighing(answer="noch nicht entschieden")))
    found = participation_summary(study)
    assert (found.contributions, found.weighed, found.answered, found.located) == (6, 4, 1, 4)
    assert found.response_rate == pytest.approx(100 / 6)
    assert found.by_status == {"open": 2, "adopted": 1, "partly": 0, "rejected": 2, "noted": 1}
    assert (found.votes_for, found.with_votes) == (10 + 3 + 10 + 10 + 10, 5), "unknown votes are no votes of zero"
    problems = {problem.key: problem.values for problem in participation_problems(study)}
    assert problems["contributions_without_reason"] == {"count": 2.0, "numbers": "B1-102, B1-103"}
    rows = {row.contribution_id: row for row in answer_table(study)}
    assert [rows[f"B1-{n}"].lacks_answer for n in (101, 102, 104)] == [False, True, False]
    assert rows["B1-102"].votes_for is None


def test_weighing_can_be_undone_and_writes_only_what_differs(study):
    take_in(study, "consul_de.csv")
    items = list(stored(study).values())
    changes = weigh(items, Weighing("noted", "zur Kenntnis"), "2025-07-01")
    apply(study, changes)
    assert {item.answered_on for item in stored(study).values()} == {"2025-07-01"}
    assert weigh(stored(study).values(), Weighing("noted", "zur Kenntnis"), "2026-01-01") == []
    gone = weigh([stored(study)["B1-11"]], Weighing(answer=""))[0].after
    assert (gone.answer, gone.answered_on, gone.status) == (None, None, "noted")
    apply(study, undo(changes))
    assert list(stored(study).values()) == items


def test_links_to_nothing_are_told(study):
    take_in(study, "consul_de.csv")
    apply(study, weigh(stored(study).values(), Weighing(goal_ids=["Z9"], measure_ids=["M9"])))
    problem = next(p for p in participation_problems(study) if p.key == "contributions_linked_to_nothing")
    assert problem.values == {"numbers": "M9, Z9"}


def test_suggestions_are_near_first_and_never_links():
    item = Contribution("B1", sector="green", unit_id="west")
    measures = [
        Measure("M1", "weit", sector="green"),
        Measure("M2", "nah"),
        Measure("M3", "dort", unit_ids="west,east"),
    ]
    areas = {"M2": shapely.box(0, 0, 10, 10), "M1": shapely.box(9000, 0, 9010, 10)}
    found = suggest_measures(item, shapely.Point(100, 5), measures, areas)
    assert [(one.id, one.reasons) for one in found] == [("M2", ("near",)), ("M1", ("sector",)), ("M3", ("unit",))]
    goals = [Goal("Z1", "Grün", sector="green"), Goal("Z2", "Weg")]
    linked = replace(item, measure_ids="M2")
    found = suggest_goals(linked, goals, [replace(measures[1], goal_ids="Z2")])
    assert [(one.id, one.reasons) for one in found] == [("Z2", ("measure",)), ("Z1", ("sector",))]


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_the_weighing_table_goes_out_and_comes_back(study, catalogue, tmp_path, ending):
    study.save_goals([Goal("Z1", "Grün"), Goal("Z2", "Rad")])
    take_in(study, "dipas_pds.geojson")
    sheet = weighing_sheet(study, catalogue, "de")
    rows = {row[0]: row for row in sheet.rows}
    assert merge_sheet(study, catalogue, written(tmp_path, sheet, ending)).changes == ()
    at = {name: sheet.headings.index(title) for name, title in zip(ANSWER_COLUMNS, sheet.headings)}
    rows["B1-101"][at["status"]], rows["B1-101"][at["answer"]] = "nicht aufgenommen", "=weil kein Platz ist"
    rows["B1-102"][at["status"]], rows["B1-102"][at["goal_ids"]] = "partly", "Z1, Z2"
    rows["B1-103"][at["status"]], rows["B1-103"][at["goal_ids"]] = "vielleicht", "Z7"
    rows["B1-104"][0] = "B1-999"
    merged = merge_sheet(study, catalogue, written(tmp_path, sheet, ending))
    apply(study, merged.changes)
    items = stored(study)
    assert items["B1-101"].status == "rejected"
    assert items["B1-101"].answer.endswith("weil kein Platz ist")
    assert (items["B1-102"].status, items["B1-102"].goal_ids) == ("partly", "Z1,Z2")
    assert (items["B1-103"].status, items["B1-103"].goal_ids) == ("open", None)
    assert [problem.key for problem in merged.problems] == [
        *("weighing_sheet_unknown", "weighing_sheet_bad_words", "weighing_sheet_bad_words")
    ]


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_what_others_weighed_meanwhile_outlives_a_table_that_comes_back(study, catalogue, tmp_path, ending):
    take_in(study, "dipas_pds.geojson")
    call = Weighing("partly", "Fragen an 03641 49-2000:\nTiefbau, 5\u00a0m <Weg>")
    apply(study, weigh([stored(study)["B1-103"]], call, "2025-07-01"))
    sheet = weighing_sheet(study, catalogue, "de")
    places = {name: sheet.headings.index(title) for name, title in zip(ANSWER_COLUMNS, sheet.headings)}
    rows = {row[0]: row for row in sheet.rows}
    # Meanwhile somebody answers three of them in the window; the table says nothing, the same, and something else.
    apply(study, weigh([stored(study)[f"B1-{n}"] for n in (101, 102, 104)], Weighing("rejected", "Nein, weil …")))
    rows["B1-102"][places["status"]] = "nicht aufgenommen"
    rows["B1-104"][places["status"]] = "aufgenommen"
    rows["B1-105"][places["status"]], rows["B1-105"][places["answer"]] = "aufgenommen", "Ja"
    before = stored(study)
    rows["B1-104"][places["sector"]] = catalogue.vocabulary.sectors["climate"].title.de
    merged = merge_sheet(study, catalogue, written(tmp_path, sheet, ending))
    apply(study, merged.changes)
    now = stored(study)
    assert [now[f"B1-{n}"] for n in (101, 102, 103)] == [before[f"B1-{n}"] for n in (101, 102, 103)]
    assert now["B1-103"].answer == call.answer, "an answer that nobody touched is not masked, and keeps its day"
    assert now["B1-104"] == replace(before["B1-104"], sector="climate"), "only the contested field is left"
    assert (now["B1-105"].status, now["B1-105"].answer) == ("adopted", "Ja")
    assert [(one.key, one.values["numbers"]) for one in merged.problems] == [("weighing_sheet_contested", "B1-104")]
    # A table of one's own without the marks fills what is empty and overwrites nothing.
    rows["B1-106"][places["answer"]], rows["B1-105"][places["answer"]] = "Danke", "Anders"
    bare = replace(sheet, columns=sheet.columns[:-1], headings=sheet.headings[:-1], rows=[r[:-1] for r in sheet.rows])
    merged = merge_sheet(study, catalogue, written(tmp_path, bare, ending))
    assert [change.after.contribution_id for change in merged.changes] == ["B1-106"]
    assert {"B1-104", "B1-105"} <= set(merged.problems[0].values["numbers"].split(", "))


def written(folder, sheet, ending):
    return write_sheets(folder / f"table.{ending}", [sheet], "de")[0]


def test_the_answer_table_masks_once_more_and_holds_no_formula(study, catalogue):
    with pytest.raises(SmartCityError, match="contributions_none"):
        answer_sheet(study, catalogue, "de")
    take_in(study, "consul_de.csv")
    apply(study, weigh([stored(study)["B1-11"]], Weighing("noted", "=HYPERLINK(1) Bitte an amt@example.org wenden")))
    sheet, masked = answer_sheet(study, catalogue, "de")
    answer = sheet.rows[0][ANSWER_COLUMNS.index("answer")]
    assert masked == 1
    assert answer == " =HYPERLINK(1) Bitte an [E-Mail entfernt] wenden"
    assert sheet.rows[0][ANSWER_COLUMNS.index("votes_for")] is None
    assert len(answer_sheet(study, catalogue, "de", answered_only=True)[0].rows) == 1


def test_the_inventory_gets_places_and_no_words(study, catalogue):
    take_in(study, "dipas_pds.geojson")
    table, passport = inventory_of(study, Procedure("B1", "Beteiligung", "DIPAS"))
    assert (len(table), passport.fitness.value, passport.source) == (4, "partial", "DIPAS")
    assert (
        set(table.frame.columns)
        == {"date", "category", "status"}
        <= {
            *catalogue.roles["contributions"].required,
            *catalogue.roles["contributions"].optional,
        }
    )


@pytest.mark.parametrize("number", ["", "a b", "x" * 30, "B;1"])
def test_a_procedure_needs_an_id_that_numbers_can_begin_with(study, number):
    with pytest.raises(SmartCityError, match="participation_procedure_bad"):
        take_in(study, "consul_de.csv", number=number)


def test_the_formats_of_the_algorithm_are_those_of_the_study(repository):
    source = (repository / "smartcity_plugin/processing/algorithms/import_contributions.py").read_text(encoding="utf-8")
    assert f"FORMATS = {json.dumps(list(FORMATS))}" in source
