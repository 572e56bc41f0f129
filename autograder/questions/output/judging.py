"""How computed outputs of layers are judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from autograder.convolution.mistakes import OUTPUT_MISTAKES, OutputMistake
from autograder.questions.answer import Answer
from autograder.questions.exercise import Exercise, unusable
from autograder.questions.output.part import ExpectedOutput, OutputPart
from autograder.questions.output.picture import picture_of
from autograder.questions.output.sentences import sentence
from autograder.questions.shape.part import AXES, count_axes
from autograder.questions.verdict import Finding
from autograder.values.call import Port
from autograder.values.export import Export

Outputs = Mapping[str, ExpectedOutput]
"""What is expected of each part, by the name of its answer."""


@dataclass(frozen=True, kw_only=True)
class OutputExercise(Exercise[Outputs]):
    """Outputs of layers on given images, one part each. The batch and channel axes may be left out
    where they have size 1."""

    parts: tuple[OutputPart, ...]
    tolerance: float = 1e-4
    """Largest difference allowed in any entry, in units of the images."""

    def exports(self) -> tuple[Export, ...]:
        """One array for each part."""
        return tuple(Export(part.answer, "array") for part in self.parts)

    def findings(
        self, answer: Answer, expected: Outputs, untouched: Answer, port: Port
    ) -> Sequence[Finding]:
        """Judges each array: wrong type, rank, axis, the named mistake, then the values."""
        return [
            unusable(export, answer, untouched)
            or self._judge(part, answer.value(export).value, expected[part.answer])
            for part, export in zip(self.parts, self.exports(), strict=True)
        ]

    def _judge(self, part: OutputPart, array: np.ndarray, expected: ExpectedOutput) -> Finding:
        name, right = part.answer, expected.output
        output = full_rank(array, right.shape[0], right.shape)
        if output is None:
            message = (
                f"`{name}` has {count_axes(array.ndim)}, but an output has four: {', '.join(AXES)}."
            )
            return Finding(name, "wrong", message)
        output = output.astype(np.float64)
        close = output.shape == right.shape and near_output(output, right, self.tolerance)
        picture = picture_of(name, output, expected)
        if close:
            return Finding(name, "correct", pictures=picture)
        mistakes = [
            mistake
            for mistake in OUTPUT_MISTAKES
            if mistake.name in self.mistake_names
            and self._explains(mistake, part, output, expected)
        ]
        return Finding(
            name,
            "wrong",
            _describe(name, array.shape, output, right),
            {mistake.name: sentence(mistake.name, part.layer) for mistake in mistakes},
            picture,
        )

    def _explains(
        self, mistake: OutputMistake, part: OutputPart, output: np.ndarray, expected: ExpectedOutput
    ) -> bool:
        return any(
            wrong.shape == output.shape and near_output(output, wrong, self.tolerance)
            for wrong in mistake.wrong(part.layer, expected.images, part.weights())
        )


def full_rank(
    array: np.ndarray, batch: int, right: tuple[int, ...] | None = None
) -> np.ndarray | None:
    """An output with all four axes, where it left out a batch or channel axis of size 1; else None.

    Three axes are read as (height, width, channels) if the batch is one image, else as (batch,
    height, width). Where both can be meant, `right` is the shape that decides. A single row of
    pixels may be a flat list, if it has the right length.
    """
    if array.ndim == 4:
        return array
    if array.ndim == 3 and batch != 1:
        return array[..., None]
    if array.ndim == 3:
        # a batch of one grey image may have lost its channels, (1, h, w), or its batch, (h, w, c)
        if right in (array[None].shape, array[..., None].shape):
            return array.reshape(right)
        return array[..., None] if array.shape[0] == 1 != array.shape[2] else array[None]
    if array.ndim == 2 and batch == 1:
        return array[None, :, :, None]
    if array.ndim == 1 and right == (1, 1, array.size, 1):  # a picture with one row
        return array.reshape(right)
    return None


def near_output(a: np.ndarray, b: np.ndarray, tolerance: float) -> bool:
    """Whether two arrays of one shape are alike, entry by entry."""
    with np.errstate(invalid="ignore"):  # a student's infinity minus another is no news
        return bool((np.abs(a - b) <= tolerance).all())


def _describe(name: str, shape: tuple[int, ...], output: np.ndarray, right: np.ndarray) -> str:
    """What is the matter with an array of the student's `shape`, read as `output`."""
    if output.shape != right.shape:
        off = [axis for axis, a, b in zip(AXES, output.shape, right.shape, strict=True) if a != b]
        return f"`{name}` has the shape {shape}: the {' and '.join(off)} should be different."
    if not np.isfinite(output).all():
        return f"`{name}` holds NaN or infinity: every entry must be a number."
    difference = np.abs(output - right)
    share, largest = float((difference > 1e-6).mean()), float(difference.max())
    return (
        f"`{name}` has the right shape, but {max(share, 0.01):.0%} of its values differ "
        f"from what they should be, by up to {largest:.3g}."
    )
