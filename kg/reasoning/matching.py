"""Which facts fit a rule's body: every way to fill its variables, the rarest pattern first."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from kg.reasoning.index import Index, Row
from kg.reasoning.literals import passes
from kg.reasoning.notation import Along, Atom, Comparison, Each, Member, Pair, Pattern, Slot

Binding = dict[Slot, int]
Found = dict[tuple[int, ...], tuple[Row, ...]]
"""The facts that each part of a body was, by the part's place in it."""

Open = Sequence[tuple[tuple[int, ...], Atom]]
"""Parts of a body that are still to be found, with their places in it."""

_LAST, _NEVER = 10**9, 10**12  # costs: of a pattern without predicate, of what cannot be asked yet


def pattern(given: Pattern, binding: Binding) -> Pattern:
    """Return a pattern with its known variables filled in."""
    subject, predicate, value = given
    known = binding.get
    return Pattern(known(subject, subject), known(predicate, predicate), known(value, value))


def row(given: Pattern, binding: Binding) -> Row:
    """Return the fact that a pattern says when all its variables are known."""
    subject, predicate, value = pattern(given, binding)
    assert isinstance(subject, int) and isinstance(predicate, int) and isinstance(value, int)
    return subject, predicate, value


def unified(given: Pattern, fact: Row, binding: Binding) -> Binding | None:
    """Return the binding that makes a pattern a fact, None when nothing does."""
    made = dict(binding)
    for slot, number in zip(given, fact, strict=True):
        if isinstance(slot, int):
            if slot != number:
                return None
        elif made.setdefault(slot, number) != number:
            return None
    return made


def solutions(
    index: Index,
    atoms: Open,
    binding: Binding,
    found: Found | None = None,
    apart: tuple[Slot, Slot] | None = None,
) -> Iterator[tuple[Binding, tuple[Row, ...]]]:
    """Yield every way to fill the variables, with the facts in the order of the body.

    `found` are the facts found already; `apart` are two variables that may not be one thing.
    """
    found = found or {}
    if not atoms:
        yield binding, tuple(chain.from_iterable(map(found.__getitem__, sorted(found))))
        return
    least, chosen = _NEVER, -1
    for number, (_, atom) in enumerate(atoms):
        fitting = cost(index, atom, binding)
        if fitting < least:
            if not fitting:
                return
            least, chosen = fitting, number
    if chosen < 0:
        return
    place, atom = atoms[chosen]
    others = [*atoms[:chosen], *atoms[chosen + 1 :]]
    if isinstance(atom, Each | Along):
        parts, facts = expanded(index, atom, binding)
        others += (((*place, number), part) for number, part in enumerate(parts))
        yield from solutions(index, others, binding, {**found, (*place, -1): facts}, apart)
        return
    for wider, facts in _ways(index, atom, binding):
        if apart is None or wider.get(apart[0], apart[0]) != wider.get(apart[1], apart[1]):
            yield from solutions(index, others, wider, {**found, place: facts}, apart)


def expected(index: Index, atoms: Iterable[Atom]) -> Callable[[], bool]:
    """Return what says whether each predicate that a body names has any facts by now."""
    needed = {
        atom.predicate
        for atom in atoms
        if isinstance(atom, Pattern) and isinstance(atom.predicate, int)
    }
    totals = index.totals
    return lambda: all(map(totals.get, needed))


def cost(index: Index, atom: Atom, binding: Binding) -> int:
    """Return how many facts at most fit an atom now; 0 when it cannot hold."""
    if isinstance(atom, Pattern):
        return _fitting(index, pattern(atom, binding))
    if isinstance(atom, Comparison):
        known = isinstance(binding.get(atom.left, atom.left), int)
        return 1 if known and isinstance(binding.get(atom.right, atom.right), int) else _NEVER
    head = binding.get(atom.list, atom.list)
    if isinstance(head, str):
        return _NEVER
    length = len(index.members(head)[0])
    if isinstance(atom, Pair):
        open_ends = sum(isinstance(binding.get(s, s), str) for s in (atom.earlier, atom.later))
        return min(length, 1) if not open_ends else (length - 1) ** open_ends
    return length if isinstance(atom, Member) else min(length, 1)


def _fitting(index: Index, asked: Pattern) -> int:
    subject, predicate, value = asked
    if isinstance(predicate, str):
        return _LAST if isinstance(subject, int) or isinstance(value, int) else _LAST + 1
    if predicate not in index.totals:
        return 0
    if isinstance(subject, int):
        if isinstance(value, int):
            return int(index.holds((subject, predicate, value)))
        return len(index.objects[predicate].get(subject, ()))
    if isinstance(value, int):
        return len(index.subjects[predicate].get(value, ()))
    return index.totals[predicate]


def facts_like(index: Index, asked: Pattern) -> Iterator[Row]:
    """Yield the facts that fit a pattern, repeated variables aside."""
    subject, predicate, value = asked
    if isinstance(predicate, str):
        for each in list(index.totals):
            yield from facts_like(index, Pattern(subject, each, value))
        return
    if predicate not in index.totals:
        return
    objects, subjects = index.of(predicate)
    if isinstance(subject, int):
        if isinstance(value, int):
            if index.holds((subject, predicate, value)):
                yield subject, predicate, value
            return
        yield from ((subject, predicate, each) for each in objects.get(subject, ()))
    elif isinstance(value, int):
        yield from ((each, predicate, value) for each in subjects.get(value, ()))
    else:
        for each, told in objects.items():
            yield from ((each, predicate, one) for one in told)


def _ways(
    index: Index, atom: Pattern | Member | Pair | Comparison, binding: Binding
) -> Iterator[tuple[Binding, tuple[Row, ...]]]:
    if isinstance(atom, Pattern):
        asked = pattern(atom, binding)
        for fact in facts_like(index, asked):
            wider = unified(asked, fact, binding)
            if wider is not None:
                yield wider, (fact,)
        return
    if isinstance(atom, Comparison):
        left, right = binding.get(atom.left, atom.left), binding.get(atom.right, atom.right)
        assert isinstance(left, int) and isinstance(right, int)
        if passes(index, atom.name, left, right):
            yield binding, ()
        return
    yield from _memberships(index, atom, binding)


def _memberships(
    index: Index, atom: Member | Pair, binding: Binding
) -> Iterator[tuple[Binding, tuple[Row, ...]]]:
    head = binding.get(atom.list, atom.list)
    assert isinstance(head, int)
    members, facts = index.members(head)
    told = [binding.get(slot, slot) for slot in atom[1:]]
    fitting = [
        [n for n, member in enumerate(members) if slot == member or isinstance(slot, str)]
        for slot in told
    ]
    ways: Iterator[tuple[int, ...]]
    if isinstance(atom, Member):
        ways = ((members[place],) for place in fitting[0])
    else:
        early, late = fitting
        ways = ((members[a], members[b]) for a in early for b in late[bisect(late, a) :])
    for way in dict.fromkeys(ways):
        wider: Binding = {
            slot: n for slot, n in zip(told, way, strict=True) if isinstance(slot, str)
        }
        yield binding | wider, facts


def expanded(
    index: Index, atom: Each | Along, binding: Binding
) -> tuple[list[Pattern], tuple[Row, ...]]:
    """Return what an atom asks of the members of its list one by one, and the list's facts."""
    head = binding.get(atom.list, atom.list)
    assert isinstance(head, int)
    members, facts = index.members(head)
    parts = []
    if isinstance(atom, Along):
        steps: list[Slot] = [f"{atom.start}+{number}" for number in range(len(members) + 1)]
        steps[0], steps[-1] = atom.start, atom.end
        for number, member in enumerate(members):
            parts.append(Pattern(steps[number], member, steps[number + 1]))
        return parts, facts
    for number, member in enumerate(members):
        fresh: dict[Slot, Slot] = {name: f"{name}+{number}" for name in atom.own}
        fresh[atom.member] = member
        for s, p, o in atom.patterns:
            parts.append(Pattern(fresh.get(s, s), fresh.get(p, p), fresh.get(o, o)))
    return parts, facts
