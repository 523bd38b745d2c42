# SPDX-License-Identifier: GPL-2.0-or-later
"""Bring a timetable into the inventory: stops with departures and headway."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterString,
)

from ...bridge.i18n import translate
from ..importing import FILES, ImportAlgorithm

FOLDER, SERVICE_DAY, HOLIDAYS = "FOLDER", "SERVICE_DAY", "SCHOOL_HOLIDAYS"
PLATFORMS, HEADWAY, KEEP_UNSERVED = "PLATFORMS", "HEADWAY", "KEEP_UNSERVED"
HALF, BUSIER = "half", "busier_direction"


class ImportGtfs(ImportAlgorithm):
    """Counts the departures of a GTFS feed on one service day and stores the stops near the study area."""

    file_filter = "GTFS (*.zip *.ZIP)"

    def name(self) -> str:
        """Return the id."""
        return "importgtfs"

    def displayName(self) -> str:
        """Return the name in the toolbox."""
        return translate("SmartCity", "Import timetable (GTFS)")

    def shortHelpString(self) -> str:
        """Return the help text."""
        paragraphs = [
            translate(
                "SmartCity",
                "Reads a timetable in GTFS, as transport associations and DELFI publish it, and stores the stops of "
                "the study area and its surroundings with their departures on one service day, by mode, and with their "
                "headway. Feeds of the whole country are read in pieces; they need not fit into memory.",
            ),
            translate(
                "SmartCity",
                "Service day: if none is given, the day is chosen among the Tuesdays, Wednesdays and Thursdays outside "
                "the school holidays that you list. Days with less than nine tenths of the trips of a full working day "
                "(the number that at least a tenth of these days reach) are left out, because they are public holidays "
                "or the timetable is not complete for them. Of the rest, the earliest day with the most frequent "
                "number of trips in the study area is taken.",
            ),
            translate(
                "SmartCity",
                "Departures: the arrival at the last stop of a trip and stops for alighting only do not count; "
                "trips that end are in a field of their own. Departures after midnight (24:00 and later) count for the "
                "service day that the trip is scheduled for. Trips with a frequency count as often as they run. "
                "On-demand transport is counted apart.",
            ),
            translate(
                "SmartCity",
                "Headway: 840 minutes (06:00 to 20:00) divided by half of the departures, or by those of the busier "
                "direction, for each mode; the densest is stored. With a point for each platform, it is divided by the "
                "departures of the platform.",
            ),
            translate(
                "SmartCity",
                "A feed is refused if more than one in a hundred entries that matter refer to missing stops, trips, "
                "routes or services or cannot be read; fewer are left out and told.",
            ),
        ]
        return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)

    def add_files(self) -> None:
        """Add the parameters for the archive and, instead of it, the folder."""
        self.addParameter(
            QgsProcessingParameterFile(
                FILES, translate("SmartCity", "Timetable (zip archive)"), fileFilter=self.file_filter, optional=True
            )
        )
        self.addParameter(
            QgsProcessingParameterFile(
                FOLDER,
                translate("SmartCity", "or folder with the unpacked timetable"),
                behavior=QgsProcessingParameterFile.Behavior.Folder,
                optional=True,
            )
        )

    def add_options(self) -> None:
        """Add day, holidays and what a point and a headway are."""
        texts = {
            SERVICE_DAY: translate("SmartCity", "Service day (for example 2022-07-05; empty: a typical working day)"),
            HOLIDAYS: translate(
                "SmartCity", "School holidays (for example 2022-07-28..2022-09-10, 2022-10-31..2022-11-04)"
            ),
        }
        for name, label in texts.items():
            self.addParameter(QgsProcessingParameterString(name, label, optional=True))
        self.addParameter(
            QgsProcessingParameterBoolean(
                PLATFORMS, translate("SmartCity", "A point for each platform instead of each stop"), defaultValue=False
            )
        )
        self.add_advanced(
            QgsProcessingParameterEnum(
                HEADWAY,
                translate("SmartCity", "Departures of one direction for the headway"),
                options=[HALF, BUSIER],
                defaultValue=HALF,
                usesStaticStrings=True,
            )
        )
        self.add_advanced(
            QgsProcessingParameterBoolean(
                KEEP_UNSERVED, translate("SmartCity", "Also stops without departures"), defaultValue=False
            )
        )

    def paths(self, parameters, context) -> list[Path]:
        """Return the archive or the folder; raises SmartCityError unless exactly one is given."""
        from ...model.problem import SmartCityError

        given = [self.parameterAsFile(parameters, name, context) for name in (FILES, FOLDER)]
        if sum(map(bool, given)) != 1:
            raise SmartCityError("gtfs_no_input")
        return [Path(given[0] or given[1])]

    def read(self, paths, zone, roles, parameters, context, progress):
        """Return the stops with their departures."""
        from ...sources.gtfs import GtfsOptions, read_gtfs

        options = GtfsOptions(
            service_day=self.parameterAsString(parameters, SERVICE_DAY, context),
            school_holidays=self.parameterAsString(parameters, HOLIDAYS, context),
            platforms=self.parameterAsBool(parameters, PLATFORMS, context),
            busier_direction=self.parameterAsEnumString(parameters, HEADWAY, context) == BUSIER,
            keep_unserved=self.parameterAsBool(parameters, KEEP_UNSERVED, context),
        )
        return read_gtfs(paths[0], zone, roles, options, progress)
