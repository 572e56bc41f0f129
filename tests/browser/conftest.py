"""A page of a real browser, and a JupyterLab for it to look at."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright import sync_api

from tests.browser.jupyter_lab import Lab, running_lab

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
)


@pytest.fixture(scope="session")
def released(root: Path) -> Path:
    """The starters as students receive them."""
    return root / "assignments"


@pytest.fixture(scope="session")
def lab(released: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """JupyterLab over a copy of the released assignments, with a home of its own."""
    folder = tmp_path_factory.mktemp("student")
    shutil.copytree(released, folder, dirs_exist_ok=True)
    with running_lab(folder, tmp_path_factory.mktemp("home")) as running:
        yield running


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[sync_api.Browser]:
    """Debian's chromium, without a window."""
    with sync_api.sync_playwright() as play:
        opened = play.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield opened
        opened.close()


@pytest.fixture
def page(browser: sync_api.Browser) -> Iterator[sync_api.Page]:
    """A page, with the screen of a laptop, sharp enough for pictures of it."""
    context = browser.new_context(
        viewport={"width": 1360, "height": 900}, device_scale_factor=2, reduced_motion="reduce"
    )
    context.set_default_timeout(90_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def shots(tmp_path: Path) -> Path:
    """Where a test keeps its screenshots: in the folder that SHOTS names, if it does."""
    kept = os.environ.get("SHOTS")
    if not kept:
        return tmp_path
    folder = Path(kept).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder
