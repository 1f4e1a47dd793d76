"""The usual slips before a property and before a value, each told by its cause.

Every function is given the token that the grammar did not expect, notes a fault where the slip
was made, and returns the state in which reading goes on as though it had not been made.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.terms import RDF_TYPE
from kg.turtle import after_values, faulty_terms, sentences, tokens
from kg.turtle.ahead import in_list, is_property_like, lonely_name, same_line, shown_from, signs
from kg.turtle.faulty_terms import PROPERTY, VALUE, clean

if TYPE_CHECKING:
    from kg.turtle.grammar import Reader
    from kg.turtle.state import State


_JSON = re.compile(r'"[^"\r\n]*"[ \t]*:[ \t]*(?:"[^"\r\n]*"|[\w.]+),?')
_TRUTHS = dict.fromkeys(("true", "yes", "sí", "si", "verdadero"), "true")
_TRUTHS |= dict.fromkeys(("false", "no", "falso"), "false")

# -- before a property --


def verb(reader: Reader, kind: int, start: int, end: int) -> State:
    """Tell what is wrong where a property should stand."""
    text, before = reader.text, reader.before
    if kind == tokens.MARK:
        return _mark_for_verb(reader, kind, start, end)
    subject_ended = reader.predicate_at < 0 and before == start and not reader.frames
    if kind in (tokens.STRAY, tokens.OPEN_SHORT) and subject_ended:
        return faulty_terms.stray_in_name(reader, start, reader.subject_at, reader.verb)
    if kind in (tokens.STRING, tokens.NUMBER, tokens.OPEN_SHORT, tokens.OPEN_LONG):
        return _value_for_verb(reader, kind, start, end)
    if sentences.is_directive(reader, kind, start, end):
        return sentences.unfinished(reader, kind, start, end)
    if kind == tokens.WORD:
        return _word_for_verb(reader, start, end)
    if text[start] == "=":
        reader.fault(start, "Turtle has no =", "the property and its value with a space between")
        reader.predicate, reader.predicate_at = None, start
        return reader.value_of
    if kind == tokens.BLANK:
        reader.fault(start, "a property has a name", PROPERTY)
        reader.predicate, reader.predicate_at = None, start
        return reader.value_of
    return faulty_terms.unexpected(reader, kind, start, end, PROPERTY)


def _word_for_verb(reader: Reader, start: int, end: int) -> State:
    text, before = reader.text, reader.before
    word, ahead = text[start:end], signs(text, start)
    rest = ahead.lstrip("w")
    if passed := lonely_name(reader, start, end):
        reader.at, reader.predicate, reader.predicate_at = passed, None, start
        return reader.value_of
    if word in ("true", "false") and sentences.went_on_after_stop(reader):
        return reader.value_of(tokens.WORD, start, end)
    is_said = word.lower() == "a" or (word.lower() in ("is", "es") and ahead.startswith("wa"))
    if (
        not is_said
        and reader.predicate_at < 0
        and same_line(text, before, start)
        and not reader.frames
    ):
        if re.match(r"a[nw\[]|n[nbs\[(]", rest):
            return faulty_terms.space_in_name(reader, end, reader.subject_at, reader.verb)
    if is_said:
        reader.fault(start, f"{word} does not say what a thing is", "`a` alone, a small letter")
        reader.predicate, reader.predicate_at = RDF_TYPE, start
        return reader.value_of if word.lower() == "a" else reader.verb
    if _is_stray(reader, end):
        reader.fault(start, f"{clean(text[start : reader.at])} belongs to nothing", "nothing here")
        return reader.verb
    reader.predicate, reader.predicate_at = None, start
    if word in ("rdf", "rdfs", "owl") or word in reader.prefixes:
        reader.fault(start, f"{word} is only the beginning of a name", f"{word}: and a name")
    else:
        reader.fault(start, f"{clean(word)} is not a property", PROPERTY)
    return reader.value_of


def _is_stray(reader: Reader, end: int) -> bool:
    """Say whether a property and its value follow a word, and pass those that stand beside it."""
    text = reader.text
    more = re.compile(r"(?:[ \t]+(?!a\b)[\w-]++(?![.:]))*+").match(text, end)
    assert more is not None
    following = tokens.token_at(text, more.end())
    if following.kind != tokens.A and not is_property_like(reader, following.text):
        return False
    if not re.match(r"[na](?:[nbsw\[(]|a[;.])", signs(text, more.end())):
        return False
    reader.at = more.end()
    return True


def _value_for_verb(reader: Reader, kind: int, start: int, end: int) -> State:
    """Tell of a text or number that has no property."""
    text, separator_at = reader.text, reader.separator_at
    after_semicolon = reader.subject_at < separator_at and text[separator_at] == ";"
    if json := _JSON.match(text, start):
        expected = "a property and its value: al:actor id:juan-guaido ;"
        reader.fault(start, f"{clean(json[0])} is a line of JSON", expected)
        reader.at = json.end()
        return reader.more
    if after_semicolon and reader.predicate is not None:
        sentences.comma_meant(reader)
        return reader.value_of(kind, start, end)
    if sentences.went_on_after_stop(reader):
        return reader.value_of(kind, start, end)
    reader.fault(start, "a value stands here without its property", PROPERTY)
    reader.predicate, reader.predicate_at = None, start
    return reader.value_of(kind, start, end)


def _mark_for_verb(reader: Reader, kind: int, start: int, end: int) -> State:
    mark = reader.text[start]
    if mark in "[(" and sentences.went_on_after_stop(reader):
        return reader.value_of(kind, start, end)
    if mark in "[(^":
        return faulty_terms.unexpected(reader, kind, start, end, PROPERTY)
    if sentences.went_on_with_value(reader):
        return reader.after(kind, start, end)
    if mark == "," and reader.text[reader.separator_at : reader.separator_at + 1] == ";":
        reader.fault(start, "a comma stands after a semicolon", "one of the two")
        return reader.value_of
    shown = clean(shown_from(reader, reader.subject_at))
    reader.fault(start, f"nothing is said of {shown}" if shown else "nothing is said", PROPERTY)
    if mark == ";":
        return reader.more
    return reader.value_of if mark == "," else reader.after(kind, start, end)


# -- before a value --


def value_of(reader: Reader, kind: int, start: int, end: int) -> State:
    """Tell what is wrong where a value should stand."""
    text = reader.text
    if kind == tokens.MARK:
        return _mark_for_value(reader, kind, start, end)
    if kind in (tokens.OPEN_SHORT, tokens.OPEN_LONG):
        return faulty_terms.unclosed(reader, kind, start, end)
    if kind == tokens.BAD_IRI:
        return faulty_terms.broken_iri(reader, start, end)
    if kind in (tokens.WORD, tokens.A):
        return _word_for_value(reader, kind, start, end)
    if sentences.is_directive(reader, kind, start, end):
        return sentences.unfinished(reader, kind, start, end)
    if faulty_terms.curly(reader, start):
        return reader.suffix
    if text[start] == "=":
        reader.fault(start, "Turtle has no =", "the property and its value with a space between")
        return reader.value_of
    if kind == tokens.STRAY and start == reader.before and reader.predicate_at >= 0:
        return faulty_terms.stray_in_name(reader, start, reader.predicate_at, reader.value_of)
    return faulty_terms.unexpected(reader, kind, start, end, VALUE)


def _word_for_value(reader: Reader, kind: int, start: int, end: int) -> State:
    text, word = reader.text, reader.text[start:end]
    ahead = signs(text, start)
    term = reader.predicate
    if kind == tokens.A and (
        sentences.ended_by(";", reader, reader.predicate_at) or sentences.said_nothing(reader)
    ):
        reader.subject = term
        return reader.verb(kind, start, end)
    truth = _TRUTHS.get(word.lower())
    if truth and re.match(r"w[;,.\]]", ahead):
        reader.fault(start, f"{word} is written {truth} in Turtle", truth)
        return reader.emit(None, start)
    name = shown_from(reader, reader.predicate_at)
    second = re.compile(r"[ \t]+([\w-]+)(?=[ \t]*[;,.\r\n])").match(text, end)
    if word in reader.prefixes and second:
        reader.fault(start, f"the colon is missing after {word}", f"{word}:{second[1]}")
        reader.at = second.end()
        return reader.emit(None, start)
    if name.endswith(":") and same_line(text, reader.before, start):
        reader.fault(
            reader.predicate_at, f"the name {name} {clean(word)} has a space in it", f"{name}{word}"
        )
        return reader.value_of
    if kind == tokens.A and re.match(r"an[;.\]]", ahead) and name:
        reader.fault(reader.predicate_at, f"{clean(name)} has no value", f"after it, {VALUE}")
        return reader.verb(kind, start, end)
    phrase = re.compile(r"[^\r\n\"]*?(?=\"?(?:@[A-Za-z-]+)?[ \t]*[;,.]?[ \t]*(?:[\r\n]|\Z))")
    match = phrase.match(text, start)
    reader.at = max(end, match.end() if match else end)
    if text[reader.at : reader.at + 1] == '"':
        reader.at += 1  # only the first quote is missing
    words = clean(text[start : reader.at].rstrip('"'))
    if re.match(r"w[;,.\]]", ahead) and re.fullmatch(r"[\w-]+", words):
        expected = f'id:{words} if it is a thing, "{words}" if it is a text'
    else:
        expected = f'quotes around it: "{words}"'
    told = "a text without quotes" + ("" if " " in words else ", or a name without prefix")
    reader.fault(start, f"{words} is {told}", expected)
    reader.value, reader.object_at = None, start
    return reader.suffix


def _mark_for_value(reader: Reader, kind: int, start: int, end: int) -> State:
    """Tell that there is no value before a mark."""
    text, mark = reader.text, reader.text[start]
    separator = text[reader.separator_at : reader.separator_at + 1]
    if mark in "^":
        return faulty_terms.unexpected(reader, kind, start, end, VALUE)
    if in_list(reader):
        return after_values.after(reader, kind, start, end)
    if separator == "," and reader.separator_at > reader.predicate_at:
        if mark == ",":
            reader.fault(start, "a comma stands here twice", "one comma")
            return reader.value_of
        reader.fault(
            reader.separator_at, "a comma has no value after it", "no comma, or another value"
        )
        return reader.after(kind, start, end)
    if sentences.was_value(reader):
        return reader.after(kind, start, end)
    shown = clean(shown_from(reader, reader.predicate_at))
    reader.fault(reader.predicate_at, f"{shown} has no value", f"after {shown}, {VALUE}")
    return reader.value_of if mark == "," else reader.after(kind, start, end)
