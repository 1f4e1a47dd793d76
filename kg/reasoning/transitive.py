"""Steps that add up: `?x p ?y . ?y p ?z => ?x p ?z`, without finding each sum once for every split.

The facts of a property are joined when a level is complete, that is, all facts with proofs of
one height. Of a path to be told next, let `?y` be the farthest thing on it that is known to come
after `?x`. Then what is known to come after `?y` includes the end of the path; and either
`?x p ?y` is of the level just completed, or the rest of the path is one step of that level, a
step being a fact that is no sum itself. So it is enough to join the facts of a level that stop
short of a step, with all that comes after them, and the steps of a level, with all that comes
before them. Of a chain every pair is then found once, by a proof of the least height as ever.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.reasoning.index import Instance, Row
from kg.reasoning.notation import Pattern

if TYPE_CHECKING:
    from kg.reasoning.engine import Engine


def summed(patterns: list[Pattern], head: tuple[Pattern, ...]) -> int | None:
    """Return the property whose steps add up by a rule, None for a rule of another form."""
    if len(patterns) != 2 or len(head) != 1:
        return None
    (x, p, y), (middle, other, z) = patterns
    ends = isinstance(x, str) and isinstance(y, str) and isinstance(z, str)
    if isinstance(p, int) and ends and middle == y and p == other and head[0] == (x, p, z):
        return p if len({x, y, z}) == 3 else None
    return None


class Steps:
    """The facts of one property, of which two that meet make a third."""

    def __init__(self, engine: Engine, instance: Instance, property: int) -> None:
        self._engine, self._instance, self._property = engine, instance, property
        self._level: list[Row] = []
        self._steps: dict[int, set[int]] = {}
        self._after: dict[int, set[int]] = {}  # what comes after a thing, by the levels joined

    def hear(self, row: Row) -> None:
        """Take a fact of the level that is not yet complete."""
        self._level.append(row)

    def join(self) -> None:
        """Add what the facts of the level make, which is complete now."""
        level, self._level = self._level, []
        p, after, none = self._property, self._after, frozenset[int]()
        before = self._engine.index.of(p)[1]
        for row in filter(self._is_step, level):
            self._steps.setdefault(row[0], set()).add(row[2])
            for x in before[row[0]] if row[0] in before else ():
                if row[0] in after.get(x, none):
                    self._say((x, p, row[0]), row)
        for x, _, y in level:
            after.setdefault(x, set()).add(y)
        for row in level:
            x, _, y = row
            if not self._steps.get(y, none) <= after[x]:  # the row stops short of a step
                for z in after[y] - after[x]:
                    self._say(row, (y, p, z))

    def _is_step(self, row: Row) -> bool:
        """Say whether a fact is no sum, nor the mirror of one: mirrored steps make that too."""
        why = self._engine.index.reason(row)
        if why is None:
            return True
        if why[0].rule is self._instance.rule:
            return False
        x, p, y = row
        return why[1:] != ((y, p, x),) or x in self._steps.get(y, ())

    def _say(self, row: Row, next_row: Row) -> None:
        new = (row[0], row[1], next_row[2])
        if new not in self._engine.index.place:
            self._engine.add(new, (self._instance, row, next_row))
