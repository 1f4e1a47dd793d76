"""Waivers: findings that a project has decided to live with, each with its reason, in one file.

    [[waiver]]
    rule = "date-bounds"          # the rule
    thing = "id:ana-rompe"        # the thing, or: file = "data/x.ttl", or both
    value = "2019-02-30"          # only this value (may be left out)
    reason = "The source gives this date."
    until = 2027-06-30            # the last day it holds (may be left out)

A file that cannot be read hides what else is wrong, and a wrong accusation harms somebody: neither
can be waived. The waivers are checked themselves, so that none outlives its reason.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import nearest
from kg.lines import Lines
from kg.report import Finding, Waived
from kg.report.nodes import term
from kg.terms import Literal, NamedNode, curie
from kg.words import either, say

_KEYS = ("rule", "thing", "file", "value", "reason", "until")
_WANTED = {
    ("rule",): 'Say which rule is waived: rule = "…".',
    ("thing", "file"): 'Say for what it is waived: thing = "id:…" or file = "data/….ttl".',
    ("reason",): 'Say why: reason = "…".',
}
_NEVER = {  # by the set of a rule
    "syntax": "A file that cannot be read is never waived: it hides what else is wrong. Mend it.",
    "living-persons": (
        "A rule about what is said of people is never waived: a wrong accusation harms somebody, "
        "whatever the reason. Mend the fact."
    ),
    "waivers": "What is wrong with a waiver is never waived: mend the waiver.",
}
_UNREADABLE = 'The file cannot be read from here on (%s): write each line as name = "text".'
_BROKEN, _EXPIRED, _UNUSED = "waiver-broken", "waiver-expired", "waiver-unused"
Known = Callable[[], Collection[str]]
# What TOML is made of, as far as it takes to find tables and keys outside of texts and comments.
_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|\'{3}.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*'
    r"|^[ \t]*(?P<table>\[\[?[ \t]*[A-Za-z0-9_-]+[ \t]*\]\]?)"
    r"|^[ \t]*(?P<key>[A-Za-z0-9_-]+)(?=[ \t]*=)",
    re.DOTALL | re.MULTILINE,
)


@dataclass(frozen=True)
class Waiver:
    """One finding, or several of one rule, that a project lives with; "" is whatever there is."""

    rule: str
    reason: str
    thing: str = ""
    file: str = ""
    value: str = ""
    until: datetime.date | None = None
    line: int = 0
    column: int = 0

    def fits(self, finding: Finding) -> bool:
        """Say whether the finding is one of those that this waives."""
        things = (finding.thing, finding.focus, f"<{finding.focus}>")
        return (
            finding.rule == self.rule
            and (not self.thing or self.thing in things)
            and (not self.file or finding.file == self.file)
            and (not self.value or self.value in _spellings(finding))
        )


@dataclass(frozen=True)
class Sifted:
    """What waivers leave of findings, what they waive, and what is wrong with them themselves."""

    kept: tuple[Finding, ...]
    waived: tuple[Waived, ...]
    own: tuple[Finding, ...]


@dataclass(frozen=True)
class Waivers:
    """The waivers of a project, as they stand on a day."""

    waivers: tuple[Waiver, ...]
    broken: tuple[Finding, ...]  # what is wrong with the file
    name: str  # of the file
    today: datetime.date
    language: str = "en"

    def apply(
        self, findings: Iterable[Finding], unchecked: Collection[str] = (), known: Known = tuple
    ) -> Sifted:
        """Sift findings; the rules in `unchecked` did not run, so their waivers may lie idle.

        `known` returns the names of things and files, of which a waiver may misspell one.
        A waiver holds through its last day. After it what it waived comes back, with a finding
        that says so.
        """
        kept, waived = [], []
        used: set[Waiver] = set()
        fitted: set[Waiver] = set()
        for finding in findings:
            fitting = [waiver for waiver in self.waivers if waiver.fits(finding)]
            holding = [waiver for waiver in fitting if not self._expired(waiver)]
            used.update((holding or fitting)[:1])
            fitted.update(fitting)
            if holding:
                day = holding[0].until
                waived.append(Waived(finding, holding[0].reason, day.isoformat() if day else ""))
            else:
                kept.append(finding)
        own = list(self.broken)
        for waiver in self.waivers:
            if waiver in used and self._expired(waiver):
                own.append(self._late(waiver))
            elif waiver not in used and waiver.rule not in unchecked:
                own.append(self._idle(waiver, waiver in fitted, known))
        return Sifted(tuple(kept), tuple(waived), tuple(own))

    def _expired(self, waiver: Waiver) -> bool:
        return waiver.until is not None and waiver.until < self.today

    def _late(self, waiver: Waiver) -> Finding:
        words = "This waiver ended on %s: mend what is wrong, or give a new day and a reason."
        told = say(words, self.language) % waiver.until
        return self._finding("error", _EXPIRED, waiver, told)

    def _idle(self, waiver: Waiver, is_second: bool, known: Known) -> Finding:
        alone = "Nothing is wrong that this waiver would excuse: take it away."
        second = "Another waiver excuses the same: take one of the two away."
        told = say(second if is_second else alone, self.language)
        for name in (waiver.thing.strip("<>"), waiver.file):
            if name and not is_second and name not in (names := known()):
                if near := nearest(name, names, most=1, likeness=0.8):
                    told += " " + say("Did you mean %s?", self.language) % near[0]
        return self._finding("warning", _UNUSED, waiver, told)

    def _finding(self, severity: str, rule: str, waiver: Waiver, message: str) -> Finding:
        of = ", ".join(filter(None, (waiver.rule, waiver.thing, waiver.file, waiver.value)))
        place = (waiver.line, waiver.column)
        return Finding(severity, rule, self.name, *place, "", "", message, of)


def read(
    path: Path, name: str, today: datetime.date, rules: Mapping[str, str], language: str = "en"
) -> Waivers:
    """Return the waivers in a TOML file (none where there is no file), whatever is wrong with it.

    `name` is that of the file in findings, `rules` the set of each rule by its id. A waiver that
    is broken waives nothing.
    """
    reader = _Reader(name, rules, language)
    try:
        content = path.read_bytes() if path.exists() else b""
    except OSError as error:
        reader.fault((0, 0), "The file cannot be read: %s.", str(error.strerror))
        content = b""
    waivers = reader.waivers(content.removeprefix(b"\xef\xbb\xbf"))
    return Waivers(waivers, tuple(reader.faults), name, today, language)


Place = tuple[int, int]  # line and column, from 1; 0 where it is not known


class _Reader:
    """Reads one file, and takes note of what is wrong with it."""

    def __init__(self, name: str, rules: Mapping[str, str], language: str) -> None:
        self._name, self._rules, self._language = name, rules, language
        self.faults: list[Finding] = []

    def fault(self, place: Place, words: str, *fillers: str, near: Iterable[str] = ()) -> None:
        """Take note of a fault; `near` are names that may have been meant."""
        message = say(words, self._language)
        message = message % fillers if fillers else message
        if meant := ", ".join(near):
            message += " " + say("Did you mean %s?", self._language) % meant
        line, column = place
        self.faults.append(Finding("error", _BROKEN, self._name, line, column, "", "", message))

    def waivers(self, content: bytes) -> tuple[Waiver, ...]:
        """Return those of the waivers with which nothing is wrong."""
        document = self._document(content)
        if self.faults:
            return ()
        top, *tables = _places(content.decode("utf-8", "replace"))
        for key in sorted(document.keys() - {"waiver"}):
            place = top.get(key, (1, 1))
            near = nearest(key, ["waiver"])
            self.fault(place, "This file has no %s, only waivers: [[waiver]].", key, near=near)
        entries = document.get("waiver", [])
        if not isinstance(entries, list) or len(entries) != len(tables):
            place = top.get("waiver", (1, 1))
            self.fault(place, "Write each waiver below a line of its own: [[waiver]].")
            return ()
        read = [self._waiver(e, p) for e, p in zip(entries, tables, strict=True)]
        return tuple(waiver for waiver in read if waiver is not None)

    def _document(self, content: bytes) -> dict[str, Any]:
        """Return the file as TOML has it, nothing when it is none."""
        try:
            return tomllib.loads(content.decode())
        except UnicodeDecodeError as error:
            before = content[: error.start].decode("utf-8", "replace")
            place = Lines(before).place(len(before))
            self.fault(place, "This is no UTF-8: save the file in UTF-8.")
        except tomllib.TOMLDecodeError as error:
            told, _, where = str(error).rpartition(" (at ")
            at = re.match(r"line (\d+), column (\d+)", where)
            text = content.decode()
            place = (int(at[1]), int(at[2])) if at else Lines(text).place(len(text.rstrip()))
            line = "".join(text.splitlines()[place[0] - 1 : place[0]])
            if day := re.search(r"=\s*(\d{4}-\d\d-\d\d)\s*(#|$)", line):
                self.fault(place, "%s is no day of the calendar.", day[1])
            elif "'\\n'" in told or told == "Unterminated string":
                open_quote = ("The quote is not closed.", "Las comillas no están cerradas.")
                self.fault(place, either(*open_quote, self._language))
            else:
                self.fault(place, _UNREADABLE, told)
        return {}

    def _waiver(self, entry: dict[str, Any], places: dict[str, Place]) -> Waiver | None:
        """Return one waiver, None when something is wrong with it."""
        before = len(self.faults)
        start, meant = places[""], set(entry)
        for key in sorted(entry.keys() - set(_KEYS)):
            near = nearest(key, _KEYS)
            meant.update(near)
            self.fault(places.get(key, start), "A waiver has no %s.", key, near=near)
        for key in (key for key in _KEYS if key in entry):
            self._check(key, entry[key], places.get(key, start))
        for names, words in _WANTED.items():
            if not meant.intersection(names):
                self.fault(start, words)
        if len(self.faults) > before:
            return None
        line, column = start
        return Waiver(**entry, line=line, column=column)

    def _check(self, key: str, value: object, place: Place) -> None:
        """Take note of what is wrong with the value of a key."""
        if key == "until":
            if type(value) is not datetime.date:
                self.fault(place, "A day is written without quotes: until = 2027-06-30.")
        elif not isinstance(value, str) or not value.strip():
            self.fault(place, 'Write a text in quotes: %s = "…".', key)
        elif key == "rule":
            self._check_rule(value, place)

    def _check_rule(self, rule: str, place: Place) -> None:
        found = self._rules.get(rule, "")
        if rule not in self._rules:
            near = nearest(rule, self._rules)
            self.fault(place, "There is no rule %s.", rule, near=near)
        elif found in _NEVER:
            self.fault(place, _NEVER[found])


def _spellings(finding: Finding) -> list[str]:
    """Return the ways to write the value of a finding: as told, its text, its name, N-Triples."""
    read = term(finding.term)
    more = [curie(read.value)] if isinstance(read, NamedNode) else []
    more += [read.value] if isinstance(read, NamedNode | Literal) else []
    return [finding.value, finding.term, *more]


def _places(text: str) -> list[dict[str, Place]]:
    """Return the places of names above or outside of waivers, then of each waiver and its keys.

    The place of a waiver itself is under "".
    """
    tables: list[dict[str, Place]] = [{}]
    inside, place = tables[0], Lines(text).place
    for found in _TOKEN.finditer(text):
        table, key = found["table"], found["key"]
        if table:
            name = table.strip("[] \t")
            if table.startswith("[[") and name == "waiver":
                tables.append({"": place(found.start("table"))})
                inside = tables[-1]
            else:
                tables[0].setdefault(name, place(found.start("table")))
                inside = {}
        elif key:
            inside.setdefault(key, place(found.start("key")))
    return tables
