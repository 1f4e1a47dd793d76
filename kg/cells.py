"""Cells of tables as text: aligned for a reader, escaped for Markdown, inert in a spreadsheet."""

from __future__ import annotations

import re
import textwrap

_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
WIDTH = 110  # characters of a plain table; longer cells go on in the next line
_MARKDOWN = str.maketrans(
    {c: "\\" + c for c in "\\`*_[]|"} | {"<": "&lt;", ">": "&gt;", "&": "&amp;", "\n": "<br>"}
)
_LONGER = 1.15  # times as long as the rows written out: a table that few will read
_WIDER = 1.25  # times as wide as a page: still a table where nobody's screen is known
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def ended(written: bytes) -> bytes:
    """Return a text with a line's end at its end, unless it is empty.

    >>> ended(b"a"), ended(b"a\\n"), ended(b"")
    (b'a\\n', b'a\\n', b'')
    """
    return written if written.endswith(b"\n") or not written else written + b"\n"


def inert(text: str) -> str:
    """Return `text` so that no spreadsheet takes it for a formula, nor a month for a day.

    See OWASP, CSV Injection (https://owasp.org/www-community/attacks/CSV_Injection).

    >>> inert("=1+1"), inert("Guaidó"), inert("2019-03")
    ("'=1+1", 'Guaidó', "'2019-03")
    """
    guarded = text.lstrip(" ").startswith(_FORMULA) or re.fullmatch(r"\d{4}-\d\d", text)
    return "'" + text if guarded else text


def not_xml(text: str) -> bool:
    """Say whether a text has a character that XML 1.0 cannot write.

    >>> not_xml("a\\x01"), not_xml("Guaidó")
    (True, False)
    """
    return _NOT_XML.search(text) is not None


def visible(text: str) -> str:
    """Return `text` with nothing in it that a terminal would obey.

    >>> visible("\\x1b[31mred") == "\ufffd[31mred"
    True
    """
    return _CONTROL.sub("\ufffd", text)


def markdown_row(cells: list[str]) -> str:
    """Return a row of a Markdown table in which nothing is taken for markup.

    >>> markdown_row(["a|b", "<i>"])
    '| a\\\\|b | &lt;i&gt; |\\n'
    """
    return "| " + " | ".join(map(escaped, cells)) + " |\n"


def escaped(text: str) -> str:
    """Return `text` as Markdown that shows just that text."""
    return text.translate(_MARKDOWN)


def wrapped(text: str, width: int = WIDTH) -> str:
    """Return a footnote in lines of at most `width` characters, where words allow it."""
    return textwrap.fill(text, width, subsequent_indent="    ", break_long_words=False) + "\n"


def filled(text: str, first: str = "", further: str = "", width: int = WIDTH) -> str:
    """Return a text in lines that break at spaces only, so that names and places can be copied.

    `first` and `further` stand before the first line and before the others.
    """
    starts = {"initial_indent": first, "subsequent_indent": further}
    kept = {"break_long_words": False, "break_on_hyphens": False}
    return textwrap.fill(text, width, **starts, **kept) + "\n"  # type: ignore[arg-type]


def plain_table(headings: list[str], rows: list[list[str]], width: int = WIDTH) -> str:
    """Return aligned columns of text, `width` characters in all where words allow it.

    >>> print(plain_table(["who", "when"], [["Ana", "2019"]]), end="")
    who  when
    ---  ----
    Ana  2019
    """
    widths = column_widths(headings, rows, width)
    rule = ["-" * width for width in widths]
    lines = [*_row(headings, widths), rule]
    for row in rows:
        lines += _row(row, widths)
    return "".join(
        "  ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)).rstrip() + "\n"
        for line in lines
    )


def stacked(headings: list[str], rows: list[list[str]], width: int = WIDTH) -> bool:
    """Say whether rows read better one below the other than as columns `width` characters wide.

    So they do where words do not fit their columns, and where the columns become so narrow that
    the table is longer than the rows written out. A file (WIDTH) may be a little wider.

    >>> stacked(["who", "when"], [["Ana", "2019"]]), stacked(["who"], [["Anastasia"]], 5)
    (False, True)
    """
    widths = column_widths(headings, rows, width)
    if sum(widths) + 2 * (len(widths) - 1) > width * (_WIDER if width == WIDTH else 1):
        return True
    table = sum(len(lines) for lines in (_row(row, widths) for row in rows))
    return table > _LONGER * records(headings, rows, width).count("\n")


def records(headings: list[str], rows: list[list[str]], width: int = WIDTH) -> str:
    """Return rows one below the other, a line per cell that is not empty: for narrow places.

    >>> print(records(["who", "when"], [["Ana", "2019"]]), end="")
    who: Ana
    when: 2019
    <BLANKLINE>
    """
    written = []
    for row in rows:
        cells = zip(headings, row, strict=True)
        lines = (wrapped(f"{heading}: {cell}", width) for heading, cell in cells if cell)
        written.append("".join(lines))
    return "".join(record + "\n" for record in written)


def column_widths(headings: list[str], rows: list[list[str]], width: int) -> list[int]:
    """Return the width of each column: as its cells need, the widest cut first to fit `width`."""
    columns = [[heading, *(row[n] for row in rows)] for n, heading in enumerate(headings)]
    least = [max((len(word) for cell in c for word in cell.split()), default=0) for c in columns]
    widths = [max(map(len, column)) for column in columns]
    room = width - 2 * (len(widths) - 1)
    low, high = 0, max(widths, default=0)  # the widest that a column may be, word or not
    while low < high:
        middle = (low + high + 1) // 2
        if sum(max(few, min(wide, middle)) for few, wide in zip(least, widths, strict=True)) > room:
            high = middle - 1
        else:
            low = middle
    return [max(few, min(wide, low)) for few, wide in zip(least, widths, strict=True)]


def _row(cells: list[str], widths: list[int]) -> list[list[str]]:
    """Return the lines of text that one row takes."""
    lines = [_lines(cell, width) for cell, width in zip(cells, widths, strict=True)]
    tallest = max(map(len, lines), default=0)
    return [[cell[n] if n < len(cell) else "" for cell in lines] for n in range(tallest)]


def _lines(cell: str, width: int) -> list[str]:
    return textwrap.wrap(cell, width, break_long_words=False, break_on_hyphens=False) or [""]
