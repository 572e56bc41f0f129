# %% [markdown]
# # Known answers to `same`
#
# The right shapes, one point each: (1, 28, 28, 1), (1, 14, 23, 1), (1, 20, 30, 1).

# %% wrong="same" points=2 mistake="same-keeps-size"
same_a = (1, 28, 28, 1)
same_b = (1, 27, 45, 1)
same_c = (1, 20, 30, 1)

# %% wrong="same" points=0 mistake="same-pads-one"
same_a = (1, 26, 26, 1)
same_b = (1, 13, 22, 1)
same_c = (1, 17, 27, 1)

# %% wrong="same" points=2 mistake="same-pads-half"
same_a = (1, 28, 28, 1)
same_b = (1, 14, 23, 1)
same_c = (1, 19, 29, 1)

# %% wrong="same" points=0 mistake="same-pads-twice"
same_a = (1, 32, 32, 1)
same_b = (1, 16, 25, 1)
same_c = (1, 25, 35, 1)

# %% wrong="same" points=0 mistake="batch-left-out"
same_a = (28, 28, 1)
same_b = (14, 23, 1)
same_c = (20, 30, 1)

# %% wrong="same" points=0 mistake="channels-first"
same_a = (1, 1, 28, 28)
same_b = (1, 1, 14, 23)
same_c = (1, 1, 20, 30)

# %% wrong="same" points=1 mistake="height-width-swapped"
same_a = (1, 28, 28, 1)
same_b = (1, 23, 14, 1)
same_c = (1, 30, 20, 1)

# %% wrong="same" points=0 mistake="padding-valid-for-same" note="as if the padding were valid"
same_a = (1, 24, 24, 1)
same_b = (1, 12, 21, 1)
same_c = (1, 15, 25, 1)

# %% wrong="same" points=2 mistake="same-floors" note="as if the half were rounded down"
same_a = (1, 28, 28, 1)
same_b = (1, 13, 22, 1)
same_c = (1, 20, 30, 1)

# %% wrong="same" points=0
same_a = [[1, 28, 28, 1]]
same_b = {'height': 14}
same_c = True

# %% right="same" note="worked out by a function of one's own"
from math import ceil
def out(i, s=1):
    return ceil(i / s)
same_a = (1, out(28), out(28), 1)
same_b = (1, out(27, 2), out(45, 2), 1)
same_c = (1, 60 / 3, 60 / 2, 1)
