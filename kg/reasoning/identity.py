"""What the rules say of identity as such, applied only where it leads to anything.

Everything is the same as itself (eq-ref); literals are the same, or not, by their values, and of
datatypes by them (table 8). Told of every term, that would be most of the closure.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from kg.reasoning import literals
from kg.reasoning.index import Row
from kg.reasoning.notation import DIFFERENT_FROM, SAME_AS, TYPE, owl

if TYPE_CHECKING:
    from kg.reasoning.engine import Engine


def of_things(engine: Engine) -> None:
    """Say that a thing is itself where something says that it is not."""

    def different(row: Row) -> None:
        if row[0] == row[2]:
            engine.derive((row[0], SAME_AS, row[0]), "eq-ref", row)

    def members(row: Row) -> None:
        names, facts = engine.index.members(row[2])
        for name, fact in zip(names, facts[::2], strict=True):
            if names.count(name) > 1:
                engine.derive((name, SAME_AS, name), "eq-ref", fact)

    engine.hear(DIFFERENT_FROM, different)
    engine.hear(owl("members"), members)
    engine.hear(owl("distinctMembers"), members)


def of_literals(engine: Engine) -> None:
    """Say which literals are one value, and what cannot be: two values that are the same."""
    index = engine.index

    def same(row: Row) -> None:
        if literals.passes(index, "other", row[0], row[2]):
            engine.derive((row[0], DIFFERENT_FROM, row[2]), "dt-diff")

    def member(row: Row) -> None:
        if literals.passes(index, "not-of", row[0], row[2]):
            engine.clash("dt-not-type", (row,))

    engine.hear(SAME_AS, same)
    for datatype in literals.numbers(index):
        engine.hear_members(datatype, member)
    for equal in engine.values.values():
        for one, other in itertools.permutations(equal, 2):
            engine.derive((one, SAME_AS, other), "dt-eq")


def tell_members(engine: Engine, datatype: int) -> None:
    """Say which literals are of a datatype that some rule asks for."""
    for number in literals.of(engine.index, datatype):
        engine.derive((number, TYPE, datatype), "dt-type2")
