"""Kernels that students fill in."""

from autograder.questions.kernel.question import KernelQuestion

__all__ = ["KernelQuestion"]
