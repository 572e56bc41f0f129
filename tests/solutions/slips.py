"""Right functions for every task as text, and slips in them: changes of a line each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

Slip = tuple[str, str]
"""A line's part, and what stands in its place."""


def function(name: str, text: str, *slips: Slip) -> Callable[..., Any]:
    """The function of that name, with these slips in it."""
    for old, new in slips:
        assert text.count(old) == 1, f"{name}: {old}"
        text = text.replace(old, new)
    names: dict[str, Any] = {"np": np, "kept": {}}
    exec(text, names)
    made: Callable[..., Any] = names[name]
    return made


def before(line: str) -> Slip:
    """A line more, before anything is computed."""
    return "    # begin", f"    {line}"


def after(line: str) -> Slip:
    """A line more, when all is computed."""
    return "    # end", f"    {line}"


WINDOWS = """\
    if padding == "same":
        rows, columns = -(-h // sh), -(-w // sw)
        down, across = max((rows - 1) * sh + kh - h, 0), max((columns - 1) * sw + kw - w, 0)
    else:
        rows, columns, down, across = (h - kh) // sh + 1, (w - kw) // sw + 1, 0, 0
    top, left = down // 2, across // 2
"""

CONV2D = f"""\
def conv2d(image, kernel, strides=(1, 1), padding="valid"):
    (h, w, c), (kh, kw, _, f), (sh, sw) = image.shape, kernel.shape, strides
    # begin
{WINDOWS}
    big = np.zeros((h + down, w + across, c))
    big[top : top + h, left : left + w] = image
    out = np.zeros((rows, columns, f))
    for i in range(rows):
        for j in range(columns):
            box = big[i * sh : i * sh + kh, j * sw : j * sw + kw]
            for n in range(f):
                out[i, j, n] = np.sum(box * kernel[:, :, :, n])
    # end
    return out
"""

MAX_POOL2D = f"""\
def max_pool2d(image, pool_size=(2, 2), strides=None, padding="valid"):
    (h, w, c), (kh, kw), (sh, sw) = image.shape, pool_size, strides or pool_size
    # begin
{WINDOWS}
    out = np.zeros((rows, columns, c))
    for i in range(rows):
        for j in range(columns):
            y, x = i * sh - top, j * sw - left
            for n in range(c):
                out[i, j, n] = image[max(y, 0) : y + kh, max(x, 0) : x + kw, n].max()
    # end
    return out
"""

AVG_POOL2D = MAX_POOL2D.replace("max_pool2d", "avg_pool2d").replace(".max()", ".mean()")

CONV2D_TRANSPOSE = """\
def conv2d_transpose(image, kernel, strides=(1, 1), padding="valid"):
    (h, w, c), (kh, kw, f, _), (sh, sw) = image.shape, kernel.shape, strides
    # begin
    out = np.zeros(((h - 1) * sh + max(kh, sh), (w - 1) * sw + max(kw, sw), f))
    for i in range(h):
        for j in range(w):
            out[i * sh : i * sh + kh, j * sw : j * sw + kw] += kernel @ image[i, j]
    if padding == "same":
        top, left = max(kh - sh, 0) // 2, max(kw - sw, 0) // 2
        out = out[top : top + h * sh, left : left + w * sw]
    # end
    return out
"""

UPSAMPLE2D = """\
def upsample2d(image, size=(2, 2), interpolation="nearest"):
    (h, w, c), (fh, fw) = image.shape, size
    # begin
    out = np.zeros((h * fh, w * fw, c))
    for i in range(h * fh):
        for j in range(w * fw):
            if interpolation == "nearest":
                out[i, j] = image[i // fh, j // fw]
                continue
            y = min(max((i + 0.5) / fh - 0.5, 0), h - 1)
            x = min(max((j + 0.5) / fw - 0.5, 0), w - 1)
            a, p = int(y), int(x)
            b, q, t, s = min(a + 1, h - 1), min(p + 1, w - 1), y - a, x - p
            upper = (1 - s) * image[a, p] + s * image[a, q]
            lower = (1 - s) * image[b, p] + s * image[b, q]
            out[i, j] = (1 - t) * upper + t * lower
    # end
    return out
"""

OUTPUT_SHAPE = """\
def output_shape(layer, input_shape, size, strides=None, padding="valid", filters=None):
    (h, w, c), (kh, kw), pool = input_shape, size, layer in ("MaxPooling2D", "AveragePooling2D")
    sh, sw = strides or (size if pool else (1, 1))
    f = c if pool else filters
    # begin
    if layer == "UpSampling2D":
        out = h * kh, w * kw, c
    elif layer == "Conv2DTranspose" and padding == "same":
        out = h * sh, w * sw, f
    elif layer == "Conv2DTranspose":
        out = (h - 1) * sh + max(kh, sh), (w - 1) * sw + max(kw, sw), f
    elif padding == "same":
        out = -(-h // sh), -(-w // sw), f
    else:
        out = (h - kh) // sh + 1, (w - kw) // sw + 1, f
    # end
    return out
"""

ANY: Mapping[str, Slip] = {
    "square windows only": before("kw = kh"),
    "windows in the other order": before("kh, kw = kw, kh"),
    "square pictures only": before("w = h"),
    "the picture in the other order": before("h, w = w, h"),
    "counts its calls": before("kept[0] = kept.get(0, 0) + 1; h += kept[0] % 3 == 0"),
    "stays at its first sizes": before("h, w = kept.setdefault(0, (h, w))"),
}

STEPS: Mapping[str, Slip] = {
    "stride 1 only": before("sh = sw = 1"),
    "one step for both": before("sw = sh"),
    "the other step for both": before("sh = sw"),
    "steps in the other order": before("sh, sw = sw, sh"),
    "steps of 2 at most": before("sh, sw = min(sh, 2), min(sw, 2)"),
    "padding ignored": before("padding = 'valid'"),
    "always padded": before("padding = 'same'"),
}

PICTURE: Mapping[str, Slip] = {
    "floats cut": after("out = np.trunc(out)"),
    "rounded": after("out = np.round(out)"),
    "the picture's type": after("out = out.astype(image.dtype)"),
    "bytes": after("out = out.astype(np.uint8)"),
    "nothing below 0": after("out = np.maximum(out, 0)"),
    "signs lost": after("out = np.abs(out)"),
    "channels first": after("out = np.moveaxis(out, 2, 0)"),
    "rows and columns exchanged": after("out = out.swapaxes(0, 1)"),
    "channels in the other order": after("out = out[:, :, ::-1]"),
    "one channel comes out": after("out = out[:, :, :1]"),
    "the first channel for all": after("out[:] = out[:, :, :1]"),
    "no axis for one channel": after("out = out[:, :, 0] if out.shape[2] == 1 else out"),
    "clears the picture": after("image[:] = 0"),
    "changes a pixel": after("image[-1, -1, -1] += 1"),
    "changes what it computes with": before("image *= 2"),
    "turns the picture over": before("image[:] = image[::-1]"),
    "remembers results by size": after("out = kept.setdefault(out.shape, out)"),
    "remembers results by the first pixel": after("out = kept.setdefault((out.shape, image[0, 0, 0]), out)"),
    "adds to what was there": after("out = out + kept.get(out.shape, 0); kept[out.shape] = out"),
    "only floats": before("assert image.dtype.kind == 'f'"),
    "only double floats": before("assert image.dtype != np.float32"),
}  # fmt: skip

WINDOW: Mapping[str, Slip] = {
    "half a window before": ("top, left = down // 2", "top, left = (kh - 1) // 2 if down else 0"),
    "odd windows only": ("top, left = down // 2", "top, left = kh // 2 if down else 0"),
    "all zeros before": ("top, left = down // 2", "top, left = down"),
    "no zeros before": ("top, left = down // 2", "top, left = 0"),
    "the odd zero before": ("across // 2\n", "(across + 1) // 2\n"),
    "zeros for one side": (" max((columns - 1) * sw + kw - w, 0)", " 0"),
    "a row more": ("columns = -(-h // sh)", "columns = h // sh + 1"),
    "rounded down": ("columns = -(-h // sh)", "columns = h // sh"),
    "windows that stick out": ("(w - kw) // sw + 1", "-(-(w - kw) // sw) + 1"),
    "the last window left out": ("(w - kw) // sw + 1", "max((w - kw) // sw, 1)"),
}

KERNEL: Mapping[str, Slip] = {
    "the kernel's type": after("out = out.astype(kernel.dtype)"),
    "a kernel of whole numbers": before("kernel = kernel.astype(int)"),
    "a picture of whole numbers": before("image = image.astype(int)"),
    "turned": before("kernel = kernel[::-1, ::-1]"),
    "mirrored": before("kernel = kernel[:, ::-1]"),
    "one row of the kernel": before("kernel = kernel * (np.arange(kh) == 0)[:, None, None, None]"),
    "depths exchanged": before("kernel = kernel.transpose(0, 1, 3, 2); f = kernel.shape[3]"),
    "depths run backwards": before("kernel = kernel[:, :, ::-1, ::-1]"),
    "clears the kernel": after("kernel[:] = 0"),
    "turns the kernel over": before("kernel[:] = kernel[::-1]"),
    "stays at its first kernel": before("kernel = kept.setdefault(kernel.shape, kernel)"),
}

CASES: Mapping[str, tuple[str, Mapping[str, Slip]]] = {
    "conv2d": (CONV2D, {
        **ANY, **STEPS, **PICTURE, **WINDOW, **KERNEL,
        "one channel": ("np.sum(box * kernel[:, :, :, n])", "np.sum(box[..., 0] * kernel[:, :, 0, n])"),
        "one filter": ("kernel[:, :, :, n]", "kernel[:, :, :, 0]"),
        "padded with whole numbers": ("w + across, c))", "w + across, c), int)"),
        "padded with ones": ("big = np.zeros", "big = np.ones"),
    }),
    "max_pool2d": (MAX_POOL2D, {
        **{title: slip for title, slip in (ANY | STEPS | PICTURE | WINDOW).items()
           if title != "the picture's type"},  # right: nothing is computed
        "zeros can win": (".max()", ".max(initial=0)"),
        "all channels together": ("x + kw, n]", "x + kw]"),
        "by size": (".max()", ".flat[np.argmax(abs(image[max(y, 0) : y + kh, max(x, 0) : x + kw, n]))]"),
    }),
    "avg_pool2d": (AVG_POOL2D, {
        **ANY, **STEPS, **PICTURE, **WINDOW,
        "zeros count": (".mean()", ".sum() / (kh * kw)"),
        "pools of 4": (".mean()", ".sum() / 4"),
        "all channels together": ("x + kw, n]", "x + kw]"),
        "without zeros": (".mean()", ".sum() / max(np.count_nonzero(image[max(y, 0) : y + kh, max(x, 0) : x + kw, n]), 1)"),
    }),
    "conv2d_transpose": (CONV2D_TRANSPOSE, {
        **ANY, **STEPS, **PICTURE, **KERNEL,
        "the last copy counts": ("+= kernel", "= kernel"),
        "one channel": ("kernel @ image[i, j]", "kernel[..., 0] * image[i, j, 0]"),
        "kernels above the stride": ("(w - 1) * sw + max(kw, sw)", "(w - 1) * sw + kw"),
        "cut before": ("max(kw - sw, 0) // 2", "max(kw - sw, 0)"),
        "cut at the end": ("max(kw - sw, 0) // 2", "0"),
        "the odd one cut before": ("max(kw - sw, 0) // 2", "(max(kw - sw, 0) + 1) // 2"),
        "odd kernels only": ("max(kh - sh, 0) // 2", "(kh - 1) // 2"),
    }),
    "upsample2d": (UPSAMPLE2D, {
        **{title: (slip[0], slip[1].replace("kh", "fh").replace("kw", "fw")) for title, slip in ANY.items()},
        **PICTURE,
        "nearest only": before("interpolation = 'nearest'"),
        "bilinear only": before("interpolation = 'bilinear'"),
        "corner on corner": ("(i + 0.5) / fh - 0.5", "i / fh"),
        "no border": ("min(max((j + 0.5) / fw - 0.5, 0), w - 1)", "(j + 0.5) / fw - 0.5"),
        "no lower border": ("max((j + 0.5) / fw - 0.5, 0)", "(j + 0.5) / fw - 0.5"),
        "rows only": ("+ s * image[a, q]", "+ s * image[a, p]"),
        "weights exchanged": ("(1 - t) * upper + t * lower", "t * upper + (1 - t) * lower"),
        "tiled": ("image[i // fh, j // fw]", "image[i % h, j % w]"),
    }),
    "output_shape": (OUTPUT_SHAPE, {
        **ANY, **STEPS,
        "channels first": after("out = out[2], *out[:2]"),
        "rows and columns exchanged": after("out = out[1], out[0], out[2]"),
        "a batch axis": after("out = 1, *out"),
        "a fraction": ("(w - kw) // sw + 1, f", "(w - kw) / sw + 1, f"),
        "rounded up": ("(w - kw) // sw + 1, f", "-(-(w - kw) // sw) + 1, f"),
        "rounded down": ("-(-w // sw), f", "w // sw, f"),
        "one channel": ("h * kh, w * kw, c", "h * kh, w * kw, 1"),
        "filters of a pool": ("f = c if pool else filters", "f = filters or 1"),
        "stride 1 of a pool": ("size if pool else (1, 1)", "(1, 1)"),
        "as another library": ("(h - 1) * sh + max(kh, sh)", "(h - 1) * sh + kh"),
        "remembers by layer": after("out = kept.setdefault((layer, padding), out)"),
        "small pictures only": before("assert h * w < 900"),
    }),
}  # fmt: skip
"""By task: a right function, and by its title each slip that makes it wrong."""
