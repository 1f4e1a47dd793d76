"""What can go wrong: each error says what was asked, what is wrong, where, and what to do.

    KgError
    ├── BadFile       a file of the graph cannot be read (where: file, line, column)
    ├── BadProject    a folder is missing, unreadable, or not a project
    ├── BadQuery      a SPARQL text is broken or not allowed (where: line, column)
    ├── BadValue      a value typed for an option is not of its type
    ├── UnknownName   nothing has this name (`suggestions`)
    ├── AmbiguousName several things have this name (`candidates`)
    └── CannotWrite   the output could not be written; what stood there is untouched

Every one ends the command with exit code 2 (`KgError.exit_code`): it could not be done.
"""

from __future__ import annotations

from collections.abc import Iterable


class KgError(Exception):
    """Any failure that the person at the keyboard can understand and mend."""

    exit_code = 2


class BadFile(KgError):
    """A file of the graph cannot be read.

    `line` and `column` count from 1; 0 means that the whole file is meant.
    """

    def __init__(
        self, path: str, problem: str, line: int = 0, column: int = 0, shown: str = ""
    ) -> None:
        self.path, self.problem, self.line, self.column = path, problem, line, column
        place = f"{path}:{line}:{column}" if line else path
        super().__init__(f"{place}: {problem}{shown}")


class BadProject(KgError):
    """A folder is missing, cannot be read, or holds no ontology."""


class BadQuery(KgError):
    """A SPARQL text is broken or asks for what is not allowed here; lines and columns from 1."""

    def __init__(self, problem: str, line: int = 0, column: int = 0, where: str = "query") -> None:
        self.problem, self.line, self.column = problem, line, column
        super().__init__(f"{where}:{line}:{column}: {problem}" if line else f"{where}: {problem}")


class BadValue(KgError):
    """A value typed for an option or argument is not of its type."""


class UnknownName(KgError):
    """Nothing has this name; `suggestions` are the nearest names that exist."""

    def __init__(self, problem: str, suggestions: Iterable[str] = ()) -> None:
        self.suggestions = list(suggestions)
        super().__init__(problem + did_you_mean(self.suggestions))


class AmbiguousName(KgError):
    """Several things have this name; `candidates` are the ways to name one of them."""

    def __init__(self, problem: str, candidates: Iterable[str]) -> None:
        self.candidates = list(candidates)
        super().__init__(problem + "".join(f"\n  {candidate}" for candidate in self.candidates))


class CannotWrite(KgError):
    """The output could not be written; what stood there before is untouched."""


def did_you_mean(suggestions: list[str]) -> str:
    """Return the closing sentence that offers `suggestions`, or nothing.

    >>> did_you_mean(["guaido"])
    ' Did you mean guaido?'
    >>> did_you_mean(["a", "b"])
    ' Did you mean a or b?'
    """
    if not suggestions:
        return ""
    *most, last = suggestions
    return f" Did you mean {', '.join(most)} or {last}?" if most else f" Did you mean {last}?"


def shown_at(text: str, line: int, column: int, width: int = 100) -> str:
    """Return the line of a text with a mark below the column, both from 1, clipped to `width`.

    >>> print(shown_at("one two", 1, 5))
    <BLANKLINE>
      one two
          ^
    """
    lines = text.splitlines()
    if not 0 < line <= len(lines) or column < 1:
        return ""
    start = max(0, column - 1 - width // 2) if len(lines[line - 1]) > width else 0
    return f"\n  {lines[line - 1][start : start + width]}\n  {' ' * (column - 1 - start)}^"


def nearest(word: str, names: Iterable[str], most: int = 3, likeness: float = 0.6) -> list[str]:
    """Return up to `most` of `names` at least as like `word` as `likeness` (0 to 1), best first."""
    from difflib import get_close_matches

    return get_close_matches(word, sorted(set(names)), n=most, cutoff=likeness)
