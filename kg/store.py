"""The graph in an engine: the only module that knows which one (embedded Oxigraph).

Each file is one named graph; folded labels and inferred triples have graphs of their own.
A compiled graph is kept as a snapshot, one N-Quads file in the user's cache folder whose first
line carries its SHA-256, because parsing it is as fast as opening a database at this size.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph

from kg import files, sparql
from kg.errors import BadFile, BadQuery, KgError
from kg.progress import Progress, silent
from kg.terms import (
    INFERRED,
    OWL_CLASS,
    PREFIXES,
    RDF_TYPE,
    RDFS_LABEL,
    SEARCH_KEY,
    SEARCH_KEYS,
    SKOS_ALT_LABEL,
    SKOS_PREF_LABEL,
    Literal,
    NamedNode,
    Quad,
    Term,
    Triple,
    curie,
    fold,
)

_MAGIC = "# allegiance-kg snapshot 1 "
_KEPT = 24  # snapshots left in the cache folder; older ones are deleted


@dataclass(frozen=True)
class Selection:
    """The outcome of a SELECT: names of the columns, rows of terms (None where unbound)."""

    columns: tuple[str, ...]
    rows: list[tuple[Term | None, ...]]


class Store:
    """A set of named graphs that answers SPARQL over their union. Nothing here changes files."""

    def __init__(self, prefixes: dict[str, str] | None = None) -> None:
        self._engine = pyoxigraph.Store()
        self.prefixes = dict(PREFIXES if prefixes is None else prefixes)

    def run(
        self, text: str, allow_service: bool = False, where: str = "query"
    ) -> Selection | bool | list[Triple]:
        """Answer a SPARQL query: rows for SELECT, truth for ASK, triples for the other forms.

        `where` names the text in errors. Raises BadQuery for broken syntax, unknown prefixes,
        updates, and SERVICE unless allowed.
        """
        sparql.check(text, self.prefixes, allow_service, where)
        try:
            answer = self._engine.query(
                text, prefixes=self.prefixes, use_default_graph_as_union=True
            )
            if isinstance(answer, pyoxigraph.QueryBoolean):
                return bool(answer)
            if isinstance(answer, pyoxigraph.QueryTriples):
                return list(dict.fromkeys(answer))
            columns = tuple(variable.value for variable in answer.variables)
            return Selection(columns, [tuple(solution) for solution in answer])
        except SyntaxError as error:
            from kg.breaks import explain

            raise explain(error, text, self._attempt, where) from error
        except (OSError, RuntimeError, ValueError) as error:
            raise BadQuery(f"the query could not be answered: {error}", where=where) from error

    def _attempt(self, text: str) -> SyntaxError | None:
        """Return the syntax error of a query, None when it has none."""
        try:
            pyoxigraph.Store().query(text, prefixes=self.prefixes)
        except SyntaxError as error:
            return error
        return None

    def select(self, text: str, where: str = "query") -> Selection:
        """Answer a SELECT query. Raises BadQuery, also when `text` has another form."""
        answer = self.run(text, where=where)
        if not isinstance(answer, Selection):
            raise BadQuery("only a SELECT query has rows.", where=where)
        return answer

    def quads(
        self,
        subject: Term | None = None,
        predicate: NamedNode | None = None,
        value: Term | None = None,
        graph: NamedNode | None = None,
    ) -> Iterator[Quad]:
        """Yield the quads that match; None matches anything."""
        return self._engine.quads_for_pattern(subject, predicate, value, graph)  # type: ignore[arg-type]

    def values(self, subject: Term, predicate: NamedNode) -> list[Term]:
        """Return what `subject` has for `predicate` in any graph, each once, in a fixed order."""
        found = {quad.object for quad in self.quads(subject, predicate)}
        return sorted(found, key=str)

    def graphs(self) -> list[NamedNode]:
        """Return the names of the graphs, sorted."""
        named = (g for g in self._engine.named_graphs() if isinstance(g, NamedNode))
        return sorted(named, key=lambda graph: graph.value)

    def add(self, quads: Iterable[Quad]) -> None:
        """Add quads to the store in memory."""
        self._engine.extend(quads)

    def label(self, thing: Term, language: str = "en") -> str:
        """Return the name of a thing in `language`, else in English, else any, else its CURIE."""
        if not isinstance(thing, NamedNode):
            return thing.value if isinstance(thing, Literal) else str(thing)
        for predicate in (RDFS_LABEL, SKOS_PREF_LABEL):
            by_language = {
                label.language or "": label.value
                for label in self.values(thing, predicate)
                if isinstance(label, Literal)
            }
            for wanted in (language, "en", "", *sorted(by_language)):
                if wanted in by_language:
                    return by_language[wanted]
        return curie(thing.value, self.prefixes)

    def types(self, thing: Term) -> list[Term]:
        """Return the asserted classes of a thing, sorted."""
        quads = self.quads(thing, RDF_TYPE)
        return sorted({q.object for q in quads if q.graph_name != INFERRED}, key=str)

    def is_class(self, thing: NamedNode) -> bool:
        """Say whether a thing is a class of the ontology."""
        return OWL_CLASS in self.types(thing)

    def size(self, graph: NamedNode | None = None) -> int:
        """Return the number of quads, or of those in one graph."""
        return len(self._engine) if graph is None else sum(1 for _ in self.quads(graph=graph))

    def save(self, path: Path) -> None:
        """Write all graphs as a snapshot. Raises CannotWrite."""
        lines = sorted(f"{quad} .\n" for quad in self.quads())
        write_snapshot(path, lines, self.prefixes)


def parse(file: files.File, prefixes: dict[str, str] | None = None) -> list[Quad]:
    """Return the triples of a Turtle file as quads of its graph; collect prefixes it declares.

    Raises BadFile with line and column.
    """
    try:
        parser = pyoxigraph.parse(file.content, pyoxigraph.RdfFormat.TURTLE)
        graph = NamedNode(file.graph)
        quads = [Quad(t.subject, t.predicate, t.object, graph) for t in parser]
    except SyntaxError as error:
        raise _bad_file(file, error) from error
    except ValueError as error:  # an encoding other than UTF-8
        raise BadFile(file.name, f"cannot be read as UTF-8 Turtle: {error}") from error
    if prefixes is not None:
        for name, iri in parser.prefixes.items():
            if iri not in prefixes.values():
                prefixes.setdefault(name, iri)
    return quads


def _bad_file(file: files.File, error: SyntaxError) -> BadFile:
    problem = (error.msg or "this is not Turtle").split(": ", 1)[-1]
    line = error.lineno or 0
    lines = file.content.decode("utf-8", errors="replace").splitlines()
    shown = f"\n  {lines[line - 1]}" if 0 < line <= len(lines) else ""
    if shown and error.offset:
        shown += "\n  " + " " * (error.offset - 1) + "^"
    return BadFile(file.name, problem + shown, line, error.offset or 0)


def read(project: files.Project, progress: Progress = silent) -> Store:
    """Return the store of a project's files, from its snapshot when there is a good one.

    Otherwise the files are parsed and a snapshot is left for the next time; a cache that cannot
    be read or written is only slower. Raises BadFile.
    """
    path = snapshot_path(project)
    store = load_snapshot(path)
    if store is None:
        store = compile(project, progress)
        with contextlib.suppress(KgError):
            progress("writing the snapshot")
            store.save(path)
            prune(path.parent)
    return store


def compile(project: files.Project, progress: Progress = silent) -> Store:
    """Return the store of a project's files, parsed now, with a graph of folded labels."""
    store = Store()
    total = len(project.graph_files)
    for done, file in enumerate(project.graph_files):
        progress("reading files", done, total)
        store.add(parse(file, store.prefixes))
    progress("reading files", total, total)
    store.add(search_keys(store))
    return store


def search_keys(store: Store) -> list[Quad]:
    """Return one quad per folded name of each thing: what makes names findable."""
    keys = {
        (quad.subject, fold(quad.object.value))
        for predicate in (RDFS_LABEL, SKOS_PREF_LABEL, SKOS_ALT_LABEL)
        for quad in store.quads(predicate=predicate)
        if isinstance(quad.object, Literal)
    }
    return [Quad(thing, SEARCH_KEY, Literal(key), SEARCH_KEYS) for thing, key in keys]


def cache_folder() -> Path:
    """Return where snapshots are kept: `KG_CACHE`, else the user's cache folder."""
    if folder := os.environ.get("KG_CACHE"):
        return Path(folder)
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("allegiance-kg", appauthor=False))


def snapshot_path(project: files.Project, kind: str = "") -> Path:
    """Return the snapshot file of a state of a project's files; `kind` tells several apart."""
    from kg import __version__

    version = f"{__version__} {pyoxigraph.__version__} {project.key()}"
    return cache_folder() / f"{hashlib.sha256(version.encode()).hexdigest()[:32]}{kind}.nq"


def write_snapshot(path: Path, lines: list[str], prefixes: dict[str, str]) -> None:
    """Write N-Quads lines with their hash, aside and then renamed. Raises CannotWrite."""
    body = (f"# {json.dumps(prefixes, sort_keys=True)}\n" + "".join(lines)).encode()
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
    with files.replacing(path) as stream:
        stream.write(f"{_MAGIC}{hashlib.sha256(body).hexdigest()}\n".encode() + body)


def load_snapshot(path: Path, into: Store | None = None) -> Store | None:
    """Return the store in a snapshot (added to `into`), or None when it is missing or corrupt."""
    try:
        head, _, body = path.read_bytes().partition(b"\n")
        if head.decode() != _MAGIC + hashlib.sha256(body).hexdigest():
            return None
        store = into or Store(json.loads(body.split(b"\n", 1)[0][2:]))
        # The hash says that these are the bytes once written: no need to look at each IRI again.
        store._engine.bulk_load(body, pyoxigraph.RdfFormat.N_QUADS, lenient=True)
    except (OSError, ValueError, SyntaxError):
        return None
    return store


def prune(folder: Path) -> None:
    """Delete all but the newest snapshots of a cache folder."""
    with contextlib.suppress(OSError):
        kept = sorted(folder.glob("*.nq"), key=lambda p: p.stat().st_mtime, reverse=True)
        for old in kept[_KEPT:]:
            old.unlink(missing_ok=True)
