# SPDX-License-Identifier: GPL-2.0-or-later
"""The study's own bin: what is deleted from the register anywhere, also in QGIS's attribute tables, is kept there.

These are triggers of the GeoPackage. A row goes into ``removed_rows`` as JSON, its geometry as the hexadecimal text of
the GeoPackage's own form; ``json(lower(quote(x)))`` keeps all digits of a number, of which JSON alone has 15. While a
table is replaced as a whole, the setting ``bin_paused`` keeps them still. The statements are constant on purpose; a
test holds their columns against the declared tables.
"""

from __future__ import annotations

import shapely

PAUSED = "bin_paused"
_ENVELOPES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
"""Bytes of the envelope by its code (GeoPackage 1.3, clause 2.1.3)."""


def shape_of(content: str) -> shapely.Geometry:
    """Return the geometry in a GeoPackage's own form (header, envelope, well-known binary), given as hexadecimal."""
    blob = bytes.fromhex(content)
    return shapely.from_wkb(blob[8 + _ENVELOPES[blob[3] >> 1 & 7] :])


BINNING = (
    """CREATE TRIGGER keep_goals BEFORE DELETE ON goals
       WHEN OLD.goal_id <> '' AND NOT EXISTS (SELECT 1 FROM study_settings WHERE key = 'bin_paused')
       BEGIN
         INSERT INTO removed_rows (removed_id, batch, table_name, row_key, title, content, removed_at)
         VALUES (lower(hex(randomblob(6))), '', 'goals', OLD.goal_id, OLD.title, json_object(
           'goal_id', OLD.goal_id, 'parent_id', OLD.parent_id, 'level', OLD.level, 'position', OLD.position,
           'title', OLD.title, 'description', OLD.description, 'sector', OLD.sector,
           'dimensions', OLD.dimensions, 'sdgs', OLD.sdgs, 'charta', OLD.charta, 'guideline', OLD.guideline,
           'indicator_id', OLD.indicator_id,
           'baseline', json(lower(quote(OLD.baseline))), 'baseline_date', OLD.baseline_date,
           'target', json(lower(quote(OLD.target))), 'target_year', OLD.target_year, 'unit_ids', OLD.unit_ids,
           'responsible', OLD.responsible, 'decision', OLD.decision, 'decision_url', OLD.decision_url,
           'is_example', OLD.is_example),
           strftime('%Y-%m-%dT%H:%M:%SZ', 'now'));
       END""",
    """CREATE TRIGGER keep_goal_indicators BEFORE DELETE ON goal_indicators
       WHEN OLD.series_id <> '' AND NOT EXISTS (SELECT 1 FROM study_settings WHERE key = 'bin_paused')
       BEGIN
         INSERT INTO removed_rows (removed_id, batch, table_name, row_key, title, content, removed_at)
         VALUES (lower(hex(randomblob(6))), '', 'goal_indicators', OLD.series_id, OLD.title, json_object(
           'series_id', OLD.series_id, 'goal_id', OLD.goal_id, 'title', OLD.title,
           'indicator_id', OLD.indicator_id, 'kind', OLD.kind, 'unit', OLD.unit,
           'baseline', json(lower(quote(OLD.baseline))),
           'baseline_date', OLD.baseline_date, 'target', json(lower(quote(OLD.target))), 'target_year', OLD.target_year,
           'source', OLD.source, 'note', OLD.note, 'is_example', OLD.is_example),
           strftime('%Y-%m-%dT%H:%M:%SZ', 'now'));
       END""",
    """CREATE TRIGGER keep_observations BEFORE DELETE ON observations
       WHEN OLD.observation_id <> '' AND NOT EXISTS (SELECT 1 FROM study_settings WHERE key = 'bin_paused')
       BEGIN
         INSERT INTO removed_rows (removed_id, batch, table_name, row_key, title, content, removed_at)
         VALUES (lower(hex(randomblob(6))), '', 'observations', OLD.observation_id, '', json_object(
           'observation_id', OLD.observation_id, 'series_id', OLD.series_id, 'date', OLD.date,
           'value', json(lower(quote(OLD.value))), 'source', OLD.source, 'note', OLD.note),
           strftime('%Y-%m-%dT%H:%M:%SZ', 'now'));
       END""",
    """CREATE TRIGGER keep_measures BEFORE DELETE ON measures
       WHEN OLD.measure_id <> '' AND NOT EXISTS (SELECT 1 FROM study_settings WHERE key = 'bin_paused')
       BEGIN
         INSERT INTO removed_rows (removed_id, batch, table_name, row_key, title, content, removed_at)
         VALUES (lower(hex(randomblob(6))), '', 'measures', OLD.measure_id, OLD.title, json_object(
           'measure_id', OLD.measure_id, 'position', OLD.position, 'title', OLD.title,
           'description', OLD.description, 'sector', OLD.sector, 'kind', OLD.kind, 'goal_ids', OLD.goal_ids,
           'unit_ids', OLD.unit_ids, 'place_source', OLD.place_source, 'focus_id', OLD.focus_id,
           'lead', OLD.lead, 'partners', OLD.partners, 'priority', OLD.priority, 'status', OLD.status,
           'status_reason', OLD.status_reason, 'planned_start', OLD.planned_start,
           'planned_end', OLD.planned_end, 'actual_start', OLD.actual_start, 'actual_end', OLD.actual_end,
           'depends_on', OLD.depends_on,
           'cost_eur', json(lower(quote(OLD.cost_eur))), 'risks', OLD.risks, 'chances', OLD.chances,
           'decision', OLD.decision, 'decision_url', OLD.decision_url, 'open_source', OLD.open_source,
           'is_example', OLD.is_example, 'geometry', hex(OLD.geom)),
           strftime('%Y-%m-%dT%H:%M:%SZ', 'now'));
       END""",
    """CREATE TRIGGER keep_costs BEFORE DELETE ON costs
       WHEN OLD.cost_id <> '' AND NOT EXISTS (SELECT 1 FROM study_settings WHERE key = 'bin_paused')
       BEGIN
         INSERT INTO removed_rows (removed_id, batch, table_name, row_key, title, content, removed_at)
         VALUES (lower(hex(randomblob(6))), '', 'costs', OLD.cost_id, '', json_object(
           'cost_id', OLD.cost_id, 'measure_id', OLD.measure_id, 'kind', OLD.kind, 'year', OLD.year,
           'gross_eur', json(lower(quote(OLD.gross_eur))),
           'eligible_eur', json(lower(quote(OLD.eligible_eur))), 'note', OLD.note),
           strftime('%Y-%m-%dT%H:%M:%SZ', 'now'));
       END""",
    """CREATE TRIGGER keep_financing BEFORE DELETE ON financing
       WHEN OLD.financing_id <> '' AND NOT EXISTS (SELECT 1 FROM study_settings WHERE key = 'bin_paused')
       BEGIN
         INSERT INTO removed_rows (removed_id, batch, table_name, row_key, title, content, removed_at)
         VALUES (lower(hex(randomblob(6))), '', 'financing', OLD.financing_id, '', json_object(
           'financing_id', OLD.financing_id, 'measure_id', OLD.measure_id, 'source', OLD.source,
           'programme', OLD.programme,
           'rate_percent', json(lower(quote(OLD.rate_percent))), 'eur', json(lower(quote(OLD.eur))), 'year', OLD.year,
           'status', OLD.status, 'note', OLD.note),
           strftime('%Y-%m-%dT%H:%M:%SZ', 'now'));
       END""",
    """CREATE TRIGGER keep_scenarios BEFORE DELETE ON scenarios
       WHEN OLD.scenario_id <> '' AND NOT EXISTS (SELECT 1 FROM study_settings WHERE key = 'bin_paused')
       BEGIN
         INSERT INTO removed_rows (removed_id, batch, table_name, row_key, title, content, removed_at)
         VALUES (lower(hex(randomblob(6))), '', 'scenarios', OLD.scenario_id, OLD.title, json_object(
           'scenario_id', OLD.scenario_id, 'title', OLD.title, 'description', OLD.description,
           'measure_ids', OLD.measure_ids, 'position', OLD.position, 'is_example', OLD.is_example),
           strftime('%Y-%m-%dT%H:%M:%SZ', 'now'));
       END""",
    """CREATE TRIGGER keep_procedures BEFORE DELETE ON procedures
       WHEN OLD.procedure_id <> '' AND NOT EXISTS (SELECT 1 FROM study_settings WHERE key = 'bin_paused')
       BEGIN
         INSERT INTO removed_rows (removed_id, batch, table_name, row_key, title, content, removed_at)
         VALUES (lower(hex(randomblob(6))), '', 'procedures', OLD.procedure_id, OLD.title, json_object(
           'procedure_id', OLD.procedure_id, 'title', OLD.title, 'platform', OLD.platform, 'start', OLD.start,
           'end', OLD.end, 'reached', OLD.reached, 'description', OLD.description, 'is_example', OLD.is_example),
           strftime('%Y-%m-%dT%H:%M:%SZ', 'now'));
       END""",
    """CREATE TRIGGER keep_contributions BEFORE DELETE ON contributions
       WHEN OLD.contribution_id <> '' AND NOT EXISTS (SELECT 1 FROM study_settings WHERE key = 'bin_paused')
       BEGIN
         INSERT INTO removed_rows (removed_id, batch, table_name, row_key, title, content, removed_at)
         VALUES (lower(hex(randomblob(6))), '', 'contributions', OLD.contribution_id, OLD.title, json_object(
           'contribution_id', OLD.contribution_id, 'procedure_id', OLD.procedure_id, 'date', OLD.date,
           'category', OLD.category, 'sector', OLD.sector, 'title', OLD.title, 'text', OLD.text,
           'votes_for', OLD.votes_for, 'votes_against', OLD.votes_against, 'comments', OLD.comments,
           'unit_id', OLD.unit_id, 'indicator_id', OLD.indicator_id, 'goal_ids', OLD.goal_ids,
           'measure_ids', OLD.measure_ids, 'status', OLD.status, 'answer', OLD.answer,
           'answered_on', OLD.answered_on, 'masked', OLD.masked, 'is_example', OLD.is_example,
           'geometry', hex(OLD.geom)),
           strftime('%Y-%m-%dT%H:%M:%SZ', 'now'));
       END""",
    """CREATE TRIGGER keep_checklist_answers BEFORE DELETE ON checklist_answers
       WHEN OLD.answer_id <> '' AND NOT EXISTS (SELECT 1 FROM study_settings WHERE key = 'bin_paused')
       BEGIN
         INSERT INTO removed_rows (removed_id, batch, table_name, row_key, title, content, removed_at)
         VALUES (lower(hex(randomblob(6))), '', 'checklist_answers', OLD.answer_id, '', json_object(
           'answer_id', OLD.answer_id, 'checklist', OLD.checklist, 'item_id', OLD.item_id,
           'status', OLD.status, 'text', OLD.text, 'responsible', OLD.responsible, 'evidence', OLD.evidence,
           'changed_at', OLD.changed_at, 'is_example', OLD.is_example),
           strftime('%Y-%m-%dT%H:%M:%SZ', 'now'));
       END""",
    """CREATE TRIGGER keep_effects BEFORE DELETE ON effects
       WHEN OLD.effect_id <> '' AND NOT EXISTS (SELECT 1 FROM study_settings WHERE key = 'bin_paused')
       BEGIN
         INSERT INTO removed_rows (removed_id, batch, table_name, row_key, title, content, removed_at)
         VALUES (lower(hex(randomblob(6))), '', 'effects', OLD.effect_id, OLD.title, json_object(
           'effect_id', OLD.effect_id, 'measure_id', OLD.measure_id, 'position', OLD.position,
           'kind', OLD.kind, 'title', OLD.title, 'role', OLD.role, 'indicator_id', OLD.indicator_id,
           'amount', json(lower(quote(OLD.amount))), 'parameters', OLD.parameters, 'note', OLD.note),
           strftime('%Y-%m-%dT%H:%M:%SZ', 'now'));
       END""",
    """CREATE TRIGGER keep_effect_points BEFORE DELETE ON effect_points
       WHEN OLD.effect_id <> '' AND NOT EXISTS (SELECT 1 FROM study_settings WHERE key = 'bin_paused')
       BEGIN
         INSERT INTO removed_rows (removed_id, batch, table_name, row_key, title, content, removed_at)
         VALUES (lower(hex(randomblob(6))), '', 'effect_points', OLD.effect_id, OLD.title, json_object(
           'effect_id', OLD.effect_id, 'measure_id', OLD.measure_id, 'position', OLD.position,
           'kind', OLD.kind, 'title', OLD.title, 'role', OLD.role, 'indicator_id', OLD.indicator_id,
           'amount', json(lower(quote(OLD.amount))), 'parameters', OLD.parameters, 'note', OLD.note,
           'geometry', hex(OLD.geom)),
           strftime('%Y-%m-%dT%H:%M:%SZ', 'now'));
       END""",
    """CREATE TRIGGER keep_effect_lines BEFORE DELETE ON effect_lines
       WHEN OLD.effect_id <> '' AND NOT EXISTS (SELECT 1 FROM study_settings WHERE key = 'bin_paused')
       BEGIN
         INSERT INTO removed_rows (removed_id, batch, table_name, row_key, title, content, removed_at)
         VALUES (lower(hex(randomblob(6))), '', 'effect_lines', OLD.effect_id, OLD.title, json_object(
           'effect_id', OLD.effect_id, 'measure_id', OLD.measure_id, 'position', OLD.position,
           'kind', OLD.kind, 'title', OLD.title, 'role', OLD.role, 'indicator_id', OLD.indicator_id,
           'amount', json(lower(quote(OLD.amount))), 'parameters', OLD.parameters, 'note', OLD.note,
           'geometry', hex(OLD.geom)),
           strftime('%Y-%m-%dT%H:%M:%SZ', 'now'));
       END""",
    """CREATE TRIGGER keep_effect_areas BEFORE DELETE ON effect_areas
       WHEN OLD.effect_id <> '' AND NOT EXISTS (SELECT 1 FROM study_settings WHERE key = 'bin_paused')
       BEGIN
         INSERT INTO removed_rows (removed_id, batch, table_name, row_key, title, content, removed_at)
         VALUES (lower(hex(randomblob(6))), '', 'effect_areas', OLD.effect_id, OLD.title, json_object(
           'effect_id', OLD.effect_id, 'measure_id', OLD.measure_id, 'position', OLD.position,
           'kind', OLD.kind, 'title', OLD.title, 'role', OLD.role, 'indicator_id', OLD.indicator_id,
           'amount', json(lower(quote(OLD.amount))), 'parameters', OLD.parameters, 'note', OLD.note,
           'geometry', hex(OLD.geom)),
           strftime('%Y-%m-%dT%H:%M:%SZ', 'now'));
       END""",
)
"""One trigger per table that people write; rows without a number cannot be told apart and are not kept."""
