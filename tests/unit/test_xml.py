# SPDX-License-Identifier: GPL-2.0-or-later
"""XML as a stream: every feature once, nothing kept, nothing expanded; what is broken or means harm is refused."""

from __future__ import annotations

import tracemalloc
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartcity_plugin.model.problem import Cancelled, SmartCityError
from smartcity_plugin.sources import xml
from smartcity_plugin.sources.xml import FeatureFile, XmlInput, identifier, inputs, local_name, text_of, texts_of

GML = 'xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns="urn:x"'


def written(tmp_path, content, name="a.gml"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def read(path, progress=lambda fraction: None):
    return [
        (local_name(feature), identifier(feature), text_of(feature, "name"))
        for feature in FeatureFile(XmlInput(path)).features(progress)
    ]


def key_of(path) -> str:
    with pytest.raises(SmartCityError) as caught:
        read(path)
    return caught.value.problem.key


def outcome(path) -> str:
    try:
        read(path)
    except SmartCityError as error:
        return error.problem.key
    return "read"


def feature(number: int, size: int = 0) -> str:
    return f'<A gml:id="f{number}"><name>n{number}</name><blob>{"x" * size}</blob></A>'


@pytest.mark.parametrize(
    "frame",
    [
        "<gml:featureMembers>{}</gml:featureMembers>",
        "<wfs:Insert>{}</wfs:Insert>",
        "<x><wfs:FeatureCollection><wfs:member><wfs:FeatureCollection><gml:featureMembers>{}</gml:featureMembers>"
        "</wfs:FeatureCollection></wfs:member></wfs:FeatureCollection></x>",
    ],
)
@pytest.mark.parametrize("count", [0, 1, 2, 1000])
def test_every_feature_comes_once_and_in_order(tmp_path, monkeypatch, frame, count):
    monkeypatch.setattr(xml, "CHUNK", 1000)
    features = "".join(feature(number, number % 300) for number in range(count))
    path = written(tmp_path, f"<root {GML}>{frame.format(features)}</root>")
    assert read(path) == [("A", f"f{number}", f"n{number}") for number in range(count)]


def test_a_wrapper_around_each_feature(tmp_path, monkeypatch):
    monkeypatch.setattr(xml, "CHUNK", 100)
    members = "".join(f"<gml:featureMember>{feature(number)}</gml:featureMember>\n" for number in range(500))
    path = written(tmp_path, f"<root {GML}><gml:boundedBy/><!-- c --><?p i?>{members}<gml:featureMember/></root>")
    assert [one[1] for one in read(path)] == [f"f{number}" for number in range(500)]


def test_memory_does_not_grow_with_the_file(tmp_path):
    """libxml2's memory is not seen by tracemalloc, but proxies of elements that are kept alive would be."""
    peaks = []
    for count in (2_000, 20_000):
        members = "".join(f"<gml:featureMember>{feature(number, 50)}</gml:featureMember>" for number in range(count))
        path = written(tmp_path, f"<root {GML}>{members}</root>")
        tracemalloc.start()
        found = sum(1 for _ in FeatureFile(XmlInput(path)).features(lambda fraction: None))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert found == count
    assert peaks[1] < 2 * peaks[0]


def test_the_tree_behind_a_feature_is_gone(tmp_path, monkeypatch):
    monkeypatch.setattr(xml, "CHUNK", 2_000)
    members = "".join(f"<gml:featureMember>{feature(number)}</gml:featureMember>" for number in range(1000))
    file = FeatureFile(XmlInput(written(tmp_path, f"<root {GML}>{members}</root>")))
    most = 0
    for one in file.features(lambda fraction: None):
        most = max(most, sum(1 for _ in one.getroottree().getroot().iter("{*}name")))
    assert most <= 50  # no more than one chunk holds


def test_progress_counts_bytes(tmp_path, monkeypatch):
    monkeypatch.setattr(xml, "CHUNK", 500)
    path = written(tmp_path, f"<root {GML}>{'<gml:featureMember><A/></gml:featureMember>' * 100}</root>")
    seen = []
    read(path, seen.append)
    assert seen == sorted(seen)
    assert seen[0] == 0.0
    assert seen[-1] == 1.0
    assert len(seen) > 5


def test_cancelling_stops(tmp_path):
    def cancel(fraction):
        raise Cancelled

    with pytest.raises(Cancelled):
        read(written(tmp_path, f"<root {GML}/>"), cancel)


def test_what_the_header_says(tmp_path):
    envelope = '<gml:boundedBy><gml:Envelope srsName="EPSG:25832"/></gml:boundedBy>'
    other = envelope.replace("25832", "4326")
    inner = f"<gml:featureMember><A>{other}</A></gml:featureMember>"
    file = FeatureFile(XmlInput(written(tmp_path, f'<root {GML} timeStamp="2024-05-06T07">{envelope}{inner}</root>')))
    list(file.features(lambda fraction: None))
    assert (file.srs_name, file.time_stamp, file.root, file.namespace) == (
        "EPSG:25832",
        "2024-05-06T07",
        "root",
        "urn:x",
    )


def test_changes_are_noticed(tmp_path):
    path = written(tmp_path, f"<root {GML}><wfs:Insert/><wfs:Delete/><wfs:Replace><A/></wfs:Replace></root>")
    file = FeatureFile(XmlInput(path))
    list(file.features(lambda fraction: None))
    assert file.changes == 2


def test_texts(tmp_path):
    body = "<A><b><c> x\n y </c></b><d>1</d><d/><d>2</d></A>"
    file = FeatureFile(XmlInput(written(tmp_path, f"<root {GML}><wfs:Insert>{body}</wfs:Insert></root>")))
    for one in file.features(lambda fraction: None):
        assert text_of(one, "b", "c") == "x y"
        assert text_of(one, "b", "nothing") == ""
        assert texts_of(one, "d") == ["1", "2"]
        assert identifier(one) == ""


# What must be refused ---------------------------------------------------------------------------------------------

BOMB = '<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {one} "{f"&{other};" * 10}">' for other, one in zip("abcdefgh", "bcdefghi")
)


@pytest.mark.parametrize(
    "content",
    [
        "<!DOCTYPE r><r/>",
        f"<!DOCTYPE r [{BOMB}]><r>&i;</r>",
        f'<!DOCTYPE r [{BOMB}]><r x="&i;"/>',
        '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]><r>&x;</r>',
        '<!DOCTYPE r SYSTEM "http://127.0.0.1:9/a.dtd"><r/>',
        '<!DOCTYPE r [<!ENTITY % p SYSTEM "file:///etc/hostname"> %p;]><r/>',
        "<!-- so --><?xml-stylesheet a?><!DOCTYPE r><r/>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-8-sig"])
def test_a_document_type_is_refused(tmp_path, content, encoding):
    assert key_of(written(tmp_path, content.encode(encoding))) == "xml_doctype"


def test_a_document_type_in_an_unusual_encoding_is_refused(tmp_path):
    hidden = b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE r+AD4APA-r/+AD4-'
    assert key_of(written(tmp_path, hidden)) in ("xml_doctype", "file_damaged")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"   ",
        b"no xml",
        b"<a><b></a>",
        b"<a>&undefined;</a>",
        b"<a/><b/>",
        b'<?xml version="1.0" encoding="quatsch"?><a/>',
        b"<a>\xff\xfe</a>",
        b"<a>" * 5000 + b"</a>" * 5000,
        f"<root {GML}><gml:featureMember><A/></gml:featureMember><gml:featureM".encode(),
        f"<root {GML}><gml:featureMember><A/></gml:featureMember>".encode(),
    ],
)
def test_broken_files_are_damaged(tmp_path, content):
    assert key_of(written(tmp_path, content)) == "file_damaged"


def test_undeclared_prefixes_are_no_accident_of_ours(tmp_path):
    """libxml2 tells of them and reads on; the names then have no namespace."""
    assert outcome(written(tmp_path, "<r><gml:featureMember><A/></gml:featureMember></r>")) in ("read", "file_damaged")


def test_one_endless_feature_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(xml, "CHUNK", 1_000)
    monkeypatch.setattr(xml, "LARGEST_FEATURE", 20_000)
    large = "<x>1</x>" * 5_000
    path = written(tmp_path, f"<root {GML}><gml:featureMember><A>{large}</A></gml:featureMember></root>")
    assert key_of(path) == "xml_feature_too_large"
    assert key_of(written(tmp_path, f"<root {GML}>{large}</root>")) == "xml_feature_too_large"
    small = f"<gml:featureMember>{feature(1, 900)}</gml:featureMember>" * 100
    assert len(read(written(tmp_path, f"<root {GML}>{small}</root>"))) == 100


def test_a_text_beyond_the_limits_of_the_parser_is_refused(tmp_path):
    path = written(tmp_path, b"<a>" + b"1 " * 6_000_000 + b"</a>")
    assert key_of(path) == "file_damaged"


@given(st.binary(max_size=300))
def test_arbitrary_bytes_are_refused_or_read(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("x") / "a.gml"
    path.write_bytes(content)
    assert outcome(path) in ("read", "file_damaged", "xml_doctype")


# What the user chooses --------------------------------------------------------------------------------------------


def packed(path, members):
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_files_archives_and_folders(tmp_path):
    written(tmp_path, "<a/>", "one.gml")
    written(tmp_path, "x", "read.me")
    packed(tmp_path / "two.zip", {"in/Plan.GML": "<b/>", "in/plan.png": b"png", "other/plan.gml": "<c/>"})
    chosen = inputs([tmp_path / "one.gml", tmp_path])
    assert [(one.label, one.asked_for) for one in chosen.files] == [
        ("one.gml", True),
        ("one.gml", False),
        ("two.zip: plan.gml", False),
    ]
    assert chosen.others == ("plan.png",)
    assert chosen.hidden == ("other/plan.gml",)
    assert [FeatureFile(one).root for one in chosen.files] == ["a", "a", "b"]
    assert chosen.files[2].size == 4


def test_what_cannot_be_chosen(tmp_path):
    def refused(path):
        with pytest.raises(SmartCityError) as caught:
            inputs([path])
        return caught.value.problem.key

    assert refused(tmp_path / "missing.gml") == "file_not_found"
    assert refused(tmp_path) == "xml_none_found"
    assert refused(packed(tmp_path / "a.zip", {"x.txt": "1"})) == "xml_none_found"
    assert refused(packed(tmp_path / "b.zip", {"../x.gml": "<a/>"})) == "archive_unsafe"
    assert refused(written(tmp_path, b"PK\x03\x04 broken", "c.gml")) == "file_damaged"


@pytest.mark.parametrize("cut", [40, 60, 90])
def test_a_damaged_archive_is_told(tmp_path, cut):
    content = "<a>" + "".join(f"<b>{number * 7919 % 1000}</b>" for number in range(500)) + "</a>"
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.gml", content)
    data = bytearray((tmp_path / "a.zip").read_bytes())
    data[cut : cut + 10] = b"\x00" * 10
    (tmp_path / "a.zip").write_bytes(bytes(data))

    def read_all():
        return [read_one(source) for source in inputs([tmp_path / "a.zip"]).files]

    def read_one(source):
        return list(FeatureFile(source).features(lambda fraction: None))

    with pytest.raises(SmartCityError) as caught:
        read_all()
    assert caught.value.problem.key == "file_damaged"
