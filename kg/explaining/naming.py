"""Terms and facts in words: classes as nouns, properties in quotes, facts as sentences."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kg.explaining.phrases import PHRASES, say
from kg.reasoning import Fact
from kg.schema import word
from kg.store import Store
from kg.terms import PREFIXES, RDF_TYPE, BlankNode, Literal, NamedNode, Term, local_name

_DEEPEST = 4  # class expressions within class expressions that are spelt out
_LONGEST = 200  # characters of a text that are shown


CELLS = {word("rdf:first"), word("rdf:rest")}
_SCHEMA = {word(f"rdfs:{n}") for n in ("subClassOf", "subPropertyOf", "domain", "range")} | CELLS
_ABOUT_THINGS = {word(f"owl:{n}") for n in ("sameAs", "differentFrom", "Thing", "Nothing")}
_OF_OWL = {key: english for key, (english, _) in PHRASES.items() if ":" in key}
_NAMES = {word(key): key for key, english in _OF_OWL.items() if "{" not in english}
RELATIONS = {term: key for term, key in _NAMES.items() if local_name(key)[0].islower()}
_RESTRICTIONS = [key for key, english in _OF_OWL.items() if "{" in english]


def is_schema(fact: Fact) -> bool:
    """Say whether a fact is about the words of the ontology and not about things.

    >>> is_schema((word("owl:Thing"), word("rdfs:subClassOf"), word("owl:Thing")))
    True
    """
    _, predicate, value = fact
    said = value if predicate == RDF_TYPE else predicate
    is_owl = isinstance(said, NamedNode) and said.value.startswith(PREFIXES["owl"])
    return predicate in _SCHEMA or (is_owl and said not in _ABOUT_THINGS)


MAKING = {  # what says of a class without a name what it is
    word(f"owl:{name}")
    for name in (
        "onProperty onClass hasValue someValuesFrom allValuesFrom maxCardinality "
        "maxQualifiedCardinality unionOf intersectionOf oneOf complementOf members distinctMembers "
        "sourceIndividual assertionProperty targetIndividual targetValue"
    ).split()
}


class Words:
    """Says terms and facts in one language, by the labels of a store.

    `place` tells where a thing that has no name is written.
    """

    def __init__(
        self, store: Store, language: str = "en", place: Callable[[Term], str] = lambda _: ""
    ) -> None:
        self.store, self.language, self._place = store, language, place
        self._open: list[Term] = []  # what is being named: a class may be made of itself

    def say(self, key: str, **inside: object) -> str:
        """Return a phrase in the language."""
        return say(key, self.language, **inside)

    def thing(self, term: Term) -> str:
        """Return the name of a thing, or the text of a literal."""
        if isinstance(term, Literal):
            short = " ".join(term.value.split())
            return short if len(short) <= _LONGEST else short[: _LONGEST - 1] + "…"
        if isinstance(term, BlankNode):
            return self.say("some-thing", article=_article(noun := self.noun(term)), noun=noun)
        if isinstance(term, NamedNode) and term in _NAMES:
            return self.say(_NAMES[term])
        return self.store.label(term, self.language)

    def quoted(self, term: Term) -> str:
        """Return the name of a property in quotes."""
        inverse = self._value(term, "owl:inverseOf") if isinstance(term, BlankNode) else None
        if inverse is not None and not isinstance(inverse, BlankNode):
            return self.say("inverse", property=self.quoted(inverse))
        return self.say("quoted", name=self.noun(term))

    def a(self, term: Term) -> str:
        """Return a class as a noun with the article that English wants before it."""
        noun = self.noun(term)
        return f"{_article(noun)} {noun}" if self.language == "en" else noun

    def noun(self, term: Term) -> str:
        """Return a class as a noun; a class without a name by what it is made of."""
        if not isinstance(term, BlankNode):
            return self.thing(term)
        if term in self._open or len(self._open) > _DEEPEST:
            return self.say("owl:Thing")
        self._open.append(term)
        try:
            return self._made(term) or self._axiom(term) or self._restriction(term)
        finally:
            self._open.pop()

    def _made(self, term: BlankNode) -> str:
        """Return what a class without a name is made of, "" when it is not made of others."""
        for name, link in (("owl:unionOf", "or"), ("owl:intersectionOf", "and")):
            if members := self._list(term, name):
                return self.listed([self.noun(member) for member in members], link)
        if members := self._list(term, "owl:oneOf"):
            return self.say("one-of", things=self.listed([self.thing(m) for m in members], "or"))
        other = self._value(term, "owl:complementOf")
        return "" if other is None else self.say("not-being", noun=self.noun(other))

    def _axiom(self, term: BlankNode) -> str:
        """Return what is said by an axiom that has no name, "" when the term is none."""
        for name in ("owl:members", "owl:distinctMembers"):
            if members := [self._word(member) for member in self._list(term, name)]:
                return self.say("never-two", things=self.listed(members, "or"))
        source, of = (
            self._value(term, f"owl:{n}") for n in ("sourceIndividual", "assertionProperty")
        )
        target = self._value(term, "owl:targetIndividual") or self._value(term, "owl:targetValue")
        if source is None or of is None or target is None:
            return ""
        thing, value = self.thing(source), self.thing(target)
        return self.say("has-not", thing=thing, value=value, property=self.quoted(of))

    def _restriction(self, term: BlankNode) -> str:
        """Return a restriction on a property as a noun; what is none has no name."""
        of = self._value(term, "owl:onProperty")
        if of is None:
            return self.say(
                "unnamed-at" if self._place(term) else "unnamed", place=self._place(term)
            )
        named = self.quoted(of)
        if self._value(term, "owl:someValuesFrom") == word("owl:Thing"):
            return self.say("having-any", property=named)
        for key in _RESTRICTIONS:
            value = self._value(term, key)
            if value is not None:
                kind = self.noun(self._value(term, "owl:onClass") or word("owl:Thing"))
                noun, thing = self.noun(value), self.thing(value)
                return self.say(key, property=named, value=thing, noun=noun, kind=kind)
        return self.say("some-restriction", property=named)

    def members(self, term: Term) -> list[Term]:
        """Return the members of an RDF list, none where it is malformed."""
        found: dict[Term, Term] = {}  # by cell
        while term != word("rdf:nil"):
            first, rest = (self._values(term, f"rdf:{name}") for name in ("first", "rest"))
            if len(first) != 1 or len(rest) != 1 or term in found:
                return []
            found[term] = first[0]
            term = rest[0]
        return list(found.values())

    def listed(self, words: Sequence[str], link: str = "and") -> str:
        """Return words as people list them."""
        *most, last = list(words) or [""]
        return f"{', '.join(most)} {self.say(link)} {last}" if most else last

    def chain(self, properties: Sequence[Term]) -> str:
        """Return a path of properties in words: “doer of” something that has “recognized”."""
        return f" {self.say('path-link')} ".join(self.quoted(member) for member in properties)

    def fact(self, fact: Fact) -> str:
        """Return a fact as a short sentence without its full stop."""
        subject, predicate, value = fact
        name = self._word if is_schema(fact) else self.thing
        if predicate == RDF_TYPE:
            return f"{name(subject)} {self.say('is')} {self.a(value)}"
        if isinstance(predicate, NamedNode) and predicate in _NAMES:
            link = "then" if predicate == word("owl:propertyChainAxiom") else "and"
            last = self._word(value, link) if is_schema(fact) else self.thing(value)
            return f"{name(subject)} {self.thing(predicate)} {last}"
        of = self.quoted(predicate) if isinstance(predicate, BlankNode) else self.thing(predicate)
        return f"{self.thing(subject)} — {of}: {self.thing(value)}"

    def _word(self, term: Term, link: str = "and") -> str:
        """Return a word of the ontology in quotes, a class without a name as a noun."""
        if not isinstance(term, BlankNode):
            return self.quoted(term)
        members = [self.quoted(member) for member in self.members(term)]
        return self.listed(members, link) if members else self.noun(term)

    def _list(self, term: Term, name: str) -> list[Term]:
        head = self._value(term, name)
        return [] if head is None else self.members(head)

    def _value(self, term: Term, name: str) -> Term | None:
        return next(iter(self._values(term, name)), None)

    def _values(self, term: Term, name: str) -> list[Term]:
        return [] if isinstance(term, Literal) else self.store.values(term, word(name))


def _article(noun: str) -> str:
    return "an" if noun.lstrip(":“")[:1].lower() in tuple("aeiou") else "a"
