# %% [markdown]
# # Known answers to `transposed`
#
# The right shapes, half a point each: (1, 28, 28, 8), (1, 29, 41, 1), (1, 14, 20, 8), (1, 27, 39, 8).

# %% wrong="transposed" points=1.5 mistake="transposed-valid-multiplies"
grown_a = (1, 28, 28, 8)
grown_b = (1, 28, 40, 1)
grown_c = (1, 14, 20, 8)
grown_d = (1, 27, 39, 8)

# %% wrong="transposed" points=1.5 mistake="transposed-other-library"
grown_a = (1, 27, 27, 8)
grown_b = (1, 29, 41, 1)
grown_c = (1, 14, 20, 8)
grown_d = (1, 27, 39, 8)

# %% wrong="transposed" points=1 mistake="output-padding-zero"
grown_a = (1, 27, 27, 8)
grown_b = (1, 29, 41, 1)
grown_c = (1, 12, 18, 8)
grown_d = (1, 27, 39, 8)

# %% wrong="transposed" points=0.5 mistake="channels-multiplied"
grown_a = (1, 28, 28, 128)
grown_b = (1, 29, 41, 1)
grown_c = (1, 14, 20, 128)
grown_d = (1, 27, 39, 128)

# %% wrong="transposed" points=0.5 mistake="channels-kept"
grown_a = (1, 28, 28, 16)
grown_b = (1, 29, 41, 1)
grown_c = (1, 14, 20, 16)
grown_d = (1, 27, 39, 16)

# %% wrong="transposed" points=0 mistake="batch-left-out"
grown_a = (28, 28, 8)
grown_b = (29, 41, 1)
grown_c = (14, 20, 8)
grown_d = (27, 39, 8)

# %% wrong="transposed" points=0 mistake="channels-first"
grown_a = (1, 8, 28, 28)
grown_b = (1, 1, 29, 41)
grown_c = (1, 8, 14, 20)
grown_d = (1, 8, 27, 39)

# %% wrong="transposed" points=0.5 mistake="height-width-swapped"
grown_a = (1, 28, 28, 8)
grown_b = (1, 41, 29, 1)
grown_c = (1, 20, 14, 8)
grown_d = (1, 39, 27, 8)

# %% wrong="transposed" points=1.5 mistake="output-padding-ignored" outcome="partial" note="output_padding=0 overlooked"
grown_a = (1, 28, 28, 8)
grown_b = (1, 29, 41, 1)
grown_c = (1, 14, 20, 8)
grown_d = (1, 28, 40, 8)

# %% wrong="transposed" points=0 mistake="transposed-shrinks" outcome="wrong" note="downwards in place of upwards"
grown_a = (1, 7, 7, 8)
grown_b = (1, 6, 9, 1)
grown_c = (1, 4, 5, 8)
grown_d = (1, 7, 10, 8)

# %% right="transposed"
grown_a = [1, 28, 28, 8]
grown_b = Conv2DTranspose(1, 3, strides=2)(np.zeros((1, 14, 20, 1))).shape
grown_c = np.array((1, 14, 20, 8))
grown_d = (1, 13 * 2 + 1, 19 * 2 + 1, 8)
