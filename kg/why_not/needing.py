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
from kg.terms import PREFIXES, NamedNode, Term, curie
from kg.why_not.expecting import Cell, Row, rows_of, values
from kg.why_not.filtering import is_simple, parted, path_words
from kg.why_not.reading import Condition, Reading, variables
from kg.why_not.sentences import Speech

_BELOW = NamedNode(PREFIXES["rdfs"] + "subClassOf")
_DATES = ("date", "earliest", "latest")
_MOST = 4  # classes, or things, that a sentence names


class Needs:
    """Says of things expected in columns what would have to name them there, and does not."""

    def __init__(self, speech: Speech, reading: Reading, question: Question) -> None:
        self._speech, self._reading = speech, reading
        self._parameters = {parameter.name for parameter in question.parameters}
        # Facts of another class, with those asked for, or ("") of no day.
        self.near: dict[NamedNode, str] = {}

    def unmet(self, cells: Iterable[Cell]) -> tuple[str, ...]:
        """Return a sentence for each need of the expected things that nothing meets."""
        found = [s for cell in cells for thing in cell.things for s in self._of(cell.column, thing)]
        return tuple(dict.fromkeys(found))

    def classes(self) -> tuple[str, ...]:
        """Return the classes that the question asks of its facts, as prefix:name; () for none."""
        asked = [
            curie(kind.value, self._speech.store.prefixes)
            for condition in self._reading.conditions
            if condition.kind != "minus" and "NOT EXISTS" not in condition.text.upper()
            if condition.kind != "triple" or condition.subject == f"?{FACT}"
            for kind in self._classes(condition)
        ]
        return tuple(dict.fromkeys(asked))

    def above(self) -> tuple[str, ...]:
        """Return the classes just above those, of which a fact that would nearly do is one."""
        store = self._speech.store
        kinds = self._speech.terms(self.classes())
        found = (quad.object for kind in kinds for quad in store.asserted(kind, _BELOW))
        named = sorted({kind.value for kind in found if isinstance(kind, NamedNode)})
        return tuple(curie(name, store.prefixes) for name in named)

    def _of(self, column: str, thing: NamedNode) -> list[str]:
        """Return what one thing lacks for a column, or all the ways in which it could come there.

        What stands in a branch of a UNION, or in OPTIONAL, is one way among others: nothing is
        lacking while any of them is open.
        """
        conditions, sources = self._reading.conditions, self._sources(column)
        required = [c for c in conditions if not c.place.branch and self._ways(c, {column})]
        every = (*conditions, *self._reading.optional)
        if not required and any(self._lists(condition, sources) for condition in every):
            return []
        lacking = []
        for condition in required or every:
            for variable in self._ways(condition, sources | {column}):
                way = self._lacking(condition, variable, thing)
                if not way and not required:
                    return []
                lacking += [way] if way else []
        ways = list(dict.fromkeys(lacking))
        told = [[way] for way in ways] if required else [ways] if ways else []
        return [self._speech.tell("needs", ways=self._speech.either(some)) for some in told]

    def _sources(self, column: str) -> set[str]:
        """Return a column with the variables that the question computes it from."""
        found, left = {column}, [column]
        while left:
            named = set(variables(tokens(self._reading.bound.get(left.pop(), "")))) - found
            found |= named
            left += sorted(named)
        return found - self._parameters

    def _lists(self, condition: Condition, sources: set[str]) -> bool:
        """Say whether a condition gives a column its value in a way of which nothing is known.

        It lists the values, takes the class of something, or goes by any property.
        """
        subject, path, value = condition.subject, condition.path, condition.value
        if condition.kind != "triple":
            return condition.kind == "values" and bool(set(condition.variables) & sources)
        return (path == "a" and value[1:] in sources) or (
            path[0] in "?$" and bool({subject[1:], value[1:]} & sources)
        )

    def _ways(self, condition: Condition, sources: set[str]) -> list[str]:
        """Return the variables of `sources` that a triple pattern gives their value."""
        named, scope = condition.variables, condition.place.scope
        if condition.kind != "triple" or condition.path == "a" or len(named) != 2:
            return []
        if condition in self._reading.optional:  # it tells more of its subject, and gives it not
            named = named[1:]
        inside = self._reading.projected(scope)
        seen = [name for name in named if not scope or name in inside]
        return [name for name in seen if name in sources and condition.names]

    def _lacking(self, first: Condition, variable: str, thing: NamedNode) -> str:
        """Return the first condition that nothing meets, from a thing onward; "" for none."""
        beside = [c for c in self._reading.conditions if c.is_beside(first)]
        classes = [c for c in beside if c.path == "a"]
        left = [c for c in beside if c.kind == "triple" and c.path != "a" and c != first]
        start = f"VALUES ?{variable} {{ {thing} }}"
        found: dict[str, list[Term]] = {variable: [thing]}
        asked: list[Condition] = []
        following: Condition | None = first
        while following is not None:
            known = {*found, *following.variables}
            kinds = [c for c in classes if c.subject[1:] in known]
            rows = self._select([*asked, following, *kinds], start)
            if not rows:
                self._look_near([*asked, following], start)
                return self._told(following, found, asked)
            asked.append(following)
            found = {name: values(rows, name) for name in rows[0]}
            following = next((c for c in left if set(c.variables) & set(found)), None)
            left = [c for c in left if c != following]
        return ""

    def _look_near(self, conditions: Sequence[Condition], start: str) -> None:
        """Keep the facts that would do, were they not of another class, or undated."""
        undated = _is_date(conditions[-1]) and conditions[:-1]
        asked = "" if undated else self._something(conditions[-1])
        rows = self._select(undated or conditions, start)
        facts = [fact for row in rows if isinstance(fact := row.get(FACT), NamedNode)]
        self.near |= {fact: asked for fact in sorted(facts, key=str)}

    def _select(self, conditions: Sequence[Condition], start: str) -> list[Row]:
        """Return what meets some triple patterns, and what lists the values in them."""
        named = {name for condition in conditions for name in condition.variables}
        free = named - self._parameters
        lists = [
            c.text
            for c in self._reading.conditions
            if c.is_beside(conditions[0])
            and _is_list(c)
            and set(c.variables) <= (free if c.kind == "values" else named)
        ]
        patterns = " ".join(f"{condition.text} ." for condition in conditions)
        where = f"{{ {start} {patterns} {' '.join(lists)} }}"
        store = self._speech.store
        return rows_of(store, f"{self._reading.prologue} SELECT DISTINCT * WHERE {where}")

    def _told(
        self, condition: Condition, found: Mapping[str, list[Term]], met: Sequence[Condition]
    ) -> str:
        """Return in words what nothing meets, with the things that were found so far."""
        subject, path, value = condition.subject, condition.path, condition.value
        is_known = value[:1] != "?" or value[1:] in found
        named = self._value(value, found) if is_known else self._allowed(value[1:])
        as_what = " it as" if named else ""
        words = {"value": named, "properties": path_words(self._speech, path)}
        if subject[1:] not in found:
            key = "has it as" if any(map(is_simple, parted(path, "|"))) else "tied to it"
            return self._speech.tell(key, something=self._something(condition), **words)
        if len(found[subject[1:]]) > 1 and met and met[0].subject == subject:
            first = {name: found[name] for name in met[0].variables[1:]}
            also = self._speech.tell(f"also having{as_what}", **words)
            return f"{self._told(met[0], first, ())} {also}"
        key = "dated" if not named and _is_date(condition) else f"having{as_what}"
        return self._speech.tell(key, thing=self._things(found[subject[1:]]), **words)

    def _allowed(self, variable: str) -> str:
        """Return the only values that the question lets a variable have, "" for any."""
        told = [c for c in self._reading.conditions if _is_list(c) and c.text.count("?") == 1]
        terms = [t for c in told if c.variables == (variable,) for t in self._named(c)]
        return self._speech.either([self._speech.name(term) for term in terms])

    def _value(self, text: str, found: Mapping[str, list[Term]]) -> str:
        """Return in words what stands at the end of a pattern."""
        if text[:1] == "?":
            return self._things(found[text[1:]])
        return next(map(self._speech.name, self._speech.terms([text])), text)

    def _things(self, things: Sequence[Term]) -> str:
        shown = [self._speech.name(thing) for thing in things[:_MOST]]
        return self._speech.either(shown + ["…"] * (len(things) > _MOST))

    def _something(self, condition: Condition) -> str:
        """Return the classes of which the subject of a pattern has to be one."""
        kinds = self._kinds(condition)
        if 0 < len(kinds) <= _MOST:
            return self._speech.either([self._speech.noun(kind) for kind in kinds])
        return self._speech.tell("of its kinds" if kinds else "something")

    def _kinds(self, condition: Condition) -> list[NamedNode]:
        """Return the classes of which the subject of a pattern has to be one; none for any."""
        here = condition.place
        near = [
            c
            for c in self._reading.conditions
            if c.place.holds_at(here) and c.place.scope in (0, here.scope)
        ]
        subject = f"?{condition.variables[0]}"
        kind = next((c.value for c in near if c.path == "a" and c.subject == subject), "")
        if kind[:1] != "?":
            return self._speech.terms([kind])
        lists = [c for c in near if kind[1:] in c.variables and _is_list(c)]
        return list(dict.fromkeys(name for c in lists for name in self._classes(c)))

    def _classes(self, condition: Condition) -> list[NamedNode]:
        return [name for name in self._named(condition) if self._speech.store.is_class(name)]

    def _named(self, condition: Condition) -> list[NamedNode]:
        return self._speech.terms(condition.names)


def _is_date(condition: Condition) -> bool:
    """Say whether a triple pattern gives the date of something."""
    return condition.path.split(":")[-1] in _DATES


def _is_list(condition: Condition) -> bool:
    """Say whether a condition only names what a variable may be: VALUES, or FILTER with IN."""
    text = condition.text
    return condition.kind == "values" or (
        condition.kind == "filter"
        and " IN " in text
        and not re.search(r"\|\||&&|EXISTS|NOT IN", text)
    )
