"""What students hand in: folders, zips, odd names, leftovers, several notebooks; teams, and nobody's names."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import nbformat
import pytest

from autograder.course.cells import is_answer
from autograder.platforms.archives.names import Names, read_names
from autograder.platforms.archives.upload import releases_of, take
from tests.archives import BOOK, MINE, OTHER, collected, laid, packed

FOLDERS = {
    "Moodle's folder": ("Bo_1_assignsubmission_file_/hw/", ["helper.py"]),
    "deeper": ("Bo_1_assignsubmission_file_/a/b/", ["helper.py"]),
    "beside a folder": ("Bo_1_assignsubmission_file_/hw/", ["helper.py", "../notes.txt"]),
}


@pytest.mark.parametrize("place, others", FOLDERS.values(), ids=FOLDERS)
def test_what_lies_beside_a_notebook_stays_beside_it(mini, tmp_path, place, others):
    files = {f"{place}mini.ipynb": BOOK}
    for other in others:
        path = f"{place}{other}"
        files[path if ".." not in path else f"{MINE.replace('Ada', 'Bo')}notes.txt"] = b"x"
    outcomes, said = collected(mini, packed(tmp_path / "moodle.zip", files))
    assert outcomes == {"Bo": "new"}
    assert set(laid(mini)) == {"Bo/mini/mini.ipynb"} | {
        f"Bo/mini/{other.removeprefix('../')}" for other in others
    }
    assert "mini.ipynb is taken as mini.ipynb" in said


def test_a_newer_folder_wins_over_an_older_submission_without_one(mini, tmp_path):
    old = {f"{MINE}mini.ipynb": BOOK, f"{MINE}helper.py": b"old", f"{MINE}own.txt": b"old"}
    new = {f"{MINE}hw/mini.ipynb": OTHER, f"{MINE}hw/helper.py": b"new"}
    archives = (
        packed(tmp_path / "old.zip", old),
        packed(tmp_path / "new.zip", new, (2026, 3, 2, 12, 0, 0)),
    )
    for order in (archives, archives[::-1]):
        outcomes, _ = collected(mini, *order, force=True)
        assert set(outcomes) == {"Ada"}
        found = laid(mini)
        assert found["Ada/mini/mini.ipynb"] == OTHER
        assert found["Ada/mini/helper.py"] == b"new"
        assert found["Ada/mini/own.txt"] == b"old"


def test_a_notebook_of_holes_is_not_copied(mini, tmp_path):
    """Its copy would fill any disk."""
    handed_in = tmp_path / "handed-in"
    handed_in.mkdir()
    with open(handed_in / "mini.ipynb", "wb") as file:
        file.truncate(1 << 40)
    upload = take(handed_in, tmp_path / "taken", releases_of(mini.assignment))
    assert upload.problem.startswith("mini.ipynb has 1048576 MiB, more than 50 are not read.")
    assert not (tmp_path / "taken").exists()


def test_a_thousand_files_that_are_left_out_are_told_in_a_line(mini, tmp_path):
    handed_in = tmp_path / "handed-in"
    handed_in.mkdir()
    for number in range(1000):
        (handed_in / f"{number:04}.txt").touch()
    (handed_in / "mini.ipynb").write_bytes(BOOK)
    upload = take(handed_in, tmp_path / "taken", releases_of(mini.assignment))
    assert len(upload.left) == 500
    assert upload.note.startswith("0500.txt was left out (more than 500 files are not taken). ")
    assert upload.note.endswith(" 494 more.")


def zip_of(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def test_a_zip_in_the_place_of_the_notebook_is_unpacked(mini, tmp_path):
    inner = zip_of({"hw/mini.ipynb": BOOK, "hw/helper.py": b"h", "__MACOSX/hw/._mini.ipynb": b"x"})
    files = {"leeamy_1_900_hw.zip": inner, "leeamy_1_901_notes.pdf": b"%PDF"}
    outcomes, said = collected(mini, packed(tmp_path / "canvas.zip", files))
    assert outcomes == {"leeamy-1": "new"}
    assert set(laid(mini)) == {"leeamy-1/mini/mini.ipynb", "leeamy-1/mini/helper.py"}
    assert "hw/mini.ipynb in canvas.zip: leeamy_1_900_hw.zip is taken as mini.ipynb" in said


LEFT_BEHIND = (
    *(
        "._mini.ipynb",
        "._Mini - Ada.ipynb",
        ".mini.ipynb",
        ".ipynb_checkpoints/mini-checkpoint.ipynb",
    ),
    *("~$mini.ipynb", "mini.ipynb~", "#mini.ipynb#", "__MACOSX/._mini.ipynb", "Thumbs.db"),
    *(".DS_Store", "desktop.ini", ".mini.ipynb.swp", "@eaDir/mini.ipynb"),
    *("Icon\r", "mini.ipynb:Zone.Identifier", "mini.ipynb:com.apple.quarantine"),
)
"""What systems and programs leave beside a notebook."""


@pytest.mark.parametrize("form", ["folder", "flat", "canvas"])
def test_leftovers_of_systems_are_no_notebooks(mini, tmp_path, form):
    start = {
        "folder": MINE,
        "flat": "Ada_1_assignsubmission_file_",
        "canvas": "ada_1_900_",
    }[form]
    plain = [name for name in LEFT_BEHIND if "/" not in name and name.isprintable()]
    names = LEFT_BEHIND if form == "folder" else plain
    files = {f"{start}{name}": b"\0\5\26\7" for name in names}
    files |= {f"{start}Mini - Ada.ipynb": BOOK}
    if form == "flat":
        files |= {f"._{start}Mini - Ada.ipynb": b"\0\5\26\7"}
    outcomes, said = collected(mini, packed(tmp_path / "a.zip", files))
    (student,) = outcomes
    assert laid(mini) == {f"{student}/mini/mini.ipynb": BOOK}
    assert "0 left in the archives" in said


RENAMED = (
    *(
        "mini.ipynb.txt",
        "mini.ipynb.json",
        "Mini.IPYNB.TXT",
        "mini (1).ipynb.txt",
        "mini-2.ipynb.txt",
    ),
    *("mini.ipynb-1.txt", "mini.ipynb.txt.txt", "mini.ipynb.ipynb", "mini.ipynb.download"),
    *("mini.json", "my work.txt", "mini"),
)
"""What browsers make of a notebook's name."""


@pytest.mark.parametrize("name", RENAMED)
def test_a_notebook_that_a_browser_has_renamed_is_taken_and_told(mini, tmp_path, name):
    files = {f"{MINE}{name}": BOOK, f"{MINE}data.json": b"[1, 2]"}
    outcomes, said = collected(mini, packed(tmp_path / "moodle.zip", files))
    assert outcomes == {"Ada": "new"}
    assert laid(mini)["Ada/mini/mini.ipynb"] == BOOK
    assert f"/{name} is taken as mini.ipynb" in said


def test_files_that_are_no_notebook_are_named(mini, tmp_path):
    files = {f"{MINE}mini.pdf": b"%PDF", f"{MINE}data.json": b"[1, 2]"}
    outcomes, said = collected(mini, packed(tmp_path / "moodle.zip", files))
    assert outcomes == {}
    assert "Ada: there is no notebook that could be taken (there is " in said
    assert "mini.pdf" in said


def work(mini, answered: int) -> bytes:
    """The starter with so many answers."""
    starter = mini.starter()
    for cell in [cell for cell in starter.cells if is_answer(cell)][:answered]:
        cell.source += "\n# mine"
    return nbformat.writes(starter).encode()


CANDIDATES = {
    "by name": ({"mini.ipynb": 1, "best.ipynb": 2}, "mini.ipynb"),
    "by what is in it": ({"a.ipynb": None, "b.ipynb": 0}, "b.ipynb"),
    "by answers": ({"a/mini.ipynb": 0, "b/mini.ipynb": 2}, "b/mini.ipynb"),
    "by answers, a browser's copy": ({"mini.ipynb": 0, "mini (1).ipynb": 2}, "mini (1).ipynb"),
    "what can be read": ({"mini.ipynb": b"{", "x.ipynb": 1}, "x.ipynb"),
    "above others": ({"mini.ipynb": 1, "old/mini.ipynb": 1}, "mini.ipynb"),
    "to the letter": ({"mini.ipynb": 1, "mini.ipynb.txt": 1}, "mini.ipynb"),
    "no telling": ({"a/mini.ipynb": 1, "b/mini.ipynb": 1}, None),
}
"""Title -> the files by how many answers they have (None: of another course), and which counts."""


@pytest.mark.parametrize("title", CANDIDATES)
def test_of_several_notebooks_the_name_and_the_content_decide(built_mini, tmp_path, title):
    files, expected = CANDIDATES[title]
    for name, answered in files.items():
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        other = {None: BOOK}.get(answered, answered)
        path.write_bytes(other if isinstance(other, bytes) else work(built_mini, other))
    found = take(tmp_path / "in", tmp_path / "out", releases_of(built_mini.assignment))
    assert found.taken == ({} if expected is None else {"mini.ipynb": Path(expected)})
    assert bool(found.problem) == (expected is None)


def test_an_untouched_notebook_does_not_count_beside_one_with_a_cell_deleted(built_mini, tmp_path):
    answered = nbformat.reads(work(built_mini, 2), as_version=4)
    del answered.cells[0]
    for name, book in {"old": work(built_mini, 0), "new": nbformat.writes(answered)}.items():
        path = tmp_path / "in" / name / "mini.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(book if isinstance(book, str) else book.decode())
    found = take(tmp_path / "in", tmp_path / "out", releases_of(built_mini.assignment))
    assert found.taken == {"mini.ipynb": Path("new/mini.ipynb")}


# --- anonymous marking, teams


def test_where_canvas_marks_without_names(mini, tmp_path):
    files = {
        "anon_x8Gp2_9001_mini.ipynb": BOOK,
        "LATE_anon_Qq3Zr_9002_mini-1.ipynb": OTHER,
        "anon_12345_LATE_9003_mini.ipynb": BOOK,
    }
    archive = packed(tmp_path / "canvas.zip", files)
    outcomes, said = collected(mini, archive)
    assert outcomes == dict.fromkeys(("anon_12345", "anon_Qq3Zr", "anon_x8Gp2"), "new")
    assert "anon_Qq3Zr: collected (1 file, late)" in said
    assert "anon_12345: collected (1 file, late)" in said
    assert set(laid(mini)) == {f"{student}/mini/mini.ipynb" for student in outcomes}
    names = Names({"x8gp2": ("ada",), "anon_qq3zr": ("ben",)})
    assert collected(mini, archive, names=names)[0] == {"ada": "new", "ben": "new"}


def test_where_moodle_marks_without_names(mini, tmp_path):
    files = {f"Participant_{n}_assignsubmission_file_/mini.ipynb": BOOK for n in (71, 72)}
    outcomes, _ = collected(mini, packed(tmp_path / "moodle.zip", files))
    assert outcomes == {"Participant 71": "new", "Participant 72": "new"}


TEAMS = {
    "Moodle": ("Team Alpha_77_assignsubmission_file_/mini.ipynb", "77"),
    "Moodle, flat": ("Team Alpha_77_assignsubmission_file_mini.ipynb", "Team  Alpha"),
    "Moodle, in no team": ("Default group_assignsubmission_file_/mini.ipynb", "default group"),
    "Canvas": ("projectgroup4_301_9001_mini.ipynb", "301"),
    "Canvas, by name": ("projectgroup4_301_9001_mini.ipynb", "projectgroup4"),
}


@pytest.mark.parametrize("name, id", TEAMS.values(), ids=TEAMS)
def test_each_member_of_a_team_gets_what_it_handed_in(mini, tmp_path, name, id):
    path = tmp_path / "names.csv"
    path.write_text(f"{id},ada\n{id},ben\n")
    outcomes, said = collected(
        mini, packed(tmp_path / "a.zip", {name: BOOK}), names=read_names(path)
    )
    assert outcomes == {"ada": "new", "ben": "new"}
    assert set(laid(mini)) == {"ada/mini/mini.ipynb", "ben/mini/mini.ipynb"}
    assert "a team: each of ada, ben gets what it handed in" in said
