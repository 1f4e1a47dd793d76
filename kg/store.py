"""The graph in an engine, embedded Oxigraph: the only module that asks it anything.

Each file is one named graph, and so are the inferred triples; a query sees the union of all.
Folded names are kept apart, so that no query sees them.
"""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import pyoxigraph

from kg import sparql
from kg.errors import BadQuery, shown_at
from kg.terms import (
    INFERRED,
    OWL_CLASS,
    PREFIXES,
    RDF_TYPE,
    RDFS_LABEL,
    SEARCH_KEY,
    SKOS_PREF_LABEL,
    Literal,
    NamedNode,
    Quad,
    Term,
    Triple,
    curie,
    expand,
)

ENGINE = f"pyoxigraph {pyoxigraph.__version__}"
_SUB_CLASS = NamedNode(PREFIXES["rdfs"] + "subClassOf")
_STACK = 64 * 1024 * 1024  # bytes: deep queries are answered by recursion

Outcome = TypeVar("Outcome")


@dataclass(frozen=True)
class Selection:
    """The outcome of a SELECT: names of the columns, rows of terms (None where unbound)."""

    columns: tuple[str, ...]
    rows: list[tuple[Term | None, ...]]


class Store:
    """A set of named graphs that answers SPARQL over their union. Nothing here changes files."""

    def __init__(self, prefixes: Mapping[str, str] = PREFIXES, names: bytes = b"") -> None:
        self._engine = pyoxigraph.Store()
        self._names: pyoxigraph.Store | None = None
        self._unread_names = names  # N-Quads, read when a name is first looked for
        self.prefixes = dict(prefixes)

    def run(
        self, text: str, allow_service: bool = False, where: str = "query"
    ) -> Selection | bool | list[Triple]:
        """Answer a SPARQL query: rows for SELECT, truth for ASK, triples for the other forms.

        `where` names the text in errors. Raises BadQuery for broken syntax, unknown prefixes,
        updates, and SERVICE unless allowed.
        """
        sparql.check(text, self.prefixes, allow_service, where)
        if not allow_service:
            self._refuse_service(text, where)
        try:
            return interruptible(lambda: self._run(text))
        except SyntaxError as error:
            from kg.breaks import explain

            raise explain(error, text, self._attempt, where) from error
        except (OSError, RuntimeError, ValueError) as error:
            raise BadQuery(f"the query could not be answered: {error}", where=where) from error

    def _refuse_service(self, text: str, where: str) -> None:
        """Raise BadQuery when the engine would read a SERVICE somewhere in `text`."""
        misspelt = sparql.without_service(text)
        error = None if misspelt is None else self._attempt(misspelt)
        if misspelt is not None and error is not None:
            from kg.breaks import explain

            told = explain(error, misspelt, self._attempt, where)
            problem = told.problem.split("\n")[0]
            if sparql.MISSPELT in problem.casefold():
                problem = sparql.SERVICE_REFUSED
            shown = shown_at(text, told.line, told.column)
            raise BadQuery(problem + shown, told.line, told.column, where)

    def _run(self, text: str) -> Selection | bool | list[Triple]:
        # A query that names its own graphs (FROM) is answered from those.
        union = not any(t.kind == "word" and t.text.upper() == "FROM" for t in sparql.tokens(text))
        answer = self._engine.query(text, prefixes=self.prefixes, use_default_graph_as_union=union)
        if isinstance(answer, pyoxigraph.QueryBoolean):
            return bool(answer)
        if isinstance(answer, pyoxigraph.QueryTriples):
            return list(dict.fromkeys(answer))
        return _selection(answer)

    def select_unnamed(self, text: str) -> Selection:
        """Answer a SELECT that kg itself has made or checked, over the unnamed graph alone."""
        return _selection(self._engine.query(text))

    def check(self, text: str, where: str = "query") -> None:
        """Raise BadQuery when the engine cannot read a query, or would read a SERVICE in it."""
        self._refuse_service(text, where)
        error = self._attempt(text)
        if error is not None:
            from kg.breaks import explain

            raise explain(error, text, self._attempt, where)

    def _attempt(self, text: str) -> SyntaxError | None:
        """Return the syntax error of a query without SERVICE, None when it has none."""
        prefixes = {sparql.misspell(name): iri for name, iri in self.prefixes.items()}
        try:
            pyoxigraph.Store().query(text, prefixes={**self.prefixes, **prefixes})
        except SyntaxError as error:
            return error
        return None

    @property
    def names(self) -> pyoxigraph.Store:
        """The graph of folded names, apart so that no query sees it."""
        if self._names is None:
            self._names = pyoxigraph.Store()
            self._names.bulk_load(self._unread_names, pyoxigraph.RdfFormat.N_QUADS, lenient=True)
        return self._names

    def named(self, key: str) -> set[Term]:
        """Return the things one of whose names is `key` when folded."""
        quads = self.names.quads_for_pattern(None, SEARCH_KEY, Literal(key), None)
        return {quad.subject for quad in quads}

    def all_names(self) -> Iterator[tuple[Term, str]]:
        """Yield every thing with each of its folded names."""
        for quad in self.names.quads_for_pattern(None, SEARCH_KEY, None, None):
            if isinstance(quad.object, Literal):
                yield quad.subject, quad.object.value

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

    def asserted(
        self,
        subject: Term | None = None,
        predicate: NamedNode | None = None,
        value: Term | None = None,
    ) -> Iterator[Quad]:
        """Yield the quads that match and stand in a file; what was inferred is left out."""
        quads = self.quads(subject, predicate, value)
        return (quad for quad in quads if quad.graph_name != INFERRED)

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
        return sorted({quad.object for quad in self.asserted(thing, RDF_TYPE)}, key=str)

    def is_a(self, thing: Term, classes: Sequence[str]) -> bool:
        """Say whether a thing is of one of `classes` (prefix:name) or of none in particular."""
        if not classes:
            return True
        wanted = {expand(name, self.prefixes) for name in classes}
        seen: set[Term] = set()
        above = set(self.types(thing))
        while above:
            if above & wanted:
                return True
            seen |= above
            above = {up for kind in above for up in self.values(kind, _SUB_CLASS)} - seen
        return False

    def is_class(self, thing: NamedNode) -> bool:
        """Say whether a thing is a class of the ontology."""
        return OWL_CLASS in self.types(thing)

    def size(self, graph: NamedNode | None = None) -> int:
        """Return the number of quads, or of those in one graph."""
        return len(self._engine) if graph is None else sum(1 for _ in self.quads(graph=graph))

    def dump(self) -> tuple[bytes, bytes]:
        """Return the quads, and those of the names, as sorted N-Quads."""
        return lines(self.quads()), lines(self.names)

    @classmethod
    def restored(cls, quads: bytes, names: bytes, prefixes: Mapping[str, str]) -> Store:
        """Return the store that `dump` wrote; the bytes are taken on trust."""
        store = cls(prefixes, names)
        # Loading would name blank nodes anew, and then they would stand in no file.
        store._engine.bulk_extend(read_lines(quads))
        return store


def _selection(answer: Any) -> Selection:
    columns = tuple(variable.value for variable in answer.variables)
    return Selection(columns, [tuple(solution) for solution in answer])


def lines(quads: Iterable[Quad]) -> bytes:
    """Return quads as sorted N-Quads, with blank nodes and values as they are."""
    return "".join(sorted(f"{quad} .\n" for quad in quads)).encode()


def read_lines(content: bytes) -> Iterator[Quad]:
    """Yield the quads that `lines` wrote, taken on trust. Raises SyntaxError for anything else."""
    return pyoxigraph.parse(content, pyoxigraph.RdfFormat.N_QUADS, lenient=True)


def interruptible(work: Callable[[], Outcome]) -> Outcome:
    """Do `work` in a thread of its own and return what it returns, so that Ctrl-C is heard.

    The engine does not look for signals while it answers; this thread does. Whatever `work`
    raises is raised here.
    """
    outcome: list[Outcome] = []
    raised: list[BaseException] = []

    def run() -> None:
        try:
            outcome.append(work())
        except BaseException as error:
            # What the engine made in this thread must be let go in it, too.
            traceback.clear_frames(error.__traceback__)
            raised.append(error.with_traceback(None))

    before = threading.stack_size(_STACK)
    try:
        thread = threading.Thread(target=run, daemon=True)
        thread.start()
    finally:
        threading.stack_size(before)
    thread.join()
    if raised:
        raise raised[0]
    return outcome[0]
