"""The least that a question would have to let go of for a row to be in its answer."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice, product

from kg.errors import KgError
from kg.queries import Parameter, Question
from kg.store import Store
from kg.terms import XSD, Literal, NamedNode, Term
from kg.why_not.expecting import Cell, matches
from kg.why_not.linking import links
from kg.why_not.reading import Condition, Reading

Values = Mapping[str, Term | Sequence[Term]]
_COST = {"values": 3, "filter": 3, "minus": 3, "triple": 4}
_PARAMETER = 2
_STRAYING = {"date": 0, "thing": 2}  # by the type of a value let go of; any other is between
_WHEN_GIVEN = re.compile(r"FILTER\s*\(\s*!\s*BOUND\(", re.IGNORECASE)  # only of a value given
_MOST = 3  # conditions let go of at once
_EARLY, _LATE = "1000-01-01", "3000-01-01"  # days before and after all that is told
_MOST_ASKED = 24  # questions asked with other values to confirm a row
_RUNS, _SECONDS = 800, 5.0  # how often, and how long, the question is asked


@dataclass(frozen=True)
class Relaxation:
    """What a question lets go of: values of its parameters, and conditions of its text."""

    parameters: tuple[Parameter, ...] = ()
    conditions: tuple[Condition, ...] = ()

    @property
    def cost(self) -> int:
        """How far it is from the question: values first, then conditions, then triples."""
        return _PARAMETER * len(self.parameters) + sum(_COST[c.kind] for c in self.conditions)

    @property
    def away(self) -> int:
        """How far it is from what was asked about: another day is nearer than another person."""
        return sum(_STRAYING.get(parameter.type, 1) for parameter in self.parameters)


@dataclass(frozen=True)
class Hit:
    """A relaxation under which the expected row appears, and the rows, by variable."""

    relaxation: Relaxation
    rows: tuple[Mapping[str, Term | None], ...]


class Search:
    """Looks for the smallest relaxations of a question that bring a row into its answer."""

    def __init__(self, store: Store, question: Question, values: Values) -> None:
        self._store, self._question, self._values = store, question, values
        self._reading = Reading(question.bind(values))
        self._ends = time.monotonic() + _SECONDS
        self._left = _RUNS
        self.exhausted = False  # whether it was ended by its bounds

    def parameters(self) -> list[Parameter]:
        """Return the parameters that have a value, given or by default."""
        return [
            parameter
            for parameter in self._question.parameters
            if parameter.name != "language"
            and (parameter.default or self._values.get(parameter.name) is not None)
        ]

    def hits(self, cells: Sequence[Cell]) -> list[Hit]:
        """Return the cheapest relaxations that bring the row, all of one cost; [] for none."""
        found: list[Hit] = []
        for relaxation in self._relaxations():
            if found and relaxation.cost > found[0].relaxation.cost:
                break
            if self._left <= 0 or time.monotonic() > self._ends:
                self.exhausted = not found
                break
            self._left -= 1
            rows = [row for row in self.rows(relaxation) if matches(cells, row)]
            if rows:
                found.append(Hit(relaxation, tuple(rows)))
        return found

    def rows(self, relaxation: Relaxation) -> list[dict[str, Term | None]]:
        """Return the rows of the relaxed question, with the variables that it let go of."""
        free: dict[str, Term | Sequence[Term]] = dict(self._values)
        free |= {parameter.name: _anything(parameter) for parameter in relaxation.parameters}
        reading = Reading(self._question.bind(free))
        let_go = (*relaxation.conditions, *self._comparing(relaxation.parameters))
        numbers = [self._reading.conditions.index(c) for c in let_go]
        dropped = [reading.conditions[number] for number in numbers]
        text = reading.without(dropped, self._witnesses(relaxation))
        try:
            selection = self._store.select(text)
        except KgError:  # what is left is no query: this relaxation tells nothing
            return []
        return [dict(zip(selection.columns, row, strict=True)) for row in selection.rows]

    def confirmed(self, hit: Hit) -> list[Mapping[str, Term | None]]:
        """Return the rows that the question itself has with other values, or without them.

        None where a condition of its text was let go of: what is left is another question, and
        its rows may put together what does not belong together.
        """
        if hit.relaxation.conditions:
            return []
        choices = [self._others(parameter, hit) for parameter in hit.relaxation.parameters]
        found: list[Mapping[str, Term | None]] = []
        for chosen in islice(product(*choices), _MOST_ASKED):
            if time.monotonic() > self._ends + _SECONDS:
                break
            pairs = zip(hit.relaxation.parameters, chosen, strict=True)
            other: dict[str, Term | Sequence[Term]] = {p.name: value for p, value in pairs}
            selection = self._store.select(self._question.bind({**self._values, **other}))
            found += (dict(zip(selection.columns, row, strict=True)) for row in selection.rows)
        return found

    def _others(self, parameter: Parameter, hit: Hit) -> list[Term | Sequence[Term]]:
        """Return what could have been asked for in place of the value of a parameter."""
        if not parameter.default:
            return [()]
        if parameter.type == "date":
            kind = NamedNode(XSD + "date")
            return [Literal(day, datatype=kind) for day in (_EARLY, _LATE)]
        names = (parameter.name, *self.equal_to(parameter))
        values = (row.get(name) for row in hit.rows for name in names)
        shown = dict.fromkeys(value for value in values if value is not None)
        return [*shown, *_anything(parameter)]

    def bound(self, variables: Sequence[str]) -> str:
        """Return the BINDs that give some variables their values, as one text."""
        return " ".join(self._reading.bound.get(name, "") for name in variables)

    def _comparing(self, parameters: Sequence[Parameter]) -> list[Condition]:
        """Return the filters that compare with some parameters and with no other that is given."""
        free = {parameter.name for parameter in parameters}
        kept = {parameter.name for parameter in self.parameters()} - free
        return [
            c
            for c in self._reading.conditions
            if c.kind == "filter" and free & set(c.variables) and not kept & set(c.variables)
        ]

    def compared(self, parameter: Parameter) -> list[str]:
        """Return the variables that the question's filters compare with a parameter."""
        found = [
            name
            for condition in self._reading.conditions
            if condition.kind == "filter" and parameter.name in condition.variables
            for name in condition.variables
        ]
        declared = {p.name for p in self._question.parameters}
        return [name for name in dict.fromkeys(found) if name not in declared]

    def equal_to(self, parameter: Parameter) -> list[str]:
        """Return the variables that are to be equal to a parameter, and not only compared."""
        texts = [c.text for c in self._reading.conditions if c.kind == "filter"]
        return [
            name
            for name in self.compared(parameter)
            if any(re.search(rf"\?{name}\s*=\s*\?{parameter.name}\b", text) for text in texts)
        ]

    def _witnesses(self, relaxation: Relaxation) -> list[str]:
        """Return the variables that show what a row has in place of what was asked."""
        wanted = [name for p in relaxation.parameters for name in (p.name, *self.compared(p))]
        wanted += [name for c in relaxation.conditions for name in c.variables]
        return list(dict.fromkeys(wanted))

    def _relaxations(self) -> Iterator[Relaxation]:
        """Yield relaxations, the cheapest first; equals in the order of the question's text."""
        parameters, conditions = self.parameters(), self._conditions()
        every = [
            Relaxation(tuple(few), tuple(some))
            for size in range(1, _MOST + 1)
            for number in range(size + 1)
            for few in combinations(parameters, size - number)
            for some in combinations(conditions, number)
            if _together(some)
        ]
        for relaxation in sorted(every, key=lambda r: (r.cost, r.away)):
            if self._holds_together(relaxation.conditions):
                yield relaxation

    def _conditions(self) -> list[Condition]:
        """Return the conditions that stand whatever the parameters are."""
        declared = {parameter.name for parameter in self._question.parameters}
        given = {parameter.name for parameter in self.parameters()} | {"language"}
        kept = []
        for condition in self._reading.conditions:
            about = declared & set(condition.variables)
            told = condition.kind == "values" and about
            compared = condition.kind == "filter" and (
                about & given or _WHEN_GIVEN.match(condition.text)
            )
            if not (told or compared or links(self._reading, condition, given)):
                kept.append(condition)
        return kept

    def _holds_together(self, dropped: Sequence[Condition]) -> bool:
        """Say whether what is left still links all that was linked before.

        Otherwise everything would be paired with everything, and a row would rest on nothing.
        """
        triples = [condition for condition in dropped if condition.kind == "triple"]
        branch = max((c.branch for c in dropped), key=len, default=())
        for scope in {triple.scope for triple in triples}:
            patterns = [
                c
                for c in self._reading.conditions
                if c.kind == "triple" and c.scope == scope and _fits(c.branch, branch)
            ]
            left = [pattern for pattern in patterns if pattern not in dropped]
            if len(_islands(left)) > len(_islands(patterns)):
                return False
            if scope and self._reading.strays(scope, dropped):
                return False
            if not scope and not self._keeps_columns(patterns, left):
                return False
        return True

    def _keeps_columns(self, before: Sequence[Condition], after: Sequence[Condition]) -> bool:
        """Say whether the columns that were linked with the fact of a row still are."""
        columns = self._reading.columns
        start = "fact" if "fact" in columns else next(iter(columns), "")
        then, now = (
            next((island for island in _islands(patterns) if start in island), {start})
            for patterns in (before, after)
        )
        return start in set().union(*_islands(after)) and then & set(columns) <= now


def _anything(parameter: Parameter) -> tuple[Term, ...]:
    """Return the values that let anything through: UNDEF, or all where it takes only a few."""
    if parameter.type == "integer":
        kind = NamedNode(XSD + "integer")
        return tuple(Literal(number, datatype=kind) for number in parameter.allowed)
    if parameter.type == "text":
        return tuple(map(Literal, parameter.allowed))
    return ()


def _fits(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Say whether two places can be in one solution: neither is in another branch."""
    length = min(len(one), len(other))
    return one[:length] == other[:length]


def _together(conditions: Sequence[Condition]) -> bool:
    return all(_fits(a.branch, b.branch) for a, b in combinations(conditions, 2))


def _islands(patterns: Sequence[Condition]) -> list[set[str]]:
    """Return the sets of variables that patterns link with one another."""
    islands: list[set[str]] = []
    for pattern in patterns:
        met = set(pattern.variables)
        apart = [island for island in islands if not island & met]
        joined = met.union(*(island for island in islands if island & met))
        islands = [*apart, joined] if joined else apart
    return islands
