"""Assignments of other systems brought in as drafts: a master, a rubric, and what is still to decide."""
