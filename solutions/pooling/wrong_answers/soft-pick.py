# %% [markdown]
# # Known answers to `soft-pick`

# %% wrong="soft-pick" points=0 mistake="not-normalised"
soft_pick = np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]])[:, :, None, None]

# %% wrong="soft-pick" points=0 mistake="not-normalised" note="divided by 9 cells"
soft_pick = np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]])[:, :, None, None] / 9

# %% wrong="soft-pick" points=0 mistake="divided-by-side"
soft_pick = np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]])[:, :, None, None] * 3 / 16

# %% wrong="soft-pick" points=0 mistake="sign-flipped"
soft_pick = np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]])[:, :, None, None] / -16

# %% wrong="soft-pick" points=0 mistake="box-kernel" note="the plain mean"
soft_pick = np.ones((3, 3, 1, 1)) / 9

# %% wrong="soft-pick" points=0 mistake="weighted-mean" note="sums in place of products"
soft_pick = np.array([[2, 3, 2], [3, 4, 3], [2, 3, 2]])[:, :, None, None] / 24

# %% wrong="soft-pick" points=0 mistake="gaussian-kernel"
soft_pick = np.array([1, 2, 1]).reshape(1, 3, 1, 1) / 4

# %% wrong="soft-pick" points=0 note="two axes"
soft_pick = np.outer([1, 2, 1], [1, 2, 1]) / 16

# %% wrong="soft-pick" points=0 mistake="gaussian-kernel" note="as large as the next binomial"
soft_pick = (np.outer([1, 4, 6, 4, 1], [1, 4, 6, 4, 1]) / 256)[..., None, None]

# %% right="soft-pick"
soft_pick = np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]]).reshape(3, 3, 1, 1) / 16

# %% right="soft-pick"
column = np.array([0.25, 0.5, 0.25]).reshape(3, 1, 1, 1)
soft_pick = column * column.transpose(1, 0, 2, 3)

# %% right="soft-pick"
box = np.ones((2, 2)) / 4  # a mean of means
soft_pick = conv2d(np.pad(box, 1), box)[:, :, None, None]
