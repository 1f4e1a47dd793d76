"""A scale of time that gives room to the days on which much happens."""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from kg.words import month

Day = datetime.date

_CROWDED = 0.25  # the share of all days from which on a year is divided into months
_LEAST, _GAP = 0.29, 0.16  # inches of a year or month; of what is skipped
_ONE = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Cell:
    """A stretch of time drawn to one measure: from `first` up to, not including, `end`."""

    first: Day
    end: Day
    label: str  # "" where nothing happens and time is pressed together
    year: str  # of a month
    left: float = 0.0
    right: float = 0.0


class Scale:
    """Where days stand between two edges, in inches.

    A year in which much happens is divided into months, and what lies empty between is pressed
    together; a cell is the wider the more happens in it, by the square root.
    """

    def __init__(
        self, days: Iterable[Day], ends: Iterable[Day], left: float, right: float, language: str
    ) -> None:
        """Give room to `days`, and let the scale reach as far as `ends`."""
        found = sorted(days)
        self.left, self.right = left, right
        cells = _cells(found, sorted([*found, *ends]), language)
        self.cells = _placed(cells, found, left, right)
        self._starts = [cell.first for cell in self.cells]

    def at(self, day: Day) -> float:
        """Return where a day begins, held between the edges."""
        if not self.cells or day < self.cells[0].first:
            return self.left
        cell = self.cells[bisect_right(self._starts, day) - 1]
        share = min(1.0, (day - cell.first) / (cell.end - cell.first))
        return cell.left + share * (cell.right - cell.left)

    def after(self, day: Day) -> float:
        """Return where a day ends."""
        return self.at(min(day, Day.max - _ONE) + _ONE)


def _cells(days: list[Day], ends: list[Day], language: str) -> list[Cell]:
    """Return the years and months from the first end to the last, empty ones joined."""
    cells: list[Cell] = []
    for year in range(ends[0].year, ends[-1].year + 1) if ends else ():
        inside = [day for day in days if day.year == year]
        if len(inside) <= _CROWDED * len(days):
            label = str(year) if any(day.year == year for day in ends) else ""
            _append(cells, Cell(Day(year, 1, 1), _first_of(year + 1, 1), label, ""))
            continue
        for number in range(1, 13):
            end = _first_of(year + number // 12, number % 12 + 1)
            label = month(number, language) if any(d.month == number for d in inside) else ""
            _append(cells, Cell(Day(year, number, 1), end, label, str(year)))
    return cells


def _first_of(year: int, number: int) -> Day:
    return Day(year, number, 1) if year <= Day.max.year else Day.max


def _append(cells: list[Cell], cell: Cell) -> None:
    """Add a cell; an empty one grows the empty one before it, within one year of months."""
    last = cells[-1] if cells else None
    if last and not last.label and not cell.label and last.year == cell.year:
        cells[-1] = Cell(last.first, cell.end, "", cell.year)
    else:
        cells.append(cell)


def _placed(cells: list[Cell], days: list[Day], left: float, right: float) -> list[Cell]:
    """Return the cells between the edges."""
    counts = [sum(cell.first <= day < cell.end for day in days) for cell in cells]
    least = [_LEAST if cell.label else _GAP for cell in cells]
    weights = [count**0.5 for count in counts]
    spare = max(0.0, right - left - sum(least))
    shares = [
        low + spare * weight / (sum(weights) or 1)
        for low, weight in zip(least, weights, strict=True)
    ]
    factor = (right - left) / sum(shares) if shares else 1.0  # less than 1 when years are many
    placed, x = [], left
    for cell, share in zip(cells, shares, strict=True):
        end = x + share * factor
        placed.append(Cell(cell.first, cell.end, cell.label, cell.year, x, end))
        x = end
    return placed
