"""Measurements, printed and never asserted; run with `python -m tests.bench`."""
