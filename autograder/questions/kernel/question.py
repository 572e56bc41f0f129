"""A question of a rubric for kernels that the student fills in."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from autograder.convolution.correlate import layer_output
from autograder.convolution.mistakes import KERNEL_MISTAKES, KernelMistake
from autograder.questions.answer import Answer
from autograder.questions.kernel.judging import ExpectedKernel, KernelExercise
from autograder.questions.kernel.kernel_output import KernelOutput, ProbeOutput
from autograder.questions.kernel.public import PublicKernel
from autograder.questions.question import Probe, Question
from autograder.values.call import NO_PORT, Port

SUMS = {
    re.compile(r"\b(mean|average|averag\w*|blur\w*|smooth\w*)\b", re.IGNORECASE): 1.0,
    re.compile(r"\b(edges?|derivatives?|differences?|gradients?|laplac\w*)\b", re.IGNORECASE): 0.0,
}
"""Words of a statement -> what the weights of such a kernel add up to."""


@dataclass(frozen=True, eq=False)
class ReferenceKernel(ExpectedKernel):
    """What is expected of one kernel, with the master's own."""

    kernel: np.ndarray
    """(kh, kw, C, F)"""


@dataclass(frozen=True, kw_only=True)
class KernelQuestion(
    KernelExercise[Mapping[str, ReferenceKernel]], Question[Mapping[str, ReferenceKernel]]
):
    """Kernels, one part each, judged by their outputs on public and on hidden probes."""

    kind: ClassVar[str] = "kernel"
    public_types: ClassVar[tuple[type, ...]] = (PublicKernel, ExpectedKernel, ProbeOutput)
    own_types: ClassVar[tuple[type, ...]] = (ReferenceKernel, ProbeOutput)

    public: tuple[str, ...]
    """Probes that live checks use, too."""
    hidden: tuple[str, ...] = ()
    """Probes that only the grader has."""

    @property
    def hidden_probes(self) -> bool:
        """Whether the grader has probes that are not public."""
        return bool(self.hidden)

    def expected(
        self, reference: Answer, probe: Probe, port: Port = NO_PORT
    ) -> dict[str, ReferenceKernel]:
        """The outputs of the reference kernels on all probes, by the name of the kernel."""
        result = {}
        for export in self.exports():
            kernel = reference.value(export).value
            if not isinstance(kernel, np.ndarray) or kernel.ndim != 4:
                raise ValueError(f"the master's `{export.name}` is not a kernel (kh, kw, C, F)")
            images = [(name, probe(name)) for name in self.public + self.hidden]
            outputs = tuple(
                ProbeOutput(
                    name, image, layer_output(self.layer, image, kernel), name in self.public
                )
                for name, image in images
            )
            result[export.name] = ReferenceKernel(kernel.shape, outputs, kernel)
        return result

    def doubts(self, expected: Mapping[str, ReferenceKernel]) -> tuple[str, ...]:
        """What the weights of each filter add up to, where the statement's words say otherwise."""
        wanted = {total for words, total in SUMS.items() if words.search(self.statement)}
        if len(wanted) != 1:
            return ()
        (total,) = wanted
        told = []
        for name in self.answers:
            sums = expected[name].kernel.sum(axis=(0, 1, 2), dtype=np.float64)
            if not np.allclose(sums, total, atol=1e-3):
                given = ", ".join(f"{number:.4g}" for number in sums[:4])
                told.append(
                    f"the weights of the master's `{name}` add up to {given}; from the statement's "
                    f"words, {total:g} would be expected"
                )
        return tuple(told)

    def publish(self, expected: Mapping[str, ReferenceKernel]) -> PublicKernel:
        """Shapes of the kernels, public probes and outputs; no kernel."""
        return PublicKernel(
            **self.heading(),
            answers=self.answers,
            tolerance=self.tolerance,
            strides=self.strides,
            padding=self.padding,
            kernels={
                name: ExpectedKernel(
                    item.shape, tuple(_light(right) for right in item.outputs if right.public)
                )
                for name, item in expected.items()
            },
            more=self.hidden_probes,
        )

    def mistaken(self, expected: Mapping[str, ReferenceKernel]) -> Mapping[str, Hashable | None]:
        """The outputs of the wrong kernels that each mistake makes of the references."""
        return {mistake.name: self._wrong_outputs(mistake, expected) for mistake in KERNEL_MISTAKES}

    def _wrong_outputs(
        self, mistake: KernelMistake, expected: Mapping[str, ReferenceKernel]
    ) -> Hashable | None:
        found: list[Hashable] = []
        for name in self.answers:
            item = expected[name]
            outputs = {
                tuple(self._fingerprint(wrong, right) for right in item.outputs)
                for wrong in mistake.wrong(item.kernel.astype(np.float64))
                if not all(self.is_right(wrong, right) for right in item.outputs)
            }
            found.append(frozenset(outputs))
        return tuple(found) if any(found) else None

    def _fingerprint(self, kernel: np.ndarray, right: ProbeOutput) -> Hashable:
        """What tells this kernel from others on a probe: its output, where it has one."""
        output = KernelOutput.of(kernel, right, self.layer).output
        if output is None:
            return kernel.shape, kernel.tobytes()
        return output.shape, np.round(output, 6).tobytes()


def _light(right: ProbeOutput) -> ProbeOutput:
    """The same with numbers of half the size."""
    images, output = right.images.astype(np.float32), right.output.astype(np.float32)
    return ProbeOutput(right.probe, images, output, right.public)
