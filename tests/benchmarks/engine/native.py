# SPDX-License-Identifier: GPL-2.0-or-later
"""QGIS's own algorithms on a town: ``native.py STUDY LIMIT`` prints the seconds of each step as a line of JSON.

What a user of QGIS would run for the same numbers, by ``processing.run`` with temporary layers. A step that takes
longer than the limit (seconds) is cancelled and told with null.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
    QgsRasterLayer,
)

application = QgsApplication([], False)
application.initQgis()
sys.path.append(str(Path(QgsApplication.pkgDataPath()) / "python" / "plugins"))

import processing  # noqa: E402
from processing.core.Processing import Processing  # noqa: E402

Processing.initialize()


class Native:
    """Runs algorithms on the tables of a study."""

    def __init__(self, study: Path) -> None:
        self.study = study
        self.feedback = QgsProcessingFeedback()
        self.context = QgsProcessingContext()
        project = QgsProject.instance()
        project.setEllipsoid("NONE")  # on the plane, as we measure
        self.context.setProject(project)

    def table(self, role: str) -> str:
        """Return the source of the layer of a role."""
        return f"{self.study}|layername={role if role == 'planning_units' else 'inv_' + role}"

    def run(self, name: str, **parameters: Any) -> Any:
        """Run a native algorithm and return its output."""
        parameters.setdefault("OUTPUT", "TEMPORARY_OUTPUT")
        return processing.run(
            name if ":" in name else f"native:{name}",
            parameters,
            context=self.context,
            feedback=self.feedback,
            is_child_algorithm=False,
        ).get("OUTPUT")


def steps(native: Native, raster: QgsRasterLayer | None) -> dict[str, Callable[[], Any]]:
    """Return the steps by the names that ``ours.single_steps`` uses."""
    cells, units, green = (native.table(name) for name in ("population_cells", "planning_units", "public_green"))
    large = native.run(
        "extractbyexpression",
        INPUT=native.run(
            "multiparttosingleparts", INPUT=native.run("dissolve", INPUT=native.run("fixgeometries", INPUT=green))
        ),
        EXPRESSION="$area >= 5000",
    )
    centres = native.run("centroids", INPUT=cells)
    stops, streets, points = native.table("pt_stops"), native.table("streets"), native.table("accidents")

    def catchment() -> Any:
        around = native.run("buffer", INPUT=large, DISTANCE=300, SEGMENTS=32, DISSOLVE=True)
        return native.run("calculatevectoroverlaps", INPUT=cells, LAYERS=[around])

    def two_steps() -> Any:
        around = native.run("buffer", INPUT=large, DISTANCE=500, SEGMENTS=32)
        demand = native.run(
            "qgis:joinbylocationsummary",
            INPUT=around,
            JOIN=centres,
            PREDICATE=[0],
            JOIN_FIELDS=["population"],
            SUMMARIES=[5],
        )
        offer = native.run(
            "fieldcalculator", INPUT=demand, FIELD_NAME="offer", FIELD_TYPE=0, FORMULA='$area / "population_sum"'
        )
        return native.run(
            "qgis:joinbylocationsummary", INPUT=centres, JOIN=offer, PREDICATE=[0], JOIN_FIELDS=["offer"], SUMMARIES=[5]
        )

    def on_foot() -> Any:
        starts = native.run("pointonsurface", INPUT=large)
        return native.run("serviceareafromlayer", INPUT=streets, START_POINTS=starts, STRATEGY=0, TRAVEL_COST2=500)

    def to_buildings() -> Any:
        pieces = native.run("intersection", INPUT=native.table("buildings"), OVERLAY=cells)
        volumes = native.run(
            "fieldcalculator", INPUT=pieces, FIELD_NAME="volume", FIELD_TYPE=0, FORMULA='$area * "storeys"'
        )
        sums = native.run(
            "qgis:statisticsbycategories", INPUT=volumes, VALUES_FIELD_NAME="volume", CATEGORIES_FIELD_NAME=["cell_id"]
        )
        joined = native.run(
            "joinattributestable",
            INPUT=volumes,
            FIELD="cell_id",
            INPUT_2=sums,
            FIELD_2="cell_id",
            FIELDS_TO_COPY=["sum"],
        )
        return native.run(
            "fieldcalculator", INPUT=joined, FIELD_NAME="weight", FIELD_TYPE=0, FORMULA='"volume" / "sum"'
        )

    chain: dict[str, Callable[[], Any]] = {
        "cells to units": lambda: native.run("intersection", INPUT=cells, OVERLAY=units),
        "dissolve green": lambda: native.run("dissolve", INPUT=native.run("fixgeometries", INPUT=green)),
        "share within 300 m": catchment,
        "nearest stop": lambda: native.run("joinbynearest", INPUT=centres, INPUT_2=stops),
        "street lengths in units": lambda: native.run("sumlinelengths", POLYGONS=units, LINES=streets),
        "points in units": lambda: native.run("countpointsinpolygon", POLYGONS=units, POINTS=points),
        "two-step supply 500 m": two_steps,
        "walking distance to green 500 m": on_foot,
        "people to buildings": to_buildings,
    }
    if raster:
        chain["zonal mean of cells"] = lambda: native.run(
            "zonalstatisticsfb", INPUT=cells, INPUT_RASTER=raster, RASTER_BAND=1, STATISTICS=[2]
        )
        chain["zonal mean of units"] = lambda: native.run(
            "zonalstatisticsfb", INPUT=units, INPUT_RASTER=raster, RASTER_BAND=1, STATISTICS=[2]
        )
    return chain


def main() -> None:
    """Run all steps, each under the limit."""
    from smartcity_plugin.study.study import Study

    path, limit = Path(sys.argv[1]), float(sys.argv[2])
    with Study.open(path) as study:
        stored = study.raster("vegetation_index")
    native = Native(path)
    for name, action in steps(
        native, QgsRasterLayer(stored.connection, "vegetation_index", "gdal") if stored else None
    ).items():
        native.feedback = QgsProcessingFeedback()
        watch = threading.Timer(limit, native.feedback.cancel)
        watch.start()
        start, ended = time.perf_counter(), True
        try:
            action()
        except QgsProcessingException as error:
            ended = False
            print(f"{name}: {error}", file=sys.stderr)
        finally:
            watch.cancel()
        ended = ended and not native.feedback.isCanceled()
        seconds = time.perf_counter() - start if ended else None
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"step": name, "seconds": seconds, "peak": peak}), flush=True)
    os._exit(0)


main()
