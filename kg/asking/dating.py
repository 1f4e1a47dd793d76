"""Which parameters of a question take the days that a text names."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

from kg.asking.days import Days
from kg.queries import Parameter

ONE = datetime.timedelta(days=1)


def dated(
    days: Days, parameters: Iterable[Parameter], taken: Iterable[str]
) -> tuple[dict[str, str], bool]:
    """Return the values that days give to parameters, by variable, and whether all is said by them.

    `from` and `to`, or `since` and `asOf`, take the first and the last day; `before` the first day
    that is too late; `asOf` one day where it means *on* a day. Another parameter for a date takes
    one day.
    """
    free = {p.name: p for p in parameters if p.type == "date" and p.name not in {*taken}}
    first, last = days.first, days.last
    values: dict[str, str] = {}
    if last is not None:
        if "to" in free:
            values["to"] = last.isoformat()
        elif "before" in free and first is None:
            values["before"] = (last + ONE).isoformat()
        elif "asOf" in free and (not _is_in_force(free["asOf"]) or first in (None, last)):
            values["asOf"] = last.isoformat()
    start = next((name for name in ("from", "since") if name in free), None)
    if first is not None and start is not None:
        values[start] = first.isoformat()
    others = [n for n in free if n not in ("from", "to", "before", "since", "asOf")]
    if not values and others and first is not None and first == last:
        return {others[0]: first.isoformat()}, True
    is_one_day = first == last and "asOf" in values and _is_in_force(free["asOf"])
    has_end = last is None or bool(values.keys() & {"to", "before", "asOf"})
    has_start = first is None or start in values or is_one_day
    return values, bool(values) and has_end and has_start


def _is_in_force(parameter: Parameter) -> bool:
    """Whether a day is one on which something held, rather than one by which it was done."""
    return re.search(r"\bon this day\b", parameter.help) is not None
