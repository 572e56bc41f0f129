"""What a question wants of a notebook at its check cell, and what came out there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

Form = Literal[
    "array", "plain", "layer", "layer-settings", "network-settings", "function", "function-settings"
]


@dataclass(frozen=True)
class Wanted:
    """One value that a question needs."""

    name: str
    """The variable in the student's notebook."""
    form: Form
    """`array`: numbers. `plain`: numbers, text and nested lists of them. `layer`: a Keras layer, kept
    where it was made and called there. `layer-settings`: that layer's own settings, as plain data.
    `network-settings`: those of all layers of a network, in order. `function`: kept where it was made
    and called there. `function-settings`: a text that stands for the function's code."""
    needed: str = ""
    """What is said to be needed where the value is of another type; else what `NEEDED` says."""

    @property
    def key(self) -> str:
        """The name under which the value is handed over; a layer and its settings share a variable."""
        return f"{self.name}:settings" if self.form.endswith("-settings") else self.name


@dataclass(frozen=True)
class Value:
    """One value as it came out of a notebook, or the reason why none did."""

    value: Any = None
    problem: str | None = None
    """None, or a word of `PROBLEMS`."""
    type_name: str = ""
    """The type that the student's value had. Text from a submission: never trust it."""
    detail: str = ""
    """The error's own words. Text from a submission: never trust it."""

    def same_as(self, other: Value) -> bool:
        """Whether both are the same data (layers are compared by their settings elsewhere)."""
        if self.problem != other.problem or self.type_name != other.type_name:
            return False
        if isinstance(self.value, np.ndarray) or isinstance(other.value, np.ndarray):
            return (
                isinstance(self.value, np.ndarray)
                and isinstance(other.value, np.ndarray)
                and np.array_equal(self.value, other.value, equal_nan=self.value.dtype.kind == "f")
            )
        return bool(self.value == other.value)


PROBLEMS: dict[str, str] = {
    "undefined": "There is no variable `{name}` yet: has the cell above been run?",
    "not-an-array": "`{name}` is {type}, where {needed}.",
    "not-plain": "`{name}` is {type}, where {needed}.",
    "not-callable": "`{name}` is {type}, where {needed}.",
    "too-large": "`{name}` is far too large for an answer.",
    "error": "`{name}` could not be read: {detail}",
    "malformed": "`{name}` could not be read: what came out made no sense.",
    "time-limit": "Reading `{name}` took too long.",
    "not-reached": "The notebook stopped before this question could be checked.",
}
"""What is said to the student of each problem; `wrong type` comes before every other feedback."""

NEEDED: dict[Form, str] = {
    "array": "an array of numbers is needed",
    "plain": "a shape is needed: a tuple of whole numbers",
    "layer": "a Keras layer is needed",
    "layer-settings": "a Keras layer is needed",
    "network-settings": "a network is needed: a chain of layers, as keras.Sequential makes of a list",
    "function": "a function is needed",
    "function-settings": "a function is needed",
}
"""What a form needs, unless the question says more."""

TYPES: dict[str, str] = {
    "NoneType": "nothing (None)",
    "str": "text",
    "bool": "True or False",
    "int": "a single number",
    "float": "a single number",
    "function": "a function",
    "type": "a class, not something made of it",
}
"""What types are called in sentences for the student; others by their own names."""

UNREADABLE = frozenset({"error", "malformed", "not-reached", "time-limit", "too-large"})
"""Problems that make the outcome `error`; the others are a wrong type."""


@dataclass(frozen=True)
class Called:
    """What a layer or function gave when the grader called it."""

    arrays: tuple[np.ndarray, ...] | None
    problem: str | None = None
    detail: str = ""


Call = Callable[[Wanted, Sequence[np.ndarray]], Called]


def nothing_to_call(wanted: Wanted, arrays: Sequence[np.ndarray]) -> Called:
    """The answer of a notebook that cannot be called (any more)."""
    return Called(None, "not-reached", "there is nothing to call")


@dataclass(frozen=True)
class Ended:
    """How an ordinary test cell, which runs as code, came to its end."""

    whole: bool
    """Whether it was run, and ended without an error."""
    error: str = ""
    """The name of the exception that ended it. Text from a submission: never trust it."""
    result: str | None = None
    """The value of its last expression as text, where it showed one. Never trust it."""


@dataclass(frozen=True)
class Given:
    """Everything that one notebook gave for one question."""

    values: Mapping[str, Value] = field(default_factory=dict)
    """By `Wanted.key`."""
    printed: str | None = None
    """What the answer's own cell printed at its last run; None where it was not run."""
    call: Call = nothing_to_call
    reached: bool = True
    """Whether the notebook came as far as the check cell."""
    broken: str = ""
    """The error with which the answer's own cell ended, in words; empty where it did not, or where
    that is not known. Text from a submission: never trust it."""
    ended: Ended | None = None
    """How the cell of an ordinary test ended; None for other questions."""
    unchanged: bool = False
    """Whether the answer is, to the letter, what was released; looked at for cells that only
    nbgrader knows."""

    def value(self, wanted: Wanted) -> Value:
        """The value for `wanted`; a problem where nothing came out for it."""
        return self.values.get(wanted.key, Value(problem="not-reached"))


def tell_problem(wanted: Wanted, value: Value) -> str:
    """One sentence for the student on what is the matter with a value that is no answer."""
    kind = value.type_name or "nothing"
    article = "an" if kind[:1].lower() in set("aeiou") else "a"
    text = PROBLEMS[value.problem or "malformed"]
    words = TYPES.get(kind, f"{article} {kind}")
    needed = wanted.needed or NEEDED[wanted.form]
    detail = value.detail or "no reason given"
    return text.format(name=wanted.name, type=words, needed=needed, detail=detail)
