"""What the rules of shapes are called: by their shape, a nameless one by what it is part of.

A nameless shape is a rule for each of its constraints: `Person-name-minCount` is the constraint
sh:minCount of what the shape `Person` says of the property `name`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kg.shacl import paths
from kg.shacl.facts import Facts
from kg.shacl.messages import PARAMETERS
from kg.shacl.reading import targets
from kg.shacl.vocabulary import FALSE, sh
from kg.terms import RDF_TYPE, BlankNode, NamedNode, Term, local_name

_SUFFIX = "ConstraintComponent"
_KINDS = {sh("NodeShape"), sh("PropertyShape")}


class Stated(NamedTuple):
    """What a rule rests on: a shape, and where that has no name the constraint ("" for all)."""

    shape: Term
    constraint: str = ""


class Names:
    """The rules of a graph of shapes, by ids that stay when other rules come and go."""

    def __init__(self, shapes: Facts) -> None:
        self._shapes = shapes
        self.rules: dict[str, Stated] = {}
        found = [(local_name(node.value), Stated(node)) for node in self._named()]
        found += [
            (f"{name}-{constraint}", Stated(node, constraint))
            for node, name in self._nameless().items()
            for constraint in self.constraints(node)
        ]
        for name, stated in sorted(found, key=self._order):
            number, id = 1, name
            while id in self.rules:
                number += 1
                id = f"{name}-{number}"
            self.rules[id] = stated
        self._ids = {stated: id for id, stated in self.rules.items()}

    def of(self, shape: Term, component: NamedNode) -> str:
        """Return the id of the rule that a component of a shape is."""
        constraint = _constraint(component)
        found = self._ids.get(Stated(shape)) or self._ids.get(Stated(shape, constraint))
        return found or local_name(component.value)

    def constraints(self, shape: Term) -> list[str]:
        """Return the constraints that a shape states, in the order of SHACL, its own words last."""
        facts = self._shapes.about(shape)
        found = [name for name in PARAMETERS if set(facts.get(sh(name), ())) - {FALSE}]
        for node in self._shapes.instances(sh("ConstraintComponent")):
            parameters = self._shapes.values(node, sh("parameter"))
            named = (p for node in parameters for p in self._shapes.values(node, sh("path")))
            if isinstance(node, NamedNode) and not facts.keys().isdisjoint(named):
                found.append(_constraint(node))
        return found

    def _named(self) -> Iterator[NamedNode]:
        typed = self._shapes.forward(RDF_TYPE)
        nodes = [node for node, kinds in typed.items() if not _KINDS.isdisjoint(kinds)]
        for node in dict.fromkeys([*nodes, *self._shapes.forward(sh("path"))]):
            if isinstance(node, NamedNode):
                yield node

    def _nameless(self) -> dict[Term, str]:
        """Return the names of the nameless shapes by which something is told."""
        found: dict[Term, str] = {}
        about = targets(self._shapes)
        waiting = sorted(about, key=lambda node: (isinstance(node, BlankNode), str(node)))
        for node in waiting:  # which grows on the way
            above = local_name(node.value) if isinstance(node, NamedNode) else found.get(node, "")
            if not above:
                named = [local_name(v.value) for _, v in about[node] if isinstance(v, NamedNode)]
                above = found[node] = min(named, default="shape")
            for part in self._shapes.values(node, sh("property")):
                if isinstance(part, BlankNode) and part not in found:
                    found[part] = f"{above}-{self._path(part)}"
                    waiting.append(part)
        return found

    def _path(self, shape: Term) -> str:
        """Return the property of a shape in a form that needs no quotes anywhere."""
        spelt = paths.spelt(self._shapes, shape, lambda predicate: local_name(predicate.value))
        return "-".join(re.findall(r"\w+", spelt.replace("^", "inverse-"))) or "path"

    def _order(self, rule: tuple[str, Stated]) -> tuple[str, bool, list[str]]:
        """Return what comes first of rules of one name: the shape that has it, then others."""
        name, (shape, _) = rule
        if isinstance(shape, NamedNode):
            return name, False, [shape.value]
        facts = self._shapes.about(shape).values()
        return name, True, sorted(str(v) for found in facts for v in found if not _is_blank(v))


def _is_blank(term: Term) -> bool:
    return isinstance(term, BlankNode)


def _constraint(component: NamedNode) -> str:
    """Return the constraint that a component is, as its parameter is called."""
    name = local_name(component.value).removesuffix(_SUFFIX)
    return "sparql" if name == "SPARQL" else name[:1].lower() + name[1:]
