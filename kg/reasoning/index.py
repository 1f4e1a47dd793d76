"""The facts of one closure as numbers, with the indexes that rules look them up by."""

from __future__ import annotations

from collections.abc import Iterable

from kg.reasoning.facts import Fact
from kg.reasoning.notation import FIRST, NIL, REST, VOCABULARY, Rule
from kg.terms import Literal, NamedNode, Term, Triple

Row = tuple[int, int, int]
"""A fact by the numbers of its terms."""


class Instance:
    """A rule with its ontology's terms filled in, and the premises that filled them in."""

    __slots__ = ("premises", "rule")

    def __init__(self, rule: Rule, premises: tuple[Row, ...] = ()) -> None:
        self.rule, self.premises = rule, premises


def replaced(row: Row, place: int, term: int) -> Row:
    """Return a fact with another term at a place."""
    subject, predicate, value = row
    if place == 0:
        return term, predicate, value
    return (subject, term, value) if place == 1 else (subject, predicate, term)


Why = tuple[Instance, *tuple[Row, ...]]
"""What a derived fact rests on: an instance of a rule, and its premises beyond the instance's."""


class Index:
    """Facts in the order in which they were found; those before `reached` can be looked up."""

    def __init__(self, asserted: Iterable[Triple]) -> None:
        """Number the terms by their text, so that nothing depends on the order of `asserted`."""
        codes: dict[Term, int] = {}
        read = {
            (
                codes.setdefault(triple.subject, len(codes)),
                codes.setdefault(triple.predicate, len(codes)),
                codes.setdefault(triple.object, len(codes)),
            )
            for triple in asserted
        }
        built_in: dict[Term, int] = {
            term: number - len(VOCABULARY)
            for number, term in enumerate(VOCABULARY)
            if isinstance(term, NamedNode)  # a number of the rules is one of the graph's, or none
        }
        own = sorted((str(term), term) for term in codes if term not in built_in)
        self.literals = sum(isinstance(term, Literal) for _, term in own)
        """The terms with numbers below this are the literals: they sort first, by their '"'."""
        self.terms: list[Term] = [*(term for _, term in own), *VOCABULARY]
        self.codes: dict[Term, int] = {term: number for number, (_, term) in enumerate(own)}
        self.codes |= built_in
        new = [self.codes[term] for term in codes]
        self.rows: list[Row] = sorted((new[s], new[p], new[o]) for s, p, o in read)
        self.place: dict[Row, int] = {row: place for place, row in enumerate(self.rows)}
        self.asserted = len(self.rows)
        self.why: list[Why] = []
        self.reached = 0
        self.objects: dict[int, dict[int, list[int]]] = {}
        self.subjects: dict[int, dict[int, list[int]]] = {}
        self.totals: dict[int, int] = {}
        self._cells = self._read_cells()
        self._lists: dict[int, tuple[tuple[int, ...], tuple[Row, ...]]] = {}

    def of(self, predicate: int) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
        """Return the objects by subject and the subjects by object of a predicate."""
        if predicate not in self.objects:
            self.objects[predicate], self.subjects[predicate] = {}, {}
            self.totals[predicate] = 0
        return self.objects[predicate], self.subjects[predicate]

    def reach(self, row: Row) -> None:
        """Make the next fact one that can be looked up."""
        subject, predicate, value = row
        objects, subjects = self.of(predicate)
        objects.setdefault(subject, []).append(value)
        subjects.setdefault(value, []).append(subject)
        self.totals[predicate] += 1
        self.reached += 1

    def holds(self, row: Row) -> bool:
        """Say whether a fact is known and can be looked up."""
        return self.place.get(row, self.reached) < self.reached

    def reason(self, row: Row) -> Why | None:
        """Return what a known fact rests on, None for an asserted one."""
        place = self.place[row] - self.asserted
        return None if place < 0 else self.why[place]

    def derivation(self, row: Row) -> tuple[Rule, tuple[Row, ...]] | None:
        """Return the rule and premises kept for a fact, None for an asserted one."""
        why = self.reason(row)
        return why and (why[0].rule, (*why[0].premises, *why[1:]))

    def members(self, head: int) -> tuple[tuple[int, ...], tuple[Row, ...]]:
        """Return the members of a list and the facts that make it; neither if it is none.

        Only asserted cells count; a list that branches, breaks off or bites its tail is none,
        nor is the empty one, of which no rule speaks.
        """
        if head not in self._lists:
            self._lists[head] = self._walk(head)
        return self._lists[head]

    def _walk(self, cell: int) -> tuple[tuple[int, ...], tuple[Row, ...]]:
        members: list[int] = []
        facts: list[Row] = []
        seen: set[int] = set()
        while cell != NIL:
            firsts, rests = self._cells.get(cell, ([], []))
            if cell in seen or len(firsts) != 1 or len(rests) != 1:
                return (), ()
            seen.add(cell)
            members.append(firsts[0])
            facts += [(cell, FIRST, firsts[0]), (cell, REST, rests[0])]
            cell = rests[0]
        return tuple(members), tuple(facts)

    def _read_cells(self) -> dict[int, tuple[list[int], list[int]]]:
        cells: dict[int, tuple[list[int], list[int]]] = {}
        for subject, predicate, value in self.rows:
            if predicate in (FIRST, REST):
                cells.setdefault(subject, ([], []))[predicate == REST].append(value)
        return cells

    def fact(self, row: Row) -> Fact:
        """Return a fact as terms."""
        subject, predicate, value = row
        return self.terms[subject], self.terms[predicate], self.terms[value]

    def facts(self, rows: Iterable[Row]) -> tuple[Fact, ...]:
        """Return facts as terms."""
        return tuple(self.fact(row) for row in rows)

    def row(self, fact: Fact) -> Row | None:
        """Return a fact by numbers, None when a term of it occurs nowhere here."""
        numbers = [self.codes.get(term) for term in fact]
        subject, predicate, value = numbers
        if subject is None or predicate is None or value is None:
            return None
        return subject, predicate, value
