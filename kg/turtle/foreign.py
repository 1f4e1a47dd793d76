"""What is no Turtle: another encoding, another kind of file or piece of one. It is told once."""

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


# What is pasted into a line from elsewhere. It is looked for only where a mistake has been found.
_PIECES = [
    (re.compile(pattern), problem, expected)
    for pattern, problem, expected in (
        (
            r"<!--.*?(?:-->|$)|<(\w+)(?:[ \t][^<>]*)?>[^<]*</\1>|</\w+>|<\w+[ \t]+\w+=[^<>]*>"
            r"|^[ \t]*<\w{1,10}[ \t]*/?>[ \t]*$|<br[ \t]*/?>",
            "{0} is a sign of a web page",
            "the line without it",
        ),
        (r"```\w*", "{0} is a sign of Markdown", "the line without it"),
        (r"\[\[[^\]\r\n]*\]\]", "{0} is a link of a wiki", "a name such as id:juan-guaido"),
        (r"(?<=[\w\"'])\[\d+\]", "{0} is the number of a footnote", "the line without it"),
        (r"[ \t]*\((?:en|es)\)", "{0} does not mark a language", "@en or @es after the text"),
        (r"\.{2,}", "{0} stands for nothing", "the one mark that belongs here"),
    )
]


def pieces(text: str, faults: list[tuple[int, str, str]]) -> list[tuple[int, str, str]]:
    """Return sorted faults, those of a line into which something was pasted as the one of that."""
    found: list[tuple[int, str, str]] = []
    passed = 0  # the end of a line of which all is told
    for fault in faults:
        at = fault[0]
        if at < passed:
            continue
        begins = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
        line = re.compile(r"[^\r\n]{0,2000}").match(text, begins)
        assert line is not None
        for pattern, problem, expected in _PIECES:
            near = (m for m in pattern.finditer(line[0]) if m.start() <= at - begins <= m.end())
            if piece := next(near, None):
                passed = line.end()
                shown = piece[0].strip()
                place = begins + piece.end() - len(piece[0].lstrip())
                fault = (place, problem.format(shown[:40]), expected)
                break
        found.append(fault)
    return found
