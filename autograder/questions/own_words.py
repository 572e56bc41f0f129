"""What may be told of a reply in the words of the code that was called.

A function may put whatever it was given into an error's words, or into the name of a type. So words
are repeated only where their input is shown beside them; of others, no more is told than names that
Python itself gives.
"""

from __future__ import annotations

import builtins

PYTHONS_OWN = frozenset(name for name, value in vars(builtins).items() if isinstance(value, type))
"""The names of types, errors among them, that stand in no module."""
KNOWN_TYPES = PYTHONS_OWN | {"NoneType", "coroutine", "function", "generator", "method", "module"}
KNOWN_ERRORS = PYTHONS_OWN | {"AxisError", "LinAlgError"}
"""The last two are NumPy's."""


def error_type(words: str) -> str:
    """The type of an error, from its words ("IndexError: index 5 is out of bounds"); empty where it is
    not a known one."""
    name = words.partition(":")[0].strip()
    return name if name in KNOWN_ERRORS else ""
