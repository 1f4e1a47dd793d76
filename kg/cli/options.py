"""What the commands share: their graph, and the options that mean the same everywhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kg.errors import did_you_mean, nearest

if TYPE_CHECKING:
    from kg.graph import KnowledgeGraph

Command = TypeVar("Command", bound=Callable[..., Any])
LANGUAGES = ("en", "es")


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


def complete_name(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """Return the slugs of the things whose names begin like what has been typed."""
    from kg import names
    from kg.terms import local_name

    setup = context.find_object(Setup) or Setup(None, ())
    found = names.search(setup.graph().store, incomplete or "a")
    slugs = sorted({local_name(thing.value) for thing, _ in found})
    return [slug for slug in slugs if slug.startswith(incomplete)] or slugs
