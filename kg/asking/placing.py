"""Where the names, days and numbers of a text go: which parameter of a question takes which."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.asking.dating import dated
from kg.asking.fitting import cued, default, fitting
from kg.asking.mentions import Mention, Names
from kg.asking.reading import Text
from kg.asking.tokens import stem
from kg.asking.vocabulary import Vocabulary
from kg.queries import Parameter, Question
from kg.terms import NamedNode, al, curie

_MOST = 5  # names of a text that are tried in every parameter
_CLOSE = 0.05  # a difference of cues smaller than this decides nothing
_STANDING = 0.3  # what it is worth that a name is a parameter's default
_NAMED = ("thing", "class", "concept")


@dataclass
class Placement:
    """What the parameters of a question take from a text, and what finds no place in them."""

    values: dict[str, str] = field(default_factory=dict)  # by variable, as a person types them
    ambiguous: dict[str, tuple[str, ...]] = field(default_factory=dict)
    swaps: list[tuple[str, str]] = field(default_factory=list)  # values with another place as good
    guessed: int = 0  # names that only what they are, and no word beside them, has given a place
    unplaced: list[str] = field(default_factory=list)  # names and days without a place
    missing: tuple[str, ...] = ()  # parameters whose default is only an example
    used: set[int] = field(default_factory=set)  # the tokens whose meaning is in `values`
    placed: float = 0.0  # names and days with a place; a word for a narrower value is half a one
    cued: float = 0.0  # how well the words around the names fit


def place(text: Text, question: Question, vocabulary: Vocabulary, names: Names) -> Placement:
    """Return the best way to give a question the names and days of a text."""
    return _Placing(text, question, vocabulary, names).placement()


class _Placing:
    """The work on one question."""

    def __init__(
        self, text: Text, question: Question, vocabulary: Vocabulary, names: Names
    ) -> None:
        self.text, self.question, self.names = text, question, names
        self.synonyms = vocabulary.synonyms
        self.subjects = vocabulary.wordings[question.name].subjects
        self.cues = {p.name: self.synonyms.cues(question, p) for p in question.parameters}
        self.takers = [p for p in question.parameters if p.type in _NAMED]
        self.found = Placement()

    def placement(self) -> Placement:
        found = self.found
        self.place_names()
        for mention in self.text.mentions:
            if not mention.is_name:
                self.place_word(mention)
        self.place_phrases()
        self.place_days()
        filled = {*found.values, *found.ambiguous}
        required = [p for p in self.question.parameters if self.cues[p.name].is_required]
        found.missing = tuple(p.option for p in required if p.name not in filled)
        order = [p.name for p in self.question.parameters]
        found.values = {name: found.values[name] for name in order if name in found.values}
        return found

    def place_names(self) -> None:
        """Give each name to the parameter that it fits best, all of them together."""
        firm = [mention for mention in self.text.mentions if mention.is_name]
        for narrow, wide in itertools.pairwise(firm[:]):
            if narrow.end == wide.start and self.is_within(narrow, wide):
                firm.remove(wide)  # "Ureña, Táchira" is one place
                self.found.used |= {*range(wide.start, wide.end)}
        tried = firm[:_MOST]
        options = [self.options(mention) for mention in tried]
        chosen = self.best(tried, options)
        for mention, parameter, others in zip(tried, chosen, options, strict=True):
            if parameter is not None:
                self.give(mention, parameter)
                worth = self.worth(mention, parameter)
                self.found.cued += min(worth, 1.0)
                self.found.guessed += worth <= 0 and bool(self.cues[parameter.name].before)
                self.found.swaps += [
                    (parameter.name, other.name)
                    for other in others
                    if other not in chosen and self.worth(mention, other) > worth - _CLOSE
                ]
            elif mention.things & self.subjects:
                self.found.placed += 1
                self.found.used |= {*range(mention.start, mention.end)}
            elif mention.start not in self.text.events and not self.place_in_group(mention):
                self.found.unplaced.append(self.text.written(mention.start, mention.end))
        self.found.unplaced += [self.text.written(m.start, m.end) for m in firm[_MOST:]]

    def is_within(self, narrow: Mention, wide: Mention) -> bool:
        pairs = itertools.product(narrow.things, wide.things)
        return any(pair in self.names.within for pair in pairs)

    def options(self, mention: Mention) -> list[Parameter]:
        return [
            parameter
            for parameter in self.takers
            if fitting(mention, parameter, self.cues[parameter.name], self.names)
            and cued(self.text, mention, self.cues[parameter.name]) >= 0
        ]

    def worth(self, mention: Mention, parameter: Parameter) -> float:
        stands = _STANDING if default(parameter) in mention.things else 0.0
        return cued(self.text, mention, self.cues[parameter.name]) + stands

    def best(
        self, mentions: Sequence[Mention], options: Sequence[Sequence[Parameter]]
    ) -> tuple[Parameter | None, ...]:
        """Return the parameter of each name, None for none, so that most fit and fit best."""
        best: tuple[float, tuple[Parameter | None, ...]] = (-1.0, ())
        for chosen in itertools.product(*([None, *parameters] for parameters in options)):
            taken = [parameter.name for parameter in chosen if parameter is not None]
            worth = sum(
                1.0 + self.worth(mention, parameter)
                for mention, parameter in zip(mentions, chosen, strict=True)
                if parameter is not None
            )
            if len(taken) == len({*taken}) and worth > best[0]:
                best = (worth, chosen)
        return best[1]

    def give(self, mention: Mention, parameter: Parameter) -> None:
        things = fitting(mention, parameter, self.cues[parameter.name], self.names)
        self.found.placed += 1 if mention.is_name else 0.5
        self.found.used |= {*range(mention.start, mention.end)}
        if len(things) == 1:
            self.found.values[parameter.name] = _typed(things[0])
        else:
            self.found.ambiguous[parameter.name] = tuple(map(_typed, things))

    def place_in_group(self, mention: Mention) -> bool:
        """Give a name to a parameter for groups: the counted group whose own name has this name.

        Of "how many crossed into Colombia" that is the group of those who crossed into Colombia:
        the one that shares most words with the text; several that share as many are a doubt.
        """
        typed = {stem(token.word) for token in self.text.tokens}
        said = {token.word for token in self.text.tokens[mention.start : mention.end]}
        shared: dict[NamedNode, int] = {}
        for thing in self.names.counted:
            for name in self.names.words[thing]:
                if said <= {*name} and isinstance(thing, NamedNode):
                    alike = len(typed & {stem(word) for word in name})
                    shared[thing] = max(alike, shared.get(thing, 0))
        meant = frozenset(t for t, alike in shared.items() if alike == max(shared.values()))
        for parameter in self.takers:
            is_for_groups = self.cues[parameter.name].classes == {al("Group")}
            if meant and is_for_groups and parameter.name not in self.found.values:
                self.give(Mention(mention.start, mention.end, meant, True), parameter)
                return True
        return False

    def place_word(self, mention: Mention) -> None:
        """Give a word that names a class, a concept or a post to a parameter meant for such."""
        for parameter in self.takers:
            cues = self.cues[parameter.name]
            is_free = parameter.name not in {*self.found.values, *self.found.ambiguous}
            if is_free and cues.classes and fitting(mention, parameter, cues, self.names):
                self.give(mention, parameter)
                return

    def place_phrases(self) -> None:
        """Give a parameter that has a few values the one that a phrase of the text means."""
        words = tuple(token.word for token in self.text.tokens)
        for parameter in self.question.parameters:
            if parameter.type != "text" or not parameter.allowed:
                continue
            for value, phrases in self.synonyms.worded(self.question, parameter).items():
                for phrase in phrases:
                    for at in range(len(words) - len(phrase) + 1):
                        if words[at : at + len(phrase)] == phrase:
                            self.found.values[parameter.name] = value
                            self.found.used |= {*range(at, at + len(phrase))}

    def place_days(self) -> None:
        """Give the days of the text, and of the events it names, to parameters for dates."""
        whole = [p for p in self.question.parameters if p.type == "integer"]
        for start, end, number in self.text.lengths:
            if len(whole) == 1:
                self.found.values[whole[0].name] = str(number)
                self.found.used |= {*range(start, end)}
                self.found.placed += 1
            else:
                self.found.unplaced.append(self.text.written(start, end))
        unused = [days for at, days in self.text.events.items() if at not in self.found.used]
        for days in sorted([*self.text.days, *unused], key=lambda days: days.start):
            values, is_said = dated(days, self.question.parameters, self.found.values)
            self.found.values |= values
            self.found.used |= {*range(days.start, days.end)}
            if is_said:
                self.found.placed += 1
            else:
                self.found.unplaced.append(self.text.written(days.start, days.end))


def _typed(thing: NamedNode) -> str:
    """Return a thing as a person types it: its slug, or prefix:name outside of `id:`."""
    return curie(thing.value).removeprefix("id:")
