"""The same results from pyshacl, the reference, with what it leaves out put back.

It loses the languages of messages that a query fills in, and gives details inside a result the
form of results. Its verdicts are taken as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from kg.shacl.facts import Facts
from kg.shacl.naming import Names
from kg.shacl.paths import read
from kg.shacl.results import Result, severity_name
from kg.shacl.vocabulary import BadShape, sh
from kg.terms import Literal, NamedNode, Term, Triple


def validate(data: Iterable[Triple], shapes: Iterable[Triple]) -> list[Result]:
    """Return what pyshacl finds wrong with `data` by the shapes of a graph, sorted.

    Raises BadShape when pyshacl refuses the shapes.
    """
    rules = list(shapes)
    told, known = Facts(_report(data, rules)), Facts(rules)
    results = told.forward(sh("result")).values()  # and not the details inside a result
    names = Names(known)
    found = [_result(told, known, result) for outcome in results for result in outcome]
    found = [replace(result, rule=names.of(result.shape, result.component)) for result in found]
    return sorted(found, key=Result.sort_key)


def _report(data: Iterable[Triple], rules: list[Triple]) -> list[Triple]:
    """Return the report that pyshacl writes, as triples."""
    import pyshacl

    from kg import bridge

    with bridge.quiet():
        try:
            _, report, text = pyshacl.validate(
                bridge.graph(data),
                shacl_graph=bridge.graph(rules),
                inference="none",
                allow_warnings=True,
            )
        except Exception as error:  # its own errors, and those of what it asks in turn
            raise BadShape(f"pyshacl cannot use the shapes: {error}") from error
    if not hasattr(report, "objects"):  # an error in place of the report
        raise BadShape(f"pyshacl cannot use the shapes: {' '.join(text.split())}")
    made = (bridge.from_rdflib(*triple) for triple in report)
    return [triple for triple in made if triple is not None]


def _result(told: Facts, known: Facts, node: Term) -> Result:
    def one(name: str) -> Term | None:
        found = told.values(node, sh(name))
        return found[0] if found else None

    focus, shape, kind = one("focusNode"), one("sourceShape"), one("sourceConstraintComponent")
    path, source = one("resultPath"), one("sourceConstraint")
    assert focus is not None and shape is not None and isinstance(kind, NamedNode)
    templates = [
        text
        for place in (source, shape)
        if place is not None
        for text in known.values(place, sh("message"))
    ]
    said = [text for text in told.values(node, sh("resultMessage")) if isinstance(text, Literal)]
    words = {_in_its_language(text, templates) for text in said}
    return Result(
        focus,
        "" if path is None else read(told, path).name,
        one("value"),
        shape,
        kind,
        severity_name(one("resultSeverity") or sh("Violation")),
        tuple(sorted(words, key=lambda text: (text.language or "", text.value))),
        source,
    )


def _in_its_language(text: Literal, templates: list[Term]) -> Literal:
    """Return a message with the language of the template that it was made from."""
    for template in templates:
        if not text.language and isinstance(template, Literal) and template.language:
            parts = re.split(r"\{[?$]\w+\}", template.value)
            if re.fullmatch(".*".join(map(re.escape, parts)), text.value, re.DOTALL):
                return Literal(text.value, language=template.language)
    return text
