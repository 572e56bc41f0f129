"""Kernels that students fill in."""

from autograder.questions.kernel.derivation import mirrored, one_of, summed, transposed, turned
from autograder.questions.kernel.question import KernelQuestion

__all__ = ["KernelQuestion", "mirrored", "one_of", "summed", "transposed", "turned"]
