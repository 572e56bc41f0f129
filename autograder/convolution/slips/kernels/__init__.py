"""Slips in kernels: what is undone in a student's kernel until it is right."""
