"""The engine for whole classes: what notebooks import is imported once, and copied for each of them."""

from __future__ import annotations

import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.engine.errors import NO_SANDBOX, LostError, SandboxError, StartError
from autograder.engine.forked.process import ForkedProcess
from autograder.engine.forked.processors import Processors
from autograder.engine.forked.workspace import Workspace
from autograder.engine.forked.zygote_process import ZygoteProcess
from autograder.engine.groups import Groups, remove_groups
from autograder.engine.outside.process_session import ProcessSession
from autograder.engine.outside.start import start_message
from autograder.engine.preparation import Preparation
from autograder.engine.process import Process
from autograder.engine.session import STANDARD_LIMITS, Engine, Limits, Session, Step, TimeLeft
from autograder.engine.tree import remove_tree
from autograder.files import disk_error, telling_disk_errors

if TYPE_CHECKING:
    from autograder.engine.sandbox.survey import Survey

START_SECONDS = 120.0


class ForkedEngine(Engine):
    """Starts each notebook in a few milliseconds, as a copy of a zygote with all imports done.

    Each copy is behind a wall and watched by a supervisor of its own. When a notebook's process is
    lost, or the zygote, they are replaced and the work is done again.
    """

    def __init__(
        self,
        preparation: Preparation = Preparation(),
        sandbox: bool = True,
        bubblewrap: bool | None = None,
        standing: Survey | None = None,
    ) -> None:
        """Make the workspace, and start the zygote; the first session waits for it.

        Without `sandbox` notebooks run with the grader's own rights, only watched. `bubblewrap` says
        whether the outer wall stands too; None means where it can. `standing` is what `survey_walls`
        gave, where that is known.

        Raises:
            SandboxError: the wall cannot stand here; or, without `sandbox`, there is nothing to fork
            with on this system.
            StartError: there is no new process to be had.
        """
        if not sys.platform.startswith("linux"):
            raise SandboxError(NO_SANDBOX)
        self._preparation = preparation
        survey = (standing or survey_walls(bubblewrap)) if sandbox else None
        self.walled = survey is not None
        self._walls = None if survey is None else asdict(survey)
        self._bubblewrap = survey is not None and survey.outer and bubblewrap is not False
        self._lock = threading.Lock()
        self._closed = False
        self._isolated: dict[tuple[str, ...], ForkedEngine] = {}
        self._place = Workspace.make()
        self._workspace = self._place.folder
        self._groups = Groups.below_own(self._workspace.name)
        self._processors = Processors()
        self._zygote: ZygoteProcess | None = None
        try:
            self._zygote = self._start_zygote()  # at once: it removes the workspace if this ends
        except BaseException:
            self._clean_up()
            raise

    def open(
        self,
        steps: Sequence[Step],
        folder: Path,
        limits: Limits = STANDARD_LIMITS,
        time_left: TimeLeft | None = None,
    ) -> Session:
        """A session whose process starts in `execute`.

        Raises:
            ValueError: the folder is not one of `folder`, and the outer wall hides it.
        """
        place = folder.resolve()
        if self._bubblewrap and not place.is_relative_to(self._workspace):
            raise ValueError(
                f"{folder}: behind the outer wall only a folder of the engine's own is"
            )
        return ProcessSession(
            steps=tuple(steps),
            start=start_message(self._preparation, limits),
            limits=limits,
            launch=lambda: self._launch(place, limits),
            time_left=time_left,
        )

    def surroundings(self) -> Mapping[str, Any]:
        """The walls, and what is prepared."""
        return forked_surroundings(self._preparation, self._walls, self._bubblewrap)

    @contextmanager
    def folder(self) -> Iterator[Path]:
        """An empty folder in the workspace. DiskError where its disk takes nothing more, now or when
        something is laid there."""
        with telling_disk_errors("temporary files", self._workspace.parent):
            path = Path(tempfile.mkdtemp(prefix="folder-", dir=self._workspace))
            try:
                yield path
            finally:
                remove_tree(path)

    def isolated(self, modules: Sequence[str]) -> ForkedEngine | None:
        """One with a zygote of its own, which is started when it is first asked for."""
        if not self.walled:
            return None
        with self._lock:
            if self._closed:
                raise StartError("the engine is closed")
            key = tuple(modules)
            if key not in self._isolated:
                alone = replace(self._preparation, modules=key, lazy_parts=(), isolated=True)
                self._isolated[key] = ForkedEngine(alone, bubblewrap=self._bubblewrap)
            return self._isolated[key]

    def warm(self) -> None:
        """Wait until the imports are done.

        Raises:
            StartError: they failed.
        """
        self._ready_zygote()

    def pids(self) -> tuple[int, ...]:
        """The keeper's number: all processes of this engine descend from it. For tests and
        measurements."""
        with self._lock:
            return () if self._zygote is None else self._zygote.pids()

    def close(self) -> None:
        """End the zygote, with all that runs of it, and remove the workspace. Sessions of other threads
        end as where the machine takes a process away, and get no other."""
        self._closed = True
        zygote = self._zygote
        if zygote is not None:
            zygote.hang_up()  # whoever waits for its imports holds the lock
        with self._lock:
            zygote, self._zygote = self._zygote, None
            others, self._isolated = tuple(self._isolated.values()), {}
        for engine in others:
            engine.close()
        if zygote is not None:
            zygote.close()
        self._clean_up()

    def _clean_up(self) -> None:
        remove_groups(self._groups.folders)
        self._place.remove()

    def _launch(self, folder: Path, limits: Limits) -> Process:
        if not folder.is_dir():
            raise StartError(f"no folder {folder}")
        try:
            return ForkedProcess(
                self._ready_zygote(),
                self._workspace,
                self._groups,
                self._processors,
                folder,
                limits,
            )
        except OSError as error:  # no more descriptors or users, or no room on the disk
            told = disk_error(error, "temporary files", self._workspace.parent) or error
            raise LostError(f"no process: {told}") from error

    def _ready_zygote(self) -> ZygoteProcess:
        with self._lock:
            if self._closed:
                raise StartError("the engine is closed")
            if self._zygote is not None and self._zygote.ready and not self._zygote.alive():
                self._drop_zygote()
            zygote = self._zygote = self._zygote or self._start_zygote()
            try:
                if self._closed:  # since: whoever closes it may not have seen this one
                    raise StartError("the engine is closed")
                zygote.wait_until_ready(START_SECONDS)
            except BaseException:
                self._drop_zygote()
                raise
            return zygote

    def _start_zygote(self) -> ZygoteProcess:
        return ZygoteProcess(
            self._workspace,
            self._preparation,
            self._walls,
            self._behind,
            self._groups.folders,
        )

    def _drop_zygote(self) -> None:
        if self._zygote is not None:
            self._zygote.drop()
        self._zygote = None

    def _behind(self, command: list[str]) -> list[str]:
        """The command behind the outer wall, where it stands."""
        if not self._bubblewrap:
            return command
        from autograder.engine.sandbox.bubblewrap import outer_command

        return outer_command(command, writable=(self._workspace,))


def forked_surroundings(
    preparation: Preparation, walls: Mapping[str, Any] | None, bubblewrap: bool
) -> Mapping[str, Any]:
    """What `ForkedEngine.surroundings` gives."""
    return {"preparation": asdict(preparation), "walls": walls, "bubblewrap": bubblewrap}


def survey_walls(bubblewrap: bool | None = None) -> Survey:
    """What stands here, around any engine's notebooks.

    Raises:
        SandboxError: not even the inner wall, or not the outer one where it is a must.
    """
    from autograder.engine.sandbox.survey import survey

    standing = survey()
    if not standing.inner:
        raise SandboxError(NO_SANDBOX)
    if bubblewrap and not standing.outer:
        raise SandboxError("bubblewrap does not work on this machine: see `autograder doctor`.")
    return standing
