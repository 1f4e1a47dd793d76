"""An explanation as a picture: SVG with a box for each fact, those it rests on indented below it.

Self-contained, on white whatever the page, as wide as an A4 sheet; every text is escaped.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from kg.report.texts import one_line

if TYPE_CHECKING:
    from kg.explaining.report import Block, Explanation

_WIDTH, _MARGIN, _INDENT, _GAP, _PADDING = 794, 24, 26, 12, 9  # in pixels of 1/96 inch
_DEEPEST = 14  # indents; deeper boxes stand below one another
_FAMILY = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"
_STYLES = {  # size, colour, weight, slant
    "title": (17, "#1a1a1a", "bold", "normal"),
    "fact": (13, "#1a1a1a", "bold", "normal"),
    "reason": (12, "#33475b", "normal", "italic"),
    "evidence": (11, "#4a4a4a", "normal", "normal"),
    "place": (11, "#4a4a4a", "normal", "normal"),
}
_FILLS = {  # background and border by kind of block; what has none stands on the page
    "inferred": ("#eef3fb", "#6a8cc0"),
    "asserted": ("#f1f8ee", "#6fa35c"),
    "missing": ("#fbf6e9", "#bf9b3f"),
    "verdict": ("#fbf6e9", "#bf9b3f"),
    "clash": ("#fbeeee", "#c06a6a"),
}
_LEADING = 1.35


@dataclass(frozen=True)
class _Box:
    """A block with its lines broken to fit, each with its style."""

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
    boxes = [_box(block) for block in explanation.blocks()]
    tops: list[float] = []
    top: float = _MARGIN
    for box in boxes:
        tops.append(top)
        top += box.height + _GAP
    height = round(top - _GAP + _MARGIN)
    body = [*_links(boxes, tops), *(_drawn(box, at) for box, at in zip(boxes, tops, strict=True))]
    title = one_line(explanation.label or boxes[0].lines[0][0])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" '
        f'viewBox="0 0 {_WIDTH} {height}" role="img" font-family={quoteattr(_FAMILY)}>\n'
        f"<title>{escape(title)}</title>\n"
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>\n' + "".join(body) + "</svg>\n"
    )


def _box(block: Block) -> _Box:
    """Return a block with its lines broken to fit beside the margin."""
    depth = min(block.depth, _DEEPEST)
    room = _WIDTH - 2 * _MARGIN - _INDENT * depth - 2 * _PADDING
    lines = [
        (part, style)
        for text, style in block.lines
        for part in _broken(one_line(text).replace("  ", " \u2002"), room / _STYLES[style][0])
    ]
    return _Box(depth, block.kind, tuple(lines))


def _broken(text: str, room: float) -> Iterator[str]:
    """Yield a text in lines that are not wider than some ems, broken at spaces where it can be."""
    line, used, space = "", 0.0, 0  # `space` is where the line may be broken
    for letter in text:
        if used + _ems(letter) > room:
            at = space or len(line)
            yield line[:at].rstrip()
            line = line[at:].lstrip()
            used, space = sum(map(_ems, line)), 0
        if letter != " " or line:
            line, used = line + letter, used + _ems(letter)
            space = len(line) if letter == " " else space
    yield line.rstrip()


def _ems(letter: str) -> float:
    """Return how wide a letter is at the most, as a part of its size, in a bold sans serif."""
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.05
    if letter in " .,:;'|!()[]ijlftr-–·“”":
        return 0.42
    return 0.95 if letter in "mwMW@%—…" else 0.8 if letter.isupper() else 0.62


def _links(boxes: list[_Box], tops: list[float]) -> Iterator[str]:
    """Yield a line from each box to the one that rests on it."""
    above: list[tuple[_Box, float]] = []  # the boxes that the next one may stand below
    for box, top in zip(boxes, tops, strict=True):
        while above and above[-1][0].depth >= box.depth:
            above.pop()
        if box.kind not in _FILLS:
            above = []
            continue
        if above and box.depth:
            parent, start = above[-1]
            x, middle = parent.left + _INDENT / 2, top + box.height / 2
            yield (
                f'<path d="M{x:g} {start + parent.height:g}V{middle:g}H{box.left}" fill="none" '
                'stroke="#9aa5b1" stroke-width="1.2"/>\n'
            )
        above.append((box, top))


def _drawn(box: _Box, top: float) -> str:
    written = []
    if box.kind in _FILLS:
        fill, stroke = _FILLS[box.kind]
        written.append(
            f'<rect x="{box.left}" y="{top:g}" width="{_WIDTH - _MARGIN - box.left}" '
            f'height="{box.height:g}" rx="4" fill="{fill}" stroke="{stroke}"/>\n'
        )
    at = top + _PADDING
    for text, style in box.lines:
        size, colour, weight, slant = _STYLES[style]
        written.append(
            f'<text x="{box.left + _PADDING}" y="{at + size:g}" font-size="{size}" '
            f'fill="{colour}" font-weight="{weight}" font-style="{slant}">{escape(text)}</text>\n'
        )
        at += size * _LEADING
    return "".join(written)
