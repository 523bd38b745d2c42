# SPDX-License-Identifier: GPL-2.0-or-later
"""The built-in help: what each step of the process is for."""

from __future__ import annotations

from html import escape
from typing import Optional

from qgis.gui import QgsGui
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from ..bridge.i18n import translate
from . import wording
from .steps import Step


class HelpDialog(QDialog):
    """Shows the help beside QGIS; it can stay open."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName("smartcity_help_dialog")
        self.setWindowTitle(translate("SmartCity", "Smart City Planning: help"))
        self.resize(620, 640)
        browser = QTextBrowser()
        browser.setHtml(help_html())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(browser)
        layout.addWidget(buttons)
        buttons.button(QDialogButtonBox.StandardButton.Close).setFocus(Qt.FocusReason.OtherFocusReason)
        QgsGui.enableAutoGeometryRestore(self)


def help_html() -> str:
    """Return the help as HTML."""
    intro = translate(
        "SmartCity",
        "The dock leads from the data of the town to the strategy. Each step says how it stands; the marked one comes "
        "next. Every step is also a tool in the Processing toolbox, for models, batches and the command line.",
    )
    trace = translate(
        "SmartCity",
        "Every number can be traced: right-click a layer and choose Properties, Information to see sources, licences, "
        "formula and date. A cancelled or failed step leaves the study as it was.",
    )
    parts = [f"<h2>{escape(translate('SmartCity', 'Smart City Planning'))}</h2>", f"<p>{escape(intro)}</p>"]
    for number, step in enumerate(Step, start=1):
        parts.append(f"<h3>{number} {escape(wording.step_title(step))}</h3><p>{escape(wording.step_help(step))}</p>")
    return "".join([*parts, f"<p>{escape(trace)}</p>"])
