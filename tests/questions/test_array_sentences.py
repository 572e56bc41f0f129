"""What students are told of slips in outputs, in matrices and on the way back from sizes."""

from __future__ import annotations

import re

import pytest

from autograder.convolution.layers import (
    AveragePooling2D,
    Conv2D,
    Conv2DTranspose,
    MaxPooling2D,
    UpSampling2D,
)
from autograder.convolution.slips.arrays.matrices import MATRIX_SLIPS
from autograder.convolution.slips.arrays.table import WORK_SLIPS
from autograder.convolution.slips.slip import SlipStep
from autograder.convolution.slips.way_back import WAY_SLIPS
from autograder.questions.input_sizes import InputSizesQuestion
from autograder.questions.input_sizes import sentences as input_sizes
from autograder.questions.matrix import MatrixQuestion
from autograder.questions.matrix import sentences as matrix
from autograder.questions.output import OutputQuestion
from autograder.questions.output import sentences as output

TABLES = {
    "output": (WORK_SLIPS, OutputQuestion.catalogues()["output"]),
    "matrix": (MATRIX_SLIPS, MatrixQuestion.catalogues()["matrix"]),
    "input sizes": (WAY_SLIPS, InputSizesQuestion.catalogues()["input-sizes"]),
}
OWN = {
    **{f"output {name}": told for name, told in output.SENTENCES.items()},
    **{f"transposed {name}": told for name, told in output.TRANSPOSED.items()},
    **{f"without kernel {name}": told for name, told in output.WITHOUT_KERNEL.items()},
    **{f"picked {name}": told for name, told in output.PICKED.items()},
    **{f"matrix {name}": told for name, told in matrix.SENTENCES.items()},
    **{f"sizes {name}": told for name, told in input_sizes.SENTENCES.items()},
    "besides": output.BESIDES,
}


@pytest.mark.parametrize(("slips", "told"), TABLES.values(), ids=TABLES)
def test_every_slip_has_one_place_and_a_sentence(slips, told) -> None:
    beside = {"slip-of-the-pen", "answers-exchanged"}
    assert {slip.name for slip in slips} == set(told) - beside
    assert all(told.values())


def test_no_sentence_is_of_a_slip_that_nobody_looks_for() -> None:
    beside = {"slip-of-the-pen", "answers-exchanged"}
    assert set(output.SENTENCES) - beside <= {slip.name for slip in WORK_SLIPS}
    assert set(matrix.SENTENCES) - beside <= {slip.name for slip in MATRIX_SLIPS}
    assert set(input_sizes.SENTENCES) <= {slip.name for slip in WAY_SLIPS}


@pytest.mark.parametrize("told", OWN.values(), ids=OWN)
def test_a_sentence_is_short_and_gives_no_number_away(told: str) -> None:
    assert told.endswith((".", "?"))
    assert not re.search(r"\d", told.replace("Conv2D", ""))
    assert len(re.findall(r"[.?](?= |$)", told)) <= 3, "two sentences and a question"
    assert len(told) < 300


def test_no_two_slips_are_told_alike() -> None:
    for table in (output.SENTENCES, matrix.SENTENCES):
        assert len(set(table.values())) == len(table)


SAID = {
    "a convolution": (Conv2D(1, 3), "kernel-rotated", "mathematical convolution"),
    "a transposed one": (Conv2DTranspose(1, 3), "kernel-rotated", "Conv2DTranspose puts"),
    "a border": (Conv2D(1, 3, padding="same"), "border-reflected", "OpenCV"),
    "a border of windows": (MaxPooling2D(2, padding="same"), "border-reflected", "pooled pixels"),
    "bright and dark": (Conv2D(1, 3), "sign-flipped", "bright and dark"),
    "no kernel": (UpSampling2D(2), "sign-flipped", "did the signs turn round"),
    "single pixels": (Conv2D(1, 1, strides=2), "start-one", "first pixel"),
    "windows": (Conv2D(1, 3, strides=2), "start-one", "Python count"),
    "as in shapes": (AveragePooling2D(2), "kernel-swapped", "its rows or its columns"),
    "no strides": (MaxPooling2D(2), "pooling-stride-one", "When strides isn't given"),
    "strides": (MaxPooling2D(3, 2), "pooling-strides-as-one", "strides"),
}


@pytest.mark.parametrize(("layer", "slip", "phrase"), SAID.values(), ids=SAID)
def test_the_layer_decides_what_is_said(layer, slip: str, phrase: str) -> None:
    assert phrase in output.sentence([SlipStep(slip)], layer)


def test_two_slips_are_told_one_after_the_other() -> None:
    both = output.sentence(
        [SlipStep("mean-not-divided"), SlipStep("output-transposed")], MaxPooling2D(2)
    )
    assert both.startswith("You added up")
    assert both.endswith("the first or the second?")
    beside = output.sentence(
        [SlipStep("mean-not-divided"), SlipStep("slip-of-the-pen")], MaxPooling2D(2)
    )
    assert beside.endswith(output.BESIDES)
