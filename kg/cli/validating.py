"""`kg validate`, `kg rules`, `kg format`: what is wrong, why it is, and what mends itself."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg import formats
from kg.cli.options import Choice, Setup, format_option, language_option, output_option
from kg.cli.output import Bar, emit
from kg.errors import KgError
from kg.report import SETS
from kg.verdicts import WAIVERS
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
    help="Tell only what is found in this file or rests on a line of it; may be repeated.",
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
    graph = context.obj.graph(paths)
    asked["rules"] = [graph.rules().meant(name) for name in asked["rules"]]
    if watch:
        _watch(context.obj, paths, asked)
    report = replace(graph.validate(**asked), fail_on=fail_on)
    if fix and _mended(graph, report, yes):
        report = replace(context.obj.graph(paths).validate(**asked), fail_on=fail_on)
    if format in ("sarif", "github"):
        report = report.renamed(_from_here(graph))
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


def _files(graph: Any) -> list[Any]:
    project = graph.project
    return [*project.graph_files, *project.shapes, *project.synonyms, *project.queries]


def _from_here(graph: Any) -> dict[str, str]:
    """Return the names of the files seen from the folder in which the command runs, where below it.

    So they are named in a repository of which the project is a folder.
    """
    here, names = Path.cwd(), {WAIVERS: graph.project.folder / WAIVERS}
    names |= {file.name: file.path for file in _files(graph)}
    paths = {name: path.resolve() for name, path in names.items()}
    return {n: str(p.relative_to(here)) for n, p in paths.items() if p.is_relative_to(here)}


def _watch(setup: Setup, paths: tuple[Path, ...], asked: dict[str, Any]) -> None:
    """Check at every save until interrupted; tell the whole report once, then what changed."""
    seen: object = None
    before: Report | None = None  # the last of files that could all be read
    broken: Report | None = None  # what was told since then of those that could not
    while True:
        try:
            graph = setup.graph(paths)
            state = _state(graph)
            if state != seen:
                report = graph.validate(**asked)
                emit(_news(report, before, broken))
                before, broken = (report, None) if report.complete else (before, report)
                seen = state
        except KgError as error:  # a file that is just being moved is there again in a moment
            if seen is None:
                raise
            if str(error) != seen:
                seen = str(error)
                Bar.close_all()
                click.echo(f"Error: {error}", err=True)
        Bar.close_all()
        time.sleep(_GLANCE)


def _state(graph: Any) -> list[tuple[str, bytes]]:
    """Return the content of all files on which a report rests."""
    waivers = graph.project.folder / WAIVERS
    files = (*_files(graph), *graph.project.synonyms)
    state = [(file.name, file.content) for file in files]
    return [*state, (WAIVERS, waivers.read_bytes() if waivers.is_file() else b"")]


def _news(report: Report, before: Report | None, broken: Report | None) -> str:
    """Return as text what a report says that has not been told."""
    if not report.complete:
        return report.since(broken) if broken else report.write()
    if before is None:
        return report.write()
    if broken:
        before = replace(before, findings=before.findings + broken.findings)
    return report.since(before)


@click.command()
@click.argument("rule", required=False)
@format_option(("text", "json"))
@output_option
@language_option
@click.pass_obj
def rules(setup: Setup, rule: str | None, format: str, output: str, language: str) -> None:
    """List the rules that are checked, or those of a set; or print the page of one.

    A page says what is wrong, why that matters, what to do, and gives an example. Case does not
    matter.

    Example: kg rules end-before-start
    """
    graph = setup.graph()
    book = graph.rules(language)
    named = None if rule is None else book.meant(rule)
    if named is None or named in SETS:
        entries = book.entries(named or "")
        written = _listing(entries, language) if format == "text" else _json([*map(vars, entries)])
    else:
        page = book.page(named, graph.store)
        written = page.write(language) if format == "text" else _json(vars(page))
    emit(written, output)


def _listing(entries: list[Any], language: str) -> str:
    """Return rules by their sets, a line each; a set in another language has its name beside it."""
    width = max((len(entry.id) for entry in entries), default=0)
    lines: list[str] = []
    for set, inside in groupby(entries, key=lambda entry: entry.set):
        named = say(set, language)
        lines += ["", set if named == set else f"{named} ({set})"]
        lines += [
            f"  {entry.id.ljust(width)}  {say(entry.severity, language)}: {entry.problem}"
            for entry in inside
        ]
    lines += ["", say("kg rules ID tells more about one.", language)]
    return "\n".join(lines[1:]) + "\n"


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
        context.exit(_shown(*changes))
    for change in changes:
        change.write()
        click.echo(change.name, err=True)


def _shown(*changes: Any) -> int:
    """Print what would change, and return the exit code."""
    emit("".join(change.difference() for change in changes))
    return int(any(change.before != change.after for change in changes))
