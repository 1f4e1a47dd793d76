"""`kg ask`: texts that nobody agreed on beforehand find their question, or a choice of some."""

from __future__ import annotations

import datetime
import re
import shlex
from dataclasses import replace

import pytest
from conftest import ROOT, Run
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import asking
from kg.asking import Candidate, clear_best, days, mentions, tokens
from kg.asking.relations import relation_before
from kg.errors import BadValue, KgError, UnknownName
from kg.files import Project
from kg.graph import KnowledgeGraph
from kg.terms import variable_name

DAY = datetime.date


def candidates(graph: KnowledgeGraph, text: str) -> list[Candidate]:
    return asking.understand(graph.store, graph.questions, graph.project.synonyms, text)


def understood(graph: KnowledgeGraph, text: str) -> str:
    """Return the line that a text is understood as, "" when it is not clear.

    What stands in it only because the text names what is the default is left out.
    """
    try:
        best = clear_best(candidates(graph, text))
    except KgError:
        return ""
    if best is None:
        return ""
    defaults = {p.name: p.default.removeprefix("id:") for p in best.question.parameters}
    told = {n: v for n, v in best.values.items() if v != defaults[variable_name(n)]}
    return replace(best, values=told).line().removeprefix("kg query ")


# Days


def found(text: str, year: int = 2019) -> list[tuple[str, str]]:
    return [
        (str(day.first or ".."), str(day.last or ".."))
        for day in days.find(tokens.split(text), year)
    ]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("on 2019-02-15", "2019-02-15", "2019-02-15"),
        ("15 February 2019", "2019-02-15", "2019-02-15"),
        ("the 15th of February, 2018", "2018-02-15", "2018-02-15"),
        ("February 15", "2019-02-15", "2019-02-15"),
        ("February 15th, 2017", "2017-02-15", "2017-02-15"),
        ("el 15 de febrero de 2019", "2019-02-15", "2019-02-15"),
        ("el 1º de marzo del 2019", "2019-03-01", "2019-03-01"),
        ("primero de marzo", "2019-03-01", "2019-03-01"),
        ("15/02/2019", "2019-02-15", "2019-02-15"),
        ("02/15/2019", "2019-02-15", "2019-02-15"),
        ("before March", "..", "2019-02-28"),
        ("prior to March 2020", "..", "2020-02-29"),
        ("antes de marzo", "..", "2019-02-28"),
        ("antes del 3 de marzo", "..", "2019-03-02"),
        ("by April 2019", "..", "2019-04-30"),
        ("hasta abril", "..", "2019-04-30"),
        ("as of 5 April", "..", "2019-04-05"),
        ("al 15 de febrero", "..", "2019-02-15"),
        ("on or before 2 May 2019", "..", "2019-05-02"),
        ("after February", "2019-03-01", ".."),
        ("después del 30 de abril de 2019", "2019-05-01", ".."),
        ("since 23 January", "2019-01-23", ".."),
        ("desde febrero", "2019-02-01", ".."),
        ("a partir del 2 de febrero", "2019-02-02", ".."),
        ("in February 2019", "2019-02-01", "2019-02-28"),
        ("before the end of February 2019", "..", "2019-02-28"),
        ("antes de finales de febrero de 2019", "..", "2019-02-28"),
        ("at the end of February 2019", "2019-02-18", "2019-02-28"),
        ("in 2017", "2017-01-01", "2017-12-31"),
        ("2019-02", "2019-02-01", "2019-02-28"),
        ("between 1 January and 15 February", "2019-01-01", "2019-02-15"),
        ("entre enero y marzo de 2018", "2018-01-01", "2018-03-31"),
        ("from 10 January to 5 February 2019", "2019-01-10", "2019-02-05"),
        ("del 10 de enero al 5 de febrero", "2019-01-10", "2019-02-05"),
        ("mid-February", "2019-02-08", "2019-02-22"),
        ("a mediados de febrero de 2019", "2019-02-08", "2019-02-22"),
        ("late February 2019", "2019-02-18", "2019-02-28"),
        ("early 2019", "2019-01-01", "2019-05-31"),
        ("around 23 February", "2019-02-09", "2019-03-09"),
    ],
)
def test_days_are_read_in_both_languages(text: str, first: str, last: str) -> None:
    assert found(text) == [(first, last)]


@pytest.mark.parametrize("text", ["31 February", "on 03/02/2019", "30 de febrero de 2019"])
def test_what_may_be_no_day_or_two_is_a_day_that_nothing_takes(text: str) -> None:
    assert found(text) == [("..", "..")]


@pytest.mark.parametrize("text", ["who may have fled", "they march on", "54 countries", "ago"])
def test_a_word_that_is_also_a_month_is_no_day_by_itself(text: str) -> None:
    assert found(text) == []


@given(st.dates(DAY(1900, 1, 1), DAY(2099, 12, 31)), st.integers(1900, 2099))
def test_every_day_is_read_however_it_is_written(day: DAY, year: int) -> None:
    english = (
        "January February March April May June July August September October November December"
    )
    spanish = (
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
    )
    month, mes = english.split()[day.month - 1], spanish.split()[day.month - 1]
    for text in (
        day.isoformat(),
        f"{day.day} {month} {day.year}",
        f"{month} {day.day}, {day.year}",
        f"{day.day} de {mes} de {day.year}",
    ):
        assert found(f"quién huyó, who fled on {text}?", year) == [(str(day), str(day))]


@given(st.dates(DAY(1900, 1, 2), DAY(2099, 12, 30)))
def test_before_and_after_leave_the_day_out_and_by_and_since_do_not(day: DAY) -> None:
    one = datetime.timedelta(days=1)
    assert found(f"before {day}") == [("..", str(day - one))]
    assert found(f"after {day}") == [(str(day + one), "..")]
    assert found(f"by {day}") == [("..", str(day))]
    assert found(f"since {day}") == [(str(day), "..")]


@settings(max_examples=300)
@given(st.text(max_size=60))
def test_any_text_is_read_without_failing(text: str) -> None:
    split = tokens.split(text)
    assert all(day.start < day.end <= len(split) for day in days.find(split, 2019))
    assert all(relation_before(split, at)[1] <= at for at in range(len(split)))


# Names


def named(graph: KnowledgeGraph, text: str) -> list[set[str]]:
    split = tokens.split(text)
    taken = [False] * len(split)
    names = mentions.Names(graph.store, {})
    known = {"who", "what", "with", "about", "quien", "general", "former"}.__contains__
    all_found = names.find(split, known, taken) + names.find_misspelt(split, known, taken)
    return [
        {thing.value.rpartition("/")[2] for thing in mention.things}
        for mention in mentions.joined(all_found, split)
        if mention.is_name
    ]


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Guaidó", "juan-guaido"),
        ("GUAIDO", "juan-guaido"),
        ("guiado", "juan-guaido"),
        ("what about Guaidó's friends", "juan-guaido"),
        ("Carvjal", "hugo-carvajal"),
        ("Baduel", "raul-baduel"),
        ("Raul Isaias Baduel", "raul-baduel"),
        ("Rotondero", "carlos-rotondaro"),
        ("Yánez Rodríguez", "francisco-esteban-yanez-rodriguez"),
        ("Colombia", "colombia"),
        ("U.S.", "united-states"),
        ("EE. UU.", "united-states"),
        ("the New York Times", "the-new-york-times"),
        ("the wall street jurnal", "the-wall-street-journal"),
        ("nacional assembly", "national-assembly"),
        ("asamblea nacional", "national-assembly"),
    ],
)
def test_a_name_is_found_accents_case_and_slips_aside(
    graph: KnowledgeGraph, text: str, slug: str
) -> None:
    assert named(graph, text) == [{slug}]


@pytest.mark.parametrize("text", ["tell us about it", "Cub", "Irak's", "who", "Colombian"])
def test_a_short_word_a_pronoun_and_a_demonym_are_no_slips_of_a_name(
    graph: KnowledgeGraph, text: str
) -> None:
    assert named(graph, text) in ([], [{"iraq"}] if text == "Irak's" else [])


def test_a_name_of_several_people_means_all_of_them(graph: KnowledgeGraph) -> None:
    (things,) = named(graph, "López")
    assert len(things) > 1


# Questions

CLEAR = """
who sided with Guaidó before March? => who-recognized --as-of 2019-02-28
Who recognized Guaido by April 2019? => who-recognized --as-of 2019-04-30
¿Quién reconoció a Guaidó? => who-recognized
Which countries recognised Juan Guiado? => who-recognized
¿Qué países reconocieron a Guaidó hasta abril? => who-recognized --as-of 2019-04-30
who backed Guaidó without recognizing him? => who-backed
¿Quién apoyó a Guaidó sin reconocerlo? => who-backed
Who broke with Maduro? => who-broke-with
Who turned against Chávez? => who-broke-with --from hugo-chavez
¿Quiénes desertaron? => who-fled
quienes abandonaron a maduro antes de abril de 2019 => who-broke-with --as-of 2019-03-31
Who fled to Colombia? => who-fled --destination colombia
quien huyo a colombia => who-fled --destination colombia
who escaped to the US? => who-fled --destination united-states
Who left the country before March 2019? => who-fled --as-of 2019-02-28
Who mutinied? => mutinies
Who stayed loyal to Maduro? => who-stayed-loyal
¿Quién no rompió filas? => who-stayed-loyal
Who swore loyalty to Maduro? => loyalty-pledges --to nicolas-maduro
What happened to Carvajal? => what-happened-to
¿Qué le pasó a Baduel? => what-happened-to --who raul-baduel
what hapened to rotondaro => what-happened-to --who carlos-rotondaro
Who arrested Carvajal? => acted-against --against hugo-carvajal --kind arrest
¿A quién detuvo el SEBIN? => acted-against --by sebin --kind arrest
¿Quién fue destituido? => acted-against --kind dismissal
Who was sanctioned by the United States? => acted-against --by united-states --kind sanction
who dismissed Luisa Ortega => acted-against --against luisa-ortega-diaz --kind dismissal
¿Qué consecuencias sufrieron los desertores? => after-a-shift
Who replaced Ortega Díaz? => successors --who luisa-ortega-diaz
¿Quién sucedió a Figuera? => successors --who manuel-cristopher-figuera
who appointed Tarek William Saab => who-appointed --appointee tarek-william-saab
¿A quién nombró Maduro? => who-appointed --by nicolas-maduro
how many troops deserted? => headcounts
¿Cuántos militares desertaron? => headcounts
¿Cuántos países reconocieron a Guaidó? => headcounts --group countries-that-recognized-guaido
¿Se pueden sumar las cifras? => counts-not-to-add
Who accused Carvajal? => accusations --accused hugo-carvajal
What did Carvajal accuse Maduro of? => accusations --accused nicolas-maduro --accuser hugo-carvajal
¿De qué acusa Carvajal a Maduro? => accusations --accused nicolas-maduro --accuser hugo-carvajal
Who says Maduro is a dictator? => accusations --accused nicolas-maduro
What did Carvajal say? => claims-by
¿Qué dijo Rotondaro? => claims-by --who carlos-rotondaro
What was said about Guaidó? => claims-about --thing juan-guaido
¿Qué hizo Padrino López? => acts-of --who vladimir-padrino-lopez
What did The Guardian report? => reported-by --outlet the-guardian
¿Qué informó El País? => reported-by --outlet el-pais
What is disputed? => contested-facts
¿Qué está en disputa? => contested-facts
Who is the legitimate president? => disputed-posts
¿Qué países aparecen en la historia? => states-in-the-story
What happened in Houston? => at-place --place houston
Who recognized Guaidó in February 2019? => who-recognized --since 2019-02-01 --as-of 2019-02-28
who recognized Guaidó after 1 March => who-recognized --since 2019-03-02
who were arrested? => acted-against --kind arrest
What happened on 23 February 2019? => timeline --from 2019-02-23 --to 2019-02-23
¿Qué pasó en enero de 2019? => timeline --from 2019-01-01 --to 2019-01-31
events since April 2019 => timeline --from 2019-04-01
What happened in 2017? => timeline --from 2017-01-01 --to 2017-12-31
¿Qué no se sabe de Carvajal? => not-known --who hugo-carvajal
¿Qué sucesos no tienen fecha? => undated-acts
Who is unnamed in the source? => unnamed-actors
What posts did Carvajal hold on 1 February 2019? => posts-of --as-of 2019-02-01
¿Quién es Tarek William Saab? => posts-of --who tarek-william-saab
Who belongs to the Air Force? => people-of-institution
¿Quién pertenece al SEBIN? => people-of-institution --institution sebin
what did Carvajal ask the soldiers to do? => calls-to-act --by hugo-carvajal
What did the National Assembly offer? => laws-and-offers --by national-assembly
Where does the article mention Hezbollah? => evidence-for --thing hezbollah
¿Quién cambió de bando? => moves
¿Quién desmintió a Carvajal? => who-disputes-whom --disputant hugo-carvajal
How many acts per month? => count-actors --by month
"""


def table(text: str) -> list[tuple[str, str]]:
    pairs = (line.partition(" => ") for line in text.strip().splitlines())
    return [(typed, line) for typed, _, line in pairs]


@pytest.mark.parametrize(("text", "line"), table(CLEAR), ids=lambda value: str(value)[:40])
def test_a_text_has_one_clear_best(graph: KnowledgeGraph, text: str, line: str) -> None:
    assert understood(graph, text) == line


# Written when the synonyms were done and never used for them. What is not clear lists candidates.
HELD_OUT = """
Which military men acknowledged Guaidó's presidency? => who-recognized
¿Quiénes avalaron a Guaidó antes del 20 de febrero? => who-recognized --as-of 2019-02-19
who had already deserted before 2018 => who-broke-before --before 2018-01-01
militares que se fugaron a Colombia => who-fled --destination colombia
Was Figuera replaced by anyone? => successors --who manuel-cristopher-figuera
what punishment did Rotondaro get => what-happened-to --who carlos-rotondaro
¿Quién apresó a los francotiradores? => acted-against --kind arrest
Did the United States sanction anyone? => acted-against --by united-states --kind sanction
¿Cuántos sargentos fueron expulsados? => rank-breakdown | headcounts --kind were-expelled
how many sldiers deserted => headcounts
what did Leamsy Salazar allege about Cabello => -
¿Quién llamó traidores a los diputados? => accusations
What did Rocío San Miguel say? => claims-by --who rocio-san-miguel
¿Qué se comentó de Padrino López? => claims-about --thing vladimir-padrino-lopez
what did CBS News say about the troops => reported-by --outlet cbs-news | claims-by --who cbs-news
quién es el presidente interino de Venezuela => disputed-posts
What was Jonathan Velasco's position? => posts-of --who jonathan-velasco
people from the intelligence service SEBIN => people-of-institution --institution sebin
What happened around 30 April 2019? => timeline --from 2019-04-16 --to 2019-05-14
¿Qué ocurrió en marzo de 2019? => timeline --from 2019-03-01 --to 2019-03-31
which soldiers rebelled near the palace => mutinies
¿Qué información falta sobre Óscar Pérez? => not-known --who oscar-perez
Who promised amnesty to the soldiers? => laws-and-offers
who changed camps => moves
what did Carvajal urge the military to do => calls-to-act --by hugo-carvajal
"""


def test_most_texts_that_were_held_out_are_answered_and_hardly_any_wrongly(
    graph: KnowledgeGraph,
) -> None:
    answers = [(line.split(" | "), understood(graph, text)) for text, line in table(HELD_OUT)]
    right = [line for wanted, line in answers if line in wanted]
    wrong = [line for wanted, line in answers if line and line not in wanted]
    assert len(right) >= 18
    assert len(wrong) <= 2, wrong


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("who recognized Trump?", "Trump"),
        ("what happened to Delcy Rodriguez?", "Delcy"),
        ("who sided with Guaidó before the moon landing", "moon"),
        ("Who recognized Guaidó on 31 February?", "31 February"),
        ("who recognized Guaidó on 03/02/2019", "03 02 2019"),
        ("Who stayed loyal in February 2019?", "February 2019"),
        ("Who stayed loyal in Houston", "Houston"),
        ("who did not recognize Guaidó", "not"),
        ("quién no reconoció a Guaidó", "no"),
        ("who never broke with Maduro", "never"),
        ("qué países reconocieron a Guaidó dentro de 5 días", "5 dias"),
    ],
)
def test_a_name_or_a_day_without_a_place_is_told_and_nothing_runs(
    graph: KnowledgeGraph, text: str, left: str
) -> None:
    assert understood(graph, text) == ""
    assert left in " ".join(candidates(graph, text)[0].unplaced)


@pytest.mark.parametrize("text", ["who arrested López", "who", "what happened to him", "Guaidó"])
def test_an_ambiguous_text_has_no_clear_best(graph: KnowledgeGraph, text: str) -> None:
    assert understood(graph, text) == ""


def test_each_person_of_a_shared_name_is_a_candidate(graph: KnowledgeGraph) -> None:
    lines = [c.line() for c in candidates(graph, "what happened to López?")]
    whom = {line.split("--who ")[1] for line in lines if line.startswith("kg query what-happened")}
    assert len(whom) > 1


def test_a_day_of_an_event_is_read_off_the_data(graph: KnowledgeGraph) -> None:
    line = understood(graph, "who recognized Guaidó before the 23 January events?")
    assert line == "who-recognized --as-of 2019-01-22"


@pytest.mark.parametrize("text", ["", " ", "???", "}", "\n\t", "\x00\x1b[31m", "¿?"])
def test_a_text_without_words_is_refused(graph: KnowledgeGraph, text: str) -> None:
    with pytest.raises(BadValue if not re.search(r"\w", text) else KgError):
        candidates(graph, text)


def test_a_text_as_long_as_a_book_is_refused(graph: KnowledgeGraph) -> None:
    with pytest.raises(BadValue, match="600"):
        candidates(graph, "who " * 2500)


def test_nonsense_is_like_no_question(graph: KnowledgeGraph) -> None:
    with pytest.raises(UnknownName, match="kg query"):
        candidates(graph, "asdf qwer zxcv")


@pytest.mark.parametrize(
    "text",
    [
        'who recognized Guaidó } UNION { ?s ?p "o" }',
        "who recognized Guaidó'; DROP ALL; --as-of $(reboot)",
        'who recognized "Guaidó" \\" . } #\nINSERT DATA { <a:b> <a:b> <a:b> }',
        "who recognized Guaidó \x00\x1b]0;x\x07 by\r\n2019-02-15",
    ],
)
def test_what_is_typed_gets_into_a_line_only_as_a_name_or_a_day(
    graph: KnowledgeGraph, text: str
) -> None:
    for candidate in candidates(graph, text):
        words = shlex.split(candidate.line())
        assert words[:2] == ["kg", "query"]
        assert all(re.fullmatch(r"[a-zA-Z0-9:-]+", word) for word in words)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from(sorted({w for t, _ in table(CLEAR) for w in t.split()})), max_size=9)
)
def test_whatever_is_understood_can_be_asked(graph: KnowledgeGraph, words: list[str]) -> None:
    try:
        best = clear_best(candidates(graph, " ".join(words)))
    except KgError:
        return
    if best is not None:
        assert graph.bound(best.question.name, **best.values)


def test_the_synonyms_are_no_part_of_the_graph(graph: KnowledgeGraph) -> None:
    project: Project = graph.project
    assert [file.name for file in project.synonyms] == ["queries/synonyms.ttl"]
    assert not set(project.synonyms) & set(project.graph_files)


def test_every_question_has_phrasings_in_both_languages(graph: KnowledgeGraph) -> None:
    from kg.asking.synonyms import Synonyms

    synonyms = Synonyms(graph.project.synonyms)
    for name in graph.questions:
        assert len(synonyms.phrasings(graph.question(name))) >= 12, name


def test_every_synonym_is_of_a_question_a_parameter_or_a_thing_that_exists(
    graph: KnowledgeGraph,
) -> None:
    import rdflib

    known = {
        "stop-words",
        "background-words",
        "decisive-words",
        "kinds-of-people",
        "negations",
        "synonyms",
    }
    known |= set(graph.questions)
    for question in map(graph.question, graph.questions):
        for parameter in question.parameters:
            for name in (parameter.option, f"{question.name}-{parameter.option}"):
                known |= {
                    f"parameter-{name}",
                    *(f"parameter-{name}-{v}" for v in parameter.allowed),
                }
    data = rdflib.Graph().parse(ROOT / "queries" / "synonyms.ttl")
    for subject in {str(subject) for subject in data.subjects()}:
        folder, _, name = subject.rpartition("/")
        if folder.endswith("query"):
            assert name in known
        else:
            assert graph.find(f"<{subject}>")


# The command


def test_the_command_shows_what_it_understood_and_answers(run: Run) -> None:
    asked = run("ask", "who", "sided", "with", "Guaidó", "before", "March?", "--format", "csv")
    plain = run("query", "who-recognized", "--as-of", "2019-02-28", "--format", "csv")
    assert (asked.exit, asked.out) == (0, plain.out)
    assert asked.err.splitlines()[0] == (
        "kg query who-recognized --claimant juan-guaido --as-of 2019-02-28"
    )


def test_the_command_lists_candidates_where_none_is_clear(run: Run) -> None:
    asked = run("ask", "who recognized Trump?")
    assert (asked.exit, asked.out) == (2, "")
    assert "kg query who-recognized" in asked.err
    assert "not used: Trump" in asked.err


def test_the_command_answers_in_the_language_asked_for(run: Run) -> None:
    asked = run("ask", "--lang", "es", "¿Quién huyó a Colombia?")
    assert asked.exit == 0
    assert asked.err.startswith("kg query who-fled --destination colombia --lang es\n")


def test_the_command_says_so_where_no_question_is_like_it(run: Run) -> None:
    asked = run("ask", "asdf qwer zxcv")
    assert (asked.exit, asked.out) == (2, "")
    assert asked.err.startswith("Error: No question is like this one")
