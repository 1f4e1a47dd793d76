"""The grammar of Turtle (RDF 1.1 Turtle, section 6.5) as a machine whose states are methods.

Each state is given a token and returns the state for the next one. What a state does not expect
goes to `before_values` and its like, which tell the mistake by its cause and say where to go on.
Triples come in the order in which the store's own parser completes them.
"""

from __future__ import annotations

from kg.terms import PREFIXES, RDF_TYPE, Literal, NamedNode
from kg.turtle import (
    after_values,
    ahead,
    before_values,
    faulty_terms,
    foreign,
    resolving,
    sentences,
    tokens,
)
from kg.turtle.state import Frame, Hand, Node, State

_FIRST, _REST, _NIL = (NamedNode(PREFIXES["rdf"] + name) for name in ("first", "rest", "nil"))
_MOST_OPEN = 1_000  # brackets within brackets
_TAGGED = (PREFIXES["rdf"] + "langString", PREFIXES["rdf"] + "dirLangString")


class Reader(Hand):
    """A text that is being read."""

    def read(self) -> None:
        """Read the whole text."""
        text, token, end_kind, marker_kind = self.text, tokens.token, tokens.END, tokens.MARKER
        state: State = self.statement
        while True:
            match = token(text, self.at)
            assert match is not None and match.lastindex is not None  # everything has a kind
            kind = match.lastindex
            start, end = match.span(kind)
            self.before, self.at = self.at, end
            if kind == marker_kind:
                foreign.merge(self, start)
                continue
            if kind == end_kind:
                sentences.at_end(self, state)
                return
            state = state(kind, start, end)

    def emit(self, value: Node | Literal | None, at: int) -> State:
        """Note a triple whose object is `value`, and return the state after an object."""
        self.note(value, at)
        return self.after

    # -- sentences and directives --

    def statement(self, kind: int, start: int, end: int) -> State:
        """Begin a sentence: its subject, or a directive."""
        self.subject_at = start
        self.predicate_at = -1
        if kind == tokens.NAME or kind == tokens.IRI:
            self.subject = self.term(kind, start, end)
        elif kind == tokens.BLANK:
            self.subject = self.labelled(start, end)
        elif kind == tokens.MARK and self.text[start] in "[(":
            return self.open(start, is_subject=True)
        else:
            word = self.text[start:end]
            sparql = kind == tokens.WORD and word.lower() in ("prefix", "base")
            if not sparql and word not in ("@prefix", "@base"):
                return sentences.statement(self, kind, start, end)
            self.directive = word.lower()
            return self.iri_of_prefix if word.lower().endswith("base") else self.name_of_prefix
        return self.verb

    def name_of_prefix(self, kind: int, start: int, end: int) -> State:
        """Read the name that a directive gives to a prefix."""
        if kind != tokens.NAME or self.text[end - 1] != ":" or "\\" in self.text[start:end]:
            return sentences.name_of_prefix(self, kind, start, end)
        self.prefix = self.text[start : end - 1]
        if ":" in self.prefix:
            return sentences.name_of_prefix(self, kind, start, end)
        return self.iri_of_prefix

    def iri_of_prefix(self, kind: int, start: int, end: int) -> State:
        """Read the IRI of a directive."""
        if kind != tokens.IRI:
            return sentences.iri_of_prefix(self, kind, start, end)
        return self.declare(self.term(kind, start, end))

    def declare(self, found: NamedNode | None) -> State:
        """Take the IRI of a directive for its prefix, or as the base."""
        if found is not None and self.directive.endswith("base"):
            self.base = found.value
        elif found is not None:
            self.prefixes[self.prefix] = found.value
        else:
            self.told.add(self.prefix)  # its names are no further mistakes
        self.names.clear()
        self.verbs = {"a": RDF_TYPE}
        return self.stop if self.directive.startswith("@") else self.statement

    def stop(self, kind: int, start: int, end: int) -> State:
        """Read the full stop of a directive."""
        if kind == tokens.MARK and self.text[start] == ".":
            return self.statement
        return sentences.stop(self, kind, start, end)

    # -- subject, property, values --

    def verb(self, kind: int, start: int, end: int) -> State:
        """Read a property."""
        written, self.new_verb = self.text[start:end], ""
        term = self.verbs.get(written)
        if term is None:
            if kind != tokens.NAME and kind != tokens.IRI:
                return before_values.verb(self, kind, start, end)
            term = self.term(kind, start, end)
            if term is not None:
                self.verbs[written], self.new_verb = term, written
        self.previous = self.predicate
        self.predicate, self.predicate_at = term, start
        return self.value_of

    def more(self, kind: int, start: int, end: int) -> State:
        """Read what follows a semicolon: a property, a closing mark, another semicolon."""
        if kind == tokens.MARK:
            mark = self.text[start]
            if mark == ";":
                return self.more
            if (mark == "." and not self.frames) or (mark == "]" and self.frames):
                return self.after(kind, start, end)
        return self.verb(kind, start, end)

    def value_of(self, kind: int, start: int, end: int) -> State:
        """Read a value: the object of a triple, or the item of a list."""
        if kind == tokens.STRING:
            self.object_at = start
            try:
                self.value = tokens.text_of(self.text[start:end])
            except tokens.BadEscape as error:
                self.value = None
                self.tell(start + error.at, "bad-escape", faulty_terms.clean(error.shown))
            return self.suffix
        if kind == tokens.NAME or kind == tokens.IRI:
            return self.emit(self.term(kind, start, end), start)
        if kind == tokens.NUMBER:
            return self.emit(resolving.number(self.text[start:end]), start)
        if kind == tokens.BLANK:
            return self.emit(self.labelled(start, end), start)
        if kind == tokens.MARK and self.text[start] in "[(":
            return self.open(start)
        if kind == tokens.WORD and self.text[start:end] in ("true", "false"):
            return self.emit(Literal(self.text[start:end] == "true"), start)
        return before_values.value_of(self, kind, start, end)

    def suffix(self, kind: int, start: int, end: int) -> State:
        """Read what may follow a text: its language, or the mark before its kind."""
        if kind == tokens.LANGUAGE:
            tag = self.text[start + 1 : end]
            try:
                literal = None if self.value is None else Literal(self.value, language=tag.lower())
            except ValueError:
                return faulty_terms.bad_language(self, start, end)
            return self.emit(literal, self.object_at)
        if kind == tokens.MARK and self.text[start] == "^":
            return self.kind_of_value
        self.emit(None if self.value is None else Literal(self.value), self.object_at)
        return self.after(kind, start, end)

    def kind_of_value(self, kind: int, start: int, end: int) -> State:
        """Read the datatype of a text."""
        if kind != tokens.NAME and kind != tokens.IRI:
            return faulty_terms.kind_of_value(self, kind, start, end)
        datatype = self.term(kind, start, end)
        if datatype is None or self.value is None:
            return self.emit(None, self.object_at)
        if datatype.value in _TAGGED:
            return faulty_terms.kind_of_value(self, kind, start, end)
        return self.emit(Literal(self.value, datatype=datatype), self.object_at)

    def after(self, kind: int, start: int, end: int) -> State:
        """Read what follows a value: a separator, a closing mark, the next item of a list."""
        mark = self.text[start] if kind == tokens.MARK else ""
        frame = self.frames[-1] if self.frames else None
        if frame is not None and frame.mark == "(":
            return self._after_item(kind, start, end)
        if mark == ";":
            self.separator_at = start
            return self.more
        if mark == ",":
            self.separator_at = start
            return self.value_of
        if mark == "." and frame is None:
            return sentences.ended(self, start)
        if mark == "]" and frame is not None:
            return self.close()
        return after_values.after(self, kind, start, end)

    # -- brackets --

    def open(self, start: int, is_subject: bool = False) -> State:
        """Note a bracket that opens; what it is shows with the next token."""
        self.opened_at, self.opens_subject = start, is_subject
        return self.in_brackets if self.text[start] == "[" else self.in_list

    def in_brackets(self, kind: int, start: int, end: int) -> State:
        """Read the first property of a thing without a name, or that it has none."""
        node = self.fresh()
        if kind == tokens.MARK and self.text[start] == "]":
            return self._alone(node)
        return self._enter("[", node) or self.verb(kind, start, end)

    def in_list(self, kind: int, start: int, end: int) -> State:
        """Read the first item of a list, or that it has none."""
        if kind == tokens.MARK and self.text[start] == ")":
            return self._alone(_NIL)
        node = self.fresh()
        if not self.opens_subject:
            self.emit(node, self.opened_at)
        return self._enter("(", node) or self._item(kind, start, end)

    def _item(self, kind: int, start: int, end: int) -> State:
        self.predicate, self.predicate_at, self.subject_at = _FIRST, start, start
        return self.value_of(kind, start, end)

    def _alone(self, node: Node) -> State:
        if not self.opens_subject:
            return self.emit(node, self.opened_at)
        self.subject, self.subject_at = node, self.opened_at
        return self.verb

    def _enter(self, mark: str, node: Node) -> State | None:
        """Go into a bracket; where too many are open tell it once, and read no further."""
        outer = None if self.opens_subject else self.context()
        self.frames.append(Frame(mark, self.opened_at, node, outer))
        self.go_back((node, self.opened_at, None, -1))
        if len(self.frames) <= _MOST_OPEN:
            return None
        self.tell(self.frames[0].at, "too-deep", _MOST_OPEN)
        self.frames.clear()
        self.at = len(self.text)
        return self.statement

    def close(self) -> State:
        """Leave the innermost bracket."""
        frame = self.frames.pop()
        if frame.outer is None:
            self.go_back((frame.node, frame.at, None, -1))
            return self.after_brackets if frame.mark == "[" else self.verb
        self.go_back(frame.outer)
        if frame.mark == "[":
            self.emit(frame.node, frame.at)
        self.object_at = frame.at
        return self.after

    def after_brackets(self, kind: int, start: int, end: int) -> State:
        """Read what follows a thing without a name that is a subject; it may stand alone."""
        if kind == tokens.MARK and self.text[start] == ".":
            return self.after(kind, start, end)
        return self.verb(kind, start, end)

    def _after_item(self, kind: int, start: int, end: int) -> State:
        mark = self.text[start] if kind == tokens.MARK else ""
        if mark and mark not in "[()":
            return after_values.after(self, kind, start, end)
        self.predicate, self.predicate_at, self.subject_at = _REST, start, start
        if mark == ")":
            self.emit(_NIL, start)
            return self.close()
        node = self.fresh()
        self.emit(node, start)
        self.subject = node
        return self._item(kind, start, end)

    # -- past what cannot be read --

    def skip(self, kind: int, start: int, end: int) -> State:
        """Pass on to where sense can begin: behind a `;` or full stop, at a thing on a new line."""
        if kind == tokens.OPEN_LONG:  # nothing after it can be told apart
            self.at = len(self.text)
        starts = kind in (tokens.NAME, tokens.IRI, tokens.LANGUAGE)
        mark = self.text[start] if kind == tokens.MARK else ""
        if mark == "." or (starts and ahead.begins_line(self.text, start)):
            self.frames.clear()
            self.skipped = 0
            return self.statement if mark else self.statement(kind, start, end)
        if mark and mark in "[(":
            self.skipped += 1
        elif mark and mark in "])" and self.skipped:
            self.skipped -= 1
        elif mark and mark in "])" and self.frames:
            if (self.frames[-1].mark == "[") == (mark == "]"):
                return self.close()
        elif mark == ";" and not self.skipped and not ahead.in_list(self):
            self.separator_at = start
            return self.more
        return self.skip
