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
from kg.queries import Parameter, Question
from kg.store import Store
from kg.terms import Literal, NamedNode, Term
from kg.turtle.positions import Positions
from kg.why_not.answered import Answered
from kg.why_not.expecting import Cell, Row, cell, column_of, matches, rows_of
from kg.why_not.failing import Teller, default_of
from kg.why_not.nearby import claimed, linked, telling
from kg.why_not.needing import Needs
from kg.why_not.reading import Reading
from kg.why_not.relaxing import Relaxation, Search
from kg.why_not.report import MOST, Fact, WhyNot
from kg.why_not.sentences import Speech

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
        self._speech = Speech(store, language)
        self._given = values
        self._values = {"language": Literal(language), **values}
        self._answer = queries.ask(store, question, values, language)
        self._answered = Answered(self._speech, self._answer, positions)

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
        teller = Teller(self._speech, search, self._values, self._answer.headings)
        hits = [hit for hit in search.hits(cells) if not self._strays(hit, cells, alike)]
        nearest = self._nearest(search, teller, hits, cells)
        told = replace(told, alike=alike, nearest=nearest, stopped=search.exhausted)
        if alike:
            return replace(told, statements=claimed(self._store, answered, alike))
        instead = answered.instead(selection, cells, bool(self._given)) if not nearest else ()
        told = replace(told, needs=answered.columns(selection, cells), instead=instead)
        cost = hits[0].cost if nearest else _FAR
        return told if cost < _FAR else self._with_needs(told, cells, teller, search.reading)

    def _with_needs(
        self, told: WhyNot, cells: Sequence[Cell], teller: Teller, reading: Reading
    ) -> WhyNot:
        """Add what a row would need, and what there is in its place.

        A fact that fails several conditions tells less than what is lacking.
        """
        needs = Needs(self._speech, reading, self._question)
        unmet = needs.unmet(cells)
        above = needs.above()
        of_other_classes = [
            replace(self._answered.thing(fact), failures=(teller.of_class(fact, asked),))
            for fact, asked in needs.near.items()
            if self._store.is_a(fact, above)
        ]
        nearest = tuple(of_other_classes)[:MOST] if unmet else told.nearest
        told = replace(told, nearest=nearest, needs=(*told.needs, *unmet))
        expected = self._answered.named(cells)
        asked_too = expected or (self._given and not (told.needs or told.instead))
        about = [v for p, v in self._stands() if p.type == "thing" and isinstance(v, NamedNode)]
        things = dict.fromkeys([*expected, *about] if asked_too else [])
        return linked(self._store, self._answered, told, list(things), needs.classes())

    def _strays(self, hit: Relaxation, cells: Sequence[Cell], alike: Sequence[Fact]) -> bool:
        """Say whether a hit is of somebody else than was asked about, and no answer to it.

        What others did is none where the answer has something like it, or nobody is expected.
        """
        others = [p for p in hit.parameters if p.type == "thing"]
        if alike or not others:
            return bool(others)
        return not self._answered.named(cells) and any(p.name in self._given for p in others)

    def _asked(self) -> Iterable[tuple[str, str]]:
        """Yield the options with what they stand at: given, or the question's own default."""
        for parameter, value in self._stands():
            name = self._speech.name(value)
            by_default = parameter.name not in self._given
            said = self._speech.tell("by default", value=name) if by_default else name
            yield parameter.option, said

    def _stands(self) -> Iterable[tuple[Parameter, Term]]:
        """Yield the parameters that have a value, given or by default, with it."""
        for parameter in self._question.parameters:
            if parameter.name in self._given:
                yield parameter, self._given[parameter.name]
            elif parameter.default and parameter.name != "language":
                yield parameter, default_of(parameter, self._store)

    def _select(self) -> list[Row]:
        text = queries.bound(self._question, self._given, self._language)
        return rows_of(self._store, text, self._question.file.name)

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
            held = (cells[at] for answer in (usual, self._answer) for cells in answer.rows)
            values = {value for value in held if value is not None}
            found.append(cell(self._speech, column, values, text, usual.codes))
        return found

    def _nearest(
        self, search: Search, teller: Teller, hits: Sequence[Relaxation], cells: Sequence[Cell]
    ) -> tuple[Fact, ...]:
        """Return the facts that fail the least, as far as there are words for what they fail.

        A row is told only where the question itself has it with other values: what is put
        together when a condition is let go of need not belong together.
        """
        found: dict[object, Fact] = {}
        for hit in hits:
            confirmed = self._by_fact(row for row in search.confirmed(hit) if matches(cells, row))
            for key, rows in self._by_fact(hit.rows).items():
                bare = {name: rows[0].get(name) for name in (FACT, *(c.column for c in cells))}
                fact = self._answered.fact(confirmed.get(key, [bare])[0])
                shown = fact.row if confirmed or not fact.iri else ()
                failures = teller.failures(hit, rows)
                found.setdefault(key, replace(fact, row=shown, failures=failures))
        in_words = (fact for fact in found.values() if all(f.sentence for f in fact.failures))
        return tuple(in_words)[:MOST]

    def _by_fact(self, rows: Iterable[Row]) -> dict[object, list[Row]]:
        """Return rows by the fact that they rest on; where they rest on none, by what they have."""
        found: dict[object, list[Row]] = {}
        for row in rows:
            fact = row.get(FACT)
            alone = tuple(row.get(column) for column in self._answer.columns)
            found.setdefault(fact if isinstance(fact, NamedNode) else alone, []).append(row)
        return found
