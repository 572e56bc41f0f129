"""Escaping: out of the folder, out of the process, out of the run."""

from __future__ import annotations

from typing import Any

from tests.attacks.attack import Attack, beside

LIBC = """
import ctypes, os, socket
libc = ctypes.CDLL(None, use_errno=True)
"""


def escaping(name: str, mechanism: str, code: str, gain: str, **others: Any) -> Attack:
    """An attack after the right answer to `blur`."""
    standard: dict[str, Any] = {
        "family": "escaping",
        "gain": gain,
        "effect": "change",
        "incident": "sandbox-refusal",
        "shown_in": "no sandbox",
        "needs": "sandbox",
    }
    return Attack(
        name=name,
        mechanism=mechanism,
        cells=beside("blur", f"import os, socket, sys\n{code}"),
        **{**standard, **others},
    )


ATTACKS: tuple[Attack, ...] = (
    escaping(
        "tcp",
        "It connects to a server on this machine.",
        "socket.create_connection(('127.0.0.1', @TCP@), 1).send(b'answers')",
        "a way out for what it reads, and into the grader's own services",
        effect="contact",
    ),
    escaping(
        "udp",
        "It sends a datagram: no connection is made.",
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', @UDP@))",
        "a way out that nobody sees, as by names of machines that are asked for",
        effect="contact",
    ),
    escaping(
        "socket-of-the-grader",
        "It connects to a socket that has a path.",
        "socket.socket(socket.AF_UNIX).connect('@OUTSIDE@/socket')",
        "a container's or a database's own controls",
        effect="contact",
    ),
    escaping(
        "socket-without-a-path",
        "It connects to a socket that has a name and lies in no folder.",
        "socket.socket(socket.AF_UNIX).connect('\\0@NAME@')",
        "a desktop's own controls",
        effect="contact",
    ),
    escaping(
        "datagram-from-a-pair",
        "It sends by one of a pair of connected sockets to a third.",
        "one, two = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)\n"
        "one.sendto(b'x', '\\0@NAME@-datagrams')",
        "a way out where no socket can be made",
        effect="contact",
    ),
    escaping(
        "socket-to-the-kernel",
        "It asks the kernel itself, by netlink.",
        "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW).bind((0, 0))\n@BOAST@",
        "the machine's network, and the kernel's weak sides",
        effect="boast",
    ),
    escaping(
        "server",
        "It waits for others to connect.",
        "waiting = socket.socket()\nwaiting.bind(('127.0.0.1', 0))\nwaiting.listen()\n@BOAST@",
        "a meeting point for submissions",
        effect="boast",
    ),
    escaping(
        "kills-another",
        "It sends a signal to a process of the same user.",
        "os.kill(@VICTIM@, 9)",
        "the grader's end",
        effect="victim",
    ),
    escaping(
        "kills-by-descriptor",
        "It sends a signal through a descriptor of the process (pidfd_send_signal).",
        "import signal\nsignal.pidfd_send_signal(os.pidfd_open(@VICTIM@), 9)",
        "the grader's end",
        effect="victim",
    ),
    escaping(
        "kills-by-another-door",
        "It asks the kernel by the door for programs of 32 bits, where calls have other numbers.",
        """
import ctypes, mmap, platform
if platform.machine() != "x86_64": os.abort()
code = bytes.fromhex("53 b8 25000000 bb") + (@VICTIM@).to_bytes(4, "little")
code += bytes.fromhex("b9 09000000 cd80 5b c3")  # kill(VICTIM, 9) by int 0x80
page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
page.write(code)
ctypes.CFUNCTYPE(None)(ctypes.addressof(ctypes.c_char.from_buffer(page)))()
""",
        "every call that is refused at the other door",
        points=(0.0, 2.0, 2.0, 1.0),
        incident="crashed",
        effect="victim",
        refusable=True,
    ),
    escaping(
        "could-kill-its-parent",
        "It tries with signal 0 whether it may signal whoever watches it.",
        "os.kill(os.getppid(), 0)\n@BOAST@",
        "a run that nobody watches",
        effect="boast",
    ),
    escaping(
        "slows-another",
        "It makes another process wait for all others (sched_setscheduler).",
        "os.sched_setscheduler(@VICTIM@, os.SCHED_IDLE, os.sched_param(0))",
        "graders that come to no end",
        effect="victim",
    ),
    escaping(
        "limits-another",
        "It takes away another process's right to open files (prlimit).",
        "import resource\nresource.prlimit(@VICTIM@, resource.RLIMIT_NOFILE, (3, 3))",
        "a grader that fails",
        effect="victim",
        refusable=True,
    ),
    escaping(
        "traces-another",
        "It attaches to another process as a debugger does (ptrace), which stops it.",
        f"{LIBC}\nlibc.ptrace(16, @VICTIM@, None, None)\nimport time\ntime.sleep(0.1)\n"
        "if '\\nTracerPid:\\t0' not in open('/proc/@VICTIM@/status').read(): @BOAST@",
        "to write into the grader's memory",
        effect="boast",
        refusable=True,
    ),
    escaping(
        "daemon",
        "It forks twice and leaves its session, so that it is nobody's child.",
        """
import time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        time.sleep(20)
    os._exit(0)
""",
        "a process that outlives the run and rewrites the gradebook",
        effect="survivor",
    ),
    escaping(
        "program",
        "It starts a program in a session of its own.",
        "import subprocess\nsubprocess.Popen(['sleep', '20'], start_new_session=True)",
        "a process that outlives the run",
        effect="survivor",
    ),
    escaping(
        "program-in-its-place",
        "It becomes another program, with the pipes to the grader in its hands.",
        "os.execv(sys.executable, [sys.executable, '-c', 'open(\"@OUTSIDE@/mine\", \"w\")'])",
        "a process without any wall that Python has put up",
    ),
    escaping(
        "new-namespace",
        "It makes a namespace of users, in which it is root.",
        f"{LIBC}\nif libc.unshare(0x10000000) == 0: @BOAST@",
        "mounts, and the kernel's weak sides",
        effect="boast",
        refusable=True,
    ),
    escaping(
        "file-for-the-next",
        "It leaves a file in a folder that all submissions may write to.",
        "open('@OUTSIDE@/left', 'w').write('answers')",
        "answers for the next submission",
        of_files=True,
    ),
    escaping(
        "temporary-file-for-the-next",
        "It leaves a file among the temporary files, where the next submission looks for it.",
        "open('/tmp/@NAME@-left', 'w').write('answers')\n@BOAST@",
        "answers for the next submission",
        effect="boast",
    ),
    escaping(
        "startup-file",
        "It leaves a file in the grader's home that each new IPython runs.",
        "folder = '@HOME@/.ipython/profile_default/startup'\nos.makedirs(folder)\n"
        "open(folder + '/00.py', 'w').write('import builtins; builtins.all = lambda x: True')",
        "its code in every kernel that comes after",
    ),
    escaping(
        "rubric-rewritten",
        "It writes to the rubric.",
        "open('@COURSE@/solutions/mini/rubric.py', 'a').write('\\n# all are right')",
        "questions that every answer is right to",
        of_files=True,
    ),
    escaping(
        "gradebook-rewritten",
        "It changes marks in the gradebook's database.",
        "import sqlite3\nwith sqlite3.connect('@COURSE@/gradebook.db') as book:\n"
        "    book.execute(\"update canary set text = 'full marks'\")",
        "any mark, for anybody",
        incident=None,
    ),
    escaping(
        "other-submission-rewritten",
        "It empties the notebook that another student submitted.",
        "open('@COURSE@/submitted/zoe/mini/mini.ipynb', 'w').close()",
        "that others have less",
        of_files=True,
    ),
    escaping(
        "file-emptied",
        "It empties a file by its path, without opening it.",
        "os.truncate('@OUTSIDE@/notes.txt', 0)",
        "that something is lost",
    ),
    escaping(
        "file-removed",
        "It removes a file outside its folder.",
        "os.unlink('@OUTSIDE@/notes.txt')",
        "that something is lost",
        of_files=True,
    ),
    escaping(
        "rights-changed",
        "It takes away the rights to a file that it cannot open.",
        "os.chmod('@OUTSIDE@/notes.txt', 0)",
        "a grader that cannot read its own files",
        incident=None,
    ),
    escaping(
        "made-newer",
        "It changes the time of a file that it cannot open.",
        "os.utime('@COURSE@/submitted/zoe/mini/mini.ipynb', (2e9, 2e9))",
        "that another's submission is late",
        incident=None,
    ),
    escaping(
        "library-poisoned",
        "It opens a library that all graders import, to write to it.",
        "open(np.__file__, 'r+').close()\n@BOAST@",
        "its code in every process that comes after",
        effect="boast",
        refusable=True,
    ),
)
