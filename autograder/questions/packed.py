"""A question with all that its judging needs, as one text: arrays as safetensors, the rest as JSON.

Made where a question is to be judged in another process than the grader's, which has no rubric and
no master. Only what this file names comes out of such a text: never pickle, never code.
"""

from __future__ import annotations

import base64
import binascii
import json
import math
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load, save

from autograder.convolution import layers
from autograder.convolution.network import Stage, Unit
from autograder.questions.answer import Given, Value
from autograder.questions.count.question import CountPart
from autograder.questions.function.cases import Case, Cases
from autograder.questions.function.finding import Asked
from autograder.questions.function.part import ExpectedPart, FunctionPart
from autograder.questions.input_sizes.question import InputSizesPart
from autograder.questions.kernel.kernel_output import Shown
from autograder.questions.kernel.question import ExpectedKernel
from autograder.questions.kinds import KINDS
from autograder.questions.layer.question import ExpectedCall
from autograder.questions.matrix.question import MatrixPart
from autograder.questions.mistakes import Mistakes
from autograder.questions.output.output_part import OutputPart
from autograder.questions.output.question import ExpectedOutput
from autograder.questions.question import Question
from autograder.questions.shape.shape_part import ShapePart

FORM = 1
"""Of the text; a package that reads another form says so."""

CLASSES: Mapping[str, type] = {
    kind.__name__: kind
    for kind in (
        *KINDS.values(),
        *(
            Asked,
            Case,
            Cases,
            CountPart,
            ExpectedCall,
            ExpectedKernel,
            ExpectedOutput,
            ExpectedPart,
        ),
        *(FunctionPart, InputSizesPart, MatrixPart, Mistakes, OutputPart, ShapePart, Shown),
        *(Stage, Unit, Value),
        *(layers.AveragePooling2D, layers.Conv2D, layers.Conv2DTranspose, layers.MaxPooling2D),
        *(layers.UpSampling2D, layers.ZeroPadding2D),
    )
}
"""All dataclasses that a question and its expected values are made of."""


class PackedError(ValueError):
    """A text that `pack` did not write, or that is damaged."""


@dataclass(frozen=True)
class Packed:
    """Everything that `Question.judge` needs beside the answer."""

    question: Question
    expected: Any
    """What a right answer gives, hidden probes included."""
    untouched: Given
    """What the starter gives; its functions can't be called any more."""

    def pack(self) -> str:
        """The text. TypeError for something that has no place in one."""
        arrays: dict[str, np.ndarray] = {}
        before = {"values": dict(self.untouched.values), "printed": self.untouched.printed}
        plain = [_plain(item, arrays) for item in (self.question, self.expected, before)]
        stored = base64.b85encode(zlib.compress(save(arrays), 9)).decode("ascii")
        return json.dumps({"form": FORM, "plain": plain, "arrays": stored}, separators=(",", ":"))

    @classmethod
    def unpack(cls, text: str) -> Packed:
        """What `pack` made a text of. PackedError for any other text."""
        try:
            told = json.loads(text)
            if told["form"] != FORM:
                raise PackedError("a question packed for another version of the package")
            arrays = load(zlib.decompress(base64.b85decode(told["arrays"])))
            question, expected, before = (_value(item, arrays) for item in told["plain"])
            return cls(question, expected, Given(before["values"], before["printed"]))
        except (KeyError, TypeError, IndexError, ValueError, RecursionError) as error:
            raise PackedError(f"a packed question that is damaged: {error}") from error
        except (zlib.error, binascii.Error, SafetensorError) as error:
            raise PackedError(f"the arrays of a packed question are damaged: {error}") from error


def _plain(value: Any, arrays: dict[str, np.ndarray]) -> Any:
    """The value as JSON. Arrays go to `arrays`; anything but plain numbers and texts says its type."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else {"float": str(value)}
    if isinstance(value, np.ndarray):
        name = str(len(arrays))
        arrays[name] = np.asarray(value, order="C")
        return {"array": name}
    if isinstance(value, Mapping):
        pairs = [[_plain(k, arrays), _plain(v, arrays)] for k, v in value.items()]
        return {"dict": pairs}
    if isinstance(value, frozenset):
        return {"frozenset": [_plain(item, arrays) for item in sorted(value)]}
    if type(value) in (tuple, list):
        return {type(value).__name__: [_plain(item, arrays) for item in value]}
    name = type(value).__name__
    if CLASSES.get(name) is not type(value) or not is_dataclass(value):
        raise TypeError(f"a {name} can't be packed")
    told = {field.name: _plain(getattr(value, field.name), arrays) for field in fields(value)}
    return {"class": name, "fields": told}


def _value(plain: Any, arrays: Mapping[str, np.ndarray]) -> Any:
    if not isinstance(plain, dict):
        if isinstance(plain, list):
            raise PackedError("a list that does not say what it is")
        return plain
    if set(plain) == {"class", "fields"}:
        made = CLASSES[plain["class"]]
        told = {name: _value(item, arrays) for name, item in plain["fields"].items()}
        if set(told) != {field.name for field in fields(made)}:
            raise PackedError(f"not the fields of {made.__name__}")
        return made(**told)
    ((tag, inside),) = plain.items()
    match tag:
        case "array":
            return arrays[inside]
        case "float":
            return float(inside)
        case "dict":
            return {_value(key, arrays): _value(item, arrays) for key, item in inside}
        case _:
            make: Callable[[Any], Any] = SEQUENCES[tag]
            return make(_value(item, arrays) for item in inside)


SEQUENCES: Mapping[str, type] = {"tuple": tuple, "list": list, "frozenset": frozenset}
