"""Shapes that students predict."""

from autograder.questions.shape.question import ShapeQuestion
from autograder.questions.shape.shape_part import ShapePart

__all__ = ["ShapePart", "ShapeQuestion"]
