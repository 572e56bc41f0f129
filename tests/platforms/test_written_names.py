"""Names in a zip, and in a file of names, however their letters are written."""

from __future__ import annotations

import struct
import zipfile
import zlib

import pytest

from autograder.platforms.archives.names import read_names
from autograder.platforms.archives.zip_names import ZipNames
from tests.archives import BOOK, collected

# --- how names are written


def as_written(name: str, encoding: str, extra: bytes = b"") -> zipfile.ZipInfo:
    """An entry whose name is written in an encoding that the zip does not mark."""
    info = zipfile.ZipInfo(name.encode(encoding).decode("cp437"))
    info.extra = extra
    return info


WRITTEN = {
    "macOS": ("utf-8", "José Muñoz", "Zoe\u0308 Bronte\u0308", "李雷"),
    "Western Europe": ("cp850", "José Muñoz", "João Ávila", "Søren Ærø"),
    "United States": ("cp437", "José Muñoz", "Jürgen Groß"),
    "Windows' windows": ("cp1252", "José Muñoz", "Jürgen Groß"),
    "Central Europe": ("cp852", "Łukasz Żółć", "Jiří Dvořák", "José"),
    "Russia": ("cp866", "Иванов Пётр", "Анна Ильина"),
    "Greece": ("cp737", "Γιώργος Παπαδόπουλος"),
    "Turkey": ("cp857", "Şule Yıldız"),
    "China": ("gbk", "王小明", "李雷"),
    "Japan": ("cp932", "佐藤 あゆみ"),
}
"""Where a zip was made: the encoding of its names, and names."""


@pytest.mark.parametrize("title", WRITTEN)
def test_the_bytes_of_names_decide_how_they_are_written(title):
    encoding, *names = WRITTEN[title]
    infos = [as_written(name, encoding) for name in names]
    assert [ZipNames(infos).of(info)[0] for info in infos] == names


def test_where_the_bytes_do_not_decide_it_is_told_and_each_reading_is_looked_up():
    info = as_written("Øyvind_7_assignsubmission_file_", "cp1252")
    names = ZipNames([info])
    assert "Øyvind_7_assignsubmission_file_" in names.of(info)[1:]
    (note,) = names.notes
    assert "might be" in note
    assert "Øyvind_7_assignsubmission_file_ (cp1252)" in note


def test_a_name_that_is_said_twice_is_taken_as_it_is_said():
    raw = b"M?ller"
    field = b"\1" + zlib.crc32(raw).to_bytes(4, "little") + "Müller".encode()
    stale = b"\1" + bytes(4) + b"Meyer"
    for content, name in ((field, "Müller"), (stale, "M?ller")):
        extra = struct.pack("<HH", 0x7075, len(content)) + content
        info = as_written("M?ller", "ascii", extra)
        assert ZipNames([info]).of(info) == (name,)


class Unmarked(zipfile.ZipInfo):
    """An entry whose name's bytes are written as they are."""

    def __init__(self, name: bytes) -> None:
        super().__init__(name.decode("cp437"))
        self.raw = name

    def _encodeFilenameFlags(self):  # noqa: N802
        return self.raw, self.flag_bits


@pytest.mark.parametrize("encoding", ["utf-8", "cp850", "cp1252"])
def test_a_students_name_is_found_however_it_is_written(mini, tmp_path, encoding):
    path = tmp_path / "moodle.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number, name in enumerate(("Øyvind", "Åse")):
            place = f"{name}_{number}_assignsubmission_file_/mini.ipynb"
            archive.writestr(Unmarked(place.encode(encoding)), BOOK)
    names = tmp_path / "names.csv"
    names.write_text("Øyvind,oyvind\nÅse,ase\n", encoding="utf-8")
    outcomes, _ = collected(mini, path, names=read_names(names))
    assert outcomes == {"oyvind": "new", "ase": "new"}


# --- how a file of names is written


TABLES = {
    "comma": "José Muñoz,jose\n102,zoe\n".encode(),
    "Excel's mark": "\ufeffJosé Muñoz,jose\r\n102,zoe\r\n".encode(),
    "semicolon": "José Muñoz;jose\n102;zoe\n".encode(),
    "semicolon, said": "sep=;\r\nJosé Muñoz;jose\r\n102;zoe\r\n".encode(),
    "a comma in a name": "Muñoz, José;nobody\nJosé Muñoz;jose\n102;zoe\n".encode(),
    "quoted": '"José Muñoz"; "jose"\n"102"; "zoe"\n'.encode(),
    "tab": "José Muñoz\tjose\n102\tzoe\n".encode(),
    "blanks": " José  Muñoz , jose \n\u00a0102\u00a0, zoe\n".encode(),
    "UTF-16": "Identifier\tStudent\r\nJosé Muñoz\tjose\r\n102\tzoe\r\n".encode("utf-16"),
    "UTF-16, big end first": "\ufeffJosé Muñoz,jose\n102,zoe\n".encode("utf-16-be"),
    "UTF-16 without a mark": "José Muñoz,jose\n102,zoe\n".encode("utf-16-le"),
    "Windows": "José Muñoz,jose\n102,zoe\n".encode("cp1252"),
    "Windows' command line": "José Muñoz;jose\n102;zoe\n".encode("cp850"),
    "old Macs": "José Muñoz;jose\r102;zoe\r".encode("mac_roman"),
    "nothing in between": "\n\nJosé Muñoz,jose\n\n,\n102,zoe\n".encode(),
}


@pytest.mark.parametrize("data", TABLES.values(), ids=TABLES)
def test_a_file_of_names_as_spreadsheets_write_it(tmp_path, data):
    path = tmp_path / "names.csv"
    path.write_bytes(data)
    found = read_names(path)
    assert found.students["josé muñoz"] == ("jose",)
    assert found.students["102"] == ("zoe",)
    assert (found.notes != ()) == (b"Jos\xe9" in data or b"Jos\x82" in data or b"Jos\x8e" in data)
