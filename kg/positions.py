"""Where in a Turtle file a thing is described, so that a finding can name its line.

Reads sentences that begin on a line of their own, as this project's do, and gives line 0 where a
file is written otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from kg.files import File
from kg.terms import curie, expand

_PREFIX = re.compile(r"^\s*@?prefix\s+([\w.-]*):\s*<([^>]*)>", re.IGNORECASE)


class Positions:
    """An index from things to the file and lines that describe them."""

    def __init__(self, files: Iterable[File]) -> None:
        self._blocks: dict[str, list[tuple[File, int, list[str]]]] = {}
        self._prefixes: dict[str, dict[str, str]] = {}
        for file in files:
            self._read(file)

    def _read(self, file: File) -> None:
        prefixes: dict[str, str] = {}
        block: list[str] = []
        ended = True  # whether the sentence before has had its full stop
        for number, line in enumerate(file.content.decode("utf-8", "replace").splitlines(), 1):
            if match := _PREFIX.match(line):
                prefixes[match[1]] = match[2]
            elif ended and line.strip() and not line.lstrip().startswith("#"):
                subject = expand(line.split()[0], prefixes)
                block = [line]
                if subject is not None:
                    self._blocks.setdefault(subject.value, []).append((file, number, block))
                ended = _ends(line)
            else:
                block.append(line)
                ended = ended or _ends(line)
        self._prefixes[file.graph] = prefixes

    def find(self, subject: str, predicate: str = "", value: str = "") -> tuple[str, int]:
        """Return file name and line (from 1) where a thing, or its predicate and value, stands.

        ("", 0) when it is in no file; the line of the thing when the rest is not found.
        """
        for file, start, lines in self._blocks.get(subject, ()):
            found = _within(lines, predicate, value, self._prefixes[file.graph]) if predicate else 0
            if found or not predicate:
                return file.name, start + max(found - 1, 0)
        for file, start, _ in self._blocks.get(subject, ()):
            return file.name, start
        return "", 0


def _ends(line: str) -> bool:
    """Say whether a line closes its sentence: a full stop outside of texts, IRIs and comments."""
    bare = re.sub(r'"(?:[^"\\]|\\.)*"|<[^>]*>', '""', line)
    return re.sub(r"(^|\s)#.*", "", bare).rstrip().endswith(".")


def _within(lines: list[str], predicate: str, value: str, prefixes: Mapping[str, str]) -> int:
    """Return the line of a block (from 1) that has `value`, else `predicate`, else 0."""
    word = re.compile(rf"(?<![\w:]){re.escape(curie(predicate, prefixes))}(?![\w-])")
    at = next((number for number, line in enumerate(lines, 1) if word.search(line)), 0)
    if at and value:
        written = curie(value, prefixes) if ":" in value else value
        for number, line in enumerate(lines[at - 1 :], at):
            if written in line:
                return number
            if line.rstrip().endswith(";"):
                break
    return at
