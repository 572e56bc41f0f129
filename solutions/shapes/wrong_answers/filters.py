# %% [markdown]
# # Known answers to `filters`
#
# The right shapes, one point each: (1, 358, 478, 23), (1, 94, 126, 23), (10, 32, 48, 5).

# %% wrong="filters" points=1 mistake="channels-multiplied"
filters_a = (1, 358, 478, 23)
filters_b = (1, 94, 126, 69)
filters_c = (10, 32, 48, 115)

# %% wrong="filters" points=0 mistake="channels-kept"
filters_a = (1, 358, 478, 1)
filters_b = (1, 94, 126, 3)
filters_c = (10, 32, 48, 23)

# %% wrong="filters" points=1 mistake="padding-same-for-valid"
filters_a = (1, 360, 480, 23)
filters_b = (1, 96, 128, 23)
filters_c = (10, 32, 48, 5)

# %% wrong="filters" points=1 mistake="forgot-plus-one"
filters_a = (1, 357, 477, 23)
filters_b = (1, 93, 125, 23)
filters_c = (10, 32, 48, 5)

# %% wrong="filters" points=2 mistake="same-pads-one"
filters_a = (1, 358, 478, 23)
filters_b = (1, 94, 126, 23)
filters_c = (10, 32, 46, 5)

# %% wrong="filters" points=2 mistake="padded-size"
filters_a = (1, 358, 478, 23)
filters_b = (1, 94, 126, 23)
filters_c = (10, 34, 52, 5)

# %% wrong="filters" points=0 mistake="batch-left-out"
filters_a = (358, 478, 23)
filters_b = (94, 126, 23)
filters_c = (32, 48, 5)

# %% wrong="filters" points=0 mistake="channels-first"
filters_a = (1, 23, 358, 478)
filters_b = (1, 23, 94, 126)
filters_c = (10, 5, 32, 48)

# %% wrong="filters" points=0 mistake="height-width-swapped"
filters_a = (1, 478, 358, 23)
filters_b = (1, 126, 94, 23)
filters_c = (10, 48, 32, 5)

# %% wrong="filters" points=0 mistake="output-weights-shape" outcome="wrong" note="the weights' shapes in place of the outputs'"
filters_a = (3, 3, 1, 23)
filters_b = (3, 3, 3, 23)
filters_c = (3, 5, 23, 5)

# %% right="filters"
filters_a = Conv2D(23, (3, 3))(tiling.reshape(1, 360, 480, 1)).shape
filters_b = Conv2D(23, 3)(lantern[None]).shape
filters_c = (10, *(32, 48), 5)
