"""The table of SHACL Core: each parameter, what its value must be, and the check it stands for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from operator import gt, lt
from typing import Any

from kg.shacl import checks, messages
from kg.shacl.comparing import is_pattern
from kg.shacl.model import Constraint, CoreConstraint, OfProperty, Shape
from kg.shacl.reading import Line, Reader
from kg.shacl.vocabulary import TRUE, component, sh
from kg.terms import XSD, XSD_STRING, BlankNode, Literal, NamedNode, Term, whole

Read = Callable[[Line], Any]  # returns None for what asks for nothing, such as sh:closed false


def _of(needs: str, *kinds: type) -> Read:
    """Return a reader of values that must be of some kinds of term."""

    def read(line: Line) -> Any:
        if not isinstance(line.value, kinds):
            raise line.bad(f"needs {needs}, not {line.reader.written(line.value)}")
        return line.value

    return read


_iri = _of("a name (an IRI)", NamedNode)
_class = _of("a class", NamedNode, BlankNode)
_literal = _of("a value", Literal)
_term = _of("a value", NamedNode, BlankNode, Literal)


def _number(line: Line) -> int:
    value = line.value
    is_whole = isinstance(value, Literal) and value.datatype.value == XSD + "integer"
    number = whole(value.value) if isinstance(value, Literal) and is_whole else None
    if number is None:
        raise line.bad(f"needs a whole number, not {line.reader.written(value)}")
    return number


def text(line: Line) -> str:
    """Return the text that a line has. Raises BadShape for anything else."""
    if not isinstance(line.value, Literal) or line.value.datatype.value != XSD_STRING:
        raise line.bad("needs a text without a language")
    return line.value.value


def _pattern(line: Line) -> tuple[str, str]:
    flags = line.beside("flags")
    found = text(line), text(flags) if flags else ""
    if not is_pattern(*found):
        told = line.reader.written(line.value)
        raise line.bad(f"or sh:flags is no regular expression of SPARQL: {told}")
    return found


def _kinds(line: Line) -> tuple[type, ...]:
    kinds: dict[Term, tuple[type, ...]] = {sh(k): types for k, types in checks.NODE_KINDS.items()}
    if line.value not in kinds:
        known = ", ".join(f"sh:{kind}" for kind in checks.NODE_KINDS)
        raise line.bad(f"must be one of {known}")
    return kinds[line.value]


def _flag(line: Line) -> bool | None:
    datatype = line.value.datatype.value if isinstance(line.value, Literal) else ""
    if datatype != XSD + "boolean":
        raise line.bad(f"must be true or false, not {line.reader.written(line.value)}")
    return line.value == TRUE or None


def _list(line: Line) -> list[Term]:
    return [member.value for member in line.members()]


def _languages(line: Line) -> list[str]:
    return [text(member) for member in line.members()]


def _shapes(line: Line) -> list[Shape]:
    return [member.shape() for member in line.members()]


def _node_shape(line: Line) -> Shape:
    inner = line.shape()
    if inner.path is not None:
        raise line.bad(f"needs a node shape, and {line.reader.name(line.value)} has a sh:path")
    return inner


def _property_shape(line: Line) -> Shape:
    inner = line.shape()
    if inner.path is None:
        raise line.bad(f"needs a shape with a sh:path: {line.reader.name(line.value)}")
    return inner


def _closed(line: Line) -> frozenset[Term] | None:
    if not _flag(line):
        return None
    ignored, shapes = line.beside("ignoredProperties"), line.reader.shapes
    allowed = {_iri(member) for member in ignored.members()} if ignored else set()
    for inner in shapes.values(line.node, sh("property")):
        allowed.update(p for p in shapes.values(inner, sh("path")) if isinstance(p, NamedNode))
    return frozenset(allowed)


def _qualified(line: Line) -> checks.Qualified | None:
    number, wanted = _number(line), line.beside("qualifiedValueShape")
    if wanted is None:
        return None
    inner, disjoint = wanted.shape(), line.beside("qualifiedValueShapesDisjoint")
    siblings = _siblings(wanted) if disjoint and _flag(disjoint) else []
    return inner, [line.reader.shape(sibling) for sibling in siblings], number


def _siblings(line: Line) -> list[Term]:
    """Return the qualified shapes of the other properties beside a shape (4.7.3)."""
    shapes = line.reader.shapes
    found = {
        sibling
        for parent in shapes.backward(sh("property")).get(line.node, ())
        for other in shapes.values(parent, sh("property"))
        for sibling in shapes.values(other, sh("qualifiedValueShape"))
    }
    return sorted(found - {line.value}, key=str)


@dataclass(frozen=True)
class Parameter:
    """A parameter: its name, how its value is read, the check, and where it may stand."""

    name: str
    read: Read
    check: Callable[..., Any]
    many: bool = False  # each value is a constraint of its own
    only_properties: bool = False


PARAMETERS = (
    Parameter("class", _class, checks.each(checks.of_class), many=True),
    Parameter("datatype", _iri, checks.each(checks.of_datatype)),
    Parameter("nodeKind", _kinds, checks.each(checks.of_node_kind)),
    Parameter("minCount", _number, checks.of_count(lt), only_properties=True),
    Parameter("maxCount", _number, checks.of_count(gt), only_properties=True),
    Parameter("minExclusive", _literal, checks.each(checks.limit(above=True, or_equal=False))),
    Parameter("minInclusive", _literal, checks.each(checks.limit(above=True, or_equal=True))),
    Parameter("maxExclusive", _literal, checks.each(checks.limit(above=False, or_equal=False))),
    Parameter("maxInclusive", _literal, checks.each(checks.limit(above=False, or_equal=True))),
    Parameter("minLength", _number, checks.each(checks.of_length(lt))),
    Parameter("maxLength", _number, checks.each(checks.of_length(gt))),
    Parameter("pattern", _pattern, checks.each(checks.of_pattern), many=True),
    Parameter("languageIn", _languages, checks.each(checks.of_language)),
    Parameter("uniqueLang", _flag, checks.unique_language, only_properties=True),
    Parameter("equals", _iri, checks.equals, many=True),
    Parameter("disjoint", _iri, checks.disjoint, many=True),
    Parameter("lessThan", _iri, checks.less_than(False), True, True),
    Parameter("lessThanOrEquals", _iri, checks.less_than(True), True, True),
    Parameter("not", Line.shape, checks.each(checks.of_not), many=True),
    Parameter("and", _shapes, checks.each(checks.of_and), many=True),
    Parameter("or", _shapes, checks.each(checks.of_or), many=True),
    Parameter("xone", _shapes, checks.each(checks.of_xone), many=True),
    Parameter("node", _node_shape, checks.each(checks.of_node), many=True),
    Parameter("qualifiedMinCount", _qualified, checks.of_qualified(lt)),
    Parameter("qualifiedMaxCount", _qualified, checks.of_qualified(gt)),
    Parameter("closed", _closed, checks.closed),
    Parameter("hasValue", _term, checks.has_value, many=True),
    Parameter("in", _list, checks.each(checks.of_list)),
)


def constraints(reader: Reader, shape: Shape) -> list[Constraint]:
    """Return the constraints of SHACL Core that a shape states. Raises BadShape."""
    made: list[Constraint] = []
    path = reader.property(shape.node)
    for parameter in PARAMETERS:
        name, lines = parameter.name, reader.lines(shape.node, parameter.name)
        if lines and parameter.only_properties and shape.path is None:
            raise lines[0].bad("needs a sh:path beside it")
        if len(lines) > 1 and not parameter.many:
            raise lines[0].bad("is given more than once")
        for line in lines:
            argument = parameter.read(line)
            if argument is not None:
                default = messages.default(name, partial(reader.shown, line.value), path)
                made.append(CoreConstraint(component(name), argument, parameter.check, default))
    return made + [
        OfProperty(_property_shape(line)) for line in reader.lines(shape.node, "property")
    ]
