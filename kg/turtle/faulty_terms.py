"""What is wrong with a single name, IRI or text, in words that say what to write."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.errors import did_you_mean, nearest
from kg.terms import BASE, PREFIXES
from kg.turtle import tokens
from kg.turtle.ahead import matched
from kg.vocabularies import vocabularies

if TYPE_CHECKING:
    from kg.turtle.grammar import Reader
    from kg.turtle.state import Hand, State

PROPERTY = "a property such as al:actor, `a`, or an IRI in < >"
SUBJECT = "a thing such as id:juan-guaido, or an IRI in < >"
VALUE = "a thing such as id:juan-guaido, a text in quotes, a number"
_WEB = ("http", "https", "ftp", "urn", "mailto", "doi", "file")
_SUFFIX = r"(?:@[\w-]+|\^\^\S+)?"  # what may follow a text, and the rest of its line
_REST = r"[ \t]*[;,.]?[ \t]*(?:[\r\n]|\Z)"
_FOREIGN = {"{": "other-format", "}": "other-format", "?": "variable", "$": "variable"}
_CLOSING = {"“": "”", "”": "”", "„": "“”", "«": "»", "‘": "’", "’": "’", "`": "`´", "´": "´"}


def clean(text: str, most: int = 40) -> str:
    """Return a piece of a text as it can be printed, clipped to `most` characters."""
    plain = re.sub(r"[\ud800-\udfff]", "\N{REPLACEMENT CHARACTER}", text)
    line = " ".join(plain.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def undeclared(reader: Hand, start: int, end: int) -> None:
    """Tell that a name has a prefix that no line declares: once for each prefix of a file."""
    prefix = reader.text[start:end].partition(":")[0]
    if prefix in _WEB and reader.text[end : end + 1] == "/" or prefix in ("http", "https"):
        address = matched(r"[^\s<>\"]*[^\s<>\".,;]", reader.text, start)
        reader.at = max(end, start + len(address))
        reader.tell(start, "address-not-marked", clean(address, 100))
        return
    if prefix.startswith("\ufeff"):
        reader.tell(start, "invisible", 0xFEFF, "nothing in its place")
        return
    if prefix in reader.told:
        return
    reader.told.add(prefix)
    if prefix == "a":
        reader.tell(start, "a-with-colon")
        return
    if prefix.lower() in reader.prefixes:
        expected = f"{prefix.lower()}: in small letters"
    elif known := _well_known(prefix):
        expected = f"the line @prefix {prefix}: <{known}> . above"
    else:
        near = did_you_mean([f"{found}:" for found in nearest(prefix, reader.prefixes)]).strip()
        expected = f"a line such as @prefix {prefix}: <…> . above" + (f" ({near})" if near else "")
    reader.tell(start, "undeclared", prefix, expected)


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
    if isinstance(error, tokens.BadEscape):
        reader.tell(at + 1 + error.at, "no-character", error.shown)
    else:
        reader.tell(at, "bad-address", clean(written, 100), error)


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
    reader.tell(start, "broken-address", clean(written, 100), problem, expected)
    return reader.emit(None, start)


def bad_language(reader: Reader, start: int, end: int) -> State:
    """Tell that no language is written so."""
    tag = reader.text[start:end]
    reader.tell(start, "direction" if "--" in tag else "bad-language", tag)
    return reader.emit(None, reader.object_at)


def kind_of_value(reader: Reader, kind: int, start: int, end: int) -> State:
    """Tell that what follows ^^ is no kind of value."""
    written = reader.text[start:end]
    if kind == tokens.NAME or kind == tokens.IRI:
        reader.tell(start, "kind-needs-language", written)
        return reader.emit(None, reader.object_at)
    guess = written.strip("\"'") if kind in (tokens.STRING, tokens.WORD) else ""
    known = guess in ("date", "integer", "decimal", "boolean", "string", "anyURI", "dateTime")
    expected = f"xsd:{guess}" if known else "a kind such as xsd:date after ^^"
    reader.tell(start, "bad-kind", clean(written), expected)
    return reader.emit(None, reader.object_at) if guess else reader.after(kind, start, end)


def unclosed(reader: Reader, kind: int, start: int, end: int) -> State:
    """Tell that a text in quotes has no end, and go on where it should have had it."""
    text, quote = reader.text, reader.text[start]
    reader.object_at, reader.value = start, None
    if kind == tokens.OPEN_LONG:
        return _unclosed_long(reader, start, end)
    if several := _on_several_lines(text, start):
        reader.tell(start, "several-lines", quote * 3)
        reader.at = start + len(several)
        return reader.suffix
    bad = matched(r"[^\r\n\ud800-\udfff]*[\ud800-\udfff]", text, start)
    curved = matched(rf"[^\r\n]*?[“”„»’´`](?={_SUFFIX}{_REST})", text, start)
    if curved and not bad:
        reader.at = start + len(curved)
        reader.tell(reader.at - 1, "curly-quote", curved[-1])
        return reader.suffix
    if bad:
        not_utf_8(reader, start + len(bad) - 1)
    else:
        reader.tell(start, "text-open", f"the text {clean(text[start:end])}", quote)
    reader.at = start + max(1, len(matched(rf"[^\r\n]*?(?={_REST})", text, start)))
    return reader.suffix


def _unclosed_long(reader: Reader, start: int, end: int) -> State:
    text = reader.text
    reader.tell(start, "text-open", "a long text", text[start:end])
    # Where it should have ended nobody knows; a second one is looked for in vain at a cost.
    again = re.compile(r"[\r\n](?=[\w.-]*:|[<\[]|@prefix|@base)").search(text, end)
    reader.at = again.end() if again and "long" not in reader.told else len(text)
    reader.told.add("long")
    reader.frames.clear()
    return reader.statement


def _on_several_lines(text: str, start: int) -> str:
    """Return a text in single quotes that goes on over line ends up to its end, or nothing."""
    if matched(r"[^\r\n]*[;,.][ \t]*[\r\n]", text, start):
        return ""
    quote = text[start]
    inside = rf"(?s:[^{quote}\\]|\\.){{0,2000}}"
    return matched(rf"{quote}{inside}{quote}(?={_SUFFIX}\s*[;,.\])])", text, start)


def not_utf_8(reader: Reader, at: int) -> None:
    """Tell that a file is not written in UTF-8: once."""
    if "utf-8" not in reader.told:
        reader.told.add("utf-8")
        reader.tell(at, "no-utf-8")


def _unseen(reader: Reader, at: int) -> bool:
    """Say whether a sign is no character or cannot be seen; if so tell it."""
    sign = reader.text[at]
    if "\ud800" <= sign <= "\udfff":
        not_utf_8(reader, at)
    elif not sign.isprintable():
        expected = "a space" if sign.isspace() else "nothing in its place"
        reader.tell(at, "invisible", ord(sign), expected)
    else:
        return False
    return True


def curly(reader: Reader, start: int) -> bool:
    """Say whether a text stands in quotes that Turtle does not know; if so tell it and pass it."""
    closing = _CLOSING.get(reader.text[start])
    if closing is None:
        return False
    reader.tell(start, "curly-quote", reader.text[start])
    reader.at = start + len(matched(rf".[^\r\n{closing}]*[{closing}]?", reader.text, start))
    reader.value, reader.object_at = None, start
    return True


def space_in_name(reader: Reader, end: int, name_at: int, state: State) -> State:
    """Tell that a name goes on after a space; `end` is that of its second word."""
    more = matched(r"(?:[ \t]+(?!a\b)[\w-]+(?![\w.-]*:))*", reader.text, end)
    reader.at = end + len(more)
    whole = reader.text[name_at : reader.at]
    joined = "-".join(whole.split()).replace(":-", ":")
    reader.tell(name_at, "space-in-name", clean(whole), clean(joined, 100))
    return state


def stray_in_name(reader: Reader, start: int, name_at: int, state: State) -> State:
    """Tell of a character that no name has, and pass the rest of the name."""
    text = reader.text
    if not _unseen(reader, start):
        reader.tell(start, "stray-in-name", clean(text[start]), clean(text[name_at:start]))
    rest = matched(r"\S(?:[^\s;,\])\"]*[^\s;,\])\".])?", text, start)
    reader.at = start + max(1, len(rest))
    return state


def unexpected(reader: Reader, kind: int, start: int, end: int, expected: str) -> State:
    """Tell of what belongs nowhere in Turtle, or not here, and pass over what comes with it."""
    if not _unseen(reader, start):
        slip = "too-new" if kind == tokens.NEWER else _FOREIGN.get(reader.text[start], "unexpected")
        reader.tell(start, slip, clean(reader.text[start:end]), expected)
    return reader.skip
