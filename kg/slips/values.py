"""Values that their datatype does not have: 30 February, a number with a comma."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg import datatypes
from kg.slips.fault import Fault, Graph
from kg.terms import XSD, XSD_STRING, Literal, NamedNode, Term

# Datatypes with an example of how they are written; the words for them are in `messages`.
EXAMPLES = {
    **dict.fromkeys("integer long int short byte positiveInteger nonNegativeInteger".split(), "27"),
    **dict.fromkeys("unsignedLong unsignedInt unsignedShort unsignedByte".split(), "27"),
    **dict.fromkeys(("nonPositiveInteger", "negativeInteger"), "-27"),
    **dict.fromkeys(("decimal", "float"), "27.5"),
    "double": "2.75E1",
    "boolean": "true",
    "date": "2019-01-23",
    "dateTime": "2019-01-23T14:30:00-04:00",
    "dateTimeStamp": "2019-01-23T14:30:00-04:00",
    "time": "14:30:00",
    "gYear": "2019",
    "gYearMonth": "2019-01",
    "gMonthDay": "--01-23",
    "gDay": "---23",
    "gMonth": "--01",
    "duration": "P2Y6M",
    "dayTimeDuration": "P3DT12H",
    "yearMonthDuration": "P2Y6M",
    "anyURI": "https://example.org/page",
    "language": "es-VE",
    "hexBinary": "0FB7",
    "base64Binary": "SGVsbG8=",
}
_DAY = re.compile(r"(-?\d{4,}-\d\d-\d\d)(T.*|Z|[+-]\d\d:\d\d)?")
_DATES = ("date", "dateTime", "dateTimeStamp")
_WITH_POINT = (XSD + "decimal", XSD + "double", XSD + "float")
_DAYS = {XSD + name for name in ("date", "dateTime", "gYear", "gYearMonth")}
_BARE = ("boolean", "integer", "decimal")  # these are written without quotes
_YES = ("true", "yes", "sí", "si", "verdadero")
_NO = ("false", "no", "falso")


def faults(graph: Graph) -> Iterator[Fault]:
    """Yield each triple whose value is not one of its datatype; unknown datatypes are let be.

    So is, last, each value that is of another kind than its property takes and plainly meant so.
    """
    for subject, predicate, value in graph.all:
        if isinstance(value, Literal) and datatypes.valid(value) is False:
            kind = value.datatype.value
            fillers = {
                "text": value.value if len(value.value) <= 60 else value.value[:59] + "…",
                "kind": graph.curie(kind),
                "datatype": kind,
                "example": EXAMPLES.get(kind.removeprefix(XSD), ""),
            }
            case, better = _case(value)
            if case == "no-full-day":
                fillers["first"] = value.value + "-01" * (3 - len(value.value.split("-")))
            link, near = NamedNode(predicate), (better,) if better else ()
            yield Fault("ill-typed-value", case, subject, link, value, "value", fillers, near)
    yield from _of_another_kind(graph)


def _of_another_kind(graph: Graph) -> Iterator[Fault]:
    told: dict[tuple[Term, str], list[Literal]] = {}
    for subject, predicate, value in graph.data:
        if isinstance(value, Literal):
            told.setdefault((subject, predicate), []).append(value)
    for (subject, predicate), values in told.items():
        kind = graph.schema.datatype(predicate)
        link = NamedNode(predicate)
        fillers = {"term": graph.curie(predicate), "datatype": kind}
        kinds = [value.datatype.value for value in values]
        if kind in _WITH_POINT and kinds == [XSD + "integer"] * 2:
            fillers["meant"] = ".".join(value.value for value in values)
            at = values[0]
            yield Fault("ill-typed-value", "comma", subject, link, at, "value", fillers)
            continue
        for value in values:
            if meant := _meant(value, kind):
                fillers |= {"written": _written(value, graph), "meant": meant}
                yield Fault("ill-typed-value", "other-kind", subject, link, value, "value", fillers)


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


def _written(value: Literal, graph: Graph) -> str:
    kind = value.datatype.value
    return str(value).replace(f"<{kind}>", graph.curie(kind))


def _case(literal: Literal) -> tuple[str, str]:
    """Tell what kind of slip it is, with the text that was meant where that is certain."""
    text, kind = literal.value, literal.datatype
    name = kind.value.removeprefix(XSD)
    better = " ".join(text.split())
    if better != text and datatypes.valid(Literal(better, datatype=kind)):
        return "space", better
    day = _DAY.fullmatch(text) if name in _DATES else None
    if day and not datatypes.valid(Literal(day[1], datatype=NamedNode(XSD + "date"))):
        return "no-day", ""
    if name == "date" and re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2]))?", text):
        return "no-full-day", ""
    for other in _repairs(text.strip(), name):
        if datatypes.valid(Literal(other, datatype=kind)):
            return "form", other
    return ("form" if name in EXAMPLES else "unknown-form"), ""


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
