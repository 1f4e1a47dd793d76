"""What a row of an answer is made of: things with their labels, passages, values by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.terms import python_name


@dataclass(frozen=True, order=True)
class Thing:
    """A thing of the graph in a row: its IRI, and its label, which is also its text."""

    label: str
    iri: str

    def __str__(self) -> str:
        return self.label


@dataclass(frozen=True)
class Passage:
    """A place in the source: its label ("Key officials, paragraph 2") and a link to its section."""

    iri: str
    label: str
    link: str

    def __str__(self) -> str:
        return f"{self.label} <{self.link}>" if self.link else self.label


class Row(Mapping[str, Any]):
    """One row: values by attribute (`row.as_of`) or key (`row["asOf"]`), None where unstated.

    A column named like a word of Python or a method of a mapping (`from`, `items`) is reached by
    key.
    """

    def __init__(self, values: dict[str, Any], passages: Sequence[Passage]) -> None:
        self._values, self.passages = values, tuple(passages)

    def __getitem__(self, name: str) -> Any:
        return self._values[name if name in self._values else python_name(name)]

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["_values"][name]
        except KeyError:
            raise AttributeError(f"no column is called {name}") from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return f"Row({', '.join(f'{name}={value!s}' for name, value in self._values.items())})"
