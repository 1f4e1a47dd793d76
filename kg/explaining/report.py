"""An explanation as text, Markdown or JSON: what holds and why, what is missing, what clashes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from kg.cells import WIDTH, escaped, filled, visible
from kg.errors import KgError
from kg.explaining.phrases import say
from kg.explaining.said import Said
from kg.explaining.steps import Contradiction, Step, Written, linked
from kg.formats import PAGES
from kg.report.texts import shielded
from kg.rows import Passage

FORMATS = (*PAGES, "svg")
_BLANK = re.compile(r"\n{3,}")
_ADDRESS = re.compile(r"(<https?://[^<>\s]+>)")
_OPENING = re.compile(r"^(\d*)([.)+-]|#+)(?=\s|$)")  # what makes a list or heading in Markdown


class Block(NamedTuple):
    """Lines that belong together: how deep they stand, of what kind, each with its style.

    Kinds: "title" (of the thing), "heading", "note"; "verdict" and "clash", which stand by
    themselves; "inferred", "asserted" and "missing", which are items of a list. Styles: "title",
    "fact", "reason", "place", "evidence".
    """

    depth: int
    kind: str
    lines: list[tuple[str, str]]


@dataclass(frozen=True)
class Answered:
    """What was asked about: whether it is asserted, inferred or neither, with proofs or ways."""

    sentence: str
    verdict: str  # "asserted", "inferred" or "missing"
    proofs: tuple[Step, ...] = ()
    more: bool = False  # whether there are more proofs than are told
    ways: tuple[str, ...] = ()  # for what is missing: what would give it
    obstacles: tuple[Contradiction, ...] = ()  # what it would contradict
    refusals: tuple[str, ...] = ()  # what the shapes say against writing it
    note: str = ""  # what the ontology says of the use of the property or class
    linked: tuple[str, ...] = ()  # what is about both
    instead: tuple[str, ...] = ()
    reversed: tuple[str, ...] = ()

    def document(self) -> dict[str, object]:
        """Return it as JSON has it."""
        found: dict[str, object] = {"sentence": self.sentence, "verdict": self.verdict}
        if self.verdict != "missing":
            return found | {"proofs": [p.document() for p in self.proofs], "more": self.more}
        return found | {
            "would follow if": list(self.ways),
            "cannot hold": [obstacle.document() for obstacle in self.obstacles],
            "cannot be written": list(self.refusals),
            "note": self.note,
            "about both": list(self.linked),
            "instead": list(self.instead),
            "the other way round": list(self.reversed),
        }


@dataclass(frozen=True)
class Explanation:
    """What is explained: a thing with facts about it, the clashes it is in, or all clashes."""

    answers: tuple[Answered, ...] = ()
    clashes: tuple[Contradiction, ...] = ()
    more: int = 0  # clashes that are not told
    label: str = ""  # of the thing, "" when all clashes are asked about
    name: str = ""  # its CURIE
    place: str = ""
    passages: tuple[Passage, ...] = ()
    said: tuple[Said, ...] = ()  # of a statement: whose it is
    read_as: tuple[str, ...] = ()  # how names were read that others have too
    short: bool = False  # whether every fact about the thing was asked for, so proofs are short
    language: str = "en"

    def write(self, format: str = "text") -> str:
        """Return it as text, Markdown, JSON or SVG. Raises KgError for another format."""
        if format == "json":
            return shielded(json.dumps(self.document(), ensure_ascii=False, indent=1)) + "\n"
        if format == "svg":
            from kg.explaining.picture import draw

            return draw(self)
        if format in ("text", "markdown"):
            write = _markdown if format == "markdown" else _text
            text = "".join(map(write, self.blocks())).lstrip("\n")
            return visible(_BLANK.sub("\n\n", text).rstrip("\n") + "\n")
        raise KgError(f"An explanation has no format {format!r}; it has {', '.join(FORMATS)}.")

    def document(self) -> dict[str, object]:
        """Return it as JSON has it."""
        return {
            "thing": {"label": self.label, "name": self.name, "place": self.place},
            "statement": self.said[0].document() if self.said else None,
            "passages": linked(self.passages),
            "read as": list(self.read_as),
            "answers": [answer.document() for answer in self.answers],
            "clashes": [clash.document() for clash in self.clashes],
            "more clashes": self.more,
        }

    def blocks(self) -> Iterator[Block]:
        """Yield what is told, block by block, the same for every format that people read."""
        if self.label:
            yield Block(0, "title", list(self._title()))
        yield from (Block(0, "note", [(text, "reason")]) for text in self.read_as)
        if self.short:
            yield self._note("follows" if self.answers else "nothing-follows", kind="heading")
        for answer in self.answers:
            if self.short:
                yield from self._short(answer.proofs[0])
            elif answer.verdict == "missing":
                yield from self._missing(answer)
            else:
                yield from self._proven(answer)
        if self.clashes and self.label:
            yield self._note("clashes", kind="heading")
        for clash in self.clashes:
            yield Block(0, "clash", [(clash.title(), "fact")])
            yield self._note("clash", 1)
            yield from self._facts(clash, 1)
            if clash.others:
                yield self._note("others", 1)
            for other in clash.others:
                lines = [(f"{fact.title()}  {self._places(fact)}", "place") for fact in other]
                yield Block(1, "asserted", lines)
            if clash.more:
                yield self._note("still-others", 1)
        if self.more:
            yield self._note("more-clashes", count=self.more, kind="heading")
        if not self.label and not self.clashes:
            yield self._note("no-clash", kind="verdict")

    def _title(self) -> Iterator[tuple[str, str]]:
        yield self.label + (f" ({self.name})" if self.name != self.label else ""), "title"
        yield from ((str(said), "place") for said in self.said)
        if self.short and self.place:
            yield self._say("described", place=self.place), "place"
        if self.short and self.passages:
            yield self._evidence(self.passages)

    def _proven(self, answer: Answered) -> Iterator[Block]:
        for number, proof in enumerate(answer.proofs, 1):
            key = answer.verdict if number == 1 else "another"
            yield self._note(key, number=number, kind="heading")
            yield from self._step(proof, 0)
        if answer.more:
            yield self._note("more-ways", kind="heading")

    def _missing(self, answer: Answered) -> Iterator[Block]:
        yield self._note("missing", fact=answer.sentence, kind="verdict")
        yield from self._items("reversed", answer.reversed)
        yield from self._items("linked", answer.linked)
        if answer.obstacles:
            yield self._note("cannot")
            for clash in answer.obstacles:
                yield Block(1, "missing", [(clash.title(), "fact")])
                yield from self._facts(clash, 2)
        yield from self._items("instead", answer.instead)
        yield from self._items("would", answer.ways)
        yield from self._items("refused", answer.refusals)
        if answer.note:
            yield Block(0, "note", [(answer.note, "reason")])
        if not (answer.obstacles or answer.ways or answer.refusals):
            yield self._note("no-way")

    def _items(self, key: str, texts: tuple[str, ...]) -> Iterator[Block]:
        if texts:
            yield self._note(key)
        yield from (Block(1, "missing", [(text, "place")]) for text in texts)

    def _short(self, proof: Step) -> Iterator[Block]:
        """Yield an inferred fact with its reason and the asserted facts it comes from."""
        yield Block(0, "inferred", [(proof.title(), "fact"), self._because(proof)])
        told = [f"{leaf.title()}  {self._places(leaf)}" for leaf in proof.leaves()]
        for text in told or map(self._laid_down, proof.ontology):
            yield Block(2, "asserted", [(text, "place")])

    def _step(self, step: Step, depth: int) -> Iterator[Block]:
        lines = [(step.title(), "fact")]
        if step.rule:
            lines.append(self._because(step))
            lines += [(self._laid_down(written), "place") for written in step.ontology]
            if step.repeated or step.cut:
                lines.append((self._say("repeated" if step.repeated else "cut"), "place"))
        else:
            lines.append((self._places(step), "place"))
            lines += [self._evidence(step.passages)] if step.passages else []
        yield Block(depth, "inferred" if step.rule else "asserted", lines)
        for below in step.steps:
            yield from self._step(below, depth + 1)

    def _facts(self, clash: Contradiction, depth: int) -> Iterator[Block]:
        for fact in clash.facts:
            yield from self._step(fact, depth)
        for written in clash.ontology:
            yield Block(depth, "inferred", [(self._laid_down(written), "place")])

    def _because(self, step: Step) -> tuple[str, str]:
        return self._say("because", reason=step.reason, rule=step.rule), "reason"

    def _laid_down(self, written: Written) -> str:
        place = written.place or self._say("no-file")
        return self._say("laid-down", fact=written.sentence, place=place)

    def _places(self, step: Step) -> str:
        return ", ".join(step.places) or self._say("no-file")

    def _evidence(self, passages: tuple[Passage, ...]) -> tuple[str, str]:
        return self._say("evidence", passages="; ".join(map(str, passages))), "evidence"

    def _note(self, key: str, depth: int = 0, kind: str = "note", **inside: object) -> Block:
        style = "reason" if kind == "note" else "fact"
        return Block(depth, kind, [(self._say(key, **inside), style)])

    def _say(self, key: str, **inside: object) -> str:
        return say(key, self.language, **inside)


def _text(block: Block) -> str:
    """Return a block as plain text."""
    depth, kind, lines = block
    mark = "- " if kind in ("inferred", "asserted", "missing") else ""
    indent = "  " * depth
    blank = "\n" if kind in ("heading", "verdict", "clash") else ""
    width = max(WIDTH, len(indent) + 62)  # however deep it stands, there is room for words
    (first, _), *further = lines
    told = [filled(first, indent + mark, indent + " " * (len(mark) or 4), width)]
    told += [filled(text, indent + "  ", indent + "      ", width) for text, _ in further]
    return blank + "".join(told)


def _markdown(block: Block) -> str:
    """Return a block as Markdown in which nothing is taken for markup."""
    depth, kind, lines = block
    first, *further = (_OPENING.sub(r"\1\\\2", _linked(*line)) for line in lines)
    indent = "  " * depth
    if kind in ("inferred", "asserted", "missing"):
        return f"{indent}- " + f"\\\n{indent}  ".join((first, *further)) + "\n"
    level = {"title": "# ", "heading": "## ", "clash": "### "}.get(kind, "")
    return f"\n{level}{first}\n\n" + "".join(f"{text}\n\n" for text in further)


def _linked(text: str, style: str) -> str:
    """Return a line as Markdown, its addresses as links where it names evidence."""
    if style != "evidence":
        return escaped(text)
    parts = _ADDRESS.split(text)  # every second one is an address
    return "".join(part if at % 2 else escaped(part) for at, part in enumerate(parts))
