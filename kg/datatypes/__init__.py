"""What the text of a typed literal means: which texts a datatype allows, and which are one value.

The datatypes are those of the OWL 2 RL profile and the dates and durations of XML Schema 1.1 part 2
(https://www.w3.org/TR/xmlschema11-2/, whose sections are named by their numbers). A text is taken
as it is written: RDF has no step that removes the space around it, as XML documents have (4.3.6),
and engines that answer questions see no number in " 3 ".
"""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache

from kg.datatypes import numbers, texts, times
from kg.datatypes.values import Datatype, Value
from kg.terms import PREFIXES, Literal

_DATATYPES: dict[str, Datatype] = {
    **texts.DATATYPES,
    **numbers.DATATYPES,
    **times.DATATYPES,
    # The datatype of all values; no text is written with it (OWL 2 Structural Specification 5.2).
    PREFIXES["rdfs"] + "Literal": Datatype(lambda _: None, lambda _: True),
}


def knows(datatype: str) -> bool:
    """Say whether the IRI is that of a datatype whose texts and values are known here."""
    return datatype in _DATATYPES


def valid(literal: Literal) -> bool | None:
    """Say whether the text of a literal is one that its datatype allows; None: unknown datatype.

    >>> from kg.terms import XSD, NamedNode
    >>> valid(Literal("2019-02-29", datatype=NamedNode(XSD + "date")))
    False
    """
    if literal.language is not None:
        return True
    datatype = literal.datatype.value
    return _read(literal.value, datatype) is not None if datatype in _DATATYPES else None


def value(literal: Literal) -> Hashable | None:
    """Return what is equal for literals of one value, None without a value or known datatype.

    Equality is that of XML Schema (2.2.2): 1 is 1.0 but no float, times with time zones are equal
    at the same instant, -0 is 0. Here NaN is equal to itself and `"a"@en` to `"a"@EN`.
    """
    found = _value(literal)
    return found[:2] if found is not None else None


def identity(literal: Literal) -> Hashable | None:
    """Return what is the same for literals of one and the same value, as OWL 2 wants it.

    Unlike `value` it tells apart -0 from 0, and one instant in two time zones (2.2.1; OWL 2
    Structural Specification 4.2 and 4.7). None without a value or known datatype.
    """
    return _value(literal)


def is_value_of(literal: Literal, datatype: str) -> bool | None:
    """Say whether the value of a literal belongs to a datatype; None: either is unknown.

    `"5"^^xsd:integer` is of `xsd:nonNegativeInteger`. A text that writes no value is of none.
    """
    if datatype not in _DATATYPES or not (literal.language or knows(literal.datatype.value)):
        return None
    found = _value(literal)
    return found is not None and _DATATYPES[datatype].has(found)


def _value(literal: Literal) -> Value | None:
    language = literal.language
    if language is not None:
        return Value("langString", (literal.value, language.lower()))
    return _read(literal.value, literal.datatype.value)


@lru_cache(maxsize=20_000)  # dates and small numbers come again and again
def _read(text: str, datatype: str) -> Value | None:
    known = _DATATYPES.get(datatype)
    return known.read(text) if known is not None else None
