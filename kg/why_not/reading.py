"""The conditions that the text of a question sets, each with its place, so that one can be dropped.

A structural reading of the WHERE of a SELECT (https://www.w3.org/TR/sparql11-query/#sparqlGrammar)
by tokens: triple patterns, FILTER, constant VALUES and MINUS, also inside plain groups, branches
of UNION and sub-selects. What stands in OPTIONAL or BIND sets no condition.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile, takewhile

from kg.dressing import FACT
from kg.sparql import CLOSING, OPENING, Token, tokens

_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_BEHIND_STRING = re.compile(r"@[\w-]+|\^\^(?:<[^>]*>|[\w.:-]*[\w:-])|")  # a language or datatype
_BLOCKS = ("BIND", "FILTER", "GRAPH", "MINUS", "OPTIONAL", "SERVICE", "VALUES")


@dataclass(frozen=True)
class Place:
    """Where in a query a condition stands, when it is not just in its WHERE."""

    branch: tuple[int, ...] = ()  # in which branches of UNIONs
    scope: int = 0  # the offset of the sub-select that it is in, 0 for none

    def holds_at(self, other: Place) -> bool:
        """Say whether what stands here is met by all that comes from another place's branch."""
        return self.branch == other.branch[: len(self.branch)]


@dataclass(frozen=True)
class Condition:
    """Something a row must meet: its kind, the text that says it, and where that stands."""

    kind: str  # "triple", "filter", "values" or "minus"
    text: str
    start: int
    end: int
    place: Place
    subject: str = ""  # of a triple; so are the next two
    path: str = ""
    value: str = ""

    @property
    def variables(self) -> tuple[str, ...]:
        """Its variables, in order, each once."""
        return variables(tokens(self.text))

    @property
    def names(self) -> tuple[str, ...]:
        """The names and IRIs in it, in order, each once."""
        return names(self.text)

    def is_beside(self, other: Condition) -> bool:
        """Say whether it is met, in the same SELECT, by all that another is met by."""
        return self.place.scope == other.place.scope and self.place.holds_at(other.place)


def variables(read: Iterable[Token]) -> tuple[str, ...]:
    """Return the variables among some tokens, in order, each once."""
    return tuple(dict.fromkeys(t.text[1:] for t in read if t.kind == "variable"))


def names(text: str) -> tuple[str, ...]:
    """Return the names and IRIs in a text, in order, each once."""
    return tuple(dict.fromkeys(t.text for t in tokens(text) if t.kind in ("name", "iri")))


def columns(text: str) -> tuple[str, ...]:
    """Return the variables that the outermost SELECT of a query names.

    >>> columns("SELECT ?who (COUNT(?x) AS ?number) WHERE { ?who ?p ?x }")
    ('who', 'x', 'number')
    """
    return _selected(tokens(text))


def _selected(read: Iterable[Token]) -> tuple[str, ...]:
    """Return the variables that the first SELECT among some tokens names."""
    behind = dropwhile(lambda token: token.text.upper() != "SELECT", read)
    return variables(takewhile(lambda token: token.text != "{", behind))


def _whole_terms(text: str) -> Iterator[Token]:
    """Yield the tokens of a text: a number is one, and so is a literal with all that belongs to it.

    >>> [token.text for token in _whole_terms('7.5 . "a"@en , "b"^^xsd:date ;')]
    ['7.5', '.', '"a"@en', ',', '"b"^^xsd:date', ';']
    """
    end = 0
    for token in tokens(text):
        if token.offset < end:
            continue
        end = token.offset + len(token.text)
        further = _BEHIND_STRING.match(text, end) if token.kind == "string" else None
        further = _NUMBER.match(text, token.offset) if token.kind == "other" else further
        end = further.end() if further else end
        yield Token(token.kind, text[token.offset : end], token.offset)


class Reading:
    """A SELECT query with the conditions in it; a text that is none has no conditions."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.conditions: list[Condition] = []
        self.optional: list[Condition] = []  # what a row may have: conditions within OPTIONAL
        self.bound: dict[str, str] = {}  # by variable, the BIND that gives its value
        self._scopes: dict[int, tuple[int, int]] = {}  # by sub-select, its SELECT and its end
        self._tokens = list(_whole_terms(text))
        self._unions = 0
        self._opening = self._next(0, "{")
        self._end = self._closing(self._opening)
        self._group(self._opening + 1, self._end, Place())

    @property
    def prologue(self) -> str:
        """The prefixes that it declares."""
        select = next(t for t in self._tokens if t.text.upper() == "SELECT")
        return self.text[: select.offset]

    def projected(self, scope: int) -> tuple[str, ...]:
        """Return the variables that a sub-select hands on; none for what is no sub-select."""
        start, end = self._scopes.get(scope, (0, 0))
        return _selected(self._tokens[start:end])

    def rewritten(
        self, edits: Mapping[Condition, str], more: Sequence[str] = (), first: str = ""
    ) -> str:
        """Return the query with other texts for some conditions, "" for one that it lets go of.

        Of triples none is changed.
        `more` are columns that it gets where it can; `first` is put at the head of every group
        that gives the fact of a row its value.
        """
        changes = [(c.start, c.end, f"{written} ") for c, written in edits.items()]
        head, tail = self._tokens[: self._opening], self._tokens[self._end :]
        of_all = any(token.text == "*" for token in head)
        grouped = any(token.text.upper() == "GROUP" for token in tail)
        if not of_all and not grouped:
            known = columns(self.text)
            added = "".join(f" ?{name}" for name in more if name not in known)
            where = next((t for t in head if t.text.upper() == "WHERE"), self._tokens[len(head)])
            changes.append((where.offset, where.offset, f"{added} "))
        changes += [(offset, offset, f" {first} ") for offset in self._heads() if first]
        text = self.text
        for start, end, written in sorted(changes, reverse=True):
            text = text[:start] + written + text[end:]
        return text

    def _heads(self) -> list[int]:
        """Return the offsets behind the brackets of the groups that give a fact its value."""
        inner = [at for s, (at, _) in self._scopes.items() if FACT in self.projected(s)]
        opened = [self._opening, *(self._next(at, "{") for at in inner)]
        return [self._stop(at) for at in opened if self._word(at + 1) != "SELECT"]

    def _group(self, at: int, end: int, place: Place) -> None:
        """Read the elements of a group, tokens `at` to `end`."""
        while at < end:
            word = self._word(at)
            if word == "SELECT":  # the group is a sub-select
                opening = self._next(at, "{")
                scope, close = self._tokens[at].offset, self._closing(opening)
                self._scopes[scope] = (at, close)
                self._group(opening + 1, close, replace(place, scope=scope))
                return
            if word in _BLOCKS:
                close = self._closing(self._next(at, *("{" if word == "VALUES" else OPENING)))
                self._block(word, at, close, place)
                at = close + 1
            elif self._tokens[at].text == "{":
                at = self._groups(at, place)
            elif self._tokens[at].text == ".":
                at += 1
            else:
                at = self._sentence(at, end, place)

    def _block(self, word: str, at: int, close: int, place: Place) -> None:
        """Read what begins with a keyword, from there to its closing bracket."""
        if word == "BIND":  # BIND(… AS ?name)
            self.bound[self._tokens[close - 1].text[1:]] = self._text(at, close)
        elif word == "OPTIONAL":  # sets no condition, and tells where values come from
            required, self.conditions = self.conditions, self.optional
            self._group(at + 2, close, place)
            self.conditions = required
        elif word in ("FILTER", "MINUS", "VALUES"):
            start, end = self._tokens[at].offset, self._stop(close)
            text = self.text[start:end]
            self.conditions.append(Condition(word.lower(), text, start, end, place))

    def _groups(self, at: int, place: Place) -> int:
        """Read a group, or the branches of a UNION; return the token behind it."""
        opened = [at]
        while self._word(behind := self._closing(opened[-1]) + 1) == "UNION":
            opened.append(behind + 1)
        for opening in opened:
            inside = place
            if len(opened) > 1:
                self._unions += 1
                inside = replace(place, branch=(*place.branch, self._unions))
            self._group(opening + 1, self._closing(opening), inside)
        return behind

    def _sentence(self, at: int, end: int, place: Place) -> int:
        """Read triple patterns with one subject; return the token behind them."""
        first = at
        subject, at = self._node(at)
        found: list[tuple[str, str]] = []
        while at < end and self._tokens[at].text not in (".", "{", "}"):
            if self._tokens[at].text == ";":
                at += 1
                continue
            if self._word(at) not in ("", "A"):
                break  # a keyword: the sentence had no full stop
            path, at = self._path(at)
            value, at = self._node(at)
            found.append((path, value))
            while at < end and self._tokens[at].text == ",":
                value, at = self._node(at + 1)
                found.append((path, value))
        at += at < end and self._tokens[at].text == "."
        start, stop = self._tokens[first].offset, self._stop(at - 1)
        for path, value in found:
            text = f"{subject} {path} {value}"
            found_here = Condition("triple", text, start, stop, place, subject, path, value)
            self.conditions.append(found_here)
        return max(at, first + 1)

    def _node(self, at: int) -> tuple[str, int]:
        """Return the text of a term at a token, and the token behind it."""
        last = self._closing(at) if self._tokens[at].text in OPENING else at
        return self._text(at, last), last + 1

    def _path(self, at: int) -> tuple[str, int]:
        """Return the property path that begins at a token, and the token behind it."""
        first = at
        while True:
            while self._tokens[at].text in ("^", "!"):
                at += 1
            at = self._node(at)[1]
            while self._tokens[at].text in ("*", "+", "?"):
                at += 1
            if self._tokens[at].text not in ("/", "|"):
                return self._text(first, at - 1), at
            at += 1

    def _word(self, at: int) -> str:
        """Return the keyword at a token, "" for none."""
        is_word = at < len(self._tokens) and self._tokens[at].kind == "word"
        return self._tokens[at].text.upper() if is_word else ""

    def _next(self, at: int, *signs: str) -> int:
        """Return the number of the first token from `at` on that is one of some signs."""
        found = (n for n in range(at, len(self._tokens)) if self._tokens[n].text in signs)
        return next(found, len(self._tokens))

    def _closing(self, opening: int) -> int:
        """Return the number of the token that closes the bracket at `opening`."""
        depth = 0
        for number in range(opening, len(self._tokens)):
            depth += self._tokens[number].text in OPENING
            depth -= self._tokens[number].text in CLOSING
            if depth == 0:
                return number
        return len(self._tokens) - 1

    def _text(self, first: int, last: int) -> str:
        return self.text[self._tokens[first].offset : self._stop(last)]

    def _stop(self, at: int) -> int:
        return self._tokens[at].offset + len(self._tokens[at].text)
