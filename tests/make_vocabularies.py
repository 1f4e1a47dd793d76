"""Writes kg/vocabularies/terms.txt: `python tests/make_vocabularies.py schema.d.ts`.

The names come from the lists in rdflib's `rdflib.namespace` (BSD-3-Clause), whose comments tell
classes from properties, and those of schema.org also from the npm package schema-dts (Apache-2.0),
which is newer and knows which names were superseded. SEM's are read off its specification.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "kg" / "vocabularies" / "terms.txt"
NAMES = (
    "dc dcam dcat dcmitype dcterms doap foaf geo odrl2 org owl prof prov qb rdf rdfs sdo sh skos"
)
NAMES += " sosa ssn time vann void wgs xsd"
PREFIXES = {"sdo": "schema"}  # where rdflib's name is not the usual prefix
NAMESPACES = {  # where rdflib's differs from the one in use
    "wgs": "http://www.w3.org/2003/01/geo/wgs84_pos#",
}
KINDS = ("class", "property", "other")
SEM = {
    "class": "Actor ActorType Authority Constraint Core Event EventType Object Place PlaceType Role"
    " RoleType Temporary Time TimeType Type View",
    "property": "accordingTo actorType eventProperty eventType hasActor hasBeginTimeStamp"
    " hasEarliestBeginTimeStamp hasEarliestEndTimeStamp hasEndTimeStamp hasLatestBeginTimeStamp"
    " hasLatestEndTimeStamp hasPlace hasSubEvent hasSubType hasTime hasTimeStamp placeType roleType"
    " subEventOf subTypeOf timeType type",
}
NEWER = {  # DCAT 3, and what XML Schema 1.1 has beside the kinds of values
    "dcat": {
        "class": "DatasetSeries",
        "property": "first hasCurrentVersion hasVersion inSeries isVersionOf last next prev"
        " previousVersion seriesMember version",
    },
    "xsd": {"class": "anyAtomicType anySimpleType anyType"},
}
REPLACED = {
    "owl": {"DataRange": "http://www.w3.org/2000/01/rdf-schema#Datatype"},
    "time": {
        "inXSDDateTime": "http://www.w3.org/2006/time#inXSDDateTimeStamp",
        "xsdDateTime": "http://www.w3.org/2006/time#inXSDDateTimeStamp",
    },
}
HEADER = """\
# The names of well-known vocabularies, by what they are: one block a vocabulary, its prefix and
# namespace first; `replaced` is a name that is deprecated and the IRI that takes its place.
# Written by tests/make_vocabularies.py, which says where the names come from.
"""


def kind_of(heading: str, name: str) -> str:
    """Tell what a name is by the class that stands above it in rdflib's list, else by its case."""
    if re.search(r"(Class|Datatype)$", heading):
        return "class"
    if heading.endswith("Property") or (not heading and name[0].islower()):
        return "property"
    return "other"


def listed(module: str) -> Iterator[tuple[str, str]]:
    """Yield each name in one of rdflib's lists with what it is."""
    heading = "Datatype" if "class XSD" in module else ""
    extras = re.search(r"_extras = \[(.*?)\]", module, re.S)
    for name in re.findall(r'"([^"]+)"', extras[1] if extras else ""):
        yield name, "other" if "Component-" in name else kind_of("", name)
    for line in module.splitlines():
        if found := re.match(r"    # (http\S+)$", line):
            heading = found[1]
        elif line.startswith("    # fundamental facets"):
            heading = "Property"  # what follows in XSD's list are no datatypes
        elif found := re.match(r"    (?:# )?(\w+): (?:URIRef|\()", line):
            yield found[1], kind_of(heading, found[1])


def schema(package: str) -> tuple[set[str], dict[str, str]]:
    """Return the names of schema.org in schema-dts, and which of them have a successor."""
    names = set(re.findall(r'^    "(\w+)"\?: ', package, re.M))
    names |= set(re.findall(r'"https?://schema\.org/(\w+)"', package))
    names |= set(re.findall(r'"@type": "(\w+)"', package))
    old = re.findall(
        r"@deprecated Consider using (https://schema.org/\w+) instead.\s*\*/\s*\"(\w+)\"", package
    )
    return names, {name: successor for successor, name in old}


def block(prefix: str, namespace: str, terms: dict[str, str], replaced: dict[str, str]) -> str:
    """Return what the file says of one vocabulary."""
    lines = [f"{prefix} {namespace}"]
    for kind in KINDS:
        names = sorted(name for name, is_a in terms.items() if is_a == kind)
        if names:
            lines.append(f"  {kind} {' '.join(names)}")
    lines += [f"  replaced {name} {replaced[name]}" for name in sorted(replaced)]
    return "\n".join(lines) + "\n"


def main(schema_types: Path) -> None:
    """Write the file of names."""
    spec = find_spec("rdflib")
    assert spec is not None and spec.origin is not None
    lists = Path(spec.origin).parent / "namespace"
    newer, superseded = schema(schema_types.read_text(encoding="utf-8"))
    blocks = []
    for name in NAMES.split():
        module = (lists / f"_{name.upper()}.py").read_text(encoding="utf-8")
        found = re.search(r"_NS = Namespace\(\s*\"([^\"]+)\"", module)
        assert found is not None, name
        terms, replaced = dict(listed(module)), REPLACED.get(name, {})
        for kind, names in NEWER.get(name, {}).items():
            terms |= dict.fromkeys(names.split(), kind)
        if name == "sdo":
            terms |= {new: kind_of("", new) for new in newer if new not in terms}
            replaced = superseded
        namespace = NAMESPACES.get(name, found[1])
        blocks.append(block(PREFIXES.get(name, name), namespace, terms, replaced))
    sem = {name: kind for kind, names in SEM.items() for name in names.split()}
    blocks.append(block("sem", "http://semanticweb.cs.vu.nl/2009/11/sem/", sem, {}))
    TARGET.write_text(HEADER + "".join(sorted(blocks)), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
