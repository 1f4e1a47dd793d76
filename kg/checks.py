"""Everything that is checked in a project's files, as one report."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from kg import (
    bounds,
    echoes,
    files,
    living,
    prefixes,
    queries,
    rules,
    shacl,
    slips,
    syntax,
    waivers,
)
from kg.closures import asserted
from kg.errors import UnknownName, nearest
from kg.findings import Offence, Teller
from kg.parsing import parse
from kg.progress import Progress, silent
from kg.reasoning import Closure
from kg.report import SETS, Finding, Report, Waived
from kg.rulebook import Rulebook, needed
from kg.store import Store
from kg.terms import PREFIXES, RDF_TYPE, Literal, NamedNode, Term, Triple, curie
from kg.turtle.positions import Positions
from kg.verdicts import WAIVERS, Wanted
from kg.words import say


def unreadable(project: files.Project, wanted: Wanted) -> Report | None:
    """Return the report of the files that cannot be read, None when all of them can."""
    broken = syntax.broken_files(project)
    if not broken:
        return None
    teller = Teller(Store(), Positions(()), wanted.language)
    told = _report(project, Store(), wanted, tuple(teller.broken(broken)))
    return replace(told, complete=False)


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
    kept = waivers.read(project.folder / WAIVERS, WAIVERS, wanted.today, sets, wanted.language)
    unchecked = [rule for rule, set in sets.items() if not wanted.covers(rule, set)]
    # What only follows from a waived finding is told: nobody has decided to live with that.
    sifted = kept.apply(echoes.once(checker.findings()), unchecked, checker.names)

    def is_wanted(finding: Finding) -> bool:
        set = sets.get(finding.rule, "shapes")
        return set == "syntax" or wanted.covers(finding.rule, set)

    told = filter(is_wanted, (*echoes.left_out(sifted.kept, checker.parts), *sifted.own))
    waived = (one for one in sifted.waived if is_wanted(one.finding))
    return _report(project, store, wanted, told, waived)


def _described(project: files.Project) -> tuple[files.File, ...]:
    return (*project.shapes, *project.synonyms, *project.graph_files)


def _report(
    project: files.Project,
    store: Store,
    wanted: Wanted,
    found: Iterable[Finding],
    waived: Iterable[Waived] = (),
) -> Report:
    """Return findings as a report, with the pages of the rules that found something."""
    only = _named_files(wanted, project)
    told = [f for f in found if not only or not only.isdisjoint(_files_of(f))]
    return Report(
        tuple(told),
        where=_where(project, wanted.language),
        language=wanted.language,
        waived=tuple(one for one in waived if not only or one.finding.file in only),
        files=tuple(file.name for file in (*_described(project), *project.queries)),
        pages=Rulebook(project, wanted.language).pages({finding.rule for finding in told}, store),
    )


def _check_names(wanted: Wanted, project: files.Project, sets: Collection[str]) -> None:
    """Raise UnknownName for a rule or a file that there is not."""
    for name in wanted.rules:
        if name not in sets and name not in SETS:
            near = nearest(name, [*SETS, *sets])
            told = f"There is no rule or set of rules {name!r}; `kg rules` lists them."
            raise UnknownName(told, near)
    _named_files(wanted, project)


def _named_files(wanted: Wanted, project: files.Project) -> set[str]:
    """Return the names of the files whose findings are wanted, however they are written.

    Raises UnknownName for a file that is not checked.
    """
    checked = (*_described(project), *project.queries)
    names = {file.name: file.name for file in checked} | {WAIVERS: WAIVERS}
    paths = {str(file.path.resolve()): file.name for file in checked}
    found = set()
    for only in wanted.only:
        name = names.get(only) or names.get(os.path.normpath(only))
        name = name or paths.get(str(Path(only).resolve()))
        if name is None:
            told = f"{only} is not among the files that are checked."
            raise UnknownName(told, nearest(only, names))
        found.add(name)
    return found


def _files_of(finding: Finding) -> set[str]:
    """Return the files that a finding is about: its own, and those of the facts it rests on."""
    return {finding.file, *(related.file for related in finding.related)}


@dataclass
class _Checker:
    """The checks of one project, set by set; a set that is not wanted costs nothing."""

    project: files.Project
    store: Store
    closure: Callable[[], Closure]
    engine: str
    checks: Collection[str]  # the sets of rules to check
    teller: Teller
    progress: Progress
    parts: dict[tuple[str, str], set[str]] = field(default_factory=dict)  # of shapes, as checked

    def findings(self) -> Iterator[Finding]:
        """Yield what each set finds, what is told first being what is told best."""
        data = asserted(self.project)
        wrong = list(self.teller.prefixes(prefixes.slips(_described(self.project))))
        yield from wrong
        if wrong:  # every name in these files is another, so the rest would be echoes
            return
        if "terms" in self.checks or "values" in self.checks:
            self.progress("checking words and values")
            yield from self._slips()
            yield from bounds.wrong(data, self.teller)
        if "contradictions" in self.checks:
            yield from self._contradictions(data)
        if "facts" in self.checks:
            self.progress("checking what cannot be true together")
            facts = (known for known in rules.book().values() if known.set == "facts")
            yield from self.teller.breaches(rules.breaches(self.store, facts))
            yield from self.teller.doubled(self._doubled())
            for told in self.teller.breaches(self._unsaid()):
                yield replace(told, line=1)
        if "living-persons" in self.checks:
            self.progress("checking what is said of people")
            yield from self.teller.breaches(self._of_people())
        if "shapes" in self.checks and self.project.shapes:
            self.progress("checking the shapes")
            try:
                yield from self.teller.results(self._results(data))
            except shacl.BadShape as error:
                yield self._broken_shape(error)

    def names(self) -> set[str]:
        """Return what things and files are called, as waivers name them."""
        things = {q.subject for q in self.store.quads() if isinstance(q.subject, NamedNode)}
        named = {name for t in things for name in (t.value, curie(t.value, self.store.prefixes))}
        return named | {file.name for file in _described(self.project)}

    def _contradictions(self, data: list[Triple]) -> Iterator[Finding]:
        found = self.closure().clashes
        if found:
            from kg import clashes  # what explains them takes long to load

            yield from clashes.contradictions(found, data, self.teller)

    def _slips(self) -> Iterator[Finding]:
        project = self.project
        beside = (*project.labels, *project.synonyms)
        parts = (project.ontology, project.data, project.shapes, beside)
        ontology, data, shapes, notes = (
            [quad.triple for file in part for quad in parse(file)] for part in parts
        )
        prefixes = self.store.prefixes
        faults = slips.faults(ontology, data, shapes, prefixes)
        yield from self.teller.slips(fault for fault in faults if not self._follows(fault))
        texts = {file.name: file.content.decode() for file in project.queries}
        asked = slips.asked(texts, ontology, data, prefixes)
        for found, (_, slip) in zip(self.teller.asked(asked), asked, strict=True):
            yield replace(found, term=str(slip.fault.thing))  # by which two are told apart
        yield from self.teller.slips(slips.noted(notes, texts, ontology, data, prefixes))

    def _follows(self, fault: slips.Fault) -> bool:
        """Say whether what a thing is, which is not written, follows by the ontology."""
        return fault.rule == "untyped-thing" and fault.thing in self._inferred

    @cached_property
    def _inferred(self) -> set[Term]:
        """The things of which it follows what they are."""
        return {t.subject for t in self.closure().triples if t.predicate == RDF_TYPE}

    def _doubled(self) -> list[Triple]:
        """Return what says twice of one thing what it is; the parser yields a line as it stands."""
        read = (quad.triple for file in self.project.data for quad in parse(file))
        types = Counter(triple for triple in read if triple.predicate == RDF_TYPE)
        return [
            triple
            for triple, times in types.items()
            if times > 1
            and isinstance(triple.object, NamedNode)
            and triple.object.value.startswith(PREFIXES["al"])
        ]

    @cached_property
    def _questions(self) -> list[queries.Question]:
        return [queries.parse(file) for file in self.project.queries]

    def _unsaid(self) -> Iterator[rules.Breach]:
        """Yield each question with a head that lacks the summary in a language of the others."""
        asked = self._questions
        known = rules.rule("translation-missing")
        languages = sorted({language for question in asked for language in question.summaries})
        for question in asked:
            for language in languages if question.summaries or question.tags else ():
                if language not in question.summaries:
                    told = {"path": Literal("#+ summary"), "missing": Literal(language)}
                    yield rules.Breach(known, question=question, fillers=told)

    def _results(self, data: list[Triple]) -> list[shacl.Result]:
        shapes = [quad.triple for file in self.project.shapes for quad in parse(file)]
        if self.engine == "pyshacl":
            from kg.shacl.reference import validate

            found = validate(data, shapes)
        else:
            found = shacl.validate(data, shapes, self.store.prefixes)
        self.parts = echoes.parts(found, shapes)
        return found

    def _broken_shape(self, error: shacl.BadShape) -> Finding:
        """Return that the shapes cannot be used: nothing was held against any of them."""
        known = rules.rule("broken-shape")
        message = f"{known.tell(self.teller.language)} {error}"
        message = " ".join(message.split())
        offence = Offence(error.node, error.predicate, error.value, silent=True)
        found = self.teller.finding(known.id, known.severity, message, offence)
        return found if found.file else replace(found, file=self.project.shapes[0].name)

    def _of_people(self) -> Iterator[rules.Breach]:
        ontology = [quad for file in self.project.ontology for quad in parse(file)]
        return living.breaches(self.store, ontology, self._questions)


def _where(project: files.Project, language: str) -> str:
    """Return what is checked, as people read it: the folder, and files added by hand."""
    shipped = project.folder == files.shipped()
    name = say("the shipped graph", language) if shipped else str(project.folder)
    added = [file.name for file in project.data if not file.name.startswith("data/")]
    if not project.shapes:
        name += f" ({say('it has no shapes', language)})"
    return " + ".join([name, *added])
