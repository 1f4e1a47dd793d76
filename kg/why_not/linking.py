"""Which conditions of a question tie together what it tells of, so that none may be let go of.

Without such a one anything would be paired with anything: somebody with what others suffered.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from kg.why_not.reading import Condition, Reading

_EQUAL = re.compile(r"\?\w+\s*=\s*\?\w+")  # a filter by which one variable gives another


def links(reading: Reading, condition: Condition, constants: Collection[str]) -> bool:
    """Say whether a condition ties two things together, and does not tell of one alone.

    `constants` are variables with a value given.
    """
    if condition.kind != "triple":
        return condition.kind == "filter" and bool(_EQUAL.search(condition.text))
    named = [name for name in condition.variables if name not in constants]
    return len(named) > 1 and all(_is_used(reading, name, condition) for name in named)


def _is_used(reading: Reading, name: str, but: Condition) -> bool:
    """Say whether a variable gets or gives a value anywhere but in one condition."""
    others = (
        condition
        for condition in (*reading.conditions, *reading.optional)
        if condition != but and condition.kind != "filter"
    )
    told = name in reading.bound or name in reading.handed_on()
    return told or any(name in condition.variables for condition in others)
