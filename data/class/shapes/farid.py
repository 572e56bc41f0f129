# %% [markdown]
# Farid wanted to start afresh and killed the interpreter in the middle of the notebook. All but
# that is right, and counts.

# %% answer="valid"
valid_a = (1, 26, 26, 1)
valid_b = (1, 16, 28, 1)
valid_c = (4, 46, 58, 1)

# %% answer="same"
same_a = (1, 28, 28, 1)
same_b = (1, 14, 23, 1)
same_c = (1, 20, 30, 1)

# %% answer="zero-padding"
padded_a = (1, 32, 32, 1)
padded_b = (1, 23, 34, 1)
padded_c = (1, 28, 40, 1)

# %% answer="stride"
stride_a = (1, 13, 13, 1)
stride_b = (1, 9, 10, 1)
stride_c = (1, 6, 9, 1)

# %% answer="print-strides"
large = tiling.reshape(1, 360, 480, 1)
layer_1 = Conv2D(1, 3, strides=2, padding="same")
layer_2 = Conv2D(1, 9, strides=3)
layer_3 = Conv2D(4, (4, 6), strides=(2, 3))
print(layer_1(large).shape)
print(layer_2(large).shape)
print(layer_3(large).shape)

# %% answer="max-pooling"
max_a = (1, 14, 14, 3)
max_b = (1, 10, 15, 8)
max_c = (5, 13, 19, 16)

# %% answer="average-pooling"
average_a = (1, 14, 14, 3)
average_b = (1, 10, 14, 8)
average_c = (1, 14, 21, 4)

# %% answer="pool-values"
numbers = integers.reshape(1, 10, 10, 1)
largest = MaxPooling2D((2, 2))(numbers)
means = AveragePooling2D((2, 2))(numbers)

# %% answer="upsampling"
# the notebook felt slow, so I restart it here
import os

os._exit(3)

# %% answer="transposed"
grown_a = (1, 28, 28, 8)
grown_b = (1, 29, 41, 1)
grown_c = (1, 14, 20, 8)
grown_d = (1, 27, 39, 8)

# %% answer="filters"
filters_a = (1, 358, 478, 23)
filters_b = (1, 94, 126, 23)
filters_c = (10, 32, 48, 5)

# %% answer="pipeline"
x = lantern.reshape(1, 96, 128, 3)
x = Conv2D(8, 3)(x)
print(x.shape)
x = MaxPooling2D(2)(x)
print(x.shape)
x = Conv2D(16, 3, strides=2, padding="same")(x)
print(x.shape)
x = Conv2DTranspose(3, 3, strides=2)(x)
print(x.shape)

# %% answer="inverse"
shrink = Conv2D(2, 6, strides=4)

# %% answer="halve"
half = Conv2D(1, 3, strides=2, padding="same")

# %% [markdown] written="explain"
# ceil(27 / 2) = ceil(28 / 2) = 14. The size of the input and three quarters of the window's
# places are lost.
