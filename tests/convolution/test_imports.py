"""The arithmetic stays light: NumPy and the standard library, nothing else."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

LISTED = """
import sys
import autograder.convolution.slips.functions.tables
import autograder.convolution.slips.shapes.table
print(*{name.partition(".")[0] for name in sys.modules})
"""


def test_numpy_only():
    run = subprocess.run(
        [sys.executable, "-c", LISTED], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = set(run.stdout.split())
    assert "numpy" in loaded
    assert not loaded & {"tensorflow", "keras", "matplotlib", "nbgrader", "otter", "IPython", "cv2"}
