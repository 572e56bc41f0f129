# %% [markdown]
# # Known answers to `upsampling`
#
# Two tables, one point each.

# %% wrong="upsampling" points=1 mistake="nearest-for-bilinear"
repeated = [[16, 16, 32, 32], [16, 16, 32, 32], [64, 64, 0, 0], [64, 64, 0, 0]]
smooth = [[16, 16, 32, 32], [16, 16, 32, 32], [64, 64, 0, 0], [64, 64, 0, 0]]

# %% wrong="upsampling" points=1 mistake="bilinear-for-nearest"
repeated = [[16, 20, 28, 32], [28, 27, 25, 24], [52, 41, 19, 8], [64, 48, 16, 0]]
smooth = [[16, 20, 28, 32], [28, 27, 25, 24], [52, 41, 19, 8], [64, 48, 16, 0]]

# %% wrong="upsampling" points=1 mistake="upsampling-tiled"
repeated = np.tile(corners, (2, 2))
smooth = apply_layer(UpSampling2D(2, interpolation="bilinear"), corners)

# %% wrong="upsampling" points=0 mistake="upsampling-zeros-between"
repeated = np.zeros((4, 4))
repeated[::2, ::2] = corners
smooth = repeated

# %% wrong="upsampling" points=1 mistake="bilinear-corners-aligned"
t = np.arange(4) / 3
rows = corners[:1] + t[:, None] * (corners[1:] - corners[:1])
smooth = rows[:, :1] + t * (rows[:, 1:] - rows[:, :1])
repeated = np.kron(corners, np.ones((2, 2)))

# %% wrong="upsampling" points=1 mistake="bilinear-one-direction" outcome="partial" note="bilinear in the rows only"
repeated = [[16, 16, 32, 32], [16, 16, 32, 32], [64, 64, 0, 0], [64, 64, 0, 0]]
smooth = [[16, 20, 28, 32], [16, 20, 28, 32], [64, 48, 16, 0], [64, 48, 16, 0]]

# %% wrong="upsampling" points=1 mistake="bilinear-halves" note="halves in place of quarters"
repeated = [[16, 16, 32, 32], [16, 16, 32, 32], [64, 64, 0, 0], [64, 64, 0, 0]]
smooth = [[16, 24, 24, 32], [40, 34, 28, 16], [40, 34, 28, 16], [64, 32, 32, 0]]

# %% wrong="upsampling" points=0 mistake="one-axis-only" outcome="wrong"
repeated = [[16, 16, 32, 32], [64, 64, 0, 0]]
smooth = None

# %% wrong="upsampling" points=0 outcome="wrong"
repeated = UpSampling2D(2)
smooth = 4

# %% right="upsampling"
repeated = corners.repeat(2, axis=0).repeat(2, axis=1)
mix = np.array([[1, 0], [3 / 4, 1 / 4], [1 / 4, 3 / 4], [0, 1]])
smooth = mix @ corners @ mix.T

# %% right="upsampling"
repeated = np.kron(corners, np.ones((2, 2)))[None, :, :, None]
smooth = UpSampling2D(2, interpolation="bilinear")(corners.reshape(1, 2, 2, 1))

# %% right="upsampling"
repeated = [[16, 16, 32, 32], [16, 16, 32, 32], [64, 64, 0, 0], [64, 64, 0, 0]]
smooth = [[16, 20, 28, 32], [28, 27, 25, 24], [52, 41, 19, 8], [64, 48, 16, 0]]
