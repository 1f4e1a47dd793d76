"""The closure of a project's files: computed once per state of the files, then kept."""

from __future__ import annotations

import contextlib
from importlib.metadata import version

from kg import reasoning, snapshots
from kg.errors import KgError
from kg.files import Project
from kg.parsing import parse
from kg.progress import Progress, silent
from kg.store import Store
from kg.terms import BASE, INFERRED, Triple


def closure(
    project: Project, store: Store, progress: Progress = silent, engine: str = "kg"
) -> reasoning.Closure:
    """Return the closure by an engine ("kg" or "owlrl") from its snapshot, or compute it now.

    What is computed is left as a snapshot. Raises KgError for an engine that does not exist.
    """
    path = snapshots.path(project, ".inferred", _made_by(engine))
    kept = snapshots.load(path)
    if kept is not None:
        return reasoning.Closure.from_quads(kept.quads(graph=INFERRED))
    found = reasoning.closure(asserted(project), progress, engine)
    inferred = Store()
    inferred.add(found.quads())
    with contextlib.suppress(KgError):  # a cache that cannot be written is only slower
        snapshots.save(inferred, path)
    return found


def _made_by(engine: str) -> str:
    """Return what a snapshot's name says of how the closure was made."""
    if engine == "owlrl":
        return f"owlrl {version('owlrl')} rdflib {version('rdflib')} {reasoning.VERSION}"
    return f"{engine} {reasoning.VERSION}"


def asserted(project: Project) -> list[Triple]:
    """Return the triples to reason over: ontology and data, without links to the outside.

    Their values are as they are written; a store keeps some of them otherwise.
    """
    outside = BASE + "ontology/alignments"
    read = (file for file in (*project.ontology, *project.data) if file.graph != outside)
    return list(dict.fromkeys(quad.triple for file in read for quad in parse(file)))
