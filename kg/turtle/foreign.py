"""What is no Turtle text at all: another encoding, another kind of file. It is told once."""

from __future__ import annotations

import re

_TURTLE = "a text in Turtle"
# How files begin that are saved in place of Turtle. No Turtle text begins so.
_BEGINNINGS = (
    (
        r"\s*(?:<!--(?>.*?-->)\s*)*+<(?:!doctype\s+html|html)[\s>]",
        "this is a web page and not Turtle",
        "the file itself, not the page that shows it",
    ),
    (r"\s*<\?xml\s", "this is XML and not Turtle", _TURTLE),
    (r"\s*(?:\{\s*[\"}]|\[\s*[\"{])", "this is JSON and not Turtle", _TURTLE),
    (r"%PDF-", "this is a PDF and not Turtle", _TURTLE),
    (r"PK[\x03\x05]", "this is a packed file and not Turtle", _TURTLE),
)
_UTF_16 = (
    "this file has another encoding (UTF-16) than Turtle",
    "the file saved again with the encoding UTF-8",
)


def what(text: str) -> tuple[str, str] | None:
    """Return what is wrong with a text as a whole and what was expected; None for Turtle.

    `text` is as `tokens.decoded` returns it.
    """
    if text[:2] in ("\udcff\udcfe", "\udcfe\udcff"):  # how UTF-16 is marked
        return _UTF_16
    if "\0" in text[:2] and text.count("\0") * 3 > len(text):  # every other byte is 0
        return _UTF_16
    for beginning, problem, expected in _BEGINNINGS:
        if re.match(beginning, text.removeprefix("\ufeff"), re.IGNORECASE | re.DOTALL):
            return problem, expected
    return None
