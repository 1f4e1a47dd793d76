"""A report as JUnit XML, which continuous integration shows as tests: a suite a file.

A finding as bad as `fail_on` is a failure, a file that cannot be read an error: what is red is
what makes the exit code. A milder finding passes, with its text as output. A waived one is
skipped, with the reason. Names hold no line numbers, so that a finding keeps its history when
lines move; and no times, so that the same graph gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from kg.report import text
from kg.report.findings import SYNTAX, Finding, Report, Waived
from kg.report.texts import one_line, plain
from kg.words import say


def write(report: Report) -> str:
    """Return the report as XML that Jenkins, GitLab and others read (the schema junit-4)."""
    root = Element("testsuites", name="kg validate")
    waived: dict[str, list[Waived]] = {}
    for one in report.waived:
        waived.setdefault(one.finding.file, []).append(one)
    suites = dict(report.by_file())
    for file in [*suites, *sorted(waived.keys() - suites.keys())]:
        name = one_line(file) or say("the graph", report.language)
        suite = SubElement(root, "testsuite", name=name)
        suite.extend(_cases(name, suites.get(file, []), waived.get(file, []), report))
        _count(suite)
    if not len(root):
        suite = SubElement(root, "testsuite", name="kg validate")
        suite.append(_case("kg validate", say("nothing found", report.language)))
        _count(suite)
    for total in ("tests", "failures", "errors"):
        root.set(total, str(sum(int(suite.get(total, "0")) for suite in root)))
    indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, "unicode") + "\n"


def _cases(
    suite: str, findings: list[Finding], waived: list[Waived], report: Report
) -> Iterator[Element]:
    """Yield the tests of one file; a file in which nothing was found passes one."""
    for finding in findings:
        yield _judged(suite, finding, report)
    for one in waived:
        case = _case(suite, _name(one.finding))
        SubElement(case, "skipped").text = plain(one.told(report.language))
        yield case
    if not findings and not waived:
        yield _case(suite, say("nothing found", report.language))


def _judged(suite: str, finding: Finding, report: Report) -> Element:
    case = _case(suite, _name(finding))
    unread = finding.rule == SYNTAX and not report.complete
    if unread or report.fails(finding):
        verdict = SubElement(case, "error" if unread else "failure")
        verdict.set("type", finding.severity)
        verdict.set("message", finding.told(report.language))
    else:
        verdict = SubElement(case, "system-out")
    verdict.text = text.lines(finding, report.language)
    return case


def _case(suite: str, name: str) -> Element:
    return Element("testcase", classname=suite, name=name)


def _name(finding: Finding) -> str:
    """Return the rule, the thing and what is wrong: the same wherever the line has moved."""
    lasting = finding.lasting()
    who = f"{lasting.who}: " if lasting.who else ""
    value = f" {lasting.value}" if lasting.value else ""
    return one_line(f"{finding.rule}: {who}{finding.message}{value}")


def _count(suite: Element) -> None:
    suite.set("tests", str(len(suite)))
    for total, child in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(total, str(len(suite.findall(f"testcase/{child}"))))
