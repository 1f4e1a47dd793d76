"""Turtle read with the place of every term, and past its mistakes."""

from __future__ import annotations

from dataclasses import dataclass

from kg.lines import Lines
from kg.terms import BASE
from kg.turtle import foreign
from kg.turtle.blank_nodes import BlankNodes
from kg.turtle.grammar import Reader
from kg.turtle.state import Written

__all__ = ["Reading", "Written", "read"]


@dataclass(frozen=True, order=True)
class Fault:
    """A mistake as a curator is told it; line and column count from 1, columns in characters.

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
        return f"{self.problem}; expected {self.expected}."


@dataclass(frozen=True)
class Reading:
    """What a text says, where, and what is wrong with it."""

    written: list[Written]
    faults: list[Fault]
    prefixes: dict[str, str]


def read(text: str, graph: str = BASE) -> Reading:
    """Return the triples of a text with their places, and all its mistakes, in their order.

    A text that is no Turtle at all has one mistake and no triples.
    `text` is as `tokens.decoded` returns it; from `graph` relative IRIs are read, and after it the
    blank nodes are named, in the order of their first appearance.
    """
    whole = foreign.what(text)
    if whole:
        return Reading([], [Fault(1, 1, *whole)], {})
    reader = Reader(text, graph)
    reader.read()
    lines = Lines(text)
    told = foreign.pieces(text, sorted(reader.faults))
    faults = [Fault(*lines.place(at), *said) for at, *said in told]
    written, own = reader.written, BlankNodes(graph)
    if reader.blanks:
        written = [w._replace(subject=own(w.subject), object=own(w.object)) for w in written]
    return Reading(written, faults, reader.prefixes)
