# SPDX-License-Identifier: GPL-2.0-or-later
"""What the algorithms that print atlas pages share: paper, pages, and telling what was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterEnum,
    QgsProcessingParameterString,
)

from ..bridge.i18n import translate
from ..cartography.formats import FORMATS, PageFormat
from .base import LANGUAGE, SmartCityAlgorithm

if TYPE_CHECKING:
    from ..cartography.export import Exported


class AtlasAlgorithm(SmartCityAlgorithm):
    """Draws pages of the atlas, in the main thread: layouts and projects belong there."""

    def flags(self):
        """Run in the main thread."""
        return super().flags() | QgsProcessingAlgorithm.Flag.FlagNoThreading

    def add_paper(self) -> None:
        """Add the parameter for the paper format."""
        titles = {
            "a4_landscape": translate("SmartCity", "A4 landscape"),
            "a4_portrait": translate("SmartCity", "A4 portrait"),
            "a3_landscape": translate("SmartCity", "A3 landscape"),
            "a3_portrait": translate("SmartCity", "A3 portrait"),
        }
        options = [titles.get(name, name) for name in FORMATS]
        label = translate("SmartCity", "Paper")
        self.addParameter(QgsProcessingParameterEnum("PAPER", label, options, defaultValue=0))

    def add_pages(self) -> None:
        """Add paper and pages."""
        self.add_paper()
        label = translate("SmartCity", "Pages: kinds or keys with commas between (empty: the whole atlas)")
        self.addParameter(QgsProcessingParameterString("PAGES", label, optional=True))

    def add_counts(self) -> None:
        """Add the outputs that count pages."""
        self.addOutput(QgsProcessingOutputNumber("PAGES_WRITTEN", translate("SmartCity", "Pages")))
        self.addOutput(QgsProcessingOutputNumber("OMITTED", translate("SmartCity", "Pages left out for lack of data")))

    def paper(self, parameters, context: QgsProcessingContext) -> PageFormat:
        """Return the chosen paper."""
        return list(FORMATS.values())[self.parameterAsEnum(parameters, "PAPER", context)]

    def wanted(self, parameters, context: QgsProcessingContext) -> tuple[str, ...]:
        """Return the pages that were named."""
        from ..cartography.selection import parse_keys

        return parse_keys(self.parameterAsString(parameters, "PAGES", context))

    def output_language(self, parameters, context: QgsProcessingContext) -> str:
        """Return the language of what is written."""
        return self.parameterAsEnumString(parameters, LANGUAGE, context)

    def told(self, exported: Exported, feedback: QgsProcessingFeedback) -> dict[str, int]:
        """Tell what was left out or cut; return the counts."""
        if exported.omissions:
            feedback.pushInfo(translate("SmartCity", "Left out, as the study holds nothing to show there:"))
        for item in exported.omissions:
            feedback.pushInfo(f"  {item.title}: {item.reason}")
        if exported.shortened:
            text = translate("SmartCity", "Texts had to be cut for lack of room on: {pages}")
            feedback.pushWarning(text.format(pages=", ".join(exported.shortened)))
        return {"PAGES_WRITTEN": exported.pages, "OMITTED": len(exported.omissions)}
