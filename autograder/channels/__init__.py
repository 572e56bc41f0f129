"""Ways in and out: nbgrader."""
