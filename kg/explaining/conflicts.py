"""Every smallest set of asserted facts that contradicts itself, not only the first one found.

Each fact gets the smallest sets of asserted facts about things from which it follows, carried
along the rules until nothing changes; the ontology is taken for granted meanwhile. The search is
bounded: beyond the bounds a fact has only the set that its kept proof rests on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.explaining.naming import is_schema
from kg.reasoning import Clash, Fact, saturate
from kg.reasoning.facts import as_triple
from kg.reasoning.proofs import leaves
from kg.reasoning.saturation import Saturation
from kg.schema import word

_FACTS = 1000  # facts of which every derivation is looked at
_WAYS = 20  # derivations of a fact
_SETS = 12  # smallest sets kept of a fact
_ROUNDS = 50  # at the most, of carrying sets along

Facts = frozenset[Fact]


class Conflicts:
    """The smallest sets of facts behind clashes of one saturated graph."""

    def __init__(self, saturation: Saturation, clashes: Iterable[Clash]) -> None:
        self._saturation = saturation
        known = (c for c in clashes if c.premises and all(f in saturation for f in c.premises))
        self._clashes = sorted(known, key=_plainness)
        self._ways: dict[Fact, list[tuple[Fact, ...]]] = {}
        self._sets: dict[Fact, list[Facts]] = {}
        self._schema: dict[Fact, None] = {}  # what the ontology says on the way
        self._explore()
        self._carry()

    def smallest(self) -> dict[Facts, Clash]:
        """Return the sets of which none contains another, the smallest first, with a clash each."""
        found: dict[Facts, Clash] = {}
        for clash in self._clashes:
            for facts in self._together(clash.premises):
                # What the ontology contradicts by itself is told apart by its own axioms.
                found.setdefault(facts or frozenset(self._saturation.minimal(clash)), clash)
        return {facts: found[facts] for facts in _smallest(found)}

    def needed(self, facts: Facts, clash: Clash) -> tuple[Clash, tuple[Fact, ...]]:
        """Return the clash that a set makes, and what of it and of the ontology cannot be left out.

        Raises KeyError when a premise of the clash does not follow.
        """
        alone = saturate(map(as_triple, (*self._schema, *sorted(facts, key=str))))
        if not alone.clashes:  # the search was cut short
            return clash, self._saturation.minimal(clash)
        made = {identity(c): c for c in alone.clashes}
        same = made.get(identity(clash), alone.clashes[0])
        return same, alone.minimal(same)

    def _explore(self) -> None:
        """Find what each premise follows from, and that in turn."""
        waiting = [fact for clash in self._clashes for fact in clash.premises][::-1]
        while waiting:
            fact = waiting.pop()
            if fact in self._ways:
                continue
            if _is_granted(fact):
                self._ways[fact] = [()]
                rests_on = leaves([self._saturation.proof(fact)])
                self._schema |= dict.fromkeys(filter(is_schema, rests_on))
                continue
            kept = self._saturation.derivation(fact)
            every = self._saturation.derivations(fact, _WAYS) if len(self._ways) < _FACTS else []
            ways = dict.fromkeys(d.premises for d in (*([kept] if kept else []), *every))
            self._ways[fact] = list(ways)
            waiting += [premise for way in ways for premise in way]

    def _carry(self) -> None:
        """Carry the sets from the asserted facts to what follows from them."""
        asserted = (f for f in self._ways if self._saturation.is_asserted(f))
        own = {fact: [frozenset({fact})] for fact in asserted if not _is_granted(fact)}
        self._sets = {fact: own.get(fact, []) for fact in self._ways}
        for _ in range(_ROUNDS):
            changed = False
            for fact, ways in reversed(self._ways.items()):
                found = [*own.get(fact, [])]
                found += [facts for way in ways for facts in self._together(way)]
                smallest = _smallest(found)[:_SETS]
                changed |= smallest != self._sets[fact]
                self._sets[fact] = smallest
            if not changed:
                return

    def _together(self, premises: Sequence[Fact]) -> list[Facts]:
        """Return the smallest sets from which all of some facts follow."""
        found: list[Facts] = [frozenset()]
        for premise in premises:
            found = _smallest(a | b for a in found for b in self._sets[premise])[:_SETS]
        return found


def _is_granted(fact: Fact) -> bool:
    """Say whether a fact needs no other about things; whatever is mentioned is itself."""
    return is_schema(fact) or (fact[1] == word("owl:sameAs") and fact[0] == fact[2])


def _plainness(clash: Clash) -> tuple[bool, bool]:
    """Order the words for one clash, the plainest first.

    What can have no members is of every kind, so that it contradicts each pair that excludes each
    other; and those that name two things come before "1 is not 1".
    """
    return clash.rule != "cls-nothing2", any(fact[0] == fact[2] for fact in clash.premises)


def identity(clash: Clash) -> tuple[str, Facts]:
    """Return what a clash is, however its premises are ordered."""
    return clash.rule, frozenset(clash.premises)


def _smallest(sets: Iterable[Facts]) -> list[Facts]:
    """Return the sets that contain no other of them, the smallest first, in a fixed order."""
    kept: list[Facts] = []
    holding: dict[Fact, list[Facts]] = {}
    for facts in sorted(dict.fromkeys(sets), key=len):
        if not facts:
            return [facts]
        if not any(known <= facts for fact in facts for known in holding.get(fact, ())):
            kept.append(facts)
            for fact in facts:
                holding.setdefault(fact, []).append(facts)
    return kept
