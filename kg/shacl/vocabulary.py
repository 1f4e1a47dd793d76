"""The words of SHACL, and how shapes are named to people who have to mend one."""

from __future__ import annotations

from kg.errors import KgError
from kg.terms import PREFIXES, Literal, NamedNode, Term, curie

RDF_FIRST = NamedNode(PREFIXES["rdf"] + "first")
RDF_REST = NamedNode(PREFIXES["rdf"] + "rest")
RDF_NIL = NamedNode(PREFIXES["rdf"] + "nil")
SUB_CLASS = NamedNode(PREFIXES["rdfs"] + "subClassOf")
RDFS_CLASS = NamedNode(PREFIXES["rdfs"] + "Class")
OWL_IMPORTS = NamedNode(PREFIXES["owl"] + "imports")
TRUE = Literal(True)


class BadShape(KgError):
    """A shape is not one: what is wrong with it stands in the message."""


def sh(name: str) -> NamedNode:
    """Return the term `name` of SHACL.

    >>> sh("path").value
    'http://www.w3.org/ns/shacl#path'
    """
    return NamedNode(PREFIXES["sh"] + name)


def component(parameter: str) -> NamedNode:
    """Return the constraint component of a parameter of SHACL Core.

    >>> component("minCount").value
    'http://www.w3.org/ns/shacl#MinCountConstraintComponent'
    """
    return sh(f"{parameter[0].upper()}{parameter[1:]}ConstraintComponent")


def written(term: Term) -> str:
    """Return a term as a person would write it in Turtle.

    >>> written(sh("path")), written(Literal("a", language="en")), written(Literal(5))
    ('sh:path', '"a"@en', '5')
    """
    if isinstance(term, NamedNode):
        return curie(term.value)
    if not isinstance(term, Literal) or term.language:
        return str(term)
    kind = term.datatype.value
    if kind in (PREFIXES["xsd"] + "integer", PREFIXES["xsd"] + "boolean"):
        return term.value
    plain = kind == PREFIXES["xsd"] + "string"
    return f'"{term.value}"' + ("" if plain else f"^^{curie(kind)}")
