"""SHACL Core and SHACL-SPARQL over facts in memory, every shape at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from kg.shacl import components, core
from kg.shacl.asking import Answerer
from kg.shacl.facts import Facts
from kg.shacl.model import Validation
from kg.shacl.naming import Names
from kg.shacl.reading import Reader
from kg.shacl.reference import validate as pyshacl_results
from kg.shacl.results import Result
from kg.shacl.vocabulary import BadShape
from kg.terms import PREFIXES, Triple

__all__ = ["BadShape", "Result", "pyshacl_results", "validate"]


def validate(
    data: Iterable[Triple], shapes: Iterable[Triple], prefixes: Mapping[str, str] = PREFIXES
) -> list[Result]:
    """Return what is wrong with `data` by the shapes of a graph, sorted.

    Messages write names with `prefixes`. Raises BadShape when a shape that is used is ill-formed.
    """
    data, shapes = list(data), list(shapes)
    facts, rules = Facts(data), Facts(shapes)
    reader = Reader(rules, (core.constraints, components.constraints), prefixes, facts)
    found = Validation(facts, Answerer(data, shapes)).results(reader.targeted())
    names = Names(rules)
    return [replace(result, rule=names.of(result.shape, result.component)) for result in found]
