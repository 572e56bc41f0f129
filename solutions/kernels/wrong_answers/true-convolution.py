# %% [markdown]
# # Known answers to `true-convolution`

# %% wrong="true-convolution" points=0 mistake="kernel-rotated"
true_convolution = g

# %% wrong="true-convolution" points=0 mistake="mirrored"
true_convolution = g[:, ::-1]

# %% wrong="true-convolution" points=0 mistake="mirrored"
true_convolution = g[::-1]

# %% wrong="true-convolution" points=0 mistake="kernel-transposed"
true_convolution = g[::-1, ::-1].transpose(1, 0, 2, 3)

# %% wrong="true-convolution" points=0 mistake="sign-flipped"
true_convolution = -g[::-1, ::-1]

# %% wrong="true-convolution" points=0 mistake="off-centre"
true_convolution = np.roll(g[::-1, ::-1], -1, axis=1)

# %% wrong="true-convolution" points=0 mistake="kernel-anti-transposed" note="turned over the diagonal, not by half a turn"
true_convolution = g.transpose(1, 0, 2, 3)

# %% wrong="true-convolution" points=0 mistake="kernel-rotated"
true_convolution = -g

# %% wrong="true-convolution" points=0 mistake="kernel-rotated"
true_convolution = g[:, :, ::-1, ::-1] * 2

# %% wrong="true-convolution" points=0
true_convolution = np.convolve(g[..., 0, 0].ravel(), spike)

# %% right="true-convolution"
true_convolution = np.rot90(g, 2)

# %% right="true-convolution"
true_convolution = np.flip(g, axis=(0, 1)).tolist()

# %% right="true-convolution"
true_convolution = np.zeros((3, 3, 1, 1))
for m in range(3):
    for n in range(3):
        true_convolution[m, n] = g[2 - m, 2 - n]
