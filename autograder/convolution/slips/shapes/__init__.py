"""Slips about shapes: a walk through layers, and what is changed in it."""
