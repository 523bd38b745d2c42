# SPDX-License-Identifier: GPL-2.0-or-later
"""The page for the council information system: whole, self-contained, escaped, accessible."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from html.parser import HTMLParser

import processing
import pytest
from lxml import html as parser
from PIL import Image

from smartcity_plugin.catalogue.numbers import format_value
from smartcity_plugin.catalogue.themes import standard_theme
from smartcity_plugin.model.design import LOGO, Colours, DesignPart
from smartcity_plugin.model.problem import Cancelled
from smartcity_plugin.report import council
from smartcity_plugin.report.builder import Blocks
from smartcity_plugin.report.document import Cell, Chapter, ChapterKind, Column, Document, Labels, Run
from smartcity_plugin.report.html import Page, html_of
from smartcity_plugin.report.html_style import stylesheet
from smartcity_plugin.report.judgement import GOOD, KEY_INDICATORS, MIDDLE, POOR
from smartcity_plugin.report.look import contrast, look_of
from smartcity_plugin.study.own_indicators import catalogue_of
from smartcity_plugin.study.study import Study

VOID = {"col", "meta", "img", "br", "link", "input", "hr"}
LABELS = Labels("Abbildung", "Tabelle", "Anhang", "Seite", "von")


class Strict(HTMLParser):
    """Fails on what a browser would have to repair."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.tags: list[tuple[str, dict]] = []

    def handle_starttag(self, tag, attributes):
        names = [name for name, _ in attributes]
        assert len(names) == len(set(names)), tag
        self.tags.append((tag, dict(attributes)))
        self.ids += [text for name, text in attributes if name == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def checked(text: str):
    """Return the parsed page after the checks that hold for every page."""
    strict = Strict()
    strict.feed(text)
    strict.close()
    assert not strict.open
    assert len(strict.ids) == len(set(strict.ids))
    assert text.startswith("<!DOCTYPE html>\n<html")
    root = parser.document_fromstring(text)
    assert root.get("lang") in ("de", "en-GB")
    assert root.findtext(".//title").strip()
    assert len(root.findall(".//h1")) == 1
    levels = [int(found.tag[1]) for found in root.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert all(later <= before + 1 for before, later in zip(levels, levels[1:]))
    for landmark in ("header", "nav", "main", "footer"):
        assert len(root.findall(f"./body/{landmark}")) == 1, landmark
    assert root.find("./body")[0].get("class") == "skip"
    assert root.find("./body")[0].get("href") == "#content"
    assert root.find(".//main").get("id") == "content"
    for link in root.iter("a"):
        assert link.get("href").startswith("#")
        assert root.get_element_by_id(link.get("href")[1:]) is not None
        assert link.text_content().strip()
    for picture in root.iter("img"):
        assert picture.get("alt").strip()
        assert picture.get("src").startswith("data:image/")
    for table in root.iter("table"):
        assert table.find("caption").text_content().strip()
        region = table.getparent()
        assert (region.get("role"), region.get("tabindex")) == ("region", "0")
        assert root.get_element_by_id(region.get("aria-labelledby")).tag == "caption"
        assert all(head.get("scope") == "col" for head in table.findall("./thead//th"))
        rows = table.findall("./tbody/tr")
        assert all(row[0].tag == "th" and row[0].get("scope") == "row" for row in rows)
    assert not list(root.iter("script", "iframe", "object", "link", "form"))
    for tag, attributes in strict.tags:
        assert not any(name.startswith("on") for name in attributes), tag
        assert not any(re.match("https?:|//", value or "") for value in attributes.values()), tag
    style = root.findtext(".//style")
    assert "url(" not in style
    assert "@import" not in style
    return root


@pytest.fixture(scope="module", params=["de", "en"])
def page(request, jena_study_path, tmp_path_factory):
    path = tmp_path_factory.mktemp("council") / "page.html"
    options = {"STUDY": str(jena_study_path), "LANGUAGE": request.param, "OUTPUT": str(path)}
    processing.run("smartcity:exportsummary", options)
    return request.param, path.read_text(encoding="utf-8")


def test_the_page_of_the_demo_study_is_whole_and_accessible(page):
    language, text = page
    root = checked(text)
    assert root.get("lang").startswith(language)
    assert "Jena" in root.findtext(".//h1")
    assert ("Entwurf" if language == "de" else "Draft") in root.find(".//header").text_content()
    assert len(root.findall(".//main/section")) >= 6
    assert len(root.findall(".//figure")) == 2
    assert "©" in root.find(".//main").text_content()
    assert "dl-de/by-2-0" in root.find(".//main").text_content()
    assert len(text) < 4_000_000


def test_key_figures_are_those_of_the_study_with_words_beside_colours(page, jena_study_path):
    language, text = page
    root = checked(text)
    rows = root.xpath("//section[h2[@id='figures']]//tbody/tr")
    assert len(rows) == KEY_INDICATORS
    with Study.open(jena_study_path) as study:
        catalogue = catalogue_of(study)
        values = study.values()
        city = values[values["unit_id"] == study.city_id].set_index("indicator_id")["value"]
    by_title = {item.title.in_language(language): item for item in catalogue.indicators.values()}
    for row in rows:
        indicator = by_title[row[0].text_content()]
        expected = format_value(city[indicator.id], catalogue.units[indicator.unit], language)
        assert row[1].text_content() == expected
        if row[3].get("style"):
            assert re.search("[a-zü]{5}", row[3].text_content())


def test_pictures_in_the_page_are_pictures(page):
    for uri in re.findall(r'src="data:image/png;base64,([^"]+)"', page[1]):
        assert base64.b64decode(uri).startswith(b"\x89PNG")


def test_nothing_that_tells_of_machinery_or_this_machine(page, jena_study_path):
    words = re.sub(r"data:[^\"]+", "", page[1])
    assert not re.search(r"\bnan\b|\bNone\b|NaN|&lt;NA&gt;", words)
    assert str(jena_study_path.parent) not in words


HOSTILE = "<script>alert('x')</script> & \"Co\" \x00\x1b"


def hostile_page(tmp_path, **changes) -> str:
    """A page whose every text is hostile."""
    Image.new("RGB", (20, 10), "white").save(tmp_path / "map.png")

    class Picture:
        path = tmp_path / "map.png"
        alt_text = source_line = HOSTILE
        width_mm, height_mm = 40.0, 20.0

    out = Blocks("one")
    out.heading("sub", HOSTILE)
    out.text("text", [Run(HOSTILE, bold=True), Run(HOSTILE, italic=True), Run(HOSTILE, link="one.sub")])
    out.bullets("list", [HOSTILE, (1, HOSTILE), (1, "b"), (2, "c"), (0, HOSTILE)])
    columns = [Column(HOSTILE, 1), Column(HOSTILE, 1)]
    row = [Cell(HOSTILE, shade='#fff" onload="x'), Cell(f"{HOSTILE}\n2", shade="#FDEFD0", bold=True)]
    out.table("table", columns, [row], HOSTILE, HOSTILE)
    out.callout("callout", HOSTILE, HOSTILE)
    out.figure("map", HOSTILE, Picture())
    chapter = Chapter('one" onclick="x', HOSTILE, ChapterKind.FRONT, out.done())
    document = Document(HOSTILE, HOSTILE, HOSTILE, (HOSTILE,), "de", LABELS, (), (chapter,))
    theme = replace(standard_theme(), document_font="Arial</style><script>x")
    parts = (HOSTILE,) * 4
    options = {"look": look_of(theme), "organisation": parts[0], "stamp": parts[1], "is_decided": False}
    options |= {"skip": parts[2], "contents": parts[3], "footer": (HOSTILE,), "logo_text": HOSTILE}
    return html_of(document, Page(**{**options, **changes}))


def test_names_never_become_markup(tmp_path):
    text = hostile_page(tmp_path)
    root = checked(text)
    assert "<script" not in text.lower()
    shown = "<script>alert('x')</script> & \"Co\" "
    assert root.findtext(".//h1") == shown
    assert root.find(".//img").get("alt") == shown
    assert root.find(".//tbody//td").text_content().startswith(shown)
    assert "onload" not in text
    assert not root.xpath("//@onclick")


def test_lists_nest_and_neighbouring_lists_are_one(tmp_path):
    root = parser.document_fromstring(hostile_page(tmp_path))
    outer = root.find(".//main//ul")
    assert [item.tag for item in outer] == ["li", "li"]
    assert len(outer[0].findall("./ul/li")) == 2
    assert len(outer[0].findall("./ul/li")[1].findall("./ul/li")) == 1
    out = Blocks("x")
    out.bullets("a", ["1"])
    out.bullets("b", ["2"])
    page = Page(look_of(standard_theme()), "o", "s", False, "k", "c", ())
    chapter = Chapter("x", "x", ChapterKind.FRONT, out.done())
    made = html_of(Document("t", "s", "a", (), "en", LABELS, (), (chapter,)), page)
    assert len(parser.document_fromstring(made).findall(".//main//ul")) == 1


def test_a_logo_is_inside_the_page_and_no_other_file_is(tmp_path):
    Image.new("RGB", (8, 8), "red").save(tmp_path / "logo.png")
    root = checked(hostile_page(tmp_path, logo=(tmp_path / "logo.png").read_bytes()))
    assert root.find(".//header/img").get("src").startswith("data:image/png")
    assert parser.document_fromstring(hostile_page(tmp_path, logo=b"MZ no picture")).find(".//header/img") is None


@pytest.mark.parametrize("accent", ["#2f4a66", "#ffee00", "#00ff88", "#ffffff"])
def test_texts_can_be_read_in_every_theme(accent):
    pale = Colours(ink="#999999", quiet="#cccccc", faint="#eeeeee", track="#eeeeee", accent=accent, highlight=accent)
    look = look_of(replace(standard_theme(), colours=pale))
    sheet = stylesheet(look)
    shaded = re.search(r"td\[style\] \{ color: #(\w{6})", sheet)[1]
    assert f"thead th {{ background: #{look.header_shade}; color: #{shaded}" in sheet
    for colour, background in (
        (look.ink, "FFFFFF"),
        (look.ink, look.callout_shade),
        (look.accent, "FFFFFF"),
        (look.grey, "FFFFFF"),
        (shaded, look.header_shade),
        *((shaded, shade.lstrip("#")) for shade in (GOOD, MIDDLE, POOR)),
    ):
        assert contrast(colour, background) >= 4.5, (colour, background)


def test_state_logo_and_theme_of_the_study_are_used(smartcity_provider, jena_study_copy, tmp_path):
    Image.new("RGB", (8, 8), "red").save(tmp_path / "logo.png")
    with Study.open(jena_study_copy, update=True) as study:
        study.change_settings(state="decided", decision="Stadtrat, 12. März 2026, Vorlage 26/0815")
        study.save_design_part(DesignPart(LOGO, "", "logo.png", (tmp_path / "logo.png").read_bytes()))
    path = tmp_path / "page.html"
    processing.run("smartcity:exportsummary", {"STUDY": str(jena_study_copy), "LANGUAGE": "de", "OUTPUT": str(path)})
    header = checked(path.read_text(encoding="utf-8")).find(".//header")
    assert "Beschlossen: Stadtrat, 12. März 2026, Vorlage 26/0815" in header.text_content()
    assert "Entwurf" not in header.text_content()
    assert header.find("img") is not None


def test_cancelling_keeps_an_older_page(jena_study_path, tmp_path):
    path = tmp_path / "page.html"
    path.write_text("older", encoding="utf-8")

    def stop(fraction):
        raise Cancelled

    with Study.open(jena_study_path) as study, pytest.raises(Cancelled):
        council.export_summary(study, catalogue_of(study), path, "de", None, stop)
    assert path.read_text(encoding="utf-8") == "older"
    assert list(tmp_path.iterdir()) == [path]
