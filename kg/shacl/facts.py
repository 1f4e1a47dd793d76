"""The facts that shapes are held against: who has what for a property, one property at a time.

Literals are as they were written, which an engine's store need not keep (Oxigraph makes
`"007"^^xsd:int` the integer 7).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from kg.shacl.vocabulary import RDF_FIRST, RDF_NIL, RDF_REST, SUB_CLASS
from kg.terms import RDF_TYPE, NamedNode, Term, Triple

Values = Mapping[Term, Sequence[Term]]
_NONE: Values = {}


class Facts:
    """Triples by property; what validation asks of them."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._forward: dict[NamedNode, dict[Term, list[Term]]] = {}
        for subject, predicate, value in dict.fromkeys(triples):
            self._forward.setdefault(predicate, {}).setdefault(subject, []).append(value)
        self._backward: dict[NamedNode, Values] = {}
        self._instances: dict[Term, set[Term]] = {}

    @cached_property
    def predicates(self) -> list[NamedNode]:
        """The properties in use, sorted."""
        return sorted(self._forward, key=str)

    def forward(self, predicate: NamedNode) -> Values:
        """Return the values of each subject that has the property."""
        return self._forward.get(predicate, _NONE)

    def backward(self, predicate: NamedNode) -> Values:
        """Return the subjects of each value that the property has."""
        if predicate not in self._backward:
            made: dict[Term, list[Term]] = {}
            for subject, values in self.forward(predicate).items():
                for value in values:
                    made.setdefault(value, []).append(subject)
            self._backward[predicate] = made
        return self._backward[predicate]

    def values(self, subject: Term, predicate: NamedNode) -> Sequence[Term]:
        """Return what a subject has for a property."""
        return self.forward(predicate).get(subject, ())

    def instances(self, kind: Term) -> set[Term]:
        """Return the things of a class or of a subclass of it (section 1.1, SHACL instance)."""
        if kind not in self._instances:
            below, found = self.backward(SUB_CLASS), {kind: None}
            waiting = [kind]
            while waiting:
                new = [name for name in below.get(waiting.pop(), ()) if name not in found]
                found.update(dict.fromkeys(new))
                waiting += new
            typed = self.backward(RDF_TYPE)
            self._instances[kind] = {thing for name in found for thing in typed.get(name, ())}
        return self._instances[kind]

    def about(self, subject: Term) -> dict[NamedNode, Sequence[Term]]:
        """Return what a subject has for each of its properties."""
        found = ((predicate, self.values(subject, predicate)) for predicate in self.predicates)
        return {predicate: values for predicate, values in found if values}

    def members(self, head: Term) -> list[Term] | None:
        """Return the members of an RDF list, None when it is broken or goes round in a circle."""
        found, seen = [], set()
        while head != RDF_NIL:
            first, rest = self.values(head, RDF_FIRST), self.values(head, RDF_REST)
            if head in seen or len(first) != 1 or len(rest) != 1:
                return None
            seen.add(head)
            found.append(first[0])
            head = rest[0]
        return found
