"""A slip of the pen in a triple, and the graph in which slips are looked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.schema import CLASSES, PROPERTIES, Schema
from kg.slips.messages import RULES
from kg.terms import (
    BASE,
    PREFIXES,
    RDF_TYPE,
    Literal,
    NamedNode,
    Term,
    Triple,
    curie,
    fold,
    local_name,
)
from kg.vocabularies import split, vocabularies

Row = tuple[Term, str, Term]  # subject, IRI of the predicate, object
RDF, RDFS, OWL = PREFIXES["rdf"], PREFIXES["rdfs"], PREFIXES["owl"]
TYPE = RDF_TYPE.value
_PARAMETER, _PATH = PREFIXES["sh"] + "parameter", PREFIXES["sh"] + "path"


def iris(names: str) -> set[str]:
    """Return the IRIs of names such as `owl:imports`."""
    return {PREFIXES[prefix] + name for prefix, name in (n.split(":") for n in names.split())}


_DOCUMENTS = iris("owl:Ontology void:Dataset")
# The values of these are pages and whole documents, whatever their IRIs begin with.
PAGES = iris(
    "rdfs:seeAlso rdfs:isDefinedBy owl:imports owl:versionIRI owl:priorVersion "
    "owl:backwardCompatibleWith owl:incompatibleWith foaf:page foaf:homepage "
    "foaf:isPrimaryTopicOf dcterms:source dcterms:conformsTo dcterms:license dcterms:isVersionOf "
    "void:dataDump void:vocabulary void:uriSpace schema:url schema:sameAs sh:prefixes"
)


@dataclass(frozen=True)
class Fault:
    """A slip: which case of which rule it is (see messages.txt), and the triple where it stands.

    `at` says which part of the triple is wrong ("subject", "predicate" or "value"), `near` are
    the names that may have been meant, best first, and `fillers` what else a message tells.
    """

    case: str
    thing: Term
    predicate: NamedNode | None = None
    value: Term | None = None
    at: str = "value"
    near: tuple[str, ...] = ()
    fillers: dict[str, str] = field(default_factory=dict, hash=False)

    @property
    def rule(self) -> str:
        """The id of the rule that the slip breaks."""
        return RULES[self.case]

    @property
    def is_certain(self) -> bool:
        """Say whether `near` is what was meant, so that it may be written without asking.

        It is for values, for what replaces a deprecated term, and for the one name that differs
        only by its prefix, case or accents. A name that is merely alike may be another's.
        """
        if len(self.near) != 1 or self.rule == "untyped-thing":
            return False
        if self.rule == "ill-typed-value" or self.case == "deprecated":
            return True
        written, meant = (local_name(n.strip("<>")) for n in (self.fillers["term"], *self.near))
        return fold(written) == fold(meant)


def slip(case: str, row: Row, at: str = "value", near: Iterable[str] = (), **told: str) -> Fault:
    """Return a slip in a triple, with what its message tells."""
    subject, predicate, value = row
    return Fault(case, subject, NamedNode(predicate), value, at, tuple(near), told)


class Graph:
    """The triples to look through, with what they declare, describe and label.

    `ontology` declares the project's own words; `data` says which things there are; of `shapes`
    only the terms are looked at. Prefixes are how the project writes IRIs.
    """

    def __init__(
        self,
        ontology: Iterable[Triple],
        data: Iterable[Triple],
        shapes: Iterable[Triple] = (),
        prefixes: Mapping[str, str] = PREFIXES,
    ) -> None:
        self.prefixes = {known.prefix: iri for iri, known in vocabularies().items()}
        self.prefixes |= {"schema": PREFIXES["schema"], **prefixes}
        ontology, data, shapes = list(ontology), list(data), list(shapes)
        self.schema = Schema([*ontology, *data, *shapes])
        self.ontology, self.data = _rows(ontology), _rows(data)
        self.rows = [*self.ontology, *self.data]
        self.all = [*self.rows, *_rows(shapes)]
        parameters = {value for _, predicate, value in self.all if predicate == _PARAMETER}
        for subject, predicate, value in self.all:  # the path of a parameter declares a property
            if predicate == _PATH and subject in parameters and isinstance(value, NamedNode):
                self.schema.kinds.setdefault(value.value, set()).add("property")
        self.described = {s.value for s, _, _ in self.all if isinstance(s, NamedNode)}
        self.types: dict[Term, set[str]] = {}
        for subject, predicate, value in self.all:
            if predicate == TYPE and isinstance(value, NamedNode):
                self.types.setdefault(subject, set()).add(value.value)
        self.own = self._own_namespaces()
        self.things = self._thing_namespaces()

    def curie(self, iri: str) -> str:
        """Return an IRI as this project writes it."""
        return curie(iri, self.prefixes)

    def _own_namespaces(self) -> set[str]:
        """Return the namespaces of the project's own words.

        They are those which the header of an ontology names or which continue its IRI; without
        any, the one in which the ontology declares most.
        """
        declared: Counter[str] = Counter()
        for term in {s for s, _, _ in self.ontology if isinstance(s, NamedNode)}:
            namespace = split(term.value)[0]
            declares = self.types.get(term, set()) & (CLASSES | PROPERTIES)
            if declares and namespace not in vocabularies():
                declared[namespace] += 1
        named = set()
        for subject, predicate, value in self.ontology:
            if predicate == PREFIXES["vann"] + "preferredNamespaceUri":
                named.add(value.value if isinstance(value, Literal | NamedNode) else "")
            elif predicate == TYPE and value == NamedNode(OWL + "Ontology"):
                iri = subject.value if isinstance(subject, NamedNode) else ""
                named |= {iri, iri + "#", iri + "/"}
        most = max(declared, key=lambda namespace: (declared[namespace], namespace), default="")
        return (named & declared.keys()) or ({most} if most else set())

    def _thing_namespaces(self) -> set[str]:
        """Return the namespaces whose names the data describes, or at least most of them.

        Of another's namespace (Wikidata, GeoNames) the data may describe a name or two, and
        points to many that it does not describe.
        """
        subjects = {s for s, _, _ in self.data if isinstance(s, NamedNode)}
        described = Counter(
            split(s.value)[0] for s in subjects if not self.types.get(s, set()) & _DOCUMENTS
        )
        values = {o.value for _, p, o in self.rows if isinstance(o, NamedNode) and p not in PAGES}
        pointed = Counter(split(iri)[0] for iri in values - self.described)
        pointed.pop(PREFIXES["id"], None)
        words = {namespace for namespace in self.own if namespace.endswith("#")}
        found = {name for name, things in described.items() if things >= pointed[name]}
        found.add(BASE + "data/")  # where a name in < > and no more leads from a file of data
        return found - words - vocabularies().keys()


def _rows(triples: Iterable[Triple]) -> list[Row]:
    return [(t.subject, t.predicate.value, t.object) for t in triples]


def other_scheme(iri: str) -> str:
    """Return an IRI with https in place of http, or the other way round."""
    scheme, mark, rest = iri.partition("://")
    return {"http": "https", "https": "http"}.get(scheme, scheme) + mark + rest


def like(word: str, names: Mapping[str, str], most: int = 3) -> list[str]:
    """Return the keys of up to `most` of `names` whose text is spelt like `word`, best first.

    One letter in four may be wrong, missing, needless, or have changed places with the next, and
    no more than four: what has some letters in common is another name and no slip of the pen.
    """
    from rapidfuzz import process  # not before something is misspelt
    from rapidfuzz.distance import OSA

    text = fold(word)
    allowed = min(4, max(len(text) // 4, int(len(text) > 2)))
    found = process.extract(text, names, scorer=OSA.distance, score_cutoff=allowed, limit=20)
    ranked = sorted(found, key=lambda hit: (hit[1], hit[2]))
    return [key for _, _, key in ranked][:most]
