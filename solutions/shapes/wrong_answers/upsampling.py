# %% [markdown]
# # Known answers to `upsampling`
#
# The right shapes, one point each: (1, 28, 28, 3), (1, 21, 30, 8), (1, 27, 39, 1).

# %% wrong="upsampling" points=0 mistake="upsampling-adds"
up_a = (1, 16, 16, 3)
up_b = (1, 10, 13, 8)
up_c = (1, 12, 16, 1)

# %% wrong="upsampling" points=2 mistake="bilinear-changes-shape"
up_a = (1, 28, 28, 3)
up_b = (1, 19, 28, 8)
up_c = (1, 27, 39, 1)

# %% wrong="upsampling" points=2 mistake="pooling-stride-one"
up_a = (1, 28, 28, 3)
up_b = (1, 21, 30, 8)
up_c = (1, 78, 117, 1)

# %% wrong="upsampling" points=2 mistake="forgot-plus-one"
up_a = (1, 28, 28, 3)
up_b = (1, 21, 30, 8)
up_c = (1, 24, 36, 1)

# %% wrong="upsampling" points=2 mistake="ceil-for-floor"
up_a = (1, 28, 28, 3)
up_b = (1, 21, 30, 8)
up_c = (1, 30, 42, 1)

# %% wrong="upsampling" points=2 mistake="rounded"
up_a = (1, 28, 28, 3)
up_b = (1, 21, 30, 8)
up_c = (1, 27, 42, 1)

# %% wrong="upsampling" points=2 mistake="upsampling-undoes-pooling" note="the way down and up again taken to lead back"
up_a = (1, 28, 28, 3)
up_b = (1, 21, 30, 8)
up_c = (1, 28, 41, 1)

# %% wrong="upsampling" points=0 mistake="batch-left-out"
up_a = (28, 28, 3)
up_b = (21, 30, 8)
up_c = (27, 39, 1)

# %% wrong="upsampling" points=0 mistake="channels-first"
up_a = (1, 3, 28, 28)
up_b = (1, 8, 21, 30)
up_c = (1, 1, 27, 39)

# %% wrong="upsampling" points=1 mistake="height-width-swapped"
up_a = (1, 28, 28, 3)
up_b = (1, 30, 21, 8)
up_c = (1, 39, 27, 1)

# %% wrong="upsampling" points=0 mistake="layer-left-out" outcome="wrong" note="downwards in place of upwards"
up_a = (1, 7, 7, 3)
up_b = (1, 2, 3, 8)
up_c = (1, 9, 13, 1)

# %% right="upsampling"
up_a = UpSampling2D()(np.zeros((1, 14, 14, 3))).shape
up_b = [1, 7 * 3, 10 * 3, 8]
up_c = tuple(UpSampling2D(3)(MaxPooling2D(3)(np.zeros((1, 28, 41, 1)))).shape)
