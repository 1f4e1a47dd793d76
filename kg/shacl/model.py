"""Shapes as they are read, held against facts: every shape over all its focus nodes at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from kg.shacl.asking import Answerer
from kg.shacl.facts import Facts, Values
from kg.shacl.paths import Path, follow
from kg.shacl.results import Result
from kg.shacl.vocabulary import BadShape
from kg.terms import Literal, NamedNode, Term, written

_DEEPEST = 200  # shapes within shapes, each of which is a few calls deep


class Found(NamedTuple):
    """A result, and the node that breaks the shape by it: a result's focus may lie deeper."""

    node: Term
    result: Result


class Violation(NamedTuple):
    """A breach of a constraint: the focus node, and the value, property and words if any."""

    focus: Term
    value: Term | None = None
    path: str | None = None
    messages: tuple[Literal, ...] = ()


@dataclass(eq=False)
class Shape:
    """A shape: the path of its values (None for a node shape), its targets and constraints."""

    node: Term
    path: Path | None
    severity: str
    messages: tuple[Literal, ...]
    targets: list[tuple[str, Term]] = field(default_factory=list)
    constraints: list[Constraint] = field(default_factory=list)


class Constraint(Protocol):
    """Something that the values of a shape must satisfy."""

    def check(self, run: Validation, shape: Shape, values: Values) -> Iterator[Found]:
        """Yield what breaks it, for the values that each focus node has."""


class Validation:
    """A validation of facts by the shapes of a graph."""

    def __init__(self, facts: Facts, answerer: Answerer) -> None:
        self.facts, self.answerer = facts, answerer
        self._conforming: dict[Shape, dict[Term, bool]] = {}
        self._depth = 0

    def results(self, shapes: Iterable[Shape]) -> list[Result]:
        """Return what is wrong with the targets of some shapes, sorted."""
        found = [result for shape in shapes for _, result in self.found(shape, self._focus(shape))]
        return sorted(found, key=Result.sort_key)

    def _focus(self, shape: Shape) -> Collection[Term]:
        """Return the nodes that a shape targets (section 2.1.3)."""
        found: dict[Term, None] = {}
        for kind, value in shape.targets:
            nodes: Iterable[Term] = [value]
            if kind == "targetClass":
                nodes = self.facts.instances(value)
            elif isinstance(value, NamedNode) and kind != "targetNode":
                has = self.facts.forward if kind == "targetSubjectsOf" else self.facts.backward
                nodes = has(value)
            found.update(dict.fromkeys(nodes))
        return found.keys()

    def found(self, shape: Shape, nodes: Collection[Term]) -> list[Found]:
        """Return what is wrong with some nodes by a shape."""
        if not nodes or not shape.constraints:
            return []
        if self._depth > _DEEPEST:
            raise BadShape(f"The shape {written(shape.node)} is too deeply nested in others.")
        self._depth += 1
        values: Values = {node: [node] for node in nodes}
        if shape.path is not None:
            values = follow(self.facts, shape.path, nodes)
        found = [f for rule in shape.constraints for f in rule.check(self, shape, values)]
        self._depth -= 1
        return found

    def failing(self, shape: Shape, nodes: Iterable[Term]) -> set[Term]:
        """Return those of some nodes that do not conform to a shape; each is looked at once."""
        known = self._conforming.setdefault(shape, {})
        wanted = set(nodes)
        new = [node for node in wanted if node not in known]
        known.update(dict.fromkeys(new, True))
        known.update(dict.fromkeys((node for node, _ in self.found(shape, new)), False))
        return {node for node in wanted if not known[node]}


@dataclass(frozen=True)
class CoreConstraint:
    """A constraint of SHACL Core: its argument, and what yields the breaches of it."""

    component: NamedNode
    argument: Any
    broken: Callable[[Validation, Any, Values], Iterable[Violation]]
    default: tuple[Literal, ...]

    def check(self, run: Validation, shape: Shape, values: Values) -> Iterator[Found]:
        """Yield a result for each violation."""
        for violation in self.broken(run, self.argument, values):
            yield result(self, shape, violation)


@dataclass(frozen=True)
class OfProperty:
    """sh:property: what is wrong with a value by the inner shape is reported as it is."""

    inner: Shape

    def check(self, run: Validation, shape: Shape, values: Values) -> Iterator[Found]:
        """Yield the inner shape's results, once for each way that leads to the value."""
        wrong: dict[Term, list[Result]] = {}
        for node, told in run.found(self.inner, distinct(values)):
            wrong.setdefault(node, []).append(told)
        if wrong:
            for focus, found in values.items():
                for value in found:
                    for told in wrong.get(value, ()):
                        yield Found(focus, told)


def distinct(values: Values) -> Collection[Term]:
    """Return the values of all focus nodes, each once."""
    return dict.fromkeys(value for found in values.values() for value in found).keys()


class _Told(Protocol):
    @property
    def component(self) -> NamedNode: ...

    @property
    def default(self) -> tuple[Literal, ...]: ...


def result(
    constraint: _Told, shape: Shape, violation: Violation, source: Term | None = None
) -> Found:
    """Return the result of a violation, whose words come before those of the shape."""
    focus, value, path, messages = violation
    if path is None:
        path = shape.path.name if shape.path is not None else ""
    messages = messages or shape.messages or constraint.default
    at = (focus, path, value, shape.node, constraint.component)
    return Found(focus, Result(*at, shape.severity, messages, source))
