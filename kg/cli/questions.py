"""`kg query`: one command per question file, its options read from the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kg import formats
from kg.cli.options import (
    format_option,
    graph_of,
    language_option,
    output_option,
    question_command,
)
from kg.cli.output import emit, emit_answer
from kg.errors import KgError
from kg.words import say

if TYPE_CHECKING:
    from kg.queries import Question


class Questions(click.Group):
    """A group whose commands are the question files of the project."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the questions."""
        return list(graph_of(ctx).questions)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        """Return the command of a question. Raises UnknownName with the nearest names."""
        return _command(graph_of(ctx).question(cmd_name))


@click.group(cls=Questions, invoke_without_command=True)
@language_option
@click.pass_context
def query(context: click.Context, language: str) -> None:
    """Ask a ready-made question; without a name, list them.

    Example: kg query who-recognized --as-of 2019-02-15 --evidence
    """
    if context.invoked_subcommand is not None:
        context.default_map = {context.invoked_subcommand: {"language": language}}
    else:
        emit(listing(graph_of(context), language))


def listing(graph: Any, language: str = "en") -> str:
    """Return the questions of a graph by topic, a line each."""
    from kg import dressing

    by_topic: dict[str, list[str]] = {}
    width = max((len(name) for name in graph.questions), default=0)
    for name in graph.questions:
        try:
            question = graph.question(name)
            tag, summary = question.tags[0] if question.tags else "", question.summary(language)
        except KgError as error:  # one broken file does not hide the others
            tag, summary = "", str(error)
        by_topic.setdefault(tag, []).append(f"  {name.ljust(width)}  {summary}")
    lines = []
    for tag, entries in sorted(by_topic.items()):
        lines.append(dressing.topic(graph.store, tag, language) or say("other", language))
        lines += [*entries, ""]
    lines.append(say("kg query NAME --help tells what a question takes.", language))
    return "\n".join(lines) + "\n"


def _command(question: Question) -> click.Command:
    def answer(
        context: click.Context,
        /,
        evidence: bool,
        sparql: bool,
        format: str,
        output: str,
        language: str,
        **values: str | None,
    ) -> None:
        graph = graph_of(context)
        if sparql:
            emit(graph.bound(question.name, language=language, **values), output)
        else:
            found = graph.query(question.name, language=language, **values)
            emit_answer(found, format, output, evidence)

    options = (
        language_option,
        output_option,
        format_option(formats.ANSWERS),
        click.option("--sparql", is_flag=True, help="Print the SPARQL that would run instead."),
        click.option("--evidence", is_flag=True, help="Give the passages behind each row."),
    )
    return question_command(
        question, answer, options, f"Example: kg query {question.name} --evidence"
    )
