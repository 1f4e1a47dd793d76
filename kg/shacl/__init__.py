"""SHACL Core and SHACL-SPARQL over facts in memory or behind an endpoint, every shape at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from kg.shacl import components, core
from kg.shacl.asking import Answerer, Local, Remote
from kg.shacl.engine import Validation
from kg.shacl.facts import Endpoint, Facts, Source, Triples
from kg.shacl.naming import Names
from kg.shacl.reading import Reader
from kg.shacl.reference import validate as pyshacl_results
from kg.shacl.results import Result
from kg.shacl.vocabulary import BadShape
from kg.store import Selection
from kg.terms import PREFIXES, Triple

__all__ = ["BadShape", "Result", "pyshacl_results", "validate", "validate_asked"]


def validate(
    data: Iterable[Triple], shapes: Iterable[Triple], prefixes: Mapping[str, str] = PREFIXES
) -> list[Result]:
    """Return what is wrong with `data` by the shapes of a graph, sorted.

    Messages write names with `prefixes`. Raises BadShape when a shape that is used is ill-formed.
    """
    data, shapes = list(data), list(shapes)
    return _results(Triples(data), shapes, Local(data, shapes), prefixes)


def validate_asked(select: Callable[[str], Selection], shapes: Iterable[Triple]) -> list[Result]:
    """Return what is wrong with the facts behind a function that answers SPARQL SELECT queries.

    The literals are those that the engine keeps. Raises BadShape, and what `select` raises.
    """
    return _results(Endpoint(select), list(shapes), Remote(select), PREFIXES)


def _results(
    source: Source, shapes: list[Triple], answerer: Answerer, prefixes: Mapping[str, str]
) -> list[Result]:
    facts = Facts(Triples(shapes))
    reader = Reader(facts, (core.constraints, components.constraints), prefixes)
    found, names = Validation(Facts(source), answerer).results(reader.targeted()), Names(facts)
    return [replace(result, rule=names.of(result.shape, result.component)) for result in found]
