"""What mends itself in Turtle files: their layout, and findings that leave no choice.

A change is made in memory first and can be shown; writing it replaces the file as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.dates import bounds
from kg.errors import BadProject
from kg.files import File, Project, replacing, shipped, shown
from kg.report import Finding, Report
from kg.terms import Literal, NamedNode, al
from kg.turtle.layout import arranged, difference
from kg.turtle.positions import Positions
from kg.turtle.tokens import IRI, NAME, STRING, A, Lines, decoded, text_of, token

_DAYS = {"date": ("earliest", "latest"), "claimedDate": ("claimedEarliest", "claimedLatest")}


@dataclass(frozen=True)
class Change:
    """A file as it is and as it would be."""

    path: Path
    name: str  # as people read it
    before: str
    after: str

    def difference(self) -> str:
        """Return what changes as a unified diff, "" when nothing does."""
        return difference(self.before, self.after, self.name)

    def write(self) -> None:
        """Write the file, all of it or nothing. Raises CannotWrite."""
        with replacing(self.path) as stream:
            stream.write(self.after.encode())


def laid_out_text(content: bytes, name: str) -> Change:
    """Return what the canonical layout changes in a text. Raises BadFile for broken Turtle."""
    before = decoded(content)
    return Change(Path(name), name, before, arranged(before, name))


def laid_out(project: Project, paths: Iterable[Path] = ()) -> list[Change]:
    """Return what the canonical layout changes in some files, or in all Turtle of a project.

    Files that are laid out already are left out. Raises BadFile for broken Turtle, BadProject for
    a file that cannot be read.
    """
    found = [_read(path) for path in paths] or list(_of(project))
    changes = [laid_out_text(content, name) for _, name, content in found]
    return [
        Change(path, name, change.before, change.after)
        for (path, name, _), change in zip(found, changes, strict=True)
        if change.before != change.after
    ]


def _of(project: Project) -> Iterator[tuple[Path, str, bytes]]:
    files = (*project.graph_files, *project.shapes, *project.synonyms)
    yield from ((file.path, file.name, file.path.read_bytes()) for file in files)


def _read(path: Path) -> tuple[Path, str, bytes]:
    try:
        return path, shown(str(path)), path.read_bytes()
    except OSError as error:
        raise BadProject(f"Cannot read {shown(str(path))}: {error.strerror}.") from error


def mending(project: Project, report: Report) -> list[Change]:
    """Return what mends those findings of a report that leave no choice, file by file.

    They are words with one near namesake, values of which only the way of writing is wrong, and
    days that follow from their date. Raises BadProject where the graph is part of the package.
    """
    edits: dict[str, dict[int, tuple[int, str]]] = {}
    files = {file.name: file for file in (*project.graph_files, *project.shapes)}
    positions = Positions(reversed(project.graph_files))
    for finding in report.findings:
        found = _days(finding, files, positions) if finding.rule == "date-bounds" else []
        if finding.fix and finding.file in files:
            text = decoded(files[finding.file].content)
            start = _offset(text, finding.line, finding.column)
            if finding.rule == "unknown-term":
                start = _datatype(text, start)
            found = [(finding.file, start, finding.fix)]
        for file, start, words in found:
            edit = _edit(decoded(files[file].content), start, words)
            if edit is not None:
                edits.setdefault(file, {})[start] = edit
    if edits and project.folder == shipped() and project.folder.name == "_files":
        raise BadProject("The shipped graph is part of the package: name a folder with --project.")
    return [_changed(files[name], made) for name, made in sorted(edits.items())]


def _changed(file: File, edits: dict[int, tuple[int, str]]) -> Change:
    """Return a file with some of its tokens written anew; `edits` are start: (end, text)."""
    before = after = decoded(file.content)
    for start, (end, text) in sorted(edits.items(), reverse=True):
        after = after[:start] + text + after[end:]
    return Change(file.path, file.name, before, after)


def _edit(text: str, start: int, words: str) -> tuple[int, str] | None:
    """Return where the token at an offset ends and what to write there; None for no such token."""
    match = token(text, start)
    if match is None or match.start(match.lastindex or 0) != start:
        return None
    if match.lastindex in (A, IRI, NAME):
        return match.end(), words
    if match.lastindex == STRING:
        quoted = str(Literal(words))
        return match.end(), quoted
    return None


def _datatype(text: str, start: int) -> int:
    """Return the offset of the datatype of the text in quotes at an offset, else that itself."""
    quoted = token(text, start)
    if quoted is None or quoted.lastindex != STRING:
        return start
    mark = token(text, quoted.end())
    is_mark = mark is not None and mark[mark.lastindex or 0] == "^^"
    named = token(text, mark.end()) if mark is not None and is_mark else None
    return named.start(named.lastindex or 0) if named else start


def _days(
    finding: Finding, files: dict[str, File], positions: Positions
) -> Iterator[tuple[str, int, str]]:
    """Yield file, offset and text of a day that an exact date asks for, where another stands.

    Only where the other bound fits the date: else it may be the date that is wrong.
    """
    name = finding.path.rpartition("#")[2]
    date = finding.term.removeprefix('"').removesuffix('"')
    if name not in _DAYS or "~" in date:
        return
    try:
        days = bounds(date)
    except ValueError:
        return
    thing = NamedNode(finding.focus)
    wrong = []
    for bound, day in zip(_DAYS[name], days, strict=True):
        property = positions.find(thing, al(bound))
        for file in files.values():
            if day is None or file.name != property.file:
                continue
            text = decoded(file.content)
            at = _offset(text, property.line, property.column)
            value = token(text, at + len(f"al:{bound}"))
            if text.startswith(f"al:{bound}", at) and value and value.lastindex == STRING:
                if text_of(value[STRING]) != day.isoformat():
                    wrong.append((file.name, value.start(STRING), day.isoformat()))
    if len(wrong) == 1:
        yield from wrong


def _offset(text: str, line: int, column: int) -> int:
    """Return the offset of a line and column, both from 1."""
    return Lines(text).offset(line, column)
