"""What the checks return becomes findings: each with its place, and in a curator's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kg import prefixes, slips
from kg.errors import BadFile
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

_SEVERITY = {"Violation": "error", "Warning": "warning", "Info": "info"}
_CLOSED = PREFIXES["sh"] + "ClosedConstraintComponent"


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
            found = self.finding(
                fault.rule,
                rule(fault.rule).severity,
                slips.message(said, self.language),
                (fault.thing, fault.predicate, fault.value),
                at=fault.at,
                silent=True,
            )
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
            message = known.say(self.language)
            for name in ("prefix", "elsewhere"):
                message = message.replace(f"{{{name}}}", getattr(slip, name))
            place = (slip.file, slip.line, slip.column)
            found = Finding(known.severity, known.id, *place, "", "", message)
            yield replace(found, fix=f"<{slip.elsewhere}>", value=f"<{slip.address}>")

    def breaches(self, breaches: Iterable[Breach]) -> Iterator[Finding]:
        """Yield a finding for each breach of a rule of the book."""
        for breach in breaches:
            known, message = breach.rule, breach.tell(self.store, self.language)
            if breach.question is not None:
                yield self._of_question(breach, message)
                continue
            path = NamedNode(breach.path) if breach.path else None
            facts = (breach.thing, path, breach.value)
            named = "{value}" in known.say(self.language)
            yield self.finding(known.id, known.severity, message, facts, silent=named)

    def _of_question(self, breach: Breach, message: str) -> Finding:
        """Return what is wrong with a question, at the line of its SELECT."""
        question = breach.question
        assert question is not None
        lines = question.text.split("\n")
        line = next((n for n, text in enumerate(lines, 1) if text.startswith("SELECT")), 0)
        name, summary = question.file.path.stem, question.summary(self.language)
        severity, rule = breach.rule.severity, breach.rule.id
        return Finding(severity, rule, question.file.name, line, 1, name, summary, message)

    def doubled(self, types: Iterable[Triple]) -> Iterator[Finding]:
        """Yield a finding for each thing that is described twice, at the later place."""
        known = rule("described-twice")
        for triple in types:
            places = sorted(self.positions.all(triple), key=_is_added)
            if len(places) > 1:
                first, place = places[0], places[-1]
                other = f"{first.file}:{first.line}"
                message = known.say(self.language).replace("{other}", other)
                found = self.finding(
                    known.id, known.severity, message, (triple.subject, None, None)
                )
                related = Related(first.file, first.line, first.column, found.label)
                yield replace(
                    found,
                    file=place.file,
                    line=place.line,
                    column=place.column,
                    related=(related,),
                )

    def results(self, results: Iterable[Result]) -> Iterator[Finding]:
        """Yield a finding for each result of the shapes."""
        for result in results:
            shape = result.shape.value if isinstance(result.shape, NamedNode) else ""
            path = NamedNode(result.path) if result.path.startswith("http") else None
            closed = result.component.value == _CLOSED
            found = self.finding(
                local_name(shape) or local_name(result.component.value),
                _SEVERITY.get(result.severity, "error"),
                self._message(result),
                (result.focus, path, result.value),
                at="predicate" if closed else "value",
                silent=result.value == result.focus,
            )
            yield replace(found, shape=shape, component=result.component.value)

    def _message(self, result: Result) -> str:
        by_language = {text.language or "": text.value for text in reversed(result.messages)}
        told = by_language.get(self.language) or by_language.get("en") or by_language.get("")
        return " ".join((told or min(by_language.values(), default="")).split())

    def finding(
        self,
        rule: str,
        severity: str,
        message: str,
        fact: tuple[Term | None, NamedNode | None, Term | None],
        *,
        at: str = "value",
        silent: bool = False,
    ) -> Finding:
        """Return a finding about a thing, a property of it and its value, as far as they are known.

        It is placed at the value, unless `at` says "predicate" or "subject". `silent` keeps a
        value to itself that the message already tells.
        """
        thing, path, value = fact
        place = self.place(thing, path, value, at)
        return Finding(
            severity=severity,
            rule=rule,
            file=place.file,
            line=place.line,
            column=place.column,
            thing=curie(thing.value, self.store.prefixes) if isinstance(thing, NamedNode) else "",
            label=self.label(thing),
            message=message,
            value="" if value is None or silent else self.text(value),
            focus=thing.value if isinstance(thing, NamedNode) else str(thing or ""),
            path=path.value if path is not None else "",
            term="" if value is None else str(value),
        )

    def place(
        self, thing: Term | None, path: NamedNode | None, value: Term | None, at: str = "value"
    ) -> Place:
        """Return where a fact stands, or as much of it as is written."""
        if thing is None:
            return Place()
        if at == "subject" or path is None:
            return self.positions.find(thing)
        return self.positions.find(thing, path, None if at == "predicate" else value)

    def label(self, thing: Term | None) -> str:
        """Return the name of a thing, "" when it has none."""
        if not isinstance(thing, NamedNode):
            return ""
        label = self.store.label(thing, self.language)
        return "" if label == curie(thing.value, self.store.prefixes) else label

    def text(self, term: Term) -> str:
        """Return a value as it was written, with its datatype when that is not plain text."""
        prefixes = self.store.prefixes
        if isinstance(term, NamedNode):
            label, name = self.store.label(term, self.language), curie(term.value, prefixes)
            return name if label == name else f"{label} ({name})"
        if isinstance(term, BlankNode) or not isinstance(term, Literal):
            return ""
        plain = term.language or term.datatype.value == XSD_STRING
        return f'"{term.value}"' + ("" if plain else f"^^{curie(term.datatype.value, prefixes)}")


def _is_added(place: Place) -> tuple[bool, Place]:
    """Order places: those of the project before those of files added by hand."""
    return not place.file.startswith("data/"), place
