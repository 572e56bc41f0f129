"""A user of its own for each submission: leased by locks that all graders of the machine share."""

from __future__ import annotations

import os
import pwd
from pathlib import Path
from typing import Any

import pytest

from autograder.engine.sandbox import user
from autograder.engine.sandbox.user import FOLDER, USERS, Lease


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """Two places for the locks, of which the first is taken; three users."""
    if os.getuid() != 0:
        pytest.skip("only root can become another user")
    first, second = tmp_path / "run", tmp_path / "temporary"
    for place in (first, second):
        place.mkdir()
    monkeypatch.setattr(user, "PLACES", (str(first), str(tmp_path / "missing")))
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(second))
    monkeypatch.setattr(user, "USERS", USERS[:3])
    return first, second


def test_each_has_another_until_there_is_none(places: Any) -> None:
    leases = [Lease.take() for _ in range(3)]
    assert sorted(lease.user for lease in leases) == list(USERS[:3])
    with pytest.raises(OSError, match="every user"):
        Lease.take()
    leases[1].give_back()
    again = Lease.take()
    assert again.user == leases[1].user
    for lease in (leases[0], again, leases[2]):
        lease.give_back()


def test_whoever_was_sent_the_descriptor_holds_it_too(places: Any) -> None:
    leases = [Lease.take() for _ in range(3)]
    sent = os.dup(leases[0].descriptor)
    leases[0].give_back()
    with pytest.raises(OSError, match="every user"):
        Lease.take()
    os.close(sent)
    assert Lease.take().user == leases[0].user


def test_nobody_becomes_a_user_who_has_a_name(places: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def named(number: int) -> str:
        if number == USERS[2]:
            raise KeyError(number)
        return "alumna"

    monkeypatch.setattr(pwd, "getpwuid", named)
    assert Lease.take().user == USERS[2]


UNSAFE = {
    "of another user": lambda folder: (folder.mkdir(0o700), os.chown(folder, 1, 1)),
    "open to others": lambda folder: (folder.mkdir(), folder.chmod(0o777)),
    "a link": lambda folder: folder.symlink_to(folder.parent),
    "a file": lambda folder: folder.touch(),
}


@pytest.mark.parametrize("lay", UNSAFE.values(), ids=UNSAFE)
def test_locks_lie_where_only_root_can_write(lay: Any, places: tuple[Path, Path]) -> None:
    first, second = places
    lay(first / FOLDER)
    lease = Lease.take()
    assert os.listdir(second / FOLDER) == [str(lease.user)]
    lease.give_back()
    (second / FOLDER / str(lease.user)).unlink()
    (second / FOLDER).rmdir()
    lay(second / FOLDER)
    with pytest.raises(OSError, match="no folder"):
        Lease.take()
