"""Gradescope: an autograder zip that runs this kit's own grading, and the harness inside it."""
