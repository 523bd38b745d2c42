# SPDX-License-Identifier: GPL-2.0-or-later
"""The Inventory wizard: roles at the side, for the chosen one a guided way from the data to the study.

It stands on the common frame. Unlike there, one may go to any role at any time: a way begins anew at its first page,
and what was decided for data stays in its draft.
"""

from __future__ import annotations

import os
from typing import Any, Optional

from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import QSize, pyqtSignal
from qgis.PyQt.QtWidgets import QWidget, QWizard

from ....bridge.i18n import translate
from ....bridge.tasks import TaskRunner
from ....model.problem import Problem, Severity
from ....model.provenance import Passport
from ....study.matrix import RoleRow
from ...messages import sentence_of
from ..frame import Wizard
from ..page import Page
from ..problem_area import Finding
from . import wording
from .check_page import CheckPage
from .data_page import DataPage
from .draft import Draft, draft_of
from .fields_page import FieldsPage
from .imports import Imports
from .matrix_page import MatrixPage
from .navigation import MATRIX, OVERVIEW, Navigation
from .options_page import OptionsPage
from .overview_page import OverviewPage
from .passport_page import PassportPage
from .pool import Offer, Pool, roles_of
from .result_page import Outcome, ResultPage
from .role_page import RolePage
from .sources import Sources
from .state import Inventory, read_inventory, read_ratings

COLUMNS, LINES = 160, 44
"""The size the window opens with, in characters and lines of the interface's font."""


class InventoryWizard(Wizard):
    """Brings data into the study at ``path``; ``stored`` tells that the study has changed."""

    stored = pyqtSignal()
    read = pyqtSignal()
    """The inventory has been read, or rated."""

    def __init__(self, path: str, parent: Optional[QWidget] = None, runner: Optional[TaskRunner] = None) -> None:
        self.path = path
        self.is_writable = os.access(path, os.W_OK) and os.access(os.path.dirname(os.path.abspath(path)), os.W_OK)
        self.inventory: Optional[Inventory] = None
        self.role = ""
        self.draft: Optional[Draft] = None
        self.outcomes: list[Outcome] = []
        self._drafts: dict[tuple[str, ...], Draft] = {}
        self._chosen: dict[str, tuple[str, ...]] = {}
        self._before: Optional[Inventory] = None
        """The inventory before the last imports."""
        self._serial = 0
        self.is_reading = False
        """Whether the inventory shown may be older than the study."""
        pages = [
            OverviewPage(),
            MatrixPage(),
            RolePage(),
            DataPage(),
            FieldsPage(),
            OptionsPage(),
            PassportPage(),
            CheckPage(),
            ResultPage(),
        ]
        super().__init__("inventory", translate("SmartCity", "Inventory"), pages, parent, runner)
        self.setButtonLayout(
            [
                QWizard.WizardButton.HelpButton,
                QWizard.WizardButton.Stretch,
                QWizard.WizardButton.BackButton,
                QWizard.WizardButton.NextButton,
                QWizard.WizardButton.CancelButton,
            ]
        )
        self.pool = Pool(path, self)
        self.imports = Imports(self)
        self.source_actions = Sources(self)
        self.navigation = Navigation()
        self.setSideWidget(self.navigation)
        self.navigation.chosen.connect(self.show_place)
        self.navigation.entered.connect(lambda: self.current_page().focus_first())
        self.pool.changed.connect(self._offers_changed)
        self.pool.looked.connect(self._looked)
        self._show_close()
        self.reload()
        self.pool.follow_project(QgsProject.instance())

    def _opening_size(self) -> QSize:
        """Return a larger size than that of other wizards: there is a list of roles beside the page."""
        metrics = self.fontMetrics()
        wanted = QSize(metrics.averageCharWidth() * COLUMNS, metrics.height() * LINES)
        room = self.screen().availableSize() if self.screen() is not None else wanted
        return wanted.boundedTo(QSize(round(room.width() * 0.95), round(room.height() * 0.92)))

    # Places -------------------------------------------------------------------------------------------------------

    def id_of(self, name: str) -> int:
        """Return the id of a page by its name."""
        return self.pageIds()[[page.name for page in self.pages].index(name)]

    def show_place(self, place: str) -> None:
        """Go to the overview, the matrix or a role."""
        if self.running:
            return
        self.outcomes = []
        self.role = "" if place in (OVERVIEW, MATRIX) else place
        self.draft = None
        self.navigation.go(place)
        self._begin_at({OVERVIEW: "overview", MATRIX: "matrix"}.get(place, "role"))

    def show_role(self, role: str) -> None:
        """Go to a role."""
        self.show_place(role)

    def show_overview(self) -> None:
        """Go to the overview."""
        self.show_place(OVERVIEW)

    def edit(self, offer: Offer) -> None:
        """Go to fields, options or source of an offer of the batch."""
        role = offer.role or next(iter(roles_of(offer.format)), "")
        self.role = role
        problem = self.begin(offer)
        if problem is not None:
            self.current_page().show_problems([problem])
            return
        self.navigation.go(role)
        self._begin_at("options" if offer.files else "fields" if self.draft.is_layer else "passport")

    def show_result(self) -> None:
        """Show how the imports ended; there is no way back to what is done."""
        self._begin_at("result")

    def _begin_at(self, name: str) -> None:
        """Begin a way at a page; the focus stays in the list if it is there."""
        listed = self.navigation.tree.hasFocus()
        self.setStartId(self.id_of(name))
        self.restart()
        if listed:
            self.navigation.tree.setFocus()

    # The study ----------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the inventory, then check it for the traffic lights; both in tasks."""
        self._serial += 1
        mine = self._serial
        self.is_reading = True

        def progress(_fraction: float) -> None:
            if mine != self._serial:
                from ....model.problem import Cancelled

                raise Cancelled

        def rated(ratings: Optional[dict], error: Optional[Exception]) -> None:
            if mine == self._serial and ratings is not None and self.inventory is not None:
                self._show(self.inventory.rated(ratings))

        def finished(inventory: Optional[Inventory], error: Optional[Exception]) -> None:
            if mine != self._serial:
                return
            self.is_reading = False
            if inventory is None:
                sentence = sentence_of(error) if error is not None else ""
                self.current_page().show_findings([Finding(Severity.ERROR, sentence)])
                return
            self._show(inventory)
            title = translate("SmartCity", "Check of the inventory")
            self.runner.call(title, lambda: read_ratings(self.path, progress), rated)

        self.runner.call(translate("SmartCity", "Read the inventory"), lambda: read_inventory(self.path), finished)

    def _show(self, inventory: Inventory) -> None:
        self.inventory = inventory
        for draft in self._drafts.values():
            self._place(draft)
        self.setWindowTitle(translate("SmartCity", "Inventory: {study}").format(study=inventory.title))
        self.navigation.show_matrix(inventory.matrix)
        page = self.current_page()
        if page.name in ("overview", "matrix", "role", "check") and not self.running:
            page.enter()
            page.refresh()
        elif page.name == "result":
            page.show_outcomes()
        self.read.emit()

    def role_row(self) -> Optional[RoleRow]:
        """Return the row of the chosen role."""
        return self.inventory.row(self.role) if self.inventory is not None and self.role else None

    def sources_of(self, draft: Draft) -> list[Passport]:
        """Return the sources of all roles that an import may fill."""
        if self.inventory is None:
            return []
        return [source for role in draft.roles for source in self.inventory.row(role).sources]

    def next_role(self) -> Optional[str]:
        """Return the missing role that helps most, another than the present one."""
        rows = self.inventory.matrix.most_useful() if self.inventory is not None else []
        return next((row.role.id for row in rows if row.role.id != self.role), None)

    def gained(self) -> list[str]:
        """Return the indicators that the last imports have made computable."""
        if self.inventory is None or self._before is None:
            return []
        before = {row.indicator.id for row in self._before.matrix.indicators if row.is_computable}
        now = [row.indicator.id for row in self.inventory.matrix.indicators if row.is_computable]
        return [name for name in now if name not in before]

    def new_sources(self, role: str) -> list[Passport]:
        """Return the sources of a role that the last imports have brought or renewed, once they have been read."""
        if self.inventory is None or self._before is None or not role:
            return []
        before = self._before.row(role).sources
        return [source for source in self.inventory.row(role).sources if source not in before]

    # Drafts -------------------------------------------------------------------------------------------------------

    def draft_for(self, offer: Offer) -> Draft:
        """Return what is decided for an offer; at first what was recognised."""
        key = (offer.role, *offer.key)
        if key not in self._drafts:
            self._drafts[key] = self._new_draft(offer)
        return self._drafts[key]

    def begin(self, offer: Offer) -> Optional[Problem]:
        """Make an offer the present draft; returns why it cannot be opened."""
        draft = self.draft_for(offer)
        if QgsApplication.processingRegistry().algorithmById(draft.algorithm) is None:
            return Problem("unexpected", Severity.ERROR, {"detail": draft.algorithm})
        if not self.pool.open_layer(draft):
            return Problem("layer_unreadable", Severity.ERROR, {"layer": draft.title, "detail": draft.key})
        self.draft = draft
        self._chosen[self.role] = offer.key
        return None

    def chosen_key(self) -> Optional[tuple[str, ...]]:
        """Return which offer was last chosen for the present role."""
        return self._chosen.get(self.role)

    def step_line(self, name: str, text: str) -> str:
        """Return a page's subtitle with its place on the way of an import."""
        steps = self.draft.steps if self.draft is not None else ["data", "fields", "passport", "check"]
        told = translate("SmartCity", "Step {number} of {count}: {text}")
        return told.format(number=steps.index(name) + 1, count=len(steps), text=text)

    def draft_title(self) -> str:
        """Return what the pages of an import are headed with: the role, or the file if it may fill several."""
        if self.draft is None:
            return ""
        return self.draft.title if self.draft.files else wording.role_title(self.draft.role)

    def _new_draft(self, offer: Offer) -> Draft:
        if offer.candidate is None:
            draft = Draft(offer.role, offer.title, offer.algorithm, files=offer.files, roles=roles_of(offer.format))
            draft.format = offer.format
            if offer.format == "osm" and offer.role:  # an extract holds much; only this role was asked for
                draft.roles, draft.options = (offer.role,), {"IMPORT_ROLES": [offer.role]}
        else:
            draft = draft_of(offer.candidate)
        draft.offer_key = offer.key
        self._place(draft)
        return draft

    def _place(self, draft: Draft) -> None:
        """Propose title and place beside what the study has now, where the user has not decided."""
        present = self.sources_of(draft)
        if not draft.is_placed:
            same = [source for source in present if draft.is_of(source)]
            draft.add, draft.source_id = not same, same[0].source_id if same else ""
        if draft.is_own_passport and draft.passport.get("TITLE", "") in ("", draft.proposed_title):
            title = wording.role_title(draft.role)
            draft.proposed_title = f"{title} ({draft.title})" if present else title
            draft.passport["TITLE"] = draft.proposed_title

    def forget_draft(self, draft: Draft) -> None:
        """Forget what was decided for data that are in the study now."""
        self._drafts = {key: kept for key, kept in self._drafts.items() if kept is not draft}
        self.pages[0].imported(draft)

    # Imports ------------------------------------------------------------------------------------------------------

    def import_draft(self, draft: Draft) -> None:
        """Import one draft; the result follows if it succeeds."""
        self._remember_state()
        self.imports.one(draft)

    def import_all(self, drafts: list[Draft], common: dict[str, str]) -> None:
        """Import drafts one after the other; the result page follows."""
        self._remember_state()
        self.imports.batch(drafts, common)

    def _remember_state(self) -> None:
        self._before = self.inventory

    # Frame --------------------------------------------------------------------------------------------------------

    def run(self, algorithm: str, parameters: dict[str, Any], done: Any, title: str = "") -> None:
        """Run an algorithm; meanwhile one cannot go elsewhere."""

        if self.runner.busy:
            text = translate("SmartCity", "Another step is still running; wait until it has ended.")
            self.current_page().show_findings([Finding(Severity.WARNING, text)])
            return

        def ended(result: Any) -> None:
            self._show_close()
            done(result)

        self._show_close(True)
        super().run(algorithm, parameters, ended, title)

    def stop(self) -> None:
        """End what is being examined or run."""
        self._serial += 1
        if self.running:
            self.runner.cancel()
        self.pool.stop()
        super().stop()
        # Layers and widgets that Python owns must go now, in this thread: its garbage collector may run in a task's.
        self.draft = None
        self._drafts.clear()
        for page in self.pages:
            page.release()

    def dropEvent(self, event) -> None:
        """Look into files and folders that were dropped."""
        event.acceptProposedAction()
        self.pool.add_paths([url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()])

    def _show_close(self, running: bool = False) -> None:
        self.navigation.setEnabled(not running)
        text = translate("SmartCity", "Cancel") if running else translate("SmartCity", "&Close")
        self.setButtonText(QWizard.WizardButton.CancelButton, text)

    def current_page(self) -> Page:
        """Return the page that is shown; before the window is, the one it begins with."""
        return super().current_page() if self.currentId() in self.pageIds() else self.pages[0]

    def _offers_changed(self) -> None:
        page = self.current_page()
        if page.name == "overview":
            page.show_later()
        elif page.name == "data":
            page.show_offers()

    def _looked(self, count: int, problems: list[Problem]) -> None:
        page = self.current_page()
        if page.name in ("overview", "data"):
            page.tell(count, problems)
