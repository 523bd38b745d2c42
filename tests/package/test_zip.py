# SPDX-License-Identifier: GPL-2.0-or-later
"""The zip: same sources, same bytes; complete; and python-docx in it works without any installed copy."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import zipfile
from io import BytesIO

import pytest

DOCUMENT = """
import sys
sys.path.insert(0, sys.argv[1])
import docx
document = docx.Document()
document.add_heading("Größe", 1)
document.add_picture(sys.argv[2])
document.sections[0].footer.paragraphs[0].text = "Fuß"
document.save(sys.argv[3])
print(docx.__file__, "typing_extensions" in sys.modules, docx.Document(sys.argv[3]).paragraphs[0].text)
"""


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.host
def test_building_twice_gives_the_same_bytes(plugin_zip, repository, tmp_path):
    sums = {sha256(plugin_zip)}
    for number, umask in enumerate((0o022, 0o077)):
        options = [f"--stage={tmp_path / str(number)}", f"--dist={tmp_path / str(number)}"]
        command = [sys.executable, str(repository / "tools/package.py"), *options]
        old = os.umask(umask)
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=300)
        finally:
            os.umask(old)
        sums.add(sha256(tmp_path / str(number) / plugin_zip.name))
    assert len(sums) == 1


def test_entries_are_sorted_plain_and_of_one_time(plugin_zip):
    with zipfile.ZipFile(plugin_zip) as archive:
        entries = archive.infolist()
    names = [entry.filename for entry in entries]
    assert names == sorted(names)
    assert {entry.external_attr >> 16 for entry in entries} == {0o100644}
    assert len({entry.date_time for entry in entries}) == 1


def test_sources_are_complete_and_nothing_else_is_packed(plugin_zip, repository):
    with zipfile.ZipFile(plugin_zip) as archive:
        names = set(archive.namelist())
    modules = {
        path.relative_to(repository).as_posix()
        for path in (repository / "smartcity_plugin").rglob("*.py")
        if "vendor" not in path.parts
    }
    packed = {name for name in names if name.endswith(".py") and "/vendor/" not in name}
    assert packed == modules
    assert not [name for name in names if name.endswith((".ts", ".pyc")) or "/tests/" in name]


def test_every_translation_is_compiled(plugin_zip, repository):
    expected = {f"smartcity_plugin/i18n/{path.stem}.qm" for path in (repository / "i18n").glob("*.ts")}
    with zipfile.ZipFile(plugin_zip) as archive:
        assert expected == {name for name in archive.namelist() if name.endswith(".qm")}


def test_vendored_docx_writes_a_document(plugin_zip, repository, tmp_path):
    with zipfile.ZipFile(plugin_zip) as archive:
        archive.extractall(tmp_path)
    vendor = tmp_path / "smartcity_plugin" / "vendor"
    picture, document = repository / "resources/icons/plugin.png", tmp_path / "x.docx"
    command = ["/usr/bin/python3", "-c", DOCUMENT, str(vendor), str(picture), str(document)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=tmp_path)
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.split() == [str(vendor / "docx" / "__init__.py"), "False", "Größe"]
    with zipfile.ZipFile(BytesIO(document.read_bytes())) as archive:
        assert "word/document.xml" in archive.namelist()


def test_the_packed_catalogue_says_what_the_repository_says(plugin_zip, repository, tmp_path):
    """YAML is packed as JSON: another file, the same content."""
    from smartcity_plugin.catalogue import load_catalogue

    with zipfile.ZipFile(plugin_zip) as archive:
        archive.extractall(tmp_path)
    packed = tmp_path / "smartcity_plugin" / "resources" / "catalogue"
    assert (packed / "vocabulary.yaml").read_text(encoding="utf-8").startswith("{")
    assert load_catalogue(packed) == load_catalogue(repository / "resources" / "catalogue")
