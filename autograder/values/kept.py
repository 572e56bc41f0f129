"""What stays where the student's code runs, to be called there."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any, ClassVar

import numpy as np

from autograder.values.arrays import number_array
from autograder.values.call import Call, Reply, ReplyProblem
from autograder.values.text import describe, printable
from autograder.values.value import TooLargeError, WrongTypeError


class Kept(ABC):
    """A function or layer as it was when it was read. Its calls give replies, whatever they raise."""

    reply_bytes: ClassVar[int] = 16 << 20
    """Of one reply's array, at most."""
    words: ClassVar[int] = 500
    """Characters of an error's own words, at most."""

    @abstractmethod
    def returned(self, call: Call) -> Any:
        """What the student's code returns for a call. It may raise anything."""

    def reply(self, call: Call) -> Reply:
        """What a call gives. `Reader` asks for it.

        KeyboardInterrupt where it is interrupted.
        """
        value: np.ndarray | None = None
        problem: ReplyProblem | None = None
        type_name, detail = "", ""
        try:
            returned = self.returned(call)
            type_name = printable(type(returned).__name__, 80)
            if returned is None:
                problem = "none"
            else:
                # A copy: the next call may write into the same array
                value = number_array(returned, self.reply_bytes).copy()
        except TooLargeError as error:
            problem, detail = "too-large", describe(error.args)
        except WrongTypeError as error:
            problem, detail = "not-an-array", describe(error.args)
        except (Exception, SystemExit, GeneratorExit) as error:  # whatever a student's code raises
            problem, detail = "error", describe(error)
        return Reply(value, problem, type_name, printable(detail, self.words))
