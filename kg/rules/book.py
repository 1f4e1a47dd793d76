"""The rule book: what must not be, why, and what to write instead, one file for each rule.

A file is called after its rule: `ID.rq` where a SELECT finds what breaks it, `ID.txt` where the
engine, the shapes or Python do. Its head are lines `#+ key: value`, or `#+ key@es: value` in
another language than English; a key that is repeated goes on with its text.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from kg.errors import UnknownName, nearest
from kg.report import RulePage
from kg.words import say

_PLACE = re.compile(r"\{(\w+)\}")
_HEAD = re.compile(r"#\+ ([\w-]+)(?:@(\w+))?:(?: (.*))?$")


@dataclass(frozen=True)
class Rule:
    """One rule of the book; texts are by language, and `query` is "" where no SELECT finds it."""

    id: str
    severity: str  # error, warning or info
    set: str  # one of kg.report.SETS
    problem: Mapping[str, str]  # what is wrong
    why: Mapping[str, str]  # what would come of it
    fix: Mapping[str, str]  # what to write
    example: str  # Turtle or SPARQL, the lines `# wrong` and `# right` above its parts
    message: Mapping[str, str]  # what is told of one breach; {names} stand for what it found
    query: str = ""
    instead_of: tuple[str, ...] = ()  # what finds the same on the same thing and says it worse
    misses: str = ""  # the property that a breach lacks, where it has none
    compares: str = ""  # "days" where the order of days is what is wrong
    pair: str = ""  # what names the other of two things of which either may be the wrong one

    def tell(self, language: str, fillers: Mapping[str, str] = MappingProxyType({})) -> str:
        """Return what is told of a breach, what it found in the place of {names}."""
        return _PLACE.sub(lambda name: fillers.get(name[1], name[0]), _in(self.message, language))

    def names(self, filler: str) -> bool:
        """Say whether the message names something that is found."""
        return f"{{{filler}}}" in self.message["en"]


@functools.cache
def book() -> Mapping[str, Rule]:
    """Return every rule by its id, sorted."""
    paths = [path for path in Path(__file__).parent.iterdir() if path.suffix in (".rq", ".txt")]
    return {path.stem: _read(path) for path in sorted(paths, key=lambda path: path.stem)}


def rule(id: str) -> Rule:
    """Return the rule of this id. Raises UnknownName with the nearest ones."""
    if id not in book():
        raise UnknownName(f"There is no rule {id!r}; `kg rules` lists them.", nearest(id, book()))
    return book()[id]


def card(rule: Rule, language: str = "en") -> RulePage:
    """Return what the book says of a rule, as a report wants it."""
    example = rule.example
    for mark in ("wrong", "right"):
        example = re.sub(rf"^# {mark}\b", f"# {say(mark, language)}", example, flags=re.MULTILINE)
    return RulePage(
        id=rule.id,
        set=rule.set,
        problem=_in(rule.problem, language),
        why=_in(rule.why, language),
        fix=_in(rule.fix, language),
        example=example,
        severity=rule.severity,
    )


def _in(texts: Mapping[str, str], language: str) -> str:
    return texts.get(language) or texts["en"]


def _read(path: Path) -> Rule:
    """Read a rule from its file."""
    texts: dict[str, dict[str, list[str]]] = {}
    query: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if match := _HEAD.match(line):
            by_language = texts.setdefault(match[1], {})
            by_language.setdefault(match[2] or "en", []).append(match[3] or "")
        else:
            query.append(line)
    joined = {
        key: {
            language: ("\n" if key == "example" else " ").join(lines)
            for language, lines in by_language.items()
        }
        for key, by_language in texts.items()
    }
    plain = {key: by_language["en"] for key, by_language in joined.items()}
    return Rule(
        id=path.stem,
        severity=plain["severity"],
        set=plain["set"],
        problem=joined["problem"],
        why=joined["why"],
        fix=joined["fix"],
        example=plain["example"],
        message=joined["message"],
        query="\n".join(query).strip(),
        instead_of=tuple(plain.get("instead-of", "").split()),
        misses=plain.get("misses", ""),
        compares=plain.get("compares", ""),
        pair=plain.get("pair", ""),
    )
