"""Which condition a fact fails, in words: what was asked beside what the fact has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.dressing import FACT
from kg.queries import Parameter
from kg.sparql import tokens
from kg.store import Store
from kg.terms import (
    INFERRED,
    XSD,
    BlankNode,
    Literal,
    NamedNode,
    Term,
    al,
    curie,
    expand,
)
from kg.why_not.reading import Condition
from kg.why_not.relaxing import Hit, Search, Values
from kg.why_not.sentences import a, listed, tell

_MOST = 3  # things named in one sentence
_DATES = ("date", "earliest", "latest")
Row = Mapping[str, Term | None]


@dataclass(frozen=True)
class Failure:
    """One condition that is failed: its kind, what was asked, what was found, and a sentence."""

    kind: str  # "date", "value", "class", "missing", "present" or "condition"
    option: str  # the option that asked for it, "" for a condition of the question itself
    asked: tuple[str, ...]
    found: tuple[str, ...]
    sentence: str


class Teller:
    """Says which conditions of a question the rows of one fact fail."""

    def __init__(self, store: Store, search: Search, values: Values, language: str) -> None:
        self._store, self._search, self._values = store, search, values
        self._language = language

    def failures(self, hit: Hit, rows: Sequence[Row]) -> tuple[Failure, ...]:
        """Return what the rows of a fact fail, values asked for first."""
        found = [self._of_parameter(parameter, rows) for parameter in hit.relaxation.parameters]
        found += [self._of_condition(condition, rows) for condition in hit.relaxation.conditions]
        return tuple(dict.fromkeys(found))

    def named(self, fact: NamedNode, things: Iterable[NamedNode]) -> tuple[Failure, ...]:
        """Return as what a fact names some things, or the sides that are theirs."""
        found = []
        for thing in things:
            sides = {quad.subject for quad in self._store.quads(None, al("sideOf"), thing)}
            for term in (thing, *sorted(sides, key=str)):
                quads = self._store.quads(fact, None, term)
                told = {self.words(q.predicate) for q in quads if q.graph_name != INFERRED}
                if told:
                    found.append(self._naming(self.words(term), sorted(told)))
        return tuple(found)

    def _naming(self, name: str, properties: list[str]) -> Failure:
        """Return that a fact names something by some properties."""
        quoted = [tell("quoted", self._language, word=word) for word in properties]
        words = {"thing": name, "properties": listed(quoted, self._language, "and")}
        sentence = tell("names it as", self._language, **words)
        return Failure("named", "", (name,), tuple(properties), sentence)

    def words(self, term: Term | None) -> str:
        """Return a term as people read it."""
        return "" if term is None else self._store.label(term, self._language)

    def _of_parameter(self, parameter: Parameter, rows: Sequence[Row]) -> Failure:
        given = self._values.get(parameter.name)
        asked = given if given is not None else default_of(parameter, self._store)
        said = self.words(asked) if isinstance(asked, NamedNode | Literal | BlankNode) else ""
        key, found = self._against(parameter, asked, rows)
        words = {"asked": said, "option": parameter.option, "help": parameter.help}
        sentence = tell(key, self._language, found=listed(list(found), self._language), **words)
        if given is None:
            sentence += tell("default", self._language)
        kind = "date" if parameter.type == "date" else "value"
        return Failure(kind, parameter.option, (said,), found, sentence)

    def _against(
        self, parameter: Parameter, asked: object, rows: Sequence[Row]
    ) -> tuple[str, tuple[str, ...]]:
        """Return the sentence for a value asked for, and what the rows have in its place."""
        compared = self._search.compared(parameter)
        if parameter.type == "date":
            days = sorted({v.value for n in compared for v in _literals(rows, n) if _is_day(v)})
            day = asked.value if isinstance(asked, Literal) else ""
            if not days:
                return "day", ()
            key = "after" if days[0] > day else "before" if days[-1] < day else "day"
            return key, tuple(self._days(rows, days))
        if parameter.type == "integer":
            return "number", ()
        shown: list[Term] = []
        for name in (parameter.name, *self._search.equal_to(parameter)):
            shown = [v for v in _values(rows, name) if v != asked and isinstance(v, NamedNode)]
            if shown:
                break
        if not 0 < len(shown) <= _MOST:  # of very many, the value asked for is not one
            return "unmet", ()
        key = "other" if parameter.type == "thing" else "other kind"
        return key, tuple(sorted(self.words(value) for value in shown))  # rows have no order

    def _days(self, rows: Sequence[Row], days: list[str]) -> list[str]:
        """Return the date as the source has it, with the day compared when that is another."""
        written = [value.value for value in _literals(rows, "date")]
        for fact in [] if written else _values(rows, FACT):
            pairs = self._store.values(fact, al("date"))
            written += [value.value for value in pairs if isinstance(value, Literal)]
        if not written or any(day in written for day in days):
            return days[:1] if len(days) == 1 else list(dict.fromkeys(written)) or days
        return [f"{date} ({' – '.join(days)})" for date in dict.fromkeys(written)]

    def _of_condition(self, condition: Condition, rows: Sequence[Row]) -> Failure:
        if condition.kind == "triple":
            return self._of_triple(condition, rows)
        if condition.kind == "minus" or "EXISTS" in condition.text.upper():
            return self._of_pattern(condition)
        asked = [self.words(name) for name in self._names(condition)]
        found = [
            self.words(value)
            for name in condition.variables
            for value in _values(rows, name)
            if isinstance(value, NamedNode)
        ]
        found = [word for word in dict.fromkeys(found) if word not in asked]
        if not asked or not found:
            return self._of_pattern(condition)
        key = "class" if self._are_classes(condition) else "values"
        if key == "class":
            asked = [a(word, self._language) for word in asked]
            found = [a(word, self._language) for word in found]
        either, all_of = listed(asked, self._language), listed(found, self._language, "and")
        sentence = tell(key, self._language, asked=either, found=all_of)
        return Failure("class", "", tuple(asked), tuple(found), sentence)

    def _of_pattern(self, condition: Condition) -> Failure:
        """Return the failure of a condition that no value of the row tells of."""
        words = condition.text.upper()
        named = self._names(condition) or self._names(self._behind(condition))
        asked = [self.words(name) for name in named]
        negative = condition.kind == "minus" or "NOT EXISTS" in words
        if not negative and (condition.comment or not asked):
            said = condition.comment or " ".join(condition.text.split())
            sentence = tell("text condition", self._language, asked=said)
            return Failure("condition", "", (said,), (), sentence)
        key = "has" if negative else "condition"
        sentence = tell(key, self._language, asked=listed(asked, self._language))
        return Failure("present" if negative else "condition", "", tuple(asked), (), sentence)

    def _behind(self, condition: Condition) -> Condition:
        """Return what the question computes the variables of a condition from."""
        return replace(condition, text=self._search.bound(condition.variables))

    def _of_triple(self, condition: Condition, rows: Sequence[Row]) -> Failure:
        """Return the failure of a triple pattern: what the thing is, or what it lacks."""
        subject, path, value = _parts(condition.text)
        things = self._things(subject, rows)
        wanted = self._wanted(value)
        kinds = {kind for thing in things for kind in self._store.types(thing)}
        if path == "a" and isinstance(wanted, NamedNode) and kinds and wanted not in kinds:
            found = sorted(self.words(kind) for kind in kinds)
            shown = listed([a(kind, self._language) for kind in found], self._language, "and")
            asked = self.words(wanted)
            words = {"found": shown, "asked": asked, "thing": self._listed(things)}
            its_own = things == _values(rows, FACT)
            sentence = tell("no class" if its_own else "other thing", self._language, **words)
            return Failure("class", "", (asked,), tuple(found), sentence)
        its_own = FACT not in (rows[0] if rows else ()) or things == _values(rows, FACT)
        if path == "a" or not (things and its_own) or set(path) & set("^/+*!"):
            return self._of_pattern(condition)  # of something further off, or by a longer way
        properties = self._names(Condition("triple", path, 0, 0, ()))
        held = [v for t in things for p in properties for v in self._store.values(t, p)]
        if wanted in held or (wanted is None and held):
            return self._of_pattern(condition)  # it has that, and something else is wrong with it
        named = list(dict.fromkeys(self.words(name) for name in properties))
        if properties and all(curie(p.value).split(":")[-1] in _DATES for p in properties):
            return Failure("missing", "", tuple(named), (), tell("undated", self._language))
        return self._lacking(named, held, wanted)

    def _lacking(self, named: list[str], values: Sequence[Term], wanted: Term | None) -> Failure:
        """Return the failure of a fact that lacks a property, or has it with another value."""
        asked, value = listed(named, self._language), self.words(wanted)
        held = sorted({self.words(value) for value in values})
        if wanted is None:
            return Failure(
                "missing", "", tuple(named), (), tell("lacks", self._language, asked=asked)
            )
        key = "has instead" if held and len(named) == 1 else "lacks value"
        found = listed(held, self._language, "and")
        sentence = tell(key, self._language, asked=asked, value=value, found=found)
        return Failure("missing", "", (value,), tuple(held), sentence)

    def _listed(self, things: Sequence[Term]) -> str:
        return listed([self.words(thing) for thing in things[:_MOST]], self._language, "and")

    def _things(self, subject: str, rows: Sequence[Row]) -> list[Term]:
        if subject[:1] in "?$":
            return _values(rows, subject[1:])
        named = expand(subject, self._store.prefixes)
        return [] if named is None else [named]

    def _wanted(self, value: str) -> Term | None:
        """Return what a pattern asks for: a term written in it, or the value of a parameter."""
        if value[:1] in "?$":
            given = self._values.get(value[1:])
            defaults = (p for p in self._search.parameters() if p.name == value[1:])
            asked = given or next((default_of(p, self._store) for p in defaults), None)
            return asked if isinstance(asked, NamedNode | Literal) else None
        return expand(value, self._store.prefixes)

    def _names(self, condition: Condition) -> list[NamedNode]:
        found = (expand(name, self._store.prefixes) for name in condition.names)
        return [name for name in found if name is not None and not name.value.startswith(XSD)]

    def _are_classes(self, condition: Condition) -> bool:
        names = self._names(condition)
        return bool(names) and all(self._store.is_class(name) for name in names)


def _parts(text: str) -> tuple[str, str, str]:
    """Return subject, path and value of a triple pattern."""
    found = list(tokens(text))
    first, last = found[0], found[-1]
    path = text[first.offset + len(first.text) : last.offset].strip()
    return first.text, path, last.text


def default_of(parameter: Parameter, store: Store) -> Term:
    """Return the value that a question takes for a parameter when none is given."""
    text = parameter.default
    if text[:1] == '"':
        kind = NamedNode(XSD + ("date" if parameter.type == "date" else "string"))
        return Literal(text.split('"')[1], datatype=kind)
    return expand(text, store.prefixes) or Literal(text)


def _values(rows: Iterable[Row], name: str) -> list[Term]:
    """Return what rows have for a variable, each once, in the order of the rows."""
    return list(dict.fromkeys(value for row in rows if (value := row.get(name)) is not None))


def _literals(rows: Iterable[Row], name: str) -> list[Literal]:
    return [value for value in _values(rows, name) if isinstance(value, Literal)]


def _is_day(value: Literal) -> bool:
    return value.datatype.value == XSD + "date"
