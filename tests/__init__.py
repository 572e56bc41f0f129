"""The tests, laid out as the package is. What several of them use is imported by its full name:
`from tests.mini_course import MiniCourse`."""
