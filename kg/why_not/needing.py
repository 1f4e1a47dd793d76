"""What a row would need that the graph does not have: how the question comes to its columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kg.queries import Question
from kg.sparql import tokens
from kg.store import Store
from kg.terms import NamedNode, Term, curie, expand
from kg.why_not.expecting import Cell
from kg.why_not.reading import Condition, Reading
from kg.why_not.sentences import a, listed, tell

_MOST = 4  # classes that a sentence names


class Needs:
    """Says of things expected in columns what would have to name them there, and does not."""

    def __init__(
        self, store: Store, question: Question, values: Mapping[str, Term], language: str
    ) -> None:
        self._store, self._reading = store, Reading(question.bind(values))
        self._parameters = {parameter.name for parameter in question.parameters}
        self._language = language

    def unmet(self, cells: Iterable[Cell]) -> tuple[str, ...]:
        """Return a sentence for each need of the expected things that nothing meets."""
        found = [s for cell in cells for thing in cell.things for s in self._of(cell.column, thing)]
        return tuple(dict.fromkeys(found))

    def classes(self) -> tuple[str, ...]:
        """Return the classes that the question asks for, as prefix:name; () for none."""
        asked = [
            name
            for condition in self._reading.conditions
            if condition.kind != "minus" and "NOT EXISTS" not in condition.text.upper()
            for name in self._classes(condition)
        ]
        return tuple(dict.fromkeys(asked))

    def _of(self, column: str, thing: NamedNode) -> list[str]:
        """Return what one thing lacks for a column, or all the ways in which it could come there.

        What stands in a branch of a UNION, or in OPTIONAL, is one way among others: nothing is
        lacking while any of them is open.
        """
        patterns = [c for c in self._reading.conditions if not c.branch]
        required = [c for c in patterns if self._gives(c, {column})]
        if required:
            lacking = [c for c in required if not self._is_met(c, thing)]
            return [self._sentence([condition], thing) for condition in lacking]
        sources = self._sources(column)
        if self._comes_otherwise(sources):
            return []
        ways = [
            condition
            for condition in (*self._reading.conditions, *self._reading.optional)
            if self._gives(condition, sources)
        ]
        if not ways or any(self._is_met(condition, thing) for condition in ways):
            return []
        return [self._sentence(ways, thing)]

    def _sources(self, column: str) -> set[str]:
        """Return a column with the variables that the question computes it from."""
        found, left = {column}, [column]
        while left:
            text = self._reading.bound.get(left.pop(), "")
            named = {token.text[1:] for token in tokens(text) if token.kind == "variable"} - found
            found |= named
            left += sorted(named)
        return found

    def _comes_otherwise(self, sources: set[str]) -> bool:
        """Say whether a value may come from elsewhere: from VALUES, as a class or as a subject."""
        for condition in self._reading.conditions:
            named = set(condition.variables) & sources - self._parameters
            if condition.kind == "values" and named:
                return True
            if condition.kind == "triple":
                subject, path, *_, value = condition.text.split()
                if subject[1:] in sources or (path == "a" and value[1:] in sources):
                    return True
        return False

    def _gives(self, condition: Condition, variables: set[str]) -> bool:
        """Say whether a triple pattern gives one of some variables its value, by a property."""
        if condition.kind != "triple" or len(condition.variables) != 2:
            return False
        value, projected = condition.variables[1], self._reading.projected(condition.scope)
        inside = condition.scope == 0 or value in projected
        return inside and value in variables and bool(self._properties(condition))

    def _is_met(self, condition: Condition, thing: NamedNode) -> bool:
        """Say whether something of the classes asked for is tied to a thing as a pattern wants."""
        subject, value = condition.variables
        text = f"{self._reading.prologue} SELECT DISTINCT ?{subject} WHERE "
        text += f"{{ VALUES ?{value} {{ {thing} }} {condition.text} }}"
        rows = self._store.select(text).rows
        kinds = self._kinds(condition)
        tied = [row[0] for row in rows if row[0] is not None]
        return any(self._store.is_a(other, kinds) for other in tied)

    def _kinds(self, condition: Condition) -> tuple[str, ...]:
        """Return the classes of which the subject of a pattern has to be one; () for any."""
        subject = condition.variables[0]
        near = [
            c
            for c in self._reading.conditions
            if c.branch == condition.branch[: len(c.branch)] and c.scope in (0, condition.scope)
        ]
        for other in near:
            if other.kind == "triple" and other.text.split()[:2] == [f"?{subject}", "a"]:
                *_, kind = other.text.split()
                if kind[:1] != "?":
                    return tuple(self._classes(other))
                told = [c for c in near if c.kind != "triple" and kind[1:] in c.variables]
                found = [name for c in told for name in self._classes(c)]
                return tuple(dict.fromkeys(found)) if _is_list(told) else ()
        return ()

    def _classes(self, condition: Condition) -> list[str]:
        store = self._store
        named = (expand(name, store.prefixes) for name in condition.names)
        return [curie(n.value, store.prefixes) for n in named if n and store.is_class(n)]

    def _properties(self, condition: Condition) -> list[NamedNode]:
        named = (expand(name, self._store.prefixes) for name in condition.names)
        return [name for name in named if name is not None]

    def _sentence(self, ways: Sequence[Condition], thing: NamedNode) -> str:
        """Return that there is nothing by which a thing would come into a row."""
        told = list(dict.fromkeys(self._way(condition, thing) for condition in ways))
        return tell("needs", self._language, ways=listed(told, self._language))

    def _way(self, condition: Condition, thing: NamedNode) -> str:
        language = self._language
        kinds = [expand(name, self._store.prefixes) for name in self._kinds(condition)]
        nouns = [a(self._words(kind), language) for kind in kinds if kind is not None]
        something = listed(nouns, language) if nouns else tell("something", language)
        if len(nouns) > _MOST:
            something = tell("of its kinds", language)
        named = dict.fromkeys(map(self._words, self._properties(condition)))
        quoted = [tell("quoted", language, word=word) for word in named]
        direct = not set(condition.text) & set("^/+*!")
        key = "has it as" if direct else "tied to it"
        names = {"something": something, "thing": self._words(thing)}
        return tell(key, language, properties=listed(quoted, language), **names)

    def _words(self, term: Term) -> str:
        return self._store.label(term, self._language)


def _is_list(conditions: Sequence[Condition]) -> bool:
    """Say whether conditions only name what a variable may be: VALUES, or FILTER with IN."""
    return bool(conditions) and all(
        c.kind == "values" or (c.kind == "filter" and " IN " in c.text and "||" not in c.text)
        for c in conditions
    )
