# %% [markdown]
# # Known answers to `red-edges`

# %% wrong="red-edges" points=0 mistake="sign-flipped"
red_edges = np.zeros((3, 3, 3, 1))
red_edges[1, 0, 0] = 1
red_edges[1, 2, 0] = -1

# %% wrong="red-edges" points=0 mistake="kernel-transposed"
red_edges = np.zeros((3, 3, 3, 1))
red_edges[0, 1, 0] = -1
red_edges[2, 1, 0] = 1

# %% wrong="red-edges" points=0 mistake="channels-summed" note="the edges of all channels together"
red_edges = np.zeros((3, 3, 3, 1))
red_edges[1, 0] = -1
red_edges[1, 2] = 1

# %% wrong="red-edges" points=0 mistake="channels-mixed" note="of their mean"
red_edges = np.zeros((3, 3, 3, 1))
red_edges[1, 0] = -1 / 3
red_edges[1, 2] = 1 / 3

# %% wrong="red-edges" points=0 mistake="off-centre"
red_edges = np.zeros((3, 3, 3, 1))
red_edges[2, 0, 0] = -1
red_edges[2, 2, 0] = 1

# %% wrong="red-edges" points=0 mistake="channels-backwards" note="blue's: OpenCV has the colours in this order"
red_edges = np.zeros((3, 3, 3, 1))
red_edges[1, 0, 2] = -1
red_edges[1, 2, 2] = 1

# %% wrong="red-edges" points=0 note="the indices in another order: red minus blue of the pixel itself"
red_edges = np.zeros((3, 3, 3, 1))
red_edges[1, 1, 0] = -1
red_edges[1, 1, 2] = 1

# %% wrong="red-edges" points=0 note="a kernel for a grey picture"
red_edges = np.array([-1, 0, 1]).reshape(1, 3, 1, 1)

# %% wrong="red-edges" points=0
red_edges = conv2d(lantern[:, :, 0], bank[:, :, :, 6:7])

# %% right="red-edges"
red_edges = np.array([[-1, 0, 0], [0, 0, 0], [1, 0, 0]]).reshape(1, 3, 3, 1)

# %% right="red-edges"
red_edges = np.zeros((3, 3, 3, 1))
red_edges[:, :, :1] = bank[:, :, :, 6:7]

# %% right="red-edges"
only_red = np.array([1, 0, 0]).reshape(1, 1, 3, 1)
red_edges = (bank[:, :, :, 6:7] * only_red).astype('float16')
