"""A graph of any size and of the shipped shape: the shipped story, told again of made-up actors.

    python -m tests.bench.generate --actors 2000 --faults 0.01 --seed 7 -o grown.nt

Each telling has all that is told in `data/` (classes and properties in the same proportions)
under names, words, days and fingerprints of its own; concepts are shared. Who did or said
something is drawn from all tellings, from the first most often, the n-th 1/n times as often.
Nothing of a real person but the pattern is left. What a seed gives is the same byte for byte.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import random
import re
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pyoxigraph

from kg.terms import PREFIXES, RDF_TYPE, RDFS_LABEL, Literal, NamedNode, Triple, al
from tests.bench.grow import ROOT
from tests.bench.mistakes import Fault, described, mistakes, parsed

_SHARED = {"Concept", "ConceptScheme"}
_LEFT_OUT = {"Dataset"}  # what is said of the shipped files themselves
_ACTORS = {"Person", "Group", "Institution"}
# Who stands here may be anybody of the same kind; other links stay within a telling.
_ANYBODY = {
    al(name)
    for name in (
        *("about", "accused", "actor", "addressedTo", "against", "appointee", "by"),
        *("claimedHolder", "holder", "madeBy", "participant", "recognizedClaimant", "reportedBy"),
    )
}
_OUTSIDE = {NamedNode(PREFIXES["skos"] + name) for name in ("exactMatch", "closeMatch")}
_YEAR = re.compile(r"(^|/)(\d{4})")
_DAY = NamedNode(PREFIXES["xsd"] + "date")


@dataclass(frozen=True)
class Thing:
    """A thing of the shipped story: its kind, its number among its kind, and what is said of it."""

    kind: str  # "office-claim"
    words: dict[str, str]  # what its kind is called, by language
    number: int
    triples: tuple[Triple, ...]

    def name(self, telling: int, each: int) -> str:
        """Return its name in a telling, when there are `each` of its kind in every telling."""
        return f"{self.kind}-{telling * each + self.number}"


class Story:
    """The shipped data, read once: what all tellings share, and what each tells anew."""

    def __init__(self) -> None:
        self.shared: list[Triple] = []
        self.things: dict[NamedNode, Thing] = {}
        self.counts: Counter[str] = Counter()
        words = _words_of_classes()
        for subject, triples in described(sorted((ROOT / "data").glob("*.ttl"))).items():
            kinds = sorted(_local(t.object) for t in triples if t.predicate == RDF_TYPE)
            if kinds[0] in _SHARED:
                self.shared += triples
            elif kinds[0] not in _LEFT_OUT:
                kind = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", kinds[0]).lower()
                self.counts[kind] += 1
                number = self.counts[kind]
                self.things[subject] = Thing(kind, words[kinds[0]], number, tuple(triples))
        self.actors = sum(self.counts[kind.lower()] for kind in _ACTORS)
        self.dead = self._dead()

    def _dead(self) -> set[object]:
        """Return who dies in the story: they keep to it, lest they act after their death."""
        death = NamedNode(PREFIXES["id"] + "death")
        return {
            triple.object
            for thing in self.things.values()
            if death in {t.object for t in thing.triples if t.predicate == al("kind")}
            for triple in thing.triples
        }

    def told(self, telling: int, tellings: int, seed: int) -> Iterator[Triple]:
        """Yield one telling of the story."""
        chance = random.Random(f"{seed}/{telling}")
        for subject, thing in self.things.items():
            yield from _Telling(self, telling, tellings, chance).of(subject, thing)


@dataclass(frozen=True)
class _Telling:
    """One of `tellings` tellings of a story."""

    story: Story
    telling: int
    tellings: int
    chance: random.Random

    def of(self, subject: NamedNode, thing: Thing) -> Iterator[Triple]:
        """Yield what this telling says of a thing."""
        name = self.name(subject, self.telling)
        for number, triple in enumerate(thing.triples):
            value = triple.object
            if isinstance(value, Literal):
                value = self.literal(thing, name, number, triple)
            elif triple.predicate in _OUTSIDE:
                host = urlsplit(value.value).hostname  # a thing has one identifier of each
                value = NamedNode(f"https://{host}.example.org/{_local(name)}")
            elif value in self.story.things:
                value = self.name(value, self.whose(triple))
            yield Triple(name, triple.predicate, value)

    def name(self, subject: NamedNode, telling: int) -> NamedNode:
        """Return what a thing of the story is called in a telling."""
        thing = self.story.things[subject]
        return NamedNode(PREFIXES["id"] + thing.name(telling, self.story.counts[thing.kind]))

    def whose(self, triple: Triple) -> int:
        """Return from which telling the value of a triple comes."""
        whom = self.story.things[triple.object]
        if triple.predicate not in _ANYBODY or triple.object in self.story.dead:
            return self.telling
        if whom.kind.title() not in _ACTORS:
            return self.telling
        return int((self.tellings + 1) ** self.chance.random()) - 1

    def literal(self, thing: Thing, name: NamedNode, number: int, triple: Triple) -> Literal:
        """Return a value of the same kind as the shipped one, in words of its own."""
        value: Literal = triple.object
        property = triple.predicate
        if value.language:
            ours = _local(name).rpartition("-")[2]
            text = f"{thing.words[value.language]} {ours}"
            if property != RDFS_LABEL:
                text += f", {_local(property)} {number}"
            return Literal(text, language=value.language)
        if property == al("fingerprint"):
            return Literal(hashlib.sha256(name.value.encode()).hexdigest())
        if property == al("sectionLink"):
            return Literal(f"https://example.org/{_local(name)}", datatype=value.datatype)
        if property == al("section"):
            return Literal(f"Section of {_local(name)}")
        if property in (al("date"), al("claimedDate")) or value.datatype == _DAY:
            return Literal(_YEAR.sub(self.later, value.value), datatype=value.datatype)
        return value

    def later(self, year: re.Match[str]) -> str:
        """Return a year as it is in this telling: four years apart, so that February stays."""
        return f"{year[1]}{int(year[2]) + 4 * (self.telling % 15):04}"


@cache
def story() -> Story:
    """Return the shipped story."""
    return Story()


def _local(term: NamedNode) -> str:
    return re.split(r"[#/]", term.value)[-1]


def _words_of_classes() -> dict[str, dict[str, str]]:
    """Return what each class is called in each language."""
    words: dict[str, dict[str, str]] = {}
    for triple in parsed(ROOT / "ontology" / "allegiance.ttl"):
        if triple.predicate == RDFS_LABEL and isinstance(triple.subject, NamedNode):
            words.setdefault(_local(triple.subject), {})[triple.object.language] = (
                triple.object.value
            )
    return words


def triples(
    actors: int, seed: int = 0, faults: float = 0, found: list[Fault] | None = None
) -> Iterator[Triple]:
    """Yield a graph with at least so many actors, in whole tellings of the story.

    `faults` is the share of things that have one fault each, taken in turns from every kind that
    the shapes can find (each at least once); they are added to `found` on the way.
    """
    tellings = max(1, math.ceil(actors / story().actors))
    yield from story().shared
    wrong = mistakes().all if faults else []
    if faults:
        yield from mistakes().needed({triple.subject for triple in story().shared})
    made = 0
    for telling in range(tellings):
        yield from story().told(telling, tellings, seed)
        while made < max(len(wrong), round(faults * len(story().things) * (telling + 1))):
            told, fault = wrong[made % len(wrong)].copy(made // len(wrong))
            made += 1
            if found is not None:
                found.append(fault)
            yield from told


def faulty(actors: int, seed: int = 0, faults: float = 0.1) -> tuple[list[Triple], list[Fault]]:
    """Return a graph with seeded faults, and the faults: all that a validator must report."""
    found: list[Fault] = []
    return list(triples(actors, seed, faults, found)), found


def actors_for(triples: int) -> int:
    """Return how many actors make a graph of about so many triples."""
    each = sum(len(thing.triples) for thing in story().things.values())
    return max(1, round((triples - len(story().shared)) / each)) * story().actors


def write(path: Path, actors: int, seed: int = 0, faults: float = 0) -> list[Fault]:
    """Write a graph: to an .nt or .ttl file, or to a folder as a project of its own."""
    found: list[Fault] = []
    if path.suffix not in (".nt", ".ttl"):
        for name in ("ontology", "queries"):
            shutil.copytree(ROOT / name, path / name, dirs_exist_ok=True)
        (path / "data").mkdir(parents=True, exist_ok=True)
        path = path / "data" / "generated.ttl"
    # Every N-Triples file is a Turtle file too, and can be written as it comes.
    pyoxigraph.serialize(
        triples(actors, seed, faults, found), path, format=pyoxigraph.RdfFormat.N_TRIPLES
    )
    if faults:
        lines = "".join(f"{f.thing}\t{f.property}\t{f.kind}\n" for f in found)
        path.with_name(f"{path.stem}-faults.tsv").write_text(lines, encoding="utf-8")
    return found


def main() -> None:
    """Write a graph of the shipped shape; faults go to a table beside it: thing, property, kind."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--actors", type=int, default=1_000, help="at least so many")
    parser.add_argument("--faults", type=float, default=0, help="share of things with a fault")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("-o", "--output", type=Path, required=True, help="FILE.nt or a folder")
    options = parser.parse_args()
    found = write(options.output, options.actors, options.seed, options.faults)
    print(f"{len(found)} faults", file=sys.stderr)


if __name__ == "__main__":
    main()
