"""What the graph has that names some things together: told facts, and what was only said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.names import kind_of
from kg.store import Store
from kg.terms import REPORTED_IN, STATED_IN, Literal, NamedNode, Term, al
from kg.why_not.answered import Answered
from kg.why_not.expecting import Cell
from kg.why_not.report import MOST, Fact, WhyNot

_FEW = 3  # facts that name one thing, all of which are told


def linked(
    store: Store,
    answered: Answered,
    told: WhyNot,
    things: Sequence[NamedNode],
    classes: tuple[str, ...],
) -> WhyNot:
    """Add what the graph has that names all of `things`, or else the first of them.

    Of that one only statements that bear on `classes`, those that the question asks for.
    """
    shown = {fact.iri for fact in told.nearest}
    found = _naming(store, things) if len(things) > 1 else []
    about = things[0] if things and not found and not told.nearest else None
    if about:
        found = _naming(store, [about])
        found = _bearing(store, found, classes)
    facts = [
        replace(answered.thing(fact), failures=answered.naming(fact, [about] if about else things))
        for fact in found
        if fact.value not in shown
    ]
    said = [fact for fact in facts if fact.said is not None]
    kept = [f for f in said if about is None or _bears(store, NamedNode(f.iri), about, classes)]
    needs = told.needs
    if facts and not (needs or told.nearest or told.stopped):
        needs = (answered.speech.tell("not linked", thing=answered.speech.name(things[0])),)
    return replace(
        told,
        linked=tuple(fact for fact in facts if fact.said is None)[:MOST],
        statements=tuple(kept)[:MOST],
        about=answered.speech.name(about),
        needs=needs,
        others=len(said) - len(kept),
        named=bool(things),
    )


def _bearing(store: Store, facts: list[NamedNode], classes: tuple[str, ...]) -> list[NamedNode]:
    """Return of many told facts those of `classes`: the others are on other matters."""
    told = [fact for fact in facts if not store.is_a(fact, ("al:Statement",))]
    few = len(told) <= _FEW
    of_them = [fact for fact in told if few or (classes and store.is_a(fact, classes))]
    return [fact for fact in facts if fact not in told or fact in of_them]


def claimed(store: Store, answered: Answered, alike: Sequence[Fact]) -> tuple[Fact, ...]:
    """Return what is said about events of which an answer leaves open what is expected."""
    events = [NamedNode(f.iri) for f in alike if f.iri and any(not x.found for x in f.failures)]
    quads = (quad for event in events for quad in store.quads(None, al("aboutEvent"), event))
    named = {quad.subject for quad in quads if isinstance(quad.subject, NamedNode)}
    return tuple(answered.thing(thing) for thing in sorted(named, key=str))[:MOST]


def _bears(store: Store, statement: NamedNode, about: NamedNode, classes: tuple[str, ...]) -> bool:
    """Say whether a statement is of the classes asked for, or names anything that is."""
    values = {quad.object for quad in store.quads(statement)} - {about}
    told = (statement, *(value for value in values if isinstance(value, NamedNode)))
    return bool(classes) and any(store.is_a(thing, classes) for thing in told)


def _naming(store: Store, things: Sequence[NamedNode]) -> list[NamedNode]:
    """Return the things that name all of `things`, or are one and name the others.

    Words of the ontology and what is only inferred are left out.
    """
    if not things:
        return []
    together = set.intersection(*(_named_by(store, thing) for thing in things))
    found = [thing for thing in together if isinstance(thing, NamedNode)]
    told = [thing for thing in found if _is_told(store, thing)]
    return sorted(told, key=lambda told: told.value)


def telling(store: Store, cells: Iterable[Cell]) -> list[NamedNode]:
    """Return what a row with some values can rest on: what names all of them that are named."""
    told = [found for cell in cells if (found := _telling(store, cell))]
    every = set.intersection(*told) if told else set()
    return sorted((t for t in every if isinstance(t, NamedNode)), key=lambda thing: thing.value)


def _telling(store: Store, cell: Cell) -> set[Term]:
    """Return what names one of the things expected in a cell, or has its text, itself included."""
    if cell.things:
        return set.union(*(_mentions(store, thing) for thing in cell.things))
    texts = (quad for quad in store.quads() if isinstance(quad.object, Literal))
    return {quad.subject for quad in texts if cell.holds(quad.object)}


def _mentions(store: Store, thing: NamedNode) -> set[Term]:
    """Return what names a thing, itself included, or the side that is theirs."""
    sides = {quad.subject for quad in store.quads(None, al("sideOf"), thing)}
    return {thing} | set.union(*(_named_by(store, named) - {named} for named in (thing, *sides)))


def _named_by(store: Store, thing: Term) -> set[Term]:
    """Return what names a thing, itself included."""
    return {thing, *(quad.subject for quad in store.asserted(None, None, thing))}


def _is_told(store: Store, thing: NamedNode) -> bool:
    """Say whether a thing is told of in a source and is no word of the ontology.

    Where no thing has a passage, as in somebody else's project, everything counts as told.
    """
    if kind_of(store, thing) != "thing" or not store.types(thing):
        return False
    if store.values(thing, STATED_IN) or store.values(thing, REPORTED_IN):
        return True
    return not any(store.quads(None, STATED_IN))
