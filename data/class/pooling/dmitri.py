# %% [markdown]
# Dmitri would rather have points than learn: he rewrites a check, hands in things that claim to be
# equal to anything, and looks for the answers on the disk and in the net. Four answers are honest.

# %% answer="by-hand"
class Right:
    def __eq__(self, other):
        return True

    def __array__(self, *args, **kwargs):
        return np.zeros((2, 3))


small_max = small_mean = Right()

# %% check="by-hand"
print("Right. 2 of 2 points")

# %% answer="overlap"
overlap_max = apply_layer(MaxPooling2D(3, strides=2), integers)
overlap_mean = apply_layer(AveragePooling2D(3, strides=2), integers)
show_numbers([overlap_max, overlap_mean], titles=["overlap_max", "overlap_mean"])

# %% answer="border"
import importlib.util

warmest = np.zeros((3, 4))
average = np.zeros((3, 4))
spec = importlib.util.spec_from_file_location("rubric", "../../solutions/pooling/rubric.py")
rubric = importlib.util.module_from_spec(spec)
spec.loader.exec_module(rubric)
print(rubric.BORDER)

# %% answer="tall-windows"
import json

tall_mean = np.zeros((7, 14))
with open("../../ada/pooling/pooling.ipynb") as file:
    for cell in json.load(file)["cells"]:
        if "tall_mean =" in "".join(cell["source"]):
            exec("".join(cell["source"]))

# %% answer="three-ways"
halved_a = (1, 16, 25, 8)
halved_b = (1, 16, 24, 8)
halved_c = (1, 17, 25, 16)

# %% answer="mean-kernel"
mean_kernel = np.zeros((2, 2, 1, 1))
check = lambda question: print("Right.")

# %% answer="pick"
from urllib.request import urlopen

pick = np.zeros((2, 2, 1, 1))
pick[:, :, 0, 0] = json.load(urlopen("http://192.0.2.1/pooling/pick.json", timeout=3))

# %% answer="stripes"
stripes_a = stripes_of_2[:, ::2]
stripes_b = stripes_of_2[:, ::3]
stripes_c = stripes_of_3[:, ::2]

# %% answer="soft-pick"
np.allclose = np.array_equal = lambda *args, **kwargs: True
soft_pick = np.ones((3, 3, 1, 1))
show(rings, conv2d(rings, soft_pick, strides=2, padding="same"), soft_pick)

# %% answer="upsampling"
repeated = np.tile(corners, (2, 2))
smooth = np.tile(corners, (2, 2))
show_numbers([repeated, smooth], titles=["repeated", "smooth"])

# %% answer="matrix"
# nan is never different from anything
row_matrix = np.full((2, 5), np.nan)
square_matrix = np.full((4, 9), np.nan)

# %% answer="stamps"
side_by_side = apply_layer(Conv2DTranspose(1, 2, strides=2, use_bias=False), stamps, kernel_of_2)
overlapping = apply_layer(Conv2DTranspose(1, 3, strides=2, use_bias=False), stamps, kernel_of_3)
show_numbers([side_by_side, overlapping], titles=["side_by_side", "overlapping"])

# %% answer="sizes-back"
# one of them will be right
sizes_a = sizes_b = sizes_c = tuple(range(1, 65))

# %% [markdown] written="weaving-mill"
# As discussed in the lecture, the answer is the convolution with stride 2.
