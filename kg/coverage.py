"""How far the facts cover their source, and what a newer copy of it changes.

The text of a source is not kept, only a fingerprint of each paragraph: the SHA-256 of its UTF-8
text in Unicode's form NFC, every run of white space made one space and none at its ends. A copy
is plain text in which a heading is a line such as `== Heading ==` and a paragraph any other line
that is not blank.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from kg.answers import Answer
from kg.cells import visible
from kg.errors import BadFile
from kg.store import Selection, Store
from kg.terms import Literal, NamedNode, Term
from kg.words import say

_HEADING = re.compile(r"(=+)\s*(.*?)\s*\1")
_NO_REASON = "No reason is given: write one as the al:note of the passage."
_ALIKE = 0.5  # the share of headings that makes a text a copy in which every paragraph changed
LEAD = "Lead"  # how the beginning without a heading is called
_PASSAGES = """SELECT DISTINCT ?passage ?source ?section ?paragraph ?fingerprint WHERE {
  ?passage a al:Passage ; al:section ?section ; al:paragraph ?paragraph .
  ?passage al:fingerprint ?fingerprint ; al:partOfSource ?source .
  OPTIONAL { ?passage al:position ?position }
} ORDER BY ?source ?position ?section ?paragraph"""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph by its place and fingerprint; `passage` where the graph knows it."""

    section: str
    number: int  # under its heading, from 1
    fingerprint: str
    passage: NamedNode | None = None

    @property
    def place(self) -> tuple[str, int]:
        """Its heading and its number, as people look it up."""
        return " ".join(unicodedata.normalize("NFC", self.section).split()), self.number


@dataclass(frozen=True)
class Change:
    """What became of a paragraph: same, moved, changed or gone (`old`); or that it is new."""

    kind: str  # one of KINDS
    old: Paragraph | None
    new: Paragraph | None


KINDS = ("changed", "gone", "moved", "new", "same")


def fingerprint(text: str) -> str:
    """Return the fingerprint of a paragraph.

    >>> fingerprint(" Who  broke\\tranks? ") == fingerprint("Who broke ranks?")
    True
    """
    spaced = " ".join(unicodedata.normalize("NFC", text).split())
    return hashlib.sha256(spaced.encode()).hexdigest()


def paragraphs(text: str) -> list[Paragraph]:
    """Return the paragraphs of a copy of a source, in its order; a title (`= Title =`) is none.

    >>> [(p.section, p.number) for p in paragraphs("One.\\n\\nTwo.\\n== Acts ==\\nThree.")]
    [('Lead', 1), ('Lead', 2), ('Acts', 1)]
    """
    found, section, number = [], LEAD, 0
    for line in text.splitlines():
        if heading := _HEADING.fullmatch(line.strip()):
            if len(heading[1]) > 1:
                section, number = heading[2], 0
        elif line.strip():
            number += 1
            found.append(Paragraph(section, number, fingerprint(line)))
    return found


def known(store: Store) -> dict[str, list[Paragraph]]:
    """Return the paragraphs that the graph knows, by the IRI of their source, in its order."""
    found: dict[str, list[Paragraph]] = {}
    for passage, source, section, number, mark in store.select(_PASSAGES).rows:
        if isinstance(passage, NamedNode) and isinstance(source, NamedNode):
            paragraph = Paragraph(_text(section), int(_text(number)), _text(mark), passage)
            found.setdefault(source.value, []).append(paragraph)
    return found


def changes(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> list[Change]:
    """Return what became of each old paragraph, in their order, and then the new ones.

    A paragraph whose words are elsewhere in the copy, under another heading or number, has moved;
    one in whose place other words stand has changed.
    """
    matcher = SequenceMatcher(
        None, [p.fingerprint for p in old], [p.fingerprint for p in new], autojunk=False
    )
    kinds: dict[int, Change] = {}
    added: dict[int, Paragraph] = {}
    for tag, low, high, start, end in matcher.get_opcodes():
        if tag == "equal":
            for before, after in zip(range(low, high), range(start, end), strict=True):
                kind = "same" if old[before].place == new[after].place else "moved"
                kinds[before] = Change(kind, old[before], new[after])
        else:
            added |= {at: new[at] for at in range(start, end)}
    elsewhere = {paragraph.fingerprint: at for at, paragraph in added.items()}
    for at, paragraph in enumerate(old):
        if at not in kinds and paragraph.fingerprint in elsewhere:
            kinds[at] = Change("moved", paragraph, added.pop(elsewhere.pop(paragraph.fingerprint)))
    for tag, low, high, start, end in matcher.get_opcodes():
        for before in range(low, high) if tag == "replace" else ():
            beside = (at for at in range(start, end) if at in added)
            under = old[before].place[0]
            now = next((n for n in beside if added[n].place[0] == under), None)
            if before not in kinds and now is not None:
                kinds[before] = Change("changed", old[before], added.pop(now))
    became = [kinds.get(at, Change("gone", p, None)) for at, p in enumerate(old)]
    return became + [Change("new", None, added[at]) for at in sorted(added)]


def against(store: Store, text: str, name: str) -> list[Change]:
    """Return what a newer copy changes of the source that it shares most paragraphs with.

    Raises BadFile when it has no paragraph of any source.
    """
    copy = paragraphs(text)
    if re.match(r"\s*<(!doctype|html|\?xml)", text, re.IGNORECASE):
        raise BadFile(name, "is HTML: save the page as plain text, headings as == Heading ==.")
    marks = {paragraph.fingerprint for paragraph in copy}
    sources = known(store).values()
    headings = {paragraph.place[0] for paragraph in copy}

    def likeness(source: list[Paragraph]) -> tuple[int, float]:
        shared = {p.place[0] for p in source} & headings - {LEAD}
        return sum(p.fingerprint in marks for p in source), len(shared) / max(1, len(headings))

    best = max(sources, key=likeness, default=[])
    if not copy or not best or max(likeness(best)) < _ALIKE:
        raise BadFile(
            name,
            "has no paragraph of a source of this graph: give its plain text, each paragraph on a"
            " line of its own and headings as == Heading ==.",
        )
    return changes(best, copy)


def selection(found: Sequence[Change], facts: Answer) -> Selection:
    """Return changes as rows, one per fact that rests on what is no longer the same.

    `facts` is the answer to the question `coverage`.
    """
    shown = ("kind", "what", "claimant", "status", "recordedStatus")
    picked = [facts.columns.index(name) for name in shown]
    passages = facts.columns.index("passage")
    resting: dict[Term | None, list[tuple[Term | None, ...]]] = {}
    for row in facts.rows:
        resting.setdefault(row[passages], []).append(tuple(row[at] for at in picked))
    rows: list[tuple[Term | None, ...]] = []
    for change in sorted(found, key=lambda change: KINDS.index(change.kind)):
        place = Literal(f"{change.new.section}, {change.new.number}") if change.new else None
        passage = change.old.passage if change.old else None
        if change.kind != "same":
            told = resting.get(passage) or [(None,) * len(shown)]
            rows += [(Literal(change.kind), passage, place, *fact) for fact in told]
    return Selection(("change", "passage", "newPlace", *shown), rows)


def report(facts: Answer) -> str:
    """Return the answer to the question `coverage` as a text, a heading for each paragraph."""
    language = facts.language
    written = []
    for passage, rows in _grouped(facts, ["passage"]):
        written.append(
            f"{passage[0]}: {_number(sum(1 for row in rows if row['what']), language)}\n"
        )
        written += [_line(row) for row in rows if row["what"]]
        if not rows[0]["what"]:
            written.append(f"  {rows[0]['whyNone'] or say(_NO_REASON, language)}\n")
        written.append("\n")
    total = _number(len({fact for resting in facts.facts for fact in resting}), language)
    paragraphs = len({row[facts.columns.index("passage")] for row in facts.rows})
    return "".join(written) + f"{paragraphs} {say('paragraphs', language)}, {total}\n"


def changes_report(changes: Answer) -> str:
    """Return what `selection` gave as a text, a heading for each paragraph that changed."""
    written = []
    for (kind, passage, place), rows in _grouped(changes, ["change", "passage", "newPlace"]):
        told = [_line(row) for row in rows if row["what"]]
        where = f" → {place}" if place and passage else place
        count = f": {_number(len(told), changes.language)}" if passage else ""
        written += [f"{kind}: {passage}{where}{count}\n", *told, "\n"]
    return "".join(written)


def _grouped(
    answer: Answer, by: list[str]
) -> Iterator[tuple[tuple[str, ...], list[dict[str, str]]]]:
    """Yield runs of rows that are alike in some columns, each row as texts by column."""
    rows = (
        dict(zip(answer.columns, (visible(answer.text(term)) for term in row), strict=True))
        for row in answer.rows
    )
    for key, run in groupby(rows, key=lambda row: tuple(row[name] for name in by)):
        yield key, list(run)


def _line(row: dict[str, str]) -> str:
    said = ", ".join(row[name] for name in ("claimant", "status", "recordedStatus") if row[name])
    return f"  {row['kind']}: {row['what']}{f' [{said}]' if said else ''}\n"


def _number(count: int, language: str) -> str:
    return f"{count} {say('fact' if count == 1 else 'facts', language)}"


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, Literal | NamedNode) else ""
