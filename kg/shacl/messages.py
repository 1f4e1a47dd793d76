"""What is said of a breach where the shape itself has no message: plain words, two languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from kg.terms import PREFIXES, BlankNode, Literal, Term, written
from kg.words import LANGUAGES, either, say

_TEXT = Path(__file__).with_name("messages.txt").read_text(encoding="utf-8")
_LINES = (line.strip() for line in _TEXT.splitlines() if not line.startswith("#"))
_BLOCKS = [(head.split(), texts) for head, *texts in zip(_LINES, _LINES, _LINES, strict=True)]
_SAID = {names[0]: (english, spanish) for names, (english, spanish) in _BLOCKS}
_FIXES = {names[0]: names[1] for names, _ in _BLOCKS if names[1:]}
PARAMETERS = tuple(_FIXES)


def default(parameter: str, shown: Callable[[str], str], path: str = "") -> tuple[Literal, ...]:
    """Return the message of a constraint in English and Spanish; `path` is its property.

    `shown` returns in a language what the constraint asks for, "" where that has no words.

    >>> default("minCount", lambda language: "1", "foaf:name")[1].value
    'Faltan valores de foaf:name: mínimo 1.'
    """
    told = []
    for words, of, language in zip(_SAID[parameter], ("of", "de"), LANGUAGES, strict=True):
        what = shown(language)
        words = words if what else words.replace(": {what}", "")
        text = words.format(what=what, of=path and f" {of} {path}")
        told.append(Literal(text, language=language))
    return tuple(told)


def short(parameter: str, argument: str, language: str) -> str:
    """Return in few words what a constraint asks for.

    >>> short("minCount", "1", "en"), short("class", "foaf:Person", "en")
    ('at least 1', 'foaf:Person')
    """
    words = _SAID.get(f"{parameter}-short", ("{what}", "{what}"))
    return either(*words, language).format(what=argument)


def fix(parameter: str, language: str = "en") -> str:
    """Return what to do about a breach of a constraint, also of one that somebody defined.

    >>> fix("minCount", "es")
    'Añada la línea que falta.'
    """
    return either(*_SAID[_FIXES.get(parameter, "thing")], language)


def filled(
    template: Literal, bound: Mapping[str, Term], prefixes: Mapping[str, str] = PREFIXES
) -> Literal:
    """Return a message with {?name} and {$name} replaced by what the variables are bound to.

    >>> filled(Literal("{?who} and {$x}", language="en"), {"who": Literal("A")}).value
    'A and {$x}'
    """

    def value(match: re.Match[str]) -> str:
        term = bound.get(match[1])
        if term is None:
            return match[0]
        if isinstance(term, BlankNode):
            return say("a thing without a name", template.language or "en")
        return term.value if isinstance(term, Literal) else written(term, prefixes)

    text = re.sub(r"\{[?$](\w+)\}", value, template.value)
    return Literal(text, language=template.language) if template.language else Literal(text)
