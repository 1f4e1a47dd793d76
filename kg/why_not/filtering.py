"""What a filter asks for, in words, as far as it is made of simple parts: else nothing is said."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kg.dressing import FACT
from kg.sparql import CLOSING, OPENING, tokens
from kg.store import Store
from kg.terms import Literal, NamedNode, expand
from kg.why_not.expecting import Row
from kg.why_not.reading import Condition
from kg.why_not.sentences import a, listed, tell

_MOST = 3  # things named in one sentence
_IS = re.compile(r"\?(\w+)\s*(?:=\s*([^\s?]+)|IN\s*\(([^?()]*)\))", re.IGNORECASE)
_HAS = re.compile(r"(NOT\s+)?EXISTS\s*\{\s*\?(\w+)\s+(\S+)\s+(\S+)\s*\.?\s*\}", re.IGNORECASE)
_FILTER = re.compile(r"FILTER\s*(\(.*\)|NOT\s+EXISTS.*)", re.IGNORECASE | re.DOTALL)
_KNOWN = re.compile(r"BOUND\s*\(\s*\?(\w+)\s*\)", re.IGNORECASE)
_FLAG = re.compile(r"(!?)\s*\?(\w+)")
_BOUND = re.compile(r"BIND\s*\(\s*(EXISTS.*\})\s*AS\s+\?\w+\s*\)", re.IGNORECASE | re.DOTALL)
_SIMPLE = re.compile(r"[\w:.-]+")
_YES = {"true": "yes", "false": "no"}


class Filters:
    """Says what the filters of a question take, or leave out."""

    def __init__(
        self, store: Store, headings: Mapping[str, str], bound: Mapping[str, str], language: str
    ) -> None:
        self._store, self._headings, self._bound = store, headings, bound
        self._language = language

    def sentence(self, condition: Condition, rows: Sequence[Row]) -> str:
        """Return what a filter asks for that rows do not meet, "" when there are no words."""
        match = _FILTER.fullmatch(condition.text)
        if match is None:
            return ""
        if (left_out := _HAS.fullmatch(match[1])) and left_out[1]:
            return self._left_out(left_out, rows)
        parts = [self._part(part, rows) for part in parted(match[1][1:-1], "||")]
        if not all(parts):
            return ""
        return tell("only where", self._language, parts=listed(parts, self._language))

    def _left_out(self, match: re.Match[str], rows: Sequence[Row]) -> str:
        """Return that a question leaves out what rows have, or are."""
        _, subject, path, value = match.groups()
        thing, language = self._subject(subject, rows), self._language
        if not thing:
            return ""
        if path == "a":
            kind = self._kind(value)
            said = tell("left out class", language, thing=thing, kind=kind)
            return said[:1].upper() + said[1:]
        properties = path_words(self._store, path, language)
        found = self._held(subject, path, rows) if value[0] == "?" else [self._named(value)]
        values = listed(found[:_MOST], language, "and") or tell("that", language)
        return tell("left out", language, thing=thing, properties=properties, value=values)

    def _held(self, subject: str, path: str, rows: Sequence[Row]) -> list[str]:
        """Return the values that things in rows have for properties."""
        things = dict.fromkeys(value for row in rows if (value := row.get(subject)) is not None)
        names = [name for way in path.split("|") if (name := expand(way, self._store.prefixes))]
        values = [v for t in things for name in names for v in self._store.values(t, name)]
        return list(dict.fromkeys(self._store.label(v, self._language) for v in values))

    def _part(self, text: str, rows: Sequence[Row], negative: bool = False) -> str:
        """Return one alternative of a filter in words, "" for one that is not simple."""
        language = self._language
        if (match := _IS.fullmatch(text)) and match[1] in self._headings:
            values = [self._kind(name) for name in re.split(r"[\s,]+", match[2] or match[3])]
            heading = tell("quoted", language, word=self._headings[match[1]])
            return tell("is one of", language, thing=heading, values=listed(values, language))
        if (match := _KNOWN.fullmatch(text)) and match[1] in self._headings:
            return tell("is known", language, thing=self._headings[match[1]])
        if match := _FLAG.fullmatch(text):
            behind = _BOUND.fullmatch(self._bound.get(match[2], ""))
            return self._part(behind[1], rows, bool(match[1])) if behind else ""
        match = _HAS.fullmatch(text)
        return self._has(match, rows, bool(match[1]) or negative) if match else ""

    def _has(self, match: re.Match[str], rows: Sequence[Row], negative: bool) -> str:
        """Return that something has a property, or is of a class, or that it has, or is, none."""
        _, subject, path, value = match.groups()
        language, thing = self._language, self._subject(subject, rows)
        if path == "a":
            key, words = "is none" if negative else "is one of", self._kind(value)
            return tell(key, language, thing=thing, values=words) if thing else ""
        other = self._subject(value[1:], rows) if value[0] == "?" else self._named(value)
        if not thing and not other:
            return ""
        key = "has none" if negative else "has value" if other else "has some"
        properties = path_words(self._store, path, language)
        named = thing or tell("something", language)
        return tell(key, language, thing=named, properties=properties, value=other)

    def _subject(self, name: str, rows: Sequence[Row]) -> str:
        """Return what a variable stands for in rows: "it" for their fact, "" for too many."""
        if name == FACT:
            return tell("it", self._language)
        values = dict.fromkeys(row.get(name) for row in rows)
        named = [self._store.label(v, self._language) for v in values if isinstance(v, NamedNode)]
        return listed(named, self._language) if len(named) <= _MOST else ""

    def _kind(self, text: str) -> str:
        """Return the label of a name, with an article before that of a class."""
        thing = expand(text, self._store.prefixes)
        is_class = thing is not None and self._store.is_class(thing)
        return a(self._named(text), self._language) if is_class else self._named(text)

    def _named(self, text: str) -> str:
        """Return the label of a name, or a literal as it reads."""
        thing = expand(text, self._store.prefixes)
        if thing is not None:
            return self._store.label(thing, self._language)
        plain = Literal(text.strip('"')).value
        return tell(_YES[plain], self._language) if plain in _YES else plain


def parts(text: str) -> tuple[str, str, str]:
    """Return subject, path and value of a triple pattern."""
    first, *_, last = tokens(text)
    return first.text, text[first.offset + len(first.text) : last.offset].strip(), last.text


def parted(text: str, sign: str) -> list[str]:
    """Return the parts of an expression, or of a path, between signs outside of all brackets.

    >>> parted("a:b|(a:c/(^a:d|a:e))+|a:f", "|")
    ['a:b', '(a:c/(^a:d|a:e))+', 'a:f']
    """
    depth, start, found = 0, 0, []
    for token in tokens(text):
        depth += (token.text in OPENING) - (token.text in CLOSING)
        if depth == 0 and token.offset >= start and text.startswith(sign, token.offset):
            found.append(text[start : token.offset].strip())
            start = token.offset + len(sign)
    return [*found, text[start:].strip()]


def is_simple(path: str) -> bool:
    """Say whether a path is one property, and no longer way."""
    return bool(_SIMPLE.fullmatch(path))


def path_words(store: Store, path: str, language: str) -> str:
    """Return the properties of a path in words: those that lead there at once, then the others."""
    ways = [way.replace(" ", "") for way in parted(path, "|")]
    direct = [way for way in ways if is_simple(way)]
    others = [t.text for way in ways if way not in direct for t in tokens(way)]
    further = [name for name in others if ":" in name and name not in direct]
    near, far = (
        [tell("quoted", language, word=word) for word in dict.fromkeys(words)]
        for words in ([_property(store, n, language) for n in ns] for ns in (direct, further))
    )
    if not near or not far:
        return listed(near or far, language)
    through = tell("by a longer way", language, properties=listed(far, language))
    return listed(near, language) + through


def _property(store: Store, name: str, language: str) -> str:
    thing = expand(name, store.prefixes)
    return tell("kind", language) if thing is None else store.label(thing, language)
