"""Otter's autograder.zip, with this package in it: how a grader's container gets the package."""

from __future__ import annotations

import zipfile
from pathlib import Path

from autograder.errors import InputError
from autograder.platforms.wheel import Wheel

REQUIREMENTS = (
    "tensorflow>=2.16",
    "opencv-python-headless>=4.8",
    "scipy>=1.11",
    "hypothesis>=6.140",
    "matplotlib>=3.7",
    "numpy>=1.26",
    "pillow>=10",
    "safetensors>=0.4",
)
"""What the lessons and the package need where Otter runs a notebook. Hypothesis searches the smallest
input on which a function goes wrong."""

IN_ZIP = "requirements.wheel"
"""The wheel's name in autograder.zip: `otter grade` has only `requirements.*` in its container at the
time when everything is installed. pip wants the wheel's own name back."""

SETUP = """
# install the Convolution Course Kit, which lies in this zip
cp "$(dirname "$0")/{in_zip}" "/tmp/{name}"
mamba run -n otter-env python -m pip install --no-deps "/tmp/{name}"
"""


def add_wheel(archive: Path, wheel: Wheel) -> None:
    """Puts the wheel into a zip of `otter generate`, and has its setup.sh install it.

    InputError where the zip has no setup.sh.
    """
    with zipfile.ZipFile(archive) as old:
        entries = {item.filename: old.read(item) for item in old.infolist()}
    if "setup.sh" not in entries:
        raise InputError(f"{archive} has no setup.sh: this Otter works in another way")
    entries["setup.sh"] += SETUP.format(in_zip=IN_ZIP, name=wheel.name).encode()
    entries[IN_ZIP] = wheel.content
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in entries.items():
            new.writestr(name, content)
