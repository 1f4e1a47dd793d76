"""Names in a text: the things that its words name, accents, case and slips of the pen aside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg import names
from kg.asking.tokens import Token, stem
from kg.store import Store
from kg.terms import PREFIXES, XSD, Literal, NamedNode, Term, al

_SUBCLASS_OF = NamedNode(PREFIXES["rdfs"] + "subClassOf")
_IN_SCHEME = NamedNode(PREFIXES["skos"] + "inScheme")
_FALSE = Literal("false", datatype=NamedNode(XSD + "boolean"))
_LONGEST = 12  # words of a name
_PARTS_OF = {al("Person"), al("Institution"), al("Place")}  # a part of whose name may do
_LOOSE = {al("Post"), al("Tenure"), al("Passage"), al("Source")}  # perhaps no more than words
_SMALL = set("of the in and for to de del la el los las en y que para with con by por".split())
_DEMONYMS = ("n", "an", "no", "na", "ns", "ns", "nos", "nas", "ans", "ano", "ana")

Key = tuple[str, ...]


@dataclass(frozen=True)
class Mention:
    """What the tokens `start` to `end` of a text name: one thing, or several that share a name."""

    start: int
    end: int
    things: frozenset[NamedNode]
    is_name: bool  # of a thing that the text is about; else perhaps no more than words


class Names:
    """Every name of the graph, ready to be found in a text."""

    def __init__(self, store: Store, synonyms: Mapping[str, set[NamedNode]]) -> None:
        self._whole: dict[Key, set[NamedNode]] = defaultdict(set)
        self._part: dict[Key, set[NamedNode]] = defaultdict(set)
        self._stems: dict[Key, set[NamedNode]] = defaultdict(set)
        self.kinds: dict[Term, str] = {}
        self.types: dict[Term, set[Term]] = {}
        self.words: dict[Term, set[Key]] = defaultdict(set)
        self.counted = {quad.object for quad in store.quads(None, al("counts"))}
        self.within = {(q.subject, q.object) for q in store.quads(None, al("locatedIn"))}
        self._nameless = {q.subject for q in store.quads(None, al("named"), _FALSE)}
        self._broader: dict[Term, set[Term]] = defaultdict(set)
        for quad in store.quads(None, _SUBCLASS_OF):
            self._broader[quad.subject].add(quad.object)
        for thing, name in store.all_names():
            if not isinstance(thing, NamedNode):
                continue
            if thing not in self.kinds:
                self.kinds[thing] = names.kind_of(store, thing)
                self.types[thing] = {*store.types(thing), *store.values(thing, _IN_SCHEME)}
            key = tuple(word for word in name.split() if word != "s")
            self.words[thing].add(key)
            if self.kinds[thing] and 0 < len(key) <= _LONGEST:
                self._whole[key].add(thing)
                if self.kinds[thing] == "thing":
                    self._add_parts(key, thing)
                else:
                    self._stems[tuple(map(stem, key))].add(thing)
        for word, things in synonyms.items():
            self._whole[(word,)] |= {thing for thing in things if thing in self.kinds}

    def is_one_of(self, thing: NamedNode, classes: Iterable[Term]) -> bool:
        """Say whether a thing belongs to one of the classes, or to a narrower one of theirs.

        A concept belongs to its scheme in the same way.
        """
        reached: set[Term] = set()
        left = [thing, *self.types[thing]] if self.kinds[thing] == "class" else [*self.types[thing]]
        while left:
            kind = left.pop()
            if kind not in reached:
                reached.add(kind)
                left += self._broader[kind]
        return not reached.isdisjoint(classes)

    def _add_parts(self, key: Key, thing: NamedNode) -> None:
        if not self.types[thing] & _PARTS_OF or len(key) > 6 or thing in self._nameless:
            return
        is_person = al("Person") in self.types[thing] and len(key) <= 4
        for start in range(len(key)):
            for end in range(start + 1, len(key) + 1):
                part = key[start:end]
                long_enough = len(part) > 1 or (is_person and len(part[0]) >= 4)
                if long_enough and not {part[0], part[-1]} & _SMALL:
                    self._part[part].add(thing)

    def find(
        self, tokens: Sequence[Token], knows: Callable[[str], bool], taken: list[bool]
    ) -> list[Mention]:
        """Return what the text names, in its order; marks the tokens of names as `taken`.

        A word that questions are asked with (`knows`) is never taken for a misspelt name.
        """
        found = self._exact(tokens, taken)
        found += self._parts(tokens, taken, knows)
        return sorted(found, key=lambda mention: mention.start)

    def find_misspelt(
        self, tokens: Sequence[Token], knows: Callable[[str], bool], taken: list[bool]
    ) -> list[Mention]:
        """Return what the text names with slips of the pen; short words are never slips."""
        found = []
        for size in (4, 3, 2, 1):
            for start in range(len(tokens) - size + 1):
                window = range(start, start + size)
                if any(taken[at] for at in window) or all(knows(tokens[at].word) for at in window):
                    continue
                key = " ".join(tokens[at].word for at in window)
                if things := self._alike(key, size):
                    found.append(self._mention(start, start + size, things, taken))
        return found

    def _exact(self, tokens: Sequence[Token], taken: list[bool]) -> list[Mention]:
        found, at = [], 0
        while at < len(tokens):
            for size in range(min(_LONGEST, len(tokens) - at), 0, -1):
                key = tuple(token.word for token in tokens[at : at + size])
                things = set(self._whole.get(key, ()))
                things |= self._stems.get(tuple(map(stem, key)), set())
                if len(key) == 1 and len(key[0]) < 3 and not tokens[at].typed.isupper():
                    continue  # "us" is no country, "US" is
                if things:
                    if size > 1 and all(self.kinds[thing] == "concept" for thing in things):
                        things |= self._whole.get(key[-1:], set())  # "were arrested", "arrested"
                    found.append(self._mention(at, at + size, things, taken))
                    at += size - 1
                    break
            at += 1
        return found

    def _parts(
        self, tokens: Sequence[Token], taken: list[bool], knows: Callable[[str], bool]
    ) -> list[Mention]:
        found, at = [], 0
        while at < len(tokens):
            for size in range(min(5, len(tokens) - at), 0, -1):
                key = tuple(token.word for token in tokens[at : at + size])
                things = self._part.get(key, set())
                several = len(things) > 1 and not any(al("Person") in self.types[t] for t in things)
                common = size == 1 and knows(key[0])
                if things and not several and not common and not any(taken[at : at + size]):
                    found.append(self._mention(at, at + size, things, taken))
                    at += size - 1
                    break
            at += 1
        return found

    def _mention(self, start: int, end: int, things: set[NamedNode], taken: list[bool]) -> Mention:
        is_name = any(self.kinds[t] == "thing" and not self.types[t] & _LOOSE for t in things)
        if is_name:
            taken[start:end] = [True] * (end - start)
        return Mention(start, end, frozenset(things), is_name)

    def _alike(self, key: str, size: int) -> set[NamedNode]:
        """Return the things one of whose names is `key` but for one slip in five letters or more.

        Two slips where there are nine letters, three where there are eighteen.
        """
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        letters = len(key)
        if letters < 5 or any(character.isdigit() for character in key):
            return set()
        slips = 1 if letters < 9 else 2 if letters < 18 else 3
        pool = self._by_size(size)
        near = process.extract(key, list(pool), scorer=OSA.distance, score_cutoff=slips, limit=6)
        near = [item for item in near if not _is_demonym(key, item[0])]
        return {t for name, away, _ in near if away == near[0][1] for t in pool[name]}

    def _by_size(self, size: int) -> dict[str, set[NamedNode]]:
        pool: dict[str, set[NamedNode]] = {}
        for index in (self._part, self._whole):
            for key, things in index.items():
                kept = {thing for thing in things if self.kinds[thing] == "thing"}
                if len(key) == size and kept:
                    pool.setdefault(" ".join(key), set()).update(kept)
        return pool


def joined(mentions: Sequence[Mention], tokens: Sequence[Token]) -> list[Mention]:
    """Return the mentions with neighbours that can mean the same thing made one."""
    found: list[Mention] = []
    for mention in sorted(mentions, key=lambda mention: mention.start):
        last = found[-1] if found else None
        between = [] if last is None else tokens[last.end : mention.start]
        if last is not None and last.is_name and mention.is_name and len(between) <= 1:
            same = last.things & mention.things
            if same and all(token.is_capitalized for token in between):
                found[-1] = replace(last, end=mention.end, things=same)
                continue
        found.append(mention)
    return found


def _is_demonym(typed: str, name: str) -> bool:
    return any(typed in (name + end, name[:-1] + end) for end in _DEMONYMS)
