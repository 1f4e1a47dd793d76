"""The rules of OWL 2 RL: tables 4 to 9 of the W3C's profile, one row each, under its names.

Source: https://www.w3.org/TR/owl2-profiles/#Reasoning_in_OWL_2_RL_and_RDF_Graphs_using_Rules.
A row is `name: body => head`; a head of `false` is a contradiction. Besides triples a body has

- `?y in ?list`                  a member of a list (any of them, in turn)
- `?y before ?z in ?list`        two members at different places of a list
- `each ?y in ?list { … }`       what holds for every member; other variables inside that occur
                                 nowhere else (`?zi`) are each member's own
- `?x along ?list ?y`            a path from ?x to ?y by the properties of a list, in their order
- `?lt of ?dt`, `?lt not-of ?dt` a literal whose value is, or is not, one of a datatype
- `?a same ?b`, `?a other ?b`    two literals of one value, or of two

The engine, the search for explanations and whatever writes the rules in another language read
these rows and nothing else.
"""

from __future__ import annotations

EQUALITY = """
eq-ref: ?s ?p ?o => ?s owl:sameAs ?s . ?p owl:sameAs ?p . ?o owl:sameAs ?o
eq-sym: ?x owl:sameAs ?y => ?y owl:sameAs ?x
eq-trans: ?x owl:sameAs ?y . ?y owl:sameAs ?z => ?x owl:sameAs ?z
eq-rep-s: ?s owl:sameAs ?s2 . ?s ?p ?o => ?s2 ?p ?o
eq-rep-p: ?p owl:sameAs ?p2 . ?s ?p ?o => ?s ?p2 ?o
eq-rep-o: ?o owl:sameAs ?o2 . ?s ?p ?o => ?s ?p ?o2
eq-diff1: ?x owl:sameAs ?y . ?x owl:differentFrom ?y => false
eq-diff2: ?x a owl:AllDifferent . ?x owl:members ?list .
    ?zi before ?zj in ?list . ?zi owl:sameAs ?zj => false
eq-diff3: ?x a owl:AllDifferent . ?x owl:distinctMembers ?list .
    ?zi before ?zj in ?list . ?zi owl:sameAs ?zj => false
"""

PROPERTIES = """
prp-ap: => rdfs:label a owl:AnnotationProperty . rdfs:comment a owl:AnnotationProperty .
    rdfs:seeAlso a owl:AnnotationProperty . rdfs:isDefinedBy a owl:AnnotationProperty .
    owl:deprecated a owl:AnnotationProperty . owl:versionInfo a owl:AnnotationProperty .
    owl:priorVersion a owl:AnnotationProperty .
    owl:backwardCompatibleWith a owl:AnnotationProperty .
    owl:incompatibleWith a owl:AnnotationProperty
prp-dom: ?p rdfs:domain ?c . ?x ?p ?y => ?x a ?c
prp-rng: ?p rdfs:range ?c . ?x ?p ?y => ?y a ?c
prp-fp: ?p a owl:FunctionalProperty . ?x ?p ?y1 . ?x ?p ?y2 => ?y1 owl:sameAs ?y2
prp-ifp: ?p a owl:InverseFunctionalProperty . ?x1 ?p ?y . ?x2 ?p ?y => ?x1 owl:sameAs ?x2
prp-irp: ?p a owl:IrreflexiveProperty . ?x ?p ?x => false
prp-symp: ?p a owl:SymmetricProperty . ?x ?p ?y => ?y ?p ?x
prp-asyp: ?p a owl:AsymmetricProperty . ?x ?p ?y . ?y ?p ?x => false
prp-trp: ?p a owl:TransitiveProperty . ?x ?p ?y . ?y ?p ?z => ?x ?p ?z
prp-spo1: ?p1 rdfs:subPropertyOf ?p2 . ?x ?p1 ?y => ?x ?p2 ?y
prp-spo2: ?p owl:propertyChainAxiom ?list . ?u1 along ?list ?un => ?u1 ?p ?un
prp-eqp1: ?p1 owl:equivalentProperty ?p2 . ?x ?p1 ?y => ?x ?p2 ?y
prp-eqp2: ?p1 owl:equivalentProperty ?p2 . ?x ?p2 ?y => ?x ?p1 ?y
prp-pdw: ?p1 owl:propertyDisjointWith ?p2 . ?x ?p1 ?y . ?x ?p2 ?y => false
prp-adp: ?x a owl:AllDisjointProperties . ?x owl:members ?list .
    ?pi before ?pj in ?list . ?u ?pi ?v . ?u ?pj ?v => false
prp-inv1: ?p1 owl:inverseOf ?p2 . ?x ?p1 ?y => ?y ?p2 ?x
prp-inv2: ?p1 owl:inverseOf ?p2 . ?x ?p2 ?y => ?y ?p1 ?x
prp-key: ?c owl:hasKey ?list . each ?pi in ?list { ?x ?pi ?zi . ?y ?pi ?zi } .
    ?x a ?c . ?y a ?c => ?x owl:sameAs ?y
prp-npa1: ?x owl:sourceIndividual ?i1 . ?x owl:assertionProperty ?p .
    ?x owl:targetIndividual ?i2 . ?i1 ?p ?i2 => false
prp-npa2: ?x owl:sourceIndividual ?i . ?x owl:assertionProperty ?p .
    ?x owl:targetValue ?lt . ?i ?p ?lt => false
"""

CLASSES = """
cls-thing: => owl:Thing a owl:Class
cls-nothing1: => owl:Nothing a owl:Class
cls-nothing2: ?x a owl:Nothing => false
cls-int1: ?c owl:intersectionOf ?list . each ?ci in ?list { ?y a ?ci } => ?y a ?c
cls-int2: ?c owl:intersectionOf ?list . ?ci in ?list . ?y a ?c => ?y a ?ci
cls-uni: ?c owl:unionOf ?list . ?ci in ?list . ?y a ?ci => ?y a ?c
cls-com: ?c1 owl:complementOf ?c2 . ?x a ?c1 . ?x a ?c2 => false
cls-svf1: ?x owl:someValuesFrom ?y . ?x owl:onProperty ?p . ?u ?p ?v . ?v a ?y => ?u a ?x
cls-svf2: ?x owl:someValuesFrom owl:Thing . ?x owl:onProperty ?p . ?u ?p ?v => ?u a ?x
cls-avf: ?x owl:allValuesFrom ?y . ?x owl:onProperty ?p . ?u a ?x . ?u ?p ?v => ?v a ?y
cls-hv1: ?x owl:hasValue ?y . ?x owl:onProperty ?p . ?u a ?x => ?u ?p ?y
cls-hv2: ?x owl:hasValue ?y . ?x owl:onProperty ?p . ?u ?p ?y => ?u a ?x
cls-maxc1: ?x owl:maxCardinality 0 . ?x owl:onProperty ?p . ?u a ?x . ?u ?p ?y => false
cls-maxc2: ?x owl:maxCardinality 1 . ?x owl:onProperty ?p . ?u a ?x .
    ?u ?p ?y1 . ?u ?p ?y2 => ?y1 owl:sameAs ?y2
cls-maxqc1: ?x owl:maxQualifiedCardinality 0 . ?x owl:onProperty ?p . ?x owl:onClass ?c .
    ?u a ?x . ?u ?p ?y . ?y a ?c => false
cls-maxqc2: ?x owl:maxQualifiedCardinality 0 . ?x owl:onProperty ?p . ?x owl:onClass owl:Thing .
    ?u a ?x . ?u ?p ?y => false
cls-maxqc3: ?x owl:maxQualifiedCardinality 1 . ?x owl:onProperty ?p . ?x owl:onClass ?c .
    ?u a ?x . ?u ?p ?y1 . ?y1 a ?c . ?u ?p ?y2 . ?y2 a ?c => ?y1 owl:sameAs ?y2
cls-maxqc4: ?x owl:maxQualifiedCardinality 1 . ?x owl:onProperty ?p . ?x owl:onClass owl:Thing .
    ?u a ?x . ?u ?p ?y1 . ?u ?p ?y2 => ?y1 owl:sameAs ?y2
cls-oo: ?c owl:oneOf ?list . ?yi in ?list => ?yi a ?c
"""

CLASS_AXIOMS = """
cax-sco: ?c1 rdfs:subClassOf ?c2 . ?x a ?c1 => ?x a ?c2
cax-eqc1: ?c1 owl:equivalentClass ?c2 . ?x a ?c1 => ?x a ?c2
cax-eqc2: ?c1 owl:equivalentClass ?c2 . ?x a ?c2 => ?x a ?c1
cax-dw: ?c1 owl:disjointWith ?c2 . ?x a ?c1 . ?x a ?c2 => false
cax-adc: ?x a owl:AllDisjointClasses . ?x owl:members ?list .
    ?ci before ?cj in ?list . ?z a ?ci . ?z a ?cj => false
"""

DATATYPE_NAMES = (
    *("rdf:PlainLiteral", "rdf:XMLLiteral", "rdfs:Literal", "xsd:decimal", "xsd:integer"),
    *("xsd:nonNegativeInteger", "xsd:nonPositiveInteger", "xsd:positiveInteger"),
    *("xsd:negativeInteger", "xsd:long", "xsd:int", "xsd:short", "xsd:byte", "xsd:unsignedLong"),
    *("xsd:unsignedInt", "xsd:unsignedShort", "xsd:unsignedByte", "xsd:float", "xsd:double"),
    *("xsd:string", "xsd:normalizedString", "xsd:token", "xsd:language", "xsd:Name"),
    *("xsd:NCName", "xsd:NMTOKEN", "xsd:boolean", "xsd:hexBinary", "xsd:base64Binary"),
    *("xsd:anyURI", "xsd:dateTime", "xsd:dateTimeStamp"),
)
"""The datatypes of OWL 2 RL: its rules know the values of these and of no others."""

DATATYPES = f"""
dt-type1: => {" . ".join(f"{name} a rdfs:Datatype" for name in DATATYPE_NAMES)}
dt-type2: ?lt of ?dt => ?lt a ?dt
dt-eq: ?lt1 same ?lt2 => ?lt1 owl:sameAs ?lt2
dt-diff: ?lt1 other ?lt2 => ?lt1 owl:differentFrom ?lt2
dt-not-type: ?lt a ?dt . ?lt not-of ?dt => false
"""

SCHEMA = """
scm-cls: ?c a owl:Class => ?c rdfs:subClassOf ?c . ?c owl:equivalentClass ?c .
    ?c rdfs:subClassOf owl:Thing . owl:Nothing rdfs:subClassOf ?c
scm-sco: ?c1 rdfs:subClassOf ?c2 . ?c2 rdfs:subClassOf ?c3 => ?c1 rdfs:subClassOf ?c3
scm-eqc1: ?c1 owl:equivalentClass ?c2 => ?c1 rdfs:subClassOf ?c2 . ?c2 rdfs:subClassOf ?c1
scm-eqc2: ?c1 rdfs:subClassOf ?c2 . ?c2 rdfs:subClassOf ?c1 => ?c1 owl:equivalentClass ?c2
scm-op: ?p a owl:ObjectProperty => ?p rdfs:subPropertyOf ?p . ?p owl:equivalentProperty ?p
scm-dp: ?p a owl:DatatypeProperty => ?p rdfs:subPropertyOf ?p . ?p owl:equivalentProperty ?p
scm-spo: ?p1 rdfs:subPropertyOf ?p2 . ?p2 rdfs:subPropertyOf ?p3 => ?p1 rdfs:subPropertyOf ?p3
scm-eqp1: ?p1 owl:equivalentProperty ?p2 =>
    ?p1 rdfs:subPropertyOf ?p2 . ?p2 rdfs:subPropertyOf ?p1
scm-eqp2: ?p1 rdfs:subPropertyOf ?p2 . ?p2 rdfs:subPropertyOf ?p1 => ?p1 owl:equivalentProperty ?p2
scm-dom1: ?p rdfs:domain ?c1 . ?c1 rdfs:subClassOf ?c2 => ?p rdfs:domain ?c2
scm-dom2: ?p2 rdfs:domain ?c . ?p1 rdfs:subPropertyOf ?p2 => ?p1 rdfs:domain ?c
scm-rng1: ?p rdfs:range ?c1 . ?c1 rdfs:subClassOf ?c2 => ?p rdfs:range ?c2
scm-rng2: ?p2 rdfs:range ?c . ?p1 rdfs:subPropertyOf ?p2 => ?p1 rdfs:range ?c
scm-hv: ?c1 owl:hasValue ?i . ?c1 owl:onProperty ?p1 . ?c2 owl:hasValue ?i .
    ?c2 owl:onProperty ?p2 . ?p1 rdfs:subPropertyOf ?p2 => ?c1 rdfs:subClassOf ?c2
scm-svf1: ?c1 owl:someValuesFrom ?y1 . ?c1 owl:onProperty ?p . ?c2 owl:someValuesFrom ?y2 .
    ?c2 owl:onProperty ?p . ?y1 rdfs:subClassOf ?y2 => ?c1 rdfs:subClassOf ?c2
scm-svf2: ?c1 owl:someValuesFrom ?y . ?c1 owl:onProperty ?p1 . ?c2 owl:someValuesFrom ?y .
    ?c2 owl:onProperty ?p2 . ?p1 rdfs:subPropertyOf ?p2 => ?c1 rdfs:subClassOf ?c2
scm-avf1: ?c1 owl:allValuesFrom ?y1 . ?c1 owl:onProperty ?p . ?c2 owl:allValuesFrom ?y2 .
    ?c2 owl:onProperty ?p . ?y1 rdfs:subClassOf ?y2 => ?c1 rdfs:subClassOf ?c2
scm-avf2: ?c1 owl:allValuesFrom ?y . ?c1 owl:onProperty ?p1 . ?c2 owl:allValuesFrom ?y .
    ?c2 owl:onProperty ?p2 . ?p1 rdfs:subPropertyOf ?p2 => ?c2 rdfs:subClassOf ?c1
scm-int: ?c owl:intersectionOf ?list . ?ci in ?list => ?c rdfs:subClassOf ?ci
scm-uni: ?c owl:unionOf ?list . ?ci in ?list => ?ci rdfs:subClassOf ?c
"""

TABLES = {
    4: EQUALITY,
    5: PROPERTIES,
    6: CLASSES,
    7: CLASS_AXIOMS,
    8: DATATYPES,
    9: SCHEMA,
}
"""The rows by the number of their table in the specification."""
