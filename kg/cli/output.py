"""Where results go: bytes to a file or a pipe, tables and progress to a person's terminal."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import click

from kg.cells import column_widths, records, stacked, visible
from kg.progress import Progress, silent
from kg.words import say

if TYPE_CHECKING:
    from kg.answers import Answer
    from kg.pages import Page

_PATIENCE = 1.0  # seconds of work before a bar appears


def emit(content: bytes | str, output: str = "-") -> None:
    """Write a whole result to standard output, or to a file that is replaced only when complete.

    Raises CannotWrite.
    """
    Bar.close_all()
    written = content.encode() if isinstance(content, str) else content
    if not output:
        raise click.UsageError("-o names a file; - is standard output.")
    if output == "-":
        try:
            sys.stdout.flush()
            rest = memoryview(written)
            while rest:  # an unbuffered stream may take only a part
                rest = rest[sys.stdout.buffer.write(rest) or 0 :]
            sys.stdout.buffer.flush()
        except BrokenPipeError:  # whoever read has read enough; the exit code says the same
            silence(1)
        return
    from kg.files import replacing

    with replacing(Path(output)) as stream:
        stream.write(written)


def silence(stream: int) -> None:
    """Let the interpreter end without complaining about what it could not flush."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream)


def on_terminal(output: str, format: str, drawn: str) -> bool:
    """Say whether a person will see this on a terminal, in the format that is drawn there."""
    speaks = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    return output == "-" and format == drawn and sys.stdout.isatty() and speaks


def emit_answer(
    answer: Answer,
    format: str,
    output: str,
    evidence: bool = False,
    empty: str = "Not stated in the source.",
) -> None:
    """Write an answer; on standard error, say with `empty` when it has no rows, and what is all."""
    language = answer.language
    if on_terminal(output, format, "table"):
        Bar.close_all()
        console = _console()
        _draw(console, answer, evidence)
    else:
        emit(answer.write(format, evidence), output)
    if not answer.rows:
        click.echo(say(empty, language), err=True)
        for thing in answer.about:
            told = say("`kg show %s` shows what there is about it.", language)
            click.echo(told % visible(thing), err=True)
    for thing in answer.complete:
        told = say("The source says that it names everybody or everything of this: %s.", language)
        click.echo(told % visible(thing), err=True)


def emit_page(page: Page, format: str, output: str) -> None:
    """Write the page of a thing."""
    if not on_terminal(output, format, "text"):
        emit(page.write(format), output)
        return
    from rich.text import Text

    Bar.close_all()
    console = _console()
    for kind, part in page.parts(console.width):
        style = "bold" if kind in ("title", "heading") else ""
        console.print(Text(visible(part), style=style), soft_wrap=True, end="")


def _console() -> Any:
    from rich.console import Console

    return Console(highlight=False, soft_wrap=False)


def _draw(console: Any, answer: Answer, evidence: bool) -> None:
    """Draw an answer as a table of the terminal's width, or as records where words do not fit.

    Cells are text, never markup.
    """
    from rich.table import Table
    from rich.text import Text

    headings, rows, notes = answer.cells(evidence)
    if stacked(headings, rows, console.width):
        console.print(Text(records(headings, rows, console.width)), soft_wrap=True, end="")
    else:
        widths = column_widths(headings, rows, console.width)
        table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
        for heading, width in zip(headings, widths, strict=True):
            table.add_column(Text(heading), width=width, overflow="fold")
        for row in rows:
            table.add_row(*map(Text, row))
        console.print(table)
    for note in notes:
        console.print(Text(note, style="dim"))


def watch() -> Progress:
    """Return a progress display for standard error; silent when nobody is looking."""
    return Bar() if sys.stderr.isatty() else silent


class Bar:
    """A bar that appears when work has taken a second, and goes away before anything is printed."""

    _open: ClassVar[list[Bar]] = []

    @classmethod
    def close_all(cls) -> None:
        """Take every bar away."""
        while cls._open:
            cls._open.pop().close()

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stage: tuple[str, int, int] = ("", 0, 0)
        self._display: Any = None
        self._task: Any = None
        self._timer = threading.Timer(_PATIENCE, self._appear)
        self._timer.daemon = True
        self._started = self._closed = False
        Bar._open.append(self)

    def __call__(self, stage: str, done: int = 0, total: int = 0) -> None:
        """Take note of where the work stands."""
        with self._lock:
            self._stage = (stage, done, total)
            if not self._started:
                self._started = True
                self._timer.start()
            if self._display is not None:
                self._show()

    def _appear(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        with self._lock:
            if self._closed:
                return
            self._display = Progress(
                SpinnerColumn(),
                TextColumn("{task.description}"),
                BarColumn(),
                TimeElapsedColumn(),
                console=Console(stderr=True),
                transient=True,
            )
            self._display.start()
            self._task = self._display.add_task("")
            self._show()

    def _show(self) -> None:
        stage, done, total = self._stage
        self._display.update(self._task, description=stage, completed=done, total=total or None)

    def close(self) -> None:
        """Take the bar away."""
        self._timer.cancel()
        with self._lock:
            self._closed = True
            if self._display is not None:
                self._display.stop()
                self._display = None
