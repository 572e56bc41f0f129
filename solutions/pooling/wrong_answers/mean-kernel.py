# %% [markdown]
# # Known answers to `mean-kernel`

# %% wrong="mean-kernel" points=0 mistake="not-normalised"
mean_kernel = np.ones((2, 2, 1, 1))

# %% wrong="mean-kernel" points=0 mistake="divided-by-side"
mean_kernel = np.ones((2, 2, 1, 1)) / 2

# %% wrong="mean-kernel" points=0 mistake="sign-flipped"
mean_kernel = -np.ones((2, 2, 1, 1)) / 4

# %% wrong="mean-kernel" points=0 mistake="divided-by-wrong-count"
mean_kernel = np.ones((2, 2, 1, 1)) / 9

# %% wrong="mean-kernel" points=0
mean_kernel = np.ones((3, 3, 1, 1)) / 9

# %% wrong="mean-kernel" points=0 note="two axes"
mean_kernel = np.ones((2, 2)) / 4

# %% wrong="mean-kernel" points=0
mean_kernel = np.array([1, 0, 0, 1]).reshape(2, 2, 1, 1) / 2

# %% wrong="mean-kernel" points=0
mean_kernel = AveragePooling2D(2)

# %% wrong="mean-kernel" points=0
mean_kernel = np.full((2, 2, 1, 1), np.inf)

# %% right="mean-kernel"
mean_kernel = 0.25 * np.ones((2, 2, 1, 1), dtype='float32')

# %% right="mean-kernel"
mean_kernel = [[[[1 / 4]], [[1 / 4]]], [[[1 / 4]], [[1 / 4]]]]

# %% right="mean-kernel"
import tensorflow as tf
mean_kernel = tf.fill((2, 2, 1, 1), 0.25)
