"""The graph as CSV tables, one per class, for people with spreadsheets."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable

from kg.cells import inert
from kg.exports import canonical
from kg.store import Store
from kg.terms import RDF_TYPE, BlankNode, Literal, NamedNode, Quad, Term, curie, local_name


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
    names = _names(members, store)
    return {
        names[kind]: _table([(iri, things.get(iri, {})) for iri in iris], store, excel)
        for kind, iris in sorted(members.items())
    }


def _names(kinds: Iterable[str], store: Store) -> dict[str, str]:
    """Return the names of tables: local names, with the prefix where two classes share one."""
    shared = Counter(local_name(kind) for kind in kinds)
    return {
        kind: local_name(kind)
        if shared[local_name(kind)] == 1
        else re.sub(r"\W+", "-", curie(kind, store.prefixes)).strip("-")
        for kind in kinds
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
