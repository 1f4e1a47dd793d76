"""Dates whose first and last possible day are not those that the date allows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kg.dates import contradiction
from kg.findings import Offence, Teller, placed
from kg.report import Finding
from kg.terms import XSD, Literal, NamedNode, Term, Triple, al

_DATED = (
    ("date", "earliest", "latest"),
    ("claimedDate", "claimedEarliest", "claimedLatest"),
)


def wrong(data: Iterable[Triple], teller: Teller) -> Iterator[Finding]:
    """Yield a finding for each such date: at the one bound that is wrong, else at the date."""
    names = {al(name): name for names in _DATED for name in names}
    found: dict[Term, dict[str, list[Literal]]] = {}
    for triple in data:
        value = triple.object
        if triple.predicate in names and isinstance(value, Literal) and _is_date(value):
            told = found.setdefault(triple.subject, {})
            told.setdefault(names[triple.predicate], []).append(value)
    for thing, told in found.items():
        for date, *bounds in _DATED:
            if len(told.get(date, ())) == 1:  # of several the shapes tell
                days = {al(name): told[name][-1] for name in bounds if name in told}
                written = {al(name): f"al:{name}" for name in bounds}
                offence = Offence(thing, al(date), told[date][0], silent=True)
                yield from _told(offence, days, written, teller)


def _told(
    offence: Offence,
    days: Mapping[NamedNode, Literal],
    written: Mapping[NamedNode, str],
    teller: Teller,
) -> Iterator[Finding]:
    first, last = (days[name].value if name in days else "" for name in written)
    date = offence.value.value if isinstance(offence.value, Literal) else ""
    words = contradiction(date, first, last, teller.language, tuple(written.values()))
    if not words:
        return
    finding = teller.finding("date-bounds", "error", words, offence)
    odd = [name for name, day in days.items() if f"{written[name]} {day.value}" in words]
    if len(odd) == 1 and isinstance(offence.thing, NamedNode):
        finding = placed(finding, teller.positions.find(offence.thing, odd[0], days[odd[0]]))
    yield finding


def _is_date(value: Literal) -> bool:
    """Say whether a value is of a kind in which dates are written; others the shapes refuse."""
    return value.datatype.value in (XSD + "string", XSD + "date")
