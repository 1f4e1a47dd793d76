"""Texts: strings and their kinds, texts with a language, pieces of XML.

XML Schema 1.1 part 2, 3.3.1, 3.3.17 and 3.4.1 to 3.4.7; names as in XML 1.0, 2.3.
"""

from __future__ import annotations

import re

from kg.datatypes.values import Datatype, Value, primitive
from kg.terms import PREFIXES, XSD

_NAME_START = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME_PART = _NAME_START + "0-9.\u00b7\u0300-\u036f\u203f\u2040-"
_LANGUAGE = "[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*"
_NONE = "\0\ufffe\uffff"  # no characters of XML
_WORD = f"[^ \t\n\r{_NONE}]+"
_TEXTS = {
    "string": f"[^{_NONE}]*",
    "normalizedString": f"[^\t\n\r{_NONE}]*",
    "token": f"(?:{_WORD}(?: {_WORD})*)?",
    "language": _LANGUAGE,
    "Name": f"[:{_NAME_START}][:{_NAME_PART}]*",
    "NCName": f"[{_NAME_START}][{_NAME_PART}]*",
    "NMTOKEN": f"[:{_NAME_PART}]+",
}


def _texts(pattern: str, space: str = "string") -> Datatype:
    """Return the datatype of the texts that match a pattern."""
    fits = re.compile(pattern).fullmatch
    return Datatype(
        lambda text: Value(space, text) if fits(text) else None,
        lambda found: found.space == space and fits(str(found.equal)) is not None,
    )


def _plain(text: str) -> Value | None:
    """Read an rdf:PlainLiteral, `text@language` (https://www.w3.org/TR/rdf-plain-literal/ 3)."""
    words, at, language = text.rpartition("@")
    if not at or (language and not re.fullmatch(_LANGUAGE, language)):
        return None
    return Value("langString", (words, language.lower())) if language else Value("string", words)


def _xml(text: str) -> Value | None:
    """Read an rdf:XMLLiteral, a well-formed piece of XML; its value is its canonical form."""
    from xml.etree import ElementTree
    from xml.parsers import expat

    try:
        expat.ParserCreate().Parse(f"<x>{text}</x>", True)
        if text.count("<") > _ELEMENTS:  # this costs the square of the depth
            return Value("XMLLiteral", text)
        canonical = ElementTree.canonicalize(f"<x>{text}</x>", with_comments=True)
    except (ElementTree.ParseError, expat.ExpatError):
        return None
    return Value("XMLLiteral", canonical)


_RDF = PREFIXES["rdf"]
_ELEMENTS = 2_000  # tags up to which pieces of XML are compared whatever their spelling
DATATYPES: dict[str, Datatype] = {
    **{XSD + name: _texts(pattern) for name, pattern in _TEXTS.items()},
    XSD + "anyURI": _texts(_TEXTS["token"], "anyURI"),
    _RDF + "langString": primitive("langString", lambda _: None),  # a text without its language
    _RDF + "PlainLiteral": Datatype(_plain, lambda found: found.space in ("string", "langString")),
    _RDF + "XMLLiteral": primitive("XMLLiteral", _xml),
}
