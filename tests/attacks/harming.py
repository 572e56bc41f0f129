"""Harming: time, memory, disk and output of the machine that grades.

All of them stop by themselves at a bound that hurts no machine, and boast there.
"""

from __future__ import annotations

from typing import Any

from tests.attacks.attack import Attack, beside

LOST = (2.0, 0.0, 2.0, 1.0)
"""Where the cell of `sizes` is killed, and all others run again without it."""

LONGER = """
import time
end = time.monotonic() + 7
"""
"""Than three times the limit of a cell: so long one may run on a busy machine."""
FROM_HERE = f"{LONGER}\ndel size_conv, size_pool\n"
WORDS = "a line of words that nobody will ever read " * 20


def harming(
    name: str, mechanism: str, code: str, gain: str, incident: str | None, **others: Any
) -> Attack:
    """An attack after the right answer to `sizes`."""
    standard: dict[str, Any] = {
        "family": "harming",
        "gain": gain,
        "effect": "boast",
        "shown_in": "no sandbox",
    }
    return Attack(
        name=name,
        mechanism=mechanism,
        cells=others.pop("cells", None) or beside("sizes", code),
        incident=incident,
        **{**standard, **others},
    )


ATTACKS: tuple[Attack, ...] = (
    harming(
        "loop",
        "A loop without an end.",
        f"{FROM_HERE}while time.monotonic() < end: pass\n@BOAST@",
        "a processor, and the others' turn",
        "time-limit",
        points=LOST,
        shown_in="no limits",
    ),
    harming(
        "loop-in-c",
        "A loop inside one call of C, which no interrupt reaches.",
        f"""{FROM_HERE}
import collections, itertools
collections.deque(itertools.takewhile(end.__gt__, iter(time.monotonic, None)), maxlen=0)
@BOAST@
""",
        "a processor, and the others' turn",
        "time-limit",
        points=LOST,
        shown_in="no limits",
    ),
    harming(
        "deaf-loop",
        "A loop that ignores every signal and catches every exception.",
        f"""{FROM_HERE}
import signal
for number in range(1, 65):
    try: signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError): pass
while time.monotonic() < end:
    try: time.sleep(0.1)
    except BaseException: pass
@BOAST@
""",
        "a place among those that are graded at a time",
        "time-limit",
        points=LOST,
        shown_in="no limits",
    ),
    harming(
        "loop-while-taken",
        "The answer is an object that never comes to an end when it is looked at.",
        """
import time
class Slow:
    def __iter__(self):
        end = time.monotonic() + 7
        while time.monotonic() < end: time.sleep(0.01)
        get_ipython().events.register("pre_run_cell", lambda info: @BOAST@)
        yield 1
size_conv = Slow()
""",
        "a place among those that are graded at a time",
        "time-limit",
        points=LOST,
        shown_in="no limits",
    ),
    harming(
        "stopped",
        "The process stops itself (SIGSTOP): it uses no time and never answers.",
        "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)",
        "a grader that waits for ever",
        "time-limit",
        points=(2.0, 0.0, 2.0, 1.0),
        effect="lost",
        shown_in="plain nbgrader",
    ),
    harming(
        "fork-bomb",
        "Each process starts others.",
        """
import os, time
for generation in range(6):
    if os.fork() == 0:
        started = True
        if generation == 5: time.sleep(3)
    elif generation == 5: time.sleep(0.5)
if "started" in dir(): os._exit(0)
@BOAST@
""",
        "all processes that the machine can have",
        "sandbox-refusal",
        needs="sandbox",
    ),
    harming(
        "thread-bomb",
        "Threads, each waiting for nothing.",
        """
import threading
event = threading.Event()
for number in range(400): threading.Thread(target=event.wait, args=[5], daemon=True).start()
event.wait(1)
@BOAST@
""",
        "all threads that the machine can have",
        "task-limit",
        points=LOST,
        needs="sandbox",
    ),
    harming(
        "memory-at-once",
        "It reserves 20 GiB and uses some.",
        """
import mmap
reserved = mmap.mmap(-1, 20 << 30, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x4000)
for place in range(0, 200 << 20, 4096): reserved[place] = 1
@BOAST@
""",
        "all memory",
        None,
        needs="sandbox",
        refusable=True,
    ),
    harming(
        "memory-slowly",
        "It keeps a little more and a little more.",
        """
import time
kept = []
for number in range(10):
    kept.append(np.ones(20 << 17))
    time.sleep(0.02)
time.sleep(0.2)
@BOAST@
""",
        "all memory",
        "memory-limit",
        points=LOST,
        needs="sandbox",
    ),
    harming(
        "memory-that-is-shared",
        "It fills memory that counts as shared, not as its own.",
        """
import mmap, time
shared = mmap.mmap(-1, 200 << 20)
for place in range(0, 200 << 20, 4096): shared[place] = 1
time.sleep(0.2)
@BOAST@
""",
        "all memory",
        "memory-limit",
        points=LOST,
        needs="sandbox",
    ),
    harming(
        "memory-without-a-process",
        "It writes a file that lies in memory and belongs to no process (memfd).",
        """
import os
held = os.memfd_create("held")
for number in range(64): os.write(held, bytes(1 << 20))
@BOAST@
""",
        "all memory, where nobody counts it",
        "sandbox-refusal",
        needs="sandbox",
    ),
    harming(
        "shared-folder-filled",
        "It fills the machine's shared memory, a folder that everybody may write to.",
        """
with open("/dev/shm/@NAME@-filled", "wb") as file:
    for number in range(64): file.write(bytes(1 << 20))
@BOAST@
""",
        "all memory, also after the end",
        "sandbox-refusal",
        needs="sandbox",
        refusable=True,
    ),
    harming(
        "disk",
        "It writes file after file into its own folder.",
        """
import time
try:
    for number in range(96):
        with open(f"{number}.dat", "wb") as file: file.write(bytes(1 << 20))
        time.sleep(0.01)
finally:
    time.sleep(1.5)  # whoever looks sees that the disk is full
@BOAST@
""",
        "the disk",
        "disk-limit",
        points=(2.0, 0.0, 0.0, 0.0),
        needs="sandbox",
    ),
    harming(
        "disk-without-a-name",
        "It writes to a file that has no name any more, so that no listing shows it.",
        """
import os, time
files = []
try:
    for number in range(12):
        files.append(open(f"{number}.dat", "wb"))
        os.unlink(f"{number}.dat")
        files[-1].write(bytes(8 << 20))
        files[-1].flush()
        time.sleep(0.1)
finally:
    time.sleep(1.5)  # whoever looks sees that the disk is full
@BOAST@
""",
        "the disk, where nobody counts it",
        "disk-limit",
        points=(2.0, 0.0, 0.0, 0.0),
        needs="sandbox",
    ),
    harming(
        "one-large-file",
        "It writes one file faster than anybody looks.",
        """
import time
try:
    with open("large.dat", "wb", 0) as file:
        for number in range(24): file.write(bytes(4 << 20))
    @BOAST@
finally:
    time.sleep(1.5)
""",
        "the disk",
        "disk-limit",
        points=(2.0, 0.0, 0.0, 0.0),
        needs="sandbox",
    ),
    harming(
        "inodes",
        "It makes empty files, thousands of them.",
        """
import time
try:
    for number in range(1200): open(f"{number}.dat", "wb").close()
finally:
    time.sleep(1.5)  # whoever looks sees that there are too many
@BOAST@
""",
        "all names that the disk can hold",
        "disk-limit",
        points=(2.0, 0.0, 0.0, 0.0),
        needs="sandbox",
    ),
    harming(
        "flood-of-text",
        "It prints without an end.",
        f"for number in range(8000): print({WORDS!r})",
        "a graded notebook that nobody can open",
        "output-limit",
        effect="flood",
        shown_in="no limits",
    ),
    harming(
        "flood-below-python",
        "It writes to the descriptor of the standard output, below Python.",
        f"""
import os
for number in range(8000): os.write(1, {WORDS.encode()!r})
""",
        "a graded notebook that nobody can open",
        "output-limit",
        effect="flood",
        shown_in="no limits",
    ),
    harming(
        "flood-of-displays",
        "It shows thousands of things, each of them small.",
        'for _ in range(5200): display({"text/plain": "x"}, raw=True)',
        "a graded notebook that nobody can open",
        "output-limit",
        effect="flood",
        shown_in="no limits",
    ),
    harming(
        "flood-in-one-picture",
        "One output is as large as a thousand.",
        """
from IPython.display import HTML
display(HTML("<b>x</b>" * 1_000_000))
""",
        "a graded notebook that nobody can open",
        "output-limit",
        effect="flood",
        shown_in="plain nbgrader",
    ),
    harming(
        "gigantic-answer",
        "The answer is an array of 200 MB.",
        "",
        "the grader's memory",
        None,
        cells={"blur": "blur = np.zeros((1, 5000, 5000))"},
        points=(0.0, 2.0, 2.0, 1.0),
        effect="swell",
        shown_in="no limits",
    ),
    harming(
        "deep-recursion",
        "A function calls itself beyond the end of the stack.",
        """
import sys, threading
sys.setrecursionlimit(10**9)
def deeper(n): return repr([deeper(n + 1)]) if n < 10**8 else ""
class Deep:
    def __repr__(self): return repr(Deep())
repr(Deep())
""",
        "what is right before it, for a second chance",
        "crashed",
        points=LOST,
        effect="lost",
        shown_in="plain nbgrader",
    ),
)
