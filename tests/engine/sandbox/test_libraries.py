"""What an interpreter reads: its libraries, and nothing of the project that it grades."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import autograder
from autograder.engine.sandbox.libraries import existing, library_paths, program_paths

PACKAGE = Path(autograder.__file__).parent


def shows(path: Path, paths: tuple[Path, ...]) -> bool:
    return any(path.resolve().is_relative_to(shown.resolve()) for shown in paths)


@pytest.mark.parametrize("module", ["os", "numpy", "safetensors", "IPython", "autograder"])
def test_shows_what_is_imported(module: str) -> None:
    file = __import__(module).__file__
    assert shows(Path(str(file)), library_paths())


def test_shows_no_project(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    # A project that is installed to be worked on is on the path as a whole.
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path), str(PACKAGE.parent)])
    paths = library_paths()
    assert not shows(tmp_path, paths)
    for name in ("solutions", "tests", "assignments", "gradebook.db"):
        assert not shows(PACKAGE.parent / name, paths)


def test_shows_no_project_that_is_an_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    site = tmp_path / "lib" / "python3" / "site-packages"
    site.mkdir(parents=True)
    (tmp_path / "solutions").mkdir()
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    monkeypatch.setattr(sys, "exec_prefix", str(tmp_path))
    monkeypatch.setattr(sys, "path", [*sys.path, str(site)])
    assert shows(site, library_paths())
    assert not shows(tmp_path / "solutions", library_paths())


def test_shows_no_home() -> None:
    for path in ("/root/.ssh", "/home", "/etc/passwd", "/etc/shadow", "/tmp", "/var/tmp", "/proc"):
        assert not shows(Path(path), library_paths())


def test_follows_the_links_to_the_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("real", "a", "b"):
        (tmp_path / name).mkdir()
    (tmp_path / "real" / "python").touch()
    (tmp_path / "a" / "python").symlink_to(tmp_path / "real" / "python")
    (tmp_path / "b" / "python").symlink_to("../a/python")
    monkeypatch.setattr(sys, "executable", str(tmp_path / "b" / "python"))
    assert {tmp_path / name for name in ("real", "a", "b")} <= set(program_paths())


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("tree")
    for name in ("a/b/c", "ab", "d"):
        (top / name).mkdir(parents=True)
    return top


@given(names=st.lists(st.sampled_from(["a", "a/b", "a/b/c", "ab", "d", "none"])))
def test_names_each_place_once(tree: Path, names: list[str]) -> None:
    asked = [tree / name for name in names]
    kept = existing(asked)
    assert all(shows(path, kept) for path in asked if os.path.exists(path))
    assert set(kept) <= set(asked)
    assert not any(a != b and a.is_relative_to(b) for a in kept for b in kept)
