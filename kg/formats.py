"""The names of the formats, as `--format` takes them; the first of each is the default."""

ANSWERS = ("table", "csv", "tsv", "json", "xml", "markdown", "excel")
PAGES = ("text", "markdown", "json")
REPORTS = ("text", "json", "sarif", "junit", "github", "turtle", "html")
GRAPHS = ("ttl", "nt", "nq", "trig", "jsonld", "rdfxml")
TRIPLES = ("ttl", "nt", "jsonld", "rdfxml")  # the graph formats that do not name graphs
TABLES = ("csv", "excel")
PLOTS = ("timeline", "network", "headcounts")  # what `kg plot` draws
PICTURES = ("svg", "png")
