"""An explanation as a picture: SVG with a box for each fact, those it rests on indented below it.

Self-contained, on white whatever the page, as wide as an A4 sheet; every text is escaped.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple
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


class _Box(NamedTuple):
    """A block with its lines broken to fit, each with its style, and where it stands."""

    depth: int
    kind: str
    lines: list[tuple[str, str]]
    top: float

    @property
    def bottom(self) -> float:
        return self.top + sum(_STYLES[s][0] * _LEADING for _, s in self.lines) + 2 * _PADDING

    @property
    def left(self) -> int:
        return _MARGIN + _INDENT * self.depth


def draw(explanation: Explanation) -> str:
    """Return an explanation as an SVG document."""
    drawn: list[str] = []
    above: list[_Box] = []  # the boxes that the next one may stand below
    bottom: float = _MARGIN - _GAP
    blocks = list(explanation.blocks())
    for block in blocks:
        box = _box(block, bottom + _GAP)
        above = [b for b in above if b.depth < box.depth] if box.kind in _FILLS else []
        drawn += [*([_link(above[-1], box)] if above else []), *_drawn(box)]
        above += [box] if box.kind in _FILLS else []
        bottom = box.bottom
    height = round(bottom + _MARGIN)
    title = one_line(explanation.label or blocks[0].lines[0][0])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" '
        f'viewBox="0 0 {_WIDTH} {height}" role="img" font-family={quoteattr(_FAMILY)}>\n'
        f"<title>{escape(title)}</title>\n"
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>\n' + "".join(drawn) + "</svg>\n"
    )


def _box(block: Block, top: float) -> _Box:
    """Return a block with its lines broken to fit beside the margin."""
    depth = min(block.depth, _DEEPEST)
    room = _WIDTH - 2 * _MARGIN - _INDENT * depth - 2 * _PADDING
    lines = [
        (part, style)
        for text, style in block.lines
        for part in _broken(one_line(text).replace("  ", " \u2002"), room / _STYLES[style][0])
    ]
    return _Box(depth, block.kind, lines, top)


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


def _link(parent: _Box, box: _Box) -> str:
    """Return a line from a box to one that it rests on."""
    x, middle = parent.left + _INDENT / 2, (box.top + box.bottom) / 2
    return (
        f'<path d="M{x:g} {parent.bottom:g}V{middle:g}H{box.left}" fill="none" '
        'stroke="#9aa5b1" stroke-width="1.2"/>\n'
    )


def _drawn(box: _Box) -> Iterator[str]:
    """Yield the background of a box and its lines."""
    if box.kind in _FILLS:
        fill, stroke = _FILLS[box.kind]
        yield (
            f'<rect x="{box.left}" y="{box.top:g}" width="{_WIDTH - _MARGIN - box.left}" '
            f'height="{box.bottom - box.top:g}" rx="4" fill="{fill}" stroke="{stroke}"/>\n'
        )
    at = box.top + _PADDING
    for text, style in box.lines:
        size, colour, weight, slant = _STYLES[style]
        yield (
            f'<text x="{box.left + _PADDING}" y="{at + size:g}" font-size="{size}" '
            f'fill="{colour}" font-weight="{weight}" font-style="{slant}">{escape(text)}</text>\n'
        )
        at += size * _LEADING
