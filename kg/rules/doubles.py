"""One fault told once: where a shape and a rule of the book find the same, the rule says it."""

from __future__ import annotations

from collections.abc import Iterable

from kg.report import Finding
from kg.rules.book import book
from kg.terms import PREFIXES

_CLOSED = PREFIXES["sh"] + "ClosedConstraintComponent"


def once(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings without those of shapes that a rule says better of the same thing.

    A closed shape ("this line does not belong here") is meant line by line: of it only what is
    found at the rule's own property is left out.
    """
    findings = list(findings)
    better: dict[tuple[str, str], set[str]] = {}
    for finding in findings:
        rule = book().get(finding.rule)
        for shape in rule.instead_of if rule else ():
            better.setdefault((shape, finding.thing), set()).add(finding.path)

    def is_said_better(finding: Finding) -> bool:
        paths = better.get((finding.rule, finding.thing), set())
        return bool(paths) and (finding.component != _CLOSED or finding.path in paths)

    return [finding for finding in findings if not is_said_better(finding)]
