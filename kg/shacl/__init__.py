"""SHACL Core and SHACL-SPARQL over facts in memory or behind an endpoint, every shape at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kg.shacl import components, core
from kg.shacl.asking import Answerer, Local, Remote
from kg.shacl.engine import Validation
from kg.shacl.facts import Asked, Facts, Source, Triples
from kg.shacl.reading import Reader
from kg.shacl.reference import validate as pyshacl_results
from kg.shacl.results import Result
from kg.shacl.vocabulary import BadShape
from kg.store import Selection
from kg.terms import Triple

__all__ = ["BadShape", "Result", "pyshacl_results", "validate", "validate_asked"]


def validate(data: Iterable[Triple], shapes: Iterable[Triple]) -> list[Result]:
    """Return what is wrong with `data` by the shapes of a graph, sorted.

    Raises BadShape when a shape that is used is ill-formed.
    """
    data, shapes = list(data), list(shapes)
    return _results(Triples(data), shapes, Local(data, shapes))


def validate_asked(select: Callable[[str], Selection], shapes: Iterable[Triple]) -> list[Result]:
    """Return what is wrong with the facts behind a function that answers SPARQL SELECT queries.

    The literals are those that the engine keeps. Raises BadShape, and what `select` raises.
    """
    return _results(Asked(select), list(shapes), Remote(select))


def _results(source: Source, shapes: list[Triple], answerer: Answerer) -> list[Result]:
    reader = Reader(Facts(Triples(shapes)), (core.constraints, components.constraints))
    return Validation(Facts(source), answerer).results(reader.targeted())
