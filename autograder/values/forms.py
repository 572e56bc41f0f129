"""The forms in which values are taken out of a notebook: one table.

Adding one is a word in `export.Form` and a line here; `Reader` and `checked_value` know no form by name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.values.arrays import number_array
from autograder.values.bounds import Bounds
from autograder.values.export import Export, Form
from autograder.values.functions import FunctionCall, fingerprint
from autograder.values.kept import Kept
from autograder.values.layers import LayerCopy, network_settings, settings
from autograder.values.plain import checked_plain, plain_data
from autograder.values.text import MalformedError, printable
from autograder.values.value import Problem, Value, WrongTypeError


@dataclass(frozen=True)
class FormOfValue:
    """How values of one form are read, judged of by type, and written down."""

    read: Callable[[Any, Bounds], Any]
    """Takes the student's object, where the student's code runs, and gives data, or a `Kept`, which
    stays there. WrongTypeError where the object is of a wrong type; it may raise anything else."""
    checked: Callable[[Any], Any]
    """Takes what came from a hostile process as the data, and gives them. MalformedError where they
    are none of this form."""
    wrong_type: Problem
    """What is the matter with a value of a wrong type."""
    needed: str
    """What is needed in its place, unless the question says more."""
    kept: type[Kept] | None = None
    """What is called where the value stays in the notebook; None where data are taken."""


def _checked_array(data: Any) -> np.ndarray:
    if not isinstance(data, np.ndarray):
        raise MalformedError("no array where one must be")
    return data


def _checked_nothing(data: Any) -> None:
    if data is not None:
        raise MalformedError("data of something that stays in the notebook")


def _array(value: Any, bounds: Bounds) -> np.ndarray:
    return number_array(value, bounds.array_bytes).copy()


def _plain(value: Any, bounds: Bounds) -> Any:
    return plain_data(value, bounds.plain_bytes)


def _kept(kind: Callable[[Any], Kept]) -> Callable[[Any, Bounds], Kept]:
    """Keeps the student's object, where it is what `kind` is made of."""
    return lambda value, _: _of_right_type(kind, value)


def _described(describe: Callable[[Any], Any]) -> Callable[[Any, Bounds], Any]:
    """Reads what `describe` tells of the student's object, as plain data."""
    return lambda value, bounds: _plain(_of_right_type(describe, value), bounds)


def _of_right_type(take: Callable[[Any], Any], value: Any) -> Any:
    try:
        return take(value)
    except TypeError as error:  # by agreement: "this is not what I take"
        raise WrongTypeError(str(error)) from error


LAYER = "a Keras layer is needed"
NETWORK = "a network is needed: a chain of layers, as keras.Sequential makes of a list"
FUNCTION = "a function is needed"
SHAPE = "a shape is needed: a tuple of whole numbers"

FORMS: Mapping[Form, FormOfValue] = {
    "array": FormOfValue(_array, _checked_array, "not-an-array", "an array of numbers is needed"),
    "plain": FormOfValue(_plain, checked_plain, "not-plain", SHAPE),
    "layer": FormOfValue(_kept(LayerCopy), _checked_nothing, "not-callable", LAYER, LayerCopy),
    "layer-settings": FormOfValue(_described(settings), checked_plain, "not-plain", LAYER),
    "network-settings": FormOfValue(
        _described(network_settings), checked_plain, "not-plain", NETWORK
    ),
    "function": FormOfValue(
        _kept(FunctionCall), _checked_nothing, "not-callable", FUNCTION, FunctionCall
    ),
    "function-settings": FormOfValue(_described(fingerprint), checked_plain, "not-plain", FUNCTION),
}


def checked_value(export: Export, value: Value) -> Value:
    """The value of an export as it came from a hostile process: of the export's form, its texts as
    lines that can be shown.

    Raises:
        MalformedError: no honest process gives it.
    """
    data = None if value.problem else FORMS[export.form].checked(value.value)
    return Value(data, value.problem, printable(value.type_name, 80), printable(value.detail, 500))
