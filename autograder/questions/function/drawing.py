"""The smallest case on which something goes wrong, as Hypothesis finds it.

Only the grader looks for it: Hypothesis is imported when it does, and no student needs it. The same
seed gives the same smallest case for the same function in every process.
"""

from __future__ import annotations

import random
import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from autograder.convolution.tasks import Task
from autograder.questions.function.cases import Case, Cases

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

MOST_LOOKS = 300
"""Cases that a search asks about, at most."""


def smallest_case(
    cases: Cases, task: Task, seed: int, count: int, wrong: Callable[[Case], bool]
) -> Case | None:
    """The smallest case that is wrong; None where none of `count` cases is.

    `wrong` must say the same of the same case whenever it is asked; it is asked of each once.
    """
    known: dict[tuple[Any, ...], bool] = {}

    def look(case: Case) -> bool:
        if case.key not in known:
            known[case.key] = len(known) < MOST_LOOKS and wrong(case)
        return known[case.key]

    return _search(cases, task, seed, count, look)


def _search(
    cases: Cases, task: Task, seed: int, count: int, look: Callable[[Case], bool]
) -> Case | None:
    """The case that is left when Hypothesis has drawn up to `count` cases, and has shrunk the first at
    which `look` is true; None where it never is."""
    from hypothesis import HealthCheck, Phase, find, settings, strategies
    from hypothesis.errors import HypothesisDeprecationWarning, NoSuchExample

    # Searches of several submissions run beside each other, and each takes the random numbers of the
    # others for its own strategy's
    warnings.filterwarnings("ignore", "Do not use the `random`", HypothesisDeprecationWarning)

    @strategies.composite
    def drawn(draw: DrawFn) -> Case:
        return cases.case(
            task, lambda options: options[draw(strategies.integers(0, len(options) - 1))]
        )

    quietly = settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    try:
        return find(drawn(), look, settings=quietly, random=random.Random(seed))
    except NoSuchExample:
        return None
