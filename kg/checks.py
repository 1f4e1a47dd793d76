"""Everything that is checked in a project's files, as one report."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from kg import clashes, echoes, files, living, queries, rules, shacl, slips, syntax, waivers
from kg.closures import asserted
from kg.dates import contradiction
from kg.errors import UnknownName, nearest
from kg.findings import Teller
from kg.parsing import parse
from kg.progress import Progress, silent
from kg.reasoning import Closure
from kg.report import SETS, Finding, Report, Waived
from kg.rulebook import Rulebook, needed
from kg.store import Store
from kg.terms import Literal, Term, Triple, al
from kg.turtle.positions import Positions
from kg.verdicts import WAIVERS, Wanted
from kg.words import say

_DATED = (
    ("date", "earliest", "latest"),
    ("claimedDate", "claimedEarliest", "claimedLatest"),
)


def unreadable(project: files.Project, wanted: Wanted) -> Report | None:
    """Return the report of the files that cannot be read, None when all of them can."""
    broken = syntax.broken_files(project)
    if not broken:
        return None
    teller = Teller(Store(), Positions(()), wanted.language)
    found = tuple(teller.broken(broken))
    return _report(project, Store(), found, wanted, complete=False)


def report(
    project: files.Project,
    store: Store,
    closure: Callable[[], Closure],
    wanted: Wanted,
    progress: Progress = silent,
) -> Report:
    """Return what is wrong with files that can be read. Data is never changed.

    `closure` is asked only for contradictions. Raises UnknownName for a rule or file that there
    is not, BadShape for shapes that are none.
    """
    sets = Rulebook(project).sets
    _check_names(wanted, project, sets)
    # Files added by hand come first: what is wrong is most likely theirs.
    teller = Teller(store, Positions(reversed(_described(project))), wanted.language)
    checks = needed(wanted.rules, sets)
    checker = _Checker(project, store, closure, wanted.engine, checks, teller, progress)
    told = echoes.left_out(checker.findings())
    found = [f for f in told if wanted.covers(f.rule, sets.get(f.rule, "shapes"))]
    kept = waivers.read(project.folder / WAIVERS, WAIVERS, wanted.today, sets, wanted.language)
    unchecked = [rule for rule, set in sets.items() if not wanted.covers(rule, set)]
    sifted = kept.apply(found, unchecked)
    own = [f for f in sifted.own if wanted.covers(f.rule, "waivers")]
    return _report(project, store, (*sifted.kept, *own), wanted, sifted.waived)


def _described(project: files.Project) -> tuple[files.File, ...]:
    return (*project.shapes, *project.graph_files)


def _report(
    project: files.Project,
    store: Store,
    found: Iterable[Finding],
    wanted: Wanted,
    waived: tuple[Waived, ...] = (),
    complete: bool = True,
) -> Report:
    """Return findings as a report, with the pages of the rules that found something."""
    told = [f for f in found if not wanted.only or f.file in wanted.only]
    return Report(
        tuple(told),
        complete,
        _where(project, wanted.language),
        wanted.language,
        tuple(one for one in waived if not wanted.only or one.finding.file in wanted.only),
        tuple(file.name for file in (*_described(project), *project.queries)),
        Rulebook(project, wanted.language).pages({finding.rule for finding in told}, store),
    )


def _check_names(wanted: Wanted, project: files.Project, sets: Collection[str]) -> None:
    """Raise UnknownName for a rule or a file that there is not."""
    for name in wanted.rules:
        if name not in sets and name not in SETS:
            near = nearest(name, [*SETS, *sets])
            told = f"There is no rule or set of rules {name!r}; `kg rules` lists them."
            raise UnknownName(told, near)
    names = {file.name for file in (*_described(project), *project.queries)} | {WAIVERS}
    for name in wanted.only:
        if name not in names:
            told = f"{name} is not among the files that are checked."
            raise UnknownName(told, nearest(name, names))


@dataclass(frozen=True)
class _Checker:
    """The checks of one project, set by set; a set that is not wanted costs nothing."""

    project: files.Project
    store: Store
    closure: Callable[[], Closure]
    engine: str
    checks: Collection[str]  # the sets of rules to check
    teller: Teller
    progress: Progress

    def findings(self) -> Iterator[Finding]:
        """Yield what each set finds, what is told first being what is told best."""
        data = asserted(self.project, self.store)
        if "terms" in self.checks or "values" in self.checks:
            self.progress("checking words and values")
            yield from self._slips()
            yield from self._dates(data)
        if "contradictions" in self.checks:
            yield from clashes.contradictions(self.closure().clashes, data, self.teller)
        if "facts" in self.checks:
            self.progress("checking what cannot be true together")
            facts = (known for known in rules.book().values() if known.set == "facts")
            yield from self.teller.breaches(rules.breaches(self.store, facts))
        if "living-persons" in self.checks:
            self.progress("checking what is said of people")
            yield from self.teller.breaches(self._of_people())
        if "shapes" in self.checks and self.project.shapes:
            self.progress("checking the shapes")
            yield from self.teller.results(self._results(data))

    def _slips(self) -> Iterator[Finding]:
        parts = (self.project.ontology, self.project.data, self.project.shapes)
        ontology, data, shapes = (
            [quad.triple for file in part for quad in parse(file)] for part in parts
        )
        yield from self.teller.slips(slips.faults(ontology, data, shapes, self.store.prefixes))

    def _dates(self, data: list[Triple]) -> Iterator[Finding]:
        """Yield a finding for each date whose first and last day are not those that it allows."""
        names = {al(name): name for names in _DATED for name in names}
        found: dict[Term, dict[str, Literal]] = {}
        for triple in data:
            if triple.predicate in names and isinstance(triple.object, Literal):
                told = found.setdefault(triple.subject, {})
                told[names[triple.predicate]] = triple.object
        for thing, told in found.items():
            for date, *bounds in _DATED:
                if date in told:
                    first, last = (told[n].value if n in told else "" for n in bounds)
                    words = contradiction(told[date].value, first, last, self.teller.language)
                    fact = (thing, al(date), told[date])
                    if words:
                        yield self.teller.finding("date-bounds", "error", words, fact, silent=True)

    def _results(self, data: list[Triple]) -> list[shacl.Result]:
        shapes = [quad.triple for file in self.project.shapes for quad in parse(file)]
        if self.engine == "pyshacl":
            from kg.shacl.reference import validate

            return validate(data, shapes)
        return shacl.validate(data, shapes)

    def _of_people(self) -> Iterator[rules.Breach]:
        asked = [queries.parse(file) for file in self.project.queries]
        ontology = [quad for file in self.project.ontology for quad in parse(file)]
        return living.breaches(self.store, ontology, asked)


def _where(project: files.Project, language: str) -> str:
    """Return what is checked, as people read it: the folder, and files added by hand."""
    shipped = project.folder == files.shipped()
    name = say("the shipped graph", language) if shipped else str(project.folder)
    added = [file.name for file in project.data if not file.name.startswith("data/")]
    if not project.shapes:
        name += f" ({say('it has no shapes', language)})"
    return " + ".join([name, *added])
