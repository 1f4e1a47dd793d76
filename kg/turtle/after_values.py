"""The usual slips after a value, each told by its cause.

Every function is given the token that the grammar did not expect, notes a fault where the slip
was made, and returns the state in which reading goes on as though it had not been made.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.terms import Literal
from kg.turtle import faulty_terms, sentences, tokens
from kg.turtle.ahead import (
    SIGNS,
    begins_line,
    is_property_like,
    matched,
    same_line,
    shown_from,
    signs,
)
from kg.turtle.faulty_terms import VALUE

if TYPE_CHECKING:
    from kg.turtle.grammar import Reader
    from kg.turtle.state import Node, State

_LOOSE = {tokens.STRAY, tokens.WORD, tokens.A, tokens.NUMBER, tokens.NEWER, tokens.OPEN_SHORT}
_NEAR = 50  # how many open brackets are looked at for the one that a mark may close


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
        reader.tell(start, "colon-alone")
    return reader.after  # which tells of the mark that is missing


def _missing_mark(reader: Reader, kind: int, start: int, end: int) -> State:
    """Tell which mark is missing after the value before, by what follows."""
    text, ahead = reader.text, signs(reader.text, start)
    written = shown_from(reader, reader.object_at)
    is_sentence = re.match(r"[nb][na][nbsw\[(]", ahead)
    begins = bool(is_sentence) or text[start] in "[("
    if not begins_line(text, start):  # in from the margin it is one only if it can be nothing else
        apart = not same_line(text, reader.before, start) and not reader.frames
        begins = bool(is_sentence) and apart and not is_property_like(reader, text[start:end])
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
    term, before = reader.predicate, reader.predicate_at
    if sentences.ended_by(";", reader, before):
        reader.subject = term
    elif before < reader.separator_at and reader.separator() == ",":
        reader.tell(reader.separator_at, "comma-before-property")
    else:
        shown = tokens.token_at(reader.text, before).text
        reader.tell(before, "no-value", shown, shown, VALUE)
    _forget_last(reader)
    at = reader.object_at
    reader.verb(tokens.NAME, at, reader.before)
    return reader.value_of(kind, start, end)


def _wrong_mark(reader: Reader, kind: int, start: int, end: int) -> State:
    """Tell of a mark that does not fit the brackets that are open."""
    text, mark = reader.text, reader.text[start]
    frame = reader.frames[-1] if reader.frames else None
    if frame is None:
        reader.tell(start, "closes-nothing", mark)
        return reader.after
    if mark == "," and frame.mark == "(":
        reader.tell(start, "comma-in-list")
        return reader.after
    if mark == "." and frame.mark == "[" and re.match(r"[na][nbsw\[(]", signs(text, end)):
        if is_property_like(reader, tokens.token_at(text, end).text):
            reader.tell(start, "stop-in-brackets")
            return reader.more
    unfit = {".": "[(", ";": "(", ",": "(", "]": "(", ")": "["}[mark]
    if mark in "])" and all(f.mark in unfit for f in reader.frames[-_NEAR:]):
        reader.tell(start, "closes-another", mark, frame.mark)
        return reader.after
    state: State = reader.after
    while reader.frames and reader.frames[-1].mark in unfit:
        sentences.unclosed_bracket(reader, reader.frames[-1])
        state = reader.close()
    return state(kind, start, end)  # type: ignore[no-any-return]


def _beside_a_value(reader: Reader, kind: int, start: int, end: int) -> State | None:
    """Tell of something that belongs to the value before it and is written amiss."""
    text, value_at = reader.text, reader.object_at
    written = shown_from(reader, value_at)
    beside = reader.before == start
    if written.startswith(('"', "'")):
        return _beside_a_text(reader, kind, start, end)
    if beside and written[:1].isdigit() and kind in (tokens.NUMBER, tokens.NEWER, tokens.STRAY):
        date = matched(r"[0-9][0-9/.~:TZ+-]*[0-9~Z]", text, value_at)
        if len(date) > start - value_at:
            is_day = re.fullmatch(r"\d{4}-\d{2}-\d{2}", date)
            other = f', or "{date}"^^xsd:date for a full day' if is_day else ""
            reader.tell(value_at, "date", date, other)
            reader.at = value_at + len(date)
            _forget_last(reader)
            return reader.after
    if text[start] == "%" and written[:1].isdigit():
        reader.tell(start, "percent")
        reader.at = start + 1
        return reader.after
    if kind == tokens.WORD and same_line(text, reader.before, start) and ":" in written:
        return faulty_terms.space_in_name(reader, end, value_at, reader.after)
    if kind in (tokens.STRAY, tokens.OPEN_SHORT) and beside and ":" in written:
        return faulty_terms.stray_in_name(reader, start, value_at, reader.after)
    return None


def _forget_last(reader: Reader) -> Node | None:
    """Take back the last triple, if it is that of the value before, and return its value."""
    if [w.object_at for w in reader.written[reader.newest :][:1]] != [reader.object_at]:
        return None
    value = reader.written.pop(reader.newest).object
    return None if isinstance(value, Literal) else value


def _beside_a_text(reader: Reader, kind: int, start: int, end: int) -> State | None:
    """Tell of a language, a kind or a quote that is written amiss after a text."""
    text, beside, quote = reader.text, reader.before == start, reader.text[reader.before - 1]
    if text[start] == "@" or (beside and text[start] == "_" and quote not in "\"'"):
        return _language_apart(reader, start)
    if text[start] == "^":
        reader.tell(start, "one-caret")
        return reader.kind_of_value
    if quote not in "\"'":  # a language stands before
        return None
    last = start + matched(r"[^\r\n]*", text, start).rfind(quote)
    if last >= start and (kind != tokens.OPEN_SHORT or last > start or beside):
        reader.tell(reader.before - 1, "quote-inside", quote)
        reader.at, reader.value = last + 1, None
        return reader.suffix
    if kind in (tokens.WORD, tokens.A) and beside:
        reader.tell(start, "language-not-marked", text[start:end])
        return reader.after
    return None


def _language_apart(reader: Reader, start: int) -> State:
    """Tell of a language such as `@ en`, `@-en`, `@en_US`."""
    written = matched(r"@?[ \t_-]*[A-Za-z0-9]*", reader.text, start)
    language = written.lstrip("@ \t_-")
    if written.startswith("_"):
        reader.tell(start, "language-underscore", language)
    else:
        reader.tell(start, "language-mark", language or "en")
    reader.at = start + len(written)
    return reader.after
