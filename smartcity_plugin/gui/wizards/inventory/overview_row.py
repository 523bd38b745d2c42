# SPDX-License-Identifier: GPL-2.0-or-later
"""One row of the batch: a role with the offers for it, or a file that fills several roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....bridge.i18n import translate
from ....study.matrix import RoleState
from . import wording
from .draft import Draft
from .pool import Offer

if TYPE_CHECKING:
    from .wizard import InventoryWizard


class Row:
    """What is decided for a role (or, with an empty ``role``, for a file): which offer, and whether it is checked."""

    def __init__(self, role: str, offers: list[Offer], wizard: InventoryWizard) -> None:
        self.role = role
        self.offers = offers
        self._wizard = wizard
        self._index = 0
        self._is_decided = False
        self.is_checked = self._is_sure()

    @property
    def key(self) -> tuple[str, ...]:
        """By what a row is known when the list is made anew."""
        return (self.role,) if self.role else self.offers[0].key

    @property
    def offer(self) -> Offer:
        """The offer that is chosen."""
        return self.offers[self._index]

    @property
    def title(self) -> str:
        """The role; of a file its format."""
        return wording.role_title(self.role) if self.role else wording.format_title(self.offer.format)

    def draft(self) -> Draft:
        """Return what is decided for the chosen offer, as it was recognised or as the user changed it."""
        return self._wizard.draft_for(self.offer)

    def follow(self, former: Row) -> None:
        """Take over what the user decided in the former row of the same role."""
        keys = [offer.key for offer in self.offers]
        if former._is_decided and former.offer.key in keys:
            self._index = keys.index(former.offer.key)
            self.is_checked, self._is_decided = former.is_checked, True

    def check(self, checked: bool) -> None:
        """Take over that the user has checked or unchecked the row."""
        self.is_checked, self._is_decided = checked, True

    def choose(self, index: int) -> None:
        """Choose an offer by its place among the offers."""
        self._index, self._is_decided = index, True

    def undecide(self) -> None:
        """Forget what the user decided; the list made anew begins with what is proposed."""
        self._is_decided = False

    def lacking(self) -> list[str]:
        """Return the required fields that are not assigned."""
        if not self.role or not self.draft().is_layer:
            return []
        role, mapping = self._wizard.inventory.row(self.role).role, self.draft().mapping
        return [wording.field_short(role.id, name) for name in role.required if not mapping.get(name, "").strip()]

    def state(self) -> str:
        """Return in a few words what the import would do, or what it still needs."""
        draft = self.draft()
        if not self.role:
            titles = [wording.role_title(role) for role in draft.roles]
            return translate("SmartCity", "may fill: {roles}").format(roles=", ".join(titles))
        lacking = self.lacking()
        if lacking:
            return translate("SmartCity", "missing: {fields}").format(fields=", ".join(lacking))
        parts = [translate("SmartCity", "ready")]
        if draft.where.strip():
            parts.append(translate("SmartCity", "with filter"))
        if self._wizard.inventory.row(self.role).state is RoleState.FILLED:
            added = translate("SmartCity", "added to what is there")
            parts.append(added if draft.add else translate("SmartCity", "replaces what is there"))
        return ", ".join(parts)

    def prefer_file(self, layered: set[str]) -> None:
        """Check a file of a format that is made for roles which neither the study nor a checked layer fills."""
        if not self.role and self.offer.confidence >= wording.HIGH:
            roles = set(self.draft().roles)
            filled = {row.role.id for row in self._wizard.inventory.matrix.roles if row.state is RoleState.FILLED}
            self.is_checked = not roles & (layered | filled)

    def _is_sure(self) -> bool:
        """Return whether the row is checked by itself: a sure match for a role without data, and nothing missing."""
        if not self.role:
            return False
        row = self._wizard.inventory.row(self.role)
        sure = self.offers[0].confidence >= wording.HIGH and row.state is not RoleState.FILLED
        return sure and not self.lacking()
