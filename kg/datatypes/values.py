"""What a datatype is: how its texts are read as values, and which values are its own."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from decimal import Decimal
from typing import NamedTuple


class Value(NamedTuple):
    """A value: its primitive space, what is equal, what tells equal values apart.

    XML Schema 1.1 part 2, 2.2.1 (identity), 2.2.2 (equality) and 2.2.3 (spaces are apart).
    """

    space: str
    equal: Hashable
    identical: Hashable = None


class Datatype(NamedTuple):
    """A datatype: the value that a text writes (None: none), and whether a value belongs to it."""

    read: Callable[[str], Value | None]
    has: Callable[[Value], bool]


def primitive(space: str, read: Callable[[str], Value | None]) -> Datatype:
    """Return a datatype whose values are a whole space of their own."""
    return Datatype(read, lambda found: found.space == space)


def integer(digits: str) -> int:
    """Return a whole number of any length: `int` refuses a text of more than 4300 digits."""
    return int(digits) if len(digits) < 4000 else int(Decimal(digits))
