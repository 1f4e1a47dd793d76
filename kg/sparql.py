"""What a SPARQL text says, read from its tokens: its prefixes, and what it must not do.

The engine gives no syntax tree and would reach the network for SERVICE, so texts are looked at
here before they run. Tokens follow section 19.8 of SPARQL 1.1 Query (https://www.w3.org/TR/
sparql11-query/#sparqlGrammar); a word inside a comment, string, IRI or name is none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from kg.errors import BadQuery, did_you_mean, nearest
from kg.lines import Lines

_TOKEN = re.compile(
    r'''(?P<comment>\#[^\n\r]*)
      | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
      | (?P<string>"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^'\\]|\\.|'(?!''))*\'\'\'
                  |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
      | (?P<language>@[a-zA-Z]+(?:-[a-zA-Z0-9]+)*)
      | (?P<variable>[?$]\w+)
      | (?P<blank>_:[\w.-]*)
      | (?P<name>(?:[^\W\d_](?:[\w.-]*[\w-])?)?:
                (?:(?:[\w:%]|\\.)(?:(?:[\w.:%-]|\\.)*(?:[\w:%-]|\\.))?)?)
      | (?P<word>[^\W\d_]\w*)
      | (?P<space>\s+)
      | (?P<other>.)''',
    re.VERBOSE | re.DOTALL,
)
_UPDATES = "INSERT DELETE LOAD CLEAR DROP CREATE ADD MOVE COPY WITH".split()


SERVICE_REFUSED = (
    "SERVICE would send part of this query to another host; a query that you trust may do so with"
    " `kg sparql --allow-service`."
)
MISSPELT = "servicx"
OPENING, CLOSING = ("{", "(", "["), ("}", ")", "]")
OPERATORS = ("+", "-", "*", "/", "|", "&", "!", "^", "=", "<", ">")
DEEPEST, MOST_OPERATORS = 500, 5_000


class Token(NamedTuple):
    """One token: its kind (a group name of the pattern above), text and offset in the query."""

    kind: str
    text: str
    offset: int


@lru_cache(maxsize=128)  # every check of a question reads its tokens
def tokens(text: str) -> tuple[Token, ...]:
    """Return the tokens of `text` without white space and comments.

    >>> [token.text for token in tokens("ASK { ?s a <http://e.org/#x> } # SERVICE")]
    ['ASK', '{', '?s', 'a', '<http://e.org/#x>', '}']
    """
    return tuple(
        Token(match.lastgroup or "other", match.group(), match.start())
        for match in _TOKEN.finditer(text)
        if match.lastgroup not in ("space", "comment")
    )


def position(text: str, offset: int) -> tuple[int, int]:
    """Return line and column of `offset`, both from 1."""
    return Lines(text).place(offset)


def check(
    text: str, prefixes: Mapping[str, str], allow_service: bool = False, where: str = "query"
) -> None:
    """Refuse what may not run: an update, SERVICE (unless allowed), a prefix nobody declared.

    So is what is nested so deeply that an engine would run out of stack. SERVICE is looked for
    here to tell its place; that none is left is made sure of by `without_service`.
    Raises BadQuery with the place of the offending word.
    """
    declared = set(prefixes)
    previous = Token("", "", 0)
    started = False  # past PREFIX and BASE
    depth = operators = 0
    listed = False  # inside the braces of VALUES, where signs belong to numbers
    for token in tokens(text):
        depth += (token.text in OPENING) - (token.text in CLOSING)
        listed = (listed and token.text != "}") or token.text.upper() == "VALUES"
        operators = 0 if token.text in (".", ";", "}") else operators + (token.text in OPERATORS)
        operators *= not listed
        if depth > DEEPEST or operators > MOST_OPERATORS:
            raise BadQuery("the query is too deeply nested.", *position(text, token.offset), where)
        word = token.text.upper() if token.kind == "word" else ""
        if token.kind == "name" and previous.text.upper() == "PREFIX" and not started:
            declared.add(token.text[:-1])
        elif word in _UPDATES and not started:
            raise BadQuery(
                f"{word} would change the data, and questions never do: edit the Turtle files"
                " and run `kg validate`.",
                *position(text, token.offset),
                where,
            )
        elif word and word not in ("PREFIX", "BASE"):
            started = True
        if word == "SERVICE" and not allow_service:
            raise BadQuery(SERVICE_REFUSED, *position(text, token.offset), where)
        if token.kind == "name" and (prefix := token.text.split(":")[0]) not in declared:
            known = f" Known prefixes: {', '.join(sorted(declared))}." if declared else ""
            open_address = previous.text == "<" and previous.offset == token.offset - 1
            raise BadQuery(
                "the address after this < is not closed: write > behind it."
                if open_address
                else f"the prefix {prefix}: is not known.{did_you_mean(nearest(prefix, declared))}"
                f"{known} Declare others with PREFIX {prefix}: <…>.",
                *position(text, token.offset),
                where,
            )
        previous = token


def without_service(text: str) -> str | None:
    """Return a text that is a query just when `text` is one and has no SERVICE in it.

    None when the word is nowhere, so that there is nothing to ask. Tokens are one thing and an
    engine's grammar another (`SERVICESILENT` is read as two words by some): so the engine is
    asked. With every "service" misspelt, names, strings, IRIs and comments are as good as before,
    and only the keyword breaks. Escapes such as \\u0053 are undone first, as section 19.2 has it.
    """
    plain = re.sub(
        r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})",
        lambda match: chr(min(int(match[1] or match[2], 16), 0x10FFFF)),
        text,
    )
    misspelt = misspell(plain)
    return None if misspelt == plain else misspelt


def misspell(text: str) -> str:
    """Return a text with every "service", in any case, made the same wrong word."""
    return re.sub("service", MISSPELT, text, flags=re.IGNORECASE)
