"""A made-up political world: an ontology, shapes and people without end, some at fault."""
