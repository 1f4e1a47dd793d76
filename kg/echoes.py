"""One fault told once: findings that say the same as another, or only follow from it.

A misspelt word is an unknown property, a line that does not belong, and a missing one; whoever
mends the first has mended all. So the plainest of them is told and the rest waits.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from kg import rules
from kg.report import Finding, Related
from kg.shacl import Result
from kg.terms import PREFIXES, RDF_TYPE, BlankNode, Term, Triple, al, local_name

# Findings that say what is wrong with the very words; what others say of the same waits.
_WORDS = ("unknown-term", "dangling-name", "ill-typed-value", "malformed-list", "untyped-thing")
_CLASHES = ("cax-dw", "cax-adc", "cls-com", "cls-nothing2")
_DAYS = ("date-bounds", "end-before-start")  # what is wrong with the days of one thing
_DAY = ("earliest", "latest", "claimedEarliest", "claimedLatest", "countedFrom", "countedTo")
_TYPE = RDF_TYPE.value
# Without these lines of an ontology nobody knows what its things are.
_KINDS = {PREFIXES["rdfs"] + name for name in ("subClassOf", "subPropertyOf", "domain", "range")}
_KINDS_ASKED = tuple(f"#{name}ConstraintComponent" for name in ("Class", "Node", "Or"))
_LIST = PREFIXES["skos"] + "inScheme"
_CLOSED = PREFIXES["sh"] + "ClosedConstraintComponent"
_TAKE_SHAPES = ("node", "property", "not", "qualifiedValueShape", "first")
Parts = Mapping[tuple[str, str], Collection[str]]  # of each rule and component: see `parts`


def once(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings without those that say of the same thing what another says better.

    A rule of the book says it better than what its head names, and than a shape about the same
    value; both better than a contradiction at the same place, which a name that is described does
    not mend. A closed shape ("this line does not belong here") is meant line by line: of it only
    the rule's own line is left out.
    """
    first: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        first.setdefault(_said(finding), finding)
    told = list(first.values())
    better: dict[tuple[str, str], set[str]] = {}
    for finding in told:
        known = rules.book().get(finding.rule)
        for worse in known.instead_of if known else ():
            better.setdefault((worse, finding.focus), set()).add(finding.path)
    values = {(f.focus, f.path, f.term) for f in told if f.term and not f.component}
    slips = (f for f in told if f.near or f.rule != "dangling-name")
    places = {_place(f) for f in slips if f.line and not f.component and not _is_clash(f)}

    def is_said_better(finding: Finding) -> bool:
        paths = better.get((finding.rule, finding.focus), set())
        if paths and (finding.component != _CLOSED or finding.path in paths):
            return True
        if finding.component:
            return (finding.focus, finding.path, finding.term) in values
        return _is_clash(finding) and _place(finding) in places

    return [finding for finding in told if not is_said_better(finding)]


def parts(results: Iterable[Result], shapes: Iterable[Triple]) -> dict[tuple[str, str], set[str]]:
    """Return of which nodes of the shapes each rule and component of the results is made.

    They are the shape and what it leads to; its properties are rules of their own.
    """
    values: dict[Term, list[tuple[str, Term]]] = {}
    for triple in shapes:
        name = local_name(triple.predicate.value)
        values.setdefault(triple.subject, []).append((name, triple.object))
    made: dict[tuple[str, str], set[str]] = {}
    for shape, rule, component in {(r.shape, r.rule, r.component.value) for r in results}:
        found = [shape]
        for node in found:  # which grows on the way
            for name, value in values.get(node, ()):
                if name == "property" and node == shape and component != _CLOSED:
                    continue
                if value not in found and (type(value) is BlankNode or name in _TAKE_SHAPES):
                    found.append(value)
        made.setdefault((rule, component), set()).update(str(node).strip("<>") for node in found)
    return made


def left_out(findings: Iterable[Finding], parts: Parts) -> list[Finding]:
    """Return the findings without those that only follow from another, in the order given."""
    told = list(findings)
    causes = _Causes(told, parts)

    def is_told(finding: Finding) -> bool:
        if finding.rule in _WORDS:
            return not causes.is_day_of_date(finding)
        return not causes.explain(finding)

    return _together(filter(is_told, told))


def _together(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings, all links to one name that nothing has told as one."""
    kept: list[Finding] = []
    dangling: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.rule == "dangling-name" and finding.line and not finding.fix:
            dangling.setdefault(finding.term, []).append(finding)
        else:
            kept.append(finding)
    for first, *more in (sorted(links, key=Finding.sort_key) for links in dangling.values()):
        related = tuple(Related(f.file, f.line, f.column, f.label or f.thing) for f in more)
        kept.append(replace(first, related=related))
    return kept


class _Causes:
    """What is known to be wrong with words and kinds, and what follows from that."""

    def __init__(self, findings: list[Finding], parts: Parts) -> None:
        wrong = [finding for finding in findings if finding.rule in _WORDS]
        # A property of a thing whose line cannot be right: as it is written, as it was meant.
        self._lines = {(f.focus, f.path) for f in wrong}
        self._meant = {(f.focus, name) for f in wrong for name in f.near}
        # Things of which it is not known what they are, or of which it cannot be.
        self._unkind = {f.focus for f in wrong if f.path == _TYPE or f.rule == "untyped-thing"}
        self._untyped = {f.focus for f in findings if f.path == _TYPE and not f.term}
        self._unkind |= self._untyped | {f.focus for f in findings if f.rule in _CLASHES}
        # A shape may be what is wrong.
        nodes = {f.focus for f in wrong}
        self._misshapen = {rule for rule, made in parts.items() if not nodes.isdisjoint(made)}
        self._no_kinds = any(f.path in _KINDS for f in wrong)
        # Things whose days are wrong, so that nothing can be said of their order.
        self._undated = {f.focus for f in findings if f.rule in _DAYS or _is_wrong_day(f)}
        self._misdated = {f.focus for f in wrong if local_name(f.path) in _DAY}
        self._misdated |= {f.focus for f in findings if f.rule == "date-once" or _is_wrong_day(f)}
        # Dates that no calendar has make their days wrong, and not the other way round.
        self._dates = {f.focus: f.term for f in findings if f.rule == "date-bounds"}
        self._misdated -= {f.focus for f in wrong if self.is_day_of_date(f)}
        # Properties whose value is of a wrong kind, and things that stand in no list.
        kinds = [f for f in findings if _is_of_kinds(f)]
        self._unfit = {(f.focus, local_name(name)) for f in kinds for name in (f.path, *f.near)}
        self._unlisted = {f.focus for f in findings if f.path == _LIST and not _is_of_kinds(f)}

    def is_day_of_date(self, finding: Finding) -> bool:
        """Say whether a day that no calendar has is only what a wrong date says."""
        is_day = finding.rule == "ill-typed-value" and finding.term.endswith("#date>")
        return is_day and finding.term.split('"')[1] in self._dates.get(finding.focus, "")

    def explain(self, finding: Finding) -> bool:
        """Say whether a finding goes away with what is already told."""
        if _is_clash(finding):
            return False
        if finding.rule == "charge-in-a-fact":  # whatever the thing is, and what is waived of it
            return False
        if finding.path == _TYPE and finding.focus in self._untyped:
            return False
        named = {finding.focus, finding.term.strip("<>")}
        if named & self._unkind or (self._no_kinds and _is_of_kinds(finding)):
            return True
        if (finding.rule, finding.component) in self._misshapen:
            return True
        if named & self._unlisted and _is_of_kinds(finding):
            return True
        known = rules.book().get(finding.rule)
        if known and known.set == "facts":  # what is told of a value that cannot be one
            names = re.findall(r"\bal:(\w+)", known.query)
            if any((finding.focus, name) in self._unfit for name in names):
                return True
        path = al(known.misses).value if known and known.misses else finding.path
        if (finding.focus, path) in self._lines:
            return True
        if finding.rule == "date-bounds" and finding.focus in self._misdated:
            return True
        if _compares_days(finding) and named & self._undated:
            return True
        return bool(finding.component) and any(
            finding.focus == focus and local_name(finding.path) == name.rpartition(":")[2]
            for focus, name in self._meant
        )


def _said(finding: Finding) -> tuple[object, ...]:
    """Return what a finding says; a shape may refuse one value for several reasons."""
    where = _place(finding) if finding.line else finding.term
    return finding.rule, finding.focus, finding.path, finding.message, where


def _place(finding: Finding) -> tuple[str, int, int]:
    return finding.file, finding.line, finding.column


def _is_clash(finding: Finding) -> bool:
    known = rules.book().get(finding.rule)
    return known is not None and known.set == "contradictions"


def _is_of_kinds(finding: Finding) -> bool:
    """Say whether a finding is about what a thing or value is."""
    return finding.component.endswith(_KINDS_ASKED)


def _is_wrong_day(finding: Finding) -> bool:
    """Say whether a finding is about how a day is written, and not about the order of two."""
    if finding.rule == "ill-typed-value":
        return finding.term.endswith("#date>")
    is_shape = finding.component and "LessThan" not in finding.component
    return bool(is_shape) and bool(finding.term) and local_name(finding.path) in _DAY


def _compares_days(finding: Finding) -> bool:
    """Say whether a finding is about the order of days."""
    known = rules.book().get(finding.rule)
    return known.compares == "days" if known else "LessThan" in finding.component
