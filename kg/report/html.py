"""A report as one page of HTML that asks nothing from outside and needs no script.

The page is built as a tree of elements, never as text, so that nothing typed by somebody can
become markup. On a narrow screen the rows of a table stand one below the other; the roles say
that they are rows all the same.
"""

from __future__ import annotations

from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from kg.report.findings import Finding, Report, RulePage
from kg.report.texts import one_line, plain
from kg.words import say

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """
:root { color-scheme: light dark; --ground: #fff; --text: #1a1c1e; --faint: #565b61;
  --rule: #c9ced4; --error: #a8071a; --warning: #7a4b00; --info: #0b4f8a; --code: #f1f3f5; }
@media (prefers-color-scheme: dark) { :root { --ground: #15181b; --text: #e6e8ea; --faint: #a9b0b8;
  --rule: #444a51; --error: #ffb0a8; --warning: #ffcf85; --info: #9fcdff; --code: #23282d; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 1rem; background: var(--ground);
  color: var(--text); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1.5rem 0 .25rem; }
p { margin: .25rem 0; } td > p:first-child { margin-top: 0; }
a { color: inherit; } a:focus-visible { outline: 3px solid var(--info); }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
th, td { border-top: 1px solid var(--rule); padding: .5rem .75rem .5rem 0; text-align: left;
  vertical-align: top; }
thead th { border-top: 0; color: var(--faint); font-weight: 600; }
th.place { width: 7rem; } th.severity { width: 6.5rem; } th.thing { width: 24%; }
th.rule { width: 18%; }
td.place { font-variant-numeric: tabular-nums; }
td.severity { font-weight: 700; } .error { color: var(--error); }
.warning { color: var(--warning); } .info { color: var(--info); }
.faint, dt { color: var(--faint); } ul { margin: .25rem 0; padding-left: 1.25rem; }
dl { margin: 0; } dd { margin: 0 0 .5rem; }
code, pre { font: .9rem/1.45 ui-monospace, monospace; background: var(--code); }
pre { margin: .25rem 0; padding: .5rem; white-space: pre-wrap; border-radius: .25rem; }
@media (max-width: 44rem) {
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table, tbody, tr, td { display: block; width: auto; }
  tr { border-top: 1px solid var(--rule); padding: .5rem 0; }
  td { border: 0; padding: .1rem 0; }
  td.place, td.severity { display: inline-block; margin-right: 1rem; }
  td.place:empty { display: none; }
}
@media print { body { max-width: none; } tr { break-inside: avoid; } }
"""


def write(report: Report) -> str:
    """Return the report as HTML, in the report's language."""
    page = Element("html", lang=report.language)
    head = SubElement(page, "head")
    SubElement(head, "meta", charset="utf-8")
    SubElement(head, "meta", {"http-equiv": "Content-Security-Policy", "content": _POLICY})
    SubElement(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    SubElement(head, "meta", name="generator", content="kg")
    title = say("What checking the graph found", report.language)
    SubElement(head, "title").text = title
    SubElement(head, "style").text = _STYLE
    main = SubElement(SubElement(page, "body"), "main")
    SubElement(main, "h1").text = title
    _summary(main, report)
    for file, findings in report.by_file():
        if findings:
            _file(main, file, findings, report)
    _waived(main, report)
    _pages(main, report)
    indent(page, "")
    return "<!DOCTYPE html>\n" + tostring(page, "unicode", method="html") + "\n"


def _summary(main: Element, report: Report) -> None:
    """Say whether all is well, in how many files, and what could not be checked."""
    language = report.language
    verdicts = (
        "Nothing is wrong.",
        "Nothing fails; there is something to improve.",
        "Something has to be mended.",
    )
    worst = 2 if report.exit_code() else 1 if report.findings else 0
    SubElement(main, "p").text = say(verdicts[worst], language)
    counts = SubElement(main, "p")
    SubElement(counts, "strong").text = report.counts()
    if report.where:
        where = SubElement(counts, "bdi")
        where.text = one_line(report.where)
        counts[0].tail = f" {say('in', language)} "
    if report.files:
        files = set(report.files)
        clean = files - {finding.file for finding in report.findings}
        told = say("Files checked: %s; without a finding: %s.", language)
        SubElement(main, "p").text = told % (len(files), len(clean))
    if not report.complete:
        waits = SubElement(main, "p", {"class": "error"})
        waits.text = say("Other checks wait until every file can be read.", language)


def _file(main: Element, file: str, findings: list[Finding], report: Report) -> None:
    language = report.language
    name = one_line(file) or say("the graph", language)
    section = SubElement(main, "section")
    _text(SubElement(section, "h2"), name)
    columns = ("place", "severity", "thing", "problem", "rule")
    headings = ("Place", "Severity", "Thing", "What is wrong", "Rule")
    body = _table(section, columns, [say(heading, language) for heading in headings], name)
    for finding in findings:
        cells = _row(body, columns)
        cells["place"].text = _at(finding, language)
        cells["severity"].text = say(finding.severity, language)
        cells["severity"].set("class", f"severity {finding.severity}")
        _thing(cells["thing"], finding)
        _problem(cells["problem"], finding, language)
        _rule(cells["rule"], finding, report)


def _table(section: Element, columns: tuple[str, ...], headings: list[str], name: str) -> Element:
    """Add a table with its headings, and return its body."""
    table = SubElement(section, "table", {"role": "table", "aria-label": name})
    row = SubElement(SubElement(table, "thead", role="rowgroup"), "tr", role="row")
    for column, heading in zip(columns, headings, strict=True):
        named = {"scope": "col", "role": "columnheader", "class": column}
        SubElement(row, "th", named).text = heading
    return SubElement(table, "tbody", role="rowgroup")


def _row(body: Element, columns: tuple[str, ...]) -> dict[str, Element]:
    """Add a row to a table, and return its cells by their columns."""
    row = SubElement(body, "tr", role="row")
    return {name: SubElement(row, "td", {"role": "cell", "class": name}) for name in columns}


def _at(finding: Finding, language: str) -> str:
    """Return line and column as people read them."""
    if not finding.line:
        return say("the whole file", language) if finding.file else ""
    column = f":{finding.column}" if finding.column else ""
    return f"{say('line', language)} {finding.line}{column}"


def _thing(cell: Element, finding: Finding) -> None:
    if finding.label:
        _text(cell, finding.label)
    if finding.thing:
        if finding.label:
            SubElement(cell, "br")
        _text(SubElement(cell, "span", {"class": "faint"}), finding.thing)


def _problem(cell: Element, finding: Finding, language: str) -> None:
    """Say what is wrong, with which value, on which facts it rests, and what to write."""
    _text(SubElement(cell, "p"), finding.message)
    if finding.value:
        found = SubElement(cell, "p")
        found.text = f"{say('Found', language)}: "
        _text(SubElement(found, "code"), finding.value)
    if finding.related:
        facts = SubElement(cell, "ul")
        for related in finding.related:
            entry = SubElement(facts, "li")
            _text(entry, related.message)
            _text(SubElement(entry, "span", {"class": "faint"}), f" {related.place}")
    if finding.fix:
        SubElement(cell, "p").text = f"{say('Write', language)}:"
        SubElement(cell, "pre").text = plain(finding.fix)


def _rule(cell: Element, finding: Finding, report: Report) -> None:
    if report.page(finding.rule) is None:
        _text(cell, finding.rule)
    else:
        _text(SubElement(cell, "a", href="#" + quote(_anchor(finding.rule))), finding.rule)


def _waived(main: Element, report: Report) -> None:
    if not report.waived:
        return
    language = report.language
    section = SubElement(main, "section")
    title = say("Waived", language)
    SubElement(section, "h2").text = title
    columns = ("thing", "problem", "reason", "rule")
    headings = [say(heading, language) for heading in ("Thing", "What is wrong", "Reason", "Rule")]
    body = _table(section, columns, headings, title)
    for waived in report.waived:
        cells = _row(body, columns)
        _thing(cells["thing"], waived.finding)
        _text(SubElement(cells["problem"], "p"), waived.finding.message)
        _text(SubElement(cells["problem"], "p", {"class": "faint"}), waived.finding.place)
        _text(cells["reason"], waived.told(language))
        _rule(cells["rule"], waived.finding, report)


def _pages(main: Element, report: Report) -> None:
    """Add the pages of the rules that found something, for the links in the tables."""
    if not report.pages:
        return
    section = SubElement(main, "section")
    SubElement(section, "h2").text = say("The rules", report.language)
    for page in report.pages:
        article = SubElement(section, "article", id=_anchor(page.id))
        _text(SubElement(article, "h3"), page.id)
        _page(article, page, report.language)


def _page(article: Element, page: RulePage, language: str) -> None:
    parts = (("Problem", page.problem), ("Why", page.why), ("What to do", page.fix))
    told = SubElement(article, "dl")
    for name, words in parts:
        if words:
            SubElement(told, "dt").text = say(name, language)
            _text(SubElement(told, "dd"), words)
    if page.example:
        SubElement(article, "pre").text = plain(page.example)


def _anchor(rule: str) -> str:
    return "rule-" + "-".join(one_line(rule).split())


def _text(element: Element, text: str) -> None:
    """Set a text of its own direction of writing, which leaves its surroundings alone."""
    SubElement(element, "bdi").text = one_line(text)
