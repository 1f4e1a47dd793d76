"""What checking found: findings with their place, worst first, as text or JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from kg.cells import visible
from kg.words import say

SEVERITIES = ("error", "warning", "info")
RULES = ("values", "shapes", "contradictions", "living-persons")  # the sets of rules


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: how bad, by which rule, where, with what, and what to write."""

    severity: str  # one of SEVERITIES
    rule: str  # the name of the shape, "syntax", "contradiction", "date-bounds" …
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
