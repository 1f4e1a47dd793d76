"""One fault told once: findings that only follow from another one are left out.

A misspelt word is an unknown property, a line that does not belong, and a missing one; whoever
mends the first has mended all. So the plainest of them is told and the rest waits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg import rules
from kg.report import Finding
from kg.terms import RDF_TYPE, al, local_name

# Findings that say what is wrong with the very words; what others say of the same waits.
_WORDS = ("unknown-term", "dangling-name", "ill-typed-value", "malformed-list", "untyped-thing")
_CLASHES = ("cax-dw", "cax-adc", "cls-com", "cls-nothing2")
_DAYS = ("date-bounds", "end-before-start")  # what is wrong with the days of one thing
# The property that a rule misses, where it does not name it itself.
_MISSED = {
    "event-without-passage": "statedIn",
    "statement-without-passage": "reportedIn",
    "accusation-without-accuser": "madeBy",
    "accusation-without-accused": "accused",
}
_DAY = ("earliest", "latest", "claimedEarliest", "claimedLatest", "countedFrom", "countedTo")
_TYPE = RDF_TYPE.value


def left_out(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings without those that only echo another, in the order given."""
    told = rules.once(_each_once(findings))
    causes = _Causes(told)
    return [finding for finding in told if finding.rule in _WORDS or not causes.explain(finding)]


def _each_once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield findings that read differently: a shape may refuse one value for several reasons."""
    seen = set()
    for finding in findings:
        said = (finding.rule, finding.focus, finding.path, finding.term, finding.message)
        if said not in seen:
            seen.add(said)
            yield finding


class _Causes:
    """What is known to be wrong with words and kinds, and what follows from that."""

    def __init__(self, findings: list[Finding]) -> None:
        wrong = [finding for finding in findings if finding.rule in _WORDS]
        # A property of a thing whose line cannot be right: as it is written, as it was meant.
        self._lines = {(f.focus, f.path) for f in wrong}
        self._meant = {(f.focus, name) for f in wrong for name in f.near}
        # Things of which it is not known what they are, or of which it cannot be.
        self._unkind = {f.focus for f in wrong if f.path == _TYPE or f.rule == "untyped-thing"}
        self._unkind |= {f.focus for f in findings if f.rule in _CLASHES}
        # Things whose days are wrong, so that nothing can be said of their order.
        self._undated = {f.focus for f in findings if f.rule in _DAYS or _is_wrong_day(f)}
        self._misdated = {f.focus for f in wrong if local_name(f.path) in _DAY}
        # A value that is told once as wrong is not told again by a shape.
        self._values = {(f.focus, f.path, f.term) for f in findings if f.term and not f.component}

    def explain(self, finding: Finding) -> bool:
        """Say whether a finding goes away with what is already told."""
        known = rules.book().get(finding.rule)
        if known is not None and known.set == "contradictions":
            return False
        if finding.rule == "charge-in-a-fact":  # whatever the thing is, and what is waived of it
            return False
        if finding.focus in self._unkind or finding.term.strip("<>") in self._unkind:
            return True
        missed = _MISSED.get(finding.rule)
        path = al(missed).value if missed else finding.path
        if (finding.focus, path) in self._lines:
            return True
        if finding.rule == "date-bounds" and finding.focus in self._misdated:
            return True
        if _compares_days(finding) and {finding.focus, finding.term.strip("<>")} & self._undated:
            return True
        if not finding.component:
            return False
        return (finding.focus, finding.path, finding.term) in self._values or any(
            finding.focus == focus and _names(finding, name) for focus, name in self._meant
        )


def _names(finding: Finding, name: str) -> bool:
    """Say whether a finding is about the property of this name (prefix:name)."""
    local = name.rpartition(":")[2]
    return bool(local) and finding.path.rpartition("#")[2].rpartition("/")[2] == local


def _is_wrong_day(finding: Finding) -> bool:
    """Say whether a finding is about how a day is written, and not about the order of two."""
    if finding.rule == "ill-typed-value":
        return finding.term.endswith("#date>")
    is_shape = finding.component and "LessThan" not in finding.component
    return bool(is_shape) and bool(finding.term) and local_name(finding.path) in _DAY


def _compares_days(finding: Finding) -> bool:
    """Say whether a finding is about the order of days."""
    known = rules.book().get(finding.rule)
    if known is not None:
        return finding.rule not in _DAYS and "al:earliest" in known.query
    return "LessThan" in finding.component
