"""Archives of submissions from Moodle, Canvas and Gradescope, laid out as nbgrader wants them."""
