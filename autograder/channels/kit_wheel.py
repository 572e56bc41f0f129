"""The package that is running, as a wheel: for a notebook that must bring it along."""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

PROJECT = "convolution-course-kit"
PACKAGE = Path(__file__).resolve().parents[1]
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every entry: the same package gives the same bytes."""


def kit_wheel() -> tuple[str, bytes]:
    """(file name, content) of a wheel of this package, not compressed. It is pure Python.

    ValueError where the package runs from a folder and was never installed: nobody knows then what
    it needs.
    """
    try:
        about = distribution(PROJECT)
    except PackageNotFoundError as error:
        raise ValueError(
            f"{PROJECT} runs here without being installed, so it can't be put into a notebook: "
            "install it with pip, or name a wheel with --package"
        ) from error
    stem = f"{PROJECT.replace('-', '_')}-{about.version}"
    files = {
        f"{PACKAGE.name}/{path.relative_to(PACKAGE).as_posix()}": path.read_bytes()
        for path in sorted(PACKAGE.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }
    needs = about.read_text("METADATA") or about.read_text("PKG-INFO") or ""
    files[f"{stem}.dist-info/METADATA"] = needs.encode()
    files[f"{stem}.dist-info/WHEEL"] = (
        f"Wheel-Version: 1.0\nGenerator: {PROJECT}\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    ).encode()
    record = f"{stem}.dist-info/RECORD"
    lines = [f"{name},sha256={_hash(data)},{len(data)}\n" for name, data in files.items()]
    files[record] = ("".join(lines) + f"{record},,\n").encode()
    return f"{stem}-py3-none-any.whl", stored(files)


def stored(files: dict[str, bytes]) -> bytes:
    """A zip of these files, not compressed (what holds it compresses all of it at once)."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, EPOCH), data)
    return content.getvalue()


def _hash(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
