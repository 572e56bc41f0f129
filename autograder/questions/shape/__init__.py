"""Shapes that students predict."""

from autograder.questions.shape.part import ShapePart
from autograder.questions.shape.question import ShapeQuestion

__all__ = ["ShapePart", "ShapeQuestion"]
