"""Property paths: read from a shapes graph, written as SPARQL, followed through the facts.

Section 2.3.1 of SHACL (https://www.w3.org/TR/shacl/#property-paths).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from kg.shacl.facts import Facts, Values
from kg.shacl.vocabulary import RDF_FIRST, RDF_NIL, RDF_REST, sh
from kg.terms import BlankNode, NamedNode, Term, written

_REPEATED = {"zeroOrMorePath": "*", "oneOrMorePath": "+", "zeroOrOnePath": "?"}
_LISTED = {"sequencePath": "/", "alternativePath": "|"}


@dataclass(frozen=True)
class Path:
    """A path: one property, or an operator (one of ^ / | * + ?) over the paths it joins."""

    operator: str
    parts: tuple[Path, ...] = ()
    predicate: NamedNode | None = None

    def __str__(self) -> str:
        """Return the path as SPARQL writes it."""
        return self.spelt(str)

    def spelt(self, spell: Callable[[NamedNode], str]) -> str:
        """Return the path with each property as `spell` writes it."""
        if self.predicate is not None:
            return spell(self.predicate)
        spelt = [part.spelt(spell) for part in self.parts]
        pairs = zip(spelt, self.parts, strict=True)
        parts = [text if part.predicate else f"({text})" for text, part in pairs]
        if self.operator in ("/", "|"):
            return self.operator.join(parts)
        return f"^{parts[0]}" if self.operator == "^" else parts[0] + self.operator

    @property
    def name(self) -> str:
        """The path as results give it: a bare IRI where it is one property."""
        return str(self) if self.predicate is None else self.predicate.value


def read(shapes: Facts, node: Term, outer: tuple[Term, ...] = ()) -> Path:
    """Return the path that a node of the shapes graph writes.

    Raises ValueError, whose text says what is wrong.
    """
    if isinstance(node, NamedNode) and node != RDF_NIL:
        return Path("", predicate=node)
    if not isinstance(node, BlankNode) or node in outer:
        raise ValueError(f"its path goes round in a circle or is none: {written(node)}")
    outer = (*outer, node)
    if shapes.values(node, RDF_FIRST) or shapes.values(node, RDF_REST):
        return _listed(shapes, node, "/", outer)
    found = [
        (operator, value)
        for name, operator in ({"inversePath": "^"} | _REPEATED | _LISTED).items()
        for value in shapes.values(node, sh(name))
    ]
    if len(found) != 1:
        raise ValueError("its path is neither a property nor exactly one kind of path")
    operator, value = found[0]
    if operator == "|":
        return _listed(shapes, value, "|", outer)
    return Path(operator, (read(shapes, value, outer),))


def _listed(shapes: Facts, head: Term, operator: str, outer: tuple[Term, ...]) -> Path:
    members = shapes.members(head)
    if members is None or len(members) < 2:
        raise ValueError("a list in its path has fewer than two members or no end")
    return Path(operator, tuple(read(shapes, member, outer) for member in members))


def follow(facts: Facts, path: Path, nodes: Collection[Term]) -> Values:
    """Return the nodes that a path leads to from each of `nodes`, each once."""
    if path.predicate is not None:
        pairs = facts.forward(path.predicate)
        return {node: pairs.get(node, ()) for node in nodes}
    if path.operator == "^" and path.parts[0].predicate is not None:
        pairs = facts.backward(path.parts[0].predicate)
        return {node: pairs.get(node, ()) for node in nodes}
    return {node: list(dict.fromkeys(_from(facts, path, node, False))) for node in nodes}


def _from(facts: Facts, path: Path, node: Term, backward: bool) -> Iterable[Term]:
    """Return where a path leads from a node, or comes from; the same node may come twice."""
    if path.predicate is not None:
        pairs = facts.backward if backward else facts.forward
        return pairs(path.predicate).get(node, ())
    match path.operator:
        case "^":
            return _from(facts, path.parts[0], node, not backward)
        case "|":
            return [end for part in path.parts for end in _from(facts, part, node, backward)]
        case "/":
            return _through(facts, path.parts[::-1] if backward else path.parts, node, backward)
        case "?":
            return [node, *_from(facts, path.parts[0], node, backward)]
    return _again(facts, path, node, backward)


def _through(facts: Facts, parts: Sequence[Path], node: Term, backward: bool) -> Iterable[Term]:
    ends: dict[Term, None] = {node: None}
    for part in parts:
        ends = {end: None for start in ends for end in _from(facts, part, start, backward)}
    return ends


def _again(facts: Facts, path: Path, node: Term, backward: bool) -> Iterable[Term]:
    """Follow `*` or `+` until nothing new is found."""
    found: dict[Term, None] = {node: None} if path.operator == "*" else {}
    waiting = [node]
    while waiting:
        ends = list(dict.fromkeys(_from(facts, path.parts[0], waiting.pop(), backward)))
        waiting += [end for end in ends if end not in found]
        found.update(dict.fromkeys(ends))
    return found
