"""What a reader of Turtle has in hand: the text, what is open, and what has been understood."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from kg.terms import RDF_TYPE, BlankNode, Literal, NamedNode, Triple
from kg.turtle import faulty_terms, resolving, tokens

Node = NamedNode | BlankNode
State = Callable[[int, int, int], Any]  # a token's kind, start and end → the next state


class Written(NamedTuple):
    """A triple as it stands in a text: its terms, and the offset at which each begins.

    What a list is made of has the place of its items.
    """

    subject: Node
    predicate: NamedNode
    object: Node | Literal
    subject_at: int
    predicate_at: int
    object_at: int

    def triple(self) -> Triple:
        """Return the triple alone."""
        return Triple(self.subject, self.predicate, self.object)


# What is being said: the subject with its place, and the property with its place.
Context = tuple[Node | None, int, NamedNode | None, int]


class Frame(NamedTuple):
    """A bracket that is open, and what it interrupted (None, when it is a subject)."""

    mark: str
    at: int
    node: Node
    outer: Context | None


@cache
def phrases() -> dict[str, list[str]]:
    """Return what is told of each slip: what is wrong, and what was expected."""
    text = Path(__file__).with_name("phrases.txt").read_text(encoding="utf-8")
    lines = (line.split(" | ") for line in text.splitlines() if not line.startswith("#"))
    return {name: said for name, *said in lines}


class Hand:
    """A text that is being read, and the state of the reading."""

    def __init__(self, text: str, base: str) -> None:
        self.text, self.base = text, base
        self.at = self.before = 0  # ends of this token and of the one before
        self.prefixes: dict[str, str] = {}
        self.names: dict[str, NamedNode] = {}  # what has been resolved, as it is written
        self.verbs: dict[str, NamedNode] = {"a": RDF_TYPE}  # the same for properties
        self.new_verb = ""  # the last property, if none was written so before
        self.frames: list[Frame] = []
        self.subject: Node | None = None
        self.predicate: NamedNode | None = None
        self.previous: NamedNode | None = None  # the property before this one
        self.subject_at = self.predicate_at = self.object_at = -1
        self.separator_at = -1  # of the last `;` or `,`
        self.said: Context | None = None  # the sentence before this one, see `sentences`
        self.said_at = -1  # where that ended
        self.value: str | None = None  # a text that may yet get a language or a kind
        self.opened_at, self.opens_subject = -1, False  # the last bracket
        self.skipped = 0  # of the brackets that opened in what cannot be read
        self.directive = ""
        self.prefix = ""
        self.blanks = 0
        self.written: list[Written] = []
        # The end of the token that completed the last triple, and where that triple is kept: of
        # those that one token completes the parser gives the last first.
        self.turn, self.newest = -1, 0
        self.faults: list[tuple[int, str, str]] = []
        self.told: set[str] = set()  # what is told once per file

    def fault(self, at: int, problem: str, expected: str) -> None:
        """Note a mistake; a second one at the same place says nothing new."""
        if all(at != told[0] for told in self.faults[-3:]):
            self.faults.append((at, problem, expected))

    def tell(self, at: int, slip: str, *inside: object) -> None:
        """Note a slip in the words of `phrases`, filled with what it is about."""
        problem, expected = phrases()[slip]
        self.fault(at, problem.format(*inside), expected.format(*inside))

    def separator(self) -> str:
        """Return the last `;` or `,`, or nothing."""
        return self.text[self.separator_at : self.separator_at + 1]

    def context(self) -> Context:
        """Return what is being said, to go back to it."""
        return self.subject, self.subject_at, self.predicate, self.predicate_at

    def go_back(self, context: Context) -> None:
        """Go on with what was being said."""
        self.subject, self.subject_at, self.predicate, self.predicate_at = context

    # -- terms --

    def term(self, kind: int, start: int, end: int) -> NamedNode | None:
        """Return what a name or IRI stands for, None (and a fault) when that is nothing."""
        written = self.text[start:end]
        if written in self.names:
            return self.names[written]
        try:
            if kind == tokens.IRI:
                iri = resolving.iri(written[1:-1], self.base)
            else:
                prefix, _, name = written.partition(":")
                if prefix not in self.prefixes:
                    faulty_terms.undeclared(self, start, end)
                    return None
                iri = self.prefixes[prefix] + resolving.local(name)
            self.names[written] = term = resolving.checked(iri)
        except (resolving.Unresolved, tokens.BadEscape) as error:
            faulty_terms.bad_iri(self, start, written, error)
            return None
        return term

    def fresh(self) -> BlankNode:
        """Return a blank node that has no name of its own."""
        self.blanks += 1
        return BlankNode(f"g{self.blanks}")

    def labelled(self, start: int, end: int) -> BlankNode:
        """Return the blank node of a label such as _:x."""
        self.blanks += 1
        return BlankNode("l" + self.text[start + 2 : end])

    def note(self, value: Node | Literal | None, at: int) -> None:
        """Note a triple whose object is `value`, unless a part of it is not understood."""
        self.object_at = at
        if value is None or self.subject is None or self.predicate is None:
            return
        if self.at != self.turn:
            self.turn, self.newest = self.at, len(self.written)
        said = (self.subject, self.predicate, value, self.subject_at, self.predicate_at, at)
        self.written.insert(self.newest, Written(*said))
