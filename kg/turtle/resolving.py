"""What a name, an IRI or a literal of a Turtle text stands for, or why it stands for nothing.

Terms are checked by the store's own types, so that what they refuse is refused here.
"""

from __future__ import annotations

import re

from kg.terms import XSD, Literal, NamedNode
from kg.turtle.tokens import unescaped

_PARTS = re.compile(
    r"(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*)(\?[^#]*)?(#.*)?", re.S
)


class Unresolved(ValueError):
    """A name or IRI that stands for nothing; the words say why."""


def iri(written: str, base: str) -> str:
    """Return the IRI between `<` and `>`, made absolute by `base` (RFC 3986, section 5.2).

    It is not `checked` yet. Raises Unresolved when it has a colon too early, and BadEscape.
    """
    text = unescaped(written)
    match = _PARTS.fullmatch(text)
    assert match is not None  # every text has these parts
    if match[1]:
        return text
    if ":" in match[3].split("/")[0] and match[2] is None:
        raise Unresolved("a colon in its first part")
    return _joined(match, base)


def _joined(match: re.Match[str], base: str) -> str:
    _, authority, path, query, fragment = match.groups()
    outer = _PARTS.fullmatch(base)
    assert outer is not None
    scheme, host, base_path, base_query, _ = outer.groups()
    if authority is not None:
        host, path = authority, _without_dots(path)
    elif not path:
        path, query = base_path, query or base_query
    elif path.startswith("/"):
        path = _without_dots(path)
    else:
        before = base_path.rpartition("/")[0] if base_path else ""
        rooted = base_path.startswith("/") or host is not None
        path = _without_dots(f"{before}/{path}" if rooted or before else path)
    start = f"{scheme}:" + ("" if host is None else f"//{host}")
    return start + path + (query or "") + (fragment or "")


def _without_dots(path: str) -> str:
    """Return a path without its `.` and `..` parts (RFC 3986, section 5.2.4)."""
    parts: list[str] = []
    steps = path.split("/")
    for step in steps:
        if step == ".." and len(parts) > 1:
            parts.pop()
        elif step not in (".", ".."):
            parts.append(step)
    return "/".join([*parts, ""] if steps[-1] in (".", "..") else parts)


def checked(iri: str) -> NamedNode:
    """Return an absolute IRI as a term; raises Unresolved when it is none."""
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise Unresolved(str(error)) from error


def local(written: str) -> str:
    """Return the part of a name after its colon without the backslashes of the grammar."""
    return re.sub(r"\\(.)", r"\1", written) if "\\" in written else written


def number(written: str) -> Literal:
    """Return the literal of a number, its digits as written (RDF 1.1 Turtle, section 2.5.2)."""
    kind = "integer"
    if "e" in written or "E" in written:
        kind = "double"
    elif "." in written:
        kind = "decimal"
    return Literal(written, datatype=NamedNode(XSD + kind))
