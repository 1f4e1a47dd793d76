"""What a fact lacks that is neither written nor follows: what it would follow from.

The rules are read backward by one step: each axiom of the ontology that could give the fact says
what would have to hold. What would contradict what is known is no advice and is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kg.explaining.naming import Words, owl, rdfs
from kg.explaining.said import bracketed, said
from kg.reasoning import Fact
from kg.store import Store
from kg.terms import RDF_TYPE, BlankNode, NamedNode, Term

_MOST = 12  # ways told of a property or class with many
_SHOWN = 5  # things named in one sentence
ANY = BlankNode("any")  # stands for a thing of which nothing else is known

Way = tuple[str, tuple[Fact, ...]]
"""What would have to hold, as a sentence and as facts."""


class Missing:
    """Says what would give a fact, among `facts`: all that is asserted or follows, by subject.

    `is_possible` says whether facts may be added without a contradiction, `is_refused` whether
    a fact may not be written.
    """

    def __init__(
        self,
        words: Words,
        facts: dict[Term, list[Fact]],
        is_possible: Callable[[tuple[Fact, ...]], bool],
        is_refused: Callable[[Fact], bool],
    ) -> None:
        self._store: Store = words.store
        self._words, self._facts = words, facts
        self._is_possible, self._is_refused = is_possible, is_refused

    def ways(self, subject: Term, predicate: NamedNode, value: Term) -> list[str]:
        """Return what would have to hold for a fact to follow, a sentence each; [] for nothing."""
        fact, told = (subject, predicate, value), dict[str, None]()
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
        return all(needed == (wanted,) for needed in ways) and self._is_refused(fact)

    def reversed(self, subject: Term, predicate: NamedNode, value: Term) -> list[Fact]:
        """Return the facts that have a property the other way round."""
        every = (fact for facts in self._facts.values() for fact in facts)
        found = (f for f in every if f[1] == predicate and f[2] == subject and value in (ANY, f[0]))
        return sorted(found, key=str)

    def linked(self, subject: Term, predicate: NamedNode, value: Term) -> list[Fact]:
        """Return the facts of a property and value about what the thing has another part in."""
        found = [
            (other, predicate, named)
            for other, facts in self._facts.items()
            if other != subject and any(fact[2] == subject for fact in facts)
            for _, name, named in facts
            if name == predicate and (named == value or value == ANY and named != subject)
        ]
        return sorted(found, key=str)

    def _of_class(self, subject: Term, kind: Term) -> Iterator[Way]:
        words = self._words
        for head in self._objects(kind, owl("intersectionOf")):
            yield self._being_all(subject, words.members(head))
        narrower = self._subjects(rdfs("subClassOf"), kind)
        for head in self._objects(kind, owl("unionOf")):
            narrower += words.members(head)
        same = owl("equivalentClass")
        for other in (*narrower, *self._subjects(same, kind), *self._objects(kind, same)):
            yield self._being(subject, other)
        for name in self._subjects(rdfs("domain"), kind):
            said = words.say("would-have-any", property=words.quoted(name))
            yield said, ((subject, name, ANY),)
        for name in self._subjects(rdfs("range"), kind):
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
        words, needed = self._words, ((subject, RDF_TYPE, kind),)
        of = self._object(kind, "onProperty") if isinstance(kind, BlankNode) else None
        if of is not None:
            value, quoted = self._object(kind, "hasValue"), words.quoted(of)
            if value is not None:
                said = words.say("would-be-valued", property=quoted, value=self._named(value))
                return said, needed
            if self._object(kind, "someValuesFrom") == owl("Thing"):
                return words.say("would-have-any", property=quoted), needed
        return words.say("would-be", kinds=words.a(kind)), needed

    def _of_property(self, subject: Term, predicate: Term, value: Term) -> Iterator[Way]:
        words = self._words
        same, inverse = owl("equivalentProperty"), owl("inverseOf")
        narrower = self._subjects(rdfs("subPropertyOf"), predicate)
        equal = (*self._subjects(same, predicate), *self._objects(predicate, same))
        for name in (*narrower, *equal):
            yield self._having(subject, name, value)
        turned = [*self._subjects(inverse, predicate), *self._objects(predicate, inverse)]
        kinds = self._objects(predicate, RDF_TYPE)
        if owl("SymmetricProperty") in kinds:
            turned.append(predicate)
        for name in turned:
            yield self._having(value, name, subject)
        if owl("TransitiveProperty") in kinds:
            quoted, thing, other = words.quoted(predicate), self._named(subject), self._named(value)
            said = words.say("would-be-joined", thing=thing, property=quoted, value=other)
            yield said, ((subject, predicate, ANY), (ANY, predicate, value))
        for head in self._objects(predicate, owl("propertyChainAxiom")):
            yield self._chained(subject, words.members(head), value)

    def _having(self, subject: Term, name: Term, value: Term) -> Way:
        thing, other, quoted = self._named(subject), self._named(value), self._words.quoted(name)
        said = self._words.say("would-have", thing=thing, value=other, property=quoted)
        return said, ((subject, name, value),)

    def _chained(self, subject: Term, properties: list[Term], value: Term) -> Way:
        """Return what a path of properties lacks: how far it leads from the thing."""
        words, reached = self._words, [subject]
        said = words.say(
            "would-have-path",
            thing=self._named(subject),
            path=words.chain(properties),
            value=self._named(value),
        )
        between = [BlankNode(f"between{number}") for number in range(1, len(properties))]
        path = [subject, *between, value]
        needed = tuple(zip(path, properties, path[1:], strict=False))
        for number, name in enumerate(properties):
            quoted = words.quoted(name)
            further = list(dict.fromkeys(v for t in reached for v in self._values(t, name)))
            if not further:
                here = self._listed(reached, "or")
                return f"{said} {words.say('path-ends', property=quoted, here=here)}", needed
            if number == len(properties) - 1:
                found = self._listed(further, "and")
                return f"{said} {words.say('path-leads-to', property=quoted, found=found)}", needed
            reached = further
        return said, needed

    def _listed(self, terms: list[Term], link: str) -> str:
        """Return the first of some things, and how many more there are."""
        named = [self._named(term) for term in terms[:_SHOWN]]
        more = len(terms) - len(named)
        return (
            self._words.listed(named, link)
            if not more
            else ", ".join([*named, self._words.say("more", count=more)])
        )

    def _named(self, term: Term) -> str:
        """Return the name of a thing, a statement's with who makes it."""
        whose = said(self._store, term, self._words.language)
        name = self._words.say("something") if term == ANY else self._words.thing(term)
        return name + (bracketed([whose]) if whose else "")

    def _values(self, subject: Term, predicate: Term) -> list[Term]:
        found = [value for _, name, value in self._facts.get(subject, ()) if name == predicate]
        return sorted(found, key=str)

    def _subjects(self, predicate: NamedNode, value: Term) -> list[Term]:
        quads = self._store.asserted(None, predicate, value)
        found = {quad.subject for quad in quads} - {value}
        return sorted(found, key=lambda term: (isinstance(term, BlankNode), str(term)))

    def _objects(self, subject: Term, predicate: NamedNode) -> list[Term]:
        found = {q.object for q in self._store.quads(subject, predicate)}
        return sorted(found - {subject}, key=str)

    def _object(self, subject: Term, name: str) -> Term | None:
        return next(iter(self._objects(subject, owl(name))), None)
