"""How the rows of the table of rules are read: a rule as patterns over numbered terms.

Terms of the rules themselves have numbers below zero, the same in every run; the terms of a
graph are numbered from zero. A variable is its name as a text (`"?x"`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from kg.reasoning.rules import TABLES
from kg.terms import PREFIXES, RDF_TYPE, XSD, Literal, NamedNode, expand

Slot = int | str
"""The number of a term, or the name of a variable."""


class Pattern(NamedTuple):
    """A triple of which some terms are variables."""

    subject: Slot
    predicate: Slot
    object: Slot


class Member(NamedTuple):
    """Some member of a list."""

    list: Slot
    member: Slot


class Pair(NamedTuple):
    """Two members of a list at different places, the earlier first."""

    list: Slot
    earlier: Slot
    later: Slot


class Each(NamedTuple):
    """Patterns that hold for every member of a list; `own` are the variables of each member."""

    list: Slot
    member: str
    patterns: tuple[Pattern, ...]
    own: frozenset[str]


class Along(NamedTuple):
    """A path by the properties of a list in their order."""

    list: Slot
    start: Slot
    end: Slot


class Comparison(NamedTuple):
    """A comparison of two literals, or of a literal and a datatype: of, not-of, same, other."""

    name: str
    left: Slot
    right: Slot


Atom = Pattern | Member | Pair | Each | Along | Comparison


@dataclass(frozen=True)
class Rule:
    """A row of the table: what must hold, and what then holds too (nothing: a contradiction)."""

    name: str
    table: int
    body: tuple[Atom, ...]
    head: tuple[Pattern, ...]


VOCABULARY: list[NamedNode | Literal] = []
"""The terms of the rules: the one numbered -1 is the last, -2 the one before it, as lists count."""

_CODES: dict[NamedNode | Literal, int] = {}
_WHOLE = NamedNode(XSD + "nonNegativeInteger")
_TOKEN = re.compile(r"\?\w+|[\w-]+:\w+|[\w-]+|[{}.]")


def code(term: NamedNode | Literal) -> int:
    """Return the number of a term of the rules; a term that they do not name gets one."""
    if term not in _CODES:
        _CODES[term] = -len(_CODES) - 1
        VOCABULARY.insert(0, term)
    return _CODES[term]


def owl(name: str) -> int:
    """Return the number of a term of OWL."""
    return code(NamedNode(PREFIXES["owl"] + name))


TYPE = code(RDF_TYPE)
FIRST, REST, NIL = (code(NamedNode(PREFIXES["rdf"] + name)) for name in ("first", "rest", "nil"))
SAME_AS, DIFFERENT_FROM = owl("sameAs"), owl("differentFrom")


def _slot(token: str) -> Slot:
    if token.startswith("?"):
        return token
    if token == "a":
        return TYPE
    if token.isdigit():
        return code(Literal(token, datatype=_WHOLE))
    term = expand(token)
    assert term is not None, token
    return code(term)


def _pattern(words: list[str]) -> Pattern:
    subject, predicate, value = map(_slot, words)
    return Pattern(subject, predicate, value)


def _variables(patterns: Iterator[Pattern] | tuple[Pattern, ...]) -> set[str]:
    return {slot for pattern in patterns for slot in pattern if isinstance(slot, str)}


def _atom(words: list[str]) -> Atom:
    match words:
        case [member, "in", where]:
            return Member(_slot(where), _slot(member))
        case [earlier, "before", later, "in", where]:
            return Pair(_slot(where), _slot(earlier), _slot(later))
        case [start, "along", where, end]:
            return Along(_slot(where), _slot(start), _slot(end))
        case ["each", member, "in", where, "{", *inside, "}"]:
            patterns = tuple(map(_pattern, _split(inside)))
            return Each(_slot(where), member, patterns, frozenset(_variables(patterns)))
        case [left, ("of" | "not-of" | "same" | "other") as name, right]:
            return Comparison(name, _slot(left), _slot(right))
    return _pattern(words)


def _split(tokens: list[str]) -> list[list[str]]:
    """Return the tokens between full stops outside braces."""
    parts: list[list[str]] = [[]]
    depth = 0
    for token in tokens:
        depth += (token == "{") - (token == "}")
        if token == "." and not depth:
            parts.append([])
        else:
            parts[-1].append(token)
    return [part for part in parts if part]


def _rule(table: int, row: str) -> Rule:
    name, _, rest = row.partition(":")
    before, _, after = rest.partition("=>")
    body = [_atom(words) for words in _split(_TOKEN.findall(before))]
    heads = _split(_TOKEN.findall(after))
    head = () if heads == [["false"]] else tuple(map(_pattern, heads))
    patterns = [atom for atom in body if isinstance(atom, Pattern)]
    shared = _variables((*patterns, *head))
    told = (
        atom._replace(own=atom.own - shared - {atom.member}) if isinstance(atom, Each) else atom
        for atom in body
    )
    return Rule(name, table, tuple(told), head)


def _rows(text: str) -> list[str]:
    return re.split(r"\n(?=[\w-]+: )", "\n" + text.strip("\n"))[1:]


RULES = {
    rule.name: rule
    for table, text in TABLES.items()
    for rule in (_rule(table, row) for row in _rows(text))
}
"""Every rule by its name, in the order of the tables."""
