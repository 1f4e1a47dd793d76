"""Slips of the pen: names that lead nowhere, values that say nothing, lists that do not hold.

    unknown-term     a term of our or a well-known vocabulary that does not exist or is misused
    dangling-name    a thing that is pointed to and nowhere described
    untyped-thing    a thing that is described without saying what it is
    ill-typed-value  a value that its datatype does not have
    malformed-list   an RDF list that is none
    import-missing   an ontology that is imported and is not among the files

They are found in the triples as they are asserted, the first two in questions, too; `kg rules ID`
has a page about each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.slips import lists, questions, terms, things, values
from kg.slips.fault import Fault, Graph
from kg.slips.messages import message
from kg.slips.questions import AskedFault
from kg.terms import PREFIXES, Triple

__all__ = ["AskedFault", "Fault", "asked", "faults", "message", "noted"]


def faults(
    ontology: Iterable[Triple],
    data: Iterable[Triple],
    shapes: Iterable[Triple] = (),
    prefixes: Mapping[str, str] = PREFIXES,
) -> list[Fault]:
    """Return the slips in a project's asserted triples, in the order of rules and triples.

    `ontology` declares the project's own words, `data` describes its things; names are given
    back as `prefixes` write them.
    """
    graph = Graph(ontology, data, shapes, prefixes)
    checks = (terms, things, values, lists)
    return list(dict.fromkeys(fault for check in checks for fault in check.faults(graph)))


def asked(
    texts: Mapping[str, str],
    ontology: Iterable[Triple],
    data: Iterable[Triple],
    prefixes: Mapping[str, str] = PREFIXES,
) -> list[tuple[str, AskedFault]]:
    """Return the slips in the SPARQL texts of questions, each with the name of its text.

    They are names of `texts` in their order: terms that do not exist (unknown-term), things that
    nothing describes (dangling-name). `prefixes` hold where a text declares none of that name.
    """
    graph = Graph(ontology, data, (), prefixes)
    judge, register = terms.Judge(graph), things.Register(graph)
    return [
        (name, fault)
        for name, text in texts.items()
        for fault in questions.faults(text, judge, register)
    ]


def noted(
    notes: Iterable[Triple],
    texts: Mapping[str, str],
    ontology: Iterable[Triple],
    data: Iterable[Triple],
    prefixes: Mapping[str, str] = PREFIXES,
) -> list[Fault]:
    """Return the slips in what is written beside questions, whose SPARQL `texts` are by file."""
    graph = Graph(ontology, data, (), prefixes)
    judge, register = terms.Judge(graph), things.Register(graph)
    return list(dict.fromkeys(questions.noted(notes, texts, judge, register)))
