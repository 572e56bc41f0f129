"""What the grader tells a supervisor, and what the supervisor tells it: messages over a socket that
no notebook holds."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import get_args

from autograder.engine.process import Ending, EndKind, ending
from autograder.engine.refusal import Refusal
from autograder.engine.session import Limits

MESSAGE_BYTES = 64 << 10
INTERRUPT = b"interrupt"
END = b"end"
"""To the supervisor: kill it all. So does the end of the socket."""
HEARD = b"heard"
"""To the supervisor: what was refused until now has been told; tell it again if it comes again."""
REFUSED = b"refused "
"""Begins what a supervisor tells of a refused call, before the process goes on."""
FORK = b"fork"
"""To the zygote, with the descriptors of a new process. It carries nothing else."""


@dataclass(frozen=True)
class Request:
    """Where a notebook's process works, and what it may use."""

    folder: Path
    scratch: Path
    """Holds `home` and `tmp`."""
    limits: Limits

    def pack(self) -> bytes:
        """As a message."""
        paths = {"folder": str(self.folder), "scratch": str(self.scratch)}
        return json.dumps({**paths, "limits": asdict(self.limits)}).encode()

    @classmethod
    def unpack(cls, message: bytes) -> Request:
        """Of a message."""
        found = json.loads(message)
        return cls(Path(found["folder"]), Path(found["scratch"]), Limits(**found["limits"]))


@dataclass(frozen=True)
class Report:
    """How a notebook's process ended, as its supervisor saw it."""

    kind: EndKind
    """The limit for which it was killed; `ended` where it was none."""
    code: int
    """The return code, as subprocess has it."""

    def pack(self) -> bytes:
        """As a message."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def unpack(cls, message: bytes) -> Report:
        """Of a message.

        Raises:
            ValueError: it is none.
        """
        found = json.loads(message)
        if found["kind"] not in get_args(EndKind):
            raise ValueError(f"an unknown ending: {found['kind']}")
        return cls(found["kind"], int(found["code"]))

    def ending(self) -> Ending:
        """The same for the session."""
        plain = ending(self.code)
        return plain if self.kind == "ended" else Ending(self.kind, plain.how)


def pack_refusal(refusal: Refusal) -> bytes:
    """A refusal as a message."""
    return REFUSED + json.dumps(asdict(refusal)).encode()


def unpack_refusal(message: bytes) -> Refusal | None:
    """A refusal of a message; None where it tells something else."""
    return Refusal(**json.loads(message[len(REFUSED) :])) if message.startswith(REFUSED) else None
