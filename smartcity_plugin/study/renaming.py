# SPDX-License-Identifier: GPL-2.0-or-later
"""What the file does by itself when a goal, measure or other row gets another number: references follow.

These are triggers of the GeoPackage, so that numbers may be changed anywhere in QGIS without losing a link. Comma
separated lists are compared and changed as ",a,b,": every number stands between commas, up to two spaces beside a
comma do not count. Evidence such as goal:Z1 follows, too.

A number that another row has is refused: afterwards nobody could tell whose the references are, and renumbering a whole
table in QGIS would heap them all upon one row. The statements are constant on purpose.
"""

from __future__ import annotations

RENAMING = (
    """CREATE TRIGGER rename_goal AFTER UPDATE OF goal_id ON goals
       WHEN OLD.goal_id <> '' AND NEW.goal_id <> '' AND OLD.goal_id <> NEW.goal_id
       BEGIN
         UPDATE goals SET parent_id = NEW.goal_id WHERE parent_id = OLD.goal_id;
         UPDATE goal_indicators SET goal_id = NEW.goal_id WHERE goal_id = OLD.goal_id;
         UPDATE relations SET to_id = NEW.goal_id
           WHERE to_id = OLD.goal_id AND kind IN ('goal_goal', 'measure_goal');
         UPDATE relations SET from_id = NEW.goal_id WHERE from_id = OLD.goal_id AND kind = 'goal_goal';
         UPDATE measures
           SET goal_ids = trim(replace(
             replace(replace(replace(replace(',' || goal_ids || ',', ', ', ','), ', ', ','), ' ,', ','), ' ,', ','),
             ',' || OLD.goal_id || ',', ',' || NEW.goal_id || ','), ',')
           WHERE instr(
             replace(replace(replace(replace(',' || goal_ids || ',', ', ', ','), ', ', ','), ' ,', ','), ' ,', ','),
             ',' || OLD.goal_id || ',');
         UPDATE contributions
           SET goal_ids = trim(replace(
             replace(replace(replace(replace(',' || goal_ids || ',', ', ', ','), ', ', ','), ' ,', ','), ' ,', ','),
             ',' || OLD.goal_id || ',', ',' || NEW.goal_id || ','), ',')
           WHERE instr(
             replace(replace(replace(replace(',' || goal_ids || ',', ', ', ','), ', ', ','), ' ,', ','), ' ,', ','),
             ',' || OLD.goal_id || ',');
         UPDATE checklist_answers
           SET evidence = trim(replace(replace(',' || evidence || ',',
             ',goal:' || OLD.goal_id || ',', ',goal:' || NEW.goal_id || ','),
             ', goal:' || OLD.goal_id || ',', ', goal:' || NEW.goal_id || ','), ',')
           WHERE instr(',' || evidence || ',', ',goal:' || OLD.goal_id || ',')
             OR instr(',' || evidence || ',', ', goal:' || OLD.goal_id || ',');
       END""",
    """CREATE TRIGGER rename_measure AFTER UPDATE OF measure_id ON measures
       WHEN OLD.measure_id <> '' AND NEW.measure_id <> '' AND OLD.measure_id <> NEW.measure_id
       BEGIN
         UPDATE costs SET measure_id = NEW.measure_id WHERE measure_id = OLD.measure_id;
         UPDATE financing SET measure_id = NEW.measure_id WHERE measure_id = OLD.measure_id;
         UPDATE effects SET measure_id = NEW.measure_id WHERE measure_id = OLD.measure_id;
         UPDATE effect_points SET measure_id = NEW.measure_id WHERE measure_id = OLD.measure_id;
         UPDATE effect_lines SET measure_id = NEW.measure_id WHERE measure_id = OLD.measure_id;
         UPDATE effect_areas SET measure_id = NEW.measure_id WHERE measure_id = OLD.measure_id;
         UPDATE scenario_effects SET measure_id = NEW.measure_id WHERE measure_id = OLD.measure_id;
         UPDATE portfolios SET measure_id = NEW.measure_id WHERE measure_id = OLD.measure_id;
         UPDATE relations SET from_id = NEW.measure_id WHERE from_id = OLD.measure_id AND kind = 'measure_goal';
         UPDATE measures
           SET depends_on = trim(replace(
             replace(replace(replace(replace(',' || depends_on || ',', ', ', ','), ', ', ','), ' ,', ','), ' ,', ','),
             ',' || OLD.measure_id || ',', ',' || NEW.measure_id || ','), ',')
           WHERE instr(
             replace(replace(replace(replace(',' || depends_on || ',', ', ', ','), ', ', ','), ' ,', ','), ' ,', ','),
             ',' || OLD.measure_id || ',');
         UPDATE scenarios
           SET measure_ids = trim(replace(
             replace(replace(replace(replace(',' || measure_ids || ',', ', ', ','), ', ', ','), ' ,', ','), ' ,', ','),
             ',' || OLD.measure_id || ',', ',' || NEW.measure_id || ','), ',')
           WHERE instr(
             replace(replace(replace(replace(',' || measure_ids || ',', ', ', ','), ', ', ','), ' ,', ','), ' ,', ','),
             ',' || OLD.measure_id || ',');
         UPDATE contributions
           SET measure_ids = trim(replace(
             replace(replace(replace(replace(',' || measure_ids || ',', ', ', ','), ', ', ','), ' ,', ','), ' ,', ','),
             ',' || OLD.measure_id || ',', ',' || NEW.measure_id || ','), ',')
           WHERE instr(
             replace(replace(replace(replace(',' || measure_ids || ',', ', ', ','), ', ', ','), ' ,', ','), ' ,', ','),
             ',' || OLD.measure_id || ',');
         UPDATE checklist_answers
           SET evidence = trim(replace(replace(',' || evidence || ',',
             ',measure:' || OLD.measure_id || ',', ',measure:' || NEW.measure_id || ','),
             ', measure:' || OLD.measure_id || ',', ', measure:' || NEW.measure_id || ','), ',')
           WHERE instr(',' || evidence || ',', ',measure:' || OLD.measure_id || ',')
             OR instr(',' || evidence || ',', ', measure:' || OLD.measure_id || ',');
       END""",
    """CREATE TRIGGER rename_series AFTER UPDATE OF series_id ON goal_indicators
       WHEN OLD.series_id <> '' AND NEW.series_id <> '' AND OLD.series_id <> NEW.series_id
       BEGIN
         UPDATE observations SET series_id = NEW.series_id WHERE series_id = OLD.series_id;
       END""",
    """CREATE TRIGGER rename_scenario AFTER UPDATE OF scenario_id ON scenarios
       WHEN OLD.scenario_id <> '' AND NEW.scenario_id <> '' AND OLD.scenario_id <> NEW.scenario_id
       BEGIN
         UPDATE scenario_values SET scenario_id = NEW.scenario_id WHERE scenario_id = OLD.scenario_id;
         UPDATE scenario_effects SET scenario_id = NEW.scenario_id WHERE scenario_id = OLD.scenario_id;
         UPDATE portfolios SET scenario_id = NEW.scenario_id WHERE scenario_id = OLD.scenario_id;
       END""",
    """CREATE TRIGGER rename_procedure AFTER UPDATE OF procedure_id ON procedures
       WHEN OLD.procedure_id <> '' AND NEW.procedure_id <> '' AND OLD.procedure_id <> NEW.procedure_id
       BEGIN
         UPDATE contributions SET procedure_id = NEW.procedure_id WHERE procedure_id = OLD.procedure_id;
         UPDATE checklist_answers
           SET evidence = trim(replace(replace(',' || evidence || ',',
             ',procedure:' || OLD.procedure_id || ',', ',procedure:' || NEW.procedure_id || ','),
             ', procedure:' || OLD.procedure_id || ',', ', procedure:' || NEW.procedure_id || ','), ',')
           WHERE instr(',' || evidence || ',', ',procedure:' || OLD.procedure_id || ',')
             OR instr(',' || evidence || ',', ', procedure:' || OLD.procedure_id || ',');
       END""",
    """CREATE TRIGGER refuse_goals BEFORE UPDATE OF goal_id ON goals
       WHEN NEW.goal_id <> '' AND OLD.goal_id IS NOT NEW.goal_id
         AND EXISTS (SELECT 1 FROM goals WHERE goal_id = NEW.goal_id)
       BEGIN
         SELECT RAISE(ABORT, 'Nummer schon vergeben / number in use');
       END""",
    """CREATE TRIGGER refuse_measures BEFORE UPDATE OF measure_id ON measures
       WHEN NEW.measure_id <> '' AND OLD.measure_id IS NOT NEW.measure_id
         AND EXISTS (SELECT 1 FROM measures WHERE measure_id = NEW.measure_id)
       BEGIN
         SELECT RAISE(ABORT, 'Nummer schon vergeben / number in use');
       END""",
    """CREATE TRIGGER refuse_goal_indicators BEFORE UPDATE OF series_id ON goal_indicators
       WHEN NEW.series_id <> '' AND OLD.series_id IS NOT NEW.series_id
         AND EXISTS (SELECT 1 FROM goal_indicators WHERE series_id = NEW.series_id)
       BEGIN
         SELECT RAISE(ABORT, 'Nummer schon vergeben / number in use');
       END""",
    """CREATE TRIGGER refuse_scenarios BEFORE UPDATE OF scenario_id ON scenarios
       WHEN NEW.scenario_id <> '' AND OLD.scenario_id IS NOT NEW.scenario_id
         AND EXISTS (SELECT 1 FROM scenarios WHERE scenario_id = NEW.scenario_id)
       BEGIN
         SELECT RAISE(ABORT, 'Nummer schon vergeben / number in use');
       END""",
    """CREATE TRIGGER refuse_procedures BEFORE UPDATE OF procedure_id ON procedures
       WHEN NEW.procedure_id <> '' AND OLD.procedure_id IS NOT NEW.procedure_id
         AND EXISTS (SELECT 1 FROM procedures WHERE procedure_id = NEW.procedure_id)
       BEGIN
         SELECT RAISE(ABORT, 'Nummer schon vergeben / number in use');
       END""",
)
"""Two triggers per table whose numbers others refer to. Focus areas' lists of measures are computed anew."""
