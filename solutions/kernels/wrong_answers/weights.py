# %% [markdown]
# # Known answers to `weights`
#
# Three parts of one point each.

# %% wrong="weights" points=1 mistake="weights-depths-swapped" note="the depths of the grey one are both 1, so that one stays right"
weights_grey = (5, 5, 1, 1)
weights_colour = (5, 3, 4, 3)
weights_deep = (3, 3, 16, 8)

# %% wrong="weights" points=2 mistake="weights-depths-swapped"
weights_grey = (5, 5, 1, 1)
weights_colour = (5, 3, 3, 4)
weights_deep = (3, 3, 16, 8)

# %% wrong="weights" points=0 mistake="weights-depths-missing"
weights_grey = (5, 5)
weights_colour = (5, 3)
weights_deep = (3, 3)

# %% wrong="weights" points=0 mistake="weights-filters-first"
weights_grey = (1, 1, 5, 5)
weights_colour = (4, 3, 5, 3)
weights_deep = (16, 8, 3, 3)

# %% wrong="weights" points=0 mistake="weights-input-depth-missing"
weights_grey = (5, 5, 1)
weights_colour = (5, 3, 4)
weights_deep = (3, 3, 16)

# %% wrong="weights" points=0 mistake="weights-input-shape"
weights_grey = (28, 28, 1, 1)
weights_colour = (96, 128, 3, 4)
weights_deep = (14, 14, 8, 16)

# %% wrong="weights" points=0 mistake="weights-output-shape" note="the shapes of the outputs"
weights_grey = (1, 24, 24, 1)
weights_colour = (1, 92, 126, 4)
weights_deep = (1, 12, 12, 16)

# %% wrong="weights" points=1
weights_grey = (5, 5, 1, 1)
weights_colour = None
weights_deep = None

# %% wrong="weights" points=0
weights_grey = 25
weights_colour = '5 x 3 x 3 x 4'
weights_deep = {3, 8, 16}

# %% right="weights"
weights_grey = [5, 5, 1, 1]
weights_colour = np.array([5, 3, 3, 4])
weights_deep = tuple(np.int64(size) for size in (3, 3, 8, 16))

# %% right="weights"
def shape_of(layer, shape):
    layer.build(shape)
    return layer.get_weights()[0].shape
weights_grey = shape_of(Conv2D(1, 5), (1, 28, 28, 1))
weights_colour = shape_of(Conv2D(4, (5, 3)), (1, 96, 128, 3))
weights_deep = shape_of(Conv2D(16, 3), (1, 14, 14, 8))

# %% right="weights"
import tensorflow as tf
weights_grey = tf.TensorShape([5, 5, 1, 1])
weights_colour = tf.shape(tf.zeros((5, 3, 3, 4)))
weights_deep = 3, 3, 8, 16
