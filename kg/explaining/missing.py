"""What a fact lacks that is neither written nor follows: what it would follow from, and why not.

The rules are read backward by one step: each axiom of the ontology that could give the fact says
what would have to hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import combinations

from kg.explaining.because import chain
from kg.explaining.naming import Words, owl, rdfs
from kg.explaining.said import said_in
from kg.reasoning import Fact
from kg.store import Store
from kg.terms import INFERRED, RDF_TYPE, BlankNode, NamedNode, Term

_MOST = 12  # ways told of a property or class with many
_SHOWN = 5  # things named in one sentence


class Missing:
    """Says what would give a fact, among `facts`: all that is asserted or follows, by subject."""

    def __init__(self, store: Store, facts: dict[Term, list[Fact]], words: Words) -> None:
        self._store, self._facts, self._words = store, facts, words

    def ways(self, subject: Term, predicate: NamedNode, value: Term | None) -> list[str]:
        """Return what would have to hold for a fact to follow, a sentence each; [] for nothing."""
        if predicate == RDF_TYPE:
            found = self._of_class(subject, value) if value is not None else iter(())
        else:
            found = self._of_property(subject, predicate, value)
        return list(dict.fromkeys(found))[:_MOST]

    def obstacles(self, subject: Term, value: Term) -> list[str]:
        """Return why a thing cannot be of a class: what it is that nothing of the class is."""
        words = self._words
        kinds = self._values(subject, RDF_TYPE)
        above = [value, *self._values(value, rdfs("subClassOf"))]
        found = []
        for kind in kinds:
            for other in above:
                if frozenset((kind, other)) in self._disjoint and kind != other:
                    english = f"{words.thing(subject)} is {words.a(kind)}, and nothing is both "
                    english += f"{words.a(kind)} and {words.a(other)}"
                    spanish = f"{words.thing(subject)} cuenta como {words.noun(kind)}, y nada es "
                    spanish += f"a la vez {words.noun(kind)} y {words.noun(other)}"
                    found.append(words.either(english, spanish))
        return found[:1]

    def reversed(self, subject: Term, predicate: NamedNode, value: Term | None) -> list[str]:
        """Return the facts that have a property the other way round, statements with who says them.

        Of very many the first, and how many more there are.
        """
        found = [
            fact
            for facts in self._facts.values()
            for fact in facts
            if fact[1] == predicate and fact[2] == subject and value in (None, fact[0])
        ]
        told = []
        for fact in sorted(found, key=str)[:_SHOWN]:
            whose = said_in(self._store, fact, self._words.language)
            told.append(self._words.fact(fact) + (f" [{whose}]" if whose else ""))
        more = len(found) - len(told)
        if more:
            told.append(self._words.either(f"… and {more} more", f"… y {more} más"))
        return told

    def _of_class(self, subject: Term, kind: Term) -> Iterator[str]:
        words = self._words
        for head in self._objects(kind, owl("intersectionOf")):
            yield self._being_all(subject, words.members(head))
        for head in self._objects(kind, owl("unionOf")):
            yield from map(self._being, words.members(head))
        for narrower in self._subjects(rdfs("subClassOf"), kind):
            yield self._being(narrower)
        for same in (owl("equivalentClass"),):
            for other in (*self._subjects(same, kind), *self._objects(kind, same)):
                yield self._being(other)
        if isinstance(kind, NamedNode):
            for name in self._subjects(rdfs("domain"), kind):
                quoted = words.quoted(name)
                yield words.either(f"it had {quoted}", f"tuviera {quoted}")
            for name in self._subjects(rdfs("range"), kind):
                quoted = words.quoted(name)
                yield words.either(
                    f"something named it as its {quoted}", f"algo lo tuviera como {quoted}"
                )

    def _being_all(self, subject: Term, kinds: list[Term]) -> str:
        """Return what a thing is not of the classes that it would have to be all of."""
        words, known = self._words, self._values(subject, RDF_TYPE)
        lacking = [kind for kind in kinds if kind not in known]
        met = [kind for kind in kinds if kind in known]
        english = words.listed([words.a(kind) for kind in lacking])
        said = words.either(f"it were {english}", f"fuera {english}")
        if not met:
            return said
        is_one = words.listed([words.a(kind) for kind in met])
        return said + words.either(f" (it is {is_one})", f" (ya es {is_one})")

    def _being(self, kind: Term) -> str:
        """Return what it would be to be of a class; of one without a name, what it takes."""
        words = self._words
        of = self._object(kind, "onProperty") if isinstance(kind, BlankNode) else None
        if of is not None:
            value, some = self._object(kind, "hasValue"), self._object(kind, "someValuesFrom")
            quoted = words.quoted(of)
            if value is not None:
                named = words.thing(value)
                return words.either(f"its {quoted} were {named}", f"su {quoted} fuera {named}")
            if some == owl("Thing"):
                return words.either(f"it had {quoted}", f"tuviera {quoted}")
        return words.either(f"it were {words.a(kind)}", f"fuera {words.noun(kind)}")

    def _of_property(
        self, subject: Term, predicate: NamedNode, value: Term | None
    ) -> Iterator[str]:
        words = self._words
        thing = words.thing(subject)
        other = words.thing(value) if value is not None else words.either("something", "algo")
        for narrower in self._subjects(rdfs("subPropertyOf"), predicate):
            yield self._having(thing, narrower, other)
        same = owl("equivalentProperty")
        for equal in (*self._subjects(same, predicate), *self._objects(predicate, same)):
            yield self._having(thing, equal, other)
        inverse = owl("inverseOf")
        for turned in (*self._subjects(inverse, predicate), *self._objects(predicate, inverse)):
            yield self._having(other, turned, thing)
        kinds = self._objects(predicate, RDF_TYPE)
        if owl("SymmetricProperty") in kinds:
            yield self._having(other, predicate, thing)
        if owl("TransitiveProperty") in kinds:
            quoted = words.quoted(predicate)
            yield words.either(
                f"something in between joined them: {thing} had it as {quoted}, and it had"
                f" {other} as {quoted}",
                f"algo intermedio los uniera: {thing} lo tuviera como {quoted}, y ello tuviera"
                f" {other} como {quoted}",
            )
        for head in self._objects(predicate, owl("propertyChainAxiom")):
            yield self._chained(subject, words.members(head), value)

    def _having(self, thing: str, name: Term, value: str) -> str:
        quoted = self._words.quoted(name)
        return self._words.either(
            f"{thing} had {value} as {quoted}", f"{thing} tuviera {value} como {quoted}"
        )

    def _chained(self, subject: Term, properties: list[Term], value: Term | None) -> str:
        """Return what a path of properties lacks: how far it leads from the thing."""
        words, reached = self._words, [subject]
        thing = words.thing(subject)
        goal = words.thing(value) if value is not None else words.either("something", "algo")
        path = chain(properties, words)
        said = words.either(f"{thing} had {path}: {goal}", f"{thing} tuviera {path}: {goal}")
        for number, name in enumerate(properties):
            further = [v for t in reached for v in self._values(t, name)]
            if number == len(properties) - 1 or not further:
                here = words.listed([words.thing(t) for t in reached[:_SHOWN]], "or", "o")
                quoted = words.quoted(name)
                if further:
                    found = words.listed([words.thing(v) for v in further[:_SHOWN]])
                    return said + words.either(
                        f" ({quoted} leads to {found})", f" ({quoted} lleva a {found})"
                    )
                return said + words.either(
                    f" (the source gives no {quoted} for {here})",
                    f" (la fuente no da {quoted} de {here})",
                )
            reached = list(dict.fromkeys(further))
        return said

    @cached_property
    def _disjoint(self) -> set[frozenset[Term]]:
        """The pairs of classes that share no member."""
        found = {
            frozenset((q.subject, q.object)) for q in self._store.quads(None, owl("disjointWith"))
        }
        for quad in self._store.quads(None, RDF_TYPE, owl("AllDisjointClasses")):
            for head in self._objects(quad.subject, owl("members")):
                found |= {frozenset(pair) for pair in combinations(self._words.members(head), 2)}
        return found

    def _values(self, subject: Term, predicate: Term) -> list[Term]:
        found = [value for _, name, value in self._facts.get(subject, ()) if name == predicate]
        return sorted(found, key=str)

    def _subjects(self, predicate: NamedNode, value: Term) -> list[Term]:
        quads = self._store.quads(None, predicate, value)
        found = {q.subject for q in quads if q.graph_name != INFERRED and q.subject != value}
        return sorted(found, key=lambda term: (isinstance(term, BlankNode), str(term)))

    def _objects(self, subject: Term, predicate: NamedNode) -> list[Term]:
        found = {q.object for q in self._store.quads(subject, predicate)}
        return sorted(found - {subject}, key=str)

    def _object(self, subject: Term, name: str) -> Term | None:
        return next(iter(self._objects(subject, owl(name))), None)
