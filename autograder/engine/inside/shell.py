"""IPython's shell without a terminal and without Jupyter: every output becomes a frame, in
order."""

from __future__ import annotations

import base64
import builtins
import getpass
import linecache
import os
import sys
import warnings
from collections.abc import Callable
from typing import Any, NoReturn

from IPython.core import page
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.error import StdinNotImplementedError
from IPython.core.inputtransformer2 import TransformerManager
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.text import SList
from traitlets.config import Config

from autograder.engine import frame
from autograder.engine.inside.newer_syntax import in_words
from autograder.engine.inside.stream import Stream
from autograder.engine.inside.trace import LEFT_OUT, shorten
from autograder.engine.inside.wire import Wire

NO_COMMANDS = "[left out: commands of the system are not run here: {command}]"
NO_INPUT = "there is nobody here to answer input(): write the value into the cell instead"
HERE = os.path.dirname(os.path.abspath(__file__)) + os.sep
COMMAND_MAGICS = (
    "bash",
    "sh",
    "script",
    "perl",
    "ruby",
    "python",
    "python2",
    "python3",
    "pypy",
    "cmd",
    "pip",
    "conda",
    "mamba",
    "micromamba",
    "uv",
)


class Publisher(DisplayPublisher):  # type: ignore[misc]
    """What `display` and `clear_output` call."""

    def publish(  # type: ignore[override]
        self,
        data: dict[str, Any],
        metadata: dict[str, Any] | None = None,
        *,
        transient: dict[str, Any] | None = None,
        update: bool = False,
        **_: Any,
    ) -> None:
        """One display, or a new content for all displays of one id."""
        name = (transient or {}).get("display_id")
        self.shell.emit_data(
            "update" if update else "display_data", data, metadata, display_id=name
        )

    def clear_output(self, wait: bool = False) -> None:
        """Forget the cell's outputs, at once or when the next one comes."""
        self.shell.emit({"output_type": "clear", "wait": bool(wait)})


class Hook(DisplayHook):  # type: ignore[misc]
    """What shows the value of a cell's last expression."""

    def start_displayhook(self) -> None:
        """Nothing: there is no terminal to get ready."""

    def write_output_prompt(self) -> None:
        """Nothing: the notebook shows the number itself."""

    def finish_displayhook(self) -> None:
        """Nothing: no blank lines after a result."""

    def write_format_data(
        self, format_dict: dict[str, Any], md_dict: dict[str, Any] | None = None
    ) -> None:
        """One result."""
        self.shell.emit_data("execute_result", format_dict, md_dict)


class Shell(InteractiveShell):  # type: ignore[misc]
    """The shell that runs a notebook's cells."""

    wire: Wire
    streams: tuple[Stream, Stream]
    frames_left_out: int = 0
    """Of the trace of the error that is to be shown."""
    displayhook_class = Hook
    display_pub_class = Publisher

    def init_hooks(self) -> None:
        """Let `name?` show its text as an output."""
        super().init_hooks()
        self.set_hook("show_in_pager", page.as_hook(page.display_page), 90)

    def enable_gui(self, gui: str | None = None) -> None:
        """Nothing: there is no window."""

    def enable_matplotlib(self, gui: str | None = None) -> Any:
        """Draw into the notebook, whatever `%matplotlib` and `%pylab` ask for."""
        return super().enable_matplotlib("inline")

    def ask_exit(self) -> None:
        """Nothing: `exit` and `quit` do not end the run."""

    def _get_exc_info(self, exc_tuple: Any = None) -> Any:
        """The exception that is shown, without this project's own lines at the end of its trace, nor
        more frames of it than anyone reads."""
        kind, error, trace = super()._get_exc_info(exc_tuple)
        self.frames_left_out = shorten(error, trace)
        step = trace
        while step is not None and step.tb_next is not None:
            if step.tb_next.tb_frame.f_code.co_filename.startswith(HERE):
                step.tb_next = None
            step = step.tb_next
        return kind, error, trace

    def _showtraceback(self, etype: Any, evalue: Any, stb: list[str]) -> None:
        try:
            words = str(evalue)
        except Exception as error:  # a student's exception whose __str__ raises
            words = f"<{type(error).__name__} in __str__>"
        lines = [str(line) for line in stb]
        if isinstance(evalue, SyntaxError):
            source = "".join(linecache.getlines(str(evalue.filename)))
            words = in_words(source, words)
            lines[-1:] = [f"{etype.__name__}: {words}"]
        if self.frames_left_out:
            lines.insert(-1, LEFT_OUT.format(frames=self.frames_left_out))
        self.show_error(str(getattr(etype, "__name__", etype)), words, lines)

    def show_error(self, name: str, words: str, lines: list[str]) -> None:
        """Put out one error."""
        head = {"output_type": "error", "ename": name[:200], "evalue": words[:2000]}
        self.emit(head, {str(i): line[:20_000] for i, line in enumerate(lines[-50:])})

    def emit_data(
        self, kind: str, data: dict[str, Any], metadata: dict[str, Any] | None, **head: Any
    ) -> None:
        """Put out a display or a result: pictures in base64, and nothing that is not text."""
        texts = {
            str(mime): base64.b64encode(value).decode() if isinstance(value, bytes) else value
            for mime, value in data.items()
        }
        sizes = {
            mime: {
                key: value for key, value in sizes.items() if isinstance(value, int | float | str)
            }
            for mime, sizes in (metadata or {}).items()
            if isinstance(sizes, dict)
        }
        kept = {mime: text for mime, text in texts.items() if isinstance(text, str)}
        self.emit({"output_type": kind, "metadata": sizes, **head}, kept)

    def emit(self, head: dict[str, Any], texts: dict[str, str] | None = None) -> None:
        """Put out one output, after everything that was printed before it."""
        for stream in self.streams:
            stream.flush()
        parts = {key: text.encode("utf-8", "replace") for key, text in (texts or {}).items()}
        head["parts"] = [[key, len(part)] for key, part in parts.items()]
        size = sum(map(len, parts.values()))
        if size > self.wire.output_bytes:
            # The grader would refuse it: this says instead what happened.
            head, parts = {"output_type": "cut", "parts": []}, {}
        self.wire.send(frame.RICH, frame.pack_block(head, b"".join(parts.values())))

    def flush_streams(self) -> None:
        """Send what was printed and not sent yet, also where the notebook replaced its streams."""
        for stream in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__, *self.streams):
            try:
                if stream is not None:
                    stream.flush()
            except BaseException:  # the notebook may have put anything in their place
                continue

    def forget_transformers(self) -> None:
        """Run code as it stands from here on, whatever the notebook has registered to change it, and
        show the value of a cell's last expression."""
        self.input_transformer_manager = TransformerManager()
        self.input_transformers_post.clear()
        self.ast_transformers.clear()
        self.ast_node_interactivity = "last_expr"

    def system(self, cmd: str) -> None:
        """What `!command`, `%pip` and their like call: says that it is not run; the cell goes
        on."""
        print(NO_COMMANDS.format(command=str(cmd)[:200]), file=sys.stderr)
        self.user_ns["_exit_code"] = 127

    system_raw = system_piped = system

    def getoutput(self, cmd: str, split: bool = True, depth: int = 0) -> Any:
        """What `x = !command` calls."""
        self.system(cmd)
        return SList() if split else ""


def make_shell(wire: Wire) -> Shell:
    """The shell of this process, with its streams in place. One per process: IPython has it so."""
    config = Config()
    config.HistoryManager.enabled = False
    config.HistoryManager.hist_file = ":memory:"
    shell: Shell = Shell.instance(config=config)
    out, err = Stream(wire, 1), Stream(wire, 2)
    out.other, err.other = err, out
    shell.wire, shell.streams = wire, (out, err)
    sys.stdout, sys.stderr = out, err  # type: ignore[assignment]
    builtins.input = getpass.getpass = _no_input  # type: ignore[assignment]
    warnings.filterwarnings("ignore", message="To exit: use 'exit'")
    for name in COMMAND_MAGICS:
        shell.register_magic_function(_command_magic(shell, name), "line_cell", name)
    for name in ("sx", "system"):
        shell.register_magic_function(
            lambda line, cell="": shell.getoutput(line or cell), "line_cell", name
        )
    return shell


def _command_magic(shell: Shell, name: str) -> Callable[..., None]:
    def magic(line: str, cell: str | None = None) -> None:
        shell.system(f"{'%' if cell is None else '%%'}{name} {line}".strip())

    return magic


def _no_input(*_: Any, **__: Any) -> NoReturn:
    raise StdinNotImplementedError(NO_INPUT)
