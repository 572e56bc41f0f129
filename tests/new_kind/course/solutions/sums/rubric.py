"""The rubric of `sums`: 2 points for a total."""

from autograder.course.rubric import Rubric, Variant
from autograder.questions.total import TotalQuestion

TOTAL = TotalQuestion(
    id="total",
    points=2,
    statement="Add up three numbers.",
    hint="One after the other.",
    answer="total",
    numbers=(1, 20, 300),
)


def rubric(variant: Variant) -> Rubric:
    """Its rubric; the same for every variant."""
    return Rubric("Sums", (TOTAL,))
