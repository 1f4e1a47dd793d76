"""Terms that do not exist, or that are used as what they are not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.slips.fault import OWL, PAGES, RDF, Fault, Graph, Row, iris, like, other_scheme
from kg.terms import PREFIXES, XSD, Literal, NamedNode, Term, fold
from kg.vocabularies import split, vocabularies

_TAKE_CLASSES = iris(
    "rdf:type rdfs:subClassOf rdfs:domain rdfs:range owl:disjointWith owl:equivalentClass "
    "owl:complementOf owl:someValuesFrom owl:allValuesFrom owl:onClass sh:class sh:targetClass"
)
_TAKE_PROPERTIES = iris(
    "rdfs:subPropertyOf owl:onProperty owl:inverseOf owl:equivalentProperty "
    "owl:propertyDisjointWith sh:path sh:targetSubjectsOf sh:targetObjectsOf"
)
_TAKE_DATATYPES = iris("sh:datatype owl:onDatatype")
TAKE_TERMS = _TAKE_CLASSES | _TAKE_PROPERTIES | _TAKE_DATATYPES
_FITTING = {
    "property": ("property",),
    "class": ("class", "other"),
    "datatype": ("class",),
    "value": ("class", "property", "other"),
}
_NAME = re.compile(r"[^\W\d][\w-]*")  # what has a full stop in it is the name of a file
_REPLACES = iris("dcterms:replaces owl:annotatedSource")


@dataclass(frozen=True)
class _Verdict:
    """What is wrong with a term in one use of it."""

    case: str
    near: tuple[str, ...]


def faults(graph: Graph) -> Iterator[Fault]:
    """Yield each triple with a term that does not exist, is deprecated, or is misused."""
    judge = Judge(graph)
    for row in graph.all:
        subject, predicate, value = row
        for at, verdict, term in _verdicts(judge, row):
            yield Fault(
                "unknown-term",
                verdict.case,
                subject,
                NamedNode(predicate),
                value,
                at,
                {"term": graph.curie(term)},
                verdict.near,
            )


def _verdicts(judge: Judge, row: Row) -> Iterator[tuple[str, _Verdict, str]]:
    """Yield what is wrong in a triple: the part of it, the verdict, and the term."""
    subject, predicate, value = row
    verdict = judge(predicate, "property")
    if verdict is not None:
        yield "predicate", verdict, predicate
    if isinstance(value, Literal):
        datatype = value.datatype.value
        verdict = judge(datatype, "datatype")
        if verdict is not None:
            yield "value", verdict, datatype
    elif isinstance(value, NamedNode) and predicate not in PAGES:
        iri = value.value
        verdict = judge(iri, _role(predicate))
        own_line = value == subject or predicate in _REPLACES
        if verdict is not None and not (verdict.case == "deprecated" and own_line):
            yield "value", verdict, iri


def _role(predicate: str) -> str:
    """Return as what the value of a property is used."""
    if predicate in _TAKE_CLASSES:
        return "class"
    if predicate in _TAKE_PROPERTIES:
        return "property"
    return "datatype" if predicate in _TAKE_DATATYPES else "value"


class Judge:
    """Says what is wrong with a term in a use of it; asked again, it remembers."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.known = vocabularies()
        self.verdicts: dict[tuple[str, str], _Verdict | None] = {}
        self.replaced = _replacements(graph)
        self.spaces: dict[str, dict[str, set[str]]] = {}  # namespace → name → what it is
        for iri in graph.schema.kinds | dict.fromkeys(graph.described):
            namespace, name = split(iri)
            if namespace in graph.own:
                self.spaces.setdefault(namespace, {})[name] = graph.schema.kinds.get(iri, {"other"})

    def __call__(self, iri: str, role: str) -> _Verdict | None:
        """Return what is wrong when a term is used as a property, class, datatype or value."""
        key = (iri, role)
        if key not in self.verdicts:
            self.verdicts[key] = self._judged(iri, role)
        return self.verdicts[key]

    def _judged(self, iri: str, role: str) -> _Verdict | None:
        namespace, name = split(iri)
        vocabulary = self.known.get(namespace)
        replaced = vocabulary.replaced if vocabulary is not None else {}
        if iri in self.replaced or name in replaced:
            new = self.replaced.get(iri) or replaced.get(name, "")
            return _Verdict("deprecated", (self.graph.curie(new),) if new else ())
        kinds = self._kinds(iri)
        if not kinds:
            other = other_scheme(iri)
            if iri not in self.graph.described and self._kinds(other):
                return _Verdict("missing", (self.graph.curie(other),))
            exists = iri in self.graph.described and role != "datatype"
            answers = self._answers_for(namespace, role)
            if exists or not answers or (role == "value" and not _NAME.fullmatch(name)):
                return None
            near = self.near(iri, role)
            # A thing in the ontology's own namespace may be named and never described.
            is_thing = role == "value" and not near and namespace not in self.known
            return _Verdict("missing", near) if name and not is_thing else None
        if role == "property" and (kinds == {"class"} or (vocabulary and kinds == {"other"})):
            return _Verdict("class-as-property", self.near(iri, role))
        if role in ("class", "datatype") and kinds == {"property"}:
            return _Verdict(f"property-as-{role}", self.near(iri, role))
        return None

    def _kinds(self, iri: str) -> set[str]:
        """Return what a term is in the project or a well-known vocabulary; nothing for none."""
        namespace, name = split(iri)
        vocabulary = self.known.get(namespace)
        kinds = self.graph.schema.kinds.get(iri, set())
        if vocabulary is None:
            return kinds
        if vocabulary.prefix == "rdf" and re.fullmatch("_[1-9][0-9]*", name):
            return {"property"}  # the members of a container
        return kinds | {kind for kind in (vocabulary.kinds.get(name),) if kind is not None}

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
            same = [space + name for space in sorted(self.graph.things)]
            same = [thing for thing in same if thing in self.graph.described]
        for space in self._spaces(namespace, role):
            names = self._names(space, role)
            folded = {other: _letters(other) for other in names}
            wanted = _letters(name)
            same += [space + other for other, text in folded.items() if text == wanted]
            if space == namespace or (space in self.graph.own and namespace not in self.known):
                alike += [space + other for other in like(wanted, folded)]
        found = dict.fromkeys(self.graph.curie(other) for other in [*same, *alike] if other != iri)
        return tuple(found)[:3]

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
        names = {name: set(kinds) for name, kinds in self.spaces.get(namespace, {}).items()}
        vocabulary = self.known.get(namespace)
        if vocabulary is not None:
            for name, kind in vocabulary.kinds.items():
                names.setdefault(name, set()).add(kind)
        fitting = set(_FITTING[role])
        return sorted(name for name, kinds in names.items() if kinds & fitting)


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
