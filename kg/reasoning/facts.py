"""What reasoning speaks of: facts, how each was derived, and what contradicts itself."""

from __future__ import annotations

from dataclasses import dataclass

from kg.terms import BlankNode, Literal, NamedNode, Term, Triple

Fact = tuple[Term, Term, Term]
"""Subject, predicate and object; in the middle of a derivation the subject may be a literal."""


@dataclass(frozen=True)
class Derivation:
    """One application of a rule: its W3C name, and the facts its body was, in the body's order.

    A list stands among the premises as the `rdf:first` and `rdf:rest` of its cells.
    """

    rule: str
    premises: tuple[Fact, ...]


@dataclass(frozen=True)
class Clash:
    """A contradiction: the W3C name of the rule that says so, and the facts it says it of."""

    rule: str
    premises: tuple[Fact, ...]

    def sort_key(self) -> tuple[str, list[list[str]]]:
        """Order clashes by rule, then by their facts as text."""
        return self.rule, [[str(term) for term in fact] for fact in self.premises]


@dataclass(frozen=True)
class Proof:
    """Why a fact holds: the rule and the proofs of its premises; no rule when it is asserted."""

    fact: Fact
    rule: str | None
    premises: tuple[Proof, ...] = ()


def as_triple(fact: Fact) -> Triple:
    """Return a fact that is no generalized one as a triple."""
    subject, predicate, value = fact
    assert not isinstance(subject, Literal | Triple) and isinstance(predicate, NamedNode)
    return Triple(subject, predicate, value)


def as_text(clash: Clash) -> str:
    """Return a clash as one line of JSON, from which `from_text` makes the same clash."""
    import json  # only for contradictions, which are few

    facts = [[_noted(term) for term in fact] for fact in clash.premises]
    return json.dumps([clash.rule, facts], ensure_ascii=False)


def from_text(text: str) -> Clash:
    """Return the clash that `as_text` wrote. Raises ValueError for any other text."""
    import json

    rule, facts = json.loads(text)
    return Clash(rule, tuple((_term(s), _term(p), _term(o)) for s, p, o in facts))


def _noted(term: Term) -> list[str]:
    if isinstance(term, Literal):
        if term.language:
            return ["text", term.value, term.language]
        return ["literal", term.value, term.datatype.value]
    if isinstance(term, BlankNode):
        return ["blank", term.value]
    if isinstance(term, NamedNode):
        return ["iri", term.value]
    raise ValueError(f"{term} is no term of RDF 1.1")


def _term(noted: list[str]) -> Term:
    match noted:
        case ["text", value, language]:
            return Literal(value, language=language)
        case ["literal", value, datatype]:
            return Literal(value, datatype=NamedNode(datatype))
        case ["blank", name]:
            return BlankNode(name)
        case ["iri", iri]:
            return NamedNode(iri)
    raise ValueError(f"{noted} is no term of RDF 1.1")
