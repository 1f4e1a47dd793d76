"""Headcounts over time: a row for each count, its days beside its number, none added up."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from kg.answers import Answer
from kg.plots.axis import AXIS, draw_axis, extent
from kg.plots.page import GROUNDS, LINE, WIDTH, Explained, Page, clean, head_height, width, wrap
from kg.plots.scale import Day, Scale
from kg.terms import local_name
from kg.words import say

_NAMES = 2.5  # inches for who was counted
_INDENT = 0.14  # of a part below its whole
_DAYS = (2.6, 4.5)  # the edges of the scale of days
_NUMBERS = (4.68, 6.52)  # and of that of numbers
_PAD = 0.03
_NEAR = 0.06  # between a number's sign and its words
_ARROW = 0.24


@dataclass(frozen=True)
class Count:
    """One headcount: of whom, in which days, how many, in whose words."""

    whom: str
    kind: str  # what they did or suffered, or are expected to
    stated: bool  # whether the days are those of the count itself
    first: Day | None
    last: Day | None
    least: float | None
    most: float | None
    words: str
    count: str  # its IRI
    whole: str  # the IRI of the count that it is a part of, or ""
    by: tuple[str, ...]
    depth: int = 0

    @property
    def lines(self) -> list[str]:
        """Who was counted and as what, in lines."""
        words = f"{self.whom}: {self.kind}" if self.kind else self.whom
        room = _NAMES if self.first or self.last else _NUMBERS[0] - 0.15
        return wrap(words, room - self.depth * _INDENT)

    @property
    def height(self) -> float:
        """How many inches its row takes."""
        return len(self.lines) * LINE + 0.04 + 2 * _PAD


def draw(answer: Answer, title: str) -> Page:
    """Return the page of an answer of counted: of whom, how many, in which days, by whom."""
    counts = list(_ordered(list(_counts(answer))))
    marks = _letters(counts)
    dated = [count for count in counts if count.first or count.last]
    undated = [count for count in counts if not (count.first or count.last)]
    days = [day for count in dated for day in (count.first, count.last) if day]
    scale = Scale(days, days, *_DAYS, answer.language)
    legend = _legend(answer.language)
    top = head_height(title, legend) + AXIS
    middle = top + sum(count.height for count in dated)
    gap = 0.46 if dated else 0.0
    under = middle + (gap + 0.1 + sum(count.height for count in undated) if undated else gap - 0.1)
    key = _key(answer, marks)
    page = Page(under + 0.16 + sum(len(lines) * LINE + 0.02 for lines in key))
    page.head(title, legend)
    numbers = Numbers([n for c in counts for n in (c.least, c.most) if n is not None])
    numbers.draw(page, top, middle)
    if dated:
        draw_axis(page, scale, top, middle)
        _rows(page, dated, top, numbers, marks, scale)
    if undated:
        without = say("Without a date in the source", answer.language)
        page.text(0, middle + gap, [without], bold=True)
        numbers.draw(page, middle + gap + 0.1, under, named=False)
        _rows(page, undated, middle + gap + 0.1, numbers, marks, None)
    y = under + 0.14
    for lines in key:
        page.text(0, y, lines)
        y += len(lines) * LINE + 0.02
    return page


def _counts(answer: Answer) -> Iterator[Count]:
    """Yield each headcount once, whoever and however many gave it."""
    rows: dict[str, list[int]] = {}
    found = list(answer)
    for number, row in enumerate(found):
        rows.setdefault(row.count.iri, []).append(number)
    for iri, numbers in rows.items():
        row = found[numbers[0]]
        least, most = _number(row.least), _number(row.most)
        if least is None and most is None:  # about so many: the number, as qualified
            least = most = _number(row.number)
        qualifier = str(row.qualifier) if row.qualifier else ""
        yield Count(
            whom=clean(str(row.counted)),
            kind=clean(str(row.counted_as or "")),
            stated=row.certainty == "certain",
            first=row.earliest,
            last=row.latest,
            least=least,
            most=most,
            words=clean(_words(least, most, _number(row.percent), qualifier)),
            count=iri,
            whole=row.part_of_count.iri if row.part_of_count else "",
            by=tuple(dict.fromkeys(str(found[n].counted_by) for n in numbers)),
        )


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))


def _words(least: float | None, most: float | None, percent: float | None, qualifier: str) -> str:
    """Return a number with its qualifier: "\u2265 27, at least"."""
    figure = ""
    if percent is not None:
        figure = f"{percent:g} %"
    elif least is not None and most is not None:
        figure = f"{least:.0f}" if least == most else f"{least:.0f}–{most:.0f}"
    elif least is not None:
        figure = f"≥ {least:.0f}"
    elif most is not None:
        figure = f"≤ {most:.0f}"
    return ", ".join(part for part in (figure, qualifier) if part)


def _ordered(counts: list[Count], whole: Count | None = None) -> Iterator[Count]:
    """Yield counts in the order of the question, parts below their whole.

    A part says what it was counted as only where that differs from its whole.
    """
    known = {count.count for count in counts}
    for count in counts:
        above = count.whole if count.whole in known else ""
        if above != (whole.count if whole else ""):
            continue
        if whole is None:
            yield count
        else:
            kind = "" if count.kind == whole.kind else count.kind
            yield replace(count, depth=whole.depth + 1, kind=kind)
        yield from _ordered(counts, replace(count, depth=whole.depth + 1 if whole else 0))


def _letters(counts: Iterable[Count]) -> dict[str, str]:
    """Return a letter for each who gave a figure, in the order of the rows."""
    names = list(dict.fromkeys(name for count in counts for name in count.by))
    return {name: _letter(number) for number, name in enumerate(names)}


def _letter(number: int) -> str:
    return (_letter(number // 26 - 1) if number >= 26 else "") + chr(ord("a") + number % 26)


def _key(answer: Answer, marks: dict[str, str]) -> list[list[str]]:
    heading = answer.headings.get("countedBy", "countedBy")
    named = "; ".join(f"({letter}) {name}" for name, letter in marks.items())
    return [wrap(f"{heading[:1].upper()}{heading[1:]}: {named}", WIDTH)] if marks else []


class Numbers:
    """The scale of numbers, by powers of ten."""

    def __init__(self, numbers: Iterable[float]) -> None:
        self.left, self.right = _NUMBERS
        self.powers = max(1, math.ceil(math.log10(max([1.0, *numbers]))))

    def at(self, number: float) -> float:
        """Return where a number stands; what is less than one, at one."""
        return self.left + math.log10(max(1.0, number)) / self.powers * (self.right - self.left)

    def draw(self, page: Page, top: float, bottom: float, named: bool = True) -> None:
        """Draw the powers of ten."""
        for power in range(self.powers + 1):
            x = self.at(10.0**power)
            page.line([(x, top), (x, bottom)], weight=0.4, shade="0.8")
            if named:
                page.text(x, top - 0.08, [str(10**power)], align="center")
        for y in (top, bottom):
            page.line([(self.left, y), (self.right, y)], weight=0.8)


def _rows(
    page: Page,
    counts: list[Count],
    top: float,
    numbers: Numbers,
    marks: dict[str, str],
    scale: Scale | None,
) -> None:
    for number, count in enumerate(counts):
        if number % 2:
            page.box(0, top, WIDTH, top + count.height, "band")
        y = top + _PAD + 0.02 + LINE / 2
        page.text(0.03 + count.depth * _INDENT, y, count.lines)
        name = local_name(count.count)
        if scale:
            ends = ("" if count.first else "<") + ("" if count.last else ">")
            form = "certain" if count.stated else "possible"
            page.span(*extent(count.first, count.last, scale), y, form, ends, f"{form}-{name}")
        letters = ", ".join(marks[by] for by in count.by)
        _figure(page, count, y, numbers, f"{count.words} ({letters})", GROUNDS[number % 2])
        top += count.height


def _figure(page: Page, count: Count, y: float, numbers: Numbers, words: str, ground: str) -> None:
    """Draw how many, and say it beside."""
    least, most = count.least, count.most
    if least is None and most is None:
        page.text(numbers.left + _NEAR, y, [words], behind=ground)
        return
    left = numbers.at(least if least is not None else most or 1)
    right = numbers.at(most if most is not None else least or 1)
    if most is None:
        right = left + _ARROW
    if least is None:
        left = right - _ARROW
    sign(page, left, right, y, least is not None, most is not None)
    if right + _NEAR + width(words) <= WIDTH:
        page.text(right + _NEAR, y, [words], behind=ground)
    else:
        page.text(left - _NEAR, y, [words], align="right", behind=ground)


def sign(page: Page, left: float, right: float, y: float, least: bool, most: bool) -> None:
    """Draw a number: a dot, a line between two, or an arrow where it has no bound."""
    if right > left:
        page.line([(left, y), (right, y)], weight=1.0)
    page.line(
        [(x, y) for x, known in ((left, least), (right, most)) if known], weight=0, marker="o"
    )
    if not most:
        page.shape([(right, y), (right - 0.07, y - 0.03), (right - 0.07, y + 0.03)], "certain")
    if not least:
        page.shape([(left, y), (left + 0.07, y - 0.03), (left + 0.07, y + 0.03)], "certain")


def _legend(language: str) -> list[Explained]:
    meanings = [
        ("Solid: the days that the count covers. A pointed end: no limit on that side.", "certain"),
        ("Faded: the days of the event that is counted; the count names none.", "possible"),
    ]
    entries = [
        Explained(say(meaning, language), partial(Page.span, form=form, open="<"))
        for meaning, form in meanings
    ]
    number = "A dot: the number, as qualified beside it. With an arrow: at least so many."
    once = "Counts are of different people in different days; they are not to be added up."
    return [*entries, Explained(f"{say(number, language)} {say(once, language)}", _arrow)]


def _arrow(page: Page, left: float, right: float, y: float) -> None:
    sign(page, left + 0.03, right, y, True, False)
