# SPDX-License-Identifier: GPL-2.0-or-later
"""Files that are damaged, unsafe or something else: a sentence for the user, never a crash, never half the data."""

from __future__ import annotations

import tempfile
import zlib
from pathlib import Path

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.catalogue.osm_rules import load_osm_rules
from smartcity_plugin.engine.progress import silent
from smartcity_plugin.model.problem import SmartCityError
from smartcity_plugin.sources.imported import Imported
from smartcity_plugin.sources.osm import read_osm
from smartcity_plugin.sources.osm.native import read_native
from smartcity_plugin.sources.osm.osm_xml import check_xml
from smartcity_plugin.sources.osm.pbf import check_pbf
from smartcity_plugin.sources.zone import Zone

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures" / "osm"
XML, PBF = FIXTURES / "town.osm", FIXTURES / "town.osm.pbf"
ZONE = Zone(shapely.box(680_000, 5_645_000, 682_000, 5_646_000), "EPSG:25832")
RULES = load_osm_rules()


def read(*paths):
    return read_osm(list(paths), ZONE, load_catalogue().roles, RULES, RULES.roles, silent)


def refusal(path) -> tuple[str, str]:
    with pytest.raises(SmartCityError) as caught:
        read(path)
    return caught.value.problem.key, str(caught.value.problem.values.get("detail", ""))


def outcome(name: str, content: bytes):
    """Return what reading a file of that name and content comes to."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        try:
            return read(path)
        except SmartCityError as error:
            return error.problem


# Any bytes ----------------------------------------------------------------------------------------------------------

BEGINNINGS = {
    "x.osm.pbf": [b"", b"\0\0\0\x0d\x0a\x09OSMHeader\x18\x7c", PBF.read_bytes()[:150]],
    "x.osm": [b"", b"<osm>", b'<?xml version="1.0"?><osm version="0.6"><node id="1" lat="50.9" lon="11.5">'],
    "x.gpkg": [b"", b"SQLite format 3\0", (FIXTURES / "jena.gpkg").read_bytes()[:4096]],
    "x.geojson": [b"", b'{"type":"FeatureCollection","features":[', b'{"type":"Feature","geometry":'],
    "x.shp": [b"", b"\0\0\x27\x0a" + b"\0" * 24],
    "x.fgb": [b"", b"fgb\x03fgb\0"],
    "x.zip": [b"", b"PK\x03\x04"],
}


@pytest.mark.parametrize("name", BEGINNINGS)
@given(data=st.data())
def test_any_bytes_give_a_table_or_a_problem(name, data):
    beginning = data.draw(st.sampled_from(BEGINNINGS[name]))
    result = outcome(name, beginning + data.draw(st.binary(max_size=200)))
    assert isinstance(result, Imported) or result.key in (
        "file_damaged",
        "osm_unknown_content",
        "osm_format_unknown",
        "osm_variant",
        "osm_doctype",
        "layer_without_crs",
    )


@pytest.mark.parametrize("name", ["town.osm.pbf", "town.osm", "jena.gpkg", "jena_poi.geojson"])
@given(changes=st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=6))
def test_a_changed_file_gives_a_table_or_a_problem(name, changes):
    content = bytearray((FIXTURES / name).read_bytes())
    for place, byte in changes:
        content[place % len(content)] = byte
    assert outcome(name, bytes(content)) is not None


@pytest.mark.usefixtures("gdal_exceptions")
@pytest.mark.parametrize("path", [XML, PBF])
@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.999])
def test_half_a_file_is_never_half_a_result(path, share, tmp_path):
    content = path.read_bytes()
    short = tmp_path / path.name
    short.write_bytes(content[: int(len(content) * share)])
    assert refusal(short)[0] == "file_damaged"


# XML ----------------------------------------------------------------------------------------------------------------

LAUGHS = """<?xml version="1.0"?>
<!DOCTYPE osm [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>
<osm version="0.6"><node id="1" lat="50.93" lon="11.56"><tag k="name" v="&b;"/></node></osm>
"""


def written(tmp_path, text: str, encoding: str = "utf-8"):
    path = tmp_path / "x.osm"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("before", ["", "\ufeff", "<!-- a comment --> ", "\n"])
def test_a_document_type_is_refused(tmp_path, before):
    text = LAUGHS if not before else LAUGHS.replace('<?xml version="1.0"?>\n', before)
    assert refusal(written(tmp_path, text))[0] == "osm_doctype"


def test_a_document_type_in_another_encoding_is_refused(tmp_path):
    text = LAUGHS.replace('"1.0"', '"1.0" encoding="UTF-16"')
    assert refusal(written(tmp_path, text, "utf-16"))[0] == "osm_unknown_content"


def test_a_document_type_far_behind_is_not_looked_for(tmp_path):
    text = LAUGHS.replace("<!DOCTYPE", f"<!--{'x' * 70_000}--><!DOCTYPE")
    assert refusal(written(tmp_path, text))[0] == "osm_unknown_content"


def test_entities_are_not_expanded_without_a_document_type(tmp_path):
    text = '<osm version="0.6"><node id="1" lat="50.93" lon="11.56"><tag k="name" v="&b;"/></node></osm>'
    assert refusal(written(tmp_path, text))[0] == "file_damaged"
    unordered = text.replace("<node", '<way id="1"/><node')
    assert refusal(written(tmp_path, unordered))[0] == "file_damaged"


@pytest.mark.parametrize("text", ["<osmChange/>", "<html></html>", "hello", '{"elements": []}', "<osm"])
def test_other_content_is_refused(tmp_path, text):
    assert refusal(written(tmp_path, text))[0] == "osm_unknown_content"


def test_the_header_of_xml():
    header = check_xml(XML, silent)
    assert (header.program, header.timestamp, header.orderly) == ("hand", "2024-03-01T20:21:02Z", True)


def test_order_is_seen_across_chunks(tmp_path, monkeypatch):
    """Whatever the size of the pieces in which the file is looked through."""
    orderly = '<osm><node id="1"/><node id="2"/><way id="1"/><relation id="1"/></osm>'
    unordered = '<osm><node id="1"/><way id="1"/><node id="2"/></osm>'
    deleted = "<osm><node id='1' action='delete'/><way id='1'/></osm>"
    for size in range(1, 40):
        monkeypatch.setattr("smartcity_plugin.sources.osm.osm_xml.CHUNK", size)
        assert check_xml(written(tmp_path, orderly), silent).orderly
        assert not check_xml(written(tmp_path, unordered), silent).orderly
        assert not check_xml(written(tmp_path, deleted), silent).orderly


# PBF ----------------------------------------------------------------------------------------------------------------


def varint(value: int) -> bytes:
    parts = b""
    while True:
        value, low = value >> 7, value & 0x7F
        if not value:
            return parts + bytes([low])
        parts += bytes([low | 0x80])


def field(number: int, value) -> bytes:
    """Encode a field of Protocol Buffers: whole numbers and bytes."""
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    return varint(number << 3 | 2) + varint(len(value)) + value


def blob(kind: bytes, content: bytes) -> bytes:
    header = field(1, kind) + field(3, len(content))
    return len(header).to_bytes(4, "big") + header + content


def packed(content: bytes) -> bytes:
    return field(2, len(content)) + field(3, zlib.compress(content))


def header(*required: bytes, optional=(), more=b"") -> bytes:
    block = b"".join(field(4, name) for name in required) + b"".join(field(5, name) for name in optional) + more
    return blob(b"OSMHeader", packed(block))


def pbf(tmp_path, content: bytes):
    path = tmp_path / "x.osm.pbf"
    path.write_bytes(content)
    return path


def test_the_header_of_pbf(tmp_path):
    assert check_pbf(PBF, silent).timestamp == "2024-03-01T20:21:02+00:00"
    more = field(16, b"Gr\xc3\xbc\xc3\x9fe 1.0") + field(32, 1_700_000_000)
    found = check_pbf(pbf(tmp_path, header(b"OsmSchema-V0.6", more=more)), silent)
    assert (found.program, found.timestamp) == ("Grüße 1.0", "2023-11-14T22:13:20+00:00")
    plain = blob(b"OSMHeader", field(1, field(4, b"OsmSchema-V0.6")))
    assert check_pbf(pbf(tmp_path, plain), silent).timestamp == ""


@pytest.mark.parametrize(
    ("content", "detail"),
    [
        (header(b"OsmSchema-V0.6", b"HistoricalInformation"), "HistoricalInformation"),
        (header(b"OsmSchema-V0.6", optional=[b"LocationsOnWays"]), "LocationsOnWays"),
        (header(b"OsmSchema-V0.6") + blob(b"OSMData", field(2, 9) + field(6, b"lz4...")), "lz4"),
        (header(b"OsmSchema-V0.6") + blob(b"OSMData", field(2, 9) + field(7, b"zstd...")), "zstd"),
        (blob(b"OSMHeader", field(2, 9) + field(4, b"lzma...")), "lzma"),
    ],
)
def test_variants_that_gdal_cannot_read_are_named(tmp_path, content, detail):
    assert refusal(pbf(tmp_path, content)) == ("osm_variant", detail)


@pytest.mark.parametrize(
    ("content", "detail"),
    [
        (b"", "empty"),
        (b"\0\0", "no blob header"),
        (b"\xff\xff\xff\xff" + b"x" * 50, "no blob header"),
        (blob(b"OSMData", packed(b"")), "no OSMHeader"),
        (header(b"OsmSchema-V0.6")[:-3], "unexpected end of file"),
        (header(b"OsmSchema-V0.6") + b"\0\0\0\x05abc", "no blob header"),
        (blob(b"OSMHeader", field(3, b"no zlib")), "incorrect header check"),
        (blob(b"OSMHeader", field(9, b"x")), "header blob without content"),
        (blob(b"OSMHeader", field(1, b"\x22\x7f")), "broken field"),
        (b"\0\0\0\x04" + field(1, b"XX") + b"x" * 20, "blob header without type or size"),
    ],
)
def test_damage_is_named(tmp_path, content, detail):
    key, said = refusal(pbf(tmp_path, content))
    assert key == "file_damaged"
    assert detail in said


@given(st.binary(max_size=300))
def test_any_header_of_pbf(content):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.osm.pbf"
        path.write_bytes(content)
        with pytest.raises(SmartCityError):
            check_pbf(path, silent)


# Tags through GDAL --------------------------------------------------------------------------------------------------

LETTERS = st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufffe\uffff")


def quoted(text: str) -> str:
    for sign, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;")):
        text = text.replace(sign, entity)
    return text


@given(
    st.dictionaries(st.text(LETTERS, min_size=1, max_size=20), st.text(LETTERS, min_size=1, max_size=40), max_size=6)
)
def test_gdal_hands_over_any_tags(tags):
    """GDAL's notation of all tags in one text is read back to what the file says."""
    ignored = {"created_by", "converted_by", "source", "time", "ele", "attribution"}
    tags = {"amenity": "school", **{key: value for key, value in tags.items() if key not in ignored}}
    lines = "".join(f'<tag k="{quoted(key)}" v="{quoted(value)}"/>' for key, value in tags.items())
    elements = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.osm"
        path.write_text(
            f'<osm version="0.6"><node id="1" lat="50.93" lon="11.56">{lines}</node></osm>', encoding="utf-8"
        )
        read_native(
            path, RULES.keys, (11, 50, 12, 51), Path(folder), lambda batch, _crs: elements.extend(batch), silent
        )
    assert [element.tags for element in elements] == [tags]
