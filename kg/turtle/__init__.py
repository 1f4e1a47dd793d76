"""Turtle text: how it is written, read with its places, and laid out."""

from kg.turtle.writing import write

__all__ = ["write"]
