"""What the graph has that names some things together: told facts, and what was only said."""

from __future__ import annotations

from collections.abc import Sequence

from kg.store import Store
from kg.terms import (
    INFERRED,
    OWL_CLASS,
    PREFIXES,
    REPORTED_IN,
    SKOS_CONCEPT,
    STATED_IN,
    NamedNode,
    Term,
    al,
)

_VOCABULARY = {
    OWL_CLASS,
    SKOS_CONCEPT,
    NamedNode(PREFIXES["owl"] + "ObjectProperty"),
    NamedNode(PREFIXES["owl"] + "DatatypeProperty"),
}


def naming(store: Store, things: Sequence[NamedNode]) -> list[NamedNode]:
    """Return the things that name all of `things`, or are one and name the others, sorted.

    A person is also named by naming the side that is theirs. Words of the ontology and what is
    only inferred are left out.
    """
    if not things:
        return []
    together = set.intersection(*(_mentions(store, thing) for thing in things))
    found = [thing for thing in together if isinstance(thing, NamedNode)]
    told = [thing for thing in found if _is_told(store, thing)]
    return sorted(told, key=lambda thing: thing.value)


def _mentions(store: Store, thing: NamedNode) -> set[Term]:
    """Return what names a thing, itself included."""
    sides = {quad.subject for quad in store.quads(None, al("sideOf"), thing)}
    found: set[Term] = {thing}
    for named in (thing, *sides):
        quads = store.quads(None, None, named)
        found |= {quad.subject for quad in quads if quad.graph_name != INFERRED}
    return found


def _is_told(store: Store, thing: NamedNode) -> bool:
    """Say whether a thing is told of in a source and is no word of the ontology.

    Where no thing has a passage, as in somebody else's project, everything counts as told.
    """
    if _VOCABULARY & set(store.types(thing)) or not store.types(thing):
        return False
    if store.values(thing, STATED_IN) or store.values(thing, REPORTED_IN):
        return True
    return not any(store.quads(None, STATED_IN))
