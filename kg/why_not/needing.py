"""What a row would need that the graph does not have: how the question comes to its columns.

From the thing expected one condition after another is asked of the engine, as far as something
meets them; the first that nothing meets is what is lacking.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from kg.dressing import FACT
from kg.queries import Question
from kg.sparql import tokens
from kg.store import Store
from kg.terms import NamedNode, Term, curie, expand
from kg.why_not.expecting import Cell
from kg.why_not.filtering import is_simple, parted, parts, path_words
from kg.why_not.reading import Condition, Reading
from kg.why_not.sentences import a, listed, tell

_DATES = ("date", "earliest", "latest")
_MOST = 4  # classes, or things, that a sentence names


class Needs:
    """Says of things expected in columns what would have to name them there, and does not."""

    def __init__(
        self, store: Store, question: Question, values: Mapping[str, Term], language: str
    ) -> None:
        self._store, self._reading = store, Reading(question.bind(values))
        self._parameters = {parameter.name for parameter in question.parameters}
        self._language = language
        self.near: dict[
            NamedNode, str
        ] = {}  # facts of another class, with those asked for, or of no day

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
        required = [c for c in self._reading.conditions if not c.branch and self._ways(c, {column})]
        sources = self._sources(column)
        every = (*self._reading.conditions, *self._reading.optional)
        if not required and any(self._lists(condition, sources) for condition in every):
            return []
        lacking = []
        for condition in required or [c for c in every if self._ways(c, sources)]:
            for variable in self._ways(condition, sources | {column}):
                way = self._lacking(condition, variable, thing)
                if not way and not required:
                    return []
                lacking += [way] if way else []
        ways = list(dict.fromkeys(lacking))
        told = [[way] for way in ways] if required else [ways] if ways else []
        return [tell("needs", self._language, ways=listed(some, self._language)) for some in told]

    def _sources(self, column: str) -> set[str]:
        """Return a column with the variables that the question computes it from."""
        found, left = {column}, [column]
        while left:
            text = self._reading.bound.get(left.pop(), "")
            named = {token.text[1:] for token in tokens(text) if token.kind == "variable"} - found
            found |= named
            left += sorted(named)
        return found - self._parameters

    def _lists(self, condition: Condition, sources: set[str]) -> bool:
        """Say whether a condition gives a column its value in a way of which nothing is known.

        It lists the values, takes the class of something, or goes by any property.
        """
        if condition.kind != "triple":
            return condition.kind == "values" and bool(set(condition.variables) & sources)
        subject, path, value = parts(condition.text)
        return (path == "a" and value[1:] in sources) or (
            path[0] in "?$" and bool({subject[1:], value[1:]} & sources)
        )

    def _ways(self, condition: Condition, sources: set[str]) -> list[str]:
        """Return the variables of `sources` that a triple pattern gives their value."""
        variables = condition.variables
        if condition.kind != "triple" or condition.text.split()[1] == "a" or len(variables) != 2:
            return []
        if condition in self._reading.optional:  # it tells more of its subject, and gives it not
            variables = variables[1:]
        inside = self._reading.projected(condition.scope)
        seen = [name for name in variables if condition.scope == 0 or name in inside]
        return [name for name in seen if name in sources and self._names(condition)]

    def _lacking(self, first: Condition, variable: str, thing: NamedNode) -> str:
        """Return the first condition that nothing meets, from a thing onward; "" for none."""
        patterns = [
            c
            for c in self._reading.conditions
            if c.kind == "triple"
            and c.scope == first.scope
            and c.branch == first.branch[: len(c.branch)]
        ]
        found: dict[str, list[Term]] = {variable: [thing]}
        asked: list[Condition] = []
        following: Condition | None = first
        while following is not None:
            kinds = [c for c in patterns if self._limits(c, {*found, *following.variables})]
            rows = self._select([*asked, following, *kinds], variable, thing)
            if not rows:
                self._look_near([*asked, following], variable, thing)
                return self._told(following, found, asked)
            asked.append(following)
            found = {name: list(dict.fromkeys(row[name] for row in rows)) for name in rows[0]}
            left = (c for c in patterns if c not in asked and c.text.split()[1] != "a")
            following = next((c for c in left if set(c.variables) & set(found)), None)
        return ""

    def _look_near(
        self,
        conditions: Sequence[Condition],
        variable: str,
        thing: NamedNode,
    ) -> None:
        """Keep the facts that would do, were they not of another class, or undated."""
        path = parts(conditions[-1].text)[1]
        undated = path.split(":")[-1] in _DATES and conditions[:-1]
        asked = "" if undated else self._something(conditions[-1])
        rows = self._select(conditions[:-1] if undated else conditions, variable, thing)
        facts = [fact for row in rows if isinstance(fact := row.get(FACT), NamedNode)]
        self.near |= {fact: asked for fact in sorted(facts, key=str)}

    def _limits(self, condition: Condition, known: set[str]) -> bool:
        """Say whether a pattern gives the class of something known."""
        subject, path, *_ = condition.text.split()
        return path == "a" and subject[1:] in known

    def _select(
        self, conditions: Sequence[Condition], variable: str, thing: NamedNode
    ) -> list[dict[str, Term]]:
        """Return what meets some triple patterns, and what lists the values in them."""
        named = {name for condition in conditions for name in condition.variables}
        lists = [
            c.text
            for c in self._reading.conditions
            if c.scope == conditions[0].scope
            and c.branch == conditions[0].branch[: len(c.branch)]
            and _is_list(c)
            and set(c.variables) <= (named - self._parameters if c.kind == "values" else named)
        ]
        patterns = " ".join(f"{condition.text} ." for condition in conditions)
        text = (
            f"{self._reading.prologue} SELECT DISTINCT * WHERE {{ VALUES ?{variable} {{ {thing} }}"
        )
        selection = self._store.select(f"{text} {patterns} {' '.join(lists)} }}")
        return [
            {n: v for n, v in zip(selection.columns, row, strict=True) if v is not None}
            for row in selection.rows
        ]

    def _told(
        self, condition: Condition, found: Mapping[str, list[Term]], met: Sequence[Condition]
    ) -> str:
        """Return in words what nothing meets, with the things that were found so far."""
        subject, path, value = parts(condition.text)
        language, is_new = self._language, value[:1] == "?" and value[1:] not in found
        named = self._allowed(value) if is_new else self._value(value, found)
        is_new = not named
        words = {"value": named, "properties": path_words(self._store, path, self._language)}
        if subject[1:] in found:
            several = len(found[subject[1:]]) > 1 and met and condition.variables[0] in found
            if several and parts(met[0].text)[0] == subject:
                key = "also having" if is_new else "also having it as"
                first = {name: found[name] for name in met[0].variables[1:]}
                return self._told(met[0], first, ()) + tell(key, language, **words)
            key = "having" if is_new else "having it as"
            key = "dated" if is_new and path.split(":")[-1] in _DATES else key
            return tell(key, language, thing=self._things(found[subject[1:]]), **words)
        key = "has it as" if any(map(is_simple, parted(path, "|"))) else "tied to it"
        return tell(key, language, something=self._something(condition), **words)

    def _allowed(self, variable: str) -> str:
        """Return the only values that the question lets a variable have, "" for any."""
        told = [c for c in self._reading.conditions if _is_list(c) and c.text.count("?") == 1]
        lists = [c for c in told if c.variables == (variable[1:],)]
        return listed([self._words(n) for c in lists for n in self._names(c)], self._language)

    def _value(self, text: str, found: Mapping[str, list[Term]]) -> str:
        """Return in words what stands at the end of a pattern."""
        return self._things(found[text[1:]]) if text[:1] == "?" else self._word(text)

    def _things(self, things: Sequence[Term]) -> str:
        shown = [self._words(thing) for thing in things]
        return listed(shown[:_MOST] + ["…"] * (len(shown) > _MOST), self._language)

    def _something(self, condition: Condition) -> str:
        """Return the classes of which the subject of a pattern has to be one."""
        kinds = [expand(name, self._store.prefixes) for name in self._kinds(condition)]
        nouns = [a(self._words(kind), self._language) for kind in kinds if kind is not None]
        key = "of its kinds" if len(nouns) > _MOST else "something"
        few = 0 < len(nouns) <= _MOST
        return listed(nouns, self._language) if few else tell(key, self._language)

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
                told = [c for c in near if kind[1:] in c.variables and _is_list(c)]
                return tuple(dict.fromkeys(name for c in told for name in self._classes(c)))
        return ()

    def _classes(self, condition: Condition) -> list[str]:
        store = self._store
        found = self._names(condition)
        return [curie(name.value, store.prefixes) for name in found if store.is_class(name)]

    def _names(self, condition: Condition) -> list[NamedNode]:
        named = (expand(name, self._store.prefixes) for name in condition.names)
        return [name for name in named if name is not None]

    def _word(self, name: str) -> str:
        thing = expand(name, self._store.prefixes)
        return name if thing is None else self._words(thing)

    def _words(self, term: Term) -> str:
        return self._store.label(term, self._language)


def _is_list(condition: Condition) -> bool:
    """Say whether a condition only names what a variable may be: VALUES, or FILTER with IN."""
    text = condition.text
    return condition.kind == "values" or (
        condition.kind == "filter"
        and " IN " in text
        and not re.search(r"\|\||&&|EXISTS|NOT IN", text)
    )
