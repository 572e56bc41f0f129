"""The package as a wheel."""

from __future__ import annotations

import io
import zipfile

import pytest

from autograder import __version__
from autograder.platforms.wheel import PACKAGE, PROJECT, find_wheel

NAME = f"convolution_course_kit-{__version__}-py3-none-any.whl"
INFO = f"convolution_course_kit-{__version__}.dist-info"


def test_the_package_that_is_running():
    wheel = find_wheel()
    assert wheel.name == NAME
    with zipfile.ZipFile(io.BytesIO(wheel.content)) as archive:
        files = set(archive.namelist())
        module = archive.read("autograder/notebook/colab.py")
        assert module == (PACKAGE / "notebook" / "colab.py").read_bytes()
        beside = {path for path in files if not path.startswith("autograder/")}
        parts = ("METADATA", "WHEEL", "RECORD", "entry_points.txt")
        assert beside == {f"{INFO}/{part}" for part in parts}
        about = archive.read(f"{INFO}/METADATA").decode()
        assert f"Version: {__version__}\n" in about
        assert "Requires-Dist: safetensors" in about
        assert b"autograder = autograder.__main__:main" in archive.read(f"{INFO}/entry_points.txt")
    assert find_wheel() == wheel


def test_a_wheel_in_a_file(tmp_path):
    with zipfile.ZipFile(tmp_path / NAME, "w") as archive:
        archive.writestr("autograder/__init__.py", "a = 1")
    wheel = find_wheel(tmp_path / NAME)
    assert wheel.name == NAME
    with zipfile.ZipFile(io.BytesIO(wheel.content)) as archive:
        assert archive.read("autograder/__init__.py") == b"a = 1"


NO_WHEELS = {
    NAME: "can't be read",
    "convolution_course_kit-0.0.1-py3-none-any.whl": rf"of version 0.0.1, and this is {__version__}",
    "numpy-2.0-py3-none-any.whl": f"no wheel of {PROJECT} there. `make wheel` makes one",
}


@pytest.mark.parametrize("name", NO_WHEELS)
def test_what_is_no_wheel_of_this_package(name, tmp_path):
    (tmp_path / name).write_bytes(b"PK")
    with pytest.raises(ValueError, match=NO_WHEELS[name]):
        find_wheel(tmp_path / name)
    with pytest.raises(ValueError, match="there is no wheel"):
        find_wheel(tmp_path / "elsewhere" / NAME)
