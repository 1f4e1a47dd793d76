"""The usual slips before a property and before a value, each told by its cause.

Every function is given the token that the grammar did not expect, notes a fault where the slip
was made, and returns the state in which reading goes on as though it had not been made.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.terms import RDF_TYPE
from kg.turtle import after_values, faulty_terms, sentences, tokens
from kg.turtle.ahead import (
    in_list,
    is_property_like,
    lonely_name,
    matched,
    same_line,
    shown_from,
    signs,
)
from kg.turtle.faulty_terms import PROPERTY, VALUE, clean

if TYPE_CHECKING:
    from kg.turtle.grammar import Reader
    from kg.turtle.state import State


_JSON = r'"[^"\r\n]*"[ \t]*:[ \t]*(?:"[^"\r\n]*"|[\w.]+),?'
_TRUTHS = dict.fromkeys(("true", "yes", "sí", "si", "verdadero"), "true")
_TRUTHS |= dict.fromkeys(("false", "no", "falso"), "false")

# -- before a property --


def verb(reader: Reader, kind: int, start: int, end: int) -> State:
    """Tell what is wrong where a property should stand."""
    text = reader.text
    if kind == tokens.MARK:
        return _mark_for_verb(reader, kind, start, end)
    subject_ended = reader.predicate_at < 0 and reader.before == start and not reader.frames
    if kind in (tokens.STRAY, tokens.OPEN_SHORT) and subject_ended:
        return faulty_terms.stray_in_name(reader, start, reader.subject_at, reader.verb)
    if kind in (tokens.STRING, tokens.NUMBER, tokens.OPEN_SHORT, tokens.OPEN_LONG):
        return _value_for_verb(reader, kind, start, end)
    if sentences.is_directive(reader, kind, start, end):
        return sentences.unfinished(reader, kind, start, end)
    if kind == tokens.WORD:
        return _word_for_verb(reader, start, end)
    if text[start] == "=" or kind == tokens.BLANK:
        reader.tell(start, "equals" if text[start] == "=" else "blank-property", PROPERTY)
        reader.predicate, reader.predicate_at = None, start
        return reader.value_of
    return faulty_terms.unexpected(reader, kind, start, end, PROPERTY)


def _word_for_verb(reader: Reader, start: int, end: int) -> State:
    text, word, ahead = reader.text, reader.text[start:end], signs(reader.text, start)
    if passed := lonely_name(reader, start, end):
        reader.at, reader.predicate, reader.predicate_at = passed, None, start
        return reader.value_of
    if word in ("true", "false") and sentences.went_on_after_stop(reader):
        return reader.value_of(tokens.WORD, start, end)
    if word.lower() == "a" or (word.lower() in ("is", "es") and ahead.startswith("wa")):
        reader.tell(start, "no-type", word)
        reader.predicate, reader.predicate_at = RDF_TYPE, start
        return reader.value_of if word.lower() == "a" else reader.verb
    follows_subject = reader.predicate_at < 0 and same_line(text, reader.before, start)
    if follows_subject and not reader.frames and re.match(r"w*(?:a[nw\[]|n[nbs\[(])", ahead):
        return faulty_terms.space_in_name(reader, end, reader.subject_at, reader.verb)
    if _is_stray(reader, end):
        reader.tell(start, "stray-words", clean(text[start : reader.at]))
        return reader.verb
    reader.predicate, reader.predicate_at = None, start
    if word in ("rdf", "rdfs", "owl") or word in reader.prefixes:
        reader.tell(start, "beginning-of-name", word)
    else:
        reader.tell(start, "no-property", clean(word), PROPERTY)
    return reader.value_of


def _is_stray(reader: Reader, end: int) -> bool:
    """Say whether a property and its value follow a word, and pass those that stand beside it."""
    text = reader.text
    behind = end + len(matched(r"(?:[ \t]+(?!a\b)[\w-]++(?![.:]))*+", text, end))
    following = tokens.token_at(text, behind)
    if following.kind != tokens.A and not is_property_like(reader, following.text):
        return False
    if not re.match(r"[na](?:[nbsw\[(]|a[;.])", signs(text, behind)):
        return False
    reader.at = behind
    return True


def _value_for_verb(reader: Reader, kind: int, start: int, end: int) -> State:
    """Tell of a text or number that has no property."""
    if json := matched(_JSON, reader.text, start):
        reader.tell(start, "json", clean(json))
        reader.at = start + len(json)
        return reader.more
    after_semicolon = reader.subject_at < reader.separator_at and reader.separator() == ";"
    if after_semicolon and reader.predicate is not None:
        reader.tell(reader.separator_at, "semicolon-for-comma")
    elif not sentences.went_on_after_stop(reader):
        reader.tell(start, "value-alone", PROPERTY)
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
    if mark == "," and reader.separator() == ";":
        reader.tell(start, "comma-after-semicolon")
        return reader.value_of
    shown = clean(shown_from(reader, reader.subject_at))
    reader.tell(start, "nothing-said-of" if shown else "nothing-said", shown, PROPERTY)
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
        reader.tell(start, "equals")
        return reader.value_of
    if kind == tokens.STRAY and start == reader.before and reader.predicate_at >= 0:
        return faulty_terms.stray_in_name(reader, start, reader.predicate_at, reader.value_of)
    return faulty_terms.unexpected(reader, kind, start, end, VALUE)


def _word_for_value(reader: Reader, kind: int, start: int, end: int) -> State:
    text, word, ahead = reader.text, reader.text[start:end], signs(reader.text, start)
    verb_at, term = reader.predicate_at, reader.predicate
    if kind == tokens.A and (
        sentences.ended_by(";", reader, verb_at) or sentences.said_nothing(reader)
    ):
        reader.subject = term
        return reader.verb(kind, start, end)
    truth = _TRUTHS.get(word.lower())
    if truth and re.match(r"w[;,.\]]", ahead):
        reader.tell(start, "truth", word, truth)
        return reader.emit(None, start)
    second = matched(r"[ \t]+[\w-]+(?=[ \t]*[;,.\r\n])", text, end)
    if word in reader.prefixes and second:
        reader.tell(start, "name-without-colon", word, second.strip(" \t"))
        reader.at = end + len(second)
        return reader.emit(None, start)
    name = shown_from(reader, verb_at)
    if name.endswith(":") and same_line(text, reader.before, start):
        reader.tell(verb_at, "space-in-name", f"{name} {clean(word)}", name + word)
        return reader.value_of
    if kind == tokens.A and re.match(r"an[;.\]]", ahead) and name:
        reader.tell(verb_at, "no-value", clean(name), "it", VALUE)
        return reader.verb(kind, start, end)
    return _words_for_value(reader, start, end)


def _words_for_value(reader: Reader, start: int, end: int) -> State:
    """Tell of a text without quotes."""
    text = reader.text
    phrase = r"[^\r\n\"]*?(?=\"?(?:@[A-Za-z-]+)?[ \t]*[;,.]?[ \t]*(?:[\r\n]|\Z))"
    reader.at = max(end, start + len(matched(phrase, text, start)))
    reader.at += text[reader.at : reader.at + 1] == '"'  # only the first quote is missing
    words = clean(text[start : reader.at].rstrip('"'))
    expected = f'quotes around it: "{words}"'
    if re.match(r"w[;,.\]]", signs(text, start)) and re.fullmatch(r"[\w-]+", words):
        expected = f'id:{words} if it is a thing, "{words}" if it is a text'
    may_be_name = "" if " " in words else ", or a name without prefix"
    reader.tell(start, "no-quotes", words, may_be_name, expected)
    reader.value, reader.object_at = None, start
    return reader.suffix


def _mark_for_value(reader: Reader, kind: int, start: int, end: int) -> State:
    """Tell that there is no value before a mark."""
    mark = reader.text[start]
    if mark == "^":
        return faulty_terms.unexpected(reader, kind, start, end, VALUE)
    if in_list(reader):
        return after_values.after(reader, kind, start, end)
    if reader.separator() == "," and reader.separator_at > reader.predicate_at:
        if mark == ",":
            reader.tell(start, "comma-twice")
            return reader.value_of
        reader.tell(reader.separator_at, "comma-without-value")
        return reader.after(kind, start, end)
    if sentences.was_value(reader):
        return reader.after(kind, start, end)
    shown = clean(shown_from(reader, reader.predicate_at))
    reader.tell(reader.predicate_at, "no-value", shown, shown, VALUE)
    return reader.value_of if mark == "," else reader.after(kind, start, end)
