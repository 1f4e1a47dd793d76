"""The pictures: what is certain, possible or only claimed looks so, and nothing is left out."""

from __future__ import annotations

import datetime
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result
from conftest import ROOT
from matplotlib.patches import Polygon
from matplotlib.text import Text

from kg import plots
from kg.answers import Answer
from kg.cli.options import Setup
from kg.cli.plot import plot
from kg.errors import KgError
from kg.formats import PLOTS
from kg.graph import KnowledgeGraph
from kg.plots import headcounts, network, page, timeline
from kg.plots.page import SMALL, WIDTH, Page
from kg.plots.scale import Scale
from kg.rows import Thing
from kg.terms import XSD, Literal, NamedNode, Term

SVG = "{http://www.w3.org/2000/svg}"
THINGS = "https://w3id.org/allegiance/id/"
LANGUAGES = ["en", "es"]
EVERY = [(kind, language) for kind in PLOTS for language in LANGUAGES]
DRAWN: dict[str, Callable[[Answer, str], Page]] = {
    "timeline": timeline.draw,
    "network": network.draw,
    "headcounts": headcounts.draw,
}


@pytest.fixture(autouse=True)
def wired(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a graph draw, as `KnowledgeGraph.plot` does."""
    if not hasattr(KnowledgeGraph, "plot"):
        monkeypatch.setattr(KnowledgeGraph, "plot", plots.draw, raising=False)


@pytest.fixture(scope="module")
def drawn(graph: KnowledgeGraph) -> dict[tuple[str, str], str]:
    """Every picture of the shipped graph as SVG."""
    return {(k, lang): plots.draw(graph, k, "svg", lang).decode() for k, lang in EVERY}


def words_of(svg: str) -> str:
    """Return the text of a picture, its lines joined."""
    texts = ElementTree.fromstring(svg).iter(f"{SVG}text")
    return " ".join("".join(text.itertext()) for text in texts)


def term(value: object) -> Term | None:
    if value is None:
        return None
    if isinstance(value, datetime.date):
        return Literal(value.isoformat(), datatype=NamedNode(XSD + "date"))
    if isinstance(value, int):
        return Literal(str(value), datatype=NamedNode(XSD + "integer"))
    text = str(value)
    return NamedNode(THINGS + text[1:]) if text.startswith(":") else Literal(text)


def answer_of(*rows: dict[str, object]) -> Answer:
    """Return an answer; ":ana" is a thing whose label is "Ana"."""
    columns = tuple(dict.fromkeys(column for row in rows for column in row if column != "fact"))
    terms = [tuple(term(row.get(column)) for column in columns) for row in rows]
    iris = {t.value for row in terms for t in row if isinstance(t, NamedNode)}
    return Answer(
        columns=columns,
        rows=terms,
        facts=[(THINGS + str(row.get("fact", number)),) for number, row in enumerate(rows)],
        labels={iri: iri.removeprefix(THINGS).replace("-", " ") for iri in iris},
        headings={"claimant": "said by"},
        question="a-question",
    )


def act(fact: str, who: str, **values: object) -> dict[str, object]:
    row: dict[str, object] = {"who": who, "what": ":break", "earliest": None, "latest": None}
    row |= {"certainty": "certain", "claimant": None, "status": None, "fact": fact}
    return row | values


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


SMALL_TIMELINE = answer_of(
    act("on-a-day", ":ana", earliest=day("2019-02-02"), latest=day("2019-02-02")),
    act(
        "in-a-month",
        ":bruno",
        earliest=day("2019-03-01"),
        latest=day("2019-03-31"),
        certainty="possible",
    ),
    act("from-a-day", ":bruno", earliest=day("2019-04-30"), certainty="possible"),
    act(
        "said",
        ":carla",
        what=":death",
        earliest=day("2019-01-05"),
        latest=day("2019-01-05"),
        claimant=":dario",
        status="contested",
    ),
    act(
        "said-of-a-month",
        ":carla",
        what=":arrest",
        earliest=day("2019-01-01"),
        latest=day("2019-01-31"),
        certainty="possible",
        claimant="not named in the source",
        status="attributed",
    ),
    act("never-dated", ":elena", certainty="unknown"),
)


def shapes(sheet: Page) -> dict[str, Polygon]:
    return {
        str(shape.get_gid()): shape
        for shape in sheet.figure.findobj(Polygon)
        if isinstance(shape, Polygon) and shape.get_gid()
    }


def texts(sheet: Page) -> list[str]:
    return [text.get_text() for text in sheet.figure.findobj(Text) if isinstance(text, Text)]


@pytest.fixture(scope="module")
def small() -> Page:
    with page.drawing():
        return timeline.draw(SMALL_TIMELINE, "Who did what?")


# -- Solid, faded, hollow --


def test_what_is_certain_is_solid(small: Page) -> None:
    shape = shapes(small)["certain-on-a-day"]
    assert shape.get_facecolor() == (0, 0, 0, 1)
    assert not shape.get_hatch()


@pytest.mark.parametrize("name", ["possible-in-a-month", "possible-from-a-day"])
def test_what_is_possible_is_faded_and_hatched(name: str, small: Page) -> None:
    shape = shapes(small)[name]
    assert min(shape.get_facecolor()[:3]) > 0.9
    assert shape.get_hatch()


def test_a_claim_is_hollow_and_says_who_makes_it_and_its_status(small: Page) -> None:
    shape = shapes(small)["claimed-said"]
    assert shape.get_facecolor() == (1, 1, 1, 1) and not shape.get_hatch()
    assert shape.get_linestyle() == "-"
    assert shapes(small)["claimed-said-of-a-month"].get_linestyle() != "-"
    joined = " ".join(texts(small))
    assert "death, 5 Jan (said by: dario; contested)" in joined
    assert "(said by: not named in the source; attributed)" in joined


def test_a_possible_span_reaches_from_its_first_day_to_its_last(small: Page) -> None:
    month, year_day = shapes(small)["possible-in-a-month"], shapes(small)["certain-on-a-day"]
    assert extent(month)[1] - extent(month)[0] > 3 * (extent(year_day)[1] - extent(year_day)[0])


def extent(shape: Polygon) -> tuple[float, float]:
    xs = shape.get_xy()[:, 0]
    return float(xs.min()), float(xs.max())


def test_an_end_that_is_not_known_is_a_point(small: Page) -> None:
    assert len(shapes(small)["possible-from-a-day"].get_xy()) == 6  # with the closing point
    assert len(shapes(small)["possible-in-a-month"].get_xy()) == 5


def test_what_has_no_date_is_listed_and_said_to_have_none(small: Page) -> None:
    assert "Without a date in the source" in texts(small)
    assert "elena: break" in texts(small)
    assert "undated-never-dated" in shapes(small)


def test_a_dated_act_of_months_years_and_days_says_what_it_is_of(small: Page) -> None:
    assert {"break, 2 Feb", "break, Mar", "break"} <= set(texts(small))


def test_several_who_claim_one_thing_stand_together() -> None:
    on = {"earliest": day("2019-01-05"), "latest": day("2019-01-05"), "status": "attributed"}
    rows = [act("said", ":carla", claimant=who, **on) for who in (":dario", ":elena")]
    with page.drawing():
        sheet = timeline.draw(answer_of(*rows), "?")
    assert "break, 5 Jan (said by: dario, elena; attributed)" in " ".join(texts(sheet))
    assert [name for name in shapes(sheet) if name.startswith("claimed")] == ["claimed-said"]


def test_nothing_stands_on_anything_else_in_a_lane() -> None:
    rows = [
        act(f"act-{n}", ":ana", what=f":kind-{n}", earliest=day(text), latest=day(text))
        for n, text in enumerate(["2019-01-01", "2019-01-02", "2019-01-02", "2019-06-01"] * 3)
    ]
    scale = Scale([day("2019-01-01"), day("2019-06-01")], [], 2, 6.7, "en")
    lane = timeline._lane(
        list(timeline._joined(timeline._marks(answer_of(*rows)), SMALL_TIMELINE)), scale
    )
    for at, one in enumerate(lane.marks):
        for other in lane.marks[at + 1 :]:
            assert one.row != other.row or one.end < other.begin or other.end < one.begin


# -- The other pictures --


def move(who: str, left: str | None, taken: str | None, verb: str) -> dict[str, object]:
    row: dict[str, object] = {"who": who, "actorKind": ":Person", "fromSide": left}
    return row | {"toSide": taken, "act": ":break", "verb": verb, "fact": verb}


def test_a_move_is_a_line_from_the_side_left_and_one_to_the_side_taken() -> None:
    answer = answer_of(
        move(":ana", ":old-side", ":new-side", "recognized"),
        move(":ana", ":old-side", None, "broke with"),
        move(":bruno", ":old-side", None, "fled"),
        move(":carla", None, ":old-side", "swore loyalty"),
    )
    with page.drawing():
        sheet = network.draw(answer, "?")
    lines = {str(a.get_gid()) for a in sheet.figure.findobj() if "--" in str(a.get_gid())}
    assert lines == {
        "left-ana--old-side",
        "taken-ana--new-side",
        "left-bruno--old-side",
        "taken-carla--old-side",
    }
    assert {"recognized", "broke with", "fled", "swore loyalty"} <= set(texts(sheet))


def count(name: str, **values: object) -> dict[str, object]:
    row: dict[str, object] = {"counted": f":{name}", "countedAs": ":were-seen", "qualifier": None}
    row |= dict.fromkeys(("number", "least", "most", "percent", "earliest", "latest"))
    row |= {"certainty": "unknown", "countedBy": ":a-source", "count": f":count-of-{name}"}
    return row | {"partOfCount": None, "fact": f"count-of-{name}"} | values


def test_a_number_stands_with_its_bounds_its_qualifier_and_who_counted() -> None:
    answer = answer_of(
        count("soldiers", least=27, qualifier="at least", countedBy=":a-paper"),
        count("troops", least=200, most=300),
        count("states", least=54, most=54, qualifier="exactly", percent=None),
        count("parts", percent=90, partOfCount=":count-of-states"),
        count("officers", number=60, qualifier="about"),
        count("many", qualifier="many"),
        count("few", most=5, latest=day("2019-03-31"), certainty="certain"),
        count("others", least=5, most=5, earliest=day("2019-03-01"), certainty="possible"),
    )
    with page.drawing():
        sheet = headcounts.draw(answer, "?")
    wanted = {"≥ 27, at least (a)", "200–300 (b)", "54, exactly (b)", "90 % (b)", "many (b)"}
    assert wanted | {"60, about (b)", "≤ 5 (b)", "5 (b)"} <= set(texts(sheet))
    assert "(a) a paper; (b) a source" in " ".join(texts(sheet))
    assert {"soldiers: were seen", "states: were seen", "parts"} <= set(texts(sheet))
    assert {"certain-count-of-few", "possible-count-of-others"} <= set(shapes(sheet))


# -- Of the shipped graph --


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_a_picture_is_well_formed_and_of_page_width(
    kind: str, language: str, drawn: dict[tuple[str, str], str]
) -> None:
    root = ElementTree.fromstring(drawn[kind, language])
    assert root.get("width") == f"{WIDTH * 72:g}pt"
    sizes = re.findall(r"font-size: ([\d.]+)px", drawn[kind, language])
    assert sizes and min(map(float, sizes)) >= SMALL == 7
    names = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_every_name_in_the_answer_is_text_in_the_picture(
    kind: str, language: str, drawn: dict[tuple[str, str], str], graph: KnowledgeGraph
) -> None:
    answer = graph.query(plots.QUESTIONS[kind], language=language)
    shown = words_of(drawn[kind, language])
    flat = re.sub(r"\s+", " ", shown)
    columns = {
        "timeline": ["who", "what", "claimant"],
        "network": ["who", "from_side", "to_side", "verb"],
        "headcounts": ["counted", "counted_as", "counted_by", "qualifier"],
    }[kind]
    assert len(answer) > 3
    for row in answer:
        for column in columns:
            for name in filter(None, [row[column]]):
                words = str(name).split()
                assert " ".join(words) in flat or all(word in flat for word in words), name


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_the_same_picture_is_the_same_bytes(
    kind: str, language: str, drawn: dict[tuple[str, str], str], graph: KnowledgeGraph
) -> None:
    assert plots.draw(graph, kind, "svg", language).decode() == drawn[kind, language]
    assert not re.search(r"<dc:date>|Matplotlib", drawn[kind, language])


@pytest.mark.parametrize("kind", PLOTS)
def test_the_bytes_do_not_hang_on_the_process(
    kind: str, drawn: dict[tuple[str, str], str], tmp_path: Path
) -> None:
    """Another hash seed, another folder and the user's own settings change nothing."""
    (tmp_path / "matplotlibrc").write_text("font.size: 30\nsvg.fonttype: path\n")
    program = "import sys, kg; from kg import plots\n"
    program += f"sys.stdout.buffer.write(plots.draw(kg.load(), {kind!r}))"
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "7", "KG_CACHE": str(tmp_path)},
    )
    assert done.stderr == b""
    assert done.stdout.decode() == drawn[kind, "en"]


@pytest.mark.parametrize("kind", PLOTS)
def test_png_is_png_the_same_every_time(kind: str, graph: KnowledgeGraph) -> None:
    picture = plots.draw(graph, kind, "png", "es")
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    assert picture == plots.draw(graph, kind, "png", "es")


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_no_picture_shows_what_somebody_is_accused_of(
    kind: str, language: str, drawn: dict[tuple[str, str], str], graph: KnowledgeGraph
) -> None:
    shown = words_of(drawn[kind, language])
    for row in graph.query("accusations", language=language):
        assert not row.says or str(row.says) not in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_claim_is_never_drawn_without_who_makes_it(
    language: str, drawn: dict[tuple[str, str], str], graph: KnowledgeGraph
) -> None:
    rows = [row for row in graph.query("spans", language=language) if row.status]
    root = ElementTree.fromstring(drawn["timeline", language])
    drawn_as = {element.get("id") for element in root.iter(f"{SVG}g")}
    assert rows and all(row.claimant for row in rows)
    facts = graph.query("spans", language=language).facts
    claims = {
        f[0].rsplit("/", 1)[1]
        for f, row in zip(facts, graph.query("spans"), strict=True)
        if row.status
    }
    assert not drawn_as & {
        f"{form}-{claim}" for form in ("certain", "possible") for claim in claims
    }


def test_the_letters_of_both_weights_travel_with_the_picture(
    drawn: dict[tuple[str, str], str],
) -> None:
    import base64
    import io

    from fontTools.ttLib import TTFont

    svg = drawn["timeline", "es"]
    faces = dict(re.findall(r"font-weight:(\w+);src:url\(data:font/ttf;base64,([^)]*)\)", svg))
    assert set(faces) == {"normal", "bold"}
    has = set(TTFont(io.BytesIO(base64.b64decode(faces["normal"]))).getBestCmap())
    assert set(map(ord, "áéíóúñ«»")) <= has
    has = set(TTFont(io.BytesIO(base64.b64decode(faces["bold"]))).getBestCmap())
    assert ord("¿") in has and ord("k") not in has


def test_an_answer_without_rows_says_so() -> None:
    class Silent:
        def question(self, name: str) -> Any:
            return self

        def summary(self, language: str) -> str:
            return "Who?"

        def query(self, question: str, *, language: str = "en") -> Answer:
            return Answer(("who",), [], language=language)

    for kind in PLOTS:
        shown = words_of(plots.draw(Silent(), kind, "svg", "es").decode())
        assert "No consta en la fuente" in shown


def test_dollars_markup_and_control_characters_are_only_text() -> None:
    answer = answer_of(act("odd", ":x", earliest=day("2019-01-05"), latest=day("2019-01-05")))
    answer.labels[THINGS + "x"] = "US$6 & <b> $x^2$ \x07 \ufffe 東"
    with page.drawing():
        svg = timeline.draw(answer, "?").write("svg", "?", "en").decode()
    assert "US$6 & <b> $x^2$ \ufffd \ufffd 東" in words_of(svg)


# -- The questions behind them --


def facts(answer: Answer) -> set[str]:
    return {fact for row in answer.facts for fact in row}


def of(graph: KnowledgeGraph, pattern: str) -> set[str]:
    """Return what a pattern about ?fact finds."""
    query = f"SELECT DISTINCT ?fact WHERE {{ {pattern} }}"
    found = graph.sparql(query, inferred=False)
    assert isinstance(found, Answer)
    return {row.fact.iri for row in found}


ACTS = "al:Break al:Departure al:Mutiny al:Pledge al:Recognition al:Return al:Support"


def test_every_act_consequence_and_claimed_day_has_a_span(graph: KnowledgeGraph) -> None:
    shown = facts(graph.query("spans"))
    acts = of(graph, f"VALUES ?class {{ {ACTS} }} ?fact a ?class ; al:actor ?who")
    done = of(graph, "?fact a ?class ; al:against|al:appointee ?who . ?fact al:statedIn ?where")
    claims = of(graph, "?fact al:claimedDate ?day")
    assert acts and done and claims and acts | done | claims <= shown
    assert not shown & of(graph, "?fact a al:Accusation")


def test_only_full_days_are_certain_and_only_the_undated_unknown(graph: KnowledgeGraph) -> None:
    for row in graph.query("spans"):
        bounds = [bound for bound in (row.earliest, row.latest) if bound]
        assert (row.certainty == "unknown") == (not bounds)
        assert (row.status is None) == (row.claimant is None)
        if row.certainty == "certain":
            assert "/".join(dict.fromkeys(map(str, bounds))) == row.date


def test_every_side_left_or_taken_is_a_move(graph: KnowledgeGraph) -> None:
    moves = graph.query("moves")
    classes = f"VALUES ?class {{ {ACTS} }} ?fact a ?class"
    assert facts(moves) == of(graph, f"{classes} ; al:fromSide|al:toSide ?side")
    guaido = graph.query("moves", side="guaido")
    assert facts(guaido) == of(graph, "?fact al:fromSide|al:toSide id:guaido-side")


def test_every_headcount_is_counted(graph: KnowledgeGraph) -> None:
    answer = graph.query("counted")
    assert facts(answer) == of(graph, "?fact a al:Headcount")
    for row in answer:
        assert row.least is None or row.most is None or row.least <= row.most
        assert (row.number is None) or (row.least is None) == (str(row.qualifier) == "about")


# -- The scale of time --


def test_the_scale_keeps_the_order_of_days() -> None:
    days = [day(t) for t in ("2007-05-01", "2013-03-05", "2019-01-10", "2019-01-11", "2019-04-30")]
    scale = Scale(days, [], 1.0, 5.0, "en")
    places = [scale.at(d) for d in days]
    assert places == sorted(places) and len(set(places)) == len(places)
    assert scale.cells[0].left == 1.0 and abs(scale.cells[-1].right - 5.0) < 1e-9
    for d in days:
        assert 1.0 <= scale.at(d) < scale.after(d) <= 5.0


def test_what_is_empty_is_pressed_together_and_a_crowded_year_has_its_months() -> None:
    days = [day("2007-05-01"), *(day(f"2019-0{n}-01") for n in (1, 2, 3, 4) for _ in range(3))]
    labels = [(cell.year, cell.label) for cell in Scale(days, [], 0, 5, "es").cells]
    assert labels == [
        ("", "2007"),
        ("", ""),
        *(("2019", label) for label in ("ene", "feb", "mar", "abr", "")),
    ]


@pytest.mark.parametrize("text", ["0001-01-01", "9999-12-31"])
def test_the_first_and_the_last_day_of_the_calendar_have_a_place(text: str) -> None:
    scale = Scale([day(text)], [], 0, 5, "en")
    assert 0 <= scale.at(day(text)) <= 5
    with page.drawing():
        timeline.draw(answer_of(act("odd", ":x", earliest=day(text), latest=day(text))), "?")


def test_a_long_word_is_cut_and_no_line_is_too_wide() -> None:
    with page.drawing():
        lines = page.wrap("short " + "long" * 40 + " short", 1.0)
        assert max(map(page.width, lines)) <= 1.0
    assert "".join(lines).replace(" ", "") == "short" + "long" * 40 + "short"


# -- The command --


def asked(*arguments: str) -> Result:
    return CliRunner().invoke(plot, arguments, obj=Setup(None, ()))


def test_a_file_says_by_its_ending_what_is_written(tmp_path: Path) -> None:
    svg, png = tmp_path / "moves.svg", tmp_path / "moves.PNG"
    assert asked("network", "-o", str(svg)).exit_code == 0
    assert asked("network", "-o", str(png), "--lang", "es").exit_code == 0
    assert svg.read_bytes().startswith(b"<?xml") and png.read_bytes().startswith(b"\x89PNG")


def test_without_a_file_svg_goes_to_standard_output(drawn: dict[tuple[str, str], str]) -> None:
    for arguments in (["network"], ["network", "-o", "-"]):
        assert asked(*arguments).stdout == drawn["network", "en"]


@pytest.mark.parametrize("name", ["moves.pdf", "moves", ".svg"])
def test_another_ending_is_refused(name: str, tmp_path: Path) -> None:
    outcome = asked("network", "-o", str(tmp_path / name))
    assert outcome.exit_code == 2
    assert "ends in .svg or .png" in outcome.stderr
    assert not (tmp_path / name).exists()


def test_a_mistyped_picture_gets_the_nearest() -> None:
    outcome = asked("timelin")
    assert outcome.exit_code == 2 and "Did you mean timeline?" in outcome.stderr


def test_a_write_that_fails_leaves_the_old_file_whole(tmp_path: Path) -> None:
    folder = tmp_path / "folder.svg"
    folder.mkdir()
    outcome = asked("network", "-o", str(folder))
    assert isinstance(outcome.exception, KgError) and "folder" in str(outcome.exception)
    old = tmp_path / "old.svg"
    old.write_text("old")
    Silent = type("Broken", (), {"graph": lambda self: 1 / 0})
    CliRunner().invoke(plot, ["network", "-o", str(old)], obj=Silent())
    assert old.read_text() == "old" and sorted(p.name for p in tmp_path.iterdir()) == [
        "folder.svg",
        "old.svg",
    ]


def test_without_matplotlib_one_sentence_says_what_to_install(
    graph: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.setitem(sys.modules, "matplotlib.style", None)
    with pytest.raises(KgError, match=r"^A picture needs matplotlib: pip install '.*\[plot\]'\.$"):
        plots.draw(graph, "timeline")


def test_an_unknown_picture_or_format_is_named(graph: KnowledgeGraph) -> None:
    with pytest.raises(KgError, match="no picture 'pie'; there are timeline, network"):
        plots.draw(graph, "pie")
    with pytest.raises(KgError, match="no format 'pdf'; it has svg, png"):
        plots.draw(graph, "network", "pdf")


def test_drawing_leaves_the_settings_of_the_user_alone(graph: KnowledgeGraph) -> None:
    import matplotlib

    with matplotlib.rc_context({"font.size": 31, "svg.fonttype": "path"}):
        plots.draw(graph, "network")
        assert matplotlib.rcParams["font.size"] == 31
        assert matplotlib.rcParams["svg.fonttype"] == "path"
    assert "matplotlib.pyplot" not in sys.modules


def test_a_thing_may_share_its_name_with_another() -> None:
    rows = [
        act(n, f":{n}", earliest=day("2019-01-05"), latest=day("2019-01-05")) for n in ("a", "b")
    ]
    answer = answer_of(*rows)
    answer.labels = dict.fromkeys(answer.labels, "Ana")
    with page.drawing():
        sheet = timeline.draw(answer, "?")
    assert texts(sheet).count("Ana") == 2
    assert Thing("Ana", THINGS + "a") in {row.who for row in answer}
