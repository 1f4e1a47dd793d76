"""Why an answer does not have a row: the nearest facts, and which conditions they fail.

The question is asked again with its values and conditions let go of, one by one and then
together, until the row appears; what had to be let go of is what the fact behind it fails.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kg import dressing, queries
from kg.answers import NOTES, Answer
from kg.errors import BadValue
from kg.explaining.said import said
from kg.names import kind_of
from kg.queries import Question
from kg.store import Selection, Store
from kg.terms import Literal, NamedNode, Term, curie, expand
from kg.turtle.positions import Positions
from kg.why_not.expecting import Cell, Column, cell, column_of, matches
from kg.why_not.failing import Failure, Row, Teller, default_of
from kg.why_not.nearby import naming
from kg.why_not.needing import Needs
from kg.why_not.relaxing import Search
from kg.why_not.report import Fact, WhyNot
from kg.why_not.sentences import tell

__all__ = ["Fact", "WhyNot", "why_not"]

_MOST = 12  # facts of a kind that are kept
_NEAR = 4  # the cost up to which the nearest fact says all; see `relaxing`


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
    return _Asking(store, question, values, language, positions).explain(row)


class _Asking:
    """One question with its values, and its answer."""

    def __init__(
        self,
        store: Store,
        question: Question,
        values: Mapping[str, Term],
        language: str,
        positions: Positions | None,
    ) -> None:
        self._store, self._question, self._language = store, question, language
        self._positions = positions or Positions([])
        self._given = values
        self._values = {"language": Literal(language), **values}
        self._answer = queries.ask(store, question, values, language)

    def explain(self, row: Mapping[str, str]) -> WhyNot:
        """Return why the answer has no such row, or that it has it."""
        if not row:
            raise BadValue(
                "Say which row you expected: --row COLUMN=VALUE, such as --row who=NAME."
            )
        cells = self._cells(row)
        told = WhyNot(
            question=self._question.name,
            summary=self._question.summary(self._language),
            asked=tuple(self._asked()),
            expected=tuple((self._heading(c.column), self._expected(c)) for c in cells),
            language=self._language,
        )
        selection = self._select()
        present = [found for found in selection if matches(cells, found)]
        if present:
            return replace(told, present=self._facts(present))
        search = Search(self._store, self._question, self._values)
        nearest, cost = self._nearest(search, cells)
        near = replace(
            told, alike=self._alike(selection, cells), nearest=nearest, stopped=search.exhausted
        )
        if near.alike or (nearest and cost < _NEAR):
            return near
        return self._with_linked(
            near, cells, Teller(self._store, search, self._values, self._language)
        )

    def _asked(self) -> Iterable[tuple[str, str]]:
        """Yield the options with what they stand at: given, or the question's own default."""
        for parameter in self._question.parameters:
            value = self._given.get(parameter.name)
            if value is not None:
                yield parameter.option, self._words(value)
            elif parameter.default and parameter.name != "language":
                default = self._words(default_of(parameter, self._store))
                yield parameter.option, tell("by default", self._language, value=default)

    def _select(self) -> list[Row]:
        text = queries.bound(self._question, self._given, self._language)
        selection = self._store.select(text, where=self._question.file.name)
        return [dict(zip(selection.columns, row, strict=True)) for row in selection.rows]

    def _cells(self, row: Mapping[str, str]) -> list[Cell]:
        """Return what is expected, each value read as what can stand in its column."""
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

    def _nearest(self, search: Search, cells: Sequence[Cell]) -> tuple[tuple[Fact, ...], int]:
        """Return the facts that fail the least, with how far they are from the question."""
        teller = Teller(self._store, search, self._values, self._language)
        found: dict[str, Fact] = {}
        cost = 0
        for hit in search.hits(cells):
            cost = hit.relaxation.cost
            confirmed = [row for row in search.confirmed(hit) if matches(cells, row)]
            for key, rows in _by_fact(hit.rows).items():
                if key not in found:
                    near = self._near(rows[0], confirmed, cells)
                    found[key] = replace(near, failures=teller.failures(hit, rows))
        return tuple(found.values()), cost

    def _near(self, row: Row, confirmed: Sequence[Row], cells: Sequence[Cell]) -> Fact:
        """Return the fact of a row of the relaxed question.

        Its row is told only where the question itself has it with other values: what is put
        together when a condition is let go of need not belong together.
        """
        fact = row.get(dressing.FACT)
        if isinstance(fact, NamedNode):
            same = (other for other in confirmed if other.get(dressing.FACT) == fact)
            return replace(self._thing(fact), row=self._texts(next(same, {})))
        shown = [column for column in self._answer.columns if column not in NOTES]
        same = (r for r in confirmed if all(r.get(column) == row.get(column) for column in shown))
        return self._fact(next(same, {cell.column: row.get(cell.column) for cell in cells}))

    def _alike(self, selection: Sequence[Row], cells: Sequence[Cell]) -> tuple[Fact, ...]:
        """Return the rows of the answer that have most of what is expected, with the rest."""
        ranked = [
            (tuple(_likeness(cell, row.get(cell.column)) for cell in cells), row)
            for row in selection
        ]
        best = max((held for held, _ in ranked), key=lambda h: (sum(h), h), default=())
        if not any(best):
            return ()
        found = []
        for row in (row for held, row in ranked if held == best):
            missed = [cell for cell, held in zip(cells, best, strict=True) if held < 2]
            failures = tuple(self._missed(cell, row) for cell in missed)
            found.append(replace(self._fact(row), failures=failures))
        return tuple(dict.fromkeys(found))[:_MOST]

    def _missed(self, cell: Cell, row: Row) -> Failure:
        """Return what a row has in a column in place of what is expected."""
        value, asked = row.get(cell.column), self._expected(cell)
        found = self._answer_text(value)
        key = "cell" if found else "cell empty"
        heading = self._heading(cell.column)
        sentence = tell(key, self._language, column=heading, found=found, asked=asked)
        return Failure("value", "", (asked,), (found,) if found else (), sentence)

    def _with_linked(self, told: WhyNot, cells: Sequence[Cell], teller: Teller) -> WhyNot:
        """Add what the graph has that names all the things asked about, or else the first."""
        expected = [thing for cell in cells for thing in cell.things]
        asked = [*expected, *self._asked_things()]
        things = [t for t in dict.fromkeys(asked) if kind_of(self._store, t) == "thing"]
        shown = {fact.iri for fact in (*told.nearest, *told.alike)}
        needs = Needs(self._store, self._question, self._values, self._language)
        about = None
        found = naming(self._store, things) if len(things) > 1 else []
        if not found and not told.nearest and things:
            about = things[0]
            found = naming(self._store, things[:1])
        facts = [self._thing(thing) for thing in found if thing.value not in shown]
        named = things[:1] if about else [t for t in things if t in expected]
        facts = [replace(fact, failures=teller.named(NamedNode(fact.iri), named)) for fact in facts]
        said = [fact for fact in facts if fact.said is not None]
        kept = [f for f in said if about is None or self._bears(f, about, needs.classes())]
        return replace(
            told,
            linked=tuple(fact for fact in facts if fact.said is None)[:_MOST],
            statements=tuple(kept)[:_MOST],
            about=self._words(about) if about else "",
            needs=needs.unmet(cells)
            or self._not_linked(told, facts, [thing for thing in named if thing in expected]),
            others=len(said) - len(kept),
            named=bool(things),
        )

    def _bears(self, fact: Fact, about: NamedNode, classes: tuple[str, ...]) -> bool:
        """Say whether a statement is of the classes asked for, or names anything that is."""
        statement = NamedNode(fact.iri)
        values = {quad.object for quad in self._store.quads(statement)} - {about}
        told = (statement, *(value for value in values if isinstance(value, NamedNode)))
        return bool(classes) and any(self._store.is_a(thing, classes) for thing in told)

    def _not_linked(
        self, told: WhyNot, facts: Sequence[Fact], things: Sequence[NamedNode]
    ) -> tuple[str, ...]:
        """Return that what there is fits no row, where all was tried and nothing was near."""
        if told.nearest or told.stopped or not facts or not things:
            return ()
        return (tell("not linked", self._language, thing=self._words(things[0])),)

    def _asked_things(self) -> Iterable[NamedNode]:
        """Yield the things that the question is about, given or by default."""
        for parameter in self._question.parameters:
            value = self._given.get(parameter.name)
            if parameter.type == "thing":
                thing = value or expand(parameter.default, self._store.prefixes)
                if isinstance(thing, NamedNode):
                    yield thing

    def _facts(self, rows: Sequence[Row]) -> tuple[Fact, ...]:
        return tuple(dict.fromkeys(self._fact(row) for row in rows))[:_MOST]

    def _fact(self, row: Row) -> Fact:
        """Return the fact that a row rests on, with the row as people read it."""
        texts = self._texts(row)
        fact = row.get(dressing.FACT)
        if isinstance(fact, NamedNode):
            return replace(self._thing(fact), row=texts)
        return Fact("", "", "; ".join(text for _, text in texts[:3]), (), "", (), None, texts)

    def _thing(self, thing: NamedNode) -> Fact:
        """Return a thing with its names, place and evidence."""
        store, language = self._store, self._language
        place = self._positions.find(thing)
        return Fact(
            iri=thing.value,
            name=curie(thing.value, store.prefixes),
            label=store.label(thing, language),
            kinds=tuple(store.label(kind, language) for kind in store.types(thing)),
            place=f"{place.file}:{place.line}:{place.column}" if place else "",
            passages=tuple(dressing.passages(store, thing.value, language)),
            said=said(store, thing, language),
        )

    def _texts(self, row: Row) -> tuple[tuple[str, str], ...]:
        """Return headings and texts of a row, without notes and what is empty."""
        columns = [c for c in self._answer.columns if c not in NOTES and row.get(c) is not None]
        return tuple((self._heading(c), self._answer_text(row[c])) for c in columns)

    def _answer_text(self, term: Term | None) -> str:
        """Return a value as answers print it."""
        selection = Selection(("value",), [(term,)])
        answer: Answer = dressing.dress(self._store, selection, self._language, self._question.name)
        return answer.text(term)

    def _heading(self, column: str) -> str:
        return self._answer.headings.get(column, column)

    def _expected(self, cell: Cell) -> str:
        return self._words(cell.things[0]) if cell.things else cell.text

    def _words(self, term: Term) -> str:
        return self._store.label(term, self._language)


def _likeness(cell: Cell, value: Term | None) -> int:
    """Return 2 for the value expected, 1 for one with its very figures, else 0."""
    return 2 if cell.holds(value) else int(cell.resembles(value))


def _by_fact(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """Return rows by the fact that they rest on; each row alone where there is none."""
    found: dict[str, list[Row]] = {}
    for number, row in enumerate(rows):
        fact = row.get(dressing.FACT)
        found.setdefault(str(number) if fact is None else str(fact), []).append(row)
    return found
