# %% [markdown]
# Hugo has everything right and nothing as the lesson does it: lists, loops, tensors, larger
# kernels.

# %% answer="weights"
shapes = []
for filters, size, channels in ((1, (5, 5), 1), (4, (5, 3), 3), (16, (3, 3), 8)):
    layer = Conv2D(filters, size)
    layer.build((None, None, None, channels))
    shapes.append(layer.kernel.shape)
weights_grey, weights_colour, weights_deep = shapes

# %% answer="identity"
identity = np.ones((1, 1, 1, 1), dtype=int)
show(picture, conv2d(picture, identity), identity)

# %% answer="shifts"
import tensorflow as tf

shift_left = tf.reshape(tf.one_hot(2, 3), (1, 3, 1, 1))
shift_up = tf.reshape(tf.one_hot(4, 5), (5, 1, 1, 1))
show(dot, conv2d(dot, shift_left), shift_left)
show(dot, conv2d(dot, shift_up), shift_up)

# %% answer="derivative-x"
derivative_x = [[[[-1]], [[0]], [[1]]]]
show(picture, conv2d(picture, derivative_x), derivative_x)

# %% answer="derivative-y"
derivative_y = np.pad(np.array([[-1], [0], [1]]), ((1, 1), (2, 2)))[:, :, None, None]
show(picture, conv2d(picture, derivative_y), derivative_y)

# %% answer="sum-rule"
all_at_once = sum(weight * kernel for weight, kernel in ((1, k1), (2, k2)))
difference = conv2d(picture, all_at_once) - three_convolutions
print("largest difference:", np.abs(difference).max())
show(picture, conv2d(picture, all_at_once), all_at_once)

# %% answer="blur"
third = np.full(3, 1 / 3)
blur = np.einsum('i,j->ij', third, third).reshape(3, 3, 1, 1)
show(picture, conv2d(picture, blur), blur)

# %% answer="motion-blur"
motion_blur = np.zeros((5, 7, 1, 1), dtype='float32')
motion_blur[2, 1:6] = 0.2
show(picture, conv2d(picture, motion_blur), motion_blur)

# %% answer="sharpen"
one = np.zeros((3, 3))
one[1, 1] = 1
sharpen = (2 * one - np.full((3, 3), 0.1111)).reshape(3, 3, 1, 1)
show(piece, np.clip(conv2d(piece, sharpen), 0, 1), sharpen)

# %% answer="edges"
rows = np.zeros((3, 3, 1, 1))
rows[1, :, 0, 0] = [-1, 2, -1]
edges = rows + np.swapaxes(rows, 0, 1)
show(tiling, np.clip(conv2d(tiling, edges), -0.5, 0.5), edges)

# %% answer="emboss"
emboss = np.rot90(emboss_upper_left, k=-1)
show(tiling, np.clip(conv2d(tiling, emboss), 0, 1), emboss)

# %% answer="true-convolution"
true_convolution = np.rot90(g, 2)
show(dot, conv2d(dot, true_convolution), true_convolution)

# %% answer="opencv"
opencv = cv2.filter2D(np.pad(coat, 5), -1, slanted)[5:-5, 5:-5][None, :, :, None]
yours = np.squeeze(opencv)
show_row([by_keras, yours, np.abs(by_keras - yours)], ["Conv2D", "yours", "difference"])

# %% [markdown] written="own-picture"
# My picture is a page of handwriting, the kernel a 9 x 9 matrix of 1/81 subtracted from the
# identity: every pixel minus the mean of its surroundings. The weights add up to 0. What I see is
# the writing alone, on an even grey, although half of the page lay in the shadow of my hand:
# shadows are almost the same in the whole neighbourhood and cancel out. Near the edge of the page
# there is a bright frame, from the zeros of the padding. I had not expected that a kernel could
# remove a shadow.
