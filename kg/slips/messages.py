"""What is said of a slip, in English and Spanish: what is wrong and what to write instead."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kg.terms import XSD

if TYPE_CHECKING:
    from kg.slips.fault import Fault


def _lines(name: str) -> Iterator[str]:
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    return (line.strip() for line in text.splitlines() if not line.startswith("#"))


def _blocks() -> Iterator[tuple[str, str, str, str]]:
    lines = _lines("messages.txt")
    for heads, english, spanish in zip(lines, lines, lines, strict=True):
        rule, case = heads.split()
        yield rule, case, english, spanish


RULES = {case: rule for rule, case, *_ in _blocks()}
MESSAGES = {case: (english, spanish) for _, case, english, spanish in _blocks()}
# Each datatype with an example of how it is written, and with what it is called.
DATATYPES = {
    name: (example, english, spanish)
    for names, example, english, spanish in (line.split(" | ") for line in _lines("datatypes.txt"))
    for name in names.split()
}
# What closes the message when it is known what was meant, by case or rule.
_CLOSINGS = {
    "deprecated": (" Write {near} instead.", " Escriba {near} en su lugar."),
    "ill-typed-value": (" Write “{near}”.", " Escriba «{near}»."),
}
_MEANT = (" Did you mean {near}?", " ¿Quiso decir {near}?")
_OR = (" or ", " o ")


def message(fault: Fault, language: str = "en") -> str:
    """Return what is wrong, and what to write, in English or Spanish ("es").

    >>> from kg.slips.fault import Fault
    >>> message(Fault("missing", None, fillers={"term": "al:a"}))
    'There is no term al:a.'
    """
    spanish = language == "es"
    example, *words = DATATYPES.get(fault.fillers.get("datatype", "").removeprefix(XSD), ("",) * 3)
    *most, last = fault.near or ("",)
    near = _OR[spanish].join([", ".join(most), last] if most else [last])
    told = MESSAGES[fault.case][spanish]
    if fault.near:
        closing = _CLOSINGS.get(fault.case) or _CLOSINGS.get(fault.rule) or _MEANT
        told += closing[spanish]
    fillers = {"example": example, "words": words[spanish], "near": near}
    return told.format_map(fillers | fault.fillers)
