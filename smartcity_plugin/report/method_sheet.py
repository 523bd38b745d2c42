# SPDX-License-Identifier: GPL-2.0-or-later
"""The method sheet (Methodenblatt) of an assessment scheme as a document of its own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from .. import capabilities
from ..catalogue import Catalogue
from ..catalogue.scheme_words import choice_note, choice_title, scheme_title
from ..engine.composite.pairwise import CONSISTENCY_LIMIT, RANDOM_INDEX_STATUS, compare
from ..engine.composite.weights import shares_of
from ..engine.compute import FEW_PERSONS
from ..model.indicator import Band, Goalposts, Indicator
from ..model.problem import SmartCityError
from ..model.scheme import ROOT, Normalisation, Scheme, Weighting, Weights
from ..study.assessment import Assessment, assess, scheme_of
from ..study.overlay_tables import CELLS, UNITS
from ..study.robustness import stored
from ..study.study import Study
from .builder import Blocks
from .document import Align, Cell, Chapter, ChapterKind, Column, Document, Labels
from .scheme import scheme_choices, sentence_case
from .sections.robustness import robustness_blocks
from .texts import Texts, load_texts
from .words import Words


def export_method_sheet(study: Study, catalogue: Catalogue, scheme_id: str, path: Path, language: str) -> None:
    """Write the method sheet of a scheme (of the one in force without an id) as .docx.

    Raises SmartCityError if there is no such scheme, none of its indicators has values, the library for Word files is
    missing, or the file cannot be written.
    """
    problem = capabilities.problem_with("docx")
    if problem is not None:
        raise SmartCityError(problem.key, **problem.values)
    from .docx import write_docx

    document = build_method_sheet(study, catalogue, scheme_id, language)
    work = path.with_name(f"{path.stem}.part{path.suffix}")
    try:
        write_docx(document, work)
        work.replace(path)
    except OSError as error:
        raise SmartCityError("export_failed", path=str(path)) from error
    finally:
        work.unlink(missing_ok=True)


def build_method_sheet(study: Study, catalogue: Catalogue, scheme_id: str, language: str) -> Document:
    """Return the block tree of the method sheet."""
    words = Words(Texts(language, load_texts()), catalogue.vocabulary)
    scheme = scheme_of(study, catalogue, scheme_id)
    found = assess(study, catalogue, scheme, UNITS)
    say = words.say
    out = Blocks("sheet")
    state = say("method_sheet.in_force") if scheme.id == study.settings.scheme else say("method_sheet.not_in_force")
    date = say("method_sheet.reference", date=words.date(study.settings.reference_date))
    out.text("state", f"{state} {date}")
    _choices(found, catalogue, words, out)
    _tree(found, catalogue, words, out)
    _origin(found.scheme, catalogue, words, out)
    _left_out(study, catalogue, scheme, found, words, out)
    _plan(study, scheme, words, out)
    _result(study, found, words, out)
    title = say("method_sheet.title", scheme=scheme_title(scheme, words.language))
    return Document(
        title=title,
        subtitle=study.settings.title,
        author=study.settings.municipality,
        remarks=(date, say("cover.made", version=study.settings.plugin_version)),
        language=words.language,
        labels=Labels(*(say(f"label.{name}") for name in ("figure", "table", "annex", "page", "of"))),
        front=(),
        chapters=(Chapter("sheet", title, ChapterKind.FRONT, out.done()),),
    )


def _choices(found: Assessment, catalogue: Catalogue, words: Words, out: Blocks) -> None:
    out.heading("choices", words.say("method_sheet.choices"))
    rows = scheme_choices(found.scheme, found.tree.outer, catalogue, words)
    cells = [[Cell(label, bold=True), text] for label, text in rows]
    out.table("choices_table", [Column("", 4.0), Column("", 12.5)], cells, words.say("method_sheet.choices_table"))


def _tree(found: Assessment, catalogue: Catalogue, words: Words, out: Blocks) -> None:
    out.heading("tree", words.say("method_sheet.tree"))
    out.text("tree_text", words.say("method_sheet.tree_text"))
    weights, rows = found.tree.weights, []
    for number, name in enumerate(found.tree.indicators):
        indicator, sector = catalogue.indicators[name], found.tree.groups[found.tree.group_of[number]]
        first = number == 0 or found.tree.group_of[number] != found.tree.group_of[number - 1]
        rows.append(
            [
                words.of(catalogue.sectors[sector].title) if first else "",
                words.of(indicator.title),
                words.percent(found.tree.inner[number], 1),
                words.percent(weights[number], 1),
                _scale(found.scheme, indicator, words),
            ]
        )
    names = (("sector", 3.0), ("indicator", 4.6), ("inner", 1.7), ("weight", 1.7), ("scale", 5.5))
    columns = [
        Column(words.say(f"method_sheet.column.{name}"), width, Align.RIGHT if width < 2 else Align.LEFT)
        for name, width in names
    ]
    out.table("tree_table", columns, rows, words.say("method_sheet.tree_table"))


def _scale(scheme: Scheme, indicator: Indicator, words: Words) -> str:
    """Return how an indicator is normalised; goalposts and bands with their source."""
    normalisation = scheme.normalisation_of(indicator.id)
    if normalisation not in (Normalisation.GOALPOSTS, Normalisation.BAND):
        return sentence_case(choice_title(normalisation, words.language))
    scale = scheme.scales.get(indicator.id, indicator.goalposts)
    if isinstance(scale, Band):
        names, key = ("lower_zero", "lower_full", "upper_full", "upper_zero"), "method_sheet.band"
    elif isinstance(scale, Goalposts):
        names, key = ("zero", "full"), "method_sheet.scale"
    else:
        return words.say("table.none")
    text = words.say(key, **{name: words.value(getattr(scale, name), indicator.unit) for name in names})
    if indicator.id in scheme.scales:
        return "; ".join((sentence_case(text), words.say("method_sheet.own_scale")))
    if indicator.goalposts_source is None or indicator.goalposts_status is None:
        return sentence_case(text)
    source = words.say(
        "method_sheet.source",
        source=words.of(indicator.goalposts_source),
        status=words.status(indicator.goalposts_status),
    )
    return f"{sentence_case(text)}; {source}"


# Weights ------------------------------------------------------------------------------------------------------------


def _origin(scheme: Scheme, catalogue: Catalogue, words: Words, out: Blocks) -> None:
    out.heading("origin", words.say("method_sheet.origin"))
    nodes = {key: item for key, item in scheme.nodes().items() if len(item[0]) > 1}
    told = {key: item for key, item in nodes.items() if item[1].method is not Weighting.EQUAL}
    if not told:
        out.text("origin_equal", words.say("method_sheet.origin_all_equal"))
    for key, (members, weights) in told.items():
        if key == ROOT:
            node = words.say("method_sheet.between")
            titles = {name: words.of(catalogue.sectors[name].title) for name in members}
        else:
            node = words.say("method_sheet.inside", sector=words.of(catalogue.sectors[key].title))
            titles = {name: words.of(catalogue.indicators[name].title) for name in members}
        out.heading(f"origin.{key}", node, level=3)
        _node(key, node, weights, titles, words, out)


def _node(key: str, node: str, weights: Weights, titles: dict[str, str], words: Words, out: Blocks) -> None:
    note = choice_note(weights.method, words.language)
    out.text(f"origin.{key}.note", f"{sentence_case(choice_title(weights.method, words.language))}. {note}")
    if weights.method is Weighting.BUDGET:
        _ballots(key, node, weights, titles, words, out)
    elif weights.method is Weighting.AHP:
        _comparisons(key, weights, titles, words, out)


def _ballots(key: str, node: str, weights: Weights, titles: dict[str, str], words: Words, out: Blocks) -> None:
    members = list(titles)
    out.text(f"origin.{key}.ballots", words.count("method_sheet.ballots", len(weights.ballots)))
    width = 12.0 / len(members)
    columns = [Column(words.say("method_sheet.column.person"), 4.5)]
    columns += [Column(titles[name], width, Align.RIGHT) for name in members]
    rows: list[list[str | Cell]] = []
    for person, points in weights.ballots.items():
        total = sum(points.get(name, 0.0) for name in members)
        shown = [100.0 * points.get(name, 0.0) / total if total else float("nan") for name in members]
        rows.append([person, *(words.number(value, 1) for value in shown)])
    mean = shares_of(weights, members)
    bold: Sequence[str] = [words.say("method_sheet.mean"), *(words.number(100.0 * share, 1) for share in mean)]
    rows.append([Cell(text, bold=True) for text in bold])
    out.table(f"origin.{key}.ballots_table", columns, rows, words.say("method_sheet.ballots_table", node=node))


def _comparisons(key: str, weights: Weights, titles: dict[str, str], words: Words, out: Blocks) -> None:
    comparison = compare(tuple(titles), weights.judgements)
    limits = {"ratio": words.number(comparison.consistency_ratio, 3), "limit": words.number(CONSISTENCY_LIMIT, 2)}
    sentences = [words.count("method_sheet.ahp", len(weights.judgements), **limits)]
    pair = comparison.worst_pair
    if comparison.is_consistent or pair is None:
        sentences.append(words.say("method_sheet.ahp_fine"))
    else:
        names = {"first": titles[pair.first], "second": titles[pair.second]}
        values = {"times": words.number(pair.times, 2), "consistent": words.number(pair.consistent, 2)}
        sentences.append(words.say("method_sheet.ahp_bad", **names, **values))
    sentences.append(words.say("method_sheet.ahp_source", status=words.status(RANDOM_INDEX_STATUS)))
    out.sentences(f"origin.{key}.ahp", sentences)


# What became of it --------------------------------------------------------------------------------------------------


def _left_out(study: Study, catalogue: Catalogue, scheme: Scheme, found: Assessment, words: Words, out: Blocks) -> None:
    def titles(ids: Sequence[str]) -> str:
        known = catalogue.indicators
        return ", ".join(words.of(known[name].title) if name in known else name for name in ids)

    out.heading("left_out", words.say("method_sheet.left_out"))
    if found.left_out:
        sentences = [words.say("method_sheet.left_out_text", indicators=titles(found.left_out))]
    else:
        sentences = [words.say("method_sheet.none_left_out")]
    try:
        on_cells = assess(study, catalogue, scheme, CELLS).left_out
    except SmartCityError:
        on_cells = found.scheme.indicators
    more = [name for name in on_cells if name not in found.left_out]
    if more:
        sentences.append(words.say("method_sheet.cells_left_out", indicators=titles(more)))
    out.sentences("left_out_text", sentences)


def _plan(study: Study, scheme: Scheme, words: Words, out: Blocks) -> None:
    """Add the result of the robustness test, or what is planned for it."""
    out.heading("robustness", words.say("method_sheet.robustness"))
    found = stored(study, scheme.id, study.settings.unit_level)
    if found is not None:
        robustness_blocks(found, scheme, words, out)
        return
    plan = scheme.plan
    text = words.say(
        "method_sheet.plan",
        runs=words.number(plan.runs),
        seed=str(plan.seed),
        weights=words.percent(plan.weight_spread),
        thresholds=words.percent(plan.threshold_spread),
        normalisations=words.join([choice_title(item, words.language) for item in plan.normalisations]),
        combinations=words.join([choice_title(item, words.language) for item in plan.combinations]),
        drop=words.say("method_sheet.drop") if plan.drop_one else "",
        top=words.percent(plan.top_share),
        same=words.percent(plan.same_class_share),
    )
    out.text("plan", " ".join((words.say("method_sheet.robustness_none"), text)))


def _result(study: Study, found: Assessment, words: Words, out: Blocks) -> None:
    names = study.units().frame.set_index("unit_id")["name"]
    frame = found.matrix.values[[]].assign(
        name=names.reindex(found.matrix.values.index),
        population=found.matrix.population,
        need=found.index.need,
        coverage=found.index.coverage,
    )[found.matrix.compared]
    frame = frame[frame["population"].fillna(0) >= FEW_PERSONS].sort_values("need", ascending=False)
    ranks = frame["need"].rank(ascending=False, method="min")
    rows = [
        [
            words.number(rank),
            row.name,
            words.number(row.population),
            words.number(row.need),
            words.rounded(row.need / 100.0 * row.population) if row.need == row.need else words.number(None),
            words.percent(row.coverage),
        ]
        for row, rank in zip(frame.itertuples(index=False), ranks)
    ]
    out.heading("result", words.say("method_sheet.result"))
    keys = (("rank", 1.6), ("unit", 6.4), ("population", 2.3), ("need", 1.9), ("persons", 2.3), ("coverage", 2.0))
    columns = [
        Column(words.say(f"method_sheet.column.{key}"), width, Align.LEFT if key == "unit" else Align.RIGHT)
        for key, width in keys
    ]
    note = words.say("method_sheet.result_note", few=words.number(FEW_PERSONS))
    out.table("result_table", columns, rows, words.say("method_sheet.result_table"), note)
