"""Things that are pointed to and nowhere described, or described without saying what they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from kg.slips.fault import OWL, PAGES, RDF, RDFS, TYPE, Fault, Graph, like, other_scheme, slip
from kg.slips.terms import links, role
from kg.terms import PREFIXES, Literal, NamedNode, fold
from kg.vocabularies import split

_NAMES = {RDFS + "label", PREFIXES["skos"] + "prefLabel", PREFIXES["skos"] + "altLabel"}
_MATCHES = {PREFIXES["skos"] + f"{kind}Match" for kind in ("exact", "close")}
_MOST = 200  # so many different names are compared with all others: more is another mistake
_LIST_LINES = {RDF + "first", RDF + "rest"}


def faults(graph: Graph) -> Iterator[Fault]:
    """Yield each triple whose value nothing describes, each import, each thing without a type."""
    register = Register(graph)
    yield from _imports(graph)
    yield from _dangling(graph, register)
    yield from _untyped(graph, register)


def _dangling(graph: Graph, register: Register) -> Iterator[Fault]:
    # An ontology may name members of its classes that nobody describes.
    rows = [(row, graph.things - graph.own) for row in graph.ontology]
    rows += [(row, graph.things) for row in graph.data]
    listed = links(graph)
    for row, namespaces in rows:
        _, predicate, value = row
        if not isinstance(value, NamedNode) or role(row, listed) != "value" or predicate in PAGES:
            continue
        iri, other = value.value, other_scheme(value.value)
        if iri in graph.described:
            continue
        if other in graph.described or split(iri)[0] in namespaces:
            near = (graph.curie(other),) if other in graph.described else register.near(iri)
            yield slip("dangling", row, near=near, term=graph.curie(iri))


def _imports(graph: Graph) -> Iterator[Fault]:
    """Yield each import of an ontology that no file is about: nothing is fetched."""
    here = {thing for thing, types in graph.types.items() if OWL + "Ontology" in types}
    here |= {value for _, predicate, value in graph.all if predicate == OWL + "versionIRI"}
    known = {str(name).strip("<>").rstrip("#/") for name in here}
    for row in graph.all:
        name = str(row[2])
        if row[1] == OWL + "imports" and name.strip("<>").rstrip("#/") not in known:
            yield slip("import", row, term=name)


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
            yield Fault(case, thing, at="subject", near=near, fillers=fillers)


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
        schema = self.graph.schema
        given = sorted({kind for name in predicates for kind in schema.domains.get(name, ())})
        given += sorted({kind for name in uses for kind in schema.ranges.get(name, ())})
        given = given or self._usual(uses, "value") or self._usual(predicates, "subject")
        return [self.graph.curie(iri) for iri in dict.fromkeys(given)][:2]

    def _usual(self, predicates: set[str], side: str) -> list[str]:
        """Return what more than half of the subjects, or values, of some properties are."""
        seen: Counter[str] = Counter()
        shared = {TYPE, *_NAMES, *_MATCHES, *PAGES}
        for subject, predicate, value in self.graph.data:
            if predicate in predicates and predicate not in shared:
                seen.update(self.graph.types.get(value if side == "value" else subject, ()))
        return [kind for kind, times in seen.items() if 2 * times > seen.total()]
