"""How well a name in a text fits a parameter: by what it is, and by the words around it."""

from __future__ import annotations

from kg.asking.mentions import Mention, Names
from kg.asking.reading import Text
from kg.asking.synonyms import Cues
from kg.queries import Parameter
from kg.terms import NamedNode, al, curie, expand

_ARTICLES = frozenset("the a an el la los las un una general president presidente".split())
_AUXILIARIES = frozenset("is was were are been be has have had did does fue es era ha han".split())
_PREPOSITIONS = frozenset(
    "from in at of by to against with about for on into de en por a contra con sobre desde hacia"
    " para".split()
)
_CONTRACTED = {"al": "a", "del": "de"}  # with the article, which may stand between
_BEFORE, _AFTER, _LONGER, _APART = 0.6, 0.5, 0.3, 0.05  # what a cue is worth
_MOST = 1.5


def fitting(mention: Mention, parameter: Parameter, cues: Cues, names: Names) -> list[NamedNode]:
    """Return which of the things that a name can mean a parameter can take."""
    found = []
    for thing in mention.things:
        if names.kinds[thing] != parameter.type or thing in cues.classes:
            continue  # the class of all that are asked for leaves nothing out
        if parameter.allowed and not _is_allowed(thing, parameter, names):
            continue
        if cues.classes and not names.is_one_of(thing, cues.classes):
            continue
        if al("Place") in names.types[thing] and cues.classes == {al("Institution")}:
            continue  # a state is an institution, but nobody asks who of its staff did something
        found.append(thing)
    return sorted(found, key=lambda thing: thing.value)


def _is_allowed(thing: NamedNode, parameter: Parameter, names: Names) -> bool:
    """Whether a thing is of a class, or another term is one of the values, that are named."""
    if parameter.type == "thing":
        classes = (expand(name) for name in parameter.allowed)
        return names.is_one_of(thing, frozenset(c for c in classes if c is not None))
    return curie(thing.value) in parameter.allowed


def default(parameter: Parameter) -> NamedNode | None:
    """Return the thing that a parameter stands for when nobody says otherwise."""
    return expand(parameter.default) if parameter.default else None


def cued(text: Text, mention: Mention, cues: Cues) -> float:
    """Return how well the words around a name say that it is meant for a parameter, 0 to 1.5.

    Longer cues count more, and those right beside the name; articles, titles and auxiliaries may
    stand between. Below 0: the name stands behind a preposition that is none of the cues.
    """
    words = tuple(_CONTRACTED.get(token.word, token.word) for token in text.tokens)
    titles = {at for m in text.mentions if not m.is_name for at in range(m.start, m.end)}
    ends = [mention.start]
    while ends[-1] > 0 and (words[ends[-1] - 1] in _ARTICLES or ends[-1] - 1 in titles):
        ends.append(ends[-1] - 1)
    best = 0.0
    for phrase in cues.before:
        for gap, at in enumerate(ends):
            if len(phrase) <= at and words[at - len(phrase) : at] == phrase:
                best = max(best, _BEFORE + _LONGER * (len(phrase) - 1) - _APART * gap)
    start = mention.end
    while start < len(words) and words[start] in _AUXILIARIES:
        start += 1
    for phrase in cues.after:
        for gap, at in enumerate((mention.end, start)):
            if words[at : at + len(phrase)] == phrase:
                best = max(best, _AFTER + _LONGER * (len(phrase) - 1) - _APART * gap)
    if not best and _is_misplaced(words[: ends[-1]], cues):
        return -1.0
    return min(best, _MOST)


def _is_misplaced(before: tuple[str, ...], cues: Cues) -> bool:
    """Whether a name stands behind a preposition that is none of the cues, where there are some."""
    behind = before[-1] if before else ""
    known = {phrase[-1] for phrase in cues.before}
    return bool(known) and behind in _PREPOSITIONS and behind not in known
