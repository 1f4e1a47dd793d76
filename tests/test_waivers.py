"""A waiver takes exactly what it names out of a report, says why, and is checked itself."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import rules, waivers
from kg.report import Finding, Waived
from kg.waivers import Waivers

NAME = "ontology/waivers.toml"
TODAY = datetime.date(2027, 6, 30)
RULES = {
    "date-bounds": "values",
    "ill-typed-value": "values",
    "event-label": "shapes",
    "syntax": "syntax",
    "accusation-without-accuser": "living-persons",
    "waiver-unused": "waivers",
}
WAIVER = """\
[[waiver]]
rule = "date-bounds"
thing = "id:ana"
reason = "The source gives this date."
"""


def read(tmp_path: Path, text: str | bytes, today: datetime.date = TODAY) -> Waivers:
    path = tmp_path / "waivers.toml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return waivers.read(path, NAME, today, RULES)


def finding(**given: object) -> Finding:
    usual: dict[str, object] = {
        "severity": "error",
        "rule": "date-bounds",
        "file": "data/x.ttl",
        "line": 4,
        "column": 5,
        "thing": "id:ana",
        "label": "Ana",
        "message": "Wrong.",
        "focus": "https://w3id.org/allegiance/id/ana",
    }
    return Finding(**{**usual, **given})  # type: ignore[arg-type]


def faults(read: Waivers) -> list[tuple[int, int, str]]:
    assert all(f.rule == "waiver-broken" and f.severity == "error" for f in read.broken)
    assert all(f.file == NAME for f in read.broken)
    return [(f.line, f.column, f.message) for f in read.broken]


# --- what is waived


def test_a_finding_that_is_waived_leaves_the_report_with_its_reason(tmp_path: Path) -> None:
    other = finding(thing="id:eva", focus="https://w3id.org/allegiance/id/eva")
    sifted = read(tmp_path, WAIVER).apply([finding(), other])
    assert sifted.kept == (other,)
    assert sifted.waived == (Waived(finding(), "The source gives this date."),)
    assert sifted.own == ()


def test_a_folder_without_waivers_waives_nothing(tmp_path: Path) -> None:
    found = waivers.read(tmp_path / "none.toml", NAME, TODAY, RULES)
    assert found.apply([finding()]) == waivers.Sifted((finding(),), (), ())


@pytest.mark.parametrize(
    ("named", "fits"),
    [
        ('thing = "id:ana"', True),
        ('thing = "https://w3id.org/allegiance/id/ana"', True),
        ('thing = "<https://w3id.org/allegiance/id/ana>"', True),
        ('thing = "id:an"', False),
        ('file = "data/x.ttl"', True),
        ('file = "data/y.ttl"', False),
        ('thing = "id:ana"\nfile = "data/y.ttl"', False),
        ('thing = "id:ana"\nvalue = "2019-02-30"', True),
        ('thing = "id:ana"\nvalue = \'"2019-02-30"^^xsd:date\'', True),
        ('thing = "id:ana"\nvalue = "2019-02-3"', False),
    ],
)
def test_a_waiver_fits_all_that_it_names_and_nothing_else(
    tmp_path: Path, named: str, fits: bool
) -> None:
    text = f'[[waiver]]\nrule = "date-bounds"\n{named}\nreason = "So it is."\n'
    told = finding(
        value='"2019-02-30"^^xsd:date',
        term='"2019-02-30"^^<http://www.w3.org/2001/XMLSchema#date>',
    )
    sifted = read(tmp_path, text).apply([told])
    assert [bool(sifted.waived), bool(sifted.kept)] == [fits, not fits]


@pytest.mark.parametrize("value", ["id:eva", "https://w3id.org/allegiance/id/eva", "Eva (id:eva)"])
def test_a_value_that_is_a_thing_can_be_named_in_each_way(tmp_path: Path, value: str) -> None:
    told = finding(value="Eva (id:eva)", term="<https://w3id.org/allegiance/id/eva>")
    assert read(tmp_path, WAIVER + f'value = "{value}"\n').apply([told]).waived


def test_a_waiver_of_a_file_waives_one_rule_only(tmp_path: Path) -> None:
    text = '[[waiver]]\nrule = "event-label"\nfile = "data/x.ttl"\nreason = "A draft."\n'
    labels = [finding(rule="event-label", thing=f"id:{name}") for name in "abc"]
    sifted = read(tmp_path, text).apply([*labels, finding()])
    assert len(sifted.waived) == 3 and sifted.kept == (finding(),)


# --- what is told about the waivers themselves


@pytest.mark.parametrize(
    ("until", "holds"), [("2027-06-29", False), ("2027-06-30", True), ("2028-01-01", True)]
)
def test_a_waiver_holds_through_its_last_day(tmp_path: Path, until: str, holds: bool) -> None:
    sifted = read(tmp_path, WAIVER + f"until = {until}\n").apply([finding()])
    if holds:
        assert sifted.waived == (Waived(finding(), "The source gives this date.", until),)
        assert (sifted.kept, sifted.own) == ((), ())
    else:
        assert (sifted.kept, sifted.waived) == ((finding(),), ())
        (told,) = sifted.own
        assert (told.rule, told.severity) == ("waiver-expired", "error")
        assert (told.file, told.line, told.column) == (NAME, 1, 1)
        assert until in told.message and told.value == "date-bounds, id:ana"


def test_a_waiver_that_waives_nothing_is_told(tmp_path: Path) -> None:
    (told,) = read(tmp_path, "# one\n\n" + WAIVER).apply([]).own
    assert (told.rule, told.severity, told.line) == ("waiver-unused", "warning", 3)
    assert told.message == "Nothing is wrong that this waiver would excuse: take it away."


def test_a_waiver_whose_day_is_over_and_that_waives_nothing_is_unused(tmp_path: Path) -> None:
    own = read(tmp_path, WAIVER + "until = 2020-01-01\n").apply([]).own
    assert [told.rule for told in own] == ["waiver-unused"]


def test_a_waiver_of_a_rule_that_did_not_run_is_not_told(tmp_path: Path) -> None:
    assert read(tmp_path, WAIVER).apply([], unchecked=["date-bounds"]).own == ()


def test_the_second_of_two_equal_waivers_is_unused(tmp_path: Path) -> None:
    own = read(tmp_path, WAIVER + "\n" + WAIVER).apply([finding()]).own
    assert [(told.rule, told.line) for told in own] == [("waiver-unused", 6)]


def test_a_waiver_that_holds_goes_before_one_that_is_over(tmp_path: Path) -> None:
    text = WAIVER + "until = 2020-01-01\n\n" + WAIVER
    sifted = read(tmp_path, text).apply([finding()])
    assert len(sifted.waived) == 1
    assert [(told.rule, told.line) for told in sifted.own] == [("waiver-unused", 1)]


@pytest.mark.parametrize(
    ("line", "place", "says"),
    [
        ('rule = "date-bound"', (2, 1), "There is no rule date-bound. Did you mean date-bounds?"),
        ('rule = "xyz"', (2, 1), "There is no rule xyz."),
        ('rule = "syntax"', (2, 1), "never waived: it hides"),
        ('rule = "accusation-without-accuser"', (2, 1), "a wrong accusation harms somebody"),
        ('rule = "waiver-unused"', (2, 1), "mend the waiver"),
        ("rule = 3", (2, 1), 'Write a text in quotes: rule = "…".'),
        ("", (1, 1), "Say which rule is waived"),
    ],
)
def test_a_rule_that_cannot_be_waived_is_told(
    tmp_path: Path, line: str, place: tuple[int, int], says: str
) -> None:
    text = f'[[waiver]]\n{line}\nthing = "id:ana"\nreason = "So it is."\n'
    found = read(tmp_path, text)
    ((*at, message),) = faults(found)
    assert (tuple(at), says in message) == (place, True)
    everything = [finding(rule=rule) for rule in RULES]
    assert found.apply(everything).kept == tuple(everything)


@pytest.mark.parametrize(
    ("lines", "place", "says"),
    [
        ('thing = "id:a"', (1, 1), "Say why"),
        ('thing = "id:a"\nreason = "  "', (4, 1), "Write a text in quotes: reason"),
        ('reason = "x"', (1, 1), "Say for what it is waived"),
        ('thing = ["id:a"]\nreason = "x"', (3, 1), "Write a text in quotes: thing"),
        ('thing = "id:a"\n  raeson = "x"', (4, 3), "Did you mean reason?"),
        ('thing = "id:a"\nreason = "x"\nuntil = "2027-06-30"', (5, 1), "without quotes"),
        ('thing = "id:a"\nreason = "x"\nuntil = 2027-06-30T00:00:00', (5, 1), "without quotes"),
        ('thing = "id:a"\nreason = "x"\n"odd key" = 1', (1, 1), "A waiver has no odd key."),
    ],
)
def test_a_waiver_that_is_not_written_right_is_told_at_its_line(
    tmp_path: Path, lines: str, place: tuple[int, int], says: str
) -> None:
    found = read(tmp_path, f'[[waiver]]\nrule = "date-bounds"\n{lines}\n')
    ((*at, message),) = faults(found)
    assert (tuple(at), says in message) == (place, True)
    assert found.waivers == ()


def test_all_faults_are_told_and_the_waivers_without_one_hold(tmp_path: Path) -> None:
    found = read(tmp_path, '[[waiver]]\nrule = "x"\nwhy = "y"\n\n' + WAIVER)
    assert [line for line, _, _ in faults(found)] == [3, 2, 1, 1]
    sifted = found.apply([finding()])
    assert len(sifted.waived) == 1 and sifted.own == found.broken


@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ('[[waiver]]\nrule = "date-bounds', (2, 20), "The quote is not closed."),
        ("[[waiver]]\nuntil = 2027-02-30\n", (2, 9), "2027-02-30 is no day of the calendar."),
        ('[[waiver]]\nrule == "x"\n', (2, 7), "cannot be read from here on"),
        ('[[waiver]]\nrule = "a"\nrule = "b"\n', (3, 11), "cannot be read from here on"),
        ('[[waiver]]\nreason = """never closed\n', (2, 25), "The quote is not closed."),
        (b'[[waiver]]\nrule = "caf\xe9"\n', (2, 12), "no UTF-8"),
        ('\n[[waivers]]\nrule = "x"\n', (2, 1), "no waivers, only waivers: [[waiver]]. Did you"),
        ('note = "x"\n' + WAIVER, (1, 1), "This file has no note"),
        ("\nwaiver = 3\n", (2, 1), "below a line of its own"),
        ('waiver = [ { rule = "x" } ]\n', (1, 1), "below a line of its own"),
        ('[waiver]\nrule = "x"\n', (1, 1), "below a line of its own"),
    ],
)
def test_a_file_that_is_no_list_of_waivers_is_told(
    tmp_path: Path, text: str | bytes, place: tuple[int, int], says: str
) -> None:
    ((*at, message),) = faults(read(tmp_path, text))
    assert (tuple(at), says in message) == (place, True)


def test_a_waivers_file_that_is_a_folder_is_told(tmp_path: Path) -> None:
    ((*_, message),) = faults(waivers.read(tmp_path, NAME, TODAY, RULES))
    assert message.startswith("The file cannot be read: ")


def test_texts_and_comments_that_look_like_waivers_are_none(tmp_path: Path) -> None:
    text = WAIVER.replace(
        '"The source gives this date."',
        '"""\n[[waiver]]\nrule = \\"x\\" \\"\\"\\"\n"""  # [[waiver]]',
    )
    text += "# [[waiver]]\n"
    own = read(tmp_path, text + "\n" + WAIVER.replace("id:ana", "id:eva")).apply([finding()]).own
    assert [(told.rule, told.line) for told in own] == [("waiver-unused", 10)]


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_file_from_another_system_is_read_alike(tmp_path: Path, ends: str) -> None:
    text = "\ufeff" + (WAIVER + '\n[[waiver]]\nrule = "x"\n').replace("\n", ends)
    found = read(tmp_path, text)
    assert len(found.waivers) == 1
    assert [(line, column) for line, column, _ in faults(found)] == [(7, 1), (6, 1), (6, 1)]


@given(st.binary(max_size=60))
def test_no_file_makes_reading_fail(tmp_path_factory: pytest.TempPathFactory, text: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(WAIVER.encode() + text)
    found = waivers.read(path, NAME, TODAY, RULES)
    last = len(re.split(r"\r\n?|\n", (WAIVER.encode() + text).decode("utf-8", "replace")))
    assert all(0 <= line <= last for line, _, _ in faults(found))


def test_faults_are_told_in_spanish(tmp_path: Path) -> None:
    path = tmp_path / "waivers.toml"
    path.write_text('[[waiver]]\nrule = "date-bound"\nraeson = "x"\n\n' + WAIVER)
    found = waivers.read(path, NAME, TODAY, RULES, "es")
    told = [f.message for f in found.apply([]).own]
    assert "No hay ninguna regla date-bound. ¿Quiso decir date-bounds?" in told
    assert "Una dispensa no tiene raeson. ¿Quiso decir reason?" in told
    assert "No hay nada que esta dispensa excuse: quítela." in told


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_rule_book_says_the_same_of_waivers(tmp_path: Path, language: str) -> None:
    path = tmp_path / "waivers.toml"
    late = WAIVER + "until = 2020-01-01\n\n"
    path.write_text(late + WAIVER.replace("id:ana", "id:eva") + '\n[[waiver]]\nrule = "x"\n')
    told = waivers.read(path, NAME, TODAY, RULES, language).apply([finding()]).own
    assert {f.rule for f in told} == {"waiver-broken", "waiver-expired", "waiver-unused"}
    for one in told:
        rule = rules.rule(one.rule)
        assert (one.severity, rule.set) == (rule.severity, "waivers")
        if one.rule != "waiver-broken":
            assert one.message == rule.tell(language, {"day": "2020-01-01"})


def test_every_sentence_about_waivers_and_reports_has_its_spanish() -> None:
    import ast

    from conftest import ROOT

    from kg.words import say

    english: set[str] = set()
    sources = [ROOT / "kg" / "waivers.py", *(ROOT / "kg" / "report").glob("*.py")]
    for path in sources:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                at = {"say": 0, "fault": 1}.get(name)
                if at is not None and isinstance(node.args[at], ast.Constant):
                    english.add(node.args[at].value)
    english |= {*waivers._WANTED.values(), *waivers._NEVER.values()}
    assert len(english) > 25
    assert {words for words in english if say(words, "es") == words} == set()


def test_a_waiver_of_a_misspelt_thing_is_told_which_one_was_meant(tmp_path: Path) -> None:
    text = WAIVER.replace("id:ana", "id:anna-dias")
    (told,) = read(tmp_path, text).apply([], known=lambda: {"id:ana-dias", "data/x.ttl"}).own
    assert told.message.endswith("Did you mean id:ana-dias?")
