"""What follows in a broken text, seen without reading it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.turtle import tokens

if TYPE_CHECKING:
    from kg.turtle.grammar import Reader

SIGNS = {
    tokens.A: "a",
    tokens.NAME: "n",
    tokens.IRI: "n",
    tokens.BLANK: "b",
    tokens.STRING: "s",
    tokens.NUMBER: "s",
    tokens.WORD: "w",
    tokens.OPEN_SHORT: "s",
    tokens.OPEN_LONG: "s",
}


def signs(text: str, at: int, most: int = 8) -> str:
    """Return one letter for each of the next terms, up to and with the mark that ends them.

    n a name or IRI, a the word `a`, b a blank node, s a text or number (with its language or
    kind), w another word, ? anything else; marks stand for themselves, the end is `$`.
    """
    found = ""
    while len(found) < most:
        kind, start, at, _ = tokens.token_at(text, at)
        if kind == tokens.END:
            return found + "$"
        if kind == tokens.MARK:
            mark = text[start]
            if mark != "^":
                return found + mark
            following = tokens.token_at(text, at)  # the kind of a text
            at = following.end if following.kind in (tokens.NAME, tokens.IRI) else at
        elif kind != tokens.LANGUAGE:
            found += SIGNS.get(kind, "?")
        elif not found.endswith("s"):
            return found + "@"
    return found


def matched(pattern: str, text: str, at: int) -> str:
    """Return what matches a pattern from a place on, nothing where it does not."""
    match = re.compile(pattern).match(text, at)
    return match[0] if match else ""


def begins_line(text: str, at: int) -> bool:
    """Say whether a place is the first column of a line."""
    return at == 0 or text[at - 1] in "\r\n"


def same_line(text: str, start: int, end: int) -> bool:
    """Say whether two places are on one line."""
    return not re.search(r"[\r\n]", text[start:end])


def shown_from(reader: Reader, at: int, most: int = 200) -> str:
    """Return the text from a place to the token before this one, as far as it matters.

    Clipped, so that a text with a thousand mistakes is not read a thousand times.
    """
    return reader.text[at : min(reader.before, at + most)] if at >= 0 else ""


def is_property_like(reader: Reader, written: str) -> bool:
    """Say whether a name looks like a property: used as one, or spelt as they are.

    Its prefix is that of a property above, and it begins with a small letter.
    """
    known = reader.verbs.keys() - {reader.new_verb}
    if written in known:
        return True
    prefix, colon, name = written.partition(":")
    if not colon or not name[:1].islower():
        return False
    return prefix in PROPERTY_PREFIXES or any(verb.startswith(prefix + ":") for verb in known)


# Vocabularies whose names in small letters are properties.
PROPERTY_PREFIXES = set("al dc dcterms foaf org owl prov rdf rdfs schema sh skos vann void".split())


def lonely_name(reader: Reader, start: int, end: int) -> int:
    """Return the end of `:name` behind the word of a prefix and a space, 0 where there is none.

    That is told: the space does not belong there.
    """
    word, following = reader.text[start:end], tokens.token_at(reader.text, end)
    name = following.text
    if following.kind != tokens.NAME or name[0] != ":" or "" in reader.prefixes:
        return 0
    reader.tell(start, "space-in-name", f"{word} {name}", f"{word}{name}")
    return following.end


def in_list(reader: Reader) -> bool:
    """Say whether the innermost open bracket is that of a list."""
    return bool(reader.frames) and reader.frames[-1].mark == "("
