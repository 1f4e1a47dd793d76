"""What the rules say of identity as such, applied only where it leads to anything.

Everything is the same as itself (eq-ref); literals are the same, or not, by their values, and of
datatypes by them (table 8). Told of every term, that would be most of the closure.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from kg.reasoning import literals, matching
from kg.reasoning.index import Index, Instance, Row, Why, replaced
from kg.reasoning.notation import DIFFERENT_FROM, RULES, SAME_AS, TYPE, Pattern, owl

if TYPE_CHECKING:
    from kg.reasoning.engine import Engine

_REPLACES = [Instance(RULES[name]) for name in ("eq-rep-s", "eq-rep-p", "eq-rep-o")]
"""What replaces the first, the second and the third term of a fact."""


class Replacing:
    """A thing replaced by what is the same: eq-rep-s, eq-rep-p and eq-rep-o.

    What is the same is told of every pair (eq-sym, eq-trans). So nothing need be replaced in
    those facts, nor twice at one place of any other: that would find each fact once for every
    two things that are the same as a third.
    """

    def __init__(self, index: Index, add: Callable[[Row, Why], None]) -> None:
        self._index, self._add = index, add
        self.same = index.of(SAME_AS)[0]
        self._facts: dict[int, list[tuple[int, Row]]] = {}
        """The facts to be changed of each thing that is the same as any, with where it stands."""

    def take(self, row: Row) -> None:
        """Replace by all that is known to be the same, in a fact; and by a fact, if it says so."""
        thing, predicate, other = row
        facts = self._facts
        if thing in facts or predicate in facts or other in facts:
            for place in self._places(row):
                if row[place] in facts:
                    facts[row[place]].append((place, row))
                    for equal in self.same[row[place]]:
                        self._replace(row, place, equal)
        if predicate == SAME_AS:
            if thing not in facts:
                facts[thing] = list(self._about(thing))
            for place, told in facts[thing]:
                self._replace(told, place, other)

    def _places(self, row: Row) -> tuple[int, ...]:
        """Return the places of a fact at which it is to be changed."""
        if row[1] == SAME_AS:
            return (1,)
        places: tuple[int, ...] = (0, 1, 2)
        why = self._index.reason(row)
        while why is not None and why[0] in _REPLACES:
            rule, *premises = why
            places = tuple(place for place in places if rule is not _REPLACES[place])
            why = self._index.reason(premises[-1])
        return places

    def _about(self, thing: int) -> Iterator[tuple[int, Row]]:
        asked = Pattern(thing, "?p", "?o"), Pattern("?s", thing, "?o"), Pattern("?s", "?p", thing)
        for place, pattern in enumerate(asked):
            for row in matching.facts_like(self._index, pattern):
                if place in self._places(row):
                    yield place, row

    def _replace(self, row: Row, place: int, other: int) -> None:
        new = replaced(row, place, other)
        if new not in self._index.place:
            self._add(new, (_REPLACES[place], (row[place], SAME_AS, other), row))


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
