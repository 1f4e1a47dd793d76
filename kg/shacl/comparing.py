"""Which of two values comes first, and which texts a pattern fits, as SPARQL has it.

SHACL defines its comparisons by the operators of SPARQL (section 4.3): what SPARQL cannot
compare, such as a day with a year, is neither less nor more. Numbers, texts and truth values are
compared here, since an engine's numbers have an end; days, times and patterns by the engine.
"""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from kg import datatypes
from kg.store import Store
from kg.terms import XSD, Literal, Term

Pair = tuple[Term, Term]

_FLOATING = {XSD + "float", XSD + "double"}
_DECIMAL = {XSD + "decimal", XSD + "integer"} | {
    f"{XSD}{sign}{size}"
    for sign, sizes in {
        "": ("long", "int", "short", "byte"),
        "unsigned": ("Long", "Int", "Short", "Byte"),
        "non": ("NegativeInteger", "PositiveInteger"),
        "negative": ("Integer",),
        "positive": ("Integer",),
    }.items()
    for size in sizes
}


def in_order(pairs: Collection[Pair], or_equal: bool) -> set[Pair]:
    """Return the pairs whose first value is less than the second, or equal to it if allowed."""
    found: set[Pair] = set()
    others = []
    for pair in pairs:
        first, second = _comparable(pair[0]), _comparable(pair[1])
        if first is not None and second is not None and first[0] == second[0]:
            if _less(first[1], second[1], or_equal):
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


def _comparable(term: Term) -> tuple[str, Decimal | float | str | bool] | None:
    """Return the kind of a number, text or truth value, and it; None for any other term."""
    if not isinstance(term, Literal) or term.language or not datatypes.valid(term):
        return None
    kind = term.datatype.value
    if kind in _DECIMAL:
        return "number", Decimal(term.value)
    if kind in _FLOATING:
        return "number", float(term.value)
    if kind == XSD + "boolean":
        return "truth", term.value in ("true", "1")
    return ("text", term.value) if kind == XSD + "string" else None


def _less(
    first: Decimal | float | str | bool, second: Decimal | float | str | bool, or_equal: bool
) -> bool:
    if isinstance(first, float) or isinstance(second, float):
        first, second = float(first), float(second)
    return bool(first <= second if or_equal else first < second)  # type: ignore[operator]


def _are_alike(pair: Pair) -> bool:
    """Say whether both are well-formed literals of one datatype, so that they may have an order."""
    first, second = pair
    return (
        isinstance(first, Literal)
        and isinstance(second, Literal)
        and not (first.language or second.language)
        and first.datatype.value.startswith(XSD)
        and second.datatype.value.startswith(XSD)
        and datatypes.valid(first) is not False
        and datatypes.valid(second) is not False
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
