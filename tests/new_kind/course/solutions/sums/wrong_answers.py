"""Known answers to the questions of `sums`."""

from autograder.course.rubric import WrongAnswer

WRONG_ANSWERS = (
    WrongAnswer("total", "total = 21", 0, "last-left-out"),
    WrongAnswer("total", "total = 320", 0, "first-left-out"),
)
