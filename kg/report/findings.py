"""The findings of a report as values: what is wrong, where, and what was waived."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from textwrap import indent
from typing import TypeVar

from kg.errors import BadValue
from kg.formats import REPORTS
from kg.report.texts import one_line, place
from kg.words import say

SEVERITIES = ("error", "warning", "info")
SETS = (  # of rules, in the order in which they are checked
    *("syntax", "terms", "values", "contradictions", "facts", "living-persons"),
    *("shapes", "waivers"),
)
SYNTAX = "syntax"  # the rule that a file can be read


@dataclass(frozen=True)
class Related:
    """A place that a finding rests on, and what stands there: a fact of a contradiction, say."""

    file: str
    line: int  # from 1; 0 for the whole file
    column: int  # from 1; 0 for the whole line
    message: str

    @property
    def place(self) -> str:
        """file:line:column, as far as they are known."""
        return place(self.file, self.line, self.column)


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: how bad, by which rule, where, with what, and what to write."""

    severity: str  # one of SEVERITIES
    rule: str  # the name of the shape, "syntax", "cax-dw", "date-bounds" …
    file: str  # "" when no file describes the thing
    line: int  # from 1; 0 for the whole file
    column: int  # from 1, in characters; 0 for the whole line
    thing: str  # its CURIE
    label: str
    message: str
    value: str = ""  # the offending value as people read it, "" when something is missing
    focus: str = ""  # the IRI of the thing, or its name as a blank node ("_:b0")
    path: str = ""  # the IRI of the property
    term: str = ""  # the offending value as N-Triples writes it
    shape: str = ""  # the IRI of the shape that the rule is, "" for a rule that is none
    component: str = ""  # the IRI of the SHACL constraint component, "" when it is none
    related: tuple[Related, ...] = ()
    fix: str = ""  # what to type instead, "" when that takes somebody who knows
    near: tuple[str, ...] = ()  # the names that may have been meant, best first

    def sort_key(self) -> tuple[object, ...]:
        """Worst first, then by place; no two different findings have the same key."""
        at = SEVERITIES.index(self.severity), self.file, self.line, self.column
        return *at, self.rule, self.thing, self.value, repr(self)

    @property
    def place(self) -> str:
        """file:line:column, as far as they are known."""
        return place(self.file, self.line, self.column)

    @property
    def who(self) -> str:
        """The thing by its label and CURIE, "" when there is none."""
        both = self.label and self.thing
        return one_line(f"{self.label} ({self.thing})" if both else self.label or self.thing)

    def lasting(self) -> Finding:
        """Return the finding as it is while only the text around it changes: without its lines.

        What has no name is known by its place alone, so that it is left out, too.
        """
        named, valued = not self.focus.startswith("_:"), not self.term.startswith("_:")
        return replace(
            self,
            line=0,
            column=0,
            label=self.label if named else "",
            focus=self.focus if named else "",
            value=self.value if valued else "",
            term=self.term if valued else "",
            related=tuple(replace(one, line=0, column=0) for one in self.related),
        )

    def told(self, language: str = "en") -> str:
        """Return on one line what is wrong, what was found, and what to write instead."""
        value = f" {say('Found', language)}: {self.value}." if self.value else ""
        fix = f" {say('Write', language)}: {self.fix}" if self.fix else ""
        return one_line(f"{self.message}{value}{fix}")

    def text(self, language: str = "en") -> str:
        """Return the finding as one line."""
        found = replace(self, fix="").told(language)
        who = f"{self.who}: " if self.who else ""
        start = f"{say(self.severity, language)}: {self.place or say('the graph', language)}: "
        return f"{start}{who}{found} [{one_line(self.rule)}]"


Located = TypeVar("Located", Related, Finding)


@dataclass(frozen=True)
class Waived:
    """A finding that somebody decided to live with: why, and through which day ("" for ever)."""

    finding: Finding
    reason: str
    until: str = ""

    def told(self, language: str = "en") -> str:
        """Return the reason, and through which day it holds."""
        return self.reason + (f" ({say('until', language)} {self.until})" if self.until else "")


@dataclass(frozen=True)
class RulePage:
    """What there is to read about a rule, in the language of the report; "" where nothing is."""

    id: str
    set: str  # one of SETS
    problem: str
    why: str = ""
    fix: str = ""
    example: str = ""  # Turtle
    severity: str = ""  # one of SEVERITIES

    def write(self, language: str = "en") -> str:
        """Return the page as Markdown that reads well as plain text, too."""
        kind = f"{say(self.severity, language).capitalize()}, {say(self.set, language)}."
        parts = [f"# {self.id}", kind, self.problem]
        for name, text in (("Why", self.why), ("What to do", self.fix)):
            if text:
                parts.append(f"{say(name, language)}: {text}")
        if self.example:
            parts += [f"{say('Example', language)}:", indent(self.example, "    ")]
        return "\n\n".join(parts) + "\n"


@dataclass(frozen=True)
class Report:
    """All findings, worst first, each once; not `complete` when broken files stopped other checks.

    Shapes of the rest: `where` is the folder and files that were checked, as people read it;
    `files` their names as findings give them; `pages` those of the rules that found something.
    """

    findings: tuple[Finding, ...]
    complete: bool = True
    where: str = ""
    language: str = "en"
    waived: tuple[Waived, ...] = ()
    files: tuple[str, ...] = ()
    pages: tuple[RulePage, ...] = ()
    fail_on: str = "error"  # the least bad severity that fails, or "never"

    def __post_init__(self) -> None:
        """Put the findings in order, whatever order they came in."""
        ordered = tuple(sorted(set(self.findings), key=Finding.sort_key))
        object.__setattr__(self, "findings", ordered)
        waived = sorted(set(self.waived), key=lambda one: (one.finding.sort_key(), repr(one)))
        object.__setattr__(self, "waived", tuple(waived))

    def count(self, severity: str) -> int:
        """Return the number of findings of a severity."""
        return sum(finding.severity == severity for finding in self.findings)

    def counts(self) -> str:
        """Return the numbers in words: "2 errors, 1 warning, 0 info", and what was waived."""
        words = []
        for severity in SEVERITIES:
            number = self.count(severity)
            name = severity if number == 1 or severity == "info" else severity + "s"
            words.append(f"{number} {say(name, self.language)}")
        if self.waived:
            words.append(f"{len(self.waived)} {say('waived', self.language)}")
        return ", ".join(words)

    def fails(self, finding: Finding, fail_on: str = "") -> bool:
        """Say whether a finding is as bad as `fail_on` (the report's own when it is not given)."""
        limit = fail_on or self.fail_on
        return limit != "never" and finding.severity in SEVERITIES[: SEVERITIES.index(limit) + 1]

    def conforms(self, fail_on: str = "") -> bool:
        """Say whether nothing is as bad as `fail_on`."""
        return not any(self.fails(finding, fail_on) for finding in self.findings)

    def exit_code(self, fail_on: str = "") -> int:
        """Return 2 when a file could not be read, 1 when a rule is broken, else 0."""
        return 2 if not self.complete else 0 if self.conforms(fail_on) else 1

    def page(self, rule: str) -> RulePage | None:
        """Return the page of a rule, None when there is none."""
        return next((page for page in self.pages if page.id == rule), None)

    def by_file(self) -> Iterator[tuple[str, list[Finding]]]:
        """Yield each file with its findings, the worst file first, and at last the clean files."""
        found: dict[str, list[Finding]] = {}
        for finding in self.findings:
            found.setdefault(finding.file, []).append(finding)
        yield from found.items()
        yield from ((file, []) for file in sorted(set(self.files)) if file not in found)

    def renamed(self, names: Mapping[str, str]) -> Report:
        """Return the report with other names for files; those not in `names` keep theirs."""

        def new(at: Located) -> Located:
            return replace(at, file=names.get(at.file, at.file))

        def found(finding: Finding) -> Finding:
            return replace(new(finding), related=tuple(map(new, finding.related)))

        return replace(
            self,
            findings=tuple(map(found, self.findings)),
            waived=tuple(replace(one, finding=found(one.finding)) for one in self.waived),
            files=tuple(names.get(file, file) for file in self.files),
        )

    def since(self, before: Report) -> str:
        """Return as text what has come and gone since an earlier report; moved lines are neither.

        The counts are the last line.
        """
        told: dict[Finding, tuple[list[Finding], list[Finding]]] = {}
        for side, findings in enumerate((before.findings, self.findings)):
            for one in findings:
                told.setdefault(one.lasting(), ([], []))[side].append(one)
        gone = [
            f"- {f.text(self.language)}" for then, now in told.values() for f in then[len(now) :]
        ]
        come = [
            f"+ {f.text(self.language)}" for then, now in told.values() for f in now[len(then) :]
        ]
        return "\n".join([*gone, *come, self.counts()]) + "\n"

    def write(self, format: str = "text") -> str:
        """Return the report in one of `kg.formats.REPORTS`. Raises BadValue for another."""
        if format not in REPORTS:
            raise BadValue(f"A report has no format {format!r}: write {', '.join(REPORTS)}.")
        written: str = import_module(f"kg.report.{format}").write(self)
        return written
