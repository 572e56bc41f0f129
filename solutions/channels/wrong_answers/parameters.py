# %% [markdown]
# # Known answers to `parameters`
#
# Four parts of half a point each.

# %% wrong="parameters" points=1 mistake="bias-forgotten"
count_bank = 207
count_colour = 621
count_pixel = 92
count_pooling = 0

# %% wrong="parameters" points=1.5 mistake="bias-counted"
count_bank = 230
count_colour = 644
count_pixel = 96
count_pooling = 0

# %% wrong="parameters" points=1 mistake="parameters-input-depth-missing"
count_bank = 207
count_colour = 230
count_pixel = 8
count_pooling = 0

# %% wrong="parameters" points=0.5 mistake="parameters-filters-missing"
count_bank = 9
count_colour = 28
count_pixel = 24
count_pooling = 0

# %% wrong="parameters" points=1 mistake="parameters-one-bias"
count_bank = 207
count_colour = 622
count_pixel = 93
count_pooling = 0

# %% wrong="parameters" points=1.5 mistake="parameters-pooling-has-weights"
count_bank = 207
count_colour = 644
count_pixel = 96
count_pooling = 3 * 3 * 23

# %% wrong="parameters" points=0.5 mistake="parameters-picture-size" note="a bias for each pixel as well"
count_bank = 207 * 358 * 478
count_colour = 644 * 94 * 126
count_pixel = 96 * 94 * 126
count_pooling = 0

# %% wrong="parameters" points=0 note="shapes in place of counts"
count_bank = (3, 3, 1, 23)
count_colour = '644'
count_pixel = 96.5
count_pooling = None

# %% wrong="parameters" points=0
count_bank = count_colour = count_pixel = count_pooling = True

# %% right="parameters"
count_bank = bank.size
count_colour = np.prod((3, 3, 3, 23)) + 23
count_pixel = 96.0
count_pooling = int(False)

# %% right="parameters"
def count(layer, shape):
    layer.build(shape)
    return layer.count_params()
count_bank = count(Conv2D(23, 3, use_bias=False), (1, 360, 480, 1))
count_colour = count(Conv2D(23, 3), (1, 96, 128, 3))
count_pixel = count(Conv2D(4, 1), (1, 94, 126, 23))
count_pooling = count(MaxPooling2D(3), (1, 94, 126, 23))
