"""Pictures of what questions answer: a timeline, a network of moves, headcounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from kg.errors import KgError
from kg.formats import PICTURES, PLOTS

if TYPE_CHECKING:
    from kg.answers import Answer
    from kg.queries import Question

QUESTIONS = dict(zip(PLOTS, ("spans", "moves", "counted"), strict=True))


class Asked(Protocol):
    """What a picture needs of a graph: its questions and their answers."""

    def question(self, name: str) -> Question:
        """Return a question."""

    def query(self, question: str, *, language: str = "en") -> Answer:
        """Answer a question."""


def draw(graph: Asked, kind: str, format: str = "svg", language: str = "en") -> bytes:
    """Return the picture `kind` (one of PLOTS) as "svg" or "png", the same bytes every time.

    It shows what the question of that picture answers and nothing else. Raises KgError for an
    unknown picture or format, and when matplotlib is not installed.
    """
    if kind not in QUESTIONS:
        raise KgError(f"There is no picture {kind!r}; there are {', '.join(PLOTS)}.")
    if format not in PICTURES:
        raise KgError(f"A picture has no format {format!r}; it has {', '.join(PICTURES)}.")
    from kg.plots import headcounts, network, page, timeline

    drawn = {"timeline": timeline.draw, "network": network.draw, "headcounts": headcounts.draw}
    with page.drawing():
        title = graph.question(QUESTIONS[kind]).summary(language)
        answer = graph.query(QUESTIONS[kind], language=language)
        sheet = drawn[kind](answer, title) if answer.rows else page.blank(title, language)
        return sheet.write(format, title, language)
