# %% [markdown]
# Jakob never adds the two depths: his kernels are 3 x 3 and no more. The cells end in an error
# from Keras, and he went on.

# %% answer="weights"
weights_grey = (5, 5)
weights_colour = (5, 3)
weights_deep = (3, 3)

# %% answer="identity"
identity = np.array([[0, 0, 0], [0, 1, 0], [0, 0, 0]])
show(picture, conv2d(picture, identity), identity)

# %% answer="shifts"
shift_left = np.array([[0, 0, 0], [0, 0, 1], [0, 0, 0]])
shift_up = np.array([[0, 0, 0], [0, 0, 0], [0, 1, 0]])
show(dot, conv2d(dot, shift_left), shift_left)
show(dot, conv2d(dot, shift_up), shift_up)

# %% answer="derivative-x"
derivative_x = np.array([[0, 0, 0], [-1, 0, 1], [0, 0, 0]])
show(picture, conv2d(picture, derivative_x), derivative_x)

# %% answer="derivative-y"
derivative_y = np.array([[0, -1, 0], [0, 0, 0], [0, 1, 0]])
show(picture, conv2d(picture, derivative_y), derivative_y)

# %% answer="sum-rule"
all_at_once = np.zeros((3, 3, 1, 1))
all_at_once = k1 + k2 + k2
difference = conv2d(picture, all_at_once) - three_convolutions
print("largest difference:", np.abs(difference).max())
show(picture, conv2d(picture, all_at_once), all_at_once)

# %% answer="blur"
blur = np.ones((3, 3)) / 9
show(picture, conv2d(picture, blur), blur)

# %% answer="opencv"
opencv = np.zeros((28, 28))
opencv = cv2.filter2D(coat, -1, slanted, borderType=cv2.BORDER_CONSTANT)
yours = np.squeeze(opencv)
show_row([by_keras, yours, np.abs(by_keras - yours)], ["Conv2D", "yours", "difference"])
