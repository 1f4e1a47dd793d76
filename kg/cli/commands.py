"""The commands of `kg`, each a thin call of the graph's method of the same name."""

from __future__ import annotations

from pathlib import Path

import click

from kg import __version__, formats
from kg.cli.ask import ask
from kg.cli.coverage import coverage
from kg.cli.free import sparql
from kg.cli.options import (
    Choice,
    Completion,
    Setup,
    format_option,
    language_option,
    output_option,
)
from kg.cli.output import emit, emit_answer, emit_page
from kg.cli.plot import plot
from kg.cli.questions import query
from kg.cli.validating import format_files, rules, validate
from kg.cli.why import why, why_not


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kg", message="%(prog)s %(version)s")
@click.option(
    "--project",
    type=click.Path(path_type=Path),
    envvar="KG_PROJECT",
    metavar="DIR",
    help="Work on this folder with ontology/ data/ queries/ instead of the shipped graph.",
)
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="FILE",
    help="Add a Turtle file to the graph; may be given several times.",
)
@click.pass_context
def cli(context: click.Context, project: Path | None, data: tuple[Path, ...]) -> None:
    """Ask an evidence-first knowledge graph of allegiance shifts.

    Example: kg query who-recognized --evidence
    """
    context.obj = Setup(project, data)


for command in (query, ask, coverage, plot, sparql, validate, rules, format_files, why, why_not):
    cli.add_command(command)


@cli.command()
@click.argument("name", shell_complete=Completion())
@format_option(formats.PAGES)
@output_option
@language_option
@click.pass_obj
def show(setup: Setup, name: str, format: str, output: str, language: str) -> None:
    """Show everything about one thing: posts, acts, consequences, claims, evidence.

    NAME is any of its names, accents and case aside, or its id.

    Example: kg show carvajal
    """
    emit_page(setup.graph().show(name, language), format, output)


@cli.command()
@click.argument("words", nargs=-1, required=True)
@format_option(formats.ANSWERS)
@output_option
@language_option
@click.pass_obj
def search(setup: Setup, words: tuple[str, ...], format: str, output: str, language: str) -> None:
    """Find things by the beginnings of words in their names, accents and case aside.

    Example: kg search fuerza aerea
    """
    text = " ".join(words)
    answer = setup.graph().search(text, language)
    emit_answer(answer, format, output, empty=f"Nothing has a name like {text!r}.")


@cli.command()
@format_option((*formats.ANSWERS, "ttl", "nt"))
@click.option(
    "--engine",
    type=Choice(("kg", "owlrl")),
    default="kg",
    show_default=True,
    help="What draws the inferences.",
)
@output_option
@language_option
@click.pass_obj
def infer(setup: Setup, format: str, engine: str, output: str, language: str) -> None:
    """Print what follows from the data by the ontology (OWL 2 RL) and is not written in it.

    Of classes and properties only what is a kind of what; `kg why` also explains the rest.

    Example: kg infer --format csv
    """
    graph = setup.graph()
    if format in ("ttl", "nt"):
        emit(graph.written(graph.closure(engine).triples, format), output)
    else:
        emit_answer(graph.infer(language, engine), format, output, empty="Nothing follows.")


@cli.command()
@format_option((*formats.GRAPHS, *formats.TABLES))
@click.option(
    "-o", "--output", metavar="FILE", default="-", help="A file; a folder for csv, excel."
)
@click.option(
    "--class",
    "kind",
    metavar="NAME",
    help="The one class to write as csv or excel.",
    shell_complete=Completion("class"),
)
@click.option("--with-ontology", is_flag=True, help="Add the ontology.")
@click.option("--with-inferred", is_flag=True, help="Add what follows by the ontology.")
@click.option("--queries", is_flag=True, help="Write the questions instead, as SHACL executables.")
@click.pass_obj
def export(
    setup: Setup,
    format: str,
    output: str,
    kind: str | None,
    with_ontology: bool,
    with_inferred: bool,
    queries: bool,
) -> None:
    """Write the data as linked data, or as tables, one per class; the same bytes every time.

    Example: kg export --format jsonld -o graph.jsonld
    """
    graph = setup.graph()
    parts = {"with_ontology": with_ontology, "with_inferred": with_inferred}
    if queries:
        if kind is not None or format in formats.TABLES or any(parts.values()):
            raise click.UsageError("--queries goes with a format of graphs, -o, and nothing else.")
        emit(graph.export_questions(format), output)
        return
    if format not in formats.TABLES:
        if kind is not None:
            raise click.UsageError("--class goes with --format csv or excel.")
        emit(graph.export(format, **parts), output)
        return
    tables = graph.tables(excel=format == "excel", **parts)
    if kind is not None:
        emit(tables[_class(kind, tables)], output)
    elif output == "-":
        raise click.UsageError(
            "Tables are one per class: name one with --class, or a folder with -o."
        )
    else:
        _emit_folder(tables, Path(output))


def _class(name: str, tables: dict[str, bytes]) -> str:
    """Return the class of that name, in any case. Raises UnknownName with the nearest."""
    from kg.errors import UnknownName, nearest
    from kg.terms import fold

    by_name = {fold(kind): kind for kind in tables}
    wanted = fold(name.removeprefix("al:")).replace(" ", "")
    by_name |= {known.replace(" ", ""): kind for known, kind in by_name.items()}
    if wanted not in by_name:
        meant = (by_name[near] for near in nearest(wanted, by_name))
        raise UnknownName(f"No class with things in it is called {name!r}.", meant)
    return by_name[wanted]


def _emit_folder(tables: dict[str, bytes], folder: Path) -> None:
    """Write one file per table; none takes its new content before all are written."""
    from contextlib import ExitStack

    from kg.errors import CannotWrite
    from kg.files import replacing

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise CannotWrite(f"{folder} is a file; name a folder for the tables.") from error
    except OSError as error:
        raise CannotWrite(f"Cannot make the folder {folder}: {error.strerror}.") from error
    with ExitStack() as written:
        for name, table in tables.items():
            stream = written.enter_context(replacing(folder / f"{name}.csv"))
            stream.write(table)
            stream.flush()
    click.echo(f"{len(tables)} tables written to {folder}.", err=True)


@cli.command()
@format_option(("text", "json"))
@output_option
@language_option
@click.pass_obj
def info(setup: Setup, format: str, output: str, language: str) -> None:
    """Say what is loaded: the folder, versions, files with their triples, things by class.

    Example: kg info
    """
    found = setup.graph().info(language)
    if format == "json":
        import json

        emit(json.dumps(found, ensure_ascii=False, indent=1) + "\n", output)
        return
    lines = []
    for name, value in found.items():
        if isinstance(value, dict):
            lines += [name, *(f"  {key}: {entry}" for key, entry in value.items())]
        else:
            lines.append(f"{name}: {value}")
    emit("\n".join(lines) + "\n", output)
