"""The report of a state of a project's files: checked once, then kept."""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from kg import snapshots
from kg.files import Project
from kg.report import Finding, Related, Report, RulePage, Waived

WAIVERS = "ontology/waivers.toml"


@dataclass(frozen=True)
class Wanted:
    """What is asked of a check: which rules, about which files, in which language.

    `rules` are sets or ids, `only` names of files as findings give them; nothing named is all of
    them. `engine`, "kg" or "pyshacl", is what holds the data against the shapes; waivers hold or
    not on `today`.
    """

    rules: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    engine: str = "kg"
    language: str = "en"
    today: datetime.date = field(default_factory=datetime.date.today)

    def covers(self, rule: str, set: str) -> bool:
        """Say whether a rule of a set is wanted."""
        return not self.rules or rule in self.rules or set in self.rules


def verdict(project: Project, wanted: Wanted, check: Callable[[], Report]) -> Report:
    """Return the report on what is wanted from its snapshot, or check now and leave one."""
    path = snapshots.path(project, ".report", _state(project, wanted))
    kept = snapshots.kept(path)
    if kept is not None:
        with contextlib.suppress(ValueError, TypeError, KeyError):
            return _read(kept)
    report = check()
    snapshots.keep(json.dumps(asdict(report)).encode(), path)
    return report


def _state(project: Project, wanted: Wanted) -> str:
    """Return what a report depends on beside the files of the graph."""
    month = f"{wanted.today:%Y-%m}"  # what is dated after it is told
    asked = (wanted.rules, wanted.only, wanted.engine, wanted.language, month)
    digest = hashlib.sha256(repr(asked).encode())
    digest.update(str(project.folder).encode("utf-8", "surrogateescape"))
    for file in (*project.shapes, *project.queries, *project.synonyms):
        digest.update(f"\0{file.name}\0{len(file.content)}\0".encode() + file.content)
    for path, more in ((project.context, ""), (project.folder / WAIVERS, str(wanted.today))):
        with contextlib.suppress(OSError):
            digest.update(b"\1" + path.read_bytes() + more.encode())
    return digest.hexdigest()


def _read(kept: bytes) -> Report:
    told: dict[str, Any] = json.loads(kept)
    told["findings"] = tuple(map(_finding, told["findings"]))
    told["waived"] = tuple(
        Waived(**{**one, "finding": _finding(one["finding"])}) for one in told["waived"]
    )
    told["files"] = tuple(told["files"])
    told["pages"] = tuple(RulePage(**page) for page in told["pages"])
    return Report(**{field.name: told[field.name] for field in fields(Report)})


def _finding(told: dict[str, Any]) -> Finding:
    related = tuple(Related(**one) for one in told["related"])
    return Finding(**{**told, "related": related, "near": tuple(told["near"])})
