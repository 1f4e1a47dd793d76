"""`kg query`: one command per question file, its options read from the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kg import formats
from kg.cli.options import Completion, Setup, format_option, language_option, output_option
from kg.cli.output import emit, emit_answer
from kg.errors import KgError
from kg.words import say

if TYPE_CHECKING:
    from kg.queries import Parameter, Question

_NAMED = ("thing", "class", "concept")
_METAVARS = {"thing": "NAME", "class": "CLASS", "concept": "CONCEPT", "date": "DAY"}
_METAVARS |= {"integer": "NUMBER", "text": "TEXT"}


class Questions(click.Group):
    """A group whose commands are the question files of the project."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the questions."""
        return list(_graph(ctx).questions)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        """Return the command of a question. Raises UnknownName with the nearest names."""
        return _command(_graph(ctx).question(cmd_name))


def _graph(context: click.Context) -> Any:
    """Return the graph of this run; questions, options and answer come from one and the same."""
    if "graph" not in context.meta:
        setup = context.find_object(Setup) or Setup(None, ())
        context.meta["graph"] = setup.graph()
    return context.meta["graph"]


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
        emit(listing(_graph(context), language))


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
    options: list[click.Parameter] = [
        _option(parameter) for parameter in question.parameters if parameter.name != "language"
    ]

    @click.pass_context
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
        graph = _graph(context)
        if sparql:
            emit(graph.bound(question.name, language=language, **values), output)
        else:
            found = graph.query(question.name, language=language, **values)
            emit_answer(found, format, output, evidence)

    command = click.Command(
        question.name,
        callback=answer,
        params=options,
        help=question.summary(),
        epilog=f"Example: kg query {question.name} --evidence",
    )
    for shared in (
        language_option,
        output_option,
        format_option(formats.ANSWERS),
        click.option("--sparql", is_flag=True, help="Print the SPARQL that would run instead."),
        click.option("--evidence", is_flag=True, help="Give the passages behind each row."),
    ):
        shared(command)
    return command


def _option(parameter: Parameter) -> click.Option:
    # Of things and numbers, the help says what they are.
    listed = parameter.allowed if parameter.type not in ("thing", "integer") else ()
    only = f": {' or '.join(listed)}" if listed else ""
    return click.Option(
        [f"--{parameter.option}"],
        metavar=_METAVARS[parameter.type],
        help=parameter.help[:1].upper() + parameter.help[1:] + only + ".",
        show_default=parameter.default or "any",
        shell_complete=Completion(parameter.type) if parameter.type in _NAMED else None,
    )
