"""The rules with queries that a shape has: its sh:sparql, and components that others define."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from itertools import product

from kg.errors import BadQuery
from kg.shacl import messages
from kg.shacl.core import text
from kg.shacl.model import Constraint, Shape
from kg.shacl.queries import QueryConstraint, prefixes, template, text_of
from kg.shacl.reading import Line, Reader
from kg.shacl.vocabulary import TRUE, sh
from kg.terms import Literal, NamedNode, Term, local_name

_SPARQL = sh("SPARQLConstraintComponent")
_RESERVED = {"this", "shapesGraph", "currentShape", "path", "PATH", "value"}


@dataclass(frozen=True)
class _Parameter:
    predicate: NamedNode
    name: str
    is_optional: bool


def constraints(reader: Reader, shape: Shape) -> list[Constraint]:
    """Return the constraints of a shape that are queries. Raises BadShape."""
    made: list[Constraint] = []
    for line in reader.lines(shape.node, "sparql"):
        if not reader.is_off(line.value):
            default = messages.default("sparql", partial(reader.named, shape.node))
            made.append(_constraint(line, shape, _SPARQL, {}, default))
    for node in sorted(reader.shapes.instances(sh("ConstraintComponent")), key=str):
        if isinstance(node, NamedNode):
            made += _of_component(reader, shape, node)
    return made


def _constraint(
    line: Line,
    shape: Shape,
    component: NamedNode,
    bound: Mapping[str, Term],
    default: tuple[Literal, ...],
) -> QueryConstraint:
    """Return the query that stands at the end of a line of a shape or component."""
    reader, node = line.reader, line.value
    asked = None if component == _SPARQL else reader.one(node, "ask")
    query = asked or reader.one(node, "select")
    if query is None:
        raise line.bad("needs one sh:select with its text")
    where = f"The shape {reader.name(shape.node)}"
    try:
        written = text_of(text(query), shape.path, prefixes(reader.shapes, node))
        ready = template(written, where, bound)
    except ValueError as error:
        raise reader.bad(shape.node, str(error), line.name) from error
    except BadQuery as error:
        raise line.bad_text(error) from error
    source = node if component == _SPARQL else None
    words = reader.messages(node)
    return QueryConstraint(component, ready, where, bound, words, default, reader.prefixes, source)


def _of_component(reader: Reader, shape: Shape, node: NamedNode) -> list[Constraint]:
    """Return the constraints that a shape states by the parameters of a component (6.1)."""
    parameters = [_parameter(line) for line in reader.lines(node, "parameter")]
    given = {p.name: reader.shapes.values(shape.node, p.predicate) for p in parameters}
    needed = [p for p in parameters if not p.is_optional]
    # The validator that fits the kind of shape, else the one for both kinds (6.2.3).
    special = "nodeValidator" if shape.path is None else "propertyValidator"
    validators = reader.lines(node, special) or reader.lines(node, "validator")
    if not validators or not needed or not all(given[p.name] for p in needed):
        return []
    if len(parameters) > 1 and any(len(values) > 1 for values in given.values()):
        problem = f"a parameter of {reader.written(node)} is given more than once"
        raise reader.bad(shape.node, problem)
    texts = (
        t for name in ("message", "labelTemplate") for t in reader.shapes.values(node, sh(name))
    )
    default = tuple(sorted((t for t in texts if isinstance(t, Literal)), key=str))
    default = default or messages.default("sparql", partial(reader.named, node))
    names = sorted(name for name, values in given.items() if values)
    return [
        _constraint(validators[0], shape, node, dict(zip(names, values, strict=True)), default)
        for values in product(*(sorted(given[name], key=str) for name in names))
    ]


def _parameter(line: Line) -> _Parameter:
    reader, path = line.reader, line.reader.shapes.values(line.value, sh("path"))
    name = local_name(path[0].value) if path and isinstance(path[0], NamedNode) else ""
    if not name.isidentifier() or name in _RESERVED or len(path) > 1:
        raise line.bad("needs one sh:path whose name can be a variable")
    assert isinstance(path[0], NamedNode)
    optional = TRUE in reader.shapes.values(line.value, sh("optional"))
    return _Parameter(path[0], name, optional)
