"""The table of SHACL Core: each parameter, what its value must be, and the check it stands for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from kg.shacl import checks, messages
from kg.shacl.comparing import is_pattern
from kg.shacl.model import Constraint, OfFocus, OfProperty, OfValues, Shape
from kg.shacl.reading import Reader
from kg.shacl.vocabulary import TRUE, component, sh
from kg.terms import PREFIXES, XSD_STRING, BlankNode, Literal, NamedNode, Term, whole

Read = Callable[[Reader, Shape, str, Term], Any]
INACTIVE = object()  # the argument of a parameter that asks for nothing, such as sh:closed false


def _of(needs: str, *kinds: type) -> Read:
    """Return a reader of values that must be of some kinds of term."""

    def read(reader: Reader, shape: Shape, name: str, value: Term) -> Any:
        if not isinstance(value, kinds):
            raise reader.bad(shape.node, f"sh:{name} needs {needs}, not {reader.written(value)}")
        return value

    return read


_iri = _of("a name (an IRI)", NamedNode)
_class = _of("a class", NamedNode, BlankNode)
_literal = _of("a value", Literal)
_term = _of("a value", NamedNode, BlankNode, Literal)


def _number(reader: Reader, shape: Shape, name: str, value: Term) -> int:
    integer = PREFIXES["xsd"] + "integer"
    number = None
    if isinstance(value, Literal) and value.datatype.value == integer:
        number = whole(value.value)
    if number is None:
        raise reader.bad(shape.node, f"sh:{name} needs a whole number, not {reader.written(value)}")
    return number


def _text(reader: Reader, shape: Shape, name: str, value: Term) -> str:
    if not isinstance(value, Literal) or value.datatype.value != XSD_STRING:
        raise reader.bad(shape.node, f"sh:{name} needs a text without a language")
    return value.value


def _pattern(reader: Reader, shape: Shape, name: str, value: Term) -> tuple[str, str]:
    flags = reader.one(shape.node, "flags")
    found = (
        _text(reader, shape, name, value),
        _text(reader, shape, "flags", flags) if flags is not None else "",
    )
    if not is_pattern(*found):
        raise reader.bad(
            shape.node,
            f"sh:{name} or sh:flags is no regular expression of SPARQL: {reader.written(value)}",
        )
    return found


def _kinds(reader: Reader, shape: Shape, name: str, value: Term) -> tuple[type, ...]:
    kinds = {sh(kind): types for kind, types in checks.NODE_KINDS.items()}
    if not isinstance(value, NamedNode) or value not in kinds:
        known = ", ".join(f"sh:{kind}" for kind in checks.NODE_KINDS)
        raise reader.bad(shape.node, f"sh:{name} must be one of {known}")
    return kinds[value]


def _flag(reader: Reader, shape: Shape, name: str, value: Term) -> Any:
    _boolean(reader, shape, name, value)
    return value if value == TRUE else INACTIVE


def _boolean(reader: Reader, shape: Shape, name: str, value: Term) -> None:
    datatype = value.datatype.value if isinstance(value, Literal) else ""
    if datatype != PREFIXES["xsd"] + "boolean":
        raise reader.bad(
            shape.node, f"sh:{name} must be true or false, not {reader.written(value)}"
        )


def _list(reader: Reader, shape: Shape, name: str, value: Term) -> list[Term]:
    return reader.members(shape.node, name, value)


def _languages(reader: Reader, shape: Shape, name: str, value: Term) -> list[str]:
    return [_text(reader, shape, name, member) for member in _list(reader, shape, name, value)]


def _shape(reader: Reader, shape: Shape, name: str, value: Term) -> Shape:
    node: Term = _of("a shape", NamedNode, BlankNode)(reader, shape, name, value)
    return reader.shape(node)


def _node_shape(reader: Reader, shape: Shape, name: str, value: Term) -> Shape:
    inner = _shape(reader, shape, name, value)
    if inner.path is not None:
        problem = f"sh:{name} needs a node shape, and {reader.name(value)} has a sh:path"
        raise reader.bad(shape.node, problem)
    return inner


def _property_shape(reader: Reader, shape: Shape, name: str, value: Term) -> Shape:
    inner = _shape(reader, shape, name, value)
    if inner.path is None:
        problem = f"sh:{name} needs a shape with a sh:path: {reader.name(value)}"
        raise reader.bad(shape.node, problem)
    return inner


def _shapes(reader: Reader, shape: Shape, name: str, value: Term) -> list[Shape]:
    members = _list(reader, shape, name, value)
    return [_shape(reader, shape, name, member) for member in members]


def _closed(reader: Reader, shape: Shape, name: str, value: Term) -> Any:
    if _flag(reader, shape, name, value) is INACTIVE:
        return INACTIVE
    ignored = reader.one(shape.node, "ignoredProperties")
    listed = [] if ignored is None else _list(reader, shape, "ignoredProperties", ignored)
    allowed = {_iri(reader, shape, "ignoredProperties", member) for member in listed}
    for inner in reader.shapes.values(shape.node, sh("property")):
        allowed.update(
            path for path in reader.shapes.values(inner, sh("path")) if isinstance(path, NamedNode)
        )
    return frozenset(allowed)


def _qualified(reader: Reader, shape: Shape, name: str, value: Term) -> Any:
    number = _number(reader, shape, name, value)
    wanted = reader.one(shape.node, "qualifiedValueShape")
    if wanted is None:
        return INACTIVE
    inner = _shape(reader, shape, "qualifiedValueShape", wanted)
    disjoint = reader.one(shape.node, "qualifiedValueShapesDisjoint")
    if disjoint is not None:
        _boolean(reader, shape, "qualifiedValueShapesDisjoint", disjoint)
    siblings = _siblings(reader, shape.node, wanted) if disjoint == TRUE else []
    return inner, [reader.shape(sibling) for sibling in siblings], number


def _siblings(reader: Reader, node: Term, wanted: Term) -> list[Term]:
    """Return the qualified shapes of the other properties beside a shape (4.7.3)."""
    found = {
        sibling
        for parent in reader.shapes.backward(sh("property")).get(node, ())
        for other in reader.shapes.values(parent, sh("property"))
        for sibling in reader.shapes.values(other, sh("qualifiedValueShape"))
    }
    return sorted(found - {wanted}, key=str)


@dataclass(frozen=True)
class Parameter:
    """A parameter: its name, how its value is read, the check, and where it may stand."""

    name: str
    read: Read
    kind: type[OfValues] | type[OfFocus]
    check: Callable[..., Any]
    many: bool = False  # each value is a constraint of its own
    only_properties: bool = False


PARAMETERS = (
    Parameter("class", _class, OfValues, checks.of_class, many=True),
    Parameter("datatype", _iri, OfValues, checks.of_datatype),
    Parameter("nodeKind", _kinds, OfValues, checks.of_node_kind),
    Parameter("minCount", _number, OfFocus, checks.min_count, only_properties=True),
    Parameter("maxCount", _number, OfFocus, checks.max_count, only_properties=True),
    Parameter("minExclusive", _literal, OfValues, checks.limit(above=True, or_equal=False)),
    Parameter("minInclusive", _literal, OfValues, checks.limit(above=True, or_equal=True)),
    Parameter("maxExclusive", _literal, OfValues, checks.limit(above=False, or_equal=False)),
    Parameter("maxInclusive", _literal, OfValues, checks.limit(above=False, or_equal=True)),
    Parameter("minLength", _number, OfValues, checks.of_min_length),
    Parameter("maxLength", _number, OfValues, checks.of_max_length),
    Parameter("pattern", _pattern, OfValues, checks.of_pattern, many=True),
    Parameter("languageIn", _languages, OfValues, checks.of_language),
    Parameter("uniqueLang", _flag, OfFocus, checks.unique_language, only_properties=True),
    Parameter("equals", _iri, OfFocus, checks.equals, many=True),
    Parameter("disjoint", _iri, OfFocus, checks.disjoint, many=True),
    Parameter("lessThan", _iri, OfFocus, checks.less_than(False), True, True),
    Parameter("lessThanOrEquals", _iri, OfFocus, checks.less_than(True), True, True),
    Parameter("not", _shape, OfValues, checks.of_not, many=True),
    Parameter("and", _shapes, OfValues, checks.of_and, many=True),
    Parameter("or", _shapes, OfValues, checks.of_or, many=True),
    Parameter("xone", _shapes, OfValues, checks.of_xone, many=True),
    Parameter("node", _node_shape, OfValues, checks.of_node, many=True),
    Parameter("qualifiedMinCount", _qualified, OfFocus, checks.qualified_min),
    Parameter("qualifiedMaxCount", _qualified, OfFocus, checks.qualified_max),
    Parameter("closed", _closed, OfFocus, checks.closed),
    Parameter("hasValue", _term, OfFocus, checks.has_value, many=True),
    Parameter("in", _list, OfValues, checks.of_list),
)


def constraints(reader: Reader, shape: Shape) -> list[Constraint]:
    """Return the constraints of SHACL Core that a shape states. Raises BadShape."""
    made: list[Constraint] = []
    path = "" if shape.path is None else shape.path.spelt(reader.written)
    for parameter in PARAMETERS:
        name = parameter.name
        values = reader.shapes.values(shape.node, sh(name))
        if values and parameter.only_properties and shape.path is None:
            raise reader.bad(shape.node, f"sh:{name} needs a sh:path beside it", name)
        if len(values) > 1 and not parameter.many:
            raise reader.bad(shape.node, f"sh:{name} is given more than once", name)
        for value in sorted(values, key=str):
            read = partial(parameter.read, reader, shape, name, value)
            argument = reader.at(shape.node, name, value, read)
            if argument is not INACTIVE:
                default = messages.default(name, reader.shown(value), path)
                made.append(parameter.kind(component(name), argument, parameter.check, default))
    for value in sorted(reader.shapes.values(shape.node, sh("property")), key=str):
        read = partial(_property_shape, reader, shape, "property", value)
        made.append(OfProperty(reader.at(shape.node, "property", value, read)))
    return made
