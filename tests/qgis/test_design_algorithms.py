# SPDX-License-Identifier: GPL-2.0-or-later
"""Setting, exporting and importing a design as algorithms: what is checked with Qt and python-docx, and the stamp."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace

import pytest
from qgis.core import QgsProcessingException
from qgis.PyQt.QtCore import QBuffer, QIODevice, QSize
from qgis.PyQt.QtGui import QColor, QImage

from smartcity_plugin.bridge import pictures
from smartcity_plugin.catalogue.themes import standard_theme, theme_content
from smartcity_plugin.model.design import ARMS, DOCUMENT, LOGO, THEME, DesignPart
from smartcity_plugin.model.problem import SmartCityError
from smartcity_plugin.study.study import DECIDED, DRAFT, Study

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><rect width="20" height="10" fill="red"/></svg>'


def png(width: int = 40, height: int = 20) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#2f4a66"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data())


@pytest.fixture
def path(build, tmp_path, smartcity_provider):
    with build.study(tmp_path / "study.gpkg") as study:
        return study.path


@pytest.fixture
def files(tmp_path):
    from smartcity_plugin import capabilities

    assert capabilities.problems(capabilities.DOCUMENT) == []
    import docx

    stream = io.BytesIO()
    docx.Document().save(stream)
    contents = {
        "THEME": ("stadt.yaml", theme_content(replace(standard_theme(), margin=9.0))),
        "LOGO": ("logo.png", png()),
        "ARMS": ("wappen.svg", SVG),
        "DOCUMENT": ("Vorlage.docx", stream.getvalue()),
    }
    for name, content in contents.values():
        (tmp_path / name).write_bytes(content)
    return {key: str(tmp_path / name) for key, (name, _) in contents.items()}


def run(name, **parameters):
    import processing

    return processing.run(f"smartcity:{name}", parameters)


def digest(path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_design_is_set_handed_on_and_removed(path, files, build, tmp_path):
    stamp = {"STATE": "decided", "DECISION": "Stadtrat, 12.03.2026"}
    assert run("setdesign", STUDY=str(path), **files, **stamp)["STORED"] == 4
    with Study.open(path) as study:
        assert study.theme().margin == 9.0
        assert study.design_part(DOCUMENT).name == "Vorlage.docx"
        assert (study.settings.state, study.settings.decision) == (DECIDED, "Stadtrat, 12.03.2026")
        parts = {part.kind: part for kind in (THEME, LOGO, ARMS, DOCUMENT) for part in study.design_parts(kind)}
    package = str(tmp_path / "design.zip")
    assert run("exportdesign", STUDY=str(path), OUTPUT=package)["PARTS"] == 4
    with build.study(tmp_path / "other.gpkg") as other:
        pass
    assert run("importdesign", STUDY=str(other.path), INPUT=package)["STORED"] == 4
    with Study.open(other.path) as study:
        assert {kind: study.design_part(kind) for kind in parts} == parts
        assert study.settings.state == DRAFT
    assert run("setdesign", STUDY=str(path), REMOVE="logo, theme", STATE="draft")["REMOVED"] == 2
    with Study.open(path) as study:
        assert study.theme() == standard_theme()
        assert study.design_part(LOGO) is None
        assert study.design_part(ARMS) == parts[ARMS]
        assert (study.settings.state, study.settings.decision) == (DRAFT, "")


def test_a_package_may_replace_everything(path, files, tmp_path, build):
    with build.study(tmp_path / "plain.gpkg") as plain:
        pass
    package = str(tmp_path / "plain.zip")
    run("exportdesign", STUDY=str(plain.path), OUTPUT=package)
    run("setdesign", STUDY=str(path), **files)
    run("importdesign", STUDY=str(path), INPUT=package)
    with Study.open(path) as study:
        assert study.design_part(LOGO) is not None
    run("importdesign", STUDY=str(path), INPUT=package, REPLACE=True)
    with Study.open(path) as study:
        assert study.design_part(LOGO) is None


def test_a_package_comes_before_single_files(path, files, tmp_path, build):
    with build.study(tmp_path / "plain.gpkg") as plain:
        pass
    package = str(tmp_path / "plain.zip")
    run("exportdesign", STUDY=str(plain.path), OUTPUT=package)
    run("setdesign", STUDY=str(path), PACKAGE=package, THEME=files["THEME"], DECISION="später")
    with Study.open(path) as study:
        assert study.theme().margin == 9.0
        assert (study.settings.state, study.settings.decision) == (DRAFT, "später")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("LOGO", b"\x89PNG\r\n\x1a\nxxxx", "logo.png"),
        ("ARMS", SVG.replace(b"<rect", b"<script/><rect"), "wappen.svg"),
        ("DOCUMENT", b"PK", "Vorlage.docx"),
        ("THEME", b"margin: 1", "stadt.yaml"),
    ],
)
def test_one_bad_file_stores_nothing(path, files, tmp_path, name, content, words):
    (tmp_path / words).write_bytes(content)
    before = digest(path)
    with pytest.raises(QgsProcessingException, match=words):
        run("setdesign", STUDY=str(path), **files, STATE="decided")
    assert digest(path) == before


def test_a_word_template_must_really_open(path, tmp_path, files):
    import zipfile

    with zipfile.ZipFile(files["DOCUMENT"], "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", "<x/>")
    with pytest.raises(QgsProcessingException, match=r"Vorlage\.docx"):
        run("setdesign", STUDY=str(path), DOCUMENT=files["DOCUMENT"])


def test_pictures_are_drawn_in_their_proportions():
    logo, arms = DesignPart(LOGO, "", "x.png", png(40, 20)), DesignPart(ARMS, "", "x.svg", SVG)
    for part in (logo, arms):
        image = pictures.picture(part, QSize(100, 100))
        assert (image.width(), image.height()) == (100, 50)
    assert pictures.picture(None, QSize(10, 10)).isNull()
    assert QColor(pictures.picture(arms, QSize(100, 100)).pixel(50, 25)) == QColor("red")


def test_pictures_that_would_take_all_memory_are_refused(monkeypatch):
    monkeypatch.setattr(pictures, "MOST_PIXELS", 100)
    with pytest.raises(SmartCityError) as caught:
        pictures.look_at(DesignPart(LOGO, "", "x.png", png(40, 20)))
    assert caught.value.problem.values["detail"] == "40 × 20"


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"<svg"])
def test_pictures_that_qt_cannot_draw_are_refused(content):
    with pytest.raises(SmartCityError) as caught:
        pictures.look_at(DesignPart(LOGO, "", "x", content))
    assert caught.value.problem.key == "design_picture_unreadable"
