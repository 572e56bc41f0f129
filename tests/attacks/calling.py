"""Calling: what a function does when it is called, on inputs that students must not learn before the
marks."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from textwrap import indent
from typing import Literal

CallEffect = Literal[
    "early",  # what a student reads before the marks is not what a right function's author reads
    "quoted",  # it stands in words that are told of a call whose input is not shown
]

CallShownIn = Literal[
    "incidents at once",  # where what happens in calls is told before the marks
    "one process",  # where the public part is judged after the hidden one, in the same process
    "words quoted",  # where an error's own words are told, whatever its input
    "paths believed",  # where a file is told by whatever path the process says
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
    deed: str
    """What it does first at each call. `known()` says whether the input is a public one, and `saw()`
    gives the words that must not be told."""
    before: str = ""
    """What stands above the function."""
    incident: str | None = None
    """The kind of the incident that it leaves, for staff; None where nothing is to be seen."""
    effect: CallEffect
    """What is seen where it succeeds."""
    shown_in: CallShownIn
    """Where it is shown to succeed."""

    def code(self, right: str, public: Collection[str]) -> str:
        """The answer's cell; `right` has a right function, `public` stands for the public inputs."""
        return FUNCTION.format(
            right=right, before=self.before, public=set(public), deed=indent(self.deed, "    ")
        )


FRAMES = """
import json, os, struct
(frames,) = [n for n in range(200, 300) if os.path.exists(f"/proc/self/fd/{n}")][1:2]
def send(kind, number, payload):
    os.write(frames, struct.pack("<cII", kind, number, len(payload)) + payload)
"""

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
)
