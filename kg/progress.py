"""How long work tells its watcher where it stands."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Called with the stage ("reading files"), and steps done and in all where they are known."""

    def __call__(self, stage: str, done: int = 0, total: int = 0) -> None: ...


def silent(stage: str, done: int = 0, total: int = 0) -> None:
    """Tell nobody."""
