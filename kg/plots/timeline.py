"""The timeline: a lane for each actor, in it what they did, met with or are said to have."""

from __future__ import annotations

import datetime
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial

from kg.answers import Answer
from kg.plots.axis import AXIS, draw_axis, extent
from kg.plots.page import (
    EDGE,
    FORMS,
    GROUNDS,
    LINE,
    WIDTH,
    Explained,
    Page,
    clean,
    head_height,
    width,
    wrap,
)
from kg.plots.scale import Scale
from kg.rows import Thing
from kg.terms import fold, local_name
from kg.words import month, say

Day = datetime.date
_EARLY, _LATE, _MONTH = Day.min, Day.max, datetime.timedelta(days=31)

_NAMES = 1.85  # inches for the names of the actors
_LEFT, _RIGHT = 1.95, WIDTH - 0.04
_ROW = 0.138  # inches from one row of spans to the next
_PAD = 0.025  # above and below a lane
_NEAR = 0.04  # between a span and its words
_WORDS = 2.1  # words beside a span are no wider where they must be broken


@dataclass(frozen=True)
class Mark:
    """One act or claim: whose it is, how it is drawn, between which days, and its words."""

    actor: str  # its IRI: two may have one name
    who: str
    what: str
    form: str  # one of FORMS
    exact: bool  # whether its bounds are the days themselves
    first: Day | None
    last: Day | None
    said: str  # by whom, and what is known of the claim; "" where the source tells it
    name: str  # of what it rests on, for the id in the picture
    words: str = ""

    @property
    def bounds(self) -> list[Day]:
        """The bounds that it has."""
        return [day for day in (self.first, self.last) if day is not None]

    @property
    def precise(self) -> bool:
        """Whether a month or less lies between its bounds, or it has one only."""
        return (self.last or _LATE) - (self.first or _EARLY) <= _MONTH or len(self.bounds) == 1

    @property
    def look(self) -> str:
        """How the page draws it."""
        return self.form if self.form != "claimed" or self.exact else "claimed~"


@dataclass
class Placed:
    """A mark with its place in a lane, in inches; `row` counts from the top of the lane."""

    mark: Mark
    left: float
    right: float
    lines: list[str]
    align: str  # "left" for words to the right of the span, "right" for words to its left
    row: int = 0

    @property
    def words_at(self) -> float:
        """Where the words are aligned."""
        return self.right + _NEAR if self.align == "left" else self.left - _NEAR

    @property
    def begin(self) -> float:
        """Where span or words begin."""
        long = max(map(width, self.lines))
        return self.left if self.align == "left" else self.words_at - long

    @property
    def end(self) -> float:
        """Where span and words end."""
        long = max(map(width, self.lines))
        return self.right if self.align == "right" else self.words_at + long


@dataclass
class Lane:
    """An actor's part of the page."""

    names: list[str]
    marks: list[Placed] = field(default_factory=list)
    tops: list[float] = field(default_factory=list)  # of its rows, from the top of the lane
    height: float = 0.0


def draw(answer: Answer, title: str) -> Page:
    """Return the page of an answer with who, what, earliest, latest, certainty and claimant."""
    marks = list(_joined(_marks(answer), answer))
    dated = [mark for mark in marks if mark.bounds]
    precise = [day for mark in dated if mark.precise for day in mark.bounds]
    scale = Scale(precise, (d for m in dated for d in m.bounds), _LEFT, _RIGHT, answer.language)
    lanes = [_lane(found, scale) for found in _by_actor(dated)]
    top = head_height(title, legend := _legend(answer.language))
    axis = top + (AXIS if lanes else 0)
    bottom = axis + sum(lane.height for lane in lanes)
    undated = _strip([mark for mark in marks if not mark.bounds])
    strip = bottom + (0.42 if lanes else 0.1)
    page = Page(strip + (0.17 + max(map(_deep, undated)) if undated else 0))
    page.head(title, legend)
    if lanes:
        draw_axis(page, scale, axis, bottom)
        _lanes(page, lanes, axis)
    if undated:
        page.text(0, strip, [say("Without a date in the source", answer.language)], bold=True)
        _undated(page, undated, strip + 0.18)
    return page


def _marks(answer: Answer) -> Iterator[Mark]:
    """Yield what the rows tell, once each, however many claimants a row has."""
    rows: dict[tuple[str, str, str], list[int]] = {}
    found = list(answer)
    for number, row in enumerate(found):
        fact = " ".join(answer.facts[number]) if answer.facts else str(number)
        rows.setdefault((fact, _iri(row.who), _iri(row.what)), []).append(number)
    for (fact, *_), numbers in rows.items():
        row = found[numbers[0]]
        claimants = list(dict.fromkeys(found[n].claimant for n in numbers if found[n].claimant))
        form, said = str(row.certainty), ""
        if claimants:
            form, names = "claimed", ", ".join(map(str, claimants))
            heading = answer.headings.get("claimant", "claimant")
            said = f"{heading}: {names}; {answer.codes.get(row.status, row.status)}"
        yield Mark(
            actor=_iri(row.who),
            who=clean(str(row.who)),
            what=str(row.what),
            form=form if form in FORMS else "possible",
            exact=row.certainty == "certain",
            first=row.earliest,
            last=row.latest,
            said=said,
            name=local_name(fact),
        )


def _iri(value: object) -> str:
    """Return the IRI of a thing, and of anything else its words."""
    return value.iri if isinstance(value, Thing) else str(value)


def _joined(marks: Iterable[Mark], answer: Answer) -> Iterator[Mark]:
    """Yield marks with their words; what falls on the same days for the same actor is one."""
    alike: dict[Mark, list[Mark]] = {}
    for mark in marks:
        alike.setdefault(replace(mark, what="", name=""), []).append(mark)
    for mark, found in alike.items():
        what = ", ".join(dict.fromkeys(one.what for one in found))
        when = _when(mark, answer.language)
        words = f"{what}, {when}" if when else what
        words = f"{words} ({mark.said})" if mark.said else words
        yield replace(found[0], words=clean(words))


def _when(mark: Mark, language: str) -> str:
    """Return the days, or the one month, of a mark in words; the year stands on the scale."""
    if mark.first is None or mark.last is None:
        return ""
    first, last = (f"{day.day} {month(day.month, language)}" for day in (mark.first, mark.last))
    if mark.exact:
        return first if first == last else f"{first} – {last}"
    length = monthrange(mark.first.year, mark.first.month)[1]
    whole = mark.first.day == 1 and mark.last == mark.first.replace(day=length)
    return month(mark.first.month, language) if whole else ""


def _by_actor(marks: list[Mark]) -> list[list[Mark]]:
    """Return the marks of each actor, actors by their first day."""
    lanes: dict[str, list[Mark]] = {}
    for mark in marks:
        lanes.setdefault(mark.actor, []).append(mark)
    return list(lanes.values())  # the question puts them in order of time


def _lane(marks: list[Mark], scale: Scale) -> Lane:
    """Return a lane in which no span or word stands on another."""
    lane = Lane(wrap(marks[0].who, _NAMES))
    rows: list[list[Placed]] = []
    for mark in marks:
        placed = _beside(mark, *extent(mark.first, mark.last, scale))
        while placed.row < len(rows) and any(_meet(placed, other) for other in rows[placed.row]):
            placed.row += 1
        if placed.row == len(rows):
            rows.append([])
        rows[placed.row].append(placed)
        lane.marks.append(placed)
    y = _PAD
    for row in rows:
        lane.tops.append(y)
        y += _ROW + LINE * (max(len(placed.lines) for placed in row) - 1)
    lane.height = max(y, len(lane.names) * LINE + 0.025 + _PAD) + _PAD
    return lane


def _meet(one: Placed, other: Placed) -> bool:
    return one.begin < other.end + 2 * _NEAR and other.begin < one.end + 2 * _NEAR


def _beside(mark: Mark, left: float, right: float) -> Placed:
    """Return a mark with its words to the right of it, or to the left where there is more room."""
    room, other = _RIGHT - right - _NEAR, left - _LEFT - _NEAR
    for align, there in (("left", room), ("right", other)):
        if width(mark.words) <= there:
            return Placed(mark, left, right, [mark.words], align)
    lines = wrap(mark.words, min(max(room, other), _WORDS))
    return Placed(mark, left, right, lines, "left" if room >= other else "right")


def _lanes(page: Page, lanes: list[Lane], top: float) -> None:
    for number, lane in enumerate(lanes):
        if number % 2:  # every other lane has a ground
            page.box(0, top, WIDTH, top + lane.height, "band")
        page.text(0.03, top + _PAD + _ROW / 2, lane.names)
        for placed in lane.marks:
            y = top + lane.tops[placed.row] + _ROW / 2
            mark = placed.mark
            ends = ("" if mark.first else "<") + ("" if mark.last else ">")
            name = f"{mark.form}-{mark.name}"
            page.span(placed.left, placed.right, y, mark.look, ends, name)
            page.text(
                placed.words_at, y, placed.lines, align=placed.align, behind=GROUNDS[number % 2]
            )
        top += lane.height


def _strip(marks: list[Mark]) -> list[list[tuple[str, str, list[str]]]]:
    """Return what has no date in two columns: look, name, and lines."""
    room = WIDTH / 2 - 0.35
    items = [
        (mark.look, f"undated-{mark.name}", wrap(f"{mark.who}: {mark.words}", room))
        for mark in sorted(marks, key=lambda mark: (fold(mark.who), mark.form, mark.words))
    ]
    if not items:
        return []
    half = _deep(items) / 2
    cut = next(n for n in range(1, len(items) + 1) if _deep(items[:n]) >= half)
    return [items[:cut], items[cut:]]


def _deep(items: list[tuple[str, str, list[str]]]) -> float:
    return sum(len(lines) * LINE + 0.035 for *_, lines in items)


def _undated(page: Page, columns: list[list[tuple[str, str, list[str]]]], top: float) -> None:
    for column, items in enumerate(columns):
        x, y = column * (WIDTH / 2 + 0.05), top
        for look, name, lines in items:
            page.span(x + EDGE, x + 0.16, y, look, "<>", name)
            page.text(x + 0.22, y, lines)
            y += len(lines) * LINE + 0.035


def _legend(language: str) -> list[Explained]:
    """Return how each form looks and what it means."""
    meanings = {
        "certain": "Solid: the source tells it, and on which days.",
        "possible": "Faded: the source tells it, on some day of these. "
        "A pointed end: no limit on that side.",
        "claimed": "Hollow: only claimed, by whom is said beside it; drawn on the day claimed, "
        "else on that of the event it is about, else on that of the claim.",
        "claimed~": "Hollow with a broken line: claimed, within these days.",
    }
    return [
        Explained(
            say(meaning, language),
            partial(Page.span, form=look, open=">" if look == "possible" else ""),
        )
        for look, meaning in meanings.items()
    ]
