"""What is wrong with the files: broken Turtle, broken shapes' rules, contradictions.

Shapes are checked by pyshacl, contradictions are found by reasoning; both come back as findings
in the words of the shapes, each with its file and line, in one report.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from kg.cells import visible
from kg.errors import BadFile
from kg.positions import Positions
from kg.progress import Progress, silent
from kg.store import Store
from kg.terms import Literal, NamedNode, Triple, curie
from kg.words import say

SEVERITIES = ("error", "warning", "info")
_SEVERITY = {"Violation": "error", "Warning": "warning", "Info": "info"}
_CONTRADICT = "The facts contradict each other: one of them has to go."
_ILL_TYPED = "This is not a value of its kind: write it as its kind is written, or give it no kind."
_SYNTAX, _CLASH = "turtle-syntax", "contradiction"


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: how bad, by which rule, where, with what, and what to write."""

    severity: str  # one of SEVERITIES
    rule: str  # the name of the shape, "turtle-syntax" or "contradiction"
    file: str  # "" when no file describes the thing
    line: int  # from 1; 0 for the whole file
    column: int  # from 1; 0 for the whole line
    thing: str  # its CURIE
    label: str
    message: str
    value: str = ""  # the offending value as people read it, "" when something is missing

    def sort_key(self) -> tuple[object, ...]:
        """Worst first, then by place."""
        order = SEVERITIES.index(self.severity)
        return order, self.file, self.line, self.column, self.rule, self.thing, self.value

    def text(self, language: str = "en") -> str:
        """Return the finding as one line."""
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        who = f"{self.label} ({self.thing}): " if self.thing else ""
        found = say("found", language).capitalize()
        value = f" {found}: {self.value}." if self.value else ""
        start = f"{say(self.severity, language)}: {place or say('the graph', language)}: "
        return visible(f"{start}{who}{self.message}{value} [{self.rule}]")


@dataclass(frozen=True)
class Report:
    """All findings, worst first; `complete` is false when broken files stopped other checks."""

    findings: tuple[Finding, ...]
    complete: bool = True
    where: str = ""  # the folder and files that were checked, as people read it
    language: str = "en"

    def count(self, severity: str) -> int:
        """Return the number of findings of a severity."""
        return sum(finding.severity == severity for finding in self.findings)

    def conforms(self, fail_on: str = "error") -> bool:
        """Say whether nothing is as bad as `fail_on` (one of SEVERITIES, or "never")."""
        if fail_on == "never":
            return True
        bad = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
        return not any(finding.severity in bad for finding in self.findings)

    def exit_code(self, fail_on: str = "error") -> int:
        """Return 2 when a file could not be read, 1 when a rule is broken, else 0."""
        return 2 if not self.complete else 0 if self.conforms(fail_on) else 1

    def write(self, format: str = "text") -> str:
        """Return the report as text or JSON; it ends with the counts."""
        counts = {severity: self.count(severity) for severity in SEVERITIES}
        if format == "json":
            findings = [asdict(finding) for finding in self.findings]
            document = {
                "checked": self.where,
                "complete": self.complete,
                "counts": counts,
                "findings": findings,
            }
            return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
        lines = [finding.text(self.language) for finding in self.findings]
        if not self.complete:
            lines.append(say("Other checks wait until every file can be read.", self.language))
        words = [
            f"{count} {say(severity if count == 1 else severity + 's', self.language)}"
            for severity, count in counts.items()
        ]
        where = f" {say('in', self.language)} {self.where}" if self.where else ""
        lines.append(", ".join(words).replace("infos", "info") + where)
        return "\n".join(lines) + "\n"


def broken(errors: Iterable[BadFile]) -> Report:
    """Return the report of files that cannot be read."""
    findings = [
        Finding("error", _SYNTAX, e.path, e.line, e.column, "", "", e.problem.split("\n")[0])
        for e in errors
    ]
    return Report(tuple(sorted(findings, key=Finding.sort_key)), complete=False)


def check(
    store: Store,
    data: Iterable[Triple],
    shapes: Iterable[Triple],
    clashes: Iterable[str],
    positions: Positions,
    language: str = "en",
    progress: Progress = silent,
) -> Report:
    """Check triples against shapes, and report the clashes that reasoning found.

    `store` gives the names of things. Data is never changed, and warnings are findings, no
    failure.
    """
    data, shapes = list(data), list(shapes)
    # What the engine says of single values is said better, and with its place, right below.
    findings = [
        _clash(text, store, positions, language) for text in clashes if "Lexical value" not in text
    ]
    findings += _ill_typed(data, store, positions, language)
    if shapes:
        progress("checking the shapes")
        findings += _shacl(store, data, shapes, positions, language)
    return Report(tuple(sorted(set(findings), key=Finding.sort_key)), language=language)


def _ill_typed(
    data: list[Triple], store: Store, positions: Positions, language: str
) -> list[Finding]:
    """Return a finding for each value that its datatype does not have, such as 30 February."""
    from kg import bridge

    findings = []
    for triple in data:
        value, thing = triple.object, triple.subject
        if not isinstance(value, Literal) or not isinstance(thing, NamedNode) or value.language:
            continue
        with bridge.quiet():
            wrong = getattr(bridge.term(value), "ill_typed", False)
        if wrong:
            file, line = positions.find(thing.value, triple.predicate.value, value.value)
            findings.append(
                Finding(
                    severity="error",
                    rule="ill-typed-value",
                    file=file,
                    line=line,
                    column=0,
                    thing=curie(thing.value, store.prefixes),
                    label=store.label(thing, language),
                    message=say(_ILL_TYPED, language),
                    value=f'"{value.value}" ({curie(value.datatype.value, store.prefixes)})',
                )
            )
    return findings


def _clash(text: str, store: Store, positions: Positions, language: str) -> Finding:
    """Return the engine's sentence about a contradiction with names in the place of IRIs."""
    named = [NamedNode(iri) for iri in re.findall(r"https?://[^\s<>\"]+[^\s<>\".,;)]", text)]
    things = [thing for thing in named if not store.is_class(thing)]
    thing = things[0] if things else None
    for node in named:
        text = text.replace(node.value, f"{store.label(node, language)}")
    file, line = positions.find(thing.value) if thing else ("", 0)
    return Finding(
        severity="error",
        rule=_CLASH,
        file=file,
        line=line,
        column=0,
        thing=curie(thing.value, store.prefixes) if thing else "",
        label=store.label(thing, language) if thing else "",
        message=f"{text}. {say(_CONTRADICT, language)}",
    )


def _shacl(
    store: Store,
    data: Iterable[Triple],
    shapes: Iterable[Triple],
    positions: Positions,
    language: str,
) -> list[Finding]:
    import pyshacl
    from rdflib.namespace import SH

    from kg import bridge

    rules = bridge.graph(shapes)
    with bridge.quiet():
        _, results, _ = pyshacl.validate(
            bridge.graph(data), shacl_graph=rules, inference="none", allow_warnings=True
        )
    findings = []
    for result in results.objects(None, SH.result):  # and not the details inside a result
        focus = bridge.from_term(results.value(result, SH.focusNode))
        path = results.value(result, SH.resultPath)
        value = results.value(result, SH.value)
        shape = results.value(result, SH.sourceShape)
        severity = str(results.value(result, SH.resultSeverity)).rpartition("#")[2]
        # pyshacl loses the languages of some messages, so they are read from the shape first.
        told = [*results.objects(result, SH.resultMessage), *rules.objects(shape, SH.message)]
        messages = {message.language or "": str(message) for message in told}
        message = messages.get(language) or messages.get("en") or min(messages.values())
        found = None if value is None else bridge.from_term(value)
        iri = focus.value if isinstance(focus, NamedNode) else ""
        text = _text(store, found, language) if found not in (None, focus) else ""
        raw = found.value if found is not None else ""
        file, line = positions.find(iri, str(path or ""), raw)
        findings.append(
            Finding(
                severity=_SEVERITY.get(severity, "error"),
                rule=str(shape).rpartition("#")[2],
                file=file,
                line=line,
                column=0,
                thing=curie(iri, store.prefixes) if iri else "",
                label=store.label(focus, language),
                message=" ".join(message.split()),
                value=text,
            )
        )
    return findings


def _text(store: Store, term: object, language: str) -> str:
    if isinstance(term, NamedNode):
        return f"{store.label(term, language)} ({curie(term.value, store.prefixes)})"
    return f'"{term.value}"' if isinstance(term, Literal) else str(term)
