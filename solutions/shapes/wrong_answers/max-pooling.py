# %% [markdown]
# # Known answers to `max-pooling`
#
# The right shapes, one point each: (1, 14, 14, 3), (1, 10, 15, 8), (5, 13, 19, 16).

# %% wrong="max-pooling" points=1 mistake="pooling-stride-one"
max_a = (1, 27, 27, 3)
max_b = (1, 30, 44, 8)
max_c = (5, 13, 19, 16)

# %% wrong="max-pooling" points=0 mistake="pooling-one-channel"
max_a = (1, 14, 14, 1)
max_b = (1, 10, 15, 1)
max_c = (5, 13, 19, 1)

# %% wrong="max-pooling" points=2 mistake="ceil-for-floor"
max_a = (1, 14, 14, 3)
max_b = (1, 10, 15, 8)
max_c = (5, 13, 20, 16)

# %% wrong="max-pooling" points=0 mistake="forgot-plus-one"
max_a = (1, 13, 13, 3)
max_b = (1, 9, 14, 8)
max_c = (5, 12, 18, 16)

# %% wrong="max-pooling" points=1 mistake="ceil-for-floor"
max_a = (1, 14, 14, 3)
max_b = (1, 11, 16, 8)
max_c = (5, 13, 20, 16)

# %% wrong="max-pooling" points=1 mistake="rounded"
max_a = (1, 14, 14, 3)
max_b = (1, 11, 15, 8)
max_c = (5, 13, 20, 16)

# %% wrong="max-pooling" points=1 mistake="fraction"
max_a = (1, 14, 14, 3)
max_b = (1, (32 - 3) / 3 + 1, (46 - 3) / 3 + 1, 8)
max_c = (5, (27 - 3) / 2 + 1, (40 - 3) / 2 + 1, 16)

# %% wrong="max-pooling" points=0 mistake="batch-left-out"
max_a = (14, 14, 3)
max_b = (10, 15, 8)
max_c = (13, 19, 16)

# %% wrong="max-pooling" points=0 mistake="channels-first"
max_a = (1, 3, 14, 14)
max_b = (1, 8, 10, 15)
max_c = (5, 16, 13, 19)

# %% wrong="max-pooling" points=1 mistake="height-width-swapped"
max_a = (1, 14, 14, 3)
max_b = (1, 15, 10, 8)
max_c = (5, 19, 13, 16)

# %% wrong="max-pooling" points=1 outcome="partial"
max_a = None
max_b = None
max_c = (5, 13, 19, 16)

# %% right="max-pooling"
max_a = MaxPooling2D(2)(np.zeros((1, 28, 28, 3))).shape
max_b = MaxPooling2D((3, 3))(np.zeros((1, 32, 46, 8))).shape
max_c = MaxPooling2D((3, 3), strides=(2, 2))(np.zeros((5, 27, 40, 16))).shape
