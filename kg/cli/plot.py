"""`kg plot`: draw what a question answers, as a picture for a page or a screen."""

from __future__ import annotations

from pathlib import PurePath

import click

from kg.cli.options import Choice, Setup, language_option, output_option
from kg.cli.output import emit
from kg.formats import PICTURES, PLOTS


@click.command()
@click.argument("kind", type=Choice(PLOTS))
@output_option
@language_option
@click.pass_obj
def plot(setup: Setup, kind: str, output: str, language: str) -> None:
    """Draw a timeline of acts, the network of moves between sides, or headcounts.

    What FILE ends in, .svg or .png, says what is written; on standard output it is SVG. The picture
    shows what the questions spans, moves and counted answer.

    Example: kg plot timeline -o timeline.svg
    """
    format = _format(output)
    emit(setup.graph().plot(kind, format, language), output)


def _format(output: str) -> str:
    """Return the format that the name of a file asks for. Raises UsageError for any other."""
    if output in ("-", ""):  # which emit refuses when empty
        return PICTURES[0]
    ending = PurePath(output).suffix.lower().removeprefix(".")
    if ending not in PICTURES:
        endings = " or ".join(f".{format}" for format in PICTURES)
        raise click.UsageError(f"-o names a file that ends in {endings}, not {output!r}.")
    return ending
