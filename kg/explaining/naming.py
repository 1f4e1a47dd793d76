"""Terms and facts in words: classes as nouns, properties in quotes, facts as sentences."""

from __future__ import annotations

from collections.abc import Sequence

from kg.reasoning import Fact
from kg.store import Store
from kg.terms import PREFIXES, RDF_TYPE, BlankNode, Literal, NamedNode, Term

_DEEPEST = 4  # class expressions within class expressions that are spelt out
_LONGEST = 200  # characters of a text that are shown


def owl(name: str) -> NamedNode:
    """Return a term of OWL."""
    return NamedNode(PREFIXES["owl"] + name)


def rdf(name: str) -> NamedNode:
    """Return a term of RDF."""
    return NamedNode(PREFIXES["rdf"] + name)


def rdfs(name: str) -> NamedNode:
    """Return a term of RDF Schema."""
    return NamedNode(PREFIXES["rdfs"] + name)


CELLS = {rdf("first"), rdf("rest")}
SCHEMA = {rdfs(name) for name in ("subClassOf", "subPropertyOf", "domain", "range")} | CELLS
_OWL = PREFIXES["owl"]
_SAME = owl("sameAs")
_ABOUT_THINGS = {_SAME, owl("differentFrom")}
_NAMES = {
    RDF_TYPE: ("is", "es"),
    _SAME: ("is the same as", "es lo mismo que"),
    owl("differentFrom"): ("is another than", "es distinto de"),
    rdfs("subClassOf"): ("is a kind of", "es un tipo de"),
    rdfs("subPropertyOf"): ("is a narrower word for", "es una forma más estrecha de"),
    rdfs("domain"): ("is had only by", "solo lo tiene"),
    rdfs("range"): ("names only", "solo nombra"),
    owl("equivalentClass"): ("is by definition", "es por definición"),
    owl("equivalentProperty"): ("says the same as", "dice lo mismo que"),
    owl("inverseOf"): ("is the other way round of", "es el inverso de"),
    owl("disjointWith"): ("is never", "nunca es"),
    owl("propertyDisjointWith"): ("never goes with", "nunca va con"),
    owl("propertyChainAxiom"): ("follows from the path", "se sigue del camino"),
    owl("hasKey"): ("is told apart by", "se distingue por"),
    owl("members"): ("share nothing", "no comparten nada"),
    owl("Thing"): ("thing", "cosa"),
    owl("Nothing"): ("thing that cannot exist", "cosa que no puede existir"),
    owl("unionOf"): ("is any of", "es cualquiera de"),
    owl("intersectionOf"): ("is all of", "es todo lo de"),
    owl("oneOf"): ("is one of", "es uno de"),
    owl("complementOf"): ("is all that is not", "es todo lo que no es"),
    owl("FunctionalProperty"): ("property that a thing has once", "propiedad de valor único"),
    owl("InverseFunctionalProperty"): (
        "property whose value belongs to one thing",
        "propiedad cuyo valor es de una sola cosa",
    ),
    owl("IrreflexiveProperty"): (
        "property that nothing has to itself",
        "propiedad que nada tiene consigo",
    ),
    owl("AsymmetricProperty"): ("property that is never mutual", "propiedad nunca recíproca"),
    owl("TransitiveProperty"): ("property that carries on", "propiedad que se transmite"),
    owl("SymmetricProperty"): ("property that is mutual", "propiedad recíproca"),
}


def is_schema(fact: Fact) -> bool:
    """Say whether a fact is about the words of the ontology and not about things.

    >>> is_schema((owl("Thing"), rdfs("subClassOf"), owl("Thing")))
    True
    """
    _, predicate, value = fact
    if predicate in SCHEMA:
        return True
    if predicate == RDF_TYPE:
        named = value.value if isinstance(value, NamedNode) else ""
        return named.startswith(_OWL) and named not in (_OWL + "Thing", _OWL + "Nothing")
    known = isinstance(predicate, NamedNode) and predicate.value.startswith(_OWL)
    return known and predicate not in _ABOUT_THINGS


MAKING = {  # what says of a class without a name what it is
    owl(name)
    for name in (
        *("onProperty", "onClass", "hasValue", "someValuesFrom", "allValuesFrom", "members"),
        *("unionOf", "intersectionOf", "oneOf", "complementOf", "maxCardinality"),
        *("maxQualifiedCardinality", "distinctMembers", "sourceIndividual"),
        *("assertionProperty", "targetIndividual", "targetValue"),
    )
}


class Words:
    """Says terms and facts in one language, by the labels of a store."""

    def __init__(self, store: Store, language: str = "en") -> None:
        self.store, self.language = store, language
        self._open: list[Term] = []  # what is being named: a class may be made of itself

    def either(self, english: str, spanish: str) -> str:
        """Return the one of two texts that is in the language."""
        return spanish if self.language == "es" else english

    def thing(self, term: Term) -> str:
        """Return the name of a thing, or the text of a literal."""
        if isinstance(term, Literal):
            short = " ".join(term.value.split())
            return short if len(short) <= _LONGEST else short[: _LONGEST - 1] + "…"
        if isinstance(term, BlankNode):
            return self.noun(term)
        if term in _NAMES and isinstance(term, NamedNode):
            return self.either(*_NAMES[term])
        return self.store.label(term, self.language)

    def quoted(self, term: Term) -> str:
        """Return the name of a property in quotes."""
        inverse = self._value(term, "inverseOf") if isinstance(term, BlankNode) else None
        if inverse is not None and not isinstance(inverse, BlankNode):
            turned = self.either("the other way round", "al revés")
            return f"{self.quoted(inverse)} ({turned})"
        name = self.thing(term)
        return self.either(f"“{name}”", f"«{name}»")

    def a(self, term: Term) -> str:
        """Return a class as a noun with the article that English wants before it."""
        noun = self.noun(term)
        if self.language != "en":
            return noun
        return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"

    def noun(self, term: Term) -> str:
        """Return a class as a noun; a class without a name by what it is made of."""
        if not isinstance(term, BlankNode):
            return self.thing(term)
        if term in self._open or len(self._open) > _DEEPEST:
            return self.either("thing", "cosa")
        self._open.append(term)
        try:
            return self._made(term)
        finally:
            self._open.pop()

    def _made(self, term: BlankNode) -> str:
        """Return what a class without a name is made of."""
        for name, link in (("unionOf", ("or", "o")), ("intersectionOf", ("and", "y"))):
            members = self._list(term, name)
            if members:
                nouns = [self.noun(member) for member in members]
                return self.listed(nouns, *link)
        members = self._list(term, "oneOf")
        if members:
            listed = self.listed([self.thing(m) for m in members], "or", "o")
            return self.either(f"one of these: {listed}", f"uno de estos: {listed}")
        other = self._value(term, "complementOf")
        if other is not None:
            noun = self.noun(other)
            return self.either(f"thing that is no {noun}", f"cosa que no es {noun}")
        return self._axiom(term) or self._restriction(term)

    def _axiom(self, term: BlankNode) -> str:
        """Return what is said by an axiom that has no name, "" when the term is none."""
        for name in ("members", "distinctMembers"):
            members = [self._word(member) for member in self._list(term, name)]
            if members:
                said = self.either("nothing is two of these: {}", "nada es dos de estos: {}")
                return said.format(self.listed(members, "or", "o"))
        source, of = self._value(term, "sourceIndividual"), self._value(term, "assertionProperty")
        target = self._value(term, "targetIndividual") or self._value(term, "targetValue")
        if source is None or of is None or target is None:
            return ""
        said = self.either("{} has not {} as {}", "{} no tiene {} como {}")
        return said.format(self.thing(source), self.thing(target), self.quoted(of))

    def _restriction(self, term: BlankNode) -> str:
        """Return a restriction on a property as a noun."""
        of = self._value(term, "onProperty")
        if of is None:
            return self.either("thing without a name", "cosa sin nombre")
        named = self.quoted(of)
        value = self._value(term, "hasValue")
        if value is not None:
            return self.either("thing whose {} is {}", "cosa cuyo {} es {}").format(
                named, self.thing(value)
            )
        some = self._value(term, "someValuesFrom")
        if some == owl("Thing"):
            return self.either(f"thing that has {named}", f"cosa que tiene {named}")
        for name, english, spanish in _RESTRICTIONS:
            filler = self._value(term, name)
            if filler is not None:
                said = self.either(english, spanish)
                return said.format(named, self.noun(filler))
        for name, english, spanish in _NUMBERS:
            number = self._value(term, name)
            if number is not None:
                kind = self._value(term, "onClass") or owl("Thing")
                said = self.either(english, spanish)
                return said.format(self.thing(number), named, self.noun(kind))
        return self.either(f"thing with a rule for {named}", f"cosa con una regla para {named}")

    def members(self, term: Term) -> list[Term]:
        """Return the members of an RDF list, none where it is malformed."""
        found: list[Term] = []
        seen: set[Term] = set()
        while term != rdf("nil") and term not in seen:
            seen.add(term)
            first, rest = self._values(term, rdf("first")), self._values(term, rdf("rest"))
            if len(first) != 1 or len(rest) != 1:
                return []
            found += first
            term = rest[0]
        return found if term == rdf("nil") else []

    def listed(self, words: Sequence[str], english: str = "and", spanish: str = "y") -> str:
        """Return words as people list them."""
        *most, last = list(words) or [""]
        return f"{', '.join(most)} {self.either(english, spanish)} {last}" if most else last

    def fact(self, fact: Fact) -> str:
        """Return a fact as a short sentence without its full stop."""
        subject, predicate, value = fact
        if predicate == RDF_TYPE:
            verb = self.either("is", "cuenta como")
            named = self._word(subject) if is_schema(fact) else self.thing(subject)
            return f"{named} {verb} {self.a(value)}"
        if isinstance(predicate, NamedNode) and predicate in _NAMES:
            about = is_schema(fact)
            first = self._word(subject) if about else self.thing(subject)
            link = ("then", "y luego") if predicate == owl("propertyChainAxiom") else ("and", "y")
            last = self._word(value, *link) if about else self.thing(value)
            return f"{first} {self.thing(predicate)} {last}"
        return f"{self.thing(subject)} — {self._property(predicate)}: {self.thing(value)}"

    def _word(self, term: Term, english: str = "and", spanish: str = "y") -> str:
        """Return a word of the ontology in quotes, a class without a name as a noun."""
        if not isinstance(term, BlankNode):
            return self.quoted(term)
        members = self.members(term)
        if not members:
            return self.noun(term)
        return self.listed([self.quoted(member) for member in members], english, spanish)

    def _property(self, term: Term) -> str:
        return self.quoted(term) if isinstance(term, BlankNode) else self.thing(term)

    def _list(self, term: Term, name: str) -> list[Term]:
        head = self._value(term, name)
        return [] if head is None else self.members(head)

    def _value(self, term: Term, name: str) -> Term | None:
        return next(iter(self._values(term, owl(name))), None)

    def _values(self, term: Term, predicate: NamedNode) -> list[Term]:
        return [] if isinstance(term, Literal) else self.store.values(term, predicate)


_RESTRICTIONS = (
    ("someValuesFrom", "thing that has as {} some {}", "cosa que tiene como {} algo que es {}"),
    ("allValuesFrom", "thing that has as {} only what is {}", "cosa cuyo {} solo es {}"),
)
_NUMBERS = (
    ("maxCardinality", "thing with at most {} of {}", "cosa con {} de {} como máximo"),
    ("minCardinality", "thing with at least {} of {}", "cosa con {} de {} como mínimo"),
    ("cardinality", "thing with just {} of {}", "cosa con exactamente {} de {}"),
    (
        "maxQualifiedCardinality",
        "thing with at most {} of {} that is {}",
        "cosa con {} de {} como máximo que es {}",
    ),
    (
        "minQualifiedCardinality",
        "thing with at least {} of {} that is {}",
        "cosa con {} de {} como mínimo que es {}",
    ),
    (
        "qualifiedCardinality",
        "thing with just {} of {} that is {}",
        "cosa con exactamente {} de {} que es {}",
    ),
)
