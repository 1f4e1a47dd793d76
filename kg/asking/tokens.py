"""A text that somebody typed, as the words that names and questions are compared by."""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+")
_NOT = re.compile(r"n['’]t\b", re.IGNORECASE)  # of don't
_INITIALS = re.compile(r"\b([^\W\d_])\.(?=[^\W\d_]\b)")  # the dots of U.S.


@dataclass(frozen=True)
class Token:
    """One word: as typed but for accents, as compared, and what stands between it and the next."""

    typed: str
    word: str
    gap: str

    @property
    def is_capitalized(self) -> bool:
        """Whether it begins with a capital letter, as names do."""
        return self.typed[:1].isupper()


def split(text: str) -> list[Token]:
    """Return the words of a text, compared as `terms.fold` has it; the s of a possessive is none.

    >>> [token.word for token in split("Guaidó's U.S. visit")]
    ['guaido', 'us', 'visit']
    """
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    bare = _INITIALS.sub(r"\1", _NOT.sub(" not", bare))
    found = list(_WORD.finditer(bare))
    ends = [*(match.start() for match in found), len(bare)][1:]
    tokens = [
        Token(match[0], match[0].casefold(), bare[match.end() : end])
        for match, end in zip(found, ends, strict=True)
    ]
    return [token for token in tokens if token.word != "s"]


@functools.lru_cache(maxsize=8192)
def words(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are compared.

    >>> words("¿Quién huyó?")
    ('quien', 'huyo')
    """
    return tuple(token.word for token in split(text))


@functools.lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Return what is left of an English or Spanish word without the commonest endings.

    >>> stem("arrested"), stem("arrests"), stem("detenidos"), stem("lealtad")
    ('arrest', 'arrest', 'deten', 'lealtad')
    """
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= (4 if len(ending) > 1 else 3):
            return word[: -len(ending)]
    return word


_ENDINGS = sorted(
    (
        "ations ation aciones acion itions ition iciones icion ions iones ion ments ment "
        "ings ing ers er ors or ores eds ed es s e a o as os an en "
        "ar er ir ado ada ados adas ido ida idos idas ando iendo aron ieron io ia ian aba aban "
        "amos imos emos aran aria ieran ly mente al"
    ).split(),
    key=lambda ending: (-len(ending), ending),
)
