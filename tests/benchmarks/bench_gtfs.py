# SPDX-License-Identifier: GPL-2.0-or-later
"""Importing a timetable of 3 million stop times for one town, against reading the table whole with pandas.

Each run is a fresh process, so that the peak of memory is its own. The feed is generated: 600 lines in a region of
110 km × 110 km, the town in its middle.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LINES, TRIPS_PER_LINE, CALLS = 600, 200, 25
WEST, SOUTH, SIZE = 8.0, 50.0, 1.0
"""Degrees; the town takes a tenth of each side."""

IMPORT = """
import json, resource, sys, time
sys.path.insert(0, sys.argv[1])
import numpy as np, shapely
from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.sources.gtfs import GtfsOptions, read_gtfs
from smartcity_plugin.sources.projection import reproject
from smartcity_plugin.sources.zone import Zone
roles = load_catalogue().roles
town = reproject(np.array([shapely.box(8.45, 50.45, 8.55, 50.55)], dtype=object), "EPSG:4326", "EPSG:25832")[0]
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
told, start = [], time.perf_counter()
progress = lambda fraction: told.append(time.perf_counter())
imported = read_gtfs(sys.argv[2], Zone(town, "EPSG:25832"), roles, GtfsOptions(service_day="2022-07-05"), progress)
seconds = time.perf_counter() - start
pauses = [later - earlier for earlier, later in zip([start, *told], told)]
frame = imported.layers[0].table.frame
result = {"departures": int(frame["departures_day"].sum()), "stops": len(frame), "pause": max(pauses)}
"""

WHOLE = """
import json, resource, sys, time, zipfile
import pandas as pd
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
start = time.perf_counter()
with zipfile.ZipFile(sys.argv[2]) as archive, archive.open("stop_times.txt") as stream:
    table = pd.read_csv(stream, dtype=str)
seconds = time.perf_counter() - start
result = {"rows": len(table)}
"""

REPORT = """
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({**result, "seconds": seconds, "before": before / 1024, "peak": peak / 1024}))
"""


def generate(path: Path) -> int:
    """Write the feed; return the number of stop times."""
    chance = random.Random(2022)  # noqa: S311 - the same places every time
    stops = [
        (f"de:06431:{line}:{call}", WEST + SIZE * chance.random(), SOUTH + SIZE * chance.random())
        for line in range(LINES)
        for call in range(CALLS)
    ]
    times = [f"{minute // 60:02d}:{minute % 60:02d}:00" for minute in range(27 * 60)]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("routes.txt", _lines("route_id,route_type", (f"r{line},3" for line in range(LINES))))
        archive.writestr(
            "stops.txt",
            _lines("stop_id,stop_name,stop_lon,stop_lat", (f"{i},Halt {i},{x:.6f},{y:.6f}" for i, x, y in stops)),
        )
        archive.writestr(
            "calendar.txt",
            _lines(
                "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date",
                ["week,1,1,1,1,1,0,0,20220601,20221130", "end,0,0,0,0,0,1,1,20220601,20221130"],
            ),
        )
        trips = [(line, trip) for line in range(LINES) for trip in range(TRIPS_PER_LINE)]
        archive.writestr(
            "trips.txt",
            _lines(
                "route_id,service_id,trip_id,direction_id",
                (f"r{line},{'end' if trip % 4 == 0 else 'week'},t-{line}-{trip},{trip % 2}" for line, trip in trips),
            ),
        )
        with archive.open("stop_times.txt", "w", force_zip64=True) as stream:
            stream.write(b"trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type\n")
            for line, trip in trips:
                start = 240 + trip * 5
                rows = (
                    f"t-{line}-{trip},{times[start + 2 * call]},{times[start + 2 * call]},"
                    f"de:06431:{line}:{call if trip % 2 else CALLS - 1 - call},{call},0\n"
                    for call in range(CALLS)
                )
                stream.write("".join(rows).encode())
    return len(trips) * CALLS


def _lines(header: str, rows) -> str:
    return "\n".join([header, *rows]) + "\n"


def measure(script: str, path: Path) -> dict:
    """Return the figures of one fresh process."""
    command = [sys.executable, "-c", script + REPORT, str(ROOT), str(path)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=600, check=True)
    return json.loads(ended.stdout.strip().splitlines()[-1])


def main() -> None:
    """Print time and peak of memory of both ways."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "feed.zip"
        start = time.perf_counter()
        rows = generate(path)
        size = path.stat().st_size / 1024**2
        print(f"  feed of {rows:,} stop times, {size:.0f} MB, made in {time.perf_counter() - start:.0f} s")
        ours, whole = measure(IMPORT, path), measure(WHOLE, path)
    print(f"  {'way':<44}{'seconds':>9}{'MB at peak':>12}{'MB before':>11}")
    for name, run in {"import: read, counted, checked": ours, "pandas: stop_times.txt whole, only read": whole}.items():
        print(f"  {name:<44}{run['seconds']:>9.1f}{run['peak']:>12.0f}{run['before']:>11.0f}")
    print(f"  {ours['stops']} stops, {ours['departures']:,} departures; longest without progress {ours['pause']:.2f} s")


if __name__ == "__main__":
    main()
