"""Dates as the source gives them (a subset of EDTF) and the days that they allow.

See the Extended Date/Time Format, https://www.loc.gov/standards/datetime/: a day, a month or a
year, `~` for an approximate one, and intervals whose open end is `..`.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterable, Iterator

from kg.words import either, say

_ENDS_FIRST = "%s ends before it begins."
_NO_DAY = "%s is no day of the calendar."
_EXACTLY = "The date %s allows the days %s to %s: write these bounds."
_ROUGHLY = "The date %s allows the days %s to %s: write bounds within them."
_WITHIN = datetime.timedelta(days=14)  # how far the bounds of an approximate day may lie from it
Bounds = tuple[datetime.date | None, datetime.date | None]


class _Impossible(ValueError):
    """A date that is written as one and is none; `words` with its text make a sentence."""

    def __init__(self, words: str, text: str) -> None:
        self.words, self.text = words, text
        super().__init__(words % text)


def bounds(date: str) -> Bounds:
    """Return the first and the last day that a date allows, None for an open end.

    Of an approximate date, the widest bounds that it may have. Raises ValueError with a sentence.

    >>> [str(day) for day in bounds("2019-02")]
    ['2019-02-01', '2019-02-28']
    >>> bounds("../2019")[0] is None, str(bounds("../2019")[1])
    (True, '2019-12-31')
    """
    start, slash, end = date.partition("/")
    if not slash:
        return _span(start)
    first = None if start == ".." else _span(start)[0]
    last = None if end == ".." else _span(end)[1]
    if first is not None and last is not None and first > last:
        raise _Impossible(_ENDS_FIRST, date)
    return first, last


def _span(text: str) -> tuple[datetime.date, datetime.date]:
    match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(~?)", text)
    if match is None:
        raise ValueError(f"{text} is no date.")
    year, month, day = (int(part) if part else 0 for part in match.groups()[:3])
    try:
        if day:
            exact = datetime.date(year, month, day)
            return (exact - _WITHIN, exact + _WITHIN) if match[4] else (exact, exact)
        if month:
            last = calendar.monthrange(year, month)[1]
            return datetime.date(year, month, 1), datetime.date(year, month, last)
        return datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    except (ValueError, calendar.IllegalMonthError) as error:
        raise _Impossible(_NO_DAY, text) from error


def contradiction(
    date: str,
    earliest: str,
    latest: str,
    language: str = "en",
    names: tuple[str, ...] = ("al:earliest", "al:latest"),
) -> str:
    """Say how bounds ("" for none), written as `names`, contradict a date; "" when they do not.

    What is not written as a date at all is left to the shapes.

    >>> contradiction("2019-02", "2019-02-01", "")[-41:]
    'write these bounds. al:latest is missing.'
    >>> contradiction("2019-02~", "2019-02-08", "2019-02-22")
    ''
    """
    try:
        first, last = bounds(date)
        given = [datetime.date.fromisoformat(text) if text else None for text in (earliest, latest)]
    except _Impossible as error:
        return say(error.words, language) % error.text
    except ValueError:
        return ""
    wrong = list(_wrong(names, given, (first, last), is_rough="~" in date))
    if not wrong:
        return ""
    words = say(_ROUGHLY if "~" in date else _EXACTLY, language)
    told = [words % (date, first or "..", last or "..")]
    for name, day in wrong:
        if day is None:
            told.append(either("%s is missing.", "Falta %s.", language) % name)
        else:
            told.append(either("%s %s is wrong.", "%s %s no corresponde.", language) % (name, day))
    if all(day for _, day in wrong) and len(wrong) == 2:
        told.append(either("Or the date is.", "O es la fecha la que no corresponde.", language))
    return " ".join(told)


def _wrong(
    names: tuple[str, ...], given: Iterable[datetime.date | None], allowed: Bounds, is_rough: bool
) -> Iterator[tuple[str, datetime.date | None]]:
    """Yield the name of each bound that contradicts a date, with its day, None where it lacks."""
    first, last = allowed
    for name, day, meant in zip(names, given, allowed, strict=True):
        if is_rough:
            # An approximate date that began at an unknown time has no first day.
            is_open = first is None and name == names[0]
            fits = day is None or (not is_open and (first or day) <= day <= (last or day))
        else:
            fits = day == meant
        if not fits:
            yield name, day
