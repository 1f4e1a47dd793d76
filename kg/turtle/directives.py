"""The usual slips in the lines that declare a prefix or the base."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.turtle import faulty_terms, tokens
from kg.turtle.ahead import Skipping
from kg.turtle.faulty_terms import clean

if TYPE_CHECKING:
    from kg.turtle.grammar import Reader
    from kg.turtle.state import State


def name_of_prefix(reader: Reader, kind: int, start: int, end: int) -> State:
    """Tell what is wrong with the name of a prefix."""
    word = reader.text[start:end]
    if kind in (tokens.WORD, tokens.A):
        reader.fault(start, f"the colon is missing after {clean(word)}", f"{clean(word)}:")
        reader.prefix = word
        return reader.iri_of_prefix
    reader.fault(start, f"{clean(word)} is no prefix", "a short name and a colon, such as id:")
    if kind != tokens.NAME:
        return Skipping(reader)
    reader.prefix = word.partition(":")[0]
    return reader.iri_of_prefix


def iri_of_prefix(reader: Reader, kind: int, start: int, end: int) -> State:
    """Tell that a prefix or base has no IRI."""
    text = reader.text
    match = re.compile(r"[\"']?([A-Za-z][A-Za-z0-9+-]*:[^\s<>\"']*[^\s<>\"'.])[\"'>]?").match(
        text, start
    )
    if kind == tokens.BAD_IRI:
        faulty_terms.broken_iri(reader, start, end)
        return reader.declare(None)
    if match is None:
        reader.fault(start, f"{clean(text[start:end])} is no address", "an address in < >")
        reader.told.add(reader.prefix)
        return Skipping(reader)
    reader.fault(start, f"the address {match[1]} is not in < >", f"<{match[1]}>")
    reader.at = match.end()
    return reader.declare(None)


def stop(reader: Reader, kind: int, start: int, end: int) -> State:
    """Tell that a line such as @prefix has no full stop."""
    mark = reader.text[start:end]
    at = start if mark in (";", ",") else reader.before
    reader.fault(at, "a full stop is missing", f"` .` at the end of the line {reader.directive}")
    if mark in (";", ","):
        return reader.statement
    return reader.statement(kind, start, end)
