"""Values that their datatype does not have: 30 February, a number with a comma."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg import datatypes
from kg.slips.fault import OWL, TYPE, Fault, Graph, slip
from kg.slips.messages import DATATYPES
from kg.slips.terms import COUNTS
from kg.terms import PREFIXES, XSD, XSD_STRING, Literal, NamedNode, Term

_DAY = re.compile(r"(-?\d{4,}-\d\d-\d\d)(T.*|Z|[+-]\d\d:\d\d)?")
_DATES = ("date", "dateTime", "dateTimeStamp")
_WITH_POINT = (XSD + "decimal", XSD + "double", XSD + "float")
_DAYS = {XSD + name for name in ("date", "dateTime", "gYear", "gYearMonth")}
_COUNT = XSD + "nonNegativeInteger"
_MOST, _PATH = PREFIXES["sh"] + "maxCount", PREFIXES["sh"] + "path"
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(,\d{3})+")
_BARE = ("boolean", "integer", "decimal")  # these are written without quotes
_YES = ("true", "yes", "sí", "si", "verdadero")
_NO = ("false", "no", "falso")


def faults(graph: Graph) -> Iterator[Fault]:
    """Yield each triple whose value is not one of its datatype; unknown datatypes are let be.

    So is, last, each value that is of another kind than its property takes and plainly meant so.
    """
    for row in graph.all:
        value = row[2]
        if isinstance(value, Literal) and datatypes.valid(value) is False:
            kind, text = value.datatype.value, value.value
            told = {"text": text if len(text) <= 60 else text[:59] + "…", "datatype": kind}
            told |= {"kind": graph.curie(kind), "first": text + "-01" * (2 - text.count("-"))}
            case, *better = _case(value)
            yield slip(case, row, near=better, **told)
        elif row[1] in COUNTS:
            if not isinstance(value, Literal) or datatypes.is_value_of(value, _COUNT) is False:
                written = value.value if isinstance(value, Literal) else str(value)
                yield slip("no-count", row, term=graph.curie(row[1]), written=written)
    yield from _of_another_kind(graph)


def _of_another_kind(graph: Graph) -> Iterator[Fault]:
    told: dict[tuple[Term, str], list[Literal]] = {}
    single = _single(graph)
    for subject, predicate, value in graph.data:
        if isinstance(value, Literal):
            told.setdefault((subject, predicate), []).append(value)
    for (subject, predicate), values in told.items():
        kind = graph.schema.datatype(predicate)
        what = {"term": graph.curie(predicate), "datatype": kind}
        if meant := _parted(values, kind, predicate in single):
            yield slip("comma", (subject, predicate, values[0]), meant=meant, **what)
            continue
        for value in values:
            if meant := _meant(value, kind):
                of = value.datatype.value
                written = str(value).replace(f"<{of}>", graph.curie(of))
                row = (subject, predicate, value)
                yield slip("other-kind", row, meant=meant, written=written, **what)


def _single(graph: Graph) -> set[str]:
    """Return the properties that take one value by the ontology or a shape."""
    functional = NamedNode(OWL + "FunctionalProperty")
    once = {s for s, p, o in graph.all if p == _MOST and isinstance(o, Literal) and o.value == "1"}
    paths = {str(o)[1:-1] for s, p, o in graph.all if p == _PATH and s in once}
    return paths | {str(s)[1:-1] for s, p, o in graph.all if p == TYPE and o == functional}


def _parted(values: list[Literal], kind: str, is_single: bool) -> str:
    """Return the number that a comma inside it has made two or more numbers, "" for none."""
    texts = [v.value for v in values if v.datatype.value == XSD + "integer"]
    if len(texts) < 2 or len(texts) < len(values):
        return ""
    if kind in _WITH_POINT and len(texts) == 2:
        return ".".join(texts)
    return "".join(texts) if is_single and _THOUSANDS.fullmatch(",".join(texts)) else ""


def _meant(value: Literal, kind: str) -> str:
    """Return how a value is written as the datatype that its property takes, "" if that is unsure.

    It is sure of a day where plain text is wanted, of a value that is right without its language,
    and where a number has a comma, or a truth is a yes or a no.
    """
    if kind == XSD_STRING:
        is_sure = value.language or value.datatype.value in _DAYS
        return str(Literal(value.value)) if is_sure else ""
    if not kind or not (value.language or value.datatype.value == XSD_STRING):
        return ""
    name = kind.removeprefix(XSD)
    for text in (value.value, *_repairs(value.value.strip(), name)):
        literal = Literal(text, datatype=NamedNode(kind))
        if (value.language or text != value.value) and datatypes.valid(literal):
            return text if name in _BARE else str(literal).replace(f"<{kind}>", f"xsd:{name}")
    return ""


def _case(literal: Literal) -> tuple[str, ...]:
    """Tell what kind of slip it is, with the text that was meant where that is certain."""
    text, kind = literal.value, literal.datatype
    name = kind.value.removeprefix(XSD)
    better = " ".join(text.split())
    if better != text and datatypes.valid(Literal(better, datatype=kind)):
        return "space", better
    day = _DAY.fullmatch(text) if name in _DATES else None
    if day and not datatypes.valid(Literal(day[1], datatype=NamedNode(XSD + "date"))):
        return ("no-day",)
    if name == "date" and re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2]))?", text):
        return ("no-full-day",)
    for other in _repairs(text.strip(), name):
        if datatypes.valid(Literal(other, datatype=kind)):
            return "form", other
    return ("form",) if DATATYPES.get(name, ("",))[0] else ("unknown-form",)


def _repairs(text: str, name: str) -> Iterator[str]:
    """Yield what was meant by a number, day or truth as people write them, if only one can be."""
    if name in _DATES:
        if parts := re.fullmatch(r"(\d{4})[-/.](\d\d?)[-/.](\d\d?)", text):
            yield f"{parts[1]}-{int(parts[2]):02}-{int(parts[3]):02}"
    elif name == "boolean":
        if text.lower() in _YES + _NO:
            yield "true" if text.lower() in _YES else "false"
    elif name in ("decimal", "float", "double"):
        if not re.search(r",\d{3}$", text):  # 1,200 may be a thousand and more, or one and more
            yield text.replace(",", ".")
    else:
        yield re.sub(r"(?<=\d)[ .,'](?=\d{3}(?!\d))", "", text)
