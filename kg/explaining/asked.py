"""What somebody asks about: a thing, perhaps a property and a value, each by any of its names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg import names
from kg.errors import AmbiguousName, BadValue, KgError, UnknownName, nearest
from kg.store import Store
from kg.terms import (
    INFERRED,
    OWL_CLASS,
    PREFIXES,
    RDF_TYPE,
    Literal,
    NamedNode,
    Term,
    expand,
    fold,
    local_name,
    option_name,
)

_BEING = {"a", "an", "is", "is a", "is an", "type", "es", "es un", "es una", "tipo de cosa"}
_KINDS = ("thing", "concept", "class", "")
_PROPERTIES = [
    NamedNode(PREFIXES[prefix] + name)
    for prefix, name in (
        ("owl", "ObjectProperty"),
        ("owl", "DatatypeProperty"),
        ("owl", "AnnotationProperty"),
        ("rdf", "Property"),
    )
]


@dataclass(frozen=True)
class Asked:
    """What is to be explained, as typed; None where nothing was."""

    subject: str | None
    property: str | None = None
    value: str | None = None
    every: bool = False  # every proof, not only the shallowest
    limit: int = 10  # of proofs, and of clashes


def thing_named(store: Store, text: str, language: str) -> NamedNode:
    """Return what a name means: a thing before a concept, a class, a property.

    Raises UnknownName, AmbiguousName.
    """
    exact = expand(text, store.prefixes)
    if exact is not None and any(store.quads(None, None, exact)):
        return exact
    return _resolved(store, text, _KINDS, language)


def _resolved(store: Store, text: str, kinds: Sequence[str], language: str) -> NamedNode:
    """Return what a name means, looked for among one kind after the other."""
    problem: KgError | None = None
    for kind in kinds:
        try:
            return names.resolve(store, text, kind, language)
        except AmbiguousName:
            raise
        except (UnknownName, BadValue) as error:
            problem = problem or error
    raise problem or UnknownName(f"No thing is called {text!r}.")


def property_named(store: Store, text: str, language: str) -> NamedNode:
    """Return the property of a label, in any language, or of a local name.

    Raises UnknownName with the nearest, AmbiguousName with the candidates.
    """
    wanted = fold(text)
    if text.strip().casefold() in _BEING:
        return RDF_TYPE
    known = _properties(store)
    exact = expand(text, store.prefixes)
    if exact is not None and exact in known:
        return exact
    called = store.named(wanted)
    found = [name for name in known if name in called or wanted in _local(name)]
    if not found and wanted:
        starting = {thing for thing, _ in names.search(store, text)}
        found = [name for name in known if name in starting]
    if len(found) == 1:
        return found[0]
    if found:
        shown = [names.describe(store, name, language) for name in found]
        raise AmbiguousName(f"{text!r} can mean {len(found)} properties; name one:", shown)
    spoken = {fold(store.label(name, language)): store.label(name, language) for name in known}
    near = [spoken[name] for name in nearest(wanted, spoken)]
    raise UnknownName(f"No property is called {text!r}.", map(repr, near))


def relation(
    store: Store, text: str, value: str | None, language: str
) -> tuple[NamedNode, str | None]:
    """Return the property that is asked about, and the name of the value.

    A class in place of a property asks whether the thing is of it. Raises UnknownName,
    AmbiguousName.
    """
    exact = fold(text) in {name for term in _properties(store) for name in _local(term)}
    classes = [term for term in store.named(fold(text)) if term in _classes(store)]
    if value is None and not exact and len(classes) == 1 and isinstance(classes[0], NamedNode):
        return RDF_TYPE, classes[0].value
    try:
        return property_named(store, text, language), value
    except UnknownName as unknown:
        if value is not None:
            raise
        try:
            return RDF_TYPE, names.resolve(store, text, "class", language).value
        except KgError:
            raise unknown from None


def _classes(store: Store) -> set[Term]:
    return {quad.subject for quad in store.quads(None, RDF_TYPE, OWL_CLASS)}


def value_named(
    store: Store, text: str, predicate: NamedNode, known: Iterable[Term], language: str
) -> Term:
    """Return the value that is meant: one of `known`, else what a name means, else a text.

    Raises UnknownName, AmbiguousName.
    """
    wanted, called = fold(text), store.named(fold(text))
    exact = expand(text, store.prefixes)
    for term in sorted(known, key=str):
        if term == exact:
            return term
        if isinstance(term, Literal) and (term.value == text or fold(term.value) == wanted):
            return term
        if isinstance(term, NamedNode) and term in called:
            return term
    try:
        return _resolved(store, text, ("class",) if predicate == RDF_TYPE else _KINDS, language)
    except UnknownName:
        if any(isinstance(quad.object, Literal) for quad in store.quads(None, predicate)):
            return Literal(text)
        raise


def _properties(store: Store) -> list[NamedNode]:
    """Return the properties: what is declared as one, and what is used as one."""
    declared = {quad.subject for kind in _PROPERTIES for quad in store.quads(None, RDF_TYPE, kind)}
    used = {quad.predicate for quad in store.quads() if quad.graph_name != INFERRED}
    found = (term for term in declared | used if isinstance(term, NamedNode))
    return sorted(found, key=lambda name: name.value)


def _local(name: NamedNode) -> set[str]:
    local = local_name(name.value)
    return {fold(local), fold(option_name(local)), fold(option_name(local)).replace(" ", "")}
