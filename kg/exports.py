"""The graph written out as linked data or as tables, the same bytes for the same triples.

Blank nodes get canonical names (RDFC-1.0, https://www.w3.org/TR/rdf-canon/), triples are sorted,
and only then does a writer see them.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, serialize

from kg.cells import ended, inert
from kg.errors import KgError
from kg.store import Store
from kg.terms import (
    RDF_TYPE,
    RDFS_LABEL,
    XSD,
    XSD_STRING,
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    Term,
    curie,
    local_name,
)

GRAPH_FORMATS = ("ttl", "nt", "nq", "trig", "jsonld", "rdfxml")
TABLE_FORMATS = ("csv", "excel")
FORMATS = (*GRAPH_FORMATS, *TABLE_FORMATS)
_NAMED = ("nq", "trig")  # the formats that keep the names of graphs
_FIRST = {RDF_TYPE: 0, RDFS_LABEL: 1}
Context = Mapping[str, object]


def write(
    quads: Iterable[Quad], format: str, prefixes: Mapping[str, str], context: Context | None = None
) -> bytes:
    """Return quads in one of GRAPH_FORMATS; `context` is the JSON-LD context to write with.

    Raises KgError for a format that does not exist.
    """
    if format not in GRAPH_FORMATS:
        raise KgError(f"A graph has no format {format!r}; it has {', '.join(FORMATS)}.")
    ordered = canonical(quads, named=format in _NAMED)
    used = _used(ordered, prefixes)
    triples = [quad.triple for quad in ordered]
    match format:
        case "ttl":
            return (_prefixes(used) + _blocks(ordered, used)).encode()
        case "trig":
            return (_prefixes(used) + _graphs(ordered, used)).encode()
        case "jsonld":
            return _jsonld(ordered, context or used)
        case "rdfxml":
            return ended(serialize(triples, format=RdfFormat.RDF_XML, prefixes=used) or b"")
        case "nq":
            return serialize(ordered, format=RdfFormat.N_QUADS) or b""
    return serialize(triples, format=RdfFormat.N_TRIPLES) or b""


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


# --- Turtle and TriG ----------------------------------------------------------------------------
# Written here because the layout is the one in which the project keeps its own files: one block
# per subject, one object per line, so that a change shows as the lines it means.


def _prefixes(used: Mapping[str, str]) -> str:
    return "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in used.items())


def _blocks(quads: Iterable[Quad], prefixes: Mapping[str, str], indent: str = "") -> str:
    """Return sorted quads of one graph as Turtle blocks, each after a blank line."""
    blocks = []
    for subject, described in groupby(quads, key=lambda quad: quad.subject):
        entries = []
        for predicate, same in groupby(described, key=lambda quad: quad.predicate):
            objects = [_turtle(quad.object, prefixes) for quad in same]
            deeper = f" ,\n{indent}        "
            separator = " " if len(objects) == 1 else deeper[2:]
            name = "a" if predicate == RDF_TYPE else curie(predicate.value, prefixes)
            entries.append(name + separator + deeper.join(objects))
        body = f" ;\n{indent}    ".join(entries)
        blocks.append(f"\n{indent}{_turtle(subject, prefixes)} {body} .\n")
    return "".join(blocks)


def _graphs(quads: Iterable[Quad], prefixes: Mapping[str, str]) -> str:
    parts = []
    for graph, inside in groupby(quads, key=lambda quad: quad.graph_name):
        if isinstance(graph, DefaultGraph):
            parts.append(_blocks(inside, prefixes))
        else:
            body = _blocks(inside, prefixes, indent="    ")
            parts.append(f"\n{_turtle(graph, prefixes)} {{{body}}}\n")
    return "".join(parts)


def _turtle(term: object, prefixes: Mapping[str, str]) -> str:
    if isinstance(term, NamedNode):
        return curie(term.value, prefixes)
    if not isinstance(term, Literal) or term.language or term.datatype.value == XSD_STRING:
        return str(term)
    kind = term.datatype.value.removeprefix(XSD)
    if (kind == "boolean" and term.value in ("true", "false")) or (
        kind == "integer" and term.value == str(_whole(term.value))
    ):
        return term.value
    text = str(Literal(term.value))
    return f"{text}^^{curie(term.datatype.value, prefixes)}"


# --- JSON-LD ------------------------------------------------------------------------------------


class _Context:
    """A JSON-LD context read backwards: from IRIs to the keys that write them."""

    def __init__(self, context: Context) -> None:
        texts = {name: value for name, value in context.items() if isinstance(value, str)}
        self.prefixes = {n: v for n, v in texts.items() if v.endswith(("/", "#"))}
        self.terms = {self._full(v): n for n, v in texts.items() if n not in self.prefixes}
        self.coerced: dict[str, tuple[str, str, bool]] = {}  # IRI → key, type, language map?
        for name, value in context.items():
            if isinstance(value, dict):
                kind, languages = (
                    str(value.get("@type", "")),
                    value.get("@container") == "@language",
                )
                iri = self._full(str(value["@id"]))
                self.coerced[iri] = (name, kind if kind == "@id" else self._full(kind), languages)

    def _full(self, text: str) -> str:
        prefix, _, name = text.partition(":")
        return self.prefixes[prefix] + name if prefix in self.prefixes else text

    def iri(self, iri: str) -> str:
        """Return an IRI as an `@id` writes it."""
        short = curie(iri, self.prefixes)
        return iri if short.startswith("<") else short

    def type(self, iri: str) -> str:
        """Return an IRI as an `@type` writes it."""
        return self.terms.get(iri) or self.iri(iri)

    def entry(self, predicate: str, terms: list[Term]) -> Iterator[tuple[str, object]]:
        """Yield keys and values that write the terms of one property."""
        key, kind, languages = self.coerced.get(predicate, ("", "", False))
        apart: list[object] = []  # what the coercion of the key does not fit
        fitting: list[object] = []
        by_language: dict[str, list[str]] = {}
        for term in terms:
            if isinstance(term, Literal) and languages and term.language:
                by_language.setdefault(term.language, []).append(term.value)
            elif key and kind == "@id" and not isinstance(term, Literal):
                fitting.append(self._node(term))
            elif key and isinstance(term, Literal) and kind == term.datatype.value:
                fitting.append(term.value)
            elif key and not kind and not languages:
                fitting.append(self._value(term))
            else:
                apart.append(self._value(term))
        if by_language:
            yield key, {language: _one(texts) for language, texts in by_language.items()}
        if fitting:
            yield key, _one(fitting)
        if apart:
            yield self.terms.get(predicate) or self.iri(predicate), _one(apart)

    def _node(self, term: Term) -> str:
        return self.iri(term.value) if isinstance(term, NamedNode) else str(term)

    def _value(self, term: Term) -> object:
        if not isinstance(term, Literal):
            return {"@id": self._node(term)}
        if term.language:
            return {"@language": term.language, "@value": term.value}
        kind = term.datatype.value
        if kind == XSD_STRING:
            return term.value
        if kind == XSD + "boolean" and term.value in ("true", "false"):
            return term.value == "true"
        if kind == XSD + "integer" and term.value == str(_whole(term.value)):
            return int(term.value)
        return {"@type": self.type(kind), "@value": term.value}


def _whole(text: str) -> int | None:
    try:
        return int(text)
    except ValueError:
        return None


def _one(values: list[object] | list[str]) -> object:
    return values[0] if len(values) == 1 else list(values)


def _jsonld(quads: list[Quad], context: Context) -> bytes:
    """Return compact JSON-LD 1.1: the context inline, one node object per subject."""
    names = _Context(context)
    nodes = []
    for subject, described in groupby(quads, key=lambda quad: quad.subject):
        node: dict[str, object] = {"@id": names._node(subject)}
        for predicate, same in groupby(described, key=lambda quad: quad.predicate):
            terms = [quad.object for quad in same]
            if predicate == RDF_TYPE:
                kinds = [names.type(t.value) if isinstance(t, NamedNode) else str(t) for t in terms]
                node["@type"] = _one(kinds)
            else:
                node.update(names.entry(predicate.value, terms))
        nodes.append(node)
    document = {"@context": context, "@graph": nodes}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


# --- tables -------------------------------------------------------------------------------------


def tables(quads: Iterable[Quad], store: Store, excel: bool = False) -> dict[str, bytes]:
    """Return one CSV table per class that has instances, by the local name of the class.

    A row is a thing; `id` is its short name. A property of texts has one column per language, a
    property of things two: their labels, and their ids. Several values stand in one cell, set
    apart by " | ". With `excel`, a byte order mark leads and no cell can start a formula.
    """
    things: dict[str, dict[NamedNode, list[Term]]] = {}
    members: dict[str, list[str]] = {}
    for quad in canonical(quads, named=False):
        if not isinstance(quad.subject, NamedNode):
            continue
        if quad.predicate == RDF_TYPE and isinstance(quad.object, NamedNode):
            members.setdefault(quad.object.value, []).append(quad.subject.value)
        else:
            values = things.setdefault(quad.subject.value, {})
            values.setdefault(quad.predicate, []).append(quad.object)
    return {
        local_name(kind): _table([(iri, things.get(iri, {})) for iri in iris], store, excel)
        for kind, iris in sorted(members.items())
    }


def _table(
    things: list[tuple[str, dict[NamedNode, list[Term]]]], store: Store, excel: bool
) -> bytes:
    rows = [{"id": curie(iri, store.prefixes), **_cells(values, store)} for iri, values in things]
    columns = sorted({column for row in rows for column in row}, key=_column_order)
    safe = inert if excel else str
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([safe(column) for column in columns])
    for row in rows:
        writer.writerow([safe(row.get(column, "")) for column in columns])
    return (b"\xef\xbb\xbf" if excel else b"") + out.getvalue().encode()


def _cells(values: dict[NamedNode, list[Term]], store: Store) -> dict[str, str]:
    cells: dict[str, list[str]] = {}
    for predicate, terms in values.items():
        name = local_name(predicate.value)
        for term in terms:
            if isinstance(term, NamedNode):
                cells.setdefault(name, []).append(store.label(term))
                cells.setdefault(name + " id", []).append(curie(term.value, store.prefixes))
            elif isinstance(term, Literal):
                column = f"{name} {term.language}" if term.language else name
                cells.setdefault(column, []).append(term.value)
            elif isinstance(term, BlankNode):
                cells.setdefault(name, []).append(str(term))
    return {column: " | ".join(texts) for column, texts in cells.items()}


def _column_order(column: str) -> tuple[int, str]:
    first = 0 if column == "id" else 1 if column.startswith("label") else 2
    return first, column
