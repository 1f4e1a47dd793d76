"""Which condition a fact fails, in words: what was asked beside what the fact has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kg.dressing import FACT
from kg.queries import Parameter
from kg.store import Store
from kg.terms import XSD, Literal, NamedNode, Term, al, expand
from kg.why_not.expecting import Row, values
from kg.why_not.filtering import Filters
from kg.why_not.reading import Condition, names
from kg.why_not.relaxing import Relaxation, Search, Values
from kg.why_not.report import Failure
from kg.why_not.sentences import Speech
from kg.words import a

_MOST = 3  # things named in one sentence
_MOST_CLASSES = 6  # classes that a question takes, named in one sentence


class Teller:
    """Says which conditions of a question the rows of one fact fail."""

    def __init__(
        self, speech: Speech, search: Search, given: Values, headings: Mapping[str, str]
    ) -> None:
        self._speech, self._search, self._given = speech, search, given
        self._filters = Filters(speech, headings, search.reading.bound)

    def failures(self, hit: Relaxation, rows: Sequence[Row]) -> tuple[Failure, ...]:
        """Return what the rows of a fact fail, values asked for first."""
        found = [self._of_parameter(parameter, rows) for parameter in hit.parameters]
        found += [self._of_condition(condition, rows) for condition in hit.conditions]
        return tuple(dict.fromkeys(found))

    def of_class(self, fact: NamedNode, asked: str) -> Failure:
        """Return that a fact is of another class than asked for, "" for one that has no date."""
        if not asked:
            return Failure("missing", "", (), (), self._speech.tell("undated"))
        kinds = [self._speech.noun(kind) for kind in self._speech.store.types(fact)]
        sentence = self._speech.tell("no class", found=self._speech.every(kinds), asked=asked)
        return Failure("class", "", (asked,), tuple(kinds), sentence)

    def _of_parameter(self, parameter: Parameter, rows: Sequence[Row]) -> Failure:
        given = self._given.get(parameter.name)
        asked = given if given is not None else default_of(parameter, self._speech.store)
        said = self._speech.name(asked) if isinstance(asked, NamedNode | Literal) else ""
        key, found = self._against(parameter, asked, rows)
        words = {"found": self._speech.either(found), "asked": said}
        option, help = parameter.option, parameter.help
        sentence = self._speech.tell(key, option=option, help=help, **words)
        if given is None:
            sentence += " " + self._speech.tell("default")
        kind = "date" if parameter.type == "date" else "value"
        return Failure(kind, option, (said,), found, sentence)

    def _against(
        self, parameter: Parameter, asked: object, rows: Sequence[Row]
    ) -> tuple[str, tuple[str, ...]]:
        """Return the sentence for a value asked for, and what the rows have in its place."""
        compared = self._search.compared(parameter)
        texts = sorted({text for name in compared for text in _texts(rows, name, parameter.type)})
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
            shown = shown or [v for v in _things(rows, name) if v != asked]
        shown = shown or self._search.in_place(parameter, rows)
        if not 0 < len(shown) <= _MOST:  # of very many, the value asked for is not one
            return "unmet", ()
        return "other", tuple(sorted(map(self._speech.name, shown)))  # rows have no order

    def _days(self, rows: Sequence[Row], days: list[str]) -> list[str]:
        """Return the date as the source has it, with the day compared when that is another."""
        written = values(rows, "date")
        for fact in [] if written else values(rows, FACT):
            written += self._speech.store.values(fact, al("date"))
        dates = list(dict.fromkeys(date.value for date in written if isinstance(date, Literal)))
        if not dates or any(day in dates for day in days):
            return days[:1] if len(days) == 1 else dates or days
        return [f"{date} ({' – '.join(days)})" for date in dates]

    def _of_condition(self, condition: Condition, rows: Sequence[Row]) -> Failure:
        asked = [self._speech.name(name) for name in self._names(condition.text)]
        things = (thing for name in condition.variables for thing in _things(rows, name))
        found = [
            word for word in dict.fromkeys(map(self._speech.name, things)) if word not in asked
        ]
        exists = condition.kind == "minus" or "EXISTS" in condition.text.upper()
        if not exists and asked and found:
            return self._of_list(condition, asked, found)
        sentence = self._filters.sentence(condition, rows)
        return Failure("condition", "", tuple(asked), (), sentence or self._unsaid(condition))

    def _of_list(self, condition: Condition, asked: list[str], found: list[str]) -> Failure:
        """Return that something is none of the classes, or words, that a question takes."""
        speech = self._speech
        kinds = all(map(speech.store.is_class, self._names(condition.text)))
        taken, shown = (
            [a(w, speech.language) if kinds else w for w in ws] for ws in (asked, found)
        )
        key = "values" if not kinds else "class" if len(asked) <= _MOST_CLASSES else "no such class"
        sentence = speech.tell(key, asked=speech.either(taken), found=speech.every(shown))
        return Failure("class", "", tuple(asked), tuple(found), sentence)

    def _unsaid(self, condition: Condition) -> str:
        """Return the failure of a condition that no value of the row tells of, "" for no words."""
        behind = " ".join(self._search.reading.bound.get(name, "") for name in condition.variables)
        named = [*map(self._speech.name, self._names(condition.text) or self._names(behind))]
        if not named:
            return ""
        if condition.kind == "values":
            return self._speech.tell("only", asked=self._speech.either(named))
        asked = self._speech.every(self._speech.quoted(sorted(named)))
        return self._speech.tell("condition", asked=asked)

    def _names(self, text: str) -> list[NamedNode]:
        found = self._speech.terms(names(text))
        return [name for name in found if not name.value.startswith(XSD)]


def default_of(parameter: Parameter, store: Store) -> Term:
    """Return the value that a question takes for a parameter when none is given."""
    text = parameter.default
    if text[:1] == '"':
        kind = NamedNode(XSD + ("date" if parameter.type == "date" else "string"))
        return Literal(text.split('"')[1], datatype=kind)
    return expand(text, store.prefixes) or Literal(text)


def _things(rows: Iterable[Row], name: str) -> list[NamedNode]:
    return [value for value in values(rows, name) if isinstance(value, NamedNode)]


def _texts(rows: Iterable[Row], name: str, kind: str) -> list[str]:
    """Return the dates, or the numbers, that rows have for a variable."""
    found = (value for value in values(rows, name) if isinstance(value, Literal))
    return [value.value for value in found if value.datatype.value == XSD + kind]
