"""Slips: small named changes of a question, to which wrong answers are the right ones.

A table for each thing that can be asked. A name that stands in two tables means the same idea.
"""
