"""An array that the student computes: the output of a layer on a given image."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from autograder.convolution.correlate import layer_output
from autograder.convolution.mistakes import OUTPUT_MISTAKES, OutputMistake
from autograder.questions.answer import Given, Wanted
from autograder.questions.output.output_part import OutputPart
from autograder.questions.question import Probe, Question, unusable
from autograder.questions.shape.shape_part import AXES, count_axes
from autograder.questions.verdict import Finding, Picture, drawable

__all__ = ["ExpectedOutput", "OutputPart", "OutputQuestion"]


@dataclass(frozen=True)
class ExpectedOutput:
    """What is expected of one array."""

    images: np.ndarray
    """(batch, height, width, channels)"""
    output: np.ndarray
    """(batch, height, width, channels)"""


@dataclass(frozen=True, kw_only=True)
class OutputQuestion(Question):
    """Arrays, one part each. The batch and channel axes may be left out where they have size 1."""

    kind: ClassVar[str] = "output"
    live_referee: ClassVar[bool] = True

    parts: tuple[OutputPart, ...]
    tolerance: float = 1e-4
    """Largest difference allowed in any entry, in units of the images."""

    def wanted(self) -> tuple[Wanted, ...]:
        """One array for each part."""
        return tuple(Wanted(part.answer, "array") for part in self.parts)

    def expected(self, reference: Given, probe: Probe) -> dict[str, ExpectedOutput]:
        """The master's arrays, by the name of the variable; they must be what the layers give."""
        result = {}
        for part, wanted in zip(self.parts, self.wanted(), strict=True):
            output, images = reference.value(wanted).value, probe(part.probe)
            right = layer_output(part.layer, images, part.weights())
            full = None
            if isinstance(output, np.ndarray):
                full = full_rank(output, images.shape[0], right.shape)
            if full is None:
                raise ValueError(f"the master's `{part.answer}` is not an output (n, h, w, c)")
            full = full.astype(np.float64)
            if full.shape != right.shape or not _near(full, right, self.tolerance):
                raise ValueError(f"the master's `{part.answer}` is not what {part.layer} gives")
            result[part.answer] = ExpectedOutput(images, full)
        return result

    def findings(
        self, given: Given, expected: Mapping[str, ExpectedOutput], untouched: Given
    ) -> Sequence[Finding]:
        """Judges each array: wrong type, rank, axis, the named mistake, then the values."""
        return [
            unusable(wanted, given, untouched)
            or self._judge(part, given.value(wanted).value, expected[part.answer])
            for part, wanted in zip(self.parts, self.wanted(), strict=True)
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
        close = output.shape == right.shape and _near(output, right, self.tolerance)
        picture = _picture(name, output, expected)
        if close:
            return Finding(name, "correct", pictures=picture)
        mistakes = [
            mistake
            for mistake in OUTPUT_MISTAKES
            if mistake.name in self.mistakes.told
            and self._explains(mistake, part, output, expected)
        ]
        return Finding(
            name,
            "wrong",
            _describe(name, array.shape, output, right),
            tuple(mistake.name for mistake in mistakes),
            tuple(mistake.sentence(part.layer) for mistake in mistakes),
            picture,
        )

    def _explains(
        self, mistake: OutputMistake, part: OutputPart, output: np.ndarray, expected: ExpectedOutput
    ) -> bool:
        return any(
            wrong.shape == output.shape and _near(output, wrong, self.tolerance)
            for wrong in mistake.wrong(part.layer, expected.images, part.weights())
        )

    def publish(self, expected: Any) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
        """What the statement tells, and the images; no output."""
        parts = [part.to_plain() for part in self.parts]
        arrays = {
            f"probe:{part.probe}": expected[part.answer].images.astype(np.float32)
            for part in self.parts
        }
        return {"parts": parts, "tolerance": self.tolerance}, arrays

    @classmethod
    def restore(
        cls, common: dict[str, Any], plain: dict[str, Any], arrays: Mapping[str, np.ndarray]
    ) -> tuple[Question, None]:
        """The live question; Keras tells what is expected."""
        parts = tuple(map(OutputPart.from_plain, plain["parts"]))
        return cls(**common, parts=parts, tolerance=plain["tolerance"]), None

    def mistaken(self, expected: Mapping[str, ExpectedOutput]) -> Mapping[str, Hashable | None]:
        """The wrong arrays that each mistake gives, for each part."""
        result: dict[str, Hashable | None] = {}
        for mistake in OUTPUT_MISTAKES:
            found = [
                frozenset(
                    (wrong.shape, np.round(wrong, 6).tobytes())
                    for wrong in mistake.wrong(
                        part.layer, expected[part.answer].images, part.weights()
                    )
                    if wrong.shape != expected[part.answer].output.shape
                    or not _near(wrong, expected[part.answer].output, self.tolerance)
                )
                for part in self.parts
            ]
            result[mistake.name] = tuple(found) if any(found) else None
        return result


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


def _near(a: np.ndarray, b: np.ndarray, tolerance: float) -> bool:
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


def _picture(name: str, output: np.ndarray, expected: ExpectedOutput) -> tuple[Picture, ...]:
    same = output.shape == expected.output.shape
    return (
        Picture(
            title=name,
            input=drawable(expected.images),
            given=drawable(output) if same else None,
            expected=drawable(expected.output),
        ),
    )
