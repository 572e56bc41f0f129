"""Sockets that listen, to hear whoever gets out."""

from __future__ import annotations

import contextlib
import os
import socket
from pathlib import Path


class Ears:
    """One socket of each kind; nobody has a reason to speak to them."""

    def __init__(self, name: str) -> None:
        """`name` is that of the sockets without a path."""
        self._tcp = _listener(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0))
        self._udp = _listener(socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0))
        self._others = [
            _listener(socket.AF_UNIX, socket.SOCK_STREAM, f"\0{name}"),
            _listener(socket.AF_UNIX, socket.SOCK_DGRAM, f"\0{name}-datagrams"),
        ]
        self._by_path: socket.socket | None = None

    @property
    def words(self) -> dict[str, str]:
        """Where they are."""
        return {"TCP": str(self._tcp.getsockname()[1]), "UDP": str(self._udp.getsockname()[1])}

    def listen_at(self, path: Path) -> None:
        """Listen at this path, and at no other any more."""
        if self._by_path is not None:
            self._by_path.close()
        # A socket's path has 107 bytes at most.
        self._by_path = _listener(socket.AF_UNIX, socket.SOCK_STREAM, os.path.relpath(path))

    def heard(self) -> bool:
        """Whether somebody has spoken since the last time."""
        found = False
        for listener in self._all():
            with contextlib.suppress(BlockingIOError):
                if listener.type == socket.SOCK_STREAM:
                    listener.accept()[0].close()
                else:
                    listener.recv(100)
                found = True
        return found

    def close(self) -> None:
        """Listen no more."""
        for listener in self._all():
            listener.close()

    def _all(self) -> list[socket.socket]:
        return [s for s in (self._tcp, self._udp, *self._others, self._by_path) if s is not None]


def _listener(
    family: int, kind: socket.SocketKind, address: tuple[str, int] | str
) -> socket.socket:
    listener = socket.socket(family, kind)
    listener.bind(address)
    if kind == socket.SOCK_STREAM:
        listener.listen()
    listener.setblocking(False)
    return listener
