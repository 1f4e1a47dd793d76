"""Days, times of day, and durations.

XML Schema 1.1 part 2, 3.3.6 to 3.3.14 and 3.4.26 to 3.4.28: the calendar is the Gregorian one
for all years, and there is a year 0.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import cast

from kg.datatypes.values import Datatype, Value, integer, primitive
from kg.terms import XSD

_YEAR = "(?P<year>-?(?:[1-9][0-9]{3,}|0[0-9]{3}))"
_MONTH, _DAY = "(?P<month>0[1-9]|1[0-2])", "(?P<day>0[1-9]|[12][0-9]|3[01])"
_TIME = (
    "(?:(?P<hour>[01][0-9]|2[0-3]):(?P<minute>[0-5][0-9]):(?P<second>[0-5][0-9](?:[.][0-9]+)?)"
    "|(?P<midnight>24:00:00(?:[.]0+)?))"
)
_ZONE = "(?P<zone>Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))"
_MOMENTS = {
    "dateTime": f"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}",
    "date": f"{_YEAR}-{_MONTH}-{_DAY}",
    "time": _TIME,
    "gYearMonth": f"{_YEAR}-{_MONTH}",
    "gYear": _YEAR,
    "gMonthDay": f"--{_MONTH}-{_DAY}",
    "gDay": f"---{_DAY}",
    "gMonth": f"--{_MONTH}",
}
_SECONDS = "(?:(?P<whole>[0-9]+)(?P<fraction>[.][0-9]+)?S)?"
_CLOCK = f"(?:T(?=[0-9])(?:(?P<hours>[0-9]+)H)?(?:(?P<minutes>[0-9]+)M)?{_SECONDS})?"
_DURATION = re.compile(
    "(?P<sign>-?)P(?=[0-9T])(?:(?P<years>[0-9]+)Y)?(?:(?P<months>[0-9]+)M)?"
    f"(?:(?P<days>[0-9]+)D)?{_CLOCK}"
).fullmatch
_STAMP = re.compile(f".*{_ZONE}").fullmatch
_Span = tuple[int, int, Decimal]  # months, whole seconds, the rest of a second
_MONTH_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _moments(space: str) -> Datatype:
    """Return a datatype of points or spans of time."""
    fits = re.compile(f"{_MOMENTS[space]}{_ZONE}?").fullmatch

    def read(text: str) -> Value | None:
        found = fits(text)
        return _moment(space, found.groupdict()) if found else None

    return Datatype(read, lambda found: found.space == space)


def _moment(space: str, parts: dict[str, str | None]) -> Value | None:
    """Return the place on the time line (E.3.4) of a day or time, None for 30 February."""
    year = integer(parts.get("year") or "1972")  # a leap year, so that --02-29 is a day
    month, day = int(parts.get("month") or 12), int(parts.get("day") or 1)
    if day > _MONTH_DAYS[month - 1]:
        return None
    if (month, day) == (2, 29) and (year % 4 or (year % 100 == 0 and year % 400)):
        return None
    hour, minute = int(parts.get("hour") or 0), int(parts.get("minute") or 0)
    if parts.get("midnight") and "day" in parts:
        hour = 24
    zone = parts["zone"]
    offset = None if zone is None else _offset(zone)
    minutes = (_day_number(year, month, day) * 24 + hour) * 60 + minute - (offset or 0)
    second = Decimal(parts.get("second") or 0)
    return Value(space, (offset is not None, minutes, second), offset)


def _day_number(year: int, month: int, day: int) -> int:
    """Number the days of the Gregorian calendar, before 1582 and before the year 1 as well."""
    if month < 3:
        year, month = year - 1, month + 12
    leaps = year // 4 - year // 100 + year // 400
    return 365 * year + leaps + (153 * (month - 3) + 2) // 5 + day


def _offset(zone: str) -> int:
    """Return the minutes by which a time zone is ahead of universal time."""
    if zone == "Z":
        return 0
    minutes = int(zone[1:3]) * 60 + int(zone[4:])
    return -minutes if zone.startswith("-") else minutes


def _duration(text: str) -> Value | None:
    """Read a duration as months and seconds, neither of which can be told in the other."""
    found = _DURATION(text)
    if found is None:
        return None
    sign, *told = found.group("sign", "years", "months", "days", "hours", "minutes", "whole")
    years, months, days, hours, minutes, seconds = (integer(digits or "0") for digits in told)
    months += years * 12
    seconds += ((days * 24 + hours) * 60 + minutes) * 60
    if sign:
        months, seconds = -months, -seconds
    return Value("duration", (months, seconds, Decimal(f"{sign}0{found['fraction'] or ''}")))


def _durations(text_has: str, value_has: Callable[[int, int, Decimal], bool]) -> Datatype:
    """Return a datatype of durations by which parts its texts and its values have."""
    fits = re.compile(text_has).fullmatch

    def has(found: Value) -> bool:
        return found.space == "duration" and value_has(*cast(_Span, found.equal))

    return Datatype(lambda text: _duration(text) if fits(text) else None, has)


def _within_zone(found: Value) -> bool:
    """Say whether a value is a dateTimeStamp: a dateTime with a time zone (3.4.28)."""
    return found.space == "dateTime" and found.identical is not None


_DATE_TIME = _moments("dateTime")
DATATYPES: dict[str, Datatype] = {
    **{XSD + name: _moments(name) for name in _MOMENTS},
    XSD + "dateTimeStamp": Datatype(
        lambda text: _DATE_TIME.read(text) if _STAMP(text) else None, _within_zone
    ),
    XSD + "duration": primitive("duration", _duration),
    XSD + "dayTimeDuration": _durations("[^YM]*(?:T.*)?", lambda months, *_: not months),
    XSD + "yearMonthDuration": _durations("[^DT]*", lambda _, *rest: not any(rest)),
}
