"""The questions as data: each a `sh:SPARQLSelectExecutable` that can be published and harvested.

The terms are those of SHACL (https://www.w3.org/TR/shacl-af/#SPARQLSelectExecutable) and of
schema.org, used as the SIB Swiss Institute of Bioinformatics does for its collection
(https://github.com/sib-swiss/sparql-examples): `sh:select` is the text, which runs as it stands,
`rdfs:comment` what it asks, `schema:keywords` its topics.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from kg.queries import Question
from kg.terms import PREFIXES, RDF_TYPE, RDFS_LABEL, XSD, BlankNode, Literal, NamedNode, Triple

_DECLARED = re.compile(r"^PREFIX\s+([\w-]+):\s*<([^>]*)>", re.MULTILINE)
_QUESTIONS = NamedNode(PREFIXES["query"].rstrip("/"))  # where their prefixes are declared


def triples(questions: Iterable[Question], topics: Mapping[str, str]) -> Iterator[Triple]:
    """Yield the triples of questions and of the prefixes they use; `topics` names their tags."""
    used: dict[str, str] = {}
    for question in questions:
        used |= dict(_DECLARED.findall(question.text))
        yield from _described(question, topics)
    yield Triple(_QUESTIONS, RDF_TYPE, _term("owl", "Ontology"))
    for prefix, namespace in sorted(used.items()):
        declared = BlankNode(f"prefix-{prefix}")
        address = Literal(namespace, datatype=NamedNode(XSD + "anyURI"))
        yield Triple(_QUESTIONS, _term("sh", "declare"), declared)
        yield Triple(declared, _term("sh", "prefix"), Literal(prefix))
        yield Triple(declared, _term("sh", "namespace"), address)


def _described(question: Question, topics: Mapping[str, str]) -> Iterator[Triple]:
    node = NamedNode(PREFIXES["query"] + question.name)
    yield Triple(node, RDF_TYPE, _term("sh", "SPARQLExecutable"))
    yield Triple(node, RDF_TYPE, _term("sh", "SPARQLSelectExecutable"))
    yield Triple(node, RDFS_LABEL, Literal(question.name))
    for language, summary in question.summaries.items():
        yield Triple(node, _term("rdfs", "comment"), Literal(summary, language=language))
    for tag in question.tags:
        yield Triple(node, _term("schema", "keywords"), Literal(topics.get(tag, tag)))
    yield Triple(node, _term("sh", "prefixes"), _QUESTIONS)
    yield Triple(node, _term("sh", "select"), Literal(question.text))


def _term(prefix: str, name: str) -> NamedNode:
    return NamedNode(PREFIXES[prefix] + name)
