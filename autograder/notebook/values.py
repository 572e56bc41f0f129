"""The values of a live notebook, read as the grader would read them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import redirect_stdout
from io import StringIO
from typing import Any

import numpy as np

from autograder.engine.inside.values import WrongTypeError, describe, number_array
from autograder.engine.limits import STANDARD_LIMITS
from autograder.engine.plain import NotPlainError, TooLargeError, from_json, to_json
from autograder.notebook.function_call import FunctionCall, fingerprint
from autograder.notebook.layer_copy import LayerCopy, network_settings, settings
from autograder.questions.answer import Called, Given, Value, Wanted
from autograder.values.randomness import same_randomness


class LiveValues:
    """Reads variables of a notebook without changing them."""

    def __init__(self, namespace: Mapping[str, Any]) -> None:
        """`namespace` holds the notebook's variables."""
        self._namespace = namespace
        self._functions: dict[str, FunctionCall] = {}
        """By the key of what was wanted: one for all calls, as when the notebook is graded."""

    def given(self, wanted: Sequence[Wanted], printed: str | None) -> Given:
        """The values for a question, and what its answer's cell printed."""
        with same_randomness():
            values = {item.key: self._value(item) for item in wanted}
        return Given(values, printed, self._call)

    def _value(self, wanted: Wanted) -> Value:
        if wanted.name not in self._namespace:
            return Value(problem="undefined")
        value = self._namespace[wanted.name]
        kind = type(value).__name__[:80]
        try:
            return Value(self._read(wanted, value), type_name=kind)
        except WrongTypeError as error:
            return Value(None, "not-an-array", kind, describe(error.args))
        except TooLargeError as error:
            return Value(None, "too-large", kind, describe(error.args))
        except NotPlainError as error:
            return Value(None, "not-plain", kind, describe(error.args))
        except TypeError as error:
            problem = {
                "layer": "not-callable",
                "layer-settings": "not-plain",
                "network-settings": "not-plain",
                "function": "not-callable",
                "function-settings": "not-plain",
            }.get(wanted.form, "error")
            return Value(None, problem, kind, describe(error))
        except (Exception, SystemExit) as error:  # a student's object may raise anything when read
            return Value(None, "error", kind, describe(error))

    def _read(self, wanted: Wanted, value: Any) -> Any:
        match wanted.form:
            case "array":
                return number_array(value, STANDARD_LIMITS.array_bytes).copy()
            case "plain":
                return from_json(to_json(value, STANDARD_LIMITS.plain_bytes))
            case "network-settings":
                return from_json(to_json(network_settings(value), STANDARD_LIMITS.plain_bytes))
            case "layer":
                LayerCopy(value)
                return None
            case "function":
                self._functions[wanted.key] = FunctionCall(value)
                return None
            case "function-settings":
                return fingerprint(value)
            case _:
                return json.loads(json.dumps(settings(value)))

    def _call(self, wanted: Wanted, arrays: Sequence[np.ndarray]) -> Called:
        try:
            if wanted.form == "function":
                with redirect_stdout(StringIO()):  # what it prints on so many inputs tells nothing
                    return Called(self._functions[wanted.key](*arrays))
            with same_randomness():
                return Called((LayerCopy(self._namespace[wanted.name])(*arrays),))
        except (
            Exception,
            SystemExit,
        ) as error:  # whatever a student's layer raises, they must hear
            return Called(None, "error", describe(error))
