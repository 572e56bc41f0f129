"""What every notebook of this kit finds done before its first cell: its modules are there, and the
same code gives the same numbers on every machine."""

from __future__ import annotations

from autograder.engine.preparation import SEEDING, Preparation
from autograder.notebook.grading import GRADING

SEED = 20_240_229
"""The random numbers of every notebook, submissions and references alike, start from this."""

PRELOAD = ("numpy", "matplotlib.pyplot", "tensorflow", "keras", "cv2")
ALWAYS = (
    "autograder.notebook.check",
    "autograder.notebook.pictures",
    "PIL.PngImagePlugin",
)
"""What every notebook of this kit uses, whatever its course imports."""

LAZY_PARTS = (
    "tensorflow:nn.conv2d",
    "tensorflow:data.Dataset",
    "tensorflow:image.resize",
    "tensorflow:keras.layers.Conv2D",
)
"""What TensorFlow imports when it is first named. No tensor may be made to load it: that starts
threads."""

ENVIRONMENT = {
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_NUM_INTRAOP_THREADS": "1",
    "TF_NUM_INTEROP_THREADS": "1",
    "TF_DETERMINISTIC_OPS": "1",
    "CUDA_VISIBLE_DEVICES": "-1",
    GRADING: "1",
}
"""TensorFlow in order, on one thread of the processor and silent, and `check` as grading has it."""


def preparation(preload: tuple[str, ...] = PRELOAD) -> Preparation:
    """The preparation of a course whose notebooks import `preload`. Keras draws the seeds of its
    layers from Python's `random`, which is seeded as well."""
    return Preparation(
        modules=(*preload, *ALWAYS),
        lazy_parts=LAZY_PARTS,
        seed=SEED,
        seeding=(*SEEDING, "tensorflow:random.set_seed"),
        environment=ENVIRONMENT,
    )
