"""Graphs for the rules of OWL 2 RL, and how the tests about reasoning read and check them."""
