# %% [markdown]
# # Known answers to `zero-padding`
#
# The right shapes, one point each: (1, 32, 32, 1), (1, 23, 34, 1), (1, 28, 40, 1).

# %% wrong="zero-padding" points=0 mistake="zero-padding-one-side"
padded_a = (1, 30, 30, 1)
padded_b = (1, 21, 34, 1)
padded_c = (1, 26, 38, 1)

# %% wrong="zero-padding" points=2 mistake="zero-padding-swapped"
padded_a = (1, 32, 32, 1)
padded_b = (1, 24, 33, 1)
padded_c = (1, 28, 40, 1)

# %% wrong="zero-padding" points=2 mistake="padding-same-for-valid"
padded_a = (1, 32, 32, 1)
padded_b = (1, 23, 34, 1)
padded_c = (1, 32, 44, 1)

# %% wrong="zero-padding" points=2 mistake="forgot-plus-one"
padded_a = (1, 32, 32, 1)
padded_b = (1, 23, 34, 1)
padded_c = (1, 27, 39, 1)

# %% wrong="zero-padding" points=0 mistake="batch-left-out"
padded_a = (32, 32, 1)
padded_b = (23, 34, 1)
padded_c = (28, 40, 1)

# %% wrong="zero-padding" points=0 mistake="channels-first"
padded_a = (1, 1, 32, 32)
padded_b = (1, 1, 23, 34)
padded_c = (1, 1, 28, 40)

# %% wrong="zero-padding" points=1 mistake="height-width-swapped"
padded_a = (1, 32, 32, 1)
padded_b = (1, 34, 23, 1)
padded_c = (1, 40, 28, 1)

# %% wrong="zero-padding" points=0 mistake="zero-padding-ignored" note="the zeros were forgotten"
padded_a = (1, 28, 28, 1)
padded_b = (1, 20, 30, 1)
padded_c = (1, 24, 36, 1)

# %% wrong="zero-padding" points=0 note="the layers themselves in place of shapes"
padded_a = ZeroPadding2D(2)
padded_b = ZeroPadding2D(((1, 2), (4, 0)))
padded_c = None

# %% right="zero-padding"
padded_a = tf.TensorShape([1, 32, 32, 1])
padded_b = tuple(np.array([1, 20, 30, 1]) + np.array([0, 3, 4, 0]))
padded_c = tuple([1, 28, 40, 1])
