"""What shapes are made of once they are read, and what checks them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from kg.shacl.asking import Answerer
from kg.shacl.facts import Facts, Values
from kg.shacl.paths import Path
from kg.shacl.results import Result
from kg.terms import Literal, NamedNode, Term


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

    def check(self, run: Run, shape: Shape, values: Values) -> Iterator[Found]:
        """Yield what breaks it, for the values that each focus node has."""


class Run(Protocol):
    """A validation under way."""

    facts: Facts
    answerer: Answerer

    def found(self, shape: Shape, nodes: Collection[Term]) -> list[Found]:
        """Return what is wrong with some nodes by a shape."""

    def failing(self, shape: Shape, nodes: Iterable[Term]) -> set[Term]:
        """Return those of some nodes that do not conform to a shape."""


@dataclass(frozen=True)
class OfValues:
    """A constraint on each value by itself: `refused` returns those it does not accept."""

    component: NamedNode
    argument: Any
    refused: Callable[[Run, Any, Collection[Term]], Collection[Term]]
    default: tuple[Literal, ...]

    def check(self, run: Run, shape: Shape, values: Values) -> Iterator[Found]:
        """Yield a result for each value that is refused."""
        distinct = dict.fromkeys(value for found in values.values() for value in found)
        refused = set(self.refused(run, self.argument, distinct.keys())) if distinct else set()
        if refused:
            for focus, found in values.items():
                for value in found:
                    if value in refused:
                        yield result(self, shape, Violation(focus, value))


@dataclass(frozen=True)
class OfFocus:
    """A constraint on all the values of a focus node together."""

    component: NamedNode
    argument: Any
    violations: Callable[[Run, Any, Values], Iterator[Violation]]
    default: tuple[Literal, ...]

    def check(self, run: Run, shape: Shape, values: Values) -> Iterator[Found]:
        """Yield a result for each violation."""
        for violation in self.violations(run, self.argument, values):
            yield result(self, shape, violation)


@dataclass(frozen=True)
class OfProperty:
    """sh:property: what is wrong with a value by the inner shape is reported as it is."""

    inner: Shape

    def check(self, run: Run, shape: Shape, values: Values) -> Iterator[Found]:
        """Yield the inner shape's results, once for each way that leads to the value."""
        distinct = dict.fromkeys(value for found in values.values() for value in found)
        wrong: dict[Term, list[Result]] = {}
        for node, told in run.found(self.inner, distinct.keys()):
            wrong.setdefault(node, []).append(told)
        if wrong:
            for focus, found in values.items():
                for value in found:
                    for told in wrong.get(value, ()):
                        yield Found(focus, told)


class _Told(Protocol):
    @property
    def component(self) -> NamedNode: ...

    @property
    def default(self) -> tuple[Literal, ...]: ...


def result(
    constraint: _Told, shape: Shape, violation: Violation, source: Term | None = None
) -> Found:
    """Return the result of a violation, whose words come before those of the shape."""
    path = violation.path
    if path is None:
        path = shape.path.name if shape.path is not None else ""
    return Found(
        violation.focus,
        Result(
            violation.focus,
            path,
            violation.value,
            shape.node,
            constraint.component,
            shape.severity,
            violation.messages or shape.messages or constraint.default,
            source,
        ),
    )
