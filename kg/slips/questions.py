"""Terms in the text of a question that do not exist, and things whose names are misspelt.

A question with such a name runs, finds nothing and says that the source does not tell: so its
names are held against those of the project, wherever they stand, in property paths too. Prefixes
are those that the text declares, else the project's. A question may look for a thing before there
is any; so one that nothing describes is a slip only where the name of another is like it.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from kg.slips.fault import Fault, Graph, like
from kg.slips.terms import Judge
from kg.slips.things import Register
from kg.sparql import Token, position, tokens
from kg.terms import PREFIXES, Literal, NamedNode, Term, Triple, fold, option_name
from kg.vocabularies import split

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")  # RFC 3986, section 3.1: a scheme comes first

_PARAMETER = re.compile(r"^\s*VALUES\s+\?(\w+)\s*\{[^}]*\}\s*#\s*\(([^)]*)\)", re.M)
_TAGS = re.compile(r"^#\+ tags:(.*)", re.M)
_NOTED = ("column-", "parameter-", "topic-")


@dataclass(frozen=True)
class AskedFault:
    """A slip in a question, with its place in the text: line and column count from 1."""

    fault: Fault
    line: int
    column: int


def faults(text: str, judge: Judge, register: Register) -> list[AskedFault]:
    """Return the slips in a SPARQL text, in its order.

    A fault's `thing` is the term or thing that there is not, as an IRI; it has no predicate
    and no value, and `kg.slips.message` tells it.
    """
    found = [
        (token, fault)
        for token, iri, role in _names(text, judge.graph)
        if (fault := _fault(iri, role, judge, register))
    ]
    found += [*_unbound(text), *_undeclared(text, judge.graph)]
    return [
        AskedFault(fault, *position(text, token.offset))
        for token, fault in sorted(found, key=lambda one: one[0].offset)
    ]


def _unbound(text: str) -> Iterator[tuple[Token, Fault]]:
    """Yield each variable that a SELECT, or what follows its braces, names and nothing binds."""
    used: dict[str, Token] = {}
    bound: dict[str, str] = {}
    depth, binds = 0, False
    for token in tokens(text):
        depth += (token.text == "{") - (token.text == "}")
        if token.kind == "variable":
            name = token.text[1:]
            if depth or binds:
                bound[name] = fold(name)
            else:
                used.setdefault(name, token)
        elif token.text not in ("(", "{"):  # VALUES (?a ?b) { … }
            binds = token.kind == "word" and token.text.upper() in ("AS", "VALUES")
    for name, token in used.items():
        if name not in bound:
            near = tuple("?" + other for other in like(name, bound, most=1))
            yield (
                token,
                Fault("unbound", Literal(token.text), near=near, fillers={"term": token.text}),
            )


def _undeclared(text: str, graph: Graph) -> Iterator[tuple[Token, Fault]]:
    """Yield each prefix that only this project knows, where a question is written for any tool.

    That it is, its head says (`#+ summary: …`).
    """
    if not re.search(r"^#\+", text, re.M):
        return
    declared, before = set(), ""
    for token in tokens(text):
        prefix = token.text.partition(":")[0]
        if token.kind == "name" and before == "PREFIX":
            declared.add(prefix)
        elif token.kind == "name" and prefix in graph.prefixes.keys() - declared:
            declared.add(prefix)
            line = f"PREFIX {prefix}: <{graph.prefixes[prefix]}>"
            yield (
                token,
                Fault("undeclared", Literal(prefix), fillers={"term": f"{prefix}:", "line": line}),
            )
        before = token.text.upper()


def noted(
    notes: Iterable[Triple], texts: Mapping[str, str], judge: Judge, register: Register
) -> Iterator[Fault]:
    """Yield each name in what is written beside questions that nothing has, at its triple.

    So are columns, topics and parameters that no text has, by its name and its words, where the
    name of one like it has no words yet: some are the program's own.
    """
    notes, known = list(notes), _known(texts)
    told = {name for triple in notes if (name := _local(triple.subject))}
    untold: dict[str, dict[str, str]] = {}  # by what they are about
    for name in sorted(known - told):
        kind = _kind(name)
        untold.setdefault(kind, {})[name] = fold(name[len(kind) :])
    for triple in notes:
        for at, term in zip(("subject", "predicate", "value"), triple, strict=True):
            if not isinstance(term, NamedNode):
                continue
            own = _local(term)
            if own is None:
                fault = _fault(term.value, "value", judge, register)
            else:
                fault = None if own in known else _unasked(term, own, untold)
            if fault:
                # A thing is told once, however much is said of it.
                line = (None, term) if at == "subject" else (triple.predicate, triple.object)
                yield replace(fault, thing=triple.subject, predicate=line[0], value=line[1], at=at)


def _local(term: Term) -> str | None:
    """Return the name of something of the questions (`column-who`, `who-fled`), None for others."""
    start = PREFIXES["query"]
    is_ours = isinstance(term, NamedNode) and term.value.startswith(start)
    return str(term)[len(start) + 1 : -1] if is_ours else None


def _unasked(thing: NamedNode, name: str, untold: Mapping[str, Mapping[str, str]]) -> Fault | None:
    """Return the slip of a name that no question has, if one of the same kind is like it."""
    kind = _kind(name)
    found = like(name[len(kind) :], untold.get(kind, {}), most=1)
    near = tuple(f"query:{other}" for other in found)
    return Fault("unasked", thing, near=near, fillers={"term": f"query:{name}"}) if near else None


def _kind(name: str) -> str:
    """Return what a name is about: `column-`, …, "" for a question itself."""
    kind = name.partition("-")[0] + "-"
    return kind if kind in _NOTED else ""


def _known(texts: Mapping[str, str]) -> set[str]:
    """Return the names of questions, and of their columns, topics and parameters."""
    known: set[str] = set()
    for file, text in texts.items():
        name = file.rpartition("/")[2].removesuffix(".rq")
        found = list(tokens(text))
        codes = {token.text.strip("\"'") for token in found if token.kind == "string"}
        options = {option_name(match[1]) for match in _PARAMETER.finditer(text)}
        options |= {f"{name}-{option}" for option in options}
        options |= {f"{option}-{code}" for option in options for code in codes}
        known |= {name} | {f"parameter-{option}" for option in options}
        known |= {f"column-{option_name(t.text[1:])}" for t in found if t.kind == "variable"}
        known |= {f"topic-{tag}" for tag in re.findall(r"[\w-]+", "".join(_TAGS.findall(text)))}
    return known


def _fault(iri: str, role: str, judge: Judge, register: Register) -> Fault | None:
    graph, (namespace, name) = judge.graph, split(iri)
    likely = role
    if role == "value":  # its place does not say more; classes begin with a capital letter
        likely = "class" if name[:1].isupper() else "property"
    case, near = judge.verdict(iri, role)
    if case == "missing":
        near = judge.near(iri, likely) or near
    elif not case and name and namespace in graph.things and iri not in graph.described:
        near = register.near(iri) or judge.near(iri, likely)
        case = "dangling" if near else ""
    if not case:
        return None
    return Fault(case, NamedNode(iri), near=near, fillers={"term": graph.curie(iri)})


def _names(text: str, graph: Graph) -> Iterator[tuple[Token, str, str]]:
    """Yield each name of a text that stands for an IRI, with the IRI and its role."""
    prefixes = dict(graph.prefixes)
    before: list[Token] = [Token("", "", 0)] * 2
    for token in _with_kinds(text):
        words = [known.text.upper() for known in before]
        iri = ""
        if token.kind == "iri" and words[0] == "PREFIX":
            prefixes[before[1].text[:-1]] = token.text[1:-1]
        elif token.kind == "iri" and words[1] != "BASE":
            iri = token.text[1:-1]
        elif token.kind in ("name", "kind") and words[1] != "PREFIX":
            prefix, _, local = token.text.partition(":")
            if prefix in prefixes:
                iri = prefixes[prefix] + re.sub(r"\\(.)", r"\1", local)
        if _ABSOLUTE.match(iri):
            used = "class" if token.kind == "kind" else "value"
            yield token, iri, "datatype" if words == ["^", "^"] else used
        before = [before[1], token]


def _with_kinds(text: str) -> Iterator[Token]:
    """Yield the tokens of a text, those too that say in remarks of what kind a parameter is."""
    kinds = [
        Token("kind", name[0], match.start(2) + name.start())
        for match in _PARAMETER.finditer(text)
        for name in re.finditer(r"[^\s:]+:[^\s:]+", match[2])
    ]
    return heapq.merge(tokens(text), kinds, key=lambda token: token.offset)
