"""What the grader says to the zygote and to a supervisor, and what a supervisor answers: messages over
sockets that no notebook holds."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import get_args

from autograder.engine.process import Ending, EndKind, ending
from autograder.engine.refusal import Refusal
from autograder.engine.scratch import Scratch
from autograder.engine.session import Limits

MESSAGE_BYTES = 64 << 10
INTERRUPT = b"interrupt"
END = b"end"
"""To the supervisor: kill it all. Hanging up means the same."""
PAUSE, RESUME = b"pause", b"resume"
"""To the supervisor: let no thread of it run, and say when that is so; let them all run again."""
HEARD = b"heard"
"""To the supervisor: what was refused until now has been told; tell it again if it comes again."""
ASK_WAITED = b"waited?"
"""To the supervisor: tell how long the process's first thread has waited for a processor."""
WAITED = b"waited "
"""How the answer begins, with the seconds after it."""
PAUSED = b"paused"
"""The answer to `PAUSE`."""
REFUSED = b"refused "
"""How a supervisor's message begins that tells of a refused call, before the process goes on."""
FORK = b"fork"
"""To the zygote, with the descriptors of a new process. It carries nothing else."""


@dataclass(frozen=True)
class Request:
    """Where a notebook's process works, and what it may use."""

    folder: Path
    scratch: Scratch
    limits: Limits
    user: int | None = None
    """Who it becomes; None where it stays who the grader is."""
    processor: int | None = None
    """The only one on which it runs; None where it has a share of all."""

    def pack(self) -> bytes:
        """The message that holds it."""
        paths = {"folder": str(self.folder), "scratch": str(self.scratch.folder)}
        plain = {"user": self.user, "processor": self.processor}
        return json.dumps({**paths, "limits": asdict(self.limits), **plain}).encode()

    @classmethod
    def unpack(cls, message: bytes) -> Request:
        """The request that a message holds."""
        fields = json.loads(message)
        return cls(
            Path(fields["folder"]),
            Scratch(Path(fields["scratch"])),
            Limits(**fields["limits"]),
            fields["user"],
            fields["processor"],
        )


@dataclass(frozen=True)
class Report:
    """How a notebook's process ended, as its supervisor saw it."""

    kind: EndKind
    """The limit for which it was killed; `ended` where it was none."""
    code: int
    """The return code, as subprocess has it."""

    def pack(self) -> bytes:
        """The message that holds it."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def unpack(cls, message: bytes) -> Report:
        """The report that a message holds.

        Raises:
            ValueError: it holds none.
        """
        fields = json.loads(message)
        if fields["kind"] not in get_args(EndKind):
            raise ValueError(f"an unknown ending: {fields['kind']}")
        return cls(fields["kind"], int(fields["code"]))

    def ending(self) -> Ending:
        """The same for the session."""
        plain = ending(self.code)
        return plain if self.kind == "ended" else Ending(self.kind, plain.how)


def pack_refusal(refusal: Refusal) -> bytes:
    """The message that holds a refusal."""
    return REFUSED + json.dumps(asdict(refusal)).encode()


def unpack_refusal(message: bytes) -> Refusal | None:
    """The refusal that a message holds; None where it holds something else."""
    return Refusal(**json.loads(message[len(REFUSED) :])) if message.startswith(REFUSED) else None
