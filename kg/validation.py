"""What is wrong with facts: values and dates, what the shapes ask for, contradictions.

Shapes are checked by pyshacl, contradictions are found by reasoning; all come back as findings in
a curator's words, each with its file and line, in one report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.dates import contradiction
from kg.errors import BadFile, did_you_mean, nearest
from kg.positions import Positions
from kg.report import Finding, Report
from kg.store import Store
from kg.terms import (
    PREFIXES,
    RDF_TYPE,
    XSD_STRING,
    Literal,
    NamedNode,
    Term,
    Triple,
    al,
    curie,
    local_name,
)
from kg.words import say

_SEVERITY = {"Violation": "error", "Warning": "warning", "Info": "info"}
_BOTH = "%s cannot be both %s and %s: look for the fact that uses it as the wrong one."
_DATED = (
    ("date", "earliest", "latest"),
    ("claimedDate", "claimedEarliest", "claimedLatest"),
)
_PROPERTIES = [NamedNode(PREFIXES["owl"] + kind + "Property") for kind in ("Object", "Datatype")]
_CONTRADICT = "The facts contradict each other: one of them has to go."
_ILL_TYPED = "This is not a value of its kind: write it as its kind is written, or give it no kind."
_SYNTAX, _CLASH = "syntax", "contradiction"


def broken(errors: Iterable[BadFile]) -> Report:
    """Return the report of files that cannot be read."""
    findings = [
        Finding("error", _SYNTAX, e.path, e.line, e.column, "", "", e.problem.split("\n")[0])
        for e in errors
    ]
    return Report(tuple(sorted(findings, key=Finding.sort_key)), complete=False)


def contradictions(clashes: Iterable[str], teller: Teller) -> Iterator[Finding]:
    """Yield a finding for each clash that reasoning found.

    What the engine says of single values is left out: `values` says it better, with its place.
    """
    return (_clash(text, teller) for text in clashes if "Lexical value" not in text)


def values(data: list[Triple], teller: Teller) -> list[Finding]:
    """Return what is wrong with single values: ill-typed ones, dates against their bounds."""
    return [*_ill_typed(data, teller), *_dates(data, teller)]


@dataclass(frozen=True)
class Teller:
    """Knows how to name things, where they stand, and in which language to tell it."""

    store: Store
    positions: Positions
    language: str

    def finding(
        self,
        rule: str,
        thing: NamedNode | None,
        message: str,
        path: str = "",
        value: Term | None = None,
        severity: str = "error",
    ) -> Finding:
        """Return a finding about a thing, placed at the line of its property and value."""
        iri = thing.value if thing is not None else ""
        raw = value.value if isinstance(value, NamedNode | Literal) else ""
        file, line = self.positions.find(iri, path, raw) if iri else ("", 0)
        return Finding(
            severity=severity,
            rule=rule,
            file=file,
            line=line,
            column=0,
            thing=curie(iri, self.store.prefixes) if iri else "",
            label=self.store.label(thing, self.language) if thing is not None else "",
            message=message,
            value="" if value is None else self.text(value),
        )

    def text(self, term: Term) -> str:
        """Return a value as it was written, with its datatype when that is not plain text."""
        prefixes = self.store.prefixes
        if isinstance(term, NamedNode):
            label, name = self.store.label(term, self.language), curie(term.value, prefixes)
            return name if label == name else f"{label} ({name})"
        if not isinstance(term, Literal):
            return str(term)
        plain = term.language or term.datatype.value == XSD_STRING
        return f'"{term.value}"' + ("" if plain else f"^^{curie(term.datatype.value, prefixes)}")


def _ill_typed(data: list[Triple], teller: Teller) -> list[Finding]:
    """Return a finding for each value that its datatype does not have, such as 30 February."""
    from kg import bridge

    message = say(_ILL_TYPED, teller.language)
    with bridge.quiet():
        return [
            teller.finding("ill-typed-value", t.subject, message, t.predicate.value, t.object)
            for t in data
            if isinstance(t.object, Literal)
            and isinstance(t.subject, NamedNode)
            and getattr(bridge.term(t.object), "ill_typed", False)
        ]


def _dates(data: list[Triple], teller: Teller) -> Iterator[Finding]:
    """Yield a finding for each date whose first and last day are not those that it allows."""
    names = {al(name): name for names in _DATED for name in names}
    found: dict[NamedNode, dict[str, str]] = {}
    for triple in data:
        subject, value = triple.subject, triple.object
        if triple.predicate in names and isinstance(subject, NamedNode):
            if isinstance(value, Literal):
                found.setdefault(subject, {})[names[triple.predicate]] = value.value
    for thing, told in found.items():
        for date, earliest, latest in _DATED:
            if date in told:
                words = contradiction(told[date], told.get(earliest, ""), told.get(latest, ""))
                if words:
                    yield teller.finding("date-bounds", thing, words, al(date).value)


def _clash(text: str, teller: Teller) -> Finding:
    """Return the engine's sentence about a contradiction in words, with names in place of IRIs."""
    store, language = teller.store, teller.language
    named = [NamedNode(iri) for iri in re.findall(r"https?://[^\s<>\"]+[^\s<>\".,;)]", text)]
    thing = next((node for node in named if not store.is_class(node)), None)
    labels = [store.label(node, language) for node in named]
    if text.startswith("Disjoint classes") and len(named) == 3:
        message = say(_BOTH, language) % (labels[2], *sorted(labels[:2]))
    else:
        for node, label in zip(named, labels, strict=True):
            text = text.replace(node.value, label)
        message = f"{text}. {say(_CONTRADICT, language)}"
    return teller.finding(_CLASH, thing, message)


def shapes(data: list[Triple], rules: list[Triple], teller: Teller) -> list[Finding]:
    """Return what pyshacl finds when `data` is held against the shapes in `rules`."""
    import pyshacl
    from rdflib.namespace import SH

    from kg import bridge

    shape_graph = bridge.graph(rules)
    with bridge.quiet():
        _, results, _ = pyshacl.validate(
            bridge.graph(data), shacl_graph=shape_graph, inference="none", allow_warnings=True
        )
    findings = []
    for result in results.objects(None, SH.result):  # and not the details inside a result
        focus = bridge.from_term(results.value(result, SH.focusNode))
        path = str(results.value(result, SH.resultPath) or "")
        value = results.value(result, SH.value)
        shape = results.value(result, SH.sourceShape)
        severity = str(results.value(result, SH.resultSeverity)).rpartition("#")[2]
        # pyshacl loses the languages of some messages, so they are read from the shape first.
        told = [*results.objects(result, SH.resultMessage), *shape_graph.objects(shape, SH.message)]
        messages = {message.language or "": str(message) for message in told}
        message = messages.get(teller.language) or messages.get("en") or min(messages.values())
        component = results.value(result, SH.sourceConstraintComponent)
        if component == SH.ClosedConstraintComponent:
            message += _misspelt(path, teller.store)
        found = None if value is None else bridge.from_term(value)
        findings.append(
            teller.finding(
                rule=str(shape).rpartition("#")[2],
                thing=focus if isinstance(focus, NamedNode) else None,
                message=" ".join(message.split()),
                path=path,
                value=None if found == focus else found,
                severity=_SEVERITY.get(severity, "error"),
            )
        )
    return findings


def _misspelt(path: str, store: Store) -> str:
    """Return the name of a property that does not belong, and the names that are spelt like it."""
    known = [
        local_name(quad.subject.value)
        for kind in _PROPERTIES
        for quad in store.quads(None, RDF_TYPE, kind)
        if isinstance(quad.subject, NamedNode)
    ]
    name = local_name(path)
    near = [] if name in known else nearest(name, known)
    return f" ({curie(path, store.prefixes)}){did_you_mean(near)}"
