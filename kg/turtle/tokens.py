"""Turtle cut into tokens by one regular expression, each with its place in the text.

The names are those of the grammar in RDF 1.1 Turtle, section 6.5. What is no token has kinds of
its own (a text or an IRI that is not closed, a stray character), so that every text can be cut.
"""

from __future__ import annotations

import re
from typing import NamedTuple

# What a name may begin with, and what may follow (PN_CHARS_BASE, PN_CHARS).
_BASE = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_CHARS = _BASE + "_0-9\u00b7\u0300-\u036f\u203f-\u2040-"
_ESCAPED = r"%[0-9A-Fa-f]{2}|\\[_~.!$&'()*+,;=/?#@%-]"
_LOCAL = (
    rf"(?:[{_BASE}_:0-9]|{_ESCAPED})(?:[{_CHARS}:]++|{_ESCAPED}|\.++(?=[{_CHARS}:]|{_ESCAPED}))*+"
)
_WORD = rf"[{_BASE}][{_CHARS}]*+(?:\.++[{_CHARS}]++)*+"
_UNICODE = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
# Bytes that are no UTF-8 come as lone surrogates (see `decoded`); no text may hold them.
_LONG, _SHORT = r"\\\ud800-\udfff", r"\\\r\n\ud800-\udfff"

_KINDS = {
    "A": rf"a(?![{_CHARS}.:])",
    "NAME": rf"(?:{_WORD})?:(?:{_LOCAL})?",
    "MARK": r"\.(?![0-9])|\^\^|[;,\[\]()]",
    "STRING": (
        rf'"""(?:[^"{_LONG}]++|\\[^\ud800-\udfff]|"(?!""))*+"""'
        rf"|'''(?:[^'{_LONG}]++|\\[^\ud800-\udfff]|'(?!''))*+'''"
        rf'|"(?!"")(?:[^"{_SHORT}]++|\\[^\r\n\ud800-\udfff])*+"'
        rf"|'(?!'')(?:[^'{_SHORT}]++|\\[^\r\n\ud800-\udfff])*+'"
    ),
    "LANGUAGE": r"@[A-Za-z]+(?:-[A-Za-z0-9]*)*+",
    "IRI": rf'<(?:[^\x00-\x20<>"{{}}|^`\\\ud800-\udfff]++|{_UNICODE})*+>',
    "NUMBER": (r"[+-]?(?:(?:[0-9]+\.?[0-9]*|\.[0-9]+)[eE][+-]?[0-9]+|[0-9]*\.[0-9]+|[0-9]+)"),
    "BLANK": rf"_:[{_BASE}_0-9][{_CHARS}]*+(?:\.[{_CHARS}]++)*+",
    "BAD_PREFIX": rf"[{_BASE}][{_CHARS}.]*:",
    "WORD": _WORD,
    "MARKER": r"(?m:^)(?:<{7}|={7}|>{7}|\|{7})(?![<=>|])[^\r\n]*",  # of a merge
    "NEWER": r"<<\(?|\)?>>|\{\||\|\}|~",
    "BAD_IRI": r'<[^<>"\r\n]*>|<[^\s<>"]*',
    "OPEN_LONG": r"\"\"\"|'''",
    "OPEN_SHORT": r"[\"'][^\r\n]*",
    "END": r"\Z",
    "STRAY": r"[\s\S]",
}
A, NAME, MARK, STRING, LANGUAGE, IRI = range(1, 7)
NUMBER, BLANK, BAD_PREFIX, WORD, MARKER, NEWER = range(7, 13)
BAD_IRI, OPEN_LONG, OPEN_SHORT, END, STRAY = range(13, 18)

# The next token after blanks and comments; `lastindex` is its kind.
token = re.compile(
    r"(?:[ \t\r\n]++|#[^\r\n]*+)*+(?:" + "|".join(f"({text})" for text in _KINDS.values()) + ")"
).match


class Token(NamedTuple):
    """A token, its kind and its place."""

    kind: int
    start: int
    end: int
    text: str


def token_at(text: str, at: int) -> Token:
    """Return the next token from an offset on: everything has a kind, its end too."""
    match = token(text, at)
    assert match is not None and match.lastindex is not None
    return Token(match.lastindex, *match.span(match.lastindex), match[match.lastindex])


_ESCAPE = re.compile(r"\\(?:([tbnrf\"'\\])|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([\s\S]?))")
_LETTERS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


class BadEscape(ValueError):
    """A backslash that says nothing; `at` is its place within the token."""

    def __init__(self, at: int, shown: str) -> None:
        self.at, self.shown = at, shown
        super().__init__(shown)


def decoded(content: bytes) -> str:
    """Return the text of a file; bytes that are no UTF-8 are kept as lone surrogates."""
    return content.decode("utf-8", "surrogateescape")


def unescaped(written: str) -> str:
    r"""Return what a text or IRI with backslashes says (section 6.4); raises BadEscape.

    >>> unescaped(r"a\tb\u00e9")
    'a\tbé'
    """
    if "\\" not in written:
        return written

    def said(match: re.Match[str]) -> str:
        letter, four, eight, _ = match.groups()
        if letter:
            return _LETTERS.get(letter, letter)
        number = int(four or eight or "110000", 16)
        if number > 0x10FFFF or 0xD800 <= number < 0xE000:
            raise BadEscape(match.start(), match[0])
        return chr(number)

    return _ESCAPE.sub(said, written)


def text_of(written: str) -> str:
    """Return what a text in quotes says, line ends kept as written; raises BadEscape."""
    marks = 3 if written[:3] in ('"""', "'''") else 1
    try:
        return unescaped(written[marks:-marks])
    except BadEscape as error:
        raise BadEscape(error.at + marks, error.shown) from error
