"""The words in which a reader is told why a row is not in an answer, in English or Spanish.

The sentences stand in `sentences.txt`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.explaining.said import bracketed, said
from kg.store import Store
from kg.terms import NamedNode, Term, expand
from kg.words import a, listed


def _read() -> dict[str, tuple[str, str]]:
    text = Path(__file__).with_name("sentences.txt").read_text(encoding="utf-8")
    lines = [line.strip() for line in text.splitlines() if not line.startswith("#")]
    named = (line.partition(": ") for line in lines[::2])
    return {name: (said, es) for (name, _, said), es in zip(named, lines[1::2], strict=True)}


_SENTENCES = _read()


def tell(key: str, language: str, **words: object) -> str:
    """Return a sentence in a language with its words put in.

    >>> tell("everything", "es")
    'todo'
    """
    return _SENTENCES[key][language == "es"].format(**words)


@dataclass(frozen=True)
class Speech:
    """One language, in which what a store holds is called by its labels."""

    store: Store
    language: str

    def tell(self, key: str, **words: object) -> str:
        """Return a sentence with its words put in."""
        return tell(key, self.language, **words)

    def name(self, term: Term | None) -> str:
        """Return a term as people read it, a statement with whose it is, "" for none."""
        if term is None:
            return ""
        whose = said(self.store, term, self.language)
        return self.store.label(term, self.language) + (bracketed([whose]) if whose else "")

    def noun(self, kind: Term) -> str:
        """Return the name of a class with the article before it."""
        return a(self.name(kind), self.language)

    def either(self, words: Sequence[str]) -> str:
        """Return words as people list what may be chosen from."""
        return listed(words, self.language, link="or")

    def every(self, words: Sequence[str]) -> str:
        """Return words as people list what belongs together."""
        return listed(words, self.language)

    def quoted(self, words: Iterable[str]) -> list[str]:
        """Return words in quotes, each once."""
        return [self.tell("quoted", word=word) for word in dict.fromkeys(words)]

    def terms(self, names: Iterable[str]) -> list[NamedNode]:
        """Return what names in a query stand for."""
        found = (expand(name, self.store.prefixes) for name in names)
        return [term for term in found if term is not None]
