# %% [markdown]
# # Known answers to `matrix`
#
# Two matrices, one point each.

# %% wrong="matrix" points=0 mistake="matrix-transposed"
row_matrix = np.array([[3, -1, 2, 0, 0], [0, 0, 3, -1, 2]]).T
square_matrix = np.array([[1, 2, 0, 3, 4, 0, 0, 0, 0], [0, 1, 2, 0, 3, 4, 0, 0, 0], [0, 0, 0, 1, 2, 0, 3, 4, 0], [0, 0, 0, 0, 1, 2, 0, 3, 4]]).T

# %% wrong="matrix" points=0 mistake="kernel-rotated"
row_matrix = np.array([[2, -1, 3, 0, 0], [0, 0, 2, -1, 3]])
square_matrix = np.array([[4, 3, 0, 2, 1, 0, 0, 0, 0], [0, 4, 3, 0, 2, 1, 0, 0, 0], [0, 0, 0, 4, 3, 0, 2, 1, 0], [0, 0, 0, 0, 4, 3, 0, 2, 1]])

# %% wrong="matrix" points=1 mistake="stride-ignored"
row_matrix = np.array([[3, -1, 2, 0, 0], [0, 3, -1, 2, 0], [0, 0, 3, -1, 2]])
square_matrix = np.array([[1, 2, 0, 3, 4, 0, 0, 0, 0], [0, 1, 2, 0, 3, 4, 0, 0, 0], [0, 0, 0, 1, 2, 0, 3, 4, 0], [0, 0, 0, 0, 1, 2, 0, 3, 4]])

# %% wrong="matrix" points=1 mistake="matrix-no-line-end"
row_matrix = np.array([[3, -1, 2, 0, 0], [0, 0, 3, -1, 2]])
square_matrix = np.array([[1, 2, 0, 3, 4, 0, 0, 0, 0], [0, 1, 2, 0, 3, 4, 0, 0, 0], [0, 0, 1, 2, 0, 3, 4, 0, 0], [0, 0, 0, 1, 2, 0, 3, 4, 0]])

# %% wrong="matrix" points=1 mistake="kernel-transposed" note="rows and columns exchanged in the kernel, which is also pixels by columns"
row_matrix = np.array([[3, -1, 2, 0, 0], [0, 0, 3, -1, 2]])
square_matrix = np.array([[1, 3, 0, 2, 4, 0, 0, 0, 0], [0, 1, 3, 0, 2, 4, 0, 0, 0], [0, 0, 0, 1, 3, 0, 2, 4, 0], [0, 0, 0, 0, 1, 3, 0, 2, 4]])

# %% wrong="matrix" points=1 mistake="pixels-by-columns" note="the output's pixels column by column"
row_matrix = np.array([[3, -1, 2, 0, 0], [0, 0, 3, -1, 2]])
square_matrix = np.array([[1, 2, 0, 3, 4, 0, 0, 0, 0], [0, 0, 0, 1, 2, 0, 3, 4, 0], [0, 1, 2, 0, 3, 4, 0, 0, 0], [0, 0, 0, 0, 1, 2, 0, 3, 4]])

# %% wrong="matrix" points=1 mistake="matrix-wrong-gap" outcome="partial" note="the gap forgotten"
row_matrix = np.array([[3, -1, 2, 0, 0], [0, 0, 3, -1, 2]])
square_matrix = np.array([[1, 2, 3, 4, 0, 0, 0, 0, 0], [0, 1, 2, 3, 4, 0, 0, 0, 0], [0, 0, 0, 1, 2, 3, 4, 0, 0], [0, 0, 0, 0, 1, 2, 3, 4, 0]])

# %% wrong="matrix" points=0 mistake="matrix-is-kernel"
row_matrix = [[3, -1, 2]]
square_matrix = [[1, 2], [3, 4]]

# %% wrong="matrix" points=0 outcome="wrong"
row_matrix = np.full((2, 5), np.nan)
square_matrix = 9

# %% right="matrix"
row_matrix = [[3, -1, 2, 0, 0], [0, 0, 3, -1, 2]]
square_matrix = [[1, 2, 0, 3, 4, 0, 0, 0, 0], [0, 1, 2, 0, 3, 4, 0, 0, 0], [0, 0, 0, 1, 2, 0, 3, 4, 0], [0, 0, 0, 0, 1, 2, 0, 3, 4]]

# %% right="matrix"
def shown_pixels(kernel, size, strides=1):
    pictures = np.eye(size[0] * size[1]).reshape(-1, *size)
    return np.array([conv2d(p, kernel, strides).ravel() for p in pictures]).T
row_matrix = shown_pixels(row_kernel, (1, 5), 2)
square_matrix = shown_pixels(square_kernel, (3, 3))

# %% right="matrix"
row_matrix = np.zeros((2, 5))
for place in range(2):
    row_matrix[place, 2 * place : 2 * place + 3] = 3, -1, 2
square_matrix = np.zeros((4, 9))
square_matrix[[0, 1, 2, 3], [0, 1, 3, 4]] = 1
square_matrix[[0, 1, 2, 3], [1, 2, 4, 5]] = 2
square_matrix[[0, 1, 2, 3], [3, 4, 6, 7]] = 3
square_matrix[[0, 1, 2, 3], [4, 5, 7, 8]] = 4
