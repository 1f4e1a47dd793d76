"""What is loaded: the folder, versions, files with their triples, things by class."""

from __future__ import annotations

from importlib.metadata import version

from kg import __version__
from kg.files import Project
from kg.store import Store
from kg.terms import Literal, NamedNode

_MADE_WITH = ("pyoxigraph", "rdflib", "owlrl", "pyshacl")
_COUNTS = (
    "SELECT ?class (COUNT(DISTINCT ?thing) AS ?things) WHERE { ?thing a ?class ."
    " ?class a owl:Class . FILTER(isIRI(?class)) } GROUP BY ?class ORDER BY ?class"
)


def inventory(project: Project, store: Store, language: str = "en") -> dict[str, object]:
    """Return the inventory of a project, numbers of triples and of things under their names."""
    return {
        "folder": str(project.folder),
        "versions": {"allegiance-kg": __version__, **{n: version(n) for n in _MADE_WITH}},
        "files": {file.name: store.size(NamedNode(file.graph)) for file in project.graph_files},
        "questions": len(project.queries),
        "things": {
            store.label(kind, language): int(count.value)
            for kind, count in store.select(_COUNTS).rows
            if isinstance(kind, NamedNode) and isinstance(count, Literal)
        },
    }
