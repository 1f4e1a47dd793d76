"""Prefixes whose address is a slip of the pen: all names written with them are other names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from kg.files import File
from kg.lines import Lines
from kg.terms import PREFIXES

_DECLARED = re.compile(r"^[ \t]*@?prefix[ \t]+([\w.-]*):[ \t]*<([^>\s]*)>", re.IGNORECASE | re.M)
_USUAL = 1_000  # files that the usual address of a prefix counts for
_ALIKE = 0.9  # from which likeness on, from 0 to 1, two addresses are meant to be one


@dataclass(frozen=True)
class Slip:
    """A prefix with a wrong address: where the address stands, and the one it has elsewhere."""

    file: str
    line: int
    column: int
    prefix: str
    address: str
    elsewhere: str


def slips(files: Iterable[File]) -> Iterator[Slip]:
    """Yield the prefixes whose address is nearly, but not quite, the one that others give it."""
    found = list(_declared(files))
    for prefix in sorted({slip.prefix for slip in found}):
        same = [slip for slip in found if slip.prefix == prefix]
        counted = Counter(slip.address for slip in same)
        if prefix in PREFIXES:
            counted[PREFIXES[prefix]] += _USUAL
        usual = min(counted, key=lambda address: (-counted[address], address))
        for slip in same:
            if slip.address != usual and _are_meant_alike(prefix, slip.address, usual):
                yield Slip(slip.file, slip.line, slip.column, prefix, slip.address, usual)


def _declared(files: Iterable[File]) -> Iterator[Slip]:
    for file in files:
        text = file.content.decode("utf-8", "replace")
        lines = Lines(text)
        for match in _DECLARED.finditer(text):
            yield Slip(file.name, *lines.place(match.start(2) - 1), match[1], match[2], "")


def _are_meant_alike(prefix: str, one: str, other: str) -> bool:
    """Say whether two addresses of a prefix are meant to be one.

    A prefix of a project's own may stand for two folders; only their last sign is a slip.
    """
    if prefix not in PREFIXES:
        return one.rstrip("#/") == other.rstrip("#/")
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE
