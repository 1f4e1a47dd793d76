"""What is no Turtle: another encoding, another kind of file or piece of one. It is told once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.turtle.state import phrases

if TYPE_CHECKING:
    from kg.turtle.state import Hand

# How files begin that are saved in place of Turtle. No Turtle text begins so.
_BEGINNINGS = {
    r"\s*(?:<!--(?>.*?-->)\s*)*+<(?:!doctype\s+html|html)[\s>]": "file-web-page",
    r"\s*<\?xml\s": "file-xml",
    r"\s*(?:\{\s*[\"}]|\[\s*[\"{])": "file-json",
    r"%PDF-": "file-pdf",
    r"PK[\x03\x05]": "file-packed",
}
# What is pasted into a line from elsewhere. It is looked for only where a mistake has been found.
_PIECES = {
    r"<!--.*?(?:-->|$)|<(\w+)(?:[ \t][^<>]*)?>[^<]*</\1>|</\w+>|<\w+[ \t]+\w+=[^<>]*>"
    r"|^[ \t]*<\w{1,10}[ \t]*/?>[ \t]*$|<br[ \t]*/?>": "piece-web-page",
    r"```\w*": "piece-markdown",
    r"\[\[[^\]\r\n]*\]\]": "piece-wiki",
    r"(?<=[\w\"'])\[\d+\]": "piece-footnote",
    r"[ \t]*\((?:en|es)\)": "piece-language",
    r"\.{2,}": "piece-stops",
}
_LAST_LINE = re.compile(r"^>{7}(?!>)[^\r\n]*", re.MULTILINE)  # of what a merge leaves


def what(text: str) -> list[str]:
    """Return what is wrong with a text as a whole and what was expected; nothing for Turtle.

    `text` is as `tokens.decoded` returns it.
    """
    is_marked = text[:2] in ("\udcff\udcfe", "\udcfe\udcff")  # how UTF-16 is marked
    if is_marked or ("\0" in text[:2] and text.count("\0") * 3 > len(text)):  # every other byte
        return phrases()["file-utf-16"]
    for beginning, slip in _BEGINNINGS.items():
        if re.match(beginning, text.removeprefix("\ufeff"), re.IGNORECASE | re.DOTALL):
            return phrases()[slip]
    return []


def pieces(text: str, faults: list[tuple[int, str, str]]) -> list[tuple[int, str, str]]:
    """Return sorted faults, those of a line into which something was pasted as the one of that."""
    found: list[tuple[int, str, str]] = []
    passed = 0  # the end of a line of which all is told
    for fault in faults:
        at = fault[0]
        if at < passed:
            continue
        begins = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
        line = re.split("[\r\n]", text[begins : begins + 2000], maxsplit=1)[0]
        for pattern, slip in _PIECES.items():
            near = (m for m in re.finditer(pattern, line) if m.start() <= at - begins <= m.end())
            if piece := next(near, None):
                passed = begins + len(line)
                place = begins + piece.end() - len(piece[0].lstrip())
                problem, expected = phrases()[slip]
                fault = (place, problem.format(piece[0].strip()[:40]), expected)
                break
        found.append(fault)
    return found


def merge(reader: Hand, start: int) -> None:
    """Pass a line that a merge leaves where two versions of a place do not agree.

    No Turtle outside quotes has such lines, so that all of them are told as one mistake, at the
    first; of the two versions the first is read and the other is passed over. `start` is that of
    the line, and `reader.at` its end.
    """
    told, sign = reader.told, reader.text[start]
    if sign == "<":
        told.add("merge")
        reader.tell(start, "two-versions")
    elif "merge" not in told:
        reader.tell(start, "rest-of-merge", reader.text[start : start + 7])
    elif sign == ">":
        told.discard("merge")
    elif "merge without end" not in told:
        if last := _LAST_LINE.search(reader.text, reader.at):
            reader.at = last.end()
            told.discard("merge")
        else:
            told.add("merge without end")  # it is not looked for again
