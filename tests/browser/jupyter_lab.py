"""JupyterLab on this machine, over a folder of the test's own."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pytest

SETTINGS = {
    "apputils-extension/notification": {"checkForUpdates": False, "fetchNews": "false"},
    "notebook-extension/tracker": {"windowingMode": "none"},  # all cells are on the page
}
EXTENSIONS = ("assignment_list", "course_list", "formgrader", "validate_assignment")
"""nbgrader's, in the server."""


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab."""

    address: str
    folder: Path
    """What it shows: the assignments, one folder each."""
    settings: Path

    def set_theme(self, name: str) -> None:
        """The theme of pages opened from now on."""
        write_settings(self.settings, {"apputils-extension/themes": {"theme": name}})


def write_settings(folder: Path, settings: dict[str, dict[str, object]]) -> None:
    for name, values in settings.items():
        path = folder / "@jupyterlab" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(values))


@contextmanager
def running_lab(folder: Path, home: Path, nbgrader_config: str = "") -> Iterator[Lab]:
    """JupyterLab over a folder, with a home of its own: nothing of the machine's settings is seen.

    With nbgrader's extensions, all of them, where there is a `nbgrader_config` for that home.
    """
    settings = home / "settings"
    write_settings(settings, SETTINGS)
    config = home / "config"
    config.mkdir()
    enabled = {f"nbgrader.server_extensions.{name}": bool(nbgrader_config) for name in EXTENSIONS}
    server_config = {"ServerApp": {"jpserver_extensions": enabled}}
    (config / "jupyter_server_config.json").write_text(json.dumps(server_config))
    (config / "nbgrader_config.py").write_text(nbgrader_config)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith(("JUPYTER", "NBGRADER"))},
        "HOME": str(home),
        # nbgrader makes a gradebook with a command
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "IPYTHONDIR": str(home / "ipython"),
        "JUPYTER_CONFIG_DIR": str(config),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
        "JUPYTERLAB_SETTINGS_DIR": str(settings),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
        "TF_CPP_MIN_LOG_LEVEL": "3",
    }
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"]
    command += ["--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}"]
    command += ["--ServerApp.port_retries=0", "--IdentityProvider.token=", "--ServerApp.password="]
    server = subprocess.Popen(
        command, cwd=folder, env=environment, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL
    )
    assert server.stderr is not None
    try:
        told = wait_for_address(server.stderr)
        assert server.poll() is None, told
        wait_until_it_answers(port)
        # its later words must not fill the pipe
        log = home / "server.log"
        threading.Thread(target=keep, args=(server.stderr, log), daemon=True).start()
        yield Lab(f"http://127.0.0.1:{port}", folder, settings)
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def wait_until_it_answers(port: int) -> None:
    """A busy machine's server tells its address a moment before it listens there."""
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    pytest.fail("JupyterLab told its address and does not answer there")


def keep(words: IO[bytes], log: Path) -> None:
    """Writes what a server says into a file, to look at where a test fails."""
    with open(log, "wb") as file:
        for line in words:
            file.write(line)
            file.flush()


def wait_for_address(words: IO[bytes]) -> str:
    """Reads until the server says where it is, or ends; what it said."""
    told = ""
    for line in words:
        told += line.decode(errors="replace")
        if "/lab" in told and "http://127.0.0.1:" in told:
            break
    return told
