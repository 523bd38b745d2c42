# SPDX-License-Identifier: GPL-2.0-or-later
"""The rules by which departures are counted and feeds are refused, each on a feed that can be counted by hand."""

from __future__ import annotations

import zipfile
from datetime import date
from itertools import count
from pathlib import Path

import numpy as np
import pytest
import shapely

from smartcity_plugin.model.problem import Cancelled, Severity, SmartCityError
from smartcity_plugin.model.provenance import Fitness
from smartcity_plugin.sources.gtfs import GtfsOptions, read_gtfs
from smartcity_plugin.sources.gtfs.calls import between
from smartcity_plugin.sources.gtfs.clock import UNREADABLE, UNTIMED, read_day, read_ranges, seconds
from smartcity_plugin.sources.gtfs.diagnosis import Diagnosis
from smartcity_plugin.sources.gtfs.modes import NOT_COUNTED, UNKNOWN, transit_modes
from smartcity_plugin.sources.gtfs.service_day import find_day, full_service
from smartcity_plugin.sources.zone import Zone

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "gtfs"
WEDNESDAY = "2022-06-15"

# A town of 10 km around 50° N on the meridian of EPSG:25832, where 0.001° of latitude is 111 m.
TOWN = Zone(shapely.box(495_000, 5_534_000, 505_000, 5_544_000), "EPSG:25832")

FEED = {
    "stops.txt": """stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station
S,Bahnhof,50.0,9.0,1,
S1,Bahnhof Steig 1,50.0002,9.0,0,S
S2,Bahnhof Steig 2,49.9996,9.0,0,S
A,Markt,50.01,9.0,0,
B,Markt,50.0105,9.0,,
C,Wald,50.02,9.0,,
FAR,Fern,50.5,9.5,,
""",
    "routes.txt": "route_id,route_type\nbus,3\ntram,0\n",
    "calendar.txt": """service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date
week,1,1,1,1,1,0,0,20220601,20220831
end,0,0,0,0,0,1,1,20220601,20220831
""",
    "trips.txt": """route_id,service_id,trip_id,direction_id
bus,week,out,0
bus,week,back,1
tram,week,night,0
bus,end,sunday,0
""",
    "stop_times.txt": """trip_id,arrival_time,departure_time,stop_id,stop_sequence
out,6:00:00,6:00:00,S1,1
out,6:10:00,6:10:00,A,2
out,6:20:00,6:20:00,C,3
back,19:59:59,19:59:59,C,1
back,20:10:00,20:10:00,B,2
back,20:20:00,20:20:00,S2,3
night,23:50:00,23:50:00,FAR,1
night,24:10:00,24:10:00,S1,2
night,25:00:00,25:00:00,A,3
night,25:10:00,25:10:00,FAR,4
sunday,9:00:00,9:00:00,A,1
sunday,9:10:00,9:10:00,C,2
""",
}


@pytest.fixture
def read(tmp_path, catalogue):
    """Read the feed with other tables in place of its own (None: without the table)."""
    number = count()

    def read(changes=None, zone=TOWN, day=WEDNESDAY, progress=lambda fraction: None, **options):
        folder = tmp_path / f"feed{next(number)}"
        folder.mkdir()
        for name, text in {**FEED, **(changes or {})}.items():
            if text is not None:
                (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_gtfs(folder, zone, catalogue.roles, GtfsOptions(service_day=day, **options), progress)

    return read


def stops(imported):
    """Return the only layer's rows by the id of the stop."""
    (layer,) = imported.layers
    return layer.table.frame.set_index("stop_id")


def keys(imported, severity=None) -> list[str]:
    return [problem.key for problem in imported.problems if severity in (None, problem.severity)]


def problem(imported, key: str):
    (found,) = [problem for problem in imported.problems if problem.key == key]
    return found


def refusal(read, *arguments, **options):
    """Return the problem for which a feed is refused."""
    with pytest.raises(SmartCityError) as caught:
        read(*arguments, **options)
    return caught.value.problem


def replaced(table: str, *pairs: tuple[str, str]) -> dict[str, str]:
    text = FEED[table]
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return {table: text}


def more(table: str, *lines: str) -> dict[str, str]:
    return {table: FEED[table] + "\n".join(lines) + "\n"}


# Counting -----------------------------------------------------------------------------------------------------------


def test_departures_by_stop_mode_and_time_of_day(read):
    table = stops(read())
    # S: out 6:00, night 24:10 (back ends there). A with B: out 6:10, back 20:10, night 25:00. C: back 19:59:59.
    assert table["departures_day"].to_dict() == {"S": 2, "A": 3, "C": 1}
    assert table["departures_bus"].to_dict() == {"S": 1, "A": 2, "C": 1}
    assert table["departures_tram"].to_dict() == {"S": 1, "A": 1, "C": 0}
    # From 6:00 on and before 20:00.
    assert table["departures_6_20"].to_dict() == {"S": 1, "A": 1, "C": 1}
    assert table["departures_6_20_bus"].to_dict() == {"S": 1, "A": 1, "C": 1}
    assert table["trips_ending_day"].to_dict() == {"S": 1, "A": 0, "C": 1}
    # One departure in 840 minutes, half of it per direction.
    assert table["headway_min"].to_dict() == {"S": 1680, "A": 1680, "C": 1680}
    # The tram ranks higher than the bus.
    assert table["mode"].to_dict() == {"S": "tram", "A": "tram", "C": "bus"}
    assert table["name"].to_dict() == {"S": "Bahnhof", "A": "Markt", "C": "Wald"}


@pytest.mark.parametrize(
    ("time", "inside"),
    [("5:59:59", 0), ("6:00:00", 1), ("19:59:59", 1), ("20:00:00", 0), ("24:00:00", 0), ("30:00:00", 0)],
)
def test_the_day_from_6_to_20(read, time, inside):
    table = stops(read(replaced("stop_times.txt", ("out,6:10:00,6:10:00", f"out,6:10:00,{time}"))))
    assert table["departures_6_20_bus"]["A"] == inside
    assert table["departures_bus"]["A"] == 2


def test_every_field_belongs_to_the_role(read, catalogue):
    role = catalogue.roles["pt_stops"]
    layer = read().layers[0]
    assert layer.role == "pt_stops"
    assert set(layer.table.frame.columns) == {*role.required, *role.optional}
    assert set(role.numbers) == set(layer.table.frame.columns) - {"stop_id", "name", "mode"}


def test_the_layer_says_how_it_was_counted(read):
    imported = read()
    assert imported.data_date == WEDNESDAY
    note = imported.layers[0].note
    assert "15.06.2022" in note.de
    assert "15\N{NO-BREAK SPACE}June 2022" in note.en
    assert "letzten Haltestelle" in note.de
    assert "halbe Zahl" in note.de
    assert "typischer Werktag" not in note.de
    assert imported.layers[0].fitness is Fitness.GOOD
    assert imported.facts["period"] == "2022-06-01/2022-08-31"


def test_points_lie_where_the_station_or_the_middle_of_the_platforms_is(read):
    layer = read().layers[0]
    places = dict(zip(layer.table.frame["stop_id"], layer.table.geometry))
    assert layer.table.crs == "EPSG:25832"
    # The metres of the meridian from 50° N to 50.01° and 50.0105° N, times 0.9996.
    station, market = places["S"], places["A"]
    assert station.x == pytest.approx(500_000, abs=0.01)
    assert market.y - station.y == pytest.approx(1139.7, abs=1)


def test_platforms_can_be_points_of_their_own(read):
    table = stops(read(platforms=True))
    assert table["departures_day"].to_dict() == {"S1": 2, "A": 2, "B": 1, "C": 1}
    assert table["headway_min"].to_dict() == pytest.approx({"S1": 840, "A": 840, "B": np.nan, "C": 840}, nan_ok=True)
    kept = stops(read(platforms=True, keep_unserved=True))
    assert kept["departures_day"].to_dict() == {"S1": 2, "S2": 0, "A": 2, "B": 1, "C": 1}
    assert kept["trips_ending_day"].to_dict() == {"S1": 0, "S2": 1, "A": 0, "B": 0, "C": 1}


def test_stops_of_one_name_farther_apart_stay_apart(read):
    assert stops(read(replaced("stops.txt", ("50.0105", "50.0110"))))["departures_day"].to_dict() == {
        "S": 2,
        "A": 2,
        "B": 1,
        "C": 1,
    }


def test_headway_of_the_busier_direction(read):
    lines = [f"b{hour},{hour}:00:00,{hour}:00:00,{stop},{n}" for hour in (8, 9, 10) for n, stop in enumerate("CAS")]
    trips = [f"bus,week,b{hour},1" for hour in (8, 9, 10)]
    changes = {**more("stop_times.txt", *(line.replace(",S,", ",S2,") for line in lines)), **more("trips.txt", *trips)}
    # A and B: out 6:10 in direction 0; three in direction 1 between 6 and 20 (back passes at 20:10).
    assert stops(read(changes))["headway_min"]["A"] == pytest.approx(840 / (4 / 2))
    assert stops(read(changes, busier_direction=True))["headway_min"]["A"] == pytest.approx(840 / 3)
    without = {**changes, "trips.txt": changes["trips.txt"].replace("direction_id", "unknown")}
    assert stops(read(without, busier_direction=True))["headway_min"]["A"] == pytest.approx(840 / (4 / 2))


def test_headway_is_that_of_the_densest_mode(read):
    changes = replaced("stop_times.txt", ("24:10:00", "7:10:00"), ("25:00:00", "7:20:00"), ("25:10:00", "7:30:00"))
    changes["stop_times.txt"] = changes["stop_times.txt"].replace("23:50:00", "7:00:00")
    table = stops(read(changes))
    assert table["departures_6_20"]["S"] == 2
    assert table["headway_min"]["S"] == 1680  # bus and tram each have one departure: they are not added up


def test_a_stop_without_boarding_is_no_departure(read):
    text = FEED["stop_times.txt"].replace("stop_sequence\n", "stop_sequence,pickup_type\n")
    text = text.replace("A,2\n", "A,2,1\n").replace("C,1\n", "C,1,2\n")
    imported = read({"stop_times.txt": text})
    assert stops(imported)["departures_day"].to_dict() == {"S": 2, "A": 2, "C": 1}
    assert problem(imported, "gtfs_on_request").values == {"count": 1}


def test_a_loop_departs_once_where_it_begins_and_ends(read):
    loop = ["loop,8:00:00,8:00:00,A,1", "loop,8:10:00,8:10:00,C,2", "loop,8:20:00,8:20:00,A,3"]
    table = stops(read({**more("stop_times.txt", *loop), **more("trips.txt", "bus,week,loop,0")}))
    assert table["departures_day"].to_dict() == {"S": 2, "A": 4, "C": 2}
    assert table["trips_ending_day"]["A"] == 1


def test_a_trip_ends_at_its_last_stop_even_outside_the_area(read):
    # Seen from the town alone, "night" would end at A.
    assert stops(read())["departures_tram"]["A"] == 1


@pytest.mark.parametrize("exact", ["", "0", "1"])
def test_frequencies_are_expanded(read, exact):
    rows = f"trip_id,start_time,end_time,headway_secs,exact_times\nout,5:30:00,8:00:00,1800,{exact}\n"
    table = stops(read({"frequencies.txt": rows}))
    # 5:30, 6:00, 6:30, 7:00, 7:30 from S; ten minutes later from A, all but the first after 6:00. None at 8:00.
    assert table["departures_bus"].to_dict() == {"S": 5, "A": 6, "C": 1}
    assert table["departures_6_20_bus"].to_dict() == {"S": 4, "A": 4, "C": 1}
    assert table["trips_ending_day"]["C"] == 5


def test_several_frequencies_of_a_trip_add_up(read):
    rows = "trip_id,start_time,end_time,headway_secs\nout,7:00:00,8:00:00,1200\nout,8:00:00,9:01:00,3600\n"
    assert stops(read({"frequencies.txt": rows}))["departures_bus"]["S"] == 3 + 2


def test_a_stop_without_any_departure_on_the_day_is_left_out_and_told(read):
    changes = {
        **replaced("stop_times.txt", ("sunday,9:00:00,9:00:00,A,1", "sunday,9:00:00,9:00:00,W,1")),
        **more("stops.txt", "W,Friedhof,50.03,9.0,,", "N,Nie,50.035,9.0,,"),
    }
    imported = read(changes)
    assert set(stops(imported).index) == {"S", "A", "C"}
    assert problem(imported, "gtfs_stops_idle").values == {"count": 1, "day": WEDNESDAY, "example": "Friedhof"}
    assert problem(imported, "gtfs_stops_never_served").values == {"count": 1}
    kept = stops(read(changes, keep_unserved=True))
    assert kept["departures_day"].to_dict() == {"S": 2, "A": 3, "C": 1, "W": 0}
    assert kept["mode"]["W"] == "bus"
    assert np.isnan(kept["headway_min"]["W"])


def test_on_demand_transport_is_counted_apart(read):
    table = stops(read({"routes.txt": "route_id,route_type\nbus,715\ntram,0\n"}))
    assert table["departures_on_demand"].to_dict() == {"S": 1, "A": 2, "C": 1}
    assert table["departures_day"].to_dict() == {"S": 1, "A": 1, "C": 0}
    assert table["mode"].to_dict() == {"S": "tram", "A": "tram", "C": "on_demand"}
    assert np.isnan(table["headway_min"]["C"])


def test_times_between_known_ones_are_spread_evenly(read):
    text = (
        FEED["stop_times.txt"]
        .replace("night,24:10:00,24:10:00", "night,,")
        .replace("night,25:00:00,25:00:00", "night,,")
    )
    imported = read({"stop_times.txt": text.replace("night,23:50:00,23:50:00", "night,19:00:00,19:00:00")})
    # From 19:00 at FAR to 25:10 there: 21:03 at S1, 23:06 at A; no longer before 20:00.
    assert stops(imported)["departures_tram"].to_dict() == {"S": 1, "A": 1, "C": 0}
    assert stops(imported)["departures_6_20_tram"].to_dict() == {"S": 0, "A": 0, "C": 0}
    assert problem(imported, "gtfs_times_interpolated").values == {"count": 2, "total": 10}
    early = text.replace("night,25:10:00,25:10:00", "night,20:29:00,20:29:00").replace("23:50:00", "19:00:00")
    # 19:29:40 and 19:59:20
    assert stops(read({"stop_times.txt": early}))["departures_6_20_tram"].to_dict() == {"S": 1, "A": 1, "C": 0}


def test_a_departure_without_time_has_that_of_the_arrival(read):
    imported = read(replaced("stop_times.txt", ("out,6:10:00,6:10:00", "out,6:10:00,")))
    assert stops(imported)["departures_6_20"]["A"] == 1
    assert "gtfs_times_interpolated" not in keys(imported)


def test_a_missing_time_at_the_end_of_a_trip_cannot_be_spread(read):
    imported = read(replaced("stop_times.txt", ("out,6:00:00,6:00:00", "out,,")))
    assert imported.layers == ()
    assert problem(imported, "gtfs_values_unreadable").values["example"] == "out"


def test_between_known_times():
    trips = np.array([0, 0, 0, 0, 1, 1, 1])
    times = np.array([0, UNTIMED, UNTIMED, 90, UNTIMED, 50, UNTIMED])
    assert between(trips, times).tolist() == [0, 30, 60, 90, UNTIMED, 50, UNTIMED]


# The calendar -------------------------------------------------------------------------------------------------------


def test_exceptions_add_and_remove_days(read):
    dates = "service_id,date,exception_type\nweek,20220615,2\nend,20220615,1\n"
    assert stops(read({"calendar_dates.txt": dates}))["departures_day"].to_dict() == {"A": 1}


def test_a_feed_with_exceptions_only(read):
    dates = "service_id,date,exception_type\nweek,20220615,1\nweek,20220616,2\nend,20220618,1\n"
    imported = read({"calendar.txt": None, "calendar_dates.txt": dates})
    assert stops(imported)["departures_day"].to_dict() == {"S": 2, "A": 3, "C": 1}
    assert imported.facts["period"] == "2022-06-15/2022-06-18"


def test_a_sunday_has_the_service_of_a_sunday(read):
    imported = read(day="19.06.2022")
    assert stops(imported)["departures_day"].to_dict() == {"A": 1}
    assert problem(imported, "gtfs_day_not_core").values == {"day": "2022-06-19"}


def test_a_day_without_service_names_the_period(read):
    found = refusal(read, day="2022-09-01")
    assert found.key == "gtfs_no_service"
    assert found.values == {"day": "2022-09-01", "first": "2022-06-01", "last": "2022-08-31"}


def test_trips_of_other_places_do_not_matter(read):
    """The last day on which anything runs in the town counts, not that of the whole feed."""
    changes = {
        **more("calendar.txt", "later,1,1,1,1,1,1,1,20220901,20221231"),
        **more("trips.txt", "bus,later,elsewhere,0"),
        **more("stop_times.txt", "elsewhere,8:00:00,8:00:00,FAR,1", "elsewhere,9:00:00,9:00:00,FAR,2"),
    }
    assert refusal(read, changes, day="2022-09-01").values["last"] == "2022-08-31"


def test_a_holiday_is_told(read):
    dates = "service_id,date,exception_type\nweek,20220616,2\nend,20220616,1\n"
    imported = read({"calendar_dates.txt": dates}, day="2022-06-16")
    assert problem(imported, "gtfs_day_poor").values == {"day": "2022-06-16", "trips": 1, "full": 3}


def test_the_chosen_day_is_told(read):
    imported = read(day="")
    assert imported.data_date == "2022-06-01"  # a Wednesday
    assert "typischer Werktag" in imported.layers[0].note.de
    assert "gtfs_holidays_not_given" in keys(imported, Severity.NOTE)


def test_the_chosen_day_is_no_school_holiday(read):
    imported = read(day="", school_holidays="01.06.2022 – 17.06.2022; 2022-06-21")
    assert imported.data_date == "2022-06-22"
    assert "gtfs_holidays_not_given" not in keys(imported)


def test_a_wanted_day_in_the_holidays_is_told(read):
    imported = read(day=WEDNESDAY, school_holidays="2022-06-13..2022-06-17")
    assert problem(imported, "gtfs_day_in_holidays").values == {"day": WEDNESDAY}


def test_only_holidays_leave_no_working_day(read):
    assert refusal(read, day="", school_holidays="2022-06-01..2022-08-31").key == "gtfs_no_working_day"


@pytest.mark.parametrize("text", ["mittwoch", "2022-13-01", "20220230", "1.6.22", "2022-06-15x"])
def test_a_day_that_is_none(read, text):
    assert refusal(read, day=text).key == "gtfs_day_unreadable"


@pytest.mark.parametrize("text", ["Sommer", "2022-07-01..", "2022-07-10..2022-07-01", "2022-07-01 2022-07-02"])
def test_holidays_that_are_none(read, text):
    assert refusal(read, school_holidays=text).key == "gtfs_holidays_unreadable"


def test_days_and_ranges_as_people_write_them():
    assert read_day(" 5.7.2022 ") == read_day("2022-07-05") == read_day("20220705") == date(2022, 7, 5)
    summer = (date(2022, 7, 28), date(2022, 9, 10))
    for text in (
        "2022-07-28..2022-09-10",
        "28.07.2022–10.09.2022",
        "20220728 bis 20220910",
        "28. 7. 2022 - 10. 9. 2022",
    ):
        assert read_ranges(text) == [summer]
    assert read_ranges(" 2022-07-28/2022-09-10 ,\n 2022-10-31 ") == [summer, (date(2022, 10, 31), date(2022, 10, 31))]
    assert read_ranges(" ; ") == []


def chosen(counts, holidays=()) -> date:
    """Return the day chosen of weeks that begin on Monday 6 June 2022, given the trips from Tuesday to Thursday."""
    first = date(2022, 6, 6).toordinal()
    days = np.zeros(7 * (len(counts) // 3 + 1), dtype=np.int64)
    for number, trips in enumerate(counts):
        days[7 * (number // 3) + 1 + number % 3] = trips
    return find_day(first, days, None, holidays, Diagnosis()).day


def test_the_earliest_day_of_the_usual_number_of_trips():
    assert chosen([90, 100, 100, 100, 95, 95]) == date(2022, 6, 8)


def test_public_holidays_and_the_open_end_of_a_timetable_are_no_measure():
    # A full service of 100 trips in two weeks, 99 in the holidays, and more days for which the timetable has only 60.
    assert chosen([100, 30, 100, 100, 99, 99] + [60] * 9) == date(2022, 6, 7)


def test_a_single_day_with_extra_trips_is_no_measure():
    assert chosen([100, 100, 140]) == date(2022, 6, 7)
    assert chosen([150] + [100] * 11) == date(2022, 6, 8)


def test_of_two_usual_numbers_the_greater():
    assert chosen([96, 96, 100, 100]) == date(2022, 6, 9)


def test_full_service():
    assert full_service(np.array([], dtype=int)) == 0
    assert full_service(np.array([7])) == 7
    assert full_service(np.array([7, 9])) == 9
    assert full_service(np.array([7, 9, 8])) == 8
    assert full_service(np.arange(1, 101)) == 91  # ten of a hundred days reach it


# Modes --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("route_type", "mode"),
    [
        ("0", "tram"), ("1", "subway"), ("2", "rail"), ("3", "bus"), ("4", "ferry"), ("5", "cableway"),
        ("6", "cableway"), ("7", "cableway"), ("11", "bus"), ("12", "rail"), ("100", "rail"), ("106", "rail"),
        ("109", "suburban"), ("117", "rail"), ("200", "bus"), ("400", "rail"), ("401", "subway"), ("402", "subway"),
        ("405", "rail"), ("700", "bus"), ("704", "bus"), ("715", "on_demand"), ("717", "on_demand"), ("800", "bus"),
        ("900", "tram"), ("906", "tram"), ("1000", "ferry"), ("1200", "ferry"), ("1300", "cableway"),
        ("1400", "cableway"), ("1501", "on_demand"), (" 3 ", "bus"), ("03", "bus"),
    ],
)  # fmt: skip
def test_route_types(route_type, mode):
    modes = transit_modes()
    assert modes.names[modes.code(route_type)] == mode


@pytest.mark.parametrize(("route_type", "code"), [("1100", NOT_COUNTED), ("1700", NOT_COUNTED), ("8", UNKNOWN)])
def test_route_types_that_are_not_counted(route_type, code):
    assert transit_modes().code(route_type) == code


@pytest.mark.parametrize("route_type", ["", "bus", "-1", "3.0", "²", "9" * 30, "118"])
def test_what_is_no_route_type(route_type):
    assert transit_modes().code(route_type) == UNKNOWN


def test_suburban_rail_is_rail_for_the_indicators(read):
    table = stops(read({"routes.txt": "route_id,route_type\nbus,3\ntram,109\n"}))
    assert table["mode"].to_dict() == {"S": "rail", "A": "rail", "C": "bus"}
    assert table["departures_suburban"].to_dict() == {"S": 1, "A": 1, "C": 0}
    assert table["departures_rail"].sum() == 0


def test_flights_are_not_counted_and_told(read):
    imported = read({"routes.txt": "route_id,route_type\nbus,3\ntram,1100\n"})
    assert stops(imported)["departures_day"].to_dict() == {"S": 1, "A": 2, "C": 1}
    assert problem(imported, "gtfs_route_types_not_counted").values == {"count": 1}


def test_unknown_modes_are_an_error(read):
    imported = read({"routes.txt": "route_id,route_type\nbus,3\ntram,8\n"})
    assert imported.layers == ()
    assert problem(imported, "gtfs_route_types_unknown").values == {"types": "8", "count": 1, "total": 4, "share": 25}


# How files are written ----------------------------------------------------------------------------------------------


def test_zip_and_folder_say_the_same(read, tmp_path, catalogue):
    expected = stops(read())
    path = tmp_path / "feed.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in FEED.items():
            archive.writestr(f"export/{name}", text)
    assert stops(read_gtfs(path, TOWN, catalogue.roles, GtfsOptions(WEDNESDAY))).equals(expected)


def test_byte_order_mark_quotes_blanks_and_capitals(read):
    expected = stops(read())
    changes = {}
    for name, text in FEED.items():
        header, *rows = text.strip().split("\n")
        header = ", ".join(f'"{column.upper()}"' for column in header.split(","))
        rows = [",".join(f'"{value}" ' for value in row.split(",")) for row in rows]
        changes[name] = b"\xef\xbb\xbf" + "\r\n".join([header, *rows, ""]).encode()
    assert stops(read(changes)).equals(expected)


def test_a_comma_in_a_quoted_name(read):
    assert stops(read(replaced("stops.txt", ("Wald", '"Neuenheim, ""Wald"""'))))["name"]["C"] == 'Neuenheim, "Wald"'


def test_a_comma_too_many_at_the_end_of_the_lines(read):
    expected = stops(read())
    header, *rows = FEED["stop_times.txt"].strip().split("\n")
    text = "\n".join([header, *(f"{row}," for row in rows)])
    assert stops(read({"stop_times.txt": text})).equals(expected)


def test_names_in_the_encoding_of_windows(read):
    changes = replaced("stops.txt", ("Wald", "Schloßstraße"))
    assert stops(read({"stops.txt": changes["stops.txt"].encode("cp1252")}))["name"]["C"] == "Schloßstraße"


def test_a_name_that_means_missing_elsewhere_is_a_name(read):
    assert stops(read(replaced("stops.txt", ("Wald", "NA"))))["name"]["C"] == "NA"
    assert stops(read(replaced("stops.txt", ("C,Wald", "C,"))))["name"].isna()["C"]


def test_optional_columns_may_be_missing(read):
    rows = ["stop_id,stop_lat,stop_lon"] + [
        f"{row[0]},{row[2]},{row[3]}" for row in (line.split(",") for line in FEED["stops.txt"].split("\n")[1:-1])
    ]
    table = stops(read({"stops.txt": "\n".join(rows)}))
    assert table["departures_day"].to_dict() == {"S1": 2, "A": 2, "B": 1, "C": 1}
    assert table["name"].isna().all()


def test_who_publishes_the_feed(read):
    agencies = "agency_id,agency_name\n1,Stadtwerke\n2,Regionalbus\n"
    assert read({"agency.txt": agencies}).facts["publisher"] == "Stadtwerke, Regionalbus"
    many = "agency_name\n" + "\n".join("ABCDE")
    assert read({"agency.txt": many}).facts["publisher"] == "A, B, C (+ 2)"
    about = "feed_publisher_name,feed_publisher_url,feed_version\nVerbund,https://example.org,7\n"
    facts = read({"agency.txt": agencies, "feed_info.txt": about}).facts
    assert (facts["publisher"], facts["version"]) == ("Verbund", "7")
    assert "publisher" not in read({"agency.txt": b'"', "feed_info.txt": ""}).facts


def test_times():
    texts = ["6:00:00", "06:00:05", "25:10:00", "", "6:00", "6:60:00", "x", "-1:00:00", "200:00:00", "1:2:3"]
    expected = [21600, 21605, 90600, UNTIMED, *[UNREADABLE] * 6]
    assert seconds(np.array(texts, dtype=object)).tolist() == expected
    assert seconds(np.array([], dtype=object)).tolist() == []


# What is broken -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["stops.txt", "routes.txt", "trips.txt", "stop_times.txt"])
def test_a_missing_file_is_named(read, name):
    found = refusal(read, {name: None})
    assert (found.key, found.values["files"]) == ("gtfs_files_missing", name)


def test_a_feed_without_calendar(read):
    assert refusal(read, {"calendar.txt": None}).values["files"] == "calendar.txt / calendar_dates.txt"


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("stops.txt", "stop_lat"),
        ("routes.txt", "route_type"),
        ("trips.txt", "service_id"),
        ("stop_times.txt", "stop_sequence"),
        ("stop_times.txt", "departure_time"),
        ("calendar.txt", "sunday"),
    ],
)
def test_a_missing_column_is_named(read, table, column):
    found = refusal(read, replaced(table, (column, "other")))
    assert found.key == "gtfs_columns_missing"
    assert found.values == {"file": table, "columns": column}


def test_columns_missing_in_optional_tables_are_named_too(read):
    assert refusal(read, {"frequencies.txt": "trip_id\nout\n"}).values["file"] == "frequencies.txt"
    assert (
        refusal(read, {"calendar_dates.txt": "service_id;date;exception_type\n"})
        .values["columns"]
        .startswith("service")
    )


@pytest.mark.parametrize("table", sorted(FEED))
def test_a_file_that_is_no_table(read, table):
    assert refusal(read, {table: ""}).key in ("gtfs_file_unreadable", "gtfs_columns_missing")
    assert refusal(read, {table: FEED[table] + '"x,1\n'}).values["file"] == table


@pytest.mark.parametrize("table", ["stops.txt", "trips.txt", "stop_times.txt"])
def test_a_table_of_nothing_but_its_header(read, table):
    found = refusal(read, {table: FEED[table].partition("\n")[0] + "\n"})
    assert (found.key, found.values) == ("gtfs_table_empty", {"file": table})


@pytest.mark.parametrize("table", ["stops.txt", "trips.txt"])
def test_a_table_whose_entries_have_no_id(read, table):
    header, *rows = FEED[table].strip().split("\n")
    place = header.split(",").index(f"{table[:-5]}_id")
    rows = [",".join("" if number == place else value for number, value in enumerate(row.split(","))) for row in rows]
    assert refusal(read, {table: "\n".join([header, *rows])}).values == {"file": table}


def test_routes_without_entries_leave_all_trips_without(read):
    imported = read({"routes.txt": "route_id,route_type\n"})
    assert imported.layers == ()
    assert problem(imported, "gtfs_orphans").values["target"] == "routes.txt"


@pytest.mark.parametrize(
    ("table", "old", "new", "file", "target", "wrong", "total"),
    [
        ("stop_times.txt", "out,6:10:00,6:10:00,A", "out,6:10:00,6:10:00,Q", "stop_times.txt", "stops.txt", 1, 12),
        ("stop_times.txt", "back,20:10:00", "Q,20:10:00", "stop_times.txt", "trips.txt", 1, 10),
        ("trips.txt", "tram,week,night", "Q,week,night", "trips.txt", "routes.txt", 1, 4),
        ("trips.txt", "tram,week,night", "tram,Q,night", "trips.txt", "calendar.txt, calendar_dates.txt", 1, 4),
    ],
)
def test_references_that_lead_nowhere_are_an_error(read, table, old, new, file, target, wrong, total):
    imported = read(replaced(table, (old, new)))
    assert imported.layers == ()
    values = problem(imported, "gtfs_orphans").values
    assert (values["file"], values["target"], values["count"], values["total"]) == (file, target, wrong, total)
    assert values["example"] == "Q"
    assert values["share"] == pytest.approx(100 * wrong / total, abs=0.05)


def many_trips(times: int) -> dict[str, str]:
    """Return tables in which the trip "out" has as many likenesses."""
    trips = [f"bus,week,x{number},0" for number in range(times)]
    calls = [
        f"x{number},{time},{time},{stop},{place}"
        for number in range(times)
        for place, (time, stop) in enumerate([("9:00:00", "S1"), ("9:10:00", "A"), ("9:20:00", "C")])
    ]
    return {**more("trips.txt", *trips), **more("stop_times.txt", *calls)}


def test_few_references_that_lead_nowhere_are_left_out_and_told(read):
    changes = many_trips(200)
    changes["stop_times.txt"] += "Q,8:00:00,8:00:00,A,1\nQ,8:00:00,8:00:00,C,2\nout,6:15:00,6:15:00,Q,2\n"
    imported = read(changes)
    assert stops(imported)["departures_day"].to_dict() == {"S": 202, "A": 203, "C": 1}
    told = [found.values for found in imported.problems if found.key == "gtfs_orphans_few"]
    assert [(one["target"], one["count"]) for one in told] == [("stops.txt", 1), ("trips.txt", 2)]
    assert imported.layers[0].fitness is Fitness.PARTIAL


def test_references_elsewhere_do_not_spoil_the_town(read):
    changes = {
        **more("trips.txt", "Q,week,there,0", "bus,Q,there2,0"),
        **more("stop_times.txt", "there,8:00:00,8:00:00,FAR,1", "there,x,x,FAR,2", "there3,8:00:00,8:00:00,FAR,1"),
    }
    assert stops(read(changes))["departures_day"].to_dict() == {"S": 2, "A": 3, "C": 1}


def test_times_that_cannot_be_read_are_an_error(read):
    imported = read(replaced("stop_times.txt", ("out,6:10:00,6:10:00", "out,6:10:00,6 Uhr 10")))
    assert imported.layers == ()
    values = problem(imported, "gtfs_values_unreadable").values
    assert (values["column"], values["count"], values["total"], values["example"]) == (
        "departure_time",
        1,
        10,
        "6 Uhr 10",
    )


def test_few_values_that_cannot_be_read_are_left_out_and_told(read):
    changes = many_trips(200)
    text = changes["stop_times.txt"].replace("x0,9:00:00,9:00:00,S1,0", "x0,9:00:00,morgens,S1,0")
    text = text.replace("x1,9:00:00,9:00:00,S1,0", "x1,9:00:00,9:00:00,S1,eins")
    imported = read({**changes, "stop_times.txt": text})
    assert stops(imported)["departures_day"].to_dict() == {"S": 200, "A": 203, "C": 1}
    told = [found.values for found in imported.problems if found.key == "gtfs_values_unreadable_few"]
    assert sorted((one["column"], one["example"]) for one in told) == [
        ("departure_time", "morgens"),
        ("stop_sequence", "eins"),
    ]


@pytest.mark.parametrize("value", ["4", "-1", "300", "256", "ja"])
def test_a_boarding_rule_that_does_not_exist(read, value):
    text = FEED["stop_times.txt"].replace("stop_sequence\n", "stop_sequence,pickup_type\n")
    imported = read({"stop_times.txt": text.replace("A,2\n", f"A,2,{value}\n")})
    assert problem(imported, "gtfs_values_unreadable").values["column"] == "pickup_type"


@pytest.mark.parametrize("row", ["week,1,1,1,1,1,0,0,2022-06-01,20220831", "week,1,1,x,1,1,0,0,20220601,20220831"])
def test_a_calendar_that_cannot_be_read(read, row):
    imported = read(replaced("calendar.txt", ("week,1,1,1,1,1,0,0,20220601,20220831", row)))
    assert imported.layers == ()
    assert problem(imported, "gtfs_values_unreadable").values["file"] == "calendar.txt"


@pytest.mark.parametrize("row", ["week,20220615,3", "week,20220631,1", "week,heute,1"])
def test_exceptions_that_cannot_be_read(read, row):
    imported = read({"calendar_dates.txt": f"service_id,date,exception_type\n{row}\n"})
    assert problem(imported, "gtfs_values_unreadable").values["file"] == "calendar_dates.txt"


def test_exceptions_that_contradict_each_other(read):
    dates = "service_id,date,exception_type\nweek,20220615,1\nweek,20220615,2\n"
    assert problem(read({"calendar_dates.txt": dates}), "gtfs_ids_repeated").values["example"] == "week"
    dates = "service_id,date,exception_type\nweek,20220615,1\nweek,20220615,1\n"
    assert stops(read({"calendar_dates.txt": dates}))["departures_day"]["S"] == 2


@pytest.mark.parametrize("row", ["out,7:00:00,8:00:00,0", "out,7:00:00,6:00:00,600", "out,x,8:00:00,600"])
def test_frequencies_that_cannot_be_read(read, row):
    imported = read({"frequencies.txt": f"trip_id,start_time,end_time,headway_secs\n{row}\n"})
    assert problem(imported, "gtfs_values_unreadable").values["file"] == "frequencies.txt"


def test_frequencies_of_a_trip_without_a_first_time(read):
    changes = {
        **replaced("stop_times.txt", ("out,6:00:00,6:00:00", "out,,")),
        "frequencies.txt": "trip_id,start_time,end_time,headway_secs\nout,7:00:00,8:00:00,600\n",
    }
    assert "gtfs_values_unreadable" in keys(read(changes), Severity.ERROR)


@pytest.mark.parametrize("table", ["stops.txt", "routes.txt", "trips.txt", "calendar.txt"])
def test_ids_given_twice_are_an_error(read, table):
    imported = read(more(table, FEED[table].strip().split("\n")[1]))
    assert imported.layers == ()
    assert problem(imported, "gtfs_ids_repeated").values["file"] == table


def test_calls_given_twice_are_counted_once(read):
    imported = read(more("stop_times.txt", "out,6:10:00,6:10:00,A,2"))
    assert stops(imported)["departures_day"].to_dict() == {"S": 2, "A": 3, "C": 1}
    assert problem(imported, "gtfs_calls_repeated").values == {"count": 1}


def test_trips_without_stops_are_told(read):
    changes = {
        **more("trips.txt", "bus,week,empty,0", "bus,week,one,0"),
        **more("stop_times.txt", "one,8:00:00,8:00:00,A,1"),
    }
    imported = read(changes)
    assert stops(imported)["departures_day"].to_dict() == {"S": 2, "A": 3, "C": 1}
    assert problem(imported, "gtfs_trips_short").values == {"count": 2, "total": 6, "example": "empty"}


def test_zones_of_on_demand_transport_are_told(read):
    text = FEED["stop_times.txt"].replace("stop_sequence\n", "stop_sequence,location_id\n") + "out,,,,4,zone\n"
    imported = read({"stop_times.txt": text})
    assert problem(imported, "gtfs_flexible_calls").values == {"count": 1}
    assert problem(read(more("stop_times.txt", "out,,,,4")), "gtfs_orphans").values["count"] == 1


@pytest.mark.parametrize("place", ["0,0", "0.0,0.0", ",", "50.01,", "x,y", "91,9", "50,181", "nan,9", "inf,9"])
def test_a_stop_without_usable_coordinates_is_an_error(read, place):
    imported = read(replaced("stops.txt", ("50.01,9.0", place)))
    assert imported.layers == ()
    values = problem(imported, "gtfs_stops_unplaced").values
    assert (values["count"], values["total"], values["example"]) == (3, 12, "A")


def test_a_platform_without_coordinates_lies_at_its_station(read):
    imported = read(replaced("stops.txt", ("50.0002,9.0", ",")))
    assert stops(imported)["departures_day"].to_dict() == {"S": 2, "A": 3, "C": 1}
    assert keys(imported, Severity.WARNING) == []


def test_a_stop_nobody_calls_at_needs_no_coordinates(read):
    assert stops(read(more("stops.txt", "Q,Leer,,,,")))["departures_day"].to_dict() == {"S": 2, "A": 3, "C": 1}


def test_no_coordinates_at_all(read):
    text = "stop_id,stop_lat,stop_lon\n" + "".join(f"{name},0,0\n" for name in ("S1", "S2", "A", "B", "C", "FAR"))
    assert refusal(read, {"stops.txt": text}).values == {"count": 6, "total": 6, "example": "S1"}


def test_swapped_coordinates(read):
    text = FEED["stops.txt"].replace("stop_lat,stop_lon", "stop_lon,stop_lat")
    assert refusal(read, {"stops.txt": text}).key == "gtfs_coordinates_swapped"


def test_stops_abroad_are_told(read):
    imported = read(more("stops.txt", "P,Paris,48.85,2.35,,"))
    values = problem(imported, "gtfs_stops_abroad").values
    assert values == {"count": 1, "total": 8, "example": "Paris (48.850 N, 2.350 E)"}
    assert stops(imported)["departures_day"].sum() == 6


def test_the_timetable_of_another_town(read):
    found = refusal(read, zone=Zone(shapely.box(600_000, 5_700_000, 601_000, 5_701_000), "EPSG:25832"))
    assert (found.key, found.values["count"]) == ("gtfs_nothing_in_area", 7)
    assert "Bahnhof" in found.values["example"]


def test_only_the_buffer_of_the_role_counts(read):
    """C lies 2,225 m north of the station; the town ends 1,000 m north of it and the buffer has 1,250 m."""
    south = Zone(shapely.box(499_000, 5_538_000, 501_000, 5_539_600), "EPSG:25832")
    assert set(stops(read(zone=south)).index) == {"S", "A"}


def test_stops_without_trips(read):
    text = "\n".join(line for line in FEED["stop_times.txt"].split("\n") if not line.startswith(("out", "back", "sun")))
    text = text.replace(",S1,", ",FAR,").replace(",A,", ",FAR,")
    assert refusal(read, {"stop_times.txt": text}).key == "gtfs_no_calls_in_area"


def test_a_service_without_days(read):
    text = FEED["calendar.txt"].replace("1,1,1,1,1,0,0", "0,0,0,0,0,0,0").replace("0,0,0,0,0,1,1", "0,0,0,0,0,0,0")
    assert refusal(read, {"calendar.txt": text}).key == "gtfs_never_runs"


def test_platforms_of_a_station_that_is_missing(read):
    imported = read(replaced("stops.txt", ("9.0,0,S\n", "9.0,0,T\n")))
    assert stops(imported)["departures_day"].to_dict() == {"S1": 2, "A": 3, "C": 1}
    assert problem(imported, "gtfs_parents_missing").values == {"count": 2, "example": "T"}


def test_stations_that_are_each_others_parents(read):
    imported = read(replaced("stops.txt", ("S,Bahnhof,50.0,9.0,1,", "S,Bahnhof,50.0,9.0,1,S1")))
    assert stops(imported)["departures_day"].sum() == 6


def test_the_delfi_excerpt_is_refused(catalogue):
    jena = Zone(shapely.box(677_000, 5_640_000, 687_000, 5_650_000), "EPSG:25832")
    imported = read_gtfs(FIXTURES / "delfi_excerpt_2023.zip", jena, catalogue.roles)
    assert imported.layers == ()
    assert keys(imported) == ["gtfs_trips_short", "gtfs_orphans"]
    assert imported.problems[-1].severity is Severity.ERROR
    values = imported.problems[-1].values
    assert (values["file"], values["target"]) == ("stop_times.txt", "stops.txt")
    assert (values["count"], values["total"], values["share"]) == (2, 3, 66.7)
    assert values["example"] == "de:16053:153093::15309300"
    assert imported.problems[0].values["count"] == 8


def test_progress_grows_and_cancels(read):
    told: list[float] = []
    read(progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0

    def cancel(fraction: float) -> None:
        if fraction > 0.1:
            raise Cancelled

    with pytest.raises(Cancelled):
        read(progress=cancel)


def test_chunks_do_not_show(read, monkeypatch):
    expected = stops(read(many_trips(30)))
    monkeypatch.setattr("smartcity_plugin.sources.gtfs.feed.CHUNK", 7)
    assert stops(read(many_trips(30))).equals(expected)
