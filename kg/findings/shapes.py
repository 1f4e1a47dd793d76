"""What the shapes find becomes findings: one for each fault, at the odd one out.

Two values that are exchanged are one fault; so is a thing that all its uses find to be of a wrong
kind, and there it is told what the thing says it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.findings.naming import Namer, Offence, related
from kg.report import Finding
from kg.shacl import Result
from kg.terms import PREFIXES, RDF_TYPE, NamedNode, Term, curie
from kg.turtle.positions import Place
from kg.words import best, either, listed

_SEVERITY = {"Violation": "error", "Warning": "warning", "Info": "info"}
_CLOSED = PREFIXES["sh"] + "ClosedConstraintComponent"
# What is asked about the kind of a value, so that its own kind is worth telling.
_KINDS = {
    PREFIXES["sh"] + f"{name}ConstraintComponent" for name in ("Class", "Node", "Or", "SPARQL")
}
_MOST = PREFIXES["sh"] + "MaxCountConstraintComponent"
_EXCHANGED = (
    "The values of %s and %s are exchanged: write each where the other stands.",
    "Los valores de %s y %s están intercambiados: escriba cada uno en el lugar del otro.",
)
_OF_KIND = (" of the kind %s", " del tipo %s")
_IN_SCHEME = NamedNode(PREFIXES["skos"] + "inScheme")


class Shapes(Namer):
    """Tells the results of the shapes."""

    def results(self, results: Iterable[Result]) -> Iterator[Finding]:
        """Yield a finding for each fault that results of the shapes tell."""
        alike: dict[tuple[str, str], list[Finding]] = {}
        for found in map(self._result, results):
            is_kind = found.component in _KINDS and found.term.startswith("<")
            alike.setdefault((found.rule, found.term if is_kind else ""), []).append(found)
        of_things: dict[str, list[Finding]] = {}
        for (_, term), uses in alike.items():
            if term and len(uses) > 1 and self._is_wrong_everywhere(uses):
                yield self._odd_kind(uses)
                continue
            for found in uses:
                of_things.setdefault(found.focus if term else "", []).append(found)
        for thing, told in of_things.items():
            yield from self._exchanged(*told) if thing and len(told) == 2 else told

    def _is_wrong_everywhere(self, uses: list[Finding]) -> bool:
        """Say whether all that names a value finds it wrong, so that its own kind is."""
        users = {str(quad.subject) for quad in self.store.quads(None, None, _value(uses[0]))}
        return users <= {f"<{found.focus}>" for found in uses}

    def _odd_kind(self, uses: list[Finding]) -> Finding:
        """Return that what a thing says it is does not go with any of its uses."""
        first, *_ = uses = sorted(uses, key=Finding.sort_key)
        value = _value(first)
        path = _IN_SCHEME if self.store.values(value, _IN_SCHEME) else RDF_TYPE
        offence = Offence(value, path, next(iter(self.store.values(value, path)), None))
        told = self.finding(first.rule, first.severity, first.message, offence)
        told = replace(told, shape=first.shape, component=first.component)
        return related(told, *uses)

    def _exchanged(self, *pair: Finding) -> Iterator[Finding]:
        """Yield two findings as one when the value of each is of the kind that the other wants."""
        first, last = sorted(pair, key=Finding.sort_key)
        if self._fits(_value(first), last.path) and self._fits(_value(last), first.path):
            names = tuple(curie(found.path, self.store.prefixes) for found in (first, last))
            message = either(*_EXCHANGED, self.language) % names
            yield replace(related(first, last), message=message, value="", near=names[1:])
        else:
            yield from pair

    def _fits(self, value: NamedNode, path: str) -> bool:
        """Say whether other things have a value of the same kind for a property."""
        others = {quad.object for quad in self.store.quads(None, NamedNode(path))} - {value}
        return any(self._kind(other) == self._kind(value) for other in others)

    def _result(self, result: Result) -> Finding:
        """Return the finding of a result of the shapes."""
        shape = result.shape.value if isinstance(result.shape, NamedNode) else ""
        is_property = result.path[:1] not in ("", "<", "^", "(")  # as SPARQL begins a path
        path = NamedNode(result.path) if is_property else self._link(result)
        component, value = result.component.value, result.value
        if component == _MOST and path is not None and value is None:
            value = self._odd_value(result.focus, path)
        at, silent = "predicate" if component == _CLOSED else "value", value == result.focus
        found = self.finding(
            result.rule,
            _SEVERITY.get(result.severity, "error"),
            self._message(result),
            Offence(result.focus, path, value, at, silent),
        )
        if found.value and component in _KINDS:
            found = replace(found, value=found.value + self._kind(value))
        return replace(found, path=result.path, shape=shape, component=component)

    def _odd_value(self, thing: Term, path: NamedNode) -> Term | None:
        """Return the value too many: the last of those that little else on the thing says."""
        told = [_bare(quad.object) for quad in self.store.quads(thing)]

        def likelihood(value: Term) -> tuple[int, Place]:
            return -told.count(_bare(value)), self.positions.find(thing, path, value)

        return max(self.store.values(thing, path), key=likelihood, default=None)

    def _kind(self, value: Term | None) -> str:
        """Return what something described is: the lists it stands in, else its classes."""
        if not isinstance(value, NamedNode):
            return ""
        kinds = self.store.values(value, _IN_SCHEME) or self.store.types(value)
        labels = [self.store.label(kind, self.language) for kind in kinds]
        return labels and either(*_OF_KIND, self.language) % listed(labels, self.language) or ""

    def _link(self, result: Result) -> NamedNode | None:
        """Return which property has the value, where a path may go by several."""
        if not result.path or result.value is None:
            return None
        facts = self.store.quads(result.focus, None, result.value)
        return min((quad.predicate for quad in facts), key=str, default=None)

    def _message(self, result: Result) -> str:
        by_language = {text.language or "": text.value for text in reversed(result.messages)}
        return " ".join(best(by_language, self.language).split())


def _bare(value: Term) -> str:
    """Return a value without its kind and language."""
    return str(value).strip('"').split('"')[0]


def _value(finding: Finding) -> NamedNode:
    """Return the thing that a finding finds wrong."""
    return NamedNode(finding.term[1:-1])
