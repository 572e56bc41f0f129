"""What stands in a cluster's workers: a plug-in that keeps one prewarmed engine, and the task that asks it.

dask takes both by their names: whatever else is to be known travels as bytes that the kit's own codec reads.
"""

from __future__ import annotations

import asyncio

from distributed import Status, Worker, WorkerPlugin, get_worker

from autograder.failure_log import told
from autograder.grading.cluster.course_message import unpack_course
from autograder.grading.cluster.plan_desk import PlanDesk

IDLE_SECONDS = 120.0
"""After which an engine ends that nobody asks for anything."""
LOOK_SECONDS = 15.0
"""Between two looks at that."""


class DeskPlugin(WorkerPlugin):
    """Has a desk in each worker, and offers as many places there as the worker has threads.

    A worker where no sandbox can stand, or where notebooks would find something else than on the
    grader's machine, offers none: no task that needs one comes there. `reason_of` says why.
    """

    def __init__(self, name: str, course: bytes) -> None:
        """`name` is the plug-in's, and that of the places; `course` is a packed `CourseMessage`."""
        self.name = name
        self._course = course
        self._desk: PlanDesk | None = None
        self._resting: asyncio.Task[None] | None = None
        self.reason = ""
        """Why there is no place on this worker."""

    async def setup(self, worker: Worker) -> None:
        """Have the desk. dask calls this where a worker gets the plug-in, or starts with it."""
        try:
            self._desk = await asyncio.to_thread(lambda: PlanDesk(unpack_course(self._course)))
        except Exception as error:  # dask would only log it, and take this worker for a good one
            self.reason = told(error)
            return
        self._resting = asyncio.create_task(self._rest(self._desk))
        await worker.set_resources(**{self.name: float(worker.state.nthreads)})
        # The scheduler looks at tasks that wait for a worker when one begins or goes on, and not when it
        # gets something to offer
        if worker.status == Status.running:
            worker.status = Status.paused
            worker.status = Status.running

    async def _rest(self, desk: PlanDesk) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            await asyncio.to_thread(desk.rest, IDLE_SECONDS)

    async def teardown(self, worker: Worker) -> None:
        """Close the desk. dask calls this when the plug-in is taken away, or the worker ends."""
        if self._resting is not None:
            self._resting.cancel()
        desk, self._desk = self._desk, None
        if desk is not None:
            await asyncio.to_thread(desk.close)

    def run(self, plan: bytes) -> bytes:
        """The packed reply to a packed plan."""
        if self._desk is None:
            raise RuntimeError("a task came to a worker that has no place for it")
        return self._desk.run(plan)


def run_plan(name: str, plan: bytes) -> bytes:
    """The task: has a packed plan run by the worker that it came to; gives the packed reply."""
    return _plugin(get_worker(), name).run(plan)


def reason_of(name: str, dask_worker: Worker) -> str:
    """Why a worker has no place for the plug-in's tasks; nothing where it has one."""
    return _plugin(dask_worker, name).reason


def _plugin(worker: Worker, name: str) -> DeskPlugin:
    plugin = worker.plugins[name]
    assert isinstance(plugin, DeskPlugin)
    return plugin
