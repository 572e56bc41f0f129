# %% [markdown]
# # Known answers to `by-hand`
#
# Two tables, one point each.

# %% wrong="by-hand" points=1 mistake="average-for-max"
small_max = [[4, 5, 3], [6, 2, 9]]
small_mean = [[4, 5, 3], [6, 2, 9]]

# %% wrong="by-hand" points=1 mistake="max-for-average"
small_max = [[7, 9, 6], [10, 4, 12]]
small_mean = [[7, 9, 6], [10, 4, 12]]

# %% wrong="by-hand" points=0 mistake="answers-exchanged"
small_max = [[4, 5, 3], [6, 2, 9]]
small_mean = [[7, 9, 6], [10, 4, 12]]

# %% wrong="by-hand" points=0 mistake="pooling-stride-one"
four_axes = small[None, :, :, None]
small_max = MaxPooling2D(2, strides=1)(four_axes)
small_mean = AveragePooling2D(2, strides=1)(four_axes)

# %% wrong="by-hand" points=1 mistake="mean-not-divided" outcome="partial" note="the sums, not yet divided"
small_max = [[7, 9, 6], [10, 4, 12]]
small_mean = [[16, 20, 12], [24, 8, 36]]

# %% wrong="by-hand" points=0 mistake="output-transposed" note="rows and columns exchanged"
small_max = np.array([[7, 9, 6], [10, 4, 12]]).T
small_mean = np.array([[4, 5, 3], [6, 2, 9]]).T

# %% wrong="by-hand" points=1 mistake="slip-of-the-pen" note="a slip"
small_max = [[7, 9, 6], [10, 4, 11]]
small_mean = [[4, 5, 3], [6, 2, 9]]

# %% wrong="by-hand" points=0 mistake="smallest-for-largest" outcome="wrong" note="the smallest"
small_max = [[1, 1, 0], [2, 0, 5]]
small_mean = None

# %% wrong="by-hand" points=0 outcome="wrong"
small_max = '7 9 6, 10 4 12'
small_mean = 29

# %% wrong="by-hand" points=0 outcome="not attempted"
small_max = np.zeros((2, 3))
small_mean = np.zeros((2, 3))

# %% right="by-hand"
small_max = [[7, 9, 6], [10, 4, 12]]
small_mean = ((4.0, 5, 3), (6, 2, 9))

# %% right="by-hand"
windows = np.lib.stride_tricks.sliding_window_view(small, (2, 2))[::2, ::2]
small_max = windows.max(axis=(-2, -1)).astype(int)
small_mean = windows.mean(axis=(-2, -1))

# %% right="by-hand" note="with batch and channels, as the layer gives it"
four_axes = small[None, :, :, None]
small_max = MaxPooling2D()(four_axes)
small_mean = AveragePooling2D((2, 2), strides=(2, 2))(four_axes)
