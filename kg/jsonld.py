"""Sorted quads written as compact JSON-LD 1.1 with a context (https://www.w3.org/TR/json-ld11/)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

from kg.errors import BadFile
from kg.terms import RDF_TYPE, XSD, XSD_STRING, Literal, NamedNode, Quad, Term, curie, whole

Context = Mapping[str, object]


def read_context(path: Path) -> Context | None:
    """Return the context in a file, None when there is no file. Raises BadFile."""
    if not path.is_file():
        return None
    try:
        context = json.loads(path.read_text(encoding="utf-8"))["@context"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadFile(str(path), f"is not a JSON-LD context: {error}") from error
    if not isinstance(context, dict):
        raise BadFile(str(path), "is not a JSON-LD context: one object is expected.")
    for name, entry in context.items():
        known = not isinstance(entry, dict) or (
            set(entry) <= {"@id", "@type", "@container"}
            and entry.get("@container", "@language") == "@language"
        )
        if name.startswith("@") or not known:
            raise BadFile(
                str(path),
                f"{name}: kg writes with names, @id, @type and @container @language only.",
            )
    return context


class _Context:
    """A JSON-LD context read backwards: from IRIs to the keys that write them."""

    def __init__(self, context: Context) -> None:
        texts = {name: value for name, value in context.items() if isinstance(value, str)}
        self.prefixes = {n: v for n, v in texts.items() if v.endswith(("/", "#"))}
        self.terms = {self._full(v): n for n, v in texts.items() if n not in self.prefixes}
        self.coerced: dict[str, tuple[str, str, bool]] = {}  # IRI → key, type, language map?
        for name, value in context.items():
            if isinstance(value, dict) and "@id" in value:
                kind, languages = (
                    str(value.get("@type", "")),
                    value.get("@container") == "@language",
                )
                iri = self._full(str(value["@id"]))
                self.coerced[iri] = (name, kind if kind == "@id" else self._full(kind), languages)

    def _full(self, text: str) -> str:
        prefix, _, name = text.partition(":")
        return self.prefixes[prefix] + name if prefix in self.prefixes else text

    def iri(self, iri: str) -> str:
        """Return an IRI as an `@id` writes it."""
        short = curie(iri, self.prefixes)
        return iri if short.startswith("<") else short

    def type(self, iri: str) -> str:
        """Return an IRI as an `@type` writes it."""
        return self.terms.get(iri) or self.iri(iri)

    def entry(self, predicate: str, terms: list[Term]) -> Iterator[tuple[str, object]]:
        """Yield keys and values that write the terms of one property."""
        key, kind, languages = self.coerced.get(predicate, ("", "", False))
        apart: list[object] = []  # what the coercion of the key does not fit
        fitting: list[object] = []
        by_language: dict[str, list[str]] = {}
        for term in terms:
            if isinstance(term, Literal) and languages and term.language:
                by_language.setdefault(term.language, []).append(term.value)
            elif key and kind == "@id" and not isinstance(term, Literal):
                fitting.append(self._node(term))
            elif key and isinstance(term, Literal) and kind == term.datatype.value:
                fitting.append(term.value)
            elif key and not kind and not languages:
                fitting.append(self._value(term))
            else:
                apart.append(self._value(term))
        if by_language:
            yield key, {language: _one(texts) for language, texts in by_language.items()}
        if fitting:
            yield key, _one(fitting)
        if apart:
            yield self.terms.get(predicate) or self.iri(predicate), _one(apart)

    def _node(self, term: Term) -> str:
        return self.iri(term.value) if isinstance(term, NamedNode) else str(term)

    def _value(self, term: Term) -> object:
        if not isinstance(term, Literal):
            return {"@id": self._node(term)}
        if term.language:
            return {"@language": term.language, "@value": term.value}
        kind = term.datatype.value
        if kind == XSD_STRING:
            return term.value
        if kind == XSD + "boolean" and term.value in ("true", "false"):
            return term.value == "true"
        if kind == XSD + "integer" and term.value == str(whole(term.value)):
            return int(term.value)
        return {"@type": self.type(kind), "@value": term.value}


def _one(values: list[object] | list[str]) -> object:
    return values[0] if len(values) == 1 else list(values)


def write(quads: list[Quad], context: Context) -> bytes:
    """Return compact JSON-LD 1.1: the context inline, one node object per subject."""
    names = _Context(context)
    nodes = []
    for subject, described in groupby(quads, key=lambda quad: quad.subject):
        node: dict[str, object] = {"@id": names._node(subject)}
        for predicate, same in groupby(described, key=lambda quad: quad.predicate):
            terms = [quad.object for quad in same]
            if predicate == RDF_TYPE:
                kinds = [names.type(t.value) if isinstance(t, NamedNode) else str(t) for t in terms]
                node["@type"] = _one(kinds)
            else:
                node.update(names.entry(predicate.value, terms))
        nodes.append(node)
    document = {"@context": context, "@graph": nodes}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
