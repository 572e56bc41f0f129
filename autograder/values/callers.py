"""For whom a library is called: for a function that is to do without it, or for a picture of what that
function has made.

The frames of a call lead from the library to whoever wanted it. Code of Python itself, of NumPy and of
other libraries only hands on what it was given: a function that `np.apply_along_axis` calls is called by
who wrote that line.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from functools import cache
from types import FrameType

LIBRARIES = (
    "autograder",
    "cv2",
    "jax",
    "keras",
    "PIL",
    "scipy",
    "skimage",
    "tensorflow",
    "torch",
)
"""Packages that do what functions are to be written for. Their use is seen, and said."""

ALL = ("*",)
DRAWING: Mapping[str, tuple[str, ...]] = {
    "matplotlib": ALL,
    "matplotlib_inline": ALL,
    "mpl_toolkits": ALL,
    "autograder.notebook.figures": ALL,
    "IPython.core.display_functions": ALL,
    "IPython.core.pylabtools": ALL,
    "PIL.Image": ("fromarray", "Image.save", "Image.show"),
    "PIL.ImageShow": ALL,
    "cv2": ("imshow", "imwrite", "waitKey", "destroyAllWindows"),
    "keras.src.utils.image_utils": ("array_to_img", "save_img"),
    "skimage.io": ALL,
}
"""By module or package: the functions that show or save a picture. Whatever they call is for that."""
HANDS_ON = frozenset(
    (
        "matplotlib.cbook",
        "matplotlib.colors",
        "matplotlib.mlab",
        "matplotlib.scale",
        "matplotlib.ticker",
        "matplotlib.transforms",
    )
)
"""Of these modules, those that call what they were given, and give back what came of it."""
LOOKS = frozenset(("__getattr__", "__dir__", "__instancecheck__", "__subclasscheck__"))
"""What Python asks a library where somebody only looks whether a value is one of its own."""

MODULE = "<module>"
"""What Python calls the code of a module itself, which runs when it is imported: no use of it."""


def is_use(frame: FrameType | None, base: FrameType | None) -> bool:
    """Whether what a frame calls, of a library, or is itself, is wanted by a function. `base` is the
    frame that called the function; None ends a thread of its own."""
    while frame is not None and frame is not base:
        name, code = frame.f_globals.get("__name__"), frame.f_code
        root = root_of(name)
        if _is_module(name, frame.f_globals):
            if is_drawing(name, code.co_qualname):
                return False
            if root in LIBRARIES and (code.co_name == MODULE or code.co_name in LOOKS):
                return False
            if not _hands_on(name):
                return True
        elif root not in LIBRARIES:
            return True
        frame = frame.f_back
    return True


def root_of(name: object) -> str:
    """The package of a module's name; empty where it is no name."""
    return name.partition(".")[0] if isinstance(name, str) else ""


@cache
def is_drawing(module: str, function: str) -> bool:
    """Whether a function of an installed module shows or saves pictures."""
    if module in HANDS_ON:
        return False
    parts = module.split(".")
    packages = (".".join(parts[:end]) for end in range(1, len(parts) + 1))
    return any(
        functions is ALL or function in functions
        for functions in (DRAWING.get(package, ()) for package in packages)
    )


@cache
def _hands_on(module: str) -> bool:
    root = root_of(module)
    given = root in LIBRARIES or root == "numpy" or root in sys.stdlib_module_names
    return given or module in HANDS_ON


def _is_module(name: object, names: dict[str, object]) -> bool:
    """Whether these are the names of the imported module that is called so: any code can say it is."""
    if not isinstance(name, str):
        return False
    try:
        return object.__getattribute__(sys.modules.get(name), "__dict__") is names
    except AttributeError:  # there is none, or something that is no module
        return False
