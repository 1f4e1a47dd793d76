"""The font of the pictures, carried inside an SVG so that it looks the same on every machine."""

from __future__ import annotations

import base64
import io
import re
from html import unescape

FAMILY = "DejaVu Sans"  # it comes with matplotlib; its licence lets documents carry it

_TEXT = re.compile(r"<text ([^>]*)>([^<]*)</text>")
_BOLD = re.compile(r"font(-weight)?: (700|bold)")
_FAMILIES = f"'{FAMILY}', Verdana, sans-serif"  # for programs that ignore the font inside


def with_fonts(svg: str) -> str:
    """Return a picture of matplotlib's, its text set in fonts that it carries.

    Each face holds only the letters that the picture uses.
    """
    letters: dict[str, set[str]] = {}
    for style, words in _TEXT.findall(svg):
        weight = "bold" if _BOLD.search(style) else "normal"
        letters.setdefault(weight, set()).update(unescape(words))
    faces = "".join(
        f"@font-face{{font-family:'{FAMILY}';font-weight:{weight};"
        f"src:url(data:font/ttf;base64,{_face(weight, used)}) format('truetype')}}\n"
        for weight, used in sorted(letters.items())
    )
    svg = svg.replace(f"'{FAMILY}'", _FAMILIES)
    return svg.replace('<style type="text/css">', f'<style type="text/css">{faces}', 1)


def _face(weight: str, letters: set[str]) -> str:
    """Return the letters of one weight of the font as base64."""
    from fontTools import subset
    from matplotlib.font_manager import FontProperties, findfont

    path = findfont(FontProperties(family=FAMILY, weight=weight), fallback_to_default=True)
    options = subset.Options(recalc_timestamp=False, hinting=False)
    options.drop_tables += ["FFTM", "GDEF", "GPOS", "GSUB"]
    written = io.BytesIO()
    with subset.load_font(path, options) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(text="".join(sorted(letters)))
        subsetter.subset(font)
        font.save(written)
    return base64.b64encode(written.getvalue()).decode()
