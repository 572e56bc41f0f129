"""`autograder collect`: archives as Moodle, Canvas and Gradescope give them, and hostile ones."""

from __future__ import annotations

import io
import stat
import zipfile
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from autograder.cli import cli
from autograder.grading.notebook_name import attempt_of
from autograder.grading.submission import read_submission
from autograder.grading.timestamp import submitted_at
from autograder.platforms.archives import archive as archive_file
from autograder.platforms.archives.archive import Archive, ArchivedFile
from autograder.platforms.archives.collection import Collection
from autograder.platforms.archives.file_name import ArchiveError, safe_name
from autograder.platforms.archives.hand_in import HandIn
from autograder.platforms.archives.names import Names, read_names
from autograder.platforms.archives.student_files import SentFile, newest_files
from tests.archives import BOOK, MINE, OTHER, collected, laid, packed

MOODLE = {
    "Ada Lovelace_101_assignsubmission_file_/mini.ipynb": BOOK,
    "Ada Lovelace_101_assignsubmission_file_/images/own.png": b"picture",
    "José Doe, Jr_102_assignsubmission_file_mini.ipynb": BOOK,
    "Ann Li_103_assignsubmission_file/my work.ipynb": BOOK,
    "Ben Ho_104_assignsubmission_onlinetext_/onlinetext.html": b"<p>Sorry</p>",
}
CANVAS = {
    "lovelaceada_11_901_mini.ipynb": BOOK,
    "lovelaceada_11_902_mini-1.ipynb": OTHER,
    "doejose_LATE_12_903_mini.ipynb": BOOK,
    "doejose_LATE_12_904_own.png": b"picture",
    "LATE_liann_13_905_mini-3.ipynb": BOOK,
}
METADATA = """\
---
submission_44:
  :submitters:
  - :name: Ada Lovelace
    :sid: a1
    :email: ada@example.org
  :created_at: 2026-03-01 11:59:00.250000000 Z
  :score: 3.0
submission_45:
  :submitters:
  - :name: Ada Lovelace
    :sid: a1
    :email: ada@example.org
  - :name: José Doe
    :sid:
    :email: jose@example.org
  :created_at: 2026-03-01 12:00:00.500000000 Z
  :results:
    tests:
    - output: |
        [[[[ *anything &at !all
  :status: processed
submission_46:
  :submitters: []
"""
EXPORT = "assignment_123_export"
GRADESCOPE = {
    f"{EXPORT}/submission_metadata.yml": METADATA.encode(),
    f"{EXPORT}/submission_44/mini.ipynb": BOOK,
    f"{EXPORT}/submission_44/old.png": b"picture",
    f"{EXPORT}/submission_45/mini.ipynb": OTHER,
    f"{EXPORT}/submission_46/mini.ipynb": BOOK,
    f"{EXPORT}/submission_47/mini.ipynb": BOOK,
}


def test_moodle_in_folders_and_flat(mini, tmp_path):
    outcomes, said = collected(mini, packed(tmp_path / "moodle.zip", MOODLE))
    assert outcomes == dict.fromkeys(("Ada Lovelace", "Ann Li", "José Doe, Jr"), "new")
    assert laid(mini) == {
        "Ada Lovelace/mini/images/own.png": b"picture",
        "Ada Lovelace/mini/mini.ipynb": BOOK,
        "Ann Li/mini/mini.ipynb": BOOK,
        "José Doe, Jr/mini/mini.ipynb": BOOK,
    }
    assert "my work.ipynb is taken as mini.ipynb" in said
    assert "onlinetext.html: it is a text typed into Moodle, and no file" in said
    assert "3 collected into" in said
    assert read_submission(mini.assignment, "José Doe, Jr").status == "graded"


def test_canvas_with_late_ones_and_further_attempts(mini, tmp_path):
    outcomes, said = collected(mini, packed(tmp_path / "canvas.zip", CANVAS))
    assert outcomes == dict.fromkeys(("lovelaceada-11", "doejose-12", "liann-13"), "new")
    assert laid(mini) == {
        "doejose-12/mini/mini.ipynb": BOOK,
        "doejose-12/mini/own.png": b"picture",
        "liann-13/mini/mini.ipynb": BOOK,
        "lovelaceada-11/mini/mini.ipynb": OTHER,
    }
    assert "doejose-12: collected (2 files, late)" in said
    assert "liann-13: collected (1 file, late)" in said
    assert "lovelaceada_11_901_mini.ipynb is not taken: canvas.zip: lovelaceada_11_902" in said


def test_gradescope_with_a_group_an_earlier_attempt_and_times(mini, tmp_path):
    outcomes, said = collected(mini, packed(tmp_path / "export.zip", GRADESCOPE))
    assert outcomes == {"a1": "new", "jose@example.org": "new"}
    time = b"2026-03-01 12:00:00.500000 UTC"
    assert laid(mini) == {
        "a1/mini/mini.ipynb": OTHER,
        "a1/mini/timestamp.txt": time,
        "jose@example.org/mini/mini.ipynb": OTHER,
        "jose@example.org/mini/timestamp.txt": time,
    }
    folder = mini.course.submitted / "a1" / "mini"
    assert submitted_at(folder) == datetime(2026, 3, 1, 12, 0, 0, 500_000)
    assert "submission_44/old.png is of an earlier attempt: a later one counts" in said
    assert "names nobody who handed in submission_46" in said
    assert "says nothing of submission_47" in said


def test_a_file_of_names_says_who_is_who(mini, tmp_path):
    names = tmp_path / "names.csv"
    names.write_text(
        'Identifier,Student\nParticipant 101,ada\n"José Doe, Jr",jose\n11,ada\na1,ada\n'
        "JOSE@example.org,jose\n"
    )
    asked = {"names": read_names(names)}
    moodle = packed(tmp_path / "moodle.zip", MOODLE)
    outcomes, said = collected(mini, moodle, **asked)
    assert outcomes == {"ada": "new", "jose": "new"}
    assert "my work.ipynb: 103, Ann Li: the file of names does not name this student" in said
    outcomes, _ = collected(mini, packed(tmp_path / "e.zip", GRADESCOPE), force=True, **asked)
    assert outcomes == {"ada": "replaced", "jose": "replaced"}


@pytest.mark.parametrize(
    "text, message",
    [
        ("101,../ada\n", "line 1: '../ada' can't be a student's id"),
        ("101\n", "line 1: there must be two"),
        ("101,.ada\n", "does not begin with a dot"),
        ("101,a+b\n", r"no \[ \] or \+"),
    ],
)
def test_a_file_of_names_that_is_none(tmp_path, text, message):
    path = tmp_path / "names.csv"
    path.write_text(text)
    with pytest.raises(ValueError, match=message):
        read_names(path)


def test_two_people_of_one_name_are_not_mixed_up(mini, tmp_path):
    files = {
        f"Ann Li_{number}_assignsubmission_file_/mini.ipynb": BOOK + b" " * number
        for number in (1, 2)
    }
    archive = packed(tmp_path / "moodle.zip", files)
    outcomes, said = collected(mini, archive)
    assert (outcomes, laid(mini)) == ({}, {})
    assert "Ann Li: several people are called so (1, Ann Li; 2, Ann Li): say with --names" in said
    outcomes, _ = collected(mini, archive, names=Names({"1": ("ann",), "2": ("li",)}))
    assert outcomes == {"ann": "new", "li": "new"}


def test_a_student_id_that_two_people_write_is_nobodys(mini, tmp_path):
    metadata = """\
submission_1:
  :submitters:
  - {":name": Ada, ":sid": a1, ":email": ada@example.org}
submission_2:
  :submitters:
  - {":name": Eve, ":sid": a1, ":email": eve@example.org}
"""
    files = {
        "submission_metadata.yml": metadata.encode(),
        "submission_1/mini.ipynb": BOOK,
        "submission_2/mini.ipynb": OTHER,
    }
    archive = packed(tmp_path / "export.zip", files)
    outcomes, said = collected(mini, archive)
    assert outcomes == {}
    assert "a1: several people are called so (a1, ada@example.org, Ada; a1, eve@" in said


def export(*sids: str, time: str = "") -> str:
    """The metadata of submissions that these hand in, one each."""
    return "".join(
        f"submission_{number}:\n  :submitters:\n  - :sid: {sid}\n    :email: {number}@example.org\n{time}"
        for number, sid in enumerate(sids, 1)
    )


@pytest.mark.parametrize("content", [export("ada", "mallory"), "{", "submission_2: 1"])
@pytest.mark.parametrize("place", ["", "deep/", "submission_2/", "e/"])
def test_a_student_s_own_metadata_are_a_file_as_any_other(mini, tmp_path, place, content):
    own = f"{place}submission_metadata.yml"
    files = {
        "e/submission_1/mini.ipynb": OTHER,
        f"e/submission_1/{own}": content.encode(),
        f"e/submission_1/{place}submission_2/mini.txt": b"mallory's",
        "e/submission_2/mini.ipynb": BOOK,
        "e/submission_metadata.yml": export("mallory", "ada").encode(),
    }
    outcomes, said = collected(mini, packed(tmp_path / "export.zip", files))
    assert outcomes == {"mallory": "new", "ada": "new"}
    assert laid(mini) == {
        "ada/mini/mini.ipynb": BOOK,
        "mallory/mini/mini.ipynb": OTHER,
        f"mallory/mini/{own}": content.encode(),
        f"mallory/mini/{place}submission_2/mini.txt": b"mallory's",
    }
    assert "0 left in the archives" in said


def test_metadata_in_another_platform_s_archive_are_not_read(mini, tmp_path):
    place = "Eve_66_assignsubmission_file_/"
    files = {
        f"{place}mini.ipynb": BOOK,
        f"{place}submission_metadata.yml": b"{",
        f"{place}submission_1/x": b"x",
    }
    outcomes, _ = collected(mini, packed(tmp_path / "moodle.zip", {**MOODLE, **files}))
    assert len(outcomes) == 4
    assert laid(mini)["Eve/mini/submission_metadata.yml"] == b"{"


@pytest.mark.parametrize("other", ["f/", ""])
def test_metadata_of_two_exports_are_refused(mini, tmp_path, other):
    files = {
        f"{place}{name}": content
        for place in ("e/", other)
        for name, content in {
            "submission_metadata.yml": export("ada").encode(),
            "submission_1/mini.ipynb": BOOK,
        }.items()
    }
    outcomes, said = collected(mini, packed(tmp_path / "export.zip", files))
    assert outcomes == {}
    assert f"e/submission_metadata.yml and {other}submission_metadata.yml both say whose" in said


def test_metadata_speak_of_the_folders_beside_them_alone(mini, tmp_path):
    files = {
        "e/submission_metadata.yml": export("ada", "eve").encode(),
        "e/submission_1/mini.ipynb": BOOK,
        "f/submission_2/mini.ipynb": BOOK,
        "f/g/submission_metadata.yml": b"{",
    }
    outcomes, said = collected(mini, packed(tmp_path / "export.zip", files))
    assert outcomes == {"ada": "new"}
    assert "f/submission_2/mini.ipynb: submission_metadata.yml says nothing of submission_2" in said
    assert "f/g/submission_metadata.yml: it is not named as the other files are" in said


@pytest.mark.parametrize(
    "time",
    [
        "0001-01-01 00:00:00.0 +14:00",
        "9999-12-31 23:59:59.0 -12:00",
        "2026-13-01 00:00:00.0 Z",
        "2026-03-01 00:00:00.0 +99:00",
        "2026-03-01",
        "2026-03-01 ٠٠:00:00 Z",
        "[2026-03-01 00:00:00 Z]",
        "soon",
        "",
    ],
)
def test_a_time_that_is_none_is_left_out(mini, tmp_path, time):
    metadata = export("ada", time=f"  :created_at: {time}\n") + EVE
    files = {
        "submission_metadata.yml": metadata.encode(),
        "submission_1/mini.ipynb": BOOK,
        "submission_48/mini.ipynb": BOOK,
    }
    outcomes, _ = collected(mini, packed(tmp_path / "export.zip", files))
    assert outcomes == {"ada": "new", "66": "new"}
    assert set(laid(mini)) == {"ada/mini/mini.ipynb", "66/mini/mini.ipynb"}


@pytest.mark.parametrize("time", ["13:00:00.5 +01:00", "12:00:00.500000000 Z", "12:00:00.500"])
def test_a_time_is_in_its_zone(mini, tmp_path, time):
    metadata = export("ada", time=f"  :created_at: 2026-03-01 {time}\n")
    files = {"submission_metadata.yml": metadata.encode(), "submission_1/mini.ipynb": BOOK}
    collected(mini, packed(tmp_path / "export.zip", files))
    assert laid(mini)["ada/mini/timestamp.txt"] == b"2026-03-01 12:00:00.500000 UTC"


@pytest.mark.parametrize(
    "sid, student",
    [
        ("010", "010"),
        ("1_0", "1_0"),
        ("No", "No"),
        ("2026-03-01", "2026-03-01"),
        ("'7'", "7"),
        ("!!int 12", "12"),
        ("~", "1@example.org"),
        ("", "1@example.org"),
        ("[a, b]", "1@example.org"),
        ("1" + ":1" * 20_000, None),
        ("1" * 20_000, None),
    ],
    ids=range(11),
)
def test_an_id_is_what_stands_in_the_metadata(mini, tmp_path, sid, student):
    files = {
        "submission_metadata.yml": export(sid, "eve").encode(),
        "submission_1/mini.ipynb": BOOK,
        "submission_2/mini.ipynb": BOOK,
    }
    outcomes, said = collected(mini, packed(tmp_path / "export.zip", files))
    assert outcomes == {"eve": "new"} | ({student: "new"} if student else {})
    assert student or f"export.zip: submission_1/mini.ipynb: {sid[:100]}" in said
    assert len(said) < 2000


@pytest.mark.parametrize("count, taken", [(100, 101), (101, 1)])
def test_a_group_has_at_most_a_hundred_members(mini, tmp_path, count, taken):
    group = "".join(f"  - :sid: s{number}\n" for number in range(count))
    files = {
        "submission_metadata.yml": f"{EVE}submission_1:\n  :submitters:\n{group}".encode(),
        "submission_1/mini.ipynb": BOOK,
        "submission_48/mini.ipynb": BOOK,
    }
    outcomes, said = collected(mini, packed(tmp_path / "export.zip", files))
    assert len(outcomes) == taken
    assert ("names more than 100 people who handed in submission_1" in said) == (taken == 1)


SPOOFS = {
    "Moodle in Moodle": (MOODLE, "Eve_66_assignsubmission_file_Ada_101_assignsubmission_file_mini"),
    "Moodle in a folder": (
        MOODLE,
        "Eve_66_assignsubmission_file_/Ada_101_assignsubmission_file_mini",
    ),
    "Canvas in Moodle": (MOODLE, "Eve_66_assignsubmission_file_/lovelaceada_11_999_mini"),
    "Gradescope in Moodle": (MOODLE, "Eve_66_assignsubmission_file_/submission_45/mini"),
    "Canvas in Canvas": (CANVAS, "eve_66_905_lovelaceada_11_999_mini"),
    "Moodle in Canvas": (CANVAS, "eve_66_905_Ada_101_assignsubmission_file_mini"),
    "Moodle in Gradescope": (
        GRADESCOPE,
        f"{EXPORT}/submission_48/Ada_101_assignsubmission_file_/mini",
    ),
    "Canvas in Gradescope": (GRADESCOPE, f"{EXPORT}/submission_48/lovelaceada_11_999_mini"),
}
"""What Eve calls her file, to hand it in under Ada's name."""
EVE = "submission_48:\n  :submitters:\n  - :name: Eve\n    :sid: '66'\n"


@pytest.mark.parametrize("files, name", SPOOFS.values(), ids=SPOOFS)
def test_nobody_hands_in_under_another_name(mini, tmp_path, files, name):
    names = Names({"101": ("ada",), "11": ("ada",), "a1": ("ada",), "66": ("eve",)})
    hers = BOOK + b"hers"
    files = {**files, f"{name}.ipynb": hers}
    if METADATA.encode() in files.values():
        files[f"{EXPORT}/submission_metadata.yml"] += EVE.encode()
    outcomes, _ = collected(mini, packed(tmp_path / "a.zip", files), names=names)
    assert outcomes == {"ada": "new", "eve": "new"}
    there = laid(mini)
    assert there["eve/mini/mini.ipynb"] == hers
    assert there["ada/mini/mini.ipynb"] != hers


@pytest.mark.parametrize(
    "files, message",
    [
        ({"mini.ipynb": BOOK}, "not named as Moodle, Canvas or Gradescope name them"),
        ({}, "not named as Moodle, Canvas or Gradescope name them"),
        (
            {"eve_66_905_Ada_101_assignsubmission_file_mini.ipynb": BOOK},
            "it can't be told whether it is Moodle's, Canvas's or Gradescope's",
        ),
    ],
)
def test_an_archive_that_is_nobodys_is_left(mini, tmp_path, files, message):
    outcomes, said = collected(mini, packed(tmp_path / "a.zip", files))
    assert (outcomes, laid(mini)) == ({}, {})
    assert message in said


@pytest.mark.parametrize("seconds, outcome", [(59, "kept"), (1, "replaced"), (0, "kept")])
def test_only_a_newer_one_replaces_what_is_there(mini, tmp_path, seconds, outcome):
    first = packed(tmp_path / "first.zip", GRADESCOPE)
    hour = "11:00" if seconds == 59 else "12:00"
    again = METADATA.replace("12:00:00.5", f"{hour}:{seconds:02}.5").replace("a1", "ada")
    changed = {
        **GRADESCOPE,
        f"{EXPORT}/submission_metadata.yml": again.encode(),
        f"{EXPORT}/submission_45/mini.ipynb": BOOK,
    }
    second = packed(tmp_path / "second.zip", changed)
    names = Names({"a1": ("ada",), "ada": ("ada",)})
    collected(mini, first, names=names)
    outcomes, said = collected(mini, second, names=names)
    assert outcomes == {"ada": outcome}
    there = laid(mini)
    assert there["ada/mini/mini.ipynb"] == (BOOK if outcome == "replaced" else OTHER)
    if outcome == "replaced":
        assert there["ada/.mini.replaced-1/mini.ipynb"] == OTHER
        assert "what was there before is kept in" in said
        return
    assert "another submission that is not known to be older; --force replaces it" in said
    assert collected(mini, second, names=names, force=True)[0] == {"ada": "replaced"}
    assert laid(mini)["ada/.mini.replaced-1/mini.ipynb"] == OTHER


def test_the_same_again_changes_nothing(mini, tmp_path):
    archive = packed(tmp_path / "canvas.zip", CANVAS)
    collected(mini, archive)
    before = laid(mini)
    outcomes, _ = collected(mini, archive, force=True)
    assert set(outcomes.values()) == {"unchanged"}
    assert laid(mini) == before


NAMES = {
    "../../evil.ipynb": "leads out",
    f"{MINE}../../evil.ipynb": "leads out",
    f"{MINE}..\\..\\evil.ipynb": "leads out",
    "/etc/Ada_1_assignsubmission_file_mini.ipynb": "does not begin in the archive",
    "C:\\Ada_1_assignsubmission_file_mini.ipynb": "does not begin in the archive",
    f"{MINE}NUL.ipynb": "can't be a file's name on Windows",
    f"{MINE}com1.png": "can't be a file's name on Windows",
    f"{MINE}aux .txt": "can't be a file's name on Windows",
    f"{MINE}mini.ipynb:stream": "one of the characters",
    f"{MINE}a\x1b[2Jb.txt": "can't be seen",
    f"{MINE}a\u202egnp.exe": "can't be seen",
    f"{MINE}{'n' * 250}.txt": "too long",
    f"{MINE}{'deep/' * 400}x.txt": "too long",
    f"{MINE}.. /evil.ipynb": "leads out",
    ".._1_assignsubmission_file_mini.ipynb": "leads out",
    ".hidden_1_assignsubmission_file_mini.ipynb": "begin with a dot",
    "*_1_assignsubmission_file_mini.ipynb": "one of the characters",
}


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_hostile_name_is_left_in_the_archive(mini, tmp_path, name):
    good = "Ben_2_assignsubmission_file_/mini.ipynb"
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    archive = packed(tmp_path / "moodle.zip", {name: BOOK, good: BOOK})
    outcomes, said = collected(mini, archive)
    assert outcomes == {"Ben": "new"}
    assert laid(mini) == {"Ben/mini/mini.ipynb": BOOK}
    after = {path for path in tmp_path.rglob("*") if path.is_file()}
    assert {path.name for path in after - before} == {"moodle.zip", "mini.ipynb"}
    assert NAMES[name] in said
    assert "\x1b" not in said
    assert "1 left in the archives" in said


def link(name: str, target: str) -> tuple[zipfile.ZipInfo, bytes]:
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info, target.encode()


def test_links_are_not_made(mini, tmp_path):
    path = tmp_path / "moodle.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(*link(f"{MINE}out", "/etc"))
        archive.writestr(*link(f"{MINE}mini.ipynb", "/etc/passwd"))
        archive.writestr(f"{MINE}out/passwd", b"mine")
    outcomes, said = collected(mini, path)
    assert (outcomes, laid(mini)) == ({}, {})
    assert said.count("it is a link or a device, and no file") == 2
    assert "Ada: there is no notebook that could be taken" in said


def test_nothing_is_written_through_a_link_in_the_course(mini, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    mini.course.submitted.mkdir(exist_ok=True)
    (mini.course.submitted / "Ada").symlink_to(tmp_path / "elsewhere")
    outcomes, said = collected(mini, packed(tmp_path / "m.zip", {f"{MINE}mini.ipynb": BOOK}))
    assert outcomes == {}
    assert "is a link, and is not written through" in said
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_bombs_do_not_go_off(mini, tmp_path):
    nothing = b"\0" * (40 << 20)  # a thousandth of that in the archive
    files = {
        f"{MINE}mini.ipynb": BOOK,
        f"{MINE}bomb.bin": nothing,
        "Ben_2_assignsubmission_file_/mini.ipynb": nothing,
        "Eve_3_assignsubmission_file_/mini.ipynb": nothing + nothing,
    }
    outcomes, said = collected(mini, packed(tmp_path / "moodle.zip", files))
    assert outcomes == {"Ada": "new"}
    assert laid(mini) == {"Ada/mini/mini.ipynb": BOOK}
    assert said.count("grows to more than 200 times its size") == 2
    assert "says that it has 80 MiB: that is too much" in said


def test_a_size_that_is_a_lie_is_not_believed(tmp_path):
    path = packed(tmp_path / "moodle.zip", {"a": b"\0" * (4 << 20)})
    data = path.read_bytes()
    true, lie = ((size).to_bytes(4, "little") for size in (4 << 20, 10))
    path.write_bytes(data.replace(true, lie))
    with Archive(path) as archive, pytest.raises(ArchiveError, match="damaged"):
        archive.read(archive.entries[0])


@pytest.mark.parametrize("count, message", [(600, "too many, or too large files")])
def test_a_submission_of_many_files_keeps_its_notebook(mini, tmp_path, count, message):
    files = {f"{MINE}{number}.txt": b"" for number in range(count)} | {f"{MINE}mini.ipynb": BOOK}
    outcomes, said = collected(mini, packed(tmp_path / "moodle.zip", files))
    assert outcomes == {"Ada": "new"}
    assert len(laid(mini)) == 500
    assert message in said


def test_what_is_no_zip_is_said_and_the_others_are_collected(mini, tmp_path):
    (tmp_path / "torn.zip").write_bytes(packed(tmp_path / "a.zip", MOODLE).read_bytes()[:200])
    (tmp_path / "text.zip").write_text("no zip")
    good = packed(tmp_path / "canvas.zip", {**CANVAS, "readme.txt": b"?", "__MACOSX/x": b"?"})
    outcomes, said = collected(mini, tmp_path / "torn.zip", tmp_path / "text.zip", good)
    assert len(outcomes) == 3
    assert said.count("it can't be read as a zip") == 2
    assert "readme.txt: it is not named as the other files are" in said
    assert "__MACOSX" not in said


@pytest.mark.parametrize("said", [61, 0])
def test_of_too_many_entries_no_object_is_made(tmp_path, monkeypatch, said):
    """Whatever number of them the zip says it has."""
    monkeypatch.setattr(archive_file, "MOST_ENTRIES", 60)
    path = packed(tmp_path / "wide.zip", {f"{number}": b"" for number in range(60)})
    with Archive(path) as archive:
        assert len(archive.entries) == 60
    path = packed(tmp_path / "wider.zip", {f"{number}": b"" for number in range(61)})
    content = bytearray(path.read_bytes())
    end = content.rindex(b"PK\x05\x06")
    content[end + 8 : end + 12] = 2 * said.to_bytes(2, "little")
    path.write_bytes(content)
    monkeypatch.setattr(zipfile, "ZipInfo", None)
    with pytest.raises(ArchiveError, match="it has 61 entries, more than 60 are not read"):
        Archive(path)


def test_an_archive_in_the_archive_and_a_forged_timestamp_are_left(mini, tmp_path):
    files = {
        f"{MINE}mini.ipynb": BOOK,
        f"{MINE}more.zip": b"PK",
        f"{MINE}timestamp.txt": b"2000-01-01 00:00:00 UTC",
        f"{MINE}MINI.ipynb/x": b"a folder of the notebook's name",
        f"{MINE}Mini.html/x": b"a folder where its feedback is written",
    }
    outcomes, said = collected(mini, packed(tmp_path / "moodle.zip", files))
    assert outcomes == {"Ada": "new"}
    assert laid(mini) == {"Ada/mini/mini.ipynb": BOOK}
    assert "is an archive in the archive: unpack it first" in said
    assert said.count("a file of that name is nbgrader's own") == 2


def test_of_paths_in_each_other_s_way_the_newest_counts(mini):
    def sent(number: int, path: str) -> SentFile:
        parts = tuple(path.split("/"))
        entry = ArchivedFile(parts, zipfile.ZipInfo(path))
        return SentFile(archive, 0, HandIn("Moodle", (), parts, entry, (number,)))

    archive = SimpleNamespace(path=Path("a.zip"))
    paths = ["a", "a/b/c", "A/B", "a/b-", "a/b/d", "a-", "b/x", "B/X/y", "b", "c"]
    collection = Collection()
    files = [sent(-number, path) for number, path in enumerate(paths[1:] + paths[:1])]
    chosen = newest_files("ada", files, collection)
    assert ["/".join(path) for path in chosen] == ["a/b/c", "a/b-", "a/b/d", "a-", "b/x", "c"]
    assert collection.notes == [
        "ada: a.zip: A/B is not taken: a.zip: a/b/c counts",
        "ada: a.zip: B/X/y is not taken: a.zip: b/x counts",
        "ada: a.zip: b is not taken: a.zip: b/x counts",
        "ada: a.zip: a is not taken: a.zip: a/b/c counts",
    ]


def test_what_lies_too_deep_is_left(mini, tmp_path):
    files = {f"{MINE}mini.ipynb": BOOK, f"{MINE}{'d/' * 500}x": b"deep", f"{MINE}a/b/c": b"c"}
    archive = packed(tmp_path / "moodle.zip", files)
    for outcome in ("new", "unchanged"):
        outcomes, said = collected(mini, archive)
        assert outcomes == {"Ada": outcome}
        assert "it lies too deep in folders" in said
    assert set(laid(mini)) == {"Ada/mini/mini.ipynb", "Ada/mini/a/b/c"}


def test_the_notebook_of_the_right_name_counts(mini, tmp_path):
    files = {f"{MINE}zz scratch.ipynb": OTHER, f"{MINE}Mini (2).ipynb": BOOK}
    outcomes, said = collected(mini, packed(tmp_path / "moodle.zip", files))
    assert outcomes == {"Ada": "new"}
    assert laid(mini) == {"Ada/mini/mini.ipynb": BOOK}
    assert "zz scratch.ipynb is not taken: moodle.zip: " in said


@pytest.mark.parametrize(
    "yaml",
    ["submission_1: [", "- 1", "submission_1: &a [*a]", "[" * 5000, "!!python/object:os.system x"],
)
def test_metadata_that_can_t_be_read_are_told(mini, tmp_path, yaml):
    files = {"submission_metadata.yml": yaml.encode(), "submission_1/mini.ipynb": BOOK}
    outcomes, said = collected(mini, packed(tmp_path / "export.zip", files))
    assert outcomes == {}
    assert "can't be read" in said or "says nothing of submission_1" in said


@pytest.mark.parametrize(
    "name, plain, number",
    [
        ("mini.ipynb", "mini.ipynb", 0),
        ("mini-12.ipynb", "mini.ipynb", 12),
        ("mini (1).ipynb", "mini.ipynb", 1),
        ("-1.ipynb", "-1.ipynb", 0),
        ("mini", "mini", 0),
    ],
)
def test_the_number_of_an_attempt(name, plain, number):
    assert attempt_of(name) == (plain, number)


def test_accents_have_one_form():
    assert safe_name("Jose\u0301") == "Jos\u00e9"


def test_the_command_reports_and_its_exit_code_says_whether_anything_was_left(mini, tmp_path):
    def run(*arguments: object):
        command = ["collect", "mini", *map(str, arguments), "--course", str(mini.root)]
        return CliRunner().invoke(cli, command)

    whole = packed(tmp_path / "canvas.zip", CANVAS)
    done = run(whole)
    assert (done.exit_code, "3 collected into" in done.output) == (0, True)
    done = run(packed(tmp_path / "moodle.zip", MOODLE))
    assert (done.exit_code, "1 left in the archives" in done.output) == (1, True)
    names = tmp_path / "names.csv"
    names.write_text("11\n")
    done = run(whole, "--names", names)
    assert done.exit_code == 2
    assert "there must be two" in done.output
    assert io.StringIO(done.output).readline().startswith("Error: ")
