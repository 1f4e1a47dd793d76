"""What the checks return becomes findings: each with its place, and in a curator's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg import prefixes, slips
from kg.errors import BadFile
from kg.findings.naming import Offence, placed, related
from kg.findings.shapes import Shapes
from kg.queries import Question
from kg.report import Finding
from kg.rules import Breach, rule
from kg.slips import AskedFault
from kg.terms import NamedNode, Term, Triple

__all__ = ["Offence", "Teller", "placed"]


class Teller(Shapes):
    """Tells what is wrong; it knows how to name things, and where they stand."""

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
                pair = ((b, self._breach(b)) for b in (breach, breach.turned()))
                first, last = sorted(pair, key=lambda p: (self._rivals(p[0]), _age(p[1])))
                yield related(last[1], first[1])

    def _rivals(self, breach: Breach) -> int:
        """Return how many further addresses at one register a thing has."""
        if breach.thing is None or not isinstance(breach.value, NamedNode):
            return 0
        values = self.store.values(breach.thing, NamedNode(breach.path)) if breach.path else []
        return [_register(value) for value in values].count(_register(breach.value))

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
                yield replace(related(last, first), message=message)


def _register(value: Term) -> str:
    """Return the host of an address."""
    return str(value).split("/")[2] if "://" in str(value) else ""


def _age(finding: Finding) -> tuple[bool, str, int, int]:
    """Order findings by place: those of the project before those of files added by hand."""
    is_added = not finding.file.startswith("data/")
    return is_added, finding.file, finding.line, finding.column
