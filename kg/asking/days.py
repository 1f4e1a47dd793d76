"""Days and spans of days that a text names, in English and Spanish.

A month or a year is all its days; early, mid and late are as wide as in the graph's own dates. A
missing year is the year that the caller gives.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.asking.relations import SMALL, relation_before
from kg.asking.tokens import Token

_ONE = datetime.timedelta(days=1)
_AROUND = datetime.timedelta(days=14)

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan enero ene/february feb febrero/march mar marzo/april apr abril abr"
            "/may mayo/june jun junio/july jul julio/august aug agosto ago/september sept sep"
            " septiembre setiembre/october oct octubre/november nov noviembre"
            "/december dec diciembre dic"
        ).split("/"),
        1,
    )
    for name in names.split()
}
_ALSO_WORDS = {"may", "march", "mar", "ago", "sep", "dec", "jan", "jun", "dic", "ene"}
_PARTS = {
    word: number
    for number, words in enumerate(
        (
            "early principios comienzos inicios beginning start",
            "mid mediados middle",
            "late end finales fines",
        )
    )
    for word in words.split()
}
_ENDS = {"end", "finales", "fines", "final"}
_MONTH_PARTS = ((1, 12), (8, 22), (18, 31))
_YEAR_PARTS = ((1, 5), (4, 9), (8, 12))


@dataclass(frozen=True)
class Days:
    """The days that a piece of the text means: tokens `start` to `end`, first and last day.

    None is an open end; both None is what no calendar has. `relation` is the word before them.
    """

    start: int
    end: int
    first: datetime.date | None
    last: datetime.date | None
    relation: str = ""

    @property
    def is_possible(self) -> bool:
        """Whether the calendar has these days."""
        return self.first is not None or self.last is not None

    def related(self) -> Days:
        """Return the days that are meant once the word before them is heeded."""
        first, last = self.first, self.last
        match self.relation:
            case "before" if first is not None:
                last, first = first - _ONE, None
            case "by":
                first = None
            case "after":
                first, last = last and last + _ONE, None
            case "since":
                last = None
            case "around" if first == last and first is not None:
                first, last = first - _AROUND, first + _AROUND
        return replace(self, first=first, last=last)


def find(tokens: Sequence[Token], year: int, taken: Sequence[bool] = ()) -> list[Days]:
    """Return the days that a text names, in its order, leaving alone the tokens that are `taken`.

    >>> from kg.asking.tokens import split
    >>> [(str(d.first), str(d.last)) for d in find(split("before March"), 2019)]
    [('None', '2019-02-28')]
    >>> [(str(d.first), str(d.last)) for d in find(split("el 15 de febrero de 2018"), 2019)]
    [('2018-02-15', '2018-02-15')]
    """
    named: list[Days] = []
    at = 0
    while at < len(tokens):
        free = not any(taken[at : at + 1])
        found = _days_at(tokens, at, year) if free else None
        if found is not None and not any(taken[found.start : found.end]):
            named.append(found)
            at = found.end
        else:
            at += 1
    return [days.related() for days in _ranges(tokens, _with_year(tokens, named))]


def _with_year(tokens: Sequence[Token], named: list[Days]) -> list[Days]:
    """Give a day without a year the year of the day that a range names after it."""
    for at, (one, other) in enumerate(zip(named, named[1:], strict=False)):
        own = any(_is_year(token.word) for token in tokens[one.start : one.end])
        if not own and one.first and one.last and other.last and other.start - one.end <= 3:
            try:
                first = one.first.replace(year=other.last.year)
                named[at] = replace(one, first=first, last=one.last.replace(year=first.year))
            except ValueError:
                continue
    return named


def _ranges(tokens: Sequence[Token], named: list[Days]) -> list[Days]:
    """Join two days of a range; give each other one the word before it."""
    found: list[Days] = []
    at = 0
    while at < len(named):
        one = named[at]
        relation, start = relation_before(tokens, one.start)
        other = named[at + 1] if at + 1 < len(named) else None
        if other is not None and one.is_possible and other.is_possible:
            between = [t.word for t in tokens[one.end : other.start] if t.word not in SMALL]
            dashed = not between and "-" in tokens[one.end - 1].gap.replace("–", "-")
            before = [token.word for token in tokens[max(0, one.start - 3) : one.start]]
            opened = {"between", "entre"} & set(before)
            joined = between and set(between) <= {
                "to",
                "until",
                "till",
                "through",
                "hasta",
                "al",
                "a",
            }
            joined = joined or (opened and set(between) <= {"and", "y"}) or dashed
            if joined:
                begins = (
                    min(start, one.start - before[::-1].index(min(opened)) - 1) if opened else start
                )
                found.append(Days(begins, other.end, one.first, other.last))
                at += 2
                continue
        found.append(replace(one, start=start, relation=relation))
        at += 1
    return found


def _is_year(word: str) -> bool:
    return re.fullmatch(r"(19|20)\d\d", word) is not None


def _day(word: str) -> int:
    """Return the day of a month that a word writes ("2", "2nd", "1o"), 0 for none."""
    match = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th|o)?", word)
    if match is None:
        return 1 if word == "primero" else 0
    return int(match[1])


def _days_at(tokens: Sequence[Token], at: int, year: int) -> Days | None:
    """Return the days named by the tokens from `at` on, without the words before them."""
    return (
        _numbers(tokens, at)
        or _part(tokens, at, year)
        or _day_and_month(tokens, at, year)
        or _month(tokens, at, year)
        or _whole_year(tokens, at)
    )


def _exact(start: int, end: int, year: int, month: int, day: int) -> Days:
    try:
        exact = datetime.date(year, month, day)
    except ValueError:
        return Days(start, end, None, None)
    return Days(start, end, exact, exact)


def _numbers(tokens: Sequence[Token], at: int) -> Days | None:
    """Read 2019-02-15, 2019-02 and 15/2/2019; 3/2/2019, which may mean two days, is none."""
    parts = [token.word for token in tokens[at : at + 3]]
    gaps = [token.gap for token in tokens[at : at + 2]]
    if not parts[0].isdecimal() or len(parts) < 2 or gaps[0] not in ("-", "/", "."):
        return None
    short = [part.isdecimal() and len(part) <= 2 for part in parts]
    if _is_year(parts[0]) and short[1]:
        if len(parts) == 3 and short[2] and gaps[1] == gaps[0]:
            return _exact(at, at + 3, int(parts[0]), int(parts[1]), int(parts[2]))
        return _span(at, at + 2, int(parts[0]), int(parts[1]))
    if len(parts) == 3 and short[0] and short[1] and _is_year(parts[2]) and gaps[1] == gaps[0]:
        day, month = int(parts[0]), int(parts[1])
        if month > 12:
            day, month = month, day
        elif day <= 12 and day != month:
            return Days(at, at + 3, None, None)
        return _exact(at, at + 3, int(parts[2]), month, day)
    return None


def _skip(tokens: Sequence[Token], at: int) -> int:
    """Return the place of the next token that is more than a small word."""
    while at < len(tokens) and tokens[at].word in SMALL:
        at += 1
    return at


def _month_at(tokens: Sequence[Token], at: int) -> int:
    return _MONTHS.get(tokens[at].word, 0) if at < len(tokens) else 0


def _year_at(tokens: Sequence[Token], at: int, year: int) -> tuple[int, int]:
    """Return the year named at `at`, perhaps behind a small word, and where it ends."""
    place = _skip(tokens, at)
    if place < len(tokens) and place - at <= 2 and _is_year(tokens[place].word):
        return int(tokens[place].word), place + 1
    return year, at


def _day_and_month(tokens: Sequence[Token], at: int, year: int) -> Days | None:
    """Read 15 February 2019, February 15th, 2019 and 15 de febrero de 2019."""
    if day := _day(tokens[at].word):
        place = _skip(tokens, at + 1)
        if month := _month_at(tokens, place):
            named, end = _year_at(tokens, place + 1, year)
            return _exact(at, end, named, month, day)
    elif month := _month_at(tokens, at):
        place = _skip(tokens, at + 1)
        if place < len(tokens) and place - at <= 2 and (day := _day(tokens[place].word)):
            follows = tokens[place + 1].word if place + 1 < len(tokens) else ""
            if follows in ("days", "dias", "weeks", "semanas"):
                return None
            named, end = _year_at(tokens, place + 1, year)
            return _exact(at, end, named, month, day)
    return None


def _span(start: int, end: int, year: int, month: int, part: int | None = None) -> Days:
    try:
        length = calendar.monthrange(year, month)[1]
    except calendar.IllegalMonthError:
        return Days(start, end, None, None)
    first, last = (1, length) if part is None else _MONTH_PARTS[part]
    return Days(
        start,
        end,
        datetime.date(year, month, first),
        datetime.date(year, month, min(last, length)),
    )


def _month(tokens: Sequence[Token], at: int, year: int) -> Days | None:
    """Read February, febrero de 2019; may and march only where they cannot be verbs."""
    month = _month_at(tokens, at)
    if not month:
        return None
    named, end = _year_at(tokens, at + 1, year)
    if tokens[at].word in _ALSO_WORDS and end == at + 1:
        named_as_one = tokens[at].is_capitalized and at > 0
        if not named_as_one and relation_before(tokens, at)[1] == at:
            return None
    return _span(at, end, named, month)


def _part(tokens: Sequence[Token], at: int, year: int) -> Days | None:
    """Read mid-February, early 2019, mediados de febrero de 2019."""
    part = _PARTS.get(tokens[at].word)
    if part is None:
        return None
    place = _skip(tokens, at + 1)
    if month := _month_at(tokens, place):
        named, end = _year_at(tokens, place + 1, year)
        # "Before the end of February" has all of February in it.
        is_end = tokens[at].word in _ENDS and relation_before(tokens, at)[0] in ("before", "by")
        return (
            _span(at, end, named, month, part)
            if not is_end
            else replace(_span(at, end, named, month), first=None)
        )
    if place < len(tokens) and _is_year(tokens[place].word):
        named = int(tokens[place].word)
        first, last = _YEAR_PARTS[part]
        ends = _span(at, place + 1, named, last)
        return replace(ends, first=datetime.date(named, first, 1))
    return None


def _whole_year(tokens: Sequence[Token], at: int) -> Days | None:
    if not _is_year(tokens[at].word):
        return None
    year = int(tokens[at].word)
    return Days(at, at + 1, datetime.date(year, 1, 1), datetime.date(year, 12, 31))
