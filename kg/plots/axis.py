"""The axis of time on a page, and where a span stands on it."""

from __future__ import annotations

from kg.plots.page import BAR, Page
from kg.plots.scale import Cell, Day, Scale

AXIS = 0.38  # inches above a scale for its years and months
_LEAST = 0.06  # inches of a span of one day
_TAIL = 0.42  # inches of a span that has no end


def extent(first: Day | None, last: Day | None, scale: Scale) -> tuple[float, float]:
    """Return where a span begins and ends; an end that it has not is drawn a little way.

    At least one of its days is known.
    """
    if first is not None and last is not None:
        left, right = scale.at(first), scale.after(last)
        if right - left < _LEAST:
            left = min(left, scale.right - _LEAST)
            right = left + _LEAST
        return left, right
    if first is not None:
        left = min(scale.at(first), scale.right - 2 * BAR)
        return left, min(left + _TAIL, scale.right)
    assert last is not None
    right = max(scale.after(last), scale.left + 2 * BAR)
    return max(right - _TAIL, scale.left), right


def draw_axis(page: Page, scale: Scale, top: float, bottom: float) -> None:
    """Draw the years and months above and below, and a line at the beginning of each."""
    for number, cell in enumerate(scale.cells):
        page.line([(cell.left, top), (cell.left, bottom)], weight=0.4, shade="0.8")
        for y in (top - 0.08, bottom + 0.1):
            middle = (cell.left + cell.right) / 2
            page.text(middle, y, [cell.label or "…"], align="center")
        if number and cell.year and cell.year == scale.cells[number - 1].year:
            continue
        last = max((c.right for c in scale.cells if c.year == cell.year), default=cell.right)
        if cell.year:
            _year(page, cell, last, top - 0.21)
            _year(page, cell, last, bottom + 0.22)
    page.line([(scale.left, top), (scale.right, top)], weight=0.8)
    page.line([(scale.left, bottom), (scale.right, bottom)], weight=0.8)
    page.line([(scale.right, top), (scale.right, bottom)], weight=0.4, shade="0.8")


def _year(page: Page, first: Cell, right: float, y: float) -> None:
    page.line([(first.left + 0.02, y), (right - 0.02, y)], weight=0.5, shade="0.4")
    page.text((first.left + right) / 2, y, [first.year], align="center", behind="white")
