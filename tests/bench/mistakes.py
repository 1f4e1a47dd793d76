"""One mistake of every kind that the shipped shapes can find, to be sown in generated graphs.

They are the invalid examples of `tests/shapes/`, which a test holds complete; what each breaks
stands in its golden report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph

from kg.terms import PREFIXES, RDFS_LABEL, Literal, NamedNode, Triple, al
from tests.bench.grow import ROOT

_EXAMPLES = ROOT / "tests" / "shapes"
_REPORTS = ROOT / "tests" / "golden" / "shapes"
_PATH = NamedNode(PREFIXES["sh"] + "path")


@dataclass(frozen=True)
class Fault:
    """What a validator must report: `property` is an IRI or "", `kind` the name of a shape."""

    thing: str
    property: str
    kind: str


@dataclass(frozen=True)
class Mistake:
    """A thing with one mistake."""

    thing: NamedNode
    property: str
    kind: str
    triples: tuple[Triple, ...]

    def copy(self, number: int) -> tuple[list[Triple], Fault]:
        """Return the thing under another name, the first time under its own, and its fault."""
        name = NamedNode(f"{self.thing.value}-{number}") if number else self.thing
        told = [
            Triple(
                name if t.subject == self.thing else t.subject,
                t.predicate,
                name if t.object == self.thing else t.object,
            )
            for t in self.triples
        ]
        return told, Fault(name.value, self.property, self.kind)


def _day(text: str) -> Literal:
    return Literal(text, datatype=NamedNode(PREFIXES["xsd"] + "date"))


def _decimal(text: str) -> Literal:
    return Literal(text, datatype=NamedNode(PREFIXES["xsd"] + "decimal"))


# Examples that break two rules in one, as people do, are made to break only one.
_ONLY: dict[str, dict[NamedNode, list[Literal]]] = {
    "accusation-told-as-fact": {
        RDFS_LABEL: [
            Literal("theft by Ana Example", language="en"),
            Literal("acusación de robo", language="es"),
        ]
    },
}
for _name, _property, _other in (
    ("date-claim-from-an-incomplete-day", "claimedEarliest", "claimedLatest"),
    ("date-claim-until-an-incomplete-day", "claimedLatest", "claimedEarliest"),
    ("event-from-an-incomplete-day", "earliest", "latest"),
    ("event-until-an-incomplete-day", "latest", "earliest"),
    ("claim-from-an-incomplete-day", "earliest", "latest"),
    ("claim-until-an-incomplete-day", "latest", "earliest"),
    ("headcount-from-an-incomplete-day", "countedFrom", "countedTo"),
    ("headcount-until-an-incomplete-day", "countedTo", "countedFrom"),
):
    _ONLY[_name] = {al(_property): [_day("2019-02-02Z")], al(_other): []}
for _name, _property in (("headcount-in-words", "value"), ("passage-at-the-end", "position")):
    _ONLY[_name] = {al(_property): [_decimal("7.5")]}


def parsed(path: Path) -> list[Triple]:
    """Return the triples of a Turtle file, in its order."""
    return [q.triple for q in pyoxigraph.parse(path=path, format=pyoxigraph.RdfFormat.TURTLE)]


def described(paths: Iterable[Path]) -> dict[NamedNode, list[Triple]]:
    """Return what files say, by subject; of a thing that several describe, what the first says."""
    things: dict[NamedNode, list[Triple]] = {}
    for path in paths:
        told: dict[NamedNode, list[Triple]] = {}
        for triple in parsed(path):
            told.setdefault(triple.subject, []).append(triple)
        things = told | things
    return things


class Mistakes:
    """All mistakes, and the sound things that they speak of."""

    def __init__(self) -> None:
        shapes = parsed(ROOT / "ontology" / "shapes.ttl")
        paths = {t.subject: t.object for t in shapes if t.predicate == _PATH}
        self.sound = described(sorted(_EXAMPLES.glob("*-invalid.ttl")))
        self.all: list[Mistake] = []
        for report in sorted(_REPORTS.glob("*.txt")):
            for line in report.read_text(encoding="utf-8").splitlines():
                found = re.match(r"\w+: (\S+) \[([\w-]+)\]", line)
                thing = NamedNode(PREFIXES["id"] + found[1])
                path = paths.get(NamedNode(PREFIXES["shape"] + found[2]))
                if thing in self.sound:  # and not a second time, for its second rule
                    told = _only(found[1], self.sound.pop(thing))
                    property = path.value if isinstance(path, NamedNode) else ""
                    self.all.append(Mistake(thing, property, found[2], tuple(told)))

    def needed(self, known: set[object]) -> Iterator[Triple]:
        """Yield what the mistakes speak of, but for what is known."""
        for subject, triples in self.sound.items():
            if subject not in known:
                yield from triples


def _only(name: str, triples: list[Triple]) -> list[Triple]:
    """Return what is said of an example, changed where it breaks two rules in one."""
    changed = _ONLY.get(name, {})
    kept = [t for t in triples if t.predicate not in changed]
    subject = triples[0].subject
    return kept + [Triple(subject, p, value) for p, values in changed.items() for value in values]


@cache
def mistakes() -> Mistakes:
    """Return the mistakes, read once."""
    return Mistakes()
