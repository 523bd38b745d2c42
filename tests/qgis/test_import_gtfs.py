# SPDX-License-Identifier: GPL-2.0-or-later
"""A timetable through Processing: into the study, refused, cancelled, and used by an indicator."""

from __future__ import annotations

import hashlib
import json
import zipfile

import pytest
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsPointXY,
    QgsProcessingFeedback,
    QgsProject,
)

from smartcity_plugin.study.study import Study

ORIGIN = (707_000.0, 5_640_000.0)
CALENDAR = """service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date
week,1,1,1,1,1,0,0,20220601,20220831
"""


def degrees(x: float, y: float) -> str:
    """Return latitude and longitude of a place in metres from the corner of the town."""
    systems = (QgsCoordinateReferenceSystem(crs) for crs in ("EPSG:25832", "EPSG:4326"))
    transform = QgsCoordinateTransform(*systems, QgsProject.instance().transformContext())
    point = transform.transform(QgsPointXY(ORIGIN[0] + x, ORIGIN[1] + y))
    return f"{point.y():.7f},{point.x():.7f}"


@pytest.fixture
def feed(tmp_path):
    """A timetable of a bus from the market past the park to another town, every half hour, as a folder."""
    folder = tmp_path / "fahrplan"
    folder.mkdir()
    times = [(f"t{number}", 6 * 60 + 30 * number) for number in range(20)]
    rows = [
        f"{trip},{minute // 60}:{minute % 60:02d}:00,{minute // 60}:{minute % 60:02d}:00,{stop},{place}"
        for trip, start in times
        for place, (stop, minute) in enumerate([("M", start), ("P", start + 5), ("F", start + 25)])
    ]
    tables = {
        "agency.txt": "agency_id,agency_name\n1,Verkehrsbetriebe Öst\n",
        "stops.txt": "stop_id,stop_name,stop_lat,stop_lon\n"
        f"M,Märkt,{degrees(350, 450)}\nP,Park,{degrees(1500, 450)}\nF,Fern,{degrees(30000, 0)}\n",
        "routes.txt": "route_id,route_type\nr,3\n",
        "trips.txt": "route_id,service_id,trip_id\n" + "".join(f"r,week,{trip}\n" for trip, _ in times),
        "stop_times.txt": "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n" + "\n".join(rows) + "\n",
        "calendar.txt": CALENDAR,
    }
    for name, text in tables.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def zipped(folder):
    path = folder.with_suffix(".zip")
    with zipfile.ZipFile(path, "w") as archive:
        for table in folder.iterdir():
            archive.write(table, table.name)
    return path


def bytes_of(study) -> str:
    return hashlib.sha256(study.read_bytes()).hexdigest()


def test_a_timetable_comes_into_the_study(town, study, feed):
    path = zipped(feed)
    result = town.run("importgtfs", STUDY=str(study), FILES=str(path), LICENCE="dl_de_by_2_0", SERVICE_DAY="2022-06-15")
    assert result["COUNT"] == 2
    assert json.loads(result["ROLES"]) == {"pt_stops": 2}
    with Study.open(study) as opened:
        table, passport = opened.layer("pt_stops"), opened.passports()["pt_stops"]
    frame = table.frame.set_index("name")
    assert frame["departures_day"].to_dict() == {"Märkt": 20, "Park": 20}
    assert frame["departures_6_20"].to_dict() == {"Märkt": 20, "Park": 20}
    assert frame["headway_min"].to_dict() == {"Märkt": 84, "Park": 84}
    assert frame["mode"].to_dict() == {"Märkt": "bus", "Park": "bus"}
    assert [round(point.x - ORIGIN[0]) for point in table.geometry] == [350, 1500]
    assert (passport.source, passport.licence, passport.data_date) == (
        "Verkehrsbetriebe Öst",
        "dl_de_by_2_0",
        "2022-06-15",
    )
    assert passport.origin == "fahrplan.zip"
    assert "Endhaltestelle" in passport.note or "last stop" in passport.note
    replay = json.loads(passport.replay)
    assert replay["algorithm"] == "smartcity:importgtfs"
    assert replay["parameters"]["SERVICE_DAY"] == "2022-06-15"


def test_a_folder_says_the_same(town, study, feed):
    result = town.run("importgtfs", STUDY=str(study), FOLDER=str(feed), PLATFORMS=True)
    assert result["COUNT"] == 2
    told = json.loads(result["PROBLEMS"])
    assert [one["key"] for one in told] == ["gtfs_holidays_not_given"]
    with Study.open(study) as opened:
        assert opened.passports()["pt_stops"].data_date == "2022-06-01"
        assert opened.layer("pt_stops").frame["headway_min"].tolist() == [42, 42]


def test_the_busier_direction(town, study, feed):
    town.run("importgtfs", STUDY=str(study), FOLDER=str(feed), HEADWAY="busier_direction", SERVICE_DAY="2022-06-15")
    with Study.open(study) as opened:
        # The trips name no direction: they are split.
        assert opened.layer("pt_stops").frame["headway_min"].tolist() == [84, 84]


def test_archive_or_folder(town, study, feed):
    assert town.refusal(town.run, "importgtfs", STUDY=str(study)) != ""
    both = {"FILES": str(zipped(feed)), "FOLDER": str(feed)}
    neither = town.refusal(town.run, "importgtfs", STUDY=str(study))
    assert town.refusal(town.run, "importgtfs", STUDY=str(study), **both) == neither
    assert "GTFS" in neither


def test_a_broken_timetable_leaves_the_study_as_it_was(town, study, feed):
    times = feed / "stop_times.txt"
    times.write_text(times.read_text(encoding="utf-8").replace(",P,", ",Q,"), encoding="utf-8")
    before = bytes_of(study)
    sentence = town.refusal(town.run, "importgtfs", STUDY=str(study), FOLDER=str(feed))
    assert "stop_times.txt" in sentence
    assert "stops.txt" in sentence
    assert "20" in sentence
    assert "60" in sentence
    assert bytes_of(study) == before


def test_a_day_without_service_is_refused_with_the_period(town, study, feed):
    sentence = town.refusal(town.run, "importgtfs", STUDY=str(study), FOLDER=str(feed), SERVICE_DAY="2022-06-18")
    assert "2022-06-18" in sentence
    assert "2022-06-01" in sentence
    assert "2022-08-31" in sentence


def test_cancelled_at_once(town, study, feed):
    before = bytes_of(study)
    feedback = QgsProcessingFeedback()
    feedback.cancel()
    town.refusal(town.run, "importgtfs", feedback=feedback, STUDY=str(study), FOLDER=str(feed))
    assert bytes_of(study) == before


def test_an_indicator_uses_the_stops(town, filled, feed):
    town.run("importgtfs", STUDY=str(filled), FOLDER=str(feed), SERVICE_DAY="2022-06-15")
    town.run("computeindicators", STUDY=str(filled), INDICATORS=["mob_pt_access_share"])
    with Study.open(filled) as opened:
        values = opened.values().set_index("unit_id")
    # All cells lie within 600 m of one of the two stops.
    assert values["value"].to_dict() == pytest.approx({"05315000": 100, "1": 100, "2": 100})


def test_the_algorithm_explains_itself(smartcity_provider):
    algorithm = QgsApplication.processingRegistry().algorithmById("smartcity:importgtfs")
    assert algorithm.groupId() == "import"
    assert algorithm.shortHelpString().count("<p>") == 5
    names = {definition.name() for definition in algorithm.parameterDefinitions()}
    assert {"FILES", "FOLDER", "SERVICE_DAY", "SCHOOL_HOLIDAYS", "PLATFORMS", "HEADWAY", "KEEP_UNSERVED"} <= names
