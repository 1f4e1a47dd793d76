"""A mistake in a Turtle text as a curator is told it: where, what is wrong, what was expected."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """A mistake; line and column count from 1, columns in characters.

    `problem` is a sentence without its full stop, `expected` what to write instead.
    """

    line: int
    column: int
    problem: str
    expected: str

    @property
    def place(self) -> tuple[int, int]:
        """The line and the column."""
        return self.line, self.column

    def __str__(self) -> str:
        return f"{self.problem}; expected {self.expected}." if self.expected else f"{self.problem}."
