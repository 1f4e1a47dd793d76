"""What explanations say, in English and in Spanish: read from `phrases.txt`."""

from __future__ import annotations

from pathlib import Path


def _read() -> dict[str, tuple[str, str]]:
    text = Path(__file__).with_name("phrases.txt").read_text(encoding="utf-8")
    lines = [line.strip() for line in text.splitlines() if line and not line.startswith("#")]
    blocks = zip(lines[::3], lines[1::3], lines[2::3], strict=True)
    return {key: (english, spanish) for keys, english, spanish in blocks for key in keys.split()}


PHRASES = _read()


def say(key: str, language: str, **inside: object) -> str:
    """Return a phrase in Spanish where that is the language, else in English."""
    return PHRASES[key][language == "es"].format_map(inside)
