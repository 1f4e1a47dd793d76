"""The graph written out as linked data, the same bytes for the same triples.

Blank nodes get canonical names (RDFC-1.0, https://www.w3.org/TR/rdf-canon/), triples are sorted,
and only then does a writer see them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, serialize

from kg import jsonld, turtle
from kg.cells import ended, not_xml
from kg.errors import KgError
from kg.formats import GRAPHS
from kg.jsonld import Context
from kg.terms import (
    RDF_TYPE,
    RDFS_LABEL,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    Triple,
    curie,
)

_NAMED = ("nq", "trig")  # the formats that keep the names of graphs
_FIRST = {RDF_TYPE: 0, RDFS_LABEL: 1}


def write(
    quads: Iterable[Quad], format: str, prefixes: Mapping[str, str], context: Context | None = None
) -> bytes:
    """Return quads in one of the formats of graphs; `context` is the JSON-LD context to write with.

    Raises KgError for a format that does not exist, and for what RDF 1.1 cannot say.
    """
    if format not in GRAPHS:
        raise KgError(f"A graph has no format {format!r}; it has {', '.join(GRAPHS)}.")
    ordered = canonical(quads, named=format in _NAMED)
    if any(isinstance(quad.object, Triple) for quad in ordered):
        raise KgError("A triple about a triple has no form in RDF 1.1, which is what kg writes.")
    if format == "rdfxml":
        _refuse_for_xml(ordered)
    used = _used(ordered, prefixes)
    triples = [quad.triple for quad in ordered]
    match format:
        case "ttl" | "trig":
            return turtle.write(ordered, used)
        case "jsonld":
            named = {prefix: iri for prefix, iri in used.items() if prefix}
            return jsonld.write(ordered, context or named)
        case "rdfxml":
            return ended(serialize(triples, format=RdfFormat.RDF_XML, prefixes=used) or b"")
        case "nq":
            return serialize(ordered, format=RdfFormat.N_QUADS) or b""
    return serialize(triples, format=RdfFormat.N_TRIPLES) or b""


def _refuse_for_xml(quads: Iterable[Quad]) -> None:
    """Raise KgError for what XML cannot write: some names of properties, control characters."""
    for quad in quads:
        if not re.search(r"[^\W\d][\w.-]*$", quad.predicate.value):
            raise KgError(f"RDF/XML cannot write the property <{quad.predicate.value}>.")
        if isinstance(quad.object, Literal) and not_xml(quad.object.value):
            raise KgError(f"RDF/XML cannot write a control character, as {quad.subject} has one.")


def canonical(quads: Iterable[Quad], named: bool) -> list[Quad]:
    """Return quads once each, sorted, blank nodes renamed; in one graph unless `named`."""
    if not named:
        quads = (Quad(q.subject, q.predicate, q.object, DefaultGraph()) for q in quads)
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(dataset, key=_order)


def _order(quad: Quad) -> tuple[object, ...]:
    first = _FIRST.get(quad.predicate, 2)
    language = quad.object.language or "" if isinstance(quad.object, Literal) else ""
    return (
        str(quad.graph_name),
        str(quad.subject),
        first,
        quad.predicate.value,
        (language != "en", language),  # English first, then by the code of the language
        str(quad.object),
    )


def _used(quads: list[Quad], prefixes: Mapping[str, str]) -> dict[str, str]:
    """Return the prefixes that shorten at least one IRI."""
    iris = {t.value for q in quads for t in _terms(q) if isinstance(t, NamedNode)}
    iris.discard(RDF_TYPE.value)  # written as `a` or `@type`
    literals = (q.object for q in quads if isinstance(q.object, Literal))
    iris |= {literal.datatype.value for literal in literals if not literal.language}
    found = {curie(iri, prefixes).partition(":")[0] for iri in iris}
    return {prefix: iri for prefix, iri in sorted(prefixes.items()) if prefix in found}


def _terms(quad: Quad) -> tuple[object, ...]:
    return quad.subject, quad.predicate, quad.object, quad.graph_name
