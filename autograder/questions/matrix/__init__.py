"""Matrices that do what a convolution does."""

from autograder.questions.matrix.question import MatrixPart, MatrixQuestion

__all__ = ["MatrixPart", "MatrixQuestion"]
