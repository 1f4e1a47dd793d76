"""What somebody asks about: a thing, perhaps a property and a value, each by any of its names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from kg import names
from kg.errors import AmbiguousName, BadValue, UnknownName, nearest
from kg.explaining.naming import RELATIONS
from kg.explaining.phrases import PHRASES, say
from kg.explaining.said import bracketed, said_in
from kg.reasoning import Fact
from kg.schema import word
from kg.store import Store
from kg.terms import (
    OWL_CLASS,
    RDF_TYPE,
    Literal,
    NamedNode,
    Term,
    expand,
    fold,
    local_name,
    option_name,
)

_BEING = {"a", "an", "is", "is a", "is an", "type", "es", "es un", "es una", "tipo de cosa"}
_KINDS = ("thing", "concept", "class", "")
_DATATYPE_PROPERTY = word("owl:DatatypeProperty")
_PROPERTIES = (
    _DATATYPE_PROPERTY,
    *map(word, ("owl:ObjectProperty", "owl:AnnotationProperty", "rdf:Property")),
)
_SHOWN = 12  # candidates named when a name can mean many things

Fits = Callable[[NamedNode], bool]


@dataclass(frozen=True)
class Asked:
    """What is to be explained, as typed; None where nothing was."""

    subject: str | None
    property: str | None = None
    value: str | None = None
    every: bool = False  # every proof, not only the shallowest
    limit: int = 10  # of proofs, and of clashes


class Meanings:
    """Finds what names mean: labels, the last parts of addresses, prefixed names, addresses.

    `facts` is all that is asserted or follows, by subject: of namesakes those are meant that it
    makes sense to ask about.
    """

    def __init__(self, store: Store, facts: dict[Term, list[Fact]], language: str) -> None:
        self._store, self._facts, self._language = store, facts, language
        self.read_as: list[str] = []  # how names were read that others have too

    def subject(self, text: str, predicate: NamedNode | None = None) -> NamedNode:
        """Return the thing that is meant: of namesakes one that has, or may have, the property.

        Raises UnknownName, AmbiguousName.
        """
        tests = () if predicate is None else self._tests(predicate, 0, word("rdfs:domain"))
        return self._meant(text, "thing", tests)

    def value(self, text: str, predicate: NamedNode, known: Iterable[Term]) -> Term:
        """Return the value that is meant: one of `known`, else what a name means, else a text.

        Raises UnknownName, AmbiguousName, BadValue for what is no class where one is asked about.
        """
        wanted, called = fold(text), self._levels(text)
        exact = expand(text, self._store.prefixes)
        for term in sorted(known, key=str):
            same = isinstance(term, Literal) and (term.value == text or fold(term.value) == wanted)
            if term == exact or same or any(term in level for level in called[:3]):
                return term
        if predicate == RDF_TYPE:
            return self._meant(text, "class", ())
        used = {quad.object for quad in self._store.quads(None, predicate)}
        texts = [term for term in used if isinstance(term, Literal)]
        if len(texts) < len(used) or not used:
            try:
                return self._meant(text, "thing", self._tests(predicate, 2, word("rdfs:range")))
            except UnknownName:
                if not texts and _DATATYPE_PROPERTY not in self._store.types(predicate):
                    raise
        like = min(texts, key=str, default=Literal(""))
        datatype = None if like.language else like.datatype
        return Literal(text, datatype=datatype, language=like.language)

    def relation(self, text: str, value: str | None) -> tuple[NamedNode, str | None]:
        """Return the property that is asked about, and the name of the value.

        A class in place of a property asks whether the thing is of it. Raises UnknownName,
        AmbiguousName.
        """
        if text.strip().casefold() in _BEING:
            return RDF_TYPE, value
        *whole, begun = self._levels(text)
        for level in (*whole, begun):
            found = [term for term in level if term in self._properties]
            if len(found) == 1:
                return found[0], value
            if found:
                raise self._ambiguous(text, "properties", found)
            classes = [term for term in level if term in self._classes]
            if value is None and level is not begun and len(classes) == 1:
                return RDF_TYPE, classes[0].value
        near = self._near(text, self._properties)
        raise UnknownName(f"No property is called {text!r}.", near)

    def _meant(self, text: str, kind: str, tests: Sequence[Fits]) -> NamedNode:
        """Return the one thing that a name means; `tests` narrow namesakes down, the best first."""
        levels = self._levels(text)
        for level in levels:
            found = [t for t in level if t in self._classes] if kind == "class" else level
            for fits in tests:
                found = [term for term in found if fits(term)] or found
            kinds = [names.kind_of(self._store, term) for term in found]
            first = next((kind for kind in _KINDS if kind in kinds), "")
            found = [term for term, own in zip(found, kinds, strict=True) if own == first]
            if len(found) == 1:
                self._pass_over(text, found[0], level)
                return found[0]
            if found:
                raise self._ambiguous(text, "things", found)
        if levels[0]:
            raise BadValue(f"{self._described(levels[0][0])} is no {kind}.")
        among = self._classes if kind == "class" else self._mentioned
        near = self._near(text, among)
        raise UnknownName(f"No {kind} is called {text!r}; `kg search` finds names.", near)

    def _pass_over(self, text: str, meant: NamedNode, level: Sequence[NamedNode]) -> None:
        """Keep a sentence on the namesakes of the same class that are not meant."""
        kinds = set(self._store.types(meant))
        others = [t for t in level if t != meant and kinds & set(self._store.types(t))]
        if others:
            shown = [*map(self._described, others[:_SHOWN]), "…"][: len(others)]
            thing = self._store.label(meant, self._language)
            words = {"name": text, "thing": thing, "others": "; ".join(shown)}
            self.read_as.append(say("read-as", self._language, **words))

    def _levels(self, text: str) -> list[list[NamedNode]]:
        """Return what a text names: as address, label, local name, by the beginnings of words."""
        wanted, prefixes = fold(text), self._store.prefixes
        addresses = (expand(text, prefixes), expand(f"id:{wanted.replace(' ', '-')}", prefixes))
        exact = [term for term in addresses if term is not None and term in self._mentioned]
        called = [self._store.named(wanted), self._by_local_name.get(wanted, set())]
        described = {term for term in called[1] if any(self._store.quads(term))}
        labelled, local = (_sorted(found) for found in (called[0], described or called[1]))
        begun = [term for term, _ in names.search(self._store, text)]
        return [exact[:1], labelled, local, begun] if wanted else [exact[:1], []]

    def _tests(self, predicate: NamedNode, place: int, bound: NamedNode) -> tuple[Fits, ...]:
        """Return what tells those that a property is about (0) or names (2) from namesakes."""
        having = {
            fact[place] for facts in self._facts.values() for fact in facts if fact[1] == predicate
        }
        bounds = {quad.object for quad in self._store.quads(predicate, bound)}
        things = (term for term in having if isinstance(term, NamedNode))
        usual = {kind for term in things for kind in self._store.types(term)}
        return (
            lambda term: term in having,
            lambda term: bool(bounds & self._types(term)),
            lambda term: bool(usual & self._types(term)),
        )

    def _types(self, term: Term) -> set[Term]:
        return {value for _, name, value in self._facts.get(term, ()) if name == RDF_TYPE}

    @cached_property
    def _mentioned(self) -> set[Term]:
        """What the files and the language of ontologies name."""
        quads = self._store.asserted()
        found: set[Term] = {term for q in quads for term in (q.subject, q.predicate, q.object)}
        found |= RELATIONS.keys()
        return {term for term in found if isinstance(term, NamedNode)}

    @cached_property
    def _by_local_name(self) -> dict[str, set[Term]]:
        found: dict[str, set[Term]] = {}
        for term in self._mentioned:
            for name in _local(term):
                found.setdefault(name, set()).add(term)
        for term, key in RELATIONS.items():
            for name in PHRASES[key]:
                found.setdefault(fold(name), set()).add(term)
        return found

    @cached_property
    def _properties(self) -> set[Term]:
        """What is declared as a property, used as one, or one of the language of ontologies."""
        quads = [quad for kind in _PROPERTIES for quad in self._store.quads(None, RDF_TYPE, kind)]
        used: set[Term] = {quad.predicate for quad in self._store.quads()}
        follow = {fact[1] for facts in self._facts.values() for fact in facts}
        return {quad.subject for quad in quads} | used | follow | RELATIONS.keys()

    @cached_property
    def _classes(self) -> set[Term]:
        """What is declared as a class or used as one."""
        types = list(self._store.quads(None, RDF_TYPE))
        below = list(self._store.quads(None, word("rdfs:subClassOf")))
        found = {quad.subject for quad in types if quad.object in (OWL_CLASS, word("rdfs:Class"))}
        follow = {f[2] for facts in self._facts.values() for f in facts if f[1] == RDF_TYPE}
        return found | follow | {q.object for q in types + below} | {q.subject for q in below}

    def _near(self, text: str, among: set[Term]) -> list[str]:
        spoken = {name for term in among for name in _local(term)}
        spoken |= {name for term, name in self._store.all_names() if term in among}
        return [repr(name) for name in nearest(fold(text), spoken, likeness=0.7)]

    def _ambiguous(self, text: str, many: str, found: list[NamedNode]) -> AmbiguousName:
        shown = [self._described(term) for term in found[:_SHOWN]]
        if len(found) > _SHOWN:
            more = len(found) - _SHOWN
            shown.append(f"… and {more} more; `kg search {fold(text)}` lists them")
        return AmbiguousName(f"{text!r} can mean {len(found)} {many}; name one of them:", shown)

    def _described(self, term: NamedNode) -> str:
        """Return a line that tells a thing from its namesakes, and whose it is if a statement."""
        whose = bracketed(said_in(self._store, [term], self._language))
        return names.describe(self._store, term, self._language) + whose


def _sorted(terms: Iterable[Term]) -> list[NamedNode]:
    return sorted((t for t in terms if isinstance(t, NamedNode)), key=lambda term: term.value)


def _local(term: Term) -> set[str]:
    """Return the last part of an address as people type it: `recognizedClaimant` in two ways."""
    name = unquote(local_name(term.value)) if isinstance(term, NamedNode) else ""
    return {fold(name), fold(option_name(name))} - {""}
