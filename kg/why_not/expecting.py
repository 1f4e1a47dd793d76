"""What somebody expected to see in an answer: one row, told by the values of some columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg import dates, names
from kg.errors import BadValue, UnknownName, nearest
from kg.store import Store
from kg.terms import (
    SKOS_CONCEPT,
    Literal,
    NamedNode,
    Term,
    curie,
    fold,
    option_name,
    python_value,
    variable_name,
)

Row = Mapping[str, Term | None]
_AT_LEAST = re.compile(r"(?:at least|al menos|≥)\s*([\d.,]+)|([\d.,]+)\s*\+", re.IGNORECASE)
_THOUSANDS = re.compile(r"(?<=\d)[,.\u202f\u00a0](?=\d{3}(?!\d))")
_DAYS = ("date", "from", "to", "since", "day")  # columns of dates where no row has one
_MOST_CLASSES = 12  # of more, a column says nothing of what it holds


@dataclass(frozen=True)
class Cell:
    """One column with the value expected in it, as typed and as the things it may name."""

    column: str
    text: str
    things: tuple[NamedNode, ...] = ()
    words: tuple[str, ...] = ()  # folded texts that mean the same, such as a code and its label
    is_day: bool = False  # a date, of which every day and month within is one too

    def holds(self, term: Term | None) -> bool:
        """Say whether a value is the one expected."""
        if isinstance(term, NamedNode):
            return term in self.things
        if not isinstance(term, Literal):
            return False
        if self.is_day:
            return fold(term.value) in self.words or _is_within(term.value, self.text)
        value = python_value(term)
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if number and str(value) == self.text.strip():
            return True
        return fold(term.value) in self.words or _counted(term.value) in self.words

    def resembles(self, term: Term | None, said: str) -> bool:
        """Say whether a value has the very figures, or begins with the words, of the one expected.

        `said` is how it reads: "at least 27" has the figures of 27, "arrest order" is an arrest.
        """
        figures = figures_of(self.text)
        if figures and isinstance(term, Literal):
            return figures_of(term.value) == figures
        return term is not None and f"{fold(said)} ".startswith(f"{fold(self.text)} ")


def matches(cells: Sequence[Cell], row: Row) -> bool:
    """Say whether a row has every expected value."""
    return all(cell.holds(row.get(cell.column)) for cell in cells)


def column_of(name: str, columns: Sequence[str], headings: Mapping[str, str]) -> str:
    """Return the column of any of its names: variable, option, heading. Raises UnknownName."""
    wanted = fold(name).replace(" ", "")
    by_name = {fold(headings.get(c, c)).replace(" ", ""): c for c in reversed(columns)}
    by_name |= {fold(option_name(c)).replace(" ", ""): c for c in columns}
    if variable_name(name) in columns:
        return variable_name(name)
    if wanted in by_name:
        return by_name[wanted]
    shown = [option_name(column) for column in columns]
    raise UnknownName(
        f"The answer has no column {name!r}; it has {', '.join(shown)}.",
        nearest(option_name(name), shown),
    )


@dataclass(frozen=True)
class Column:
    """A column as it is seen in answers: its name, values, and the words for its codes."""

    name: str
    values: frozenset[Term]
    codes: Mapping[str, str]

    def has_things(self) -> bool:
        """Say whether things stand in it."""
        return any(isinstance(value, NamedNode) for value in self.values)

    def has_days(self, text: str) -> bool:
        """Say whether `text` is a date and stands where dates do, also where none is known yet."""
        texts = self.texts()
        dated = all(map(_is_date, texts)) if texts else self.name in _DAYS and not self.has_things()
        return dated and _is_date(text)

    def texts(self) -> list[str]:
        """Return the texts in it, sorted."""
        return sorted({value.value for value in self.values if isinstance(value, Literal)})


def cell(store: Store, column: Column, text: str, language: str) -> Cell:
    """Return what was typed for a column as a value expected in it.

    Raises UnknownName and AmbiguousName for names, BadValue for a malformed date.
    """
    wanted = fold(text)
    words = {wanted, _counted(text)} - {""} | {
        fold(code) for code, said in column.codes.items() if fold(said) == wanted
    }
    if not text.strip():
        raise BadValue(f"--row {option_name(column.name)}= needs a value behind the sign.")
    texts = {fold(value) for value in column.texts()}
    if words & texts and not column.has_days(text):
        return Cell(column.name, text, (), tuple(sorted(words)))
    if column.has_days(text):
        return Cell(column.name, text, (), tuple(sorted(words)), is_day=True)
    if column.values and not column.has_things():
        _check_text(column, text)
        return Cell(column.name, text, (), tuple(sorted(words)))
    thing = _thing(store, column, text, language)
    return Cell(column.name, text, (thing,), tuple(sorted(words)))


def _counted(text: str) -> str:
    """Return a count with "at least" as people write it with a sign behind: 27+.

    >>> _counted("at least 1,400"), _counted("≥ 27"), _counted("about 27")
    ('1400+', '27+', '')
    """
    match = _AT_LEAST.fullmatch(text.strip())
    return "".join(figures_of(match[1] or match[2])) + "+" if match else ""


def figures_of(text: str) -> list[str]:
    """Return the numbers in a text.

    >>> figures_of("between 1,400 and 2000")
    ['1400', '2000']
    """
    return re.findall(r"\d+(?:\.\d+)?", _THOUSANDS.sub("", text))


def _check_text(column: Column, text: str) -> None:
    """Raise BadValue for what cannot stand in a column of dates."""
    texts = column.texts()
    if all(map(_is_date, texts)) and not _is_date(text):
        raise BadValue(
            f"--row {option_name(column.name)} takes a date such as 2019-02-15 or 2019-02, "
            f"not {text!r}."
        )


def _is_within(text: str, whole: str) -> bool:
    """Say whether a date lies within another: a day within its month.

    >>> _is_within("2019-02-08", "2019-02"), _is_within("2019", "2019-02")
    (True, False)
    """
    if not _is_date(text):
        return False
    (first, last), (start, end) = dates.bounds(text), dates.bounds(whole)
    starts = start is None or (first is not None and first >= start)
    return starts and (end is None or (last is not None and last <= end))


def _is_date(text: str) -> bool:
    try:
        dates.bounds(text)
    except ValueError:
        return False
    return True


def _thing(store: Store, column: Column, text: str, language: str) -> NamedNode:
    """Return the thing that `text` names: by a whole name in the column, else among such things.

    What only begins like a name in the column may be something that the column lacks, so that
    words of names are looked for in everything of the classes that stand there.
    """
    named = [value for value in column.values if isinstance(value, NamedNode)]
    whole = _called(store, named, text)
    if len(whole) == 1:
        return whole[0]
    kinds = {names.kind_of(store, thing) for thing in named}
    kind = kinds.pop() if len(kinds) == 1 else ""
    try:
        return names.resolve(store, text, kind, language, _classes(store, named))
    except (BadValue, UnknownName):  # of no class that stands there: the answer will say so
        return names.resolve(store, text, "", language)


def _called(store: Store, things: Iterable[Term], text: str) -> list[NamedNode]:
    """Return those of `things` that are called `text`: by a whole name, slug or IRI."""
    slug = fold(text).replace(" ", "-")
    called = store.named(fold(text))
    found = []
    for thing in things:
        if isinstance(thing, NamedNode):
            short = curie(thing.value, store.prefixes)
            known = text in (thing.value, short, f"<{thing.value}>")
            if known or thing in called or short.partition(":")[2] == slug:
                found.append(thing)
    return sorted(found, key=lambda thing: thing.value)


def _classes(store: Store, things: Iterable[NamedNode]) -> tuple[str, ...]:
    """Return the classes of some things, as prefix:name; none when they tell nothing."""
    found = {kind for thing in things for kind in store.types(thing)} - {SKOS_CONCEPT}
    shown = [curie(kind.value, store.prefixes) for kind in found if isinstance(kind, NamedNode)]
    return tuple(sorted(shown)) if len(shown) <= _MOST_CLASSES else ()
