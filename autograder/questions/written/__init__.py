"""Texts that students write, for a person to mark."""

from autograder.questions.written.question import WrittenQuestion

__all__ = ["WrittenQuestion"]
