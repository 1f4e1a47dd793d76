"""What a fact lacks that is neither written nor follows: what it would follow from.

The rules are read backward by one step: each axiom of the ontology that could give the fact says
what would have to hold. What would contradict what is known is no advice and is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kg.explaining.naming import Words
from kg.explaining.said import bracketed, said_in
from kg.reasoning import Fact
from kg.schema import word
from kg.store import Store
from kg.terms import RDF_TYPE, BlankNode, Term

_MOST = 12  # ways told of a property or class with many
_SHOWN = 5  # things named in one sentence
ANY = BlankNode("any")  # stands for a thing of which nothing else is known

Way = tuple[str, tuple[Fact, ...]]
"""What would have to hold, as a sentence and as facts."""


class Missing:
    """Says what would give a fact, among `facts`: all that is asserted or follows, by subject.

    `is_possible` says whether facts may be added without a contradiction, `refusals` why a fact
    may not be written.
    """

    def __init__(
        self,
        words: Words,
        facts: dict[Term, list[Fact]],
        is_possible: Callable[[tuple[Fact, ...]], bool],
        refusals: Callable[[Fact], list[str]],
    ) -> None:
        self._store: Store = words.store
        self._words, self._facts = words, facts
        self._is_possible, self._refusals = is_possible, refusals

    def ways(self, fact: Fact) -> list[str]:
        """Return what would have to hold for a fact to follow, a sentence each; [] for nothing."""
        told: dict[str, None] = {}
        for sentence, needed in self._found(fact):
            if len(told) < _MOST and sentence not in told and self._is_possible(needed):
                if len(needed) > 1 or not self._is_dead_end(needed[0], fact):
                    told[sentence] = None
        return list(told)

    def _found(self, fact: Fact) -> Iterator[Way]:
        subject, predicate, value = fact
        if predicate == RDF_TYPE:
            return self._of_class(subject, value)
        return self._of_property(subject, predicate, value)

    def _is_dead_end(self, fact: Fact, wanted: Fact) -> bool:
        """Say whether a fact may not be written and follows only from the one that is wanted."""
        ways = (needed for _, needed in self._found(fact))
        return all(needed == (wanted,) for needed in ways) and bool(self._refusals(fact))

    def reversed(self, fact: Fact) -> list[Fact]:
        """Return the facts that have a property the other way round."""
        subject, predicate, value = fact
        every = (fact for facts in self._facts.values() for fact in facts)
        found = (f for f in every if f[1] == predicate and f[2] == subject and value in (ANY, f[0]))
        return sorted(found, key=str)

    def linked(self, fact: Fact) -> list[Fact]:
        """Return the facts of a property and value about what the thing has another part in."""
        subject, predicate, value = fact
        found = [
            (other, predicate, named)
            for other, facts in self._facts.items()
            if other != subject and any(known[2] == subject for known in facts)
            for _, name, named in facts
            if name == predicate and (named == value or value == ANY and named != subject)
        ]
        return sorted(found, key=str)

    def _of_class(self, subject: Term, kind: Term) -> Iterator[Way]:
        words = self._words
        for head in self._objects(kind, "owl:intersectionOf"):
            yield self._being_all(subject, words.members(head))
        narrower = self._subjects("rdfs:subClassOf", kind)
        for head in self._objects(kind, "owl:unionOf"):
            narrower += words.members(head)
        for other in (*narrower, *self._either("owl:equivalentClass", kind)):
            yield self._being(subject, other)
        for name in self._subjects("rdfs:domain", kind):
            said = words.say("would-have-any", property=words.quoted(name))
            yield said, ((subject, name, ANY),)
        for name in self._subjects("rdfs:range", kind):
            said = words.say("would-be-named", property=words.quoted(name))
            yield said, ((ANY, name, subject),)

    def _being_all(self, subject: Term, kinds: list[Term]) -> Way:
        """Return what a thing is not of the classes that it would have to be all of."""
        words, known = self._words, self._values(subject, RDF_TYPE)
        lacking = [kind for kind in kinds if kind not in known]
        met = words.listed([words.a(kind) for kind in kinds if kind in known])
        named = words.listed([words.a(kind) for kind in lacking])
        said = words.say("would-be-too" if met else "would-be", kinds=named, met=met)
        return said, tuple((subject, RDF_TYPE, kind) for kind in lacking)

    def _being(self, subject: Term, kind: Term) -> Way:
        """Return what it would be to be of a class; of one without a name, what it takes."""
        words, said = self._words, self._words.say("would-be", kinds=self._words.a(kind))
        of = self._objects(kind, "owl:onProperty") if isinstance(kind, BlankNode) else []
        if of:
            quoted = words.quoted(of[0])
            if values := self._objects(kind, "owl:hasValue"):
                said = words.say("would-be-valued", property=quoted, value=self._named(values[0]))
            elif word("owl:Thing") in self._objects(kind, "owl:someValuesFrom"):
                said = words.say("would-have-any", property=quoted)
        return said, ((subject, RDF_TYPE, kind),)

    def _of_property(self, subject: Term, predicate: Term, value: Term) -> Iterator[Way]:
        words, kinds = self._words, self._objects(predicate, "rdf:type")
        narrower = self._subjects("rdfs:subPropertyOf", predicate)
        for name in (*narrower, *self._either("owl:equivalentProperty", predicate)):
            yield self._having(subject, name, value)
        mutual = [predicate] if word("owl:SymmetricProperty") in kinds else []
        for name in (*self._either("owl:inverseOf", predicate), *mutual):
            yield self._having(value, name, subject)
        if word("owl:TransitiveProperty") in kinds:
            said = self._say("would-be-joined", subject, value, property=words.quoted(predicate))
            yield said, ((subject, predicate, ANY), (ANY, predicate, value))
        for head in self._objects(predicate, "owl:propertyChainAxiom"):
            if path := words.members(head):
                yield self._chained(subject, path, value)

    def _having(self, subject: Term, name: Term, value: Term) -> Way:
        said = self._say("would-have", subject, value, property=self._words.quoted(name))
        return said, ((subject, name, value),)

    def _chained(self, subject: Term, properties: list[Term], value: Term) -> Way:
        """Return what a path of properties lacks: how far it leads from the thing."""
        words, reached, key = self._words, [subject], "path-leads-to"
        for name in properties:
            further = list(dict.fromkeys(v for t in reached for v in self._values(t, name)))
            if not further:
                key = "path-ends"
                break
            reached = further
        things = self._listed(reached, "or" if key == "path-ends" else "and")
        end = words.say(key, property=words.quoted(name), things=things)
        said = self._say("would-have-path", subject, value, path=words.chain(properties))
        between = (BlankNode(f"between{number}") for number in range(1, len(properties)))
        path = [subject, *between, value]
        return f"{said} {end}", tuple(zip(path, properties, path[1:], strict=False))

    def _say(self, key: str, thing: Term, value: Term, **inside: str) -> str:
        return self._words.say(key, thing=self._named(thing), value=self._named(value), **inside)

    def _listed(self, terms: list[Term], link: str) -> str:
        """Return the first of some things, and how many more there are."""
        named = [self._named(term) for term in terms[:_SHOWN]]
        if more := len(terms) - len(named):
            return ", ".join([*named, self._words.say("more", count=more)])
        return self._words.listed(named, link)

    def _named(self, term: Term) -> str:
        """Return the name of a thing, a statement's with who makes it."""
        if term == ANY:
            return self._words.say("something")
        whose = said_in(self._store, [term], self._words.language)
        return self._words.thing(term) + bracketed(whose)

    def _values(self, subject: Term, predicate: Term) -> list[Term]:
        found = [value for _, name, value in self._facts.get(subject, ()) if name == predicate]
        return sorted(found, key=str)

    def _subjects(self, name: str, value: Term) -> list[Term]:
        found = {quad.subject for quad in self._store.asserted(None, word(name), value)} - {value}
        return sorted(found, key=lambda term: (isinstance(term, BlankNode), str(term)))

    def _objects(self, subject: Term, name: str) -> list[Term]:
        return [value for value in self._store.values(subject, word(name)) if value != subject]

    def _either(self, name: str, term: Term) -> list[Term]:
        """Return what a property joins to a term, whichever of the two is its subject."""
        return [*self._subjects(name, term), *self._objects(term, name)]
