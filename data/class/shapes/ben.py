# %% [markdown]
# Ben rounds to the nearest number wherever it does not divide, and stopped half-way: after
# average pooling nothing is typed.

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
stride_a = (1, 14, 14, 1)
stride_b = (1, 9, 10, 1)
stride_c = (1, 6, 10, 1)

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
max_b = (1, 11, 15, 8)
max_c = (5, 13, 20, 16)

# %% answer="average-pooling"
average_a = (1, 14, 14, 3)
average_b = (1, 10, 14, 8)
average_c = (1, 14, 22, 4)
