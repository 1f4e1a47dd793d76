"""`kg why` and `kg why-not`: explain what is known or follows, and why an answer lacks a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg import formats
from kg.cli.options import (
    Completion,
    Setup,
    format_option,
    graph_of,
    language_option,
    output_option,
    question_command,
)
from kg.cli.output import emit
from kg.cli.questions import Questions
from kg.errors import BadValue

if TYPE_CHECKING:
    from kg.queries import Question


@click.command()
@click.argument("subject", required=False, shell_complete=Completion())
@click.argument("property", required=False)
@click.argument("value", required=False, metavar="[OBJECT]", shell_complete=Completion())
@click.option("--clashes", is_flag=True, help="Explain all that contradicts itself.")
@click.option("--all", "every", is_flag=True, help="Give every way in which it follows.")
@click.option(
    "--limit",
    type=click.IntRange(1, 1000),
    default=10,
    show_default=True,
    help="At most so many ways, or contradictions.",
)
@format_option((*formats.PAGES, "svg"))
@output_option
@language_option
@click.pass_obj
def why(
    setup: Setup,
    subject: str | None,
    property: str | None,
    value: str | None,
    clashes: bool,
    every: bool,
    limit: int,
    format: str,
    output: str,
    language: str,
) -> None:
    """Say why something is known: what it follows from, and where that is written.

    SUBJECT, PROPERTY and OBJECT are names as people use them, accents and case aside; a class may
    stand in place of PROPERTY. With SUBJECT alone: all that follows about it, and what it
    contradicts. What is neither written nor follows is told with what it lacks.

    Example: kg why carvajal recognizes guaido

    Example: kg why carvajal-breaks-with-maduro "allegiance shift" --format svg

    Example: kg why --clashes
    """
    if clashes == (subject is not None):
        raise click.UsageError("Name a SUBJECT, or ask for all contradictions with --clashes.")
    graph = setup.graph()
    found = graph.why(subject, property, value, all=every, limit=limit, language=language)
    emit(found.write(format), output)


class _Missing(Questions):
    """A group whose commands are the questions, each asking why its answer lacks a row."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        """Return the command of a question. Raises UnknownName with the nearest names."""
        return _command(graph_of(ctx).question(cmd_name))


@click.group("why-not", cls=_Missing, subcommand_metavar="QUESTION [OPTIONS] --row COLUMN=VALUE")
def why_not() -> None:
    """Say why the answer to a question does not have a row that you expected.

    The options are those of the question in `kg query`; --row names a column of its answer and
    the value expected there. Told are the nearest facts, and which condition of the question each
    of them fails: its day, another person, another class, or that somebody only said so.

    Example: kg why-not who-recognized --claimant guaido --as-of 2019-02-01 --row who=yanez
    """


def _command(question: Question) -> click.Command:
    def explain(
        context: click.Context,
        /,
        row: tuple[str, ...],
        format: str,
        output: str,
        language: str,
        **values: str | None,
    ) -> None:
        told = graph_of(context).why_not(question.name, _row(row), language=language, **values)
        emit(told.write(format), output)

    from kg.dressing import FACT
    from kg.terms import option_name
    from kg.why_not.reading import columns

    named = [option_name(column) for column in columns(question.text) if column != FACT]
    expected = click.option(
        "--row",
        multiple=True,
        metavar="COLUMN=VALUE",
        help="What the row has in a column; may be given several times.",
    )
    options = (language_option, output_option, format_option(formats.PAGES), expected)
    return question_command(question, explain, options, f"Columns: {', '.join(named)}.")


def _row(pairs: tuple[str, ...]) -> dict[str, str]:
    """Return the expected row, by column. Raises BadValue for what has no `=`, or comes twice."""
    row: dict[str, str] = {}
    for pair in pairs:
        column, equals, value = pair.partition("=")
        if not equals or not column.strip():
            raise BadValue(f"--row takes COLUMN=VALUE such as who=guaido, not {pair!r}.")
        if column.strip() in row:
            raise BadValue(f"--row names the column {column.strip()} twice.")
        row[column.strip()] = value.strip()
    return row
