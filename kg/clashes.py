"""Contradictions told as findings: what cannot be, and the asserted facts that make it so.

Of many contradictions with one cause only one is told; each rests on facts of which none can be
left out without its going away. It is placed at a fact that uses a thing rather than at one
that says what it is, and of several at the last: most likely it came to the others. What would
still contradict itself without the facts that are placed so is told, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.explaining.naming import Words, is_schema
from kg.findings import Offence, Teller, placed
from kg.reasoning import Clash, Fact, saturate
from kg.report import Finding, Related
from kg.rules import rule
from kg.terms import PREFIXES, RDF_TYPE, RDFS_LABEL, BlankNode, Literal, NamedNode, Term, Triple
from kg.turtle.positions import Place
from kg.words import say

if TYPE_CHECKING:
    from kg.reasoning.saturation import Saturation

_DIFFERENT = NamedNode(PREFIXES["owl"] + "differentFrom")
_LIMIT = 50  # contradictions told at once


def contradictions(
    clashes: Iterable[Clash], asserted: Iterable[Triple], teller: Teller
) -> list[Finding]:
    """Return a finding for each independent contradiction among `asserted`."""
    clashes, left = tuple(clashes), list(asserted)
    told: dict[frozenset[Fact], Finding] = {}
    while clashes and len(told) < _LIMIT:
        saturation, wrong = saturate(left), set()
        for clash, facts in saturation.independent(clashes, _LIMIT).items():
            likely = max(facts, key=lambda fact: _likely(fact, saturation, teller))
            if likely in wrong:
                continue  # whoever mends it has mended this, too
            wrong.add(likely)
            # Two axioms may rule out the same facts; the curator hears of them once.
            said = frozenset(fact for fact in facts if not is_schema(fact))
            told.setdefault(said or frozenset(facts), _finding(clash, facts, likely, teller))
        left = [triple for triple in left if _fact(triple) not in wrong]
        clashes = saturate(left).clashes if wrong else ()
    return list(told.values())


def _finding(clash: Clash, facts: tuple[Fact, ...], likely: Fact, teller: Teller) -> Finding:
    """Return what is told of one contradiction and of the facts that make it, one likely wrong."""
    known, words = rule(clash.rule), Words(teller.store, teller.language)
    named = {**names(clash), **_differing(clash, facts)}
    fillers = {name: words.thing(term) for name, term in named.items()}
    thing = named.get("thing")
    subject = thing if isinstance(thing, NamedNode) else likely[0]
    message = known.tell(teller.language, fillers)
    finding = teller.finding(known.id, known.severity, message, Offence(subject))
    shown = [(_place(fact, teller), words.fact(fact)) for fact in facts if not _is_axiom(fact)]
    axioms = [_place(fact, teller) for fact in facts if _is_axiom(fact)]
    if axioms:
        shown.append((min(axioms), say("The ontology says that both cannot be.", teller.language)))
    related = tuple(Related(p.file, p.line, p.column, told) for p, told in sorted(shown))
    return replace(placed(finding, _place(likely, teller)), related=related)


def names(clash: Clash) -> Mapping[str, Term]:
    """Return what the message of a clash's rule names: thing, value, other, property."""
    *before, last = clash.premises
    types = [fact for fact in clash.premises if fact[1] == RDF_TYPE and fact[0] == last[0]]
    match clash.rule:
        case "cax-dw" | "cax-adc" | "cls-com":
            return {"thing": last[0], "value": types[0][2], "other": types[-1][2]}
        case "cls-nothing2":
            return {"thing": last[0]}
        case "dt-not-type":
            return {"value": last[0], "other": last[2]}
        case "eq-diff1" | "eq-diff2" | "eq-diff3":
            return {"thing": last[0], "value": last[2]}
        case "prp-pdw" | "prp-adp":
            (_, one, _), (thing, other, value) = before[-1], last
            return {"thing": thing, "property": one, "other": other, "value": value}
        case "cls-maxqc1":
            (thing, property, value) = before[-1]
            return {"thing": thing, "property": property, "value": value, "other": last[2]}
    return {"thing": last[0], "property": last[1], "value": last[2]}


def _differing(clash: Clash, facts: tuple[Fact, ...]) -> Mapping[str, Term]:
    """Return which two things cannot be one, as they are written, where a clash is of that kind.

    What follows from their being one may name only one of them.
    """
    if not clash.rule.startswith("eq-diff"):
        return {}
    for one, predicate, other in facts:
        if predicate == _DIFFERENT:
            return {"thing": one, "value": other}
    values = sorted({fact[2] for fact in facts if isinstance(fact[2], Literal)}, key=str)
    return {"thing": values[0], "value": values[1]} if len(values) == 2 else {}


def _place(fact: Fact, teller: Teller) -> Place:
    subject, predicate, value = fact
    assert isinstance(predicate, NamedNode)
    return teller.positions.find(subject, predicate, value)


def _fact(triple: Triple) -> Fact:
    return triple.subject, triple.predicate, triple.object


def _is_axiom(fact: Fact) -> bool:
    """Say whether a fact is a part of an axiom that is written with brackets."""
    return isinstance(fact[0], BlankNode) and is_schema(fact)


def _likely(
    fact: Fact, saturation: Saturation, teller: Teller
) -> tuple[bool, int, bool, bool, Place]:
    """Order the facts of a contradiction by how likely each is the one that is wrong.

    An axiom is less so than a fact, a file of the project less than one added by hand, what
    a thing is less than what it is used as, and less so what others confirm or stands by its name.
    """
    place = _place(fact, teller)
    added = not place.file.startswith(("ontology/", "data/"))
    rank = 0 if not place or place.file.startswith("ontology/") else 2 if added else 1
    if fact[1] != RDF_TYPE:
        return not is_schema(fact), rank, True, True, place
    named = teller.positions.find(fact[0], RDFS_LABEL)
    lonely = not saturation.derivations(fact, 1) and place.file != named.file
    return not is_schema(fact), rank, False, lonely, place
