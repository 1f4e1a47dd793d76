"""The conditions that the text of a question sets, each with its place, so that one can be dropped.

A structural reading of the WHERE of a SELECT (https://www.w3.org/TR/sparql11-query/#sparqlGrammar)
by tokens: triple patterns, FILTER, constant VALUES and MINUS, also inside plain groups, branches
of UNION and sub-selects. What stands in OPTIONAL or BIND sets no condition.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import dropwhile, takewhile

from kg.dressing import FACT
from kg.sparql import CLOSING, OPENING, Token, tokens

_PATH = ("/", "|")
_COMMENT = re.compile(r"^\s*#\s?(.*)$")


@dataclass(frozen=True)
class Condition:
    """Something a row must meet: its kind, the text that says it, and where that stands."""

    kind: str  # "triple", "filter", "values" or "minus"
    text: str
    start: int
    end: int
    branch: tuple[int, ...]  # which branches of UNIONs it stands in
    comment: str = ""  # what the file says just above it
    scope: int = 0  # the offset of the sub-select that it stands in, 0 for none

    @property
    def variables(self) -> tuple[str, ...]:
        """Its variables, in order, each once."""
        found = [t.text[1:] for t in tokens(self.text) if t.kind == "variable"]
        return tuple(dict.fromkeys(found))

    @property
    def names(self) -> tuple[str, ...]:
        """The names and IRIs in it, in order, each once."""
        found = [t.text for t in tokens(self.text) if t.kind in ("name", "iri")]
        return tuple(dict.fromkeys(found))


def columns(text: str) -> tuple[str, ...]:
    """Return the variables that the outermost SELECT of a query names.

    >>> columns("SELECT ?who (COUNT(?x) AS ?number) WHERE { ?who ?p ?x }")
    ('who', 'x', 'number')
    """
    head = takewhile(lambda token: token.text != "{", tokens(text))
    named = dropwhile(lambda token: token.text.upper() != "SELECT", head)
    return tuple(dict.fromkeys(t.text[1:] for t in named if t.kind == "variable"))


class Reading:
    """A SELECT query with the conditions in it; a text that is none has no conditions."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.conditions: list[Condition] = []
        self.optional: list[Condition] = []  # what a row may have: conditions within OPTIONAL
        self.bound: dict[str, str] = {}  # by variable, the BIND that gives its value
        self._scopes: dict[int, tuple[int, int]] = {}  # by sub-select, its tokens
        self._tokens = list(tokens(text))
        self._unions = 0
        opening = next((n for n, t in enumerate(self._tokens) if t.text == "{"), None)
        self._head = self._tokens[:opening] if opening is not None else []
        self._tail: list[Token] = []
        if opening is not None:
            end = self._closing(opening)
            self._group(opening + 1, end, (), 0)
            self._tail = self._tokens[end:]

    @property
    def columns(self) -> tuple[str, ...]:
        """The variables that the outermost SELECT names."""
        return columns(self.text)

    @property
    def prologue(self) -> str:
        """The prefixes that it declares."""
        return self.text[: self._head[0].offset] + " ".join(
            token.text for token in takewhile(lambda t: t.text.upper() != "SELECT", self._head)
        )

    def projected(self, scope: int) -> set[str]:
        """Return the variables that a sub-select hands on; none for what is no sub-select."""
        start, end = self._scopes.get(scope, (0, 0))
        head = takewhile(lambda token: token.text != "{", self._tokens[start:end])
        return {token.text[1:] for token in head if token.kind == "variable"}

    def rewritten(
        self, edits: Mapping[Condition, str], more: Sequence[str] = (), first: str = ""
    ) -> str:
        """Return the query with other texts for some conditions, "" for one that it lets go of.

        Of triples none is changed.
        `more` are columns that it gets where it can; `first` is put at the head of every group
        that gives the fact of a row its value.
        """
        changes = [(c.start, c.end, f"{written} ") for c, written in edits.items()]
        if more and self._can_widen():
            added = "".join(f" ?{name}" for name in more if name not in self.columns)
            changes.append((self._where(), self._where(), added + " "))
        changes += [(offset, offset, f" {first} ") for offset in self._heads() if first]
        text = self.text
        for start, end, written in sorted(changes, reverse=True):
            text = text[:start] + written + text[end:]
        return text

    def _heads(self) -> list[int]:
        """Return the offsets behind the brackets of the groups that give a fact its value."""
        opened = [len(self._head)]
        for scope, (start, end) in self._scopes.items():
            if FACT in self.projected(scope):
                opened.append(self._next(start, "{", end))
        return [
            self._stop(at)
            for at in opened
            if at + 1 < len(self._tokens) and self._tokens[at + 1].text.upper() != "SELECT"
        ]

    def _can_widen(self) -> bool:
        """Say whether columns may be added: not to a SELECT of everything, nor of groups."""
        grouped = any(t.text.upper() == "GROUP" for t in self._tail)
        return not grouped and not any(t.text == "*" for t in self._head)

    def _where(self) -> int:
        words = (t for t in self._head if t.kind == "word" and t.text.upper() == "WHERE")
        first = next(words, None)
        return first.offset if first else self._tokens[len(self._head)].offset

    def _closing(self, opening: int) -> int:
        """Return the number of the token that closes the bracket at `opening`."""
        depth = 0
        for number in range(opening, len(self._tokens)):
            depth += self._tokens[number].text in OPENING
            depth -= self._tokens[number].text in CLOSING
            if depth == 0:
                return number
        return len(self._tokens) - 1

    def _group(self, at: int, end: int, branch: tuple[int, ...], scope: int) -> None:
        """Read the elements of a group, tokens `at` to `end`."""
        while at < end:
            word = self._tokens[at].text.upper() if self._tokens[at].kind == "word" else ""
            if word == "SELECT":  # the group is a sub-select
                opening = self._next(at, "{", end)
                inside = self._tokens[at].offset
                self._scopes[inside] = (at, self._closing(opening))
                self._group(opening + 1, self._closing(opening), branch, inside)
                return
            if word in ("OPTIONAL", "BIND", "SERVICE", "GRAPH"):
                close = self._closing(self._opening(at))
                if word == "BIND":  # BIND(… AS ?name)
                    self.bound[self._tokens[close - 1].text[1:]] = self._text(at, close)
                elif word == "OPTIONAL":
                    self._aside(at + 2, close, branch, scope)
                at = close + 1
            elif word in ("FILTER", "MINUS"):
                close = self._closing(self._opening(at + 1))
                self._add(word.lower(), at, close, branch, scope)
                at = close + 1
            elif word == "VALUES":
                close = self._closing(self._next(at, "{", end))
                self._add("values", at, close, branch, scope)
                at = close + 1
            elif self._tokens[at].text == "{":
                at = self._groups(at, end, branch, scope)
            elif self._tokens[at].text == ".":
                at += 1
            else:
                at = self._sentence(at, end, branch, scope)

    def _aside(self, at: int, end: int, branch: tuple[int, ...], scope: int) -> None:
        """Read what stands in OPTIONAL: it sets no condition, and tells where values come from."""
        required, self.conditions = self.conditions, self.optional
        self._group(at, end, branch, scope)
        self.conditions = required

    def _groups(self, at: int, end: int, branch: tuple[int, ...], scope: int) -> int:
        """Read a group, or the branches of a UNION; return the token behind it."""
        branches = []
        while True:
            close = self._closing(at)
            branches.append((at + 1, close))
            at = close + 1
            if at < end and self._tokens[at].text.upper() == "UNION":
                at += 1
                continue
            break
        for first, last in branches:
            self._unions += len(branches) > 1
            inside = (*branch, self._unions) if len(branches) > 1 else branch
            self._group(first, last, inside, scope)
        return at

    def _sentence(self, at: int, end: int, branch: tuple[int, ...], scope: int) -> int:
        """Read triple patterns with one subject; return the token behind them."""
        first, subject = at, self._node(at)
        found: list[str] = []
        at = subject[1]
        while at < end and self._tokens[at].text not in (".", "{", "}"):
            if self._tokens[at].text == ";":
                at += 1
                continue
            if self._tokens[at].kind == "word" and self._tokens[at].text != "a":
                break  # a keyword: the sentence had no full stop
            begin, at = at, self._end_of_path(at)
            path = self._text(begin, at - 1)
            while at < end:
                value, at = self._node(at)
                found.append(f"{subject[0]} {path} {value}")
                if at < end and self._tokens[at].text == ",":
                    at += 1
                    continue
                break
        if at < end and self._tokens[at].text == ".":
            at += 1
        start = self._tokens[first].offset
        stop = self._stop(at - 1)
        self.conditions += [
            Condition("triple", text, start, stop, branch, self._comment(start), scope)
            for text in found
        ]
        return max(at, first + 1)

    def _node(self, at: int) -> tuple[str, int]:
        """Return the text of a term at a token, and the token behind it."""
        last = self._closing(at) if self._tokens[at].text in OPENING else at
        if self._tokens[at].text in ("+", "-"):
            last = at + 1
        after = last + 1
        if after < len(self._tokens) and self._tokens[at].kind == "string":
            if self._tokens[after].kind == "language":
                last = after
            elif self._tokens[after].text == "^" and self._tokens[after + 1].text == "^":
                last = after + 2
        digits = self._tokens[at].text.isdigit() or self._tokens[at].text in ("+", "-")
        while digits and last + 1 < len(self._tokens) and self._touches(last):
            last += 1
        return self._text(at, last), last + 1

    def _touches(self, at: int) -> bool:
        """Say whether the next token goes on with a number: 7, 7.5."""
        following = self._tokens[at + 1]
        joined = following.offset == self._stop(at)
        behind = self._tokens[at + 2].text if at + 2 < len(self._tokens) else ""
        return joined and (following.text.isdigit() or (following.text == "." and behind.isdigit()))

    def _end_of_path(self, at: int) -> int:
        """Return the token behind a property path that begins at a token."""
        while True:
            while self._tokens[at].text in ("^", "!"):
                at += 1
            at = self._closing(at) + 1 if self._tokens[at].text == "(" else at + 1
            while self._tokens[at].text in ("*", "+", "?"):
                at += 1
            if self._tokens[at].text not in _PATH:
                return at
            at += 1

    def _opening(self, at: int) -> int:
        while at < len(self._tokens) - 1 and self._tokens[at].text not in OPENING:
            at += 1
        return at

    def _next(self, at: int, text: str, end: int) -> int:
        return next((n for n in range(at, end) if self._tokens[n].text == text), end)

    def _add(self, kind: str, at: int, close: int, branch: tuple[int, ...], scope: int) -> None:
        start, stop = self._tokens[at].offset, self._stop(close)
        text, said = self.text[start:stop], self._comment(start)
        self.conditions.append(Condition(kind, text, start, stop, branch, said, scope))

    def _text(self, first: int, last: int) -> str:
        return self.text[self._tokens[first].offset : self._stop(last)]

    def _stop(self, at: int) -> int:
        token: Token = self._tokens[at]
        return token.offset + len(token.text)

    def _comment(self, offset: int) -> str:
        """Return the comment lines just above an offset, as one text."""
        above = self.text[:offset].split("\n")[:-1]
        said: list[str] = []
        while above and (match := _COMMENT.match(above[-1])):
            said.insert(0, match[1].strip())
            above.pop()
        return " ".join(said)
