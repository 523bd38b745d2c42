# SPDX-License-Identifier: GPL-2.0-or-later
"""What happens when a user chooses an action: a file is asked for, an algorithm is started, its result is shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Optional

from qgis.core import QgsProject
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, Qt
from qgis.PyQt.QtGui import QCursor
from qgis.PyQt.QtWidgets import QApplication, QDialog, QFileDialog, QMenu, QMessageBox, QWidget

from ..bridge.i18n import translate
from ..bridge.tasks import RunResult, TaskRunner
from . import layers, settings, strategy_windows
from .messages import Messages, open_path
from .running import progress_in_front
from .session import Session
from .steps import Action

if TYPE_CHECKING:
    from .wizards.frame import Wizard

DEMO_FILE = "jena.gpkg"


class Commands(QObject):
    """Carries out the actions of the cockpit."""

    def __init__(
        self, iface, session: Session, runner: TaskRunner, messages: Messages, parent: Optional[QObject] = None
    ):
        super().__init__(parent)
        self._iface = iface
        self._session = session
        self._runner = runner
        self._messages = messages
        self._watched: set[str] = set()
        self._menu: Optional[QMenu] = None
        self._dialogs: list[QDialog] = []
        self._window: Optional[QDialog] = None
        self._strategy = strategy_windows.StrategyWindows(iface, session, runner, self)
        session.changed.connect(self._close_paper)
        self._actions: dict[Action, Callable[[], None]] = {
            Action.OPEN_DEMO: self._open_demo,
            Action.NEW_STUDY: self._new_study,
            Action.OPEN_STUDY: self._open_study,
            Action.SHOW_AREA: self._show_area,
            Action.SHOW_FOLDER: lambda: open_path(str(Path(self._path).parent)),
            Action.CLOSE_STUDY: session.close,
            Action.ADD_DATA: self._open_inventory,
            Action.SHOW_MATRIX: lambda: self._open_inventory(at_matrix=True),
            Action.CHECK_INVENTORY: self._check,
            Action.EDIT_INDICATORS: self._edit_indicators,
            Action.COMPUTE: lambda: self._run("smartcity:computeindicators", self._computed),
            Action.SHOW_INDICATORS: lambda: self._with_layers(layers.INDICATOR, "", self._choose_map),
            Action.ASSESS_NEEDS: lambda: self._run("smartcity:assessneeds", self._assessed),
            Action.SHOW_NEEDS: lambda: self._with_layers(layers.NEED, "", self._choose_map),
            Action.EDIT_SCHEMES: self._edit_schemes,
            Action.PLAY_WEIGHTS: self._play_weights,
            Action.TEST_ROBUSTNESS: lambda: self._dialog("smartcity:testrobustness"),
            Action.HOT_SPOTS: lambda: self._dialog("smartcity:hotspots"),
            Action.FOCUS_AREAS: lambda: self._dialog("smartcity:focusareas"),
            Action.MULTI_BURDEN: lambda: self._dialog("smartcity:multiburden"),
            Action.JUSTICE: lambda: self._dialog("smartcity:justice"),
            Action.INTERACTIONS: lambda: self._dialog("smartcity:conflictssynergies"),
            Action.EDIT_RULES: self._edit_rules,
            Action.EDIT_RELATIONS: self._edit_relations,
            Action.SHOW_OVERLAY: lambda: self._with_layers(layers.NEED, "index", self._show_first),
            Action.IMPORT_REGISTER: lambda: self._dialog("smartcity:importregister"),
            Action.EXPORT_REGISTER: lambda: self._dialog("smartcity:exportregister"),
            Action.IMPORT_CONTRIBUTIONS: lambda: self._dialog("smartcity:importcontributions"),
            Action.CONTRIBUTION_DENSITY: lambda: self._dialog("smartcity:contributiondensity"),
            Action.EDIT_GOALS_TABLE: lambda: self._with_layers(layers.TABLE, "goals", self._edit),
            Action.EDIT_MEASURES_TABLE: lambda: self._with_layers(layers.TABLE, "measures", self._edit),
            **{action: partial(self._strategy.show, action) for action in strategy_windows.ACTIONS},
            Action.EXPORT_ATLAS: self._open_atlas,
            Action.EXPORT_DOCUMENT: self._open_document,
            Action.EDIT_DESIGN: self._edit_design,
            Action.MAP_STYLES: self._style_maps,
            Action.SAVE_PROJECT: self._save_project,
        }

    def perform(self, action: Action) -> None:
        """Carry out an action; what goes wrong is said."""
        try:
            self._actions[action]()
        except Exception as error:
            self._messages.exception(error)

    def close_windows(self) -> None:
        """Close every window that was opened; QGIS crashes when it ends while a dialog of Processing holds a layer."""
        self._strategy.close()
        for window in (*self._dialogs, self._window):
            if window is not None and not sip.isdeleted(window):
                # A wizard would ask whether what was entered may be lost.
                getattr(window, "abandon", window.close)()
        self._dialogs, self._window = [], None

    @property
    def _path(self) -> str:
        return self._session.facts.path

    # Studies -----------------------------------------------------------------------------------------------------

    def _open_study(self) -> None:
        title = translate("SmartCity", "Open study")
        path, _ = QFileDialog.getOpenFileName(
            self._iface.mainWindow(), title, settings.last_folder(), "GeoPackage (*.gpkg)"
        )
        if path:
            settings.set_last_folder(str(Path(path).parent))
            self._session.open(path)

    def _new_study(self) -> None:
        from .wizards.new_study.wizard import NewStudyWizard

        open_study = self._session.facts.path if self._session.facts is not None else ""
        wizard = NewStudyWizard(self._iface.mainWindow(), open_study)
        wizard.created.connect(self._session.open)
        self._show_wizard(wizard)

    def _open_demo(self) -> None:
        title = translate("SmartCity", "Folder for the example study")
        folder = QFileDialog.getExistingDirectory(self._iface.mainWindow(), title, settings.default_folder())
        if not folder:
            return
        path = str(Path(folder) / DEMO_FILE)
        if Path(path).exists() and self._keeps_existing(path):
            self._session.open(path)
            return
        if Path(path).exists():
            layers.remove(QgsProject.instance(), path)

        def built(result: RunResult) -> None:
            if result.successful:
                self._session.open(result.results["OUTPUT"])

        parameters = {"LANGUAGE": settings.output_language(), "OVERLAY": True, "OUTPUT": path}
        self._start("smartcity:studyfromrecipe", parameters, built)

    def _keeps_existing(self, path: str) -> bool:
        """Ask whether the example study that lies in the folder is to be opened; the other answer builds it anew."""
        box = QMessageBox(self._iface.mainWindow())
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(translate("SmartCity", "Example study"))
        box.setText(translate("SmartCity", "The folder already holds an example study."))
        box.setInformativeText(
            translate("SmartCity", "Building it again replaces the file {path} with everything in it.").format(
                path=path
            )
        )
        keep = box.addButton(translate("SmartCity", "&Open existing"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(translate("SmartCity", "&Build again"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(keep)
        box.exec()
        return box.clickedButton() is keep

    def _show_area(self) -> None:
        if not layers.layers_of(QgsProject.instance(), self._path):
            self._session.open(self._path)
        layers.show_area(self._iface.mapCanvas(), self._session.facts)

    # Running -----------------------------------------------------------------------------------------------------

    def _run(self, algorithm: str, done: Callable[[RunResult], None]) -> None:
        """Run an algorithm that needs nothing but the study."""

        def ended(result: RunResult) -> None:
            if result.successful:
                done(result)

        self._start(algorithm, {"STUDY": self._path}, ended)

    def _start(self, algorithm: str, parameters: dict[str, Any], done: Callable[[RunResult], None]) -> None:
        """Run an algorithm; say that it failed or was cancelled, hand over how it ended."""

        def ended(result: RunResult) -> None:
            if result.cancelled:
                self._messages.success(translate("SmartCity", "Cancelled; nothing was changed."))
            elif not result.successful:
                self._messages.error(result.error or translate("SmartCity", "The step failed; the log says why."))
            try:
                done(result)
            except Exception as error:
                self._messages.exception(error)

        self._runner.run(algorithm, parameters, ended)

    def _check(self) -> None:
        """Open the list of problems, which checks the study itself."""
        from .problems_dialog import ProblemsDialog

        if self._window is not None and not sip.isdeleted(self._window):
            self._window.close()
            self._window.deleteLater()
        window = self._iface.mainWindow()
        changed = self._session.update_layers
        self._window = ProblemsDialog(self._path, self._runner, self._iface.mapCanvas(), changed, window)
        self._window.show()
        self._window.check()

    def _computed(self, result: RunResult) -> None:
        counts = {"computed": result.results["COMPUTED"], "missing": result.results["MISSING"]}
        text = translate("SmartCity", "Indicators computed: {computed}; without data: {missing}.").format(**counts)
        (self._messages.warning if counts["missing"] else self._messages.success)(text)
        self._session.update_layers()

    def _assessed(self, _result: RunResult) -> None:
        self._messages.success(translate("SmartCity", "The needs have been assessed."))
        self._session.update_layers()

    def _open_inventory(self, at_matrix: bool = False) -> None:
        """Open the wizard that brings data in, or bring it to the front; what it stores shows in the cockpit."""
        from .wizards.inventory.navigation import MATRIX
        from .wizards.inventory.wizard import InventoryWizard

        wizard = self._visible(InventoryWizard)
        if wizard is None or wizard.path != self._path:
            wizard = InventoryWizard(self._path, self._iface.mainWindow(), self._runner)
            wizard.stored.connect(self._session.update_layers)
            self._keep(wizard)
        self._to_front(wizard)
        if at_matrix:
            wizard.show_place(MATRIX)

    def _edit_indicators(self) -> None:
        """Open the list of indicators, or bring it to the front; what it stores shows in the cockpit."""
        from .indicator_editor.dialog import IndicatorDialog

        dialog = self._visible(IndicatorDialog)
        if dialog is None or dialog.path != self._path:
            writable, window = self._session.facts.writable, self._iface.mainWindow()
            dialog = IndicatorDialog(self._path, self._runner, self._session.update_layers, writable, window)
            self._keep(dialog)
        self._to_front(dialog)

    def _edit_schemes(self) -> None:
        """Open the wizard for assessment schemes, or bring it to the front; what it stores shows in the cockpit."""
        from .wizards.overlay.wizard import OverlayWizard

        wizard = self._visible(OverlayWizard)
        if wizard is None or wizard.path != self._path:
            wizard = OverlayWizard(self._path, self._iface.mainWindow(), self._runner)
            wizard.stored.connect(self._session.update_layers)
            self._keep(wizard)
        self._to_front(wizard)

    def _play_weights(self) -> None:
        """Open the panel in which weights can be moved and the map follows; nothing is stored by that."""
        from .live_panel import open_live_panel

        open_live_panel(self._iface, self._session)

    def _edit_rules(self) -> None:
        from .rules_dialog import open_rules

        self._keep(open_rules(self._iface.mainWindow(), self._path))

    def _edit_relations(self) -> None:
        from .relations_dialog import open_relations

        self._keep(open_relations(self._iface.mainWindow(), self._path))

    # Windows -----------------------------------------------------------------------------------------------------

    def _visible(self, kind: type) -> Optional[Any]:
        """Return the open window of a kind."""
        present = (window for window in self._dialogs if not sip.isdeleted(window) and window.isVisible())
        return next((window for window in present if isinstance(window, kind)), None)

    def _keep(self, window: QDialog) -> None:
        """Hold on to a window until it is closed: without a reference its Python side goes, its buttons are dead."""
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._dialogs = [*(other for other in self._dialogs if not sip.isdeleted(other)), window]

    def _to_front(self, window: QDialog) -> None:
        window.show()
        window.raise_()
        window.activateWindow()

    # Maps and tables ---------------------------------------------------------------------------------------------

    def _with_layers(self, mark: str, value: str, use: Callable[[list], None]) -> None:
        """Use layers of the study; those that the user has taken out of the project are put back first."""

        def find() -> list:
            return layers.find(QgsProject.instance(), self._path, mark, value)

        found = find()
        if found:
            use(found)
        else:
            self._session.update_layers(lambda: use(find()))

    def _choose_map(self, found: list) -> None:
        """Offer maps under the button that was pressed."""
        self._menu = QMenu(self._iface.mainWindow())
        for layer in found:
            entry = self._menu.addAction(layer.name())
            entry.triggered.connect(partial(self._show_map, layer.id()))
        button = QApplication.focusWidget()
        corner = button.mapToGlobal(button.rect().bottomLeft()) if button is not None else QCursor.pos()
        self._menu.popup(corner)

    def _show_map(self, layer_id: str, _checked: bool = False) -> None:
        layer = QgsProject.instance().mapLayer(layer_id)
        if layer is not None:
            layers.show_only(QgsProject.instance(), self._path, layer)
            self._iface.setActiveLayer(layer)

    def _show_first(self, found: list) -> None:
        for layer in found[:1]:
            self._show_map(layer.id())

    def _edit(self, found: list) -> None:
        """Open the table of goals or measures, ready to be changed; what is saved shows in the cockpit."""
        for layer in found[:1]:
            if layer.id() not in self._watched:
                layer.afterCommitChanges.connect(self._session.refresh)
                self._watched.add(layer.id())
            if self._session.facts.writable:
                layer.startEditing()
            self._iface.showAttributeTable(layer)

    def _dialog(
        self, algorithm: str, parameters: Optional[dict[str, Any]] = None, done: Optional[Callable] = None
    ) -> None:
        """Open the dialog of an algorithm where the user must choose something."""
        import processing

        if parameters is None:
            parameters = {"STUDY": self._path}
        dialog = processing.createAlgorithmDialog(algorithm, parameters)
        self._keep(dialog)

        def finished(successful: bool, result: dict[str, Any]) -> None:
            if successful:
                done(result) if done else self._session.update_layers()

        dialog.algorithmFinished.connect(finished)
        dialog.show()

    def _show_wizard(self, wizard: Wizard) -> None:
        """Show a wizard beside QGIS, which stays usable: layers can be loaded while it is open."""
        self._keep(wizard)
        wizard.show()

    # Output ------------------------------------------------------------------------------------------------------

    def _open_atlas(self) -> None:
        """Open the window in which pages of the atlas are chosen and printed."""
        from .paper.atlas_dialog import AtlasDialog

        def make(window: QWidget) -> AtlasDialog:
            written, changed = self._messages.file_written, self._session.refresh
            dialog = AtlasDialog(self._path, self._runner, written, changed, self._session.facts.writable, window)
            dialog.layout_opened.connect(self._show_layout)
            dialog.style_wanted.connect(self._style_maps)
            return dialog

        self._open_paper(AtlasDialog, make)

    def _show_layout(self, name: str) -> None:
        """Open a layout of the project in the layout designer."""
        layout = QgsProject.instance().layoutManager().layoutByName(name)
        if layout is not None:
            self._iface.openLayoutDesigner(layout)

    def _style_maps(self, indicator_id: str = "") -> None:
        """Open the window in which the look of maps is chosen, at an indicator if one is named."""
        from .paper.map_style_dialog import MapStyleDialog

        changed, writable = self._session.refresh, self._session.facts.writable
        dialog = self._open_paper(
            MapStyleDialog, lambda window: MapStyleDialog(self._path, self._runner, changed, writable, window)
        )
        if indicator_id:
            dialog.choose(indicator_id)

    def _open_document(self) -> None:
        """Open the window in which the strategy document is written or brought up to date."""
        from .paper.document_dialog import DocumentDialog

        written = self._messages.file_written
        self._open_paper(DocumentDialog, lambda window: DocumentDialog(self._path, self._runner, written, window))

    def _edit_design(self) -> None:
        """Open the window for the town's corporate design."""
        from .paper.design_dialog import DesignDialog

        def changed() -> None:
            self._messages.success(translate("SmartCity", "The design has been stored."))
            self._session.update_layers()

        self._open_paper(
            DesignDialog,
            lambda window: DesignDialog(self._path, self._runner, changed, self._session.facts.writable, window),
        )

    def _open_paper(self, kind: type, make: Callable[[QWidget], QDialog]) -> Any:
        """Bring a window about paper to the front, a new one for another study; it closes with its study."""
        window = self._visible(kind)
        if window is None or window.path != self._path:
            if window is not None:
                window.abandon()
            window = make(self._iface.mainWindow())
            self._keep(window)
        self._to_front(window)
        return window

    def _close_paper(self) -> None:
        """Close the windows about paper of a study that is not open any more."""
        present = [window for window in self._dialogs if not sip.isdeleted(window)]
        if not present:
            return
        from .paper.frame import PaperDialog

        path = self._session.facts.path if self._session.facts is not None else ""
        for window in present:
            if isinstance(window, PaperDialog) and window.path != path:
                window.abandon()

    def _save_project(self) -> None:
        def saved(result: RunResult) -> None:
            if result.successful:
                self._messages.success(translate("SmartCity", "The QGIS project has been stored in the study file."))

        parameters = {"STUDY": self._path, "LANGUAGE": settings.output_language()}
        self._in_front(translate("SmartCity", "Store QGIS project"), "smartcity:saveproject", parameters, saved)

    def _in_front(
        self, title: str, algorithm: str, parameters: dict[str, Any], done: Callable[[RunResult], None]
    ) -> None:
        """Run an algorithm that must stay on the main thread behind a modal progress, which keeps the window alive."""
        with progress_in_front(self._runner, title, self._iface.mainWindow()):
            self._start(algorithm, parameters, done)
