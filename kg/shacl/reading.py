"""Shapes read from their graph: those with targets, and whatever these refer to.

What is ill-formed (section 3 and appendix B.1 of SHACL) is told by the name of the shape. Shapes
that nothing targets are not read. A shape that refers to itself is refused: SHACL leaves open
what it would mean (section 3.4.3).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import TypeVar

from kg.errors import did_you_mean, nearest
from kg.shacl import paths
from kg.shacl.facts import Facts
from kg.shacl.model import Constraint, Shape
from kg.shacl.paths import Path
from kg.shacl.results import severity_name
from kg.shacl.vocabulary import RDFS_CLASS, TRUE, BadShape, sh
from kg.terms import (
    OWL_CLASS,
    PREFIXES,
    XSD_STRING,
    BlankNode,
    Literal,
    NamedNode,
    Term,
    written,
)

TARGETS = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")
Argument = TypeVar("Argument")
Builder = Callable[["Reader", Shape], list[Constraint]]


def targets(shapes: Facts) -> dict[Term, list[tuple[str, Term]]]:
    """Return the targets of each shape that has any; a class targets its instances (2.1.3)."""
    found: dict[Term, list[tuple[str, Term]]] = {}
    for name in TARGETS:
        for node, values in shapes.forward(sh(name)).items():
            found.setdefault(node, []).extend((name, value) for value in values)
    kinds = shapes.instances(sh("NodeShape")) | shapes.instances(sh("PropertyShape"))
    for node in kinds & (shapes.instances(RDFS_CLASS) | shapes.instances(OWL_CLASS)):
        found.setdefault(node, []).append(("targetClass", node))
    return found


@dataclass(eq=False)
class Reader:
    """Reads shapes; the builders add the constraints of each from its parameters."""

    shapes: Facts
    builders: tuple[Builder, ...]
    prefixes: Mapping[str, str] = field(default_factory=lambda: PREFIXES)
    things: Facts = field(default_factory=lambda: Facts([]))  # whose labels name them
    _read: dict[Term, Shape] = field(default_factory=dict)
    _open: list[Term] = field(default_factory=list)

    def targeted(self) -> list[Shape]:
        """Return the shapes that have targets, in the order of their names.

        Raises BadShape.
        """
        return [self.shape(node) for node in sorted(self._targets, key=str)]

    def shape(self, node: Term) -> Shape:
        """Return the shape that a node is. Raises BadShape."""
        if node in self._open:
            circle = " → ".join(self.name(n) for n in [*self._open[self._open.index(node) :], node])
            raise BadShape(
                f"The shape {self.name(node)} refers to itself ({circle}), and SHACL does not say"
                " what that means: take one of these references out.",
                node,
            )
        if node not in self._read:
            self._open.append(node)
            self._read[node] = self._new(node)
            self._open.pop()
        return self._read[node]

    def _new(self, node: Term) -> Shape:
        facts = self.shapes.about(node) if not isinstance(node, Literal) else {}
        if not facts and not isinstance(node, BlankNode):
            user = self._open[-2] if self._open[1:] else node
            word = self.written(node)
            known = {s for p in self.shapes.predicates for s in self.shapes.forward(p)}
            near = nearest(word, map(self.written, known), most=1, likeness=0.8)
            raise self.bad(user, f"{word} is no shape", meant=near)
        severities = self.shapes.values(node, sh("severity"))
        if len(severities) > 1 or not all(isinstance(s, NamedNode) for s in severities):
            needs = "sh:severity needs exactly one value, such as sh:Warning"
            raise self.bad(node, needs, "severity")
        shape = Shape(
            node,
            self.path(node),
            severity_name(severities[0]) if severities else "Violation",
            self.messages(node),
        )
        if TRUE not in self.shapes.values(node, sh("deactivated")):
            shape.targets = self._targets.get(node, [])
            self._check(shape)
            shape.constraints = list(chain(*(build(self, shape) for build in self.builders)))
        return shape

    def path(self, node: Term) -> Path | None:
        """Return the path of a property shape, None for a node shape. Raises BadShape."""
        found = self.shapes.values(node, sh("path"))
        if not found:
            if node in self.shapes.instances(sh("PropertyShape")):
                raise self.bad(node, "a property shape needs a sh:path")
            return None
        if len(found) > 1:
            raise self.bad(node, "sh:path is given more than once", "path")
        try:
            return paths.read(self.shapes, found[0])
        except ValueError as error:
            raise self.bad(node, str(error), "path") from error

    @cached_property
    def _targets(self) -> dict[Term, list[tuple[str, Term]]]:
        return targets(self.shapes)

    def _check(self, shape: Shape) -> None:
        """Raise BadShape where something cannot be a target."""
        for name, value in shape.targets:
            kinds = (NamedNode, Literal) if name == "targetNode" else (NamedNode,)
            if value != shape.node and not isinstance(value, kinds):
                raise self.bad(shape.node, f"sh:{name} cannot be {self.written(value)}", name)

    def written(self, term: Term) -> str:
        """Return a term as the people whose shapes these are write it."""
        return written(term, self.prefixes)

    def shown(self, value: Term) -> str:
        """Return what a constraint asks for, of a list its members; "" for what has no name."""
        members = self.shapes.members(value) if isinstance(value, BlankNode) else [value]
        return ", ".join(self.written(m) for m in members or () if not isinstance(m, BlankNode))

    def messages(self, node: Term) -> tuple[Literal, ...]:
        """Return the messages of a shape, constraint or validator, in the order of languages."""
        found = self.shapes.values(node, sh("message"))
        texts = [text for text in found if isinstance(text, Literal)]
        if len(texts) < len(found) or any(
            not text.language and text.datatype.value != XSD_STRING for text in texts
        ):
            raise self.bad(node, "sh:message must be a text", "message")
        return tuple(sorted(texts, key=lambda text: (text.language or "", text.value)))

    def one(self, node: Term, name: str) -> Term | None:
        """Return the only value that a node has for `sh:name`, None where there is none."""
        found = self.shapes.values(node, sh(name))
        if len(found) > 1:
            raise self.bad(node, f"sh:{name} is given more than once", name)
        return found[0] if found else None

    def members(self, node: Term, name: str, head: Term) -> list[Term]:
        """Return the members of a list that is the value of `sh:name`."""
        found = self.shapes.members(head)
        if found is None:
            needs = f"sh:{name} needs a list in round brackets, complete to its end"
            raise self.bad(node, needs, name)
        return found

    def bad(self, node: Term, problem: str, name: str = "", meant: Sequence[str] = ()) -> BadShape:
        """Return the error that tells what is wrong with a shape, at its `sh:name` if given."""
        told = f"The shape {self.name(node)} cannot be used: {problem}.{did_you_mean([*meant])}"
        return BadShape(told, node, sh(name) if name else None)

    def at(self, node: Term, name: str, value: Term, read: Callable[[], Argument]) -> Argument:
        """Return what `read` makes of a line of a shape. Raises BadShape that names the line."""
        try:
            return read()
        except BadShape as error:
            if error.node in (None, node) and error.predicate in (None, sh(name)):
                error.node, error.predicate, error.value = node, sh(name), value
            raise

    def name(self, node: Term) -> str:
        """Return the name of a shape; a nameless one is told by the named one it is part of."""
        above, seen = node, {node}
        while isinstance(above, BlankNode):
            users = [
                u for p in self.shapes.predicates for u in self.shapes.backward(p).get(above, ())
            ]
            users = sorted(set(users) - seen, key=str)
            if not users:
                return "without a name"
            above = users[0]
            seen.add(above)
        name = self.written(above)
        return name if above == node else f"without a name in {name}"
