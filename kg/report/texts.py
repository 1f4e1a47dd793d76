"""Texts of a report made harmless: nothing in them that a terminal, a parser or a page obeys.

What people typed (labels, values, names of files) may hold anything. Each format has its own
escapes, which its writer sees to; this is what they share.
"""

from __future__ import annotations

import re

from kg.cells import visible

_NOWHERE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # not even in XML
_LINE_ENDS = re.compile(r"[\t\n\u2028\u2029]")
_OBEYED = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def plain(text: str) -> str:
    """Return a text of one or more lines with U+FFFD for what is obeyed, or is no character.

    >>> plain("\\x1b[31mred")
    '\ufffd[31mred'
    """
    return visible(_NOWHERE.sub("\ufffd", text))


def one_line(text: str) -> str:
    """Return a text as `plain` does, and on one line.

    >>> one_line("Ana\\n::error::")
    'Ana ::error::'
    """
    return _LINE_ENDS.sub(" ", plain(text))


def shielded(written: str) -> str:
    """Return JSON or Turtle with an escape for each character of a string that is obeyed.

    Nothing is lost: a parser reads the same text.

    >>> shielded('"a\\x7fb"')
    '"a\\\\u007Fb"'
    """
    return _OBEYED.sub(lambda found: f"\\u{ord(found[0]):04X}", written)


def place(file: str, line: int, column: int) -> str:
    """Return file:line:column, as far as they are known; lines and columns count from 1.

    >>> place("data/x.ttl", 12, 5), place("data/x.ttl", 12, 0), place("", 0, 0)
    ('data/x.ttl:12:5', 'data/x.ttl:12', '')
    """
    known = [file, *(str(number) for number in (line, column) if number)] if file else []
    return one_line(":".join(known))
