"""This package as a wheel: for what must bring it along, a notebook or a grader's container."""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.utils import InvalidWheelFilename, parse_wheel_filename
from packaging.version import Version

from autograder import __version__
from autograder.course.course import PACKAGE, PROJECT
from autograder.errors import InputError

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every entry: the same package gives the same bytes."""


@dataclass(frozen=True)
class Wheel:
    """A wheel of this package, which is pure Python."""

    name: str
    content: bytes


def find_wheel(path: Path | None = None) -> Wheel:
    """The wheel in a file; by default one of the package that is running.

    InputError where the file is no wheel of this package, or of another version, which may mark in
    another way.
    """
    if path is None:
        return own_wheel()
    version = _version(path.name)
    if version is None or not path.is_file():
        raise InputError(f"{path}: there is no wheel of {PROJECT} there. `make wheel` makes one.")
    if version != Version(__version__):
        raise InputError(f"{path} is of version {version}, and this is {__version__}.")
    try:
        with zipfile.ZipFile(path) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
    except (OSError, zipfile.BadZipFile) as error:
        raise InputError(f"{path}: this wheel can't be read: {error}") from error
    return Wheel(path.name, stored(files))


def _version(name: str) -> Version | None:
    """The version that a wheel's name says; None where it is not the name of a wheel of this package."""
    try:
        project, version, _, _ = parse_wheel_filename(name)
    except InvalidWheelFilename:
        return None
    return version if project == PROJECT else None


def own_wheel(without: Collection[str] = ()) -> Wheel:
    """A wheel of the package that is running, from its files: what they do here they do there. `without`
    are folders of the package that are not needed there.

    InputError where the package runs from a folder and was never installed: nobody knows then what
    it needs.
    """
    try:
        about = distribution(PROJECT)
    except PackageNotFoundError as error:
        raise InputError(
            f"{PROJECT} runs here without being installed, so it can't be taken along: "
            "install it with pip, or name a wheel of it"
        ) from error
    stem = f"{PROJECT.replace('-', '_')}-{about.version}"
    files = {
        f"{PACKAGE.name}/{path.relative_to(PACKAGE).as_posix()}": path.read_bytes()
        for path in sorted(PACKAGE.rglob("*"))
        if path.is_file()
        and "__pycache__" not in path.parts
        and path.relative_to(PACKAGE).parts[0] not in without
    }
    needs = about.read_text("METADATA") or about.read_text("PKG-INFO") or ""
    files[f"{stem}.dist-info/METADATA"] = needs.encode()
    files[f"{stem}.dist-info/WHEEL"] = (
        f"Wheel-Version: 1.0\nGenerator: {PROJECT}\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    ).encode()
    commands = about.read_text("entry_points.txt") or ""
    files[f"{stem}.dist-info/entry_points.txt"] = commands.encode()
    record = f"{stem}.dist-info/RECORD"
    lines = [f"{name},sha256={_hash(data)},{len(data)}\n" for name, data in files.items()]
    files[record] = ("".join(lines) + f"{record},,\n").encode()
    return Wheel(f"{stem}-py3-none-any.whl", stored(files))


def stored(files: Mapping[str, bytes]) -> bytes:
    """A zip of these files, not compressed (what holds it compresses all of it at once)."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, EPOCH), data)
    return content.getvalue()


def _hash(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
