"""What stands in a cluster's workers: a plug-in that keeps one prewarmed engine, and the task that asks it.

dask takes both by their names: whatever else is to be known travels as bytes that the kit's own codec reads.
"""

from __future__ import annotations

import asyncio

from distributed import Worker, WorkerPlugin, get_worker

from autograder.errors import AutograderError
from autograder.failure_log import told
from autograder.grading.cluster.course_message import unpack_course
from autograder.grading.cluster.plan_desk import DifferentError, PlanDesk
from autograder.grading.settings import Settings


class DeskPlugin(WorkerPlugin):
    """Opens a desk in each worker, and offers as many places there as the worker has threads.

    A worker where no sandbox can stand, or where notebooks would find something else than on the
    grader's machine, offers none: no task that needs one comes there. `reason_of` says why.
    """

    def __init__(self, name: str, course: bytes) -> None:
        """`name` is the plug-in's, and that of the places; `course` is a packed `CourseMessage`."""
        self.name = name
        self._course = course
        self._desk: PlanDesk | None = None
        self.reason = ""
        """Why there is no place on this worker."""

    async def setup(self, worker: Worker) -> None:
        """Open the desk. dask calls this where a worker gets the plug-in, or starts with it."""
        try:
            course = unpack_course(self._course)
            # In the worker's main thread, which lives as long as it does: the engine ends with its thread
            engine = Settings(preload=course.preload).engine().begin()
            self._desk = PlanDesk(course, engine)
            await asyncio.to_thread(self._desk.warm)
        except (AutograderError, DifferentError) as error:
            self.reason = str(error)
        except Exception as error:  # dask would only log it, and take this worker for a good one
            self.reason = told(error)
        else:
            await worker.set_resources(**{self.name: float(worker.state.nthreads)})

    async def teardown(self, worker: Worker) -> None:
        """Close the desk. dask calls this when the plug-in is taken away, or the worker ends."""
        desk, self._desk = self._desk, None
        if desk is not None:
            desk.close()

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
