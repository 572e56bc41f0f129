"""What modules keep of the home in which they were imported, and what becomes of it in a copy."""

from __future__ import annotations

import functools
import gc
from pathlib import Path

import pytest

from autograder.engine.forked.first_home import FirstHome
from autograder.engine.scratch import Scratch


class Named:
    """A class, an object and one with slots, which keep a path."""

    folder: Path
    __slots__ = ("place",)


class Free:
    """An object with whatever names it gets."""


@pytest.fixture(autouse=True)
def all_objects():
    """What conftest has frozen is found too, as in a zygote, where nothing is."""
    gc.unfreeze()
    yield
    gc.freeze()


@pytest.fixture
def moved(tmp_path):
    """Keeps paths in the way of many modules, and gives what they hold after the move, by what holds
    it."""
    home, scratch = tmp_path / "first", Scratch.make("s", tmp_path)
    (home / ".keras").mkdir(parents=True)
    (home / ".keras" / "keras.json").write_text("{}")
    (home / "large").write_bytes(bytes(1 << 20))
    text = str(home)
    held = {"names": {"_dir": f"{text}/.keras", "f": gc}, "texts": {"url": f"file://{text}/a"}}
    listed, several = [f"{text}/fonts", "/usr/fonts"], {"both": (f"{text}/a", 3), "list": gc}
    Named.folder = Path(text, "tex")
    slotted, free = Named(), Free()
    slotted.place, free.cache = Path(text), f"{text}/cache"

    def closed():
        return kept

    kept = f"{text}/closed"

    def defaulted(folder=f"{text}/default"):
        return folder

    @functools.cache
    def remembered():
        return str(place[0])

    place = [Path(text, "asked")]
    assert remembered() == f"{text}/asked"
    assert Named.folder.name == "tex"
    found = FirstHome.found(text)
    found.leave(scratch)
    found.furnish(scratch)
    return scratch.home, {
        ".keras": held["names"]["_dir"],
        "fonts": listed[0],
        "a": several["both"][0],
        "tex": str(Named.folder),
        ".": str(slotted.place),
        "cache": free.cache,
        "closed": closed(),
        "default": defaulted(),
        "asked": remembered(),
    } | {"url": held["texts"]["url"], "other": listed[1]}


def test_what_leads_to_the_first_home_leads_to_the_copys(moved):
    home, now = moved
    assert now.pop("url") == f"file://{home}/a"
    assert now.pop("other") == "/usr/fonts"
    assert now == {name: str(home / name) for name in now}


def test_what_imports_wrote_is_there(moved):
    home, _ = moved
    assert (home / ".keras" / "keras.json").read_text() == "{}"
    assert not (home / "large").exists()
