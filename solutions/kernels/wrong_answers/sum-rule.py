# %% [markdown]
# # Known answers to `sum-rule`

# %% wrong="sum-rule" points=0 mistake="kernel-rotated"
all_at_once = (k1 + k2 + k2)[::-1, ::-1]

# %% wrong="sum-rule" points=0 mistake="kernel-transposed"
all_at_once = (k1 + k2 + k2).transpose(1, 0, 2, 3)

# %% wrong="sum-rule" points=0 mistake="sign-flipped"
all_at_once = -(k1 + k2 + k2)

# %% wrong="sum-rule" points=0 mistake="mirrored"
all_at_once = (k1 + k2 + k2)[:, ::-1]

# %% wrong="sum-rule" points=0 mistake="mirrored"
all_at_once = (k1 + k2 + k2)[::-1]

# %% wrong="sum-rule" points=0 mistake="off-centre"
all_at_once = np.roll(k1 + k2 + k2, 1, axis=0)

# %% wrong="sum-rule" points=0 mistake="term-left-out" note="forgot that one counts twice"
all_at_once = k1 + k2

# %% wrong="sum-rule" points=0 mistake="term-too-often"
all_at_once = 2 * (k1 + k2)

# %% wrong="sum-rule" points=0 mistake="terms-multiplied"
all_at_once = k1 * k2 * k2

# %% wrong="sum-rule" points=0 mistake="scaled"
all_at_once = (k1 + k2 + k2) / 3

# %% wrong="sum-rule" points=0 note="the picture, not the kernel"
all_at_once = three_convolutions

# %% wrong="sum-rule" points=0
all_at_once = [k1, k2, k2]

# %% right="sum-rule"
all_at_once = k1 + 2 * k2

# %% right="sum-rule"
all_at_once = np.sum([k1, k2, k2], axis=0).tolist()

# %% right="sum-rule"
all_at_once = np.zeros((3, 3, 1, 1), dtype='float32')
for i in range(3):
    for j in range(3):
        for kernel in (k1, k2, k2):
            all_at_once[i, j] += kernel[i, j]
