"""Lists (rdf:first, rdf:rest) that do not hold together, and values that should be lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Container, Iterator, Mapping

from kg.slips.fault import OWL, RDF, Fault, Graph, iris
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
    wanted: list[tuple[Term, str, Term]] = []
    for subject, predicate, value in graph.all:
        if predicate == _FIRST:
            first.setdefault(subject, {})[value] = None
        elif predicate == _REST:
            rest.setdefault(subject, {})[value] = None
        elif predicate in _TAKE_LISTS:
            wanted.append((subject, predicate, value))
    for subject, predicate, value in wanted:
        if value != _NIL and value not in first and value not in rest:
            fillers = {"term": graph.curie(predicate)}
            link = NamedNode(predicate)
            yield Fault("malformed-list", "no-list", subject, link, value, "value", fillers)
    for node in dict.fromkeys([*first, *rest]):
        yield from _of_link(node, [*first.get(node, ())], [*rest.get(node, ())], first)
    yield from _circles(rest)
    yield from _needless(graph, first.keys() | rest.keys())


def _of_link(
    node: Term, items: list[Term], tails: list[Term], first: Container[Term]
) -> Iterator[Fault]:
    """Yield what is wrong with one link of a list: each has one item and leads to one more link."""
    rule = "malformed-list"
    if node == _NIL:
        line, value = (_FIRST, items[0]) if items else (_REST, tails[0])
        yield Fault(rule, "nil", node, NamedNode(line), value, "subject")
    elif not tails:
        yield Fault(rule, "no-rest", node, NamedNode(_FIRST), items[0], "predicate")
    elif not items:
        yield Fault(rule, "no-first", node, NamedNode(_REST), tails[0], "predicate")
    for line, values, case in ((_FIRST, items, "two-firsts"), (_REST, tails, "two-rests")):
        if len(values) > 1:
            yield Fault(rule, case, node, NamedNode(line), values[1], "value")
    for tail in tails:
        if tail != _NIL and tail not in first:
            yield Fault(rule, "broken-off", node, NamedNode(_REST), tail, "value")


def _needless(graph: Graph, links: Container[Term]) -> Iterator[Fault]:
    """Yield each triple whose value is a list, where the property takes its values one by one.

    So it does where most of its values are no lists.
    """
    balance: Counter[str] = Counter()
    found: list[tuple[Term, str, Term]] = []
    for subject, predicate, value in graph.data:
        listed = value == _NIL or value in links
        balance[predicate] += -1 if listed else 1
        if listed and not predicate.startswith(_MAY_TAKE_LISTS) and predicate not in _TAKE_LISTS:
            found.append((subject, predicate, value))
    for subject, predicate, value in found:
        if balance[predicate] > 0:
            fillers = {"term": graph.curie(predicate)}
            link = NamedNode(predicate)
            yield Fault("malformed-list", "needless-list", subject, link, value, "value", fillers)


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
            link = NamedNode(_REST)
            yield Fault("malformed-list", "circle", node, link, next(iter(rest[node])), "value")
        seen |= path.keys()
