"""The network of moves: actors between the sides that they left and those that they took."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

from kg.answers import Answer
from kg.plots.page import EDGE, LINE, WIDTH, Explained, Page, head_height, width, wrap
from kg.rows import Thing
from kg.terms import local_name
from kg.words import say

_BOX = 0.84  # inches of the box of a side
_ACTORS = (2.33, 4.4)  # where the names of actors begin, and where what is beyond them does
_VERBS = 0.92  # inches for the words on a line
_PAD = 0.035  # above and below an actor
_NEAR = 0.06
_MARKERS = {"Person": "o", "Group": "^", "Institution": "s"}  # by class of actor


@dataclass
class Actor:
    """An actor with the sides left and taken, and for each the words of the source."""

    thing: Thing
    kind: str
    left: dict[Thing, list[str]] = field(default_factory=dict)
    taken: dict[Thing, list[str]] = field(default_factory=dict)

    @property
    def lines(self) -> list[str]:
        """The name, in lines."""
        return wrap(self.thing.label, _ACTORS[1] - _ACTORS[0] - _NEAR)

    @property
    def height(self) -> float:
        """How many inches the actor takes."""
        words = [_worded(verbs) for verbs in (*self.left.values(), *self.taken.values())]
        beside = [sum(map(len, map(_worded, part.values()))) for part in (self.left, self.taken)]
        return max(len(self.lines), *beside, *map(len, words), 1) * LINE + 2 * _PAD


@dataclass
class Side:
    """The box of a side: where its lines end, by actor, and its name."""

    thing: Thing
    rows: list[float]
    top: float = 0.0
    height: float = 0.0

    @property
    def lines(self) -> list[str]:
        """Its name, in lines."""
        return wrap(self.thing.label, _BOX - 0.1, 8, bold=True)

    def port(self, number: int) -> float:
        """Return where the line of its `number`th row ends."""
        return self.top + self.height * (number + 1) / (len(self.rows) + 1)


def draw(answer: Answer, title: str) -> Page:
    """Return the page of an answer with who, actorKind, fromSide, toSide, act and verb."""
    actors = sorted(_actors(answer), key=_order)
    legend = _legend(answer)
    top = head_height(title, legend) + 0.3
    centres, y = [], top
    for actor in actors:
        centres.append(y + actor.height / 2)
        y += actor.height
    lefts = _sides(((actor.left, at) for actor, at in zip(actors, centres, strict=True)), top, y)
    takens = _sides(((actor.taken, at) for actor, at in zip(actors, centres, strict=True)), top, y)
    bottoms = [side.top + side.height for side in (*lefts, *takens)]
    page = Page(max([y, *bottoms]) + 0.05)
    page.head(title, legend)
    for column, x, align in (
        ("fromSide", 0.0, "left"),
        ("who", _ACTORS[0], "left"),
        ("toSide", WIDTH, "right"),
    ):
        page.text(x, top - 0.14, [answer.headings.get(column, column)], align=align, bold=True)
    for sides, x in ((lefts, EDGE), (takens, WIDTH - _BOX - EDGE)):
        for side in sides:
            _box(page, side, x)
    for actor, at in zip(actors, centres, strict=True):
        first = at - (len(actor.lines) - 1) * LINE / 2
        page.text(_ACTORS[0], first, actor.lines)
        page.line([(_ACTORS[0] - 0.09, at)], weight=0, marker=_MARKERS.get(actor.kind, "D"))
        _edges(page, actor, at, actor.left, lefts)
        _edges(page, actor, at, actor.taken, takens)
    return page


def _actors(answer: Answer) -> Iterable[Actor]:
    """Return the actors of the rows, each once.

    An act that leaves one side for another has its words on the way to the other.
    """
    actors: dict[Thing, Actor] = {}
    for row in answer:
        kind = local_name(row.actor_kind.iri) if row.actor_kind else ""
        actor = actors.setdefault(row.who, Actor(row.who, kind))
        word = str(row.verb or row.act)
        if row.from_side:
            words = actor.left.setdefault(row.from_side, [])
            if not row.to_side and word not in words:
                words.append(word)
        if row.to_side:
            words = actor.taken.setdefault(row.to_side, [])
            if word not in words:
                words.append(word)
    return actors.values()


def _order(actor: Actor) -> tuple[list[str], list[str], str, str]:
    """Those who left the same side stand together, and among them those who took the same."""
    left, taken = (sorted(side.label for side in part) for part in (actor.left, actor.taken))
    return ([*left, "\uffff"], [*taken, "\uffff"], actor.kind, actor.thing.label)


def _worded(verbs: Sequence[str]) -> list[str]:
    return wrap(", ".join(verbs), _VERBS) if verbs else []


def _sides(
    parts: Iterable[tuple[dict[Thing, list[str]], float]], top: float, bottom: float
) -> list[Side]:
    """Return the boxes of the sides, each at the height of its actors, none on another."""
    rows: dict[Thing, list[float]] = {}
    for part, at in parts:
        for thing in part:
            rows.setdefault(thing, []).append(at)
    sides = [Side(thing, sorted(heights)) for thing, heights in rows.items()]
    sides.sort(key=lambda side: (sum(side.rows) / len(side.rows), side.thing.label))
    least = top
    for side in sides:
        wanted = len(side.lines) * LINE * 8 / 7 + 0.16
        side.height = max(wanted, min(0.075 * len(side.rows), 0.8 * (bottom - top)))
        middle = sum(side.rows) / len(side.rows)
        side.top = max(least, middle - side.height / 2)
        least = side.top + side.height + 0.12
    return sides


def _box(page: Page, side: Side, x: float) -> None:
    name = f"side-{local_name(side.thing.iri)}"
    page.box(x, side.top, x + _BOX, side.top + side.height, "plain", name)
    step = LINE * 8 / 7
    first = side.top + side.height / 2 - (len(side.lines) - 1) * step / 2
    page.text(x + _BOX / 2, first, side.lines, align="center", size=8, bold=True)


def _edges(
    page: Page, actor: Actor, at: float, part: dict[Thing, list[str]], sides: list[Side]
) -> None:
    """Draw the lines between an actor and the sides of one part, the words of each beside it."""
    is_left = part is actor.left
    lines = [_worded(words) for words in part.values()]
    y = at - (sum(map(len, lines)) - 1) * LINE / 2
    for thing, words in zip(part, lines, strict=True):
        side = next(side for side in sides if side.thing == thing)
        port = side.port(side.rows.index(at))
        middle = y + (len(words) - 1) * LINE / 2 if words else at
        name = f"{local_name(actor.thing.iri)}--{local_name(thing.iri)}"
        long = max(map(width, words)) + _NEAR if words else 0.0
        if is_left:
            near = _ACTORS[0] - 0.17
            page.text(near, y, words, align="right", behind="white")
            bend = near - _VERBS - _NEAR
            page.curve([(_BOX + EDGE, port), (bend, middle), (near - long, middle)], f"left-{name}")
        else:
            near = _ACTORS[1]
            page.text(near, y, words, behind="white")
            bend = near + _VERBS + _NEAR
            end = (WIDTH - _BOX - EDGE - 0.06, port)
            page.curve([end, (bend, middle), (near + long, middle)], f"taken-{name}")
            _tip(page, WIDTH - _BOX - EDGE, port)
        y += len(words) * LINE


def _tip(page: Page, x: float, y: float) -> None:
    page.shape([(x, y), (x - 0.07, y - 0.025), (x - 0.07, y + 0.025)], "certain")


def _legend(answer: Answer) -> list[Explained]:
    """Return what the marks before the names mean, by the names of the classes."""
    kinds = {row.actor_kind for row in answer if row.actor_kind}
    entries = [
        Explained(kind.label, partial(_marker, marker=_MARKERS.get(local_name(kind.iri), "D")))
        for kind in sorted(kinds)
    ]
    meaning = "A line is an act, in the word of the source; it leads from the side left "
    meaning += "to the side taken, as far as the source names them."
    return [Explained(say(meaning, answer.language), _sample), *entries]


def _marker(page: Page, left: float, right: float, y: float, marker: str) -> None:
    page.line([((left + right) / 2, y)], weight=0, marker=marker)


def _sample(page: Page, left: float, right: float, y: float) -> None:
    page.line([(left, y), (right, y)], weight=0.6, shade="0.25")
    _tip(page, right, y)
