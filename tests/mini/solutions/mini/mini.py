# %% [markdown]
# # Mini: one question of most kinds
#
# It needs no TensorFlow, so that it runs in a second. There is a picture in `images/tiny.png`.

# %%
import numpy as np
from autograder.notebook.check import open_checks

check = open_checks("mini")

# %% answer="blur"
blur = np.zeros((3, 3, 1, 1))
### BEGIN SOLUTION
the_nine_weights = np.ones((3, 3, 1, 1))
blur = the_nine_weights / 9
### END SOLUTION

# %% check="blur"
check("blur")

# %% play=true
spare = "students may change this cell"

# %% answer="sizes"
size_conv = None
size_pool = None
### BEGIN SOLUTION
size_conv = (1, 5, 8, 2)
size_pool = (1, 3, 5, 1)
### END SOLUTION

# %% check="sizes"
check("sizes")

# %% answer="printed"
### BEGIN SOLUTION
print("first", (1, 5, 8, 2))
print("second", (1, 2, 4, 2))
### END SOLUTION

# %% check="printed"
check("printed")

# %% [markdown]
# ### Why?

# %% [markdown] written="why"
# Because the nine weights of a mean add up to one.

# %% answer="pooled"
rows, columns = np.mgrid[0:16, 0:20]
steps = ((rows // 4) + 2 * (columns // 7)) / 7
pooled = None
### BEGIN SOLUTION
pooled = steps.reshape(8, 2, 10, 2).mean(axis=(1, 3))
### END SOLUTION

# %% check="pooled"
check("pooled")
