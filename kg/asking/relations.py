"""The words before a day that say which days are meant: before, by, after, since, on, around."""

from __future__ import annotations

from collections.abc import Sequence

from kg.asking.tokens import Token

SMALL = {"of", "de", "del", "the", "el", "la", "los", "day", "dia", "year", "ano", "month", "mes"}

# Words before a day, longest first: what they say of the days meant.
_RELATIONS: list[tuple[tuple[str, ...], str]] = sorted(
    (
        (tuple(phrase.split()), relation)
        for relation, phrases in {
            "before": "before|prior to|earlier than|ahead of|antes de|antes del|previo a|previos a"
            "|anterior a|anteriores a",
            "by": "by|until|till|up to|up until|as of|no later than|not later than|through"
            "|on or before|before or on|as at|hasta|a fecha de|a mas tardar|a fecha del|para",
            "after": "after|following|later than|despues de|despues del|tras|luego de|luego del"
            "|posterior a|posteriores a",
            "since": "since|starting|starting from|starting on|beginning|from|on or after|as from"
            "|desde|a partir de|a partir del",
            "on": "on|in|during|at|throughout|en|durante|dated",
            "around": "around|about|circa|near|alrededor de|alrededor del|hacia|cerca de|cerca del"
            "|en torno a|en torno al",
        }.items()
        for phrase in phrases.split("|")
    ),
    key=lambda item: (-len(item[0]), item),
)


def relation_before(tokens: Sequence[Token], at: int) -> tuple[str, int]:
    """Return what the words just before `at` say of a day there, and where they begin.

    >>> from kg.asking.tokens import split
    >>> relation_before(split("quién huyó antes del 3 de marzo"), 4)
    ('before', 2)
    """
    words = [token.word for token in tokens[max(0, at - 6) : at]]
    for skipped in range(3):
        kept = words[: len(words) - skipped]
        if skipped and (len(words) < skipped or words[-skipped] not in SMALL | {"al", "a"}):
            break
        for phrase, relation in _RELATIONS:
            if tuple(kept[-len(phrase) :]) == phrase:
                return relation, at - skipped - len(phrase)
        if kept[-1:] == ["al"]:
            return "by", at - skipped - 1
    return "", at
