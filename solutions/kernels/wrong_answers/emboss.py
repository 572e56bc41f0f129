# %% [markdown]
# # Known answers to `emboss`

# %% wrong="emboss" points=0 mistake="mirrored"
emboss = emboss_upper_left

# %% wrong="emboss" points=0 mistake="mirrored"
emboss = emboss_upper_left[::-1, ::-1]

# %% wrong="emboss" points=0 mistake="sign-flipped"
emboss = np.array([[0, 1, 2], [-1, -1, 1], [-2, -1, 0]]).reshape(3, 3, 1, 1)

# %% wrong="emboss" points=0 mistake="kernel-rotated" note="the lamp at the lower left"
emboss = np.array([[0, 1, 2], [-1, 1, 1], [-2, -1, 0]]).reshape(3, 3, 1, 1)

# %% wrong="emboss" points=0 mistake="not-normalised"
emboss = 9 * emboss_upper_left[:, ::-1]

# %% wrong="emboss" points=0 mistake="centre-left-out"
emboss = np.array([[0, -1, -2], [1, 0, -1], [2, 1, 0]]).reshape(3, 3, 1, 1)

# %% wrong="emboss" points=0
emboss = np.array([[0, -1, -2], [1, 1, -1], [2, 1, 0]])

# %% wrong="emboss" points=0
emboss = {'light': 'upper right'}

# %% right="emboss"
emboss = emboss_upper_left[:, ::-1]

# %% right="emboss"
emboss = np.rot90(emboss_upper_left, -1)

# %% right="emboss"
emboss = np.float32([0, -1, -2, 1, 1, -1, 2, 1, 0])[:, None, None].reshape(3, 3, 1, 1)
