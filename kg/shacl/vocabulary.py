"""The words of SHACL, and the error that tells what is wrong with a shape."""

from __future__ import annotations

from kg.errors import KgError
from kg.terms import PREFIXES, Literal, NamedNode, Term

RDF_FIRST = NamedNode(PREFIXES["rdf"] + "first")
RDF_REST = NamedNode(PREFIXES["rdf"] + "rest")
RDF_NIL = NamedNode(PREFIXES["rdf"] + "nil")
SUB_CLASS = NamedNode(PREFIXES["rdfs"] + "subClassOf")
RDFS_CLASS = NamedNode(PREFIXES["rdfs"] + "Class")
OWL_IMPORTS = NamedNode(PREFIXES["owl"] + "imports")
TRUE, FALSE = Literal(True), Literal(False)


class BadShape(KgError):
    """A shape is not one: what is wrong with it stands in the message.

    `node` is the shape, `predicate` and `value` the line of it that is wrong, as far as known.
    """

    def __init__(
        self,
        problem: str,
        node: Term | None = None,
        predicate: NamedNode | None = None,
        value: Term | None = None,
    ) -> None:
        self.node, self.predicate, self.value = node, predicate, value
        super().__init__(problem)


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
