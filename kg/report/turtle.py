"""A report as an RDF graph: a `sh:ValidationReport` (SHACL, 3.6) written as Turtle.

SHACL has no words for files and lines. They are told with those that the W3C made for reports of
tests: `earl:pointer` (EARL 1.0) to a `ptr:LineCharPointer` (Pointer Methods in RDF 1.0), whose
`ptr:reference` is the file. A fact that a finding rests on is a pointer too, by
`dcterms:relation`. What was waived is no result.
"""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote

from kg import turtle
from kg.report import nodes
from kg.report.findings import Finding, Related, Report
from kg.report.texts import plain, shielded
from kg.terms import (
    BASE,
    PREFIXES,
    RDF_TYPE,
    XSD,
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
)

RULE = BASE + "rule/"  # before the id of a rule that is no shape
_OWN = {
    "earl": "http://www.w3.org/ns/earl#",
    "ptr": "http://www.w3.org/2009/pointers#",
    "rule": RULE,
}
_USED = ("al", "dcterms", "id", "rdf", "rdfs", "sh", "shape", "xsd")
_SEVERITY = {"error": "Violation", "warning": "Warning", "info": "Info"}
_PATHS = {  # SHACL, 2.3.1
    "^": "inversePath",
    "|": "alternativePath",
    "*": "zeroOrMorePath",
    "+": "oneOrMorePath",
    "?": "zeroOrOnePath",
}
_INTEGER, _BOOLEAN = NamedNode(XSD + "integer"), NamedNode(XSD + "boolean")
Node = NamedNode | BlankNode
Entry = tuple[NamedNode, Node | Literal]


def write(report: Report) -> str:
    """Return the report as Turtle; `sh:conforms` is true only when there is no result at all."""
    prefixes = {**{name: PREFIXES[name] for name in _USED}, **_OWN}
    written = turtle.write(_Graph(report).quads(), dict(sorted(prefixes.items())))
    return shielded(written.decode())


class _Graph:
    """The nodes of one report, named in the order in which they come."""

    def __init__(self, report: Report) -> None:
        self._report = report
        kinds = ("file", "path", "place", "thing")
        self._nodes: dict[str, dict[str, BlankNode]] = {kind: {} for kind in kinds}
        self._further: list[Quad] = []  # about places and paths

    def quads(self) -> list[Quad]:
        """Return the report, its results, places and files: each node in one piece."""
        findings = self._report.findings
        conforms = str(self._report.complete and not findings).lower()
        entries: list[Entry] = [
            (RDF_TYPE, _term("sh:ValidationReport")),
            (_term("sh:conforms"), Literal(conforms, datatype=_BOOLEAN)),
        ]
        results: list[Quad] = []
        for number, finding in enumerate(findings, 1):
            result = BlankNode(f"result{number}")
            entries.append((_term("sh:result"), result))
            results += _about(result, self._result(finding))
        files = []
        for name, node in self._nodes["file"].items():
            files += _about(node, [(_term("dcterms:identifier"), Literal(plain(name)))])
        return [*_about(BlankNode("report"), entries), *results, *self._further, *files]

    def _result(self, finding: Finding) -> list[Entry]:
        """Return what a result says; a rule that is no shape stands for its component too."""
        rule = nodes.iri(finding.shape) or _rule(finding.rule)
        language = self._report.language
        told = replace(finding, value="").told(language)  # the value has a property of its own
        entries: list[Entry] = [
            (RDF_TYPE, _term("sh:ValidationResult")),
            (_term("sh:focusNode"), self._focus(finding)),
            (_term("sh:resultMessage"), Literal(told, language=language)),
            (_term("sh:resultSeverity"), _term(f"sh:{_SEVERITY[finding.severity]}")),
            (_term("sh:sourceConstraintComponent"), nodes.iri(finding.component) or rule),
            (_term("sh:sourceShape"), rule),
        ]
        path, value = nodes.path(finding.path), nodes.term(finding.term)
        if path is not None:
            entries.append((_term("sh:resultPath"), self._path(path)))
        if value is not None:
            entries.append((_term("sh:value"), self._renamed(value)))
        entries += [(_term("dcterms:relation"), self._place(other)) for other in finding.related]
        if finding.file:
            entries.append((_term("earl:pointer"), self._place(finding)))
        return entries

    def _focus(self, finding: Finding) -> Node | Literal:
        """Return the thing; the file where no thing is meant, for each result must name one."""
        thing = nodes.term(finding.focus)
        if thing is not None:
            return self._renamed(thing)
        return self._node("file", finding.file) if finding.file else BlankNode("graph")

    def _place(self, at: Finding | Related) -> BlankNode:
        """Return the node of a pointer to a place, and keep what it says for later."""
        node = self._new("place")
        kind = "ptr:LineCharPointer" if at.line else "ptr:Pointer"
        entries: list[Entry] = [(RDF_TYPE, _term(kind))]
        if isinstance(at, Related):
            told = Literal(plain(at.message), language=self._report.language)
            entries.append((_term("rdfs:comment"), told))
        if at.column:
            entries.append((_term("ptr:charNumber"), _number(at.column)))
        if at.line:
            entries.append((_term("ptr:lineNumber"), _number(at.line)))
        if at.file:
            entries.append((_term("ptr:reference"), self._node("file", at.file)))
        self._further += _about(node, entries)
        return node

    def _path(self, path: nodes.Path) -> Node:
        """Return the node of a path as shapes write it, and keep what it says for later."""
        if isinstance(path, NamedNode):
            return path
        operator, parts = path
        inner = [self._path(part) for part in parts]
        if operator == "/":
            return self._list(inner)
        node = self._new("path")
        value = self._list(inner) if operator == "|" else inner[0]
        self._further += _about(node, [(_term(f"sh:{_PATHS[operator]}"), value)])
        return node

    def _list(self, members: list[Node]) -> Node:
        rest: Node = _term("rdf:nil")
        for member in reversed(members):
            node = self._new("path")
            self._further += _about(node, [(_term("rdf:first"), member), (_term("rdf:rest"), rest)])
            rest = node
        return rest

    def _new(self, kind: str) -> BlankNode:
        return self._node(kind, str(len(self._nodes[kind])))

    def _renamed(self, term: Node | Literal) -> Node | Literal:
        """Return a term, a blank node by a name that no node of the report itself has."""
        return self._node("thing", term.value) if isinstance(term, BlankNode) else term

    def _node(self, kind: str, name: str) -> BlankNode:
        """Return the node of that kind and name: thing1, thing2 … in the order of their coming."""
        known = self._nodes[kind]
        return known.setdefault(name, BlankNode(f"{kind}{len(known) + 1}"))


def _about(node: BlankNode, entries: list[Entry]) -> list[Quad]:
    """Return the quads of a node, equal properties side by side."""
    return [Quad(node, name, value, DefaultGraph()) for name, value in entries]


def _rule(rule: str) -> NamedNode:
    return NamedNode(RULE + quote(rule, safe="", errors="replace"))


def _number(number: int) -> Literal:
    return Literal(str(number), datatype=_INTEGER)


def _term(name: str) -> NamedNode:
    prefix, _, local = name.partition(":")
    return NamedNode((_OWN.get(prefix) or PREFIXES[prefix]) + local)
