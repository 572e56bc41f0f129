"""Submitting: what a folder holds before anything of it is run, and what it is called."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tests.attacks.attack import NONE, Attack

Lay = Callable[[Path, Mapping[str, str]], None]


def submitting(name: str, mechanism: str, gain: str, **others: Any) -> Attack:
    """An attack by what lies in the submitted folder."""
    standard: dict[str, Any] = {"family": "submitting", "cells": {}, "effect": "broken"}
    return Attack(name=name, mechanism=mechanism, gain=gain, **{**standard, **others})


def called(name: bytes) -> Lay:
    """The only notebook has this name."""
    return lambda folder, words: (folder / "mini.ipynb").rename(folder / os.fsdecode(name))


ATTACKS: tuple[Attack, ...] = (
    submitting(
        "name-of-bytes",
        "The only notebook has a name that is no text in UTF-8, and staff are told what is there.",
        "no table, no page and no file of marks, for the whole class",
        lay=called(b"my\xff.ipynb"),
        points=NONE,
        incident="missing",
        shown_in="raw names",
    ),
    submitting(
        "name-of-a-cut-letter",
        "The only notebook's name ends in the middle of a letter.",
        "no table, no page and no file of marks, for the whole class",
        lay=called("é".encode()[:1] + b".ipynb"),
        points=NONE,
        incident="missing",
        shown_in="raw names",
    ),
    submitting(
        "name-of-escapes",
        "The only notebook's name holds what clears a terminal and writes marks in their place.",
        "a table that shows what the student wants",
        lay=called(b"\x1b[2J\x1b[Hmallory 7 of 7\n.ipynb"),
        points=NONE,
        incident="missing",
        effect="steer",
        shown_in="raw names",
    ),
    submitting(
        "name-backwards",
        "The only notebook's name turns the direction of what is written after it.",
        "an incident that says something else than it does",
        lay=called("my\u202ebnypi.txt.ipynb".encode()),
        points=NONE,
        incident="missing",
        effect="steer",
        shown_in="raw names",
    ),
)
