"""From what a person types to the thing that is meant, accents and case aside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.errors import AmbiguousName, BadValue, UnknownName, nearest
from kg.store import Store
from kg.terms import (
    OWL_CLASS,
    PREFIXES,
    SKOS_CONCEPT,
    NamedNode,
    Term,
    curie,
    expand,
    fold,
)

_VOCABULARY = {
    PREFIXES["owl"] + kind for kind in ("Ontology", "ObjectProperty", "DatatypeProperty")
}
_VOCABULARY |= {PREFIXES["owl"] + "AnnotationProperty", PREFIXES["void"] + "Dataset"}


def resolve(
    store: Store,
    text: str,
    kind: str = "thing",
    language: str = "en",
    classes: Sequence[str] = (),
) -> NamedNode:
    """Return the one thing (or class, or concept) that `text` names.

    Tried in turn: an IRI or prefix:name; the slug of an `id:` thing; a whole label; words of
    labels. With `classes` (prefix:name) only things of those are meant. Raises UnknownName with
    the nearest names, AmbiguousName with the candidates, BadValue when what is named is of
    another kind or class.
    """
    for candidate in (expand(text, store.prefixes), expand(_slug(text), store.prefixes)):
        if candidate is not None and any(store.quads(candidate)):
            if not _of_kind(store, [candidate], kind):
                raise BadValue(f"{describe(store, candidate, language)} is no {kind}.")
            return _only(store, [candidate], classes, language)[0]
    wanted = fold(text)
    found = _of_kind(store, store.named(wanted), kind)
    # Of namesakes those of the classes; where none is, all of them, so that the error names them.
    found = [thing for thing in found if store.is_a(thing, classes)] or found
    if wanted and not found:
        found = [thing for thing, _ in search(store, text, kind)]
    found = _only(store, found, classes, language)
    if len(found) == 1:
        return found[0]
    if found:
        shown = [describe(store, thing, language) for thing in found[:12]]
        if len(found) > 12:
            shown.append(f"… and {len(found) - 12} more; `kg search {wanted}` lists them")
        raise AmbiguousName(f"{text!r} can mean {len(found)} things; name one of them:", shown)
    raise UnknownName(
        f"No {kind or 'thing'} is called {text!r}; `kg search` finds names.",
        (repr(name) for name in nearest(wanted, _names(store, kind), likeness=0.7)),
    )


def _only(
    store: Store, things: list[NamedNode], classes: Sequence[str], language: str
) -> list[NamedNode]:
    """Return those of some things that are of one of `classes`. Raises BadValue for none."""
    kept = [thing for thing in things if store.is_a(thing, classes)]
    if things and not kept:
        found = "; ".join(describe(store, thing, language) for thing in things[:3])
        named = (expand(name, store.prefixes) for name in classes)
        wanted = " or ".join(store.label(name, language) for name in named if name is not None)
        raise BadValue(f"{found} is no {wanted}.")
    return kept


def search(store: Store, text: str, kind: str = "") -> list[tuple[NamedNode, str]]:
    """Return the things whose names have words beginning like every word of `text`.

    Each with the folded name that matched; whole names first, then shorter names before longer.
    """
    words = fold(text).split()
    best: dict[Term, str] = {}
    for thing, name in store.all_names():
        parts = name.split()
        if all(any(part.startswith(word) for part in parts) for word in words):
            known = best.get(thing)
            if known is None or _rank(name, words) < _rank(known, words):
                best[thing] = name
    things = _of_kind(store, set(best), kind)
    return sorted(
        ((thing, best[thing]) for thing in things),
        key=lambda item: (_rank(item[1], words), item[0].value),
    )


def describe(store: Store, thing: NamedNode, language: str = "en") -> str:
    """Return a line that tells a thing from its namesakes: its CURIE, label and classes."""
    classes = ", ".join(store.label(kind, language) for kind in store.types(thing))
    return f"{curie(thing.value, store.prefixes)}  {store.label(thing, language)} ({classes})"


def _slug(text: str) -> str:
    return "id:" + fold(text).replace(" ", "-")


def _rank(name: str, words: list[str]) -> tuple[bool, int, str]:
    return (name != " ".join(words), len(name), name)


def kind_of(store: Store, thing: NamedNode) -> str:
    """Return whether a name is that of a class, a concept or a thing; "" for vocabulary."""
    types = store.types(thing)
    if OWL_CLASS in types:
        return "class"
    if SKOS_CONCEPT in types:
        return "concept"
    return "" if any(str(t)[1:-1] in _VOCABULARY for t in types) else "thing"


def _of_kind(store: Store, things: Iterable[Term], kind: str) -> list[NamedNode]:
    """Keep what is of a kind: a class, a concept, or anything else (a thing); "" keeps all."""
    named = [thing for thing in things if isinstance(thing, NamedNode)]
    kept = [thing for thing in named if kind in ("", kind_of(store, thing))]
    return sorted(kept, key=lambda thing: thing.value)


def _names(store: Store, kind: str) -> list[str]:
    named = list(store.all_names())
    things = set(_of_kind(store, {thing for thing, _ in named}, kind))
    return [name for thing, name in named if thing in things]
