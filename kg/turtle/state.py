"""What a reader of Turtle has in hand: the text, what is open, and what has been understood."""

from __future__ import annotations

from collections.abc import Callable
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


class Frame(NamedTuple):
    """A bracket that is open, and what it interrupted (nothing, when it is a subject)."""

    mark: str
    at: int
    node: Node
    subject: Node | None
    subject_at: int
    predicate: NamedNode | None
    predicate_at: int
    is_subject: bool


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
        self.said: tuple[Any, ...] = ()  # the sentence before this one, see `sentences`
        self.value: str | None = None  # a text that may yet get a language or a kind
        self.opened_at, self.opens_subject = -1, False  # the last bracket
        self.directive = ""
        self.prefix = ""
        self.blanks = 0
        self.written: list[Written] = []
        self.turns: list[int] = []  # the token at which each triple was complete
        self.faults: list[tuple[int, str, str]] = []
        self.told: set[str] = set()  # what is told once per file

    def fault(self, at: int, problem: str, expected: str) -> None:
        """Note a mistake; a second one at the same place says nothing new."""
        if all(at != told[0] for told in self.faults[-3:]):
            self.faults.append((at, problem, expected))

    # -- terms --

    def named(self, start: int, end: int) -> NamedNode | None:
        """Return what a prefixed name stands for, None (and a fault) when that is nothing."""
        written = self.text[start:end]
        term = self.names.get(written)
        if term is None:
            prefix, _, name = written.partition(":")
            namespace = self.prefixes.get(prefix)
            if namespace is None:
                faulty_terms.undeclared(self, start, end)
                return None
            term = self._checked(lambda: namespace + resolving.local(name), written, start)
        return term

    def iri(self, start: int, end: int) -> NamedNode | None:
        """Return what an IRI in angle brackets stands for, None (and a fault) when nothing."""
        written = self.text[start:end]
        return self.names.get(written) or self._checked(
            lambda: resolving.iri(written[1:-1], self.base), written, start
        )

    def _checked(self, made: Callable[[], str], written: str, at: int) -> NamedNode | None:
        try:
            self.names[written] = term = NamedNode(resolving.checked(made()))
        except (resolving.Unresolved, tokens.BadEscape) as error:
            faulty_terms.bad_iri(self, at, written, error)
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
        if value is not None and self.subject is not None and self.predicate is not None:
            self.turns.append(self.at)
            self.written.append(
                Written(self.subject, self.predicate, value, self.subject_at, self.predicate_at, at)
            )
