"""What students are told of shapes that they print in another order."""

from __future__ import annotations

ORDER = "printed-out-of-order"
"""The name of the slip."""

ORDER_SENTENCE = (
    "These are the shapes that are asked for, in another order. Which layer is asked for first?"
)
