"""The old name of `autograder.platforms`, for what courses wrote into their nbgrader_config.py."""
