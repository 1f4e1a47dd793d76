"""Lists (rdf:first, rdf:rest) that do not hold together, and values that should be lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Container, Iterator, Mapping

from kg.slips.fault import OWL, RDF, Fault, Graph, Row, iris, slip
from kg.terms import PREFIXES, NamedNode, Term

_FIRST, _REST, _NIL = RDF + "first", RDF + "rest", NamedNode(RDF + "nil")
_TAKE_LISTS = iris(
    "owl:unionOf owl:intersectionOf owl:oneOf owl:propertyChainAxiom owl:hasKey owl:members "
    "owl:distinctMembers owl:disjointUnionOf owl:withRestrictions owl:onProperties sh:in "
    "sh:languageIn sh:ignoredProperties sh:and sh:or sh:xone"
)
_MAY_TAKE_LISTS = (RDF, OWL, PREFIXES["sh"])  # these say of each of their terms what it takes


def faults(graph: Graph) -> Iterator[Fault]:
    """Yield what is wrong with lists, each at a triple of the list or the one that wants a list."""
    first: dict[Term, dict[Term, None]] = {}  # a dict keeps the order, and each value once
    rest: dict[Term, dict[Term, None]] = {}
    wanted: list[Row] = []
    for row in graph.all:
        subject, predicate, value = row
        if predicate == _FIRST:
            first.setdefault(subject, {})[value] = None
        elif predicate == _REST:
            rest.setdefault(subject, {})[value] = None
        elif predicate in _TAKE_LISTS:
            wanted.append(row)
    for row in wanted:
        if row[2] != _NIL and row[2] not in first and row[2] not in rest:
            yield slip("no-list", row, term=graph.curie(row[1]))
    for node in dict.fromkeys([*first, *rest]):
        yield from _of_link(node, [*first.get(node, ())], [*rest.get(node, ())], first)
    yield from _circles(rest)
    yield from _needless(graph, first.keys() | rest.keys())


def _of_link(
    node: Term, items: list[Term], tails: list[Term], first: Container[Term]
) -> Iterator[Fault]:
    """Yield what is wrong with one link of a list: each has one item and leads to one more link."""
    if node == _NIL:
        yield slip("nil", (node, _FIRST, items[0]) if items else (node, _REST, tails[0]), "subject")
    elif not tails:
        yield slip("no-rest", (node, _FIRST, items[0]), "predicate")
    elif not items:
        yield slip("no-first", (node, _REST, tails[0]), "predicate")
    for line, values, case in ((_FIRST, items, "two-firsts"), (_REST, tails, "two-rests")):
        if len(values) > 1:
            yield slip(case, (node, line, values[1]))
    for tail in tails:
        if tail != _NIL and tail not in first:
            yield slip("broken-off", (node, _REST, tail))


def _needless(graph: Graph, links: Container[Term]) -> Iterator[Fault]:
    """Yield each triple whose value is a list, where the property takes its values one by one.

    So it does where most of its values are no lists.
    """
    balance: Counter[str] = Counter()
    found: list[Row] = []
    for row in graph.data:
        _, predicate, value = row
        listed = value == _NIL or value in links
        balance[predicate] += -1 if listed else 1
        if listed and not predicate.startswith(_MAY_TAKE_LISTS) and predicate not in _TAKE_LISTS:
            found.append(row)
    for row in found:
        if balance[row[1]] > 0:
            yield slip("needless-list", row, term=graph.curie(row[1]))


def _circles(rest: Mapping[Term, Collection[Term]]) -> Iterator[Fault]:
    """Yield one fault for each list that comes back to itself."""
    seen: set[Term] = set()
    for start in rest:
        path: dict[Term, None] = {}
        node = start
        while node not in seen and node not in path and len(rest.get(node, ())) == 1:
            path[node] = None
            node = next(iter(rest[node]))
        if node in path:
            yield slip("circle", (node, _REST, next(iter(rest[node]))))
        seen |= path.keys()
