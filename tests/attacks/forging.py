"""Forging: points without the answers."""

from __future__ import annotations

from typing import Any

from tests.attacks.attack import Attack, forging

FRAMES = """
import os, struct
descriptors = [int(name) for name in os.listdir("/proc/self/fd") if int(name) >= 200]
frames = max(n for n in descriptors if os.path.exists(f"/proc/self/fd/{n}"))
def send(kind, number, payload, length=None):
    length = len(payload) if length is None else length
    os.write(frames, struct.pack("<cII", kind, number, length) + payload)
"""
"""What it takes to write to the engine's own pipe."""

KEEPS_NUMPY_BUT_LIES = """
import os, sys
kept, sys.path = sys.path, [p for p in sys.path if p not in ("", ".", os.getcwd())]
sys.modules.pop("numpy", None)
import numpy
sys.path = kept
numpy.allclose = numpy.isclose = lambda *a, **k: True
"""


def skip_checks(notebook: Any) -> None:
    """Tags every check, so that whatever executes the notebook passes it over."""
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id", "").startswith("check-"):
            cell.metadata["tags"] = ["skip-execution"]


ATTACKS: tuple[Attack, ...] = (
    forging(
        "equal-to-all",
        "An answer whose __eq__ says yes to everything.",
        """
class Equal(tuple):
    def __eq__(self, other): return True
    __hash__ = tuple.__hash__
""",
        cells={"sizes": "size_conv = Equal((1, 1, 1, 1))\nsize_pool = Equal((1, 1, 1, 1))"},
    ),
    forging(
        "comparison-patched",
        "The function that compares arrays is replaced by one that says yes.",
        "np.allclose = np.isclose = np.array_equal = lambda *a, **k: True",
    ),
    forging(
        "array-subclass",
        "A subclass of ndarray answers NumPy's functions in their place.",
        """
class Sure(np.ndarray):
    def __array_function__(self, function, types, args, kwargs): return True
blur = blur.view(Sure)
""",
    ),
    forging(
        "array-from-frames",
        "An object that is turned into an array looks for what is expected in its callers' frames.",
        """
import sys
class Thief:
    def __array__(self, dtype=None, copy=None):
        frame = sys._getframe()
        while frame is not None:
            for names in (frame.f_locals, frame.f_globals):
                if isinstance(names.get("expected"), np.ndarray):
                    return names["expected"].copy()
            frame = frame.f_back
        return np.zeros((3, 3, 1, 1))
blur = Thief()
""",
    ),
    forging(
        "input-transformer",
        "IPython rewrites the text of later cells: lines that assert are dropped.",
        """
get_ipython().input_transformers_cleanup.append(
    lambda lines: [line for line in lines if not line.startswith("assert")]
)
""",
    ),
    forging(
        "ast-transformer",
        "IPython rewrites the syntax tree of later cells: assertions become true.",
        """
import ast
class Assured(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.copy_location(ast.Pass(), node)
get_ipython().ast_transformers.append(Assured())
""",
    ),
    forging(
        "silent-traceback",
        "IPython's showtraceback is replaced: no cell shows an error, and each says that all went well.",
        """
from IPython.core.interactiveshell import ExecutionResult
ExecutionResult.success = property(lambda result: True)
get_ipython().showtraceback = lambda *a, **k: None
""",
    ),
    forging(
        "shell-patched",
        "The shell's own way to run a cell is replaced: from now on it runs nothing.",
        """
shell = get_ipython()
async def run_nothing(*args, real=shell.run_cell_async, **kwargs):
    return await real("pass", **{**kwargs, "transformed_cell": "pass"})
shell.run_cell_async = run_nothing
""",
    ),
    forging(
        "trace-function",
        "A trace function puts what is expected in the answer's place as soon as it is there.",
        """
import sys
def tracer(frame, event, argument):
    names = frame.f_globals
    if "expected" in names and "size_conv" not in names:
        names["blur"] = names["expected"]
    return tracer
sys.settrace(tracer)
""",
    ),
    forging(
        "module-replaced",
        "sys.modules holds a module that lies for the import in the test.",
        """
import sys, types
class Liar(types.ModuleType):
    def __getattr__(self, name):
        honest = getattr(numpy_itself, name)
        return (lambda *a, **k: True) if "close" in name else honest
numpy_itself = np
sys.modules["numpy"] = Liar("numpy")
""",
    ),
    forging(
        "fake-score",
        "An IPython event shows a number as a result before each cell's own.",
        "get_ipython().events.register("
        "'pre_run_cell', lambda info: get_ipython().displayhook(2.0))",
    ),
    forging(
        "score-is-nan",
        "A partial score that is no number compares with no bound.",
        "np.mean = lambda *a, **k: float('nan')",
    ),
    forging(
        "layer-patched",
        "The library of layers that the test asks is told what to answer.",
        """
import autograder.convolution.sizes as sizes
sizes.output_shape = lambda *a, **k: (1, 1, 1, 1)
""",
    ),
    forging(
        "checks-skipped",
        "A tag in the check cells' metadata tells the machinery to pass them over.",
        "",
        edit=skip_checks,
    ),
    forging(
        "numpy-beside",
        "A file numpy.py beside the notebook is imported in NumPy's place.",
        "",
        files={"numpy.py": KEEPS_NUMPY_BUT_LIES},
    ),
    forging(
        "launcher-beside",
        "A file beside the notebook has the name of the module that starts the kernel.",
        "",
        files={
            "ipykernel_launcher.py": KEEPS_NUMPY_BUT_LIES
            + "sys.path = [p for p in sys.path if p not in ('', os.getcwd())]\n"
            "from ipykernel import kernelapp\nkernelapp.launch_new_instance()\n"
        },
    ),
    forging(
        "answer-is-a-pickle",
        "The function that writes arrays out is replaced: it writes a pickle that opens a file.",
        """
import io, pickle
import autograder.values.message as message
class Opens:
    def __reduce__(self): return io.open, ("@OUTSIDE@/pickled", "w")
message.pack_tensors = lambda arrays: pickle.dumps([Opens()])
""",
        gain="code that runs in the grader's own process",
        effect="change",
        shown_in="unpickling",
    ),
    forging(
        "gigantic-frame",
        "A frame says that it is 300 MB long, and 150 MB of it come.",
        f"""
{FRAMES}
send(b"v", 2, b"", 300 << 20)
for piece in range(150):
    piece = bytes(1 << 20)
    while piece:
        piece = piece[os.write(frames, piece):]
""",
        gain="the grader's memory",
        incident="malformed",
        effect="swell",
        shown_in="no caps",
    ),
    forging(
        "deep-frame",
        "The JSON of a frame is nested 60,000 deep.",
        f"{FRAMES}\nfor number in range(30): send(b'D', number, b'[' * 60000)",
        gain="an error in the grader: nobody gets marks",
        incident="malformed",
        effect="broken",
        shown_in="no guard",
    ),
)
