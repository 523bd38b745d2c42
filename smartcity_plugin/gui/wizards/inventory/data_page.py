# SPDX-License-Identifier: GPL-2.0-or-later
"""Which data fit a role: layers of the project and of files, with how surely and why."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
)

from ....bridge.i18n import translate
from ....model.problem import Problem
from ...cards import emphasise, plain_label
from ..forms import explanation, named, tell
from . import wording
from .base import InventoryPage, paragraphs
from .confidence import ConfidenceDelegate, show_confidence
from .file_buttons import FileButtons, looked_findings
from .pool import UNLIKELY, Offer


class DataPage(InventoryPage):
    """The choice of data for a role."""

    name = "data"

    def __init__(self) -> None:
        super().__init__(
            translate("SmartCity", "Data"),
            translate("SmartCity", "Choose data"),
            translate("SmartCity", "Layers of the project and files that fit. Drop files or folders onto the window."),
            paragraphs(
                translate(
                    "SmartCity",
                    "The list shows what fits the role, the best first. How surely is told by geometry, "
                    "names, fields and values; the reasons stand below the list. It is a proposal: you "
                    "decide.",
                ),
                translate(
                    "SmartCity",
                    "Files and folders can be dropped anywhere onto this window. Timetables (GTFS), census "
                    "tables, OpenStreetMap extracts, plans (XPlanGML), cadastre (ALKIS) and building models "
                    "(CityGML) are recognised and brought in by their own importers.",
                ),
            ),
        )
        self._offers: list[Offer] = []
        self._problems: list[Problem] = []
        self.list = QTreeWidget()
        named(self.list, "offers")
        self.list.setAccessibleName(translate("SmartCity", "Data that fit the role"))
        self.list.setRootIsDecorated(False)
        self.list.setAllColumnsShowFocus(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setHeaderLabels(
            [translate("SmartCity", "Data"), translate("SmartCity", "Where"), translate("SmartCity", "Match")]
        )
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(2, self.list.fontMetrics().averageCharWidth() * 18)
        self.list.setItemDelegateForColumn(2, ConfidenceDelegate(self.list))
        self.list.currentItemChanged.connect(lambda *_: self._chosen())
        self._empty = explanation()
        self._all = QCheckBox(translate("SmartCity", "Show &unlikely ones, too"))
        named(self._all, "offers_all")
        self._all.toggled.connect(lambda *_: self.show_offers())
        self.files = FileButtons("offers")
        bar = QHBoxLayout()
        bar.addWidget(self._all)
        bar.addStretch()
        bar.addWidget(self.files)
        self._reasons_title = emphasise(plain_label(translate("SmartCity", "Why it fits")))
        self._reasons = explanation()
        self.fields.addWidget(self._empty)
        self.fields.addWidget(self.list, 1)
        self.fields.addLayout(bar)
        self.fields.addWidget(self._reasons_title)
        self.fields.addWidget(self._reasons)
        self.first = self.list

    def enter(self) -> None:
        """Show what fits the role of the moment."""
        wizard = self.wizard()
        self.setTitle(translate("SmartCity", "{role}: choose data").format(role=wording.role_title(wizard.role)))
        self.setSubTitle(self.wizard().step_line("data", self.purpose))
        self._problems = []
        self.show_offers()

    def show_offers(self) -> None:
        """List the offers anew; the chosen one stays chosen."""
        wizard = self.wizard()
        if wizard is None or not wizard.role:
            return
        chosen = self.chosen()
        every = wizard.pool.offers(wizard.role)
        likely = [offer for offer in every if offer.confidence >= UNLIKELY]
        self._offers = every if self._all.isChecked() else likely
        self._all.setVisible(len(likely) < len(every))
        self.list.clear()
        for offer in self._offers:
            item = QTreeWidgetItem([offer.title, offer.place, ""])
            item.setToolTip(1, offer.place)
            show_confidence(item, 2, offer.confidence)
            self.list.addTopLevelItem(item)
        wanted = chosen.key if chosen is not None else wizard.chosen_key()
        keys = [offer.key for offer in self._offers]
        if self._offers:
            self.list.setCurrentItem(self.list.topLevelItem(keys.index(wanted) if wanted in keys else 0))
        self._say_empty(every)
        self._chosen()

    def chosen(self) -> Optional[Offer]:
        """Return the offer that is chosen."""
        row = self.list.indexOfTopLevelItem(self.list.currentItem()) if self.list.currentItem() is not None else -1
        return self._offers[row] if 0 <= row < len(self._offers) else None

    def choose(self, key: tuple[str, ...]) -> None:
        """Choose an offer by its key."""
        for row, offer in enumerate(self._offers):
            if offer.key == key:
                self.list.setCurrentItem(self.list.topLevelItem(row))

    def needs(self) -> list[str]:
        """Some data."""
        return [] if self.chosen() is not None else [translate("SmartCity", "Data")]

    def leave(self) -> bool:
        """Begin an import with what is chosen; what was decided for the same data before stays."""
        offer = self.chosen()
        if offer is None:
            return False
        problem = self.wizard().begin(offer)
        if problem is not None:
            self.show_problems([problem])
            return False
        return True

    def nextId(self) -> int:
        """Fields, options of an importer, or the passport follow, whichever the data need."""
        offer = self.chosen()
        if offer is not None and offer.files:
            return self.wizard().id_of("options")
        if offer is not None and offer.candidate is not None and offer.candidate.layer.geometry == "raster":
            draft = self.wizard().draft
            return self.wizard().id_of("options" if draft is not None and draft.has_bands else "passport")
        return self.wizard().id_of("fields")

    def tell(self, count: int, problems: list[Problem]) -> None:
        """Say what a look into files has brought."""
        self._problems = problems
        self.show_offers()
        self.show_findings(looked_findings(count, problems))

    def _chosen(self) -> None:
        offer = self.chosen()
        self._reasons_title.setVisible(offer is not None)
        self._reasons.setVisible(offer is not None)
        if offer is not None:
            tell(self._reasons, "\n".join(f"• {reason}" for reason in offer.reasons))
        self.refresh()

    def _say_empty(self, every: list[Offer]) -> None:
        if self.wizard().pool.is_looking:
            text = translate("SmartCity", "The data are being looked at…")
        elif self._offers:
            text = ""
        elif every:
            text = translate("SmartCity", "Nothing fits well. Show the unlikely ones, or choose or drop a file.")
        else:
            text = translate(
                "SmartCity",
                "No layer of the project fits. Drop files or a folder onto this window, or choose a file: for example "
                "a GeoPackage, a shapefile, a timetable (GTFS), an OpenStreetMap extract or a table of the census.",
            )
        tell(self._empty, text)
