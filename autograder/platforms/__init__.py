"""Ways in and out: a folder for each system that brings submissions, or receives releases and marks."""
