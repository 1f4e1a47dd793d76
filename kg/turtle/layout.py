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
from kg.turtle import order
from kg.turtle.blocks import Block, Bracket, Directive, Document, Group, Value, document
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
    made = document(text, name)
    _refuse_changes(made, text, name)
    heads = _directives(made)
    blocks = [_block(block, reading.prefixes) for block in _merged(made.blocks)]
    parts = [*heads, *blocks]
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
    for number, directive in enumerate(made.directives):
        if number == 0:
            top, directive.above = directive.above, []
        earlier = kept.setdefault(directive.prefix, directive)
        if earlier is not directive:
            top += [*directive.above, *directive.beside]
        elif made.blocks and directive.prefix and directive.prefix not in made.used:
            top += [*directive.above, *directive.beside]
            del kept[directive.prefix]
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
        if earlier and not (_has_comments(block) or earlier.below):
            earlier.groups += block.groups
            continue
        if subject:
            first.setdefault(subject, block)
        made.append(block)
    return made


def _has_comments(part: Block | Group | Value | Bracket) -> bool:
    """Say whether a comment stands anywhere in a part of a document."""
    for name, inside in vars(part).items():
        if name in ("above", "beside", "below") and inside:
            return True
        parts = inside if isinstance(inside, list) else [inside]
        if any(_has_comments(p) for p in parts if isinstance(p, Group | Value | Bracket)):
            return True
    return False


def _block(block: Block, prefixes: Mapping[str, str]) -> str:
    subject = _term(block.subject, "", prefixes)
    lines = list(block.subject.above)
    groups = _arranged_groups(block.groups, prefixes)
    last = groups[-1].values[-1] if groups else block.subject
    if not (block.below or last.beside):  # then the full stop stands beside the last value
        last.beside, block.beside = block.beside, []
    apart = bool(block.below or block.beside)
    if not groups:
        lines.append(_with(subject if apart else subject + " .", block.subject.beside))
        return "\n".join([*lines, *block.below, *([_with(".", block.beside)] if apart else [])])
    ends = [" ;"] * (len(groups) - 1) + ["" if apart else " ."]
    told = [_group(group, _INDENT, end, prefixes) for group, end in zip(groups, ends, strict=True)]
    if not block.subject.beside and _is_short(groups[0]):
        told[0][0] = f"{subject} {told[0][0].lstrip(' ')}"
    else:
        lines.append(_with(subject, block.subject.beside))
    lines += [line for group in told for line in group]
    if apart:
        lines += [_INDENT + line for line in [*block.below, _with(".", block.beside)]]
    return "\n".join(lines)


def _arranged_groups(groups: list[Group], prefixes: Mapping[str, str]) -> list[Group]:
    """Return properties in their order, each once, and their values, English first."""
    made: dict[str, Group] = {}
    for group in groups:
        iri = order.iri_of(group.text, prefixes)
        if iri not in made:
            made[iri] = group
            continue
        group.values[0].above[:0] = [*group.above, *group.beside]
        made[iri].values += group.values
    for group in made.values():
        if all(value.language for value in group.values):
            group.values.sort(key=lambda value: (value.language != "en", value.language))
    for iri, group in made.items():
        group.text = "a" if order.place_of(iri)[1] == "rdf:type" else group.text
    return [made[iri] for iri in sorted(made, key=order.place_of)]


def _is_short(group: Group) -> bool:
    """Say whether a property and its value can stand on the line of their subject."""
    (value, *others) = group.values
    return not (others or group.above or group.beside or value.above)


def _group(group: Group, indent: str, end: str, prefixes: Mapping[str, str]) -> list[str]:
    """Return the lines of a property with its values; a value of several lines is one of them."""
    lines = [indent + comment for comment in group.above]
    if not (group.beside or group.values[0].above or len(group.values) > 1):
        value = group.values[0]
        told = f"{indent}{group.text} {_term(value, indent, prefixes)}{end}"
        return [*lines, _with(told, value.beside)]
    lines.append(_with(indent + group.text, group.beside))
    deeper = indent + _INDENT
    for number, value in enumerate(group.values, 1):
        lines += [deeper + comment for comment in value.above]
        mark = end if number == len(group.values) else " ,"
        lines.append(_with(deeper + _term(value, deeper, prefixes) + mark, value.beside))
    return lines


def _with(line: str, beside: list[str]) -> str:
    return f"{line}  {beside[0]}" if beside else line


def _term(value: Value, indent: str, prefixes: Mapping[str, str]) -> str:
    if value.bracket is not None:
        return _bracket(value.bracket, indent, prefixes)
    text = value.text
    match = re.match(r"'(?!'')([^'\"\\]*)'", text)  # one kind of quotes, where nothing is escaped
    return f'"{match[1]}"{text[match.end() :]}' if match else text


def _bracket(bracket: Bracket, indent: str, prefixes: Mapping[str, str]) -> str:
    closing = "]" if bracket.mark == "[" else ")"
    bracket.groups = _arranged_groups(bracket.groups, prefixes)
    if not (bracket.groups or bracket.items or bracket.below or bracket.beside):
        return bracket.mark + closing
    if not bracket.is_on_lines:
        if bracket.mark == "(":
            told = " ".join(_term(item, indent, prefixes) for item in bracket.items)
        else:
            told = " ; ".join(_inline(group, indent, prefixes) for group in bracket.groups)
        return f"{bracket.mark} {told} {closing}"
    deeper = indent + _INDENT
    lines = [_with(bracket.mark, bracket.beside)]
    for group in bracket.groups:
        lines += _group(group, deeper, " ;", prefixes)
    lines += _items(bracket.items, deeper, prefixes)
    lines += [deeper + comment for comment in bracket.below]
    return "\n".join([*lines, indent + closing])


def _inline(group: Group, indent: str, prefixes: Mapping[str, str]) -> str:
    values = " , ".join(_term(value, indent, prefixes) for value in group.values)
    return f"{group.text} {values}"


def _items(items: list[Value], indent: str, prefixes: Mapping[str, str]) -> list[str]:
    """Return the lines of a list, broken where they were broken."""
    lines: list[str] = []
    broken = True
    for item in items:
        told = _with(_term(item, indent, prefixes), item.beside)
        if broken or item.above or item.on_new_line:
            lines += [indent + comment for comment in item.above]
            lines.append(indent + told)
        else:
            lines[-1] += " " + told
        broken = bool(item.beside)
    return lines
