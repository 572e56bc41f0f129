"""A question of a rubric: the abstract base of all kinds."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np

from autograder.convolution.slips.search import Result, after_one
from autograder.convolution.slips.slip import Asked, Slip
from autograder.questions.answer import Answer
from autograder.questions.exercise import Exercise, Expected
from autograder.questions.public_question import Heading, PublicQuestion
from autograder.values.call import NO_PORT, Port

Probe = Callable[[str], np.ndarray]
"""Gives the probe of a name as images (batch, height, width, channels)."""


WrongAnswers = Mapping[str, Mapping[str, Sequence[Any]]]
"""By slip and part of a question: wrong answers, each an array, a shape, a number or a name."""


@dataclass(frozen=True, kw_only=True)
class Question(Exercise[Expected]):
    """One question of a rubric. A kind of question is a subclass, in a folder of its own."""

    kind: ClassVar[str]
    """The word that stands for this kind."""
    public_types: ClassVar[tuple[type, ...]]
    """The dataclasses that the public part is made of: nothing else gets to students."""
    own_types: ClassVar[tuple[type, ...]] = ()
    """The dataclasses that the question itself, and what is expected of it, are made of."""

    untold: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Reason -> slips that are not told here, though they explain an answer."""

    @property
    def untold_names(self) -> tuple[str, ...]:
        """Those of the rubric."""
        return tuple(name for names in self.untold.values() for name in names)

    @abstractmethod
    def expected(self, reference: Answer, probe: Probe, port: Port = NO_PORT) -> Expected:
        """What a right answer gives, from what the master gave. Called once a run by the grader.

        Raises ValueError where the master's own answer is no answer, with the reason.
        """

    @abstractmethod
    def publish(self, expected: Expected) -> PublicQuestion[Any]:
        """What students have of the question, and of what is expected."""

    @classmethod
    def catalogues(cls) -> Mapping[str, Mapping[str, str]]:
        """The slips that are looked for in questions of this kind: by what is asked (mostly it is one
        thing, the kind's word), then by name, what is told of it. Of one that is told by the student's
        own numbers, an example."""
        return {}

    def sentences(self) -> Mapping[str, str]:
        """The slips that are looked for in this question, by name: what is told of each."""
        return self.catalogues().get(self.kind, {})

    def wrong_answers(self, expected: Expected) -> WrongAnswers:
        """For every slip that can be made here: the wrong answers that it gives. Where there are none,
        the slip leaves the whole question right."""
        return {}

    def wrong_results(
        self,
        expected: Expected,
        asked: Mapping[str, Asked],
        slips: Sequence[Slip[Asked]],
        compute: Callable[[Asked], Result | None],
        is_right: Callable[[str, Result], bool],
    ) -> WrongAnswers:
        """`wrong_answers` of kinds that ask for one thing in each part: what each slip makes of it,
        computed, but for what is right all the same."""
        found: dict[str, dict[str, dict[Hashable, Result]]] = {}
        for slip in slips:
            for part, one in asked.items():
                for _, result in after_one(one, (slip,), compute):
                    of_part = found.setdefault(slip.name, {}).setdefault(part, {})
                    if not is_right(part, result):
                        of_part.setdefault(self.fingerprint(expected, part, result), result)
        return {
            name: {part: tuple(wrong.values()) for part, wrong in parts.items()}
            for name, parts in found.items()
        }

    def fingerprint(self, expected: Expected, part: str, answer: Any) -> Hashable:
        """What tells one wrong answer to a part from another, as far as they are judged differently."""
        if isinstance(answer, np.ndarray):
            return answer.shape, (np.round(answer.astype(np.float64), 6) + 0.0).tobytes()
        return answer  # type: ignore[no-any-return]

    def showing(self, expected: Expected, slip: str, probe: Probe) -> str:
        """In which other input or setting a slip would show that leaves this question right, in words;
        empty where none is known."""
        return ""

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
            because=self.because,
            untold=self.untold_names,
        )
