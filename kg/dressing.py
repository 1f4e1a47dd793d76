"""Rows of an engine dressed for readers: labels beside IRIs, headings, and what each rests on."""

from __future__ import annotations

from collections.abc import Iterable

from kg.answers import Answer
from kg.rows import Passage
from kg.store import Selection, Store
from kg.terms import (
    PREFIXES,
    REPORTED_IN,
    STATED_IN,
    Literal,
    NamedNode,
    Term,
    al,
    expand,
    variable_name,
)

FACT = "fact"  # the column that says what a row rests on; printed only as its passages


def dress(store: Store, selection: Selection, language: str, question: str = "") -> Answer:
    """Return rows as an answer: labels beside IRIs, headings, and what each row rests on."""
    columns, rows = selection.columns, selection.rows
    facts: list[tuple[str, ...]] = []
    if question and FACT in columns:
        at = columns.index(FACT)
        facts = [_facts(row[at]) for row in rows]
        columns, rows = columns[:at] + columns[at + 1 :], [r[:at] + r[at + 1 :] for r in rows]
    iris = {term for row in rows for term in row if isinstance(term, NamedNode)}
    return Answer(
        columns=columns,
        rows=rows,
        facts=facts,
        passages={
            fact: passages(store, fact, language) for fact in {f for fs in facts for f in fs}
        },
        labels={iri.value: store.label(iri, language) for iri in iris},
        headings=_words(store, "column-", language) if question else {},
        codes=_words(store, "value-", language) if question else {},
        prefixes=store.prefixes,
        question=question,
        language=language,
    )


def _facts(term: Term | None) -> tuple[str, ...]:
    """Return what a row rests on: one fact, or the many of a row that counts, as one text."""
    if isinstance(term, Literal):
        named = (expand(word, {}) for word in term.value.split())
        return tuple(fact.value for fact in named if fact is not None)
    return (term.value,) if isinstance(term, NamedNode) else ()


def passages(store: Store, fact: str, language: str = "en") -> list[Passage]:
    """Return the passages that a fact rests on, in the order of their names."""
    node = NamedNode(fact)
    found = [*store.values(node, STATED_IN), *store.values(node, REPORTED_IN)]
    return [
        Passage(passage.value, store.label(passage, language), link(store, passage))
        for passage in found
        if isinstance(passage, NamedNode)
    ]


def complete(store: Store, things: Iterable[Term], language: str = "en") -> tuple[str, ...]:
    """Return the names of those of `things` of which the source says that it names all."""
    told = (thing for thing in things if any(store.quads(None, al("completeFor"), thing)))
    return tuple(store.label(thing, language) for thing in told)


def link(store: Store, passage: NamedNode) -> str:
    """Return where a passage's section can be read, "" when nothing says so."""
    links = store.values(passage, al("sectionLink"))
    return next((term.value for term in links if isinstance(term, Literal | NamedNode)), "")


def topic(store: Store, tag: str, language: str = "en") -> str:
    """Return the name of a topic of questions."""
    return _words(store, "topic-", language).get(tag, tag)


def _words(store: Store, kind: str, language: str) -> dict[str, str]:
    """Return the labels of `queries/labels.ttl` whose name begins with `kind`, by variable."""
    start = PREFIXES["query"] + kind
    labelled = store.quads(graph=NamedNode(PREFIXES["query"] + "labels"))
    nodes = {q.subject for q in labelled if str(q.subject)[1:].startswith(start)}
    names_of = variable_name if kind == "column-" else str
    return {
        names_of(node.value[len(start) :]): store.label(node, language)
        for node in nodes
        if isinstance(node, NamedNode)
    }
