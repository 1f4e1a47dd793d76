"""The text of a SPARQL constraint, and where variables must be bound beforehand for it to mean
for many nodes at once what SHACL defines for one.

SHACL binds $this (and the parameters of a component) by substitution, wherever they occur
(section 5.3 and appendix A of SHACL). The same comes of a table of their values at the start of
each group that mentions them, because groups are joined. Inside EXISTS the bindings of the group
around it hold, and a count or a limit would run over all nodes: those texts are answered for one
node at a time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field

from kg import sparql
from kg.errors import BadQuery
from kg.sparql import Token

_REFUSED = ("MINUS", "VALUES", "SERVICE")
_AGGREGATES = ("COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT", "GROUP", "HAVING")
_CLAUSES = ("HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES")
_OPTIONAL = {"shapesGraph", "currentShape"}  # need not be handed on by a query within the query
ROW = "kgRow"


@dataclass
class _Group:
    """A pair of braces, or the whole text: what stands directly in it, and what lies within."""

    start: int
    above: _Group | None = None
    exists: bool = False  # the braces of an EXISTS
    inside: bool = False  # also anywhere within such
    tokens: list[Token] = field(default_factory=list)
    variables: set[str] = field(default_factory=set)  # also those inside its EXISTS
    every: set[str] = field(default_factory=set)  # also those of all groups within
    query: bool = False  # holds a SELECT rather than patterns
    parts: list[_Group] = field(default_factory=list)  # the groups directly in it


@dataclass(frozen=True)
class Slot:
    """Where a table of values belongs, and of which variables; `lone`: only for one node."""

    offset: int
    variables: frozenset[str]
    lone: bool


@dataclass(frozen=True)
class Template:
    """A text that is ready to be asked about nodes."""

    text: str
    slots: tuple[Slot, ...]
    is_ask: bool
    together: bool  # whether it may be asked about many nodes at once
    variables: frozenset[str]
    made: frozenset[str]  # variables whose values the query makes itself

    def asked(self, table: Callable[[frozenset[str]], str], lone: bool) -> str:
        """Return the query with `table` of its variables wherever they must be bound."""
        text, top = self.text, self.slots[0].offset
        for slot in reversed(self.slots):
            rows = {ROW} if self.is_ask and slot.offset == top else set()
            if lone or not slot.lone:
                made = table(slot.variables | rows)
                text = f"{text[: slot.offset]} {made} {text[slot.offset :]}"
        if self.is_ask:
            text = re.sub(r"\bASK\b", f"SELECT DISTINCT ?{ROW}", text, count=1, flags=re.IGNORECASE)
        return text


def read(text: str, prebound: set[str], rows: set[str], where: str) -> Template:
    """Return the template of a sh:select or sh:ask; `rows` are the variables that differ by row.

    Raises BadQuery for what section 5.3 and appendix A refuse.
    """
    found = list(sparql.tokens(text))
    made = set()
    for before, token in zip([None, *found], found, strict=False):
        if token.kind == "word" and token.text.upper() in _REFUSED:
            raise _bad(f"{token.text} is not allowed in a rule.", text, token, where)
        if before and _is(before, "AS"):
            made.add(token.text[1:])
            if token.text[1:] in prebound:
                problem = f"{token.text} has a value already: use another name."
                raise _bad(problem, text, token, where)
    groups = _groups(found)
    top, body = groups[0], next((g for g in groups if g.above is groups[0]), None)
    kind = next((t.text.upper() for t in found if t.text.upper() in ("SELECT", "ASK")), "")
    if body is None or not kind:
        raise BadQuery("a rule needs a SELECT or ASK query.", where=where)
    if kind == "SELECT" and not _hands_on(top, {"this"}):
        raise BadQuery("the SELECT of a rule must begin with $this.", where=where)
    for group in groups[1:]:
        if group.query and not _hands_on(group, prebound - _OPTIONAL, star=False):
            names = ", ".join(f"${name}" for name in sorted(prebound - _OPTIONAL))
            raise _bad(f"a SELECT within it must name {names}.", text, group.tokens[0], where)
    together = kind == "SELECT" or not any(t.offset > body.start for t in top.tokens)
    together &= all(_is_free(group, rows) for group in groups)
    slots, used = tuple(_slots(groups, prebound, kind == "ASK")), frozenset(top.every & prebound)
    return Template(text, slots, kind == "ASK", together, used, frozenset(made))


def _is(token: Token, word: str) -> bool:
    return token.kind == "word" and token.text.upper() == word


def _bad(problem: str, text: str, token: Token, where: str) -> BadQuery:
    return BadQuery(problem, *sparql.position(text, token.offset), where)


def _groups(tokens: list[Token]) -> list[_Group]:
    """Return the whole text and every group in it, in the order of their beginnings."""
    here = _Group(0, query=True)
    found = [here]
    before: Token | None = None
    for token in tokens:
        if token.text == "{":
            exists = before is not None and _is(before, "EXISTS")
            here.parts.append(_Group(token.offset + 1, here, exists, exists or here.inside))
            here = here.parts[-1]
            found.append(here)
        elif token.text == "}" and here.above is not None:
            here.above.every |= here.every
            here.above.variables |= here.every if here.exists else set()
            here = here.above
        else:
            here.query |= _is(token, "SELECT") and not here.tokens
            here.tokens.append(token)
            if token.kind == "variable":
                here.variables.add(token.text[1:])
                here.every.add(token.text[1:])
        before = token
    return found


def _clause(group: _Group, start: str, ends: Collection[str]) -> Iterator[Token]:
    """Yield what stands after a word and before others of a group, not in round brackets."""
    depth, started = 0, False
    for token in group.tokens:
        depth += (token.text == "(") - (token.text == ")")
        word = token.text.upper() if token.kind == "word" else ""
        started = started and word not in ends
        if started and depth == 0:
            yield token
        started |= word == start


def _hands_on(group: _Group, names: set[str], star: bool = True) -> bool:
    """Say whether a SELECT names all of some variables; `star`: whether * will do."""
    listed = {token.text for token in _clause(group, "SELECT", ("WHERE",))}
    plain = {text[1:] for text in listed if text[:1] in ("?", "$")}
    return (star and "*" in listed) or names <= plain


def _is_free(group: _Group, rows: set[str]) -> bool:
    """Say whether what a group counts or limits is counted for each row of its own."""
    if not group.query:
        return True
    words = {token.text.upper() for token in group.tokens if token.kind == "word"}
    if group.inside or words & {"LIMIT", "OFFSET"}:
        return False
    grouped = {token.text[1:] for token in _clause(group, "GROUP", _CLAUSES)}
    return words.isdisjoint(_AGGREGATES) or rows <= grouped


def _slots(groups: list[_Group], prebound: set[str], is_ask: bool) -> Iterator[Slot]:
    for number, group in enumerate(groups):
        above = group.above
        if group.query or above is None:
            continue
        is_first = number == 1
        names = group.variables | (above.variables if above.query else set())
        names = (names | {"this"} if is_first else names) & prebound
        if is_first and is_ask or names and not _is_union_of(group, names):
            yield Slot(group.start, frozenset(names), group.inside)


def _is_union_of(group: _Group, names: set[str]) -> bool:
    """Say whether a group is a union whose parts all bind variables; binding them again is slow."""
    unions = [token for token in group.tokens if _is(token, "UNION")]
    is_one = len(unions) > 0 and len(unions) == len(group.parts) - 1
    return is_one and all(names <= part.variables for part in group.parts)
