"""What somebody would write without `kg`: parse the same files with rdflib, run the same query."""

import csv
import sys
from pathlib import Path

import rdflib

root = Path(sys.argv[1])
graph = rdflib.Graph()
for path in sorted((root / "ontology").glob("allegiance.ttl")) + sorted(
    (root / "data").glob("*.ttl")
):
    graph.parse(path, format="turtle")
rows = graph.query((root / "queries" / "who-recognized.rq").read_text(encoding="utf-8"))
writer = csv.writer(sys.stdout)
writer.writerow(str(variable) for variable in rows.vars or ())
for row in rows:
    labels = [graph.value(t, rdflib.RDFS.label, default=t) if t is not None else "" for t in row]
    writer.writerow(labels)
