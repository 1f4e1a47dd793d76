"""Why a row is not in an answer, as text, Markdown or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from kg.cells import escaped, filled, visible
from kg.errors import KgError
from kg.explaining.said import Said
from kg.formats import PAGES
from kg.report.texts import shielded
from kg.rows import Passage
from kg.why_not.sentences import tell

MOST = 12  # facts of a kind that are kept
_SHOWN = 3  # nearest facts written out; of the rest their number
_FACTS = ("present", "alike", "instead", "nearest", "linked", "statements")
Block = tuple[str, str, str]  # a part of the text: its kind, its words and a place, "" for none
_INDENTS = {"entry": ("- ", "  "), "item": ("  ", "      ")}
_MARKDOWN = {
    "title": "# {}\n\n",
    "paragraph": "{}\n\n",
    "apart": "\n{}\n\n",
    "section": "\n## {}\n\n",
    "entry": "- {}\n",
    "item": "  - {}\n",
}


@dataclass(frozen=True)
class Failure:
    """One condition that is failed: its kind, what was asked, what was found, and a sentence."""

    kind: str  # "date", "value", "class", "missing", "condition", or "named" for what is met
    option: str  # the option that asked for it, "" for a condition of the question itself
    asked: tuple[str, ...]
    found: tuple[str, ...]
    sentence: str


@dataclass(frozen=True)
class Fact:
    """A fact near to what was expected: its names, place, evidence, and what it fails."""

    iri: str  # "" for a row that rests on no fact
    name: str  # its CURIE
    label: str
    kinds: tuple[str, ...]
    place: str  # file:line:column, "" when it stands in no file
    passages: tuple[Passage, ...]
    said: Said | None = None  # who says it, when it is a statement
    row: tuple[tuple[str, str], ...] = ()  # headings and texts of its row
    failures: tuple[Failure, ...] = ()

    def title(self) -> str:
        """Return its label with its kinds, and for a statement whose it is."""
        kinds = f" ({', '.join(self.kinds)})" if self.kinds else ""
        said = f" [{self.said}]" if self.said else ""
        return f"{self.label}{kinds}{said}"

    def document(self) -> dict[str, object]:
        """Return it as JSON has it."""
        return {
            "iri": self.iri,
            "name": self.name,
            "label": self.label,
            "kinds": list(self.kinds),
            "place": self.place,
            "statement": self.said.document() if self.said else None,
            "row": dict(self.row),
            "fails": [asdict(failure) for failure in self.failures],
            "passages": [{"label": p.label, "link": p.link} for p in self.passages],
        }


@dataclass(frozen=True)
class WhyNot:
    """Whether a row is in an answer; else the nearest facts, and what names the same things."""

    question: str
    summary: str
    asked: tuple[tuple[str, str], ...]  # options with their values
    expected: tuple[tuple[str, str], ...]  # headings with the values expected
    present: tuple[Fact, ...] = ()  # the rows that are just so
    alike: tuple[Fact, ...] = ()  # rows of the answer that have some of the values
    instead: tuple[Fact, ...] = ()  # rows of the answer that have something else in its place
    nearest: tuple[Fact, ...] = ()  # facts that fail as few conditions as can be
    linked: tuple[Fact, ...] = ()  # told facts that name all the things asked about
    statements: tuple[Fact, ...] = ()  # statements that do
    about: str = ""  # the one thing that `linked` and `statements` are about, "" for all
    needs: tuple[str, ...] = ()  # what such a row would need that the graph does not have
    others: int = 0  # statements about that one thing on other matters, which are left out
    named: bool = False  # whether the search was for things that have names
    stopped: bool = False
    language: str = "en"

    def write(self, format: str = "text") -> str:
        """Return it as text, Markdown or JSON. Raises KgError for another format."""
        if format == "json":
            return shielded(json.dumps(self.document(), ensure_ascii=False, indent=1)) + "\n"
        if format == "markdown":
            return visible("".join(map(_markdown, self._blocks())))
        if format == "text":
            return visible("".join(map(_text, self._blocks())))
        raise KgError(f"This has no format {format!r}; it has {', '.join(PAGES)}.")

    def document(self) -> dict[str, object]:
        """Return it as JSON has it."""
        return {
            "question": self.question,
            "summary": self.summary,
            "asked": dict(self.asked),
            "expected": dict(self.expected),
            "in the answer": bool(self.present),
            "complete": not self.stopped,
            **{kind: [fact.document() for fact in getattr(self, kind)] for kind in _FACTS},
            "about": self.about,
            "needs": list(self.needs),
            "left out": self.others,
        }

    def _blocks(self) -> Iterator[Block]:
        expected = ", ".join(f"{heading}: {value}" for heading, value in self.expected)
        yield "title", self._tell("is in" if self.present else "is not in", expected=expected), ""
        yield "paragraph", self._tell("question", summary=self.summary), ""
        values = ", ".join(f"--{option} {value}" for option, value in self.asked)
        yield "paragraph", self._tell("asked", values=values or self._tell("everything")), ""
        if self.present:
            yield from self._entries(self.present)
            return
        for need in self.needs:
            yield "apart" if need == self.needs[0] else "paragraph", need, ""
        yield from self._section("in answer", self.alike)
        yield from self._section("instead", self.instead)
        yield from self._section("nearest", self.nearest)
        yield from self._section("linked to one" if self.about else "linked", self.linked)
        yield from self._section("statements", self.statements)
        if self.others:
            yield "apart", self._tell("others", thing=self.about, count=self.others), ""
        facts = (self.alike, self.instead, self.nearest, self.linked, self.statements)
        if not any(facts) and not self.needs:
            yield (
                "apart",
                self._tell("nothing" if self.named and not self.others else "not near"),
                "",
            )
        if self.stopped:
            yield "apart", self._tell("stopped"), ""

    def _section(self, title: str, facts: tuple[Fact, ...]) -> Iterator[Block]:
        """Yield a title, the first facts and the number of the others; nothing for no facts."""
        if facts:
            yield "section", self._tell(title, thing=self.about), ""
            yield from self._entries(facts[:_SHOWN])
        if len(facts) > _SHOWN:
            yield "entry", self._tell("more", count=len(facts) - _SHOWN), ""

    def _entries(self, facts: tuple[Fact, ...]) -> Iterator[Block]:
        for fact in facts:
            yield "entry", fact.title(), fact.place
            for failure in fact.failures:
                yield "item", failure.sentence, ""
            if fact.row:
                row = "; ".join(f"{heading}: {text}" for heading, text in fact.row)
                is_there = self.present or fact in (*self.alike, *self.instead)
                yield "item", row if is_there else self._tell("row", row=row), ""
            if fact.passages:
                passages = "; ".join(map(str, fact.passages))
                yield "item", self._tell("evidence", passages=passages), ""

    def _tell(self, key: str, **words: object) -> str:
        return tell(key, self.language, **words)


def _text(block: Block) -> str:
    """Return a block as plain text in lines."""
    kind, words, place = block
    blank = "\n" if kind in ("apart", "section") else ""
    written = filled(words + ":" * (kind == "section"), *_INDENTS.get(kind, ("", "    ")))
    return blank + written + (f"  {place}\n" if place else "")


def _markdown(block: Block) -> str:
    """Return a block as Markdown in which nothing is taken for markup."""
    kind, words, place = block
    return _MARKDOWN[kind].format(escaped(words) + (f" `{place}`" if place else ""))
