"""Nothing is heard on standard error, from Python or from below it, and afterwards all is."""

from __future__ import annotations

import os
import sys

import pytest

from autograder.notebook.quiet import quiet


def test_what_is_written_meanwhile_is_not_shown(capfd):
    os.write(2, b"before ")
    with quiet():
        print("python", file=sys.stderr)
        os.write(2, b"library")
        print("output")
    os.write(2, b"after")
    assert capfd.readouterr() == ("output\n", "before after")


def test_an_error_goes_through_and_the_noise_comes_back(capfd):
    with pytest.raises(ValueError, match="mine"), quiet():
        raise ValueError("mine")
    os.write(2, b"after")
    assert capfd.readouterr().err == "after"


def test_without_standard_error_nothing_breaks(monkeypatch):
    def closed(number):
        raise OSError("bad file descriptor")

    monkeypatch.setattr(os, "dup", closed)
    with quiet():
        value = 1 + 1
    assert value == 2
