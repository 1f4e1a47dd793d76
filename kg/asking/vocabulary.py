"""How like a text is to each question: by the words of the questions and their synonyms."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.asking.synonyms import Synonyms
from kg.asking.tokens import stem, words
from kg.queries import Question
from kg.terms import PREFIXES, NamedNode, Term

# How much a word counts, by where the question has it; a later one of these replaces an earlier.
_HELP, _TAG, _ONCE, _SUMMARY, _OWN = 0.3, 0.5, 0.7, 0.8, 1.0
_MISSPELT = 0.85  # what a misspelt word counts
_LIKENESS = 84  # per cent of rapidfuzz's ratio that make two words the same, misspelt
_SHORTEST = 5  # letters; shorter words are never taken for misspelt
_GROUND = 1.0  # how telling words have to be, all together, to mean a question
_LACKING = 0.7  # what is left where a question has none of a decisive word
_ORDER = 0.4  # the share of neighbouring words in the likeness of a phrasing
SOMETHING = "*"  # stands for a name in a phrasing
_PLACEHOLDERS = frozenset(words("somebody someone something alguien algo"))

Pair = tuple[str, str]


@dataclass(frozen=True)
class Phrasing:
    """One way to put a question: its telling words, and which words stand side by side."""

    stems: frozenset[str]
    pairs: frozenset[Pair]


@dataclass(frozen=True)
class Wording:
    """The words of one question, by stem, with how much each counts; and its phrasings."""

    weights: Mapping[str, float]
    phrasings: tuple[Phrasing, ...]
    subjects: frozenset[Term]
    summary: frozenset[str]  # the stems of what it itself says that it asks


class Vocabulary:
    """The words of all questions, and how telling each is: the fewer have it, the more."""

    def __init__(self, questions: Iterable[Question], synonyms: Synonyms) -> None:
        self.synonyms = synonyms
        self.stop = synonyms.listed("stop-words")
        self.decisive = frozenset(map(stem, synonyms.listed("decisive-words")))
        self.background = synonyms.listed("background-words")
        self.negations = synonyms.listed("negations")
        self.people = synonyms.listed("kinds-of-people")
        self.wordings = {question.name: self._wording(question) for question in questions}
        held = Counter(s for wording in self.wordings.values() for s in wording.weights)
        count = len(self.wordings)
        self._weight = {s: math.log(1 + count / n) for s, n in sorted(held.items())}
        self._unknown = math.log(1 + count / 2) / 2  # it may be of no matter

    def _wording(self, question: Question) -> Wording:
        phrasings = self.synonyms.phrasings(question)
        phrasings += [*question.summaries.values(), question.name.replace("-", " ")]
        sources = (
            (_HELP, [parameter.help for parameter in question.parameters]),
            (_TAG, question.tags),
            (_ONCE, phrasings),
            (_SUMMARY, question.summaries.values()),
            (_OWN, [question.name, *_twice(phrasings), *self.synonyms.loose(question)]),
        )
        weights: dict[str, float] = {}
        for weight, texts in sources:
            stems = [s for text in texts for s in self._stems(words(text))]
            weights |= dict.fromkeys(stems, weight)
        made = {self._phrasing(words(text)) for text in phrasings}
        return Wording(
            weights,
            tuple(phrasing for phrasing in made if phrasing.stems),
            self.synonyms.subjects(question),
            self._stems(word for text in question.summaries.values() for word in words(text)),
        )

    def _stems(self, found: Iterable[str]) -> frozenset[str]:
        return frozenset(stem(word) for word in {*found} - self.stop - _PLACEHOLDERS)

    def _phrasing(self, found: Sequence[str]) -> Phrasing:
        return Phrasing(self._stems(w for w in found if w != SOMETHING), pairs(found))

    def knows(self, word: str) -> bool:
        """Say whether a word is one that questions are asked with."""
        return word in self.stop or word in self.background or stem(word) in self._weight

    def meant(self, text: Sequence[str]) -> dict[str, float]:
        """Return the stems that the words of a text mean, each with how surely.

        What no question is asked with has a `?` before it and is 0 sure.
        """
        found: dict[str, float] = {}
        for word in text:
            if word in self.stop or word in self.background or word == SOMETHING:
                continue
            key, sure = stem(word), 1.0
            if key not in self._weight:
                key, sure = self._nearest(word, key), _MISSPELT
            if not key:
                key, sure = f"?{word}", 0.0
            found[key] = max(sure, found.get(key, 0.0))
        return found

    def is_strange(self, word: str) -> bool:
        """Say whether a word is none that questions are asked with, not even misspelt."""
        return any(key.startswith("?") for key in self.meant([word]))

    def _nearest(self, word: str, key: str) -> str:
        """Return the known stem that a misspelt word is most like, "" where none is like it."""
        from rapidfuzz import fuzz, process

        if len(word) < _SHORTEST or not word.isalpha():
            return ""
        long = [known for known in self._weight if len(known) >= _SHORTEST - 1]
        best = process.extractOne(key, long, scorer=fuzz.ratio, score_cutoff=_LIKENESS)
        return best[0] if best else ""

    def likeness(self, question: str, text: Sequence[str], aside: Iterable[str] = ()) -> float:
        """Return how well a question is asked with these words, 0 to 1; `*` is a name.

        Half is the share of the text's words that the question has, half the likest of its
        phrasings. Words `aside`, which are part of names, count half.
        """
        wording = self.wordings[question]
        meant = self.meant(text)
        half = {s: sure / 2 for s, sure in self.meant([*aside]).items() if sure}
        meant = half | meant
        total = sum(self._telling(s) for s in meant)
        if not total:
            return 0.0
        shared = sum(self._telling(s) * wording.weights.get(s, 0) * meant[s] for s in meant)
        side_by_side = pairs(text)
        phrased = max(
            (
                (1 - _ORDER) * self._cosine(meant, phrasing.stems)
                + _ORDER * _dice(side_by_side, phrasing.pairs)
                for phrasing in wording.phrasings
            ),
            default=0.0,
        )
        lacking = self.decisive & meant.keys() - wording.weights.keys()
        return (shared / total + phrased) / 2 * (_LACKING if lacking else 1.0)

    def covered(self, question: str, text: Sequence[str], used: Iterable[str] = ()) -> float:
        """Return which share of the words, but for those `used`, a question is asked with."""
        weights = self.wordings[question].weights
        meant = self.meant([word for word in text if word not in {*used}])
        total = sum(self._telling(s) for s in meant)
        shared = sum(self._telling(s) for s in meant if s in weights)
        return shared / total if total else 1.0

    def tells(self, text: Sequence[str]) -> bool:
        """Say whether the words of a text tell one question from another: "who" alone does not."""
        return sum(self._telling(s) for s in self.meant(text)) >= _GROUND

    def unused(self, question: str, text: Sequence[str]) -> list[str]:
        """Return the words of a text that a question is not asked with.

        A kind of people (soldiers, diplomats) is among them where the question is not about such:
        its rows are of all kinds.
        """
        wording = self.wordings[question]
        return [
            word
            for word in text
            if self.meant([word]).keys() - wording.weights.keys()
            or (word in self.people and stem(word) not in wording.summary)
        ]

    def denied(self, question: str, text: Sequence[str]) -> list[str]:
        """Return the words of a text that deny something, where a question denies nothing."""
        denying = NamedNode(PREFIXES["query"] + question) in self.synonyms.denying()
        return [] if denying else [word for word in text if word in self.negations]

    def _telling(self, key: str) -> float:
        return self._weight.get(key, self._unknown)

    def _cosine(self, meant: Mapping[str, float], stems: frozenset[str]) -> float:
        both = sum(self._telling(s) ** 2 * meant[s] for s in stems if s in meant)
        sizes = [math.sqrt(sum(self._telling(s) ** 2 for s in side)) for side in (meant, stems)]
        return both / (sizes[0] * sizes[1]) if both else 0.0


def pairs(text: Sequence[str]) -> frozenset[Pair]:
    """Return which words stand side by side, by stem; a name and its placeholder are `*`.

    >>> sorted(pairs(["what", "did", "somebody", "do"]))
    [('*', 'do'), ('did', '*'), ('what', 'did')]
    """
    stems = [SOMETHING if w in _PLACEHOLDERS or w == SOMETHING else stem(w) for w in text]
    return frozenset(zip(stems, stems[1:], strict=False))


def _twice(phrasings: Iterable[str]) -> list[str]:
    """Return the words that stand in more than one phrasing."""
    held = Counter(word for text in phrasings for word in {*words(text)})
    return [word for word, count in held.items() if count > 1]


def _dice(one: frozenset[Pair], other: frozenset[Pair]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one or other else 0.0
