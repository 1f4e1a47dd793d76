"""A report as SARIF 2.1.0, which code scanning reads (OASIS Standard, with Errata 01).

A file inside the folder keeps its relative name, for the reader knows where the folder is; one
outside, named absolutely, becomes a `file:` URI. A file that cannot be read is a result, and makes
the run unsuccessful with a notification, because other checks did not take place. Sections named
below are of the standard.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import quote

from kg import __version__
from kg.cells import escaped
from kg.report.findings import SYNTAX, Finding, Related, Report, RulePage, Waived
from kg.report.texts import one_line, plain, shielded
from kg.terms import BASE
from kg.words import say

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
Json = dict[str, Any]


def write(report: Report) -> str:
    """Return the report as a SARIF log of one run."""
    log = {
        "$schema": _SCHEMA + "sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [_run(report)],
    }
    return shielded(json.dumps(log, ensure_ascii=False, indent=1)) + "\n"


def _run(report: Report) -> Json:
    told = [*report.findings, *(waived.finding for waived in report.waived)]
    worst = {finding.rule: finding for finding in reversed(told)}
    rules = sorted(worst)
    places = {related.file for finding in told for related in finding.related}
    files = sorted({*report.files, *places, *(finding.file for finding in told)} - {""})
    return {
        "tool": {
            "driver": {
                "name": "kg",
                "version": __version__,
                "informationUri": BASE,
                "rules": [_rule(worst[rule], report.page(rule)) for rule in rules],
            }
        },
        "language": report.language,
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(report)],
        "artifacts": [
            {"location": {"uri": uri(file)}, "roles": ["analysisTarget"]} for file in files
        ],
        "results": _results(report, rules),
    }


def _invocation(report: Report) -> Json:
    """Return whether everything was checked, and which files kept it from being so (3.20)."""
    invocation: Json = {
        "executionSuccessful": report.complete,
        "exitCode": report.exit_code(),
    }
    if not report.complete:
        unread = [f for f in report.findings if f.rule == SYNTAX]
        words = say("Other checks wait until every file can be read.", report.language)
        invocation["toolExecutionNotifications"] = [
            {
                "level": "error",
                "message": _message(words),
                "locations": [
                    {"physicalLocation": {"artifactLocation": {"uri": uri(file)}}}
                    for file in sorted({finding.file for finding in unread} - {""})
                ],
            }
        ]
    return invocation


def _rule(worst: Finding, page: RulePage | None) -> Json:
    """Return a rule with its page (3.49), or what its worst finding says where there is none.

    Code scanning refuses a rule without a description and help.
    """
    if page is None:
        page = RulePage(worst.rule, "", worst.message)
    parts = list(filter(None, [page.problem, page.why, page.fix]))
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+|$", page.example)))
    example = [f"{fence}turtle\n{page.example}\n{fence}"] if page.example else []
    return {
        "id": worst.rule,
        "defaultConfiguration": {"level": _LEVELS[worst.severity]},
        "shortDescription": _message(page.problem),
        "fullDescription": _message(page.why or page.problem),
        "help": {
            "text": _literal("\n\n".join([*parts, *filter(None, [page.example])])),
            "markdown": _literal("\n\n".join([*map(escaped, parts), *example])),
        },
        "properties": {"tags": list(filter(None, [page.set]))},
    }


def _results(report: Report, rules: list[str]) -> list[Json]:
    """Return the findings, then what was waived; each with a name that survives moved lines."""
    # GitHub refuses a result without a place, and so a whole report with one.
    elsewhere = _artifact(min(report.files)) if report.files else {}
    pairs: list[tuple[Finding, Waived | None]] = [(finding, None) for finding in report.findings]
    pairs += [(waived.finding, waived) for waived in report.waived]
    seen: dict[str, int] = {}
    results = []
    for finding, waived in pairs:
        same = _fingerprint(finding)
        seen[same] = seen.get(same, 0) + 1
        result = _result(finding, report.language, elsewhere)
        result["ruleIndex"] = rules.index(finding.rule)
        result["partialFingerprints"] = {"kgFinding/v1": f"{same}:{seen[same]}"}
        if report.waived:  # 3.27.23: either all results say it or none
            result["suppressions"] = (
                [] if waived is None else [_suppression(waived, report.language)]
            )
        results.append(result)
    return results


def _result(finding: Finding, language: str, elsewhere: Json) -> Json:
    who = f"{finding.who}: " if finding.who else ""
    location = {**elsewhere, **_location(finding)}
    result: Json = {
        "ruleId": finding.rule,
        "level": _LEVELS[finding.severity],
        "message": _message(who + finding.told(language)),
        "locations": [location] if location else [],
    }
    if finding.related:
        result["relatedLocations"] = [
            {"id": number, **_physical(related), "message": _message(related.message)}
            for number, related in enumerate(finding.related, 1)
        ]
    more = {name: getattr(finding, name) for name in ("focus", "path", "term", "fix")}
    if any(more.values()):
        result["properties"] = {name: value for name, value in more.items() if value}
    return result


def _artifact(file: str) -> Json:
    return {"physicalLocation": {"artifactLocation": {"uri": uri(file)}}}


def _location(finding: Finding) -> Json:
    """Return the place in the file, and the thing by its names (3.28)."""
    location = _physical(finding)
    if finding.thing:
        named = {"fullyQualifiedName": one_line(finding.thing), "kind": "object"}
        name = {"name": one_line(finding.label)} if finding.label else {}
        location["logicalLocations"] = [{**name, **named}]
    return location


def _physical(at: Finding | Related) -> Json:
    if not at.file:
        return {}
    location = _artifact(at.file)
    if at.line:
        region = location["physicalLocation"]["region"] = {"startLine": at.line}
        if at.column:
            region["startColumn"] = at.column
    return location


def _suppression(waived: Waived, language: str) -> Json:
    """Return that a finding is lived with, and why (3.35)."""
    justification = one_line(waived.told(language))
    return {"kind": "external", "status": "accepted", "justification": justification}


def _fingerprint(finding: Finding) -> str:
    """Return a hash of everything but the place, the words where nothing else tells it apart."""
    lasting = finding.lasting()
    thing = lasting.focus or lasting.thing
    told = "" if thing else finding.message
    value = lasting.term or lasting.value
    parts = (finding.rule, finding.file, thing, finding.path, value, told)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()


def _message(text: str) -> Json:
    return {"text": _literal(text)}


def _literal(text: str) -> str:
    """Return a text in which a reader finds no placeholder (3.11.5) and no link (3.11.6)."""
    return plain(text).replace("{", "{{").replace("}", "}}").replace("](", "] (")


def uri(file: str) -> str:
    """Return the name of a file as a URI reference (RFC 3986), absolute when the name is.

    >>> uri("data/años 1,2%.ttl"), uri("/tmp/a:b.ttl")
    ('data/a%C3%B1os%201%2C2%25.ttl', 'file:///tmp/a%3Ab.ttl')
    """
    if Path(file).is_absolute():
        return "file://" + quote(Path(file).as_posix(), safe="/", errors="replace")
    return quote(file, safe="/", errors="replace")
