"""Sentence alignment of a text and its translation."""
