# SPDX-License-Identifier: GPL-2.0-or-later
"""Bookmarks that people, or Word for them, set in generated parts: what refers to them must still find them."""

from __future__ import annotations

from typing import Any, Optional

from .docx_lists import sequences
from .ooxml import W

_START, _END = f"{W}bookmarkStart", f"{W}bookmarkEnd"


def carry_over(old: Any, new: Any) -> None:
    """Set the bookmarks of an old control in the new one: around its label and number, or around its paragraph.

    Cross-references to captions refer to such bookmarks. Bookmarks that the new control has itself are left out; of one
    that only begins or ends in the control, only that half is set.
    """
    own = {node.get(f"{W}name") for node in new.iter(_START)}
    foreign = [node for node in old.iter(_START) if node.get(f"{W}name") not in own]
    ends = {node.get(f"{W}id"): node for node in old.iter(_END)}
    own_ids = {node.get(f"{W}id") for node in old.iter(_START) if node.get(f"{W}name") in own}
    begun = {node.get(f"{W}id") for node in foreign}
    for start in foreign:
        end = ends.get(start.get(f"{W}id"))
        _set(start, end, _like(start, old, new), only_label=end is not None and _ends_at_number(end))
    for number, end in ends.items():
        if number not in begun | own_ids:
            _set(None, end, _like(end, old, new), only_label=False)


def _like(mark: Any, old: Any, new: Any) -> Any:
    """Return the paragraph of the new control that is the one a mark stands in: of the same style, else the first."""
    paragraph = next(mark.iterancestors(f"{W}p"), None)
    paragraphs = list(new.iter(f"{W}p"))
    if paragraph is None:
        return paragraphs[0]
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    wanted = None if style is None else style.get(f"{W}val")
    alike = [one for one in paragraphs if _style(one) == wanted]
    place = [one for one in old.iter(f"{W}p") if _style(one) == wanted].index(paragraph)
    return alike[min(place, len(alike) - 1)] if alike else paragraphs[0]


def _style(paragraph: Any) -> Optional[str]:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return None if style is None else style.get(f"{W}val")


def _ends_at_number(end: Any) -> bool:
    """Whether a bookmark ends right behind the number of a caption, without its words."""
    paragraph = next(end.iterancestors(f"{W}p"), None)
    if paragraph is None or not any(True for _ in sequences(paragraph)):
        return False
    seen = False
    for node in paragraph.iter():
        if node is end:
            seen = True
        elif seen and node.tag == f"{W}t" and (node.text or "").strip():
            return True
    return False


def _set(start: Optional[Any], end: Optional[Any], paragraph: Any, only_label: bool) -> None:
    if start is not None:
        properties = paragraph.find(f"{W}pPr")
        paragraph.insert(0 if properties is None else paragraph.index(properties) + 1, _alone(start))
    if end is not None:
        place = _behind_number(paragraph) if only_label else None
        if place is None:
            paragraph.append(_alone(end))
        else:
            place.addnext(_alone(end))


def _behind_number(paragraph: Any) -> Optional[Any]:
    """Return the run that ends the field with the number of a caption."""
    ends = [run for run in paragraph.iter(f"{W}r") if run.find(f"{W}fldChar[@{W}fldCharType='end']") is not None]
    return ends[0] if ends else None


def _alone(mark: Any) -> Any:
    mark.tail = None
    return mark
