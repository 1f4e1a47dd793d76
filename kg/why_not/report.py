"""Why a row is not in an answer, as text, Markdown or JSON."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.cells import WIDTH, escaped, visible
from kg.errors import KgError
from kg.explaining.said import Said
from kg.formats import PAGES
from kg.report.texts import shielded
from kg.rows import Passage
from kg.why_not.failing import Failure
from kg.why_not.sentences import tell

MOST = 12  # facts of a kind that are kept
_SHOWN = 3  # nearest facts written out; of the rest their number


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
            "fails": [
                {
                    "kind": failure.kind,
                    "option": failure.option,
                    "asked": list(failure.asked),
                    "found": list(failure.found),
                    "sentence": failure.sentence,
                }
                for failure in self.failures
            ],
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
    nearest: tuple[Fact, ...] = ()  # facts that fail as few conditions as can be
    linked: tuple[Fact, ...] = ()  # told facts that name all the things asked about
    statements: tuple[Fact, ...] = ()  # statements that do
    about: str = ""  # the one thing that `linked` and `statements` are about, "" for all
    needs: tuple[str, ...] = ()  # what such a row would need that the graph does not have
    others: int = 0  # statements about that one thing on other matters, which are left out
    named: bool = False  # whether the search was for things that have names
    stopped: bool = False
    language: str = field(default="en")

    def write(self, format: str = "text") -> str:
        """Return it as text, Markdown or JSON. Raises KgError for another format."""
        if format == "json":
            return shielded(json.dumps(self.document(), ensure_ascii=False, indent=1)) + "\n"
        if format == "markdown":
            return visible("".join(self._lines(markdown=True)))
        if format == "text":
            return visible("".join(self._lines()))
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
            "present": [fact.document() for fact in self.present],
            "alike": [fact.document() for fact in self.alike],
            "nearest": [fact.document() for fact in self.nearest],
            "linked": [fact.document() for fact in self.linked],
            "statements": [fact.document() for fact in self.statements],
            "about": self.about,
            "needs": list(self.needs),
            "left out": self.others,
        }

    def _lines(self, markdown: bool = False) -> Iterator[str]:
        language = self.language
        expected = ", ".join(f"{heading}: {value}" for heading, value in self.expected)
        verdict = tell("is in" if self.present else "is not in", language, expected=expected)
        yield _paragraph(verdict, markdown, heading=True)
        yield _paragraph(tell("question", language, summary=self.summary), markdown)
        values = ", ".join(f"--{option} {value}" for option, value in self.asked)
        shown = values or tell("everything", language)
        yield _paragraph(tell("asked", language, values=shown), markdown)
        if self.present:
            yield from self._section("", self.present, markdown)
            return
        if self.needs:
            yield "" if markdown else "\n"
            yield from (_paragraph(sentence, markdown) for sentence in self.needs)
        yield from self._section(tell("in answer", language), self.alike, markdown)
        yield from self._section(tell("nearest", language), self.nearest, markdown)
        about = tell("linked to one", language, thing=self.about) if self.about else ""
        yield from self._section(about or tell("linked", language), self.linked, markdown)
        yield from self._section(tell("statements", language), self.statements, markdown)
        if self.others:
            others = tell("others", language, thing=self.about, count=self.others)
            yield "\n" + _paragraph(others, markdown)
        if not (self.alike or self.nearest or self.linked or self.statements or self.needs):
            verdict = "nothing" if self.named and not self.others else "not near"
            yield "\n" + _paragraph(tell(verdict, language), markdown)
        if self.stopped:
            yield "\n" + _paragraph(tell("stopped", language), markdown)

    def _section(self, title: str, facts: tuple[Fact, ...], markdown: bool) -> Iterator[str]:
        if not facts:
            return
        if title:
            yield f"\n## {escaped(title)}\n\n" if markdown else f"\n{title}:\n"
        shown = facts if self.present else facts[:_SHOWN]
        for fact in shown:
            yield _entry(fact.title(), fact.place, markdown)
            for failure in fact.failures:
                yield _item(failure.sentence, markdown)
            if fact.row:
                row = "; ".join(f"{heading}: {text}" for heading, text in fact.row)
                is_there = self.present or fact in self.alike
                told = row if is_there else tell("row", self.language, row=row)
                yield _item(told, markdown)
            if fact.passages:
                passages = "; ".join(map(str, fact.passages))
                yield _item(tell("evidence", self.language, passages=passages), markdown)
        if len(facts) > len(shown):
            more = tell("more", self.language, count=len(facts) - len(shown))
            yield _entry(more, "", markdown)


def _paragraph(text: str, markdown: bool, heading: bool = False) -> str:
    if markdown:
        return f"# {escaped(text)}\n\n" if heading else f"{escaped(text)}\n\n"
    return _filled(text, "", "    ")


def _entry(text: str, place: str, markdown: bool) -> str:
    if markdown:
        return f"- {escaped(text)}" + (f" `{place}`" if place else "") + "\n"
    return _filled(text, "- ", "  ") + (f"  {place}\n" if place else "")


def _item(text: str, markdown: bool) -> str:
    return f"  - {escaped(text)}\n" if markdown else _filled(text, "  ", "      ")


def _filled(text: str, first: str, further: str) -> str:
    """Return a text in lines that break at spaces only, so that names can be copied."""
    lines = textwrap.wrap(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=further,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(lines) + "\n"
