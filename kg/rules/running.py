"""Where a graph breaks rules: each rule's SELECT, asked of all of it.

A query gives rows of `?thing ?path ?value` (the last two may be unbound) and whatever else the
rule's message names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from kg.queries import Question
from kg.rules.book import Rule
from kg.store import Store
from kg.terms import PREFIXES, Literal, NamedNode, Term, curie


@dataclass(frozen=True)
class Breach:
    """A place where a rule is broken: a thing of the graph, or a question."""

    rule: Rule
    thing: NamedNode | None = None  # None for what has no name of its own
    path: str = ""  # the IRI of the property, "" for none
    value: Term | None = None
    fillers: Mapping[str, Term] = field(default_factory=dict)  # what the message names
    question: Question | None = None

    def tell(self, store: Store, language: str = "en") -> str:
        """Return the message in a language: things by their labels, all else as it is written."""
        words = {name: store.label(term, language) for name, term in self.fillers.items()}
        if isinstance(other := self.fillers.get("other"), NamedNode):
            words["slug"] = curie(other.value, store.prefixes)
        return self.rule.tell(language, words)

    @property
    def other(self) -> NamedNode | None:
        """The other one of a pair of things, either of which may be wrong; None for most rules."""
        other = self.fillers.get(self.rule.pair)
        return other if isinstance(other, NamedNode) else None

    def turned(self) -> Breach:
        """Return the same, told of the other thing of its pair."""
        assert self.thing is not None and self.other is not None
        fillers = {**self.fillers, "thing": self.other, self.rule.pair: self.thing}
        value = self.thing if self.value == self.other else self.value
        return replace(self, thing=self.other, value=value, fillers=fillers)


def breaches(store: Store, rules: Iterable[Rule]) -> Iterator[Breach]:
    """Yield each place where one of `rules` is broken, once for thing, property and value.

    Rules without a query are passed over: others check them. In a graph without a thing of the
    project's own classes nothing is asked.
    """
    if not _is_ours(store):
        return
    found = [breach for rule in rules if rule.query for breach in _of(rule, store)]
    dated: dict[NamedNode, list[Breach]] = {}
    for breach in found:
        if breach.thing is not None and "day" in breach.fillers:
            dated.setdefault(breach.thing, []).append(breach)
    yield from (breach for breach in found if not _is_echo(breach, dated))


def _is_echo(breach: Breach, dated: Mapping[NamedNode, list[Breach]]) -> bool:
    """Say whether dates clash with those of a thing whose own dates are told to be wrong.

    Whoever mends that thing has mended this, too. Of things that clash with each other in a
    circle each is told.
    """
    if "day" not in breach.fillers:
        return False
    ahead = [term for term in _others(breach) if term in dated]
    seen = set(ahead)
    while ahead:
        for further in dated[ahead.pop()]:
            new = {term for term in _others(further) if term in dated} - seen
            seen |= new
            ahead += new
    return bool(seen) and breach.thing not in seen


def _others(breach: Breach) -> set[NamedNode]:
    """Return what a breach names beside the thing it is told of."""
    named = (term for name, term in breach.fillers.items() if name not in ("thing", "path"))
    return {term for term in named if isinstance(term, NamedNode) and term != breach.thing}


def _is_ours(store: Store) -> bool:
    """Say whether anything is of a class of the project's ontology."""
    ours = f'?thing a ?class . FILTER(STRSTARTS(STR(?class), "{PREFIXES["al"]}"))'
    return bool(store.select(f"SELECT ?thing WHERE {{ {ours} }} LIMIT 1").rows)


def _of(rule: Rule, store: Store) -> Iterator[Breach]:
    found = store.select(rule.query, where=rule.id)
    seen = set()
    for row in sorted(found.rows, key=str):
        cells = {
            name: term for name, term in zip(found.columns, row, strict=True) if term is not None
        }
        thing, path, value = (cells.get(name) for name in ("thing", "path", "value"))
        if (thing, path, value) not in seen:
            seen.add((thing, path, value))
            yield Breach(
                rule,
                thing if isinstance(thing, NamedNode) else None,
                path.value if isinstance(path, NamedNode) else "",
                value if isinstance(value, NamedNode | Literal) else None,
                cells,
            )
