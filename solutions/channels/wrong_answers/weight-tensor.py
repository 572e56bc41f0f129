# %% [markdown]
# # Known answers to `weight-tensor`
#
# Three parts of one point each.

# %% wrong="weight-tensor" points=0 mistake="weights-depths-swapped"
weights_grey = (3, 3, 23, 1)
weights_colour = (5, 3, 6, 3)
weights_second = (1, 5, 4, 8)

# %% wrong="weight-tensor" points=0 mistake="weights-depths-missing"
weights_grey = (3, 3)
weights_colour = (5, 3)
weights_second = (1, 5)

# %% wrong="weight-tensor" points=0 mistake="weights-filters-first"
weights_grey = (23, 1, 3, 3)
weights_colour = (6, 3, 5, 3)
weights_second = (4, 8, 1, 5)

# %% wrong="weight-tensor" points=0 mistake="weights-input-depth-missing"
weights_grey = (3, 3, 23)
weights_colour = (5, 3, 6)
weights_second = (1, 5, 4)

# %% wrong="weight-tensor" points=0 mistake="weights-input-shape"
weights_grey = (360, 480, 1, 23)
weights_colour = (96, 128, 3, 6)
weights_second = (94, 126, 8, 4)

# %% wrong="weight-tensor" points=2 note="the depth of the picture, not of what the first layer hands on"
weights_grey = (3, 3, 1, 23)
weights_colour = (5, 3, 3, 6)
weights_second = (1, 5, 3, 4)

# %% wrong="weight-tensor" points=0 mistake="weights-output-shape" note="the shapes of the outputs"
weights_grey = (1, 358, 478, 23)
weights_colour = (1, 92, 126, 6)
weights_second = (1, 94, 122, 4)

# %% wrong="weight-tensor" points=0
weights_grey = 207
weights_colour = '(5, 3, 3, 6)'
weights_second = None

# %% right="weight-tensor"
def weights_of(layer, shape):
    layer.build(shape)
    return layer.kernel.shape
weights_grey = weights_of(Conv2D(23, 3), (None, None, None, 1))
weights_colour = weights_of(Conv2D(6, (5, 3)), (1, 96, 128, 3))
weights_second = weights_of(Conv2D(4, (1, 5)), (1, 94, 126, 8))

# %% right="weight-tensor"
weights_grey = np.array([3, 3, 1, 23])
weights_colour = [5, 3, 3, 6]
weights_second = 1, 5, 8, 4
