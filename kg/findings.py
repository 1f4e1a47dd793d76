"""What the checks return becomes findings: each with its place, and in a curator's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kg import prefixes, slips
from kg.errors import BadFile
from kg.queries import Question
from kg.report import Finding, Related
from kg.rules import Breach, rule
from kg.shacl import Result
from kg.slips import AskedFault
from kg.store import Store
from kg.terms import (
    PREFIXES,
    XSD_STRING,
    BlankNode,
    Literal,
    NamedNode,
    Term,
    Triple,
    curie,
    local_name,
)
from kg.turtle.positions import Place, Positions
from kg.words import say

_SEVERITY = {"Violation": "error", "Warning": "warning", "Info": "info"}
_BARE = ("boolean", "integer", "decimal", "double")  # kinds that Turtle writes without quotes
_CLOSED = PREFIXES["sh"] + "ClosedConstraintComponent"
# What is asked about the kind of a value, so that its own kind is worth telling.
_KINDS = {
    PREFIXES["sh"] + f"{name}ConstraintComponent" for name in ("Class", "Node", "Or", "SPARQL")
}
_IN_SCHEME = NamedNode(PREFIXES["skos"] + "inScheme")


@dataclass(frozen=True)
class Offence:
    """What is wrong: a thing, a property of it and its value, as far as they are known.

    It is placed at the value, unless `at` says "predicate". A `silent` value is one that the
    message already tells.
    """

    thing: Term | None
    path: NamedNode | None = None
    value: Term | None = None
    at: str = "value"
    silent: bool = False


@dataclass(frozen=True)
class Teller:
    """Knows how to name things, where they stand, and in which language to tell it."""

    store: Store
    positions: Positions
    language: str

    def broken(self, errors: Iterable[BadFile]) -> Iterator[Finding]:
        """Yield a finding for each place where a file cannot be read."""
        for error in errors:
            problem = error.problem.split("\n")[0]
            yield Finding("error", "syntax", error.path, error.line, error.column, "", "", problem)

    def slips(self, faults: Iterable[slips.Fault]) -> Iterator[Finding]:
        """Yield a finding for each slip of the pen; one meant name is what to write."""
        for fault in faults:
            fix = fault.near[0] if fault.is_certain else ""
            said = replace(fault, near=()) if fix else fault
            offence = Offence(fault.thing, fault.predicate, fault.value, fault.at, silent=True)
            message = slips.message(said, self.language)
            found = self.finding(fault.rule, rule(fault.rule).severity, message, offence)
            yield replace(found, fix=fix, near=fault.near)

    def asked(self, faults: Iterable[tuple[str, AskedFault]]) -> Iterator[Finding]:
        """Yield a finding for each slip of the pen in a question."""
        for file, asked in faults:
            fault = asked.fault
            message = slips.message(fault, self.language)
            severity, place = rule(fault.rule).severity, (file, asked.line, asked.column)
            name = file.rpartition("/")[2].removesuffix(".rq")
            found = Finding(severity, fault.rule, *place, name, "", message)
            yield replace(found, near=fault.near)

    def prefixes(self, wrong: Iterable[prefixes.Slip]) -> Iterator[Finding]:
        """Yield a finding for each prefix with a wrong address."""
        known = rule("prefix-address")
        for slip in wrong:
            told = {"prefix": slip.prefix, "elsewhere": slip.elsewhere}
            message = known.tell(self.language, told)
            place = (slip.file, slip.line, slip.column)
            found = Finding(known.severity, known.id, *place, "", "", message)
            yield replace(found, fix=f"<{slip.elsewhere}>", value=f"<{slip.address}>")

    def breaches(self, breaches: Iterable[Breach]) -> Iterator[Finding]:
        """Yield a finding for each breach of a rule of the book."""
        for breach in breaches:
            if breach.question is not None:
                yield self._of_question(breach, breach.question)
            elif breach.other is None:
                yield self._breach(breach)
            else:
                # Of two that may be wrong the one that came later is, most likely.
                first, last = sorted((breach, breach.turned()), key=lambda b: _age(self._breach(b)))
                yield _related(self._breach(last), self._breach(first))

    def _breach(self, breach: Breach) -> Finding:
        known, path = breach.rule, NamedNode(breach.path) if breach.path else None
        offence = Offence(breach.thing, path, breach.value, silent=known.names("value"))
        message = breach.tell(self.store, self.language)
        return self.finding(known.id, known.severity, message, offence)

    def _of_question(self, breach: Breach, question: Question) -> Finding:
        """Return what is wrong with a question, at the line of its SELECT."""
        message = breach.tell(self.store, self.language)
        lines = question.text.split("\n")
        line = next((n for n, text in enumerate(lines, 1) if text.startswith("SELECT")), 0)
        name, summary = question.file.path.stem, question.summary(self.language)
        severity, rule = breach.rule.severity, breach.rule.id
        return Finding(severity, rule, question.file.name, line, 1, name, summary, message)

    def doubled(self, types: Iterable[Triple]) -> Iterator[Finding]:
        """Yield a finding for each thing that is described twice, at the later place."""
        known = rule("described-twice")
        for triple in types:
            places = self.positions.all(triple)
            if len(places) > 1:
                found = self.finding(known.id, known.severity, "", Offence(triple.subject))
                first, *_, last = sorted((placed(found, place) for place in places), key=_age)
                other = f"{first.file}:{first.line}"
                message = known.tell(self.language, {"other": other})
                yield replace(_related(last, first), message=message)

    def results(self, results: Iterable[Result]) -> Iterator[Finding]:
        """Yield a finding for each result of the shapes."""
        for result in results:
            shape = result.shape.value if isinstance(result.shape, NamedNode) else ""
            is_property = result.path[:1] not in ("", "<", "^", "(")  # as SPARQL begins a path
            path = NamedNode(result.path) if is_property else self._link(result)
            closed = result.component.value == _CLOSED
            at, silent = "predicate" if closed else "value", result.value == result.focus
            found = self.finding(
                result.rule,
                _SEVERITY.get(result.severity, "error"),
                self._message(result),
                Offence(result.focus, path, result.value, at, silent),
            )
            component = result.component.value
            if found.value and component in _KINDS:
                found = replace(found, value=found.value + self._kind(result.value))
            yield replace(found, path=result.path, shape=shape, component=component)

    def _kind(self, value: Term | None) -> str:
        """Return what something described is: the list it stands in, else its class."""
        if not isinstance(value, NamedNode):
            return ""
        kinds = self.store.values(value, _IN_SCHEME) or self.store.types(value)
        return "".join(f", {self.store.label(kind, self.language)}" for kind in kinds)

    def _link(self, result: Result) -> NamedNode | None:
        """Return which property has the value, where a path may go by several."""
        if not result.path or result.value is None:
            return None
        facts = self.store.quads(result.focus, None, result.value)
        return min((quad.predicate for quad in facts), key=str, default=None)

    def _message(self, result: Result) -> str:
        by_language = {text.language or "": text.value for text in reversed(result.messages)}
        told = by_language.get(self.language) or by_language.get("en") or by_language.get("")
        return " ".join((told or min(by_language.values(), default="")).split())

    def finding(self, rule: str, severity: str, message: str, offence: Offence) -> Finding:
        """Return the finding of an offence, at its place."""
        thing, path, value = offence.thing, offence.path, offence.value
        found = Finding(
            severity=severity,
            rule=rule,
            file="",
            line=0,
            column=0,
            thing=curie(thing.value, self.store.prefixes) if isinstance(thing, NamedNode) else "",
            label=self.label(thing),
            message=message,
            value="" if value is None or offence.silent else self.text(value),
            focus=thing.value if isinstance(thing, NamedNode) else str(thing or ""),
            path=path.value if path is not None else "",
            term="" if value is None else str(value),
        )
        if thing is None:
            return found
        at = None if offence.at == "predicate" else value
        return placed(found, self.positions.find(thing, path, at))

    def label(self, thing: Term | None) -> str:
        """Return the name of a thing, "" when it is all in its CURIE."""
        if isinstance(thing, BlankNode):
            return self._nameless(thing)
        if not isinstance(thing, NamedNode):
            return ""
        label = self.store.label(thing, self.language)
        return "" if label == curie(thing.value, self.store.prefixes) else label

    def _nameless(self, thing: BlankNode) -> str:
        """Return where a thing without a name is described."""
        place = self.positions.find(thing)
        if not place.file:
            return say("a thing without a name", self.language)
        told = say("a thing without a name at %s", self.language)
        return told % f"{place.file}:{place.line}"

    def text(self, term: Term) -> str:
        """Return a value as it was written, with its kind when that is not plain text."""
        prefixes = self.store.prefixes
        if isinstance(term, NamedNode):
            label, name = self.store.label(term, self.language), curie(term.value, prefixes)
            return name if label == name else f"{label} ({name})"
        if isinstance(term, BlankNode):
            return self._nameless(term)
        if not isinstance(term, Literal):
            return ""
        if local_name(term.datatype.value) in _BARE:
            return term.value
        if term.language:
            return f'"{term.value}"@{term.language}'
        kind = "" if term.datatype.value == XSD_STRING else curie(term.datatype.value, prefixes)
        return f'"{term.value}"' + (f"^^{kind}" if kind else "")


def placed(finding: Finding, place: Place) -> Finding:
    """Return a finding with its place."""
    return replace(finding, file=place.file, line=place.line, column=place.column)


def _age(finding: Finding) -> tuple[bool, str, int, int]:
    """Order findings by place: those of the project before those of files added by hand."""
    is_added = not finding.file.startswith("data/")
    return is_added, finding.file, finding.line, finding.column


def _related(finding: Finding, other: Finding) -> Finding:
    """Return a finding that shows the place of another."""
    return replace(finding, related=(Related(other.file, other.line, other.column, other.label),))
