"""Constraints that are SPARQL queries: sh:sparql, and validators of components that others define.

Sections 5 and 6 of SHACL (https://www.w3.org/TR/shacl/#sparql-constraints). A query is asked once
for all nodes wherever that gives the same as asking for each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg import sparql
from kg.errors import BadQuery, KgError
from kg.shacl import templates
from kg.shacl.facts import Facts, Values
from kg.shacl.messages import filled
from kg.shacl.model import Found, Shape, Validation, Violation, result
from kg.shacl.paths import Path
from kg.shacl.templates import ROW, Template
from kg.shacl.vocabulary import OWL_IMPORTS, BadShape, sh
from kg.store import Store
from kg.terms import PREFIXES, Literal, NamedNode, Term

_KNOWN = ("owl", "rdf", "rdfs", "sh", "xsd")


@dataclass(frozen=True)
class Query:
    """A query that finds what breaks a rule: its text with prefixes, and where it comes from."""

    text: str
    where: str
    bound: Mapping[str, Term]  # the parameters of the component
    messages: tuple[Literal, ...]
    prefixes: Mapping[str, str]  # with which messages write names
    template: Template = field(init=False)

    def __post_init__(self) -> None:
        """Read the template. Raises BadShape."""
        is_ask = any(token.text.upper() == "ASK" for token in sparql.tokens(self.text))
        rows = {"this", "value"} if is_ask else {"this"}
        prebound = {"this", "shapesGraph", "currentShape", *self.bound, *rows}
        try:
            template = templates.read(self.text, prebound, rows, self.where)
            sparql.check(self.text, {}, where=self.where)
            Store().check(template.asked(lambda _: "", True), self.where)
        except BadQuery as error:
            raise BadShape(str(error)) from error
        object.__setattr__(self, "template", template)


def text_of(text: str, path: Path | None, prefixes: Mapping[str, str]) -> str:
    """Return a query with its prefixes declared, and $PATH replaced by the path of the shape.

    Raises ValueError when it speaks of $PATH and there is none.
    """
    parts, end = [], 0
    for token in sparql.tokens(text):
        if token.text in ("$PATH", "?PATH"):
            if path is None:
                raise ValueError("its query speaks of $PATH, and it has no sh:path")
            parts += [text[end : token.offset], str(path) if path.predicate else f"({path})"]
            end = token.offset + len(token.text)
    used = {token.text.split(":")[0] for token in sparql.tokens(text) if token.kind == "name"}
    declared = [f"PREFIX {name}: <{prefixes[name]}>" for name in sorted(used & prefixes.keys())]
    return " ".join([*declared, "".join([*parts, text[end:]])])


def prefixes(shapes: Facts, node: Term) -> dict[str, str]:
    """Return the prefixes that a query may use: what sh:prefixes declares, and SHACL's own.

    Raises ValueError for a declaration without its two parts.
    """
    found = {name: PREFIXES[name] for name in _KNOWN}
    waiting = list(shapes.values(node, sh("prefixes")))
    seen: set[Term] = set()
    while waiting:
        source = waiting.pop()
        if source in seen:
            continue
        seen.add(source)
        waiting += shapes.values(source, OWL_IMPORTS)
        for declared in shapes.values(source, sh("declare")):
            names = shapes.values(declared, sh("prefix"))
            iris = shapes.values(declared, sh("namespace"))
            texts = [t.value for t in (*names, *iris) if isinstance(t, Literal)]
            if len(names) != 1 or len(iris) != 1 or len(texts) != 2:
                raise ValueError(
                    "a sh:declare needs one sh:prefix and one sh:namespace, both texts"
                )
            found[texts[0]] = texts[1]
    return found


@dataclass(frozen=True)
class SelectConstraint:
    """A constraint whose SELECT returns what breaks it."""

    component: NamedNode
    query: Query
    default: tuple[Literal, ...]
    source: Term | None = None  # the sh:sparql that it stands in

    def check(self, run: Validation, shape: Shape, values: Values) -> Iterator[Found]:
        """Yield a result for each row of the answer."""
        constant = _constant(run, shape, self.query)
        names = ["this", *constant]
        for nodes in _batches(self.query.template, [(focus,) for focus in values]):
            rows = [(*node, *constant.values()) for node in nodes]
            for bound in _answers(run, self.query, names, rows, lone=len(rows) == 1):
                focus = nodes[0][0] if len(nodes) == 1 else bound["this"]
                yield self._result(run, shape, {**constant, **bound, "this": focus})

    def _result(self, run: Validation, shape: Shape, bound: dict[str, Term]) -> Found:
        if bound.get("failure") == Literal(True):
            raise BadShape(f"{self.query.where}: its query says that it cannot judge this data.")
        focus, path = bound["this"], bound.get("path")
        value = bound.get("value", focus if shape.path is None else None)
        if value not in (None, focus) and "value" not in self.query.template.made:
            value = run.answerer.as_written(value)
        said = bound.get("message")
        told = (said,) if isinstance(said, Literal) else self.query.messages or shape.messages
        words = tuple(filled(text, bound, self.query.prefixes) for text in told or self.default)
        place = path.value if isinstance(path, NamedNode) else None
        return result(self, shape, Violation(focus, value, place, words), self.source)


@dataclass(frozen=True)
class AskConstraint:
    """A constraint whose ASK says of a value whether it will do."""

    component: NamedNode
    query: Query
    default: tuple[Literal, ...]

    def check(self, run: Validation, shape: Shape, values: Values) -> Iterator[Found]:
        """Yield a result for each value for which the answer is no."""
        constant = _constant(run, shape, self.query)
        names = ["this", "value", *constant, ROW]
        pairs = [(focus, value) for focus, found in values.items() for value in found]
        for batch in _batches(self.query.template, pairs):
            rows = [(*pair, *constant.values(), Literal(n)) for n, pair in enumerate(batch)]
            bound = _answers(run, self.query, names, rows, lone=len(rows) == 1)
            kept = {row[ROW] for row in bound}
            for number, (focus, value) in enumerate(batch):
                if Literal(number) not in kept:
                    told = self.query.messages or shape.messages or self.default
                    known = {**constant, "this": focus, "value": value}
                    words = tuple(filled(text, known, self.query.prefixes) for text in told)
                    yield result(self, shape, Violation(focus, value, None, words))


def _constant(run: Validation, shape: Shape, query: Query) -> dict[str, Term]:
    """Return what is bound alike for every node."""
    found = dict(query.bound)
    if "currentShape" in query.template.variables:
        found["currentShape"] = shape.node
    if "shapesGraph" in query.template.variables:
        found["shapesGraph"] = run.answerer.shapes_graph
    return found


def _batches(
    template: Template, rows: Sequence[tuple[Term, ...]]
) -> Iterable[Sequence[tuple[Term, ...]]]:
    """Return the rows that may be asked about together.

    The answer to a SELECT tells literals apart by value only, so each of them is asked for alone.
    """
    if not template.together:
        return [[row] for row in rows]
    alone = [] if template.is_ask else [row for row in rows if isinstance(row[0], Literal)]
    rest = [row for row in rows if template.is_ask or not isinstance(row[0], Literal)]
    return [*([rest] if rest else []), *([row] for row in alone)]


def _answers(
    run: Validation, query: Query, names: Sequence[str], rows: Sequence[Sequence[Term]], lone: bool
) -> Iterator[dict[str, Term]]:
    """Yield what each row of an answer binds, each once. Raises BadShape."""

    def table(wanted: frozenset[str]) -> str:
        columns = [number for number, name in enumerate(names) if name in wanted]
        part = dict.fromkeys(tuple(row[number] for number in columns) for row in rows)
        return (
            run.answerer.table([names[number] for number in columns], list(part)) if columns else ""
        )

    try:
        found = run.answerer.select(query.template.asked(table, lone))
    except (SyntaxError, OSError, RuntimeError, ValueError) as error:
        raise BadShape(f"{query.where}: its query cannot be answered: {error}") from error
    except KgError as error:
        raise BadShape(f"{query.where}: {error}") from error
    for row in dict.fromkeys(found.rows):
        yield {n: term for n, term in zip(found.columns, row, strict=True) if term is not None}
