"""How kernels are judged: by what their Conv2D does to probe images."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from autograder.convolution.layers import Conv2D, OneOrPair
from autograder.convolution.mistakes import KERNEL_MISTAKES, KernelMistake
from autograder.questions.answer import Answer
from autograder.questions.exercise import Exercise, unusable
from autograder.questions.kernel.kernel_output import KernelOutput, ProbeOutput
from autograder.questions.kernel.kernel_size import (
    own_size_counts,
    size_remark,
    without_rings,
    wrong_shape,
)
from autograder.questions.kernel.sentences import sentence
from autograder.questions.verdict import Finding
from autograder.values.call import Port
from autograder.values.export import Export


@dataclass(frozen=True, eq=False)
class ExpectedKernel:
    """What is expected of one kernel."""

    shape: tuple[int, ...]
    """(kh, kw, C, F) of the reference."""
    outputs: tuple[ProbeOutput, ...]


Kernels = TypeVar("Kernels", bound=Mapping[str, ExpectedKernel])
"""What is expected of each kernel, by its name."""


@dataclass(frozen=True, kw_only=True)
class KernelExercise(Exercise[Kernels]):
    """Kernels (kh, kw, C, F), one part each. Any kernel that does the job is right: the outputs of
    Conv2D are compared, so with padding "same" and stride 1 a kernel may also be larger than the
    reference."""

    answers: tuple[str, ...]
    """The variables that hold the kernels."""
    tolerance: float = 1e-4
    """Largest difference allowed in any pixel of an output, in units of the pixels (0 to 1)."""
    strides: OneOrPair = 1
    """Of the Conv2D in which the kernels are judged."""
    padding: str = "same"
    """Likewise."""

    def __post_init__(self) -> None:
        """ValueError for strides and padding that no Conv2D has."""
        object.__setattr__(self, "strides", self.layer.strides)

    @property
    def layer(self) -> Conv2D:
        """The Conv2D in which the kernels are judged; they bring filters and size with them."""
        return Conv2D(1, 1, self.strides, self.padding)

    def exports(self) -> tuple[Export, ...]:
        """One array for each kernel."""
        return tuple(Export(name, "array") for name in self.answers)

    def findings(
        self, answer: Answer, expected: Kernels, untouched: Answer, port: Port
    ) -> Sequence[Finding]:
        """Judges each kernel: wrong type, rank, axis, then its outputs."""
        return [
            unusable(export, answer, untouched)
            or self._judge(export.name, answer.value(export).value, expected[export.name])
            for export in self.exports()
        ]

    def _judge(self, name: str, kernel: np.ndarray, expected: ExpectedKernel) -> Finding:
        problem = wrong_shape(name, kernel.shape, expected.shape)
        if problem:
            return Finding(name, "wrong", problem)
        kernel = kernel.astype(np.float64)
        if not np.isfinite(kernel).all():
            return Finding(
                name, "wrong", f"`{name}` holds NaN or infinity: every entry must be a number."
            )
        outputs = [KernelOutput.of(kernel, item, self.layer) for item in expected.outputs]
        public = [output for output in outputs if output.right.public]
        off = [output for output in outputs if not output.is_right(self.tolerance)]
        if not off:
            return Finding(name, "correct", pictures=tuple(o.picture(name) for o in public[:1]))
        public_off = [output for output in public if output in off]
        if public_off:
            message = public_off[0].describe(name)
        else:
            message = f"`{name}` works on the pictures that you have, but not on every picture."
        if not public_off or public_off[0].fits:
            message += size_remark(kernel.shape, expected.shape, self.layer)
        mistakes = self._explained(kernel, expected)
        return Finding(
            name,
            "wrong",
            message,
            {mistake.name: sentence(mistake.name, kernel) for mistake in mistakes},
            tuple(output.picture(name) for output in (public_off or public)[:1]),
        )

    def _explained(self, kernel: np.ndarray, expected: ExpectedKernel) -> list[KernelMistake]:
        """The mistakes that make exactly this kernel: the specific ones, else the general ones."""
        rows, columns = expected.shape[:2]
        core = kernel
        if not own_size_counts(self.layer):  # zeros around the weights change nothing
            core = without_rings(kernel, (rows, columns))
        if max(core.shape[:2]) > max(rows, columns) + 2:
            return []  # every mistake makes a kernel of about the right size, and large ones are slow
        found = [
            mistake
            for mistake in KERNEL_MISTAKES
            if mistake.name in self.mistake_names and self._explains(mistake, core, expected)
        ]
        return [mistake for mistake in found if not mistake.general] or found

    def is_right(self, kernel: np.ndarray, right: ProbeOutput) -> bool:
        return KernelOutput.of(kernel, right, self.layer).is_right(self.tolerance)

    def _explains(
        self, mistake: KernelMistake, kernel: np.ndarray, expected: ExpectedKernel
    ) -> bool:
        quickest_first = sorted(expected.outputs, key=lambda item: item.images.size)
        with np.errstate(all="ignore"):  # a student's weights may be gigantic
            return any(
                all(self.is_right(mended, item) for item in quickest_first)
                for mended in mistake.mended(kernel)
            )
