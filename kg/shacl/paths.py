"""Property paths: read from a shapes graph, written as SPARQL, followed through the facts.

Section 2.3.1 of SHACL (https://www.w3.org/TR/shacl/#property-paths).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
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


def spelt(shapes: Facts, shape: Term, spell: Callable[[NamedNode], str]) -> str:
    """Return the path of a shape as `spell` writes its properties.

    It is "" where there is none, or none that can be used, which is told when the shape is.
    """
    try:
        return next((read(shapes, p).spelt(spell) for p in shapes.values(shape, sh("path"))), "")
    except ValueError:
        return ""


def _listed(shapes: Facts, head: Term, operator: str, outer: tuple[Term, ...]) -> Path:
    members = shapes.members(head)
    if members is None or len(members) < 2:
        raise ValueError("a list in its path has fewer than two members or no end")
    return Path(operator, tuple(read(shapes, member, outer) for member in members))


def follow(facts: Facts, path: Path, nodes: Collection[Term]) -> Values:
    """Return the nodes that a path leads to from each of `nodes`, each once."""
    pairs = _pairs(facts, path)
    if pairs is not None:
        return {node: pairs.get(node, ()) for node in nodes}
    return {node: list(dict.fromkeys(_ends(facts, path, node))) for node in nodes}


def _backward(path: Path) -> Path:
    """Return a path the other way round, ^ before its properties only."""
    if path.predicate is not None:
        return Path("^", (path,))
    if path.operator == "^":
        return path.parts[0]
    parts = tuple(map(_backward, path.parts))
    return Path(path.operator, parts[::-1] if path.operator == "/" else parts)


def _pairs(facts: Facts, path: Path) -> Values | None:
    """Return what a property joins, forward or backward; None for a longer path."""
    if path.predicate is not None:
        return facts.forward(path.predicate)
    inner = path.parts[0].predicate if path.operator == "^" else None
    return None if inner is None else facts.backward(inner)


def _ends(facts: Facts, path: Path, node: Term) -> Iterable[Term]:
    """Return where a path leads from a node; the same node may come twice."""
    pairs = _pairs(facts, path)
    if pairs is not None:
        return pairs.get(node, ())
    first = path.parts[0]
    match path.operator:
        case "^":
            return _ends(facts, _backward(first), node)
        case "|":
            return [end for part in path.parts for end in _ends(facts, part, node)]
        case "?":
            return [node, *_ends(facts, first, node)]
        case "/":
            ends = {node: None}
            for part in path.parts:
                ends = {end: None for start in ends for end in _ends(facts, part, start)}
            return ends
    found: dict[Term, None] = {node: None} if path.operator == "*" else {}
    waiting = [node]
    while waiting:  # until nothing new is found
        new = [end for end in dict.fromkeys(_ends(facts, first, waiting.pop())) if end not in found]
        waiting += new
        found.update(dict.fromkeys(new))
    return found
