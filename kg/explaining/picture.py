"""An explanation as a picture: SVG with a box for each fact, those it rests on indented below it.

Self-contained, on white whatever the page, as wide as an A4 sheet; every text is escaped.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from kg.report.texts import one_line

if TYPE_CHECKING:
    from kg.explaining.report import Explanation
    from kg.explaining.steps import Step, Written

_WIDTH, _MARGIN, _INDENT, _GAP, _PADDING = 794, 24, 26, 12, 9  # in pixels of 1/96 inch
_DEEPEST = 14  # indents; deeper boxes stand below one another
_FAMILY = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"
_STYLES = {  # size, width of a letter as a part of it, colour, weight, slant
    "title": (17, 0.56, "#1a1a1a", "bold", "normal"),
    "fact": (13, 0.56, "#1a1a1a", "bold", "normal"),
    "reason": (12, 0.53, "#33475b", "normal", "italic"),
    "place": (11, 0.54, "#4a4a4a", "normal", "normal"),
}
_FILLS = {  # background and border by kind of box
    "inferred": ("#eef3fb", "#6a8cc0"),
    "asserted": ("#f1f8ee", "#6fa35c"),
    "missing": ("#fbf6e9", "#bf9b3f"),
    "clash": ("#fbeeee", "#c06a6a"),
    "title": ("none", "none"),
}
_LEADING = 1.35


@dataclass(frozen=True)
class _Box:
    """A box: how deep it stands, its kind, and its lines with their styles."""

    depth: int
    kind: str
    lines: tuple[tuple[str, str], ...]

    @property
    def height(self) -> float:
        return sum(_STYLES[s][0] * _LEADING for _, s in self.lines) + 2 * _PADDING

    @property
    def left(self) -> int:
        return _MARGIN + _INDENT * self.depth


def draw(explanation: Explanation) -> str:
    """Return an explanation as an SVG document."""
    boxes = list(_boxes(explanation))
    tops: list[float] = []
    top: float = _MARGIN
    for box in boxes:
        tops.append(top)
        top += box.height + _GAP
    height = round(top - _GAP + _MARGIN)
    body = [*_links(boxes, tops), *(_drawn(box, at) for box, at in zip(boxes, tops, strict=True))]
    title = one_line(explanation.label or (boxes[0].lines[0][0] if boxes else ""))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" '
        f'viewBox="0 0 {_WIDTH} {height}" role="img" font-family={quoteattr(_FAMILY)}>\n'
        f"<title>{escape(title)}</title>\n"
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>\n' + "".join(body) + "</svg>\n"
    )


def _boxes(explanation: Explanation) -> Iterator[_Box]:
    from kg.explaining.report import word

    language = explanation.language
    if explanation.label:
        said = f" [{explanation.said}]" if explanation.said else ""
        yield _box(0, "title", [(f"{explanation.label}{said}", "title")])
    for answer in explanation.answers:
        if answer.verdict == "missing":
            lines = [(word("neither", language, answer.sentence), "fact")]
            lines += [(text, "reason") for text in (*answer.obstacles, *answer.reversed)]
            lines += [(word("would", language), "reason")] if answer.ways else []
            lines += [(f"– {way}", "place") for way in answer.ways]
            yield _box(0, "missing", lines)
        for proof in answer.proofs:
            yield from _of_step(proof, 0, language)
    for clash in explanation.clashes:
        yield _box(0, "clash", [(clash.sentence, "fact"), (word("clash", language), "reason")])
        for fact in clash.facts:
            yield from _of_step(fact, 1, language)
        for written in clash.ontology:
            yield _box(1, "inferred", [(_ontology(written, language), "place")])
    if not (explanation.answers or explanation.clashes):
        key = "nothing follows" if explanation.label else "no clash"
        yield _box(0, "missing", [(word(key, language), "fact")])


def _of_step(step: Step, depth: int, language: str) -> Iterator[_Box]:
    """Yield the box of a fact and of all that it rests on."""
    from kg.explaining.report import word

    said = f" [{step.said}]" if step.said else ""
    lines = [(f"{step.sentence}{said}", "fact")]
    if step.rule:
        lines.append((f"{word('because', language, step.reason)} [{step.rule}]", "reason"))
        lines += [(_ontology(written, language), "place") for written in step.ontology]
        if step.repeated or step.cut:
            lines.append((word("repeated" if step.repeated else "cut", language), "place"))
    else:
        lines.append((", ".join(step.places) or word("no file", language), "place"))
        lines += [(passage.label, "place") for passage in step.passages]
    yield _box(depth, "inferred" if step.rule else "asserted", lines)
    for below in step.steps:
        yield from _of_step(below, min(depth + 1, _DEEPEST), language)


def _ontology(written: Written, language: str) -> str:
    from kg.explaining.report import word

    return f"{word('ontology', language, written.sentence)}  {written.place}"


def _box(depth: int, kind: str, lines: list[tuple[str, str]]) -> _Box:
    """Return a box with its lines broken to fit beside the margin."""
    room = _WIDTH - 2 * _MARGIN - _INDENT * depth - 2 * _PADDING
    broken = []
    for text, style in lines:
        size, letter = _STYLES[style][:2]
        letters = int(room / (size * letter))
        broken += [
            (part, style) for part in textwrap.wrap(one_line(text), letters, break_on_hyphens=False)
        ]
    return _Box(depth, kind, tuple(broken))


def _links(boxes: list[_Box], tops: list[float]) -> Iterator[str]:
    """Yield a line from each box to the one that rests on it."""
    above: dict[int, tuple[_Box, float]] = {}
    for box, top in zip(boxes, tops, strict=True):
        parent = above.get(box.depth - 1)
        if box.depth and parent is not None:
            x = parent[0].left + _INDENT / 2
            start, middle = parent[1] + parent[0].height, top + box.height / 2
            yield (
                f'<path d="M{x:g} {start:g}V{middle:g}H{box.left}" fill="none" '
                'stroke="#9aa5b1" stroke-width="1.2"/>\n'
            )
        above[box.depth] = (box, top)


def _drawn(box: _Box, top: float) -> str:
    fill, stroke = _FILLS[box.kind]
    width = _WIDTH - _MARGIN - box.left
    written = [
        f'<rect x="{box.left}" y="{top:g}" width="{width}" height="{box.height:g}" rx="4" '
        f'fill="{fill}" stroke="{stroke}"/>\n'
    ]
    at = top + _PADDING
    for text, style in box.lines:
        size, _, colour, weight, slant = _STYLES[style]
        written.append(
            f'<text x="{box.left + _PADDING}" y="{at + size:g}" font-size="{size}" '
            f'fill="{colour}" font-weight="{weight}" font-style="{slant}">{escape(text)}</text>\n'
        )
        at += size * _LEADING
    return "".join(written)
