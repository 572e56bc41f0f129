"""An exchange with a process that does nothing: what it says stands in its pipes beforehand."""

import os
import time
from dataclasses import replace

import pytest

from autograder.engine import frame
from autograder.engine.ends import open_pipes
from autograder.engine.errors import LostError, StartError
from autograder.engine.outside.command import Command, CommandEnd
from autograder.engine.outside.exchange import Exchange
from autograder.engine.outside.recording import Recording
from autograder.engine.process import Ending, Process
from autograder.engine.refusal import Refusal
from autograder.engine.session import Limits

LIMITS = Limits(start_seconds=0.2, grace_seconds=0.1)
SPAWN = Refusal("start a process", "clone")


class Puppet(Process):
    """A process of pipes alone, of which a test holds both ends."""

    walled = True

    def __init__(self, ending: Ending) -> None:
        self.ends, self.theirs = open_pipes()
        self._ending = ending
        self.interrupts = 0
        self.seconds_waited = 0.0
        self.over = False

    def say(self, kind: bytes, number: int, payload: bytes = b"") -> None:
        os.write(self.theirs.frames, frame.pack(kind, number, payload))

    def interrupt(self) -> None:
        self.interrupts += 1

    def ended(self) -> bool:
        return self.over

    def waited(self) -> float:
        return self.seconds_waited

    def refusals(self) -> tuple[Refusal, ...]:
        return (SPAWN,)

    def end(self) -> Ending:
        self.over = True
        return self._ending


@pytest.fixture
def puppet():
    puppet = Puppet(Ending("ended", "exit code 3"))
    with puppet.ends, puppet.theirs:
        yield puppet


def do(puppet: Puppet, seconds: float = 0.1, total: float = 60.0, **receivers) -> CommandEnd:
    """How the first command ends; its number is 1."""
    command = Command(frame.RUN, b"\1\0\0\0x = 1", seconds, **receivers)
    return Exchange(puppet, LIMITS).command(command, time.monotonic() + total)


def test_ready(puppet):
    puppet.say(frame.READY, 1)
    exchange = Exchange(puppet, LIMITS)
    exchange.start(b"{}")
    assert not exchange.over
    assert os.read(puppet.theirs.commands, 100) == frame.pack(frame.START, 1, b"{}")


BAD_STARTS = {
    # name: (what it says, how it ended, the error, its words)
    "failed": ((frame.FAILED, b"no numpy"), Ending("ended", ""), StartError, "no numpy"),
    "silent": (None, Ending("ended", ""), StartError, "not ready after 0.2 s"),
    "malformed": ((b"?", b""), Ending("ended", "exit code 3"), StartError, "exit code 3"),
    "killed": ((b"?", b""), Ending("ended", "signal SIGKILL"), LostError, "SIGKILL"),
    "lost": ((b"?", b""), Ending("lost", "its supervisor was lost"), LostError, "supervisor"),
}


@pytest.mark.parametrize(("words", "ending", "error", "match"), BAD_STARTS.values(), ids=BAD_STARTS)
def test_a_bad_start_ends_the_process(words, ending, error, match):
    puppet = Puppet(ending)
    with puppet.ends, puppet.theirs:
        if words is not None:
            puppet.say(words[0], 1, words[1])
        exchange = Exchange(puppet, LIMITS)
        with pytest.raises(error, match=match) as caught:
            exchange.start(b"{}")
    assert type(caught.value) is error
    assert exchange.over
    assert puppet.over


def test_a_process_that_ends_before_it_is_ready_can_be_tried_again():
    puppet = Puppet(Ending("ended", "exit code 1"))
    with puppet.ends:
        puppet.theirs.close()
        with pytest.raises(LostError, match="exit code 1"):
            Exchange(puppet, LIMITS).start(b"{}")


def test_done(puppet):
    puppet.say(frame.STREAM, 7, b"1hi")  # a thread's, whatever its number
    puppet.say(frame.VALUE, 9, b"of another command")
    puppet.say(frame.VALUE, 1, b"a value")
    puppet.say(frame.DONE, 9, b"{}")
    puppet.say(frame.DONE, 1, b'{"error": "ValueError", "refused": "/x"}')
    recording, values = Recording(1000), []
    recording.begin(0, 1)
    end = do(puppet, recording=recording, answer=values.append, named="/x")
    file = Refusal("use a file that it has no right to", "/x")
    assert end == CommandEnd("done", error="ValueError", refusals=(SPAWN, file))
    assert values == [b"a value"]
    assert recording.outputs(0)[0]["text"] == "hi"
    assert not puppet.over


def test_without_an_end_it_is_interrupted_and_then_killed(puppet):
    puppet.say(frame.DONE, 9, b"{}")
    end = do(puppet)
    assert (end.end, end.stopped, end.incident) == ("killed", "time-limit", "time-limit")
    assert puppet.interrupts == 1
    assert puppet.over


def test_a_flood_is_interrupted_before_its_time_is_up(puppet):
    recording = Recording(10)
    recording.begin(0, 1)
    puppet.say(frame.STREAM, 1, b"1" + b"x" * 200)
    end = do(puppet, seconds=60, recording=recording)
    assert (end.end, end.stopped) == ("killed", "output-limit")


@pytest.mark.parametrize("kind", [frame.VALUE, frame.RETURNED, frame.DONE, frame.READY])
@pytest.mark.parametrize("number", [1, 7])
def test_a_flood_of_anything_is_interrupted(puppet, kind, number):
    """Whatever it says that it answers, and whether outputs are kept."""
    if (kind, number) == (frame.DONE, 1):
        return
    for _ in range(3):
        puppet.say(kind, number, b"" if kind == frame.READY else b"x" * 100)
    limits = replace(LIMITS, output_bytes=1, taken_bytes=500)
    command = Command(frame.CALL, b"", 60)
    end = Exchange(puppet, limits).command(command, time.monotonic() + 60)
    assert (end.end, end.stopped) == ("killed", "output-limit")


def test_the_total_ends_what_has_time_left(puppet):
    end = do(puppet, seconds=60, total=0.1)
    assert (end.end, end.stopped, puppet.interrupts) == ("total-time-limit", None, 0)
    assert puppet.over


def test_nonsense_ends_the_process(puppet):
    puppet.say(frame.DONE, 1, b"[1]")
    end = do(puppet)
    assert (end.end, end.incident) == ("malformed", "malformed")
    assert puppet.over


ENDS = {
    # name: (end, incident, lost)
    "exit": (CommandEnd("crashed", ending=Ending("ended", "exit code 3")), "crashed", False),
    "lost": (CommandEnd("crashed", ending=Ending("lost", "")), "crashed", True),
    "memory": (CommandEnd("crashed", ending=Ending("memory-limit", "")), "memory-limit", False),
    "killed": (
        CommandEnd("killed", stopped="time-limit", ending=Ending("lost", "")),
        "time-limit",
        False,
    ),
    "flood": (CommandEnd("killed", stopped="output-limit"), "output-limit", False),
    "total": (CommandEnd("total-time-limit", stopped="time-limit"), "total-time-limit", False),
}


@pytest.mark.parametrize(("end", "incident", "lost"), ENDS.values(), ids=ENDS)
def test_what_an_end_is_called(end, incident, lost):
    assert (end.incident, end.lost) == (incident, lost)


def test_who_had_no_processor_has_more_time(puppet):
    """Up to three times the limit; and it is told that the machine was busy."""
    puppet.seconds_waited = 100.0
    begin = time.monotonic()
    end = do(puppet, seconds=0.1)
    assert 0.3 <= time.monotonic() - begin < 30
    assert (end.end, end.stopped, end.held_up) == ("killed", "time-limit", True)
    assert 0.05 < end.waited <= 0.2  # and so much of the total is given back, whatever it waits


def test_who_had_a_processor_has_not(puppet):
    end = do(puppet, seconds=0.1)
    assert (end.stopped, end.held_up, end.waited) == ("time-limit", False, 0.0)
