"""What the commands share: their graph, and the options that mean the same everywhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kg.errors import did_you_mean, nearest
from kg.words import LANGUAGES

if TYPE_CHECKING:
    from kg.graph import KnowledgeGraph
    from kg.queries import Parameter, Question

_NAMED = {"thing": "NAME", "class": "CLASS", "concept": "CONCEPT"}
_METAVARS = {**_NAMED, "date": "DAY", "integer": "NUMBER", "text": "TEXT"}
Command = TypeVar("Command", bound=Callable[..., Any])


class Choice(click.Choice[str]):
    """One of a few words; a mistyped one gets the nearest."""

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        """Return click's message and the words that were perhaps meant."""
        message = super().get_invalid_choice_message(value, ctx)
        return message + did_you_mean(nearest(str(value), list(self.choices)))


class Setup:
    """What the options before the command say; the graph is loaded when first asked for."""

    def __init__(self, project: Path | None, data: Sequence[Path]) -> None:
        self.project, self.data = project, tuple(data)

    def graph(self, more: Sequence[Path] = ()) -> KnowledgeGraph:
        """Return the graph of the project, with `more` files added. Raises KgError."""
        from kg.cli.output import watch
        from kg.graph import load

        return load(self.project, (*self.data, *more), watch())


def graph_of(context: click.Context) -> Any:
    """Return the graph of this run; questions, options and answer come from one and the same."""
    if "graph" not in context.meta:
        setup = context.find_object(Setup) or Setup(None, ())
        context.meta["graph"] = setup.graph()
    return context.meta["graph"]


def read_text(source: str) -> str:
    """Return the text of a file, or of standard input for `-`. Raises click.UsageError."""
    try:
        raw = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
        return raw.decode("utf-8-sig")
    except (OSError, ValueError) as error:
        if isinstance(error, UnicodeDecodeError):
            raise click.UsageError(f"{source} is not UTF-8 text: {error.reason}.") from error
        problem = getattr(error, "strerror", None) or error
        raise click.UsageError(f"Cannot read {source}: {problem}.") from error


def format_option(formats: Sequence[str]) -> Callable[[Command], Command]:
    """Return the one --format of a command; the first format is the default."""
    return click.option(
        "--format",
        type=Choice(formats),
        default=formats[0],
        show_default=True,
        help="How to write.",
    )


output_option = click.option(
    "-o",
    "--output",
    metavar="FILE",
    default="-",
    help="Write here; what stood there is replaced only when all is written. - is standard output.",
)
language_option = click.option(
    "--lang",
    "language",
    type=Choice(LANGUAGES),
    default="en",
    envvar="KG_LANG",
    show_default=True,
    help="Language of labels and headings.",
)
service_option = click.option(
    "--allow-service", is_flag=True, help="Let SERVICE send parts of the query to other hosts."
)


class Completion:
    """Offers the slugs of things of one kind ("thing", "class", "concept", "" for all)."""

    def __init__(self, kind: str = "") -> None:
        self.kind = kind

    def __call__(
        self, context: click.Context, parameter: click.Parameter, incomplete: str
    ) -> list[str]:
        """Return the slugs of the things one of whose names begins like what has been typed."""
        from kg import names
        from kg.errors import KgError
        from kg.terms import fold, local_name

        given = context.find_root().params  # while completing, no command has run yet
        try:
            store = Setup(given.get("project"), given.get("data") or ()).graph().store
            found = [thing for thing, _ in names.search(store, incomplete, self.kind)]
        except KgError:
            return []
        slugs = list(dict.fromkeys(local_name(thing.value) for thing in found))
        typed = fold(incomplete).replace(" ", "-")
        return sorted(slugs, key=lambda slug: not slug.lower().startswith(typed))


def question_command(
    question: Question,
    callback: Callable[..., None],
    options: Sequence[Callable[[click.Command], click.Command]],
    epilog: str,
) -> click.Command:
    """Return the command of a question, with an option for each of its parameters."""
    command = click.Command(
        question.name,
        callback=click.pass_context(callback),
        params=[_option(p) for p in question.parameters if p.name != "language"],
        help=question.summary(),
        epilog=epilog,
    )
    for option in options:
        option(command)
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
