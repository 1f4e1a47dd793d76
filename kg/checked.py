"""The files of a project as a graph that is reasoned over, checked and explained."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING

from kg import dressing, files, snapshots
from kg.answers import Answer
from kg.progress import Progress, silent
from kg.store import Selection, Store

if TYPE_CHECKING:
    from kg.explaining import Explanation
    from kg.reasoning import Closure
    from kg.report import Report
    from kg.rulebook import Rulebook
    from kg.turtle.positions import Positions


class CheckedGraph:
    """A project, the store of its files, and what follows from them. Reading changes no file."""

    def __init__(self, project: files.Project, progress: Progress = silent) -> None:
        self.project = project
        self._progress = progress
        self._store: Store | None = None
        self._closures: dict[str, Closure] = {}  # by engine
        self._closed = False  # whether the inferred triples are in the store

    @property
    def store(self) -> Store:
        """The engine that holds the graph; read from the files or their snapshot on first use."""
        if self._store is None:
            self._store = snapshots.read(self.project, self._progress)
        return self._store

    def infer(self, language: str = "en", engine: str = "kg") -> Answer:
        """Return what OWL 2 RL adds about the project's own terms, one triple a row."""
        rows = [(t.subject, t.predicate, t.object) for t in self.closure(engine).triples]
        selection = Selection(("thing", "property", "value"), rows)  # type: ignore[arg-type]
        return dressing.dress(self.store, selection, language, "infer")

    def closure(self, engine: str = "kg") -> Closure:
        """Return the inferred triples and clashes; computed once per state of the files.

        `engine` is the project's own, "kg", or "owlrl", the reference.
        """
        if engine not in self._closures:
            from kg import closures

            found = closures.closure(self.project, self._progress, engine)
            self._closures[engine] = found
        return self._closures[engine]

    def infer_once(self) -> None:
        """Add the inferred triples to the store, in a graph of their own."""
        if not self._closed:
            self.store.add(self.closure().inferred())
            self._closed = True

    def asserted(self) -> Store:
        """Return a store of the files alone: that of the graph until something was inferred."""
        return snapshots.read(self.project, self._progress) if self._closed else self.store

    def validate(
        self,
        language: str = "en",
        rules: Iterable[str] = (),
        only: Iterable[str] = (),
        engine: str = "kg",
        today: datetime.date | None = None,
    ) -> Report:
        """Return what is wrong with the files, by some rules and sets of rules or (none named) all.

        The sets are those of `kg.report.SETS`; files that cannot be read are always told. `only`
        names files whose findings are told, `engine` ("kg" or "pyshacl") is what holds the data
        against the shapes; waivers hold or not on `today`. Raises UnknownName for what is not.

        >>> from kg import load
        >>> load().validate(rules=["living-persons"]).conforms()
        True
        """
        from kg import verdicts

        day = today or datetime.date.today()
        wanted = verdicts.Wanted(tuple(rules), tuple(only), engine, language, day)
        self._progress("reading files")

        def check() -> Report:
            from kg import checks

            unread = checks.unreadable(self.project, wanted)
            return unread or checks.report(
                self.project, self.store, self.closure, wanted, self._progress
            )

        return verdicts.verdict(self.project, wanted, check)

    def rules(self, language: str = "en") -> Rulebook:
        """Return the rules that `validate` checks: their list, and a page about each."""
        from kg.rulebook import Rulebook

        return Rulebook(self.project, language)

    def why(
        self,
        subject: str | None = None,
        property: str | None = None,
        value: str | None = None,
        *,
        all: bool = False,
        limit: int = 10,
        language: str = "en",
    ) -> Explanation:
        """Return why something holds, or what it lacks; without a subject, what contradicts itself.

        Subject, property and value are names as people use them. With `all`, every way in which
        it follows, up to `limit`. Raises UnknownName and AmbiguousName.
        """
        from kg import explaining

        asked = explaining.Asked(subject, property, value, all, limit)
        return explaining.why(self.project, self.store, asked, language, self._progress)

    def positions(self) -> Positions:
        """Return the index of where each fact is written; files added by hand come first."""
        from kg.turtle.positions import Positions

        return Positions(reversed(self.project.graph_files))
