"""Why a fact holds, down to what was asserted, and what a contradiction needs at the least."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kg.reasoning.engine import Engine
from kg.reasoning.facts import Clash, Derivation, Fact, Proof, as_triple

if TYPE_CHECKING:
    from kg.reasoning.saturation import Saturation

_STEPS = 20_000  # rule applications looked at while searching for further proofs


def kept(saturation: Saturation, fact: Fact) -> Proof:
    """Return the proof that the kept derivations make, which is a low one.

    Raises KeyError when the fact does not follow.
    """
    return _kept(saturation, fact, {})


def _kept(saturation: Saturation, fact: Fact, made: dict[Fact, Proof]) -> Proof:
    """Return the kept proof of a fact; `made` keeps those of the facts it rests on."""
    open_facts = [fact]
    while open_facts:  # a proof may be as high as the graph is long: no recursion
        top = open_facts[-1]
        derivation = None if saturation.is_asserted(top) else saturation.derivation(top)
        if derivation is None and not saturation.is_asserted(top):
            raise KeyError(top)
        premises = () if derivation is None else derivation.premises
        missing = [premise for premise in premises if premise not in made]
        if missing:
            open_facts += missing
            continue
        rule = None if derivation is None else derivation.rule
        made.setdefault(top, Proof(top, rule, tuple(made[premise] for premise in premises)))
        open_facts.pop()
    return made[fact]


class _Search:
    """Every proof of a fact up to a height, found backward through all derivations."""

    def __init__(self, saturation: Saturation) -> None:
        self.saturation = saturation
        self.steps = 0
        self.cut = False  # whether the height bound left something out
        self._derivations: dict[Fact, list[Derivation]] = {}
        self._heights: dict[Fact, int] = {}
        self._kept: dict[Fact, Proof] = {}

    def least(self, fact: Fact) -> int:
        """Return the height of the lowest proof; an asserted fact's is 0."""
        if fact not in self._heights:
            _kept(self.saturation, fact, self._kept)
            for known, proof in self._kept.items():  # premises stand before what rests on them
                if known not in self._heights:
                    below = [self._heights[premise.fact] for premise in proof.premises]
                    self._heights[known] = 1 + max(below, default=-1 if proof.rule is None else 0)
        return self._heights[fact]

    def trees(self, fact: Fact, height: int, path: tuple[Fact, ...]) -> Iterator[Proof]:
        """Yield the proofs not higher than `height` that do not go through a fact of `path`."""
        if self.saturation.is_asserted(fact):
            yield Proof(fact, None)
            if path:
                return  # what is asserted needs no further reason
        if fact not in self._derivations:
            self._derivations[fact] = self.saturation.derivations(fact)
        for derivation in self._derivations[fact]:
            self.steps += 1
            if self.steps > _STEPS:
                return
            if any(premise in path for premise in derivation.premises):
                continue
            if 1 + max(map(self.least, derivation.premises), default=0) > height:
                self.cut = True
                continue
            for below in self._combined(derivation.premises, height - 1, (*path, fact)):
                yield Proof(fact, derivation.rule, below)

    def _combined(
        self, premises: tuple[Fact, ...], height: int, path: tuple[Fact, ...]
    ) -> Iterator[tuple[Proof, ...]]:
        if not premises:
            yield ()
            return
        first, *rest = premises
        for proof in self.trees(first, height, path):
            for others in self._combined(tuple(rest), height, path):
                yield (proof, *others)


def several(saturation: Saturation, fact: Fact, limit: int) -> list[Proof]:
    """Return up to `limit` different proofs, lower ones first; the search is bounded.

    Raises KeyError when the fact does not follow.
    """
    search = _Search(saturation)
    lowest = kept(saturation, fact)
    found: list[Proof] = []
    for height in itertools.count((search.least(fact) + 1) // 2):  # the kept one may be higher
        search.cut = False
        fresh = (proof for proof in search.trees(fact, height, ()) if proof not in found)
        found += itertools.islice(fresh, limit - len(found))
        if len(found) >= limit or not search.cut or search.steps > _STEPS:
            return sorted(found, key=_height) or [lowest]
    raise AssertionError  # the count has no end


def _height(proof: Proof) -> int:
    if proof.rule is None:
        return 0
    return 1 + max(map(_height, proof.premises), default=0)


def leaves(proofs: Iterable[Proof]) -> list[Fact]:
    """Return the asserted facts that proofs rest on, each once, in the order of reading."""
    found: dict[Fact, None] = {}
    seen: set[int] = set()
    waiting = list(proofs)[::-1]
    while waiting:
        proof = waiting.pop()
        if id(proof) in seen:  # a shared part, already read
            continue
        seen.add(id(proof))
        if proof.rule is None:
            found[proof.fact] = None
        waiting += proof.premises[::-1]
    return list(found)


def minimal(saturation: Saturation, clash: Clash) -> tuple[Fact, ...]:
    """Return asserted facts that bring about a clash, none of which can be left out.

    Begins with those that the kept proofs rest on, and leaves out one after the other. Raises
    KeyError when a premise does not follow.
    """
    needed = _rests_on(saturation, clash)
    for fact in list(needed):
        fewer = [other for other in needed if other != fact]
        if _brings_about(fewer, clash):
            needed = fewer
    return tuple(needed)


def independent(
    saturation: Saturation, clashes: Iterable[Clash], limit: int
) -> dict[Clash, tuple[Fact, ...]]:
    """Return up to `limit` clashes with minimal facts, none of which contain another's.

    Those that rest on the fewest facts come first. A clash of which the facts are not told, or do
    not follow by the rules (another engine may have found it), is left out.
    """
    known: dict[Fact, Proof] = {}
    based = [
        (_rests_on(saturation, clash, known), clash)
        for clash in clashes
        if clash.premises and all(premise in saturation for premise in clash.premises)
    ]
    based.sort(key=lambda pair: len(pair[0]))
    found: dict[Clash, tuple[Fact, ...]] = {}
    for facts, clash in based:
        if len(found) == limit:
            break
        if any(set(told) <= set(facts) for told in found.values()):
            continue
        least = set(minimal(saturation, clash))
        found = {c: told for c, told in found.items() if not least < set(told)}
        found[clash] = tuple(fact for fact in facts if fact in least)
    return found


def _rests_on(
    saturation: Saturation, clash: Clash, known: dict[Fact, Proof] | None = None
) -> list[Fact]:
    made = {} if known is None else known
    return leaves([_kept(saturation, premise, made) for premise in clash.premises])


def _brings_about(facts: list[Fact], clash: Clash) -> bool:
    engine = Engine(map(as_triple, facts))
    engine.run()
    wanted = clash.rule, frozenset(clash.premises)
    return any(
        wanted == (rule, frozenset(engine.index.facts(premises)))
        for rule, premises in engine.clashes.values()
    )
