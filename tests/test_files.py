"""What is written is there whole or not at all, and the old one stays until then."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from autograder.files import folder_aside, put_in_place, whole_file, whole_folder, write_whole


def held(folder):
    """All files below a folder, hidden ones too, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*")
        if path.is_file()
    }


def broken_off(making, work):
    """Does some of the work in a block that then fails."""
    with making as new:
        work(new)
        raise ZeroDivisionError


def write(folder, **files):
    for name, text in files.items():
        (folder / name).write_text(text)


def test_a_file_takes_the_place_of_the_old_one(tmp_path):
    page = tmp_path / "reports" / "page.html"
    write_whole(page, "old")
    write_whole(page, "é".encode())
    assert held(tmp_path) == {"reports/page.html": "é"}


def test_a_folder_takes_the_place_of_the_old_one(tmp_path):
    place = tmp_path / "mini"
    for files in ({"a": "1", "b": "1"}, {"a": "2"}):
        with whole_folder(place) as new:
            assert list(new.iterdir()) == []
            write(new, **files)
    assert held(tmp_path) == {"mini/a": "2"}


@pytest.mark.parametrize("there", [True, False])
def test_the_old_file_stays_where_the_new_one_fails(tmp_path, there):
    page = tmp_path / "page.html"
    if there:
        page.write_text("old")
    with pytest.raises(ZeroDivisionError):
        broken_off(whole_file(page), lambda new: new.write_text("ne"))
    assert held(tmp_path) == ({"page.html": "old"} if there else {})


def test_the_old_folder_stays_where_the_new_one_fails(tmp_path):
    (tmp_path / "mini").mkdir()
    write(tmp_path / "mini", a="old")
    with pytest.raises(ZeroDivisionError):
        broken_off(whole_folder(tmp_path / "mini"), lambda new: write(new, a="new"))
    assert held(tmp_path) == {"mini/a": "old"}


def test_a_folder_does_not_take_the_place_of_a_file(tmp_path):
    (tmp_path / "mini").write_text("mine")
    with pytest.raises(OSError), whole_folder(tmp_path / "mini") as new:
        write(new, a="new")
    assert held(tmp_path) == {"mini": "mine"}


def test_the_old_folder_can_be_kept(tmp_path):
    (tmp_path / "mini").mkdir()
    write(tmp_path / "mini", a="old")
    with folder_aside(tmp_path / "mini") as new:
        write(new, a="new")
        put_in_place(new, tmp_path / "mini", tmp_path / "kept")
    assert held(tmp_path) == {"kept/a": "old", "mini/a": "new"}


def test_what_is_made_aside_need_not_be_put_in_place(tmp_path):
    with folder_aside(tmp_path / "mini") as new:
        write(new, a="new")
    assert list(tmp_path.iterdir()) == []


KILLED = """
import os, sys
from pathlib import Path
from autograder import files

place = Path(sys.argv[1])
if sys.argv[2] == "between":  # the old one is moved away, the new one not yet there
    replace = os.replace
    os.replace = lambda old, new: replace(old, new) if not old.name.endswith("new") else os._exit(9)
with files.whole_folder(place) as new:
    (new / "a").write_text("half")
    if sys.argv[2] == "at work":
        os._exit(9)
"""


@pytest.mark.parametrize("moment", ["at work", "between"])
def test_what_a_killed_process_leaves_is_mended_by_the_next(tmp_path, moment):
    place = tmp_path / "mini"
    place.mkdir()
    write(place, a="old", b="old")
    done = subprocess.run([sys.executable, "-c", KILLED, place, moment])
    assert done.returncode == 9
    assert len(list(tmp_path.iterdir())) > 1 or not place.exists()
    seen = []
    with pytest.raises(ZeroDivisionError):
        broken_off(whole_folder(place), lambda new: seen.append(held(place)))
    assert seen == [{"a": "old", "b": "old"}]  # back in its place before anything is made
    assert held(tmp_path) == {"mini/a": "old", "mini/b": "old"}


def test_what_others_are_making_is_left_alone(tmp_path):
    with whole_folder(tmp_path / "mini") as first:
        write(first, a="first")
        with whole_folder(tmp_path / "mini") as second:
            write(second, a="second")
        assert held(tmp_path / "mini") == {"a": "second"}
        assert held(first) == {"a": "first"}
    assert held(tmp_path) == {"mini/a": "first"}


def test_many_write_the_same_folder_and_one_of_them_is_there(tmp_path):
    def put(number):
        for _ in range(20):
            with whole_folder(tmp_path / "mini") as new:
                write(new, a=str(number), b=str(number))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(put, range(4)))  # raises what any of them raises
    found = held(tmp_path)
    assert set(found) == {"mini/a", "mini/b"}
    assert found["mini/a"] == found["mini/b"]


def test_a_link_is_followed_and_stays_one(tmp_path):
    (tmp_path / "real.json").write_text("old")
    (tmp_path / "link.json").symlink_to("real.json")
    write_whole(tmp_path / "link.json", "new")
    assert (tmp_path / "link.json").is_symlink()
    assert (tmp_path / "real.json").read_text() == "new"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_is_written_to(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    received = []
    reader = threading.Thread(target=lambda: received.append((tmp_path / "pipe").read_text()))
    reader.start()
    write_whole(tmp_path / "pipe", "marks")
    reader.join()
    assert received == ["marks"]
    assert [path.name for path in tmp_path.iterdir()] == ["pipe"]


def test_files_have_the_rights_that_the_user_wants(tmp_path):
    before = os.umask(0o027)
    try:
        write_whole(tmp_path / "page.html", "")
        with whole_folder(tmp_path / "mini"):
            pass
    finally:
        os.umask(before)
    rights = [Path(tmp_path / name).stat().st_mode & 0o777 for name in ("page.html", "mini")]
    assert rights == [0o640, 0o750]
