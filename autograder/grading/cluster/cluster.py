"""A dask cluster as machines on which notebooks are run."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from itertools import count, starmap
from tempfile import TemporaryDirectory
from typing import Any, TypeVar
from uuid import uuid4

import dask
from distributed import Client, Future, KilledWorker, LocalCluster, Security
from distributed.client import FutureCancelledError

from autograder.engine.outside.results import Results
from autograder.errors import InputError
from autograder.grading.cluster import own_group
from autograder.grading.cluster.address import LOCAL, WITH_TLS
from autograder.grading.cluster.course_message import CourseMessage
from autograder.grading.cluster.plan_message import pack_plan
from autograder.grading.cluster.run_reply import TooLarge, unpack_reply
from autograder.grading.cluster.worker import DeskPlugin, reason_of, run_plan
from autograder.grading.evidence.evidence import CallRecord, Evidence
from autograder.grading.evidence.machines import FarEvidence, Machines, MachinesLostError
from autograder.grading.judging import GraderError
from autograder.grading.plan import Plan

T = TypeVar("T")

TRIES = 3
"""Machines that are asked to run a plan, where one of them fails."""
DEATHS = 3
"""Workers that may die of a submission, in a cluster that is started here."""
LEAST_PLACES = 8
"""Plans under way where a cluster has few workers yet: an adaptive one grows with what waits."""
CONNECT_SECONDS = 20.0
LOOK_SECONDS = 10.0
"""Of waiting, after which it is looked whether workers have come that run nothing."""
MACHINE_LOST = "machine-lost"
"""The kind of the incident that whoever ran a notebook died, each time."""
GONE = (FutureCancelledError, CancelledError, OSError, asyncio.TimeoutError)
"""What dask raises where a scheduler is lost, or was never there."""


class DaskMachines(Machines):
    """The workers of a cluster that have the plug-in of this run."""

    def __init__(
        self, client: Client, course: CourseMessage, tell: Callable[[str], None] = lambda told: None
    ) -> None:
        """Have every worker, and those to come, prepare itself; wait for those that are there. `tell` is
        given a sentence on each that comes later and runs nothing.

        Raises:
            MachinesLostError: the scheduler does not answer.
        """
        self._client = client
        self._known = {file.digest for file in course.files}
        self._name = f"autograder-{uuid4().hex}"
        self._numbers = count()
        self._tell = tell
        self._looking = threading.Lock()
        self._looked = time.monotonic()
        self._asked(
            lambda: client.register_plugin(DeskPlugin(self._name, course.pack()), self._name)
        )
        self.refusing = self._refusing()
        """By worker: why it has no place."""
        threads = self._asked(client.nthreads)
        self.ready = sum(n for worker, n in threads.items() if worker not in self.refusing)
        """The places on the workers that are there."""
        self.places = places_of(self.ready)

    def remarks(self) -> tuple[str, ...]:
        """Which workers run nothing, and why; and that there is none yet."""
        return (
            *starmap(_refusal, self.refusing.items()),
            *(() if self.ready else ("There is no worker yet: waiting for one.",)),
        )

    def _refusing(self) -> dict[str, str]:
        reasons = self._asked(lambda: self._client.run(reason_of, self._name, on_error="ignore"))
        return {str(worker): str(why) for worker, why in reasons.items() if why}

    def _look(self) -> None:
        """Tells of workers that have come since and run nothing; once, whoever waits."""
        with self._looking:
            if time.monotonic() - self._looked < LOOK_SECONDS:
                return
            for worker, reason in self._refusing().items():
                if worker not in self.refusing:
                    self.refusing[worker] = reason
                    self._tell(_refusal(worker, reason))
            self._looked = time.monotonic()

    def evidence(self, plan: Plan, fingerprint: str) -> FarEvidence | None:
        """What a run on one of the workers gave. One that fails is no fault of the submission's, so another
        one is asked. Where workers die of it, one after the other, nothing came out."""
        content = pack_plan(plan, self._known)
        reason = ""
        for _ in range(TRIES):
            try:
                reply = unpack_reply(self._sent(content), plan.steps, fingerprint)
            except KilledWorker:
                return FarEvidence(_lost(plan, fingerprint), held_up=True)
            if isinstance(reply, FarEvidence):
                return reply
            if isinstance(reply, TooLarge):
                return None
            reason = reply.reason
        raise GraderError(f"no worker of the cluster could run it: {reason}")

    def _sent(self, content: bytes) -> object:
        """What comes back for a packed plan; whatever that is, it is not looked into here."""
        key = f"{self._name}-{next(self._numbers)}"
        future = self._asked(
            lambda: self._client.submit(
                run_plan, self._name, content, key=key, pure=False, resources={self._name: 1}
            )
        )
        try:
            while True:
                with suppress(NotYetError):
                    return self._asked(lambda: _result(future))
                self._look()
        finally:
            with suppress(Exception):  # the scheduler may be gone
                future.release()

    def _asked(self, ask: Callable[[], T]) -> T:
        try:
            return ask()
        except GONE as error:
            where = self._client.scheduler.address if self._client.scheduler else "the scheduler"
            raise MachinesLostError(
                f"{where} does not answer any more ({type(error).__name__}). What is graded until now is "
                "kept: the same command goes on from there"
            ) from error

    def close(self) -> None:
        """Take the plug-in away from the workers, with engines and files; `open_machines` calls this."""
        if self._client.status == "running":  # else there is no scheduler to tell
            with suppress(Exception):
                self._client.unregister_worker_plugin(self._name)


def places_of(workers: int) -> int:
    """How many plans to have under way with so many workers, of one thread each."""
    return max(LEAST_PLACES, 2 * workers)


class NotYetError(Exception):
    """There is no result yet."""


def _result(future: Future[Any]) -> object:
    try:
        return future.result(timeout=LOOK_SECONDS)
    except TimeoutError:
        raise NotYetError from None


def _refusal(worker: str, reason: str) -> str:
    return f"{worker} runs nothing: {reason}."


def _lost(plan: Plan, fingerprint: str) -> Evidence:
    """Of a run of which nothing came out, since whoever ran it died."""
    results = Results(plan.steps, plan.limits)
    results.tell(MACHINE_LOST, None, "each worker that had it died, so it was given up")
    return Evidence(fingerprint, True, results.run(0.0), CallRecord())


@contextmanager
def open_machines(
    scheduler: str,
    workers: int,
    course: CourseMessage,
    tell: Callable[[str], None] = lambda told: None,
) -> Iterator[DaskMachines]:
    """The workers of a scheduler's cluster, until the end; with `local`, of one that is started here, with so
    many workers. `tell` is given what there is to say meanwhile, in sentences.

    Raises:
        InputError: there is no scheduler, or no worker that could run notebooks.
    """
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters is told in sentences
    with _client(scheduler, workers) as client:
        machines = DaskMachines(client, course, tell)
        try:
            if machines.refusing and not machines.ready:
                worker, reason = next(iter(machines.refusing.items()))
                raise InputError(f"no worker can run these notebooks. {worker}: {reason}")
            yield machines
        finally:
            machines.close()


@contextmanager
def _client(scheduler: str, workers: int) -> Iterator[Client]:
    if scheduler != LOCAL:
        security = Security(require_encryption=True) if scheduler.startswith(WITH_TLS) else None
        try:
            client = Client(
                scheduler, security=security, timeout=CONNECT_SECONDS, set_as_default=False
            )
        except (OSError, TypeError, ValueError, RuntimeError) as error:
            raise InputError(f"--scheduler {scheduler}: {_connect_sentence(error)}") from error
        with client:
            yield client
        return
    with (
        TemporaryDirectory(prefix="autograder-workers-") as folder,
        dask.config.set(temporary_directory=folder),
        LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            security=True,  # others on this machine may not talk to it
            dashboard_address="127.0.0.1:0",  # its pages are for this machine alone
            memory_limit=0,  # each notebook has a limit of its own
            silence_logs=logging.CRITICAL,
            preload=own_group.__name__,
            scheduler_kwargs={"allowed_failures": DEATHS - 1, "dashboard": False},
        ) as cluster,
        Client(cluster, set_as_default=False) as client,
    ):
        yield client


def _connect_sentence(error: Exception) -> str:
    if isinstance(error, OSError):
        return "no scheduler answers there"
    return f"{error} (for tls:// dask needs its certificates: docs/grading.md)"
