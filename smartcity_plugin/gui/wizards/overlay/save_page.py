# SPDX-License-Identifier: GPL-2.0-or-later
"""What the scheme is called, whether it is in force, and what is about to be stored."""

from __future__ import annotations

from html import escape

from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QSizePolicy, QTextBrowser

from ....bridge.i18n import translate
from ....model.problem import Severity
from ..forms import Form, named
from ..page import Page
from ..problem_area import Finding
from . import wording


class SavePage(Page):
    """Name, description, in force; leaving it stores the scheme and assesses the needs."""

    name = "save"

    def __init__(self) -> None:
        super().__init__(
            translate("SmartCity", "Store"),
            translate("SmartCity", "Name and store"),
            translate("SmartCity", "The scheme is stored in the study, and the needs are assessed with it."),
            translate(
                "SmartCity",
                "Write into the description who decided on the choice and the weights, and when; it is printed in the "
                "method sheet. The scheme in force is the one that maps, atlas and document show; the others stay in "
                "the study.",
            ),
        )
        self.setCommitPage(True)
        self.stored = False
        """Whether it has been stored and the page may be left."""
        self.title_field = named(QLineEdit(), "title")
        self.title_field.setMaxLength(120)
        self.title_field.textEdited.connect(self._titled)
        self.description = named(_Lines(), "description")
        self.description.setTabChangesFocus(True)
        self.description.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.description.textChanged.connect(self._described)
        self.use = named(QCheckBox(translate("SmartCity", "&Put this scheme in force")), "use")
        self.use.clicked.connect(lambda _checked: self.changed())
        self.form = Form()
        self.form.add(translate("SmartCity", "Na&me"), self.title_field)
        self.form.add(
            translate("SmartCity", "&Description"),
            self.description,
            translate("SmartCity", "Who decided this, when and why; where own scales come from."),
        )
        self.use_text = self.form.add(translate("SmartCity", "In force"), self.use, "…")
        self.summary = named(QTextBrowser(), "summary")
        self.summary.setAccessibleName(translate("SmartCity", "Summary"))
        self.summary.setTabChangesFocus(True)
        self.fields.addWidget(self.form)
        self.fields.addWidget(self.summary, 1)
        self.first = self.title_field
        self._entered = ""

    def enter(self) -> None:
        """Show the draft."""
        wizard = self.wizard()
        scheme = wizard.draft.scheme
        self.stored = False
        self.title_field.setText(scheme.title)
        self.description.blockSignals(True)
        self.description.setPlainText(scheme.description)
        self.description.blockSignals(False)
        if self._entered != scheme.id:
            self._entered = scheme.id
            self.use.setChecked(True)
        in_force = wizard.material.schemes.get(wizard.material.in_force)
        is_in_force = scheme.id == wizard.material.in_force
        self.use.setEnabled(not is_in_force)
        text = translate("SmartCity", "Now in force: {scheme}.")
        self.use_text.setText(text.format(scheme=wording.scheme_name(in_force) if in_force else "–"))
        self.summary.setHtml(summary_html(wizard.material.catalogue, scheme))
        self._check()

    def needs(self) -> list[str]:
        """Return whether the name is still missing."""
        return [] if self.title_field.text().strip() else [translate("SmartCity", "name")]

    def _titled(self, text: str) -> None:
        self.wizard().draft.change(title=text.strip())
        self._check()
        self.changed()

    def _described(self) -> None:
        self.wizard().draft.change(description=self.description.toPlainText().strip())
        self.changed()

    def _check(self) -> None:
        wizard = self.wizard()
        scheme = wizard.draft.scheme
        others = [wording.scheme_name(item) for item in wizard.material.schemes.values() if item.id != scheme.id]
        findings = []
        if scheme.title in others:
            text = translate("SmartCity", "Another scheme is already called “{name}”: choose another name.")
            findings.append(Finding(Severity.ERROR, text.format(name=scheme.title)))
        if not wizard.material.writable:
            text = translate("SmartCity", "The study is read-only: work with a copy to store a scheme.")
            findings.append(Finding(Severity.ERROR, text))
        self.show_findings(findings)

    def leave(self) -> bool:
        """Store; the page is left once that has been done."""
        if self.stored:
            return True
        if self.isComplete():
            self.wizard().store_all()
        return False


class _Lines(QPlainTextEdit):
    """Four lines of text."""

    def sizeHint(self) -> QSize:
        """Return the height of the lines."""
        return QSize(super().sizeHint().width(), self.fontMetrics().lineSpacing() * 4 + 12)

    minimumSizeHint = sizeHint


def summary_html(catalogue, scheme) -> str:
    """Return the decisions of a scheme as a table."""
    nodes = scheme.nodes()
    weights = [
        f"{wording.node_name(catalogue, key)}: {wording.name_of(item.method)}"
        for key, (members, item) in nodes.items()
        if len(members) > 1
    ]
    groups = [
        f"{wording.sector_name(catalogue, group.key)}: "
        + ", ".join(wording.indicator_name(catalogue, name) for name in group.members)
        for group in scheme.groups
    ]
    facts = [
        (translate("SmartCity", "Indicators"), groups),
        (translate("SmartCity", "Own scales"), [wording.indicator_name(catalogue, name) for name in scheme.scales]),
        (translate("SmartCity", "Scores by"), [wording.name_of(scheme.normalisation)]),
        (translate("SmartCity", "Inside a field of action"), [wording.name_of(scheme.within)]),
        (translate("SmartCity", "Between the fields of action"), [wording.name_of(scheme.between)]),
        (translate("SmartCity", "Missing values"), [wording.name_of(scheme.missing)]),
        (translate("SmartCity", "Weights"), weights),
    ]
    rows = "".join(
        f"<tr><td width='24%' style='padding: 2px 12px 2px 0'><b>{escape(name)}</b></td>"
        f"<td style='padding: 2px 0'>{'<br>'.join(escape(line) for line in lines)}</td></tr>"
        for name, lines in facts
        if lines
    )
    return f"<table width='100%'>{rows}</table>"
