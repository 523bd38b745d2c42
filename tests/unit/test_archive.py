# SPDX-License-Identifier: GPL-2.0-or-later
"""Archives: read as they are, refused when they are broken or mean harm."""

from __future__ import annotations

import contextlib
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartcity_plugin.model.problem import SmartCityError
from smartcity_plugin.sources import archive
from smartcity_plugin.sources.archive import Archive


def packed(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return path


def read_all(path):
    with Archive(path) as opened:
        for name in opened.names:
            with opened.open(name) as stream:
                stream.read()


def key_of(path):
    with pytest.raises(SmartCityError) as caught:
        read_all(path)
    return caught.value.problem.key


def test_names_have_no_folders_and_no_capitals(tmp_path):
    path = packed(
        tmp_path / "a.zip", {"feed/Stops.TXT": "1", "__MACOSX/x": "2", "feed/.hidden": "3", "agency.txt": "4"}
    )
    with Archive(path) as opened:
        assert opened.names == ["agency.txt", "stops.txt"]
        assert opened.ending(".txt") == ["agency.txt", "stops.txt"]
        assert opened.size("STOPS.txt") == 1
        with opened.open("stops.txt") as stream:
            assert stream.read() == b"1"


def test_a_folder_is_read_like_an_archive(tmp_path):
    (tmp_path / "Stops.txt").write_bytes(b"12")
    (tmp_path / "inner").mkdir()
    with Archive(tmp_path) as opened:
        assert opened.names == ["stops.txt"]
        assert opened.size("stops.txt") == 2
        with opened.open("stops.txt") as stream:
            assert stream.read() == b"12"


@pytest.mark.parametrize("name", ["../evil.txt", "/etc/passwd", "a/../../b", "C:/x.txt", "..\\x.txt"])
def test_what_leads_out_is_refused(tmp_path, name):
    assert key_of(packed(tmp_path / "a.zip", {name: "x"})) == "archive_unsafe"


def test_what_would_explode_is_refused(tmp_path, monkeypatch):
    path = packed(tmp_path / "a.zip", {"stops.txt": b"0" * 1_000_000})
    with Archive(path) as opened:
        assert opened.size("stops.txt") == 1_000_000
    monkeypatch.setattr(archive, "RATIO_MATTERS_FROM", 100_000)
    assert key_of(path) == "archive_too_large"
    monkeypatch.setattr(archive, "LARGEST_RATIO", 10_000)
    monkeypatch.setattr(archive, "LARGEST_MEMBER", 999_999)
    assert key_of(path) == "archive_too_large"


def test_what_is_not_there_or_no_archive(tmp_path):
    assert key_of(tmp_path / "none.zip") == "file_not_found"
    (tmp_path / "text.zip").write_text("not a zip")
    assert key_of(tmp_path / "text.zip") == "file_damaged"


def test_a_damaged_member_is_told_while_it_is_read(tmp_path):
    path = packed(tmp_path / "a.zip", {"stops.txt": "stop_id\n" * 1000})
    content = bytearray(path.read_bytes())
    content[45:60] = b"\0" * 15
    path.write_bytes(bytes(content))
    assert key_of(path) == "file_damaged"


@given(content=st.binary(max_size=400), cut=st.integers(0, 300))
def test_arbitrary_bytes_are_read_or_refused(tmp_path_factory, content, cut):
    folder = tmp_path_factory.mktemp("bytes")
    whole = packed(folder / "whole.zip", {"a.txt": content}).read_bytes()
    for number, data in enumerate((content, whole[:cut], whole[cut:], b"PK\x03\x04" + content)):
        path = folder / f"{number}.zip"
        path.write_bytes(data)
        with contextlib.suppress(SmartCityError):
            read_all(path)
