"""What somebody expected to see in an answer: one row, told by the values of some columns."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
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
)
from kg.why_not.sentences import Speech

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


def rows_of(store: Store, text: str, where: str = "query") -> list[Row]:
    """Return the rows of a SELECT, each by variable. Raises BadQuery."""
    selection = store.select(text, where=where)
    return [dict(zip(selection.columns, row, strict=True)) for row in selection.rows]


def values(rows: Iterable[Row], variable: str) -> list[Term]:
    """Return what rows have for a variable, each once, in the order of the rows."""
    return list(dict.fromkeys(value for row in rows if (value := row.get(variable)) is not None))


def matches(cells: Sequence[Cell], row: Row) -> bool:
    """Say whether a row has every expected value."""
    return all(cell.holds(row.get(cell.column)) for cell in cells)


def column_of(name: str, columns: Sequence[str], headings: Mapping[str, str]) -> str:
    """Return the column of any of its names: variable, option, heading. Raises UnknownName."""
    wanted = fold(name).replace(" ", "")
    by_name = {fold(headings.get(c, c)).replace(" ", ""): c for c in reversed(columns)}
    by_name |= {fold(option_name(c)).replace(" ", ""): c for c in columns}
    if wanted in by_name:
        return by_name[wanted]
    shown = [option_name(column) for column in columns]
    raise UnknownName(
        f"The answer has no column {name!r}; it has {', '.join(shown)}.",
        nearest(option_name(name), shown),
    )


def cell(
    speech: Speech, column: str, seen: Collection[Term], text: str, codes: Mapping[str, str]
) -> Cell:
    """Return what was typed for a column as a value expected in it.

    `seen` are the values that stand there in answers, `codes` the words for such values.
    Raises UnknownName and AmbiguousName for names, BadValue for a malformed date.
    """
    if not text.strip():
        raise BadValue(f"--row {option_name(column)}= needs a value behind the sign.")
    wanted = fold(text)
    words = {fold(code) for code, said in codes.items() if fold(said) == wanted}
    words |= {wanted, _counted(text)} - {""}
    texts = {value.value for value in seen if isinstance(value, Literal)}
    named = [value for value in seen if isinstance(value, NamedNode)]
    has_days = all(map(_is_date, texts)) if texts else column in _DAYS and not named
    is_day = has_days and _is_date(text)
    things: tuple[NamedNode, ...] = ()
    if not is_day and not words & set(map(fold, texts)):
        if named or not seen:
            things = (_thing(speech, named, text),)
        elif has_days:
            days = "a date such as 2019-02-15 or 2019-02"
            raise BadValue(f"--row {option_name(column)} takes {days}, not {text!r}.")
    return Cell(column, text, things, tuple(sorted(words)), is_day)


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


def _thing(speech: Speech, named: Sequence[NamedNode], text: str) -> NamedNode:
    """Return the thing that `text` names: by a whole name in the column, else among such things.

    What only begins like a name in the column may be something that the column lacks, so that
    words of names are looked for in everything of the classes that stand there.
    """
    store, language = speech.store, speech.language
    called = store.named(fold(text))
    whole = [thing for thing in named if thing in called]
    if len(whole) == 1:
        return whole[0]
    kinds = {names.kind_of(store, thing) for thing in named}
    kind = kinds.pop() if len(kinds) == 1 else ""
    try:
        return names.resolve(store, text, kind, language, _classes(store, named))
    except (BadValue, UnknownName):  # of no class that stands there: the answer will say so
        return names.resolve(store, text, "", language)


def _classes(store: Store, things: Iterable[NamedNode]) -> tuple[str, ...]:
    """Return the classes of some things, as prefix:name; none when they tell nothing."""
    found = {kind for thing in things for kind in store.types(thing)} - {SKOS_CONCEPT}
    shown = [curie(kind.value, store.prefixes) for kind in found if isinstance(kind, NamedNode)]
    return tuple(sorted(shown)) if len(shown) <= _MOST_CLASSES else ()
