# SPDX-License-Identifier: GPL-2.0-or-later
"""Design packages: what goes out comes back; broken, malicious and foreign files are refused and store nothing."""

from __future__ import annotations

import contextlib
import io
import json
import zipfile
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smartcity_plugin.catalogue.themes import standard_theme, theme_content
from smartcity_plugin.model.design import ARMS, DOCUMENT, LOGO, MAP, PAGE, THEME, DesignPart
from smartcity_plugin.model.problem import SmartCityError
from smartcity_plugin.sources import design_files
from smartcity_plugin.study import design_package
from smartcity_plugin.study.design_package import (
    change_design,
    checked,
    parts_to_remove,
    read_package,
    read_part,
    write_package,
    write_parts,
)
from smartcity_plugin.study.study import DECIDED, Study

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="5" height="5"/></svg>'
QPT = b'<Layout name="x"><LayoutItem type="65641" labelText="https://www.govdata.de/dl-de/by-2-0"/></Layout>'
TYPES = "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"
BODY = "<w:document xmlns:w='w'/>"


def zipped(members: dict[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return stream.getvalue()


DOCX = zipped({"[Content_Types].xml": TYPES, "word/document.xml": BODY})
OWN_THEME = replace(standard_theme(), margin=9.0, document_font="Calibri")
PARTS = (
    DesignPart(THEME, "", "stadt.yaml", theme_content(OWN_THEME)),
    DesignPart(LOGO, "", "Logo Köln.png", PNG),
    DesignPart(ARMS, "", "Wappen.svg", SVG),
    DesignPart(DOCUMENT, "", "Vorlage.docx", DOCX),
    DesignPart(PAGE, "indicator.a4_landscape", "Kartenseite", QPT),
    DesignPart(MAP, "gre_local_supply", "x.json", b'{"kind": "choropleth", "classes": 4}'),
    DesignPart(MAP, "", "general.json", b'{"ramp": "viridis"}'),
)


@pytest.fixture
def study(build, tmp_path):
    with build.study(tmp_path / "study.gpkg") as study:
        yield study


@pytest.fixture
def package(tmp_path):
    path = tmp_path / "design.zip"
    write_parts(PARTS, path, "Nur mit Zustimmung der Stadt.")
    return path


def manifest(**changes) -> str:
    return json.dumps({"format": design_package.FORMAT, "version": 1, "licence": "", "names": {}, **changes})


def key_of(action, *arguments) -> str:
    with pytest.raises(SmartCityError) as caught:
        action(*arguments)
    return caught.value.problem.key


def stored(study) -> set[DesignPart]:
    return {part for kind in design_package.KINDS for part in study.design_parts(kind)}


# There and back ---------------------------------------------------------------------------------------------------


def test_what_goes_out_comes_back(study, package, tmp_path):
    found = read_package(package)
    assert set(found.parts) == set(PARTS)
    assert (found.note, found.problems) == ("Nur mit Zustimmung der Stadt.", ())
    change_design(study, found.parts)
    assert stored(study) == set(PARTS)
    assert study.theme() == OWN_THEME
    assert write_package(study, tmp_path / "again.zip", found.note) == len(PARTS)
    assert (tmp_path / "again.zip").read_bytes() == package.read_bytes()


def test_a_study_without_design_gives_the_theme_to_start_from(study, tmp_path):
    assert write_package(study, tmp_path / "x.zip", "") == 1
    assert [part.kind for part in read_package(tmp_path / "x.zip").parts] == [THEME]


def test_looking_can_refuse(package):
    def look_at(part):
        if part.kind == ARMS:
            raise SmartCityError("design_picture_unreadable", file=part.name, detail="")

    assert key_of(read_package, package, look_at) == "design_picture_unreadable"


def test_a_package_that_cannot_be_written_leaves_nothing(tmp_path):
    assert key_of(write_parts, PARTS, tmp_path / "nowhere" / "x.zip", "") == "write_failed"
    (tmp_path / "folder.zip").mkdir()
    assert key_of(write_parts, PARTS, tmp_path / "folder.zip", "") == "write_failed"
    assert [path.name for path in tmp_path.iterdir()] == ["folder.zip"]


def test_files_that_are_no_part_are_told(tmp_path):
    path = tmp_path / "x.zip"
    path.write_bytes(zipped({"manifest.json": manifest(), "logo.png": PNG, "liesmich.txt": "x", "Wappen.png": PNG}))
    found = read_package(path)
    assert [part.kind for part in found.parts] == [LOGO]
    assert found.problems[0].values == {"files": "liesmich.txt, wappen.png"}


# The study --------------------------------------------------------------------------------------------------------


def test_parts_are_removed_by_name(study):
    change_design(study, PARTS)
    another = replace(PARTS[4], key="unit.a3_portrait")
    change_design(study, [another])
    assert parts_to_remove(study, ["page:unit.a3_portrait"]) == [another]
    assert len(parts_to_remove(study, ["page"])) == 2
    assert parts_to_remove(study, ["page:no.a3_portrait"]) == []
    assert set(parts_to_remove(study, ["all"])) == {*PARTS, another}
    assert parts_to_remove(study, ["map:general"]) == [PARTS[6]]
    assert parts_to_remove(study, ["map:gre_local_supply"]) == [PARTS[5]]
    assert [design_package.name_of(part.kind, part.key) for part in PARTS[3:]] == [
        "document",
        "page:indicator.a4_landscape",
        "map:gre_local_supply",
        "map:general",
    ]
    assert key_of(parts_to_remove, study, ["wappen"]) == "design_part_unknown"
    change_design(study, [], parts_to_remove(study, ["logo", "map"]))
    assert {part.kind for part in stored(study)} == {THEME, ARMS, DOCUMENT, PAGE}


def test_the_stamp_is_kept_with_its_decision(study):
    assert change_design(study, state=DECIDED)[0].key == "design_decision_missing"
    assert change_design(study, state=DECIDED, decision=" Stadtrat, 12.03.2026 ") == []
    path = study.path
    study.close()
    with Study.open(path) as again:
        assert (again.settings.state, again.settings.decision) == (DECIDED, "Stadtrat, 12.03.2026")


def test_all_or_nothing(study, monkeypatch):
    change_design(study, [PARTS[1]])
    before = stored(study)
    saved = study.save_design_part

    def fails(part):
        if part.kind == MAP:
            raise SmartCityError("disk_full", path="x")
        saved(part)

    monkeypatch.setattr(study, "save_design_part", fails)
    assert key_of(lambda: change_design(study, PARTS, before, DECIDED, "x")) == "disk_full"
    path = study.path
    study.close()
    with Study.open(path) as again:
        assert stored(again) == before


# Single files -----------------------------------------------------------------------------------------------------


def test_a_name_tells_the_kind_of_picture(tmp_path):
    (tmp_path / "wappen.png").write_bytes(SVG)
    assert read_part(ARMS, tmp_path / "wappen.png").name == "wappen.svg"
    (tmp_path / "wappen.jpeg").write_bytes(b"\xff\xd8\xff" + b"0" * 10)
    assert read_part(ARMS, tmp_path / "wappen.jpeg").name == "wappen.jpeg"


@pytest.mark.parametrize("kind", design_package.KINDS)
def test_missing_empty_and_large_files(kind, tmp_path):
    assert key_of(read_part, kind, tmp_path / "none") == "file_not_found"
    (tmp_path / "empty").write_bytes(b"")
    assert key_of(read_part, kind, tmp_path / "empty")
    with open(tmp_path / "large", "wb") as stream:
        stream.truncate(int(design_files.LARGEST[kind] * design_files.MEGABYTE) + 1)
    assert key_of(read_part, kind, tmp_path / "large") == "design_file_too_large"


SVG_HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
BOMB = "".join(f'<g id="g{n}">' + f'<use href="#g{n - 1}"/>' * 10 + "</g>" for n in range(1, 9))


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<foreignObject/>",
        '<rect onload="alert(1)"/>',
        '<image href="http://example.org/x.png"/>',
        '<image xlink:href="file:///etc/passwd"/>',
        '<image xlink:href="../x.png"/>',
        '<image href="data:image/svg+xml;base64,AAAA"/>',
        '<rect style="fill:url(http://example.org/#a)"/>',
        "<style>@import 'http://example.org/x.css';</style>",
        "<style>rect {fill: url('//example.org/x')}</style>",
        '<a href="javascript:alert(1)"><rect/></a>',
        "<?xml-stylesheet href='http://example.org/x.css'?>",
        f'<rect id="g0"/>{BOMB}',
        '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>',
    ],
)
def test_svg_that_runs_loads_or_explodes_is_refused(inside):
    part = DesignPart(LOGO, "", "x.svg", f"{SVG_HEAD}{inside}</svg>".encode())
    assert key_of(checked, part) == "design_svg_unsafe"


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
        '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
        "<svg",
        SVG_HEAD,
    ],
)
def test_svg_with_entities_or_broken_is_refused(text):
    assert key_of(checked, DesignPart(LOGO, "", "x.svg", text.encode())) == "design_picture_unreadable"


def test_ordinary_svg_is_taken():
    text = (
        '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/x.dtd">'
        f'{SVG_HEAD}<style>rect {{fill: url(#g)}}</style><defs><linearGradient id="g"/></defs>'
        '<a href="https://www.jena.de"><rect style="fill:url(#g)"/></a><use xlink:href="#g"/>'
        '<image href="data:image/png;base64,AAAA"/></svg>'
    )
    assert checked(DesignPart(ARMS, "", "x.svg", text.encode())).name == "x.svg"


def rels(target: str, kind: str = "attachedTemplate") -> str:
    relation = f'<Relationship Type="http://x/{kind}" Target="{target}" TargetMode="External"/>'
    return f"<Relationships>{relation}</Relationships>"


@pytest.mark.parametrize(
    ("members", "key"),
    [
        ({"[Content_Types].xml": TYPES}, "design_template_unreadable"),
        ({"[Content_Types].xml": TYPES, "word/document.xml": "<"}, "design_template_unreadable"),
        (
            {"[Content_Types].xml": TYPES, "word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'},
            "design_template_unreadable",
        ),
        (
            {"[Content_Types].xml": TYPES, "word/document.xml": BODY, "word/vbaProject.bin": "x"},
            "design_template_macros",
        ),
        (
            {
                "[Content_Types].xml": TYPES,
                "word/document.xml": BODY,
                "word/_rels/settings.xml.rels": rels("https://evil.example/x.dotm"),
            },
            "design_template_unsafe",
        ),
    ],
)
def test_word_templates_that_are_broken_or_mean_harm(members, key):
    assert key_of(checked, DesignPart(DOCUMENT, "", "x.docx", zipped(members))) == key


def test_old_word_files_are_told_as_such():
    with pytest.raises(SmartCityError) as caught:
        checked(DesignPart(DOCUMENT, "", "x.doc", b"\xd0\xcf\x11\xe0\xa1\xb1"))
    assert caught.value.problem.values["detail"] == ".doc"


def test_the_main_text_may_have_a_number():
    members = {"[Content_Types].xml": TYPES, "word/document2.xml": BODY}
    assert checked(DesignPart(DOCUMENT, "", "x.dotx", zipped(members))).name == "x.dotx"


def test_word_templates_may_link_and_name_the_template_of_the_office():
    members = {
        "[Content_Types].xml": TYPES,
        "word/document.xml": BODY,
        "word/_rels/document.xml.rels": rels("https://www.jena.de", "hyperlink"),
        "word/_rels/settings.xml.rels": rels("file:///C:\\Vorlagen\\Stadt.dotx"),
    }
    assert checked(DesignPart(DOCUMENT, "", "x.docx", zipped(members))).name == "x.docx"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("<Layout", "design_page_unreadable"),
        ("<qgis/>", "design_page_unreadable"),
        ('<!DOCTYPE Layout [<!ENTITY a "b">]><Layout>&a;</Layout>', "design_page_unreadable"),
        ('<Layout><LayoutMultiFrame type="65648"/></Layout>', "design_page_unsafe"),
        ('<Layout><LayoutItem type="65641" htmlState="1"/></Layout>', "design_page_unsafe"),
        ('<Layout><LayoutItem type="65640" file="http://example.org/x.png"/></Layout>', "design_page_unsafe"),
        ('<Layout><LayoutItem type="65640" file="\\\\server\\x.png"/></Layout>', "design_page_unsafe"),
    ],
)
def test_page_templates_that_are_broken_or_load_something(text, key):
    assert key_of(checked, replace(PARTS[4], content=text.encode())) == key


@pytest.mark.parametrize("key", ["", "indicator", "../x.a4_landscape", "indicator.b5", "Indicator.a4_landscape"])
def test_page_templates_have_a_kind_and_a_format(key):
    assert key_of(checked, replace(PARTS[4], key=key)) == "design_page_unreadable"


@pytest.mark.parametrize(
    "text",
    ["", "a: *b", "a: &b [1]\nc: *b", "[" * 5000, "{" * 5000, '{"a":' * 5000, "title: x", "\x00", "colours: [1"],
)
def test_themes_that_cannot_be_read_say_so(text):
    assert key_of(checked, DesignPart(THEME, "", "x.yaml", text.encode())) == "theme_unreadable"


def test_a_theme_names_the_key_that_is_wrong():
    text = theme_content(standard_theme()).decode().replace("#1f2933", "black")
    with pytest.raises(SmartCityError) as caught:
        checked(DesignPart(THEME, "", "stadt.yaml", text.encode()))
    assert "'ink'" in caught.value.problem.values["detail"]


@pytest.mark.parametrize(
    "text", ["", "[1]", "1", "{", "[" * 100_000, '{"kind": "pie"}', '{"classes": 99}', '{"script": 1}']
)
def test_styles_of_maps_that_cannot_be_read(text):
    assert key_of(checked, replace(PARTS[5], content=text.encode()[:90_000])) == "design_map_unreadable"


# Packages that are none -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("members", "key"),
    [
        ({"theme.yaml": PARTS[0].content}, "design_package_foreign"),
        ({"manifest.json": "{"}, "design_package_foreign"),
        ({"manifest.json": "[]"}, "design_package_foreign"),
        ({"manifest.json": "[" * 90_000}, "design_package_foreign"),
        ({"manifest.json": manifest(format="other")}, "design_package_foreign"),
        ({"manifest.json": " " * 200_000}, "design_package_foreign"),
        ({"manifest.json": manifest(version=2)}, "design_package_newer"),
        ({"manifest.json": manifest(version="1")}, "design_package_newer"),
        ({"manifest.json": manifest(), "../logo.png": PNG}, "archive_unsafe"),
        ({"manifest.json": manifest(), "logo.png": PNG, "a/logo.png": PNG}, "design_package_overfull"),
        ({"manifest.json": manifest(), "logo.png": PNG, "logo.svg": SVG}, "design_package_overfull"),
        ({"manifest.json": manifest(), **{f"{n}.txt": "" for n in range(600)}}, "design_package_overfull"),
        ({"manifest.json": manifest(), "logo.png": PNG + b"0" * 6_000_000}, "design_file_too_large"),
        ({"manifest.json": manifest(), "logo.png": b"MZ"}, "design_picture_kind"),
        ({"manifest.json": manifest(), "x.qpt": QPT}, "design_page_unreadable"),
        ({"manifest.json": manifest(), "X Y.json": "{}"}, "design_map_unreadable"),
    ],
)
def test_packages_that_are_broken_malicious_or_foreign(members, key, tmp_path):
    path = tmp_path / "x.zip"
    path.write_bytes(zipped(members))
    assert key_of(read_package, path) == key


def test_names_of_a_manifest_do_no_harm(tmp_path):
    path = tmp_path / "x.zip"
    names = {"logo.png": "../../" + "x" * 500, "theme.yaml": 5}
    members = {"manifest.json": manifest(names=names, licence=["x"]), "logo.png": PNG, "theme.yaml": PARTS[0].content}
    path.write_bytes(zipped(members))
    names = {part.kind: part.name for part in read_package(path).parts}
    assert names[THEME] == "theme.yaml"
    assert names[LOGO].endswith(".png")
    assert len(names[LOGO]) <= design_package.LARGEST_NAME + 4
    assert "/" not in names[LOGO]


def test_no_package_and_none_at_all(tmp_path):
    assert key_of(read_package, tmp_path / "none.zip") == "file_not_found"
    (tmp_path / "x.zip").write_bytes(b"PK")
    assert key_of(read_package, tmp_path / "x.zip") == "file_damaged"


# Anything ---------------------------------------------------------------------------------------------------------

BEGINNINGS = (b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"<svg", b"<Layout>", b"{", b"title:\n", DOCX[:60], SVG[:60])
anything = st.builds(lambda begin, rest: begin + rest, st.sampled_from(BEGINNINGS), st.binary(max_size=300))
relaxed = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@relaxed
@given(kind=st.sampled_from(design_package.KINDS), content=anything)
def test_arbitrary_bytes_are_taken_or_refused_in_words(kind, content):
    key = {PAGE: "indicator.a4_landscape", MAP: "gre_local_supply"}.get(kind, "")
    with contextlib.suppress(SmartCityError):
        checked(DesignPart(kind, key, "x", content))


@relaxed
@given(cut=st.integers(0, 5000), change=st.binary(max_size=4), at=st.integers(0, 5000))
def test_damaged_packages_are_refused_in_words(package, tmp_path, cut, change, at):
    content = package.read_bytes()
    content = content[:at] + change + content[at + len(change) :]
    path = tmp_path / "damaged.zip"
    path.write_bytes(content[: len(content) - cut % 200])
    with contextlib.suppress(SmartCityError):
        read_package(path)


@relaxed
@given(
    names=st.lists(
        st.sampled_from(
            ["theme.yaml", "logo.png", "arms.svg", "document.docx", "pages/a.a4_landscape.qpt", "m/x.json"]
        ),
        unique=True,
    ),
    contents=st.lists(anything, min_size=6, max_size=6),
)
def test_packages_of_anything_are_refused_in_words(tmp_path, names, contents):
    path = tmp_path / "any.zip"
    path.write_bytes(zipped({"manifest.json": manifest(), **dict(zip(names, contents))}))
    with contextlib.suppress(SmartCityError):
        read_package(path)
