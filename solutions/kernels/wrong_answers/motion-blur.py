# %% [markdown]
# # Known answers to `motion-blur`

# %% wrong="motion-blur" points=0 mistake="kernel-transposed"
motion_blur = np.ones((5, 1, 1, 1)) / 5

# %% wrong="motion-blur" points=0 mistake="not-normalised"
motion_blur = np.ones((1, 5, 1, 1))

# %% wrong="motion-blur" points=0 mistake="divided-by-wrong-count"
motion_blur = np.ones((1, 5, 1, 1)) / 9

# %% wrong="motion-blur" points=0 mistake="divided-by-side"
motion_blur = np.ones((1, 5, 1, 1)) / np.sqrt(5)

# %% wrong="motion-blur" points=0 mistake="sign-flipped"
motion_blur = -np.ones((1, 5, 1, 1)) / 5

# %% wrong="motion-blur" points=0 mistake="box-kernel"
motion_blur = np.ones((1, 3, 1, 1)) / 3

# %% wrong="motion-blur" points=0 mistake="box-kernel"
motion_blur = np.ones((5, 5, 1, 1)) / 25

# %% wrong="motion-blur" points=0 mistake="box-kernel" note="the pixel and the four to its left"
motion_blur = np.zeros((1, 9, 1, 1))
motion_blur[0, :5] = 1 / 5

# %% wrong="motion-blur" points=0
motion_blur = [0.2, 0.2, 0.2, 0.2, 0.2]

# %% right="motion-blur"
motion_blur = np.zeros((5, 5, 1, 1))
motion_blur[2] = 0.2

# %% right="motion-blur"
motion_blur = [[[[0.2]], [[0.2]], [[0.2]], [[0.2]], [[0.2]]]]
