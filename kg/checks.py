"""Everything that is checked in a project's files, as one report."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from kg import files, living, queries, syntax, validation
from kg.closures import asserted
from kg.parsing import parse
from kg.positions import Positions
from kg.progress import Progress, silent
from kg.reasoning import Closure
from kg.report import RULES, Finding, Report
from kg.store import Store
from kg.validation import Teller
from kg.words import say


def unreadable(project: files.Project, language: str = "en") -> Report | None:
    """Return the report of the files that cannot be read, None when all of them can."""
    broken = syntax.broken_files(project)
    if not broken:
        return None
    return replace(validation.broken(broken), where=_where(project, language), language=language)


def report(
    project: files.Project,
    store: Store,
    closure: Callable[[], Closure],
    rules: Collection[str] = RULES,
    language: str = "en",
    progress: Progress = silent,
) -> Report:
    """Return what is wrong with files that can be read, by the sets of rules that are named.

    `closure` is asked only for contradictions. Data is never changed, and warnings are findings,
    no failure.
    """
    data = asserted(project, store)
    # Files added by hand come first.
    teller = Teller(store, Positions(reversed(project.graph_files)), language)
    findings: list[Finding] = []
    if "contradictions" in rules:
        findings += validation.contradictions(closure().clashes, teller)
    if "values" in rules:
        findings += validation.values(data, teller)
    if "shapes" in rules and project.shapes:
        progress("checking the shapes")
        shapes = [quad.triple for file in project.shapes for quad in parse(file)]
        findings += validation.shapes(data, shapes, teller)
    if "living-persons" in rules:
        progress("checking what is said of people")
        findings += _of_people(project, store, teller)
    where = _where(project, language)
    return Report(tuple(sorted(set(findings), key=Finding.sort_key)), True, where, language)


def _of_people(project: files.Project, store: Store, teller: Teller) -> Iterator[Finding]:
    """Yield a finding for each breach of the rules about people."""
    asked = [queries.parse(file) for file in project.queries]
    ontology = [quad for file in project.ontology for quad in parse(file)]
    for breach in living.breaches(store, ontology, asked):
        rule, message = breach.rule.id, breach.rule.say(teller.language)
        if breach.question is None:
            yield teller.finding(rule, breach.thing, message, breach.path, breach.value)
            continue
        file, lines = breach.question.file, breach.question.text.split("\n")
        line = next((n for n, text in enumerate(lines, 1) if text.startswith("SELECT")), 0)
        summary = breach.question.summary(teller.language)
        yield Finding("error", rule, file.name, line, 0, file.path.stem, summary, message)


def _where(project: files.Project, language: str) -> str:
    """Return what is checked, as people read it: the folder, and files added by hand."""
    shipped = project.folder == files.shipped()
    name = say("the shipped graph", language) if shipped else str(project.folder)
    added = [file.name for file in project.data if not file.name.startswith("data/")]
    if not project.shapes:
        name += f" ({say('it has no shapes', language)})"
    return " + ".join([name, *added])
