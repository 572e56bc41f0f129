# %% [markdown]
# # Known answers to `average-pooling`
#
# The right shapes, one point each: (1, 14, 14, 3), (1, 10, 14, 8), (1, 14, 21, 4).

# %% wrong="average-pooling" points=2 mistake="pooling-stride-one"
average_a = (1, 27, 27, 3)
average_b = (1, 10, 14, 8)
average_c = (1, 14, 21, 4)

# %% wrong="average-pooling" points=1 mistake="pooling-same-floors"
average_a = (1, 13, 13, 3)
average_b = (1, 10, 13, 8)
average_c = (1, 14, 21, 4)

# %% wrong="average-pooling" points=0 mistake="pooling-one-channel"
average_a = (1, 14, 14, 1)
average_b = (1, 10, 14, 1)
average_c = (1, 14, 21, 1)

# %% wrong="average-pooling" points=1 mistake="same-keeps-size"
average_a = (1, 27, 27, 3)
average_b = (1, 30, 41, 8)
average_c = (1, 14, 21, 4)

# %% wrong="average-pooling" points=2 mistake="pooling-same-floors"
average_a = (1, 14, 14, 3)
average_b = (1, 10, 13, 8)
average_c = (1, 14, 21, 4)

# %% wrong="average-pooling" points=2 mistake="pooling-same-floors"
average_a = (1, 13, 13, 3)
average_b = (1, 10, 14, 8)
average_c = (1, 14, 21, 4)

# %% wrong="average-pooling" points=2 mistake="same-pads-twice"
average_a = (1, 14, 14, 3)
average_b = (1, 12, 15, 8)
average_c = (1, 14, 21, 4)

# %% wrong="average-pooling" points=2 mistake="forgot-plus-one"
average_a = (1, 14, 14, 3)
average_b = (1, 10, 14, 8)
average_c = (1, 13, 20, 4)

# %% wrong="average-pooling" points=2 mistake="fraction"
average_a = (1, 14, 14, 3)
average_b = (1, 10, 14, 8)
average_c = (1, 14, 21.5, 4)

# %% wrong="average-pooling" points=2 mistake="ceil-for-floor"
average_a = (1, 14, 14, 3)
average_b = (1, 10, 14, 8)
average_c = (1, 14, 22, 4)

# %% wrong="average-pooling" points=0 mistake="batch-left-out"
average_a = (14, 14, 3)
average_b = (10, 14, 8)
average_c = (14, 21, 4)

# %% wrong="average-pooling" points=0 mistake="channels-first"
average_a = (1, 3, 14, 14)
average_b = (1, 8, 10, 14)
average_c = (1, 4, 14, 21)

# %% wrong="average-pooling" points=1 mistake="height-width-swapped"
average_a = (1, 14, 14, 3)
average_b = (1, 14, 10, 8)
average_c = (1, 21, 14, 4)

# %% right="average-pooling"
average_a = (1, -(-27 // 2), -(-27 // 2), 3)
average_b = [1, -(-30 // 3), -(-41 // 3), 8]
average_c = (1, (29 - 3) // 2 + 1, (44 - 3) // 2 + 1, 4)
