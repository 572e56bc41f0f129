"""The engine that starts a new Python for each notebook: on every system, with no sandbox."""
