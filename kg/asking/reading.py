"""A text read against the graph: its names, its days, and the words that are left."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.asking import days
from kg.asking.days import Days
from kg.asking.mentions import Mention, Names, joined
from kg.asking.relations import relation_before
from kg.asking.tokens import Token, split
from kg.asking.vocabulary import SOMETHING, Vocabulary
from kg.store import Store
from kg.terms import Literal, NamedNode, al

_NUMBERS = {
    word: number
    for number, words in enumerate(
        "one un una|two dos|three tres|four cuatro|five cinco|six seis|seven siete|eight ocho"
        "|nine nueve|ten diez|eleven once|twelve doce|thirteen trece|fourteen catorce"
        "|fifteen quince".split("|"),
        1,
    )
    for word in words.split()
}
_NUMBERS |= {"a": 1, "an": 1, "twenty": 20, "veinte": 20, "thirty": 30, "treinta": 30}
_UNITS = {"day": 1, "days": 1, "dia": 1, "dias": 1, "week": 7, "weeks": 7, "semana": 7}
_UNITS |= {"semanas": 7, "fortnight": 14, "quincena": 15}
# Behind these an unknown word is likely a name, or a day, that the graph does not have.
_BEFORE_NAMES = frozenset(
    "with to by from of against about before after since until con a al por de del contra sobre"
    " antes despues desde hasta tras".split()
)
# Days that nothing here reads: without a clock, or too vague.
_UNREAD = frozenset(
    "week weeks weekend today yesterday tomorrow semana semanas hoy ayer anoche".split()
)
_ARTICLES = frozenset("the a an el la los las de del".split())


@dataclass(frozen=True)
class Text:
    """A text that was read: its words, and the names, days and numbers of days found in them."""

    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...]
    days: tuple[Days, ...]
    events: dict[int, Days] = field(default_factory=dict)  # days of a name, by its first token
    lengths: tuple[tuple[int, int, int], ...] = ()  # "within 10 days": first, last token, days
    taken: tuple[bool, ...] = ()  # which words belong to names, days and numbers of days

    def written(self, start: int, end: int) -> str:
        """Return a piece of the text as it was typed, but for accents."""
        return " ".join(token.typed for token in self.tokens[start:end])

    @property
    def words(self) -> list[str]:
        """The words that are no days, with a `*` for each name."""
        starts = {mention.start for mention in self.mentions if mention.is_name}
        return [
            SOMETHING if at in starts else token.word
            for at, token in enumerate(self.tokens)
            if at in starts or not self.taken[at]
        ]

    @property
    def aside(self) -> list[str]:
        """The words inside names, which may tell what is asked: "interview"."""
        inside = (range(m.start, m.end) for m in self.mentions if m.is_name and m.end > m.start + 1)
        return [self.tokens[at].word for places in inside for at in places]


def read(store: Store, typed: str, vocabulary: Vocabulary, names: Names) -> Text:
    """Return what a text says: first whole names, then days, then names with slips of the pen."""
    tokens = split(typed)
    taken = [False] * len(tokens)
    found = names.find(tokens, vocabulary.knows, taken)
    dated = days.find(tokens, _year(store), taken)
    for span in dated:
        taken[span.start : span.end] = [True] * (span.end - span.start)
    lengths = _lengths(tokens, taken)
    found += names.find_misspelt(tokens, vocabulary.knows, taken)
    found = [
        mention
        for mention in joined(found, tokens)
        if any(t.word not in vocabulary.background for t in tokens[mention.start : mention.end])
    ]
    events = _events(store, tokens, found)
    return Text(tuple(tokens), tuple(found), tuple(dated), events, lengths, tuple(taken))


def strangers(text: Text, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the words that look like names or days but are none that the graph knows.

    They have a capital letter where no sentence begins, or stand where a name or a day would.
    """
    inside = {at for m in text.mentions for at in range(m.start, m.end)}
    shouted = all(token.typed.isupper() for token in text.tokens)
    found = []
    for at, token in enumerate(text.tokens):
        if not text.taken[at] and token.word in _UNREAD:
            found.append(token.typed)
            continue
        if text.taken[at] or at in inside or not vocabulary.is_strange(token.word):
            continue
        before = at - 1
        while before > 0 and text.tokens[before].word in _ARTICLES - {"de", "del", "a"}:
            before -= 1
        begins = at == 0 or any(mark in text.tokens[at - 1].gap for mark in ".?!¿¡")
        named = token.is_capitalized and not begins and not shouted
        if named or (before >= 0 and text.tokens[before].word in _BEFORE_NAMES and at > 0):
            found.append(token.typed)
    return tuple(found)


def _lengths(tokens: Sequence[Token], taken: list[bool]) -> tuple[tuple[int, int, int], ...]:
    """Return the numbers of days that a text names ("10 days", "two weeks"); marks them taken."""
    found = []
    for at in range(len(tokens) - 1):
        word, unit = tokens[at].word, tokens[at + 1].word
        number = int(word) if re.fullmatch(r"[0-9]{1,4}", word) else _NUMBERS.get(word, 0)
        if number and unit in _UNITS and not any(taken[at : at + 2]):
            found.append((at, at + 2, number * _UNITS[unit]))
            taken[at : at + 2] = [True, True]
    return tuple(found)


def _events(store: Store, tokens: Sequence[Token], found: Sequence[Mention]) -> dict[int, Days]:
    """Return the days of the events that a text names behind "before", "since" and the like."""
    dated = {}
    for mention in found:
        relation, start = relation_before(tokens, mention.start)
        if not mention.is_name or relation in ("", "around"):
            continue
        for thing in sorted(mention.things, key=lambda thing: thing.value):
            first, last = (_bound(store, thing, al(name)) for name in ("earliest", "latest"))
            if first is None:
                continue
            last = first if last is None and relation in ("before", "since") else last
            meant = Days(start, mention.end, first, last, relation).related()
            if meant.is_possible:
                dated[mention.start] = meant
            break
    return dated


def _bound(store: Store, thing: NamedNode, bound: NamedNode) -> datetime.date | None:
    for value in store.values(thing, bound):
        if isinstance(value, Literal) and re.fullmatch(r"\d{4}-\d\d-\d\d", value.value):
            return datetime.date.fromisoformat(value.value)
    return None


def _year(store: Store) -> int:
    """Return the year of the story: the one that most of its facts begin in."""
    found = Counter(
        quad.object.value[:4]
        for quad in store.quads(None, al("earliest"))
        if isinstance(quad.object, Literal) and re.match(r"\d{4}-", quad.object.value)
    )
    return int(max(found, key=lambda year: (found[year], year))) if found else 2000
