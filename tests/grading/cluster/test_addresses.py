"""Which schedulers may be asked."""

from __future__ import annotations

import pytest

from autograder.errors import InputError
from autograder.grading.cluster.address import checked_address, is_loopback


@pytest.mark.parametrize(
    "address",
    ["local", "tcp://127.0.0.1:8786", "tcp://localhost:8786", "tcp://[::1]:8786", "tls://hpc:8786"],
)
def test_these_may(address):
    assert checked_address(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "tcp://10.0.0.7:8786",
        "tcp://0.0.0.0:8786",
        "tcp://192.168.1.2:8786",
        "tcp://[2001:db8::1]:8786",
    ],
)
def test_other_machines_only_with_tls(address):
    with pytest.raises(InputError, match="without encryption"):
        checked_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "Local",
        "8786",
        "127.0.0.1:8786",
        "tcp://127.0.0.1",
        "tcp://:8786",
        "tcp://127.0.0.1:port",
        "tcp://127.0.0.1:99999",
        "tcp://127.0.0.1:8786/path",
        "ws://127.0.0.1:8786",
        "http://127.0.0.1:8787",
        "inproc://127.0.0.1:1",
    ],
)
def test_these_are_none(address):
    with pytest.raises(InputError, match="no scheduler's address"):
        checked_address(address)


@pytest.mark.parametrize(("host", "own"), [("127.8.9.1", True), ("::1", True), ("8.8.8.8", False)])
def test_the_whole_of_127_is_this_machine(host, own):
    assert is_loopback(host) is own
