"""The same closure by the package owlrl: slower, unsound on keys, kept to compare with.

owlrl marks a contradiction by a node with an English sentence. The rule is read from the
sentence's beginning; which facts contradict each other it does not say, except for a common
member of two disjoint classes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.errors import KgError
from kg.progress import Progress
from kg.reasoning.facts import Clash, Fact
from kg.terms import PREFIXES, RDF_TYPE, NamedNode, Triple

_ERROR = "http://www.daml.org/2002/03/agents/agent-ont#error"
_DISJOINT = NamedNode(PREFIXES["owl"] + "disjointWith")
_SENTENCES = {
    "Lexical value": "dt-not-type",
    "'sameAs' and 'differentFrom'": "eq-diff1",
    "'sameAs' and 'AllDifferent'": "eq-diff2",
    "Irreflexive": "prp-irp",
    "Erroneous usage of asymmetric": "prp-asyp",
    "Disjoint properties": "prp-adp",
    "Erroneous usage of disjoint": "prp-pdw",
    "Negative (object)": "prp-npa1",
    "Negative (datatype)": "prp-npa2",
    "Violation of complementarity": "cls-com",
    "Violation of type restriction": "dt-not-type",
    "Erroneous usage of maximum cardinality": "cls-maxc1",
    "Erroneous usage of maximum qualified": "cls-maxqc1",
    "Disjoint classes": "cax-dw",
}
_MEMBER = re.compile(r"Disjoint classes (\S+) and (\S+) have a common individual (\S+)")


def closure(asserted: Iterable[Triple], progress: Progress) -> tuple[set[Triple], set[Clash]]:
    """Return all that owlrl adds to `asserted`, triples without literal subjects, and clashes."""
    import owlrl

    from kg import bridge

    class Watched(owlrl.OWLRL_Semantics):  # type: ignore[misc]
        """owlrl's engine, telling how far it is in each round."""

        def rules(self, triple: tuple[object, object, object], round: int) -> None:
            if round != self.__dict__.get("round"):
                self.__dict__.update(round=round, seen=0)
            self.__dict__["seen"] += 1
            if self.__dict__["seen"] % 200 == 0:
                progress(f"inferring, round {round}", self.__dict__["seen"], len(self.graph))
            super().rules(triple, round)

    with bridge.quiet():
        known = set(asserted)
        graph = bridge.graph(known)
        before = set(graph)
        progress("inferring, round 1", 0, len(graph))
        try:
            owlrl.DeductiveClosure(Watched, axiomatic_triples=False, datatype_axioms=False).expand(
                graph
            )
        except Exception as error:  # of a list that leads back into itself, say
            told = f"owlrl cannot reason over this graph ({error}); --engine kg can."
            raise KgError(told) from error
        added, clashes = set(), set()
        for subject, predicate, value in graph:
            if str(predicate) == _ERROR:
                clashes.add(_clash(" ".join(str(value).split())))
            elif (subject, predicate, value) not in before:
                triple = bridge.from_rdflib(subject, predicate, value)
                if triple is not None and triple not in known:
                    added.add(triple)
        return added, clashes


def _clash(sentence: str) -> Clash:
    """Return a clash with the rule that a sentence of owlrl's tells, and the facts if it does."""
    begun = (rule for words, rule in _SENTENCES.items() if sentence.startswith(words))
    rule = next(begun, "cls-nothing2")
    told = _MEMBER.fullmatch(sentence)
    if told is None or not all(":" in name for name in told.groups()):  # a blank node has no colon
        return Clash(rule, ())
    one, other, member = (NamedNode(iri) for iri in told.groups())
    premises: tuple[Fact, ...] = ((one, _DISJOINT, other), (member, RDF_TYPE, one))
    return Clash(rule, (*premises, (member, RDF_TYPE, other)))
