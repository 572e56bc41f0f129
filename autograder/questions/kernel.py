"""A kernel that the student fills in, judged by what its Conv2D does to probe images."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from autograder.convolution.correlate import conv2d
from autograder.convolution.mistakes import KERNEL_MISTAKES, KernelMistake
from autograder.questions.answer import Given, Wanted
from autograder.questions.question import Probe, Question, unusable
from autograder.questions.shape_part import count_axes
from autograder.questions.verdict import Finding, Picture

LARGEST = 31
"""Kernels with more rows or columns than this are refused: no question of a course needs them."""


@dataclass(frozen=True)
class Shown:
    """A probe and what a right kernel makes of it."""

    probe: str
    images: np.ndarray
    """(batch, height, width, channels)"""
    output: np.ndarray
    """(batch, height, width, filters): Conv2D with padding "same"."""


@dataclass(frozen=True)
class ExpectedKernel:
    """What is expected of one kernel."""

    shape: tuple[int, ...]
    """(kh, kw, C, F) of the reference."""
    shown: tuple[Shown, ...]
    kernel: np.ndarray | None
    """The reference itself, in the grader only."""


@dataclass(frozen=True, kw_only=True)
class KernelQuestion(Question):
    """Kernels (kh, kw, C, F), one part each. Any kernel that does the job is right: the outputs of
    Conv2D with padding "same" are compared, so a kernel may also be larger than the reference."""

    kind: ClassVar[str] = "kernel"

    answers: tuple[str, ...]
    """The variables that hold the kernels."""
    public: tuple[str, ...]
    """Probes that live checks use, too."""
    hidden: tuple[str, ...] = ()
    """Probes that only the grader has."""
    tolerance: float = 1e-4
    """Largest difference allowed in any pixel of an output, in units of the pixels (0 to 1)."""

    @property
    def hidden_probes(self) -> bool:
        """Whether the grader has probes that are not public."""
        return bool(self.hidden)

    def wanted(self) -> tuple[Wanted, ...]:
        """One array for each kernel."""
        return tuple(Wanted(name, "array") for name in self.answers)

    def expected(self, reference: Given, probe: Probe) -> dict[str, ExpectedKernel]:
        """The outputs of the reference kernels on all probes, by the name of the kernel."""
        result = {}
        for wanted in self.wanted():
            kernel = reference.value(wanted).value
            if not isinstance(kernel, np.ndarray) or kernel.ndim != 4:
                raise ValueError(f"the master's `{wanted.name}` is not a kernel (kh, kw, C, F)")
            images = [(name, probe(name)) for name in self.public + self.hidden]
            shown = tuple(
                Shown(name, image, conv2d(image, kernel, padding="same")) for name, image in images
            )
            result[wanted.name] = ExpectedKernel(kernel.shape, shown, kernel)
        return result

    def findings(
        self, given: Given, expected: Mapping[str, ExpectedKernel], untouched: Given
    ) -> Sequence[Finding]:
        """Judges each kernel: wrong type, rank, axis, then its outputs."""
        return [
            unusable(wanted, given, untouched)
            or self._judge(wanted.name, given.value(wanted).value, expected[wanted.name])
            for wanted in self.wanted()
        ]

    def _judge(self, name: str, kernel: np.ndarray, expected: ExpectedKernel) -> Finding:
        problem = _wrong_shape(name, kernel.shape, expected.shape)
        if problem:
            return Finding(name, "wrong", problem)
        kernel = kernel.astype(np.float64)
        if not np.isfinite(kernel).all():
            return Finding(
                name, "wrong", f"`{name}` holds NaN or infinity: every entry must be a number."
            )
        off = [item for item in expected.shown if not self._right(kernel, item)]
        pictures = tuple(
            _picture(name, kernel, item) for item in expected.shown if item.probe in self.public
        )[:1]
        if not off:
            return Finding(name, "correct", pictures=pictures)
        mistakes = [
            mistake
            for mistake in KERNEL_MISTAKES
            if mistake.name in self.mistakes.told and self._explains(mistake, kernel, expected)
        ]
        mistakes = [mistake for mistake in mistakes if not mistake.general] or mistakes
        public_off = [item for item in off if item.probe in self.public]
        if public_off:
            message = _describe(name, kernel, public_off[0])
            pictures = (_picture(name, kernel, public_off[0]),)
        else:
            message = f"`{name}` works on the pictures that you have, but not on every picture."
        return Finding(
            name,
            "wrong",
            message,
            tuple(mistake.name for mistake in mistakes),
            tuple(mistake.message(kernel) for mistake in mistakes),
            pictures,
        )

    def _right(self, kernel: np.ndarray, shown: Shown) -> bool:
        output = conv2d(shown.images, kernel, padding="same")
        return bool(np.abs(output - shown.output).max() <= self.tolerance)

    def _explains(
        self, mistake: KernelMistake, kernel: np.ndarray, expected: ExpectedKernel
    ) -> bool:
        return any(
            _wrong_shape("", mended.shape, expected.shape) is None
            and all(self._right(mended, item) for item in expected.shown)
            for mended in mistake.mended(kernel)
        )

    def publish(
        self, expected: Mapping[str, ExpectedKernel]
    ) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
        """Shapes of the kernels, public probes and outputs; no kernel."""
        plain = {
            "answers": list(self.answers),
            "shapes": {name: list(item.shape) for name, item in expected.items()},
            "public": list(self.public),
            "tolerance": self.tolerance,
            "more": bool(self.hidden),
        }
        arrays = {}
        for name, item in expected.items():
            for shown in item.shown:
                if shown.probe in self.public:
                    arrays[f"probe:{shown.probe}"] = shown.images.astype(np.float32)
                    arrays[f"{self.id}:{name}:{shown.probe}"] = shown.output.astype(np.float32)
        return plain, arrays

    @classmethod
    def restore(
        cls, common: dict[str, Any], plain: dict[str, Any], arrays: Mapping[str, np.ndarray]
    ) -> tuple[Question, dict[str, ExpectedKernel]]:
        """The live question: its hidden probes are known to exist, not what they are."""
        public = tuple(plain["public"])
        question = cls(
            **common,
            answers=tuple(plain["answers"]),
            public=public,
            hidden=("hidden",) if plain["more"] else (),
            tolerance=plain["tolerance"],
        )
        expected = {
            name: ExpectedKernel(
                tuple(plain["shapes"][name]),
                tuple(
                    Shown(probe, arrays[f"probe:{probe}"], arrays[f"{question.id}:{name}:{probe}"])
                    for probe in public
                ),
                None,
            )
            for name in question.answers
        }
        return question, expected

    def mistaken(self, expected: Mapping[str, ExpectedKernel]) -> Mapping[str, Hashable | None]:
        """The outputs of the wrong kernels that each mistake makes of the references."""
        return {mistake.name: self._wrong_outputs(mistake, expected) for mistake in KERNEL_MISTAKES}

    def _wrong_outputs(
        self, mistake: KernelMistake, expected: Mapping[str, ExpectedKernel]
    ) -> Hashable | None:
        found: list[Hashable] = []
        for name in self.answers:
            item = expected[name]
            assert item.kernel is not None, "only the grader has the reference"
            outputs = {
                tuple(
                    np.round(conv2d(s.images, wrong, padding="same"), 6).tobytes()
                    for s in item.shown
                )
                for wrong in mistake.wrong(item.kernel.astype(np.float64))
                if not all(self._right(wrong, s) for s in item.shown)
            }
            found.append(frozenset(outputs))
        return tuple(found) if any(found) else None


def _wrong_shape(name: str, shape: tuple[int, ...], right: tuple[int, ...]) -> str | None:
    """What is wrong with a kernel's shape, in words; None where it will do."""
    if len(shape) != 4:
        return (
            f"`{name}` has {count_axes(len(shape))}, but the kernel of a Conv2D "
            "has four: height, width, input depth, output depth. `reshape` adds what is missing."
        )
    if not all(1 <= size <= LARGEST for size in shape[:2]):
        return f"`{name}` is {shape[0]} x {shape[1]}: a kernel has from 1 to {LARGEST} rows and columns."
    for axis, what in ((2, "depth of the input"), (3, "depth of the output")):
        if shape[axis] != right[axis]:
            return (
                f"Axis {axis} of `{name}`, the {what}, has size {shape[axis]}, "
                "which does not fit this exercise. The other axes are checked after that."
            )
    return None


def _describe(name: str, kernel: np.ndarray, shown: Shown) -> str:
    """Where and how much the output differs, in units of the pixels."""
    output = conv2d(shown.images, kernel, padding="same")
    difference = np.abs(output - shown.output)
    share = float((difference > 1e-3).mean())
    largest = float(difference.max())
    return (
        f"With `{name}` the picture differs from what it should be in {max(share, 0.01):.0%} of its pixels, "
        f"by up to {largest:.3g} (white is 1)."
    )


def _picture(name: str, kernel: np.ndarray, shown: Shown) -> Picture:
    output = conv2d(shown.images, kernel, padding="same")
    return Picture(
        title=name,
        input=shown.images[0, :, :, 0],
        given=output[0, :, :, 0],
        expected=shown.output[0, :, :, 0],
        kernel=kernel[:, :, 0, 0],
    )
