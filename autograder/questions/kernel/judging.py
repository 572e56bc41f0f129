"""How kernels are judged: by what their Conv2D does to probe images."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar, TypeVar

import numpy as np

from autograder.convolution.layers import Conv2D, OneOrPair
from autograder.questions.answer import Answer
from autograder.questions.exercise import Exercise, unusable
from autograder.questions.kernel.derivation import Given
from autograder.questions.kernel.kernel_output import KernelOutput, ProbeOutput
from autograder.questions.kernel.kernel_size import size_remark, without_rings, wrong_shape
from autograder.questions.kernel.looking_back import BEYOND, by_name, ways
from autograder.questions.verdict import Explained, Finding
from autograder.values.call import Port
from autograder.values.export import Export


@dataclass(frozen=True, eq=False)
class ExpectedKernel:
    """What is expected of one kernel."""

    shape: tuple[int, ...]
    """(kh, kw, C, F) of the reference."""
    outputs: tuple[ProbeOutput, ...]

    @property
    def itself(self) -> np.ndarray | None:
        """A right kernel; None for students."""
        return None


MOST_BYTES, MOST_KERNELS = 4096, 512
"""Of wrong kernels that are remembered with what explains them: how large one may be, and how many they
are."""

Kernels = TypeVar("Kernels", bound=Mapping[str, ExpectedKernel])
"""What is expected of each kernel, by its name."""


@dataclass(frozen=True, kw_only=True)
class KernelExercise(Exercise[Kernels]):
    """Kernels (kh, kw, C, F), one part each. Any kernel that does the job is right: the outputs of
    Conv2D are compared, so with padding "same" and stride 1 a kernel may also be larger than the
    reference."""

    to_ask: ClassVar[str] = (
        "Take one output pixel and ask which pixels it needs, and how much of each. In which cell of the"
        " kernel does each of these weights lie?"
    )

    answers: tuple[str, ...]
    """The variables that hold the kernels."""
    tolerance: float = 1e-4
    """Largest difference allowed in any pixel of an output, in units of the pixels (0 to 1)."""
    strides: OneOrPair = 1
    """Of the Conv2D in which the kernels are judged."""
    padding: str = "same"
    """Likewise."""
    given: Given = field(default_factory=dict)
    """What the statement begins with, by its names there: tables of weights, row by row."""

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
        return Finding(
            name,
            "wrong",
            message,
            self._ways(name, kernel, outputs, expected),
            tuple(output.picture(name) for output in (public_off or public)[:1]),
        )

    def _ways(
        self,
        name: str,
        kernel: np.ndarray,
        outputs: Sequence[KernelOutput],
        expected: ExpectedKernel,
    ) -> tuple[Explained, ...]:
        if not all(output.fits for output in outputs):  # its size is the first thing to be mended
            return ()
        rows, columns = without_rings(kernel, (1, 1)).shape[:2]
        if max(rows, columns) > max(expected.shape[:2]) + BEYOND:
            return by_name(kernel)
        asked = (name, expected, kernel.shape, kernel.tobytes())
        found = self._explained.get(asked)
        if found is None:
            right = (expected.shape, expected.itself)
            found = ways(name, kernel, outputs, self.layer, self.tolerance, right, self.given)
            if kernel.nbytes <= MOST_BYTES and len(self._explained) < MOST_KERNELS:
                self._explained[asked] = found
        return found

    @cached_property
    def _explained(self) -> dict[Hashable, tuple[Explained, ...]]:
        """What explains the wrong kernels that were met: in a class, many make the same one."""
        return {}

    def is_right(self, kernel: np.ndarray, right: ProbeOutput) -> bool:
        """Whether a kernel does on a probe what the right one does."""
        return KernelOutput.of(kernel, right, self.layer).is_right(self.tolerance)
