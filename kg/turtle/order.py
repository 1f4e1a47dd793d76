"""In which order the properties of a thing are written."""

from __future__ import annotations

from collections.abc import Mapping

from kg.terms import PREFIXES, curie

# What is not named here are the others, by name. A line is a matter of reading only.
_NAMED = """
rdf:type rdfs:label dcterms:title sh:name
skos:altLabel skos:definition skos:scopeNote skos:hiddenLabel skos:example
rdf:first rdf:rest
dcterms:description dcterms:creator dcterms:language dcterms:license dcterms:created dcterms:subject
rdfs:subPropertyOf rdfs:comment rdfs:subClassOf rdfs:domain
dcterms:source dcterms:modified rdfs:range
sh:namespace sh:prefix sh:alternativePath sh:description sh:targetClass sh:not sh:closed sh:path
sh:node sh:prefixes sh:qualifiedValueShape sh:ignoredProperties sh:uniqueLang sh:languageIn
sh:targetSubjectsOf sh:lessThanOrEquals sh:sparql sh:disjoint sh:class sh:minCount sh:datatype sh:or
sh:minInclusive sh:maxInclusive sh:in sh:nodeKind sh:pattern sh:maxCount sh:qualifiedMinCount
sh:minLength sh:property sh:severity sh:message sh:select sh:hasValue sh:flags
skos:editorialNote skos:closeMatch skos:inScheme
al:madeBy al:partOfSource al:appointee al:counts al:accused al:kind al:actor
al:recognizedClaimant al:holder al:post al:by al:against al:addressedTo al:claimedHolder al:office
al:about al:section al:aboutEvent al:allegedCause al:claimedDate al:style al:fromSide al:allegedKind
al:claimedEarliest al:claimedLatest al:toSide al:participant al:fromInstitution
al:verb al:says al:date al:memberOf al:partOfGroup al:paragraph al:beganWith al:represents al:rank
al:origin al:rankIn al:earliest al:percent al:value al:min al:max al:qualifier al:countedKind
al:countedFrom al:position al:latest al:countedTo al:breakdownOf al:heldAt al:endedWith al:former
al:duration al:yearImplied al:postIn al:basedOn al:dateNote al:madeIn al:after al:place
al:destination al:pursuantTo al:onAllegation al:inResponseTo al:partOf al:disputes al:reportedBy
al:status al:relays al:locatedIn al:sectionLink al:replaces al:completeFor
al:statedIn al:postedTo skos:exactMatch al:reportedIn al:named al:fingerprint al:sideOf
owl:hasValue owl:onProperty owl:inverseOf owl:propertyChainAxiom owl:disjointWith rdfs:isDefinedBy
owl:unionOf owl:someValuesFrom owl:members
vann:preferredNamespacePrefix vann:preferredNamespaceUri owl:versionIRI owl:versionInfo
skos:changeNote rdfs:seeAlso sh:declare
others al:note
""".split()
_PLACES = {name: number for number, name in enumerate(_NAMED)}
_TYPE = PREFIXES["rdf"] + "type"


def iri_of(written: str, prefixes: Mapping[str, str]) -> str:
    """Return the IRI of a property as it is written in a file with these prefixes."""
    if written == "a":
        return _TYPE
    prefix, _, name = written.partition(":")
    return written[1:-1] if written.startswith("<") else prefixes.get(prefix, "") + name


def place_of(iri: str) -> tuple[int, str]:
    """Return where a property stands among others, as something to sort by.

    >>> place_of(PREFIXES["al"] + "actor") < place_of(PREFIXES["al"] + "note")
    True
    """
    name = curie(iri)
    return _PLACES.get(name, _PLACES["others"]), name
