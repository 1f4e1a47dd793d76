"""Which files of a project cannot be read at all: Turtle, questions, the JSON-LD context."""

from __future__ import annotations

from kg import jsonld, queries
from kg.errors import BadFile, BadQuery
from kg.files import Project
from kg.parsing import faults, parse
from kg.store import Store


def broken_files(project: Project) -> list[BadFile]:
    """Return what stops each broken file from being read, in the order of the files."""
    engine = Store()  # with nothing in it but the prefixes, so that a question costs its reading
    errors = []
    for file in (*project.graph_files, *project.shapes, *project.synonyms):
        found = faults(file)
        errors += found
        if not found:
            parse(file, engine.prefixes)
    for file in project.queries:
        try:
            engine.select(queries.parse(file).text, where=file.name)
        except BadFile as error:
            errors.append(error)
        except BadQuery as error:
            errors.append(BadFile(file.name, error.problem, error.line, error.column))
    try:
        jsonld.read_context(project.context)
    except BadFile as error:
        errors.append(error)
    return errors
