"""What an answer has of what was expected: rows that are like it, and what its columns hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg import dressing
from kg.answers import NOTES, Answer
from kg.explaining.said import said
from kg.names import kind_of
from kg.terms import NamedNode, Term, al, curie
from kg.turtle.positions import Positions
from kg.why_not.expecting import Cell, Row, figures_of
from kg.why_not.report import MOST, Fact, Failure
from kg.why_not.sentences import Speech

_SAME = 3  # how alike a value is to itself
_FEW = 20  # values of a column that a sentence names


class Answered:
    """The answer to a question, read for what was expected in it."""

    def __init__(self, speech: Speech, answer: Answer, positions: Positions) -> None:
        self.speech, self._answer, self._positions = speech, answer, positions

    def columns(self, selection: Sequence[Row], cells: Sequence[Cell]) -> tuple[str, ...]:
        """Return what the answer has in columns where what is expected never stands.

        What is only said is no part of it: that is told with who says it, or not at all.
        """
        if not selection:
            return (self.speech.tell("no rows"),)
        if any(self._is_said(row) for row in selection):
            return ()
        words = [cell for cell in cells if not self.named([cell])]
        return tuple(text for cell in words if (text := self._column(selection, cell)))

    def _column(self, selection: Sequence[Row], cell: Cell) -> str:
        """Return all that the answer has in a column, of much how much; "" for what it has."""
        values = dict.fromkeys(row.get(cell.column) for row in selection)
        texts = sorted({self.text(v) for v in values if v is not None}, key=_by_number)
        if any(cell.holds(value) for value in values) or not texts:
            return ""
        words = {"column": self.heading(cell.column), "count": len(texts)}
        if len(texts) <= _FEW:
            return self.speech.tell("column", found="; ".join(texts), **words)
        return self.speech.tell("column other", **words)

    def _near(self, rows: Sequence[Row], cell: Cell) -> list[Row]:
        """Return the rows with the two numbers nearest to the one expected; none where none is."""
        wanted = figures_of(cell.text)
        if cell.things or cell.is_day or len(wanted) != 1:
            return []
        figures = ((figures_of(self.text(row.get(cell.column))), row) for row in rows)
        far = [(abs(float(f[0]) - float(wanted[0])), row) for f, row in figures if f]
        far.sort(key=lambda pair: pair[0])
        nearest = list(dict.fromkeys(distance for distance, _ in far))[:2]
        return [row for distance, row in far if distance in nearest]

    def _is_said(self, row: Row) -> bool:
        """Say whether a row rests on a statement, or names one."""
        return any(said(self.speech.store, value) for value in row.values() if value is not None)

    def instead(
        self, selection: Sequence[Row], cells: Sequence[Cell], narrowed: bool
    ) -> tuple[Fact, ...]:
        """Return the rows that have something else in place of words, or a number, expected.

        Of numbers the nearest; of words those of an answer `narrowed` to what was asked about.
        """
        words = [cell for cell in cells if not self.named([cell])]
        near = [row for cell in words for row in self._near(selection, cell)]
        held = [r for r in selection if narrowed and any(r.get(c.column) for c in words)]
        found = []
        for row in near or held:
            lacking = [cell for cell in words if not cell.holds(row.get(cell.column))]
            failures = tuple(self._missed(cell, row) for cell in lacking)
            found += [replace(self.fact(row), failures=failures)] if failures else []
        return tuple(dict.fromkeys(found))[:MOST]

    def alike(self, selection: Sequence[Row], cells: Sequence[Cell]) -> tuple[Fact, ...]:
        """Return the rows of the answer that have most of what is expected, with the rest."""
        ranked = [(tuple(self._likeness(cell, row) for cell in cells), row) for row in selection]
        names = [bool(self.named([cell])) for cell in cells]

        def rank(held: tuple[int, ...]) -> tuple[bool, int, list[int]]:
            whole = all(part for part, name in zip(held, names, strict=True) if name)
            return whole, sum(held), [held[at] for at in in_order]

        in_order = sorted(range(len(cells)), key=lambda at: cells[at].column)
        best = max((held for held, _ in ranked), key=rank, default=())
        if not any(best) or not rank(best)[0]:  # what others did is not like it
            return ()
        found = []
        for row in (row for held, row in ranked if held == best):
            missed = [cell for cell, held in zip(cells, best, strict=True) if held < _SAME]
            failures = tuple(self._missed(cell, row) for cell in missed)
            found.append(replace(self.fact(row), failures=failures))
        return tuple(dict.fromkeys(found))[:MOST]

    def _likeness(self, cell: Cell, row: Row) -> int:
        """Return _SAME for the value expected, less for one like it, 1 for it elsewhere, else 0."""
        value = row.get(cell.column)
        if cell.holds(value):
            return _SAME
        if cell.resembles(value, self.text(value)):
            return _SAME - 1
        return int(self._elsewhere(cell, row) != "")

    def _elsewhere(self, cell: Cell, row: Row) -> str:
        """Return the column in which a row has the thing expected in another; "" for none."""
        columns = (c for c in self._answer.columns if row.get(c) in cell.things)
        return next(columns, "") if cell.things else ""

    def _missed(self, cell: Cell, row: Row) -> Failure:
        """Return what a row has in a column in place of what is expected."""
        value, asked = row.get(cell.column), self.expected(cell)
        found, other = self.text(value), self._elsewhere(cell, row)
        key = "elsewhere" if other else "cell" if found else "cell empty"
        words = {"column": self.heading(cell.column), "other": self.heading(other)}
        sentence = self.speech.tell(key, found=found, asked=asked, **words)
        return Failure("value", "", (asked,), (found,) if found else (), sentence)

    def named(self, cells: Sequence[Cell]) -> list[NamedNode]:
        """Return the things expected that are no words, such as kinds of acts."""
        things = (thing for cell in cells for thing in cell.things)
        return [thing for thing in things if kind_of(self.speech.store, thing) == "thing"]

    def fact(self, row: Row) -> Fact:
        """Return the fact that a row rests on, with the row as people read it."""
        texts = self.texts(row)
        fact = row.get(dressing.FACT)
        if isinstance(fact, NamedNode):
            return replace(self.thing(fact), row=texts)
        return Fact("", "", "; ".join(text for _, text in texts[:3]), (), "", (), None, texts)

    def thing(self, thing: NamedNode) -> Fact:
        """Return a thing with its names, place and evidence."""
        store, language = self.speech.store, self.speech.language
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

    def texts(self, row: Row) -> tuple[tuple[str, str], ...]:
        """Return headings and texts of a row, without notes and what is empty."""
        columns = [c for c in self._answer.columns if c not in NOTES and row.get(c) is not None]
        return tuple((self.heading(c), self.text(row[c])) for c in columns)

    def naming(self, fact: NamedNode, things: Sequence[NamedNode]) -> tuple[Failure, ...]:
        """Return as what a fact names some things, or the sides that are theirs."""
        found = []
        for thing in things:
            sides = {quad.subject for quad in self.speech.store.quads(None, al("sideOf"), thing)}
            for term in (thing, *sorted(sides, key=str)):
                stated = {quad.predicate for quad in self.speech.store.asserted(fact, None, term)}
                told = sorted(set(map(self.speech.name, stated)))
                properties = self.speech.every(self.speech.quoted(told))
                name = self.speech.name(term)
                sentence = self.speech.tell("names it as", thing=name, properties=properties)
                if told:
                    found.append(Failure("named", "", (name,), tuple(told), sentence))
        return tuple(found)

    def text(self, term: Term | None) -> str:
        """Return a value as answers print it."""
        return self.speech.name(term) if isinstance(term, NamedNode) else self._answer.text(term)

    def heading(self, column: str) -> str:
        """Return the heading of a column."""
        return self._answer.headings.get(column, column)

    def expected(self, cell: Cell) -> str:
        """Return what is expected in a cell."""
        return self.speech.name(cell.things[0]) if cell.things else cell.text


def _by_number(text: str) -> tuple[float, str]:
    """Return what texts are ordered by: the first number in them, then as they read."""
    return float(next(iter(figures_of(text)), "inf")), text
