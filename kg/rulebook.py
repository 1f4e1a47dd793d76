"""Every rule that a project is checked by: those of the book, and those of its own shapes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from kg import rules
from kg.errors import UnknownName, nearest
from kg.files import Project
from kg.parsing import parse
from kg.report import SETS, RulePage
from kg.store import Store
from kg.terms import PREFIXES, RDF_TYPE, RDFS_LABEL, Literal, NamedNode, Term, curie, local_name
from kg.words import say

_SH = PREFIXES["sh"]
_SEVERITY = {"Violation": "error", "Warning": "warning", "Info": "info"}


@dataclass(frozen=True)
class Entry:
    """One line of the list of rules."""

    id: str
    set: str
    severity: str
    problem: str


class Rulebook:
    """The rules of a project by their ids: sets, pages, and the list of all."""

    def __init__(self, project: Project, language: str = "en") -> None:
        self._project, self._language = project, language

    @cached_property
    def _shapes(self) -> Store:
        store = Store()
        for file in self._project.shapes:
            store.add(parse(file))
        return store

    @cached_property
    def _named(self) -> Mapping[str, NamedNode]:
        """The shapes that report something, by id."""
        kinds = {NamedNode(f"{_SH}{kind}Shape") for kind in ("Node", "Property")}
        found = {
            quad.subject
            for predicate in (RDF_TYPE, NamedNode(_SH + "path"))
            for quad in self._shapes.quads(None, predicate)
            if isinstance(quad.subject, NamedNode)
            and (predicate != RDF_TYPE or quad.object in kinds)
        }
        return {local_name(shape.value): shape for shape in sorted(found, key=str)}

    @cached_property
    def sets(self) -> dict[str, str]:
        """The set of each rule, by its id; the book's own rules win."""
        shapes = dict.fromkeys(self._named, "shapes")
        return shapes | {known.id: known.set for known in rules.book().values()}

    def entries(self) -> list[Entry]:
        """Return all rules, set by set."""
        found = []
        for id, set in self.sets.items():
            known = rules.book().get(id)
            severity = known.severity if known else self._severity(self._named[id])
            found.append(Entry(id, set, severity, self.page(id).problem))
        return sorted(found, key=lambda entry: (SETS.index(entry.set), entry.id))

    def page(self, id: str, store: Store | None = None) -> RulePage:
        """Return the page of a rule; with the graph's store, a shape's has an example from it.

        Raises UnknownName with the nearest ids.
        """
        if id in rules.book():
            return rules.card(rules.book()[id], self._language)
        if id not in self._named:
            told = f"There is no rule {id!r}; `kg rules` lists them."
            raise UnknownName(told, nearest(id, self.sets))
        shape = self._named[id]
        problem = self._text(shape, "message") or self._text(shape, "name")
        if self._is(shape, "closed"):
            problem = say("Only the properties of its kind belong on a thing.", self._language) + (
                f" {problem}" if problem else ""
            )
        return RulePage(
            id,
            "shapes",
            problem=problem or self._label(shape),
            why=self._text(shape, "description") or self._comment(shape),
            example="" if store is None else self._example(shape, store),
        )

    def text(self, id: str, store: Store | None = None) -> str:
        """Return the page of a rule as Markdown that reads well as plain text, too."""
        if id in rules.book():
            return rules.page(rules.book()[id], self._language)
        page = self.page(id, store)
        severity = say(self._severity(self._named[id]), self._language).capitalize()
        parts = [f"# {id}", f"{severity}, shapes.", page.problem]
        if page.why:
            parts.append(f"{say('Why', self._language)}: {page.why}")
        if page.example:
            indented = "\n".join(f"    {line}" for line in page.example.split("\n"))
            parts.append(f"{say('Example', self._language)}:\n\n{indented}")
        return "\n\n".join(parts) + "\n"

    def pages(self, ids: Collection[str], store: Store | None = None) -> tuple[RulePage, ...]:
        """Return the pages of those of `ids` that have one."""
        return tuple(self.page(id, store) for id in sorted(ids) if id in self.sets)

    def _severity(self, shape: NamedNode) -> str:
        found = self._values(shape, "severity")
        names = [local_name(value.value) for value in found if isinstance(value, NamedNode)]
        return _SEVERITY.get(names[0], "error") if names else "error"

    def _is(self, shape: NamedNode, name: str) -> bool:
        return any(isinstance(v, Literal) and v.value == "true" for v in self._values(shape, name))

    def _text(self, shape: NamedNode, name: str) -> str:
        return _in(self._values(shape, name), self._language)

    def _label(self, shape: NamedNode) -> str:
        return _in(self._shapes.values(shape, RDFS_LABEL), self._language)

    def _comment(self, shape: NamedNode) -> str:
        comment = NamedNode(PREFIXES["rdfs"] + "comment")
        return _in(self._shapes.values(shape, comment), self._language)

    def _values(self, shape: NamedNode, name: str) -> list[Term]:
        return self._shapes.values(shape, NamedNode(_SH + name))

    def _example(self, shape: NamedNode, store: Store) -> str:
        """Return a line of the graph's own data that this rule is about, "" when there is none."""
        for path in self._values(shape, "path"):
            if not isinstance(path, NamedNode):
                continue
            first = min(
                (q for q in store.quads(None, path) if isinstance(q.subject, NamedNode)),
                key=lambda quad: (str(quad.subject), str(quad.object)),
                default=None,
            )
            if first is not None and isinstance(first.subject, NamedNode):
                words = [curie(first.subject.value, store.prefixes)]
                words.append(curie(path.value, store.prefixes))
                value = first.object
                if isinstance(value, NamedNode):
                    words.append(curie(value.value, store.prefixes))
                else:
                    words.append(str(value))
                return " ".join(words) + " ."
        return ""


def _in(texts: list[Term], language: str) -> str:
    """Return the text in a language, else in English, else any."""
    found = {text.language or "": text.value for text in texts if isinstance(text, Literal)}
    told = found.get(language) or found.get("en") or min(found.values(), default="")
    return " ".join(told.split())


def needed(names: Collection[str], sets: Mapping[str, str]) -> set[str]:
    """Return the sets that have to be checked for the rules and sets that are named."""
    return {sets.get(name, name) for name in names} if names else set(SETS)
