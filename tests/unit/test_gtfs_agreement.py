# SPDX-License-Identifier: GPL-2.0-or-later
"""Departures agree with a second way of counting, written in plain loops, and with counts made by others; and no bytes
whatever make the reader fail with anything but a SmartCityError."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.model.problem import SmartCityError
from smartcity_plugin.sources.gtfs import GtfsOptions, read_gtfs
from smartcity_plugin.sources.gtfs.modes import transit_modes
from smartcity_plugin.sources.imported import Imported
from smartcity_plugin.sources.zone import Zone

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "gtfs"
ROLES = load_catalogue().roles
HEIDELBERG = Zone(shapely.box(455_000, 5_455_000, 495_000, 5_495_000), "EPSG:25832")
TOWN = Zone(shapely.box(495_000, 5_534_000, 505_000, 5_544_000), "EPSG:25832")
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SEEDS = st.integers(0, 1_000_000)
DAY = date(2022, 7, 5)


# The second way of counting -----------------------------------------------------------------------------------------


def tables_of(path: Path) -> dict[str, list[dict[str, str]]]:
    with zipfile.ZipFile(path) as archive:
        return {
            name: list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig"))))
            for name in archive.namelist()
        }


def running(tables, day: date) -> set[str]:
    """Return the services of a day."""
    services, text = set(), day.strftime("%Y%m%d")
    for row in tables.get("calendar.txt", []):
        if row["start_date"] <= text <= row["end_date"] and row[WEEK[day.weekday()]] == "1":
            services.add(row["service_id"])
    for row in tables.get("calendar_dates.txt", []):
        if row["date"] == text and row["exception_type"] == "1":
            services.add(row["service_id"])
        if row["date"] == text and row["exception_type"] == "2":
            services.discard(row["service_id"])
    return services


def clock(text: str) -> int:
    hours, minutes, rest = text.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + int(rest)


def told(time: int) -> str:
    return f"{time // 3600}:{time // 60 % 60:02d}:{time % 60:02d}"


def counted(tables, day: date, stations: bool) -> dict[str, Counter]:
    """Return departures, departures from 6 to 20 and trips that end, by stop (or station)."""
    services = running(tables, day)
    parent = {row["stop_id"]: row.get("parent_station") or row["stop_id"] for row in tables["stops.txt"]}
    calls = defaultdict(list)
    for row in tables["stop_times.txt"]:
        calls[row["trip_id"]].append(row)
    starts = defaultdict(list)
    for row in tables.get("frequencies.txt", []):
        time = clock(row["start_time"])
        while time < clock(row["end_time"]):
            starts[row["trip_id"]].append(time)
            time += int(row["headway_secs"])
    repeated = {row["trip_id"] for row in tables.get("frequencies.txt", [])}
    result = defaultdict(Counter)
    for trip in tables["trips.txt"]:
        if trip["service_id"] not in services:
            continue
        stops = sorted(calls[trip["trip_id"]], key=lambda row: int(row["stop_sequence"]))
        begin = clock(stops[0]["departure_time"])
        for start in starts[trip["trip_id"]] if trip["trip_id"] in repeated else [begin]:
            for row in stops:
                place = parent[row["stop_id"]] if stations else row["stop_id"]
                time = clock(row["departure_time"]) - begin + start
                if row is stops[-1]:
                    result[place]["ending"] += 1
                elif row.get("pickup_type") != "1":
                    result[place]["day"] += 1
                    result[place]["window"] += 6 * 3600 <= time < 20 * 3600
    return result


def same(imported: Imported, expected: dict[str, Counter]) -> None:
    """Check that every stop has the expected counts, and those that are not there have none."""
    table = imported.layers[0].table.frame.set_index("stop_id")
    columns = {"day": "departures_day", "window": "departures_6_20", "ending": "trips_ending_day"}
    found = {stop: {name: row[column] for name, column in columns.items()} for stop, row in table.iterrows()}
    for stop in {*found, *expected}:
        wanted = {name: expected[stop][name] if stop in expected else 0 for name in columns}
        assert found.get(stop, dict.fromkeys(columns, 0)) == wanted, stop


# The timetable of Heidelberg ----------------------------------------------------------------------------------------


def heidelberg(platforms: bool) -> Imported:
    options = GtfsOptions(DAY.isoformat(), platforms=platforms, keep_unserved=True)
    return read_gtfs(FIXTURES / "vrn_excerpt_2022.zip", HEIDELBERG, ROLES, options)


@pytest.mark.parametrize("platforms", [True, False], ids=["platforms", "stations"])
def test_a_real_timetable_counts_the_same_in_plain_loops(platforms):
    imported = heidelberg(platforms)
    expected = counted(tables_of(FIXTURES / "vrn_excerpt_2022.zip"), DAY, stations=not platforms)
    if platforms:
        same(imported, expected)
        return
    # Stops without a station are joined by name, which the loops do not know: their sum must agree.
    table = imported.layers[0].table.frame.set_index("stop_id")["departures_day"]
    stations = {stop: counts["day"] for stop, counts in expected.items() if stop.endswith("_Parent")}
    assert len(stations) == 7
    assert table[list(stations)].to_dict() == stations
    assert table.sum() == sum(counts["day"] for counts in expected.values())


def test_the_reference_counts_calls_and_trips_that_end_are_the_difference():
    """The reference (made by others) counts every call; ours counts departures and, apart from them, trips that end."""
    reference = pd.read_csv(FIXTURES / "vrn_excerpt_2022_reference.csv").set_index("stop_id")["abfahrten_20220705"]
    table = heidelberg(platforms=True).layers[0].table.frame.set_index("stop_id").reindex(reference.index)
    departures, ending = table["departures_day"].fillna(0), table["trips_ending_day"].fillna(0)
    assert len(reference) == 58
    assert (departures + ending == reference).all()
    assert (departures == reference).sum() == 50
    assert ((departures != reference) == (ending > 0)).all()


def test_the_day_chosen_is_one_of_the_full_timetable():
    imported = read_gtfs(FIXTURES / "vrn_excerpt_2022.zip", HEIDELBERG, ROLES)
    assert imported.facts["trips"] == imported.facts["trips_full_day"]
    tables = tables_of(FIXTURES / "vrn_excerpt_2022.zip")
    services = running(tables, date.fromisoformat(imported.data_date))
    assert sum(trip["service_id"] in services for trip in tables["trips.txt"]) == int(imported.facts["trips"])
    assert imported.facts["publisher"] == "RNV Rhein-Neckar-Verkehr GmbH"


# Generated timetables -----------------------------------------------------------------------------------------------


def generated(seed: int) -> dict[str, list[dict[str, str]]]:
    """Return the tables of a valid feed: stations, loops, exceptions, frequencies, times past midnight."""
    random = Random(seed)  # noqa: S311 - examples, not secrets
    stops = []
    for number in range(6):
        place = {"stop_lat": f"{49.97 + 0.01 * number:.4f}", "stop_lon": f"{8.99 + 0.01 * random.random():.4f}"}
        kind = random.choice(["stop", "stop", "station"])
        main = {"stop_id": f"p{number}", "stop_name": f"Halt {number}", **place}
        if kind == "stop":
            stops.append({**main, "location_type": "", "parent_station": ""})
            continue
        stops.append({**main, "location_type": "1", "parent_station": ""})
        for side in "ab":
            stops.append({**main, "stop_id": f"p{number}{side}", "location_type": "0", "parent_station": f"p{number}"})
    platforms = [stop["stop_id"] for stop in stops if stop["location_type"] != "1"]
    types = ["0", "1", "2", "3", "4", "7", "109", "704"]
    routes = [{"route_id": f"r{number}", "route_type": random.choice(types)} for number in range(4)]
    calendar, changes = [], []
    for number in range(4):
        start = DAY + timedelta(days=random.randint(-40, 2))
        end = start + timedelta(days=random.randint(0, 80))
        flags = {name: str(int(random.random() < 0.7)) for name in WEEK}
        days = {"start_date": start.strftime("%Y%m%d"), "end_date": end.strftime("%Y%m%d")}
        calendar.append({"service_id": f"s{number}", **flags, **days})
        for offset in random.sample(range(-5, 6), random.randint(0, 4)):
            day = (DAY + timedelta(days=offset)).strftime("%Y%m%d")
            changes.append({"service_id": f"s{number}", "date": day, "exception_type": random.choice("12")})
    # One service always runs on the day: a feed without any is another test.
    calendar.append(
        {"service_id": "always", **dict.fromkeys(WEEK, "1"), "start_date": "20220101", "end_date": "20221231"}
    )
    trips, calls, frequencies = [], [], []
    for number in range(random.randint(3, 25)):
        name, service = f"t{number}", random.choice([*calendar])["service_id"] if number else "always"
        route = random.choice(routes)["route_id"]
        trips.append(
            {"route_id": route, "service_id": service, "trip_id": name, "direction_id": random.choice(["0", "1", ""])}
        )
        time, sequence = random.randint(0, 26 * 3600), random.randint(0, 5)
        for _ in range(random.randint(2, 8)):
            times = {"arrival_time": told(time), "departure_time": told(time)}
            row = {"trip_id": name, **times, "stop_id": random.choice(platforms)}
            calls.append({**row, "stop_sequence": str(sequence), "pickup_type": random.choice(["", "0", "0", "1"])})
            time, sequence = time + random.randint(0, 2400), sequence + random.randint(1, 9)
        for _ in range(random.choice([0, 0, 0, 1, 2])):
            start = random.randint(0, 24 * 3600)
            times = [
                f"{time // 3600}:{time // 60 % 60:02d}:{time % 60:02d}"
                for time in (start, start + random.randint(0, 9000))
            ]
            headway = str(random.randint(1, 3000))
            frequencies.append({"trip_id": name, "start_time": times[0], "end_time": times[1], "headway_secs": headway})
    tables = {"stops.txt": stops, "routes.txt": routes, "trips.txt": trips, "stop_times.txt": calls}
    if frequencies:
        tables["frequencies.txt"] = frequencies
    if changes:
        tables["calendar_dates.txt"] = changes
    return {**tables, "calendar.txt": calendar}


def as_text(rows: list[dict[str, str]]) -> str:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


def written(folder: Path, members: dict[str, bytes]) -> Path:
    path = folder / "feed.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def read(folder: Path, tables, day: date = DAY, **options) -> Imported:
    path = written(folder, {name: as_text(rows).encode() for name, rows in tables.items()})
    return read_gtfs(path, TOWN, ROLES, GtfsOptions(day.isoformat(), keep_unserved=True, **options))


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """One folder for all examples; each overwrites the feed of the one before."""
    return tmp_path_factory.mktemp("gtfs")


def table_of(imported: Imported) -> pd.DataFrame:
    return imported.layers[0].table.frame.sort_values("stop_id", ignore_index=True)


@given(seed=SEEDS, platforms=st.booleans())
def test_generated_timetables_count_the_same_in_plain_loops(folder, seed, platforms):
    tables = generated(seed)
    same(read(folder, tables, platforms=platforms), counted(tables, DAY, stations=not platforms))


@given(seed=SEEDS)
def test_the_modes_add_up(folder, seed):
    table = table_of(read(folder, generated(seed)))
    for column in ("departures_day", "departures_6_20"):
        prefix = column.replace("_day", "")
        parts = table[[f"{prefix}_{mode}" for mode in transit_modes().scheduled]].sum(axis=1)
        assert (parts == table[column]).all()
    assert (table["departures_6_20"] <= table["departures_day"]).all()
    assert (table["headway_min"].isna() == (table["departures_6_20"] == 0)).all()


@given(seed=SEEDS)
def test_platforms_add_up_to_stations(folder, seed):
    tables = generated(seed)
    parent = {row["stop_id"]: row["parent_station"] or row["stop_id"] for row in tables["stops.txt"]}
    platforms = table_of(read(folder, tables, platforms=True))
    summed = platforms.groupby(platforms["stop_id"].map(parent))["departures_day"].sum()
    stations = table_of(read(folder, tables)).set_index("stop_id")["departures_day"]
    assert stations.to_dict() == summed.to_dict()


@given(seed=SEEDS)
def test_the_order_of_the_rows_does_not_matter(folder, seed):
    tables = generated(seed)
    shuffled = {name: Random(seed).sample(rows, len(rows)) for name, rows in tables.items()}  # noqa: S311
    pd.testing.assert_frame_equal(table_of(read(folder, tables)), table_of(read(folder, shuffled)))


@given(seed=SEEDS, days=st.integers(1, 20))
def test_a_timetable_some_days_later_has_the_same_departures_some_days_later(folder, seed, days):
    def later(text: str) -> str:
        return (datetime.strptime(text, "%Y%m%d").date() + timedelta(days=days)).strftime("%Y%m%d")

    tables = generated(seed)
    moved = dict(tables)
    moved["calendar.txt"] = [
        {
            **{WEEK[(number + days) % 7]: row[name] for number, name in enumerate(WEEK)},
            "service_id": row["service_id"],
            "start_date": later(row["start_date"]),
            "end_date": later(row["end_date"]),
        }
        for row in tables["calendar.txt"]
    ]
    if "calendar_dates.txt" in tables:
        moved["calendar_dates.txt"] = [{**row, "date": later(row["date"])} for row in tables["calendar_dates.txt"]]
    expected = table_of(read(folder, tables))
    pd.testing.assert_frame_equal(table_of(read(folder, moved, DAY + timedelta(days=days))), expected)


@given(seed=SEEDS)
def test_trips_per_day_are_those_of_plain_loops(folder, seed):
    tables = generated(seed)
    tables.pop("frequencies.txt", None)
    for offset in (-6, 3):
        day = DAY + timedelta(days=offset)
        services = running(tables, day)
        expected = sum(trip["service_id"] in services for trip in tables["trips.txt"])
        assert int(read(folder, tables, day).facts["trips"]) == expected


# Any bytes ----------------------------------------------------------------------------------------------------------


def survives(path: Path) -> None:
    """Check that the reader returns layers, returns errors, or raises a SmartCityError."""
    try:
        imported = read_gtfs(path, TOWN, ROLES, GtfsOptions(DAY.isoformat()))
    except SmartCityError as error:
        load_catalogue().sentence(error.problem, "de")
        return
    assert isinstance(imported, Imported)
    assert imported.layers or any(problem.severity.value == "error" for problem in imported.problems)
    for problem in imported.problems:
        load_catalogue().sentence(problem, "de")


@given(content=st.binary(max_size=400))
def test_any_bytes_as_archive(folder, content):
    path = folder / "any.zip"
    path.write_bytes(content)
    survives(path)


@given(content=st.binary(max_size=300), position=st.integers(0, 10_000))
def test_an_archive_with_damaged_bytes(folder, content, position):
    whole = (FIXTURES / "delfi_excerpt_2023.zip").read_bytes()
    place = position % len(whole)
    path = folder / "damaged.zip"
    path.write_bytes(whole[:place] + content + whole[place + len(content) :])
    survives(path)


MEMBERS = [
    "stops.txt",
    "routes.txt",
    "trips.txt",
    "stop_times.txt",
    "calendar.txt",
    "calendar_dates.txt",
    "frequencies.txt",
    "feed_info.txt",
]
CELLS = st.one_of(
    st.sampled_from(
        ["", "0", "1", "-1", "p0", "p1", "t0", "r0", "s0", "always", "8:00:00", "20220705", "99991231", "1e9", '"']
    ),
    st.text(max_size=12),
)


@pytest.mark.parametrize("name", MEMBERS)
@given(content=st.binary(max_size=300), seed=SEEDS)
def test_any_bytes_as_a_table(folder, name, content, seed):
    members = {other: as_text(rows).encode() for other, rows in generated(seed).items()}
    survives(written(folder, {**members, name: content}))


@pytest.mark.parametrize("name", MEMBERS)
@given(content=st.binary(max_size=300), seed=SEEDS)
def test_any_bytes_behind_a_header(folder, name, content, seed):
    members = {other: as_text(rows).encode() for other, rows in generated(seed).items()}
    header = members.get(name, b"").partition(b"\n")[0] or b"service_id,date,exception_type"
    survives(written(folder, {**members, name: header + b"\n" + content}))


@pytest.mark.parametrize("name", MEMBERS[:7])
@given(seed=SEEDS, cells=st.lists(st.tuples(st.integers(0, 500), st.integers(0, 12), CELLS), min_size=1, max_size=12))
def test_any_values_in_a_table(folder, name, seed, cells):
    tables = generated(seed)
    rows = tables.setdefault(
        name,
        [{"service_id": "s0", "date": "20220705", "exception_type": "1"}]
        if name.startswith("calendar")
        else [{"trip_id": "t0", "start_time": "8:00:00", "end_time": "9:00:00", "headway_secs": "600"}],
    )
    for row, column, text in cells:
        chosen = rows[row % len(rows)]
        chosen[list(chosen)[column % len(chosen)]] = text
    survives(written(folder, {other: as_text(content).encode("utf-8", "replace") for other, content in tables.items()}))
