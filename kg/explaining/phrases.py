"""One sentence for each rule of OWL 2 RL: why it gives what it gives, what it says is wrong.

The names in braces are the variables of the rules as the W3C writes them; behind the colon stands
how they are said: `a` (a class with its article), `noun`, `quoted` (a property), `chain`,
`properties`, `classes`; a bare name is a thing.
"""

from __future__ import annotations

BECAUSE = {
    "eq-ref": ("everything is itself", "todo es idéntico a sí mismo"),
    "eq-sym": (
        "{x} and {y} are one and the same, whichever is named first",
        "{x} y {y} son lo mismo, se nombre antes el uno o el otro",
    ),
    "eq-trans": (
        "{x} and {z} are both the same as {y}",
        "{x} y {z} son ambos lo mismo que {y}",
    ),
    "eq-rep-s": (
        "{s} and {s2} are one and the same, so what holds of the one holds of the other",
        "{s} y {s2} son lo mismo, y lo que vale de uno vale del otro",
    ),
    "eq-rep-p": (
        "{p:quoted} and {p2:quoted} are one and the same property",
        "{p:quoted} y {p2:quoted} son la misma propiedad",
    ),
    "eq-rep-o": (
        "{o} and {o2} are one and the same, so what holds of the one holds of the other",
        "{o} y {o2} son lo mismo, y lo que vale de uno vale del otro",
    ),
    "prp-ap": ("the language of ontologies says so", "lo dice el lenguaje de las ontologías"),
    "prp-dom": (
        "whatever has {p:quoted} is {c:a}",
        "lo que tiene {p:quoted} cuenta como {c:noun}",
    ),
    "prp-rng": (
        "whatever is named as {p:quoted} of something is {c:a}",
        "lo que figura como {p:quoted} de algo cuenta como {c:noun}",
    ),
    "prp-fp": (
        "there is only one {p:quoted} for each thing, so {y1} and {y2} are one",
        "cada cosa tiene un solo {p:quoted}, así que {y1} y {y2} son lo mismo",
    ),
    "prp-ifp": (
        "one {p:quoted} belongs to only one thing, so {x1} and {x2} are one",
        "un mismo {p:quoted} es de una sola cosa, así que {x1} y {x2} son lo mismo",
    ),
    "prp-symp": ("{p:quoted} is mutual", "{p:quoted} es recíproco"),
    "prp-trp": (
        "{p:quoted} carries on from one thing to the next: what holds of {x} and {y}, and of {y}"
        " and {z}, holds of {x} and {z}",
        "{p:quoted} se transmite: lo que vale de {x} con {y} y de {y} con {z} vale de {x} con {z}",
    ),
    "prp-spo1": (
        "whatever has {p1:quoted} has with it {p2:quoted}",
        "lo que tiene {p1:quoted} tiene con ello {p2:quoted}",
    ),
    "prp-spo2": (
        "from {list:chain}: {un}, follows {p:quoted}: {un}",
        "de {list:chain}: {un}, se sigue {p:quoted}: {un}",
    ),
    "prp-eqp1": (
        "{p1:quoted} and {p2:quoted} say the same",
        "{p1:quoted} y {p2:quoted} dicen lo mismo",
    ),
    "prp-inv1": (
        "{p2:quoted} is {p1:quoted} the other way round",
        "{p2:quoted} es {p1:quoted} al revés",
    ),
    "prp-key": (
        "two of the class {c:noun} with the same {list:properties} are one",
        "dos de la clase {c:noun} con iguales {list:properties} son lo mismo",
    ),
    "cls-thing": ("everything is a thing", "todo es una cosa"),
    "cls-nothing1": ("the language of ontologies says so", "lo dice el lenguaje de las ontologías"),
    "cls-int1": (
        "whatever is all of this is {c:a}: {list:classes}",
        "lo que es todo esto cuenta como {c:noun}: {list:classes}",
    ),
    "cls-int2": (
        "every {c:noun} is {ci:a}",
        "todo lo que es {c:noun} es {ci:noun}",
    ),
    "cls-uni": (
        "every {ci:noun} is {c:a}",
        "todo lo que es {ci:noun} es {c:noun}",
    ),
    "cls-svf1": (
        "its {p:quoted} is {v}, and that is {y:a}",
        "su {p:quoted} es {v}, que es {y:noun}",
    ),
    "cls-svf2": (
        "its {p:quoted} is named: {v}",
        "consta su {p:quoted}: {v}",
    ),
    "cls-avf": (
        "{x:a} has as {p:quoted} only what is {y:a}",
        "{x:noun} solo tiene como {p:quoted} lo que es {y:noun}",
    ),
    "cls-hv1": (
        "every {x:noun} has {y} as {p:quoted}",
        "todo lo que es {x:noun} tiene {y} como {p:quoted}",
    ),
    "cls-hv2": (
        "its {p:quoted} is {y}",
        "su {p:quoted} es {y}",
    ),
    "cls-maxc2": (
        "{x:a} has at most one {p:quoted}, so {y1} and {y2} are one",
        "{x:noun} tiene un {p:quoted} como máximo, así que {y1} y {y2} son lo mismo",
    ),
    "cls-maxqc3": (
        "{x:a} has at most one {p:quoted} that is {c:a}, so {y1} and {y2} are one",
        "{x:noun} tiene como máximo un {p:quoted} que es {c:noun}, así que {y1} y {y2} son lo"
        " mismo",
    ),
    "cls-oo": (
        "it is one of those that make up {c:a}",
        "es uno de los que forman {c:noun}",
    ),
    "cax-sco": (
        "every {c1:noun} is {c2:a}",
        "todo lo que es {c1:noun} es {c2:noun}",
    ),
    "cax-eqc1": (
        "to be {c1:a} is to be {c2:a}",
        "ser {c1:noun} es ser {c2:noun}",
    ),
    "dt-type1": ("the language of ontologies says so", "lo dice el lenguaje de las ontologías"),
    "dt-type2": (
        "the value of {lt} is of the type {dt}",
        "el valor de {lt} es del tipo {dt}",
    ),
    "dt-eq": (
        "{lt1} and {lt2} are the same value",
        "{lt1} y {lt2} son el mismo valor",
    ),
    "dt-diff": (
        "{lt1} and {lt2} are different values",
        "{lt1} y {lt2} son valores distintos",
    ),
    "scm-cls": ("so it is with every class", "así es con toda clase"),
    "scm-sco": (
        "every {c1:noun} is {c2:a}, and every {c2:noun} is {c3:a}",
        "todo lo que es {c1:noun} es {c2:noun}, y todo lo que es {c2:noun} es {c3:noun}",
    ),
    "scm-eqc1": (
        "to be {c1:a} is to be {c2:a}",
        "ser {c1:noun} es ser {c2:noun}",
    ),
    "scm-eqc2": (
        "every {c1:noun} is {c2:a}, and the other way round",
        "todo lo que es {c1:noun} es {c2:noun}, y a la inversa",
    ),
    "scm-op": ("so it is with every property", "así es con toda propiedad"),
    "scm-dp": ("so it is with every property", "así es con toda propiedad"),
    "scm-spo": (
        "{p1:quoted} is narrower than {p2:quoted}, and that than {p3:quoted}",
        "{p1:quoted} es más estrecha que {p2:quoted}, y esta que {p3:quoted}",
    ),
    "scm-eqp1": (
        "{p1:quoted} and {p2:quoted} say the same",
        "{p1:quoted} y {p2:quoted} dicen lo mismo",
    ),
    "scm-eqp2": (
        "each of {p1:quoted} and {p2:quoted} is narrower than the other",
        "cada una de {p1:quoted} y {p2:quoted} es más estrecha que la otra",
    ),
    "scm-dom1": (
        "whatever has {p:quoted} is {c1:a}, and every {c1:noun} is {c2:a}",
        "lo que tiene {p:quoted} es {c1:noun}, y todo lo que es {c1:noun} es {c2:noun}",
    ),
    "scm-dom2": (
        "whatever has {p1:quoted} has {p2:quoted}, and whatever has that is {c:a}",
        "lo que tiene {p1:quoted} tiene {p2:quoted}, y lo que tiene esto es {c:noun}",
    ),
    "scm-rng1": (
        "whatever is named as {p:quoted} is {c1:a}, and every {c1:noun} is {c2:a}",
        "lo que figura como {p:quoted} es {c1:noun}, y todo lo que es {c1:noun} es {c2:noun}",
    ),
    "scm-rng2": (
        "what is {p1:quoted} is {p2:quoted} as well, and whatever is that is {c:a}",
        "lo que es {p1:quoted} es también {p2:quoted}, y lo que es esto es {c:noun}",
    ),
    "scm-hv": (
        "what has {i} as {p1:quoted} has it as {p2:quoted}",
        "lo que tiene {i} como {p1:quoted} lo tiene como {p2:quoted}",
    ),
    "scm-svf1": (
        "every {y1:noun} is {y2:a}, and both are about {p:quoted}",
        "todo lo que es {y1:noun} es {y2:noun}, y ambas tratan de {p:quoted}",
    ),
    "scm-svf2": (
        "what has {p1:quoted} has {p2:quoted}, and both are about {y:a}",
        "lo que tiene {p1:quoted} tiene {p2:quoted}, y ambas tratan de {y:noun}",
    ),
    "scm-avf1": (
        "every {y1:noun} is {y2:a}, and both are about {p:quoted}",
        "todo lo que es {y1:noun} es {y2:noun}, y ambas tratan de {p:quoted}",
    ),
    "scm-avf2": (
        "what has {p1:quoted} has {p2:quoted}, and both are about {y:a}",
        "lo que tiene {p1:quoted} tiene {p2:quoted}, y ambas tratan de {y:noun}",
    ),
    "scm-int": (
        "{c:a} is all of this: {list:classes}",
        "{c:noun} es todo esto: {list:classes}",
    ),
    "scm-uni": (
        "{c:a} is any of these: {list:classes}",
        "{c:noun} es cualquiera de estos: {list:classes}",
    ),
}
BECAUSE |= {  # the rules that are another one read from its other end
    "prp-eqp2": BECAUSE["prp-eqp1"],
    "prp-inv2": (
        "{p1:quoted} is {p2:quoted} the other way round",
        "{p1:quoted} es {p2:quoted} al revés",
    ),
    "cax-eqc2": BECAUSE["cax-eqc1"],
    "cls-maxqc4": BECAUSE["cls-maxc2"],
}
CLASHES = {
    "eq-diff1": (
        "{x} and {y} would have to be one and the same, and they are not",
        "{x} y {y} tendrían que ser lo mismo, y no lo son",
    ),
    "eq-diff2": (
        "{zi} and {zj} would have to be one and the same, and they are not",
        "{zi} y {zj} tendrían que ser lo mismo, y no lo son",
    ),
    "prp-irp": (
        "{x} has itself as {p:quoted}, which nothing can",
        "{x} se tiene a sí mismo como {p:quoted}, y nada puede",
    ),
    "prp-asyp": (
        "{x} and {y} cannot each be {p:quoted} of the other",
        "{x} y {y} no pueden ser cada uno {p:quoted} del otro",
    ),
    "prp-pdw": (
        "{x} cannot have {y} both as {p1:quoted} and as {p2:quoted}",
        "{x} no puede tener {y} a la vez como {p1:quoted} y como {p2:quoted}",
    ),
    "prp-adp": (
        "{u} cannot have {v} both as {pi:quoted} and as {pj:quoted}",
        "{u} no puede tener {v} a la vez como {pi:quoted} y como {pj:quoted}",
    ),
    "prp-npa1": (
        "it is told that {i1} has {i2} as {p:quoted}, and that it has not",
        "se dice que {i1} tiene {i2} como {p:quoted}, y que no lo tiene",
    ),
    "prp-npa2": (
        "it is told that {i} has {lt} as {p:quoted}, and that it has not",
        "se dice que {i} tiene {lt} como {p:quoted}, y que no lo tiene",
    ),
    "cls-nothing2": (
        "{x} is told to be what cannot exist",
        "de {x} se dice que es lo que no puede existir",
    ),
    "cls-com": (
        "{x} cannot be both {c1:a} and {c2:a}",
        "{x} no puede ser a la vez {c1:noun} y {c2:noun}",
    ),
    "cls-maxc1": (
        "{u} has {y} as {p:quoted}, and {x:a} has none",
        "{u} tiene {y} como {p:quoted}, y lo que es {x:noun} no tiene ninguno",
    ),
    "cls-maxqc1": (
        "{u} has as {p:quoted} {y}, {c:a}, and {x:a} has none",
        "{u} tiene como {p:quoted} {y}, {c:noun}, y lo que es {x:noun} no tiene ninguno",
    ),
    "cax-dw": (
        "{x} cannot be both {c1:a} and {c2:a}",
        "{x} no puede ser a la vez {c1:noun} y {c2:noun}",
    ),
    "cax-adc": (
        "{z} cannot be both {ci:a} and {cj:a}",
        "{z} no puede ser a la vez {ci:noun} y {cj:noun}",
    ),
    "dt-not-type": (
        "{lt} is no value of the type {dt}",
        "{lt} no es un valor del tipo {dt}",
    ),
}
CLASHES |= {"eq-diff3": CLASHES["eq-diff2"], "cls-maxqc2": CLASHES["cls-maxc1"]}
