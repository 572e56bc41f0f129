# %% [markdown]
# Ines takes columns for rows: width comes before height wherever the input is not square.

# %% answer="valid"
valid_a = (1, 26, 26, 1)
valid_b = (1, 28, 16, 1)
valid_c = (4, 58, 46, 1)

# %% answer="same"
same_a = (1, 28, 28, 1)
same_b = (1, 23, 14, 1)
same_c = (1, 30, 20, 1)

# %% answer="zero-padding"
padded_a = (1, 32, 32, 1)
padded_b = (1, 34, 23, 1)
padded_c = (1, 40, 28, 1)

# %% answer="stride"
stride_a = (1, 13, 13, 1)
stride_b = (1, 10, 9, 1)
stride_c = (1, 9, 6, 1)

# %% answer="print-strides"
large = tiling.reshape(1, 480, 360, 1)
layer_1 = Conv2D(1, 3, strides=2, padding="same")
layer_2 = Conv2D(1, 9, strides=3)
layer_3 = Conv2D(4, (4, 6), strides=(2, 3))
print(layer_1(large).shape)
print(layer_2(large).shape)
print(layer_3(large).shape)

# %% answer="max-pooling"
max_a = (1, 14, 14, 3)
max_b = (1, 15, 10, 8)
max_c = (5, 19, 13, 16)

# %% answer="average-pooling"
average_a = (1, 14, 14, 3)
average_b = (1, 14, 10, 8)
average_c = (1, 21, 14, 4)

# %% answer="pool-values"
numbers = integers.T.reshape(1, 10, 10, 1)
largest = MaxPooling2D((2, 2))(numbers)
means = AveragePooling2D((2, 2))(numbers)

# %% answer="upsampling"
up_a = (1, 28, 28, 3)
up_b = (1, 30, 21, 8)
up_c = (1, 39, 27, 1)

# %% answer="transposed"
grown_a = (1, 28, 28, 8)
grown_b = (1, 41, 29, 1)
grown_c = (1, 20, 14, 8)
grown_d = (1, 39, 27, 8)

# %% answer="filters"
filters_a = (1, 478, 358, 23)
filters_b = (1, 126, 94, 23)
filters_c = (10, 48, 32, 5)

# %% answer="pipeline"
x = lantern.reshape(1, 128, 96, 3)
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
# Half of 27 is 13.5, and "same" rounds up. The layer sees only 14 pixels afterwards and can't
# know.
