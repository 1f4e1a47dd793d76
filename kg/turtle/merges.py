"""The lines that a merge leaves in a file when two versions of a place do not agree.

No Turtle outside quotes has such lines, so that all of them are read as one mistake: of the two
versions the first is read and the other is passed over.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.turtle.state import Hand

_OPEN, _ENDLESS = "merge", "merge without end"
_LAST_LINE = re.compile(r"^>{7}(?!>)[^\r\n]*", re.MULTILINE)


def passed(reader: Hand, start: int) -> None:
    """Tell of two versions once, at the line above them, and pass over the second.

    `start` is that of one of the lines, and `reader.at` its end.
    """
    told, sign = reader.told, reader.text[start]
    if sign == "<":
        told.add(_OPEN)
        reader.fault(
            start,
            "two versions stand here, left by a merge that was not finished",
            "one of them, and no lines of <<<<<<<, ======= and >>>>>>>",
        )
        return
    if _OPEN not in told:
        reader.fault(
            start,
            f"{reader.text[start : start + 7]} is left of a merge that was not finished",
            "nothing in its place",
        )
        return
    last = None if sign == ">" or _ENDLESS in told else _LAST_LINE.search(reader.text, reader.at)
    if last is not None:
        reader.at = last.end()
    elif sign != ">":
        told.add(_ENDLESS)  # it is not looked for again
        return
    told.discard(_OPEN)
