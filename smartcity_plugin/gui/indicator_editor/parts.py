# SPDX-License-Identifier: GPL-2.0-or-later
"""Pages of the form: what an indicator is called and how it is scored, its parameters, texts and assignment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Optional

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QFrame,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ...bridge.i18n import language, translate
from ...catalogue import Catalogue
from ...catalogue.own import Content, OwnEntry
from ...catalogue.own_words import own_words
from ...model.indicator import Choice, Direction, Indicator
from ...model.text import Text
from ..cards import emphasise, plain_label
from ..wizards.forms import Form, explanation
from .fields import PREFIX, BothLanguages, Explained, KeyBox, NumberBox, NumberEdit

SCALE = ("zero", "full")
BAND = ("lower_zero", "lower_full", "upper_full", "upper_zero")
WORD_LISTS = ("dimensions", "sdg", "charta")


def titles_of(terms: Mapping[str, Any]) -> dict[str, Text]:
    """Return the titles of terms by key."""
    return {key: term.title for key, term in terms.items()}


def scrolling(page: QWidget) -> QScrollArea:
    """Return a page that scrolls up and down if the window is too low for it."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(page)
    return area


class Page(QWidget):
    """A page of the form: ``fill`` shows a content, ``read`` writes into one, flaws stand beside their fields."""

    title = ""

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[str, Explained] = {}
        """What stands below a field, by the column of the spreadsheet that the field is."""

    def fill(self, content: Content) -> None:
        """Show a content."""

    def read(self, content: Content) -> dict[str, str]:
        """Write what was entered into a content; returns by column the texts that are no numbers."""
        return {}

    def complain(self, flaws: Mapping[str, list[str]]) -> None:
        """Show sentences beside the fields they belong to, the help beside all others."""
        together: dict[Explained, list[str]] = {line: [] for line in self.lines.values()}
        for name, sentences in flaws.items():
            if name in self.lines:
                together[self.lines[name]] += sentences
        for line, sentences in together.items():
            line.complain(sentences)

    def both(self, form: Form, name: str, label: str, help_text: str = "", lines: int = 1) -> BothLanguages:
        """Add a text in both languages."""
        field = BothLanguages(name, lines)
        explained = Explained(form.add(label, field, help_text), help_text)
        self.lines.update({f"{name}_de": explained, f"{name}_en": explained})
        return field


class GeneralPage(Page):
    """Id, names, sector, unit, direction and scale."""

    def __init__(self, entry: OwnEntry, catalogue: Catalogue, base: Optional[Indicator]) -> None:
        super().__init__()
        self.title = translate("SmartCity", "&General")
        vocabulary, words = catalogue.vocabulary, own_words()
        self._base = base
        form = Form()
        self.id = QLineEdit(entry.id)
        self.id.setObjectName(PREFIX + "id")
        help_text = translate("SmartCity", "Begins with own_; small letters, digits and underscores.")
        self.lines["id"] = Explained(form.add(translate("SmartCity", "&Id"), self.id, help_text), help_text)
        if base is not None:
            derived = plain_label(f"{base.title.in_language(language())} ({base.id})")
            self.lines["base_id"] = Explained(form.add(translate("SmartCity", "Derived from"), derived))
        self._title = self.both(form, "title", translate("SmartCity", "&Title"))
        self.sector = KeyBox("sector", titles_of(vocabulary.sectors))
        self.lines["sector"] = Explained(form.add(translate("SmartCity", "&Sector"), self.sector))
        symbols = {key: Text(unit.symbol.de, unit.symbol.en) for key, unit in catalogue.units.items()}
        self.unit = KeyBox("unit", symbols)
        self.unit.setEnabled(base is None)
        fixed = "" if base is None else translate("SmartCity", "It follows from the method and cannot be changed.")
        self.lines["unit"] = Explained(form.add(translate("SmartCity", "&Unit"), self.unit, fixed), fixed)
        self.direction = KeyBox("direction", words.directions)
        self.lines["direction"] = Explained(form.add(translate("SmartCity", "&Direction"), self.direction))
        self._scale = self._scale_box(vocabulary)
        layout = QVBoxLayout(self)
        layout.addWidget(form)
        layout.addWidget(self._scale)
        layout.addStretch()
        self.direction.currentIndexChanged.connect(self._show_scale)

    def _scale_box(self, vocabulary) -> QGroupBox:
        box = QGroupBox(translate("SmartCity", "Scale of the score (0 to 100 points)"))
        self._form, columns = Form(), own_words().columns
        self._numbers = {name: NumberEdit(name) for name in (*SCALE, *BAND)}
        for name, field in self._numbers.items():
            label = columns[name].in_language(language())
            self.lines[name] = Explained(self._form.add(label, field))
        self._source = self.both(self._form, "goalposts_source", translate("SmartCity", "Source of the scale"))
        self._status = KeyBox("goalposts_status", titles_of(vocabulary.statuses))
        self.lines["goalposts_status"] = Explained(self._form.add(translate("SmartCity", "Status"), self._status))
        QVBoxLayout(box).addWidget(self._form)
        return box

    def _show_scale(self) -> None:
        direction = self.direction.value
        self._scale.setVisible(direction != Direction.NEUTRAL.value)
        for name, field in self._numbers.items():
            self._form.show_row(field, (name in BAND) is (direction == Direction.BAND.value))

    def fill(self, content: Content) -> None:
        """Show names and scale."""
        self._title.value = content["title"]
        self.sector.value, self.direction.value = content["sector"], content["direction"]
        self.unit.value = content.get("unit", "") if self._base is None else self._base.unit
        posts = content.get("goalposts") or {}
        for name, field in self._numbers.items():
            field.value = posts.get(name)
        self._source.value = posts.get("source") or {"de": "", "en": ""}
        self._status.value = posts.get("status") or "project_default"
        self._show_scale()

    def read(self, content: Content) -> dict[str, str]:
        """Read names and scale."""
        content.update(title=self._title.value, sector=self.sector.value, direction=self.direction.value)
        if self._base is None:
            content["unit"] = self.unit.value
        wrong: dict[str, str] = {}
        content.pop("goalposts", None)
        if content["direction"] == Direction.NEUTRAL.value:
            return wrong
        posts: Content = {}
        for name in BAND if content["direction"] == Direction.BAND.value else SCALE:
            field = self._numbers[name]
            try:
                value = field.value
            except ValueError:
                wrong[name] = field.text()
                continue
            if value is not None:
                posts[name] = value
        content["goalposts"] = {**posts, "source": self._source.value, "status": self._status.value}
        return wrong


class ParameterPage(Page):
    """The numbers and decisions of the method, each with its source."""

    def __init__(self, catalogue: Catalogue, base: Indicator) -> None:
        super().__init__()
        self.title = translate("SmartCity", "&Parameters")
        layout = QVBoxLayout(self)
        self._fields: dict[str, tuple[Any, BothLanguages, KeyBox]] = {}
        statuses = titles_of(catalogue.vocabulary.statuses)
        for name, allowed in base.parameters.items():
            box, form = QGroupBox(allowed.label.in_language(language())), Form()
            if isinstance(allowed, Choice):
                options = catalogue.vocabulary.choices[allowed.group]
                field: Any = KeyBox(f"parameter_{name}", {key: options[key].title for key in allowed.options})
                column, bounds = "option", ""
            else:
                symbol = catalogue.units[allowed.unit].symbol.in_language(language())
                field = NumberBox(f"parameter_{name}", allowed.minimum, allowed.maximum, allowed.value, symbol)
                column = "value"
                text = translate("SmartCity", "between {minimum} and {maximum}; shipped: {value}")
                numbers = {"minimum": allowed.minimum, "maximum": allowed.maximum, "value": allowed.value}
                bounds = text.format(**{key: field.textFromValue(number) for key, number in numbers.items()})
            label = translate("SmartCity", "Value")
            self.lines[f"{name}:{column}"] = Explained(form.add(label, field, bounds), bounds)
            source = BothLanguages(f"source_{name}")
            self.lines[f"{name}:source_de"] = Explained(form.add(translate("SmartCity", "Source"), source))
            status = KeyBox(f"status_{name}", statuses)
            self.lines[f"{name}:status"] = Explained(form.add(translate("SmartCity", "Status"), status))
            QVBoxLayout(box).addWidget(form)
            layout.addWidget(box)
            self._fields[name] = (field, source, status)
        if not self._fields:
            layout.addWidget(plain_label(translate("SmartCity", "The method has no parameters.")))
        layout.addStretch()

    def fill(self, content: Content) -> None:
        """Show the values."""
        for name, (field, source, status) in self._fields.items():
            item = content["parameters"].get(name)
            if item is None:
                continue
            if isinstance(field, NumberBox):
                field.setDecimals(max(field.decimals(), len(f"{item['value']:.12f}".rstrip("0").partition(".")[2])))
                field.setValue(item["value"])
            else:
                field.value = item["value"]
            source.value, status.value = item["source"], item["status"]

    def read(self, content: Content) -> dict[str, str]:
        """Read the values."""
        content["parameters"] = {
            name: {
                "value": _shortest(field.value()) if isinstance(field, NumberBox) else field.value,
                "source": source.value,
                "status": status.value,
            }
            for name, (field, source, status) in self._fields.items()
        }
        return {}


def _shortest(value: float) -> float:
    """Return the number that is shown: spin boxes round in binary."""
    return round(value, 12)


class TextPage(Page):
    """How it is computed, the sentence of the report, the limits."""

    def __init__(self) -> None:
        super().__init__()
        self.title = translate("SmartCity", "Te&xts")
        form = Form()
        default = translate("SmartCity", "Leave both empty for the text that follows from the rest.")
        placeholders = translate("SmartCity", "{place}, {value} and {target} are filled in.") + " " + default
        self._fields = {
            "formula": self.both(form, "formula", translate("SmartCity", "&Calculation"), default, 5),
            "report": self.both(form, "report", translate("SmartCity", "Sentence in the &report"), placeholders, 4),
            "limits": self.both(form, "limits", translate("SmartCity", "&Limits"), default, 9),
        }
        layout = QVBoxLayout(self)
        layout.addWidget(form)
        layout.addStretch()

    def fill(self, content: Content) -> None:
        """Show the texts."""
        for name, field in self._fields.items():
            field.value = content[name]

    def read(self, content: Content) -> dict[str, str]:
        """Read the texts."""
        content.update({name: field.value for name, field in self._fields.items()})
        return {}


class AssignmentPage(Page):
    """Dimensions of sustainability, goals of the 2030 Agenda, attributes of the charter."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self.title = translate("SmartCity", "&Assignment")
        vocabulary = catalogue.vocabulary
        terms = {"dimensions": vocabulary.dimensions, "charta": vocabulary.charta, "sdg": vocabulary.sdgs}
        captions = {
            "dimensions": translate("SmartCity", "Dimensions"),
            "charta": translate("SmartCity", "Smart City Charter"),
            "sdg": translate("SmartCity", "Goals of the 2030 Agenda (SDG)"),
        }
        self._lists: dict[str, QListWidget] = {}
        columns = QHBoxLayout(self)
        left = QVBoxLayout()
        for name, group in terms.items():
            label, chosen = QLabel(captions[name]), QListWidget()
            emphasise(label)
            label.setBuddy(chosen)
            chosen.setObjectName(PREFIX + name)
            chosen.setAccessibleName(captions[name])
            chosen.setWordWrap(True)
            for key, term in group.items():
                item = QListWidgetItem(term.title.in_language(language()), chosen)
                item.setData(Qt.ItemDataRole.UserRole, key)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Unchecked)
            text = explanation()
            self.lines[name] = Explained(text)
            box = left if name != "sdg" else QVBoxLayout()
            box.addWidget(label)
            box.addWidget(chosen, len(group))
            box.addWidget(text)
            if name == "sdg":
                columns.addLayout(left, 2)
                columns.addLayout(box, 3)
            self._lists[name] = chosen

    def _items(self, name: str) -> list[QListWidgetItem]:
        return [self._lists[name].item(row) for row in range(self._lists[name].count())]

    def fill(self, content: Content) -> None:
        """Check what is chosen."""
        for name in self._lists:
            for item in self._items(name):
                chosen = item.data(Qt.ItemDataRole.UserRole) in content[name]
                item.setCheckState(Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked)

    def read(self, content: Content) -> dict[str, str]:
        """Read what is checked, in the order of the vocabulary."""
        for name in WORD_LISTS:
            checked = [item for item in self._items(name) if item.checkState() == Qt.CheckState.Checked]
            keys = [item.data(Qt.ItemDataRole.UserRole) for item in checked]
            # Who changes nothing must find the order as it was.
            content[name] = content[name] if set(content.get(name, [])) == set(keys) else keys
        return {}
