"""Totals that students add up in their heads."""

from autograder.questions.total.question import TotalQuestion

__all__ = ["TotalQuestion"]
