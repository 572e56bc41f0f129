"""Which scheduler may be asked: whoever can talk to one runs code on all of its machines."""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urlsplit

from autograder.errors import InputError

LOCAL = "local"
"""In the place of an address: a cluster on this machine, for one run."""
WITH_TLS, WITHOUT = "tls", "tcp"


def checked_address(scheduler: str) -> str:
    """The address of a scheduler, or `local`.

    InputError where it is none, or where it is another machine's and not encrypted: then anybody on
    the network could run code as the grader, and read what students wrote.
    """
    if scheduler == LOCAL:
        return scheduler
    parts = urlsplit(scheduler)
    try:
        host, port = parts.hostname, parts.port
    except ValueError:
        host = port = None
    if parts.scheme not in (WITH_TLS, WITHOUT) or not host or not port or parts.path:
        raise InputError(
            f"--scheduler {scheduler}: this is no scheduler's address. tls://HOST:PORT is one, and "
            "tcp://127.0.0.1:PORT on this machine; `local` starts workers here"
        )
    if parts.scheme == WITHOUT and not is_loopback(host):
        raise InputError(
            f"--scheduler {scheduler}: this would talk to another machine without encryption, and "
            "whoever listens there could run code as you. Start scheduler and workers with TLS, and "
            f"say tls://{host}:{port} (docs/grading.md)"
        )
    return scheduler


def is_loopback(host: str) -> bool:
    """Whether a name or a number is this machine's own, and nothing else."""
    try:
        found = socket.getaddrinfo(host, None)
    except OSError:
        return False
    return bool(found) and all(ipaddress.ip_address(item[4][0]).is_loopback for item in found)
