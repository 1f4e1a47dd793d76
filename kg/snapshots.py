"""A compiled graph kept for the next time: one N-Quads file in the user's cache folder.

Its first line carries the SHA-256 of the rest. It is a file and no database because parsing it
is as fast as opening one at this size; it is written aside and renamed, so that two processes
may make it at once; and it is only ever a faster way to the same graph.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
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

_MAGIC = "# allegiance-kg snapshot 2 "
_KEPT = 24  # snapshots left in the cache folder; older ones are deleted
_NAMING = (RDFS_LABEL, SKOS_PREF_LABEL, SKOS_ALT_LABEL)


def read(project: files.Project, progress: Progress = silent) -> Store:
    """Return the store of a project's files, from its snapshot when there is a good one.

    Otherwise the files are parsed and a snapshot is left for the next time; a cache that cannot
    be read or written is only slower. Raises BadFile.
    """
    kept = path(project)
    store = load(kept)
    if store is None:
        store = compile(project, progress)
        with contextlib.suppress(KgError):
            progress("writing the snapshot")
            save(store, kept)
            prune(kept.parent)
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


def path(project: files.Project, kind: str = "", made_by: str = "") -> Path:
    """Return the snapshot file of a state of a project's files.

    `kind` tells several snapshots of one state apart, `made_by` the versions of what made them.
    """
    from kg import __version__

    version = f"{__version__} {ENGINE} {made_by} {project.key()}"
    return cache_folder() / f"{hashlib.sha256(version.encode()).hexdigest()[:32]}{kind}.nq"


def save(store: Store, path: Path) -> None:
    """Write a store with its hash, aside and then renamed. Raises CannotWrite."""
    body, names = store.dump()
    about = json.dumps({"prefixes": store.prefixes, "names": len(names)}, sort_keys=True)
    content = f"# {about}\n".encode() + body + names
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
    with files.replacing(path) as stream:
        stream.write(f"{_MAGIC}{hashlib.sha256(content).hexdigest()}\n".encode() + content)


def load(path: Path) -> Store | None:
    """Return the store in a snapshot, or None when it is missing or corrupt."""
    try:
        head, _, content = path.read_bytes().partition(b"\n")
        if head.decode() != _MAGIC + hashlib.sha256(content).hexdigest():
            return None
        about, _, body = content.partition(b"\n")
        told = json.loads(about[2:])
        end = len(body) - told["names"]
        return Store.restored(body[:end], body[end:], told["prefixes"])
    except (OSError, ValueError, TypeError, KeyError, SyntaxError):
        return None


def keep_text(text: str, path: Path) -> None:
    """Write a text with its hash, aside and then renamed. Raises CannotWrite."""
    content = text.encode()
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
    with files.replacing(path) as stream:
        stream.write(f"{_MAGIC}{hashlib.sha256(content).hexdigest()}\n".encode() + content)


def kept_text(path: Path) -> str | None:
    """Return the text that `keep_text` wrote, or None when it is missing or corrupt."""
    try:
        head, _, content = path.read_bytes().partition(b"\n")
        whole = head.decode() == _MAGIC + hashlib.sha256(content).hexdigest()
        return content.decode() if whole else None
    except (OSError, ValueError):
        return None


def prune(folder: Path) -> None:
    """Delete all but the newest snapshots of a cache folder, and what broken writes left."""
    with contextlib.suppress(OSError):
        kept = sorted(folder.glob("*.nq"), key=lambda p: p.stat().st_mtime, reverse=True)
        newest = kept[0].stat().st_mtime
        left = [p for p in folder.glob(".*.nq.*") if p.stat().st_mtime < newest - 86_400]
        for old in kept[_KEPT:] + left:
            old.unlink(missing_ok=True)
