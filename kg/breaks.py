"""Where a broken SPARQL text breaks, and what was expected there.

The engine reports the furthest place at which any rule of its grammar gave up, which may lie
behind the mistake (a keyword of seven letters gives up seven characters on). So the place is
found by asking which beginnings of the text could still be completed: those on which the engine
gives up only at the very end, blanks behind the text included.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from kg.errors import BadQuery, shown_at
from kg.sparql import Token, position, tokens

Attempt = Callable[[str], SyntaxError | None]

_BLANKS = " " * 64
_FILLER = "\x01"
_LONGEST_KEYWORD = 16
_UNTOLD = {"ADJUST", "LATERAL", "SERVICE", "VERSION"}  # not SPARQL 1.1, or not allowed here
_TOLD = 12  # expectations named in one message
_KINDS = (  # the signs that begin a kind of term, and the words for it
    ("?$", "a variable"),
    ("<:", "a name or IRI"),
    ("'\"", "a text"),
    ("+-", "a number"),
)
_PLAIN_SIGNS = set("(){},.;=!*/|^") | {"&&", "||", "!=", "<=", ">="}


def explain(error: SyntaxError, text: str, attempt: Attempt, where: str = "query") -> BadQuery:
    """Return the engine's syntax error as a BadQuery: where the text breaks, what was expected.

    `attempt` lets the engine parse a text and returns its error, None when there is none.
    """
    place = _place(error, text)
    if place is None:
        return BadQuery(f"this cannot be answered: {error}", where=where)
    found = list(tokens(text))
    ends = [token.offset + len(token.text) for token in found]
    low, high = 0, len(found)  # the first `low` tokens can be completed
    while low < high:
        middle = (low + high) // 2
        if _completes(text[: ends[middle]], attempt):
            low = middle + 1
        else:
            high = middle
    offset = found[low].offset if low < len(found) else len(text.rstrip())
    if sentence := re.search(r"(?:^|, )((?:[A-Z]\w*) (?:\w+ )*[a-z]+)(?=, |$)", place[1]):
        problem = sentence[1]  # a rule that is no matter of grammar
    elif low < len(found) and found[low].kind == "iri" and ":" not in found[low].text:
        problem = f"the IRI {found[low].text[:60]} is relative, and no BASE says to what"
    elif low == len(found) and _is_closed([token.text for token in found]):
        problem = "it is complete, but breaks a rule of SPARQL: a variable given twice, say"
    else:
        problem = f"unexpected {found[low].text[:60]}" if low < len(found) else "it ends too early"
        problem += _wanted(text, found, low, attempt)
    line, column = position(text, offset)
    return BadQuery(f"{problem}.{shown_at(text, line, column)}", line, column, where)


def _wanted(text: str, found: list[Token], low: int, attempt: Attempt) -> str:
    """Return what is missing before the token `low`: closing braces, else what was expected."""
    texts = [token.text for token in found[:low]]
    here = found[low].offset if low < len(found) else len(text)
    after = text[here : here + len(found[low].text)] if low < len(found) else ""
    for number in range(1, texts.count("{") - texts.count("}") + 1):
        closed = f"{text[:here]}{' }' * number} {after}"
        if _completes(closed, attempt) if after else attempt(closed) is None:
            return f": a closing brace }} is missing{' before it' if after else ''}"
    expected = _expected(text[: found[low - 1].offset + len(texts[-1])] if low else "", attempt)
    more = ", …" if len(expected) > _TOLD else ""
    return f"; expected {', '.join(expected[:_TOLD])}{more}" if expected else ""


def _is_closed(texts: list[str]) -> bool:
    """Say whether every brace and quote of a text is closed."""
    return texts.count("{") == texts.count("}") > 0 and not {"'", '"'} & set(texts)


def _place(error: SyntaxError, text: str) -> tuple[int, str] | None:
    """Return the offset in `text` and the list of expected things that an error names."""
    match = re.match(r"error at (\d+):(\d+): expected (?:one of )?(.*)", str(error), re.DOTALL)
    if match is None:
        return None
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    return starts[min(int(match[1]), len(starts)) - 1] + int(match[2]) - 1, match[3]


def _completes(beginning: str, attempt: Attempt) -> bool:
    """Say whether something could be written behind `beginning` that makes it a query."""
    text = beginning + _BLANKS
    error = attempt(text)
    place = None if error is None else _place(error, text)
    return place is None or place[0] >= len(text)


def _expected(beginning: str, attempt: Attempt) -> list[str]:
    """Return what could come behind `beginning`: kinds of terms, keywords, signs."""
    text = beginning + _BLANKS
    error = attempt(text)
    place = None if error is None else _place(error, text)
    quoted = re.findall(r'"((?:[^"\\]|\\.)+)"', place[1]) if place else []
    signs = {sign.replace('\\"', '"') for sign in quoted}
    kinds = [words for marks, words in _KINDS if signs & set(marks)]
    return [*kinds, *sorted(_keywords(beginning, attempt)), *sorted(signs & _PLAIN_SIGNS)]


def _keywords(beginning: str, attempt: Attempt) -> set[str]:
    """Return the keywords that could come behind `beginning`.

    The engine gives up on a keyword of n letters n characters on, and names only the longest;
    fillers of growing length make it name them all.
    """
    found: set[str] = set()
    for length in range(2, _LONGEST_KEYWORD):
        text = beginning + " " + _FILLER * length
        error = attempt(text)
        place = None if error is None else _place(error, text)
        if place is not None:
            words = re.findall(r"(?:^|, )([A-Z]{2,})(?=, |$)", place[1])
            found |= {word for word in words if place[0] == len(beginning) + 1 + len(word)}
    return found - _UNTOLD
