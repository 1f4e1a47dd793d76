"""The canonical layout of the project's Turtle files; comments stay, and so does the meaning.

Prefixes are sorted, a block belongs to one subject, `a` comes first and the other properties in
the order of `order`, one value a line where there are several, English before other languages.
Brackets stay on one line or on several, as they were written. Blocks are not moved.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping

from kg.errors import BadFile
from kg.lines import Lines
from kg.terms import RDF_TYPE
from kg.turtle import order
from kg.turtle.blocks import Block, Directive, Document, Part
from kg.turtle.reading import read

_INDENT = "    "
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


def arranged(text: str, name: str = "the text") -> str:
    """Return a Turtle text in the canonical layout.

    Raises BadFile, with the file called `name`, for a text with mistakes, and for one whose
    prefixes or base change on the way, since then the order of its lines has a meaning.
    """
    text = text.removeprefix("\ufeff")
    reading = read(text)
    if reading.faults:
        fault = reading.faults[0]
        raise BadFile(name, str(fault), fault.line, fault.column)
    made = Document(text, name)
    _refuse_changes(made, text, name)
    blocks = _merged(made.blocks)
    for block in blocks:
        _put_in_order(block.subject, reading.prefixes)
        _put_in_order(block, reading.prefixes)
    parts = [*_directives(made), *map(_block, blocks)]
    if made.below:
        parts.append("\n".join(made.below))
    return "\n\n".join(parts) + "\n" if parts else ""


def difference(before: str, after: str, name: str) -> str:
    """Return what changes between two texts of a file as a unified diff, nothing when nothing."""
    lines = difflib.unified_diff(
        _LINE.findall(before),  # other separators of lines are part of a text
        _LINE.findall(after),
        name,
        f"{name} (arranged)",
    )
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


# -- prefixes --


def _refuse_changes(made: Document, text: str, name: str) -> None:
    first: dict[str, Directive] = {}
    lines = Lines(text)
    for directive in made.directives:
        earlier = first.setdefault(directive.prefix, directive)
        if earlier.iri != directive.iri:
            line, column = lines.place(directive.at)
            what = f"the prefix {directive.prefix}" if directive.prefix else "the base"
            raise BadFile(
                name,
                f"{what} stands for {earlier.iri} in line {lines.place(earlier.at)[0]} and for "
                f"{directive.iri} here; give one of them another name before the file is arranged.",
                line,
                column,
            )


def _directives(made: Document) -> list[str]:
    """Return the lines of the base and the prefixes, sorted; those that are not used are left out.

    What stands above the first of them stays at the top.
    """
    kept: dict[str, Directive] = {}
    top: list[str] = []
    for directive in made.directives:
        if directive is made.directives[0]:
            top, directive.above = directive.above, []
        is_used = not made.blocks or directive.prefix in made.used | {""}
        if directive.prefix in kept or not is_used:
            top += [*directive.above, *directive.beside]
        else:
            kept[directive.prefix] = directive
    lines = [line for prefix in sorted(kept) for line in _directive(kept[prefix])]
    if top and not lines:
        return ["\n".join(top).rstrip("\n")]
    return ["\n".join([*top, *lines])] if lines else []


def _directive(directive: Directive) -> list[str]:
    words = [f"@{directive.keyword}", directive.prefix, directive.iri, "."]
    line = " ".join(word for word in words if word)
    return [*filter(None, directive.above), _with(line, directive.beside)]


# -- blocks --


def _merged(blocks: list[Block]) -> list[Block]:
    """Return the blocks, those of one subject as one, where that loses no comment's place."""
    made: list[Block] = []
    first: dict[str, Block] = {}
    for block in blocks:
        subject = block.subject.text
        earlier = first.get(subject)
        if earlier and not (_has_comments(block) or _has_comments(block.subject) or earlier.below):
            earlier.parts += block.parts
            continue
        if subject != "[" and subject != "(":
            first.setdefault(subject, block)
        made.append(block)
    return made


def _has_comments(part: Part) -> bool:
    """Say whether a comment stands anywhere in a part of a document."""
    own = part.above or part.beside or part.inside or part.below
    return bool(own) or any(map(_has_comments, part.parts))


def _put_in_order(part: Part, prefixes: Mapping[str, str]) -> None:
    """Put properties in their order, each once, and their values, English first; at any depth."""
    for inner in part.parts:
        _put_in_order(inner, prefixes)
    if not (isinstance(part, Block) or part.text == "["):
        return
    made: dict[str, Part] = {}
    for group in part.parts:
        iri = order.iri_of(group.text, prefixes)
        first = made.setdefault(iri, group)
        if first is not group:
            group.parts[0].above[:0] = [*group.above, *group.beside]
            first.parts += group.parts
    for iri, group in made.items():
        if all(map(_language, group.parts)):
            group.parts.sort(key=lambda value: (_language(value) != "en", _language(value)))
        if iri == RDF_TYPE.value:
            group.text = "a"
    part.parts = [made[iri] for iri in sorted(made, key=order.place_of)]


def _language(value: Part) -> str:
    match = re.search(r"[\"']@([A-Za-z0-9-]+)\Z", value.text)
    return match[1].lower() if match else ""


def _block(block: Block) -> str:
    subject = _term(block.subject, "")
    last = block.parts[-1].parts[-1] if block.parts else block.subject
    if not (block.below or last.beside):  # then the full stop stands beside the last value
        last.beside, block.beside = block.beside, []
    apart = block.below or block.beside
    stop = "" if apart else " ."
    told = [line for group in block.parts[:-1] for line in _group(group, _INDENT, " ;")]
    for group in block.parts[-1:]:
        told += _group(group, _INDENT, stop)
    indent = _INDENT if told else ""
    lines = list(block.subject.above)
    if not told:
        lines.append(_with(subject + stop, block.subject.beside))
    elif not (block.subject.beside or block.parts[0].above) and _is_short(block.parts[0]):
        lines.append(f"{subject} {told.pop(0).lstrip(' ')}")
    else:
        lines.append(_with(subject, block.subject.beside))
    lines += told
    if apart:
        lines += [indent + line for line in [*block.below, _with(".", block.beside)]]
    return "\n".join(lines)


def _is_short(group: Part) -> bool:
    """Say whether a property and its value can stand on one line."""
    return not (group.parts[1:] or group.beside or group.parts[0].above)


def _group(group: Part, indent: str, end: str) -> list[str]:
    """Return the lines of a property with its values; a value of several lines is one of them."""
    lines = [indent + comment for comment in group.above]
    if _is_short(group):
        [value] = group.parts
        told = f"{indent}{group.text} {_term(value, indent)}{end}"
        return [*lines, _with(told, value.beside)]
    lines.append(_with(indent + group.text, group.beside))
    deeper = indent + _INDENT
    for number, value in enumerate(group.parts, 1):
        lines += [deeper + comment for comment in value.above]
        mark = end if number == len(group.parts) else " ,"
        lines.append(_with(deeper + _term(value, deeper) + mark, value.beside))
    return lines


def _with(line: str, beside: list[str]) -> str:
    return f"{line}  {beside[0]}" if beside else line


def _term(value: Part, indent: str) -> str:
    if value.text in ("[", "("):
        return _bracket(value, indent)
    text = value.text
    match = re.match(r"'(?!'')([^'\"\\]*)'", text)  # one kind of quotes, where nothing is escaped
    return f'"{match[1]}"{text[match.end() :]}' if match else text


def _bracket(bracket: Part, indent: str) -> str:
    mark, closing = bracket.text, "]" if bracket.text == "[" else ")"
    if not (bracket.parts or bracket.below or bracket.inside):
        return mark + closing
    if not bracket.is_on_lines:
        joint = " " if mark == "(" else " ; "
        return f"{mark} {joint.join(_inline(part, indent) for part in bracket.parts)} {closing}"
    deeper = indent + _INDENT
    lines = [_with(mark, bracket.inside)]
    if mark == "(":
        lines += _items(bracket.parts, deeper)
    else:
        lines += [line for group in bracket.parts for line in _group(group, deeper, " ;")]
    lines += [deeper + comment for comment in bracket.below]
    return "\n".join([*lines, indent + closing])


def _inline(part: Part, indent: str) -> str:
    """Return an item of a list, or a property with its values, on one line."""
    if part.text in ("[", "(") or not part.parts:
        return _term(part, indent)
    return f"{part.text} {' , '.join(_term(value, indent) for value in part.parts)}"


def _items(items: list[Part], indent: str) -> list[str]:
    """Return the lines of a list, broken where they were broken."""
    lines: list[str] = []
    broken = True
    for item in items:
        told = _with(_term(item, indent), item.beside)
        if broken or item.above or item.on_new_line:
            lines += [indent + comment for comment in item.above]
            lines.append(indent + told)
        else:
            lines[-1] += " " + told
        broken = bool(item.beside)
    return lines
