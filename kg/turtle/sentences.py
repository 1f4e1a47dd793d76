"""The usual slips at the borders of sentences, told by their cause."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.errors import nearest
from kg.terms import RDF_TYPE, Literal
from kg.turtle import faulty_terms, tokens
from kg.turtle.ahead import (
    Skipping,
    begins_line,
    is_property_like,
    lonely_name,
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


_PLACE_OF = {
    ".": ("full stop", "at the end of the description"),
    ";": ("semicolon", "before the next property"),
    ",": ("comma", "between two values of one property"),
}


def missing(reader: Reader, mark: str) -> None:
    """Tell that a mark is missing before this token, or that a colon stands in its place."""
    name, where = _PLACE_OF[mark]
    at = reader.before
    if reader.text[at - 1] == ":":
        reader.fault(at - 1, f"a colon stands in place of a {name}", f"` {mark}` {where}")
    else:
        reader.fault(at, f"a {name} is missing", f"` {mark}` {where}")


def _close_all(reader: Reader) -> None:
    for frame in reader.frames:
        unclosed_bracket(reader, frame)
    reader.frames.clear()


def unclosed_bracket(reader: Reader, frame: Frame) -> None:
    """Tell that a bracket is not closed."""
    closing = "]" if frame.mark == "[" else ")"
    reader.fault(
        frame.at,
        f"the bracket {frame.mark} is not closed",
        f"what is open to be closed: {frame.mark} by {closing}",
    )


def ended(reader: Reader, at: int) -> State:
    """End a sentence at the place of its full stop, and keep it, should it go on after all."""
    told = (reader.subject, reader.subject_at, reader.predicate, reader.predicate_at)
    reader.said = (at, *told)
    return reader.statement


def at_end(reader: Reader, state: State) -> None:
    """Tell what is still open at the end of a text."""
    if state == reader.suffix and reader.value is not None:
        reader.emit(Literal(reader.value), reader.object_at)
    if state == reader.statement or isinstance(state, Skipping):
        return
    place = reader.before
    if state in (reader.after, reader.suffix, reader.stop, reader.after_brackets, reader.more):
        if reader.frames:
            _close_all(reader)
            return
        reader.fault(
            place,
            "the last sentence has no full stop",
            "what is open to be closed: the sentence by its full stop ` .`",
        )
    elif state == reader.value_of and was_value(reader):
        at_end(reader, reader.after)
    else:
        _close_all(reader)
        reader.fault(
            place,
            "the file ends in the middle of a sentence",
            "what is open to be closed: a property with its value, and a full stop",
        )


def statement(reader: Reader, kind: int, start: int, end: int) -> State:
    """Tell what is wrong where a sentence should begin."""
    text = reader.text
    if kind == tokens.MARK:
        return _mark_for_statement(reader, kind, start, end)
    if kind == tokens.WORD and "\ufeff" in text[start:end]:
        reader.fault(start, "an invisible mark (a byte order mark) stands here", "none")
        return reader.statement
    if kind == tokens.LANGUAGE:
        near = nearest(text[start + 1 : end].lower(), ["prefix", "base"])
        if near:
            reader.fault(start, f"there is no line {text[start:end]}", f"@{near[0]}")
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
        reader.fault(start, f"{text[start : start + 2]} begins no remark in Turtle", "#")
        rest = re.compile(r"[^\r\n]*").match(text, start)
        reader.at = rest.end() if rest else end
        return reader.statement
    if kind == tokens.BAD_IRI:
        faulty_terms.broken_iri(reader, start, end)
        reader.subject = None
        return reader.verb
    faulty_terms.unexpected(reader, kind, start, end, SUBJECT)
    if kind == tokens.STRAY and not text[start].isprintable():
        return reader.statement
    return Skipping(reader)


def _mark_for_statement(reader: Reader, kind: int, start: int, end: int) -> State:
    mark = reader.text[start]
    if mark == ".":
        twice = bool(reader.said) and same_line(reader.text, reader.said[0], start)
        problem = "two full stops" if twice else "a full stop stands alone"
        if reader.directive in ("prefix", "base"):
            problem = f"a line that begins with {reader.directive.upper()} has no full stop"
        reader.fault(start, problem, "no full stop here")
        return reader.statement
    if mark in ";," and _go_on(reader):
        return reader.more if mark == ";" else reader.value_of
    if mark in "])":
        reader.fault(start, f"this {mark} closes nothing", "no bracket here, or one that opens")
        return reader.after
    faulty_terms.unexpected(reader, kind, start, end, SUBJECT)
    return Skipping(reader)


def _word_for_statement(reader: Reader, start: int, end: int) -> State:
    word, text = reader.text[start:end], reader.text
    reader.subject = None
    if passed := lonely_name(reader, start, end):
        reader.at = passed
        return reader.verb
    if begins_line(text, tokens.token_at(text, end).start) and re.match(r"n[na]", signs(text, end)):
        reader.fault(start, f"{clean(word)} belongs to nothing", "nothing here")
        return reader.statement
    if re.match(r"[na]", signs(text, end)):
        reader.fault(start, f"the name {clean(word)} has no prefix", f"id:{word}")
        return reader.verb
    faulty_terms.unexpected(reader, tokens.WORD, start, end, SUBJECT)
    return Skipping(reader)


def _go_on(reader: Reader) -> bool:
    """Go back into the sentence before, which a full stop ended too early; False if none did."""
    if not reader.said or reader.said[1] is None:
        return False
    at, reader.subject, reader.subject_at, reader.predicate, reader.predicate_at = reader.said
    reader.fault(
        at,
        "a full stop ends the description here, though it goes on below",
        "a semicolon ` ;` (or a comma between values of one property)",
    )
    reader.said = ()
    return True


def ended_by(mark: str, reader: Reader, at: int) -> bool:
    """Say whether a mark stands where a full stop should, before a thing that begins a line.

    That is told, and the thing at `at` becomes the place of the subject.
    """
    text, before = reader.text, reader.separator_at
    if text[before : before + 1] != mark or not begins_line(text, at) or reader.frames:
        return False
    written = tokens.token_at(text, at).text
    if not reader.subject_at < before < at or is_property_like(reader, written):
        return False
    name = "semicolon" if mark == ";" else "comma"
    reader.fault(before, f"a {name} stands at the end of a description", "a full stop: ` .`")
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
    reader.fault(subject_at, f"nothing is said of {shown}", "a property, a value and a full stop")
    reader.subject_at, reader.predicate, reader.predicate_at = at, None, -1
    return True


def _is_inside(reader: Reader) -> bool:
    """Say whether this sentence begins in from the margin, after another one."""
    at = reader.subject_at
    return at > 0 and reader.text[at - 1] in " \t" and bool(reader.said) and not reader.frames


def _began_as_property(reader: Reader) -> bool:
    """Say whether this sentence begins with what looks like a property, in from the margin."""
    written = tokens.token_at(reader.text, reader.subject_at).text
    return _is_inside(reader) and is_property_like(reader, written)


def went_on_with_value(reader: Reader) -> bool:
    """Say whether this sentence is but another value of the one before, and take it for that."""
    at, term = reader.subject_at, reader.subject
    if reader.predicate_at >= 0 or not _is_inside(reader) or _began_as_property(reader):
        return False
    if reader.said[3] is None or not _go_on(reader):
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
    if not _began_as_property(reader) or not _go_on(reader):
        return False
    reader.predicate, reader.predicate_at = term, at  # type: ignore[assignment]
    return True


def was_value(reader: Reader) -> bool:
    """Say whether what was taken for a property is a value, and take it for one.

    That is so after a semicolon that should be a comma or has no property behind it, and after a
    full stop that should be a semicolon.
    """
    text, at, value = reader.text, reader.predicate_at, reader.predicate
    before = reader.previous
    if text[reader.separator_at : reader.separator_at + 1] == ";" and before is not None:
        written = shown_from(reader, at)
        if reader.subject_at < reader.separator_at < at and not is_property_like(reader, written):
            if value == RDF_TYPE:
                return False
            if reader.written and isinstance(reader.written[-1].object, Literal):
                reader.fault(at, "a value stands here without its property", PROPERTY)
            else:
                comma_meant(reader)
            reader.predicate = before
            reader.emit(value, at)
            return True
    if not _resumed(reader):
        return False
    reader.emit(value, at)
    return True


def comma_meant(reader: Reader) -> None:
    """Tell of a semicolon that stands for a comma."""
    problem = "a semicolon stands between two values of one property"
    reader.fault(reader.separator_at, problem, "a comma: ` ,`")
