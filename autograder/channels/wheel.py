"""This package's wheel: how a grader's container gets the package."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import autograder
from autograder import __version__
from autograder.course.course import CHECKOUT

REQUIREMENTS = (
    "tensorflow>=2.16",
    "opencv-python-headless>=4.8",
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

PACKAGE = Path(autograder.__file__).parent


def find_wheel(given: Path | None) -> Path:
    """The wheel that was named, or the one that `make wheel` has put into the checkout's `dist/`.

    ValueError, saying how to make one, where it is not there, is none, or is of another state of the
    package than the one that is running: then others would judge than here.
    """
    how = "make it in the project's checkout with `make wheel`, and name it with --wheel"
    path = given
    if path is None:
        found = sorted((CHECKOUT / "dist").glob(f"convolution_course_kit-{__version__}-*.whl"))
        if not found:
            raise ValueError(
                f"autograder.zip has this package's wheel in it, and there is none: {how}"
            )
        path = found[-1]
    if not re.fullmatch(r"convolution_course_kit-[\w.+-]+\.whl", path.name):
        raise ValueError(f"{path} is not called as this package's wheels are: {how}")
    try:
        with zipfile.ZipFile(path) as archive:
            inside = {
                name: archive.read(name)
                for name in archive.namelist()
                if name.startswith("autograder/") and name.endswith(".py")
            }
    except (OSError, zipfile.BadZipFile) as error:
        raise ValueError(f"{path} can't be read as a wheel ({error}): {how}") from error
    here = {
        f"autograder/{file.relative_to(PACKAGE).as_posix()}": file.read_bytes()
        for file in PACKAGE.rglob("*.py")
    }
    if inside != here:
        raise ValueError(f"{path} was made of another state of this package: {how}")
    return path


def add_wheel(archive: Path, wheel: Path) -> None:
    """Puts the wheel into a zip of `otter generate`, and has its setup.sh install it.

    ValueError where the zip has no setup.sh.
    """
    with zipfile.ZipFile(archive) as old:
        entries = {item.filename: old.read(item) for item in old.infolist()}
    if "setup.sh" not in entries:
        raise ValueError(f"{archive} has no setup.sh: this Otter works in another way")
    entries["setup.sh"] += SETUP.format(in_zip=IN_ZIP, name=wheel.name).encode()
    entries[IN_ZIP] = wheel.read_bytes()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in entries.items():
            new.writestr(name, content)
