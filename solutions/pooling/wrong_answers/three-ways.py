# %% [markdown]
# # Known answers to `three-ways`
#
# The right shapes: (1, 16, 25, 8), (1, 16, 24, 8), (1, 17, 25, 16).

# %% wrong="three-ways" points=2 mistake="pooling-stride-one"
halved_a = (1, 32, 49, 8)
halved_b = (1, 16, 24, 8)
halved_c = (1, 17, 25, 16)

# %% wrong="three-ways" points=1 mistake="pooling-one-channel"
halved_a = (1, 16, 25, 1)
halved_b = (1, 16, 24, 1)
halved_c = (1, 17, 25, 16)

# %% wrong="three-ways" points=2 mistake="same-keeps-size"
halved_a = (1, 16, 25, 8)
halved_b = (1, 16, 24, 8)
halved_c = (1, 33, 50, 16)

# %% wrong="three-ways" points=2 mistake="channels-kept"
halved_a = (1, 16, 25, 8)
halved_b = (1, 16, 24, 8)
halved_c = (1, 17, 25, 8)

# %% wrong="three-ways" points=2 mistake="channels-multiplied"
halved_a = (1, 16, 25, 8)
halved_b = (1, 16, 24, 8)
halved_c = (1, 17, 25, 128)

# %% wrong="three-ways" points=2 mistake="ceil-for-floor"
halved_a = (1, 16, 25, 8)
halved_b = (1, 16, 25, 8)
halved_c = (1, 17, 25, 16)

# %% wrong="three-ways" points=1 mistake="forgot-plus-one"
halved_a = (1, 15, 24, 8)
halved_b = (1, 15, 23, 8)
halved_c = (1, 17, 25, 16)

# %% wrong="three-ways" points=0 mistake="batch-left-out"
halved_a = (16, 25, 8)
halved_b = (16, 24, 8)
halved_c = (17, 25, 16)

# %% wrong="three-ways" points=0 mistake="channels-first"
halved_a = (1, 8, 16, 25)
halved_b = (1, 8, 16, 24)
halved_c = (1, 16, 17, 25)

# %% wrong="three-ways" points=0 mistake="height-width-swapped"
halved_a = (1, 25, 16, 8)
halved_b = (1, 24, 16, 8)
halved_c = (1, 25, 17, 16)

# %% wrong="three-ways" points=1 outcome="partial"
halved_a = (1, 16, 25, 8)
halved_b = None
halved_c = None

# %% wrong="three-ways" points=0 outcome="wrong"
halved_a = 0.5
halved_b = 'half'
halved_c = (2, 2)

# %% right="three-ways"
zeros = np.zeros((1, 33, 50, 8))
halved_a = MaxPooling2D()(zeros).shape
halved_b = list(AveragePooling2D(3, 2)(zeros).shape)
halved_c = Conv2D(16, 3, 2, "same").compute_output_shape((1, 33, 50, 8))

# %% right="three-ways"
halved_a = [1, 33 // 2, 50 / 2, 8]
halved_b = (True, (33 - 3) // 2 + 1, (50 - 3) // 2 + 1, 8)
halved_c = np.array([1, -(-33 // 2), -(-50 // 2), 16])
