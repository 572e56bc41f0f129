"""The matrix that does to a flattened picture what a convolution does to the picture."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from autograder.convolution.layers import Conv2D, Pair, from_plain, to_plain
from autograder.convolution.matrix import convolution_matrix
from autograder.convolution.mistakes import MATRIX_MISTAKES, MatrixMistake
from autograder.convolution.sizes import output_shape
from autograder.questions.answer import Given, Wanted
from autograder.questions.question import Probe, Question, unusable
from autograder.questions.shape.shape_part import count_axes
from autograder.questions.verdict import Finding, Picture

MOST_PIXELS = 256
"""Pictures with more pixels have matrices that nobody can look at."""


@dataclass(frozen=True)
class MatrixPart:
    """One matrix: that of `layer` with this kernel, on pictures of one size."""

    answer: str
    """The variable that holds the matrix (h' * w', h * w): a row for every output pixel, a column
    for every input pixel, both numbered row by row."""
    layer: Conv2D
    """One filter; one channel goes in."""
    kernel: tuple[tuple[float, ...], ...]
    """(kh, kw), as the statement gives it."""
    input_size: Pair
    """(h, w)"""

    def __post_init__(self) -> None:
        """ValueError where the layer has several filters or the picture many pixels."""
        if self.layer.filters != 1:
            raise ValueError(f"`{self.answer}`: the layer must have one filter")
        if self.input_size[0] * self.input_size[1] > MOST_PIXELS:
            raise ValueError(f"`{self.answer}`: the picture has more than {MOST_PIXELS} pixels")

    def weights(self) -> np.ndarray:
        """The kernel (kh, kw)."""
        return np.array(self.kernel, np.float64)

    @property
    def output_size(self) -> Pair:
        """The rows and columns of the layer's output."""
        _, rows, columns, _ = output_shape(self.layer, (1, *self.input_size, 1))
        return rows, columns

    def to_plain(self) -> dict[str, Any]:
        """The part as JSON can hold it: what the statement tells, not the matrix."""
        return {
            "answer": self.answer,
            "layer": to_plain(self.layer),
            "kernel": [list(row) for row in self.kernel],
            "input_size": list(self.input_size),
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> MatrixPart:
        """The part again."""
        layer = from_plain(plain["layer"])
        assert isinstance(layer, Conv2D)
        rows, columns = plain["input_size"]
        kernel = tuple(tuple(row) for row in plain["kernel"])
        return cls(plain["answer"], layer, kernel, (rows, columns))


@dataclass(frozen=True, kw_only=True)
class MatrixQuestion(Question):
    """Matrices of convolutions, one part each."""

    kind: ClassVar[str] = "matrix"
    live_referee: ClassVar[bool] = True

    parts: tuple[MatrixPart, ...]
    tolerance: float = 1e-4
    """Largest difference allowed in any entry."""

    def wanted(self) -> tuple[Wanted, ...]:
        """One array for each part."""
        return tuple(Wanted(part.answer, "array") for part in self.parts)

    def expected(self, reference: Given, probe: Probe) -> dict[str, np.ndarray]:
        """The matrices that the master wrote, by the name of the variable."""
        result = {}
        for part, wanted in zip(self.parts, self.wanted(), strict=True):
            matrix = reference.value(wanted).value
            right = convolution_matrix(part.layer, part.weights(), part.input_size)
            if not isinstance(matrix, np.ndarray) or not _same(matrix, right, self.tolerance):
                raise ValueError(f"the master's `{part.answer}` is not the matrix of {part.layer}")
            result[part.answer] = right
        return result

    def findings(
        self, given: Given, expected: Mapping[str, np.ndarray], untouched: Given
    ) -> Sequence[Finding]:
        """Judges each matrix: wrong type, rank, size, the named mistake, then its rows."""
        return [
            unusable(wanted, given, untouched)
            or self._judge(part, given.value(wanted).value, expected[part.answer])
            for part, wanted in zip(self.parts, self.wanted(), strict=True)
        ]

    def _judge(self, part: MatrixPart, matrix: np.ndarray, right: np.ndarray) -> Finding:
        name = part.answer
        if matrix.ndim != 2:
            message = f"`{name}` has {count_axes(matrix.ndim)}, but a matrix has two."
            return Finding(name, "wrong", message)
        picture = _picture(part, matrix, right)
        if _same(matrix, right, self.tolerance):
            return Finding(name, "correct", pictures=picture)
        mistakes = [
            mistake
            for mistake in MATRIX_MISTAKES
            if mistake.name in self.mistakes.told and self._explains(mistake, part, matrix)
        ]
        return Finding(
            name,
            "wrong",
            _describe(part, matrix, right, self.tolerance),
            tuple(mistake.name for mistake in mistakes),
            tuple(mistake.message for mistake in mistakes),
            picture,
        )

    def _explains(self, mistake: MatrixMistake, part: MatrixPart, matrix: np.ndarray) -> bool:
        return any(
            _same(matrix, wrong, self.tolerance)
            for wrong in mistake.wrong(part.layer, part.weights(), part.input_size)
        )

    def publish(self, expected: Any) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
        """The layers, kernels and sizes of the statement; no matrix."""
        parts = [part.to_plain() for part in self.parts]
        return {"parts": parts, "tolerance": self.tolerance}, {}

    @classmethod
    def restore(
        cls, common: dict[str, Any], plain: dict[str, Any], arrays: Mapping[str, np.ndarray]
    ) -> tuple[Question, None]:
        """The live question; Keras tells what is expected."""
        parts = tuple(MatrixPart.from_plain(part) for part in plain["parts"])
        return cls(**common, parts=parts, tolerance=plain["tolerance"]), None

    def mistaken(self, expected: Mapping[str, np.ndarray]) -> Mapping[str, Hashable | None]:
        """The wrong matrices that each mistake gives, for each part."""
        result: dict[str, Hashable | None] = {}
        for mistake in MATRIX_MISTAKES:
            found = tuple(
                frozenset(
                    (wrong.shape, (np.round(wrong, 6) + 0.0).tobytes())  # + 0.0: no -0
                    for wrong in mistake.wrong(part.layer, part.weights(), part.input_size)
                    if not _same(wrong, expected[part.answer], self.tolerance)
                )
                for part in self.parts
            )
            result[mistake.name] = found if any(found) else None
        return result


def _same(one: np.ndarray, other: np.ndarray, tolerance: float) -> bool:
    """Whether two matrices are the same, entry by entry; NaN and infinity are never."""
    if one.shape != other.shape:
        return False
    with np.errstate(all="ignore"):  # a student's matrix may hold anything
        return bool((np.abs(one.astype(np.float64) - other) <= tolerance).all())


def _describe(part: MatrixPart, matrix: np.ndarray, right: np.ndarray, tolerance: float) -> str:
    """What is the matter with a matrix, and where first."""
    name = part.answer
    off = [
        what
        for what, a, b in zip(("rows", "columns"), matrix.shape, right.shape, strict=True)
        if a != b
    ]
    if off:
        return (
            f"`{name}` is {matrix.shape[0]} x {matrix.shape[1]}: the number of {' and of '.join(off)} is "
            "wrong. It needs a row for every output pixel and a column for every input pixel."
        )
    if not np.isfinite(matrix).all():
        return f"`{name}` holds NaN or infinity: every entry must be a number."
    wrong = [row for row in range(len(right)) if not _same(matrix[row], right[row], tolerance)]
    place = divmod(wrong[0], part.output_size[1])
    return (
        f"`{name}` has the right size, but {len(wrong)} of its {len(right)} rows "
        f"{'is' if len(wrong) == 1 else 'are'} wrong. {'It' if len(wrong) == 1 else 'The first'} is row "
        f"{wrong[0]}, counted from 0: it makes the output pixel {place}. Here is what your matrix makes of a picture of {part.input_size[0]} x "
        f"{part.input_size[1]} pixels."
    )


def _picture(part: MatrixPart, matrix: np.ndarray, right: np.ndarray) -> tuple[Picture, ...]:
    """What a matrix of the right size does to a picture: that tells more than its entries would."""
    if matrix.shape != right.shape:
        return ()
    pixels = np.random.Generator(np.random.PCG64(7)).random(part.input_size)
    with np.errstate(all="ignore"):  # a student's matrix may hold anything
        given = (matrix.astype(np.float64) @ pixels.ravel()).reshape(part.output_size)
    expected = (right @ pixels.ravel()).reshape(part.output_size)
    title = f"{part.answer} @ picture.ravel()"
    return (Picture(title=title, input=pixels, given=given, expected=expected),)
