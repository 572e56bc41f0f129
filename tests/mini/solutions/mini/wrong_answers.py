# %% [markdown]
# # Known answers to `blur`

# %% wrong="blur" points=0 mistake="not-normalised"
blur = np.ones((3, 3, 1, 1))

# %% wrong="blur" points=0 mistake="sign-flipped"
blur = -np.ones((3, 3, 1, 1)) / 9

# %% wrong="blur" points=0
blur = np.ones((3, 3)) / 9

# %% right="blur"
blur = np.pad(np.full((3, 3, 1, 1), 1 / 9), ((1, 1), (1, 1), (0, 0), (0, 0)))

# %% [markdown]
# # Known answers to `sizes`

# %% wrong="sizes" points=1 mistake="ceil-for-floor"
size_conv = (1, 5, 8, 2)
size_pool = (1, 4, 5, 1)

# %% wrong="sizes" points=1 mistake="forgot-plus-one"
size_conv = (1, 4, 7, 2)
size_pool = (1, 3, 5, 1)

# %% wrong="sizes" points=0
size_conv = 5
size_pool = None

# %% right="sizes"
size_conv = [1, 5, 8, 2]
size_pool = np.array([1, 3, 5, 1])

# %% [markdown]
# # Known answers to `printed`

# %% wrong="printed" points=1 mistake="padding-same-for-valid"
print((1, 5, 8, 2), (1, 3, 4, 2))

# %% wrong="printed" points=1 outcome="partial"
print((1, 5, 8, 2))

# %% wrong="printed" points=0 mistake="printed-out-of-order"
print((1, 2, 4, 2), (1, 5, 8, 2))

# %% right="printed"
for shape in ([1, 5, 8, 2], [1, 2, 4, 2]):
    print(np.array(shape).tolist())

# %% [markdown]
# # Known answers to `pooled`

# %% wrong="pooled" points=0 mistake="max-for-average"
steps = np.mgrid[0:16, 0:20]; steps = (steps[0] // 4 + 2 * (steps[1] // 7)) / 7
pooled = steps.reshape(8, 2, 10, 2).max(axis=(1, 3))

# %% wrong="pooled" points=0
pooled = np.zeros((8, 10))

# %% wrong="pooled" points=0
pooled = 'eight by ten'
