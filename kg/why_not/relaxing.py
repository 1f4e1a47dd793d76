"""The least that a question would have to let go of for a row to be in its answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, islice, product

from kg.dressing import FACT
from kg.errors import KgError
from kg.queries import Parameter, Question
from kg.sparql import tokens
from kg.store import Store
from kg.terms import XSD, Literal, NamedNode, Term
from kg.why_not.expecting import Cell, Row, matches, rows_of, values
from kg.why_not.filtering import existing
from kg.why_not.reading import Condition, Place, Reading, columns, variables

Values = Mapping[str, Term | Sequence[Term]]
_PARAMETER, _CONDITION = 2, 3  # what it costs to let go of one
_STRAYING = {"date": 0, "thing": 2}  # by the type of a value let go of; any other is between
_WHEN_GIVEN = re.compile(r"FILTER\s*\(\s*!\s*BOUND\(", re.IGNORECASE)  # only of a value given
_SIDE = r"(?:\?\w+|STR\(\?\w+\))"
_TYING = re.compile(rf"{_SIDE}\s*[!<>]?=?\s*{_SIDE}")  # two variables, compared with each other
_COMPUTED = re.compile(r"\)\s*AS\s+\?" + FACT, re.IGNORECASE)
_MOST = 2  # values and conditions let go of at once
_EARLY, _LATE = "1000-01-01", "3000-01-01"  # days before and after all that is told
_MOST_ASKED = 8  # questions asked with other values to confirm a row
_RUNS = 200  # how often the question is asked


@dataclass(frozen=True)
class Relaxation:
    """What a question lets go of: values of its parameters, and conditions of its text."""

    parameters: tuple[Parameter, ...] = ()
    conditions: tuple[Condition, ...] = ()
    rows: tuple[Row, ...] = ()  # the rows expected that it brings, by variable

    @property
    def cost(self) -> int:
        """How far it is from the question: values first, then conditions."""
        return _PARAMETER * len(self.parameters) + _CONDITION * len(self.conditions)

    @property
    def away(self) -> int:
        """How far it is from what was asked about: another day is nearer than another person."""
        return sum(_STRAYING.get(parameter.type, 1) for parameter in self.parameters)


class Search:
    """Looks for the smallest relaxations of a question that bring a row into its answer.

    `among` are the only facts that a row can rest on, none where that is not known.
    """

    def __init__(
        self, store: Store, question: Question, values: Values, among: Iterable[NamedNode] = ()
    ) -> None:
        self._store, self._question, self._values = store, question, values
        self.reading = Reading(question.bind(values))
        self._declared = {parameter.name for parameter in question.parameters}
        computed = _COMPUTED.search(question.text)
        self._rests_on_facts = FACT in columns(question.text) and not computed
        facts = " ".join(map(str, among)) if self._rests_on_facts else ""
        self._first = f"VALUES ?{FACT} {{ {facts} }}" if facts else ""
        self._filters = [c for c in self.reading.conditions if c.kind == "filter"]
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

    def hits(self, cells: Sequence[Cell]) -> list[Relaxation]:
        """Return the cheapest relaxations that bring the row, all of one cost; [] for none."""
        found = self._hits(cells, self._relaxations())
        if self._first and not found:  # the fact of the row names nothing that is expected
            self._first = ""
            found = self._hits(cells, self._values_only())
        return found

    def _hits(self, cells: Sequence[Cell], relaxations: Iterable[Relaxation]) -> list[Relaxation]:
        found: list[Relaxation] = []
        for relaxation in relaxations:
            if found and relaxation.cost > found[0].cost:
                break
            if self._left <= 0:
                self.exhausted = not found
                break
            self._left -= 1
            rows = tuple(row for row in self._rows(relaxation) if matches(cells, row))
            if rows:
                found.append(replace(relaxation, rows=rows))
        return found

    def _rows(self, relaxation: Relaxation) -> list[Row]:
        """Return the rows of the relaxed question, with the variables that it let go of."""
        free = {parameter.name: _anything(parameter) for parameter in relaxation.parameters}
        edits = {c: "" for c in (*relaxation.conditions, *self._comparing(relaxation.parameters))}
        return self._asked(free, edits, self._witnesses(relaxation))

    def _asked(
        self, values: Values, edits: Mapping[Condition, str], more: Sequence[str] = ()
    ) -> list[Row]:
        """Return the rows of the question with other values, and other conditions."""
        written = {
            condition: f"VALUES ?{name} {{ {_written(values[name])} }}"
            for condition in (*self.reading.conditions, *self.reading.optional)
            if condition.kind == "values"
            for name in condition.variables
            if name in values
        }
        try:
            text = self.reading.rewritten({**written, **edits}, more, self._first)
            return rows_of(self._store, text)
        except KgError:  # what is left is no query: this relaxation tells nothing
            return []

    def confirmed(self, hit: Relaxation) -> list[Row]:
        """Return the rows that the question itself has with other values, or without them.

        None where a condition of its text was let go of: what is left is another question, and
        its rows may put together what does not belong together.
        """
        if hit.conditions:
            return []
        choices = [self._others(parameter, hit) for parameter in hit.parameters]
        names = [parameter.name for parameter in hit.parameters]
        chosen = islice(product(*choices), _MOST_ASKED)
        asked = (dict(zip(names, values, strict=True)) for values in chosen)
        return [row for values in asked for row in self._asked(values, {})]

    def _others(self, parameter: Parameter, hit: Relaxation) -> list[Term | Sequence[Term]]:
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

    def _comparing(self, parameters: Sequence[Parameter]) -> list[Condition]:
        """Return the filters that compare with some parameters and with no other that is given."""
        free = {parameter.name for parameter in parameters}
        kept = {parameter.name for parameter in self.parameters()} - free
        about = [c for c in self._filters if free & set(c.variables)]
        return [c for c in about if not kept & set(c.variables)]

    def compared(self, parameter: Parameter) -> list[str]:
        """Return the variables that the question's filters compare with a parameter."""
        filters = [c.variables for c in self._filters if parameter.name in c.variables]
        found = dict.fromkeys(name for variables in filters for name in variables)
        return [name for name in found if name not in self._declared]

    def equal_to(self, parameter: Parameter) -> list[str]:
        """Return the variables that are to be equal to a parameter, and not only compared."""
        text = " ".join(condition.text for condition in self._filters)
        equal = re.findall(rf"\?(\w+)\s*=\s*\?{parameter.name}\b", text)
        return [name for name in self.compared(parameter) if name in equal]

    def in_place(self, parameter: Parameter, rows: Sequence[Row]) -> list[Term]:
        """Return what rows have in place of a parameter with which something is to EXIST."""
        filters = [c for c in self._filters if parameter.name in c.variables]
        parts = (body for condition in filters for body in existing(condition.text))
        found: set[Term] = set()
        for part in parts:
            named = variables(tokens(part))
            known = {name: values(rows, name) for name in named if name != parameter.name}
            given = "".join(f"VALUES ?{n} {{ {_written(v)} }} " for n, v in known.items() if v)
            if parameter.name in named:
                text = f"{self.reading.prologue} SELECT ?{parameter.name} WHERE {{ {given}{part} }}"
                found.update(values(rows_of(self._store, text), parameter.name))
        kinds = parameter.allowed if parameter.type == "thing" else ()
        return sorted((term for term in found if self._store.is_a(term, kinds)), key=str)

    def _witnesses(self, relaxation: Relaxation) -> list[str]:
        """Return the variables that show what a row has in place of what was asked."""
        wanted = [name for p in relaxation.parameters for name in (p.name, *self.compared(p))]
        wanted += [name for c in relaxation.conditions for name in c.variables]
        return list(dict.fromkeys(wanted))

    def _relaxations(self) -> Iterator[Relaxation]:
        """Yield relaxations, the cheapest first; equals in the order of the question's text.

        Conditions are let go of only where it is known which facts a row can rest on.
        """
        if self._rests_on_facts and not self._first:
            yield from self._values_only()
            return
        parameters, conditions = self.parameters(), self._conditions()
        every = [
            Relaxation(tuple(few), tuple(some))
            for size in range(1, _MOST + 1)
            for number in range(size + 1)
            for few in combinations(parameters, size - number)
            for some in combinations(conditions, number)
            if all(_fits(a.place, b.place) for a, b in combinations(some, 2))
        ]
        yield from sorted(every, key=lambda r: (r.cost, r.away))

    def _values_only(self) -> Iterator[Relaxation]:
        """Yield what lets go of values only: of those that may be left out, or are no things."""
        free = [p for p in self.parameters() if not p.default or p.type != "thing"]
        for size in range(1, _MOST + 1):
            yield from (Relaxation(few) for few in combinations(free, size))

    def _conditions(self) -> list[Condition]:
        """Return the conditions that stand whatever the parameters are, and tie nothing.

        Of two things tied by one, anything would be paired with anything without it: somebody
        with what others suffered, or a claim with itself as its rival. So are all triples.
        """
        given = {parameter.name for parameter in self.parameters()} | {"language"}
        kept = []
        for condition in self.reading.conditions:
            about = self._declared & set(condition.variables)
            if condition.kind == "filter":
                told = about & given or any(p.search(condition.text) for p in (_WHEN_GIVEN, _TYING))
            else:
                told = condition.kind == "triple" or about
            kept += [] if told else [condition]
        return kept


def _written(value: Term | Sequence[Term]) -> str:
    """Return one or more values as they stand in VALUES."""
    return " ".join(map(str, value)) or "UNDEF" if isinstance(value, Sequence) else str(value)


def _anything(parameter: Parameter) -> tuple[Term, ...]:
    """Return the values that let anything through: UNDEF, or all where it takes only a few."""
    if parameter.type == "integer":
        kind = NamedNode(XSD + "integer")
        return tuple(Literal(number, datatype=kind) for number in parameter.allowed)
    if parameter.type == "text":
        return tuple(map(Literal, parameter.allowed))
    return ()


def _fits(one: Place, other: Place) -> bool:
    """Say whether two places can be in one solution: neither is in another branch."""
    return one.holds_at(other) or other.holds_at(one)
