"""A question of a rubric for kernels that the student fills in."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from autograder.convolution.correlate import layer_output
from autograder.convolution.slips.kernels.kernel import Wanted
from autograder.convolution.slips.kernels.table import KERNEL_SLIPS
from autograder.convolution.slips.slip import named
from autograder.questions.answer import Answer
from autograder.questions.kernel.derivation import Derivation, agree, choices, terms
from autograder.questions.kernel.judging import ExpectedKernel, KernelExercise
from autograder.questions.kernel.kernel_output import KernelOutput, ProbeOutput
from autograder.questions.kernel.public import PublicKernel
from autograder.questions.kernel.sentences import example
from autograder.questions.question import Probe, Question, WrongAnswers
from autograder.values.call import NO_PORT, Port

SUMS = {
    re.compile(r"\b(mean|average|averag\w*|blur\w*|smooth\w*)\b", re.IGNORECASE): 1.0,
    re.compile(r"\b(edges?|derivatives?|differences?|gradients?|laplac\w*)\b", re.IGNORECASE): 0.0,
}
"""Words of a statement -> what the weights of such a kernel add up to."""


SHOWING = ("noise", "colour-noise", "steps")
"""Probes in which blind spots are looked for."""


@dataclass(frozen=True, eq=False)
class ReferenceKernel(ExpectedKernel):
    """What is expected of one kernel, with the master's own."""

    kernel: np.ndarray
    """(kh, kw, C, F)"""

    @property
    def itself(self) -> np.ndarray | None:
        """The master's."""
        return self.kernel


@dataclass(frozen=True, kw_only=True)
class KernelQuestion(
    KernelExercise[Mapping[str, ReferenceKernel]], Question[Mapping[str, ReferenceKernel]]
):
    """Kernels, one part each, judged by their outputs on public and on hidden probes."""

    kind: ClassVar[str] = "kernel"
    public_types: ClassVar[tuple[type, ...]] = (PublicKernel, ExpectedKernel, ProbeOutput)
    own_types: ClassVar[tuple[type, ...]] = (ReferenceKernel, ProbeOutput, Derivation)

    public: tuple[str, ...]
    """Probes that live checks use, too."""
    hidden: tuple[str, ...] = ()
    """Probes that only the grader has."""
    answer: Derivation | None = None
    """How the answer (a single one) comes of what is `given`; the master's must."""

    @property
    def hidden_probes(self) -> bool:
        """Whether the grader has probes that are not public."""
        return bool(self.hidden)

    def expected(
        self, reference: Answer, probe: Probe, port: Port = NO_PORT
    ) -> dict[str, ReferenceKernel]:
        """The outputs of the reference kernels on all probes, by the name of the kernel. ValueError where
        the master's is no kernel, or does not come of what is given."""
        result = {}
        for export in self.exports():
            kernel = reference.value(export).value
            if not isinstance(kernel, np.ndarray) or kernel.ndim != 4:
                raise ValueError(f"the master's `{export.name}` is not a kernel (kh, kw, C, F)")
            if self.answer is not None and not agree(kernel, self.answer, self.given):
                raise ValueError(
                    f"the master's `{export.name}` is not {self.answer.act} of what the rubric gives:"
                    f" {', '.join(self.answer.names)}"
                )
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
            given=self.given,
            kernels={
                name: ExpectedKernel(
                    item.shape, tuple(_light(right) for right in item.outputs if right.public)
                )
                for name, item in expected.items()
            },
            more=self.hidden_probes,
        )

    @classmethod
    def catalogues(cls) -> Mapping[str, Mapping[str, str]]:
        """Those of slips in kernels."""
        return {cls.kind: {slip.name: example(slip.name) for slip in KERNEL_SLIPS}}

    def wrong_answers(self, expected: Mapping[str, ReferenceKernel]) -> WrongAnswers:
        """The wrong kernels that each slip makes of the references."""
        result: dict[str, dict[str, tuple[np.ndarray, ...]]] = {}
        for name in self.answers:
            item = expected[name]
            kernel = item.kernel.astype(np.float64)
            wanted = Wanted(kernel, terms(self.answer, self.given), choices(self.given))
            for slip in KERNEL_SLIPS:
                made = tuple(slip.makes(wanted))
                if made:
                    result.setdefault(slip.name, {})[name] = tuple(
                        wrong
                        for wrong in made
                        if not all(self.is_right(wrong, right) for right in item.outputs)
                    )
        return result

    def fingerprint(
        self, expected: Mapping[str, ReferenceKernel], part: str, answer: Any
    ) -> Hashable:
        """What its Conv2D makes of the probes, where it has an output."""
        found: list[Hashable] = []
        for right in expected[part].outputs:
            output = KernelOutput.of(answer, right, self.layer).output
            shown = answer if output is None else np.round(output, 6) + 0.0
            found.append((output is None, shown.shape, shown.tobytes()))
        return tuple(found)

    def showing(self, expected: Mapping[str, ReferenceKernel], slip: str, probe: Probe) -> str:
        """A probe on which one of the wrong kernels does something else than the master's."""
        made = named(slip, KERNEL_SLIPS)
        for name in self.answers:
            kernel = expected[name].kernel.astype(np.float64)
            wanted = Wanted(kernel, terms(self.answer, self.given), choices(self.given))
            for other in SHOWING:
                images = probe(other)
                if images.shape[3] != kernel.shape[2]:
                    continue
                right = ProbeOutput(other, images, layer_output(self.layer, images, kernel), False)
                if not all(self.is_right(wrong, right) for wrong in made.makes(wanted)):
                    return f"the probe `{other}`"
        return ""


def _light(right: ProbeOutput) -> ProbeOutput:
    """The same with numbers of half the size."""
    images, output = right.images.astype(np.float32), right.output.astype(np.float32)
    return ProbeOutput(right.probe, images, output, right.public)
