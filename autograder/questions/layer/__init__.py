"""Layers that students configure."""

from autograder.questions.layer.question import LayerQuestion

__all__ = ["LayerQuestion"]
