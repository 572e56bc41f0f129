"""What one submission may use."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.values.bounds import Bounds


@dataclass(frozen=True)
class Limits:
    """What one submission may use. Times are wall-clock seconds."""

    cell_seconds: float = 20.0
    """For each step: then it is interrupted."""
    grace_seconds: float = 2.0
    """From the interrupt to the kill. A killed step is left out, and all others run again."""
    total_seconds: float = 120.0
    """For all steps together, those that ran again included (beside NumPy alone, too), and for all
    calls. Starting counts where it is done once more."""
    start_seconds: float = 120.0
    """Until the process is ready for the first step."""
    call_seconds: float = 5.0
    """For each `call`."""
    output_bytes: int = 8 << 20
    """Outputs kept of a whole run; one step gets at most half of what is left, so that one flood
    does not silence the others. A step that writes ten times this is stopped, and so is whatever puts
    out that and `taken_bytes`, values and all."""
    array_bytes: int = Bounds.array_bytes
    """For one array, and for everything that one order of calls gives."""
    plain_bytes: int = Bounds.plain_bytes
    """For one plain value, as JSON."""
    taken_bytes: int = 128 << 20
    """For all values of a run together."""
    cpu_seconds: float = 300.0
    """Processor time of one process, all its threads together."""
    memory_bytes: int = 2 << 30
    """Beside what was imported before the first cell. This limit and those below need an engine
    that watches its processes."""
    disk_bytes: int = 256 << 20
    """Written to the folder and to temporary files."""
    disk_files: int = 10_000
    """Files and folders, the same ones."""
    tasks: int = 512
    """Threads and processes at a time."""


STANDARD_LIMITS = Limits()
"""What a submission may use where the caller says nothing else."""
