"""Every rule that a project is checked by: those of the book, and those of its own shapes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from kg import rules
from kg.errors import UnknownName, nearest
from kg.files import Project
from kg.parsing import parse
from kg.report import SETS, RulePage
from kg.shacl.facts import Facts
from kg.shacl.messages import default, fix
from kg.shacl.naming import Names
from kg.shacl.reading import Reader
from kg.shacl.vocabulary import component, sh
from kg.store import Store
from kg.terms import PREFIXES, RDFS_LABEL, BlankNode, Literal, NamedNode, Term, local_name, written
from kg.words import best, say

_SEVERITY = {"Violation": "error", "Warning": "warning", "Info": "info"}
_COMMENT = NamedNode(PREFIXES["rdfs"] + "comment")


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
        self._prefixes = dict(PREFIXES)

    @cached_property
    def _shapes(self) -> Facts:
        quads = [q for file in self._project.shapes for q in parse(file, self._prefixes)]
        return Facts(quad.triple for quad in quads)

    @cached_property
    def _names(self) -> Names:
        return Names(self._shapes)

    @cached_property
    def sets(self) -> dict[str, str]:
        """The set of each rule, by its id; the book's own rules win."""
        shapes = dict.fromkeys(self._names.rules, "shapes")
        return shapes | {known.id: known.set for known in rules.book().values()}

    def meant(self, name: str) -> str:
        """Return the id or set that a name means, whatever its case; sets also in Spanish.

        Raises UnknownName with the nearest.
        """
        if name in self.sets or name in SETS:
            return name
        known = {say(set, "es"): set for set in SETS}
        known |= {id.casefold(): id for id in [*self.sets, *SETS]}
        if name.casefold() in known:
            return known[name.casefold()]
        near = [known[one] for one in nearest(name.casefold(), known)]
        told = f"There is no rule or set of rules {name!r}; `kg rules` lists them."
        raise UnknownName(told, dict.fromkeys(near))

    def entries(self, set: str = "") -> list[Entry]:
        """Return all rules, or those of one set, set by set."""
        pages = [self.page(id) for id, of in self.sets.items() if set in ("", of)]
        found = [Entry(page.id, page.set, page.severity, page.problem) for page in pages]
        return sorted(found, key=lambda entry: (SETS.index(entry.set), entry.id))

    def page(self, id: str, store: Store | None = None) -> RulePage:
        """Return the page of a rule; with the graph's store, a shape's has an example from it.

        Raises UnknownName with the nearest ids.
        """
        id = self.meant(id)
        if id in rules.book():
            return rules.card(rules.book()[id], self._language)
        if id not in self.sets:
            raise UnknownName(f"{id} is a set of rules; `kg rules {id}` lists them.")
        shape, constraint = self._names.rules[id]
        constraints = [constraint] if constraint else self._names.constraints(shape)
        return RulePage(
            id,
            "shapes",
            problem=self._problem(shape, constraints),
            why=self._text(shape, sh("description")) or self._text(shape, _COMMENT),
            fix=" ".join(dict.fromkeys(fix(name, self._language) for name in constraints)),
            example="" if store is None else self._example(shape, store),
            severity=self._severity(shape),
        )

    def pages(self, ids: Collection[str], store: Store | None = None) -> tuple[RulePage, ...]:
        """Return the pages of those of `ids` that have one."""
        return tuple(self.page(id, store) for id in sorted(ids) if id in self.sets)

    def _problem(self, shape: Term, constraints: list[str]) -> str:
        """Return what a shape says is wrong: in its own words, else by its constraints."""
        told = []
        if "closed" in constraints:
            told.append(say("Only the properties of its kind belong on a thing.", self._language))
        rules = [shape, *self._shapes.values(shape, sh("sparql"))]
        own = [text for node in rules if (text := self._text(node, sh("message")))]
        told += own or [
            text
            for name in constraints
            if name != "closed"
            for value in self._shapes.values(shape, sh(name))
            if (text := self._default(shape, name, value))
        ]
        return " ".join(told) or self._text(shape, sh("name")) or self._text(shape, RDFS_LABEL)

    def _default(self, shape: Term, name: str, value: Term) -> str:
        """Return what is said of a breach of a constraint for which the shape has no words."""
        reader = Reader(self._shapes, (), self._prefixes)
        spelt = reader.property(shape)

        def shown(language: str) -> str:
            if name == "sparql":
                return self._names.of(shape, component(name))
            return reader.shown(value, language)

        told = _in(default(name, shown, spelt), self._language)
        return told if spelt in told else f"{spelt}: {told}"

    def _severity(self, shape: Term) -> str:
        found = self._shapes.values(shape, sh("severity"))
        names = [local_name(value.value) for value in found if isinstance(value, NamedNode)]
        return _SEVERITY.get(names[0], "error") if names else "error"

    def _text(self, shape: Term, predicate: NamedNode) -> str:
        return _in(self._shapes.values(shape, predicate), self._language)

    def _example(self, shape: Term, store: Store) -> str:
        """Return a line of the graph's own data that this rule is about, "" when there is none."""
        for path in self._shapes.values(shape, sh("path")):
            if isinstance(path, NamedNode):
                first = min(
                    (q for q in store.quads(None, path) if isinstance(q.subject, NamedNode)),
                    key=lambda quad: (str(quad.subject), str(quad.object)),
                    default=None,
                )
                if first is not None and not isinstance(first.object, BlankNode):
                    return " ".join(written(term, store.prefixes) for term in first.triple) + " ."
        return ""


def _in(texts: Iterable[Term], language: str) -> str:
    found = {text.language or "": text.value for text in texts if isinstance(text, Literal)}
    return " ".join(best(found, language).split())


def needed(names: Collection[str], sets: Mapping[str, str]) -> set[str]:
    """Return the sets that have to be checked for the rules and sets that are named."""
    return {sets.get(name, name) for name in names} if names else set(SETS)
