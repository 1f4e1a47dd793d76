"""Where in the Turtle files a triple is written, so that a finding can name its line and column.

A file is read only when something is asked that it may say, so that a report without findings
costs nothing.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kg.files import File
from kg.lines import Lines
from kg.terms import BlankNode, Literal, NamedNode, Term, Triple, python_value
from kg.turtle.blank_nodes import blank_prefix

if TYPE_CHECKING:  # reading is loaded when something has to be found
    from kg.turtle.state import Written

_INSIDE_WORD = re.compile(r"prefix\s+\S*:\s*<(?:[^>]*[\w-])?>", re.IGNORECASE)


@dataclass(frozen=True, order=True)
class Place:
    """A place in a file; line and column count from 1. Falsy where there is none."""

    file: str = ""
    line: int = 0
    column: int = 0

    def __bool__(self) -> bool:
        return bool(self.file)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self else ""


class Positions:
    """An index from triples to the places where they are written; files given first win."""

    def __init__(self, files: Iterable[File]) -> None:
        self._files = [_Indexed(file) for file in files]

    def find(
        self, subject: Term, predicate: NamedNode | None = None, value: Term | None = None
    ) -> Place:
        """Return the place of a value; without `value` of a property; with neither of a thing.

        Where the triple is not written: the place of the property, else that of the thing, else
        an empty one. A literal is found as it is written or, when none is, by its value (1.50 as
        1.5). Blank nodes are those of `kg.parsing.parse`.
        """
        if value is not None:
            for is_meant in (operator.eq, _is_equal):
                for file, written in self._about(subject):
                    if written.predicate == predicate and is_meant(written.object, value):
                        return file.place(written.object_at)
        for file, written in self._about(subject):
            if written.predicate == predicate:
                return file.place(written.predicate_at)
        for file, written in self._about(subject):
            return file.place(written.subject_at)
        return Place()

    def all(self, triple: Triple) -> list[Place]:
        """Return the place of the object everywhere a triple is written, file by file."""
        return [
            file.place(written.object_at)
            for file, written in self._about(triple.subject)
            if written.predicate == triple.predicate and written.object == triple.object
        ]

    def _about(self, subject: Term) -> Iterator[tuple[_Indexed, Written]]:
        """Yield what the files say of a thing in their order, each read only when it is reached."""
        for file in self._files:
            if file.may_mention(subject):
                for written in file.written.get(subject, ()):
                    yield file, written


def _is_equal(written: Term, value: Term) -> bool:
    """Say whether two literals have one value: stores write 1.50 as 1.5 and 007 as 7."""
    if not isinstance(written, Literal) or not isinstance(value, Literal):
        return False
    if written.language != value.language or isinstance(python_value(value), str):
        return False
    # A store keeps one kind for all whole numbers, so the kinds themselves are not compared.
    lexical = Literal(written.value, datatype=value.datatype)
    return python_value(lexical) == python_value(value)


class _Indexed:
    """A file, and where its triples stand once somebody asks."""

    def __init__(self, file: File) -> None:
        self.file = file

    def may_mention(self, subject: Term) -> bool:
        """Say whether the file may describe a thing, without reading it as Turtle.

        The last part of an IRI is in the text wherever the IRI is, unless it is escaped or begins
        in the IRI of a prefix.
        """
        if isinstance(subject, BlankNode):
            return subject.value.startswith(blank_prefix(self.file.graph))
        if not isinstance(subject, NamedNode):
            return False
        if "written" in self.__dict__ or "\\" in self._text or _INSIDE_WORD.search(self._text):
            return True
        last = re.split(r"[^\w-]", subject.value)[-1]
        return last in self._text or subject.value == self.file.graph  # as `<>`

    def place(self, at: int) -> Place:
        """Return the place at an offset."""
        return Place(self.file.name, *self._lines.place(at))

    @cached_property
    def _text(self) -> str:
        from kg.turtle.tokens import decoded

        return decoded(self.file.content)

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self._text)

    @cached_property
    def written(self) -> dict[Term, list[Written]]:
        """What the file says of each thing, in the order in which it is written."""
        from kg.turtle.reading import read

        index: dict[Term, list[Written]] = {}
        for written in read(self._text, self.file.graph).written:
            index.setdefault(written.subject, []).append(written)
        return index
