"""What the OWL 2 RL closure of the made-up world costs, beside other engines.

An engine is given the triples in its own terms; what counts is from there to the closure.
"""

from __future__ import annotations

from pathlib import Path

import pyoxigraph

from kg.terms import Triple
from tests.bench.measuring import SIZES, Engine, Work, compare, goal, growth, work_of
from tests.bench.synthetic import graph as synthetic


def _read(path: Path) -> list[Triple]:
    quads = pyoxigraph.parse(path=path, format=pyoxigraph.RdfFormat.N_TRIPLES)
    return [quad.triple for quad in quads]


def _kg(path: Path) -> Work:
    from kg import reasoning

    asserted = _read(path)
    reasoning.closure([])  # loads what is loaded late
    return lambda: len(reasoning.closure(asserted).triples)


def _kg_and_reading(path: Path) -> Work:
    """Return the work with the reading, so that its memory is that of everything it holds."""
    from kg import reasoning

    reasoning.closure([])

    def work() -> int:
        asserted = _read(path)
        return len(asserted) + len(reasoning.closure(asserted).triples)

    return work


def _owlrl(path: Path) -> Work:
    import owlrl

    from kg import bridge

    graph = bridge.graph(_read(path))

    def work() -> int:
        before = len(graph)
        with bridge.quiet():
            owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
        return len(graph) - before

    return work


def _sparq(path: Path) -> Work:
    import sparq

    graph = sparq.Graph.load(str(path), format="ntriples")

    def work() -> int:
        added: int = graph.reason("owl")
        return added

    return work


def _reasonable(path: Path) -> Work:
    import reasonable

    reasoner = reasonable.PyReasoner()
    reasoner.load_file(str(path))
    given = len(_read(path))
    return lambda: len(reasoner.reason()) - given


ENGINES = {
    "kg": Engine("allegiance-kg", "kg", _kg),
    "kg-and-reading": Engine("allegiance-kg", "kg", _kg_and_reading, smallest=SIZES[-1]),
    "owlrl": Engine("owlrl", "owlrl", _owlrl, SIZES[0]),
    "sparq-rdf": Engine("sparq-rdf", "sparq", _sparq),
    "reasonable": Engine("reasonable", "reasonable", _reasonable, SIZES[1]),
}


def main() -> None:
    """Print what each engine takes, and the goals, each with its figure."""
    costs = compare("tests.bench.closure", ENGINES, _write)
    small, middle, large = SIZES
    ours = {size: found.seconds for size, found in costs["kg"].items()}
    print("goals")
    if "owlrl" in costs:
        times = costs["owlrl"][small].seconds / ours[small]
        goal("owlrl's CPU at 5k, in times that of kg", times, least=100)
    peers = [
        costs[n][middle].seconds for n in ("sparq-rdf", "reasonable") if middle in costs.get(n, {})
    ]
    if peers:
        goal("CPU at 50k, in times that of the fastest", ours[middle] / min(peers), most=8)
    if len(ours) == len(SIZES):
        goal("growth from 5k to 500k, exponent", growth(ours), most=1.15)
    if "kg-and-reading" in costs:
        held = costs["kg-and-reading"][large]
        goal("bytes for a triple of the closure at 500k", held.memory / held.results, most=1536)


def _write(size: int, path: Path) -> None:
    """Write the sound world of a size."""
    world = synthetic.triples(synthetic.people_for(size))
    triples = [*world, *synthetic.ontology()]
    pyoxigraph.serialize(triples, path, format=pyoxigraph.RdfFormat.N_TRIPLES)
    print(f"\n{len(triples):,} triples")


if __name__ == "__main__":
    work_of(ENGINES)
