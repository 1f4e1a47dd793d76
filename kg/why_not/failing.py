"""Which condition a fact fails, in words: what was asked beside what the fact has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.dressing import FACT
from kg.queries import Parameter
from kg.store import Store
from kg.terms import XSD, Literal, NamedNode, Term, al, expand
from kg.why_not.expecting import Row
from kg.why_not.filtering import Filters
from kg.why_not.reading import Condition
from kg.why_not.relaxing import Hit, Search, Values
from kg.why_not.sentences import a, listed, tell

_MOST = 3  # things named in one sentence
_MOST_CLASSES = 6  # classes that a question takes, named in one sentence


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

    def __init__(
        self, store: Store, search: Search, values: Values, headings: Mapping[str, str]
    ) -> None:
        self._store, self._search, self._values = store, search, values
        language = values.get("language")
        self._language = language.value if isinstance(language, Literal) else "en"
        self._filters = Filters(store, headings, search.bound, self._language)

    def failures(self, hit: Hit, rows: Sequence[Row]) -> tuple[Failure, ...]:
        """Return what the rows of a fact fail, values asked for first."""
        found = [self._of_parameter(parameter, rows) for parameter in hit.relaxation.parameters]
        found += [self._of_condition(condition, rows) for condition in hit.relaxation.conditions]
        return tuple(dict.fromkeys(found))

    def of_class(self, fact: NamedNode, asked: str) -> Failure:
        """Return that a fact is of another class than asked for, "" for one that has no date."""
        if not asked:
            return Failure("missing", "", (), (), tell("undated", self._language))
        kinds = [a(self.words(kind), self._language) for kind in self._store.types(fact)]
        found = listed(kinds, self._language, "and")
        sentence = self._told("no class", found=found, asked=asked)
        return Failure("class", "", (asked,), tuple(kinds), sentence)

    def words(self, term: Term | None) -> str:
        """Return a term as people read it."""
        return "" if term is None else self._store.label(term, self._language)

    def _told(self, key: str, **words: str | Iterable[str]) -> str:
        """Return a sentence with its words put in; of several properties each in quotes."""
        said = {
            name: word if isinstance(word, str) else self._quoted(sorted(word))
            for name, word in words.items()
        }
        return tell(key, self._language, **said)

    def _quoted(self, words: Sequence[str]) -> str:
        quoted = [tell("quoted", self._language, word=word) for word in words]
        return listed(quoted, self._language, "and")

    def _of_parameter(self, parameter: Parameter, rows: Sequence[Row]) -> Failure:
        given = self._values.get(parameter.name)
        asked = given if given is not None else default_of(parameter, self._store)
        said = self.words(asked) if isinstance(asked, NamedNode | Literal) else ""
        key, found = self._against(parameter, asked, rows)
        shown = listed(list(found), self._language)
        option, help = parameter.option, parameter.help
        sentence = self._told(key, found=shown, asked=said, option=option, help=help)
        if given is None:
            sentence += tell("default", self._language)
        kind = "date" if parameter.type == "date" else "value"
        return Failure(kind, parameter.option, (said,), found, sentence)

    def _against(
        self, parameter: Parameter, asked: object, rows: Sequence[Row]
    ) -> tuple[str, tuple[str, ...]]:
        """Return the sentence for a value asked for, and what the rows have in its place."""
        compared = self._search.compared(parameter)
        texts = sorted({v.value for n in compared for v in _literals(rows, n, parameter.type)})
        if parameter.type == "date":
            day = asked.value if isinstance(asked, Literal) else ""
            if not texts:
                return "day", ()
            key = "after" if texts[0] > day else "before" if texts[-1] < day else "day"
            return key, tuple(self._days(rows, texts))
        if parameter.type == "integer":
            return ("number" if texts else "unmet"), tuple(texts)
        shown: list[Term] = []
        for name in (parameter.name, *self._search.equal_to(parameter)):
            shown = [v for v in _values(rows, name) if v != asked and isinstance(v, NamedNode)]
            if shown:
                break
        if not 0 < len(shown) <= _MOST:  # of very many, the value asked for is not one
            return "unmet", ()
        return "other", tuple(sorted(self.words(value) for value in shown))  # rows have no order

    def _days(self, rows: Sequence[Row], days: list[str]) -> list[str]:
        """Return the date as the source has it, with the day compared when that is another."""
        written = [value.value for value in _values(rows, "date") if isinstance(value, Literal)]
        for fact in [] if written else _values(rows, FACT):
            pairs = self._store.values(fact, al("date"))
            written += [value.value for value in pairs if isinstance(value, Literal)]
        if not written or any(day in written for day in days):
            return days[:1] if len(days) == 1 else list(dict.fromkeys(written)) or days
        return [f"{date} ({' – '.join(days)})" for date in dict.fromkeys(written)]

    def _of_condition(self, condition: Condition, rows: Sequence[Row]) -> Failure:
        asked = [self.words(name) for name in self._names(condition)]
        found = [
            self.words(value)
            for name in condition.variables
            for value in _values(rows, name)
            if isinstance(value, NamedNode)
        ]
        found = [word for word in dict.fromkeys(found) if word not in asked]
        exists = condition.kind == "minus" or "EXISTS" in condition.text.upper()
        if not exists and asked and found:
            return self._of_list(condition, asked, found)
        sentence = self._filters.sentence(condition, rows)
        return Failure("condition", "", tuple(asked), (), sentence or self._unsaid(condition))

    def _of_list(self, condition: Condition, asked: list[str], found: list[str]) -> Failure:
        """Return that something is none of the classes, or words, that a question takes."""
        kinds = all(self._store.is_class(name) for name in self._names(condition))
        taken, shown = ([a(w, self._language) if kinds else w for w in ws] for ws in (asked, found))
        either, is_one = listed(taken, self._language), listed(shown, self._language, "and")
        key = "values" if not kinds else "class" if len(asked) <= _MOST_CLASSES else "no such class"
        sentence = self._told(key, asked=either, found=is_one)
        return Failure("class", "", tuple(asked), tuple(found), sentence)

    def _unsaid(self, condition: Condition) -> str:
        """Return the failure of a condition that no value of the row tells of, "" for no words."""
        if condition.comment and self._language == "en":
            return self._told("text condition", asked=condition.comment)
        behind = " ".join(self._search.bound.get(name, "") for name in condition.variables)
        named = self._names(condition) or self._names(Condition("filter", behind, 0, 0, ()))
        if condition.kind == "values":
            asked = listed([self.words(name) for name in named], self._language)
            return self._told("only", asked=asked) if named else ""
        return self._told("condition", asked={self.words(name) for name in named}) if named else ""

    def _names(self, condition: Condition) -> list[NamedNode]:
        found = (expand(name, self._store.prefixes) for name in condition.names)
        return [name for name in found if name is not None and not name.value.startswith(XSD)]


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


def _literals(rows: Iterable[Row], name: str, kind: str) -> list[Literal]:
    """Return the dates, or the numbers, that rows have for a variable."""
    found = (value for value in _values(rows, name) if isinstance(value, Literal))
    return [value for value in found if value.datatype.value == XSD + kind]
