# SPDX-License-Identifier: GPL-2.0-or-later
"""What a feed says of itself: who publishes it, which version it is."""

from __future__ import annotations

from ...model.problem import SmartCityError
from .feed import Feed

MOST_NAMES = 3
"""Agencies that are named one by one; of more only the number says something."""


def facts_of(feed: Feed) -> dict[str, str]:
    """Return ``publisher`` and ``version`` as far as the feed tells them.

    Without ``feed_info.txt`` the agencies stand for the publisher. Both tables decide no number: one that cannot be
    read tells nothing.
    """
    facts = {}
    about = _rows(feed, "feed_info.txt", ("feed_publisher_name", "feed_version"))
    agencies = _rows(feed, "agency.txt", ("agency_name",))
    publishers = [row["feed_publisher_name"] for row in about if row["feed_publisher_name"]]
    names = list(dict.fromkeys(row["agency_name"] for row in agencies if row["agency_name"]))
    if publishers:
        facts["publisher"] = publishers[0][:200]
    elif names:
        more = f" (+ {len(names) - MOST_NAMES})" if len(names) > MOST_NAMES else ""
        facts["publisher"] = ", ".join(names[:MOST_NAMES])[:200] + more
    versions = [row["feed_version"] for row in about if row["feed_version"]]
    if versions:
        facts["version"] = versions[0][:80]
    return facts


def _rows(feed: Feed, name: str, columns: tuple[str, ...]) -> list[dict[str, str]]:
    if not feed.has(name):
        return []
    try:
        return feed.table(name, (), columns).to_dict("records")
    except SmartCityError:
        return []
