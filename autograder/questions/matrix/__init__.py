"""Matrices that do what a convolution does."""

from autograder.questions.matrix.part import MatrixPart
from autograder.questions.matrix.question import MatrixQuestion

__all__ = ["MatrixPart", "MatrixQuestion"]
