"""A judge of derivations that shares nothing with the engine but the table of rules.

It takes the premises in their order, fits each to the next part of the rule's body, and says
whether the variables agree throughout and give the conclusion.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg import datatypes
from kg.reasoning import Fact
from kg.reasoning.notation import (
    RULES,
    VOCABULARY,
    Along,
    Atom,
    Comparison,
    Each,
    Member,
    Pair,
    Pattern,
    Slot,
)
from kg.terms import PREFIXES, Literal, NamedNode, Term

_RDF = PREFIXES["rdf"]
Names = dict[str, Term]


def is_instance(rule: str, premises: Sequence[Fact], conclusion: Fact | None) -> bool:
    """Say whether the premises are the body of a rule and the conclusion one of its heads."""
    row = RULES[rule]
    for names in _fitted(list(row.body), list(premises), {}):
        if conclusion is None:
            return not row.head
        if any(_same(head, conclusion, names) is not None for head in row.head):
            return True
    return False


def _fitted(body: list[Atom], premises: list[Fact], names: Names) -> list[Names]:
    if not body:
        return [names] if not premises else []
    atom, *rest = body
    if isinstance(atom, Pattern):
        found = _same(atom, premises[0], names) if premises else None
        return _fitted(rest, premises[1:], found) if found is not None else []
    if isinstance(atom, Comparison):
        return _fitted(rest, premises, names) if _holds(atom, names) else []
    length = 0
    while premises[2 * length + 1][2] != NamedNode(_RDF + "nil"):
        length += 1
    cells, premises = premises[: 2 * length + 2], premises[2 * length + 2 :]
    members = [value for _, predicate, value in cells if predicate == NamedNode(_RDF + "first")]
    assert len(members) == length + 1 and cells[0][0] == _term(atom.list, names)
    fitted: list[Names] = []
    if isinstance(atom, Member):
        for member in members:
            fitted += _with(rest, premises, names, {atom.member: member})
    elif isinstance(atom, Pair):
        for place, one in enumerate(members):
            for other in members[place + 1 :]:
                fitted += _with(rest, premises, names, {atom.earlier: one, atom.later: other})
    else:
        fitted += _fitted([*_opened(atom, members, names), *rest], premises, names)
    return fitted


def _with(
    rest: list[Atom], premises: list[Fact], names: Names, told: dict[Slot, Term]
) -> list[Names]:
    own = {str(slot): term for slot, term in told.items()}
    if any(names.get(name, term) != term for name, term in own.items()):
        return []
    return _fitted(rest, premises, {**names, **own})


def _opened(atom: Each | Along, members: list[Term], names: Names) -> list[Pattern]:
    parts = []
    for place, member in enumerate(members):
        names[f"?member{place}"] = member
        if isinstance(atom, Along):
            start = atom.start if place == 0 else f"?step{place}"
            end = atom.end if place == len(members) - 1 else f"?step{place + 1}"
            parts.append(Pattern(start, f"?member{place}", end))
            continue
        other: dict[Slot, Slot] = {name: f"{name}{place}" for name in atom.own}
        other[atom.member] = f"?member{place}"
        parts += [
            Pattern(other.get(s, s), other.get(p, p), other.get(o, o)) for s, p, o in atom.patterns
        ]
    return parts


def _term(slot: Slot, names: Names) -> Term | None:
    return names.get(slot) if isinstance(slot, str) else VOCABULARY[slot]


def _same(pattern: Pattern, fact: Fact, names: Names) -> Names | None:
    made = dict(names)
    for slot, term in zip(pattern, fact, strict=True):
        if isinstance(slot, str):
            if made.setdefault(slot, term) != term:
                return None
        elif VOCABULARY[slot] != term and not _spells(VOCABULARY[slot], term):
            return None
    return made


def _spells(constant: Term, term: Term) -> bool:
    both = isinstance(constant, Literal) and isinstance(term, Literal)
    return both and datatypes.identity(constant) == datatypes.identity(term)


def _holds(test: Comparison, names: Names) -> bool:
    left, right = _term(test.left, names), _term(test.right, names)
    if left is None or right is None:  # only the conclusion tells: judged by the caller's eye
        return True
    if test.name in ("of", "not-of"):
        assert isinstance(right, NamedNode)
        return datatypes.is_value_of(left, right.value) is (test.name == "of")
    return (datatypes.identity(left) == datatypes.identity(right)) is (test.name == "same")
