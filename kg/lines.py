"""Lines and columns of a text: where an offset is, and which offset a place has."""

from __future__ import annotations

import re
from bisect import bisect_right


class Lines:
    """Tells the line and column of a place in a text, both from 1, columns in characters."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in re.finditer(r"\r\n?|\n", text))]

    def place(self, at: int) -> tuple[int, int]:
        """Return line and column of the character at offset `at`."""
        line = bisect_right(self._starts, at)
        return line, at - self._starts[line - 1] + 1

    def offset(self, line: int, column: int) -> int:
        """Return the offset of the character at a line and column."""
        return self._starts[line - 1] + column - 1
