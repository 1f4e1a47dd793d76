"""RDF terms and paths read from the texts of findings, as N-Triples and SPARQL write them."""

from __future__ import annotations

import json
import re

from kg.terms import BlankNode, Literal, NamedNode

_LITERAL = re.compile(r'("(?:[^"\\]|\\.)*")(?:@([A-Za-z0-9-]+)|\^\^<([^<>]*)>)?', re.DOTALL)


_IN_PATH = re.compile(r"<[^<>]*>|[\^/|*+?()]")

Path = NamedNode | tuple[str, list["Path"]]  # a property, or an operator over paths


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


def path(text: str) -> Path | None:
    """Return a property path as SPARQL writes it, or a bare IRI, None for a text that is neither.

    >>> path("<a:a>/(^<a:b>)"), path("a:a"), path("")
    (('/', [<NamedNode value=a:a>, ('^', [<NamedNode value=a:b>])]), <NamedNode value=a:a>, None)
    """
    if text[:1] not in ("<", "^", "("):
        return iri(text)
    tokens = _IN_PATH.findall(text)[::-1]
    try:
        return _joined(tokens, "|/")
    except (IndexError, ValueError):  # it ends too early, or holds what is no IRI
        return None


def _joined(tokens: list[str], operators: str) -> Path:
    """Return paths joined by the first of `operators`, each joined by the others; take it away."""
    if not operators:
        return _single(tokens)
    operator, deeper = operators[0], operators[1:]
    parts = [_joined(tokens, deeper)]
    while tokens and tokens[-1] == operator:
        tokens.pop()
        parts.append(_joined(tokens, deeper))
    return (operator, parts) if len(parts) > 1 else parts[0]


def _single(tokens: list[str]) -> Path:
    token = tokens.pop()
    if token == "^":
        return "^", [_single(tokens)]
    found: Path = _joined(tokens, "|/") if token == "(" else NamedNode(token[1:-1])
    if token == "(":
        tokens.pop()
    while tokens and tokens[-1] in "*+?":
        found = tokens.pop(), [found]
    return found
