"""What answers the queries of rules: the triples in memory, loaded into an engine when asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from kg.store import Selection, Store, interruptible
from kg.terms import BASE, PREFIXES, XSD_STRING, BlankNode, Literal, NamedNode, Quad, Term, Triple

_SHAPES = NamedNode(BASE + "shapes-graph")
_TEXTS = {XSD_STRING, PREFIXES["rdf"] + "langString"}
_SEED = BASE + "seed/"
Rows = Sequence[Sequence[Term]]


class Answerer:
    """The engine in memory, which is given the triples when the first query is asked."""

    def __init__(self, data: Iterable[Triple], shapes: Iterable[Triple]) -> None:
        self._data, self._shapes = data, shapes
        self._seeds = 0

    @cached_property
    def _store(self) -> Store:
        store = Store()
        store.add(Quad(*triple) for triple in self._data)
        return store

    @cached_property
    def _written(self) -> dict[Literal, Literal]:
        """The literals that the engine makes others, by what it makes of them."""
        values = dict.fromkeys(triple.object for triple in self._data)
        typed = {v for v in values if isinstance(v, Literal) and v.datatype.value not in _TEXTS}
        listed = sorted(typed, key=str)
        scratch, about = Store(), NamedNode(_SEED)
        scratch.add(Quad(NamedNode(f"{_SEED}{n}"), about, text) for n, text in enumerate(listed))
        found: dict[Literal, Literal] = {}
        for quad in scratch.quads():
            text = listed[int(str(quad.subject)[len(_SEED) + 1 : -1])]
            if isinstance(quad.object, Literal) and quad.object != text:
                found.setdefault(quad.object, text)
        return {made: text for made, text in found.items() if made not in typed}

    def select(self, text: str) -> Selection:
        """Answer a SELECT over the triples, and the graphs made here where it names them."""
        return interruptible(lambda: self._store.select_unnamed(text))

    def table(self, columns: Sequence[str], rows: Rows) -> str:
        """Return a VALUES clause, or for blank nodes a pattern over a graph made for it."""
        if not any(isinstance(term, BlankNode) for row in rows for term in row):
            names = " ".join(f"?{name}" for name in columns)
            listed = " ".join("(" + " ".join(map(str, row)) + ")" for row in rows)
            return f"VALUES ({names}) {{ {listed} }}"
        self._seeds += 1
        graph = NamedNode(f"{_SEED}{self._seeds}")
        links = {name: NamedNode(f"{_SEED}column/{name}") for name in columns}
        self._store.add(
            Quad(NamedNode(f"{_SEED}row/{number}"), link, term, graph)
            for number, row in enumerate(rows)
            for link, term in zip(links.values(), row, strict=True)
        )
        pattern = " ; ".join(f"{link} ?{column}" for column, link in links.items())
        return f"GRAPH {graph} {{ ?kgSeed{self._seeds} {pattern} }}"

    @cached_property
    def shapes_graph(self) -> NamedNode:
        """The name of the graph of shapes, which is loaded when first asked for."""
        self._store.add(Quad(t.subject, t.predicate, t.object, _SHAPES) for t in self._shapes)
        return _SHAPES

    def as_written(self, value: Term) -> Term:
        """Return a literal as the triples have it, where one of them is no doubt meant."""
        return self._written.get(value, value) if isinstance(value, Literal) else value
