"""Programs that libraries start to learn something of the machine.

Behind a wall no program can be started, and an attempt is reported to staff. A library that asks
`lscpu` for the number of cores means no harm, and knows what to do on a system without such a
program: so there is none here.
"""

from __future__ import annotations

import errno
import os
import sys
from typing import Any

MACHINE = (
    "arp cc file gcc getconf ifconfig ip ld ldconfig lscpu netstat nproc nvidia-smi objdump stty"
    " sysctl uname"
)
"""Started by platform, uuid, ctypes.util, and whatever counts cores and graphics cards."""
DRAWING = (
    "convert dot dvipng fc-list ffmpeg gs inkscape kpsewhich latex lualatex magick pdflatex xelatex"
)
"""What libraries draw with, where it is there."""
PROGRAMS = frozenset(f"{MACHINE} {DRAWING}".split())


def hide_programs() -> None:
    """From here on, for good, `subprocess` finds none of these programs. What a notebook does about
    it harms nobody: the wall stands without it."""
    sys.addaudithook(_hide)


def _hide(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "subprocess.Popen":
        program = os.fsdecode(arguments[0])
        if os.path.basename(program) in PROGRAMS:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), program)
