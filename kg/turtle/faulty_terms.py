"""What is wrong with a single name, IRI or text, in words that say what to write."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.errors import did_you_mean, nearest
from kg.terms import BASE, PREFIXES
from kg.turtle import tokens
from kg.turtle.ahead import Skipping
from kg.vocabularies import vocabularies

if TYPE_CHECKING:
    from kg.turtle.grammar import Reader
    from kg.turtle.state import Hand, State

PROPERTY = "a property such as al:actor, `a`, or an IRI in < >"
SUBJECT = "a thing such as id:juan-guaido, or an IRI in < >"
VALUE = "a thing such as id:juan-guaido, a text in quotes, a number"
_WEB = ("http", "https", "ftp", "urn", "mailto", "doi", "file")
_STRAIGHT = 'straight quotes: "'
_SUFFIX = r"(?:@[\w-]+|\^\^\S+)?"  # what may follow a text, and the rest of its line
_REST = r"[ \t]*[;,.]?[ \t]*(?:[\r\n]|\Z)"
_CLOSING = {"“": "”", "”": "”", "„": "“”", "«": "»", "‘": "’", "’": "’", "`": "`´", "´": "´"}


def clean(text: str, most: int = 40) -> str:
    """Return a piece of a text as it can be printed, clipped to `most` characters."""
    plain = re.sub(r"[\ud800-\udfff]", "\N{REPLACEMENT CHARACTER}", text)
    line = " ".join(plain.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def undeclared(reader: Hand, start: int, end: int) -> None:
    """Tell that a name has a prefix that no line declares: once for each prefix of a file."""
    prefix, _, name = reader.text[start:end].partition(":")
    if prefix in _WEB and reader.text[end : end + 1] == "/" or prefix in ("http", "https"):
        match = re.compile(r"[^\s<>\"]*[^\s<>\".,;]").match(reader.text, start)
        assert match is not None
        reader.at = max(end, match.end())
        address = clean(match[0], 100)
        reader.fault(start, f"the address {address} is not marked as one", f"<{address}>")
        return
    if prefix.startswith("\ufeff"):
        reader.fault(start, "an invisible character stands here (U+FEFF)", "nothing in its place")
        return
    if prefix in reader.told:
        return
    reader.told.add(prefix)
    if prefix == "a":
        reader.fault(start, "`a`, which says what a thing is, has no colon", "`a` and a class")
        return
    known, near = _well_known(prefix), ""
    if prefix.lower() in reader.prefixes:
        expected = f"{prefix.lower()}: in small letters"
    elif known:
        expected = f"the line @prefix {prefix}: <{known}> . above"
    else:
        near = did_you_mean([f"{found}:" for found in nearest(prefix, reader.prefixes)]).strip()
        expected = f"a line such as @prefix {prefix}: <…> . above" + (f" ({near})" if near else "")
    reader.fault(start, f"the prefix {prefix}: has not been declared", expected)


def _well_known(prefix: str) -> str:
    """Return what everybody means by a prefix, "" when there is no such thing."""
    if prefix in PREFIXES:
        return PREFIXES[prefix]
    if prefix == "wd":
        return "http://www.wikidata.org/entity/"
    usual = {found.prefix: found.namespace for found in reversed(vocabularies().values())}
    return usual.get(prefix, "")


def bad_iri(reader: Hand, at: int, written: str, error: ValueError) -> None:
    """Tell why an IRI, or the one that a name makes, stands for nothing."""
    shown = clean(written, 100)
    if isinstance(error, tokens.BadEscape):
        reader.fault(at + 1 + error.at, f"{error.shown} is no character", "the character itself")
    else:
        reader.fault(at, f"{shown} is no address: {error}", "an address without mistakes")


def broken_iri(reader: Reader, start: int, end: int) -> State:
    """Tell why what begins with `<` is no IRI, and go on after it."""
    written = reader.text[start:end]
    inside = re.sub(r"\s*([/#:?&=.]|\A|\Z)\s*", r"\1", written[1:].rstrip(">"))
    gap = "-" if inside.startswith(BASE) or ":" not in inside else "%20"
    expected = f"<{clean(gap.join(inside.split()), 100)}>"
    if "\\" in inside:
        problem, expected = "has a backslash", "the characters themselves"
    elif not written.endswith(">"):
        problem = "is not closed"
        expected = "what is open to be closed: the address by >"
    elif re.search(r"\s", written):
        problem = "has a space in it"
    else:
        problem = "has a character that no address has"
        expected = "an address that is copied from the page it names"
    reader.fault(start, f"the address {clean(written, 100)} {problem}", expected)
    return reader.emit(None, start)


def bad_escape(reader: Reader, start: int, error: tokens.BadEscape) -> None:
    """Tell that a backslash in a text says nothing."""
    reader.fault(
        start + error.at,
        f"{clean(error.shown)} is no sign of its own in a text",
        r"\\ for a backslash, \" for a quote, \n for a new line",
    )


def bad_language(reader: Reader, start: int, end: int) -> State:
    """Tell that no language is written so."""
    tag = reader.text[start:end]
    problem = f"{tag} is no language"
    if "--" in tag:
        problem = f"{tag} gives the text a direction, which RDF 1.1 does not know"
    reader.fault(start, problem, "a code such as @en, @es or @es-VE after the text")
    return reader.emit(None, reader.object_at)


def kind_of_value(reader: Reader, kind: int, start: int, end: int) -> State:
    """Tell that what follows ^^ is no kind of value."""
    written = reader.text[start:end]
    if kind == tokens.NAME or kind == tokens.IRI:
        reader.fault(start, f"a text of the kind {written} needs its language", "@en or @es")
        return reader.emit(None, reader.object_at)
    guess = written.strip("\"'") if kind in (tokens.STRING, tokens.WORD) else ""
    known = guess in ("date", "integer", "decimal", "boolean", "string", "anyURI", "dateTime")
    reader.fault(
        start,
        f"{clean(written)} is no kind of value",
        f"xsd:{guess}" if known else "a kind such as xsd:date after ^^",
    )
    if guess:
        return reader.emit(None, reader.object_at)
    return reader.after(kind, start, end)


def unclosed(reader: Reader, kind: int, start: int, end: int) -> State:
    """Tell that a text in quotes has no end, and go on where it should have had it."""
    text, quote = reader.text, reader.text[start]
    reader.object_at, reader.value = start, None
    if kind == tokens.OPEN_LONG:
        _tell_unclosed(reader, start, "a long text", text[start:end])
        # Where it should have ended nobody knows; a second one is looked for in vain at a cost.
        again = re.compile(r"[\r\n](?=[\w.-]*:|[<\[]|@prefix|@base)").search(text, end)
        reader.at = again.end() if again and "long" not in reader.told else len(text)
        reader.told.add("long")
        reader.frames.clear()
        return reader.statement
    if several := _on_several_lines(text, start):
        expected = f"three quotes at both ends: {quote * 3}"
        reader.fault(start, "a text goes on over several lines", expected)
        reader.at = several
        return reader.suffix
    bad = re.compile(r"[^\r\n\ud800-\udfff]*[\ud800-\udfff]").match(text, start)
    curved = re.compile(rf"[^\r\n]*?[“”„»’´`](?={_SUFFIX}{_REST})").match(text, start)
    if curved and not bad:
        sign = curved[0][-1]
        reader.fault(curved.end() - 1, f"{sign} is no quote that Turtle knows", _STRAIGHT)
        reader.at = curved.end()
        return reader.suffix
    if bad:
        not_utf_8(reader, bad.end() - 1)
    else:
        _tell_unclosed(reader, start, f"the text {clean(text[start:end])}", quote)
    match = re.compile(rf"[^\r\n]*?(?={_REST})").match(text, start)
    assert match is not None
    reader.at = max(match.end(), start + 1)
    return reader.suffix


def _tell_unclosed(reader: Reader, start: int, what: str, mark: str) -> None:
    reader.fault(start, f"{what} is not closed", f"what is open to be closed: the text by {mark}")


def _on_several_lines(text: str, start: int) -> int:
    """Return where a text in single quotes that goes on over line ends has its end, or 0."""
    if re.compile(r"[^\r\n]*[;,.][ \t]*[\r\n]").match(text, start):
        return 0
    quote = text[start]
    inside = re.compile(
        rf"{quote}(?:[^{quote}\\]|\\.){{0,2000}}{quote}(?=(?:@[A-Za-z-]+|\^\^\S+)?\s*[;,.\])])",
        re.S,
    )
    match = inside.match(text, start)
    return match.end() if match else 0


def not_utf_8(reader: Reader, at: int) -> None:
    """Tell that a file is not written in UTF-8: once."""
    if "utf-8" not in reader.told:
        reader.told.add("utf-8")
        reader.fault(
            at, "this byte is no character of UTF-8", "the file saved again with the encoding UTF-8"
        )


def curly(reader: Reader, start: int) -> bool:
    """Say whether a text stands in quotes that Turtle does not know; if so tell it and pass it."""
    closing = _CLOSING.get(reader.text[start])
    if closing is None:
        return False
    reader.fault(start, f"{reader.text[start]} is no quote that Turtle knows", _STRAIGHT)
    match = re.compile(rf".[^\r\n{closing}]*[{closing}]?").match(reader.text, start)
    assert match is not None
    reader.at = match.end()
    reader.value, reader.object_at = None, start
    return True


def space_in_name(reader: Reader, end: int, name_at: int, state: State) -> State:
    """Tell that a name goes on after a space; `end` is that of its second word."""
    more = re.compile(r"(?:[ \t]+(?!a\b)[\w-]+(?![\w.-]*:))*").match(reader.text, end)
    assert more is not None
    whole = reader.text[name_at : more.end()]
    first, *rest = whole.split()
    joined = first + "-".join(rest) if first.endswith(":") else "-".join([first, *rest])
    reader.fault(name_at, f"the name {clean(whole)} has a space in it", clean(joined, 100))
    reader.at = more.end()
    return state


def stray_in_name(reader: Reader, start: int, name_at: int, state: State) -> State:
    """Tell of a character that no name has, and pass the rest of the name."""
    sign = reader.text[start]
    if not sign.isprintable() and not "\ud800" <= sign <= "\udfff":
        expected = "a space" if sign.isspace() else "nothing in its place"
        reader.fault(start, f"an invisible character stands here (U+{ord(sign):04X})", expected)
        return state
    match = re.compile(r"\S(?:[^\s;,\])\"]*[^\s;,\])\".])?").match(reader.text, start)
    reader.at = match.end() if match else start + 1
    if "\ud800" <= sign <= "\udfff":
        not_utf_8(reader, start)
    else:
        reader.fault(
            start,
            f"{clean(sign)} cannot stand in the name {clean(reader.text[name_at:start])}…",
            "letters, digits and hyphens",
        )
    return state


def unexpected(reader: Reader, kind: int, start: int, end: int, expected: str) -> State:
    """Tell of what belongs nowhere in Turtle, or not here, and pass over what comes with it."""
    sign = reader.text[start]
    shown = clean(reader.text[start:end])
    if "\ud800" <= sign <= "\udfff":
        not_utf_8(reader, start)
    elif kind == tokens.NEWER:
        reader.fault(start, f"{shown} is of a newer kind, which RDF 1.1 does not know", expected)
    elif sign in "{}":
        reader.fault(start, f"{shown} belongs to another format than Turtle", expected)
    elif sign in "?$":
        reader.fault(start, "a name with ? belongs into a question, not into a file", expected)
    elif kind == tokens.STRAY and not sign.isprintable():
        reader.fault(start, f"an invisible character stands here (U+{ord(sign):04X})", "a space")
    else:
        reader.fault(start, f"{shown} cannot stand here", expected)
    return Skipping(reader)
