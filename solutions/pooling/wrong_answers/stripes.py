# %% [markdown]
# # Known answers to `stripes`
#
# Three rows of one point each.

# %% wrong="stripes" points=0 mistake="sign-flipped"
stripes_a = [[-1, -1, -1, -1, -1, -1]]
stripes_b = [[-1, 0, -1, 0]]
stripes_c = [[-1, 0, 0, -1, 0, 0]]

# %% wrong="stripes" points=0 mistake="start-one" note="from 1"
stripes_a = [[0, 0, 0, 0, 0, 0]]
stripes_b = [[0, 1, 0, 1]]
stripes_c = [[0, 0, 1, 0, 0, 1]]

# %% wrong="stripes" points=2 mistake="start-not-multiplied" note="stripes as before, only fewer"
stripes_a = [[1, 0, 1, 0, 1, 0]]
stripes_b = [[1, 0, 1, 0]]
stripes_c = [[1, 0, 0, 1, 0, 0]]

# %% wrong="stripes" points=0 note="grey"
stripes_a = [[0.5, 0.5, 0.5, 0.5, 0.5, 0.5]]
stripes_b = [[0.5, 0.5, 0.5, 0.5]]
stripes_c = [[0.33, 0.33, 0.33, 0.33, 0.33, 0.33]]

# %% wrong="stripes" points=2
stripes_a = [[1, 1, 1, 1, 1, 1]]
stripes_b = [[1, 1, 1, 1]]
stripes_c = [[1, 0, 0, 1, 0, 0]]

# %% wrong="stripes" points=1
stripes_a = [[1, 1, 1, 1, 1, 1]]
stripes_b = [[1, 0, 1, 0, 1, 0]]
stripes_c = [[1, 1, 1, 1]]

# %% wrong="stripes" points=0 mistake="last-window-missing" outcome="wrong"
stripes_a = [[1, 1, 1, 1, 1]]
stripes_b = None
stripes_c = None

# %% wrong="stripes" points=0 outcome="wrong"
stripes_a = 'all white'
stripes_b = 'black and white'
stripes_c = 6

# %% right="stripes"
stripes_a = stripes_of_2[:, ::2]
stripes_b = stripes_of_2[:, ::3]
stripes_c = stripes_of_3[:, ::2]

# %% right="stripes"
stripes_a = np.ones((1, 6))
stripes_b = np.array([[True, False, True, False]])
stripes_c = conv2d(stripes_of_3, np.ones((1, 1)), strides=2)[None, :, :, None]

# %% right="stripes" note="one axis"
stripes_a = [1, 1, 1, 1, 1, 1]
stripes_b = [1, 0, 1, 0]
stripes_c = [1, 0, 0, 1, 0, 0]
