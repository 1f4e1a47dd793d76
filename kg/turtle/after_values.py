"""The usual slips after a value, each told by its cause.

Every function is given the token that the grammar did not expect, notes a fault where the slip
was made, and returns the state in which reading goes on as though it had not been made.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.terms import Literal
from kg.turtle import faulty_terms, sentences, tokens
from kg.turtle.ahead import SIGNS, begins_line, is_property_like, same_line, shown_from, signs
from kg.turtle.faulty_terms import VALUE

if TYPE_CHECKING:
    from kg.turtle.grammar import Reader
    from kg.turtle.state import Node, State

_LOOSE = {tokens.STRAY, tokens.WORD, tokens.A, tokens.NUMBER, tokens.NEWER, tokens.OPEN_SHORT}
_NEAR = 50  # how many open brackets are looked at for the one that a mark may close
_NUMBER_LIKE = re.compile(r"[0-9][0-9/.~:TZ+-]*[0-9~Z]")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def after(reader: Reader, kind: int, start: int, end: int) -> State:
    """Tell what is missing or too much after a value."""
    if reader.text[start:end] == ":" and "" not in reader.prefixes:
        return _colon(reader, start, end)
    if kind in _LOOSE and (state := _beside_a_value(reader, kind, start, end)):
        return state
    if kind == tokens.MARK and reader.text[start] in ";,.])":
        return _wrong_mark(reader, kind, start, end)
    if sentences.is_directive(reader, kind, start, end):
        return sentences.unfinished(reader, kind, start, end)
    if (kind in SIGNS and kind != tokens.WORD) or reader.text[start] in "[(":
        return _missing_mark(reader, kind, start, end)
    return faulty_terms.unexpected(reader, kind, start, end, "`;`, `,` or a full stop")


def _colon(reader: Reader, start: int, end: int) -> State:
    """Tell of a colon after a value; what follows shows for which mark it stands."""
    ahead = signs(reader.text, end)
    if ahead == "$":
        reader.before = end
        sentences.missing(reader, ".")
        return sentences.ended(reader, start)
    if ahead[0] in ";,.])":
        reader.fault(start, "this colon stands for nothing", "nothing in its place")
    return reader.after  # which tells of the mark that is missing


def _missing_mark(reader: Reader, kind: int, start: int, end: int) -> State:
    """Tell which mark is missing after the value before, by what follows."""
    text, ahead = reader.text, signs(reader.text, start)
    written = shown_from(reader, reader.object_at)
    is_sentence = re.match(r"[nb][na][nbsw\[(]", ahead)
    if begins_line(text, start):
        begins = bool(is_sentence) or text[start] in "[("
    else:  # in from the margin it is one only if it can be nothing else
        apart = not same_line(text, reader.before, start) and not reader.frames
        like = is_property_like(reader, text[start:end])
        begins = bool(is_sentence) and apart and not like
    if begins:
        return sentences.unfinished(reader, kind, start, end)
    if re.match(r"[na][nbsw\[(]", ahead) and sentences.ended_by(",", reader, reader.object_at):
        reader.subject = _forget_last(reader)
        return reader.verb(kind, start, end)
    if re.match(r"[na](?:[nbsw\[(]|a[;.])", ahead):
        sentences.missing(reader, ";")
        return reader.verb(kind, start, end)
    alone = re.match(r"[nbs][;.,\]$]", ahead)
    if alone and is_property_like(reader, written) and reader.predicate is not None:
        return _property_for_value(reader, kind, start, end)
    sentences.missing(reader, ",")
    return reader.value_of(kind, start, end)


def _property_for_value(reader: Reader, kind: int, start: int, end: int) -> State:
    """Tell that what was taken for the value of a property is the next property."""
    text, before = reader.text, reader.predicate_at
    shown = tokens.token_at(text, before).text
    term = reader.predicate
    if sentences.ended_by(";", reader, before):
        reader.subject = term
    elif before < reader.separator_at and text[reader.separator_at] == ",":
        reader.fault(
            reader.separator_at, "a comma stands before the next property", "a semicolon: ` ;`"
        )
    else:
        reader.fault(before, f"{shown} has no value", f"after {shown}, {VALUE}")
    _forget_last(reader)
    at = reader.object_at
    reader.verb(tokens.NAME, at, reader.before)
    return reader.value_of(kind, start, end)


def _wrong_mark(reader: Reader, kind: int, start: int, end: int) -> State:
    """Tell of a mark that does not fit the brackets that are open."""
    text, mark = reader.text, reader.text[start]
    frame = reader.frames[-1] if reader.frames else None
    if frame is None:
        reader.fault(start, f"this {mark} closes nothing", "no bracket here, or one that opens")
        return reader.after
    if mark == "," and frame.mark == "(":
        reader.fault(start, "a list has no commas", "its items with spaces between them")
        return reader.after
    if mark == "." and frame.mark == "[" and re.match(r"[na][nbsw\[(]", signs(text, end)):
        if is_property_like(reader, tokens.token_at(text, end).text):
            reader.fault(start, "a full stop stands inside brackets", "a semicolon: ` ;`")
            return reader.more
    unfit = {".": "[(", ";": "(", ",": "(", "]": "(", ")": "["}[mark]
    if mark in "])" and all(f.mark in unfit for f in reader.frames[-_NEAR:]):
        reader.fault(start, f"this {mark} closes nothing", f"what closes {frame.mark}")
        return reader.after
    state: State = reader.after
    while reader.frames and reader.frames[-1].mark in unfit:
        sentences.unclosed_bracket(reader, reader.frames[-1])
        state = reader.close()
    return state(kind, start, end)  # type: ignore[no-any-return]


def _beside_a_value(reader: Reader, kind: int, start: int, end: int) -> State | None:
    """Tell of something that belongs to the value before it and is written amiss."""
    text, before = reader.text, reader.before
    written = shown_from(reader, reader.object_at)
    beside = before == start
    if written.startswith(('"', "'")):
        return _beside_a_text(reader, kind, start, end)
    if beside and written[:1].isdigit() and kind in (tokens.NUMBER, tokens.NEWER, tokens.STRAY):
        match = _NUMBER_LIKE.match(text, reader.object_at)
        if match and match.end() > before:
            kind_of = "^^xsd:date" if _DATE.fullmatch(match[0]) else ""
            other = f', or "{match[0]}"{kind_of} for a full day' if kind_of else ""
            reader.fault(
                reader.object_at, "a date without quotes", f'"{match[0]}" in quotes{other}'
            )
            reader.at = match.end()
            _forget_last(reader)
            return reader.after
    if text[start] == "%" and written[:1].isdigit():
        reader.fault(start, "a number has no sign behind it", "the number alone")
        reader.at = start + 1
        return reader.after
    if kind == tokens.WORD and same_line(text, before, start) and ":" in written:
        return faulty_terms.space_in_name(reader, end, reader.object_at, reader.after)
    if kind in (tokens.STRAY, tokens.OPEN_SHORT) and beside and ":" in written:
        return faulty_terms.stray_in_name(reader, start, reader.object_at, reader.after)
    return None


def _forget_last(reader: Reader) -> Node | None:
    """Take back the last triple, if it is that of the value before, and return its value."""
    if not reader.written or reader.written[-1].object_at != reader.object_at:
        return None
    reader.turns.pop()
    value = reader.written.pop().object
    return None if isinstance(value, Literal) else value


def _beside_a_text(reader: Reader, kind: int, start: int, end: int) -> State | None:
    """Tell of a language, a kind or a quote that is written amiss after a text."""
    text, before = reader.text, reader.before
    if text[start] == "@":
        return _language_apart(reader, start)
    if text[start] == "^":
        reader.fault(start, "one ^ is not enough before the kind of a text", "^^")
        return reader.kind_of_value
    if text[before - 1] not in "\"'":  # a language stands before
        if before == start and text[start] == "_":
            return _language_apart(reader, start)
        return None
    rest = re.compile(r"[^\r\n]*").match(text, start)
    assert rest is not None
    quote = text[before - 1]
    if quote in rest[0]:
        last = text.rfind(quote, start, rest.end())
        if kind != tokens.OPEN_SHORT or last > start or before == start:
            reader.fault(
                before - 1,
                "the text ends here, at a quote inside it",
                f"\\{quote} for each quote inside a text",
            )
            reader.at, reader.value = last + 1, None
            return reader.suffix
    if kind in (tokens.WORD, tokens.A) and before == start:
        word = text[start:end]
        reader.fault(start, f"the language {word} is not marked", f"@{word} after the text")
        return reader.after
    return None


def _language_apart(reader: Reader, start: int) -> State:
    """Tell of a language such as `@ en`, `@-en`, `@en_US`."""
    match = re.compile(r"@?[ \t_-]*([A-Za-z0-9]*)").match(reader.text, start)
    assert match is not None
    if reader.text[start] == "_":
        problem, expected = "a language is written with a hyphen", f"-{match[1]}"
    else:
        problem = "the mark of a language is not complete"
        expected = f"@{match[1] or 'en'} at once after the text"
    reader.fault(start, problem, expected)
    reader.at = match.end()
    return reader.after
