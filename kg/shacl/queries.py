"""Constraints that are SPARQL queries: sh:sparql, and validators of components that others define.

Sections 5 and 6 of SHACL (https://www.w3.org/TR/shacl/#sparql-constraints). A query is asked once
for all nodes wherever that gives the same as asking for each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg import sparql
from kg.errors import KgError
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


def template(text: str, where: str, bound: Mapping[str, Term]) -> Template:
    """Return the template of a query in which the parameters of a component are bound.

    Raises BadQuery.
    """
    is_ask = any(token.text.upper() == "ASK" for token in sparql.tokens(text))
    rows = {"this", "value"} if is_ask else {"this"}
    prebound = {"this", "shapesGraph", "currentShape", *bound, *rows}
    found = templates.read(text, prebound, rows, where)
    sparql.check(text, {}, where=where)
    Store().check(found.asked(lambda _: "", True), where)
    return found


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
class QueryConstraint:
    """A constraint that is a SELECT of what breaks it, or an ASK whether a value will do."""

    component: NamedNode
    template: Template
    where: str  # what the errors name
    bound: Mapping[str, Term]  # the parameters of the component
    messages: tuple[Literal, ...]
    default: tuple[Literal, ...]
    prefixes: Mapping[str, str]  # with which messages write names
    source: Term | None = None  # the sh:sparql that it stands in

    def check(self, run: Validation, shape: Shape, values: Values) -> Iterator[Found]:
        """Yield a result for each row of a SELECT, or each value for which an ASK says no."""
        constant = dict(self.bound)  # what is bound alike for every node
        if "currentShape" in self.template.variables:
            constant["currentShape"] = shape.node
        if "shapesGraph" in self.template.variables:
            constant["shapesGraph"] = run.answerer.shapes_graph
        find = self._refused if self.template.is_ask else self._selected
        for bound in find(run, constant, values):
            yield self._result(run, shape, {**constant, **bound})

    def _selected(
        self, run: Validation, constant: Mapping[str, Term], values: Values
    ) -> Iterator[dict[str, Term]]:
        for nodes in self._batches([(focus,) for focus in values]):
            rows = [(*node, *constant.values()) for node in nodes]
            for bound in self._answers(run, ["this", *constant], rows):
                focus = nodes[0][0] if len(nodes) == 1 else bound["this"]
                yield {**bound, "this": focus}

    def _refused(
        self, run: Validation, constant: Mapping[str, Term], values: Values
    ) -> Iterator[dict[str, Term]]:
        pairs = [(focus, value) for focus, found in values.items() for value in found]
        for batch in self._batches(pairs):
            rows = [(*pair, *constant.values(), Literal(n)) for n, pair in enumerate(batch)]
            bound = self._answers(run, ["this", "value", *constant, ROW], rows)
            kept = {row[ROW] for row in bound}
            for number, (focus, value) in enumerate(batch):
                if Literal(number) not in kept:
                    yield {"this": focus, "value": value}

    def _result(self, run: Validation, shape: Shape, bound: dict[str, Term]) -> Found:
        if bound.get("failure") == Literal(True):
            raise BadShape(f"{self.where}: its query says that it cannot judge this data.")
        focus, path = bound["this"], bound.get("path")
        value = bound.get("value", focus if shape.path is None else None)
        is_read = not self.template.is_ask and "value" not in self.template.made
        if value not in (None, focus) and is_read:
            value = run.answerer.as_written(value)
        said = bound.get("message")
        told = (said,) if isinstance(said, Literal) else self.messages or shape.messages
        words = tuple(filled(text, bound, self.prefixes) for text in told or self.default)
        place = path.value if isinstance(path, NamedNode) else None
        return result(self, shape, Violation(focus, value, place, words), self.source)

    def _batches(self, rows: Sequence[tuple[Term, ...]]) -> Iterable[Sequence[tuple[Term, ...]]]:
        """Return the rows that may be asked about together.

        The answer to a SELECT tells literals apart by value only, so each is asked for alone.
        """
        if not self.template.together:
            return [[row] for row in rows]
        lone = not self.template.is_ask
        alone = [[row] for row in rows if lone and isinstance(row[0], Literal)]
        rest = [row for row in rows if not (lone and isinstance(row[0], Literal))]
        return [*([rest] if rest else []), *alone]

    def _answers(
        self, run: Validation, names: Sequence[str], rows: Sequence[Sequence[Term]]
    ) -> Iterator[dict[str, Term]]:
        """Yield what each row of an answer binds, each once. Raises BadShape."""

        def table(wanted: frozenset[str]) -> str:
            columns = [number for number, name in enumerate(names) if name in wanted]
            part = dict.fromkeys(tuple(row[number] for number in columns) for row in rows)
            named = [names[number] for number in columns]
            return run.answerer.table(named, list(part)) if columns else ""

        try:
            found = run.answerer.select(self.template.asked(table, lone=len(rows) == 1))
        except (SyntaxError, OSError, RuntimeError, ValueError) as error:
            raise BadShape(f"{self.where}: its query cannot be answered: {error}") from error
        except KgError as error:
            raise BadShape(f"{self.where}: {error}") from error
        for row in dict.fromkeys(found.rows):
            yield {n: term for n, term in zip(found.columns, row, strict=True) if term is not None}
