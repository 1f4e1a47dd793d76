"""What was computed, kept for the next time: a compiled graph, a closure, a report.

Each is a file in the user's cache folder, the first line of which carries the SHA-256 of the
rest. A graph is kept as N-Quads and in no database because parsing it is as fast as opening one
at this size. A file is written aside and renamed, so that two processes may make it at once; and
it is only ever a faster way to the same.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from kg import files
from kg.errors import KgError
from kg.parsing import parse
from kg.progress import Progress, silent
from kg.store import ENGINE, Store
from kg.terms import (
    RDFS_LABEL,
    SEARCH_KEY,
    SEARCH_KEYS,
    SKOS_ALT_LABEL,
    SKOS_PREF_LABEL,
    Literal,
    NamedNode,
    Quad,
    fold,
)

_MAGIC = "# allegiance-kg snapshot "
_KEPT = 24  # snapshots left in the cache folder; older ones are deleted
_NAMING = (RDFS_LABEL, SKOS_PREF_LABEL, SKOS_ALT_LABEL)


def read(project: files.Project, progress: Progress = silent) -> Store:
    """Return the store of a project's files, from its snapshot when there is a good one.

    Otherwise the files are parsed and a snapshot is left for the next time; a cache that cannot
    be read or written is only slower. Raises BadFile.
    """
    found = path(project)
    store = load(found)
    if store is None:
        store = compile(project, progress)
        progress("writing the snapshot")
        save(store, found)
    return store


def compile(project: files.Project, progress: Progress = silent) -> Store:
    """Return the store of a project's files, parsed now, with a graph of folded labels."""
    store = Store()
    total = len(project.graph_files)
    for done, file in enumerate(project.graph_files):
        progress("reading files", done, total)
        store.add(parse(file, store.prefixes))
    progress("reading files", total, total)
    headings = {NamedNode(file.graph) for file in project.labels}
    store.names.extend(search_keys(q for q in store.quads() if q.graph_name not in headings))
    return store


def search_keys(quads: Iterable[Quad]) -> Iterator[Quad]:
    """Yield one quad per folded name of each thing: what makes names findable."""
    for quad in quads:
        if quad.predicate in _NAMING and isinstance(quad.object, Literal):
            key = Literal(fold(quad.object.value))
            yield Quad(quad.subject, SEARCH_KEY, key, SEARCH_KEYS)


def cache_folder() -> Path:
    """Return where snapshots are kept: `KG_CACHE`, else the user's cache folder."""
    if folder := os.environ.get("KG_CACHE"):
        return Path(folder)
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("allegiance-kg", appauthor=False))


def path(project: files.Project, kind: str = "", depends_on: str = "") -> Path:
    """Return the snapshot file of a state of a project's files and of the code that reads them.

    `kind` tells several snapshots of one state apart, `depends_on` what else makes them differ.
    """
    from kg import __version__

    state = f"{__version__} {_code()} {ENGINE} {depends_on} {project.key()}"
    return cache_folder() / f"{hashlib.sha256(state.encode()).hexdigest()[:32]}{kind}.nq"


@cache
def _code() -> str:
    """Return a hash of when which file of this package was written: of other code, another."""
    digest = hashlib.sha256()
    for folder, folders, names in os.walk(Path(__file__).parent):
        folders[:] = sorted(set(folders) - {"__pycache__", "_files"})
        for name in sorted(names):
            told = os.stat(os.path.join(folder, name))
            digest.update(f"{folder}/{name} {told.st_size} {told.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def keep(content: bytes, path: Path) -> None:
    """Write what is to be kept with its hash; a cache that cannot be written is only slower."""
    with contextlib.suppress(OSError, KgError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with files.replacing(path) as stream:
            stream.write(f"{_MAGIC}{hashlib.sha256(content).hexdigest()}\n".encode() + content)
        prune(path.parent)


def kept(path: Path) -> bytes | None:
    """Return what `keep` wrote, or None when it is missing or corrupt."""
    try:
        head, _, content = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    whole = head == f"{_MAGIC}{hashlib.sha256(content).hexdigest()}".encode()
    return content if whole else None


def save(store: Store, path: Path) -> None:
    """Keep a store."""
    body, names = store.dump()
    about = json.dumps({"prefixes": store.prefixes, "names": len(names)}, sort_keys=True)
    keep(f"# {about}\n".encode() + body + names, path)


def load(path: Path) -> Store | None:
    """Return the store that `save` kept, or None when it is missing or corrupt."""
    about, _, body = (kept(path) or b"").partition(b"\n")
    try:
        told = json.loads(about[2:])
        end = len(body) - told["names"]
        return Store.restored(body[:end], body[end:], told["prefixes"])
    except (ValueError, TypeError, KeyError, SyntaxError):
        return None


def prune(folder: Path) -> None:
    """Delete all but the newest snapshots of a cache folder, and what broken writes left."""
    with contextlib.suppress(OSError):
        kept = sorted(folder.glob("*.nq"), key=lambda p: p.stat().st_mtime, reverse=True)
        newest = kept[0].stat().st_mtime
        left = [p for p in folder.glob(".*.nq.*") if p.stat().st_mtime < newest - 86_400]
        for old in kept[_KEPT:] + left:
            old.unlink(missing_ok=True)
