"""A Turtle text without mistakes as its blocks, with the comments that stand above and beside."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from kg.errors import BadFile
from kg.lines import Lines
from kg.turtle import tokens

_DEEPEST = 100  # brackets within brackets
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass
class Part:
    """A piece of a text with its comments: a property, a subject, a value or the item of a list.

    A property has its values as parts, a thing in [ ] its properties, a list in ( ) its items.
    """

    text: str = ""  # of a bracket the mark that opens it
    above: list[str] = field(default_factory=list)  # comments on lines of their own
    beside: list[str] = field(default_factory=list)  # at most one, behind it on the same line
    inside: list[str] = field(default_factory=list)  # at most one, behind the mark that opens
    below: list[str] = field(default_factory=list)  # above the mark that closes
    parts: list[Part] = field(default_factory=list)
    on_new_line: bool = False  # whether it begins a line
    is_on_lines: bool = False  # whether a bracket was written on more than one


@dataclass
class Block(Part):
    """A sentence about one subject; its parts are the properties, its closing mark a full stop."""

    subject: Part = field(default_factory=Part)


@dataclass
class Directive:
    """A line that declares a prefix or the base; `prefix` ends with its colon."""

    keyword: str
    prefix: str
    iri: str
    at: int
    above: list[str]
    beside: list[str] = field(default_factory=list)


class Document:
    """All of a text: its directives, its blocks, the comments at its end, the prefixes it uses.

    The text has no mistakes; raises BadFile where its brackets nest deep.
    """

    def __init__(self, text: str, name: str) -> None:
        self.directives: list[Directive] = []
        self.blocks: list[Block] = []
        self.used: set[str] = set()  # each with its colon
        self.source, self.name = text, name
        self.at = self.end = 0  # start and end of the current token
        self.pending: list[str] = []  # comments that belong to what comes next; "" a blank line
        self.beside: list[str] | None = None  # where a comment on this line belongs
        self.line_ends = 0  # how many gaps between tokens had a line end
        self.depth = 0
        self.advance()
        while self.kind != tokens.END:
            if self.text.lower() in ("@prefix", "@base", "prefix", "base"):
                self.directives.append(self.directive())
            else:
                self.blocks.append(self.block())
        self.below = self.above(with_blanks=True)
        while self.below[-1:] == [""]:
            self.below.pop()

    def advance(self) -> None:
        """Go to the next token, and keep the comments on the way."""
        self.kind, self.at, end, self.text = tokens.token_at(self.source, self.end)
        lines = _LINE_END.split(self.source[self.end : self.at])
        beside, *own = lines if self.end else ["", *lines]  # a text begins with a new line
        self.on_new_line = bool(own)
        self.line_ends += self.on_new_line
        if comment := beside.strip(" \t"):
            (self.pending if self.beside is None or self.beside else self.beside).append(comment)
        if own and not own[-1].lstrip(" \t").startswith("#"):
            own.pop()  # the line of the token itself
        for line in own:
            bare = line.strip(" \t")
            if bare or self.pending[-1:] != [""]:
                self.pending.append(bare)
        self.end = end
        if self.kind == tokens.NAME:
            self.used.add(self.text.partition(":")[0] + ":")

    def above(self, with_blanks: bool = False) -> list[str]:
        """Return the comments above this token and forget them."""
        lines, self.pending = self.pending, []
        if not with_blanks:
            return [line for line in lines if line]
        while lines[:1] == [""]:
            lines.pop(0)
        return lines

    def directive(self) -> Directive:
        """Return a line such as @prefix."""
        above, at = self.above(with_blanks=True), self.at
        keyword = self.text.lower()
        made = Directive(keyword.strip("@"), "", "", at, above)
        self.beside = made.beside
        self.advance()
        if made.keyword == "prefix":
            made.prefix = self.text
            self.used.discard(self.text)
            self.advance()
        made.iri = self.text
        self.advance()
        if keyword.startswith("@"):
            behind_stop: list[str] = []
            self.beside = behind_stop if made.beside else made.beside
            self.advance()
            made.above += behind_stop
        return made

    def block(self) -> Block:
        """Return a sentence."""
        above = self.above(with_blanks=True)
        made = Block(subject=self.value())
        made.subject.above = above
        made.parts = self.properties(".")
        made.below = self.above()
        if made.below or self.beside:
            self.beside = made.beside
        self.advance()
        return made

    def is_mark(self, mark: str) -> bool:
        """Say whether the current token is this mark, and not a text that looks like it."""
        return self.kind == tokens.MARK and self.text == mark

    def properties(self, closing: str) -> list[Part]:
        """Return properties with their values, up to the mark that closes them."""
        made = []
        while not self.is_mark(closing):
            group = Part(self.text, self.above())
            self.beside = group.beside
            self.advance()
            group.parts.append(self.value())
            while self.is_mark(","):
                self.advance()
                group.parts.append(self.value())
            made.append(group)
            while self.is_mark(";"):
                self.advance()
        return made

    def value(self) -> Part:
        """Return a subject, a value or an item of a list."""
        made = Part(self.text, self.above(), on_new_line=self.on_new_line)
        kind = self.kind
        if kind == tokens.MARK:
            self.fill(made)
        self.beside = made.beside
        self.advance()
        if kind == tokens.STRING and self.kind == tokens.LANGUAGE:
            made.text += self.text
            self.advance()
        elif kind == tokens.STRING and self.is_mark("^^"):
            self.advance()
            made.text += "^^" + self.text
            self.advance()
        return made

    def fill(self, bracket: Part) -> None:
        """Read what a bracket holds; its closing mark is then the current token."""
        self.depth += 1
        if self.depth > _DEEPEST:
            line, column = Lines(self.source).place(self.at)
            raise BadFile(self.name, f"more than {_DEEPEST} brackets are open.", line, column)
        self.beside = bracket.inside
        before = self.line_ends
        self.advance()
        if bracket.text == "[":
            bracket.parts = self.properties("]")
        else:
            while not self.is_mark(")"):
                bracket.parts.append(self.value())
        bracket.below = self.above()
        bracket.is_on_lines = self.line_ends > before
        self.depth -= 1
