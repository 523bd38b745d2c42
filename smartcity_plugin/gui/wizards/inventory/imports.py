# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs the imports of the wizard, one alone or several one after the other, and collects how they ended."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from qgis.core import QgsApplication, QgsProcessingParameterMultipleLayers
from qgis.PyQt.QtCore import QObject

from ....bridge.i18n import translate
from ....bridge.tasks import RunResult
from . import proposals, wording
from .draft import Draft
from .passport_page import lack_sentences, missing_names
from .result_page import CANCELLED, DONE, FAILED, OPEN, Outcome

if TYPE_CHECKING:
    from .wizard import InventoryWizard


class Imports(QObject):
    """Imports drafts; each is complete in itself."""

    def __init__(self, wizard: InventoryWizard) -> None:
        super().__init__(wizard)
        self._wizard = wizard

    def one(self, draft: Draft) -> None:
        """Import one draft and show the result; the page of the check shows why it failed."""

        def ended(outcome: Outcome) -> None:
            if outcome.state == DONE:
                self._wizard.outcomes = [outcome]
                self._wizard.touched = False
                self._wizard.reload()
                self._wizard.stored.emit()
                self._wizard.show_result()

        self._run(draft, "", ended)

    def batch(self, drafts: list[Draft], common: dict[str, str]) -> None:
        """Import drafts one after the other; a cancelled one ends the batch, a failed one does not."""
        wizard = self._wizard
        waiting = [(draft, _with_facts(draft, common)) for draft in drafts]
        total = len(waiting)
        wizard.outcomes = []

        def step() -> None:
            if not waiting:
                finish()
                return
            original, draft = waiting.pop(0)
            number = total - len(waiting)
            text = translate("SmartCity", "Import {number} of {total}: {title}")
            title = text.format(number=number, total=total, title=headline(draft))

            def ended(outcome: Outcome) -> None:
                wizard.outcomes.append(outcome)
                if outcome.state == DONE:
                    wizard.forget_draft(original)
                if outcome.state == CANCELLED:
                    wizard.outcomes += [Outcome(headline(left), left.role, OPEN, {}) for _, left in waiting]
                    waiting.clear()
                step()

            self._run(draft, title, ended)

        def finish() -> None:
            wizard.touched = False
            wizard.reload()
            if any(outcome.state == DONE for outcome in wizard.outcomes):
                wizard.stored.emit()
            wizard.show_result()

        step()

    def _run(self, draft: Draft, title: str, done: Callable[[Outcome], None]) -> None:
        wizard = self._wizard
        wizard.pool.open_layer(draft)

        def ended(result: RunResult) -> None:
            if result.successful:
                proposals.remember(draft.key, draft.passport)
                wizard.forget_draft(draft)
            done(outcome_of(draft, result))

        wizard.run(draft.algorithm, draft.parameters(wizard.path, kinds_of(draft.algorithm)), ended, title)


def kinds_of(algorithm: str) -> dict[str, str]:
    """Return the parameters of an algorithm; ``multilayer`` for one that takes several files."""
    definitions = QgsApplication.processingRegistry().algorithmById(algorithm).parameterDefinitions()
    return {
        item.name(): "multilayer" if isinstance(item, QgsProcessingParameterMultipleLayers) else item.type()
        for item in definitions
    }


def headline(draft: Draft) -> str:
    """Return how an import is called."""
    if draft.files:
        return draft.title
    return f"{wording.role_title(draft.role)}: {draft.title}"


def outcome_of(draft: Draft, result: RunResult) -> Outcome:
    """Return how an import ended, for the result page."""
    if result.cancelled:
        return Outcome(headline(draft), draft.role, CANCELLED, {})
    # What the passport lacks is said in one line.
    known = lack_sentences(draft)
    messages = tuple(text for text in result.warnings if text not in known)
    if not result.successful:
        return Outcome(headline(draft), draft.role, FAILED, {}, (result.error, *messages))
    counts = counts_of(draft, result.results)
    return Outcome(headline(draft), draft.role, DONE, counts, messages, missing_names(draft), draft.expected)


def counts_of(draft: Draft, results: dict[str, Any]) -> dict[str, int]:
    """Return the features stored by role."""
    if "ROLES" in results:
        return {str(role): int(count) for role, count in json.loads(results["ROLES"]).items()}
    return {draft.role: int(results.get("COUNT", 0))}


def _with_facts(draft: Draft, common: dict[str, str]) -> Draft:
    """Return a draft with the facts of the batch where it has none of its own."""
    own = {name: text for name, text in draft.passport.items() if text.strip()}
    return replace(draft, passport={**common, **own})
