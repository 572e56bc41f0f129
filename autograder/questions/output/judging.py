"""How computed outputs of layers are judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from autograder.convolution.slips.arrays.table import contradicted_by_output
from autograder.convolution.slips.slip import Rank, SlipStep
from autograder.questions.answer import Answer
from autograder.questions.exercise import Exercise, unusable
from autograder.questions.output.description import described
from autograder.questions.output.explaining import WrongOutput
from autograder.questions.output.full_rank import full_rank, near_output
from autograder.questions.output.part import ExpectedOutput, OutputPart
from autograder.questions.output.picture import picture_of
from autograder.questions.output.sentences import SENTENCES
from autograder.questions.shape.part import AXES, count_axes
from autograder.questions.verdict import Explained, Finding
from autograder.values.call import Port
from autograder.values.export import Export

CERTAIN = 6
"""Different values that show a slip beyond doubt: so many don't come out alike by chance, whatever else
was done rightly."""

Outputs = Mapping[str, ExpectedOutput]
"""What is expected of each part, by the name of its answer."""


@dataclass(frozen=True, kw_only=True)
class OutputExercise(Exercise[Outputs]):
    """Outputs of layers on given images, one part each. The batch and channel axes may be left out
    where they have size 1."""

    to_ask: ClassVar[str] = (
        "Take the first number of your answer: which numbers does the layer see there, and what does it"
        " make of them?"
    )

    parts: tuple[OutputPart, ...]
    tolerance: float = 1e-4
    """Largest difference allowed in any entry, in units of the images."""

    def exports(self) -> tuple[Export, ...]:
        """One array for each part."""
        return tuple(Export(part.answer, "array") for part in self.parts)

    def findings(
        self, answer: Answer, expected: Outputs, untouched: Answer, port: Port
    ) -> Sequence[Finding]:
        """Judges each array: wrong type, rank, axis, the slips, then the values."""
        given: dict[str, np.ndarray] = {}
        found = []
        for part, export in zip(self.parts, self.exports(), strict=True):
            finding = unusable(export, answer, untouched)
            if finding is None:
                array = answer.value(export).value
                finding = self._judge(part, array, expected[part.answer])
                given[part.answer] = array
            found.append(finding)
        return self._contradicted(self._exchanged(found, given, expected), expected)

    def _judge(self, part: OutputPart, array: np.ndarray, expected: ExpectedOutput) -> Finding:
        name, right = part.answer, expected.output
        output = full_rank(array, right.shape[0], right.shape)
        shown = (array if output is None else output).astype(np.float64)
        wrong = WrongOutput(part, shown, expected, self.tolerance)
        if output is None:
            message = (
                f"`{name}` has {count_axes(array.ndim)}, but an output has four: {', '.join(AXES)}."
            )
            return Finding(name, "wrong", message, wrong.ways())
        if shown.shape == right.shape and near_output(shown, right, self.tolerance):
            return Finding(name, "correct", pictures=picture_of(name, shown, expected))
        pictures = picture_of(name, shown, expected, wrong)
        return Finding(name, "wrong", described(array.shape, wrong), wrong.ways(), pictures)

    def _exchanged(
        self, findings: Sequence[Finding], given: Mapping[str, np.ndarray], expected: Outputs
    ) -> Sequence[Finding]:
        """The findings, where wrong answers that have changed places are explained so, too."""

        def is_of(name: str, other: str) -> bool:
            right = expected[other].output
            output = full_rank(given[name], right.shape[0], right.shape)
            return (
                output is not None
                and output.shape == right.shape
                and near_output(output, right, self.tolerance)
            )

        wrong = [f.part for f in findings if f.outcome == "wrong" and f.part in given]
        exchanged = {
            name
            for name in wrong
            if any(is_of(name, other) and is_of(other, name) for other in wrong if other != name)
        }
        way = Explained(
            (SlipStep("answers-exchanged", Rank.DAILY),), SENTENCES["answers-exchanged"], seen=2
        )
        return [
            replace(finding, ways=(way,)) if finding.part in exchanged else finding
            for finding in findings
        ]

    def _contradicted(self, findings: Sequence[Finding], expected: Outputs) -> Sequence[Finding]:
        """The findings, where right ones say which slips they speak against."""
        names = frozenset(
            step.slip
            for finding in findings
            for way in finding.ways
            if way.seen < CERTAIN
            for step in way.steps
        )
        if not names:
            return findings
        against = {
            part.answer: contradicted_by_output(
                part.work(expected[part.answer].images),
                expected[part.answer].output,
                names,
                self.tolerance,
            )
            for part, finding in zip(self.parts, findings, strict=True)
            if finding.outcome == "correct"
        }
        return [
            replace(finding, against=against.get(finding.part, frozenset())) for finding in findings
        ]
