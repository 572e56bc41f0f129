"""Values that nobody expects where they stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.fuzz.damage import Draft

TEXTS = (
    "",
    " ",
    "\0",
    "\ud800",
    "\udfff\ud800",
    "\ufeff",
    "\u2028",
    "\u202e\u2066",
    "\r",
    "\x1b[31m\x1b]0;title\x07",
    "é" * 300,
    "🙂" * 100,
    "a\u0301" * 50,
    "<script>alert(1)</script>",
    "{{ 7 * 7 }}{% for a in b %}",
    "../../../../etc/passwd",
    "=cmd|' /C calc'!A0",
    "%s%n{0}{x}",
    "'; DROP TABLE grade; --",
    "None",
    "x" * 100_000,
    "\n" * 10_000,
)
NUMBERS = (
    "0",
    "-1",
    "1e999",
    "-1e999",
    "1e-999",
    "9" * 400,
    "9" * 5000,
    "-0",
    "0.1",
    "1E400",
    "2147483648",
)
"""As JSON writes them; some no number of Python's can hold."""
CONSTANTS = ("NaN", "Infinity", "-Infinity", "true", "false", "null")
DEPTHS = (40, 200, 260, 1000, 100_000)

MAKERS: tuple[Callable[[Draft], Any], ...] = (
    lambda draft: draft.random.choice(TEXTS),
    lambda draft: draft.raw(draft.random.choice(NUMBERS)),
    lambda draft: draft.raw(draft.random.choice(CONSTANTS)),
    lambda draft: [],
    lambda draft: {},
    lambda draft: [[], [[]], None],
    lambda draft: {"": {"": None}},
    lambda draft: [draft.random.choice(TEXTS) for _ in range(3)],
    lambda draft: {draft.random.choice(TEXTS): draft.random.choice(TEXTS)},
    lambda draft: nest(draft),
)


def odd(draft: Draft) -> Any:
    """One of them."""
    return draft.random.choice(MAKERS)(draft)


def odd_text(draft: Draft) -> str:
    """A text that nobody expects."""
    return draft.random.choice(TEXTS)


def nest(draft: Draft) -> Any:
    """Brackets in brackets."""
    depth = draft.random.choice(DEPTHS)
    opening, closing = draft.random.choice((("[", "]"), ('{"a":', "}")))
    return draft.raw(opening * depth + "1" + closing * depth)
