"""Shapes read from their graph: those with targets, and whatever these refer to.

What is ill-formed (section 3 and appendix B.1 of SHACL) is told by the name of the shape. Shapes
that nothing targets are not read. A shape that refers to itself is refused: SHACL leaves open
what it would mean (section 3.4.3).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain

from kg.errors import did_you_mean, nearest
from kg.shacl import paths
from kg.shacl.facts import Facts
from kg.shacl.messages import PARAMETERS, short
from kg.shacl.model import Constraint, Shape
from kg.shacl.paths import Path
from kg.shacl.results import severity_name
from kg.shacl.vocabulary import RDFS_CLASS, TRUE, BadShape, sh
from kg.terms import (
    OWL_CLASS,
    PREFIXES,
    RDFS_LABEL,
    XSD_STRING,
    BlankNode,
    Literal,
    NamedNode,
    Term,
    local_name,
    written,
)
from kg.words import best

TARGETS = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")
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
    opened: list[Term] = field(default_factory=list)

    def targeted(self) -> list[Shape]:
        """Return the shapes that have targets, in the order of their names.

        Raises BadShape.
        """
        return [self.shape(node) for node in sorted(self._targets, key=str)]

    def shape(self, node: Term) -> Shape:
        """Return the shape that a node is. Raises BadShape."""
        if node not in self._read:
            self.opened.append(node)
            self._read[node] = self._new(node)
            self.opened.pop()
        return self._read[node]

    def _new(self, node: Term) -> Shape:
        severities = self.shapes.values(node, sh("severity"))
        if len(severities) > 1 or not all(isinstance(s, NamedNode) for s in severities):
            needs = "sh:severity needs exactly one value, such as sh:Warning"
            raise self.bad(node, needs, "severity")
        severity = severity_name(severities[0]) if severities else "Violation"
        shape = Shape(node, self.path(node), severity, self.messages(node))
        if not self.is_off(node):
            shape.targets = self._targets.get(node, [])
            self._check(shape)
            shape.constraints = list(chain(*(build(self, shape) for build in self.builders)))
        return shape

    def is_off(self, node: Term) -> bool:
        """Say whether a shape or a constraint is deactivated."""
        return TRUE in self.shapes.values(node, sh("deactivated"))

    def lines(self, node: Term, name: str) -> list[Line]:
        """Return the lines of a node with `sh:name`, sorted."""
        values = sorted(self.shapes.values(node, sh(name)), key=str)
        return [Line(self, node, name, value) for value in values]

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

    def named(self, term: Term, language: str = "en") -> str:
        """Return the name of a shape or of what it speaks of: full addresses only where need be."""
        if isinstance(term, BlankNode):
            return self.name(term)
        label, name = self._label(self.shapes, term, language), self.written(term)
        if label or name[:1] != "<" or not isinstance(term, NamedNode):
            return label or name
        is_known = bool(self.shapes.about(term))
        return (
            self._label(self.things, term, language) or is_known and local_name(term.value) or name
        )

    def _label(self, facts: Facts, term: Term, language: str) -> str:
        texts = (*facts.values(term, RDFS_LABEL), *facts.values(term, sh("name")))
        named = [text for text in texts if isinstance(text, Literal)]
        return best({text.language or "": text.value for text in named}, language)

    def shown(self, value: Term, language: str = "en", depth: int = 3) -> str:
        """Return in few words what a constraint asks for; of what has no name its parts."""
        if not isinstance(value, BlankNode):
            return self.named(value, language)
        members, label = self.shapes.members(value), self._label(self.shapes, value, language)
        if label or not depth:
            return label
        if members is not None:
            return ", ".join(filter(None, (self.shown(m, language, depth - 1) for m in members)))
        asked = self.shapes.about(value)
        parts = [
            short(name, self.shown(part, language, depth - 1), language)
            for name in (*PARAMETERS, "property")
            for part in sorted(asked.get(sh(name), ()), key=str)
        ]
        path, told = self.property(value), " + ".join(filter(None, parts))
        return f"{path} ({told})" if path and told else path or told

    def property(self, node: Term) -> str:
        """Return the path of a shape as people write it, "" for none or one that is none."""
        return paths.spelt(self.shapes, node, self.written)

    def messages(self, node: Term) -> tuple[Literal, ...]:
        """Return the messages of a shape, constraint or validator, in the order of languages."""
        found = self.shapes.values(node, sh("message"))
        texts = [text for text in found if isinstance(text, Literal)]
        if len(texts) < len(found) or any(
            not text.language and text.datatype.value != XSD_STRING for text in texts
        ):
            raise self.bad(node, "sh:message must be a text", "message")
        return tuple(sorted(texts, key=lambda text: (text.language or "", text.value)))

    def one(self, node: Term, name: str) -> Line | None:
        """Return the only line that a node has with `sh:name`, None where there is none."""
        found = self.lines(node, name)
        if len(found) > 1:
            raise found[0].bad("is given more than once")
        return found[0] if found else None

    def bad(self, node: Term, problem: str, name: str = "") -> BadShape:
        """Return the error that tells what is wrong with a shape, at its `sh:name` if given."""
        told = f"The shape {self.name(node)} cannot be used: {problem}."
        return BadShape(told, node, sh(name) if name else None)

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


@dataclass(frozen=True)
class Line:
    """A line of a shape: what its node has for `sh:name`."""

    reader: Reader
    node: Term
    name: str
    value: Term

    def bad(self, problem: str) -> BadShape:
        """Return the error that tells what is wrong with the line."""
        error = self.reader.bad(self.node, f"sh:{self.name} {problem}", self.name)
        error.value = self.value
        return error

    def bad_text(self, error: Exception) -> BadShape:
        """Return the error of a text in the line that cannot be read."""
        return BadShape(str(error), self.node, sh(self.name), self.value)

    def beside(self, name: str) -> Line | None:
        """Return the only line of the same shape with `sh:name`, None where there is none."""
        return self.reader.one(self.node, name)

    def members(self) -> list[Line]:
        """Return a line for each member of the list that the value is. Raises BadShape."""
        found = self.reader.shapes.members(self.value)
        if found is None:
            raise self.bad("needs a list in round brackets, complete to its end")
        return [replace(self, value=member) for member in found]

    def shape(self) -> Shape:
        """Return the shape that the value is. Raises BadShape for none, or one around this."""
        reader, node = self.reader, self.value
        if isinstance(node, Literal):
            raise self.bad(f"needs a shape, not {reader.written(node)}")
        if node in reader.opened:
            around = reader.opened[reader.opened.index(node) :]
            circle = " → ".join(reader.name(one) for one in [*around, node])
            told = (
                f"The shape {reader.name(node)} refers to itself ({circle}), and SHACL does not say"
                " what that means: take one of these references out."
            )
            raise BadShape(told, self.node, sh(self.name), node)
        if isinstance(node, NamedNode) and not reader.shapes.about(node):
            raise self._unknown(node)
        return reader.shape(node)

    def _unknown(self, node: NamedNode) -> BadShape:
        facts, written = self.reader.shapes, self.reader.written
        known = {written(s) for p in facts.predicates for s in facts.forward(p)}
        near = nearest(written(node), known, most=1, likeness=0.8)
        error = self.reader.bad(self.node, f"{written(node)} is no shape", self.name)
        return BadShape(f"{error}{did_you_mean(near)}", self.node, sh(self.name), node)
