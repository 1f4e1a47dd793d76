"""The rules with queries that a shape has: its sh:sparql, and components that others define."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product

from kg.shacl import messages
from kg.shacl.model import Constraint, Shape
from kg.shacl.queries import AskConstraint, Query, SelectConstraint, prefixes, text_of
from kg.shacl.reading import Reader
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
    for node in sorted(reader.shapes.values(shape.node, sh("sparql")), key=str):
        if TRUE not in reader.shapes.values(node, sh("deactivated")):
            read = partial(_query, reader, shape, node, "select", {})
            query = reader.at(shape.node, "sparql", node, read)
            default = messages.default("sparql", reader.name(shape.node))
            made.append(SelectConstraint(_SPARQL, query, default, node))
    for node in sorted(reader.shapes.instances(sh("ConstraintComponent")), key=str):
        made += _of_component(reader, shape, node)
    return made


def _query(reader: Reader, shape: Shape, node: Term, kind: str, bound: dict[str, Term]) -> Query:
    written = reader.one(node, kind)
    if not isinstance(written, Literal):
        raise reader.bad(shape.node, f"a rule with a query needs one sh:{kind} with its text")
    try:
        text = text_of(written.value, shape.path, prefixes(reader.shapes, node))
    except ValueError as error:
        raise reader.bad(shape.node, str(error)) from error
    where = f"The shape {reader.name(shape.node)}"
    return Query(text, where, bound, reader.messages(node), reader.prefixes)


def _of_component(reader: Reader, shape: Shape, node: Term) -> list[Constraint]:
    """Return the constraints that a shape states by the parameters of a component (6.1)."""
    if not isinstance(node, NamedNode):
        return []
    parameters = [_parameter(reader, node, p) for p in reader.shapes.values(node, sh("parameter"))]
    given = {p.name: reader.shapes.values(shape.node, p.predicate) for p in parameters}
    needed = [p for p in parameters if not p.is_optional]
    if not needed or not all(given[p.name] for p in needed):
        return []
    if len(parameters) > 1 and any(len(values) > 1 for values in given.values()):
        raise reader.bad(
            shape.node, f"a parameter of {reader.written(node)} is given more than once"
        )
    validator = _validator(reader, shape, node)
    if validator is None:
        return []
    names = sorted(name for name, values in given.items() if values)
    made: list[Constraint] = []
    for values in product(*(sorted(given[name], key=str) for name in names)):
        bound = dict(zip(names, values, strict=True))
        made.append(_constraint(reader, shape, node, validator, bound))
    return made


def _parameter(reader: Reader, node: NamedNode, parameter: Term) -> _Parameter:
    path = reader.one(parameter, "path")
    name = local_name(path.value) if isinstance(path, NamedNode) else ""
    if not isinstance(path, NamedNode) or not name.isidentifier() or name in _RESERVED:
        raise reader.bad(node, "each sh:parameter needs a sh:path whose name can be a variable")
    optional = TRUE in reader.shapes.values(parameter, sh("optional"))
    return _Parameter(path, name, optional)


def _validator(reader: Reader, shape: Shape, node: NamedNode) -> Term | None:
    """Return the validator that fits the kind of shape, else the one for both kinds (6.2.3)."""
    special = "nodeValidator" if shape.path is None else "propertyValidator"
    found: Sequence[Term] = ()
    for name in (special, "validator"):
        found = found or reader.shapes.values(node, sh(name))
    return min(found, key=str) if found else None


def _constraint(
    reader: Reader, shape: Shape, node: NamedNode, validator: Term, bound: dict[str, Term]
) -> Constraint:
    is_ask = bool(reader.shapes.values(validator, sh("ask")))
    query = _query(reader, shape, validator, "ask" if is_ask else "select", bound)
    templates = [
        template
        for name in ("message", "labelTemplate")
        for template in reader.shapes.values(node, sh(name))
        if isinstance(template, Literal)
    ]
    default = tuple(sorted(templates, key=str)) or messages.default("sparql", reader.written(node))
    return (AskConstraint if is_ask else SelectConstraint)(node, query, default)
