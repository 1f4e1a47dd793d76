"""Things that are pointed to and nowhere described, or described without saying what they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from kg.slips.fault import PAGES, RDF, RDFS, TYPE, Fault, Graph, like
from kg.slips.words import TAKE_TERMS
from kg.terms import PREFIXES, Literal, NamedNode, fold
from kg.vocabularies import split

_NAMES = {RDFS + "label", PREFIXES["skos"] + "prefLabel", PREFIXES["skos"] + "altLabel"}
_MATCHES = {PREFIXES["skos"] + f"{kind}Match" for kind in ("exact", "close")}
_MOST = 200  # so many different names are compared with all others: more is another mistake
_LIST_LINES = {RDF + "first", RDF + "rest"}


def faults(graph: Graph) -> Iterator[Fault]:
    """Yield each triple whose value nothing describes, and each thing without a type."""
    register = Register(graph)
    yield from _dangling(graph, register)
    yield from _untyped(graph, register)


def _dangling(graph: Graph, register: Register) -> Iterator[Fault]:
    # An ontology may name members of its classes that nobody describes.
    rows = [(row, graph.things - graph.own) for row in graph.ontology]
    rows += [(row, graph.things) for row in graph.data]
    for (subject, predicate, value), namespaces in rows:
        if not isinstance(value, NamedNode) or predicate in TAKE_TERMS or predicate in PAGES:
            continue
        iri = value.value
        if iri not in graph.described and split(iri)[0] in namespaces:
            near = register.near(iri)
            thing = {"term": graph.curie(iri)}
            link = NamedNode(predicate)
            yield Fault("dangling-name", "dangling", subject, link, value, "value", thing, near)


def _untyped(graph: Graph, register: Register) -> Iterator[Fault]:
    told: dict[NamedNode, set[str]] = {}
    for subject, predicate, _ in graph.data:
        if isinstance(subject, NamedNode):
            told.setdefault(subject, set()).add(predicate)
    lists = {thing for thing, predicates in told.items() if predicates <= _LIST_LINES}
    meant = {value for _, _, value in graph.rows}
    for thing in sorted(told.keys() - graph.types.keys() - lists, key=str):
        if split(thing.value)[0] in graph.things:
            kinds = register.kinds_of(thing, told[thing])
            fillers = {"term": graph.curie(thing.value), "kinds": ", ".join(kinds)}
            # What has a name, or is named elsewhere, is not another thing misspelt.
            own = thing in meant or not _NAMES.isdisjoint(told[thing])
            near = () if own else register.near(thing.value)
            case = "untyped-used" if kinds else "untyped"
            yield Fault("untyped-thing", case, thing, None, None, "subject", fillers, near)


class Register:
    """The things that are described: how they are called, and what things of a kind are used as."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.found: dict[str, tuple[str, ...]] = {}

    @cached_property
    def names(self) -> dict[str, str]:
        """Each described thing by what it may be called: `IRI name` or `IRI label` → folded."""
        names: dict[str, str] = {}
        for thing in self.graph.types:
            if isinstance(thing, NamedNode) and split(thing.value)[0] in self.graph.things:
                names[thing.value] = fold(split(thing.value)[1])
        for subject, predicate, value in self.graph.rows:
            if predicate in _NAMES and isinstance(value, Literal):
                if isinstance(subject, NamedNode) and subject.value in names:
                    names[f"{subject.value} {value.value}"] = fold(value.value)
        return names

    def near(self, iri: str) -> tuple[str, ...]:
        """Return the described things whose name or label is spelt like that of an IRI."""
        if iri not in self.found:
            if len(self.found) == _MOST:
                return ()
            hits = like(split(iri)[1], self.names, most=9)
            things = dict.fromkeys(hit.partition(" ")[0] for hit in hits)
            curies = [self.graph.curie(thing) for thing in things if thing != iri]
            self.found[iri] = tuple(curies[:3])
        return self.found[iri]

    def kinds_of(self, thing: NamedNode, predicates: set[str]) -> list[str]:
        """Return the classes that the uses of a thing speak for, the likeliest first.

        They are the domains of its properties and the ranges of those that point to it; where the
        ontology gives none, what most of the other things used in the same way are.
        """
        uses = {p for _, p, o in self.graph.rows if o == thing and p != TYPE}
        given = [*self._declared("domain", predicates), *self._declared("range", uses)]
        given = given or self._usual(uses, "value") or self._usual(predicates, "subject")
        return [self.graph.curie(iri) for iri in dict.fromkeys(given)][:2]

    def _declared(self, side: str, predicates: set[str]) -> list[str]:
        """Return the classes that the ontology gives as domain, or range, of some properties."""
        return sorted(
            value.value
            for subject, predicate, value in self.graph.ontology
            if predicate == RDFS + side and isinstance(value, NamedNode)
            if isinstance(subject, NamedNode) and subject.value in predicates
        )

    def _usual(self, predicates: set[str], side: str) -> list[str]:
        """Return what more than half of the subjects, or values, of some properties are."""
        seen: Counter[str] = Counter()
        shared = {TYPE, *_NAMES, *_MATCHES, *PAGES}
        for subject, predicate, value in self.graph.data:
            if predicate in predicates and predicate not in shared:
                seen.update(self.graph.types.get(value if side == "value" else subject, ()))
        return [kind for kind, times in seen.items() if 2 * times > seen.total()]
