# %% [markdown]
# # Known answers to `overlap`

# %% wrong="overlap" points=1 mistake="average-for-max"
overlap_max = overlap_mean = apply_layer(AveragePooling2D(3, strides=2), integers)

# %% wrong="overlap" points=1 mistake="max-for-average"
overlap_max = overlap_mean = apply_layer(MaxPooling2D(3, strides=2), integers)

# %% wrong="overlap" points=0 mistake="stride-ignored" note="windows side by side"
overlap_max = apply_layer(MaxPooling2D(3), integers)
overlap_mean = apply_layer(AveragePooling2D(3), integers)

# %% wrong="overlap" points=0 mistake="padding-same-for-valid" note="the border filled up"
overlap_max = apply_layer(MaxPooling2D(3, strides=2, padding="same"), integers)
overlap_mean = apply_layer(AveragePooling2D(3, strides=2, padding="same"), integers)

# %% wrong="overlap" points=0 mistake="slice-short" outcome="wrong" note="a slice that is a pixel short"
places = [(row, column) for row in (0, 2, 4, 6) for column in (0, 2, 4, 6)]
overlap_max = np.array([integers[r : r + 2, c : c + 2].max() for r, c in places])
overlap_max = overlap_max.reshape(4, 4)
overlap_mean = np.zeros((4, 4))

# %% wrong="overlap" points=1 mistake="median-for-mean" note="the median is no mean"
places = [(row, column) for row in (0, 2, 4, 6) for column in (0, 2, 4, 6)]
seen = [integers[r : r + 3, c : c + 3] for r, c in places]
overlap_max = np.reshape([s.max() for s in seen], (4, 4))
overlap_mean = np.reshape([np.median(s) for s in seen], (4, 4))

# %% wrong="overlap" points=1 mistake="mean-divided-otherwise" note="divided by the side of the window"
places = [(row, column) for row in (0, 2, 4, 6) for column in (0, 2, 4, 6)]
seen = [integers[r : r + 3, c : c + 3] for r, c in places]
overlap_max = np.reshape([s.max() for s in seen], (4, 4))
overlap_mean = np.reshape([s.sum() / 3 for s in seen], (4, 4))

# %% wrong="overlap" points=0 outcome="wrong"
overlap_max = MaxPooling2D(3, strides=2)

# %% right="overlap"
places = [(row, column) for row in (0, 2, 4, 6) for column in (0, 2, 4, 6)]
seen = [integers[r : r + 3, c : c + 3] for r, c in places]
overlap_max = np.reshape([s.max() for s in seen], (4, 4))
overlap_mean = np.reshape([s.sum() / 9 for s in seen], (4, 4))

# %% right="overlap"
import tensorflow as tf
batch = tf.constant(integers.reshape(1, 10, 10, 1))
overlap_max = tf.nn.max_pool2d(batch, 3, 2, "VALID")
box = Conv2D(1, 3, strides=2, use_bias=False)
overlap_mean = apply_layer(box, integers, np.ones((3, 3)) / 9)[None]
