"""What a filter asks for, in words, as far as it is made of simple parts: else nothing is said."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kg.dressing import FACT
from kg.sparql import CLOSING, OPENING, tokens
from kg.terms import NamedNode
from kg.why_not.expecting import Row
from kg.why_not.reading import Condition
from kg.why_not.sentences import Speech

_MOST = 3  # things named in one sentence
_IS = re.compile(r"\?(\w+)\s*(?:=\s*([^\s?]+)|IN\s*\(([^?()]*)\))", re.IGNORECASE)
_HAS = re.compile(r"(NOT\s+)?EXISTS\s*\{\s*\?(\w+)\s+(\S+)\s+(\S+)\s*\.?\s*\}", re.IGNORECASE)
_FILTER = re.compile(r"FILTER\s*(?:\((.*)\)|(NOT\s+EXISTS.*))", re.IGNORECASE | re.DOTALL)
_KNOWN = re.compile(r"BOUND\s*\(\s*\?(\w+)\s*\)", re.IGNORECASE)
_FLAG = re.compile(r"(!?)\s*\?(\w+)")
_BOUND = re.compile(r"BIND\s*\(\s*(EXISTS.*\})\s*AS\s+\?\w+\s*\)", re.IGNORECASE | re.DOTALL)
_SIMPLE = re.compile(r"[\w:.-]+")
_YES = {"true": "yes", "false": "no"}


class Filters:
    """Says what the filters of a question take, or leave out."""

    def __init__(
        self, speech: Speech, headings: Mapping[str, str], bound: Mapping[str, str]
    ) -> None:
        self._speech, self._headings, self._bound = speech, headings, bound

    def sentence(self, condition: Condition, rows: Sequence[Row]) -> str:
        """Return what a filter asks for that rows do not meet, "" when there are no words."""
        match = _FILTER.fullmatch(condition.text)
        parts = (
            [self._part(part, rows) for part in parted(match[1] or match[2], "||")] if match else []
        )
        if not parts or not all(parts):
            return ""
        return self._speech.tell("only where", parts=self._speech.either(parts))

    def _part(self, text: str, rows: Sequence[Row], negative: bool = False) -> str:
        """Return one alternative of a filter in words, "" for one that is not simple."""
        tell = self._speech.tell
        if (match := _IS.fullmatch(text)) and match[1] in self._headings:
            values = [self._kind(name) for name in re.split(r"[\s,]+", match[2] or match[3])]
            heading = tell("quoted", word=self._headings[match[1]])
            return tell("is one of", thing=heading, values=self._speech.either(values))
        if (match := _KNOWN.fullmatch(text)) and match[1] in self._headings:
            return tell("is known", thing=self._headings[match[1]])
        if match := _FLAG.fullmatch(text):
            behind = _BOUND.fullmatch(self._bound.get(match[2], ""))
            return self._part(behind[1], rows, bool(match[1])) if behind else ""
        match = _HAS.fullmatch(text)
        return self._has(match, rows, bool(match[1]) or negative) if match else ""

    def _has(self, match: re.Match[str], rows: Sequence[Row], negative: bool) -> str:
        """Return that something has a property, or is of a class, or that it has, or is, none."""
        _, subject, path, value = match.groups()
        tell, thing = self._speech.tell, self._subject(subject, rows)
        if path == "a":
            key, words = "is none" if negative else "is one of", self._kind(value)
            return tell(key, thing=thing, values=words) if thing else ""
        other = self._subject(value[1:], rows) if value[0] == "?" else self._named(value)
        if not thing and not other:
            return ""
        key = "has none" if negative else "has value" if other else "has some"
        properties = path_words(self._speech, path)
        return tell(key, thing=thing or tell("something"), properties=properties, value=other)

    def _subject(self, name: str, rows: Sequence[Row]) -> str:
        """Return what a variable stands for in rows: "it" for their fact, "" for too many."""
        if name == FACT:
            return self._speech.tell("it")
        values = dict.fromkeys(row.get(name) for row in rows)
        named = [self._speech.name(v) for v in values if isinstance(v, NamedNode)]
        return self._speech.either(named) if len(named) <= _MOST else ""

    def _kind(self, text: str) -> str:
        """Return the label of a name, with an article before that of a class."""
        classes = filter(self._speech.store.is_class, self._speech.terms([text]))
        return next(map(self._speech.noun, classes), self._named(text))

    def _named(self, text: str) -> str:
        """Return the label of a name, or a literal as it reads."""
        for thing in self._speech.terms([text]):
            return self._speech.name(thing)
        plain = text.strip('"')
        return self._speech.tell(_YES[plain]) if plain in _YES else plain


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


def existing(text: str) -> list[str]:
    """Return the patterns of which a filter asks that any EXIST.

    >>> existing("FILTER(!BOUND(?x) || EXISTS { ?x a ?y } || NOT EXISTS { ?y a ?x })")
    ['?x a ?y']
    """
    match = _FILTER.fullmatch(text)
    parts = parted(match[1] or "", "||") if match else []
    asked = [part for part in parts if part.upper().startswith("EXISTS")]
    return [part.partition("{")[2].rpartition("}")[0].strip() for part in asked]


def is_simple(path: str) -> bool:
    """Say whether a path is one property, and no longer way."""
    return bool(_SIMPLE.fullmatch(path))


def path_words(speech: Speech, path: str) -> str:
    """Return the properties of a path in words: those that lead there at once, then the others."""
    ways = [way.replace(" ", "") for way in parted(path, "|")]
    direct = [way for way in ways if is_simple(way)]
    others = [t.text for way in ways if way not in direct for t in tokens(way)]
    further = [name for name in others if ":" in name and name not in direct]
    near, far = (speech.quoted(_property(speech, n) for n in ns) for ns in (direct, further))
    if not near or not far:
        return speech.either(near or far)
    through = speech.tell("by a longer way", properties=speech.either(far))
    return f"{speech.either(near)} {through}"


def _property(speech: Speech, name: str) -> str:
    return next(map(speech.name, speech.terms([name])), speech.tell("kind"))
