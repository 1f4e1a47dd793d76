"""Shapes read from their graph: those with targets, and whatever these refer to.

What is ill-formed (section 3 and appendix B.1 of SHACL) is told by the name of the shape. Shapes
that nothing targets are not read. A shape that refers to itself is refused: SHACL leaves open
what it would mean (section 3.4.3).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import chain

from kg.shacl import paths
from kg.shacl.facts import Facts
from kg.shacl.model import Constraint, Shape
from kg.shacl.paths import Path
from kg.shacl.results import severity_name
from kg.shacl.vocabulary import RDFS_CLASS, TRUE, BadShape, sh, written
from kg.terms import OWL_CLASS, XSD_STRING, BlankNode, Literal, NamedNode, Term

TARGETS = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")
Builder = Callable[["Reader", Shape], list[Constraint]]


@dataclass(eq=False)
class Reader:
    """Reads shapes; the builders add the constraints of each from its parameters."""

    shapes: Facts
    builders: tuple[Builder, ...]
    _read: dict[Term, Shape] = field(default_factory=dict)
    _open: list[Term] = field(default_factory=list)

    def targeted(self) -> list[Shape]:
        """Return the shapes that have targets, in the order of their names.

        Raises BadShape.
        """
        nodes: dict[Term, None] = {}
        for name in TARGETS:
            nodes.update(dict.fromkeys(self.shapes.forward(sh(name))))
        nodes.update(dict.fromkeys(self._classes()))
        return [self.shape(node) for node in sorted(nodes, key=str)]

    def _classes(self) -> list[Term]:
        """Return the shapes that are classes, and so target their instances (2.1.3.3)."""
        kinds = [
            *self.shapes.instances(sh("NodeShape")),
            *self.shapes.instances(sh("PropertyShape")),
        ]
        classes = self.shapes.instances(RDFS_CLASS) | self.shapes.instances(OWL_CLASS)
        return [node for node in kinds if node in classes]

    def shape(self, node: Term) -> Shape:
        """Return the shape that a node is. Raises BadShape."""
        if node in self._open:
            circle = " → ".join(self.name(n) for n in [*self._open[self._open.index(node) :], node])
            raise BadShape(
                f"The shape {self.name(node)} refers to itself ({circle}), and SHACL does not say"
                " what that means: take one of these references out."
            )
        if node not in self._read:
            self._open.append(node)
            self._read[node] = self._new(node)
            self._open.pop()
        return self._read[node]

    def _new(self, node: Term) -> Shape:
        facts = self.shapes.about(node) if not isinstance(node, Literal) else {}
        if not facts and not isinstance(node, BlankNode):
            raise self.bad(
                self._open[-2] if self._open[1:] else node, f"{written(node)} is no shape"
            )
        severities = self.shapes.values(node, sh("severity"))
        if len(severities) > 1 or not all(isinstance(s, NamedNode) for s in severities):
            raise self.bad(node, "sh:severity needs exactly one value, such as sh:Warning")
        shape = Shape(
            node,
            self._path(node),
            severity_name(severities[0]) if severities else "Violation",
            self.messages(node),
        )
        if TRUE not in self.shapes.values(node, sh("deactivated")):
            shape.targets = self._targets(node)
            shape.constraints = list(chain(*(build(self, shape) for build in self.builders)))
        return shape

    def _path(self, node: Term) -> Path | None:
        found = self.shapes.values(node, sh("path"))
        if not found:
            if node in self.shapes.instances(sh("PropertyShape")):
                raise self.bad(node, "a property shape needs a sh:path")
            return None
        if len(found) > 1:
            raise self.bad(node, "sh:path is given more than once")
        try:
            return paths.read(self.shapes, found[0])
        except ValueError as error:
            raise self.bad(node, str(error)) from error

    def _targets(self, node: Term) -> list[tuple[str, Term]]:
        found = [(name, value) for name in TARGETS for value in self.shapes.values(node, sh(name))]
        for name, value in found:
            kinds = (NamedNode, Literal) if name == "targetNode" else (NamedNode,)
            if not isinstance(value, kinds):
                raise self.bad(node, f"sh:{name} cannot be {written(value)}")
        return found + ([("targetClass", node)] if node in self._classes() else [])

    def messages(self, node: Term) -> tuple[Literal, ...]:
        """Return the messages of a shape, constraint or validator, in the order of languages."""
        found = self.shapes.values(node, sh("message"))
        texts = [text for text in found if isinstance(text, Literal)]
        if len(texts) < len(found) or any(
            not text.language and text.datatype.value != XSD_STRING for text in texts
        ):
            raise self.bad(node, "sh:message must be a text")
        return tuple(sorted(texts, key=lambda text: (text.language or "", text.value)))

    def one(self, node: Term, name: str) -> Term | None:
        """Return the only value that a node has for `sh:name`, None where there is none."""
        found = self.shapes.values(node, sh(name))
        if len(found) > 1:
            raise self.bad(node, f"sh:{name} is given more than once")
        return found[0] if found else None

    def members(self, node: Term, name: str, head: Term) -> list[Term]:
        """Return the members of a list that is the value of `sh:name`."""
        found = self.shapes.members(head)
        if found is None:
            raise self.bad(node, f"sh:{name} needs a list in round brackets, complete to its end")
        return found

    def bad(self, node: Term, problem: str) -> BadShape:
        """Return the error that tells what is wrong with a shape."""
        return BadShape(f"The shape {self.name(node)} cannot be used: {problem}.")

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
        return written(node) if above == node else f"without a name in {written(above)}"
