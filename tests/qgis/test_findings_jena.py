# SPDX-License-Identifier: GPL-2.0-or-later
"""The sentences about the demo study word for word, and the evidence of every figure, table and finding."""

from __future__ import annotations

import os
from pathlib import Path

import processing
import pytest

from smartcity_plugin.catalogue import load_catalogue
from smartcity_plugin.report.document import BulletList, FigureBlock, Paragraph, Table, plain
from smartcity_plugin.report.evidence import captioned
from smartcity_plugin.report.strategy import build_document
from smartcity_plugin.study.study import Study

GOLDEN = Path(__file__).resolve().parent.parent / "fixtures" / "findings"
SHOWN = (
    *("summary.lead", "summary.point."),
    *("inventory.mob_pt_access_share.", "inventory.hou_vacancy_rate.", "inventory.gre_local_supply."),
    *("inventory.soc_child_share.", "needs.index_findings", "needs.sector.", "needs.overlay_findings"),
    *("annex.excluded_cells", "annex.privacy_here", "monitoring.change"),
)
KINDS = (".findings", ".units", ".basis", ".change", ".lead", "_findings")


class Picture:
    path, alt_text, source_line, width_mm, height_mm = Path("none.png"), "Karte", "", 100.0, 100.0


class Pictures:
    """Draws nothing; what is tested here are words."""

    def __getattr__(self, name):
        return lambda *arguments, **options: Picture()


@pytest.fixture(scope="module", params=["de", "en"])
def document(request, jena_study_path):
    with Study.open(jena_study_path) as study:
        return build_document(study, load_catalogue(), request.param, Pictures())


def sentences(document) -> dict[str, str]:
    """Return the findings by block, with ordinary spaces."""
    found = {}
    for block in document.blocks():
        if not block.id.startswith(SHOWN) or block.id.endswith(".settings"):
            continue
        if isinstance(block, Paragraph):
            found[block.id] = plain(block.runs)
        elif isinstance(block, BulletList):
            found[block.id] = " / ".join(plain(runs) for _, runs in block.items)
    return {name: text.replace("\u00a0", " ") for name, text in found.items()}


def test_the_sentences_about_jena(document):
    """Set SMARTCITY_GOLDEN=write to accept new sentences; read them first, as an editor and as a statistician."""
    path = GOLDEN / f"jena_{document.language}.txt"
    text = "".join(f"{name}\n    {said}\n" for name, said in sentences(document).items())
    if os.environ.get("SMARTCITY_GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_what_shows_numbers_of_the_study_names_its_runs(document, jena_study_path):
    with Study.open(jena_study_path) as study:
        runs = study.runs()
        computed = [name for name, row in study.status().items() if row["state"] == "computed"]
        status = study.status()
    blocks = {block.id: block for block in document.blocks()}
    for block in blocks.values():
        assert set(getattr(block, "evidence", ())) <= set(runs), block.id
    for name in computed:
        for part in ("findings", "units", "map"):
            assert status[name]["run_id"] in blocks[f"inventory.{name}.{part}"].evidence
    kinds = (Paragraph, Table, FigureBlock, BulletList)
    bare = [
        block.id
        for block in blocks.values()
        if isinstance(block, kinds)
        and block.id.startswith(("inventory.", "needs.", "summary."))
        and block.id.endswith((*KINDS, ".map", "_map", "by_unit", "by_unit_table", ".overview", "key_figures"))
        and not block.evidence
    ]
    assert not bare


def test_the_evidence_table_has_the_numbers_of_the_document(document, jena_study_path):
    blocks = {block.id: block for block in document.blocks()}
    listed = {tuple(row[0].text.split("\n")): row[1].text for row in blocks["annex.evidence_table"].rows}
    figures = tables = 0
    expected = {}
    for block in document.blocks():
        if isinstance(block, (FigureBlock, Table)) and block.caption:
            figures, tables = figures + isinstance(block, FigureBlock), tables + isinstance(block, Table)
            label, number = (
                (document.labels.figure, figures) if isinstance(block, FigureBlock) else (document.labels.table, tables)
            )
            if block.evidence:
                expected[(f"{label} {number}", block.caption)] = block.evidence
    assert set(listed) == set(expected)
    assert len(listed) > 40
    for key, run_ids in expected.items():
        assert all(run_id in listed[key] for run_id in run_ids)
    assert len(list(captioned(document.chapters))) == figures + tables


def test_every_run_is_listed_with_its_data_and_its_command(document, jena_study_path):
    blocks = {block.id: block for block in document.blocks()}
    with Study.open(jena_study_path) as study:
        runs, sources = study.runs(), study.sources()
    inputs = "\n".join(cell.text for row in blocks["annex.evidence_inputs"].rows for cell in row)
    commands = "\n".join(cell.text for row in blocks["annex.replay_table"].rows for cell in row)
    for run_id in runs:
        assert run_id in inputs
        assert run_id in commands
    imports = sum(run.kind == "import_contributions" for run in runs.values())  # the file was read and left behind
    assert commands.count("qgis_process run smartcity:") == len(runs) - imports
    for source in sources:
        assert source.fingerprint[:8] in inputs


def test_every_attribution_is_printed_with_its_licence(document, jena_study_path):
    table = next(block for block in document.blocks() if block.id == "annex.attributions_table")
    text = "\n".join(cell.text for row in table.rows for cell in row)
    with Study.open(jena_study_path) as study:
        sources = study.sources()
    assert sources
    for source in sources:
        assert source.attribution in text
    licences = load_catalogue().vocabulary.licences
    for licence in {licence for source in sources for licence in source.licences}:
        assert licences[licence].title.in_language(document.language) in text
    assert len(table.rows) == len({licence for source in sources for licence in source.licences})


def test_what_is_left_out_is_counted_as_in_the_study(document, jena_study_path):
    table = next(block for block in document.blocks() if block.id == "annex.excluded_units")
    with Study.open(jena_study_path) as study:
        values = study.values()
        names = dict(zip(study.units().frame["unit_id"], study.units().frame["name"]))
        values = values[values["unit_id"] != study.city_id]
        without_people = int(study.layer("population_cells").frame["population"].isna().sum())
    missing = values[values["value"].isna()].groupby("unit_id").size()
    assert {row[0].text: int(row[2].text.split()[0]) for row in table.rows} == {
        names[unit]: count for unit, count in missing.items()
    }
    cells = sentences(document)["annex.excluded_cells"]
    assert f" {without_people} " in cells


def test_gaps_name_the_data_that_are_missing(document, jena_study_path):
    table = next(block for block in document.blocks() if block.id == "annex.gaps_table")
    with Study.open(jena_study_path) as study:
        present = set(study.passports())
    catalogue = load_catalogue()
    roles = {role.title.in_language(document.language): name for name, role in catalogue.roles.items()}
    titles = {item.title.in_language(document.language) for item in catalogue.indicators.values()}
    for row in table.rows:
        assert roles[row[0].text] not in present
        named = row[1].text.split("; ")
        assert set(named) <= titles
        assert int(row[2].text) <= len(named)


def test_with_two_dates_the_document_tells_the_change_and_no_trend(smartcity_provider, jena_study_copy):
    name = "gre_access_300m_share"
    options = {"STUDY": str(jena_study_copy), "INDICATORS": [name], "PERIOD": "2006-05-09"}
    processing.run("smartcity:computeindicators", options)
    with Study.open(jena_study_copy) as study:
        runs = {study.status(period)[name]["run_id"] for period in study.periods() if name in study.status(period)}
        made = build_document(study, load_catalogue(), "de", Pictures())
    blocks = {block.id: block for block in made.blocks()}
    change = blocks[f"inventory.{name}.change"]
    text = plain(change.runs).replace("\u00a0", " ")
    assert text.startswith("Veränderung: Der Wert für Jena beträgt am 9. Mai 2006 wie am 9. Mai 2011 gerundet 32,3 %.")
    assert "gerundet gleich geblieben in 30 Planungseinheiten." in text
    assert "Ein Trend lässt sich nicht angeben: Bekannt sind 2 Stichtage, nötig sind mindestens 3." in text
    assert len(runs) == 2
    assert runs <= set(change.evidence)
    assert "monitoring.change" not in blocks
    assert "inventory.mob_pt_access_share.change" not in blocks
