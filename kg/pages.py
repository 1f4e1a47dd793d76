"""Everything about one thing, as a page: what is written of it, and the questions about it.

The sections are the project's own questions whose header says `#+ page: PLACE PARAMETER`; each
is asked with the thing as that parameter, so that a page shows nothing that a question would not.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from kg import dressing, queries
from kg.answers import Answer
from kg.cells import WIDTH, escaped, visible
from kg.files import File
from kg.rows import Passage
from kg.store import Store
from kg.terms import (
    RDF_TYPE,
    RDFS_LABEL,
    REPORTED_IN,
    SEARCH_KEY,
    STATED_IN,
    Literal,
    NamedNode,
    Term,
    curie,
)
from kg.words import say

_SHOWN_APART = {RDF_TYPE, RDFS_LABEL, SEARCH_KEY, STATED_IN, REPORTED_IN}


@dataclass(frozen=True)
class Page:
    """A thing with its name, classes, what is written of it, sections, uses and passages."""

    iri: str
    name: str  # its CURIE
    label: str
    classes: tuple[str, ...]
    properties: tuple[tuple[str, tuple[str, ...]], ...]  # label of property, texts of values
    sections: tuple[tuple[str, Answer], ...]  # the question asked, its rows
    used_by: tuple[tuple[str, tuple[str, ...]], ...]  # label of property, names of what points here
    passages: tuple[Passage, ...]
    language: str = "en"

    def write(self, format: str = "text") -> str:
        """Return the page as text, Markdown or JSON."""
        if format == "json":
            return json.dumps(self._document(), ensure_ascii=False, indent=1) + "\n"
        if format == "markdown":
            return "".join(part for _, part in self.parts(markdown=True))
        return visible("".join(part for _, part in self.parts()))

    def parts(self, width: int = WIDTH, markdown: bool = False) -> Iterator[tuple[str, str]]:
        """Yield the page in order: each part with its kind (title, text, heading), as written."""
        also, evidence = (say(w, self.language).capitalize() for w in ("also named by", "evidence"))
        title = f"{self.label} ({', '.join(self.classes)})" if self.classes else self.label
        yield "title", f"# {escaped(title)}\n\n" if markdown else f"{title}\n"
        yield "text", f"`{self.name}`\n\n" if markdown else f"{self.name}\n"
        yield "text", _list(self.properties, markdown)
        for question, answer in self.sections:
            yield "heading", _heading(question, markdown)
            yield "text", answer.as_markdown(True) if markdown else answer.as_table(True, width)
        if self.used_by:
            yield "heading", _heading(also, markdown)
            yield "text", _list(self.used_by, markdown)
        if self.passages:
            yield "heading", _heading(evidence, markdown)
            yield "text", "".join(f"- {passage}\n" for passage in self.passages)

    def _document(self) -> dict[str, object]:
        return {
            "iri": self.iri,
            "name": self.name,
            "label": self.label,
            "classes": list(self.classes),
            "properties": {name: list(values) for name, values in self.properties},
            "sections": [
                {
                    "question": answer.question,
                    "summary": title,
                    "rows": [
                        {**_plain(row.items()), "passages": [p.label for p in row.passages]}
                        for row in answer
                    ],
                }
                for title, answer in self.sections
            ],
            "used by": {name: list(things) for name, things in self.used_by},
            "passages": [{"label": p.label, "link": p.link} for p in self.passages],
        }


def page(store: Store, thing: NamedNode, questions: dict[str, File], language: str = "en") -> Page:
    """Return the page of a thing; `questions` are those of the project, by name."""
    sections, told = [], set()
    asked = (question for question in map(queries.parse, questions.values()) if question.page)
    for question in sorted(asked, key=lambda question: question.place):
        answer = queries.ask(
            store, question, {question.parameter(question.page).name: thing}, language
        )
        if answer.rows:
            sections.append((question.summary(language), answer))
            told |= {fact for facts in answer.facts for fact in facts}
    return Page(
        iri=thing.value,
        name=curie(thing.value, store.prefixes),
        label=store.label(thing, language),
        classes=tuple(store.label(kind, language) for kind in store.types(thing)),
        properties=_properties(store, thing, language),
        sections=tuple(sections),
        used_by=_used_by(store, thing, told, language),
        passages=tuple(dressing.passages(store, thing.value, language)),
        language=language,
    )


def _properties(
    store: Store, thing: NamedNode, language: str
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return what is written of a thing, prose in `language` only where it exists in it."""
    values: dict[NamedNode, set[Term]] = {}
    for quad in store.asserted(thing):
        if quad.predicate not in _SHOWN_APART:
            values.setdefault(quad.predicate, set()).add(quad.object)
    named = [
        (store.label(predicate, language), tuple(_texts(store, terms, language)))
        for predicate, terms in values.items()
    ]
    return tuple(sorted(named))


def _texts(store: Store, terms: set[Term], language: str) -> list[str]:
    languages = {term.language for term in terms if isinstance(term, Literal)} - {None}
    wanted = language if language in languages else "en" if "en" in languages else None
    return sorted(
        store.label(term, language)
        for term in terms
        if not (isinstance(term, Literal) and term.language and wanted not in (None, term.language))
    )


def _used_by(
    store: Store, thing: NamedNode, told: set[str], language: str
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return what points at a thing and is in none of the sections, by property."""
    found: dict[str, set[str]] = {}
    for quad in store.asserted(None, None, thing):
        subject = quad.subject
        if isinstance(subject, NamedNode) and subject.value not in told | {thing.value}:
            name = store.label(quad.predicate, language)
            found.setdefault(name, set()).add(store.label(subject, language))
    return tuple((name, tuple(sorted(things))) for name, things in sorted(found.items()))


def _heading(title: str, markdown: bool) -> str:
    return f"\n## {escaped(title)}\n\n" if markdown else f"\n{title}\n"


def _list(entries: tuple[tuple[str, tuple[str, ...]], ...], markdown: bool) -> str:
    """Return names with their values, a line each."""
    lines = [f"{name}: {'; '.join(values)}" for name, values in entries]
    return "".join(f"- {escaped(line) if markdown else line}\n" for line in lines)


def _plain(items: object) -> dict[str, object]:
    return {
        name: value if value is None or isinstance(value, str | int | bool) else str(value)
        for name, value in items  # type: ignore[attr-defined]
    }
