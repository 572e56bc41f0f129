# %% [markdown]
# # Functions: three of them, in plain NumPy

# %%
import time

import numpy as np
from autograder.notebook.check import open_checks

check = open_checks("functions")

# %% answer="conv"
def conv2d(image, kernel, strides=(1, 1), padding="valid"):
    """A picture (h, w, C) and a kernel (kh, kw, C, F) give an array (h', w', F)."""
    ### BEGIN SOLUTION
    kh, kw, _, filters = kernel.shape
    if padding == "same":
        around = []
        for size, window, step in zip(image.shape, (kh, kw), strides):
            missing = max((-(-size // step) - 1) * step + window - size, 0)
            around.append((missing // 2, missing - missing // 2))
        image = np.pad(image, (*around, (0, 0)))
    rows = (image.shape[0] - kh) // strides[0] + 1
    columns = (image.shape[1] - kw) // strides[1] + 1
    result = np.zeros((rows, columns, filters))
    for i in range(rows):
        for j in range(columns):
            top, left = i * strides[0], j * strides[1]
            seen = image[top : top + kh, left : left + kw]
            result[i, j] = np.tensordot(seen, kernel, axes=3)
    return result
    ### END SOLUTION
    return None

# %% check="conv"
check("conv")

# %% answer="pool"
def max_pool2d(image, pool_size=(2, 2), strides=None, padding="valid"):
    """The largest value of every window."""
    ### BEGIN SOLUTION
    ph, pw = pool_size
    sh, sw = strides or pool_size
    rows, columns = (image.shape[0] - ph) // sh + 1, (image.shape[1] - pw) // sw + 1
    windows = [
        [image[i * sh : i * sh + ph, j * sw : j * sw + pw].max(axis=(0, 1)) for j in range(columns)]
        for i in range(rows)
    ]
    return np.array(windows)
    ### END SOLUTION
    return None

# %% check="pool"
check("pool")

# %% answer="shape"
def output_shape(layer, input_shape, size, strides=None, padding="valid", filters=None):
    """(h, w, C) gives (h', w', C')."""
    ### BEGIN SOLUTION
    h, w, c = input_shape
    sh, sw = strides or ((1, 1) if layer == "Conv2D" else size)
    c = filters if layer == "Conv2D" else c
    if padding == "same":
        return -(-h // sh), -(-w // sw), c
    return (h - size[0]) // sh + 1, (w - size[1]) // sw + 1, c
    ### END SOLUTION
    return None

# %% check="shape"
check("shape")
