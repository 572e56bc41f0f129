"""Ordinary test cells of nbgrader."""

from autograder.questions.ordinary_test.question import OrdinaryTest

__all__ = ["OrdinaryTest"]
