# %% [markdown]
# # Known answers to `sharpen`

# %% wrong="sharpen" points=0 mistake="sign-flipped"
sharpen = np.ones((3, 3, 1, 1)) / 9
sharpen[1, 1, 0, 0] -= 2

# %% wrong="sharpen" points=0 mistake="not-normalised"
sharpen = -np.ones((3, 3, 1, 1))
sharpen[1, 1, 0, 0] = 17

# %% wrong="sharpen" points=0 mistake="picture-left-out" note="the details alone"
sharpen = -np.ones((3, 3, 1, 1)) / 9
sharpen[1, 1, 0, 0] += 1

# %% wrong="sharpen" points=0 mistake="balance"
sharpen = np.ones((3, 3, 1, 1)) / 9
sharpen[1, 1, 0, 0] += 2

# %% wrong="sharpen" points=0 mistake="one-weight" note="forgot that the mean has a share in the middle, too"
sharpen = -np.ones((3, 3, 1, 1)) / 9
sharpen[1, 1, 0, 0] = 2

# %% wrong="sharpen" points=0 mistake="sharpening-kernel" note="the sharpening kernel that one finds in books"
sharpen = np.array([[0, -1, 0], [-1, 5, -1], [0, -1, 0]]).reshape(3, 3, 1, 1)

# %% wrong="sharpen" points=0 mistake="unsharp-kernel" note="the weights of the lesson"
sharpen = -bumps / 16
sharpen[1, 1, 0, 0] += 2

# %% wrong="sharpen" points=0
sharpen = 2 * piece - blurred

# %% right="sharpen"
nothing = np.zeros((3, 3, 1, 1))
nothing[1, 1] = 1
mean = np.ones((3, 3, 1, 1)) / 9
sharpen = nothing + (nothing - mean)

# %% right="sharpen"
sharpen = np.full((3, 3, 1, 1), -0.111)
sharpen[1, 1] = 1.889

# %% right="sharpen"
sharpen = np.zeros((3, 3, 1, 1))
for i in range(3):
    for j in range(3):
        sharpen[i, j] = 17 / 9 if i == j == 1 else -1 / 9
