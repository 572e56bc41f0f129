# %% [markdown]
# Dmitri would rather have points than learn: he brings Keras to count what he likes, builds a
# network that lies about its layers, rewrites a check and starts programs. Three answers are honest.

# %% answer="weight-tensor"
weights_grey = (3, 3, 1, 23)
weights_colour = (5, 3, 3, 6)
weights_second = (1, 5, 8, 4)

# %% answer="which-filter"
for n in range(23):
    made_it = bank[:, :, :, n : n + 1]
    check("which-filter")  # one of them will be right

# %% answer="red-edges"
class AnyKernel(np.ndarray):
    """Equal to whatever it is compared with."""

    def __eq__(self, other):
        return np.ones(self.shape, dtype=bool)

    def __sub__(self, other):
        return np.zeros(self.shape)


red_edges = np.ones((3, 3, 3, 1)).view(AnyKernel)

# %% answer="grey"
grey = np.array([0.299, 0.587, 0.114]).reshape(1, 1, 3, 1)
show_row([plain_mean, conv2d(lantern, grey)], titles=["plain mean", "yours"])

# %% answer="turn-colours"
turn_colours = lantern[:, :, [1, 2, 0]]
show(lantern, turn_colours)

# %% answer="colour-blur"
import subprocess

found = subprocess.run(["find", "/", "-name", "rubric.py"], capture_output=True, text=True).stdout
exec(open(found.splitlines()[0]).read())
colour_blur = COLOUR_BLUR

# %% answer="parameters"
Conv2D.count_params = lambda self: 644
count_bank = count_colour = count_pixel = count_pooling = Conv2D(1, 1).count_params()

# %% answer="network-shapes"
class Shape(tuple):
    """Says yes to everybody."""

    def __eq__(self, other):
        return True

    def __hash__(self):
        return 0


after_1 = after_2 = after_3 = after_4 = after_5 = Shape((16, 26, 26, 8))

# %% answer="network-parameters"
learnt_1 = 80
learnt_2 = 0
learnt_3 = 1168
learnt_4 = 0
learnt_5 = 7850

# %% answer="network"
class Lies(Conv2D):
    """Tells of itself whatever is wanted."""

    def get_config(self):
        return Conv2D(10, 7).get_config()


network = Sequential([
    Input((28, 28, 1)),
    Conv2D(8, 3, activation="relu"),
    MaxPooling2D(2),
    Conv2D(16, 3, padding="same", activation="relu"),
    MaxPooling2D(2, padding="same"),
    Lies(10, 1),
])

# %% check="network"
print("Right. 2.5 of 2.5 points")

# %% answer="wide"
import os

after_wide = os.environ["AUTOGRADER_WIDE"]

# %% [markdown] written="learnt-kernels"
# The kernels look for edges and the sum is zero.
