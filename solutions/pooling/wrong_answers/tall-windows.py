# %% [markdown]
# # Known answers to `tall-windows`

# %% wrong="tall-windows" points=0 mistake="max-for-average"
tall_mean = coat.reshape(7, 4, 14, 2).max(axis=(1, 3))

# %% wrong="tall-windows" points=0 mistake="pooling-stride-one"
tall_mean = apply_layer(AveragePooling2D((4, 2), strides=1), coat)

# %% wrong="tall-windows" points=0 mistake="kernel-swapped" note="windows of 2 rows and 4 columns"
tall_mean = coat.reshape(14, 2, 7, 4).mean(axis=(1, 3))

# %% wrong="tall-windows" points=0 mistake="reshape-axes-exchanged" note="axes in another order"
tall_mean = coat.reshape(4, 7, 2, 14).mean(axis=(0, 2))

# %% wrong="tall-windows" points=0 mistake="reshape-in-a-row" note="axes in another order"
tall_mean = coat.reshape(7, 14, 4, 2).mean(axis=(2, 3))

# %% wrong="tall-windows" points=0 mistake="mean-not-divided" note="the sum"
tall_mean = coat.reshape(7, 4, 14, 2).sum(axis=(1, 3))

# %% wrong="tall-windows" points=0 mistake="reshape-over-windows" note="the wrong axes"
tall_mean = coat.reshape(7, 4, 14, 2).mean(axis=(0, 2))

# %% wrong="tall-windows" points=0 mistake="reshape-not-pooled"
tall_mean = coat.reshape(7, 4, 14, 2)

# %% wrong="tall-windows" points=0 outcome="wrong"
tall_mean = coat.reshape(8, 4, 14, 2).mean(axis=(1, 3))

# %% right="tall-windows"
tall_mean = apply_layer(AveragePooling2D((4, 2)), coat)

# %% right="tall-windows"
tall_mean = sum(coat[r::4, c::2] for r in range(4) for c in range(2)) / 8

# %% right="tall-windows"
tall_mean = coat.reshape(1, 7, 4, 14, 2).mean(axis=4).mean(axis=2)
