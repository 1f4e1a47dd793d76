"""Which of two values comes first, and which texts a pattern fits, as SPARQL has it.

SHACL defines its comparisons by the operators of SPARQL (section 4.3): what SPARQL cannot
compare, such as a day with a year, is neither less nor more. Numbers, texts and truth values are
compared here, since an engine's numbers have an end; days, times and patterns by the engine.
"""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import Any

from kg import datatypes
from kg.store import Store
from kg.terms import XSD, Literal, Term

Pair = tuple[Term, Term]


def in_order(pairs: Collection[Pair], or_equal: bool) -> set[Pair]:
    """Return the pairs whose first value is less than the second, or equal to it if allowed."""
    found: set[Pair] = set()
    others = []
    for pair in pairs:
        first, second = _comparable(pair[0]), _comparable(pair[1])
        if first is not None and second is not None and first[0] == second[0]:
            less, more = first[1], second[1]
            if isinstance(less, float) or isinstance(more, float):
                less, more = float(less), float(more)
            if less < more or (or_equal and less == more):
                found.add(pair)
        elif first is None and second is None and _are_alike(pair):
            others.append(pair)
    return found | _holding("?a <= ?b" if or_equal else "?a < ?b", others)


def fitting(texts: Collection[str], pattern: str, flags: str) -> set[str]:
    """Return the texts that have a part which a regular expression fits (SPARQL 17.4.3.14)."""
    expression = f"REGEX(?a, {Literal(pattern)}, {Literal(flags)})"
    rows = [(Literal(text), Literal("")) for text in texts]
    return {text.value for text, _ in _holding(expression, rows) if isinstance(text, Literal)}


def is_pattern(pattern: str, flags: str) -> bool:
    """Say whether the engine can read a regular expression and its flags."""
    text = f"REGEX(?a, {Literal(pattern)}, {Literal(flags)})"
    row = (Literal(""), Literal(""))
    return bool(_holding(f"BOUND(?a) && ({text} || !{text})", [row]))


def _comparable(term: Term) -> tuple[str, Any] | None:
    """Return the kind of a number, text or truth value, and it; None for any other term."""
    found: Any = datatypes.value(term) if isinstance(term, Literal) else None
    kind, value = found or ("", 0)
    if kind in ("float", "double"):
        return "number", float(value)
    if kind == "decimal":
        return "number", Decimal(value)
    return (kind, value) if kind in ("boolean", "string") else None


def _are_alike(pair: Pair) -> bool:
    """Say whether both are literals of XML Schema that may be well-formed, so may have an order."""
    return all(
        isinstance(term, Literal)
        and not term.language
        and term.datatype.value.startswith(XSD)
        and datatypes.valid(term) is not False
        for term in pair
    )


def _holding(expression: str, pairs: Collection[Pair]) -> set[Pair]:
    """Return the pairs (?a, ?b) for which the engine finds a SPARQL expression true."""
    if not pairs:
        return set()
    listed = list(pairs)
    table = " ".join(f"({n} {first} {second})" for n, (first, second) in enumerate(listed))
    text = f"SELECT ?n WHERE {{ VALUES (?n ?a ?b) {{ {table} }} FILTER({expression}) }}"
    rows = Store().select_unnamed(text).rows
    return {listed[int(n.value)] for (n,) in rows if isinstance(n, Literal)}
