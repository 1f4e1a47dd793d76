"""Shapes held against facts: every shape over all its focus nodes at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from kg.shacl.asking import Answerer
from kg.shacl.facts import Facts
from kg.shacl.model import Found, Shape
from kg.shacl.paths import follow
from kg.shacl.results import Result
from kg.shacl.vocabulary import BadShape
from kg.terms import Term, written

_DEEPEST = 200  # shapes within shapes, each of which is a few calls deep


class Validation:
    """A validation of facts by the shapes of a graph."""

    def __init__(self, facts: Facts, answerer: Answerer) -> None:
        self.facts, self.answerer = facts, answerer
        self._conforming: dict[Shape, dict[Term, bool]] = {}
        self._depth = 0

    def results(self, shapes: Iterable[Shape]) -> list[Result]:
        """Return what is wrong with the targets of some shapes, sorted."""
        found = [result for shape in shapes for _, result in self.found(shape, self.focus(shape))]
        return sorted(found, key=Result.sort_key)

    def focus(self, shape: Shape) -> Collection[Term]:
        """Return the nodes that a shape targets (section 2.1.3)."""
        found: dict[Term, None] = {}
        for kind, value in shape.targets:
            match kind:
                case "targetClass":
                    found.update(dict.fromkeys(self.facts.instances(value)))
                case "targetSubjectsOf":
                    found.update(dict.fromkeys(self.facts.forward(value)))  # type: ignore[arg-type]
                case "targetObjectsOf":
                    found.update(dict.fromkeys(self.facts.backward(value)))  # type: ignore[arg-type]
                case _:
                    found[value] = None
        return found.keys()

    def found(self, shape: Shape, nodes: Collection[Term]) -> list[Found]:
        """Return what is wrong with some nodes by a shape."""
        if not nodes or not shape.constraints:
            return []
        if self._depth > _DEEPEST:
            raise BadShape(f"The shape {written(shape.node)} is too deeply nested in others.")
        self._depth += 1
        if shape.path is None:
            values = {node: [node] for node in nodes}
        else:
            values = follow(self.facts, shape.path, nodes)  # type: ignore[assignment]
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
