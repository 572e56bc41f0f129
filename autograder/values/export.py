"""What a question needs of a notebook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Form = Literal[
    "array",  # numbers, by NumPy
    "plain",  # numbers, texts, and nested lists and dicts of them; sets of numbers
    "layer",  # a Keras layer, which stays where it was made and is called there
    "layer-settings",  # that layer's own settings, as plain data
    "network-settings",  # those of all layers of a network, in order
    "function",  # a function, which stays where it was made and is called there
    "function-settings",  # a text that stands for the function's code
]


@dataclass(frozen=True)
class Export:
    """One value that is taken out of a notebook, or kept there to be called."""

    name: str
    """The variable in the notebook's namespace."""
    form: Form
    """What is made of it: see `autograder.values.forms.FORMS`."""
    needed: str = ""
    """What is said to be needed where the value is of another type; else what the form says."""

    @property
    def key(self) -> str:
        """The name under which the value is handed over; a layer and its settings share a variable."""
        return f"{self.name}:settings" if self.form.endswith("-settings") else self.name
