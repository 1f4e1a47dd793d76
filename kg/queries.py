"""Questions that are files: read from `queries/*.rq`, given values, ready to run.

A question is a SPARQL SELECT that runs as it stands anywhere. Lines `#+ key: value` at its top
say what it asks; a line `VALUES ?name { default }  # (type) help` is a parameter, and names behind
the type are the only values it takes. Values are written into the braces by the engine's own term
printer, never by pasting what somebody typed.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg import dressing, names
from kg.answers import Answer
from kg.errors import BadFile, BadValue, UnknownName, did_you_mean, nearest
from kg.files import File
from kg.store import Store
from kg.terms import (
    XSD,
    Literal,
    NamedNode,
    Term,
    curie,
    expand,
    option_name,
    variable_name,
    whole,
)

TYPES = ("thing", "class", "date", "integer", "text", "concept")
RESERVED = ("evidence", "format", "help", "lang", "output", "row", "sparql")  # kg's own options
_HEADER = re.compile(r"#\+\s*([\w@-]+):\s*(.*?)\s*$")
_VALUES = re.compile(
    r"^(?P<head>\s*VALUES\s+\?(?P<name>\w+)\s*\{)(?P<value>[^}]*)(?P<tail>\}"
    r"\s*(?:#\s*\((?P<type>[^)]*)\)\s*(?P<help>.*?))?\s*)$"
)


@dataclass(frozen=True)
class Parameter:
    """A value that a question takes; `default` is as its file writes it, "" for none (UNDEF)."""

    name: str  # the variable: asOf
    type: str  # one of TYPES
    help: str
    default: str
    allowed: tuple[str, ...] = ()  # the only values, of things classes, of numbers the range

    @property
    def option(self) -> str:
        """Its name on the command line: `as-of`."""
        return option_name(self.name)


@dataclass(frozen=True)
class Question:
    """One `.rq` file: its name on the command line, what it asks, and its parameters."""

    name: str
    file: File
    text: str
    summaries: Mapping[str, str]  # by language
    tags: tuple[str, ...]
    page: str  # the parameter that receives the thing when this is a section of its page
    place: int  # which of those sections it is
    needs_inferred: bool
    scope: tuple[str, ...]  # the parameters that can be all that the source tells of something
    parameters: tuple[Parameter, ...] = field(default=())

    def summary(self, language: str = "en") -> str:
        """What it asks, in `language` or else in English."""
        return self.summaries.get(language) or self.summaries.get("en", self.name)

    def parameter(self, name: str) -> Parameter:
        """Return the parameter of any of its names (`asOf`, `as_of`, `as-of`).

        Raises UnknownName with the nearest ones.
        """
        for parameter in self.parameters:
            if parameter.name == variable_name(name):
                return parameter
        options = [parameter.option for parameter in self.parameters]
        raise UnknownName(
            f"The question {self.name} takes no {option_name(name)!r}; it takes "
            f"{', '.join(options) or 'nothing'}.",
            nearest(option_name(name), options),
        )

    def bind(self, values: Mapping[str, Term | Sequence[Term]]) -> str:
        """Return the SPARQL text with `values` (by variable) in the braces of its parameters.

        Several terms are asked about all at once; none is UNDEF, anything.

        >>> from pathlib import Path
        >>> question = parse(File(Path("q.rq"), "q.rq", "", b'''SELECT ?fact WHERE {
        ...   VALUES ?asOf { UNDEF }  # (date) done by this day
        ... }'''))
        >>> print(question.bind({"asOf": Literal("x")}))
        SELECT ?fact WHERE {
          VALUES ?asOf { "x" }  # (date) done by this day
        }
        """
        declared = {parameter.name for parameter in self.parameters}
        values = {name: term for name, term in values.items() if name in declared}
        lines = self.text.split("\n")
        for number, line in enumerate(lines):
            match = _VALUES.match(line)
            if match and match["name"] in values:
                given = values[match["name"]]
                terms = " ".join(map(str, given)) if isinstance(given, Sequence) else str(given)
                lines[number] = f"{match['head']} {terms or 'UNDEF'} {match['tail']}"
        return "\n".join(lines)


def parse(file: File) -> Question:
    """Read a question from its file. Raises BadFile with the line of what is wrong."""
    try:
        text = file.content.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise BadFile(file.name, f"is not UTF-8 text: {error.reason}") from error
    header: dict[str, str] = {}
    parameters: list[Parameter] = []
    for number, line in enumerate(text.split("\n"), 1):
        if match := _HEADER.match(line):
            header[match[1]] = match[2]
        elif (match := _VALUES.match(line)) and match["type"] is not None:
            kind, *allowed = match["type"].split() or [""]
            if kind not in TYPES:
                raise BadFile(
                    file.name,
                    f"a parameter has one of the types {', '.join(TYPES)}, not {kind!r}.",
                    number,
                    match.start("type") + 1,
                )
            if kind == "integer" and allowed and [whole(n) is None for n in allowed] != [False] * 2:
                raise BadFile(
                    file.name,
                    "behind integer stand the least and the most, as in (integer 0 100).",
                    number,
                    match.start("type") + 1,
                )
            if match["name"] in RESERVED:
                raise BadFile(
                    file.name,
                    f"a parameter cannot be called {match['name']}: kg has an option of that name.",
                    number,
                    match.start("name") + 1,
                )
            value = match["value"].strip()
            default = "" if value == "UNDEF" else value
            parameters.append(
                Parameter(match["name"], kind, match["help"], default, tuple(allowed))
            )
    summaries = {
        key.partition("@")[2] or "en": value
        for key, value in header.items()
        if key.partition("@")[0] == "summary"
    }
    place, _, page = header.get("page", "").rpartition(" ")
    if place and not place.isdecimal():
        raise BadFile(file.name, f"page is a number and a parameter, not {header['page']!r}.")
    return Question(
        name=file.path.stem,
        file=file,
        text=text,
        summaries=summaries,
        tags=tuple(tag.strip() for tag in header.get("tags", "").strip("[]").split(",") if tag),
        page=page,
        place=int(place or 0),
        needs_inferred="inferred" in header.get("needs", ""),
        scope=tuple(header.get("scope", "").split()),
        parameters=tuple(parameters),
    )


def find(name: str, questions: Mapping[str, File]) -> Question:
    """Return the question `name`. Raises UnknownName with the nearest ones."""
    if name not in questions:
        raise UnknownName(
            f"There is no question {name!r}; `kg query` lists them.", nearest(name, questions)
        )
    return parse(questions[name])


def value(text: str, parameter: Parameter, store: Store, language: str = "en") -> Term:
    """Return what somebody typed for a parameter as an RDF term of its type.

    Raises BadValue, or UnknownName and AmbiguousName for names.
    """
    match parameter.type:
        case "date":
            return date_term(text, parameter.option)
        case "integer":
            if not re.fullmatch(r"[+-]?\d+", text.strip()):
                raise BadValue(f"--{parameter.option} takes a whole number, not {text!r}.")
            least, most = parameter.allowed or (text, text)
            if not int(least) <= int(text) <= int(most):
                raise BadValue(f"--{parameter.option} takes {least} to {most}, not {text}.")
            return Literal(str(int(text)), datatype=NamedNode(XSD + "integer"))
        case "text":
            _check_allowed(text, text, parameter)
            return Literal(text)
        case "thing":
            try:
                return names.resolve(store, text, "thing", language, parameter.allowed)
            except BadValue as error:
                raise BadValue(f"--{parameter.option}: {error}") from error
    found = names.resolve(store, text, parameter.type, language)
    _check_allowed(curie(found.value, store.prefixes), text, parameter)
    return found


def _check_allowed(found: str, text: str, parameter: Parameter) -> None:
    """Raise BadValue when `found`, which somebody wrote as `text`, is not one of a few words."""
    if parameter.allowed and found not in parameter.allowed:
        near = did_you_mean(nearest(text, parameter.allowed))
        allowed = " or ".join(parameter.allowed)
        raise BadValue(f"--{parameter.option} takes {allowed}, not {text!r}.{near}")


def date_term(text: str, option: str) -> Literal:
    """Return a full day as an `xsd:date`. Raises BadValue for anything else.

    >>> date_term("2019-02-15", "as-of").value
    '2019-02-15'
    """
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text.strip()):
            day = datetime.date.fromisoformat(text.strip())
            return Literal(day.isoformat(), datatype=NamedNode(XSD + "date"))
    except ValueError:
        pass
    raise BadValue(f"--{option} takes a day of the calendar such as 2019-02-15, not {text!r}.")


def check_range(values: Mapping[str, Term]) -> None:
    """Raise BadValue when a range of days ends before it begins."""
    for start, end in (("from", "to"), ("since", "asOf")):
        first, last = values.get(start), values.get(end)
        if isinstance(first, Literal) and isinstance(last, Literal) and first.value > last.value:
            raise BadValue(f"--{start} {first.value} is after --{option_name(end)} {last.value}.")


def bound(question: Question, values: Mapping[str, Term], language: str) -> str:
    """Return the SPARQL of a question with `values` by variable.

    A parameter called `language` takes `language` unless a value says otherwise.
    """
    return question.bind({"language": Literal(language), **values})


def ask(
    store: Store, question: Question, values: Mapping[str, Term], language: str = "en"
) -> Answer:
    """Return the answer to a question with `values` by variable; the rest keep their defaults."""
    text = bound(question, values, language)
    selection = store.select(text, where=question.file.name)
    answer = dressing.dress(store, selection, language, question.name)
    given = (values.get(p.name) for p in question.parameters if p.type == "thing")
    shown = (curie(term.value, store.prefixes) for term in given if isinstance(term, NamedNode))
    answer.about = tuple(name.removeprefix("id:") for name in shown)
    answer.complete = dressing.complete(store, _scope(store, question, values), language)
    return answer


def _scope(store: Store, question: Question, values: Mapping[str, Term]) -> list[Term]:
    """Return the things that an answer would be about in full."""
    asked = [p for p in question.parameters if p.name in question.scope]
    things = (values.get(p.name) or expand(p.default, store.prefixes) for p in asked)
    return [thing for thing in things if thing is not None]
