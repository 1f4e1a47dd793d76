"""What comes back from a question: typed rows, the passages behind them, and how they print."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kg.cells import (
    WIDTH,
    ended,
    escaped,
    inert,
    markdown_row,
    not_xml,
    plain_table,
    records,
    stacked,
    visible,
    wrapped,
)
from kg.errors import KgError
from kg.formats import ANSWERS
from kg.rows import Passage, Row, Thing
from kg.terms import (
    PREFIXES,
    XSD_STRING,
    BlankNode,
    Literal,
    NamedNode,
    Term,
    curie,
    python_name,
    python_value,
)
from kg.words import say

if TYPE_CHECKING:
    import pandas

NOTES = ("note", "dateNote")  # the columns whose texts stand below a table


@dataclass
class Answer:
    """The rows of a SELECT, in the order of the question.

    `columns` are the variables of the question; `rows` are RDF terms, None where unbound;
    `facts` are, row by row, what the row rests on (empty for free SPARQL); `labels` names every
    IRI in the rows; `headings` names columns; `codes` names values such as "certain"; `complete`
    names what was asked about of which the source says that it names everybody or everything;
    `about` are the things that somebody asked about, as `kg show` takes them.
    Iterating gives `Row`s of Python values: Thing, str, int, Decimal, bool, datetime.date.
    """

    columns: tuple[str, ...]
    rows: list[tuple[Term | None, ...]]
    facts: list[tuple[str, ...]] = field(default_factory=list)
    passages: dict[str, list[Passage]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    headings: dict[str, str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    prefixes: Mapping[str, str] = field(default_factory=lambda: PREFIXES)
    question: str = ""
    language: str = "en"
    complete: tuple[str, ...] = ()
    about: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        names = self._names()
        for number, row in enumerate(self.rows):
            values = dict(zip(names, map(self._value, row), strict=True))
            yield Row(values, self.passages_of(number))

    def _names(self) -> list[str]:
        """Return the columns as Python names, as they are where two would become one."""
        names = [python_name(column) for column in self.columns]
        return names if len(set(names)) == len(names) else list(self.columns)

    def _value(self, term: Term | None) -> Any:
        if isinstance(term, NamedNode):
            return Thing(self.labels.get(term.value, term.value), term.value)
        if isinstance(term, Literal):
            return python_value(term)
        return None if term is None else str(term)

    def passages_of(self, number: int) -> list[Passage]:
        """Return the passages that row `number` (from 0) rests on, each once."""
        facts = self.facts[number] if self.facts else ()
        found = (passage for fact in facts for passage in self.passages.get(fact, ()))
        return list(dict.fromkeys(found))

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return the rows as dicts of plain Python values; things are given by their label."""
        return [{k: v.label if isinstance(v, Thing) else v for k, v in row.items()} for row in self]

    def to_pandas(self) -> pandas.DataFrame:
        """Return the rows as a data frame. Raises KgError when pandas is not installed."""
        try:
            import pandas
        except ImportError as error:
            raise KgError("A data frame needs pandas: pip install pandas.") from error
        return pandas.DataFrame(self.to_dicts(), columns=self._names())

    def text(self, term: Term | None) -> str:
        """Return a cell as people read it: a label, a word, a number; for free SPARQL both."""
        if term is None:
            return ""
        if isinstance(term, NamedNode):
            label, short = self.labels.get(term.value, ""), curie(term.value, self.prefixes)
            if self.question:
                return label or short
            return short if label in ("", short) else f"{short} ({label})"
        if isinstance(term, Literal):
            return self.codes.get(term.value, term.value)
        return str(term)

    def cells(self, evidence: bool = False) -> tuple[list[str], list[list[str]], list[str]]:
        """Return headings, rows of texts, and footnotes: what every table is drawn from.

        A column in which no row has anything is left out. Notes stand below the table, marked
        (1), (2) …, and so do passages, marked [1], [2] ….
        """
        shown = [
            number
            for number in range(len(self.columns))
            if not self.rows or any(row[number] is not None for row in self.rows)
        ]
        headings = [self.headings.get(self.columns[n], self.columns[n]) for n in shown]
        rows = [[visible(self.text(row[n])) for n in shown] for row in self.rows]
        notes: dict[str, int] = {}
        for at in [at for at, n in enumerate(shown) if self.columns[n] in NOTES]:
            for row in rows:
                row[at] = f"({notes.setdefault(row[at], len(notes) + 1)})" if row[at] else ""
        footnotes = [f"({number}) {note}" for note, number in notes.items()]
        if evidence:
            cited: dict[Passage, int] = {}
            for number, row in enumerate(rows):
                marks = [cited.setdefault(p, len(cited) + 1) for p in self.passages_of(number)]
                row.append(" ".join(f"[{mark}]" for mark in marks))
            headings.append(say("evidence", self.language))
            footnotes += [f"[{number}] {passage}" for passage, number in cited.items()]
        return headings, rows, footnotes

    def write(self, format: str = "table", evidence: bool = False) -> bytes:
        """Return the answer in one of the formats of answers, UTF-8.

        csv, tsv, json and xml are the W3C SPARQL 1.1 results formats
        (https://www.w3.org/TR/sparql11-overview/); an answer to a shipped question has in
        addition a column of labels beside each column of IRIs. excel is CSV with a byte order
        mark in which no cell can start a formula.
        """
        match format:
            case "table":
                return self.as_table(evidence).encode()
            case "markdown":
                return self.as_markdown(evidence).encode()
            case "json":
                return self._results_json(evidence)
            case "excel":
                return self._excel(evidence)
            case "csv" | "tsv" | "xml":
                if format == "xml" and any(map(not_xml, self._texts())):
                    raise KgError("XML cannot write a control character, and a cell has one.")
                from pyoxigraph import QueryResultsFormat, parse_query_results

                results = parse_query_results(self._results_json(evidence), QueryResultsFormat.JSON)
                written = results.serialize(format=getattr(QueryResultsFormat, format.upper()))
                return ended(written or b"")
        raise KgError(f"An answer has no format {format!r}; it has {', '.join(ANSWERS)}.")

    def _texts(self) -> Iterator[str]:
        return (term.value for row in self.rows for term in row if isinstance(term, Literal))

    def as_table(self, evidence: bool = False, width: int = WIDTH) -> str:
        """Return the answer as aligned text, long cells going on in the next line.

        Where columns would be too narrow, rows stand one below the other, a line per cell.
        """
        headings, rows, notes = self.cells(evidence)
        write = records if stacked(headings, rows, width) else plain_table
        body = write(headings, rows, width)
        below = "".join(wrapped(note, width) for note in notes)
        return body + ("\n" + below if below else "")

    def as_markdown(self, evidence: bool = False) -> str:
        """Return the answer as a Markdown table; nothing in a cell is taken for markup."""
        headings, rows, notes = self.cells(evidence)
        rule = "| " + " | ".join("---" for _ in headings) + " |\n"
        table = markdown_row(headings) + rule + "".join(map(markdown_row, rows))
        return table + ("\n" if notes else "") + "".join(f"- {escaped(note)}\n" for note in notes)

    def _wide(self, evidence: bool) -> tuple[list[str], list[list[Term | None]]]:
        """Return columns and rows for machines: labels beside IRIs, passages as text."""
        columns: list[str] = []
        rows: list[list[Term | None]] = [[] for _ in self.rows]
        for index, column in enumerate(self.columns):
            columns.append(column)
            terms = [row[index] for row in self.rows]
            for row, term in zip(rows, terms, strict=True):
                row.append(term)
            named = self.question and column + "Label" not in self.columns
            if named and any(isinstance(term, NamedNode) for term in terms):
                columns.append(column + "Label")
                for row, term in zip(rows, terms, strict=True):
                    row.append(None if term is None else Literal(self.text(term)))
        if evidence:
            columns += ["passages", "links"]
            for number, row in enumerate(rows):
                passages = self.passages_of(number)
                row.append(Literal("; ".join(passage.label for passage in passages)))
                row.append(Literal("; ".join(passage.link for passage in passages)))
        return columns, rows

    def _results_json(self, evidence: bool) -> bytes:
        """Return SPARQL 1.1 Query Results JSON (https://www.w3.org/TR/sparql11-results-json/)."""
        columns, rows = self._wide(evidence)
        bindings = [
            {c: _json_term(term) for c, term in zip(columns, row, strict=True) if term is not None}
            for row in rows
        ]
        document = {"head": {"vars": columns}, "results": {"bindings": bindings}}
        return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()

    def _excel(self, evidence: bool) -> bytes:
        """Return what a reader with a spreadsheet wants: headings, labels, notes in their cells."""
        headings = [self.headings.get(column, column) for column in self.columns]
        rows = [[self._excel_cell(term) for term in row] for row in self.rows]
        if evidence:
            headings += [say("evidence", self.language), "links"]
            for number, cells in enumerate(rows):
                passages = self.passages_of(number)
                cells.append(inert("; ".join(passage.label for passage in passages)))
                cells.append(inert("; ".join(passage.link for passage in passages)))
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(map(inert, headings))
        writer.writerows(rows)
        return b"\xef\xbb\xbf" + out.getvalue().encode()

    def _excel_cell(self, term: Term | None) -> str:
        """Return a cell that is no formula; numbers stay numbers."""
        number = isinstance(term, Literal) and isinstance(python_value(term), int | float | Decimal)
        return self.text(term) if number else inert(self.text(term))


def _json_term(term: Term) -> dict[str, str]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if not isinstance(term, Literal):
        raise KgError("A quoted triple has no form in the SPARQL 1.1 results formats.")
    written = {"type": "literal", "value": term.value}
    if term.language:
        written["xml:lang"] = term.language
    elif term.datatype.value != XSD_STRING:
        written["datatype"] = term.datatype.value
    return written
