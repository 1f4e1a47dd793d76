"""Terms that do not exist, or that are used as what they are not."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from functools import cache

from kg.slips.fault import (
    OWL,
    PAGES,
    RDF,
    TYPE,
    Fault,
    Graph,
    Row,
    iris,
    like,
    other_scheme,
    slip,
)
from kg.terms import PREFIXES, XSD, Literal, NamedNode, Term, fold
from kg.vocabularies import split, vocabularies

# As what the values of properties are used, in lists, too; those of others are a "value".
_ROLES = (
    dict.fromkeys(
        iris(
            "rdf:type rdfs:subClassOf rdfs:domain rdfs:range owl:disjointWith owl:equivalentClass "
            "owl:complementOf owl:unionOf owl:intersectionOf owl:disjointUnionOf "
            "owl:someValuesFrom owl:allValuesFrom owl:onClass sh:class sh:targetClass"
        ),
        "class",
    )
    | dict.fromkeys(
        iris(
            "rdfs:subPropertyOf owl:onProperty owl:inverseOf owl:equivalentProperty "
            "owl:propertyDisjointWith owl:propertyChainAxiom owl:hasKey sh:path "
            "sh:targetSubjectsOf sh:targetObjectsOf"
        ),
        "property",
    )
    | dict.fromkeys(iris("sh:datatype owl:onDatatype"), "datatype")
)
COUNTS = iris(
    "owl:cardinality owl:minCardinality owl:maxCardinality owl:qualifiedCardinality "
    "owl:minQualifiedCardinality owl:maxQualifiedCardinality"
)
_OF_PROPERTY = COUNTS | iris("owl:someValuesFrom owl:allValuesFrom owl:hasValue owl:hasSelf")
_ON_PROPERTY = iris("owl:onProperty owl:onProperties")
_RESTRICTION = (TYPE, NamedNode(OWL + "Restriction"))
_FITTING = {
    "property": {"property"},
    "class": {"class", "other"},
    "datatype": {"class"},
    "value": {"class", "property", "thing", "other"},
}
_NAME = re.compile(r"[^\W\d][\w-]*")  # what has a full stop in it is the name of a file
_REPLACES = iris("dcterms:replaces owl:annotatedSource")
Verdict = tuple[str, tuple[str, ...]]  # a case of a slip ("": none), and what may have been meant
_NO_SLIP: Verdict = ("", ())


def faults(graph: Graph) -> Iterator[Fault]:
    """Yield each triple with a term that does not exist, is deprecated, or is misused."""
    judge, listed, misspelt = Judge(graph), links(graph), set()
    for row in graph.all:
        subject, predicate, value = row
        for at, term, used in _uses(row, role(row, listed)):
            case, near = judge.verdict(term, used)
            if case == "deprecated" and at == "value":
                if value == subject or predicate in _REPLACES:
                    continue
            if case == "missing" and at == "value" and split(term)[0] in judge.known and not near:
                near = judge.usual(predicate, term)
            if case:
                misspelt.add(subject)
                yield slip(case, row, at, near, term=graph.curie(term))
    yield from _without_property(graph, misspelt)
    for row in graph.rows:
        used, text = role(row, listed), row[2]
        if used != "value" and isinstance(text, Literal):
            near = judge.near(text.value, used) if _NAME.fullmatch(text.value) else ()
            yield slip("text-as-term", row, near=near, term=graph.curie(row[1]))


def _without_property(graph: Graph, misspelt: Container[Term]) -> Iterator[Fault]:
    """Yield each restriction that does not say of which property it is, once, nor misspells it."""
    told = {subject for subject, predicate, _ in graph.rows if predicate in _ON_PROPERTY}
    for row in graph.rows:
        subject, *said = row
        if subject not in told and subject not in misspelt:
            if row[1] in _OF_PROPERTY or tuple(said) == _RESTRICTION:
                told.add(subject)
                yield slip("no-property", row)


def links(graph: Graph) -> dict[Term, str]:
    """Return the links of the lists of terms, each with as what its member is used."""
    rest = {subject: value for subject, predicate, value in graph.all if predicate == RDF + "rest"}
    found: dict[Term, str] = {}
    for _, predicate, node in graph.all:
        while predicate in _ROLES and node in rest and node not in found:
            found[node] = _ROLES[predicate]
            node = rest[node]
    return found


def role(row: Row, links: Mapping[Term, str]) -> str:
    """Return as what the value of a triple is used; `links` are those of lists of terms."""
    subject, predicate, _ = row
    if predicate == RDF + "first":
        return links.get(subject, "value")
    return _ROLES.get(predicate, "value")


def _uses(row: Row, used: str) -> Iterator[tuple[str, str, str]]:
    """Yield the terms of a triple: the part of it, the term, and as what it is used."""
    _, predicate, value = row
    yield "predicate", predicate, "property"
    if isinstance(value, Literal):
        yield "value", value.datatype.value, "datatype"
    elif isinstance(value, NamedNode) and predicate not in PAGES:
        yield "value", value.value, used


class Judge:
    """Says what is wrong with a term in a use of it; asked again, `verdict` remembers."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.known = vocabularies()
        self.verdict = cache(self._verdict)
        self.names = cache(self._names)
        self.replaced = _replacements(graph)
        self.spaces: dict[str, set[str]] = {}  # the names in each of our own namespaces
        for namespace, name in map(split, graph.schema.kinds.keys() | graph.described):
            if namespace in graph.own:
                self.spaces.setdefault(namespace, set()).add(name)

    def _verdict(self, iri: str, role: str) -> Verdict:
        """Return what is wrong when a term is used as a property, class, datatype or value."""
        namespace, name = split(iri)
        replaced = self.known[namespace].replaced if namespace in self.known else {}
        if iri in self.replaced or name in replaced:
            new = self.replaced.get(iri) or replaced.get(name, "")
            return "deprecated", (self.graph.curie(new),) if new else ()
        kinds = self._kinds(iri)
        if not kinds:
            other = other_scheme(iri)
            if iri not in self.graph.described and self._kinds(other):
                return "missing", (self.graph.curie(other),)
            exists = iri in self.graph.described and role != "datatype"
            answers = self._answers_for(namespace, role)
            if exists or not answers or (role == "value" and not _NAME.fullmatch(name)):
                return _NO_SLIP
            near = self.near(iri, role)
            # A thing in the ontology's own namespace may be named and never described.
            is_thing = role == "value" and not near and namespace not in self.known
            return ("missing", near) if name and not is_thing else _NO_SLIP
        is_sure = kinds == {"class"} or (namespace in self.known and kinds == {"other"})
        if role == "property" and is_sure:
            return "class-as-property", self.near(iri, role)
        if role in ("class", "datatype") and kinds == {"property"}:
            return f"property-as-{role}", self.near(iri, role)
        return _NO_SLIP

    def _kinds(self, iri: str) -> set[str]:
        """Return what a term is in the project or a well-known vocabulary; nothing for none."""
        namespace, name = split(iri)
        vocabulary = self.known.get(namespace)
        kinds = self.graph.schema.kinds.get(iri, set())
        if vocabulary is None:
            return kinds
        if vocabulary.prefix == "rdf" and re.fullmatch("_[1-9][0-9]*", name):
            return {"property"}  # the members of a container
        return kinds | {vocabulary.kinds[name]} if name in vocabulary.kinds else kinds

    def _answers_for(self, namespace: str, role: str) -> bool:
        """Say whether all the names of a namespace are known, as far as they are used so."""
        words = namespace in self.known or namespace in self.graph.own
        if namespace not in self.graph.things:
            return words
        if role == "value":  # a thing that nothing describes is another rule's matter
            return False
        return words or bool(self.graph.own)  # a project with words of its own has all there

    def near(self, iri: str, role: str) -> tuple[str, ...]:
        """Return the terms that may have been meant: of the same name elsewhere, or like it."""
        namespace, name = split(iri)
        same, alike = [], []
        if role == "value":
            things = [space + name for space in sorted(self.graph.things)]
            same = [thing for thing in things if thing in self.graph.described]
        for space in self._spaces(namespace, role):
            folded = {other: _letters(other) for other in self.names(space, role)}
            wanted = _letters(name)
            same += [space + other for other, text in folded.items() if text == wanted]
            if space == namespace or (space in self.graph.own and namespace not in self.known):
                alike += [space + other for other in like(wanted, folded)]
        found = dict.fromkeys(self.graph.curie(other) for other in [*same, *alike] if other != iri)
        return tuple(found)[:3]

    def usual(self, predicate: str, iri: str) -> tuple[str, ...]:
        """Return what a property takes elsewhere of a vocabulary, if these are only a few terms."""
        values = {o.value for _, p, o in self.graph.all if p == predicate if type(o) is NamedNode}
        found = [value for value in sorted(values - {iri}) if split(value)[0] == split(iri)[0]]
        return tuple(map(self.graph.curie, found)) if len(found) <= 3 else ()

    def _spaces(self, namespace: str, role: str) -> list[str]:
        """Return where to look for what was meant: there, in our words, in everyday words."""
        if role == "datatype":
            return [XSD, RDF]
        common = [PREFIXES[prefix] for prefix in ("rdf", "rdfs", "owl", "skos", "dcterms", "foaf")]
        if namespace == PREFIXES["sh"]:
            common = []  # the words of shapes have namesakes that mean something else
        return list(dict.fromkeys([namespace, *sorted(self.graph.own), *common]))

    def _names(self, namespace: str, role: str) -> list[str]:
        """Return the names in a namespace that can be used in a role."""
        names = set(self.spaces.get(namespace, ()))
        if namespace in self.known:
            names |= self.known[namespace].kinds.keys()

        def kinds(iri: str) -> set[str]:
            typed = NamedNode(iri) in self.graph.types
            return self._kinds(iri) or {"thing" if typed else "other"}

        return sorted(n for n in names if kinds(namespace + n) & _FITTING[role])


def _letters(name: str) -> str:
    """Return the letters of a name: `claimed-holder` and `claimedHolder` are much the same."""
    return fold(name).replace(" ", "")


def _replacements(graph: Graph) -> dict[str, str]:
    """Return the deprecated terms, each with the IRI that takes its place ("" for none)."""
    old: dict[str, str] = {}
    new: dict[Term, str] = {}
    for subject, predicate, value in graph.rows:
        if predicate == OWL + "deprecated" and isinstance(value, Literal):
            if isinstance(subject, NamedNode) and value.value in ("true", "1"):
                old[subject.value] = ""
        elif predicate == PREFIXES["dcterms"] + "isReplacedBy" and isinstance(value, NamedNode):
            new[subject] = value.value
    return {iri: new.get(NamedNode(iri), "") for iri in old}
