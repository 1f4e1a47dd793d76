"""What an instance of a rule does with a fact: find the rest of its body, and say its head.

The three makers below do the same; those for bodies of one and two patterns, which are nearly
all, are written out because they run for every fact.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kg.reasoning import matching
from kg.reasoning.index import Instance, Row, replaced
from kg.reasoning.notation import SAME_AS, TYPE, Pattern, Slot

if TYPE_CHECKING:
    from kg.reasoning.engine import Engine

Listener = Callable[[Row], None]


def listener(
    engine: Engine,
    instance: Instance,
    patterns: list[Pattern],
    place: int,
    head: Pattern | None,
) -> Listener:
    """Return what hears a fact that fits `patterns[place]`; no head makes clashes."""
    heard = patterns[place]
    simple = isinstance(heard.predicate, int)
    if len(patterns) == 1:
        return _guarded(heard, _one(engine, instance, heard, head))
    if len(patterns) == 2 and simple:
        made = _two(engine, instance, (heard, patterns[1 - place]), place == 1, head)
        if made is not None:
            return _guarded(heard, made)
    return _many(engine, instance, patterns, place, head)


def _guarded(heard: Pattern, listen: Listener) -> Listener:
    """Let only facts pass that fit a pattern, where its predicate or class alone do not tell."""
    subject, predicate, value = heard
    if isinstance(subject, int):
        listen = _with(0, subject, listen)
    if isinstance(value, int) and predicate != TYPE:
        listen = _with(2, value, listen)
    if subject != value:
        return listen

    def reflexive(row: Row) -> None:
        if row[0] == row[2]:
            listen(row)

    return reflexive


def _with(place: int, number: int, listen: Listener) -> Listener:
    """Let only facts pass with a term at a place."""

    def fire(row: Row) -> None:
        if row[place] == number:
            listen(row)

    return fire


def _places(
    slots: tuple[Slot, ...], known: tuple[Slot, ...]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return where in `known`, followed by constants, each slot is found; and the constants."""
    constants = tuple(slot for slot in slots if isinstance(slot, int))
    row = known + constants
    return tuple(row.index(slot) for slot in slots), constants


def _one(engine: Engine, instance: Instance, heard: Pattern, head: Pattern | None) -> Listener:
    if head is None:
        return lambda row: engine.clash(instance.rule.name, (*instance.premises, row))
    (s, p, o), constants = _places(head, heard)
    place, add = engine.index.place, engine.add

    def fire(row: Row) -> None:
        known = row + constants
        new = (known[s], known[p], known[o])
        if new not in place:
            add(new, (instance, row))

    return fire


def _two(
    engine: Engine,
    instance: Instance,
    pair: tuple[Pattern, Pattern],
    turned: bool,
    head: Pattern | None,
) -> Listener | None:
    """Return what hears the first pattern of a pair; `turned`: the body has it second."""
    heard, other = pair
    subject, predicate, value = other
    if not isinstance(predicate, int):
        return None
    objects, subjects = engine.index.of(predicate)
    bound = [slot in heard or isinstance(slot, int) for slot in (subject, value)]
    say = _sayer(engine, instance, pair, turned, head)
    if bound == [True, True]:
        (s, o), more = _places((subject, value), heard)

        def check(row: Row) -> None:
            known = row + more
            found = (known[s], predicate, known[o])
            if engine.index.holds(found):
                say(row, found)

        return check
    if not any(bound):
        return None
    forward = bound[0]
    (known_at,), more = _places((subject if forward else value,), heard)
    beside = objects if forward else subjects

    def search(row: Row) -> None:
        end = (row + more)[known_at]
        for other_end in beside.get(end, ()):
            say(row, (end, predicate, other_end) if forward else (other_end, predicate, end))

    return search


def _sayer(
    engine: Engine,
    instance: Instance,
    pair: tuple[Pattern, Pattern],
    turned: bool,
    head: Pattern | None,
) -> Callable[[Row, Row], None]:
    """Return what says the head once the fact heard and the one found beside it are known."""
    heard, other = pair
    if head is None:

        def clash(row: Row, found: Row) -> None:
            both = (found, row) if turned else (row, found)
            engine.clash(instance.rule.name, (*instance.premises, *both))

        return clash
    (s, p, o), constants = _places(head, (*heard, *other))
    place, add = engine.index.place, engine.add

    def say(row: Row, found: Row) -> None:
        known = row + found + constants
        new = (known[s], known[p], known[o])
        if new not in place:
            add(new, (instance, found, row) if turned else (instance, row, found))

    return say


def _many(
    engine: Engine,
    instance: Instance,
    patterns: list[Pattern],
    place: int,
    head: Pattern | None,
) -> Listener:
    heard = patterns[place]
    others = [((n,), pattern) for n, pattern in enumerate(patterns) if n != place]
    possible = matching.expected(engine.index, patterns)
    # That a thing is the same as itself need not be found out.
    apart = (head.subject, head.object) if head and head.predicate == SAME_AS else None

    def fire(row: Row) -> None:
        binding = matching.unified(heard, row, {}) if possible() else None
        if binding is None:
            return
        ways = matching.solutions(engine.index, others, binding, {(place,): (row,)}, apart)
        for bound, premises in ways:
            if head is None:
                engine.clash(instance.rule.name, (*instance.premises, *premises))
                continue
            new = matching.row(head, bound)
            if new not in engine.index.place:
                engine.add(new, (instance, *premises))

    return fire


def apart(engine: Engine, instance: Instance, members: tuple[int, ...], at: int) -> list[Listener]:
    """Return what hears the facts with each member of a list, which may stand in no fact alike.

    `at` is the place in a fact at which the members stand.
    """

    def listener_for(number: int) -> Listener:
        earlier, later = dict.fromkeys(members[:number]), dict.fromkeys(members[number + 1 :])

        def fire(row: Row) -> None:
            for others, turned in ((earlier, True), (later, False)):
                for other in others:
                    found = replaced(row, at, other)
                    if engine.index.holds(found):
                        both = (found, row) if turned else (row, found)
                        engine.clash(instance.rule.name, (*instance.premises, *both))

        return fire

    return [listener_for(number) for number in range(len(members))]
