# SPDX-License-Identifier: GPL-2.0-or-later
"""The loader forgives nothing: what is wrong in a file is told with the file and the key."""

from __future__ import annotations

import shutil

import pytest
import yaml

from smartcity_plugin import paths
from smartcity_plugin.catalogue import CatalogueError, load_catalogue
from smartcity_plugin.catalogue.entry import Entry

GREEN = "indicators/green.yaml"
ACCESS = "gre_access_300m_share"


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(paths.CATALOGUE, tmp_path / "catalogue")


def change(folder, name: str, edit) -> None:
    path = folder / name
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    edit(content)
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")


def message(folder) -> str:
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(folder)
    return str(caught.value)


def test_a_copy_loads_like_the_original(folder):
    assert load_catalogue(folder) == load_catalogue(paths.CATALOGUE)


def test_an_entry_survives_being_written_again(folder):
    change(folder, GREEN, lambda content: None)
    assert load_catalogue(folder) == load_catalogue(paths.CATALOGUE)


def entry(content):
    return content[ACCESS]


BROKEN = {
    "unknown key": (lambda e: e.update(colour="red"), "colour"),
    "missing key": (lambda e: e.pop("unit"), "unit"),
    "missing limits": (lambda e: e.pop("limits"), "limits"),
    "missing goalposts": (lambda e: e.pop("goalposts"), "goalposts"),
    "wrong kind": (lambda e: e.update(dimensions="social"), "dimensions"),
    "text instead of number": (lambda e: e["goalposts"].update(zero="0"), "zero"),
    "yes instead of number": (lambda e: e["goalposts"].update(zero=True), "zero"),
    "unknown unit": (lambda e: e.update(unit="furlong"), "furlong"),
    "unknown sdg": (lambda e: e.update(sdg=["99.9"]), "99.9"),
    "sdg as number": (lambda e: e.update(sdg=[11.7]), "11.7"),
    "unknown dimension": (lambda e: e.update(dimensions=["magical"]), "magical"),
    "unknown attribute of the charta": (lambda e: e.update(charta=["teuer"]), "teuer"),
    "unknown direction": (lambda e: e.update(direction="sideways"), "sideways"),
    "unknown aggregation": (lambda e: e.update(aggregation="mean_of_means"), "mean_of_means"),
    "unknown role": (lambda e: e["inputs"].update(targets="private_green"), "private_green"),
    "unknown field": (lambda e: e["inputs"].update(targets={"role": "public_green", "field": "smell"}), "smell"),
    "unknown key of an input": (
        lambda e: e["inputs"].update(targets={"role": "public_green", "field": "name", "x": 1}),
        "x",
    ),
    "goalposts against the direction": (lambda e: e["goalposts"].update(zero=100, full=0), "goalposts"),
    "goalposts without extent": (lambda e: e["goalposts"].update(zero=100, full=100), "goalposts"),
    "goalposts without source": (lambda e: e["goalposts"].pop("source"), "source"),
    "goalposts without status": (lambda e: e["goalposts"].pop("status"), "status"),
    "parameter out of its range": (lambda e: e["parameters"]["distance"].update(value=1), "distance"),
    "parameter without source": (lambda e: e["parameters"]["distance"].pop("source"), "source"),
    "parameter of unknown status": (lambda e: e["parameters"]["distance"].update(status="certain"), "certain"),
    "parameter with unknown key": (lambda e: e["parameters"]["distance"].update(step=5), "step"),
    "one language only": (lambda e: e["title"].pop("en"), "en"),
    "empty wording": (lambda e: e["title"].update(de="  "), "de"),
    "third language": (lambda e: e["title"].update(fr="vert"), "fr"),
    "target twice": (lambda e: e.update(thresholds=[threshold(target=True), threshold(target=True)]), "target"),
    "threshold without source": (lambda e: e.update(thresholds=[threshold(source=None)]), "source"),
    "threshold with unknown key": (lambda e: e.update(thresholds=[threshold(op=">=")]), "op"),
    "threshold that is no mapping": (lambda e: e.update(thresholds=[80]), "thresholds"),
    "target that is no truth value": (lambda e: e.update(thresholds=[threshold(target="yes")]), "target"),
}


def threshold(**changes) -> dict:
    text = {"de": "x", "en": "x"}
    content = {"value": 80, "label": dict(text), "source": dict(text), "status": "secondary", **changes}
    return {key: value for key, value in content.items() if value is not None}


@pytest.mark.parametrize("name", sorted(BROKEN))
def test_a_broken_indicator_is_told_with_file_entry_and_key(folder, name):
    edit, key = BROKEN[name]
    change(folder, GREEN, lambda content: edit(entry(content)))
    told = message(folder)
    assert told.startswith(f"green.yaml: {ACCESS}"), told
    assert key in told, told


@pytest.mark.parametrize(("key", "value"), [("lower_full", 5), ("upper_full", 30), ("upper_zero", 100)])
def test_a_band_that_falls_is_refused(folder, key, value):
    change(
        folder, "indicators/housing.yaml", lambda content: content["hou_pop_density"]["goalposts"].update({key: value})
    )
    assert message(folder).startswith("housing.yaml: hou_pop_density: goalposts")


def test_an_unscored_indicator_has_no_goalposts(folder):
    change(folder, GREEN, lambda content: entry(content).update(direction="neutral"))
    assert "goalposts" in message(folder)


def test_a_key_given_twice_is_refused(folder):
    path = folder / GREEN
    text = path.read_text(encoding="utf-8").replace("  unit: percent\n", "  unit: percent\n  unit: ratio\n", 1)
    path.write_text(text, encoding="utf-8")
    told = message(folder)
    assert "green.yaml" in told
    assert "'unit'" in told


def test_an_indicator_given_in_two_sectors_is_refused(folder):
    access = yaml.safe_load((folder / GREEN).read_text(encoding="utf-8"))[ACCESS]
    change(folder, "indicators/social.yaml", lambda content: content.update({ACCESS: access}))
    told = message(folder)
    assert "sector green" in told
    assert ACCESS in told


def test_broken_yaml_is_told_with_the_file(folder):
    (folder / "roles.yaml").write_text("a: [1, 2", encoding="utf-8")
    assert message(folder).startswith("roles.yaml")


def test_a_file_that_is_no_mapping_is_told(folder):
    (folder / "messages.yaml").write_text("- a\n- b\n", encoding="utf-8")
    assert message(folder).startswith("messages.yaml")


def test_a_file_of_no_sector_is_told(folder):
    shutil.move(folder / GREEN, folder / "indicators" / "magic.yaml")
    told = message(folder)
    assert "magic" in told


@pytest.mark.parametrize(
    ("name", "edit", "key"),
    [
        ("roles.yaml", lambda content: content["public_green"].update(geometry="blob"), "blob"),
        ("roles.yaml", lambda content: content["public_green"].update(sector="magic"), "magic"),
        ("roles.yaml", lambda content: content["public_green"].update(numbers=["smell"]), "smell"),
        ("roles.yaml", lambda content: content["public_green"].pop("description"), "description"),
        ("vocabulary.yaml", lambda content: content["statuses"].pop("verified"), "statuses"),
        ("vocabulary.yaml", lambda content: content["fitness"].update(bad=content["fitness"]["good"]), "fitness"),
        ("vocabulary.yaml", lambda content: content["units"]["m"].update(decimals="0"), "decimals"),
        ("vocabulary.yaml", lambda content: content.update(moods={}), "moods"),
        ("messages.yaml", lambda content: content["disk_full"].pop("hint"), "hint"),
        ("messages.yaml", lambda content: content["disk_full"].update(severity="error"), "severity"),
    ],
)
def test_other_files_are_read_as_strictly(folder, name, edit, key):
    change(folder, name, edit)
    told = message(folder)
    assert told.startswith(name)
    assert key in told


def test_a_taken_key_is_gone(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text("a: 1\nb: 2\n", encoding="utf-8")
    read = Entry.from_file(path)
    assert read.number("a") == 1
    assert not read.has("a")
    with pytest.raises(CatalogueError, match=r"x\.yaml: unknown key 'b'"):
        read.done()


def test_an_empty_file_is_an_empty_mapping(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text("# nothing\n", encoding="utf-8")
    Entry.from_file(path).done()


def test_lookups(catalogue):
    assert {indicator.sector for indicator in catalogue.indicators_of("green")} == {"green"}
    assert "gre_local_supply" in {indicator.id for indicator in catalogue.waiting_for("public_green")}
    assert next(iter(catalogue.sectors)) == "mobility"
    assert "percent" in catalogue.units
