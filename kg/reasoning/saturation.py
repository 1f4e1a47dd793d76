"""A graph with all that follows from it, and every way in which the rules give a fact."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

from kg.reasoning import matching, proofs
from kg.reasoning.engine import Engine
from kg.reasoning.facts import Clash, Derivation, Fact, Proof, as_triple
from kg.reasoning.index import Row
from kg.reasoning.notation import RULES, SAME_AS, Rule
from kg.reasoning.telling import Telling
from kg.terms import Triple


class Saturation:
    """The facts asserted and derived, in the order in which they were found."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._index = engine.index

    def __contains__(self, fact: Fact) -> bool:
        row = self._index.row(fact)
        return row is not None and (row in self._index.place or self._is_reflexion(row))

    def __len__(self) -> int:
        return len(self._index.rows)

    def __iter__(self) -> Iterator[Fact]:
        """Yield the facts, the asserted ones first; no fact rests on a later one."""
        return map(self._index.fact, self._index.rows)

    def derived(self) -> Iterator[Fact]:
        """Yield the facts that are not asserted."""
        return map(self._index.fact, self._index.rows[self._index.asserted :])

    def told(self, telling: Telling) -> tuple[Triple, ...]:
        """Return the derived facts that are kept, sorted by their text."""
        terms, derived = self._index.terms, self._index.rows[self._index.asserted :]
        told_of = [telling.told_of(term) for term in terms]
        told_as = [telling.told_as(term) for term in terms]
        wants = {p: telling.wants(terms[p]) for p in {row[1] for row in derived}}
        rank = {p: place for place, p in enumerate(sorted(wants, key=lambda p: str(terms[p])))}
        kept = sorted(  # own terms are numbered in the order of their text
            (s, rank[p], o, p)
            for s, p, o in derived
            if told_of[s] and s != o and wants[p] and told_as[o] >= wants[p]
        )
        return tuple(as_triple((terms[s], terms[p], terms[o])) for s, _, o, p in kept)

    def is_asserted(self, fact: Fact) -> bool:
        """Say whether a fact was given and not derived."""
        row = self._index.row(fact)
        return row is not None and self._index.place.get(row, self._index.asserted) < (
            self._index.asserted
        )

    @property
    def clashes(self) -> tuple[Clash, ...]:
        """The contradictions, sorted."""
        found = (
            Clash(rule, self._index.facts(premises))
            for rule, premises in self._engine.clashes.values()
        )
        return tuple(sorted(found, key=Clash.sort_key))

    def derivation(self, fact: Fact) -> Derivation | None:
        """Return how a fact was derived first, which makes for a low proof.

        None when it is asserted or does not follow.
        """
        row = self._index.row(fact)
        if row is None or row not in self._index.place:
            return next(iter(self.derivations(fact, 1)), None)
        found = self._index.derivation(row)
        if found is None:
            return None
        rule, premises = found
        return Derivation(rule.name, self._index.facts(premises))

    def derivations(self, fact: Fact, limit: int = 100) -> list[Derivation]:
        """Return every way, up to `limit`, in which a rule gives a fact from other facts here.

        The rules are tried in the order of the tables. A fact that is among its own premises
        says nothing and is left out; of eq-ref, which any mention of a thing satisfies, only
        one is told.
        """
        row = self._index.row(fact)
        if row is None:
            return []
        found: dict[Derivation, None] = {}
        for rule in self._engine.rules:
            ways = self._ways(rule, row)
            for premises in itertools.islice(ways, 1 if rule.name == "eq-ref" else None):
                found[Derivation(rule.name, self._index.facts(premises))] = None
                if len(found) == limit:
                    return list(found)
        return list(found)

    def _ways(self, rule: Rule, row: Row) -> Iterator[tuple[Row, ...]]:
        """Yield the premises from which a rule gives a fact."""
        atoms = [((place,), atom) for place, atom in enumerate(rule.body)]
        for head in rule.head:
            binding = matching.unified(head, row, {})
            if binding is not None:
                for _, premises in matching.solutions(self._index, atoms, binding):
                    if row not in premises:
                        yield premises

    def _is_reflexion(self, row: Row) -> bool:
        same = row[0] == row[2] and row[1] == SAME_AS
        return same and any(True for _ in self._ways(RULES["eq-ref"], row))

    def proof(self, fact: Fact) -> Proof:
        """Return the proof found first, a low one. Raises KeyError for what does not follow."""
        return proofs.kept(self, fact)

    def proofs(self, fact: Fact, limit: int = 10) -> list[Proof]:
        """Return up to `limit` different proofs, lower ones first.

        Raises KeyError for what does not follow.
        """
        return proofs.several(self, fact, limit)

    def minimal(self, clash: Clash) -> tuple[Fact, ...]:
        """Return asserted facts that make a contradiction and would not without any one of them."""
        return proofs.minimal(self, clash)

    def independent(
        self, clashes: Iterable[Clash], limit: int = 10
    ) -> dict[Clash, tuple[Fact, ...]]:
        """Return up to `limit` contradictions with the facts that `minimal` finds for each.

        None rests on the facts of another; those that need the fewest facts come first.
        """
        return proofs.independent(self, clashes, limit)
