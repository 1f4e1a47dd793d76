"""Terms and graphs handed to rdflib and back, nothing lost on the way."""

from __future__ import annotations

import contextlib
import logging
import re
from collections.abc import Iterable, Iterator, Mapping

import rdflib
from rdflib.term import Node

from kg.terms import XSD_STRING, BlankNode, Literal, NamedNode, Quad, Term, Triple


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Keep rdflib from logging each ill-typed literal with a traceback; they are findings here."""
    logger = logging.getLogger("rdflib.term")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)


def to_rdflib(triple: Triple | Quad) -> tuple[Node, Node, Node]:
    """Return a triple as rdflib terms."""
    return term(triple.subject), term(triple.predicate), term(triple.object)


def term(value: Term) -> Node:
    """Return a term as rdflib's. Raises TypeError for a quoted triple (not RDF 1.1)."""
    if isinstance(value, NamedNode):
        return rdflib.URIRef(value.value)
    if isinstance(value, BlankNode):
        return rdflib.BNode(value.value)
    if not isinstance(value, Literal):
        raise TypeError(f"{value} has no form in RDF 1.1")
    if value.language:
        return rdflib.Literal(value.value, lang=value.language)
    if value.datatype.value == XSD_STRING:
        return rdflib.Literal(value.value)
    datatype = rdflib.URIRef(value.datatype.value)
    return rdflib.Literal(value.value, datatype=datatype, normalize=False)


def from_rdflib(subject: Node, predicate: Node, value: Node) -> Triple | None:
    """Return rdflib terms as a triple; None when the subject is a literal (not RDF 1.1)."""
    if isinstance(subject, rdflib.Literal):
        return None
    return Triple(_node(subject), NamedNode(str(predicate)), from_term(value))


def from_term(value: Node) -> NamedNode | BlankNode | Literal:
    """Return an rdflib term as ours."""
    if not isinstance(value, rdflib.Literal):
        return _node(value)
    if value.language:
        return Literal(str(value), language=value.language)
    if value.datatype is not None:
        return Literal(str(value), datatype=NamedNode(str(value.datatype)))
    return Literal(str(value))


def _node(node: Node) -> NamedNode | BlankNode:
    if isinstance(node, rdflib.BNode):
        return BlankNode(re.sub(r"[^A-Za-z0-9]", lambda match: f"x{ord(match[0]):x}x", node))
    return NamedNode(str(node))


def graph(triples: Iterable[Triple | Quad]) -> rdflib.Graph:
    """Return an rdflib graph of triples; the names of graphs are left out."""
    made = rdflib.Graph()
    for triple in triples:
        made.add(to_rdflib(triple))
    return made


def dataset(quads: Iterable[Quad], prefixes: Mapping[str, str]) -> rdflib.Dataset:
    """Return an rdflib dataset whose default graph is the union of all named ones."""
    made = rdflib.Dataset(default_union=True)
    for prefix, iri in prefixes.items():
        made.bind(prefix, iri)
    for quad in quads:
        name = term(quad.graph_name) if isinstance(quad.graph_name, NamedNode) else None
        made.graph(name).add(to_rdflib(quad))  # type: ignore[arg-type]
    return made
