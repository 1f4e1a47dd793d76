"""RDF terms read from the texts that findings carry: IRIs, and values as N-Triples writes them."""

from __future__ import annotations

import json
import re

from kg.terms import BlankNode, Literal, NamedNode

_LITERAL = re.compile(r'("(?:[^"\\]|\\.)*")(?:@([A-Za-z0-9-]+)|\^\^<([^<>]*)>)?', re.DOTALL)


def iri(text: str) -> NamedNode | None:
    """Return the term of an absolute IRI, None when the text is none (a path in SPARQL, say)."""
    try:
        return NamedNode(text)
    except ValueError:
        return None


def term(text: str) -> NamedNode | BlankNode | Literal | None:
    """Return the term that N-Triples text or a bare IRI writes, None when it writes none.

    >>> term('"Ana"@es'), term("https://example.org/a"), term("")
    (<Literal value=Ana language=es>, <NamedNode value=https://example.org/a>, None)
    """
    try:
        if text.startswith("_:"):
            return BlankNode(text[2:])
        match = _LITERAL.fullmatch(text)
        if match is None:
            return NamedNode(text[1:-1] if text.startswith("<") else text)
        value = json.loads(match[1], strict=False)  # an engine prints no other escapes than JSON's
        if match[2]:
            return Literal(value, language=match[2])
        return Literal(value, datatype=NamedNode(match[3])) if match[3] else Literal(value)
    except ValueError:  # no IRI, no name of a blank node, no such escape
        return None
