"""An explanation as text, Markdown or JSON: what holds and why, what is missing, what clashes."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from kg.cells import WIDTH, escaped, visible
from kg.errors import KgError
from kg.explaining.said import Said
from kg.explaining.steps import Contradiction, Step, Written
from kg.formats import PAGES
from kg.rows import Passage

FORMATS = (*PAGES, "svg")
_WORDS = {
    "because": ("because {}", "porque {}"),
    "from": ("from:", "a partir de:"),
    "asserted": ("It is written:", "Está escrito:"),
    "inferred": ("It follows:", "Se deduce:"),
    "neither": (
        "Not stated in the source, and it does not follow: {}.",
        "No consta en la fuente ni se deduce: {}.",
    ),
    "would": ("It would follow if one of these held:", "Se deduciría si se diera algo de esto:"),
    "no way": (
        "No rule of the ontology gives this; it would have to be written.",
        "Ninguna regla de la ontología da esto; tendría que estar escrito.",
    ),
    "cannot": ("It cannot hold:", "No puede darse:"),
    "reversed": ("The other way round it does hold:", "A la inversa sí se da:"),
    "described": ("Described in {}", "Se describe en {}"),
    "follows": ("What follows about it", "Lo que se deduce de ello"),
    "nothing follows": ("Nothing follows about it.", "No se deduce nada sobre ello."),
    "clashes": ("What contradicts itself", "Lo que se contradice"),
    "clash": (
        "Of these facts one has to go; without any one of them nothing contradicts itself here:",
        "De estos hechos sobra uno; sin cualquiera de ellos no hay aquí contradicción:",
    ),
    "no clash": ("Nothing contradicts itself.", "Nada se contradice."),
    "no clash here": (
        "It takes part in no contradiction.",
        "No interviene en ninguna contradicción.",
    ),
    "ontology": ("laid down: {}", "establecido: {}"),
    "evidence": ("evidence: {}", "consta en: {}"),
    "repeated": ("(explained above)", "(explicado arriba)"),
    "cut": ("(and so on)", "(y así sucesivamente)"),
    "another": ("Another way, {}:", "De otro modo, {}:"),
    "no file": ("in no file", "en ningún archivo"),
}


def word(key: str, language: str, *inside: object) -> str:
    """Return one of the phrases of an explanation."""
    return _WORDS[key][language == "es"].format(*inside)


@dataclass(frozen=True)
class Answered:
    """What was asked about: whether it is asserted, inferred or neither, with proofs or ways."""

    sentence: str
    verdict: str  # "asserted", "inferred" or "missing"
    proofs: tuple[Step, ...] = ()
    ways: tuple[str, ...] = ()  # for what is missing: what would give it
    obstacles: tuple[str, ...] = ()
    reversed: tuple[str, ...] = ()

    def document(self) -> dict[str, object]:
        """Return it as JSON has it."""
        found: dict[str, object] = {"sentence": self.sentence, "verdict": self.verdict}
        if self.verdict != "missing":
            return found | {"proofs": [proof.document() for proof in self.proofs]}
        return found | {
            "would follow if": list(self.ways),
            "cannot hold": list(self.obstacles),
            "the other way round": list(self.reversed),
        }


@dataclass(frozen=True)
class Explanation:
    """What is explained: a thing with facts about it, the clashes it is in, or all clashes."""

    answers: tuple[Answered, ...] = ()
    clashes: tuple[Contradiction, ...] = ()
    label: str = ""  # of the thing, "" when all clashes are asked about
    name: str = ""  # its CURIE
    place: str = ""
    passages: tuple[Passage, ...] = ()
    said: Said | None = None
    short: bool = False  # whether every fact about the thing was asked for, so proofs are short
    clashes_only: bool = False
    language: str = "en"

    def write(self, format: str = "text") -> str:
        """Return it as text, Markdown, JSON or SVG. Raises KgError for another format."""
        if format == "json":
            return json.dumps(self.document(), ensure_ascii=False, indent=1) + "\n"
        if format == "svg":
            from kg.explaining.picture import draw

            return draw(self)
        if format in ("text", "markdown"):
            return visible("".join(_Writer(self, format == "markdown").lines()).lstrip("\n"))
        raise KgError(f"An explanation has no format {format!r}; it has {', '.join(FORMATS)}.")

    def document(self) -> dict[str, object]:
        """Return it as JSON has it."""
        return {
            "thing": {"label": self.label, "name": self.name, "place": self.place},
            "statement": self.said.document() if self.said else None,
            "passages": [{"label": p.label, "link": p.link} for p in self.passages],
            "answers": [answer.document() for answer in self.answers],
            "clashes": [clash.document() for clash in self.clashes],
        }


class _Writer:
    """Writes an explanation in lines, as plain text or as Markdown lists."""

    def __init__(self, explanation: Explanation, markdown: bool) -> None:
        self._told, self._markdown = explanation, markdown
        self._language = explanation.language

    def lines(self) -> Iterator[str]:
        """Yield the explanation part by part."""
        told = self._told
        if told.label:
            yield from self._thing()
        if told.short:
            yield self._heading(self._word("follows" if told.answers else "nothing follows"))
        for answer in told.answers:
            yield from self._short(answer) if told.short else self._answer(answer)
        if told.clashes:
            if told.label:
                yield self._heading(self._word("clashes"))
            for clash in told.clashes:
                yield from self._clash(clash)
        elif told.clashes_only:
            yield self._line(self._word("no clash here" if told.label else "no clash"))

    def _thing(self) -> Iterator[str]:
        told = self._told
        title = f"{told.label} ({told.name})"
        yield f"# {escaped(title)}\n\n" if self._markdown else f"{title}\n"
        if told.said:
            yield self._line(str(told.said), 1)
        if told.short or told.clashes_only:
            if told.place:
                yield self._line(self._word("described", told.place), 1)
            if told.passages:
                passages = "; ".join(map(str, told.passages))
                yield self._line(self._word("evidence", passages), 1)

    def _answer(self, answer: Answered) -> Iterator[str]:
        yield "" if self._markdown else "\n"
        if answer.verdict == "missing":
            yield from self._missing(answer)
            return
        for number, proof in enumerate(answer.proofs, 1):
            if number == 1:
                yield self._heading(self._word(answer.verdict), blank=False)
            else:
                yield self._heading(self._word("another", number))
            yield from self._step(proof, 0)

    def _missing(self, answer: Answered) -> Iterator[str]:
        yield self._line(self._word("neither", answer.sentence))
        if answer.obstacles:
            yield self._line(self._word("cannot"))
            yield from (self._line(text, 1, "- ") for text in answer.obstacles)
        if answer.reversed:
            yield self._line(self._word("reversed"))
            yield from (self._line(text, 1, "- ") for text in answer.reversed)
        if answer.ways and not answer.obstacles:
            yield self._line(self._word("would"))
            yield from (self._line(text, 1, "- ") for text in answer.ways)
        elif not answer.obstacles:
            yield self._line(self._word("no way"))

    def _short(self, answer: Answered) -> Iterator[str]:
        """Yield an inferred fact with its reason and the asserted facts it comes from."""
        for proof in answer.proofs[:1]:
            rule = f"{self._word('because', proof.reason)} [{proof.rule}]"
            yield self._line(proof.sentence, 0, "- ")
            yield self._line(rule, 1, "" if not self._markdown else "- ")
            for leaf in proof.leaves():
                places = ", ".join(leaf.places) or self._word("no file")
                yield self._line(f"{leaf.sentence}{_said(leaf)}  {places}", 2, "- ")

    def _step(self, step: Step, depth: int) -> Iterator[str]:
        yield self._line(f"{step.sentence}{_said(step)}", depth, "- ")
        inside = "- " if self._markdown else ""
        if not step.rule:
            places = ", ".join(step.places) or self._word("no file")
            yield self._line(places, depth + 1, inside)
            if step.passages:
                passages = "; ".join(map(str, step.passages))
                yield self._line(self._word("evidence", passages), depth + 1, inside)
            return
        yield self._line(f"{self._word('because', step.reason)} [{step.rule}]", depth + 1, inside)
        for written in step.ontology:
            yield self._line(self._ontology(written), depth + 1, inside)
        if step.repeated or step.cut:
            yield self._line(self._word("repeated" if step.repeated else "cut"), depth + 1, inside)
        for below in step.steps:
            yield from self._step(below, depth + 1)

    def _clash(self, clash: Contradiction) -> Iterator[str]:
        yield self._heading(f"{clash.sentence} [{clash.rule}]", level=3)
        yield self._line(self._word("clash"), 0 if self._markdown else 1)
        if self._markdown:
            yield "\n"
        depth = 0 if self._markdown else 1
        for fact in clash.facts:
            yield from self._step(fact, depth)
        for written in clash.ontology:
            yield self._line(self._ontology(written), depth, "- ")

    def _ontology(self, written: Written) -> str:
        place = written.place or self._word("no file")
        return f"{self._word('ontology', written.sentence)}  {place}"

    def _heading(self, text: str, blank: bool = True, level: int = 2) -> str:
        if self._markdown:
            return f"\n{'#' * level} {escaped(text)}\n\n"
        return ("\n" if blank else "") + _filled(text, "", "")

    def _line(self, text: str, depth: int = 0, mark: str = "") -> str:
        indent = "  " * depth
        if self._markdown:
            return f"{indent}{mark}{escaped(text)}\n" if mark else f"{escaped(text)}\n\n"
        return _filled(text, indent + mark, indent + " " * (len(mark) or 4))

    def _word(self, key: str, *inside: object) -> str:
        return word(key, self._language, *inside)


def _said(step: Step) -> str:
    """Return whose a statement is, in brackets: a claim is never printed without it."""
    return f" [{step.said}]" if step.said else ""


def _filled(text: str, first: str, further: str) -> str:
    """Return a text in lines that break at spaces only, so that places can be copied."""
    lines = textwrap.wrap(
        text,
        max(WIDTH, len(first) + 60),
        initial_indent=first,
        subsequent_indent=further,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(lines) + "\n"
