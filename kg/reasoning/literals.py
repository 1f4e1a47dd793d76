"""What the rules about datatypes (table 8) say of the literals of a graph."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from kg import datatypes
from kg.reasoning.index import Index
from kg.reasoning.rules import DATATYPE_NAMES
from kg.terms import PREFIXES, XSD, XSD_STRING, Literal, NamedNode, expand

_TEXTS = {
    PREFIXES["rdf"] + "PlainLiteral",
    *(
        XSD + name
        for name in ("normalizedString", "token", "language", "Name", "NCName", "NMTOKEN")
    ),
}
_SUPPORTED = {term.value for name in DATATYPE_NAMES if (term := expand(name)) is not None}


def passes(index: Index, test: str, left: int, right: int) -> bool:
    """Say whether a literal is, or is not, of a datatype; or two are one value, or are two.

    The profile knows the datatypes of its table only: of any other nothing is said.
    """
    one, other = index.terms[left], index.terms[right]
    if not isinstance(one, Literal):
        return False
    if test in ("of", "not-of"):
        iri = other.value if isinstance(other, NamedNode) else ""
        return iri in _SUPPORTED and datatypes.is_value_of(one, iri) is (test == "of")
    if not isinstance(other, Literal):
        return False
    values = _value(one), _value(other)
    return None not in values and (values[0] == values[1]) is (test == "same")


def _value(literal: Literal) -> Hashable | None:
    known = literal.language or literal.datatype.value in _SUPPORTED
    return datatypes.identity(literal) if known else None


def numbers(index: Index) -> list[int]:
    """Return the numbers of the datatypes of the profile."""
    return sorted(index.codes[NamedNode(iri)] for iri in _SUPPORTED)


def of(index: Index, datatype: int) -> Iterator[int]:
    """Yield the literals of the graph whose value is one of a datatype."""
    for number in range(index.literals):
        if passes(index, "of", number, datatype):
            yield number


def by_value(index: Index) -> dict[Hashable, list[int]]:
    """Return the literals of the graph by value (`1`, `01`, `1.0`).

    Those that are plainly texts are only themselves, unless another datatype of texts is in use.
    """
    typed: list[tuple[int, Literal]] = []
    plain: list[tuple[int, Literal]] = []
    for number in range(index.literals):
        term = index.terms[number]
        assert isinstance(term, Literal)
        is_plain = term.language or term.datatype.value == XSD_STRING
        (plain if is_plain else typed).append((number, term))
    if any(term.datatype.value in _TEXTS for _, term in typed):
        typed += plain
    groups: dict[Hashable, list[int]] = {}
    for number, term in typed:
        groups.setdefault(_value(term), []).append(number)
    groups.pop(None, None)
    return groups


def spellings_of(constant: Literal, groups: dict[Hashable, list[int]]) -> list[int]:
    """Return the literals of the graph that are of the value of a literal of the rules."""
    return groups.get(_value(constant), [])
