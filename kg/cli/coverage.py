"""`kg coverage`: what rests on each paragraph, and what a newer copy of the source changes."""

from __future__ import annotations

import click

from kg import formats
from kg.cli.options import Setup, format_option, language_option, output_option, read_text
from kg.cli.output import emit, emit_answer
from kg.words import say


@click.command()
@click.option(
    "--against",
    metavar="FILE",
    help="A newer copy of the source as plain text; - is standard input.",
)
@format_option(("text", *formats.ANSWERS))
@output_option
@language_option
@click.pass_context
def coverage(
    context: click.Context, against: str | None, format: str, output: str, language: str
) -> None:
    """Show for each paragraph the facts that rest on it, or why there are none.

    With --against, show which paragraphs a newer copy has changed, moved or lost and which facts
    rest on those; the exit code is then 1 if a fact rests on a paragraph that changed or is gone.

    Example: kg coverage --against newer.txt
    """
    graph = context.find_object(Setup).graph()  # type: ignore[union-attr]
    if against is None:
        found = graph.query("coverage", language=language)
    else:
        found = graph.changes(read_text(against), against, language)
    if format != "text":
        emit_answer(found, format, output, empty="Nothing changed.")
    else:
        from kg.coverage import changes_report, report

        emit(report(found) if against is None else changes_report(found), output)
        if not found.rows:
            click.echo(say("Nothing changed.", language), err=True)
    if against is not None:
        lost = any(row.what and row.change in ("changed", "gone") for row in found)
        context.exit(1 if lost else 0)
