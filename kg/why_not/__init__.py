"""Why an answer does not have a row: the nearest facts, and which conditions they fail.

The question is asked again with its values and conditions let go of, one by one and then
together, until the row appears; what had to be let go of is what the fact behind it fails.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kg import queries
from kg.dressing import FACT
from kg.errors import BadValue
from kg.queries import Question
from kg.store import Store
from kg.terms import Literal, NamedNode, Term, expand
from kg.turtle.positions import Positions
from kg.why_not.answered import Answered
from kg.why_not.expecting import Cell, Column, Row, cell, column_of, matches
from kg.why_not.failing import Teller, default_of
from kg.why_not.nearby import claimed, linked, telling
from kg.why_not.needing import Needs
from kg.why_not.relaxing import Hit, Search
from kg.why_not.report import MOST, Fact, WhyNot
from kg.why_not.sentences import tell

__all__ = ["Fact", "WhyNot", "why_not"]

_FAR = 4  # the cost from which the nearest fact does not say all; see `relaxing`


def why_not(
    store: Store,
    question: Question,
    values: Mapping[str, Term],
    row: Mapping[str, str],
    language: str = "en",
    positions: Positions | None = None,
) -> WhyNot:
    """Return why the answer to `question` with `values` (by variable) has no row such as `row`.

    `row` is what is expected, by column, as somebody types it. Raises UnknownName for a column or
    a name that does not exist, AmbiguousName, and BadValue for what cannot stand in a column.
    """
    if not row:
        raise BadValue("Say which row you expected: --row COLUMN=VALUE, such as --row who=NAME.")
    return _Asking(store, question, values, language, positions or Positions([])).explain(row)


class _Asking:
    """One question with its values, and its answer."""

    def __init__(
        self,
        store: Store,
        question: Question,
        values: Mapping[str, Term],
        language: str,
        positions: Positions,
    ) -> None:
        self._store, self._question, self._language = store, question, language
        self._given = values
        self._values = {"language": Literal(language), **values}
        self._answer = queries.ask(store, question, values, language)
        self._answered = Answered(store, self._answer, language, positions)

    def explain(self, row: Mapping[str, str]) -> WhyNot:
        """Return why the answer has no such row, or that it has it."""
        answered, cells = self._answered, self._cells(row)
        told = WhyNot(
            question=self._question.name,
            summary=self._question.summary(self._language),
            asked=tuple(self._asked()),
            expected=tuple((answered.heading(c.column), answered.expected(c)) for c in cells),
            language=self._language,
        )
        selection = self._select()
        present = [answered.fact(found) for found in selection if matches(cells, found)]
        if present:
            return replace(told, present=tuple(dict.fromkeys(present))[:MOST])
        alike = answered.alike(selection, cells)
        search = Search(self._store, self._question, self._values, telling(self._store, cells))
        teller = Teller(self._store, search, self._values, self._answer.headings)
        hits = [hit for hit in search.hits(cells) if not self._strays(hit, cells, alike)]
        nearest = self._nearest(search, teller, hits, cells)
        told = replace(told, alike=alike, nearest=nearest, stopped=search.exhausted)
        if alike:
            return replace(told, statements=claimed(self._store, answered, alike))
        told = replace(told, needs=answered.columns(selection, cells))
        cost = hits[0].relaxation.cost if nearest else _FAR
        return told if cost < _FAR else self._with_needs(told, cells, teller)

    def _with_needs(self, told: WhyNot, cells: Sequence[Cell], teller: Teller) -> WhyNot:
        """Add what a row would need, and what there is in its place.

        A fact that fails several conditions tells less than what is lacking.
        """
        needs = Needs(self._store, self._question, self._values, self._language)
        unmet = needs.unmet(cells)
        of_other_classes = [
            replace(self._answered.thing(fact), failures=(teller.of_class(fact, asked),))
            for fact, asked in needs.near.items()
        ]
        nearest = tuple(of_other_classes)[:MOST] if unmet else told.nearest
        told = replace(told, nearest=nearest, needs=(*told.needs, *unmet))
        expected = self._answered.named(cells)
        asked_too = expected or (self._given and not told.needs)
        things = dict.fromkeys([*expected, *self._asked_things()] if asked_too else [])
        return linked(self._store, self._answered, told, list(things), needs.classes())

    def _strays(self, hit: Hit, cells: Sequence[Cell], alike: Sequence[Fact]) -> bool:
        """Say whether a hit is of somebody else than was asked about, and no answer to it.

        What others did is none where the answer has something like it, or nobody is expected.
        """
        others = [p for p in hit.relaxation.parameters if p.type == "thing"]
        if alike or not others:
            return bool(others)
        return not self._answered.named(cells) and any(p.name in self._given for p in others)

    def _asked(self) -> Iterable[tuple[str, str]]:
        """Yield the options with what they stand at: given, or the question's own default."""
        for parameter in self._question.parameters:
            value = self._given.get(parameter.name)
            if value is not None:
                yield parameter.option, self._answered.words(value)
            elif parameter.default and parameter.name != "language":
                default = self._answered.words(default_of(parameter, self._store))
                yield parameter.option, tell("by default", self._language, value=default)

    def _asked_things(self) -> Iterable[NamedNode]:
        """Yield the things that the question is about, given or by default."""
        for parameter in self._question.parameters:
            value = self._given.get(parameter.name)
            if parameter.type == "thing":
                thing = value or expand(parameter.default, self._store.prefixes)
                if isinstance(thing, NamedNode):
                    yield thing

    def _select(self) -> list[Row]:
        text = queries.bound(self._question, self._given, self._language)
        selection = self._store.select(text, where=self._question.file.name)
        return [dict(zip(selection.columns, row, strict=True)) for row in selection.rows]

    def _cells(self, row: Mapping[str, str]) -> list[Cell]:
        """Return what is expected, each value read as what can stand in its column."""
        usual = self._answer
        if self._given:
            usual = queries.ask(self._store, self._question, {}, self._language)
        columns = self._answer.columns
        found = []
        for name, text in row.items():
            column = column_of(name, columns, self._answer.headings)
            at = columns.index(column)
            values = {r[at] for answer in (usual, self._answer) for r in answer.rows} - {None}
            seen = Column(column, frozenset(v for v in values if v is not None), usual.codes)
            found.append(cell(self._store, seen, text, self._language))
        return found

    def _nearest(
        self, search: Search, teller: Teller, hits: Sequence[Hit], cells: Sequence[Cell]
    ) -> tuple[Fact, ...]:
        """Return the facts that fail the least, as far as there are words for what they fail.

        A row is told only where the question itself has it with other values: what is put
        together when a condition is let go of need not belong together.
        """
        found: dict[str, Fact] = {}
        for hit in hits:
            confirmed = [row for row in search.confirmed(hit) if matches(cells, row)]
            for key, rows in _by_fact(hit.rows).items():
                same = (row for row in confirmed if self._is_same(row, rows[0]))
                bare = {name: rows[0].get(name) for name in (FACT, *(c.column for c in cells))}
                fact = self._answered.fact(next(same, bare))
                shown = fact.row if confirmed or not fact.iri else ()
                failures = teller.failures(hit, rows)
                found.setdefault(key, replace(fact, row=shown, failures=failures))
        in_words = (fact for fact in found.values() if all(f.sentence for f in fact.failures))
        return tuple(in_words)[:MOST]

    def _is_same(self, one: Row, other: Row) -> bool:
        """Say whether two rows rest on one fact, or where they rest on none are the same."""
        if isinstance(one.get(FACT), NamedNode):
            return one[FACT] == other.get(FACT)
        return all(one.get(column) == other.get(column) for column in self._answer.columns)


def _by_fact(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """Return rows by the fact that they rest on; each row alone where there is none."""
    found: dict[str, list[Row]] = {}
    for number, row in enumerate(rows):
        fact = row.get(FACT)
        found.setdefault(str(number) if fact is None else str(fact), []).append(row)
    return found
