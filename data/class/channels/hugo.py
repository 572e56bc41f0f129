# %% [markdown]
# Hugo has everything right and nothing as the lesson does it: he asks Keras, matches pictures, and
# writes weights as products.

# %% answer="weight-tensor"
def weights_of(*layers, depth):
    """The shape of the last layer's weights, when a picture of this depth goes into the first."""
    for layer in layers:
        layer.build((None, None, None, depth))
        depth = layer.filters
    return layer.get_weights()[0].shape


weights_grey = weights_of(Conv2D(23, (3, 3)), depth=1)
weights_colour = weights_of(Conv2D(6, (5, 3)), depth=3)
weights_second = weights_of(Conv2D(8, (3, 3)), Conv2D(4, (1, 5)), depth=3)

# %% answer="which-filter"
matches = [bank[..., [n]] for n in range(23) if np.allclose(maps[..., n], mystery)]
(made_it,) = matches
show(middle, np.clip(conv2d(middle, made_it), -1, 1), made_it)

# %% answer="red-edges"
right_minus_left, only_red = np.array([-1, 0, 1]), np.array([1, 0, 0])
red_edges = (right_minus_left[:, None] * only_red).reshape(1, 3, 3, 1)  # one row is enough
show(lantern, conv2d(lantern, red_edges))

# %% answer="grey"
grey = tf.constant([299, 587, 114], dtype="float32", shape=(1, 1, 3, 1)) / 1000
show_row([plain_mean, conv2d(lantern, grey)], titles=["plain mean", "yours"])

# %% answer="turn-colours"
goes_in = {"red": "green", "green": "blue", "blue": "red"}
turn_colours = [[[[float(goes_in[out] == name) for out in colours] for name in colours]]]
show(lantern, conv2d(lantern, turn_colours))

# %% answer="colour-blur"
colour_blur = np.einsum("m,n,cf->mncf", np.ones(3) / 3, np.ones(3) / 3, np.eye(3))
show(lantern, conv2d(lantern, colour_blur))

# %% answer="parameters"
def learns(layer, *shape):
    layer.build(shape)
    return layer.count_params()


count_bank = learns(Conv2D(23, 3, use_bias=False), 1, 360, 480, 1)
count_colour = learns(Conv2D(23, 3), *lantern[np.newaxis].shape)
count_pixel = learns(Conv2D(4, 1), 1, 94, 126, 23)
count_pooling = learns(MaxPooling2D(3), 1, 94, 126, 23)

# %% answer="network-shapes"
after_1 = [16, 28 - 2, 28 - 2, 8]
after_2 = [16, after_1[1] // 2, after_1[2] // 2, 8]
after_3 = after_2[:3] + [16]
after_4 = [16, *(-(-i // 2) for i in after_3[1:3]), 16]
after_5 = [16, *(i - 7 + 1 for i in after_4[1:3]), 10]

# %% answer="network-parameters"
learnt_2 = learnt_4 = 0
learnt_1, learnt_3, learnt_5 = (
    kernel**2 * shape_in[-1] * shape_out[-1] + shape_out[-1]
    for kernel, shape_in, shape_out in ((3, [1], after_1), (3, after_2, after_3), (7, after_4, after_5))
)

# %% answer="network"
network = Sequential(name="clothes")
network.add(Input(shape=(28, 28, 1)))
for filters, size, padding, activation in ((8, 3, "valid", "relu"), (16, 3, "same", "relu")):
    network.add(Conv2D(filters, size, padding=padding, activation=activation))
    network.add(MaxPooling2D(padding=padding))
network.add(Conv2D(10, network.output_shape[1:3]))

# %% answer="wide"
x = tf.zeros((1, 28, 84, 1))
for layer in network.layers:
    x = layer(x)
after_wide = x.shape

# %% [markdown] written="learnt-kernels"
# My kernel 2 is [[-0.31, -0.05, 0.22], [-0.4, 0.1, 0.35], [-0.2, 0.02, 0.25]]. The sum is about 0,
# so even cloth and even background both become 0. It is positive on the right and negative on the
# left: it looks for upright edges with the bright side on the right, the derivative in x of the
# first notebook. In its map the left border of the coat is bright and the right one is black, since
# the ReLU takes away what is below 0.
#
# My kernel 5 is [[0.2, 0.31, 0.1], [0.25, 0.4, 0.3], [0.15, 0.2, 0.22]], and all of it is positive,
# with a sum of 2.1. It is a blur that makes brighter; its map is a soft picture of the whole coat.
