"""A question of a rubric: the abstract base of all kinds."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np

from autograder.questions.answer import Answer
from autograder.questions.exercise import Exercise, Expected
from autograder.questions.mistakes import Mistakes
from autograder.questions.public_question import Heading, PublicQuestion
from autograder.values.call import NO_PORT, Port

Probe = Callable[[str], np.ndarray]
"""Gives the probe of a name as images (batch, height, width, channels)."""


@dataclass(frozen=True, kw_only=True)
class Question(Exercise[Expected]):
    """One question of a rubric. A kind of question is a subclass, in a folder of its own."""

    kind: ClassVar[str]
    """The word that stands for this kind."""
    public_types: ClassVar[tuple[type, ...]]
    """The dataclasses that the public part is made of: nothing else gets to students."""
    own_types: ClassVar[tuple[type, ...]] = ()
    """The dataclasses that the question itself, and what is expected of it, are made of."""

    mistakes: Mistakes = field(default_factory=Mistakes)

    @property
    def mistake_names(self) -> tuple[str, ...]:
        """Those of the rubric."""
        return self.mistakes.names

    @abstractmethod
    def expected(self, reference: Answer, probe: Probe, port: Port = NO_PORT) -> Expected:
        """What a right answer gives, from what the master gave. Called once a run by the grader.

        Raises ValueError where the master's own answer is no answer, with the reason.
        """

    @abstractmethod
    def publish(self, expected: Expected) -> PublicQuestion[Any]:
        """What students have of the question, and of what is expected."""

    @abstractmethod
    def mistaken(self, expected: Expected) -> Mapping[str, Hashable | None]:
        """For every mistake of the kind's catalogue: the wrong answer that it gives here, or None."""

    def doubts(self, expected: Expected) -> tuple[str, ...]:
        """What in the reference does not fit the statement's words: a sentence each. They are told where
        something else speaks against the reference, too."""
        return ()

    def heading(self) -> Heading:
        """What the public part of every kind begins with."""
        return Heading(
            id=self.id,
            points=self.points,
            statement=self.statement,
            hint=self.hint,
            mistakes=self.mistakes.names,
        )
