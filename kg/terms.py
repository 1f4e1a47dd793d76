"""The words of the graph: namespaces, names of terms, and how each is written for people.

The RDF terms themselves are pyoxigraph's; the other modules import them from here.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

__all__ = [
    "BASE",
    "PREFIXES",
    "BlankNode",
    "DefaultGraph",
    "Literal",
    "NamedNode",
    "Quad",
    "Term",
    "Triple",
    "al",
    "curie",
    "expand",
    "fold",
    "local_name",
    "option_name",
    "python_name",
    "python_value",
    "variable_name",
    "whole",
    "written",
]

Term = NamedNode | BlankNode | Literal | Triple

BASE = "https://w3id.org/allegiance/"
PREFIXES: dict[str, str] = {
    "al": BASE + "ontology#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "id": BASE + "id/",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "query": BASE + "query/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "shape": BASE + "shapes#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vann": "http://purl.org/vocab/vann/",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

# Names that Turtle, SPARQL and JSON-LD all write after a prefix without escapes.
_LETTERS = r"A-Za-z0-9_\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff"
_LOCAL = re.compile(rf"[{_LETTERS}](?:[{_LETTERS}.-]*[{_LETTERS}-])?")

INFERRED = NamedNode(BASE + "inferred")  # the named graph of what reasoning adds
SEARCH_KEYS = NamedNode(BASE + "search-keys")  # the named graph of folded labels

RDF_TYPE = NamedNode(PREFIXES["rdf"] + "type")
RDFS_LABEL = NamedNode(PREFIXES["rdfs"] + "label")
SKOS_PREF_LABEL = NamedNode(PREFIXES["skos"] + "prefLabel")
SKOS_ALT_LABEL = NamedNode(PREFIXES["skos"] + "altLabel")
SKOS_CONCEPT = NamedNode(PREFIXES["skos"] + "Concept")
OWL_CLASS = NamedNode(PREFIXES["owl"] + "Class")
XSD = PREFIXES["xsd"]
XSD_STRING = XSD + "string"


def al(name: str) -> NamedNode:
    """Return the term `name` of the project's ontology.

    >>> al("actor").value
    'https://w3id.org/allegiance/ontology#actor'
    """
    return NamedNode(PREFIXES["al"] + name)


SEARCH_KEY = al("searchKey")
STATED_IN = al("statedIn")
REPORTED_IN = al("reportedIn")


_ASCII_WORD = re.compile("[a-z0-9]+")


def fold(text: str) -> str:
    """Return `text` as names are compared: no accents, no case, punctuation as single spaces.

    >>> fold("Juan Guaidó")
    'juan guaido'
    >>> fold("Ministry (of Defence)")
    'ministry of defence'
    """
    if text.isascii():  # most names: sooner, and the same
        return " ".join(_ASCII_WORD.findall(text.lower()))
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", bare.casefold()))


def option_name(variable: str) -> str:
    """Return the option of a query variable: `asOf` → `as-of`.

    >>> option_name("asOf")
    'as-of'
    """
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", variable).lower()


def python_name(variable: str) -> str:
    """Return the Python name of a query variable: `asOf` → `as_of`.

    >>> python_name("asOf")
    'as_of'
    """
    return option_name(variable).replace("-", "_")


def variable_name(name: str) -> str:
    """Return the query variable of an option or Python name: `as-of`, `as_of` → `asOf`.

    >>> variable_name("as_of"), variable_name("as-of"), variable_name("asOf")
    ('asOf', 'asOf', 'asOf')
    """
    first, *rest = re.split(r"[-_]", name)
    return first + "".join(word[:1].upper() + word[1:] for word in rest)


def local_name(iri: str) -> str:
    """Return what follows the last `#`, `/` or `:` of an IRI."""
    return re.split(r"[#/:]", iri)[-1]


def curie(iri: str, prefixes: Mapping[str, str] = PREFIXES) -> str:
    """Return `iri` as prefix:name where a prefix fits, else in angle brackets.

    >>> curie("https://w3id.org/allegiance/id/juan-guaido")
    'id:juan-guaido'
    >>> curie("https://example.org/a/b")
    '<https://example.org/a/b>'
    """
    best = max(
        (item for item in prefixes.items() if iri.startswith(item[1])),
        key=lambda item: len(item[1]),
        default=None,
    )
    if best is not None:
        name = iri[len(best[1]) :]
        if _LOCAL.fullmatch(name):
            return f"{best[0]}:{name}"
    return f"<{iri}>"


def written(term: Term, prefixes: Mapping[str, str] = PREFIXES) -> str:
    """Return a term as a person would write it in Turtle, on one line.

    >>> written(RDFS_LABEL), written(Literal("a", language="en")), written(Literal(5))
    ('rdfs:label', '"a"@en', '5')
    """
    if isinstance(term, NamedNode):
        return curie(term.value, prefixes)
    if not isinstance(term, Literal) or term.language or term.datatype.value == XSD_STRING:
        return str(term)
    kind = term.datatype.value.removeprefix(XSD)
    if (kind == "boolean" and term.value in ("true", "false")) or (
        kind == "integer" and term.value == str(whole(term.value))
    ):
        return term.value
    return f"{Literal(term.value)}^^{curie(term.datatype.value, prefixes)}"


def expand(text: str, prefixes: Mapping[str, str] = PREFIXES) -> NamedNode | None:
    """Return the IRI that `text` writes (`<…>`, an absolute IRI or prefix:name), else None.

    >>> expand("id:juan-guaido").value
    'https://w3id.org/allegiance/id/juan-guaido'
    >>> expand("guaido") is None
    True
    """
    bare = text[1:-1] if text.startswith("<") and text.endswith(">") else text
    prefix, colon, name = bare.partition(":")
    if colon and prefix in prefixes and not name.startswith("//"):
        bare = prefixes[prefix] + name
    elif not re.match(r"[a-z][a-z0-9+.-]*:/?/?[^\s]", bare):
        return None
    try:
        return NamedNode(bare)
    except ValueError:
        return None


def python_value(literal: Literal) -> str | bool | int | Decimal | float | datetime.date:
    """Return a literal as the Python value of its datatype, or its text where there is none."""
    kind = literal.datatype.value
    if not kind.startswith(XSD):
        return literal.value
    try:
        match kind[len(XSD) :]:
            case "boolean":
                return literal.value in ("true", "1")
            case "integer":
                return int(literal.value)
            case "decimal":
                return Decimal(literal.value)
            case "double" | "float":
                return float(literal.value)
            case "date":
                return datetime.date.fromisoformat(literal.value)
    except (ValueError, ArithmeticError):
        return literal.value  # an ill-typed literal is validation's business
    return literal.value


def whole(text: str) -> int | None:
    """Return the whole number that a text writes, None when it writes none."""
    try:
        return int(text)
    except ValueError:
        return None
