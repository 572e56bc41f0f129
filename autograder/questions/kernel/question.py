"""A kernel that the student fills in, judged by what its Conv2D does to probe images."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from autograder.convolution.correlate import layer_output
from autograder.convolution.layers import Conv2D, OneOrPair
from autograder.convolution.mistakes import KERNEL_MISTAKES, KernelMistake
from autograder.questions.answer import Given, Wanted
from autograder.questions.kernel.kernel_output import KernelOutput, Shown
from autograder.questions.kernel.kernel_size import (
    own_size_counts,
    told_of_size,
    without_rings,
    wrong_shape,
)
from autograder.questions.question import Probe, Question, unusable
from autograder.questions.verdict import Finding


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
    Conv2D are compared, so with padding "same" and stride 1 a kernel may also be larger than the
    reference."""

    kind: ClassVar[str] = "kernel"

    answers: tuple[str, ...]
    """The variables that hold the kernels."""
    public: tuple[str, ...]
    """Probes that live checks use, too."""
    hidden: tuple[str, ...] = ()
    """Probes that only the grader has."""
    tolerance: float = 1e-4
    """Largest difference allowed in any pixel of an output, in units of the pixels (0 to 1)."""
    strides: OneOrPair = 1
    """Of the Conv2D in which the kernels are judged."""
    padding: str = "same"
    """Likewise."""

    def __post_init__(self) -> None:
        """ValueError for strides and padding that no Conv2D has."""
        object.__setattr__(self, "strides", self._layer.strides)

    @property
    def _layer(self) -> Conv2D:
        """The Conv2D in which the kernels are judged; they bring filters and size with them."""
        return Conv2D(1, 1, self.strides, self.padding)

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
                Shown(name, image, layer_output(self._layer, image, kernel))
                for name, image in images
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
        problem = wrong_shape(name, kernel.shape, expected.shape)
        if problem:
            return Finding(name, "wrong", problem)
        kernel = kernel.astype(np.float64)
        if not np.isfinite(kernel).all():
            return Finding(
                name, "wrong", f"`{name}` holds NaN or infinity: every entry must be a number."
            )
        outputs = [KernelOutput.of(kernel, item, self._layer) for item in expected.shown]
        public = [output for output in outputs if output.shown.probe in self.public]
        off = [output for output in outputs if not output.is_right(self.tolerance)]
        if not off:
            return Finding(name, "correct", pictures=tuple(o.picture(name) for o in public[:1]))
        public_off = [output for output in public if output in off]
        if public_off:
            message = public_off[0].describe(name)
        else:
            message = f"`{name}` works on the pictures that you have, but not on every picture."
        if not public_off or public_off[0].fits:
            message += told_of_size(kernel.shape, expected.shape, self._layer)
        mistakes = self._explained(kernel, expected)
        return Finding(
            name,
            "wrong",
            message,
            tuple(mistake.name for mistake in mistakes),
            tuple(mistake.message(kernel) for mistake in mistakes),
            tuple(output.picture(name) for output in (public_off or public)[:1]),
        )

    def _explained(self, kernel: np.ndarray, expected: ExpectedKernel) -> list[KernelMistake]:
        """The mistakes that make exactly this kernel: the specific ones, else the general ones."""
        rows, columns = expected.shape[:2]
        core = kernel
        if not own_size_counts(self._layer):  # zeros around the weights change nothing
            core = without_rings(kernel, (rows, columns))
        if max(core.shape[:2]) > max(rows, columns) + 2:
            return []  # every mistake makes a kernel of about the right size, and large ones are slow
        found = [
            mistake
            for mistake in KERNEL_MISTAKES
            if mistake.name in self.mistakes.told and self._explains(mistake, core, expected)
        ]
        return [mistake for mistake in found if not mistake.general] or found

    def _right(self, kernel: np.ndarray, shown: Shown) -> bool:
        return KernelOutput.of(kernel, shown, self._layer).is_right(self.tolerance)

    def _explains(
        self, mistake: KernelMistake, kernel: np.ndarray, expected: ExpectedKernel
    ) -> bool:
        quickest_first = sorted(expected.shown, key=lambda item: item.images.size)
        with np.errstate(all="ignore"):  # a student's weights may be gigantic
            return any(
                all(self._right(mended, item) for item in quickest_first)
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
        if self._layer.strides != (1, 1):
            plain["strides"] = list(self._layer.strides)
        if self._layer.padding != "same":
            plain["padding"] = self._layer.padding
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
            strides=plain.get("strides", 1),
            padding=plain.get("padding", "same"),
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
                tuple(self._fingerprint(wrong, shown) for shown in item.shown)
                for wrong in mistake.wrong(item.kernel.astype(np.float64))
                if not all(self._right(wrong, shown) for shown in item.shown)
            }
            found.append(frozenset(outputs))
        return tuple(found) if any(found) else None

    def _fingerprint(self, kernel: np.ndarray, shown: Shown) -> Hashable:
        """What tells this kernel from others on a probe: its output, where it has one."""
        output = KernelOutput.of(kernel, shown, self._layer).output
        if output is None:
            return kernel.shape, kernel.tobytes()
        return output.shape, np.round(output, 6).tobytes()
