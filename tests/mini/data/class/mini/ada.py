# %% [markdown]
# Ada has everything right.

# %% answer="blur"
blur = np.ones((3, 3, 1, 1)) / 9

# %% answer="sizes"
size_conv = (1, 5, 8, 2)
size_pool = (1, 3, 5, 1)

# %% answer="printed"
print((1, 5, 8, 2), (1, 2, 4, 2))

# %% [markdown] written="why"
# The weights of a mean add up to one.

# %% answer="pooled"
rows, columns = np.mgrid[0:16, 0:20]
steps = ((rows // 4) + 2 * (columns // 7)) / 7
pooled = steps.reshape(8, 2, 10, 2).mean(axis=(1, 3))
