"""What each constraint component of SHACL Core asks of values.

Section 4 of SHACL (https://www.w3.org/TR/shacl/#core-components). A function about values
returns those it refuses; one about focus nodes yields each violation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from typing import Any

from kg import datatypes
from kg.shacl.comparing import fitting, in_order
from kg.shacl.facts import Values
from kg.shacl.model import Shape, Validation, Violation, distinct
from kg.terms import BlankNode, Literal, NamedNode, Term

Refused = Collection[Term]
Compare = Callable[[int, int], bool]  # says whether a number is wrong beside its limit

NODE_KINDS: dict[str, tuple[type, ...]] = {
    "IRI": (NamedNode,),
    "BlankNode": (BlankNode,),
    "Literal": (Literal,),
    "BlankNodeOrIRI": (BlankNode, NamedNode),
    "BlankNodeOrLiteral": (BlankNode, Literal),
    "IRIOrLiteral": (NamedNode, Literal),
}


def each(
    refused: Callable[[Validation, Any, Refused], Refused],
) -> Callable[[Validation, Any, Values], Iterator[Violation]]:
    """Return the check of focus nodes that reports each value which is refused."""

    def of_each(run: Validation, argument: Any, values: Values) -> Iterator[Violation]:
        all_of_them = distinct(values)
        wrong = set(refused(run, argument, all_of_them)) if all_of_them else set()
        if wrong:
            for focus, found in values.items():
                yield from (Violation(focus, value) for value in found if value in wrong)

    return of_each


def of_class(run: Validation, kind: Term, values: Refused) -> Refused:
    """Refuse what is not of the class or a subclass of it (4.1.1)."""
    instances = run.facts.instances(kind)
    return [value for value in values if value not in instances]


def of_datatype(_: Validation, datatype: NamedNode, values: Refused) -> Refused:
    """Refuse what has another datatype or is no value of it (4.1.2)."""
    return [
        value
        for value in values
        if not isinstance(value, Literal)
        or value.datatype != datatype
        or datatypes.valid(value) is False
    ]


def of_node_kind(_: Validation, kinds: tuple[type, ...], values: Refused) -> Refused:
    """Refuse what is not an IRI, a literal or a blank node, as asked (4.1.3)."""
    return [value for value in values if not isinstance(value, kinds)]


def limit(above: bool, or_equal: bool) -> Callable[[Validation, Term, Refused], Refused]:
    """Return the check for sh:minExclusive and its three siblings (4.3)."""

    def of_limit(_: Validation, bound: Term, values: Refused) -> Refused:
        pairs = {value: (bound, value) if above else (value, bound) for value in values}
        kept = in_order(pairs.values(), or_equal)
        return [value for value, pair in pairs.items() if pair not in kept]

    return of_limit


def _text(term: Term) -> str | None:
    """Return what STR() says of a term, None for a blank node, which has no text."""
    return term.value if isinstance(term, NamedNode | Literal) else None


def of_length(wrong: Compare) -> Callable[[Validation, int, Refused], Refused]:
    """Return the check for sh:minLength and sh:maxLength, which refuse what has no text (4.4)."""

    def of_texts(_: Validation, length: int, values: Refused) -> Refused:
        texts = {value: _text(value) for value in values}
        return [value for value, text in texts.items() if text is None or wrong(len(text), length)]

    return of_texts


def of_pattern(_: Validation, pattern: tuple[str, str], values: Refused) -> Refused:
    """Refuse texts that do not match (4.4.3)."""
    texts = {value: _text(value) for value in values}
    kept = fitting({text for text in texts.values() if text is not None}, *pattern)
    return [value for value, text in texts.items() if text not in kept]


def of_language(_: Validation, ranges: list[str], values: Refused) -> Refused:
    """Refuse texts in other languages, and what has none (4.4.4; langMatches, RFC 4647 3.3.1)."""

    def fits(value: Term) -> bool:
        language = (value.language or "").lower() if isinstance(value, Literal) else ""
        return bool(language) and any(
            wanted == "*" or f"{language}-".startswith(f"{wanted.lower()}-") for wanted in ranges
        )

    return [value for value in values if not fits(value)]


def of_list(_: Validation, members: list[Term], values: Refused) -> Refused:
    """Refuse what is not a member of the list (4.8.3)."""
    allowed = set(members)
    return [value for value in values if value not in allowed]


def of_not(run: Validation, inner: Shape, values: Refused) -> Refused:
    """Refuse what conforms to the shape (4.6.1)."""
    failing = run.failing(inner, values)
    return [value for value in values if value not in failing]


def of_node(run: Validation, inner: Shape, values: Refused) -> Refused:
    """Refuse what does not conform to the shape (4.7.1)."""
    return run.failing(inner, values)


def of_and(run: Validation, inner: list[Shape], values: Refused) -> Refused:
    """Refuse what does not conform to all shapes (4.6.2)."""
    return {value for shape in inner for value in run.failing(shape, values)}


def of_or(run: Validation, inner: list[Shape], values: Refused) -> Refused:
    """Refuse what conforms to none of the shapes (4.6.3)."""
    left = set(values)
    for shape in inner:
        left = run.failing(shape, left) if left else left
    return left


def of_xone(run: Validation, inner: list[Shape], values: Refused) -> Refused:
    """Refuse what does not conform to exactly one of the shapes (4.6.4)."""
    failed = Counter(value for shape in inner for value in run.failing(shape, values))
    return [value for value in values if failed[value] != len(inner) - 1]


def of_count(wrong: Compare) -> Callable[[Validation, int, Values], Iterator[Violation]]:
    """Return the check for sh:minCount and sh:maxCount (4.2)."""

    def of_number(_: Validation, limit: int, values: Values) -> Iterator[Violation]:
        return (Violation(focus) for focus, found in values.items() if wrong(len(found), limit))

    return of_number


def unique_language(_: Validation, __: Term, values: Values) -> Iterator[Violation]:
    """Report each language that more than one value has (4.4.5)."""
    for focus, found in values.items():
        if len(found) > 1:
            tags = (value.language for value in found if isinstance(value, Literal))
            spoken = Counter(tag.lower() for tag in tags if tag)
            yield from (Violation(focus) for times in spoken.values() if times > 1)


def equals(run: Validation, predicate: NamedNode, values: Values) -> Iterator[Violation]:
    """Report each value that only one of both properties has (4.5.1)."""
    for focus, found in values.items():
        others = run.facts.values(focus, predicate)
        yield from (Violation(focus, value) for value in found if value not in others)
        yield from (Violation(focus, value) for value in others if value not in found)


def disjoint(run: Validation, predicate: NamedNode, values: Values) -> Iterator[Violation]:
    """Report each value that both properties have (4.5.2)."""
    for focus, found in values.items():
        others = run.facts.values(focus, predicate)
        yield from (Violation(focus, value) for value in found if value in others)


def less_than(or_equal: bool) -> Callable[[Validation, NamedNode, Values], Iterator[Violation]]:
    """Return the check for sh:lessThan and sh:lessThanOrEquals (4.5.3, 4.5.4)."""

    def of_pairs(run: Validation, predicate: NamedNode, values: Values) -> Iterator[Violation]:
        pairs = [
            (focus, (value, other))
            for focus, found in values.items()
            for value in found
            for other in run.facts.values(focus, predicate)
        ]
        kept = in_order({pair for _, pair in pairs}, or_equal)
        return (Violation(focus, pair[0]) for focus, pair in pairs if pair not in kept)

    return of_pairs


def has_value(_: Validation, wanted: Term, values: Values) -> Iterator[Violation]:
    """Report that the value is missing (4.8.2)."""
    return (Violation(focus) for focus, found in values.items() if wanted not in found)


def closed(run: Validation, allowed: frozenset[Term], values: Values) -> Iterator[Violation]:
    """Report each fact by a property that is not allowed (4.8.1)."""
    for predicate in run.facts.predicates:
        if predicate not in allowed:
            pairs = run.facts.forward(predicate)
            for focus, found in values.items():
                for node in found:
                    for value in pairs.get(node, ()):
                        yield Violation(focus, value, predicate.value)


Qualified = tuple[Shape, list[Shape], int]


def of_qualified(
    wrong: Compare,
) -> Callable[[Validation, Qualified, Values], Iterator[Violation]]:
    """Return the check for sh:qualifiedMinCount and sh:qualifiedMaxCount (4.7.3)."""

    def of_number(run: Validation, argument: Qualified, values: Values) -> Iterator[Violation]:
        inner, siblings, limit = argument
        kept = set(distinct(values))
        kept -= run.failing(inner, kept)
        for sibling in siblings:
            kept = run.failing(sibling, kept)
        for focus, found in values.items():
            if wrong(sum(value in kept for value in found), limit):
                yield Violation(focus)

    return of_number
