"""What a name, an IRI or a literal of a Turtle text stands for, or why it stands for nothing.

Terms are checked by the store's own types, so that what they refuse is refused here.
"""

from __future__ import annotations

import re

from kg.terms import Literal, NamedNode
from kg.turtle.tokens import unescaped

_PARTS = re.compile(
    r"(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*)(\?[^#]*)?(#.*)?", re.S
)


class Unresolved(ValueError):
    """A name or IRI that stands for nothing; the words say why."""


def iri(written: str, base: str) -> str:
    """Return the IRI between `<` and `>`, made absolute by `base` (RFC 3986, section 5.2).

    Raises Unresolved when it cannot be, and BadEscape.
    """
    text = unescaped(written)
    match = _PARTS.fullmatch(text)
    assert match is not None  # every text has these parts
    if match[1]:
        return checked(text)
    if ":" in match[3].split("/")[0] and match[2] is None:
        raise Unresolved("a colon in its first part")
    return checked(_joined(match, base))


def _joined(match: re.Match[str], base: str) -> str:
    _, authority, path, query, fragment = match.groups()
    outer = _PARTS.fullmatch(base)
    assert outer is not None
    scheme, host, base_path = outer[1], outer[2], outer[3]
    if authority is not None:
        host, path = authority, _without_dots(path)
    elif not path:
        path, query = base_path, query or outer[4]
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
    *most, last = path.split("/")
    for part in most:
        if part == ".." and len(parts) > 1:
            parts.pop()
        elif part not in (".", ".."):
            parts.append(part)
    if last == ".." and len(parts) > 1:
        parts.pop()
    return "/".join([*parts, "" if last in (".", "..") else last])


def checked(text: str) -> str:
    """Return an absolute IRI as it is; raises Unresolved when it is none."""
    try:
        return NamedNode(text).value
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
    return Literal(written, datatype=NamedNode(f"http://www.w3.org/2001/XMLSchema#{kind}"))
