"""The closure of a project's files: computed once per state of the files, then kept."""

from __future__ import annotations

import contextlib
from importlib.metadata import version

from kg import reasoning, snapshots
from kg.files import Project
from kg.parsing import parse
from kg.progress import Progress, silent
from kg.store import lines, read_lines
from kg.terms import BASE, Triple


def closure(project: Project, progress: Progress = silent, engine: str = "kg") -> reasoning.Closure:
    """Return the closure by an engine ("kg" or "owlrl") from its snapshot, or compute it now.

    What is computed is left as a snapshot. Raises KgError for an engine that does not exist.
    """
    of = " ".join((engine, *(version(name) for name in ("owlrl", "rdflib") if engine == "owlrl")))
    path = snapshots.path(project, ".inferred", of)
    kept = snapshots.kept(path)
    if kept is not None:
        with contextlib.suppress(ValueError, SyntaxError):
            return reasoning.Closure.from_quads(read_lines(kept))
    found = reasoning.closure(asserted(project), progress, engine)
    snapshots.keep(lines(found.quads()), path)
    return found


def asserted(project: Project) -> list[Triple]:
    """Return the triples to reason over: ontology and data, without links to the outside.

    Their values are as they are written; a store keeps some of them otherwise.
    """
    outside = BASE + "ontology/alignments"
    read = (file for file in (*project.ontology, *project.data) if file.graph != outside)
    return list(dict.fromkeys(quad.triple for file in read for quad in parse(file)))
