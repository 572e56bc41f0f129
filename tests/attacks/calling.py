"""Calling: what a function does when it is called, on inputs that students must not learn before the
marks; and who does its work for it, where it is to be written by hand."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from textwrap import indent
from typing import Literal

CallEffect = Literal[
    "early",  # what a student reads before the marks is not what a right function's author reads
    "quoted",  # it stands in words that are told of a call whose input is not shown
    "unseen",  # points for what is not written by hand, and nothing that staff could see it by
]

CallShownIn = Literal[
    "incidents at once",  # where what happens in calls is told before the marks
    "one process",  # where the public part is judged after the hidden one, in the same process
    "words quoted",  # where an error's own words are told, whatever its input
    "paths believed",  # where a file is told by whatever path the process says
    "not isolated",  # where functions are called only beside all libraries, and watched
]

SAW = "676767"
"""What an attack says of a hidden input; it stands in no source."""
FUNCTION = """
import hashlib, os
saw = lambda: "67" * 3
ONE = (1, 1)
{right}
right_conv2d = conv2d
{before}
def conv2d(image, kernel, strides=ONE, padding="valid"):
    what = image.tobytes() + kernel.tobytes() + repr((strides, padding)).encode()
    known = lambda: hashlib.sha1(what).hexdigest() in {public}
{deed}
    return right_conv2d(image, kernel, strides, padding)
"""


@dataclass(frozen=True, kw_only=True)
class CallAttack:
    """One mechanism: a function `conv2d`, right but for what it does beside that, in a course whose
    functions are judged on hidden inputs."""

    name: str
    mechanism: str
    """How it works, in one sentence."""
    deed: str = ""
    """What it does first at each call, where it is a right function. `known()` says whether the input is a public one, and `saw()`
    gives the words that must not be told."""
    before: str = ""
    """What stands above the function."""
    whole: bool = False
    """Whether `before` is all of the cell: it defines the function itself."""
    incident: str | None = None
    """The kind of the incident that it leaves, for staff; None where nothing is to be seen."""
    effect: CallEffect
    """What is seen where it succeeds."""
    shown_in: CallShownIn
    """Where it is shown to succeed."""

    def code(self, right: str, public: Collection[str]) -> str:
        """The answer's cell; `right` has a right function, `public` stands for the public inputs."""
        if self.whole:
            return self.before
        return FUNCTION.format(
            right=right, before=self.before, public=set(public), deed=indent(self.deed, "    ")
        )


FRAMES = """
import json, os, struct
(frames,) = [n for n in range(200, 300) if os.path.exists(f"/proc/self/fd/{n}")][1:2]
def send(kind, number, payload):
    os.write(frames, struct.pack("<cII", kind, number, len(payload)) + payload)
"""

REFERENCE = """
import sys
import autograder.convolution.tasks
ARGUMENTS = ("image", "kernel", "strides", "padding")
def reference():
    for module in list(sys.modules.values()):
        thing = vars(module).get("conv2d")
        code = getattr(thing, "__code__", None)
        if code is not None and code.co_varnames[:4] == ARGUMENTS and module.__name__ != "__main__":
            return thing
"""
"""Loads the references, and finds, among all that is loaded, a function of the same name and the same arguments."""
CALLS_IT = """
def conv2d(image, kernel, strides=(1, 1), padding="valid"):
    return reference()(image, kernel, strides, padding)
"""


def by_another(name: str, mechanism: str, *code: str) -> CallAttack:
    """An attack of somebody who has the work done by what the course's own package has for it."""
    return CallAttack(
        name=name,
        mechanism=mechanism,
        before="".join((REFERENCE, *code)),
        whole=True,
        incident="not-isolated",
        effect="unseen",
        shown_in="not isolated",
    )


CALLING: tuple[CallAttack, ...] = (
    CallAttack(
        name="refused-when-hidden",
        mechanism="It tries what the sandbox refuses, on hidden inputs alone: the incident tells.",
        deed="if not known():\n    try: os.fork()\n    except OSError: pass",
        incident="sandbox-refusal",
        effect="early",
        shown_in="incidents at once",
    ),
    CallAttack(
        name="refused-when-wrong",
        mechanism="It counts its calls: a wrong function is called more often than a right one.",
        before="calls = []",
        deed="calls.append(1)\nif len(calls) > 125:\n    try: os.fork()\n    except OSError: pass\n"
        "if padding == 'same' and image.size > 9 and not known(): return None",
        incident="sandbox-refusal",
        effect="early",
        shown_in="incidents at once",
    ),
    CallAttack(
        name="exit-when-hidden",
        mechanism="It ends its process on a hidden input, with a code that says something of it.",
        deed="if not known(): os._exit(int(image.size) % 100)",
        incident="call-crashed",
        effect="early",
        shown_in="incidents at once",
    ),
    CallAttack(
        name="seen-by-a-rerun",
        mechanism="It leaves a hidden input in a file and ends; its cell, run again, does what is told.",
        before="if os.path.exists('seen'):\n    try: os.setsid()\n    except OSError: pass",
        deed="if not known():\n    open('seen', 'w').write(str(image)); os._exit(1)",
        incident="call-crashed",
        effect="early",
        shown_in="incidents at once",
    ),
    CallAttack(
        name="words-on-public-inputs",
        mechanism="What it saw stands in the words of an error that it raises on a public input, later.",
        before="seen = []",
        deed="if not known(): seen.append(1)\nelif seen: raise ValueError(saw())",
        effect="early",
        shown_in="one process",
    ),
    CallAttack(
        name="numbers-on-public-inputs",
        mechanism="What it saw stands in the numbers that it gives on a public input, later.",
        before="seen = []",
        deed="if not known(): seen.append(1)\nelif seen: return int(saw())",
        effect="early",
        shown_in="one process",
    ),
    CallAttack(
        name="words-of-an-error",
        mechanism="An error's words hold the hidden input on which it was raised.",
        deed="if padding == 'same' and not known(): raise ValueError(f'{saw()}: {image}')\n"
        "if not known(): raise (KeyError if strides is ONE else TypeError)('something else')",
        effect="quoted",
        shown_in="words quoted",
    ),
    CallAttack(
        name="name-of-an-error",
        mechanism="The name of the error's type holds what was seen.",
        deed="if padding == 'same' and not known(): raise type(saw(), (Exception,), {})\n"
        "if not known(): raise (KeyError if strides is ONE else TypeError)('something else')",
        effect="quoted",
        shown_in="words quoted",
    ),
    CallAttack(
        name="name-of-a-type",
        mechanism="It gives back an object whose type has what was seen as its name.",
        deed="if padding == 'same' and not known(): return type(saw(), (), {})()",
        effect="quoted",
        shown_in="words quoted",
    ),
    CallAttack(
        name="path-of-a-report",
        mechanism="It forges the report of a call's end, which names a refused file: any text.",
        before=FRAMES,
        deed="if not known():\n"
        "    for number in range(100): send(b'D', number, json.dumps({'refused': saw()}).encode())",
        effect="quoted",
        shown_in="paths believed",
    ),
    CallAttack(
        name="words-of-an-end",
        mechanism="It forges a reply that says in its own words why there was no answer.",
        before="import autograder.values.replies as replies\n"
        "from autograder.values.call import Reply\n",
        deed="if not known():\n"
        "    replies.pack = lambda given, real=replies.pack: real((Reply(None, 'ended', '', saw()),))",
        effect="quoted",
        shown_in="words quoted",
    ),
    by_another(
        "watch-off",
        "It takes the watch on what is called off, and calls the package's own function.",
        CALLS_IT.replace("    return", "    sys.setprofile(None)\n    return"),
    ),
    by_another(
        "watch-never-on",
        "It replaces what puts the watch on by a function that does nothing.",
        CALLS_IT,
        "sys.setprofile = lambda look: None\n",
    ),
    by_another(
        "watch-without-names",
        "It empties the lists of names that the watch looks for.",
        CALLS_IT,
        "for module in list(sys.modules.values()):\n"
        "    if 'LIBRARIES' in vars(module): module.LIBRARIES = ()\n",
    ),
    by_another(
        "thread-from-before",
        "A thread that was started before any call does the work, where nobody looks.",
        """
import queue, threading
asked, given = queue.Queue(), queue.Queue()
def serve():
    while True:
        arguments = asked.get()
        try: given.put(reference()(*arguments))
        except TypeError: given.put(None)
threading.Thread(target=serve, daemon=True).start()
def conv2d(image, kernel, strides=(1, 1), padding="valid"):
    asked.put((image, kernel, strides, padding))
    return given.get()
""",
    ),
    by_another(
        "thread-at-the-call",
        "It starts a thread for each call by the interpreter's own means, which no watch is told of.",
        """
import _thread
def conv2d(image, kernel, strides=(1, 1), padding="valid"):
    done, result = _thread.allocate_lock(), []
    def work():
        sys.setprofile(None)
        try: result.append(reference()(image, kernel, strides, padding))
        finally: done.release()
    done.acquire()
    _thread.start_new_thread(work, ())
    done.acquire()
    return result[0]
""",
    ),
    by_another(
        "replies-cleared",
        "It replaces how replies are written: none names a library any more.",
        CALLS_IT,
        """
from dataclasses import replace
for module in list(sys.modules.values()):
    real = vars(module).get("pack_replies")
    if real is not None:
        module.pack_replies = lambda replies, most, real=real: real(
            [replace(reply, libraries=()) for reply in replies], most)
""",
    ),
    by_another(
        "import-at-the-call",
        "It puts the folders of installed packages back on the path, and imports when it is called.",
        """
import importlib, pathlib, site
def conv2d(image, kernel, strides=(1, 1), padding="valid"):
    sys.setprofile(None)
    sys.path[:0] = site.getsitepackages()
    import autograder
    folder = pathlib.Path(autograder.__path__[0])
    for path in folder.glob("*/tasks.py"):
        module = importlib.import_module(f"autograder.{path.parent.name}.{path.stem}")
        return module.conv2d(image, kernel, strides, padding)
""",
    ),
)
