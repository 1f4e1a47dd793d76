"""Other words for questions, parameters and concepts, kept as data beside the questions.

`queries/synonyms.ttl` is no part of the graph. It gives a question (`query:NAME`) whole phrasings
(`skos:altLabel`), loose words (`skos:hiddenLabel`) and the things that it speaks of without being
told (`dcterms:subject`). For a parameter (`query:parameter-OPTION`, or
`query:parameter-NAME-OPTION` for one question's) it has the words that stand before
(`skos:altLabel`) or after (`skos:hiddenLabel`) its value, the classes or the scheme of that value
(`sh:class`, `skos:inScheme`), and `sh:minCount 1` where its default is only an example; words for
a value that a text may have are on `query:parameter-NAME-OPTION-VALUE`. A concept has the words
that mean it (`skos:hiddenLabel`), and so have the lists: words that tell nothing, and decisive
words, without which a question is not what a text with such a word asks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kg.asking.tokens import words
from kg.files import File
from kg.parsing import parse
from kg.queries import Parameter, Question
from kg.terms import PREFIXES, SKOS_ALT_LABEL, Literal, NamedNode, Term

_QUERY = PREFIXES["query"]
_HIDDEN = PREFIXES["skos"] + "hiddenLabel"
_SUBJECT = PREFIXES["dcterms"] + "subject"
_CLASS = PREFIXES["sh"] + "class"
_IN_SCHEME = PREFIXES["skos"] + "inScheme"
_MIN_COUNT = PREFIXES["sh"] + "minCount"

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Cues:
    """What tells that a name is meant for a parameter."""

    before: tuple[Phrase, ...]  # the words just before the name
    after: tuple[Phrase, ...]
    classes: frozenset[Term]  # of the value; any when empty
    is_required: bool


class Synonyms:
    """What the synonym files say of each node, by its IRI."""

    def __init__(self, files: Iterable[File]) -> None:
        self._told: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for quad in (quad for file in files for quad in parse(file)):
            if isinstance(quad.subject, NamedNode):
                self._told[quad.subject.value][quad.predicate.value].append(quad.object)

    def _terms(self, iri: str, predicate: str) -> list[Term]:
        return self._told[iri][predicate] if iri in self._told else []

    def _texts(self, iri: str, predicate: str) -> list[str]:
        return [term.value for term in self._terms(iri, predicate) if isinstance(term, Literal)]

    def phrasings(self, question: Question) -> list[str]:
        """Return whole ways to put a question."""
        return self._texts(_QUERY + question.name, SKOS_ALT_LABEL.value)

    def loose(self, question: Question) -> list[str]:
        """Return words of a question, several in each text."""
        return self._texts(_QUERY + question.name, _HIDDEN)

    def subjects(self, question: Question) -> frozenset[Term]:
        """Return the things that a question speaks of without being told."""
        return frozenset(self._terms(_QUERY + question.name, _SUBJECT))

    def listed(self, name: str) -> frozenset[str]:
        """Return the words of a list, such as `stop-words`."""
        return frozenset(w for text in self._texts(_QUERY + name, _HIDDEN) for w in words(text))

    def denying(self) -> frozenset[Term]:
        """Return the questions that are asked with a denial: who did not break ranks."""
        return frozenset(self._terms(_QUERY + "negations", _SUBJECT))

    def concepts(self) -> dict[str, set[NamedNode]]:
        """Return what each word means that is a synonym of a concept or another thing."""
        found: dict[str, set[NamedNode]] = defaultdict(set)
        for iri in self._told:
            if not iri.startswith(_QUERY):
                for text in self._texts(iri, _HIDDEN):
                    for word in words(text):
                        found[word].add(NamedNode(iri))
        return found

    def cues(self, question: Question, parameter: Parameter) -> Cues:
        """Return what tells that a name is meant for a parameter of a question."""
        own = f"{_QUERY}parameter-{question.name}-{parameter.option}"
        common = f"{_QUERY}parameter-{parameter.option}"
        iri = own if own in self._told else common
        return Cues(
            before=_phrases(self._texts(iri, SKOS_ALT_LABEL.value)),
            after=_phrases(self._texts(iri, _HIDDEN)),
            classes=frozenset([*self._terms(iri, _CLASS), *self._terms(iri, _IN_SCHEME)]),
            is_required=bool(self._terms(iri, _MIN_COUNT)) and bool(parameter.default),
        )

    def worded(self, question: Question, parameter: Parameter) -> dict[str, tuple[Phrase, ...]]:
        """Return the phrases that mean each of the values that a text parameter may have."""
        start = f"{_QUERY}parameter-{question.name}-{parameter.option}-"
        return {
            value: _phrases(self._texts(start + value, SKOS_ALT_LABEL.value))
            for value in parameter.allowed
        }


def _phrases(texts: Iterable[str]) -> tuple[Phrase, ...]:
    return tuple(sorted({tuple(words(text)) for text in texts} - {()}))
