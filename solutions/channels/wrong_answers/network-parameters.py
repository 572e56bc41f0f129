# %% [markdown]
# # Known answers to `network-parameters`
#
# Five parts of half a point each.

# %% wrong="network-parameters" points=1 mistake="bias-forgotten"
learnt_1 = 72
learnt_2 = 0
learnt_3 = 1152
learnt_4 = 0
learnt_5 = 7840

# %% wrong="network-parameters" points=1.5 mistake="parameters-first-depth"
learnt_1 = 80
learnt_2 = 0
learnt_3 = 160
learnt_4 = 0
learnt_5 = 500

# %% wrong="network-parameters" points=0.5 mistake="parameters-all-layers"
learnt_1 = 80
learnt_2 = 80
learnt_3 = 1248
learnt_4 = 1248
learnt_5 = 9098

# %% wrong="network-parameters" points=1.5 mistake="parameters-pooling-has-weights"
learnt_1 = 80
learnt_2 = 32
learnt_3 = 1168
learnt_4 = 64
learnt_5 = 7850

# %% wrong="network-parameters" points=1 mistake="parameters-one-bias"
learnt_1 = 73
learnt_2 = 0
learnt_3 = 1153
learnt_4 = 0
learnt_5 = 7841

# %% wrong="network-parameters" points=1 mistake="parameters-filters-missing"
learnt_1 = 10
learnt_2 = 0
learnt_3 = 73
learnt_4 = 0
learnt_5 = 785

# %% wrong="network-parameters" points=1.5 mistake="parameters-picture-size" note="a weight for every pixel of what comes out"
learnt_1 = 80 * 26 * 26
learnt_2 = 0
learnt_3 = 1168 * 13 * 13
learnt_4 = 0
learnt_5 = 7850

# %% wrong="network-parameters" points=2 note="the last kernel taken for one of 3 x 3"
learnt_1 = 80
learnt_2 = 0
learnt_3 = 1168
learnt_4 = 0
learnt_5 = 1450

# %% wrong="network-parameters" points=0.5 note="False counts as 0, which is right of a pooling layer"
learnt_1 = '80'
learnt_2 = []
learnt_3 = None
learnt_4 = False
learnt_5 = [7850]

# %% right="network-parameters"
learnt_1 = (3 * 3 * 1 + 1) * 8
learnt_2 = learnt_4 = 0
learnt_3 = (3 * 3 * 8 + 1) * 16
learnt_5 = (7 * 7 * 16 + 1) * 10

# %% right="network-parameters"
learnt_1 = np.int64(80)
learnt_2 = np.float32(0)
learnt_3 = np.array(1168)
learnt_4 = 0.0
learnt_5 = tf.constant(7850)
