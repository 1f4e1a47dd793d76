"""What SHACL alone costs on the made-up world with faults, beside other engines.

An engine is given triples and shapes in its own terms, pyshifty their bytes; what counts is from
there to the results. Every engine's number of results is held against the faults that were sown.
"""

from __future__ import annotations

from pathlib import Path

import pyoxigraph

from kg.terms import Triple
from tests.bench.measuring import SIZES, Engine, Work, compare, goal, growth, work_of
from tests.bench.synthetic import graph as synthetic

FAULTS = 0.4  # the share of people with one; few faults flatter engines that are slow to report


def _read(path: Path) -> list[Triple]:
    quads = pyoxigraph.parse(path=path, format=pyoxigraph.RdfFormat.N_TRIPLES)
    return [quad.triple for quad in quads]


def _kg(path: Path) -> Work:
    from kg import shacl

    data, shapes = _read(path), synthetic.shapes()
    return lambda: len(shacl.validate(data, shapes))


def _pyshacl(path: Path) -> Work:
    import pyshacl
    from rdflib.namespace import SH

    from kg import bridge

    data, shapes = bridge.graph(_read(path)), bridge.graph(synthetic.shapes())

    def work() -> int:
        with bridge.quiet():
            _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none")
        return sum(1 for _ in report.objects(None, SH.result))

    return work


def _pyshifty(path: Path) -> Work:
    import shifty

    def work() -> int:
        found = shifty.validate_algebra(path, synthetic.SHAPES, infer=False)
        return len(found.violations)

    return work


def _pyshifty_report(path: Path) -> Work:
    import logging

    import shifty
    from rdflib.namespace import SH

    logging.disable(logging.CRITICAL)  # rdflib tells at length of every ill-formed literal

    def work() -> int:
        _, report, _ = shifty.validate(path, synthetic.SHAPES, infer=False)
        return sum(1 for _ in report.objects(None, SH.result))

    return work


def _pyrudof(path: Path) -> Work:
    import pyrudof

    rudof = pyrudof.Rudof(pyrudof.RudofConfig())
    rudof.read_data(str(path), pyrudof.RDFFormat.Turtle)
    rudof.read_shacl(str(synthetic.SHAPES))
    return lambda: len(rudof.validate_shacl())


ENGINES = {
    "kg": Engine("allegiance-kg", "kg", _kg),
    "pyshacl": Engine("pyshacl", "pyshacl", _pyshacl, SIZES[0]),
    "pyshifty": Engine("pyshifty", "shifty", _pyshifty),
    "pyshifty-report": Engine("pyshifty", "shifty", _pyshifty_report, SIZES[1]),
    "pyrudof": Engine("pyrudof", "pyrudof", _pyrudof, SIZES[1]),
}


def main() -> None:
    """Print what each engine takes, and the goals, each with its figure."""
    costs = compare("tests.bench.shacl", ENGINES, _write)
    small, middle, _ = SIZES
    ours = {size: found.seconds for size, found in costs["kg"].items()}
    print("goals (an engine that is wrong is no measure)")
    if "pyshacl" in costs:
        times = costs["pyshacl"][small].seconds / ours[small]
        goal("pyshacl's CPU at 5k, in times that of kg", times, least=50)
    peers = [costs[n][middle].seconds for n in ENGINES if n != "kg" and middle in costs.get(n, {})]
    if peers:
        goal("CPU at 50k, in times that of the fastest", ours[middle] / min(peers), most=4)
    if len(ours) == len(SIZES):
        goal("growth from 5k to 500k, exponent", growth(ours), most=1.15)


def _write(size: int, path: Path) -> int:
    """Write the world of a size with its faults, and return how many there are."""
    world, faults = synthetic.faulty(synthetic.people_for(size), faults=FAULTS)
    triples = [*world, *synthetic.ontology()]
    pyoxigraph.serialize(triples, path, format=pyoxigraph.RdfFormat.N_TRIPLES)
    print(f"\n{len(triples):,} triples, {len(faults):,} faults")
    return len(faults)


if __name__ == "__main__":
    work_of(ENGINES)
