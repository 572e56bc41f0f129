"""Shapes that students print."""

from autograder.questions.printed.question import PrintedQuestion

__all__ = ["PrintedQuestion"]
