"""Failures of the package's own: a sentence, and a traceback in a private log of bounded size."""

from __future__ import annotations

import pytest

from autograder.failure_log import LARGEST_ENTRY, LARGEST_LOG, failure_sentence, keep_traceback


@pytest.fixture
def state(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state" / "autograder"


def raised(error):
    try:
        raise error
    except type(error) as caught:
        return caught


def test_the_sentence_names_the_log_and_the_log_holds_the_traceback(state):
    sentence = failure_sentence(raised(KeyError("the cell")))
    assert sentence == (
        "The grader itself failed: KeyError: 'the cell'. "
        f"Please report it, with the last entry of {state}/failures.log"
    )
    text = (state / "failures.log").read_text()
    assert "Traceback (most recent call last)" in text
    assert "raise error" in text
    assert text.startswith("--- 20")


def test_what_the_system_refuses_is_told_in_its_words(state):
    sentence = failure_sentence(raised(PermissionError(13, "Permission denied", "marks.json")))
    assert sentence == f"marks.json: Permission denied (more in {state}/failures.log)"


def test_only_the_user_can_read_it(state):
    path = keep_traceback(raised(ValueError()))
    assert state.stat().st_mode & 0o777 == 0o700
    assert path.stat().st_mode & 0o777 == 0o600


def test_it_does_not_grow_for_ever(state):
    for _ in range(40):
        keep_traceback(raised(ValueError("x" * 10 * LARGEST_ENTRY)))
    sizes = [path.stat().st_size for path in state.iterdir()]
    assert len(sizes) == 2
    assert max(sizes) < LARGEST_LOG + 2 * LARGEST_ENTRY


def test_nothing_in_it_steers_a_terminal(state):
    keep_traceback(raised(ValueError("\x1b[2J\u202egone")))
    text = (state / "failures.log").read_text()
    assert "\x1b" not in text
    assert "\\x1b[2J\\u202egone" in text


def test_a_link_in_its_place_is_not_followed(state, tmp_path):
    state.mkdir(parents=True)
    (state / "failures.log").symlink_to(tmp_path / "mine.txt")
    assert keep_traceback(raised(ValueError())) is None
    assert not (tmp_path / "mine.txt").exists()


def test_where_no_log_can_be_kept_the_traceback_is_told(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    sentence = failure_sentence(raised(KeyError("the cell")))
    assert sentence.startswith("The grader itself failed: KeyError: 'the cell'\n---")
    assert "Traceback" in sentence
