"""The comparison of what people see before and after a change."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.before_after import differences, read_sentences

OLD = '{"seconds": 0.41, "message": "It is a array.", "time": "2026-03-01 12:00:00 UTC"}'
NEW = OLD.replace("a array", "an array")


def folder(place: Path, **files: str) -> Path:
    for name, text in files.items():
        path = place / name.replace("_", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_suffix(".json").write_text(text, encoding="utf-8")
    return place


@pytest.mark.parametrize(
    ("new", "differ"),
    [
        (NEW, []),
        (NEW.replace("0.41", "3.2"), []),
        (NEW.replace("12:00:00", "13:01:02"), []),
        (OLD, ["reports/kernels.json"]),
        (NEW.replace("an array", "no array"), ["reports/kernels.json"]),
    ],
    ids=["the listed sentence", "other seconds", "another time", "the old sentence", "another one"],
)
def test_only_what_people_see_counts(tmp_path: Path, new: str, differ: list[str]) -> None:
    before = folder(tmp_path / "before", reports_kernels=OLD)
    after = folder(tmp_path / "after", reports_kernels=new)
    found = differences(before, after, [("a array", "an array")])
    assert [difference.name for difference in found] == differ


def test_a_file_on_one_side_only_is_a_difference(tmp_path: Path) -> None:
    before = folder(tmp_path / "before", kernels=OLD, shapes=OLD)
    after = folder(tmp_path / "after", kernels=OLD, pooling=OLD)
    found = list(differences(before, after, []))
    assert [(item.name, item.lines) for item in found] == [
        ("pooling.json", ()),
        ("shapes.json", ()),
    ]


def test_the_listed_sentences_are_pairs_of_different_ones() -> None:
    assert all(was and is_now and was != is_now for was, is_now in read_sentences())
