"""Rules: a book of them, in files beside this one, and where a graph breaks them."""

from kg.rules.book import Rule, book, card, rule
from kg.rules.running import Breach, breaches

__all__ = ["Breach", "Rule", "book", "breaches", "card", "rule"]
