"""What a student's kernel makes of a probe, beside what a right one makes of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from autograder.convolution.correlate import layer_output
from autograder.convolution.layers import Conv2D
from autograder.questions.kernel.kernel_size import settings
from autograder.questions.verdict import Picture, drawable


@dataclass(frozen=True, eq=False)
class ProbeOutput:
    """A probe and what a right kernel makes of it."""

    probe: str
    images: np.ndarray
    """(batch, height, width, channels)"""
    output: np.ndarray
    """(batch, height, width, filters)"""
    public: bool
    """Whether students have it, too."""


@dataclass(frozen=True, eq=False)
class KernelOutput:
    """A student's kernel at work on one probe."""

    right: ProbeOutput
    """What it should give."""
    kernel: np.ndarray
    """(kh, kw, C, F), finite; C and F are those of the probe and its output."""
    layer: Conv2D
    """Its strides and padding count, its filters and kernel_size do not."""
    output: np.ndarray | None
    """None where the kernel does not fit into the probe."""

    @classmethod
    def of(cls, kernel: np.ndarray, right: ProbeOutput, layer: Conv2D) -> KernelOutput:
        """The output of `layer` with this kernel on the probe."""
        try:
            return cls(right, kernel, layer, layer_output(layer, right.images, kernel))
        except ValueError:  # without padding a large kernel finds no place
            return cls(right, kernel, layer, None)

    @property
    def fits(self) -> bool:
        """Whether the output has the right size."""
        return self.output is not None and self.output.shape == self.right.output.shape

    def is_right(self, tolerance: float) -> bool:
        """Whether no value of the output is off by more than the tolerance."""
        if self.output is None or not self.fits:
            return False
        with np.errstate(invalid="ignore"):  # infinity minus infinity is no number, and not right
            return bool(np.abs(self.output - self.right.output).max() <= tolerance)

    def describe(self, name: str) -> str:
        """How the output differs: its size, or where and how much, in units of the pixels."""
        rows, columns = self.kernel.shape[:2]
        if self.output is None:
            return (
                f"`{name}` is {rows} x {columns}: with {settings(self.layer)} it does not fit into the"
                " picture, not even once."
            )
        if not self.fits:
            return (
                f"`{name}` is {rows} x {columns}: with {settings(self.layer)} it makes a picture of"
                " another size than it should. Without padding the kernel's own size decides how"
                " often it fits: which pixels should one output pixel see?"
            )
        with np.errstate(invalid="ignore"):
            difference = np.abs(self.output - self.right.output).max(axis=3)
        share, largest = float((difference > 1e-3).mean()), float(difference.max())
        return (
            f"With `{name}` the picture differs from what it should be in {max(share, 0.01):.0%} of its pixels, "
            f"by up to {largest:.3g} (white is 1)."
        )

    def picture(self, name: str) -> Picture:
        """The probe, the kernel where it can be read as a table, and both outputs."""
        table, note = _table(self.kernel)
        return Picture(
            title=name,
            input=drawable(self.right.images),
            output=drawable(self.output) if self.output is not None and self.fits else None,
            expected=drawable(self.right.output),
            kernel=table,
            kernel_note=note,
        )


def _table(kernel: np.ndarray) -> tuple[np.ndarray | None, str]:
    """The kernel as a table of numbers with a note, where it is one."""
    if kernel.shape[2:] == (1, 1):
        return kernel[:, :, 0, 0], ""
    if kernel.shape[:2] == (1, 1):
        return kernel[0, 0], "rows: channels in\ncolumns: channels out"
    return None, ""
