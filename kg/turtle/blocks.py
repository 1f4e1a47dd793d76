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
class Value:
    """A subject, a value or an item; a bracket has no text of its own."""

    text: str = ""
    bracket: Bracket | None = None
    above: list[str] = field(default_factory=list)  # comments on lines of their own
    beside: list[str] = field(default_factory=list)  # at most one comment, on the same line
    on_new_line: bool = False

    @property
    def language(self) -> str:
        """The language of a text, else nothing."""
        match = re.search(r"[\"']@([A-Za-z0-9-]+)\Z", self.text)
        return match[1].lower() if match else ""


@dataclass
class Group:
    """A property with its values."""

    text: str
    above: list[str]
    beside: list[str] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)


@dataclass
class Bracket:
    """A thing without a name in [ ], or a list in ( )."""

    mark: str
    groups: list[Group] = field(default_factory=list)
    items: list[Value] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)  # after the mark that opens
    below: list[str] = field(default_factory=list)  # above the mark that closes
    is_on_lines: bool = False  # whether it was written on more than one line


@dataclass
class Block:
    """A sentence about one subject."""

    subject: Value
    groups: list[Group] = field(default_factory=list)
    below: list[str] = field(default_factory=list)  # above the full stop
    beside: list[str] = field(default_factory=list)  # after it, unless the last value has it


@dataclass
class Directive:
    """A line that declares a prefix or the base; `prefix` ends with its colon."""

    keyword: str
    prefix: str
    iri: str
    at: int
    above: list[str]
    beside: list[str] = field(default_factory=list)


@dataclass
class Document:
    """All of a text: its directives, its blocks, the comments at its end, the prefixes it uses."""

    directives: list[Directive] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    below: list[str] = field(default_factory=list)
    used: set[str] = field(default_factory=set)  # each with its colon


def document(text: str, name: str) -> Document:
    """Return the blocks of a text that has no mistakes; raises BadFile where brackets nest deep."""
    return _Builder(text, name).document()


class _Builder:
    def __init__(self, text: str, name: str) -> None:
        self.source, self.name = text, name
        self.made = Document()
        self.at = self.end = 0  # start and end of the current token
        self.kind = 0
        self.text = ""
        self.pending: list[str] = []  # comments that belong to what comes next; "" a blank line
        self.beside: list[str] | None = None  # where a comment on this line belongs
        self.line_ends = 0  # how many gaps between tokens had a line end
        self.depth = 0
        self.advance()

    def advance(self) -> None:
        """Go to the next token, and keep the comments on the way."""
        self.kind, self.at, end, self.text = tokens.token_at(self.source, self.end)
        lines = _LINE_END.split(self.source[self.end : self.at])
        self.on_new_line = len(lines) > 1
        self.line_ends += self.on_new_line
        first = lines[0].strip(" \t") if self.end else ""
        if first.startswith("#"):
            if self.beside is None or self.beside:
                self.pending.append(first)
            else:
                self.beside.append(first)
        own = lines[1 if self.end else 0 : -1]  # the last is the line of the token itself
        if lines[-1].lstrip(" \t").startswith("#") and (len(lines) > 1 or not self.end):
            own.append(lines[-1])  # unless the text ends without a line end
        for line in own:
            bare = line.strip(" \t")
            if bare or self.pending[-1:] != [""]:
                self.pending.append(bare)
        self.end = end
        if self.kind == tokens.NAME:
            self.made.used.add(self.text.partition(":")[0] + ":")

    def above(self, with_blanks: bool = False) -> list[str]:
        """Return the comments above this token and forget them."""
        lines, self.pending = self.pending, []
        if not with_blanks:
            return [line for line in lines if line]
        while lines[:1] == [""]:
            lines.pop(0)
        return lines

    def document(self) -> Document:
        """Return all of the text."""
        while self.kind != tokens.END:
            word = self.text.lower()
            if self.kind in (tokens.LANGUAGE, tokens.WORD) and word.strip("@") in (
                "prefix",
                "base",
            ):
                self.made.directives.append(self.directive())
            else:
                self.made.blocks.append(self.block())
        self.made.below = self.above(with_blanks=True)
        while self.made.below[-1:] == [""]:
            self.made.below.pop()
        return self.made

    def directive(self) -> Directive:
        """Return a line such as @prefix."""
        above, at = self.above(with_blanks=True), self.at
        keyword = self.text.lower()
        made = Directive(keyword.strip("@"), "", "", at, above)
        self.beside = made.beside
        self.advance()
        if made.keyword == "prefix":
            made.prefix = self.text
            self.made.used.discard(self.text)
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
        made = Block(self.value())
        made.subject.above = above
        if self.text != ".":
            made.groups = self.groups(".")
        made.below = self.above()
        if made.below or self.beside:
            self.beside = made.beside
        self.advance()
        return made

    def groups(self, closing: str) -> list[Group]:
        """Return properties with their values, up to the mark that closes them."""
        made = []
        while self.text != closing or self.kind != tokens.MARK:
            group = Group(self.text, self.above())
            self.beside = group.beside
            self.advance()
            group.values.append(self.value())
            while self.kind == tokens.MARK and self.text == ",":
                self.advance()
                group.values.append(self.value())
            made.append(group)
            while self.kind == tokens.MARK and self.text == ";":
                self.advance()
        return made

    def value(self) -> Value:
        """Return a subject, a value or an item of a list."""
        made = Value(above=self.above(), on_new_line=self.on_new_line)
        if self.kind == tokens.MARK:
            made.bracket = self.bracket()
            self.beside = made.beside
            self.advance()
            return made
        self.beside = made.beside
        kind, made.text = self.kind, self.text
        self.advance()
        if kind == tokens.STRING and self.kind == tokens.LANGUAGE:
            made.text += self.text
            self.advance()
        elif kind == tokens.STRING and self.text == "^^":
            self.advance()
            made.text += "^^" + self.text
            self.advance()
        return made

    def bracket(self) -> Bracket:
        """Return a bracket; its closing mark is then the current token."""
        made = Bracket(self.text)
        self.depth += 1
        if self.depth > _DEEPEST:
            line, column = Lines(self.source).place(self.at)
            raise BadFile(self.name, f"more than {_DEEPEST} brackets are open.", line, column)
        self.beside = made.beside
        before = self.line_ends
        self.advance()
        if made.mark == "[":
            made.groups = self.groups("]")
        else:
            while self.text != ")" or self.kind != tokens.MARK:
                made.items.append(self.value())
        made.below = self.above()
        made.is_on_lines = self.line_ends > before
        self.depth -= 1
        return made
