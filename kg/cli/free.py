"""`kg sparql`: a query of one's own, from where it is written to the form its answer takes."""

from __future__ import annotations

import click

from kg import formats
from kg.cli.options import (
    Setup,
    format_option,
    language_option,
    output_option,
    read_text,
    service_option,
)
from kg.cli.output import emit, emit_answer


@click.command()
@click.argument("text", required=False)
@click.option(
    "-f", "--file", metavar="FILE", help="Read the query from a file; - is standard input."
)
@click.option("--no-inferred", is_flag=True, help="Leave out what follows by the ontology.")
@service_option
@format_option(("auto", *formats.ANSWERS, *formats.TRIPLES))
@output_option
@language_option
@click.pass_obj
def sparql(
    setup: Setup,
    text: str | None,
    file: str | None,
    no_inferred: bool,
    allow_service: bool,
    format: str,
    output: str,
    language: str,
) -> None:
    """Run a SPARQL query over everything; the project's prefixes are known.

    TEXT is the query, or - for standard input. SELECT and ASK answer with a table, CONSTRUCT and
    DESCRIBE with Turtle, unless --format says otherwise.

    Example: kg sparql "SELECT ?who { ?act a al:Break ; al:actor ?who }"
    """
    query_text = _query_text(text, file)
    graph = setup.graph()
    answer = graph.sparql(
        query_text, language=language, allow_service=allow_service, inferred=not no_inferred
    )
    if isinstance(answer, bool):
        emit(_truth(answer, _fits(format, formats.ANSWERS, "an ASK query")), output)
    elif isinstance(answer, list):
        chosen = _fits(format, formats.TRIPLES, "a CONSTRUCT or DESCRIBE query")
        emit(graph.written(answer, chosen), output)
        if not answer:
            click.echo("No triples.", err=True)
    else:
        chosen = _fits(format, formats.ANSWERS, "a SELECT query")
        emit_answer(answer, chosen, output, empty="No rows.")


def _query_text(text: str | None, file: str | None) -> str:
    """Return the query from the one place that was named. Raises click.UsageError."""
    if (text is None) == (file is None):
        raise click.UsageError("Give the query as TEXT, or a file with -f; - is standard input.")
    source = file if file is not None else "-" if text == "-" else None
    if source is None:
        return text or ""
    return read_text(source)


def _fits(format: str, formats: tuple[str, ...], what: str) -> str:
    """Return the format to write `what` in. Raises click.UsageError when it has no such form."""
    if format == "auto":
        return formats[0]
    if format not in formats:
        raise click.UsageError(f"{what} is written as {', '.join(formats)}, not as {format}.")
    return format


def _truth(answer: bool, format: str) -> bytes:
    """Return the answer to an ASK, in the W3C results formats where they have a form for it."""
    word = "true" if answer else "false"
    if format == "json":
        return f'{{"head": {{}}, "boolean": {word}}}\n'.encode()
    if format == "xml":
        namespace = 'xmlns="http://www.w3.org/2005/sparql-results#"'
        body = f"<head/><boolean>{word}</boolean>"
        return f'<?xml version="1.0"?><sparql {namespace}>{body}</sparql>\n'.encode()
    return f"{word}\n".encode()
