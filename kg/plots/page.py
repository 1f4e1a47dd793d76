"""A page to draw on: inches from its top left corner, one font, text measured before it is set."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kg.cells import not_xml, visible
from kg.errors import KgError
from kg.plots.fonts import FAMILY, with_fonts
from kg.words import say

if TYPE_CHECKING:
    from matplotlib.artist import Artist

WIDTH = 6.75  # inches of text on a page of A4 or letter size
EDGE = 0.01  # inches from the edge for what has an outline
SMALL = 7.0  # points; nothing is set smaller
LINE = 0.118  # inches from one line of small text to the next
BAR = 0.085  # inches of height of a span
DPI = 300  # of PNG
GROUNDS = ("white", "0.955")  # of every other row
FORMS = ("certain", "possible", "claimed")  # solid, faded, hollow

_INCH = 72.0  # points
_SAMPLE = 0.26  # inches of a sample in a legend
_STYLE: dict[str, Any] = {
    "font.family": FAMILY,
    "hatch.linewidth": 0.45,
    "lines.solid_capstyle": "butt",
    "svg.fonttype": "none",  # text stays text: it can be searched, copied and read aloud
    "svg.hashsalt": "kg",  # the same names of patterns every time
    "text.parse_math": False,  # a dollar sign is a dollar sign
}


@contextmanager
def drawing() -> Iterator[None]:
    """Draw with the settings of the house, whatever the user's own are; restore those after.

    Raises KgError when matplotlib is not installed.
    """
    try:
        import matplotlib.style
    except ImportError as error:
        wanted = "pip install 'allegiance-kg[plot]'"
        raise KgError(f"A picture needs matplotlib: {wanted}.") from error
    import warnings

    with matplotlib.style.context(["default", _STYLE]), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing from font", UserWarning)
        yield


def clean(words: str) -> str:
    """Return `words` on one line, without what a terminal obeys or XML cannot write."""
    text = " ".join(visible(words).split())
    return "".join("\ufffd" if not_xml(letter) else letter for letter in text)


@lru_cache(maxsize=16)
def _font(bold: bool, size: float) -> Any:
    from matplotlib.font_manager import FontProperties

    return FontProperties(family=FAMILY, size=size, weight="bold" if bold else "normal")


@lru_cache(maxsize=4096)
def width(words: str, size: float = SMALL, bold: bool = False) -> float:
    """Return how many inches `words` take on one line."""
    from matplotlib.textpath import text_to_path

    font = _font(bold, size)
    points: float = text_to_path.get_text_width_height_descent(words, font, False)[0]
    return points / _INCH


def wrap(words: str, limit: float, size: float = SMALL, bold: bool = False) -> list[str]:
    """Return `words` in lines no wider than `limit` inches; a longer word is cut."""
    lines: list[str] = []
    line = ""
    for word in clean(words).split(" "):
        longer = f"{line} {word}" if line else word
        if width(longer, size, bold) <= limit:
            line = longer
            continue
        if line:
            lines.append(line)
        while width(word, size, bold) > limit and len(word) > 1:
            cut = next(n for n in range(len(word) - 1, 0, -1) if n == 1 or _fits(word[:n], limit))
            lines.append(word[:cut])
            word = word[cut:]
        line = word
    return [*lines, line]


def _fits(word: str, limit: float) -> bool:
    return width(word) <= limit


@dataclass(frozen=True)
class Explained:
    """An entry of a legend: a sample drawn between two x at one y, and what it means."""

    meaning: str
    sample: Callable[[Page, float, float, float], None]

    @property
    def lines(self) -> list[str]:
        """What it means, in lines beside the sample."""
        return wrap(self.meaning, WIDTH - _SAMPLE - 0.1)


def head_height(title: str, legend: Sequence[Explained]) -> float:
    """Return how many inches a title and a legend take."""
    lines = sum(len(entry.lines) * LINE + 0.03 for entry in legend)
    return len(wrap(title, WIDTH, 9, bold=True)) * 0.16 + 0.1 + lines


class Page:
    """A sheet `WIDTH` inches wide; x grows to the right and y downwards, both in inches."""

    def __init__(self, height: float) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
        from matplotlib.transforms import Affine2D

        self.height = height
        self.figure = Figure(figsize=(WIDTH, height), facecolor="white")
        FigureCanvasAgg(self.figure)
        upside_down = Affine2D().scale(1, -1).translate(0, height)
        self._inches = upside_down + self.figure.dpi_scale_trans
        self._names: dict[str, int] = {}

    def head(self, title: str, legend: Sequence[Explained]) -> None:
        """Set the title, and below it what the signs of the picture mean."""
        heading = wrap(title, WIDTH, 9, bold=True)
        self.text(0, 0.08, heading, size=9, bold=True)
        y = len(heading) * 0.16 + 0.1
        for entry in legend:
            entry.sample(self, EDGE, _SAMPLE, y)
            self.text(_SAMPLE + 0.08, y, entry.lines)
            y += len(entry.lines) * LINE + 0.03

    def _add(self, artist: Artist, name: str = "") -> None:
        if name:  # the same thing may be drawn twice, an id stands once
            count = self._names[name] = self._names.get(name, 0) + 1
            artist.set_gid(name if count == 1 else f"{name}-{count}")
        artist.set_transform(self._inches)
        self.figure.add_artist(artist)

    def text(
        self,
        x: float,
        y: float,
        lines: Sequence[str],
        *,
        align: str = "left",
        size: float = SMALL,
        bold: bool = False,
        behind: str = "none",
    ) -> None:
        """Set lines of text, the middle of the first at `y`; `behind` is the colour of a ground."""
        from matplotlib.text import Text

        weight = "bold" if bold else "normal"
        for number, line in enumerate(lines):
            words = Text(
                x,
                y + number * LINE * size / SMALL,
                line,
                fontsize=size,
                fontweight=weight,
                ha=align,
                va="center_baseline",
                color="black",
            )
            if behind != "none":
                words.set_bbox({"facecolor": behind, "edgecolor": "none", "pad": 0.6})
            words.set_zorder(4)
            self._add(words)

    def line(
        self,
        points: Sequence[tuple[float, float]],
        *,
        weight: float = 0.5,
        shade: str = "black",
        marker: str = "",
    ) -> None:
        """Draw a line through `points`, or a marker on each of them."""
        from matplotlib.lines import Line2D

        xs, ys = zip(*points, strict=True)
        drawn = Line2D(xs, ys, linewidth=weight, color=shade, marker=marker or None)
        drawn.set(markersize=4.2, markeredgewidth=0.6)
        self._add(drawn)

    def curve(self, points: Sequence[tuple[float, float]], name: str = "") -> None:
        """Draw a line that leaves the first point level, reaches the second so, and goes on."""
        from matplotlib.patches import PathPatch
        from matplotlib.path import Path

        start, bend, end = points
        middle = (start[0] + bend[0]) / 2
        through = [start, (middle, start[1]), (middle, bend[1]), bend, end]
        path = Path(through, [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO])
        self._add(PathPatch(path, fill=False, linewidth=0.6, edgecolor="0.25"), name)

    def shape(self, points: Sequence[tuple[float, float]], form: str, name: str = "") -> None:
        """Draw a closed shape: solid when "certain", faded when "possible", hollow when "claimed".

        A form that ends in "~" has a broken outline.
        """
        from matplotlib.patches import Polygon

        looks: dict[str, dict[str, Any]] = {
            "certain": {"facecolor": "black", "edgecolor": "black", "linewidth": 0.6},
            "possible": {
                "facecolor": "0.93",
                "edgecolor": "0.45",
                "linewidth": 0.4,
                "hatch": "//////",
            },
            "claimed": {"facecolor": "white", "edgecolor": "black", "linewidth": 0.8},
            "plain": {"facecolor": "white", "edgecolor": "black", "linewidth": 0.9},
            "band": {"facecolor": GROUNDS[1], "edgecolor": "none", "linewidth": 0},
        }
        look = looks[form.rstrip("~")]
        style = (0, (2.2, 1.4)) if form.endswith("~") else "-"
        patch = Polygon(points, closed=True, linestyle=style, **look)
        patch.set_zorder(0.5 if form == "band" else 2)
        self._add(patch, name)

    def box(
        self, x: float, y: float, right: float, bottom: float, form: str, name: str = ""
    ) -> None:
        """Draw a rectangle between two corners."""
        self.shape([(x, y), (right, y), (right, bottom), (x, bottom)], form, name)

    def span(
        self, x: float, right: float, y: float, form: str, open: str = "", name: str = ""
    ) -> None:
        """Draw a span around the height `y`; `open` holds "<" and ">" for the ends it has not."""
        half, point = BAR / 2, BAR
        above: list[tuple[float, float]] = [(x, y - half), (right, y - half)]
        below: list[tuple[float, float]] = [(right, y + half), (x, y + half)]
        if "<" in open:
            above[0], below[1] = (x + point, y - half), (x + point, y + half)
            below.append((x, y))
        if ">" in open:
            above[1], below[0] = (right - point, y - half), (right - point, y + half)
            above.append((right, y))
        self.shape([*above, *below], form, name)

    def write(self, format: str, title: str, language: str) -> bytes:
        """Return the page as "svg" or "png", the same bytes for the same page."""
        written = io.BytesIO()
        if format == "png":
            said = {"Title": title, "Software": None}
            self.figure.savefig(written, format="png", dpi=DPI, metadata=said)
            return written.getvalue()
        said = {"Title": title, "Language": language, "Date": None, "Creator": "kg"}
        self.figure.savefig(written, format="svg", metadata=said)
        return with_fonts(written.getvalue().decode()).encode()


def blank(title: str, language: str) -> Page:
    """Return the page of an answer without rows."""
    page = Page(head_height(title, []) + 0.2)
    page.head(title, [])
    silence = say("Not stated in the source.", language)
    page.text(0, page.height - 0.15, wrap(silence, WIDTH))
    return page
