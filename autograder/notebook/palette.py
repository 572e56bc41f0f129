"""The colours of the course, for lessons that draw: those of its cards and pictures."""

from autograder.cards.palette import (
    AMBER,
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    PALE_BLUE,
    PALE_ORANGE,
    PINK,
    SKY,
)

__all__ = ["AMBER", "BLUE", "GREEN", "GREY", "ORANGE", "PALE_BLUE", "PALE_ORANGE", "PINK", "SKY"]
