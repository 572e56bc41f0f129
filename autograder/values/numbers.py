"""Numbers of all of Python's kinds, as those that can be written down."""

from __future__ import annotations

from decimal import Decimal
from numbers import Rational, Real
from typing import Any

import numpy as np


def as_number(value: Any) -> bool | int | float | None:
    """`value` as a bool, an int or a float; None where it is no number.

    Fractions and decimals are numbers, and so is what other packages register as such. An exact one
    that is whole becomes an int; any other one the float nearest to it. OverflowError where there is
    none so large.
    """
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, bool):
        return value
    if isinstance(value, Rational) and value.denominator == 1:  # whole numbers are rational, too
        return int(value.numerator)
    return float(value) if isinstance(value, Real | Decimal) else None
