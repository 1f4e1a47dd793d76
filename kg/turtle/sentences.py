"""The usual slips at the borders of sentences and of lines such as @prefix, by their cause."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.errors import nearest
from kg.terms import RDF_TYPE, Literal
from kg.turtle import faulty_terms, tokens
from kg.turtle.ahead import (
    begins_line,
    is_property_like,
    lonely_name,
    matched,
    same_line,
    shown_from,
    signs,
)
from kg.turtle.faulty_terms import PROPERTY, SUBJECT, clean

if TYPE_CHECKING:
    from kg.turtle.grammar import Reader
    from kg.turtle.state import Frame, State


def is_directive(reader: Reader, kind: int, start: int, end: int) -> bool:
    """Say whether a token begins a line such as @prefix."""
    word = reader.text[start:end].lower()
    return word in ("@prefix", "@base") or (
        kind == tokens.WORD and word in ("prefix", "base") and signs(reader.text, end)[:1] in "n"
    )


def unfinished(reader: Reader, kind: int, start: int, end: int) -> State:
    """Tell that a sentence has no full stop before the next one, and begin that."""
    _close_all(reader)
    missing(reader, ".")
    ended(reader, reader.before)
    return reader.statement(kind, start, end)


# -- directives --

_ADDRESS = re.compile(r"[\"']?([A-Za-z][A-Za-z0-9+-]*:[^\s<>\"']*[^\s<>\"'.])[\"'>]?")


def name_of_prefix(reader: Reader, kind: int, start: int, end: int) -> State:
    """Tell what is wrong with the name of a prefix."""
    word = reader.text[start:end]
    is_word = kind in (tokens.WORD, tokens.A)
    reader.tell(start, "prefix-without-colon" if is_word else "no-prefix", clean(word))
    if not is_word and kind != tokens.NAME:
        return reader.skip
    reader.prefix = word.partition(":")[0]
    return reader.iri_of_prefix


def iri_of_prefix(reader: Reader, kind: int, start: int, end: int) -> State:
    """Tell that a prefix or base has no IRI."""
    if kind == tokens.BAD_IRI:
        faulty_terms.broken_iri(reader, start, end)
        return reader.declare(None)
    match = _ADDRESS.match(reader.text, start)
    if match is None:
        reader.tell(start, "no-address", clean(reader.text[start:end]))
        reader.told.add(reader.prefix)
        return reader.skip
    reader.tell(start, "address-not-in-brackets", match[1])
    reader.at = match.end()
    return reader.declare(None)


def stop(reader: Reader, kind: int, start: int, end: int) -> State:
    """Tell that a line such as @prefix has no full stop."""
    is_other_mark = reader.text[start:end] in (";", ",")
    at = start if is_other_mark else reader.before
    reader.tell(at, "directive-without-stop", reader.directive)
    return reader.statement if is_other_mark else reader.statement(kind, start, end)


# -- the marks between --

_NAMES = {".": "full stop", ";": "semicolon", ",": "comma"}
_PLACES = {
    ".": "at the end of the description",
    ";": "before the next property",
    ",": "between two values of one property",
}


def missing(reader: Reader, mark: str) -> None:
    """Tell that a mark is missing before this token, or that a colon stands in its place."""
    at = reader.before
    is_colon = reader.text[at - 1] == ":"
    slip = "colon-for-mark" if is_colon else "mark-missing"
    reader.tell(at - is_colon, slip, _NAMES[mark], mark, _PLACES[mark])


def _close_all(reader: Reader) -> None:
    for frame in reader.frames:
        unclosed_bracket(reader, frame)
    reader.frames.clear()


def unclosed_bracket(reader: Reader, frame: Frame) -> None:
    """Tell that a bracket is not closed."""
    reader.tell(frame.at, "bracket-open", frame.mark, "]" if frame.mark == "[" else ")")


def ended(reader: Reader, at: int) -> State:
    """End a sentence at the place of its full stop, and keep it, should it go on after all."""
    reader.said, reader.said_at = reader.context(), at
    return reader.statement


def at_end(reader: Reader, state: State) -> None:
    """Tell what is still open at the end of a text."""
    if state == reader.suffix and reader.value is not None:
        reader.emit(Literal(reader.value), reader.object_at)
    if state == reader.value_of and was_value(reader):
        state = reader.after
    if state in (reader.statement, reader.skip):
        return
    ends = (reader.after, reader.suffix, reader.stop, reader.after_brackets, reader.more)
    if state not in ends:
        reader.tell(reader.before, "ends-in-sentence")
    elif not reader.frames:
        reader.tell(reader.before, "last-stop-missing")
    _close_all(reader)


def statement(reader: Reader, kind: int, start: int, end: int) -> State:
    """Tell what is wrong where a sentence should begin."""
    text = reader.text
    if kind == tokens.MARK:
        return _mark_for_statement(reader, kind, start, end)
    if kind == tokens.WORD and "\ufeff" in text[start:end]:
        reader.tell(start, "byte-order-mark")
        return reader.statement
    if kind == tokens.LANGUAGE:
        if near := nearest(text[start + 1 : end].lower(), ["prefix", "base"]):
            reader.tell(start, "no-such-line", text[start:end], near[0])
            reader.directive = "@" + near[0]
            return reader.iri_of_prefix if near[0] == "base" else reader.name_of_prefix
    if kind in (tokens.A, tokens.STRING, tokens.NUMBER) and _go_on(reader):
        if kind == tokens.A:
            return reader.verb(kind, start, end)
        if reader.predicate is not None:
            return reader.value_of(kind, start, end)
    if kind == tokens.WORD:
        return _word_for_statement(reader, start, end)
    if text.startswith(("//", "/*", "--"), start):
        reader.tell(start, "no-remark", text[start : start + 2])
        reader.at = start + len(matched(r"[^\r\n]*", text, start))
        return reader.statement
    if kind == tokens.BAD_IRI:
        faulty_terms.broken_iri(reader, start, end)
        reader.subject = None
        return reader.verb
    faulty_terms.unexpected(reader, kind, start, end, SUBJECT)
    if kind == tokens.STRAY and not text[start].isprintable():
        return reader.statement
    return reader.skip


def _mark_for_statement(reader: Reader, kind: int, start: int, end: int) -> State:
    mark = reader.text[start]
    if mark == ".":
        if reader.directive in ("prefix", "base"):
            reader.tell(start, "sparql-with-stop", reader.directive.upper())
        else:
            twice = reader.said and same_line(reader.text, reader.said_at, start)
            reader.tell(start, "two-stops" if twice else "stop-alone")
        return reader.statement
    if mark in ";," and _go_on(reader):
        return reader.more if mark == ";" else reader.value_of
    if mark in "])":
        reader.tell(start, "closes-nothing", mark)
        return reader.after
    return faulty_terms.unexpected(reader, kind, start, end, SUBJECT)


def _word_for_statement(reader: Reader, start: int, end: int) -> State:
    word, text = reader.text[start:end], reader.text
    ahead = signs(text, end)
    reader.subject = None
    if passed := lonely_name(reader, start, end):
        reader.at = passed
        return reader.verb
    if begins_line(text, tokens.token_at(text, end).start) and re.match(r"n[na]", ahead):
        reader.tell(start, "stray-words", clean(word))
        return reader.statement
    if ahead[0] in "na":
        reader.tell(start, "subject-without-prefix", clean(word))
        return reader.verb
    return faulty_terms.unexpected(reader, tokens.WORD, start, end, SUBJECT)


def _go_on(reader: Reader) -> bool:
    """Go back into the sentence before, which a full stop ended too early; False if none did."""
    if reader.said is None or reader.said[0] is None:
        return False
    reader.go_back(reader.said)
    reader.tell(reader.said_at, "stop-too-early")
    reader.said = None
    return True


def ended_by(mark: str, reader: Reader, at: int) -> bool:
    """Say whether a mark stands where a full stop should, before a thing that begins a line.

    That is told, and the thing at `at` becomes the place of the subject.
    """
    text, before = reader.text, reader.separator_at
    if reader.separator() != mark or not begins_line(text, at) or reader.frames:
        return False
    written = tokens.token_at(text, at).text
    if not reader.subject_at < before < at or is_property_like(reader, written):
        return False
    reader.tell(before, "mark-for-stop", _NAMES[mark])
    ended(reader, before)
    reader.subject_at, reader.predicate, reader.predicate_at = at, None, -1
    return True


def said_nothing(reader: Reader) -> bool:
    """Say whether a thing stands alone, and what was taken for a property is the next thing."""
    text, subject_at, at = reader.text, reader.subject_at, reader.predicate_at
    if at < 0 or reader.frames or reader.separator_at > subject_at or not begins_line(text, at):
        return False
    if is_property_like(reader, tokens.token_at(text, at).text):
        return False
    shown = clean(text[subject_at : min(at, subject_at + 80)])
    reader.tell(subject_at, "thing-alone", shown)
    reader.subject_at, reader.predicate, reader.predicate_at = at, None, -1
    return True


def _is_inside(reader: Reader) -> bool:
    """Say whether this sentence begins in from the margin, after another one."""
    at = reader.subject_at
    return at > 0 and reader.text[at - 1] in " \t" and reader.said is not None and not reader.frames


def _begins_like_property(reader: Reader) -> bool:
    return is_property_like(reader, tokens.token_at(reader.text, reader.subject_at).text)


def went_on_with_value(reader: Reader) -> bool:
    """Say whether this sentence is but another value of the one before, and take it for that."""
    at, term = reader.subject_at, reader.subject
    if reader.predicate_at >= 0 or not _is_inside(reader) or _begins_like_property(reader):
        return False
    if reader.said is None or reader.said[2] is None or not _go_on(reader):
        return False
    reader.emit(term, at)
    return True


def went_on_after_stop(reader: Reader) -> bool:
    """Say whether the subject of this sentence is a property of the one before.

    Then the sentence before goes on with it.
    """
    return reader.predicate_at < 0 and _resumed(reader)


def _resumed(reader: Reader) -> bool:
    term, at = reader.subject, reader.subject_at
    if not (_is_inside(reader) and _begins_like_property(reader) and _go_on(reader)):
        return False
    reader.predicate, reader.predicate_at = term, at  # type: ignore[assignment]
    return True


def was_value(reader: Reader) -> bool:
    """Say whether what was taken for a property is a value, and take it for one.

    That is so after a semicolon that should be a comma or has no property behind it, and after a
    full stop that should be a semicolon.
    """
    at, value, before = reader.predicate_at, reader.predicate, reader.previous
    is_next = reader.subject_at < reader.separator_at < at and reader.separator() == ";"
    if is_next and before is not None and not is_property_like(reader, shown_from(reader, at)):
        if value == RDF_TYPE:
            return False
        if reader.written and isinstance(reader.written[-1].object, Literal):
            reader.tell(at, "value-alone", PROPERTY)
        else:
            reader.tell(reader.separator_at, "semicolon-for-comma")
        reader.predicate = before
    elif not _resumed(reader):
        return False
    reader.emit(value, at)
    return True
