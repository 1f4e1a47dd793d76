"""`kg validate`, `kg rules`, `kg format`: what is wrong, why it is, and what mends itself."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg import formats
from kg.cli.options import Choice, Setup, format_option, language_option, output_option
from kg.cli.output import Bar, emit
from kg.report import SETS
from kg.words import say

if TYPE_CHECKING:
    from kg.report import Report

_GLANCE = 0.4  # seconds between two looks at the files


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@click.option(
    "--fail-on",
    type=Choice(("error", "warning", "info", "never")),
    default="error",
    show_default=True,
    help="The least bad finding that makes the exit code 1.",
)
@click.option(
    "--rules",
    multiple=True,
    metavar="RULES",
    help=f"Only a set of rules ({', '.join(SETS)}) or one rule; may be given several times.",
)
@click.option(
    "--only",
    multiple=True,
    metavar="FILE",
    help="Tell only what is found in this file; may be given several times.",
)
@click.option(
    "--engine",
    type=Choice(("kg", "pyshacl")),
    default="kg",
    show_default=True,
    help="What holds the data against the shapes.",
)
@click.option("--fix", is_flag=True, help="Show what can be mended by rule, and ask to write it.")
@click.option("--yes", is_flag=True, help="With --fix: write without asking.")
@click.option("--watch", is_flag=True, help="Check again at every save; tell what has changed.")
@format_option(formats.REPORTS)
@output_option
@language_option
@click.pass_context
def validate(
    context: click.Context,
    /,
    paths: tuple[Path, ...],
    fail_on: str,
    fix: bool,
    yes: bool,
    watch: bool,
    format: str,
    output: str,
    **asked: Any,
) -> None:
    """Check syntax, words, values, contradictions, facts, shapes, and what is said of people.

    Say what is wrong, where, and what to write instead; `kg rules` explains each rule.

    A FILE is checked together with the graph. Exit code 1: a rule is broken; 2: a file cannot be
    read.

    Example: kg validate my-facts.ttl
    """
    if yes and not fix:
        raise click.UsageError("--yes goes with --fix.")
    if watch and (fix or output != "-" or format != "text"):
        raise click.UsageError("--watch prints text, and goes with neither --fix, -o nor --format.")
    if watch:
        _watch(context.obj, paths, asked)
    graph = context.obj.graph(paths)
    report = replace(graph.validate(**asked), fail_on=fail_on)
    if fix and _mended(graph, report, yes):
        report = replace(context.obj.graph(paths).validate(**asked), fail_on=fail_on)
    emit(report.write(format), output)
    context.exit(report.exit_code())


def _mended(graph: Any, report: Report, yes: bool) -> bool:
    """Show what can be mended, and write it when that is wanted; say whether it was."""
    from kg.fixes import mending

    changes = mending(graph.project, report)
    Bar.close_all()
    for change in changes:
        click.echo(change.difference(), nl=False, err=True)
    if not changes:
        click.echo(say("Nothing can be mended by rule.", report.language), err=True)
        return False
    if not yes:
        if not sys.stdin.isatty():
            told = say("Nothing is written: add --yes to write this.", report.language)
            click.echo(told, err=True)
            return False
        if not click.confirm(say("Write this?", report.language), err=True):
            return False
    for change in changes:
        change.write()
    return True


def _watch(setup: Setup, paths: tuple[Path, ...], asked: dict[str, Any]) -> None:
    """Check at every save until interrupted; tell the whole report once, then what changed."""
    from kg.errors import KgError
    from kg.verdicts import WAIVERS

    seen: object = None
    before: Report | None = None
    while True:
        try:
            graph = setup.graph(paths)
            state = [
                (file.name, file.content)
                for file in (*graph.project.graph_files, *graph.project.shapes)
                + graph.project.queries
                + graph.project.synonyms
            ]
            waivers = graph.project.folder / WAIVERS
            state.append((WAIVERS, waivers.read_bytes() if waivers.is_file() else b""))
            if state != seen:
                seen = state
                report = graph.validate(**asked)
                whole = before is None or not report.complete
                emit(report.write() if before is None or whole else report.since(before))
                before = report if report.complete else before
        except KgError as error:  # a file that is just being moved is there again in a moment
            if str(error) != seen:
                seen = str(error)
                Bar.close_all()
                click.echo(f"Error: {error}", err=True)
        Bar.close_all()
        time.sleep(_GLANCE)


@click.command()
@click.argument("rule", required=False)
@format_option(("text", "json"))
@output_option
@language_option
@click.pass_obj
def rules(setup: Setup, rule: str | None, format: str, output: str, language: str) -> None:
    """List the rules that are checked, or print the page of one: problem, why, fix, example.

    Example: kg rules end-before-start
    """
    graph = setup.graph()
    book = graph.rules(language)
    if rule is not None and format == "text":
        emit(book.text(rule, graph.store), output)
    elif rule is not None:
        emit(_json(vars(book.page(rule, graph.store))), output)
    elif format == "json":
        emit(_json([vars(entry) for entry in book.entries()]), output)
    else:
        emit(_listing(book.entries(), language), output)


def _listing(entries: list[Any], language: str) -> str:
    width = max(len(entry.id) for entry in entries)
    lines: list[str] = []
    set = ""
    for entry in entries:
        if entry.set != set:
            set = entry.set
            lines += ["", set] if lines else [set]
        severity = say(entry.severity, language)
        lines.append(f"  {entry.id.ljust(width)}  {severity}: {entry.problem}")
    lines += ["", say("kg rules ID tells more about one.", language)]
    return "\n".join(lines) + "\n"


def _json(told: object) -> str:
    import json

    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


@click.command("format")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@click.option("--check", is_flag=True, help="Write nothing; show what would change, and exit 1.")
@click.pass_context
def format_files(context: click.Context, paths: tuple[Path, ...], check: bool) -> None:
    """Lay Turtle files out as the project's own are: comments kept, meaning untouched.

    Without a FILE, all Turtle files of the project. - is standard input, written to standard
    output.

    Example: kg format --check
    """
    from kg.fixes import laid_out, laid_out_text

    if paths == (Path("-"),):
        change = laid_out_text(sys.stdin.buffer.read(), "standard input")
        if check:
            context.exit(_shown(change))
        emit(change.after)
        return
    changes = laid_out(context.obj.graph().project, paths)
    if check:
        context.exit(max(map(_shown, changes), default=0))
    for change in changes:
        change.write()
        click.echo(change.name, err=True)


def _shown(change: Any) -> int:
    """Print what would change, and return the exit code."""
    click.echo(change.difference(), nl=False)
    return int(change.before != change.after)
