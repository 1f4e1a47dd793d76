"""A proof told to people: each step a sentence with its reason, down to what is written where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import chain

from kg import dressing
from kg.explaining.because import because, clashing
from kg.explaining.naming import CELLS, MAKING, Words, is_schema
from kg.explaining.said import Said, bracketed, said_in
from kg.reasoning import Clash, Fact, Proof
from kg.reasoning.proofs import leaves
from kg.rows import Passage
from kg.schema import word
from kg.store import Store
from kg.terms import RDF_TYPE, BlankNode, Literal, NamedNode, Term, Triple, curie
from kg.turtle.positions import Positions

_AXIOMS = {word(f"owl:{name}") for name in ("members", "distinctMembers", "sourceIndividual")}
_DEEPEST = 150  # steps below one another; what goes deeper is cut off and said to be


@dataclass(frozen=True)
class Written:
    """Where a triple stands in the files, and the sentence that it says there."""

    sentence: str
    place: str  # file:line:column, "" when it stands in no file


@dataclass(frozen=True)
class Step:
    """A fact in words: asserted, with its places and passages, or inferred, with what from."""

    sentence: str
    triple: tuple[str, str, str]  # as CURIEs and texts
    rule: str = ""  # the W3C's name, "" when it is asserted
    reason: str = ""
    places: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()
    said: tuple[Said, ...] = ()  # of the statements it names: whose they are, and their status
    ontology: tuple[Written, ...] = ()  # what the ontology says that the rule rests on
    steps: tuple[Step, ...] = ()
    repeated: bool = False  # whether it was explained before
    cut: bool = False  # whether it goes on deeper than is told

    def title(self) -> str:
        """Return its sentence; behind a statement stands whose it is, for it never stands alone."""
        return self.sentence + bracketed(self.said)

    def leaves(self) -> Iterator[Step]:
        """Yield the asserted steps below it, each once, in order."""
        seen: set[tuple[str, str, str]] = set()
        waiting: list[Step] = [self]
        while waiting:
            step = waiting.pop()
            if not step.rule and step.triple not in seen:
                seen.add(step.triple)
                yield step
            waiting += step.steps[::-1]

    def document(self) -> dict[str, object]:
        """Return it as JSON has it."""
        found: dict[str, object] = {"sentence": self.sentence, "triple": list(self.triple)}
        if self.said:
            found["statements"] = [one.document() for one in self.said]
        if not self.rule:
            found |= {"asserted": True, "places": list(self.places)}
            return found | {"passages": linked(self.passages)}
        found |= {"asserted": False, "rule": self.rule, "because": self.reason}
        found["ontology"] = list(map(asdict, self.ontology))
        if self.repeated or self.cut:
            return found | {"repeated": self.repeated, "cut": self.cut}
        return found | {"premises": [step.document() for step in self.steps]}


@dataclass(frozen=True)
class Contradiction:
    """A clash in words, with the asserted facts of which none can be left out."""

    sentence: str
    rule: str
    facts: tuple[Step, ...]
    ontology: tuple[Written, ...]
    said: tuple[Said, ...] = ()
    others: tuple[tuple[Step, ...], ...] = ()  # other facts of which the same holds
    more: bool = False  # whether there are still others

    def title(self) -> str:
        """Return its sentence with its rule, and whose the statements are that it names."""
        return f"{self.sentence} [{self.rule}]{bracketed(self.said)}"

    def document(self) -> dict[str, object]:
        """Return it as JSON has it."""
        return {
            "sentence": self.sentence,
            "rule": self.rule,
            "statements": [one.document() for one in self.said],
            "facts": [fact.document() for fact in self.facts],
            "or facts": [[fact.document() for fact in other] for other in self.others],
            "or others": self.more,
            "ontology": list(map(asdict, self.ontology)),
        }


class Teller:
    """Tells proofs and clashes, with the places and passages of what is asserted."""

    def __init__(self, store: Store, positions: Positions, language: str) -> None:
        self.store, self._positions = store, positions
        self.words = Words(store, language, lambda term: self.place(term).rpartition(":")[0])

    def proof(self, proof: Proof) -> Step:
        """Return a proof as steps; a fact that comes twice is explained where it comes first."""
        return self._step(proof, set(), 0)

    def clash(self, clash: Clash, facts: Sequence[Fact]) -> Contradiction:
        """Return a clash with its minimal set of asserted facts."""
        return Contradiction(
            sentence=self.sentence(clash),
            rule=clash.rule,
            facts=tuple(self.asserted(fact) for fact in facts if not is_schema(fact)),
            ontology=self._written(fact for fact in facts if is_schema(fact)),
            said=said_in(self.store, chain.from_iterable(clash.premises), self.words.language),
        )

    def sentence(self, clash: Clash) -> str:
        """Return what contradicts itself in a clash."""
        return clashing(clash.rule, clash.premises, self.words)

    def asserted(self, fact: Fact) -> Step:
        """Return an asserted fact with where it stands and on what it rests."""
        subject = fact[0]
        return Step(
            sentence=self.words.fact(fact),
            triple=self._triple(fact),
            places=tuple(self._places(fact)),
            passages=self.passages(subject),
            said=said_in(self.store, fact, self.words.language),
        )

    def passages(self, thing: Term) -> tuple[Passage, ...]:
        """Return the passages of a thing; none for what has no name."""
        if not isinstance(thing, NamedNode):
            return ()
        return tuple(dressing.passages(self.store, thing.value, self.words.language))

    def place(self, thing: Term) -> str:
        """Return where a thing is described, "" when no file describes it."""
        return str(self._positions.find(thing))

    def _step(self, proof: Proof, seen: set[Fact], depth: int) -> Step:
        if proof.rule is None:
            return self.asserted(proof.fact)
        schema = [p for p in proof.premises if p.rule is None and is_schema(p.fact)]
        repeated, cut = proof.fact in seen, depth >= _DEEPEST
        seen.add(proof.fact)
        below = [] if repeated or cut else [p for p in proof.premises if p not in schema]
        return Step(
            sentence=self.words.fact(proof.fact),
            triple=self._triple(proof.fact),
            rule=proof.rule,
            reason=because(proof.rule, proof.fact, [p.fact for p in proof.premises], self.words),
            said=said_in(self.store, proof.fact, self.words.language),
            ontology=self._written(premise.fact for premise in schema),
            steps=tuple(self._step(premise, seen, depth + 1) for premise in below),
            repeated=repeated,
            cut=cut and not repeated,
        )

    def _written(self, facts: Iterable[Fact]) -> tuple[Written, ...]:
        """Return what the ontology says: cells of lists left out, a nameless class said once."""
        found: dict[object, Written] = {}
        for fact in facts:
            subject, predicate, _ = fact
            if predicate in CELLS:
                continue
            places = self._places(fact)
            made = isinstance(subject, BlankNode) and predicate in (*MAKING, RDF_TYPE)
            sentence = self._made(subject) if made else self.words.fact(fact)
            found.setdefault(subject if made else fact, Written(sentence, (places or [""])[0]))
        return tuple(found.values())

    def _made(self, subject: Term) -> str:
        """Return what is said by what has no name: an axiom, or what a class consists of."""
        if any(quad.predicate in _AXIOMS for quad in self.store.quads(subject)):
            return self.words.noun(subject)
        return self.words.say("made", class_=self.words.a(subject))

    def _places(self, fact: Fact) -> list[str]:
        """Return where a fact is written; of a number written otherwise, where its value is."""
        subject, predicate, value = fact
        if not isinstance(subject, NamedNode | BlankNode) or not isinstance(predicate, NamedNode):
            return []
        found = self._positions.all(Triple(subject, predicate, value))
        found = found or [self._positions.find(subject, predicate, value)]
        return [str(place) for place in found if place]

    def _triple(self, fact: Fact) -> tuple[str, str, str]:
        subject, predicate, value = (self._short(term) for term in fact)
        return subject, predicate, value

    def _short(self, term: Term) -> str:
        if isinstance(term, NamedNode):
            return curie(term.value, self.store.prefixes)
        if isinstance(term, BlankNode):
            return self.words.noun(term)
        return term.value if isinstance(term, Literal) else str(term)


def linked(passages: Iterable[Passage]) -> list[dict[str, str]]:
    """Return passages as JSON has them."""
    return [{"label": passage.label, "link": passage.link} for passage in passages]


def distinct(proofs: list[Proof]) -> list[Proof]:
    """Return the proofs, lower ones first, that do not rest on all that another rests on."""
    found: dict[frozenset[Fact], Proof] = {}
    for proof in proofs:
        facts = frozenset(leaves([proof]))
        if not any(known <= facts for known in found):
            found = {known: kept for known, kept in found.items() if not facts < known}
            found[facts] = proof
    return list(found.values())
