# SPDX-License-Identifier: GPL-2.0-or-later
"""Checks of what is drawn: texts of charts as matplotlib sets them, texts of pages as the layout has them."""

from __future__ import annotations

from matplotlib.text import Text

SLANTED = ("alle haben gleich viel", "all have the same")
"""Labels of diagonals: the box around a slanted text is far larger than the text."""


def boxes(figure):
    """Return the texts of a chart with their places in pixels."""
    renderer = figure.canvas.get_renderer()
    figure.draw(renderer)
    found = []
    for text in figure.findobj(Text):
        if text.get_text().strip() and text.get_visible():
            found.append((text.get_text(), text.get_window_extent(renderer)))
    return found


def words_of(figure) -> list[str]:
    """Return the texts of a chart."""
    return [text for text, _ in boxes(figure)]


def assert_all_inside(figure, least: int = 5) -> None:
    """No text of a chart leaves it."""
    wide, tall = figure.canvas.get_width_height()
    found = boxes(figure)
    assert len(found) >= least
    for text, box in found:
        assert min(box.x0, box.y0) >= 0, text
        assert box.x1 <= wide, text
        assert box.y1 <= tall, text


def assert_none_covered(figure) -> None:
    """No two texts of a chart overlap by more than three pixels (of 300 dpi)."""
    found = [(text, box) for text, box in boxes(figure) if text not in SLANTED]
    for number, (text, box) in enumerate(found):
        for other, against in found[number + 1 :]:
            wide = min(box.x1, against.x1) - max(box.x0, against.x0)
            tall = min(box.y1, against.y1) - max(box.y0, against.y0)
            assert wide <= 3 or tall <= 3, (text, other)


def assert_page_is_sound(title: str, sheet) -> None:
    """No text of a page is shortened, leaves its box or the paper, or runs into another one."""
    for box, fitted, *_ in sheet.texts:
        where = (title, fitted.lines)
        assert not fitted.shortened, where
        assert fitted.width <= box.width + 0.05, where
        assert fitted.height <= box.height + 0.05, where
        assert box.x >= -0.01, where
        assert box.right <= sheet.width + 0.01, where
        assert box.bottom <= sheet.height + 0.01, where
    for number, one in enumerate(sheet.texts):
        for other in sheet.texts[number + 1 :]:
            a, b = one.covered, other.covered
            wide = min(a.right, b.right) - max(a.x, b.x)
            high = min(a.bottom, b.bottom) - max(a.y, b.y)
            # Lines have air above and below their letters.
            air = 0.2 * min(item.fitted.height / len(item.fitted.lines) for item in (one, other))
            assert wide <= 0.05 or high <= air, (title, one.fitted.lines, other.fitted.lines)


def page_texts(sheet) -> list[str]:
    """Return the texts of a page, each in one line."""
    return [" ".join(written.fitted.lines) for written in sheet.texts]
