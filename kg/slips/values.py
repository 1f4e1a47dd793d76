"""Values that their datatype does not have: 30 February, a number with a comma."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg import datatypes
from kg.slips.fault import Fault, Graph
from kg.terms import XSD, Literal, NamedNode

# Datatypes with an example of how they are written; the words for them are in `messages`.
EXAMPLES = {
    **dict.fromkeys("integer long int short byte".split(), "27"),
    **dict.fromkeys("nonNegativeInteger unsignedLong unsignedInt unsignedShort".split(), "27"),
    "positiveInteger": "27",
    "unsignedByte": "27",
    "nonPositiveInteger": "-27",
    "negativeInteger": "-27",
    "decimal": "27.5",
    "float": "27.5",
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
_YES = ("true", "yes", "sí", "si", "verdadero")
_NO = ("false", "no", "falso")


def faults(graph: Graph) -> Iterator[Fault]:
    """Yield each triple whose value is not one of its datatype; unknown datatypes are let be."""
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
