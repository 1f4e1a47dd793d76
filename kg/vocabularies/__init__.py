"""The names of well-known vocabularies, kept with the package so that no check needs the network.

They are in `terms.txt`, which is read once, when a check asks. (rdflib has the same names; to
import it costs some forty times as much.)
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Vocabulary:
    """A vocabulary: its usual prefix, and each name with "class", "property" or "other".

    "other" are individuals, and names of which it is not known what they are. `replaced` gives
    for a deprecated name the IRI to use instead.
    """

    prefix: str
    namespace: str
    kinds: dict[str, str] = field(default_factory=dict)
    replaced: dict[str, str] = field(default_factory=dict)


@cache
def vocabularies() -> dict[str, Vocabulary]:
    """Return the well-known vocabularies by namespace; schema.org has two, http and https."""
    found: dict[str, Vocabulary] = {}
    text = Path(__file__).with_name("terms.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        key, *rest = line.split()
        if key == "#":
            continue
        if not line.startswith(" "):
            vocabulary = found[rest[0]] = Vocabulary(key, rest[0])
        elif key == "replaced":
            vocabulary.replaced[rest[0]] = rest[1]
        else:
            vocabulary.kinds.update(dict.fromkeys(rest, key))
    secure = found["https://schema.org/"]
    plain = {old: new.replace("https:", "http:", 1) for old, new in secure.replaced.items()}
    found["http://schema.org/"] = replace(secure, namespace="http://schema.org/", replaced=plain)
    return found


def split(iri: str) -> tuple[str, str]:
    """Return the namespace of an IRI, up to its last `#` or `/`, and the name that follows.

    >>> split("http://www.w3.org/2004/02/skos/core#Concept")
    ('http://www.w3.org/2004/02/skos/core#', 'Concept')
    """
    end = max(iri.rfind("#"), iri.rfind("/")) + 1
    return iri[:end], iri[end:]
