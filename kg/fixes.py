"""What mends itself in Turtle files: their layout, and findings that leave no choice.

A change is made in memory first and can be shown; writing it replaces the file as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg import datatypes
from kg.dates import bounds
from kg.errors import BadProject
from kg.files import File, Project, replacing, shipped, shown
from kg.lines import Lines
from kg.parsing import parse
from kg.report import Finding, Report
from kg.terms import PREFIXES, XSD, Literal, NamedNode, al, curie
from kg.turtle.layout import arranged, difference
from kg.turtle.positions import Positions
from kg.turtle.tokens import IRI, NAME, STRING, A, decoded, text_of, token_at
from kg.turtle.writing import quoted

_KIND = NamedNode(PREFIXES["sh"] + "datatype")
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
        """Write the file, all of it or nothing. Raises CannotWrite.

        A file of the installed package is not written: raises BadProject.
        """
        graph = shipped()
        if graph.name == "_files" and self.path.resolve().is_relative_to(graph.resolve()):
            told = "The shipped graph is part of the package: name a folder with --project."
            raise BadProject(told)
        with replacing(self.path) as stream:
            stream.write(self.after.encode())


def laid_out_text(content: bytes, name: str, path: Path | None = None) -> Change:
    """Return what the canonical layout changes in a text. Raises BadFile for broken Turtle."""
    before = decoded(content)
    return Change(path or Path(name), name, before, arranged(before, name))


def laid_out(project: Project, paths: Iterable[Path] = ()) -> list[Change]:
    """Return what the canonical layout changes in some files, or in all Turtle of a project.

    Files that are laid out already are left out. Raises BadFile for broken Turtle, BadProject for
    a file that cannot be read.
    """
    files = (*project.graph_files, *project.shapes, *project.synonyms)
    named = [(path, shown(str(path))) for path in paths] or [(f.path, f.name) for f in files]
    changes = [laid_out_text(_read(path), name, path) for path, name in named]
    return [change for change in changes if change.before != change.after]


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadProject(f"Cannot read {shown(str(path))}: {error.strerror}.") from error


def mending(project: Project, report: Report) -> list[Change]:
    """Return what mends those findings of a report that leave no choice, file by file.

    They are words with one near namesake, values of which only the way of writing is wrong,
    addresses at a register, needless spaces in texts, and days that follow from their date.
    """
    edits: dict[str, dict[int, tuple[int, str]]] = {}
    files = {file.name: file for file in (*project.graph_files, *project.shapes)}
    positions = Positions(reversed(project.graph_files))
    quads = [quad for file in project.shapes for quad in parse(file)]
    kinds = {str(q.subject): q.object for q in quads if q.predicate == _KIND}
    for finding in report.findings:
        found = _days(finding, files, positions) if finding.rule == "date-bounds" else []
        is_kind = finding.component.endswith("#DatatypeConstraintComponent")
        kind = kinds.get(f"<{finding.shape}>") if is_kind else None
        fix = finding.fix or _address(finding)
        if finding.file in files and (fix or kind or finding.rule == "text-spacing"):
            text = decoded(files[finding.file].content)
            start = Lines(text).offset(finding.line, finding.column)
            if finding.rule == "unknown-term":
                start = _datatype(text, start)
            if isinstance(kind, NamedNode):
                edits.setdefault(finding.file, {}).update(_typed(files[finding.file], start, kind))
            else:
                found = [(finding.file, start, fix or _spaced(text, start))]
        for file, start, words in found:
            edit = _edit(decoded(files[file].content), start, words)
            if edit is not None:
                edits.setdefault(file, {})[start] = edit
    return [_changed(files[name], made) for name, made in sorted(edits.items())]


def _changed(file: File, edits: dict[int, tuple[int, str]]) -> Change:
    """Return a file with some of its tokens written anew; `edits` are start: (end, text)."""
    before = after = decoded(file.content)
    for start, (end, text) in sorted(edits.items(), reverse=True):
        after = after[:start] + text + after[end:]
    return Change(file.path, file.name, before, after)


def _edit(text: str, start: int, words: str) -> tuple[int, str] | None:
    """Return where the token at an offset ends and what to write there; None for no such token."""
    found = token_at(text, start)
    if found.start != start or found.kind not in (A, IRI, NAME, STRING):
        return None
    return found.end, quoted(Literal(words)) if found.kind == STRING else words


def _address(finding: Finding) -> str:
    """Return the address that a finding says to write, "" where it says none in full."""
    found = re.search(r"<[^<>…]+>(?=\.$)", finding.message)
    return found[0] if found and finding.rule == "identifier-form" else ""


def _typed(file: File, start: int, kind: NamedNode) -> dict[int, tuple[int, str]]:
    """Return the edit that marks a text in quotes as the kind of value it is, if it is one."""
    text = decoded(file.content)
    found = token_at(text, start)
    if found.kind != STRING or token_at(text, found.end).text.startswith(("^^", "@")):
        return {}
    value = Literal(text_of(found.text), datatype=kind)
    if not datatypes.valid(value):
        return {}
    declared: dict[str, str] = {}
    parse(file, declared)
    bare = kind.value == XSD + "integer" or value.value in ("true", "false")
    typed = value.value if bare else f"{found.text}^^{curie(kind.value, declared)}"
    return {start: (found.end, typed)}


def _spaced(text: str, start: int) -> str:
    """Return what the text in quotes at an offset says without needless spaces, "" for none."""
    found = token_at(text, start)
    said = text_of(found.text) if found.kind == STRING else ""
    return re.sub(r"\s{2,}", lambda gap: "\n" if "\n" in gap[0] else " ", said.strip())


def _datatype(text: str, start: int) -> int:
    """Return the offset of the datatype of the text in quotes at an offset, else that itself."""
    found = token_at(text, start)
    mark = token_at(text, found.end)
    return token_at(text, mark.end).start if found.kind == STRING and mark.text == "^^" else start


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
            at = Lines(text).offset(property.line, property.column)
            written, value = token_at(text, at), token_at(text, at + len(f"al:{bound}"))
            if written.text == f"al:{bound}" and value.kind == STRING:
                if text_of(value.text) != day.isoformat():
                    wrong.append((file.name, value.start, day.isoformat()))
    if len(wrong) == 1:
        yield from wrong
