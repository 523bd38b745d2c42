# SPDX-License-Identifier: GPL-2.0-or-later
"""The dock as users see it: start page, steps, keyboard, both languages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from qgis.core import QgsSettings
from qgis.PyQt.QtCore import QEvent, QMimeData, QPoint, Qt, QUrl
from qgis.PyQt.QtGui import QDropEvent, QKeyEvent
from qgis.PyQt.QtWidgets import QApplication, QCommandLinkButton, QLabel, QListWidget, QPushButton, QToolButton, QWidget

from smartcity_plugin.gui import settings, wording
from smartcity_plugin.gui.cockpit import Cockpit
from smartcity_plugin.gui.help import help_html
from smartcity_plugin.gui.steps import Action, Snapshot, State, Step, step_states
from smartcity_plugin.model.problem import Problem

FACTS = Snapshot(
    path="/studies/jena.gpkg",
    title="Integrierte Bestandsaufnahme <b>Jena</b>",
    municipality="Jena",
    reference_date="2011-05-09",
    crs="EPSG:25832",
    extent=(0.0, 0.0, 1.0, 1.0),
    writable=True,
    units=30,
    roles_filled=14,
    roles_total=16,
    has_population=True,
    computable=17,
    indicators_total=20,
    computed=17,
    uncomputed=0,
    outdated=0,
    needs_sectors=4,
    needs_units=30,
    needs_outdated=False,
    most_needy=("Leutra", "Ilmnitz"),
    goals=11,
    goals_measurable=6,
    goals_examples=2,
    measures=6,
    measures_located=6,
    measures_examples=1,
)
EMPTY = replace(
    FACTS, roles_filled=0, has_population=False, computable=0, computed=0, needs_units=0, goals=0, measures=0
)
SITUATIONS = {
    "finished": FACTS,
    "empty": EMPTY,
    "data": replace(EMPTY, roles_filled=3, has_population=True, computable=4),
    "nothing computable": replace(EMPTY, roles_filled=1, has_population=True),
    "partly computed": replace(FACTS, uncomputed=2),
    "outdated": replace(FACTS, outdated=3),
    "needs outdated": replace(FACTS, needs_outdated=True),
    "read-only": replace(FACTS, writable=False),
    "own goals": replace(FACTS, goals_examples=0, measures_examples=0),
    "no docx": replace(
        FACTS, library_problems={Action.EXPORT_DOCUMENT: (Problem("library_missing", values={"library": "docx"}),)}
    ),
}


@pytest.fixture
def cockpit(qtbot, qgis_app):
    cockpit = Cockpit()
    qtbot.addWidget(cockpit)
    cockpit.resize(360, 900)
    cockpit.show()
    return cockpit


def texts(widget: QWidget) -> list[str]:
    """Return what can be read in a widget."""
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text()]


def test_start_page_offers_three_ways(cockpit, qtbot):
    buttons = [button for button in cockpit.findChildren(QCommandLinkButton) if button.isVisible()]
    assert [button.objectName() for button in buttons] == [
        "smartcity_open_demo",
        "smartcity_new_study",
        "smartcity_open_study",
    ]
    chosen = []
    cockpit.requested.connect(chosen.append)
    for button in buttons:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert chosen == [Action.OPEN_DEMO, Action.NEW_STUDY, Action.OPEN_STUDY]


def test_recent_studies_can_be_opened(cockpit, qtbot):
    recent = cockpit.findChild(QListWidget, "smartcity_recent")
    assert not recent.isVisible()
    settings.remember_study("/studies/a.gpkg")
    settings.remember_study("/studies/b.gpkg")
    cockpit.show_study(None)
    assert recent.isVisible()
    assert recent.count() == 2
    with qtbot.waitSignal(cockpit.study_chosen) as chosen:
        recent.itemActivated.emit(recent.item(0))
    assert chosen.args == ["/studies/b.gpkg"]


def test_recent_studies_are_few_and_each_once(qgis_app):
    for number in (1, 2, 3, 4, 5, 6, 3):
        settings.remember_study(f"/s/{number}.gpkg")
    assert [path[3] for path in settings.recent_studies()] == ["3", "6", "5", "4", "2"]
    settings.forget_study("/s/6.gpkg")
    assert len(settings.recent_studies()) == 4


def test_steps_stand_in_order_with_title_and_state(cockpit):
    cockpit.show_study(FACTS)
    cards = cockpit.study_page.cards
    assert [card.step for card in cards] == list(Step)
    for number, card in enumerate(cards, start=1):
        shown = texts(card)
        assert shown[0] == f"{number}  {wording.step_title(card.step)}"
        assert shown[1] in {wording.state_word(state) for state in State}
    assert "Jena · reference date 9\u00a0May 2011" in texts(cockpit)


def test_texts_of_a_study_are_not_taken_for_markup(cockpit):
    cockpit.show_study(FACTS)
    title = cockpit.findChild(QLabel, "smartcity_title")
    assert title.textFormat() == Qt.TextFormat.PlainText


@pytest.mark.parametrize("name", SITUATIONS)
def test_every_situation_can_be_shown(cockpit, name):
    cockpit.show_study(SITUATIONS[name])
    for card, item in zip(cockpit.study_page.cards, step_states(SITUATIONS[name])):
        button, line = card.findChild(QPushButton, "primary"), card.findChild(QLabel, "line")
        assert line.text()
        assert button.isEnabled() is item.is_possible(item.primary)
        if not button.isEnabled():
            assert button.toolTip()
        more = card.findChild(QToolButton, "more")
        assert more.isVisible() is bool(item.others)
        for action, entry in zip(item.others, more.menu().actions()):
            assert entry.isEnabled() is item.is_possible(action)
            assert entry.isEnabled() or entry.toolTip()
            assert entry.objectName()


def test_blocked_step_says_why(cockpit):
    cockpit.show_study(EMPTY)
    needs = cockpit.study_page.cards[2]
    assert needs.findChild(QLabel, "line").text() == (
        "There are no indicator values yet: compute the indicators first."
    )


def test_buttons_report_the_action(cockpit, qtbot):
    cockpit.show_study(FACTS)
    chosen = []
    cockpit.requested.connect(chosen.append)
    for card in cockpit.study_page.cards:
        qtbot.mouseClick(card.findChild(QPushButton, "primary"), Qt.MouseButton.LeftButton)
        for entry in card.findChild(QToolButton, "more").menu().actions():
            entry.trigger()
    expected = [action for item in step_states(FACTS) for action in (item.primary, *item.others)]
    assert chosen == expected


def test_nothing_can_be_started_while_something_runs(cockpit):
    cockpit.show_study(FACTS)
    cockpit.set_busy(True)
    page = cockpit.study_page
    assert not any(button.isEnabled() for button in page.findChildren(QPushButton, "primary"))
    assert not any(button.isEnabled() for button in page.findChildren(QToolButton, "more"))
    cockpit.set_busy(False)
    assert all(button.isEnabled() for button in page.findChildren(QPushButton, "primary"))


def test_progress_can_be_cancelled(cockpit, qtbot):
    cockpit.strip.begin("Compute indicators")
    cockpit.strip.progress(40)
    cancel = cockpit.strip.findChild(QPushButton, "cancel")
    with qtbot.waitSignal(cockpit.cancelled):
        qtbot.mouseClick(cancel, Qt.MouseButton.LeftButton)
    assert not cancel.isEnabled()
    cockpit.strip.end()
    assert not cockpit.strip.isVisible()


def drop(path: str) -> QDropEvent:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(path)])
    event = QDropEvent(
        QPoint(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    event.kept = data  # Qt does not own it
    return event


def test_study_can_be_dropped(cockpit, qtbot):
    with qtbot.waitSignal(cockpit.study_chosen) as chosen:
        cockpit.dropEvent(drop("/studies/köln.gpkg"))
    assert chosen.args == ["/studies/köln.gpkg"]


def test_other_files_are_not_welcome(cockpit, qtbot):
    with qtbot.assertNotEmitted(cockpit.study_chosen):
        event = drop("/studies/plan.pdf")
        event.ignore()
        cockpit.dragEnterEvent(event)
    assert not event.isAccepted()


def tab_order(first: QWidget) -> list[QWidget]:
    """Return what Tab visits, in order, once around."""
    order, widget = [], first
    while True:
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            order.append(widget)
        widget = widget.nextInFocusChain()
        if widget is first:
            return order


def test_tab_visits_every_button_from_top_to_bottom(cockpit):
    cockpit.show_study(FACTS)
    QApplication.processEvents()
    page = cockpit.study_page
    visited = [widget for widget in tab_order(cockpit) if page.isAncestorOf(widget)]
    buttons = [
        button
        for kind in (QPushButton, QToolButton)
        for button in page.findChildren(kind)
        if button.isVisible() and button.isEnabled()
    ]
    assert set(map(id, buttons)) == set(map(id, visited))
    places = [widget.mapTo(page, QPoint(0, 0)) for widget in visited]
    tops = [place.y() + widget.height() // 2 for place, widget in zip(places, visited)]
    assert all(later >= earlier - 12 for earlier, later in zip(tops, tops[1:]))


def test_buttons_are_named_for_screen_readers(cockpit):
    cockpit.show_study(FACTS)
    for button in cockpit.study_page.findChildren(QPushButton) + cockpit.study_page.findChildren(QToolButton):
        assert button.accessibleName()


def test_f1_opens_the_help(cockpit, qtbot):
    with qtbot.waitSignal(cockpit.help_requested):
        QApplication.sendEvent(cockpit, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier))


@pytest.mark.parametrize("factor", [1.0, 1.25, 1.5])
def test_large_fonts_cut_nothing(qtbot, factor, german):
    font = QApplication.font()
    large = QApplication.font()
    large.setPointSizeF(font.pointSizeF() * factor)
    QApplication.setFont(large)
    try:
        cockpit = Cockpit()
        qtbot.addWidget(cockpit)
        cockpit.show_study(FACTS)
        cockpit.resize(cockpit.minimumSizeHint().width(), 900)
        cockpit.show()
        QApplication.processEvents()
        page = cockpit.study_page
        for widget in page.findChildren(QLabel) + page.findChildren(QPushButton) + page.findChildren(QToolButton):
            if widget.isVisible():
                right = widget.mapTo(page, QPoint(widget.width(), 0)).x()
                assert right <= page.parentWidget().width(), widget.objectName()
                assert widget.width() >= widget.minimumSizeHint().width(), widget.objectName()
    finally:
        QApplication.setFont(font)


def test_german_interface(german, qtbot):
    cockpit = Cockpit()
    qtbot.addWidget(cockpit)
    cockpit.show()
    cockpit.show_study(replace(FACTS, outdated=3))
    shown = texts(cockpit)
    assert "2  Bestandsaufnahme" in shown
    assert "veraltet" in shown
    assert "Eingangsdaten geändert, veraltete Indikatoren: 3 von 17" in shown
    assert "Jena · Stichtag 09.05.2011" in shown
    assert "Bedarfe" in help_html()


def test_language_of_outputs_follows_qgis_unless_chosen(german):
    assert settings.output_language() == "de"
    settings.set_chosen_language("en")
    assert settings.output_language() == "en"
    QgsSettings().setValue("smartcity/language", "fr")
    assert settings.output_language() == "de"
