"""From a question in anybody's words to the ready-made question that is meant.

Nothing here is learnt or guessed by a model: words are compared with those of the questions and
their synonyms (`vocabulary`), names with those of the graph (`mentions`), days are read (`days`),
and both are given to the parameters that they fit (`placing`). No text that somebody typed gets
into SPARQL: a candidate has values for options, which `graph.query` reads as it reads any.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg import queries
from kg.asking import placing, reading
from kg.asking.mentions import Names
from kg.asking.synonyms import Synonyms
from kg.asking.vocabulary import Vocabulary
from kg.errors import BadValue, KgError, UnknownName
from kg.files import File
from kg.queries import Question
from kg.store import Store
from kg.terms import fold, option_name, python_name, variable_name
from kg.words import say

__all__ = ["Candidate", "clear_best", "understand"]

_LONGEST = 600  # characters of a text
_SHOWN = 5  # candidates
_LEAST = 0.18  # score below which a question is no candidate
_SURE = 0.34  # score that the best needs to be run
_MARGIN = 0.05  # and how far it has to be ahead of the next
_COVERED = 0.5  # the share of its words that the best has to be asked with
_PLACED, _CUED = 0.06, 0.1  # what a name or a day with a place, and a word for it, adds
_UNPLACED, _MISSING = 0.6, 0.7  # what is left of the score where one has none, or lacks


@dataclass(frozen=True)
class Candidate:
    """A ready-made question that a text may mean, with values for its parameters."""

    question: Question
    values: Mapping[str, str]  # by Python name, as a person types them for the options
    score: float
    unplaced: tuple[str, ...] = ()  # names and days that the question has no place for
    missing: tuple[str, ...] = ()  # options that somebody has to give
    unused: tuple[str, ...] = ()  # other words of the text that it is not asked with
    is_doubtful: bool = False  # a name has several meanings or places, or none for sure
    covered: float = 1.0  # the share of the text's words that the question is asked with

    @property
    def is_whole(self) -> bool:
        """Whether it takes every name and day of the text, and lacks none."""
        return not self.unplaced and not self.missing and not self.is_doubtful

    def line(self, language: str = "en") -> str:
        """Return the exact command that asks this."""
        words = ["kg", "query", self.question.name]
        for name, value in self.values.items():
            words += [f"--{option_name(variable_name(name))}", value]
        return shlex.join(words + (["--lang", language] if language != "en" else []))


def clear_best(candidates: Sequence[Candidate]) -> Candidate | None:
    """Return the one candidate that is surely meant, None where a person has to choose.

    It takes every name and day of the text, is asked with enough of its words, and is ahead of
    the next by a margin.
    """
    if not candidates:
        return None
    best = candidates[0]
    ahead = best.score - candidates[1].score if len(candidates) > 1 else 1.0
    is_sure = best.score >= _SURE and best.covered >= _COVERED
    return best if best.is_whole and is_sure and ahead >= _MARGIN else None


def understand(
    store: Store,
    questions: Mapping[str, File],
    synonyms: Iterable[File],
    text: str,
    language: str = "en",
) -> list[Candidate]:
    """Return the questions that a text may mean, the likeliest first.

    `synonyms` are files with other words for the questions, see `kg.asking.synonyms`. `language`
    is that of errors; a text is understood in English and Spanish alike. Raises BadValue for a
    text without words or too long to be one question, UnknownName where no question is like it.
    """
    if len(text) > _LONGEST:
        raise BadValue(say("A question has at most 600 characters.", language))
    if not fold(text):
        raise BadValue(say("Ask in words: who, what, when, how many.", language))
    asked = _readable(questions)
    vocabulary = Vocabulary(asked, Synonyms(synonyms))
    names = Names(store, vocabulary.synonyms.concepts())
    read = reading.read(store, text, vocabulary, names)
    strangers = reading.strangers(read, vocabulary)
    found = [
        candidate
        for question in asked
        for candidate in _candidates(question, read, strangers, vocabulary, names)
        if candidate.score >= _LEAST
    ]
    if not found:
        raise UnknownName(say("No question is like this one; `kg query` lists them.", language))
    found.sort(key=lambda candidate: (-candidate.score, candidate.line()))
    return found[:_SHOWN]


def _readable(questions: Mapping[str, File]) -> list[Question]:
    """Return the questions whose files can be read; `kg query` tells what is wrong with others."""
    found = []
    for name in questions:
        try:
            found.append(queries.find(name, questions))
        except KgError:
            continue
    return found


def _candidates(
    question: Question,
    read: reading.Text,
    strangers: tuple[str, ...],
    vocabulary: Vocabulary,
    names: Names,
) -> list[Candidate]:
    """Return a question with the values it takes; once for each thing that a name can mean."""
    placement = placing.place(read, question, vocabulary, names)
    score = vocabulary.likeness(question.name, read.words, read.aside)
    if score:
        score += _PLACED * min(placement.placed, 3) + _CUED * min(placement.cued, 1.0)
    score *= _UNPLACED if placement.unplaced else 1.0
    score *= _MISSING if placement.missing else 1.0
    is_telling = placement.placed > 0 or vocabulary.tells(read.words)
    told = {read.tokens[at].word for at in placement.used} | {s.casefold() for s in strangers}
    denied = vocabulary.denied(question.name, [token.word for token in read.tokens])
    candidate = Candidate(
        question,
        {python_name(name): value for name, value in placement.values.items()},
        round(score, 4),
        (*placement.unplaced, *strangers, *denied),
        placement.missing,
        tuple(w for w in vocabulary.unused(question.name, read.words) if w not in told),
        is_doubtful=placement.guessed > 0,
        covered=vocabulary.covered(question.name, read.words, told) if is_telling else 0.0,
    )
    for name, choices in placement.ambiguous.items():
        return [
            replace(candidate, values={**candidate.values, python_name(name): c}, is_doubtful=True)
            for c in choices[:_SHOWN]
        ]
    found = [candidate]
    for name, other in placement.swaps:
        values = {n: v for n, v in placement.values.items() if n != name}
        if name in placement.values:
            values[other] = placement.values[name]
            named = {python_name(n): v for n, v in values.items()}
            found.append(replace(candidate, values=named, is_doubtful=True))
            found[0] = replace(candidate, is_doubtful=True)
    return found
