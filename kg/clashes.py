"""Contradictions told as findings: what cannot be, and the asserted facts that make it so.

Of many contradictions with one cause only one is told; each rests on facts of which none can be
left out without its going away. It is placed at the odd one out: the fact whose leaving-out mends
the most, of several one that uses a thing rather than says what it is, and of these the last:
most likely it came to the others. An axiom is odd when it leaves nothing that it is about right.
What would still contradict itself without the facts that are placed so is told, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from kg.explaining.naming import CELLS, Words, is_schema
from kg.findings import Offence, Teller, placed
from kg.reasoning import Clash, Fact, saturate
from kg.report import Finding, Related
from kg.rules import rule
from kg.terms import PREFIXES, RDF_TYPE, RDFS_LABEL, BlankNode, Literal, NamedNode, Term, Triple
from kg.turtle.positions import Place
from kg.words import either, say

if TYPE_CHECKING:
    from kg.reasoning.saturation import Saturation

_DIFFERENT = NamedNode(PREFIXES["owl"] + "differentFrom")
_THING, _KIND_OF = NamedNode(PREFIXES["owl"] + "Thing"), NamedNode(PREFIXES["rdfs"] + "subClassOf")
_LIMIT = 50  # contradictions told at once
_LONG = 120  # characters of an axiom in words, beyond which nobody reads it
_MANY = 3  # things with which an axiom, rather than they, is wrong
_ODD_KIND = (
    "All else that is said of this makes it “%s”: write that for “%s”.",
    "Todo lo demás que se dice de esto lo hace «%s»: escriba eso en lugar de «%s».",
)
_TWICE = (
    "%s has two values of “%s”, %s and %s, of which a thing has only one: take one of them away.",
    "%s tiene dos valores de «%s», %s y %s, y una cosa tiene solo uno: quite uno de los dos.",
)
_ODD_AXIOM = (
    "By this line nothing can be right that it is about, such as %s: mend the line.",
    "Con esta línea nada de lo que trata puede ser correcto, como %s: corrija la línea.",
)


def contradictions(
    clashes: Iterable[Clash], asserted: Iterable[Triple], teller: Teller
) -> list[Finding]:
    """Return a finding for each independent contradiction among `asserted`."""
    clashes, left = tuple(clashes), list(asserted)
    told: dict[frozenset[Fact], Finding] = {}
    while clashes and len(told) < _LIMIT:
        judge, wrong = _Judge(left, clashes, teller), set[Fact]()
        for clash, facts in judge.saturation.independent(clashes, _LIMIT).items():
            if not wrong.isdisjoint(facts):
                continue  # whoever mends what is told has mended this, too
            likely = judge.likely(facts)
            wrong.add(likely)
            # Two axioms may rule out the same facts; the curator hears of them once.
            said = frozenset(fact for fact in facts if not is_schema(fact))
            told.setdefault(said or frozenset(facts), _finding(clash, facts, likely, judge))
        left = [triple for triple in left if _fact(triple) not in wrong]
        clashes = saturate(left).clashes if wrong else ()
    return list(told.values())


class _Judge:
    """Knows which of the facts of a contradiction is most likely the wrong one."""

    def __init__(self, asserted: list[Triple], clashes: tuple[Clash, ...], teller: Teller) -> None:
        self.saturation, self.teller = saturate(asserted), teller
        self.clashing = {
            fact[0]
            for clash in clashes
            for fact in clash.premises
            if not is_schema(fact) and not isinstance(fact[0], Literal)
        }
        self._told = [t for t in asserted if is_schema(_fact(t)) or self._concerns(t)]
        self._all = len(saturate(self._told).clashes)
        self._without: dict[Fact, Saturation] = {}

    def _concerns(self, triple: Triple) -> bool:
        """Say whether a fact is about what contradicts itself; the rest would only cost time."""
        return triple.subject in self.clashing or triple.object in self.clashing

    def without(self, fact: Fact) -> Saturation:
        """Return what follows from all facts that matter here but one."""
        if fact not in self._without:
            left = [triple for triple in self._told if _fact(triple) != fact]
            self._without[fact] = saturate(left)
        return self._without[fact]

    def likely(self, facts: tuple[Fact, ...]) -> Fact:
        """Return the fact that is most likely wrong."""
        things = [fact for fact in facts if not is_schema(fact)]
        axioms = [fact for fact in facts if is_schema(fact) and not _is_axiom(fact)]
        if not things or not axioms:
            return max(facts, key=self._likelihood)
        likely = max(things, key=self._likelihood)
        if len(things) == 1 and likely[1] == RDF_TYPE:  # nothing can be of this class
            return max(axioms, key=self._likelihood)
        odd = max(filter(self._is_odd, axioms), key=self._likelihood, default=likely)
        return odd if self._mends(odd) > self._mends(likely) else likely

    def _is_odd(self, axiom: Fact) -> bool:
        """Say whether all things that an axiom is about contradict themselves, and many do.

        Of a kind of property, such as one that holds only one way, each fact has two such things.
        """
        is_kind = axiom[1] == RDF_TYPE
        ends = [{fact[0], fact[2]} for fact in self._uses.get(axiom[0], ())]
        told = [self.clashing & both for both in ends]
        many = _MANY * (2 if is_kind else 1)
        held = told == ends if is_kind else all(told)
        return held and len(set[Term]().union(*told)) >= many

    @cached_property
    def _uses(self) -> dict[Term, list[Fact]]:
        """The facts that say something with a property, or that something is of a class."""
        uses: dict[Term, list[Fact]] = {}
        for fact in self.saturation:
            uses.setdefault(fact[2] if fact[1] == RDF_TYPE else fact[1], []).append(fact)
        return uses

    def _mends(self, fact: Fact) -> int:
        """Return how many contradictions go away without a fact."""
        return self._all - len(self.without(fact).clashes)

    def _likelihood(self, fact: Fact) -> tuple[bool, int, int, bool, bool, Place]:
        """Order facts by how likely each is the one that is wrong.

        An axiom is less so than a fact, a file of the project less than one added by hand, what
        mends less when it is left out, what a thing is less than what it is used as, and less so
        what others confirm or stands by its name.
        """
        place = _place(fact, self.teller)
        added = not place.file.startswith(("ontology/", "data/"))
        rank = 0 if not place or place.file.startswith("ontology/") else 2 if added else 1
        mends = self._mends(fact)
        if fact[1] != RDF_TYPE:
            return not is_schema(fact), rank, mends, True, True, place
        named = self.teller.positions.find(fact[0], RDFS_LABEL)
        lonely = not self.saturation.derivations(fact, 1) and place.file != named.file
        return not is_schema(fact), rank, mends, False, lonely, place

    def meant(self, fact: Fact) -> Term | None:
        """Return what a thing is by all else that is said of it, where that is one class."""
        if fact[1] != RDF_TYPE or is_schema(fact):
            return None
        known = self.without(fact)
        kinds = {f[2] for f in known if f[:2] == fact[:2]}
        kinds = {kind for kind in kinds if isinstance(kind, NamedNode) and kind != _THING}
        least = [c for c in kinds if not any(d != c and (d, _KIND_OF, c) in known for d in kinds)]
        is_new = len(least) == 1 and not known.is_asserted((fact[0], fact[1], least[0]))
        return least[0] if is_new else None


def _finding(clash: Clash, facts: tuple[Fact, ...], likely: Fact, judge: _Judge) -> Finding:
    """Return what is told of one contradiction and of the facts that make it, one likely wrong."""
    teller = judge.teller
    known, words = rule(clash.rule), Words(teller.store, teller.language)
    named = {**names(clash), **_differing(clash, facts)}
    fillers = {name: words.thing(term) for name, term in named.items()}
    thing = likely[0] if is_schema(likely) else named.get("thing")
    subject = thing if isinstance(thing, NamedNode) else likely[0]
    message = known.tell(teller.language, fillers)
    if clash.rule == "prp-asyp" and named["thing"] == named["value"]:
        message = rule("prp-irp").tell(teller.language, fillers)
    if twice := _twice(clash, facts):
        message = either(*_TWICE, teller.language) % tuple(map(words.thing, twice))
    if is_schema(likely) and not is_schema(clash.premises[-1]):
        message = either(*_ODD_AXIOM, teller.language) % fillers["thing"]
    elif kind := judge.meant(likely):
        message = either(*_ODD_KIND, teller.language) % (teller.text(kind), teller.text(likely[2]))
    offence = Offence(subject)
    if clash.rule == "dt-not-type" and isinstance(likely[1], NamedNode):
        # As what it is: a value that is none of its property, so that no shape tells it again.
        offence = Offence(subject, likely[1], likely[2], silent=True)
    finding = teller.finding(known.id, known.severity, message, offence)
    shown = [(_place(fact, teller), words.fact(fact)) for fact in facts if not _is_axiom(fact)]
    axioms = [fact for fact in facts if _is_axiom(fact) and fact[1] not in CELLS]
    if axioms:
        axiom = min(axioms, key=lambda fact: _place(fact, teller))
        told = words.noun(axiom[0])
        both = say("The ontology says that both cannot be.", teller.language)
        if not any(told in text for _, text in shown):
            shown.append((_place(axiom, teller), told if len(told) <= _LONG else both))
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
    return {}


def _twice(clash: Clash, facts: tuple[Fact, ...]) -> tuple[Term, ...]:
    """Return what has two values of which property, where a clash is that it may have one."""
    values = sorted((fact for fact in facts if isinstance(fact[2], Literal)), key=str)
    if clash.rule.startswith("eq-diff") and len(values) == 2 and values[0][:2] == values[1][:2]:
        return *values[0], values[1][2]
    return ()


def _place(fact: Fact, teller: Teller) -> Place:
    subject, predicate, value = fact
    assert isinstance(predicate, NamedNode)
    return teller.positions.find(subject, predicate, value)


def _fact(triple: Triple) -> Fact:
    return triple.subject, triple.predicate, triple.object


def _is_axiom(fact: Fact) -> bool:
    """Say whether a fact is a part of an axiom that is written with brackets."""
    return isinstance(fact[0], BlankNode) and is_schema(fact)
