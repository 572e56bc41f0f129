"""Convolution Course Kit: a course on convolutions that grades itself.

Importing the package is light on purpose: it runs at the top of every student's notebook.
"""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("convolution-course-kit")
except PackageNotFoundError:  # a checkout that is not installed
    __version__ = "0+unknown"
