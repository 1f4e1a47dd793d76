"""Why something holds, why it does not, and what contradicts itself: in words, with its places.

The reasons come from the project's own reasoner, which keeps how it derived each fact; the places
from the index over the Turtle text; the passages from the facts themselves.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg import closures
from kg.explaining.asked import Asked, relation, thing_named, value_named
from kg.explaining.missing import Missing
from kg.explaining.naming import Words
from kg.explaining.report import FORMATS, Answered, Explanation
from kg.explaining.said import said
from kg.explaining.steps import Contradiction, Step, Teller
from kg.files import Project
from kg.progress import Progress, silent
from kg.reasoning import Clash, Fact, Proof, saturate
from kg.store import Store
from kg.terms import (
    INFERRED,
    PREFIXES,
    RDF_TYPE,
    BlankNode,
    Literal,
    NamedNode,
    Term,
    curie,
)
from kg.turtle.positions import Positions

__all__ = ["FORMATS", "Answered", "Asked", "Contradiction", "Explanation", "why"]

_BUILT_IN = tuple(PREFIXES[name] for name in ("rdf", "rdfs", "owl", "xsd"))
_TOLD = {
    RDF_TYPE,
    *(NamedNode(PREFIXES["rdfs"] + name) for name in ("subClassOf", "subPropertyOf")),
    *(NamedNode(PREFIXES["owl"] + name) for name in ("sameAs", "differentFrom")),
}


def why(
    project: Project,
    store: Store,
    asked: Asked,
    language: str = "en",
    progress: Progress = silent,
) -> Explanation:
    """Return why what is `asked` about holds, or what it lacks, and the clashes it is in.

    Without a subject, all independent clashes. Raises UnknownName and AmbiguousName for names.
    """
    explainer = _Explainer(project, store, language, progress)
    if asked.subject is None:
        return explainer.clashes(asked.limit)
    subject = thing_named(store, asked.subject, language)
    if asked.property is None:
        return explainer.thing(subject, asked.limit)
    predicate, value = relation(store, asked.property, asked.value, language)
    return explainer.relation(subject, predicate, value, asked)


class _Explainer:
    """Explains from one state of the files, saturated once."""

    def __init__(self, project: Project, store: Store, language: str, progress: Progress) -> None:
        self._store, self._language = store, language
        self._saturation = saturate(closures.asserted(project), progress)
        self._words = Words(store, language)
        # Files added by hand come first.
        positions = Positions(reversed(project.graph_files))
        self._teller = Teller(store, positions, self._words)
        self._facts: dict[Term, list[Fact]] = {}
        for fact in self._saturation:
            self._facts.setdefault(fact[0], []).append(fact)

    def clashes(self, limit: int) -> Explanation:
        """Return the independent clashes of the whole graph."""
        told = self._independent(self._saturation.clashes, limit)
        return Explanation(clashes=told, clashes_only=True, language=self._language)

    def _independent(self, clashes: Iterable[Clash], limit: int) -> tuple[Contradiction, ...]:
        """Return clashes of which none rests on the facts of another."""
        # Of the words for one clash, those that name two things come before "1 is not 1".
        ordered = sorted(clashes, key=lambda clash: any(f[0] == f[2] for f in clash.premises))
        found = self._saturation.independent(ordered, limit)
        told: dict[frozenset[Step], Contradiction] = {}
        for clash, facts in found.items():
            contradiction = self._teller.clash(clash, facts)
            # Two axioms may rule out the same facts; one of them is enough.
            told.setdefault(frozenset(contradiction.facts), contradiction)
        return tuple(told.values())

    def thing(self, subject: NamedNode, limit: int) -> Explanation:
        """Return all that follows about a thing, in short, and the clashes it is in."""
        inferred = [fact for fact in self._facts.get(subject, ()) if self._is_told(fact)]
        inferred.sort(key=lambda fact: (str(fact[1]), self._words.fact(fact)))
        answers = (self._answered(fact, [self._saturation.proof(fact)]) for fact in inferred)
        clashes = (c for c in self._saturation.clashes if self._rests_on(c, subject))
        return Explanation(
            answers=tuple(answers),
            clashes=self._independent(clashes, limit),
            short=True,
            **self._about(subject),  # type: ignore[arg-type]
        )

    def relation(
        self, subject: NamedNode, predicate: NamedNode, text: str | None, asked: Asked
    ) -> Explanation:
        """Return why a thing has a property, with one value or with all, or what it lacks."""
        known = [value for _, name, value in self._facts.get(subject, ()) if name == predicate]
        known += [value for value in self._written(subject, predicate) if value not in known]
        value = None
        if text is not None:
            value = value_named(self._store, text, predicate, known, self._language)
        wanted = [v for v in known if self._is_value(v)] if value is None else [value]
        wanted.sort(key=self._words.thing)
        answers = [self._explained((subject, predicate, v), asked) for v in wanted]
        if not answers:
            answers = [self._missing(subject, predicate, None)]
        return Explanation(answers=tuple(answers), **self._about(subject))  # type: ignore[arg-type]

    def _explained(self, fact: Fact, asked: Asked) -> Answered:
        """Return a fact with its proofs: one, or every one up to the limit; else what it lacks."""
        subject, predicate, value = fact
        follows = fact in self._saturation
        if follows and asked.every:
            return self._answered(fact, self._saturation.proofs(fact, asked.limit))
        if follows:
            return self._answered(fact, [self._saturation.proof(fact)])
        if value in self._written(subject, predicate):  # in a file that is not reasoned over
            return self._answered(fact, [Proof(fact, None)])
        return self._missing(subject, predicate, value)

    def _answered(self, fact: Fact, proofs: list[Proof]) -> Answered:
        verdict = "asserted" if proofs[0].rule is None else "inferred"
        told = tuple(self._teller.proof(proof) for proof in proofs)
        return Answered(self._words.fact(fact), verdict, told)

    def _missing(self, subject: Term, predicate: Term, value: Term | None) -> Answered:
        """Return what a fact lacks that is neither written nor follows."""
        words, missing = self._words, Missing(self._store, self._facts, self._words)
        assert isinstance(predicate, NamedNode)
        if value is None:
            thing, quoted = words.thing(subject), words.quoted(predicate)
            sentence = words.either(
                f"{thing} has something as {quoted}", f"{thing} tiene algo como {quoted}"
            )
        else:
            sentence = words.fact((subject, predicate, value))
        is_kind = predicate == RDF_TYPE and value is not None
        return Answered(
            sentence,
            "missing",
            ways=tuple(missing.ways(subject, predicate, value)),
            obstacles=tuple(missing.obstacles(subject, value)) if is_kind and value else (),
            reversed=() if is_kind else tuple(missing.reversed(subject, predicate, value)),
        )

    def _rests_on(self, clash: Clash, thing: Term) -> bool:
        """Say whether a thing is in the facts of a clash, or in what they were derived from."""
        if any(thing in fact for fact in clash.premises):
            return True
        proofs = [self._saturation.proof(fact) for fact in clash.premises]
        seen: set[Fact] = set()
        while proofs:
            proof = proofs.pop()
            if proof.fact not in seen:
                seen.add(proof.fact)
                if proof.rule is None and thing in proof.fact:
                    return True
                proofs += proof.premises
        return False

    def _written(self, subject: Term, predicate: Term) -> list[Term]:
        assert isinstance(predicate, NamedNode)
        quads = self._store.quads(subject, predicate)
        return sorted({q.object for q in quads if q.graph_name != INFERRED}, key=str)

    def _is_told(self, fact: Fact) -> bool:
        """Say whether an inferred fact tells something: not that a thing is itself, or a thing."""
        subject, predicate, value = fact
        if subject == value or self._saturation.is_asserted(fact):
            return False
        own = isinstance(predicate, NamedNode) and not predicate.value.startswith(_BUILT_IN)
        return (own or predicate in _TOLD) and self._is_value(value)

    def _is_value(self, value: Term) -> bool:
        """Say whether a value is worth telling: no word of OWL's own, no nameless class."""
        if isinstance(value, NamedNode):
            return not value.value.startswith(_BUILT_IN)
        return isinstance(value, Literal) or not isinstance(value, BlankNode)

    def _about(self, thing: NamedNode) -> dict[str, object]:
        """Return what an explanation says of the thing itself."""
        return {
            "label": self._store.label(thing, self._language),
            "name": curie(thing.value, self._store.prefixes),
            "place": self._teller.place(thing),
            "passages": self._teller.passages(thing),
            "said": said(self._store, thing, self._language),
            "language": self._language,
        }
