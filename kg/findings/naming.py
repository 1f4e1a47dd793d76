"""Findings with their place, their things and values named as people know them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.report import Finding, Related
from kg.store import Store
from kg.terms import XSD_STRING, BlankNode, Literal, NamedNode, Term, curie, local_name
from kg.turtle.positions import Place, Positions
from kg.words import say

_BARE = ("boolean", "integer", "decimal", "double")  # kinds that Turtle writes without quotes


@dataclass(frozen=True)
class Offence:
    """What is wrong: a thing, a property of it and its value, as far as they are known.

    It is placed at the value, unless `at` says "predicate". A `silent` value is one that the
    message already tells.
    """

    thing: Term | None
    path: NamedNode | None = None
    value: Term | None = None
    at: str = "value"
    silent: bool = False


@dataclass(frozen=True)
class Namer:
    """Knows how to name things, where they stand, and in which language to tell it."""

    store: Store
    positions: Positions
    language: str

    def finding(self, rule: str, severity: str, message: str, offence: Offence) -> Finding:
        """Return the finding of an offence, at its place."""
        thing, path, value = offence.thing, offence.path, offence.value
        found = Finding(
            severity=severity,
            rule=rule,
            file="",
            line=0,
            column=0,
            thing=curie(thing.value, self.store.prefixes) if isinstance(thing, NamedNode) else "",
            label=self.label(thing),
            message=message,
            value="" if value is None or offence.silent else self.text(value),
            focus=thing.value if isinstance(thing, NamedNode) else str(thing or ""),
            path=path.value if path is not None else "",
            term="" if value is None else str(value),
        )
        if thing is None:
            return found
        at = None if offence.at == "predicate" else value
        return placed(found, self.positions.find(thing, path, at))

    def label(self, thing: Term | None) -> str:
        """Return the name of a thing, "" when it is all in its CURIE."""
        if isinstance(thing, BlankNode):
            return self._nameless(thing)
        if not isinstance(thing, NamedNode):
            return ""
        label = self.store.label(thing, self.language)
        return "" if label == curie(thing.value, self.store.prefixes) else label

    def _nameless(self, thing: BlankNode) -> str:
        """Return where a thing without a name is described."""
        place = self.positions.find(thing)
        if not place.file:
            return say("a thing without a name", self.language)
        told = say("a thing without a name at %s", self.language)
        return told % f"{place.file}:{place.line}"

    def text(self, term: Term) -> str:
        """Return a value as it was written, with its kind when that is not plain text."""
        prefixes = self.store.prefixes
        if isinstance(term, NamedNode):
            label, name = self.store.label(term, self.language), curie(term.value, prefixes)
            return name if label == name else f"{label} ({name})"
        if isinstance(term, BlankNode):
            return self._nameless(term)
        if not isinstance(term, Literal):
            return ""
        if local_name(term.datatype.value) in _BARE:
            return term.value
        if term.language:
            return f'"{term.value}"@{term.language}'
        kind = "" if term.datatype.value == XSD_STRING else curie(term.datatype.value, prefixes)
        return f'"{term.value}"' + (f"^^{kind}" if kind else "")


def placed(finding: Finding, place: Place) -> Finding:
    """Return a finding with its place."""
    return replace(finding, file=place.file, line=place.line, column=place.column)


def related(finding: Finding, *others: Finding) -> Finding:
    """Return a finding that shows the places of others."""
    shown = (Related(f.file, f.line, f.column, f.label or f.thing) for f in others)
    return replace(finding, related=tuple(shown))
