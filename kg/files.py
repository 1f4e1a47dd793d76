"""Where the plain files of a graph are, and how a file is written so that nothing is lost."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

from kg.errors import BadProject, CannotWrite
from kg.terms import BASE

SHAPES = "shapes.ttl"
SYNONYMS = "synonyms.ttl"


@dataclass(frozen=True)
class File:
    """One file of the graph: where it is, how it is named to people, and its named graph."""

    path: Path
    name: str  # "data/people.ttl"
    graph: str  # the IRI of its named graph
    content: bytes


@dataclass(frozen=True)
class Project:
    """A folder with `ontology/ data/ queries/`, read: what a graph is made of."""

    folder: Path
    ontology: tuple[File, ...]  # without shapes
    shapes: tuple[File, ...]
    data: tuple[File, ...]
    queries: tuple[File, ...]  # the .rq files
    labels: tuple[File, ...]  # Turtle beside the questions: headings in several languages
    synonyms: tuple[File, ...] = ()  # other words for the questions; no part of the graph

    @property
    def context(self) -> Path:
        """Where its JSON-LD context is, if it has one."""
        return self.folder / "ontology" / "context.jsonld"

    @property
    def graph_files(self) -> tuple[File, ...]:
        """The files a question sees, in a fixed order."""
        return self.ontology + self.labels + self.data

    def key(self) -> str:
        """Return the SHA-256 of the names and contents of all `graph_files`."""
        digest = hashlib.sha256()
        for file in self.graph_files:
            digest.update(f"{file.name}\0{file.graph}\0{len(file.content)}\0".encode())
            digest.update(file.content)
        return digest.hexdigest()


def shipped() -> Path:
    """Return the folder of the graph that ships with the package.

    In an installed package that is `kg/_files`; in a checkout, the checkout itself.
    """
    package = Path(__file__).parent
    inside = package / "_files"
    return inside if inside.is_dir() else package.parent


def project(folder: Path | None = None, extra: Iterable[Path] = ()) -> Project:
    """Read the project in `folder` (default: the shipped one) plus `extra` data files.

    Raises BadProject when the folder is missing, unreadable or without an ontology.
    """
    root = shipped() if folder is None else folder
    try:
        if not root.is_dir():
            raise BadProject(f"There is no folder {shown(str(root))}: name one that has ontology/.")
    except OSError as error:
        raise BadProject(f"Cannot read {shown(str(root))}: {error.strerror}.") from error
    ontology = _read(root, "ontology", ".ttl")
    if not [file for file in ontology if not _is(file, SHAPES)]:
        raise BadProject(
            f"{root} has no ontology: put at least one .ttl file into {root / 'ontology'}."
        )
    queries = _read(root, "queries", ".rq", ".ttl")
    data = _read(root, "data", ".ttl")
    return Project(
        folder=root,
        ontology=tuple(file for file in ontology if not _is(file, SHAPES)),
        shapes=tuple(file for file in ontology if _is(file, SHAPES)),
        data=(*data, *_extra(extra, data)),
        queries=tuple(file for file in queries if file.path.suffix == ".rq"),
        labels=tuple(
            file for file in queries if file.path.suffix == ".ttl" and not _is(file, SYNONYMS)
        ),
        synonyms=tuple(file for file in queries if _is(file, SYNONYMS)),
    )


def _is(file: File, name: str) -> bool:
    return file.path.name == name


def _read(root: Path, folder: str, *suffixes: str) -> list[File]:
    """Return the files with one of `suffixes` in a folder of the project, by name.

    Hidden ones are left out. Raises BadProject for what is called like a file and is none.
    """
    try:
        inside = sorted((root / folder).iterdir())
        paths = [p for p in inside if p.suffix in suffixes and not p.name.startswith(".")]
        for path in paths:
            if not path.is_file():
                what = "is a folder" if path.is_dir() else "is no file that can be read"
                if path.is_symlink() and not path.exists():
                    what = "is a link that leads nowhere"
                name = shown(f"{folder}/{path.name}")
                raise BadProject(f"{name} {what}: take it away, or give it another name.")
        return [
            File(path, shown(f"{folder}/{path.name}"), _graph_name(folder, path.stem), _bytes(path))
            for path in paths
        ]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise BadProject(f"Cannot read {shown(str(error.filename))}: {error.strerror}.") from error


def shown(path: str) -> str:
    """Return the name of a file as it can be printed, whatever bytes it is made of."""
    return os.fsencode(path).decode("utf-8", "replace")


def _bytes(path: Path) -> bytes:
    """Return the content of a file without the byte order mark that some editors write."""
    return path.read_bytes().removeprefix(b"\xef\xbb\xbf")


def _graph_name(folder: str, stem: str) -> str:
    if folder == "ontology":
        return BASE + (
            "ontology" if stem == "allegiance" else f"ontology/{quote(os.fsencode(stem))}"
        )
    return BASE + ("query/" if folder == "queries" else "data/") + quote(os.fsencode(stem))


def _extra(paths: Iterable[Path], data: list[File]) -> Iterator[File]:
    """Yield the files added by hand that are not in `data`, each under a graph name of its own."""
    taken = {file.graph for file in data}
    known = {file.path.resolve() for file in data}
    for path in paths:
        if path.resolve() in known:
            continue
        try:
            content = _bytes(path)
        except OSError as error:
            raise BadProject(f"Cannot read {shown(str(path))}: {error.strerror}.") from error
        graph, number = _graph_name("data", path.stem), 2
        while graph in taken:
            graph, number = _graph_name("data", f"{path.stem}-{number}"), number + 1
        taken.add(graph)
        known.add(path.resolve())
        name = shown(str(path))
        yield File(path, f"./{name}" if name.startswith("data/") else name, graph, content)


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Open `path` for writing aside; it takes the new content only when all of it is written.

    Devices and pipes are written directly. Raises CannotWrite, leaving the old file whole.
    """
    import tempfile

    try:
        if path.is_dir():
            raise CannotWrite(f"Cannot write {path}: it is a folder; name a file.")
        if path.exists() and not path.is_file():
            with path.open("wb") as device:
                yield device
            return
        target = path.resolve()  # through a link, so that the link stays one
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "wb") as aside:
                yield aside
            if target.exists() and not os.access(target, os.W_OK):
                raise CannotWrite(f"Cannot write {path}: it may not be changed.")
            mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
            os.chmod(name, mode)
            os.replace(name, target)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(name)
            raise
    except OSError as error:
        raise CannotWrite(f"Cannot write {path}: {error.strerror or error}.") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
