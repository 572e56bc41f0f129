# %% [markdown]
# # Small: counts, a network, the way back, a matrix

# %%
import keras
import numpy as np
from keras.layers import AveragePooling2D, Conv2D, Dense, Dropout, Flatten, Input, MaxPooling2D
from autograder.notebook.check import open_checks

check = open_checks("small")

# %% answer="count"
weights = None
no_bias = None
pooled = None
### BEGIN SOLUTION
weights = 3 * 3 * 3 * 8 + 8
no_bias = 5 * 5 * 8 * 4
pooled = 0
### END SOLUTION

# %% check="count"
check("count")

# %% answer="network"
network = None
### BEGIN SOLUTION
network = keras.Sequential(
    [
        Conv2D(4, 3, padding="same", activation="relu"),
        MaxPooling2D(2),
        Conv2D(6, 3, strides=2),
    ]
)
### END SOLUTION

# %% check="network"
check("network")

# %% answer="plain"
plain = None
### BEGIN SOLUTION
plain = keras.Sequential([Conv2D(2, 3, use_bias=False)])
### END SOLUTION

# %% check="plain"
check("plain")

# %% answer="back"
back_valid = None
back_same = None
### BEGIN SOLUTION
back_valid = (23, 24, 25)
back_same = (19, 20, 21)
### END SOLUTION

# %% check="back"
check("back")

# %% answer="matrix"
A = None
### BEGIN SOLUTION
A = np.array([[1, 2, 0, 3, 4, 0], [0, 1, 2, 0, 3, 4]])
### END SOLUTION

# %% check="matrix"
check("matrix")
