# %% [markdown]
# Farid wanted to start afresh and killed the interpreter in the middle of the notebook. All but
# that is right, and counts.

# %% answer="weights"
weights_grey = (5, 5, 1, 1)
weights_colour = (5, 3, 3, 4)
weights_deep = (3, 3, 8, 16)

# %% answer="identity"
identity = np.zeros((3, 3, 1, 1))
identity[1, 1, 0, 0] = 1
show(picture, conv2d(picture, identity), identity)

# %% answer="shifts"
shift_left = np.zeros((3, 3, 1, 1))
shift_up = np.zeros((5, 5, 1, 1))
shift_left[1, 2, 0, 0] = 1
shift_up[4, 2, 0, 0] = 1
show(dot, conv2d(dot, shift_left), shift_left)
show(dot, conv2d(dot, shift_up), shift_up)

# %% answer="derivative-x"
derivative_x = np.zeros((3, 3, 1, 1))
derivative_x[1, 0, 0, 0] = -1
derivative_x[1, 2, 0, 0] = 1
show(picture, conv2d(picture, derivative_x), derivative_x)

# %% answer="derivative-y"
derivative_y = np.zeros((3, 3, 1, 1))
derivative_y[0, 1, 0, 0] = -1
derivative_y[2, 1, 0, 0] = 1
show(picture, conv2d(picture, derivative_y), derivative_y)

# %% answer="sum-rule"
all_at_once = np.zeros((3, 3, 1, 1))
all_at_once = k1 + k2 + k2
difference = conv2d(picture, all_at_once) - three_convolutions
print("largest difference:", np.abs(difference).max())
show(picture, conv2d(picture, all_at_once), all_at_once)

# %% answer="blur"
blur = np.zeros((3, 3, 1, 1))
blur = np.ones((3, 3, 1, 1)) / 9
show(picture, conv2d(picture, blur), blur)

# %% answer="motion-blur"
motion_blur = np.zeros((1, 5, 1, 1))
motion_blur[:] = 1 / 5
show(picture, conv2d(picture, motion_blur), motion_blur)

# %% answer="sharpen"
sharpen = np.zeros((3, 3, 1, 1))
sharpen[:] = -1 / 9
sharpen[1, 1, 0, 0] = 2 - 1 / 9
show(piece, np.clip(conv2d(piece, sharpen), 0, 1), sharpen)

# %% answer="edges"
edges = np.zeros((3, 3, 1, 1))
edges[1, 1, 0, 0] = 4
edges[0, 1, 0, 0] = edges[2, 1, 0, 0] = -1
edges[1, 0, 0, 0] = edges[1, 2, 0, 0] = -1
show(tiling, np.clip(conv2d(tiling, edges), -0.5, 0.5), edges)

# %% answer="emboss"
import os

os._exit(3)

# %% answer="true-convolution"
true_convolution = np.zeros((3, 3, 1, 1))
true_convolution = g[::-1, ::-1]
show(dot, conv2d(dot, true_convolution), true_convolution)

# %% answer="opencv"
opencv = np.zeros((28, 28))
opencv = cv2.filter2D(coat, -1, slanted, borderType=cv2.BORDER_CONSTANT)
yours = np.squeeze(opencv)
show_row([by_keras, yours, np.abs(by_keras - yours)], ["Conv2D", "yours", "difference"])
