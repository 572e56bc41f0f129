"""Grading: one submission gives marks, a class gives marks, and the gradebook keeps them."""
