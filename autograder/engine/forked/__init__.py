"""The engine that forks: imports are done once, and copied for each notebook. Linux only."""
