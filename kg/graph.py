"""The one object that a user holds: a graph, and what can be done with it.

The verbs are the commands of `kg`; the same words name them in Python and on the command line.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from kg import dressing, files, names, queries, store
from kg.answers import Answer
from kg.checked import CheckedGraph
from kg.progress import Progress, silent
from kg.terms import DefaultGraph, NamedNode, Quad, Term, Triple, fold

if TYPE_CHECKING:
    import rdflib

    from kg.asking import Candidate
    from kg.pages import Page
    from kg.why_not import WhyNot

Value = str | int | datetime.date


def load(
    project: str | Path | None = None,
    data: str | Path | Iterable[str | Path] = (),
    progress: Progress = silent,
) -> KnowledgeGraph:
    """Return the shipped graph, or that of a `project` folder, with one or more `data` files.

    Raises BadProject for a folder that is missing, unreadable or without an ontology. A file that
    is not Turtle raises BadFile when the graph is first asked; `validate` reports it instead.

    >>> graph = load()
    >>> graph.query("who-recognized", claimant="guaido", as_of="2019-02-03").columns[0]
    'who'
    """
    folder = None if project is None else Path(project)
    added = [data] if isinstance(data, str | Path) else data
    return KnowledgeGraph(files.project(folder, map(Path, added)), progress)


class KnowledgeGraph(CheckedGraph):
    """The files of a project as one graph. Nothing here ever changes a file of the project."""

    @property
    def questions(self) -> dict[str, files.File]:
        """The files of the questions, by the questions' names, sorted."""
        return {file.path.stem: file for file in self.project.queries}

    def question(self, name: str) -> queries.Question:
        """Return a question. Raises UnknownName, or BadFile when its header is wrong."""
        return queries.find(name, self.questions)

    def query(self, question: str, *, language: str = "en", **values: Value | None) -> Answer:
        """Answer a question; `values` are its parameters (`as_of`), None for their default.

        A thing may be given by name, accents and case aside. Raises UnknownName, AmbiguousName or
        BadValue.

        >>> answer = load().query("who-recognized", act="recognition")
        >>> {row.act.label for row in answer}
        {'recognition'}
        """
        asked = self.question(question)
        terms = self._terms(asked, values, language)
        if asked.needs_inferred:
            self.infer_once()
        return queries.ask(self.store, asked, terms, language)

    def why_not(
        self,
        question: str,
        row: Mapping[str, str],
        *,
        language: str = "en",
        **values: Value | None,
    ) -> WhyNot:
        """Return why the answer of `query` with these values has no row such as `row`, by column.

        Raises UnknownName, AmbiguousName or BadValue.
        """
        from kg import why_not

        asked = self.question(question)
        if asked.needs_inferred:
            self.infer_once()
        terms = self._terms(asked, values, language)
        # What follows is no fact that is near, also where it was added for another question.
        graph = self.store if asked.needs_inferred else self.asserted()
        return why_not.why_not(graph, asked, terms, row, language, self.positions())

    def ask(self, text: str, language: str = "en") -> list[Candidate]:
        """Return the questions that a text in anybody's words may mean, the likeliest first.

        Raises BadValue for a text without words or too long, UnknownName where none is like it.

        >>> load().ask("who sided with Guaidó before March?")[0].values
        {'claimant': 'juan-guaido', 'as_of': '2019-02-28'}
        """
        from kg import asking

        return asking.understand(self.store, self.questions, self.project.synonyms, text, language)

    def bound(self, question: str, *, language: str = "en", **values: Value | None) -> str:
        """Return the SPARQL that `query` would run with the same arguments."""
        asked = self.question(question)
        return queries.bound(asked, self._terms(asked, values, language), language)

    def _terms(
        self, asked: queries.Question, values: dict[str, Value | None], language: str
    ) -> dict[str, Term]:
        """Return the given values as terms, by variable."""
        terms: dict[str, Term] = {}
        for name, value in values.items():
            parameter = asked.parameter(name)
            if value is not None:
                day = value.date() if isinstance(value, datetime.datetime) else value
                text = day.isoformat() if isinstance(day, datetime.date) else str(day)
                terms[parameter.name] = queries.value(text, parameter, self.store, language)
        queries.check_range(terms)
        return terms

    def sparql(
        self, text: str, *, language: str = "en", allow_service: bool = False, inferred: bool = True
    ) -> Answer | bool | list[Triple]:
        """Run a SPARQL query over all graphs: an Answer, a truth value (ASK), or triples.

        The project's prefixes are known. `inferred` includes what follows by the ontology.
        Raises BadQuery.

        >>> load().sparql("ASK { id:juan-guaido a al:Person }", inferred=False)
        True
        """
        from kg import sparql

        sparql.check(text, self.store.prefixes, allow_service)  # before any long work
        if inferred:
            self.infer_once()
        self._progress("answering")
        answer = self.store.run(text, allow_service)
        if isinstance(answer, store.Selection):
            return dressing.dress(self.store, answer, language)
        return answer

    def find(self, name: str, language: str = "en") -> NamedNode:
        """Return the IRI of the thing that `name` names. Raises UnknownName, AmbiguousName.

        >>> load().find("Guaidó").value
        'https://w3id.org/allegiance/id/juan-guaido'
        """
        return names.resolve(self.store, name, "", language)

    def show(self, name: str, language: str = "en") -> Page:
        """Return everything about one thing as a page. Raises UnknownName, AmbiguousName."""
        from kg import pages

        return pages.page(self.store, self.find(name, language), self.questions, language)

    def search(self, text: str, language: str = "en") -> Answer:
        """Return the things whose names have words that begin like those of `text`.

        >>> load().search("fuerza aerea").to_dicts()[0]
        {'thing': 'Venezuelan Air Force', 'kind': 'institution'}
        """
        rows = []
        for thing, _ in names.search(self.store, text) if fold(text) else ():
            kinds = self.store.types(thing)
            rows.append((thing, kinds[0] if kinds else None))
        selection = store.Selection(("thing", "kind"), rows)  # type: ignore[arg-type]
        return dressing.dress(self.store, selection, language, "search")

    def changes(self, text: str, name: str = "the copy", language: str = "en") -> Answer:
        """Return which paragraphs a newer copy of a source changes, and what rests on each.

        `text` is the plain text of the copy, `name` what errors call it. Raises BadFile.
        """
        from kg import coverage

        found = coverage.against(self.store, text, name)
        selection = coverage.selection(found, self.query("coverage", language=language))
        return dressing.dress(self.store, selection, language, "coverage")

    def plot(self, kind: str, format: str = "svg", language: str = "en") -> bytes:
        """Return a picture drawn from a question: "timeline", "network" or "headcounts".

        `format` is svg or png. Raises KgError when matplotlib is not installed.
        """
        from kg import plots

        return plots.draw(self, kind, format, language)

    def export(
        self, format: str = "ttl", *, with_ontology: bool = False, with_inferred: bool = False
    ) -> bytes:
        """Return the data as ttl, nt, nq, trig, jsonld or rdfxml, the same bytes every time.

        Raises KgError for a format that does not exist.
        """
        return self.written(self.selected(with_ontology, with_inferred), format)

    def export_questions(self, format: str = "ttl") -> bytes:
        """Return the questions as SHACL executables in one of the formats of `export`."""
        from kg import executables

        asked = [queries.parse(file) for file in self.project.queries]
        topics = {
            tag: dressing.topic(self.store, tag) for question in asked for tag in question.tags
        }
        return self.written(executables.triples(asked, topics), format)

    def written(self, triples: Iterable[Triple | Quad], format: str) -> bytes:
        """Return triples, or quads where the format names graphs, with the project's names."""
        from kg import exports, jsonld

        unnamed = DefaultGraph()
        quads = (
            t if isinstance(t, Quad) else Quad(t.subject, t.predicate, t.object, unnamed)
            for t in triples
        )
        context = jsonld.read_context(self.project.context) if format == "jsonld" else None
        return exports.write(quads, format, self.store.prefixes, context)

    def tables(
        self, *, with_ontology: bool = False, with_inferred: bool = False, excel: bool = False
    ) -> dict[str, bytes]:
        """Return the data as CSV tables, one per class, by the name of the class."""
        from kg import tables

        return tables.tables(self.selected(with_ontology, with_inferred), self.store, excel)

    def selected(self, with_ontology: bool = False, with_inferred: bool = False) -> list[Quad]:
        """Return the quads of the data files, and of what else is asked for."""
        graphs = [NamedNode(file.graph) for file in self.project.data]
        if with_ontology:
            graphs += [NamedNode(file.graph) for file in self.project.ontology]
        found = [quad for graph in graphs for quad in self.store.quads(graph=graph)]
        if with_inferred:
            found += self.closure().inferred()
        return found

    def to_rdflib(self, inferred: bool = False) -> rdflib.Dataset:
        """Return ontology and data as an rdflib dataset, one named graph per file.

        Its default graph is the union of all; with `inferred`, what follows is a graph of its own.
        """
        from kg import bridge

        if inferred:
            self.infer_once()
        quads = self.store.quads() if inferred else self.store.asserted()
        return bridge.dataset(list(quads), self.store.prefixes)

    def info(self, language: str = "en") -> dict[str, object]:
        """Return what is loaded: folder, versions, files with their triples, things by class."""
        from kg.inventory import inventory

        return inventory(self.project, self.store, language)
