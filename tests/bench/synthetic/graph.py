"""The made-up world as a stream of triples, sound or with seeded faults.

python -m tests.bench.synthetic.graph --triples 50000 --faults 0.4 -o world.nt
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph

from kg.terms import Triple
from tests.bench.synthetic.faults import KINDS, Fault
from tests.bench.synthetic.people import TRIPLES_EACH, World

ONTOLOGY = Path(__file__).with_name("ontology.ttl")
SHAPES = Path(__file__).with_name("shapes.ttl")


def people_for(triples: int) -> int:
    """Return how many people give about as many triples."""
    return max(len(KINDS), round(triples / TRIPLES_EACH))


def triples(
    people: int, seed: int = 0, faults: float = 0, found: list[Fault] | None = None
) -> Iterator[Triple]:
    """Yield the triples about so many people; a share of them, `faults`, have one fault each.

    Kinds of fault take turns; what a validator must report is added to `found` on the way.
    """
    world = World(people, seed)
    yield from world.common()
    for number in range(people):
        said = world.cluster(number)
        turn = int(number * faults)
        if int((number + 1) * faults) > turn:
            fault = KINDS[(turn + seed) % len(KINDS)].commit(said, number)
            if found is not None:
                found.append(fault)
        yield from said


def faulty(people: int, seed: int = 0, faults: float = 0.4) -> tuple[list[Triple], list[Fault]]:
    """Return the triples about so many people and what a validator must report, nothing else."""
    found: list[Fault] = []
    return list(triples(people, seed, faults, found)), found


def ontology() -> list[Triple]:
    """Return the ontology of the made-up world."""
    return _parsed(ONTOLOGY)


def shapes() -> list[Triple]:
    """Return its shapes."""
    return _parsed(SHAPES)


def _parsed(path: Path) -> list[Triple]:
    quads = pyoxigraph.parse(path=path, format=pyoxigraph.RdfFormat.TURTLE)
    return [quad.triple for quad in quads]


def main() -> None:
    """Write a made-up world as N-Triples, and its faults as lines of text to standard error."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--triples", type=int, default=5_000)
    parser.add_argument("--faults", type=float, default=0, help="share of people with a fault")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    found: list[Fault] = []
    stream = triples(people_for(options.triples), options.seed, options.faults, found)
    pyoxigraph.serialize(stream, options.output, format=pyoxigraph.RdfFormat.N_TRIPLES)
    for fault in found:
        print(fault.thing.value, fault.property, fault.shape, fault.kind, file=sys.stderr)


if __name__ == "__main__":
    main()
